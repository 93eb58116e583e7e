"""A second net under the masking at collection: nothing that points to a private person reaches a report."""

from __future__ import annotations

import re
from collections.abc import Collection

from reports.wording import clean

_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_HANDLE = re.compile(r"(?<![\w/])@[\w.]{2,40}")
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[\s.-]?8\d{1,3}(?:[\s.-]?\d{2,4}){2,4}(?!\d)")


def redact(text: str, allowed: Collection[str] = ()) -> str:
    """The cleaned text without handles, phone numbers, e-mail addresses and NIK.

    `allowed`: the office's own accounts, addresses and numbers, which stay.
    """
    names = {entry.casefold().lstrip("@") for entry in allowed}
    digits = {re.sub(r"\D", "", entry) for entry in allowed} - {""}

    def mail(found: re.Match[str]) -> str:
        return found.group() if found.group().casefold() in names else "[surel]"

    def handle(found: re.Match[str]) -> str:
        return found.group() if found.group()[1:].rstrip(".").casefold() in names else "@…"

    def phone(found: re.Match[str]) -> str:
        return found.group() if re.sub(r"\D", "", found.group()) in digits else "[nomor telepon]"

    line = _MAIL.sub(mail, clean(text))
    line = _HANDLE.sub(handle, line)
    line = _NIK.sub("[NIK]", line)
    return _PHONE.sub(phone, line)
