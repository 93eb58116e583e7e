"""What a mail server said, in plain words."""

from __future__ import annotations

import imaplib
import ssl

from kentongan.core.errors import CollectError, FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause

_LATER = Say("Sumber ini dicoba lagi pada putaran berikutnya.", "This source is tried again in the next round.")


def for_failure(host: str, error: BaseException, seconds: float) -> FetchError:
    """The error for a visit that broke."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(
            Say(f"Sertifikat keamanan server surel {host} tidak sah.", f"The certificate of {host} is not valid."),
            Say(
                "Periksa nama servernya dan tanggal komputer ini; bila benar, beri tahu pengelola server.",
                "Check the server's name and this computer's date; if they are right, tell its maintainer.",
            ),
            cause=Cause.CERTIFICATE,
        )
    if isinstance(error, TimeoutError):
        return FetchError(
            Say(
                f"Server surel {host} terlalu lambat: tidak selesai dalam {seconds:g} detik.",
                f"The mail server {host} is too slow: it did not finish within {seconds:g} seconds.",
            ),
            _LATER,
            cause=Cause.SLOW,
        )
    if isinstance(error, ssl.SSLError):
        return FetchError(
            Say(f"Sambungan aman ke server surel {host} gagal.", f"No secure connection to the mail server {host}."),
            Say("Gunakan porta IMAP dengan TLS (biasanya 993).", "Use the port for IMAP over TLS (usually 993)."),
        )
    # imaplib tells a lost connection from a senseless answer by its words alone.
    if isinstance(error, ConnectionError) or (isinstance(error, imaplib.IMAP4.abort) and "socket error" in str(error)):
        return FetchError(
            Say(f"Server surel {host} memutus sambungan.", f"The mail server {host} closed the connection."), _LATER
        )
    if isinstance(error, OSError):
        return FetchError(
            Say(f"Server surel {host} tidak dapat dihubungi.", f"The mail server {host} cannot be reached."),
            Say("Periksa alamat server dan sambungan internet.", "Check the server's address and the connection."),
        )
    return FetchError(
        Say(f"Jawaban server surel {host} tidak dimengerti.", f"The mail server {host} gave no sense."),
        Say("Periksa bahwa alamat itu server IMAP.", "Check that this is the address of an IMAP server."),
        cause=Cause.BROKEN,
    )


def wrong_password(host: str) -> CollectError:
    """The server refused the user or the password."""
    return CollectError(
        Say(f"Server surel {host} menolak pengguna atau sandi.", f"{host} refused the user or the password."),
        Say(
            "Periksa pengguna di opsi sumber dan sandi di [kunci]; banyak layanan meminta sandi aplikasi.",
            "Check the user in the source's options and the password in [kunci]; many services want an app password.",
        ),
        cause=Cause.KEY,
    )


def no_folder(folder: str) -> CollectError:
    """There is no such folder."""
    return CollectError(
        Say(f"Folder surel {folder[:100]} tidak ada.", f"There is no mail folder {folder[:100]}."),
        Say("Periksa nama folder di opsi sumber.", "Check the folder in the source's options."),
        cause=Cause.NOT_FOUND,
    )


def no_user() -> CollectError:
    """The source does not say whose mailbox it is."""
    return CollectError(
        Say("Pengguna kotak surel belum disebutkan.", "The user of the mailbox is not named."),
        Say('Isi opsi = {user = "aduan@contoh.go.id"}.', 'Set opsi = {user = "complaints@example.go.id"}.'),
    )


def no_server() -> CollectError:
    """The address or an option is none."""
    return CollectError(
        Say("Alamat kotak surel tidak sah.", "The address of the mailbox is not valid."),
        Say(
            "Tulis imaps://server, tanpa pengguna dan sandi; keduanya di opsi dan [kunci].",
            "Write imaps://server, without user and password; those go into opsi and [kunci].",
        ),
    )
