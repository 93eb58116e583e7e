"""Numbers of a person that only the word beside them tells: bank, card, BPJS, SIM, passport, NPWP, NIP, customer."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.identity_numbers import Found

_NUMBER: Final = r"(?<![\w.,])(?P<number>\d(?:[ .\-/]{0,2}\d){7,19})(?![\d.,]\d|\w)"
_BANK_NAME: Final = r"bca|bri|bni|bsi|mandiri|btn|cimb|danamon|permata|muamalat|jago|seabank|bjb|bpd|bank(?: \w{3,10})?"
_BANK: Final = re.compile(
    rf"\b(?:norek|rek(?:ening)?|virtual account|va|kartu|atm|debit|kredit|transfer|tf|donasi|"
    rf"{_BANK_NAME})\b[^\d\n]{{0,25}}{_NUMBER}",
    re.IGNORECASE,
)
_BANK_AFTER: Final = re.compile(rf"{_NUMBER} ?[(,]? ?(?:{_BANK_NAME})\b", re.IGNORECASE)
_PAPER: Final = re.compile(
    r"\b(?:bpjs|kis|jkn|kpj|jht|npwp|sim|paspor|passport|nip|nisn|nuptk|kks|pkh|kip|id ?pel|pelanggan|meter|"
    r"meteran|nopel|rekam medis)\b"
    rf"[^\d\n]{{0,25}}{_NUMBER}",
    re.IGNORECASE,
)
_PASSPORT: Final = re.compile(r"\b(?:paspor|passport)\b[^\d\n]{0,20}?\b(?P<number>[A-Z] ?\d{6,7})(?!\w)", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+")
_YEARS: Final = re.compile(
    r"^(?:(?:19|20)\d\d[ \-/]{0,2})+$|\d[-/.]\d{1,2}[-/.](?:19|20)\d\d|\b(?:19|20)\d\d[/\-](?:19|20)\d\d"
)
_CODE: Final = re.compile(
    r"\b(?:rp|kode|pagu|anggaran|senilai|sebesar|resi|pesanan|tahun|kegiatan)\b[^\d]{0,20}$", re.IGNORECASE
)
_MONEY: Final = re.compile(r" ?(?:rupiah|juta|jt|ribu|rb|miliar|m\b|persen|orang|jiwa|peserta|warga|%)", re.IGNORECASE)
_FEWEST: Final = 9
#: Without so many digits close together no pattern above can match: a quick look spares long articles the slow ones.
_RUN: Final = re.compile(r"\d(?:[ .\-/]{0,2}\d){8}")


def papers(text: str) -> Iterator[Found]:
    """Accounts at a bank, and numbers of cards, documents and customers."""
    signs = guards.signs_of(text)
    if signs & guards.Sign.NUMBER and _RUN.search(text):
        for pattern in (_BANK, _BANK_AFTER) if signs & guards.Sign.BANK else ():
            yield from _numbers(text, pattern, "bank")
        if signs & guards.Sign.PAPER:
            yield from _numbers(text, _PAPER, "document")
    small = guards.folded(text)
    if "paspor" in small or "passport" in small:
        for match in _PASSPORT.finditer(text):
            yield *match.span("number"), "document"


def _numbers(text: str, pattern: re.Pattern[str], kind: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        start, end = match.span("number")
        raw = match["number"]
        if sum(map(str.isdigit, raw)) < _FEWEST or (_AMOUNT.fullmatch(raw) and "." in raw) or _YEARS.search(raw):
            continue
        if _CODE.search(text[max(start - 45, 0) : start]) or _MONEY.match(text, end):
            continue
        yield start, end, kind
