"""Dovecot as Debian packages it, and an SMTP server before it, on this computer for the length of a test."""

from __future__ import annotations

import asyncio
import imaplib
import os
import pwd
import shutil
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from mail_servers import HOST, certificate

USER, PASSWORD = "aduan", 'rahasia "sekali"\\é'
SETTINGS = """\
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
mail_location = maildir:{folder}/mail/%n
first_valid_uid = 1
auth_username_format = %n
auth_mechanisms = plain login
recipient_delimiter = +
lmtp_save_to_detail_mailbox = yes
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%n allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Aduan {{
    auto = create
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@surel.test
}}
"""


@dataclass
class MailSystem:
    """A running pair of servers.

    Args:
        smtp, imaps: their ports.
        trusted: the certificate of the IMAP server.
    """

    smtp: int
    imaps: int
    trusted: Path

    def send(self, *mails: EmailMessage | bytes, folder: str = "Aduan") -> None:
        """Deliver mails as any program would; they are in the folder when this returns."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=20) as talk:
            for mail in mails:
                data = mail if isinstance(mail, bytes) else mail.as_bytes(policy=SMTP)
                talk.sendmail("warga@contoh.id", [f"{USER}+{folder}@{HOST}"], data, mail_options=["BODY=8BITMIME"])

    @contextmanager
    def own_client(self) -> Iterator[imaplib.IMAP4_SSL]:
        """A client that is none of ours, to look and to change."""
        context = ssl.create_default_context(cafile=self.trusted)
        with imaplib.IMAP4_SSL("localhost", self.imaps, ssl_context=context, timeout=20) as client:
            client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
            yield client


@contextmanager
def running(folder: Path) -> Iterator[MailSystem]:
    """Start both servers; the test is skipped where they are not wanted or not installed."""
    if os.environ.get("KENTONGAN_SERVERS") != "1":
        pytest.skip("real servers are off: apt-get install dovecot-imapd dovecot-lmtpd, pip install aiosmtpd, "
                    "then run as root with KENTONGAN_SERVERS=1")  # fmt: skip
    dovecot = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if dovecot is None or not Path("/usr/lib/dovecot/lmtp").exists():
        pytest.skip("dovecot is not installed: apt-get install dovecot-imapd dovecot-lmtpd")
    if os.geteuid() != 0:
        pytest.skip("dovecot is started as root, which then gives its rights away")
    controller = pytest.importorskip("aiosmtpd.controller", reason="no SMTP server: pip install aiosmtpd")
    made, key = certificate(folder)
    place = Path(tempfile.mkdtemp(prefix="kentongan-dovecot-"))
    imaps, lmtp, smtp = _free_ports(3)
    _prepare(place, certificate=made, key=key, imaps=imaps, lmtp=lmtp)
    server = subprocess.Popen([dovecot, "-F", "-c", str(place / "dovecot.conf")])
    mailer = controller.Controller(_Relay(lmtp), hostname="127.0.0.1", port=smtp)
    try:
        _wait_for(imaps, server, place / "log")
        mailer.start()
        yield MailSystem(smtp, imaps, made)
    finally:
        with suppress(AssertionError):  # what aiosmtpd says when it never started
            mailer.stop()
        server.terminate()
        server.wait(20)
        shutil.rmtree(place, ignore_errors=True)


def _prepare(place: Path, *, certificate: Path, key: Path, imaps: int, lmtp: int) -> None:
    owner = pwd.getpwnam("mail")
    place.chmod(0o711)
    for name in ("run", "state", "mail"):
        (place / name).mkdir()
    os.chown(place / "mail", owner.pw_uid, owner.pw_gid)
    (place / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    (place / "users").chmod(0o644)
    text = SETTINGS.format(folder=place, certificate=certificate, key=key, imaps=imaps, lmtp=lmtp)
    (place / "dovecot.conf").write_text(text, encoding="utf-8")


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            break
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.05)
    pytest.fail(f"dovecot did not start: {log.read_text(errors='replace') if log.exists() else 'no log'}")


class _Relay:
    """What the SMTP server does with a mail: hands it to Dovecot's LMTP service."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (the library's name)
        """Deliver, and say how it went."""

        def deliver() -> None:
            with smtplib.LMTP("127.0.0.1", self._port) as talk:
                options = ["BODY=8BITMIME"] if talk.has_extn("8bitmime") else []
                talk.sendmail(envelope.mail_from, envelope.rcpt_tos, envelope.original_content, mail_options=options)

        try:
            await asyncio.to_thread(deliver)
        except smtplib.SMTPException as error:
            return f"554 {type(error).__name__}"
        return "250 OK"
