"""Take the names of private persons out of a quote: victims, suspects, witnesses, residents, reporters.

A report speaks of issues, not of citizens (field guide 17). Officials and those in `keep` stay. The rules look at how
Indonesian texts introduce a person ("Siti (45)", "warga bernama …", "korban …", "ujar …"); where they are unsure they
mask, since a masked official is a nuisance and a named victim is harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.actor_finder import ActorFinder, actor_lists, names_of
from analysis.gazetteer import Gazetteer, name_key
from analysis.phrases import words

MASK = "[nama]"
_WORD = r"(?:[A-Z][a-z'’]{1,24}(?:-[A-Z][a-z'’]{1,24})?|[A-Z]{2,20}|[A-Z]\.?)"
_NAME = rf"(?P<name>{_WORD}(?: (?:bin |binti |al |Al-)?{_WORD}){{0,4}})"
_PEOPLE = (
    "warga|nelayan|petani|pedagang|sopir|pengemudi|pemilik|penghuni|mahasiswa|mahasiswi|siswa|siswi|santri|santriwati|"
    "guru|karyawan|buruh|pekerja|penumpang|pengendara|pemotor|pengguna|pelapor|saksi|tetangga|kerabat|keluarga|"
    "orang tua|orangtua|wali murid|ibu rumah tangga|tokoh|aktivis|jemaah|pengunjung|pembeli|konsumen|pasien|nasabah"
)
_TELLING = (
    "ujar|kata|ucap|tutur|ungkap|tukas|imbuh|papar|terang|sebut|beber|keluh|jelas|tegas|tambah|kisah|cerita|sambung|"
    "aku|harap|pungkas|menurut|tandas|lanjut"
)
_INTRODUCED = (
    "bernama|berinisial|inisial|korban|tersangka|pelaku|terdakwa|terduga|almarhum|almarhumah|mendiang|bapak|ibu|pak|bu|"
    r"mas|mbak|bang|kang|teh|sdr\.?|sdri\.?|saudara|saudari|nyonya|tuan|nona|ananda|anaknya|istrinya|suaminya|istri|"
    rf"suami|ayah|bocah|balita|remaja|lansia|wanita|pria|nama saya|atas nama|wartawan|reporter|{_PEOPLE}"
)
# (?i:…) for the cue only: the name must be capitalised.
_PATTERNS = (
    re.compile(rf"\b{_NAME} ?\((?:L|P|pr|lk)?\.? ?\d{{1,2}}(?: ?(?:tahun|thn|th))?\)"),
    re.compile(rf"\b{_NAME}, ?\d{{1,2}} (?:tahun|thn)\b"),
    re.compile(rf"\b(?i:{_INTRODUCED})(?: (?i:bernama|berinisial|inisial|yakni|yaitu|adalah))?,? {_NAME}"),
    re.compile(
        rf"\b(?i:{_PEOPLE})\b[^.,;:!?\n]{{0,60}}, {_NAME}(?=[,.]| (?:mengaku|mengatakan|menyebut|menuturkan|berharap))"
    ),
    re.compile(rf"\b(?i:{_TELLING})(?:nya)?,? {_NAME}"),
    re.compile(rf"\b(?i:ketua rt|ketua rw|pak rt|bu rt|pak rw)(?: ?\d{{1,3}})?(?:/?(?:rw)? ?\d{{1,3}})?,? {_NAME}"),
)
_INITIALS = re.compile(r"\b(?:ber)?inisial (?P<name>[A-Za-z]{1,4})\b", re.IGNORECASE)
_LOWER = re.compile(r"\b(?:bernama|nama saya|atas nama) (?P<name>[a-z]{3,20}(?: [a-z]{3,20})?)\b")


def mask_private_persons(text: str, keep: Sequence[str] = ()) -> str:
    """`text` with the names of private persons replaced by "[nama]".

    Args:
        text: one quote or post.
        keep: names that may stand (the office's leaders and officials); case does not matter.

    Once a name is known its later uses, whole or single words of it, are masked too. Idempotent.
    """
    public = {word for name in keep for word in words(name)} | _public_words(text)
    names = sorted({name for name in _private_names(text, public) if name}, key=lambda name: (-len(name), name))
    masked = text
    for name in names:
        masked = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", MASK, masked)
    parts = sorted({part for name in names for part in name.split() if len(part) > 2 and part[0].isupper()})
    for part in parts:
        if part.lower() not in public | actor_lists().no_name:
            masked = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", MASK, masked)
    return re.sub(rf"{re.escape(MASK)}(?: (?:bin |binti )?{re.escape(MASK)})+", MASK, masked)


def _public_words(text: str) -> frozenset[str]:
    """The words of the officials, agencies and institutions that the text itself names."""
    return names_of(_finder().find(text))


def _private_names(text: str, public: frozenset[str] | set[str]) -> Iterator[str]:
    """Every name that the text introduces as a private person's."""
    actors = [(start, end) for _, _, start, end in _finder().find(text)]
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start = match.start("name")
            cue = text[match.start() : start].strip().lower()
            if any(first <= start < last for first, last in actors) or (cue == "warga" and _is_place(match["name"])):
                continue
            yield _trimmed(match["name"], public)
    for pattern in (_INITIALS, _LOWER):
        for match in pattern.finditer(text):
            if match["name"].lower() not in public | actor_lists().no_name:
                yield match["name"]


def _trimmed(name: str, public: frozenset[str] | set[str]) -> str:
    """The name up to the first word that is no name; "" when it is an official's or no name at all."""
    kept: list[str] = []
    for word in name.split():
        low = word.lower().strip(".")
        if low in actor_lists().no_name or word in actor_lists().stops:
            break
        kept.append(word)
    while kept and kept[-1] in ("bin", "binti", "al"):
        kept.pop()
    if not kept or any(word.lower().strip(".") in public for word in kept):
        return ""
    return " ".join(kept).rstrip(".") if len(kept[-1]) > 2 else " ".join(kept)


def _is_place(name: str) -> bool:
    """The first words are a place of the gazetteer ("warga Palaran")."""
    parts = name.split()
    return any(Gazetteer.load().by_key(name_key("".join(parts[:count]))) for count in range(len(parts), 0, -1))


def _finder() -> ActorFinder:
    """One finder for all calls."""
    if not _FINDERS:
        _FINDERS.append(ActorFinder())
    return _FINDERS[0]


_FINDERS: list[ActorFinder] = []
