"""Messages about fact-checks, true and changed, made by rule: examples for what may be confirmed.

A true message is a fact-check's title or the opening of its circulating text, passed on as people do: shortened, words lost, chat
spelling, clauses in another order, remarks around it. A changed one says the same with one detail replaced by another of its kind out
of the library: number, date, place, name, or any word of the claim by one that follows the same word elsewhere; or negated.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.claims.details import places
from analysis.claims.reader import Reader
from analysis.claims.spelling import MONTHS, fields
from analysis.text.tokens import stems, stop_words

_WORD: Final = re.compile(r"[^\W\d_][\w'’\-]*|\d[\d.,/:]*\d|\d")
_HEAD: Final = re.compile(
    r"^\W*(?:\[[^\]]{2,30}\]|\([^)]{2,20}\))?\W*(?:(?:video|foto|gambar|tangkapan layar|artikel|akun|pesan berantai|klarifikasi|info(?:rmasi)?)\b\W*)*",
    re.IGNORECASE,
)
_CHAT: Final = {
    "yang": ("yg",), "dengan": ("dgn", "dg"), "tidak": ("gak", "tdk", "ga", "nggak"), "sudah": ("udah", "sdh"), "untuk": ("utk", "buat"),
    "dari": ("dr",), "karena": ("krn", "karna"), "dan": ("&",), "orang": ("org",), "saja": ("aja",), "akan": ("bakal", "akan"), "di": ("d",),
    "pada": ("pd",), "juga": ("jg",), "kalau": ("klo", "kalo"), "jangan": ("jgn",), "dalam": ("dlm",), "membuat": ("bikin",), "semua": ("smua",),
    "rumah": ("rmh",), "masyarakat": ("warga",), "presiden": ("pres", "presiden"), "indonesia": ("indo", "RI"), "kepada": ("ke",),
    "ingin": ("mau",), "sedang": ("lagi",), "hanya": ("cuma",), "memberikan": ("kasih", "beri"), "melakukan": ("lakukan",),
}  # fmt: skip
_BEFORE: Final = (
    "Dapat dari grup keluarga:", "waduh", "Info penting!!", "astaga", "Diteruskan berkali-kali", "serius nih?", "kata teman kantor,",
    "Assalamualaikum, sekedar berbagi info", "Ya Allah", "ini beneran?", "Baca deh", "Kabar terbaru:", "gila", "Selamat pagi semuanya,",
    "mohon dibaca sampai habis.", "pagi2 udah dapat kabar begini,", "Izin share,", "ternyata", "sedih banget,", "Bagi yang belum tahu:",
)  # fmt: skip
_AFTER: Final = (
    "sebarkan ke yang lain", "gimana menurut kalian", "hati-hati ya semua", "semoga kita dijauhkan", "parah banget sih", "benar gak ya?",
    "jangan lupa bagikan", "mantap", "kasihan rakyat kecil", "siap-siap aja", "tolong dishare ke grup lain", "biar pada tahu", "gak nyangka",
    "keluarga di sana tolong kabari", "makin yakin deh", "dari kemarin rame terus", "aneh tapi nyata", "begini nasib kita", "cek videonya",
    "kuota terbatas", "buruan sebelum terlambat", "merinding bacanya", "saya sih percaya", "katanya besok ada pengumuman", "ngeri ah",
)  # fmt: skip
_NUMERALS: Final = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()
_ROLES: Final = frozenset(
    "bupati gubernur walikota presiden menteri kapolri kapolres kades camat lurah sekda kepala ketua direktur".split()
)
_NEAR: Final = ("wakil", "mantan", "calon", "istri", "anak", "ajudan", "adik", "eks")
_NEGATE: Final = ("tidak", "batal", "bukan", "belum", "menolak", "tidak jadi")
_NEGATED: Final = frozenset("tidak tak bukan belum batal tanpa gagal menolak".split())


def _fields() -> tuple[list[list[list[str]]], dict[str, list[tuple[int, int]]]]:
    table = fields()
    groups: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    forms: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for word, key in table.same.items():
        for field, place in table.fields.get(key, ()):
            groups[field][place].append(word)
            forms[word].append((field, place))
    numbered = sorted(groups)
    at = {field: k for k, field in enumerate(numbered)}
    listed = [[groups[field][place] for place in sorted(groups[field])] for field in numbered]
    spot = {field: {place: k for k, place in enumerate(sorted(groups[field]))} for field in numbered}
    return listed, {word: [(at[f], spot[f][p]) for f, p in spots] for word, spots in forms.items()}


#: Words by field, then by what excludes one another; and where each word stands in it.
FIELDS, FORMS = _fields()


class Example(NamedTuple):
    """A message, the number of its fact-check, whether it carries that claim, and what was changed ("" nothing)."""

    text: str
    row: int
    right: bool
    change: str


class Changer:
    """Replaces details by others of their kind that the given rows name."""

    def __init__(self, rows: pd.DataFrame, reader: Reader, rng: random.Random) -> None:
        """Collect names, places and what follows what in titles and openings."""
        self._reader, self._rng = reader, rng
        self._after: dict[str, list[str]] = defaultdict(list)
        self._places = sorted(name for name in places() if " " not in name)
        names: set[str] = set()
        for title, narrative in zip(rows.title, rows.narrative, strict=True):
            tokens = _WORD.findall(f"{title} . {narrative[:300]}")
            for left, right in itertools.pairwise(tokens):
                if len(right) > 2 and right[0].isalpha() and right.casefold() not in stop_words():
                    self._after[left.casefold()].append(right)
            names |= {" ".join(run) for run in self._runs(tokens)}
        self._names = sorted(names)

    def _runs(self, tokens: Sequence[str]) -> list[list[str]]:
        runs: list[list[str]] = []
        run: list[str] = []
        for token in [*tokens, ""]:
            if (
                token[:1].isupper()
                and token.casefold() in self._reader.index.names
                and token.casefold() not in places()
            ):
                run.append(token)
            else:
                if 1 <= len(run) <= 3:
                    runs.append(run)
                run = []
        return runs

    def change(self, text: str, core: frozenset[str]) -> tuple[str, str] | None:
        """The text with one word of its claim (stems ``core``) replaced, and the kind of change; None where nothing can be."""
        hits = list(_WORD.finditer(text))
        tokens = [hit[0] for hit in hits]
        keys = stems([token.casefold() for token in tokens])
        if self._rng.random() < 0.25 and (other := self._rival(text, hits)):
            return other
        order = [
            i
            for i, (t, key) in enumerate(zip(tokens, keys, strict=True))
            if key in core or t[0].isdigit() or t.casefold() in _NUMERALS or self._is_name(t)
        ]
        order = [i for i in order if tokens[i].casefold() not in stop_words() or tokens[i].casefold() in _NUMERALS]
        if not order:
            return None
        if self._rng.random() < 0.06 and (modified := self._modified(text, hits)):
            return modified, "role"
        if self._rng.random() < 0.1 and (turned := self._turned(text, hits, order)):
            return turned, "turning"
        # Numbers and dates are few among words; a third of the changes is theirs where there are any.
        figures = [i for i in order if tokens[i][0].isdigit() or tokens[i].casefold() in {*_NUMERALS, *MONTHS}]
        first = figures if self._rng.random() < 0.35 else []
        for i in [*first, *self._rng.sample(order, len(order))]:
            found = self._other(tokens, i)
            if found is None:
                continue
            new, width, kind = found
            old = text[hits[i].start() : hits[i + width - 1].end()]
            if new.casefold() == old.casefold() or stems([new.casefold()]) == stems([old.casefold()]):
                continue
            new = new.upper() if old.isupper() and len(old) > 3 else new.lower() if old.islower() else new
            return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _, new=new: new, text, flags=re.IGNORECASE), kind  # type: ignore[misc]
        return None

    def _is_name(self, token: str) -> bool:
        return token.casefold() in self._reader.index.names or token.casefold() in places()

    def _rival(self, text: str, hits: Sequence[re.Match[str]]) -> tuple[str, str] | None:
        """One word replaced by another of its field of meaning: another animal, illness, office, or the opposite verb."""
        found = []
        for hit in hits:
            low = hit[0].casefold()
            if low in FORMS:
                found.append((hit, low))
        if not found:
            return None
        hit, low = self._rng.choice(found)
        field, place = self._rng.choice(FORMS[low])
        new = self._rng.choice([word for at, words in enumerate(FIELDS[field]) if at != place for word in words])
        if low.startswith("di") and low not in ("di", "diabetes", "dinas") and not new.startswith("di"):
            passive = [w for at, ws in enumerate(FIELDS[field]) if at != place for w in ws if w.startswith("di")]
            new = self._rng.choice(passive) if passive else new
        new = new.upper() if hit[0].isupper() and len(new) > 2 else new.title() if hit[0][0].isupper() else new
        return text[: hit.start()] + new + text[hit.end() :], "field"

    def _modified(self, text: str, hits: Sequence[re.Match[str]]) -> str | None:
        """Somebody near to the person the text names."""
        roles = [
            hit
            for hit in hits
            if hit[0].casefold() in _ROLES or (hit[0][0].isupper() and hit[0].casefold() in self._reader.index.names)
        ]
        if not roles:
            return None
        at = self._rng.choice(roles).start()
        return f"{text[:at]}{self._rng.choice(_NEAR)} {text[at:]}"

    def _turned(self, text: str, hits: Sequence[re.Match[str]], order: Sequence[int]) -> str | None:
        bare = [i for i, hit in enumerate(hits) if hit[0].casefold() in _NEGATED]
        if bare:
            hit = hits[self._rng.choice(bare)]
            return text[: hit.start()] + self._rng.choice(("", "sudah", "akhirnya")) + text[hit.end() :]
        verbs = [i for i in order if re.match(r"(?:me|di|ber|ter)[a-z]{4,}", hits[i][0].casefold())]
        if not verbs:
            return None
        at = hits[self._rng.choice(verbs)].start()
        return f"{text[:at]}{self._rng.choice(_NEGATE)} {text[at:]}"

    def _other(self, tokens: Sequence[str], i: int) -> tuple[str, int, str] | None:
        token = tokens[i]
        low = token.casefold()
        if token[0].isdigit():
            return self._number(token), 1, "number"
        if low in _NUMERALS:
            return self._rng.choice([n for n in _NUMERALS if n != low]), 1, "number"
        if low in MONTHS:
            return self._rng.choice([m for m in MONTHS if m != low]).title(), 1, "date"
        if low in places():
            return self._rng.choice(self._places).title(), 1, "place"
        if low in self._reader.index.names:
            width = 1
            while i + width < len(tokens) and width < 3 and tokens[i + width].casefold() in self._reader.index.names:
                width += 1
            return self._rng.choice(self._names), width, "name"
        pool = self._after.get(tokens[i - 1].casefold(), []) if i else []
        if len(set(pool)) < 4 or self._rng.random() < 0.25:
            pool = self._after[self._rng.choice(("yang", "di", "dan", "untuk"))]
        return self._rng.choice(pool), 1, "word"

    def _number(self, token: str) -> str:
        if re.fullmatch(r"(?:19|20)\d\d", token):
            return str(int(token) + self._rng.choice((-4, -3, -2, -1, 1, 2, 3)))
        digits = [
            self._rng.choice("123456789") if c.isdigit() and (k == 0 or c != "0") else c for k, c in enumerate(token)
        ]
        return "".join(digits)


def passed_on(text: str, rng: random.Random) -> str:
    """A text as people pass it on."""
    clauses = [part for part in re.split(r"(?<=[,.!?;])\s+", text) if part.strip()]
    if len(clauses) > 1 and rng.random() < 0.2:
        rng.shuffle(clauses)
    words = " ".join(clauses).split()
    lost = rng.choice((0.0, 0.04, 0.08, 0.15))
    chat = rng.choice((0.0, 0.3, 0.8))
    out = []
    for word in words:
        low = word.casefold()
        # Names and numbers are what a message is about: they are rarely lost.
        if rng.random() < (lost if low in stop_words() or not (word[0].isupper() or word[0].isdigit()) else lost / 4):
            continue
        out.append(rng.choice(_CHAT[low]) if low in _CHAT and rng.random() < chat else word)
    said = " ".join(out)
    said = said.lower() if rng.random() < 0.35 else said.upper() if rng.random() < 0.06 else said
    before = rng.choice(_BEFORE) + " " if rng.random() < 0.35 else ""
    after = ", " + rng.choice(_AFTER) if rng.random() < 0.45 else ""
    return f"{before}{said}{after}"


def bare_title(title: str) -> str:
    """A title without its tag and without what it says of the form ("Video", "Tangkapan layar")."""
    return _HEAD.sub("", title).strip(" “”\"':")


def core_of(title: str) -> frozenset[str]:
    """Stems of what a title says."""
    tokens = [token.casefold() for token in _WORD.findall(bare_title(title))]
    return frozenset(stems([t for t in tokens if t not in stop_words() and len(t) > 2]))


def examples(rows: pd.DataFrame, reader: Reader, picked: Sequence[int], seed: int) -> list[Example]:
    """True and changed messages about the fact-checks of the given numbers, and messages about others of the same hoax."""
    rng = random.Random(seed)
    changer = Changer(rows.iloc[list(picked)], reader, rng)
    mates: dict[Any, list[int]] = rows.iloc[list(picked)].groupby("cluster").groups
    out: list[Example] = []
    for row in picked:
        title, told = bare_title(rows.title[row]), rows.narrative[row].split()
        opening = " ".join(told[: rng.randint(9, 28)]) if len(told) >= 6 else ""
        core = core_of(title)
        for base in _bases(title, opening, rng):
            message = passed_on(base, rng)
            out.append(Example(message, row, True, ""))
            for _ in range(2):
                changed = changer.change(base, core)
                if changed is not None:
                    out.append(Example(passed_on(changed[0], rng), row, False, changed[1]))
        near = [int(other) for other in mates[rows.cluster[row]] if other != row and rows.narrative[other].strip()]
        if near:
            other = rng.choice(near)
            words = rows.narrative[other].split()
            if len(words) >= 8:
                out.append(Example(passed_on(" ".join(words[: rng.randint(9, 26)]), rng), row, True, "mate"))
    return [example for example in out if len(example.text.split()) >= 5]


def _bases(title: str, opening: str, rng: random.Random) -> list[str]:
    if not opening:
        return [title] if len(title.split()) >= 4 else []
    both = f"{title}. {opening}" if rng.random() < 0.5 else f"{opening} {title}"
    return [opening, rng.choice((title, both))] if len(title.split()) >= 4 else [opening]
