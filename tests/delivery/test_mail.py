"""Mail against a real SMTP server: with STARTTLS and a password, with refusals, with a line that breaks."""

from __future__ import annotations

import email
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from kentongan.core.errors import DeliveryError
from kentongan.delivery.letters import Letter
from kentongan.delivery.mail import MailDriver, MailServer

NOW = datetime(2026, 11, 16, 0, 30, tzinfo=UTC)


class Postbox:
    """Keeps what arrives; addresses that begin with "bukan" are unknown, with "penuh" full, with "putus" fatal."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.encrypted: list[bool] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """One recipient."""
        if address.startswith("bukan"):
            return "550 5.1.1 Mailbox unknown"
        if address.startswith("penuh"):
            return "452 4.2.2 Mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        """One mail."""
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        self.encrypted.append(session.ssl is not None)
        if envelope.rcpt_tos[0].startswith("putus"):
            server.transport.abort()
        return "250 2.0.0 Queued as 4711"


def authenticator(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    """One user."""
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"humas", b"sandi")
    return AuthResult(success=good, handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost, made for this run."""
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"]
    subprocess.run(
        [*made, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True
    )
    return cert, key


@pytest.fixture
def postbox() -> Postbox:
    """An empty one."""
    return Postbox()


@pytest.fixture
def server(postbox: Postbox, certificate: tuple[Path, Path]) -> Iterator[MailServer]:
    """A running server that wants STARTTLS and a password."""
    inner = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    inner.load_cert_chain(*certificate)
    controller = Controller(
        postbox,
        hostname="127.0.0.1",
        port=_free_port(),
        tls_context=inner,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticator,
    )
    controller.start()
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    try:
        yield MailServer(
            "localhost", controller.port, "starttls", "humas", "sandi", "Humas <humas@contoh.go.id>", trust, timeout=5
        )
    finally:
        controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_mail_arrives_encrypted_with_its_file(server: MailServer, postbox: Postbox, letter: Letter) -> None:
    """Subject, text and file as they were; the same Message-ID at every attempt."""
    driver = MailDriver(server, NOW)
    receipts = [driver.send(letter, "surel", "sekda@contoh.go.id", "kunci") for _ in range(2)]
    assert receipts[0].provider_id == receipts[1].provider_id
    assert "4711" in receipts[0].answer
    mail = postbox.mails[0]
    assert postbox.encrypted == [True, True]
    assert mail["Subject"] == letter.subject
    assert mail["To"] == "sekda@contoh.go.id"
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").rstrip("\n") == letter.text
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == (letter.attachments[0].name, letter.attachments[0].content)


@pytest.mark.parametrize(
    ("to", "sent", "retry", "arrives"),
    [
        ("bukan@contoh.go.id", False, False, 0),
        ("penuh@contoh.go.id", False, True, 0),
        ("putus@contoh.go.id", None, False, 1),
    ],
)
def test_what_a_refusal_means(
    server: MailServer, postbox: Postbox, letter: Letter, to: str, sent: bool | None, retry: bool, arrives: int
) -> None:
    """Unknown for good, full for now, and broken off after the text: only the last may have arrived, and did."""
    with pytest.raises(DeliveryError) as refusal:
        MailDriver(server, NOW).send(letter, "surel", to, "kunci")
    assert refusal.value.sent is sent
    assert (refusal.value.retry_after is not None) is retry
    assert len(postbox.mails) == arrives


def test_wrong_password_wrong_certificate_no_server(server: MailServer, postbox: Postbox, letter: Letter) -> None:
    """Nothing is sent, nothing in clear, and the words say what to do."""
    from dataclasses import replace

    for wrong, word in (
        (
            replace(server, password="salah"),  # noqa: S106 - nobody's
            "sandi",
        ),
        (replace(server, tls=None), "Sertifikat"),
        (replace(server, port=_free_port()), "tidak dapat dihubungi"),
    ):
        with pytest.raises(DeliveryError, match=word) as refusal:
            MailDriver(wrong, NOW).send(letter, "surel", "sekda@contoh.go.id", "kunci")
        assert refusal.value.sent is False
        assert "salah" not in str(refusal.value)
    assert postbox.mails == []


def test_a_subject_cannot_add_headers(server: MailServer, letter: Letter) -> None:
    """A post's title that found its way into a subject stays one line."""
    from dataclasses import replace

    mail = MailDriver(server, NOW).compose(replace(letter, subject="Isu\r\nBcc: orang@lain.id"), "a@contoh.go.id", "k")
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Isu Bcc: orang@lain.id"
