"""Checks and readings of settings that need more than a type. Messages say what to do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url

from desireline.site.env import SettingError

SAMPLES = {"secret", "changeme", "change-me", "password", "sample", "example", "insecure", "desireline"}


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


def base_url(given: str) -> Address:
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingError(
            f"DESIRELINE_BASE_URL is “{given}”. Write the full address, for example https://ideas.example.org."
        )
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise SettingError(
            f"DESIRELINE_BASE_URL is “{given}”. Leave out the path: Desireline lives at the root of its host name."
        )
    return Address(parts.scheme, parts.netloc, parts.hostname)


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
            try:
                path.hardlink_to(fresh)  # two processes that start at once agree on the first
            except FileExistsError:
                pass
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
                    "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                    "PRAGMA journal_size_limit=67108864;"
                ),
            },
        }
    if not url.startswith(("postgres://", "postgresql://")):
        raise SettingError(
            f"DATABASE_URL starts with “{url.split(':', 1)[0]}”. Desireline runs on SQLite (leave it empty) "
            "or PostgreSQL (postgres://user:password@host/name)."
        )
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    found["CONN_MAX_AGE"] = 0
    found.setdefault("OPTIONS", {})["pool"] = {"min_size": 2, "max_size": 24, "timeout": 20}
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
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": int(options.get("timeout", "15")),
    }
