"""Take the names of private persons out of a quote: victims, suspects, witnesses, residents, reporters.

A report speaks of issues, not of citizens (field guide 17). Officials and those in `keep` stay. The rules look at how
Indonesian texts introduce a person ("Siti (45)", "warga bernama …", "korban …", "ujar …"); where they are unsure they
mask, since a masked official is a nuisance and a named victim is harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from analysis.actors.finder import ActorFinder, actor_lists, names_of
from analysis.places.gazetteer import Gazetteer, name_key
from analysis.places.mentions import MentionFinder
from analysis.text.person_names import is_given_name, is_ordinary
from analysis.text.phrases import words

MASK = "[nama]"
_WORD = r"(?:[A-Z][a-z'’]{1,24}(?:-[A-Z][a-z'’]{1,24})?|[A-Z]{2,20}|[A-Z]\.?)"
_NAME = rf"(?P<name>{_WORD}(?: (?:bin |binti |al |Al-)?{_WORD}){{0,4}})"
_PEOPLE = (
    "warga|nelayan|petani|pedagang|sopir|pengemudi|pemilik|penghuni|mahasiswa|mahasiswi|siswa|siswi|santri|santriwati|"
    "guru|karyawan|buruh|pekerja|penumpang|pengendara|pemotor|pengguna|pelapor|saksi|tetangga|kerabat|keluarga|"
    "ustaz|ustadz|pendeta|pastor|romo|kiai|kyai|kh|tgk|bidan|perawat|suster|dokter|janda|duda|turis|wna|selebgram|imam|"
    "petugas|pegawai|satpam|honorer|ojol|peternak|kader|relawan|bayi|anak|cucu|adik|kakak|paman|bibi|keponakan|"
    "mertua|menantu|"
    "orang tua|orangtua|wali murid|ibu rumah tangga|tokoh|aktivis|jemaah|pengunjung|pembeli|konsumen|pasien|nasabah"
)
_TELLING = (
    "ujar|kata|ucap|tutur|ungkap|tukas|imbuh|papar|terang|sebut|beber|keluh|jelas|tegas|tambah|kisah|cerita|sambung|"
    "aku|harap|pungkas|menurut|tandas|lanjut"
)
_INTRODUCED = (
    "bernama|berinisial|inisial|korban|tersangka|pelaku|terdakwa|terduga|almarhum|almarhumah|mendiang|bapak|ibu|pak|bu|"
    r"mas|mbak|mba|mbah|mak|nek|nenek|kakek|opung|ompu|mama|daeng|tn\.?|ny\.?|nn\.?|by\.?|bang|kang|teh|sdr\.?|"
    r"sdri\.?|saudara|saudari|nyonya|tuan|nona|ananda|anaknya|istrinya|suaminya|istri|"
    rf"suami|ayah|bocah|balita|remaja|lansia|wanita|pria|nama saya|atas nama|wartawan|reporter|{_PEOPLE}"
)
# (?i:…) for the cue only: the name must be capitalised.
_PATTERNS = (
    re.compile(rf"\b{_NAME} ?\((?:L|P|pr|lk)?\.? ?\d{{1,2}}(?: ?(?:tahun|thn|th))?\)"),
    re.compile(rf"\b{_NAME}(?:,| yang)? ?(?:(?:ber)?usia |(?:ber)?umur )?\d{{1,2}} (?:tahun|thn)\b"),
    # "ibu-ibu Tegalrandu" are the women of a village; one woman is "ibu Tegalrandu".
    re.compile(
        rf"(?<![\w-])(?i:{_INTRODUCED})(?: (?i:korban|pelaku|saya|kami|truk|angkot|bus|ojek|pegawai|"
        r"honorer|adat|agama|masyarakat|ngaji|parkir|utama|hj\.?|h\.?|haji))?(?: (?i:bernama|berinisial|inisial|"
        r"yakni|yaitu|adalah|itu|ialah))?,? "
        rf"{_NAME}"
    ),
    re.compile(
        rf"\b(?i:milik|laporan|kepada|menimpa|dampingi|mendampingi|mediasi|rumah|keluarga|ibunda|sebut saja|"
        rf"bernama|saya|dari|rekam|periksa|"
        rf"tangkap|oknum|warga asing|kunjungi|temui|makam|jenazah|nama|an\.?|a\.n\.?) {_NAME}"
    ),
    re.compile(
        rf"\b(?i:{_PEOPLE})\b[^.,;:!?\n]{{0,60}}, {_NAME}(?=[,.]| (?:mengaku|mengatakan|menyebut|menuturkan|berharap))"
    ),
    re.compile(rf"\b(?i:{_TELLING})(?:nya)?,? {_NAME}"),
    re.compile(rf"\b(?i:ketua rt|ketua rw|pak rt|bu rt|pak rw)(?: ?\d{{1,3}})?(?:/?(?:rw)? ?\d{{1,3}})?,? {_NAME}"),
)
# The name first: "Sutinah, pemilik rumah"; a capitalised word before "petugas" is mostly none.
_NAME_FIRST = re.compile(
    rf"\b{_NAME},? (?:(?:seorang|salah satu) )?(?i:{_PEOPLE}|\(?nama samaran|eks karyawan|ketua r[tw])\b"
)
_LISTING = ("inisial", "bernama", "korban", "tersangka", "pelaku", "terdakwa", "yakni", "yaitu", "saksi", "terduga")
_NEXT = re.compile(rf"(?: ?\(\d{{1,2}}(?: tahun)?\))?(?:, dan |, serta |, | dan | serta | & ){_NAME}")
_INITIALS = re.compile(r"\b(?:ber)?inisial (?P<name>[A-Za-z]{1,4})\b", re.IGNORECASE)
_LOWER = re.compile(r"\b(?:bernama|nama saya|atas nama) (?P<name>[a-z]{3,20}(?: [a-z]{3,20})?)\b")
_CALLED = re.compile(
    r"(?i:\b(?:pak|bu|ibu|bapak|bpk|mas|mbak|mba|mbah|mak|kak|bang|kang|mang|nek|nenek|kakek|sdr|sdri|tn|ny|an|"
    r"a\.n\.?|saya|bernama))\.? "
    r"(?P<name>[a-z]{3,20})\b"
)
_RUN = re.compile(_NAME)
# Cues after which only a name that is on the list, or no ordinary word, is a person's.
_WEAK_CUES = frozenset(
    (
        "milik",
        "laporan",
        "kepada",
        "rumah",
        "saya",
        "dari",
        "periksa",
        "tangkap",
        "nama",
        "menimpa",
        "kunjungi",
        "rekam",
        "anak",
        "kader",
        "imam",
    )
)
_QUANTITIES = frozenset(
    "sejumlah para puluhan ratusan ribuan banyak beberapa semua seluruh seorang satu dua tiga empat lima enam "
    "tujuh delapan sembilan sepuluh "
    "belasan salah setiap tiap kedua ketiga mantan seluruhnya".split()
)
_NOT_BEFORE = frozenset(
    (
        "nabi",
        "rasulullah",
        "sunan",
        "sultan",
        "jalan",
        "jl",
        "gunung",
        "masjid",
        "stadion",
        "pangeran",
        "khalifah",
        "surat",
    )
)


def mask_private_persons(text: str, keep: Sequence[str] = ()) -> str:
    """`text` with the names of private persons replaced by "[nama]".

    Args:
        text: one quote or post.
        keep: names that may stand (the office's leaders and officials); case does not matter.

    Once a name is known its later uses, whole or single words of it, are masked too, except inside the names of
    agencies, institutions and places.
    """
    plain = text.replace("\u00a0", " ")
    actors = _finders()[0].find(plain)
    public = {word for name in keep for word in words(name)} | names_of(actors)
    closed = [(start, end) for _, _, start, end in actors]
    direct = list(_introduced(plain, public, closed))
    if not direct:
        return text
    closed += [(mention.start, mention.end) for mention in _finders()[1].find(plain)]
    names = {plain[start:end] for start, end in direct}
    spans = {*direct, *_again(plain, names, public, closed)}
    return _masked(text, spans)


def _introduced(text: str, public: Set[str], closed: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The span of every name that the text introduces as a private person's, outside `closed` spans."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start = match.start("name")
            cue = text[match.start() : start].strip().lower()
            name = _trimmed(match["name"], public, aged=not cue)
            if not name or _inside(start, closed) or _no_person(name, cue) or _weak(name, cue):
                continue
            yield start, start + len(name)
            yield from _listed(text, start + len(name), cue, public, closed)
    yield from _called(text, public, closed)
    yield from _given(text, public, closed)
    for pattern in (_INITIALS, _LOWER):
        for match in pattern.finditer(text):
            if match["name"].lower() not in public | (actor_lists().no_name if pattern is _LOWER else set()):
                yield match.span("name")
                yield from _listed(text, match.end("name"), "inisial", public, closed)


def _called(text: str, public: Set[str], closed: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Small names after "pak", "bu", and names before what somebody is ("Sutinah, pemilik rumah")."""
    for match in _CALLED.finditer(text):
        if is_given_name(match["name"]) and match["name"] not in public:
            yield match.span("name")
    for match in _NAME_FIRST.finditer(text):
        name = _trimmed(match["name"], public)
        first = name.split(" ")[0]
        if name == match["name"] and not _inside(match.start(), closed) and _names_somebody(first):
            yield match.span("name")


def _names_somebody(word: str) -> bool:
    return is_given_name(word) or not (is_ordinary(word) or word.lower() in _QUANTITIES)


def _weak(name: str, cue: str) -> bool:
    """After "rumah", "dari" and the like more than a capital letter is needed."""
    first = name.partition(" ")[0]
    # Whoever comes "dari Batulawang" comes from a place: only a name that is on the list is somebody.
    return cue in _WEAK_CUES and not is_given_name(first) and (cue == "dari" or is_ordinary(first))


def _given(text: str, public: Set[str], closed: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words with a given name among them, introduced or not."""
    for match in _RUN.finditer(text):
        place, rest = match.start(), match["name"]
        while rest and (not is_given_name(rest.partition(" ")[0]) or _inside(place, closed)):
            word, _, rest = rest.partition(" ")
            place += len(word) + 1
        if not rest:
            continue
        previous = text[max(0, place - 16) : place].split()
        if previous and previous[-1].lower().strip(".,") in _NOT_BEFORE:
            continue
        name = _trimmed(rest, public)
        if name:
            yield place, place + len(name)


def _listed(
    text: str, place: int, cue: str, public: Set[str], closed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The names that go on a list: "tersangka berinisial NK, AF dan SQ"."""
    if not cue.endswith(_LISTING):
        return
    found = _NEXT.match(text, place)
    while found is not None:
        name = _trimmed(found["name"], public, aged=True)
        if not name or _inside(found.start("name"), closed) or _is_region(name):
            return
        yield found.start("name"), found.start("name") + len(name)
        found = _NEXT.match(text, found.start("name") + len(name))


def _no_person(name: str, cue: str) -> bool:
    """A place after "warga …" or a list of places, an abbreviation after "pasien": no person."""
    initials = cue.endswith(("inisial", "tersangka", "korban", "pelaku", "terdakwa", "saksi"))
    if name.isupper() and 3 <= len(name) <= 5 and not initials:
        return True
    if cue.startswith(("warga negara", "warga asal")) or cue == "warga":
        return True  # "warga Palaran", "warga Suriah"; a person is "warga bernama …" or "seorang warga, …"
    return "," in cue and _is_region(name)


def _again(
    text: str, names: Set[str], public: Set[str], closed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Later uses of known names, whole or by a single word of them."""
    parts = {part for name in names for part in name.split() if len(part) > 2 and part[0].isupper()}
    free = {part for part in parts if part.lower() not in public | actor_lists().no_name}
    wanted = sorted(names | free, key=lambda name: (-len(name), name))
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", text):
        if not _inside(match.start(), closed):
            yield match.span()


def _masked(text: str, spans: Set[tuple[int, int]]) -> str:
    """The text with every span, and neighbouring spans together, replaced by one mask."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    for start, end in reversed(merged):
        text = text[:start] + MASK + text[end:]
    return text


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """`place` lies in one of the spans."""
    return any(start <= place < end for start, end in spans)


def _trimmed(name: str, public: Set[str], *, aged: bool = False) -> str:
    """The name up to the first word that is no name; "" when it is an official's or no name at all.

    `aged`: an age follows or a list goes on, so that initials which look like a school's ("MI") are a person's.
    """
    kept: list[str] = []
    for word in name.split(" "):
        low = word.lower().strip(".")
        initials = aged and word.isupper() and len(word) <= 3
        if (low in actor_lists().no_name or word in actor_lists().stops) and not initials:
            break
        kept.append(word)
    while kept and kept[-1] in ("bin", "binti", "al"):
        kept.pop()
    if not kept or any(word.lower().strip(".") in public for word in kept):
        return ""
    return " ".join(kept).rstrip(".") if len(kept[-1]) > 2 else " ".join(kept)


def _is_region(name: str) -> bool:
    """The whole name is a province, regency, city or district ("warga Kasemen, Serang, …")."""
    return any(len(code) <= 8 for code in Gazetteer.load().by_key(name_key(name)))


@lru_cache(maxsize=1)
def _finders() -> tuple[ActorFinder, MentionFinder]:
    """One finder of actors and one of places for all calls."""
    return ActorFinder(), MentionFinder(Gazetteer.load())
