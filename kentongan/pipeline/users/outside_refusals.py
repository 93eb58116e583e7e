"""Why somebody did not come in through the office's identity provider: plain words for them, the cause for the log."""

from __future__ import annotations

from kentongan.core.errors import OutsideLoginError
from kentongan.core.messages import Say

_AGAIN = Say("Tekan lagi Masuk dengan akun kantor.", "Press Log in with the office's account again.")
_TELL_ADMIN = Say("Beri tahu admin; sebabnya ada di Catatan audit.", "Tell an admin; the audit log says why.")


def not_ours(reason: str) -> OutsideLoginError:
    """Too late, used before, or begun in another browser."""
    return OutsideLoginError(
        Say(
            "Percobaan masuk ini sudah kedaluwarsa, sudah dipakai, atau dimulai di peramban lain.",
            "This try to log in is too old, was used before, or began in another browser.",
        ),
        _AGAIN,
        reason=reason,
    )


def said_no(reason: str) -> OutsideLoginError:
    """The person cancelled, or the provider did not let them through."""
    return OutsideLoginError(
        Say(
            "Masuk dibatalkan atau ditolak di akun kantor.",
            "The log-in was cancelled or refused at the office's login.",
        ),
        Say(
            "Ulangi; bila tetap ditolak, tanyakan kepada pengelola akun kantor.",
            "Try again; if it stays refused, ask whoever manages the office's accounts.",
        ),
        reason=reason,
    )


def unreachable(reason: str) -> OutsideLoginError:
    """No usable answer came."""
    return OutsideLoginError(
        Say("Penyedia akun kantor tidak menjawab.", "The office's identity provider does not answer."),
        Say(
            "Coba lagi beberapa menit lagi; bila tetap begitu, beri tahu admin.",
            "Try again in some minutes; if it stays so, tell an admin.",
        ),
        reason=reason,
    )


def busy() -> OutsideLoginError:
    """Too many ask at once."""
    return OutsideLoginError(
        Say("Banyak orang sedang masuk bersamaan.", "Many people are logging in at once."),
        Say("Coba lagi sebentar lagi.", "Try again in a moment."),
        reason="antrean penuh",
    )


def wrongly_set(reason: str) -> OutsideLoginError:
    """What the settings say and what the provider says do not fit."""
    return OutsideLoginError(
        Say(
            "Pengaturan akun kantor dan penyedianya tidak cocok, jadi Anda belum masuk.",
            "The settings and the office's identity provider do not fit; you are not logged in.",
        ),
        _TELL_ADMIN,
        reason=reason,
    )


def not_believed(reason: str) -> OutsideLoginError:
    """The answer fails a check."""
    return OutsideLoginError(
        Say(
            "Jawaban penyedia akun kantor tidak dapat dipercaya, jadi Anda belum masuk.",
            "The answer of the office's identity provider cannot be trusted; you are not logged in.",
        ),
        Say(
            "Ulangi sekali. Bila terjadi lagi, beri tahu admin; sebabnya ada di Catatan audit.",
            "Try once more. If it happens again, tell an admin; the audit log says why.",
        ),
        reason=reason,
    )


def no_role(reason: str) -> OutsideLoginError:
    """None of the person's groups has a role here."""
    return OutsideLoginError(
        Say("Akun kantor Anda belum mendapat peran di Kentongan.", "Your office account has no role in Kentongan."),
        Say(
            "Minta pengelola akun kantor memasukkan Anda ke kelompok yang sesuai, lalu masuk lagi.",
            "Ask whoever manages the office's accounts to add you to the right group, then log in again.",
        ),
        reason=reason,
    )


def closed() -> OutsideLoginError:
    """The account here was closed by an admin."""
    return OutsideLoginError(
        Say("Akun Anda di Kentongan sudah ditutup.", "Your account in Kentongan is closed."),
        Say("Hubungi admin bila ini keliru.", "Ask an admin if this is a mistake."),
        reason="akun ditutup",
    )


def name_taken(name: str, subject: str) -> OutsideLoginError:
    """Somebody here has the login name already; nobody is taken for them because of a name."""
    return OutsideLoginError(
        Say(f'Nama masuk "{name}" sudah dipakai di Kentongan.', f'The login name "{name}" is taken in Kentongan.'),
        Say(
            "Bila itu akun Anda, minta admin menyambungkannya dengan akun kantor.",
            "If that account is yours, ask an admin to link it to the office's account.",
        ),
        reason=f"nama {name} sudah dipakai, sub {subject}",
    )


def no_name(subject: str) -> OutsideLoginError:
    """The provider gives no name that could serve."""
    return OutsideLoginError(
        Say("Penyedia akun kantor tidak menyebut nama Anda.", "The office's identity provider does not say your name."),
        _TELL_ADMIN,
        reason=f"tanpa preferred_username dan email, sub {subject}",
    )


def not_installed() -> OutsideLoginError:
    """The library is missing."""
    return OutsideLoginError(
        Say(
            "Masuk dengan akun kantor belum terpasang di komputer ini.",
            "Logging in with the office's account is not installed on this computer.",
        ),
        Say(
            "Minta admin memasangnya: pip install 'kentongan[oidc]'.",
            "Ask an admin to install it: pip install 'kentongan[oidc]'.",
        ),
        reason="kentongan[oidc] belum terpasang",
    )


def password_closed() -> OutsideLoginError:
    """The office wants people to come in through the provider."""
    return OutsideLoginError(
        Say("Kata sandi tidak dipakai untuk akun ini.", "This account does not come in by password."),
        Say("Pakai Masuk dengan akun kantor.", "Use Log in with the office's account."),
        reason="kata sandi tidak dipakai",
    )
