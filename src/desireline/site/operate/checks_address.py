"""What doctor looks at from outside: the base URL, https, and the proxies in front."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl

from django.conf import settings

from desireline.site.operate.doctor import Finding, check

PART = "base URL"
START = "Start it (desireline up), and let the reverse proxy pass this host name on to it."


def is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def ask(path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and the start of the body, asked at the base URL as a reader would."""
    address = settings.BASE_URL
    host, _, port = (
        address.netloc.rpartition(":")
        if address.netloc[-1].isdigit() and ":" in address.netloc
        else (address.netloc, "", "")
    )
    kind = http.client.HTTPSConnection if address.secure else http.client.HTTPConnection
    asked = kind(host.strip("[]"), int(port) if port else None, timeout=5)
    try:
        asked.request("GET", path, headers=headers or {})
        answer = asked.getresponse()
        return answer.status, answer.read(200).decode("utf-8", "replace")
    finally:
        asked.close()


@check(PART)
def base_url() -> Finding:
    address = settings.BASE_URL
    try:
        status, body = ask("/livez")
    except ssl.SSLError as error:
        return Finding(
            PART,
            "error",
            f"{address}: TLS fails ({error.reason})",
            "Renew or mend the certificate of the proxy.",
        )
    except socket.gaierror:
        return Finding(
            PART,
            "error",
            f"{address}: the host name is not known",
            "Add it to your DNS, or correct DESIRELINE_BASE_URL.",
        )
    except OSError as error:
        return Finding(PART, "error", f"{address} does not answer ({error})", START)
    if status == 400:
        return Finding(
            PART,
            "error",
            f"{address} refuses its own host name",
            "Let the proxy pass the Host header on unchanged.",
        )
    if (status, body) != (200, "ok\n"):
        return Finding(PART, "error", f"{address} is answered by something else (status {status})", START)
    if not address.secure and not is_local(address.host):
        mend = (
            "Put a reverse proxy with a certificate in front and write https:// in DESIRELINE_BASE_URL: "
            "passkeys and safe cookies need it."
        )
        return Finding(PART, "warning", f"{address} is not encrypted", mend)
    return Finding(PART, "ok", f"{address} answers")


@check("proxies")
def proxies() -> Finding:
    count, address = settings.TRUSTED_PROXIES, settings.BASE_URL
    if address.secure and not count:
        mend = (
            "Set DESIRELINE_TRUSTED_PROXIES to the number of proxies in front (usually 1), "
            "else all readers share one address in the limits."
        )
        return Finding("proxies", "warning", "https, but no trusted proxy", mend)
    if count and is_local(address.host):
        return Finding(
            "proxies",
            "warning",
            f"{count} trusted, but the address is local",
            "Without a proxy in front set DESIRELINE_TRUSTED_PROXIES=0: anyone could forge their address.",
        )
    return Finding("proxies", "ok", f"{count} in front")
