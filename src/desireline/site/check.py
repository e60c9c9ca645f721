"""Checks and readings of settings that need more than a type. Messages say what to do."""

from __future__ import annotations

import contextlib
import secrets
import zoneinfo
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url

from desireline.engines.search import cluster
from desireline.engines.search.cluster import Cluster
from desireline.site.env import SettingError

SAMPLES = {"secret", "changeme", "change-me", "password", "sample", "example", "insecure", "desireline"}
SAMPLE_HOSTS = ("example.org", "example.com", "example.net", ".example", "your-company.com")


@dataclass(frozen=True, slots=True)
class Address:
    """The public address of the instance, taken apart."""

    scheme: str
    netloc: str
    host: str

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}"

    def __str__(self) -> str:
        return self.origin


def base_url(given: str, *, debug: bool) -> Address:
    """The address, if people can reach an instance there."""
    say = f"DESIRELINE_BASE_URL is “{given}”."
    parts = urlsplit(given)
    try:
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise SettingError(f"{say} The port is not a number from 1 to 65535.") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise SettingError(f"{say} Write the full address, for example https://ideas.your-company.com.")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise SettingError(f"{say} Leave out the path: Desireline lives at the root of its host name.")
    if parts.username or parts.password:
        raise SettingError(f"{say} Leave out user and password: people sign in on the page.")
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - refused, not bound
        raise SettingError(
            f"{say} That is where a server listens, not an address to call. Write the host's name."
        )
    if not debug and host.endswith(SAMPLE_HOSTS):
        raise SettingError(f"{say} That is a sample. Write the address at which people reach this instance.")
    return Address(parts.scheme, parts.netloc, host)


def zone(given: str) -> str:
    """The time zone's name, if there is one of that name."""
    try:
        zoneinfo.ZoneInfo(given)
    except (ValueError, OSError, KeyError) as error:
        raise SettingError(
            f"DESIRELINE_TIME_ZONE is “{given}”. Write a name such as Europe/Berlin or America/New_York."
        ) from error
    return given


def secret(given: str, *, data: Path, debug: bool) -> str:
    """The given secret, or one made once and kept in the data folder, readable by the owner alone."""
    if given:
        if not debug and (len(given) < 32 or given.lower().strip("-_!") in SAMPLES):
            raise SettingError(
                "DESIRELINE_SECRET is a sample or shorter than 32 characters. Leave it out to have one made, "
                "or make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        return given
    path = data / "secret"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            fresh = data / f".secret-{secrets.token_hex(4)}"
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(fresh)  # two processes that start at once agree on the first
            fresh.unlink()
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SettingError(
            f"The data folder {data} cannot be written ({error.strerror}). Set DESIRELINE_DATA to one that can."
        ) from error


def database(url: str, *, data: Path, synchronous: str) -> dict[str, Any]:
    if not url or url.startswith("sqlite:"):
        name = url.removeprefix("sqlite:").lstrip("/") if url else ""
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"/{name}" if name else data / "desireline.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous.upper()}; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-8000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                    "PRAGMA journal_size_limit=67108864;"
                ),
            },
        }
    if not url.startswith(("postgres://", "postgresql://")):
        raise SettingError(
            f"DATABASE_URL starts with “{url.split(':', 1)[0]}”. Desireline runs on SQLite (leave it empty) "
            "or PostgreSQL (postgres://user:password@host/name)."
        )
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:
        raise SettingError(
            "DATABASE_URL cannot be read. Write postgres://user:password@host:5432/name, with characters such as "
            "@ : / in the password written as %40 %3A %2F."
        ) from error
    if not found.get("NAME"):
        raise SettingError("DATABASE_URL names no database. Write postgres://user:password@host/name.")
    found["CONN_MAX_AGE"] = 0
    found.setdefault("OPTIONS", {})["pool"] = {"min_size": 2, "max_size": 24, "timeout": 20}
    return found


def search(given: str) -> str | Cluster:
    """The search engine: tantivy, or where the cluster is and how its indexes are laid out."""
    if given.lower() in {"", "tantivy"}:
        return "tantivy"
    try:
        found = cluster.read(given)
    except ValueError as error:
        raise SettingError(f"DESIRELINE_SEARCH cannot be used: {error}.") from error
    if find_spec("opensearchpy") is None:
        raise SettingError(
            "DESIRELINE_SEARCH names an OpenSearch, but its client is not installed."
            " Say: pip install 'desireline[opensearch]'"
        )
    return found


def mail(url: str, *, data: Path) -> dict[str, Any]:
    """Django's mail settings from one address: implicit TLS, STARTTLS, or a plain relay, with or without a login."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": data / "mail",
        }
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise SettingError(
            "DESIRELINE_MAIL_URL starts with smtp:// (plain relay), smtp+starttls:// (usually port 587) "
            "or smtps:// (usually port 465), then user:password@ if the server wants a login, then the host."
        )
    if parts.username and not parts.password:
        raise SettingError("DESIRELINE_MAIL_URL has a user without a password. Write user:password@host.")
    options = dict(parse_qsl(parts.query))
    try:
        port, timeout = parts.port or ports[parts.scheme], int(options.get("timeout", "15"))
    except ValueError as error:
        raise SettingError(
            "DESIRELINE_MAIL_URL has a port or a timeout that is not a number. Characters such as @ : / in the "
            "password are written as %40 %3A %2F."
        ) from error
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": timeout,
    }
