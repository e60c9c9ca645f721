"""Mail against a real server in all three ways, and every way to get it wrong."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from desireline.site.check import mail as read_mail
from desireline.site.operate.mail import MailError, try_mail


class Inbox:
    def __init__(self) -> None:
        self.got: list[tuple[str, list[str], Message]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("nobody"):
            return "550 relaying denied"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.got.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def _login(server: Any, session: Any, envelope: Any, mechanism: Any, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"ann", b"p@ss:word"), handled=False)


@contextmanager
def running(inbox: Inbox, **options: Any) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    server.start()
    try:
        yield port
    finally:
        server.stop()


@pytest.fixture
def use(settings: Any, tmp_path: Path) -> Callable[[str], None]:
    def apply(url: str) -> None:
        for name, value in read_mail(url, data=tmp_path).items():
            setattr(settings, name, value)

    return apply


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


Use = Callable[[str], None]
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")]
LOGIN = {"authenticator": _login, "auth_required": True}


def test_a_plain_relay_without_a_login(inbox: Inbox, use: Use) -> None:
    with running(inbox) as port:
        use(f"smtp://localhost:{port}")
        assert "was accepted" in try_mail("reader@example.org")
    assert inbox.got[0][1] == ["reader@example.org"]


def test_starttls_with_a_login(inbox: Inbox, use: Use, tls: ssl.SSLContext) -> None:
    with running(inbox, tls_context=tls, require_starttls=True, **LOGIN) as port:
        use(f"smtp+starttls://ann:p%40ss%3Aword@localhost:{port}")
        assert "STARTTLS, signed in as ann" in try_mail("reader@example.org")
    assert len(inbox.got) == 1


def test_implicit_tls_with_a_login(inbox: Inbox, use: Use, tls: ssl.SSLContext) -> None:
    with running(inbox, ssl_context=tls, auth_require_tls=False, **LOGIN) as port:
        use(f"smtps://ann:p%40ss%3Aword@localhost:{port}")
        assert "TLS, signed in as ann" in try_mail("reader@example.org")
    assert len(inbox.got) == 1


def test_without_an_address_nothing_is_sent(inbox: Inbox, use: Use) -> None:
    with running(inbox) as port:
        use(f"smtp://localhost:{port}")
        assert "without a login" in try_mail()
    assert inbox.got == []


def said(use: Use, url: str, to: str | None = "reader@example.org") -> str:
    use(url)
    with pytest.raises(MailError) as fault:
        try_mail(to)
    return str(fault.value)


def test_a_wrong_password(inbox: Inbox, use: Use, tls: ssl.SSLContext) -> None:
    with running(inbox, tls_context=tls, require_starttls=True, **LOGIN) as port:
        assert "does not accept the user or the password" in said(
            use, f"smtp+starttls://ann:no@localhost:{port}"
        )


def test_implicit_tls_spoken_to_a_starttls_port(inbox: Inbox, use: Use) -> None:
    with running(inbox) as port:
        assert "smtp+starttls://" in said(use, f"smtps://localhost:{port}")


def test_starttls_spoken_to_an_implicit_tls_port(inbox: Inbox, use: Use, tls: ssl.SSLContext) -> None:
    with running(inbox, ssl_context=tls) as port:
        assert "write smtps://" in said(use, f"smtp+starttls://localhost:{port}?timeout=1")


def test_starttls_where_the_server_has_none(inbox: Inbox, use: Use) -> None:
    with running(inbox) as port:
        assert "does not offer STARTTLS" in said(use, f"smtp+starttls://localhost:{port}")


def test_no_tls_where_the_server_wants_it(inbox: Inbox, use: Use, tls: ssl.SSLContext) -> None:
    with running(inbox, tls_context=tls, require_starttls=True) as port:
        assert "smtp+starttls://" in said(use, f"smtp://localhost:{port}")


def test_a_login_where_the_relay_has_none(inbox: Inbox, use: Use) -> None:
    with running(inbox) as port:
        assert "leave user and password out" in said(use, f"smtp://ann:x@localhost:{port}")


def test_no_login_where_the_server_wants_one(inbox: Inbox, use: Use) -> None:
    with running(inbox, auth_require_tls=False, **LOGIN) as port:
        assert "wants a login" in said(use, f"smtp://localhost:{port}")


def test_a_refused_recipient(inbox: Inbox, use: Use) -> None:
    with running(inbox) as port:
        assert "550 relaying denied" in said(use, f"smtp://localhost:{port}", "nobody@example.org")


def test_an_untrusted_certificate(
    inbox: Inbox, use: Use, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with running(inbox, ssl_context=tls) as port:
        assert "is not trusted" in said(use, f"smtps://localhost:{port}")


def test_nothing_listens(use: Use) -> None:
    assert "Nothing listens at localhost:9" in said(use, "smtp://localhost:9")


def test_an_unknown_host(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", unknown)
    assert "is not known here" in said(use, "smtp://mial.invalid")


def test_a_firewall_that_swallows_everything(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: Any, **__: Any) -> Any:
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket, "create_connection", silent)
    assert "many hosters block port 25" in said(use, "smtp://mail.invalid:25")


def test_no_mail_server_at_all(use: Use) -> None:
    assert "Set DESIRELINE_MAIL_URL" in said(use, "")
