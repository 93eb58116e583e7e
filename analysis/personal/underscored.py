"""Names with an underscore: files, forms and pages apart, they are accounts, whatever stands around: "si opung_contoh itu"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.identity_numbers import Found
from analysis.text.person_names import WordKind, word_kind

_NAME: Final = re.compile(
    r"(?:(?<![\w@#/.\-+=:?&%\[])|(?<=\b[uU]/))[A-Za-z][A-Za-z\d.]{0,30}(?:_[A-Za-z\d.]{1,30}){1,3}(?![\w/@=(\-]|\.\w)"
)
#: "u/nama_orang": a user of Reddit.
_USER: Final = ("u/", "U/")
#: What forms and files begin with, and how they end.
_FORM: Final = frozenset(
    "nama nim nis nik file data format form formulir scan foto dokumen surat img vid screenshot laporan berkas judul kode no id tgl tanggal "
    "kelas ssid wifi lampiran rekap daftar hasil final revisi".split()
)
_FILE: Final = re.compile(
    r"\.(?:apk|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|mp[34]|zip|rar|exe|csv|txt|html?|php|js|json)\Z", re.IGNORECASE
)
_FEWEST: Final = 5


def underscored_names(text: str) -> Iterator[Found]:
    """Account names without a word that calls them so."""
    if "_" not in text:
        return
    for match in _NAME.finditer(text):
        name = match[0].rstrip(".")
        if (
            len(name) >= _FEWEST
            and any(map(str.islower, name))
            and name.partition("_")[0].lower() not in _FORM
            and not _FILE.search(name)
            and (_is_made(name) or text.endswith(_USER, 0, match.start()))
        ):
            yield match.start(), match.start() + len(name), "account"


def _is_made(name: str) -> bool:
    """No ordinary words that an underscore joins: "masing_masing", "tgl_15"."""
    if any(map(str.isdigit, name)):
        return len(name.rstrip("0123456789_")) > _FEWEST
    return any(word_kind(word) is not WordKind.PLAIN for word in re.split(r"[_.]", name) if word)
