"""Numbers of a person that only the word beside them tells: bank, card, BPJS, SIM, passport, NPWP, NIP, customer."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.digits import number_runs
from analysis.personal.identity_numbers import Found
from analysis.personal.signs import Sign

_NUMBER: Final = r"(?<!\w)(?<!\d[.,])(?P<number>\d(?:[ .\-/]{0,2}\d){7,19})(?![\d.,]\d|\w)"
#: As a scanner or a thumb gives it: letters for digits, a dash between blanks.
_TYPED: Final = r"(?<!\w)(?<!\d[.,])(?P<number>[\dO](?:[ .\-/]{0,3}[\dOoIl]){7,19})(?![\d.,]\d|\w)"
_SHORT: Final = r"(?<!\w)(?<!\d[.,])(?P<number>\d(?:[ .\-/]{0,3}\d){5,15})(?![\d.,]\d|\w)"
_MINE: Final = r"(?:nya|ku|mu|e|na)?"
#: Up to the number, into the next line at most: forms put the number below its name.
_TO: Final = r"[^\d\n]{0,25}(?:\n[^\d\n]{0,25})?"
#: Or, in the same line, up to "nomornya".
_TO_NUMBER: Final = rf"(?:(?:[^\d\n]{{0,20}} (?:1\d|9) (?:digit|angka))?{_TO}|[^\d\n]{{26,80}}?\b(?:no|nomor|nomer|nmr){_MINE}(?: kartu\w{{0,3}})?[ .:]{{1,3}})"
_BANK_NAME: Final = (
    r"bca|bri|bni|bsi|mandiri|btn|btpn|cimb|danamon|permata|muamalat|jago|jenius|seabank|bjb|bp[dr]|bukopin|ocbc|panin|"
    r"maybank|brimo|livin|seabank|blu|neobank|superbank|allo|sinarmas|visa|mastercard|bank(?: \w{3,10})?"
)
#: "Rekening" as people type it: rekeneng, rekning, rekene.
_ACCOUNT: Final = "(?:no)?rek(?:[ein][a-z]{0,7}?)?"
_BANK: Final = re.compile(
    rf"\b(?:{_ACCOUNT}|tabungan|butab|m-?banking|virtual (?:account|akun|akaun)|va|kode (?:bayar|pembayaran)|kartu|atm|debit|kredit|transfer|tf|trf|donasi|{_BANK_NAME}){_MINE}\b"
    rf"(?:[^\d\n]{{0,25}}|[^\d\n]{{1,70}}?\b(?:yang|yg|ini|itu|(?:nomor|nomer|no){_MINE}|bener|benar|betul|adalah|yaitu|ke)[ .:]{{1,3}})(?:{_NUMBER}|(?<![\w.,])(?P<lines>\d{{3,5}}(?:\n\d{{3,6}}){{2,4}})(?!\w))",
    re.IGNORECASE,
)
_TYPED_BANK: Final = re.compile(rf"\b{_ACCOUNT}{_MINE}\b{_TO_NUMBER}{_TYPED}", re.IGNORECASE)
_BANK_AFTER: Final = re.compile(rf"{_NUMBER} ?[(,]? ?(?:{_BANK_NAME})\b", re.IGNORECASE)
#: Digits of a virtual account look like a mobile number's from the fifth on.
_VIRTUAL: Final = re.compile(
    rf"\b(?:va|virtual (?:account|akun|akaun)|briva|kode (?:bayar|pembayaran)){_MINE}\b[^\d\n]{{0,25}}"
    r"(?<![\w.,])(?P<number>\d(?:[ .\-]{0,2}\d){11,18})(?![\d.,]\d|\w| ?\d)",
    re.IGNORECASE,
)
#: Accounts whose groups no other number has: "1234-01-000123-50-1", "123-00-0123456-7".
_SHAPED: Final = re.compile(r"(?<![\w.\-])(?:\d{4}([.\-])\d{2}\1\d{6}\1\d{2}\1\d|\d{3}-\d{2}-\d{7}-\d)(?![\w\-]|\.\d)")
_PAPER: Final = re.compile(
    r"\b(?:bpjs(?:tk|kes)?|kis|jkn|kpj|jht|noka|jamsostek|spph|nip{1,3}k|pppk|npwp|sim(?: [abcd][12]?)?(?: umum)?|paspor|passport|nip|nisn|nuptk|nrp|nidn|nim|npm|karpeg|taspen|kks|pkh|bpnt|kip|id ?pel|"
    r"pelanggan|langganan|sambungan|meter|meteran|nopel|rekam medi[sk]|porsi(?: haji)?|mengemudi|kwh|pip|"
    r"kartu (?:berobat|indonesia (?:sehat|pintar)|keluarga sejahtera|sembako|pegawai)|wajib pajak|"
    rf"induk (?:pegawai|siswa(?: nasional)?|mahasiswa)){_MINE}\b"
    rf"{_TO_NUMBER}{_TYPED}",
    re.IGNORECASE,
)
#: Shorter ones, only with "nomor" beside the word.
_SHORT_PAPER: Final = re.compile(
    r"\b(?:pelanggan|langganan|sambungan|samb|meter(?:an)?|pdam|pam|pln|listrik|indihome|internet|berobat|rm|rekam medi[sk]|porsi(?: haji)?|nopel|nosal|induk(?: \w{3,12})?|ni[ms]|npm)"
    rf"{_MINE}\b(?P<between>[^\d\n]{{0,25}}){_SHORT}",
    re.IGNORECASE,
)
_NO_BEFORE: Final = re.compile(r"\b(?:no|nomor|nomer|nmr|id)(?:nya)?(?: ?pel(?:anggan)?)?\b[ .:]{0,3}\Z", re.IGNORECASE)
#: Words that say "nomor" themselves.
_SAYS_NUMBER: Final = re.compile(r"nopel|nosal|berobat|ni[ms]\b|npm\b", re.IGNORECASE)
#: The telephone of a utility: "nomor PDAM 0361 222333".
_AREA: Final = re.compile(r"0[2-9]\d")
_UTILITY: Final = re.compile(r"pdam|pam|pln|listrik|indihome|internet", re.IGNORECASE)
_NO_BETWEEN: Final = re.compile(rf"\b(?:id|no|nomor|nomer|nmr){_MINE}\b", re.IGNORECASE)
_STUDENT: Final = re.compile(
    rf"\b(?:ni[ms]|npm|nrp|kpj|rekam medi[sk]){_MINE}\b[^\w\n]{{1,4}}(?:(?!\d)\w{{2,10}} ){{0,2}}(?P<number>[A-Z]?\d(?:[./\-]?[A-Z\d]){{5,15}}|[A-Z]\d[A-Z]\d? \d{{2,3}} \d{{3,4}})(?!\w)",
    re.IGNORECASE,
)
_MEDICAL: Final = re.compile(
    r"\b(?:(?:no)?[rm]{2}|medical record)\b[ .:]{1,3}(?P<number>\d\d(?:[ .\-]?\d\d){2,3}|\d{3}-\d{3}|(?<=medis rm )\d{6,8})(?![\w]|[.,\-]\d)",
    re.IGNORECASE,
)
_PASSPORT: Final = re.compile(
    r"\b(?:pass?por|pass?port|karpeg|karip|nopen|notas|taspen|asabri|kip|kta|str|sim)(?:nya|ku)?\b(?:[^\d\n]{0,40}?|[^\d\n]{0,15}\n)\b"
    r"(?P<number>(?-i:[A-Z]{1,2}\d?)[ \-]?\d(?:[ \-]?\d){5,13})(?!\w)",
    re.IGNORECASE,
)
#: Behind an account in groups of three, which no amount has: "BPD 202.000.111.222 an Ninik".
_OWNER: Final = re.compile(r" ?[(,]? ?(?:a[./]?n\b|atas nama|punya|milik)", re.IGNORECASE)
_JUST_BEFORE: Final = re.compile(rf"\b(?:{_ACCOUNT}|{_BANK_NAME}){_MINE}[ .:]{{1,3}}\Z", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:[ \-/]{1,3}\d{1,3}(?:\.\d{3})+)*|\d{1,3}(?: \d{3})+")
_YEARS: Final = re.compile(
    r"^(?:(?:19|20)\d\d[ \-/]{0,2})+$|\d[-/.]\d{1,2}[-/.](?:19|20)\d\d|\b(?:19|20)\d\d[/\-](?:19|20)\d\d"
)
#: A heading of the budget: "5.1.02.02.01.0063".
_BUDGET: Final = re.compile(r"\d[. ]\d[. ]\d{2}[. ]")
_CODE: Final = re.compile(
    r"\b(?:rp|kode(?! bayar)|pagu|anggaran|senilai|sebesar|resi|pesanan|tahun|kegiatan)\b[^\d]{0,20}$", re.IGNORECASE
)
_MONEY: Final = re.compile(r" ?(?:rupiah|juta|jt|ribu|rb|miliar|m\b|persen|orang|jiwa|peserta|warga|%)", re.IGNORECASE)
# Plain numbers: flags cost ten times as much, once a text.
_NUMBER_SIGN, _BANK_SIGN, _PAPER_SIGN = int(Sign.NUMBER), int(Sign.BANK), int(Sign.PAPER)
_FEWEST: Final = 9
_FEWEST_OF_SHAPED: Final = 13
#: Digits that a word for one short number is enough for.
_FEWEST_SHORT: Final = 6
_LETTERS: Final = re.compile(r"[OoIl]")
#: Without so many digits close together no pattern above can match: a quick look spares long articles the slow ones.
_RUN: Final = re.compile(r"\d(?:[ .\-/\n]{0,2}\d){8}")
_TYPED_RUN: Final = re.compile(r"[\dOo](?:[ .\-/]{0,3}[\dOoIilL]){8}")
_SHORT_RUN: Final = re.compile(r"\d(?:[ .\-/]{0,3}\d){5}")


def shaped_accounts(text: str) -> Iterator[Found]:
    """Accounts that their groups alone tell."""
    for start, end, count in number_runs(text):
        if count >= _FEWEST_OF_SHAPED:
            for match in _SHAPED.finditer(text, start, end + 2):
                yield *match.span(), "bank"


def virtual_accounts(text: str) -> Iterator[Found]:
    """Virtual accounts, before their digits are taken for a telephone's."""
    if _RUN.search(text):
        yield from _numbers(text, guards.found_from(_VIRTUAL, text, Sign.BANK), "bank")


def papers(text: str) -> Iterator[Found]:
    """Accounts at a bank, and numbers of cards, documents and customers."""
    signs = guards.signs_of(text)
    if signs & _NUMBER_SIGN and signs & _BANK_SIGN:
        for pattern in (_BANK, _BANK_AFTER) if _RUN.search(text) else ():
            yield from _numbers(text, pattern.finditer(text), "bank")
        yield from _numbers(text, guards.found_from(_TYPED_BANK, text, Sign.BANK), "bank")
    if not signs & _PAPER_SIGN:
        return
    if signs & _NUMBER_SIGN and _TYPED_RUN.search(text):
        yield from _numbers(text, guards.found_from(_PAPER, text, Sign.PAPER), "document")
    if _SHORT_RUN.search(text) is None:
        return
    short = guards.found_from(_SHORT_PAPER, text, Sign.PAPER)
    yield from _numbers(text, filter(_says_number, short), "document", _FEWEST_SHORT)
    for pattern in (_STUDENT, _PASSPORT, _MEDICAL):
        for match in guards.found_from(pattern, text, Sign.PAPER):
            if not _YEARS.search(match["number"]):
                yield *match.span("number"), "document"


def _says_number(match: re.Match[str]) -> bool:
    """ "Nomor" stands just before the word or between it and the number."""
    if _UTILITY.match(match[0]) and _AREA.match(match["number"]):
        return False
    if _OWNER.match(match.string, match.end()):
        return True
    before = _NO_BEFORE.search(match.string, max(match.start() - 10, 0), match.start())
    return (
        _SAYS_NUMBER.match(match[0]) is not None
        or _SAYS_NUMBER.search(match["between"]) is not None
        or before is not None
        or _NO_BETWEEN.search(match["between"]) is not None
    )


def _numbers(text: str, matches: Iterable[re.Match[str]], kind: str, fewest: int = _FEWEST) -> Iterator[Found]:
    for match in matches:
        start, end = match.span("number" if match["number"] else "lines")
        raw = text[start:end]
        digits = sum(map(str.isdigit, raw))
        letters = len(_LETTERS.findall(raw))
        if digits + letters < fewest or letters > digits or _is_amount(text, start, end):
            continue
        if (
            _YEARS.search(raw)
            or _BUDGET.match(raw)
            or _CODE.search(text[max(start - 45, 0) : start])
            or _MONEY.match(text, end)
        ):
            continue
        yield start, end, kind


def _is_amount(text: str, start: int, end: int) -> bool:
    """Groups of three digits with dots, unless a nought begins them, or a bank stands before and an owner behind."""
    raw = text[start:end]
    if "." not in raw or _AMOUNT.fullmatch(raw) is None:
        return False
    if _JUST_BEFORE.search(text, max(start - 25, 0), start) is None:
        return True
    return not (raw[0] == "0" or (not raw.endswith("00") and _OWNER.match(text, end)))
