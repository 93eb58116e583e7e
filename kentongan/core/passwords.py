"""What a password and a login name must be, and the passwords that an office gives out once.

Length counts, not a mixture of signs, and what everybody tries first is refused (NIST SP 800-63B, 5.1.1.2).
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from kentongan.core.errors import PasswordError, UsageError
from kentongan.core.messages import Say

SHORTEST = 10
LONGEST = 200  # characters; a longer one only costs the computer

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]")
# Without signs that are taken for one another when read aloud or from paper.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"

# What is tried first, here and everywhere; digits and signs around them do not help. Written by us.
_COMMON = frozenset(
    """
    password passwd passw0rd p4ssword kata sandi katasandi rahasia rahasiasaya sandiku admin administrator operator
    kominfo diskominfo humas pemkab pemkot pemda pemprov dinas kantor bupati walikota gubernur camat pegawai
    kentongan indonesia merdeka indonesiaraya garuda pancasila bhinneka jakarta bandung surabaya semarang jawa
    bismillah alhamdulillah assalamualaikum subhanallah masyaallah insyaallah sayang sayangku cinta cintaku akucintakamu
    iloveyou loveyou terimakasih selamat selamatpagi semangat sukses bahagia keluarga anakku ganteng cantik
    qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc abcdef abcdefg abcdefgh abcdefghij abcabc
    welcome letmein login user guest test testing changeme default master monkey dragon football superman sunshine princess
    persib persija arema persebaya komputer internet laptop samsung
    """.split()
)
_RUNS = ("01234567890123456789", "98765432109876543210", "qwertyuiopasdfghjklzxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_LEET = str.maketrans("0134578@$!", "oleastbasi")


def login_name(text: str) -> str:
    """The login name as it is kept: lower case, without spaces around it.

    Raises:
        UsageError: other signs than letters, digits, dot, dash and underscore, or not 3 to 40 of them.
    """
    name = text.strip().casefold()
    if not _NAME.fullmatch(name):
        raise UsageError(
            Say(f'Nama masuk "{name[:60]}" tidak dapat dipakai.', f'The login name "{name[:60]}" cannot be used.'),
            Say(
                "Pakai 3–40 huruf kecil, angka, titik, atau garis; misalnya sari.wulandari.",
                "Use 3–40 lower-case letters, digits, dots or dashes; for example sari.wulandari.",
            ),
        )
    return name


def normal(password: str) -> str:
    """The password as it is hashed: one form for one look, however the keyboard composes it (RFC 8265, 4.2.2)."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, name: str, full_name: str = "") -> None:
    """Refuse a password that a guesser would try.

    Raises:
        PasswordError: too short or too long, the person's own name, or one of those that everybody has.
    """
    plain = normal(password)
    if len(plain) < SHORTEST or len(plain) > LONGEST:
        raise PasswordError(
            Say(
                f"Kata sandi terdiri atas {len(plain)} tanda; harus {SHORTEST} sampai {LONGEST}.",
                f"The password has {len(plain)} characters; it must have {SHORTEST} to {LONGEST}.",
            ),
            _ADVICE,
        )
    folded = plain.casefold()
    core = re.sub(r"[\W\d_]+", "", folded)
    words = {part for part in re.split(r"[\W\d_]+", f"{name} {full_name}".casefold()) if len(part) > 2}
    own = {re.sub(r"[\W\d_]+", "", name.casefold()), *words}
    left = core
    for part in sorted(own, key=len, reverse=True):
        left = left.replace(part, "") if part else left
    if core and len(left) < 4 and left != core:
        raise PasswordError(
            Say("Kata sandi itu memuat nama Anda sendiri.", "That password is made of your own name."), _ADVICE
        )
    if _is_common(folded, core):
        raise PasswordError(
            Say("Kata sandi itu termasuk yang pertama ditebak orang.", "That password is among the first guesses."),
            _ADVICE,
        )


def _is_common(folded: str, core: str) -> bool:
    """One of the list with or without digits around it, the list's words in a row, a run of keys, or few signs."""
    if len(set(folded)) < 5 or any(folded in run * 2 for run in _RUNS):
        return True
    inner = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    unleeted = re.sub(r"[\W\d_]+", "", inner.translate(_LEET))
    return any(_made_of_common(text) for text in {core, unleeted, folded})


def _made_of_common(text: str) -> bool:
    """Whether nothing is left when the common words are taken out; at most two of them, more are a phrase."""
    if text in _COMMON:
        return True
    return any(text[:cut] in _COMMON and text[cut:] in _COMMON for cut in range(4, len(text) - 3))


def one_time_password() -> str:
    """A random password to give out once: 16 signs, 79 bits, in groups that can be read aloud."""
    signs = [secrets.choice(_SIGNS) for _ in range(16)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, 16, 4))


_ADVICE = Say(
    "Pakai beberapa kata yang hanya Anda yang menyambungkannya, misalnya tiga benda di meja Anda.",
    "Use several words that only you would put together, for example three things on your desk.",
)
