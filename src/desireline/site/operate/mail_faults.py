"""What a mail server's errors mean, in words that say what to do."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass

URL = "DESIRELINE_MAIL_URL"


@dataclass(frozen=True, slots=True)
class Mode:
    """How we talk to the server: where, and with which kind of TLS (`none`, `starttls`, `implicit`)."""

    host: str
    port: int
    tls: str

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def explain(error: BaseException, mode: Mode) -> str:
    """The cause and the mend of an error that came while connecting, signing in or sending."""
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words(error, mode)
    return f"{mode} failed: {error}."


def _certificate(error: BaseException, mode: Mode) -> str:
    reason = getattr(error, "verify_message", "") or str(error)
    return (
        f"The certificate of {mode} is not trusted: {reason}. Write the host name that the certificate carries in "
        f"{URL}, or, for a certificate of your own authority, name its file in SSL_CERT_FILE."
    )


def _tls(error: BaseException, mode: Mode) -> str:
    if mode.tls == "implicit":
        return (
            f"{mode} does not speak TLS from the first byte. Ports 587 and 25 usually want STARTTLS: "
            f"write smtp+starttls:// in {URL}. A relay without TLS wants smtp://."
        )
    return f"TLS with {mode} failed: {error}. Ask the server's operator which TLS versions it speaks."


def _login(error: BaseException, mode: Mode) -> str:
    said = _said(error)
    if "530" in said or "STARTTLS" in said.upper():
        return f"{mode} wants TLS before the login. Write smtp+starttls:// in {URL}. It said: {said}"
    return (
        f"{mode} does not accept the user or the password. Check both in {URL} (characters such as @ : / are written "
        f"%40 %3A %2F); many providers want an app password. It said: {said}"
    )


def _unsupported(error: BaseException, mode: Mode) -> str:
    if "STARTTLS" in str(error):
        return (
            f"{mode} does not offer STARTTLS. Port 465 usually wants TLS from the first byte: write smtps:// in {URL}. "
            f"A relay without TLS wants smtp://."
        )
    if "AUTH" in str(error).upper() or "auth" in str(error):
        return (
            f"{mode} offers no login. Either it wants TLS first (smtp+starttls:// or smtps://), or it is a relay "
            f"without logins: then leave user and password out of {URL}."
        )
    return f"{mode} lacks something that is needed: {error}."


def _dropped(error: BaseException, mode: Mode) -> str:
    if mode.tls == "implicit":
        return _tls(error, mode)
    return (
        f"{mode} closed the connection without a greeting. It may want TLS from the first byte (write smtps:// in "
        f"{URL}), or it refuses this machine's address."
    )


def _slow(error: BaseException, mode: Mode) -> str:
    if getattr(error, "connected", False):
        return (
            f"{mode} was reached but sent no greeting. It probably wants TLS from the first byte: write smtps:// in "
            f"{URL} (usual on port 465)."
        )
    return (
        f"{mode} does not answer. A firewall may be in the way: many hosters block port 25; "
        f"try 587 (smtp+starttls://) or 465 (smtps://)."
    )


def _refused(error: BaseException, mode: Mode) -> str:
    return f"Nothing listens at {mode}. Check host and port in {URL}; usual ports are 587, 465 and 25."


def _unknown_host(error: BaseException, mode: Mode) -> str:
    return f"The host name {mode.host} is not known here. Check its spelling in {URL} and this machine's DNS."


def _sender(error: BaseException, mode: Mode) -> str:
    said = _said(error)
    if said.startswith("530"):
        return (
            _login(error, mode)
            if "TLS" in said.upper()
            else f"{mode} wants a login: add user:password@ to {URL}."
        )
    return (
        f"{mode} refuses the sender. Set DESIRELINE_MAIL_FROM to an address that it may send. It said: {said}"
    )


def _recipient(error: BaseException, mode: Mode) -> str:
    said = "; ".join(f"{code} {_text(text)}" for code, text in getattr(error, "recipients", {}).values())
    return (
        f"{mode} does not take mail for this address. If it lies outside its own domains, the server wants a login, or "
        f"this machine must be allowed to relay. It said: {said}"
    )


def _answered(error: BaseException, mode: Mode) -> str:
    return f"{mode} answered: {_said(error)}"


def _said(error: BaseException) -> str:
    return f"{getattr(error, 'smtp_code', '')} {_text(getattr(error, 'smtp_error', ''))}".strip() or str(
        error
    )


def _text(given: object) -> str:
    return given.decode("utf-8", "replace") if isinstance(given, bytes) else str(given)


_WORDS = (
    (ssl.SSLCertVerificationError, _certificate),
    (ssl.SSLError, _tls),
    (smtplib.SMTPAuthenticationError, _login),
    (smtplib.SMTPNotSupportedError, _unsupported),
    (smtplib.SMTPServerDisconnected, _dropped),
    (smtplib.SMTPRecipientsRefused, _recipient),
    (smtplib.SMTPSenderRefused, _sender),
    (smtplib.SMTPResponseException, _answered),
    (socket.gaierror, _unknown_host),
    (ConnectionRefusedError, _refused),
    (TimeoutError, _slow),
    (ConnectionError, _dropped),
)
