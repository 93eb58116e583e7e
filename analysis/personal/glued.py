"""Numbers typed in one piece with the word for what they are: "idpel322…", "niknya3299…kknya3299…", "Rek0091…bank"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.digits import number_runs
from analysis.personal.explained import is_explained
from analysis.personal.identity_numbers import Found

_KINDS: Final = (
    ("nik", "n[i1l]k|e?ktp|noktp"),
    ("kk", "kk|nokk"),
    ("phone", "hp|wa|telp?|tlp|telepon|telpon|nohp|nowa|hape|kontak|cp"),
    ("bank", "rek|rekening|norek|va|bri|bca|bni|bsi|mandiri|btn"),
    (
        "document",
        "id ?pel|idpel|nopel|pelanggan|plgn|pln|pdam|meter|meteran|bpjs(?:kes|tk)?|kis|jkn|noka|kpj|npwp|nip|nis|nisn|nim|nrp|nuptk|sim[abc]?|"
        "pas[ps]?or|karip|taspen|porsi|kks|pkh|rm|peserta|id|no|nomor|nomer|nomornya|nmr|kartu",
    ),
)
_LABEL: Final = "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS)
_GLUED: Final = re.compile(
    rf"(?<![a-z])(?:no\.? ?|nomor ?)?(?:{_LABEL})(?:nya|ku|mu|na|ne|e|q)?(?P<found>\d(?:[ .\-]{{0,2}}[\dO]){{7,19}})(?!\d|[.,]\d)",
    re.IGNORECASE,
)
_LETTER_AND_NUMBER: Final = re.compile(r"[A-Za-z]\d(?:[ .\-]{0,2}[\dO]){7}")
#: How far before its digits the longest label begins.
_REACH: Final = 20
_FEWEST: Final = 8


def glued_numbers(text: str) -> Iterator[Found]:
    """Numbers of eight digits and more behind such a word, whatever follows them."""
    for start, end, count in number_runs(text):
        if count >= _FEWEST and _LETTER_AND_NUMBER.search(text, max(start - 1, 0), end):
            for match in _GLUED.finditer(text, max(start - _REACH, 0), end + 1):
                kind = next(kind for kind, _ in _KINDS if match[kind])
                # "Sertifikat halal ID1211…".
                if not (match[0][:2] == "ID" and match[0][2:3].isdigit() and is_explained(text, *match.span())):
                    yield *match.span("found"), kind
