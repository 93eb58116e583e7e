"""A person as a request names them: an account, a phone number, a mail address or a name, in the forms people write.

The store has an account only as a keyed pseudonym, so every form it may have been written in is tried; texts are
searched for the identifier itself, at the bounds of words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

_SHORTEST = 4
_MOST = 200
_PHONE = re.compile(r"(?:\+?62|0)[\s().-]*8[\d\s().-]{6,16}")
_DIGITS = re.compile(r"\D+")
# WhatsApp's own way of writing an Indonesian number, and the usual ones beside it.
_GROUPS = ((3, 4, 4), (3, 4, 5), (3, 3, 4), (3, 4, 3))


@dataclass(frozen=True, slots=True)
class Identifier:
    """What to look for.

    Args:
        accounts: every form in which the person may stand as the author of a post.
        hints: short pieces, one of which stands in every text that names the person: for a first look by the database.
        pattern: finds the person in a text.
    """

    accounts: tuple[str, ...]
    hints: tuple[str, ...]
    pattern: re.Pattern[str]

    def within(self, text: str) -> bool:
        """Whether the text names the person."""
        return self.pattern.search(text) is not None


def read_identifier(text: str) -> Identifier:
    """What a request calls a person, ready to be looked for.

    Args:
        text: "@akun", an address of a profile, "+62 812-…", "nama@surat.id" or a name.

    Raises:
        UsageError: too short to mean one person, or too long.
    """
    plain = " ".join(text.split())
    if not _SHORTEST <= len(plain.lstrip("@")) <= _MOST:
        raise UsageError(
            Say(
                f"Pengenal itu {len(plain)} tanda; terlalu pendek atau terlalu panjang.",
                f"That identifier has {len(plain)} characters; too few or too many.",
            ),
            Say(
                "Tulis akun, nomor telepon, alamat surel, atau nama lengkap.",
                "Write an account, a phone number, a mail address or a full name.",
            ),
        )
    if _PHONE.fullmatch(plain):
        return _phone(plain)
    if plain.startswith(("http://", "https://")):
        plain = _account_of(plain)
    bare = plain.removeprefix("@")
    accounts = {bare, f"@{bare}", plain}
    # A mail address is searched whole; an account with or without its sign.
    pattern = re.compile(rf"(?<![\w.@-])@?{re.escape(bare)}(?![\w@-]|\.\w)", re.IGNORECASE)
    return Identifier(tuple(sorted(accounts)), (bare,), pattern)


def _account_of(address: str) -> str:
    """The account in the address of a profile: the last piece that says something."""
    pieces = [piece for piece in urlsplit(address).path.split("/") if piece]
    return pieces[-1].removeprefix("@") if pieces and len(pieces[-1].lstrip("@")) >= _SHORTEST else address


def _phone(text: str) -> Identifier:
    """An Indonesian mobile number: +62 8…, 62 8… and 08… are one, however its digits are grouped."""
    national = re.sub(r"^(?:62|0)", "", _DIGITS.sub("", text))
    accounts = {text, f"0{national}", f"62{national}", f"+62{national}"}
    for groups in _GROUPS:
        if sum(groups) == len(national):
            ends = [sum(groups[:n]) for n in range(4)]
            parts = [national[a:b] for a, b in pairwise(ends)]
            accounts |= {f"+62 {parts[0]}-{parts[1]}-{parts[2]}", f"+62 {' '.join(parts)}", f"0{'-'.join(parts)}"}
    between = r"[\s().-]*"
    digits = between.join(national)
    pattern = re.compile(rf"(?<!\d)(?:\+?62|0){between}{digits}(?!\d)")
    return Identifier(tuple(sorted(accounts)), (national[-2:],), pattern)
