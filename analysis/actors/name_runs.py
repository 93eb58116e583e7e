"""Where a quote names somebody: by the words themselves, by what stands before them, by what follows.

Every rule looks at one word and says whether a name begins there; `_run` then takes the words that belong to it. A word
of the name lists is one wherever it stands; an unknown capitalised word needs somebody to be spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.actors.name_cues import name_cues
from analysis.actors.name_words import PARTICLES, Quote, Word, is_place, looks_named, small_name, sounds
from analysis.text.person_names import WordKind, name_shape

_LONGEST: Final = 6
_LIKELY: Final = 0.5
_FAR: Final = 9
_AGED: Final = re.compile(
    r",? ?\((?:L|P|pr|lk)?\.?[,/]? ?\d{1,3}(?: ?(?:tahun|thn|th|bln|bulan))?\b[^)]{0,20}\)|"
    r"(?:,| yang)? ?(?:(?:ber)?(?:usia|umur)n?y?a? )\d{1,3}|,? \d{1,3} ?(?:tahun|thn|th|bln)\b|, \d{1,2}, ",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r" ?\d{1,3}(?:/\d{1,3})?,? ")
_DISGUISED: Final = re.compile(r",? \(?(?:bukan )?nama (?:samaran|sebenarnya|asli|panggilan)")
_MONTHS: Final = frozenset(
    "januari februari maret april mei juni juli agustus september oktober november desember".split()
)
_QUOTES: Final = re.compile(r":\s*[\"“'‘]")
_CLOSED: Final = re.compile(
    r"[,)(]|\.|\s*$| (?:yang|saat|di|pada|dengan|dalam|untuk|ke|selaku|sebagai|bin|binti|usai|dari|dan|bersama|asal|ini|itu)\b"
)
_NEXT: Final = (", ", ", dan ", " dan ", " sama ", " serta ", " & ", " dengan ", " atau ", ", serta ", " ama ", "/", " bersama ", " alias ", " als ")  # fmt: skip
_FILLERS: Final = frozenset("bernama berinisial inisial yakni yaitu adalah ialah itu saya kami kita ku tersebut utama lain kita sy kandung tercinta pertama kedua ketiga online daring muda tua".split())  # fmt: skip
_ACCUSED: Final = frozenset("korban tersangka pelaku terdakwa terduga saksi pelapor terlapor pemuda pria wanita perempuan lelaki remaja bocah siswa siswi mahasiswa mahasiswi santri guru oknum pemuda penyuap penyuapnya residivis napi bandar pengedar kurir inisial berinisial anak istri suami ibu".split())  # fmt: skip
# Verbs of things as well: "Honda hilang".
_THINGS_TOO: Final = frozenset(("ditemukan", "hilang", "menyebut"))
_SPOUSES: Final = frozenset("istrinya isterinya suaminya anaknya ibunya ayahnya adiknya kakaknya keluarganya cucunya temannya putranya putrinya pacarnya".split())  # fmt: skip
# Who was harmed or is accused is named next, be the name an ordinary word.
_HARMED: Final = frozenset("korban tersangka terdakwa terduga terpidana pelapor terlapor almarhum almarhumah mendiang".split())  # fmt: skip
# "Bendahara desa Sri" is somebody, "warga desa Karim" comes from there.
_OFFICES: Final = frozenset(
    "bendahara perangkat aparat pegawai staf operator kaur bidan guru ketua penjaga satpam imam".split()
)
_APPOSED: Final = frozenset("seorang salah sang si warga asal anak ibu bapak wanita pria pasangan kelas umur usia janda duda tki tkw eks mantan mama-mama ibu-ibu bapak-bapak nama selaku sebagai".split())  # fmt: skip


def name_runs(quote: Quote) -> list[tuple[int, int]]:
    """(first word, one past the last) of every name, in order."""
    found: list[tuple[int, int]] = []
    position = 0
    while position < len(quote.words):
        first, last = _at(quote, position)
        if last <= position:
            position += 1
            continue
        found.append((first, last))
        listed = list(_listed(quote, first, last))
        found += listed
        position = max([last, *(end for _, end in listed)])
    return found


def _at(quote: Quote, position: int) -> tuple[int, int]:
    """(first, one past the last) of the name that begins at `position`, or (0, 0)."""
    word = quote.words[position]
    if word.barred:
        meant = word.initials and word.upper and not word.shut
        if not (meant and (_aged(quote, position + 1) or _by_initials(quote, position))):
            return 0, 0
    named = word.kind is WordKind.NAME or (
        looks_named(word) and not (quote.headline(position) or quote.begins(position))
    )
    if named and _by_itself(quote, position):
        first = _leftward(quote, position)
        if not _borne(quote, first):
            return first, _run(quote, position)
        if not _introduced(quote, position):
            return 0, 0
    if _introduced(quote, position) or _followed(quote, position):
        return position, _run(quote, position)
    return 0, 0


def _by_initials(quote: Quote, position: int) -> bool:
    """Letters that are a school's or an office's elsewhere: "tersangka MA", "berinisial SD"."""
    before = quote.words[position - 1].low if quote.joined(position) else ""
    return before in ("inisial", "berinisial") or (before in _HARMED and len(quote.words[position].raw) == 2)


def _by_itself(quote: Quote, position: int) -> bool:
    """A listed name that needs nothing else: capitalised, or long enough in small letters."""
    word = quote.words[position]
    common = word.low in name_cues().small_words
    if word.capital:
        if common and quote.regional and quote.begins(position) and quote.after(position, 1) not in "!,:":
            return position + 1 < len(quote.words) and quote.joined(position + 1) and quote.words[position + 1].capital
        return not (word.upper and len(word.raw) < 4)
    return len(word.low) > (3 if quote.shouted else 4) and not common


def _borne(quote: Quote, first: int) -> bool:
    """A street, a building or a saint bears the name."""
    before = quote.words[first - 1].low if quote.joined(first) else ""
    office = quote.words[first - 2].low if first > 1 else ""
    return before in name_cues().bears_names and office not in _OFFICES


def _leftward(quote: Quote, position: int) -> int:
    """The first word of the name that the listed one at `position` belongs to."""
    first = position
    while quote.joined(first) and position - first < 3 and quote.words[first].gap != " - ":
        before = quote.words[first - 1]
        particle = before.low in PARTICLES and quote.words[position].capital and before.capital
        unknown = before.kind is not WordKind.PLAIN and not (before.upper and not quote.shouted)
        initial = len(before.raw) == 1 and before.capital
        if before.barred or not (before.capital and (unknown or particle or initial)):
            break
        if before.low in name_cues().titles or before.low in name_cues().people:
            break
        opens = quote.begins(first - 1) and not looks_named(before)
        if before.kind is WordKind.NEW and (opens or is_place(before.raw)) and not initial:
            break
        first -= 1
    return first


def _run(quote: Quote, position: int) -> int:
    """One past the last word of the name that begins at `position`."""
    last = position + 1
    opening = quote.words[position]
    if opening.dotted or (opening.initials and len(opening.raw) > 1 and opening.kind is not WordKind.NAME):
        return last
    while last < len(quote.words) and last - position < _LONGEST and quote.joined(last):
        if not _goes_on(quote, opening, last):
            break
        last += 1
    while last > position + 1 and (quote.words[last - 1].low in PARTICLES and quote.words[last - 1].low != "ode"):
        last -= 1
    return last


def _goes_on(quote: Quote, opening: Word, position: int) -> bool:
    """The word at `position` belongs to the name that `opening` began."""
    word = quote.words[position]
    if (word.low in PARTICLES and not quote.shouted) or _month_within(quote, position):
        return position + 1 < len(quote.words) and quote.words[position + 1].capital
    if word.barred or word.gap == " - ":
        return False
    if opening.capital:
        return word.capital and _capital_goes_on(quote, opening, position)
    return small_name(word) or (quote.shouted and word.kind in (WordKind.ALSO, WordKind.NEW))


def _month_within(quote: Quote, position: int) -> bool:
    """A month's name inside a name: "Tan Mei Ling"."""
    word = quote.words[position]
    return word.low in _MONTHS and word.capital and not quote.headline(position) and quote.joined(position + 1)


def _capital_goes_on(quote: Quote, opening: Word, position: int) -> bool:
    """A capitalised word goes on a name unless it is an abbreviation, or an ordinary word of a headline."""
    word = quote.words[position]
    if word.upper and not opening.upper and len(word.raw) > 1:
        return word.kind is WordKind.NAME
    if word.plain and len(word.raw) > 1:
        free = not quote.headline(position) and not opening.upper
        return free and word.low not in name_cues().people | name_cues().spoke
    return True


def _listed(quote: Quote, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The names that go on a list: "NK, AF dan SQ", "Rizki sama Ilham"."""
    opening = quote.words[first]
    initials = opening.initials and opening.kind is not WordKind.NAME
    while last < len(quote.words):
        gap = quote.text[quote.words[last - 1].end : quote.words[last].start]
        at = last
        if gap == " " and last + 1 < len(quote.words):
            gap += f"{quote.words[last].raw}{quote.words[last + 1].gap}"
            at = last + 1
        elif gap == ", " and quote.words[last].low in ("dan", "serta") and last + 1 < len(quote.words):
            at = last + 1
        elif re.fullmatch(r" ?\(\d{1,2}\)(?:,| dan| serta|, dan)? ?", gap):
            at = last + (quote.words[last].low in ("dan", "serta", "sama"))
            gap = " dan "
        if gap not in _NEXT or at >= len(quote.words):
            return
        word = quote.words[at]
        name = word.kind is not WordKind.PLAIN and not (word.kind is WordKind.NEW and is_place(word.raw))
        alike = initials and word.initials
        if word.barred and not alike:
            return
        if gap == ", " and not alike and word.kind is not WordKind.NAME:
            return
        capital = word.capital and word.low not in name_cues().titles and (alike or (name and not word.upper))
        if not capital and (word.capital or word.kind is not WordKind.NAME):
            return
        last = _run(quote, at)
        yield at, last


def _aged(quote: Quote, last: int) -> bool:
    """An age follows the word before `last`."""
    return _AGED.match(quote.after(last - 1)) is not None


def _fit(word: Word, *, strong: bool) -> bool:
    """A word that can be a name after a cue: capitalised, or small and listed; `strong` cues take unknown words too."""
    if word.capital:
        if word.upper and len(word.raw) < 6 and word.kind is not WordKind.NAME:
            return False
        if word.kind is WordKind.PLAIN:
            return False
        return strong or word.kind is not WordKind.NEW or not is_place(word.raw)
    return small_name(word) or (strong and word.kind is WordKind.NEW and sounds(word.low))


def _named(word: Word) -> bool:
    """On the lists, and in small letters no word."""
    return word.kind is WordKind.NAME and (word.capital or word.low not in name_cues().small_words)


def _introduced(quote: Quote, position: int) -> bool:
    """What stands before says that the word at `position` names somebody."""
    word, cues = quote.words[position], name_cues()
    if not position or word.low in cues.titles:
        return False
    before = quote.words[position - 1]
    colon = word.gap.strip() in (":", "=") and "\n" not in word.gap
    if quote.joined(position) or colon or (word.gap == "." and len(before.raw) < 5):
        if _after_title(quote, position) or _after_naming(quote, position):
            return True
        if before.low in cues.weak and not before.shut:
            return _named(word) or (word.capital and not before.capital and _fit(word, strong=False))
        if before.low in cues.beside and not before.shut:
            return _named(word)
    if before.low in ("rt", "rw") and _NUMBER.fullmatch(word.gap):
        return word.capital and _fit(word, strong=True)
    if word.gap in (" ", ", ") and _base(before.low) in cues.telling:
        return word.capital and not word.upper and _fit(word, strong=True)
    return _after_people(quote, position)


def _after_title(quote: Quote, position: int) -> bool:
    """ "Pak", "Mbak", "Daeng" stand before; "Pak Haji Lolo" too."""
    word, before, cues = quote.words[position], quote.words[position - 1], name_cues()
    if before.low in cues.titles:
        role = word.low in cues.people or word.low in cues.weak_titles
        if word.capital and not role and not (word.upper and len(word.raw) < 4):
            # A capital after a title in the middle of a sentence is a name even when it is a word, "Bu Bulan".
            return not word.plain or (not quote.headline(position) and not quote.shouted and len(word.raw) > 2)
        return (
            not word.capital
            and not role
            and _fit(word, strong=before.low in _STRONG or quote.shouted or quote.indonesian)
        )
    return (
        before.low in cues.weak_titles
        and not before.shut
        and _fit(word, strong=word.capital and not quote.begins(position - 1))
    )


_NAMED_BY_TWO: Final = frozenset(
    (("atas", "nama"), ("nama", "saya"), ("sebut", "saja"), ("a", "n"), ("panggil", "saja"))
)
_STRONG: Final = frozenset("pak bu bpk bp mas mbak mba mbk mbah cak kang mang teteh neng bang bg kak om tante opa oma mamak daeng uda uni koh cik bli ustaz ustad ustadz ustadzah sdr sdri bidan alm almarhum almarhumah ananda".split())  # fmt: skip


def _after_naming(quote: Quote, position: int) -> bool:
    """ "Bernama", "a.n.", "namanya", "nama :" stand before."""
    word, before, cues = quote.words[position], quote.words[position - 1], name_cues()
    two = (quote.words[position - 2].low, before.low) if position > 1 else ("", "")
    naming = before.low in cues.naming or (before.low == "nama" and word.gap != " ") or two in _NAMED_BY_TWO
    if naming and not before.gap.endswith("-"):
        if before.low in ("inisial", "berinisial", "alias", "als") and word.initials:
            return True
        if before.low.endswith("inisial") and len(word.low) <= 4 and not word.plain:
            return True
        if word.plain:
            return before.low in ("bernama", "saja") and word.capital and not quote.headline(position)
        return word.capital or word.kind is not WordKind.NEW or sounds(word.low)
    return before.low in cues.weak_naming and (
        _named(word) or (word.capital and not before.capital and _fit(word, strong=False))
    )


def _base(low: str) -> str:
    """Without "-nya", "-ku", "-mu"."""
    for ending in ("nya", "ku", "mu"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low.removesuffix(ending)
    return low


def _after_people(quote: Quote, position: int) -> bool:
    """Somebody is spoken of before: "korban …", "menantunya, …", "seorang staf, …, mengaku"."""
    word, cues = quote.words[position], name_cues()
    if not word.capital and word.kind is WordKind.NAME and word.gap == " ":
        owned = quote.words[position - 1].low
        return _base(owned) != owned and _base(owned) in cues.kin
    if not word.capital or word.low in cues.people:
        return False
    at = position - 1
    gap = word.gap
    while at > 0 and gap == " " and quote.words[at].low in _FILLERS:
        gap = quote.words[at].gap
        at -= 1
    before = quote.words[at]
    role = before.low if before.low in cues.people else _base(before.low)
    if gap == " " and role in cues.people | cues.kin and not before.shut:
        if word.initials and word.upper:
            return role in _ACCUSED or before.low in _ACCUSED or quote.words[max(0, at - 1)].low == "oknum"
        if word.plain and role in _HARMED and not quote.headline(position):
            return not word.upper and _closes(quote, position)
        if word.kind is WordKind.NAME or not _fit(word, strong=False):
            return word.kind is WordKind.NAME
        # "Siswa Kudus" is no name, "siswa bernama Kudus" and "siswanya Kudus" are, "pedagang Tan Mei Ling" is.
        loose = role in cues.no_cue and at == position - 1 and before.low == role
        return (
            not loose
            or _closes(quote, position)
            or (word.kind is WordKind.NEW and name_shape(word.low) >= _LIKELY and not quote.headline(position))
            or (_run(quote, position) > position + 1 and not quote.headline(position))
        )
    return word.gap == ", " and _apposition(quote, position)


def _apposition(quote: Quote, position: int) -> bool:
    """ "Seorang pegawai PT Maju, Agustinus Beanal, tewas": a comma, the name, and a comma or a verb."""
    word, cues = quote.words[position], name_cues()
    if word.plain or not _closes(quote, position):
        return False
    for at in range(position - 1, max(-1, position - 1 - _FAR), -1):
        low = quote.words[at].low
        if _base(low) in cues.people | cues.kin or low in _APPOSED:
            return word.initials or not is_place(quote.text[word.start : quote.words[_run(quote, position) - 1].end])
        if re.search(r"[.!?:;\n]", quote.words[at].gap) and not quote.joined(at):
            return False
    return False


def _closes(quote: Quote, position: int) -> bool:
    """The name that begins here ends at a comma, a bracket or a verb of telling."""
    last = _run(quote, position)
    rest = quote.after(last - 1)
    follows = last < len(quote.words) and quote.words[last].low in name_cues().spoke
    return follows or _CLOSED.match(rest) is not None


def _followed(quote: Quote, position: int) -> bool:
    """What stands behind says that a name begins at `position`: an age, a trade, a verb, a quotation."""
    word, cues = quote.words[position], name_cues()
    role = word.low in cues.people and word.kind is not WordKind.ALSO
    if not word.capital or role or word.low in cues.titles:
        return False
    last = _run(quote, position)
    lone = last == position + 1
    if _aged(quote, last):
        place = is_place(word.raw) and word.kind is WordKind.NEW
        return word.initials or not (lone and (word.plain or place))
    if (word.dotted and len(word.raw) > 3) or _DISGUISED.match(quote.after(last - 1)):
        return True
    if last >= len(quote.words):
        return False
    if word.initials and 1 < len(word.raw) < 4 and quote.words[last].gap == ", ":
        return quote.words[last].low in cues.people and not quote.words[last].capital
    return not (word.plain or (word.upper and not quote.shouted)) and _acts(quote, position, last)


def _acts(quote: Quote, position: int, last: int) -> bool:
    """A trade, an alias, kin, a quotation or a verb of persons follows the possible name that ends before `last`."""
    word, cues, follower = quote.words[position], name_cues(), quote.words[last]
    lone = last == position + 1
    named = quote.text[word.start : quote.words[last - 1].end]
    if _borne(quote, position) or (word.kind is WordKind.NEW and is_place(named)):
        return False
    trade = follower.low in cues.people and not follower.capital
    if follower.gap in (", ", " (") and (trade or (follower.low in _APPOSED and not follower.capital)):
        return True
    if follower.gap == " " and trade:
        inside = word.kind is WordKind.ALSO and not quote.begins(position)
        return not quote.headline(position) and (not lone or inside)
    if follower.low == "dan":
        return last + 1 < len(quote.words) and quote.words[last + 1].low in _SPOUSES
    if _QUOTES.match(quote.after(last - 1)) and last - position <= 4:
        return True
    single = word.kind is WordKind.ALSO or (not lone and not is_place(word.raw))
    called = follower.low in ("alias", "als")
    return follower.gap == " " and (called or (single and follower.low in cues.spoke - _THINGS_TOO))
