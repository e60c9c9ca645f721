"""Trying the mail server: connect, TLS, login, and, if asked, one mail."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from django.conf import settings

from desireline.site.operate.mail_faults import Mode, explain


class MailError(Exception):
    """Mail does not work; the message says why and what to do."""


def mode() -> Mode | None:
    """How this instance sends mail, or None where it writes mail into the data folder."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return None
    tls = "implicit" if settings.EMAIL_USE_SSL else "starttls" if settings.EMAIL_USE_TLS else "none"
    return Mode(settings.EMAIL_HOST, settings.EMAIL_PORT, tls)


def _reach(how: Mode) -> None:
    """A plain connection first, so that “not reached” and “reached but silent” can be told apart."""
    socket.create_connection((how.host, how.port), settings.EMAIL_TIMEOUT).close()


@contextmanager
def _session(how: Mode) -> Iterator[smtplib.SMTP]:
    _reach(how)
    patience = float(settings.EMAIL_TIMEOUT or 15)
    context = ssl.create_default_context()
    try:
        if how.tls == "implicit":
            server: smtplib.SMTP = smtplib.SMTP_SSL(how.host, how.port, timeout=patience, context=context)
        else:
            server = smtplib.SMTP(how.host, how.port, timeout=patience)
    except TimeoutError as error:
        error.connected = True  # type: ignore[attr-defined]  # read by explain
        raise
    try:
        if how.tls == "starttls":
            server.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        yield server
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()


def try_mail(to: str | None = None) -> str:
    """Connect and sign in, and send one mail where an address is given. Returns what was done; raises MailError."""
    how = mode()
    if how is None:
        folder = getattr(settings, "EMAIL_FILE_PATH", "")
        raise MailError(f"No mail server is set: mail is written into {folder}. Set DESIRELINE_MAIL_URL.")
    try:
        with _session(how) as server:
            if to:
                server.send_message(_letter(to), parseaddr(settings.DEFAULT_FROM_EMAIL)[1], [to])
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(explain(error, how)) from error
    tls = {"implicit": "TLS", "starttls": "STARTTLS", "none": "no TLS"}[how.tls]
    login = f"signed in as {settings.EMAIL_HOST_USER}" if settings.EMAIL_HOST_USER else "without a login"
    return f"{how}, {tls}, {login}" + (f": the mail to {to} was accepted" if to else "")


def _letter(to: str) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = "Mail from Desireline works"
    letter["From"], letter["To"] = settings.DEFAULT_FROM_EMAIL, to
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain=settings.BASE_URL.host)
    letter.set_content(
        f"This is the test that somebody asked for on {settings.BASE_URL}.\n\n"
        "If you can read it, mail from there reaches you. Look whether it came into the spam folder: then the sender's "
        "domain needs SPF and DKIM records.\n"
    )
    return letter
