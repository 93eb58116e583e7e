"""Letters by e-mail (SMTP, RFC 5321): one mail a recipient, files attached, a Message-ID that stays the same."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from kentongan.core.errors import DeliveryError
from kentongan.core.messages import Say
from kentongan.delivery.letters import Letter, Receipt

PART = "surel"
_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """The office's mail server.

    Args:
        host, port: where it listens.
        security: "starttls", "tls" (from the first byte) or "tanpa" (inside the office's own network only).
        user, password: "" = without login.
        sender: what stands in From.
        tls: rules for encryption; None = the system's trust.
        timeout: seconds for each step.
    """

    host: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    tls: ssl.SSLContext | None = None
    timeout: float = 30.0


class MailDriver:
    """Channel "surel"."""

    def __init__(self, server: MailServer, now: datetime) -> None:
        self._server = server
        self._now = now

    def parts(self, letter: Letter) -> tuple[str, ...]:  # noqa: ARG002
        """One mail with everything in it."""
        return (PART,)

    def send(self, letter: Letter, part: str, to: str, key: str) -> Receipt:  # noqa: ARG002
        """One mail to one recipient; see `Driver.send`."""
        mail = self.compose(letter, to, key)
        with self._session() as session:
            answer = self._hand_over(session, mail, to)
        return Receipt(str(mail["Message-ID"]), answer)

    def compose(self, letter: Letter, to: str, key: str) -> EmailMessage:
        """The mail. A reader's program shows one that comes twice only once, for its Message-ID is the same."""
        sender = self._server.sender or self._server.user
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"] = sender, to
        # A line break in a header would begin another header.
        mail["Subject"] = " ".join(letter.subject.split())[:200]
        mail["Date"] = format_datetime(self._now)
        host = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
        mail["Message-ID"] = f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(letter.text)
        for attachment in letter.attachments:
            main, _, sub = attachment.media_type.partition("/")
            mail.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
        return mail

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """A session ready for mail; whatever goes wrong until then, nothing was sent."""
        server = self._server
        try:
            tls = server.tls or ssl.create_default_context()
            if server.security == "tls":
                session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=tls)
            else:
                session = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        except (OSError, smtplib.SMTPException) as error:
            raise _unreachable(server, error) from error
        try:
            self._prepare(session, tls)
            yield session
        finally:
            with suppress(OSError, smtplib.SMTPException):
                session.quit()

    def _prepare(self, session: smtplib.SMTP, tls: ssl.SSLContext) -> None:
        server = self._server
        try:
            session.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                session.starttls(context=tls)
                session.ehlo()
            if server.user:
                session.login(server.user, server.password)
        except smtplib.SMTPAuthenticationError as error:
            raise DeliveryError(
                Say("Peladen surel menolak nama pengguna atau sandi.", "The mail server refused the user or password."),
                Say("Periksa [surel] dan KENTONGAN_KUNCI_SMTP.", "Check [surel] and KENTONGAN_KUNCI_SMTP."),
                code=str(error.smtp_code),
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise DeliveryError(
                Say("Peladen surel tidak mendukung STARTTLS.", "The mail server does not support STARTTLS."),
                Say(
                    'Pilih keamanan = "tls" bila peladen memakainya.', 'Choose keamanan = "tls" if the server uses it.'
                ),
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise _unreachable(server, error) from error

    def _hand_over(self, session: smtplib.SMTP, mail: EmailMessage, to: str) -> str:
        """MAIL, RCPT, DATA one by one: only after DATA may a mail have gone that nobody confirmed."""
        sender = parseaddr(self._server.sender or self._server.user)[1]
        try:
            _accepted(session.mail(sender), "MAIL")
            _accepted(session.rcpt(parseaddr(to)[1] or to), "RCPT")
        except (OSError, smtplib.SMTPException) as error:
            raise _unreachable(self._server, error) from error
        try:
            code, text = session.data(mail.as_bytes())
        except smtplib.SMTPDataError as error:
            raise _no(error.smtp_code, error.smtp_error, "DATA") from error
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(
                Say(
                    "Sambungan ke peladen surel putus sebelum ada kepastian.",
                    "The connection to the mail server broke before it confirmed.",
                ),
                sent=None,
            ) from error
        _accepted((code, text), "DATA")
        return f"{code} {text.decode('utf-8', 'replace')}"[:300]


def _accepted(answer: tuple[int, bytes], step: str) -> None:
    code, text = answer
    if not 200 <= code < 300:
        raise _no(code, text, step)


def _no(code: int, text: bytes | str, step: str) -> DeliveryError:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    said = " ".join(f"{step} {code} {said}".split())[:300]
    what = Say(f"Peladen surel menolak: {said}.", f"The mail server refused: {said}.")
    if 400 <= code < 500:
        return DeliveryError(
            what,
            Say("Kiriman ini dicoba lagi.", "This message is tried again."),
            retry_after=_WAIT_SECONDS,
            code=str(code),
        )
    return DeliveryError(what, Say("Periksa alamat penerima.", "Check the recipient's address."), code=str(code))


def _unreachable(server: MailServer, error: Exception) -> DeliveryError:
    place = f"{server.host}:{server.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return DeliveryError(
            Say(f"Sertifikat {place} tidak dapat dipercaya.", f"The certificate of {place} cannot be trusted."),
            Say("Hubungi pengelola peladen surel.", "Ask whoever runs the mail server."),
        )
    return DeliveryError(
        Say(f"Peladen surel {place} tidak dapat dihubungi.", f"The mail server {place} cannot be reached."),
        Say("Periksa [surel] dan sambungan.", "Check [surel] and the connection."),
        retry_after=_WAIT_SECONDS,
    )
