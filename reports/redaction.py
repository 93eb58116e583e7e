"""A second net under the masking at collection: nothing that points to a private person reaches a report."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from reports.wording import clean

_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_HANDLE = re.compile(r"(?<![\w/])@[\w.]{2,40}")
_SHORT = 60
#: No phone number and no NIK without two digits in a row.
_DIGITS = re.compile(r"\d\d")
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[\s.-]?8\d{1,3}(?:[\s.-]?\d{2,4}){2,4}(?!\d)")


def redact(text: str, allowed: Collection[str] = ()) -> str:
    """The cleaned text without handles, phone numbers, e-mail addresses and NIK.

    `allowed`: the office's own accounts, addresses and numbers, which stay.
    """
    allowed = tuple(allowed)
    return _often(text, allowed) if len(text) <= _SHORT else _redacted(text, allowed)


def _redacted(text: str, allowed: tuple[str, ...]) -> str:
    # Few lines hold an account or a number; a report has hundreds of thousands of lines.
    line = clean(text)
    names, numbers = _own(allowed)
    if "@" in line:
        line = _MAIL.sub(lambda m: m[0] if m[0].casefold() in names else "[surel]", line)
        line = _HANDLE.sub(lambda m: m[0] if m[0][1:].rstrip(".").casefold() in names else "@…", line)
    if _DIGITS.search(line):
        line = _NIK.sub("[NIK]", line)
        line = _PHONE.sub(lambda m: m[0] if re.sub(r"\D", "", m[0]) in numbers else "[nomor telepon]", line)
    return line


@lru_cache(maxsize=8)
def _own(allowed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The office's accounts and addresses, and the digits of its numbers."""
    digits = frozenset(re.sub(r"\D", "", entry) for entry in allowed) - {""}
    return frozenset(entry.casefold().lstrip("@") for entry in allowed), digits


# Names of outlets and places stand in thousands of rows.
_often = lru_cache(maxsize=8192)(_redacted)
