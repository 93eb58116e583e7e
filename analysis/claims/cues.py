"""Cue words and outward signs of chain messages and unverified claims.

A cue asks for a check; it never says that something is false (field guide 11). Families: ``spread``, ``origin``,
``pressure``, ``bait``, ``claim_style``, ``pious_bait``. Words that officials use as often as pranksters
("waspada", "resmi", "hadiah") are *weak*: they count only beside a strong cue of another family.

Spans are character positions ``[start, end)`` in the text exactly as given.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from analysis.personal.guards import folded
from analysis.text.word_patterns import PatternTable, word_forms
from analysis.text.word_set import word_set
from kentongan.core.urls import host_of

FAMILIES: Final = ("spread", "origin", "pressure", "bait", "claim_style", "pious_bait")
#: Longest text that is read for cues: chain messages are short, and an article's cues stand at its head.
READ: Final = 3_000
#: Reports kept: copies come close together, and one post is asked about by several steps.
REMEMBERED: Final = 8_192

_URL: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']{3,300}|\b[a-z0-9][a-z0-9.-]{0,80}\.[a-z]{2,10}/[^\s<>\"']{1,200}", re.IGNORECASE
)
#: What every address without a scheme, and every bare domain, holds; the plain first letter lets a search skip to it.
_SLASHED: Final = re.compile(r"\.[a-z]{2,10}/", re.IGNORECASE)
_ENDING: Final = re.compile(
    r"\.(?:id|com|xyz|top|site|online|club|vip|icu|info|live|shop|ly|me|app|dev|net|org)\b", re.IGNORECASE
)
_BARE: Final = re.compile(
    r"\b(?:[a-z0-9-]{1,60}\.){1,4}(?:id|com|xyz|top|site|online|club|vip|icu|info|live|shop|ly|me|app|dev|net|org)\b",
    re.IGNORECASE,
)
_SHOUT: Final = re.compile(r"[!?]{2,}|[❗‼⁉]")
_EMOJI: Final = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_FORWARDED: Final = re.compile(
    r"diteruskan berkali-kali|^\W{0,4}(?:diteruskan|forwarded(?: many times)?|fwd|fw)\b", re.IGNORECASE | re.MULTILINE
)
#: A day of the month or a year; the plain first digit lets a search skip to it.
_DATE: Final = re.compile(
    r"\d(?<!\w\d)(?:\d?[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|(?:(?<=1)9|(?<=2)0)\d\d\b|"
    r"\d? (?i:(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|agt|ags|sep|okt|nov|nop|des)[a-z]{0,6})\b)"
)
_DAYS: Final = word_set("senin selasa rabu kamis jumat sabtu minggu ahad")
_FRIDAY: Final = re.compile(r"\bjum'at\b")
_NAMED: Final = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]{2,30}\b")
_LETTER: Final = re.compile(
    r"\bsurat (?:edaran|resmi|keputusan|pemberitahuan|undangan|perintah|tugas)\b", re.IGNORECASE
)
_LETTER_NUMBER: Final = re.compile(r"\bno(?:mor|\.)?\s{0,2}:?\s{0,2}[\w.]{0,12}[/\d]", re.IGNORECASE)
_TAG: Final = re.compile(
    r"^\W{0,6}[\[(【]\s{0,2}([^\])】]{2,30})[\])】]|"
    r"^\W{0,4}(cek fakta|periksa fakta|hoaks|hoax|klarifikasi)\b\s{0,2}[:|\-–,!]",
    re.IGNORECASE,
)
#: "Katanya nanti diperbaiki" complains of a promise and passes no hearsay on.
_PROMISE: Final = re.compile(r"\s(?:nanti|mau|akan|bakal|dalam waktu dekat|segera|tunggu)\b", re.IGNORECASE)
_DO_NOT: Final = re.compile(
    r"\b(?:(jangan|jgn|jng|jangn|gausah|hindari|stop|(?:gak|ga|nggak|ngga|tidak|tdk|tak|ndak) ?(?:usah|perlu|boleh))|"
    r"(?:gak|ga|nggak|ngga|tidak|tdk|tak|ndak) ?(?:pernah|ada)?)"
    r"(?: (?:lagi|dulu|asal|sembarang(?:an)?|mudah|gampang|langsung|ikut|sampai|pernah|ada|yg|yang|meng))*\s{1,2}(?:me(?:ng|n|m)?|di)?$",
    re.IGNORECASE,
)
#: "go.id" where it doesn't end the host, in other letters, or with a hyphen.
_DRESSED: Final = re.compile(
    r"go\.id[.-]|[-_]go[.-]id|go-id\b|gov-?id\b|-go\.id$|\.g[o0]\.[l1]d$|\.(?:g0|qo|9o)\.id$", re.IGNORECASE
)
_DIGITS_AS_LETTERS: Final = str.maketrans("0135", "oies")
_CAPITALS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS: Final = _CAPITALS + _CAPITALS.lower()
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_NAME_NEAR: Final = re.compile(
    r"\b(?:pak|bapak|ibu|bu|dr|prof|kepala|kadis|dinas|bmkg|bpbd|polres|polda|kemen\w{2,12})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One hit: its family and its place ``[start, end)`` in the text as given; ``weak`` words never count alone."""

    kind: str
    start: int
    end: int
    weak: bool = False


@dataclass(frozen=True, slots=True)
class CueReport:
    """All cues of a text, its outward signs (structural features), and whether the debunk guard speaks.

    Args:
        cues: in the order of the text.
        signs: names of structural features: "capitals", "shouting", "emoji", "no_anchor", "forwarded", "shortlink",
            "lookalike_domain", "letter_without_number".
        debunk_words: a word of denial or clarification occurs.
        debunk_tag: the text opens with a fact-checker's tag ("[SALAH]", "Cek Fakta:").
        capital_share: share of capitals among the letters, 0–1.
    """

    cues: tuple[Cue, ...]
    signs: tuple[str, ...]
    debunk_words: bool
    debunk_tag: bool
    capital_share: float = 0.0

    @property
    def telling_signs(self) -> tuple[str, ...]:
        """Signs that ordinary posts seldom bear: without missing dates and many emoji."""
        return tuple(sign for sign in self.signs if sign not in {"no_anchor", "emoji"})

    @property
    def strong(self) -> frozenset[str]:
        """Families with a strong cue."""
        return frozenset(cue.kind for cue in self.cues if not cue.weak)

    @property
    def families(self) -> tuple[str, ...]:
        """Families that count: strong ones, and weak ones beside a strong one of another family."""
        strong = {cue.kind for cue in self.cues if not cue.weak}
        weak = {cue.kind for cue in self.cues if cue.weak}
        return tuple(kind for kind in FAMILIES if kind in strong or (kind in weak and strong - {kind}))

    @property
    def suspicious(self) -> bool:
        """The field guide's rule: two families, or one family and one structural feature."""
        families = self.families
        if len(families) != 1:
            return len(families) >= 2
        # Most short posts name no date and no place, so that alone says little beside a shout or an "it turns out".
        telling = set(self.signs) - ({"no_anchor"} if families[0] in {"pressure", "claim_style"} else set())
        return bool(telling)


@cache
def tables() -> Mapping[str, Any]:
    """The editable tables of ``analysis/data/cues.toml``."""
    return tomllib.loads(resources.files("analysis").joinpath("data", "cues.toml").read_text("utf-8"))


@cache
def _patterns() -> PatternTable:
    words = {f"{kind} {strength}": tables()[kind][strength] for kind in FAMILIES for strength in ("strong", "weak")}
    return PatternTable.build({**words, "debunk": tables()["debunk"]["words"]})


def find_cues(text: str) -> tuple[Cue, ...]:
    """Cues of the first `READ` characters, in order, without overlaps inside one family."""
    return _find(text[:READ])[0]


def _find(head: str) -> tuple[tuple[Cue, ...], bool]:
    """Cues of a text, and whether it bears a word of denial."""
    found: list[Cue] = []
    debunk = False
    for name, start, end in _patterns().hits(head):
        kind, _, strength = name.partition(" ")
        if kind == "debunk":
            debunk = True
        elif not _excused(kind, head, start, end, weak=strength == "weak"):
            found.append(Cue(kind, start, end, strength == "weak"))
    found.sort(key=lambda cue: (cue.start, cue.weak, cue.kind))
    kept: list[Cue] = []
    for cue in found:
        if not any(old.kind == cue.kind and old.start < cue.end and cue.start < old.end for old in kept):
            kept.append(cue)
    return tuple(kept), debunk


def _excused(kind: str, text: str, start: int, end: int, *, weak: bool) -> bool:
    """No cue: a named source (field guide 11), a promise that was not kept, and what a warning tells people not to do."""
    if kind == "origin" and weak:
        return bool(_NAME_NEAR.search(text[end : end + 40]) or _PROMISE.match(text[end : end + 20]))
    if kind not in {"bait", "spread"}:
        return False
    told = _DO_NOT.search(text[max(0, start - 40) : start])
    # "Jika tidak sebarkan …" is a threat of chain messages: only "jangan" and its like take a call to spread back.
    return told is not None and (kind == "bait" or told[1] is not None)


@lru_cache(maxsize=REMEMBERED)
def read_cues(text: str) -> CueReport:
    """Cues, outward signs and debunk words of one text."""
    head = text[:READ]
    cues, debunk = _find(head)
    share = capital_share(head)
    return CueReport(cues, _signs(head, share), debunk, debunk_tag(head), share)


def capital_share(text: str) -> float:
    """Share of capitals among the letters, 0–1."""
    # Bytes are counted in C; the few other letters one by one.
    plain = text.encode("ascii", "ignore")
    other = _FOREIGN.findall(text) if len(plain) < len(text) else []
    letters = len(plain) - len(plain.translate(None, _LETTERS)) + sum(map(str.isalpha, other))
    capitals = len(plain) - len(plain.translate(None, _CAPITALS)) + sum(map(str.isupper, other))
    return capitals / (letters or 1)


def debunk_tag(text: str) -> bool:
    """Whether the text opens with a fact-checker's tag: "[SALAH] …", "Cek Fakta: …"."""
    hit = _TAG.match(text[:80])
    if hit is None:
        return False
    if hit[2]:
        return True
    return any(tag in hit[1].casefold() for tag in tables()["debunk"]["tags"] if tag != "berita")


def structure(text: str) -> tuple[str, ...]:
    """Names of the outward signs a text bears (see :class:`CueReport`)."""
    head = text[:READ]
    return _signs(head, capital_share(head))


def _signs(head: str, capitals: float) -> tuple[str, ...]:
    words = len(head.split())
    hosts = link_hosts(head)
    plain, lowered = head.isascii(), folded(head)
    # What a text can't bear without a certain letter or word is not looked for: patterns cost far more than these.
    signs = {
        "capitals": capitals > 0.5 and sum(map(str.isalpha, head)) >= 20,
        "shouting": any(mark in head for mark in "!?❗‼⁉") and bool(_SHOUT.search(head)),
        "emoji": not plain and len(_EMOJI.findall(head)) >= max(3, words // 12),
        "no_anchor": 8 <= words <= 120
        and not hosts
        and not (capitals and _NAMED.search(head))
        and not _dated(head, lowered),
        "forwarded": any(word in lowered for word in ("diterus", "fw", "forward")) and bool(_FORWARDED.search(head)),
        "shortlink": any(is_shortlink(host) for host in hosts),
        "lookalike_domain": any(is_lookalike(host) for host in hosts),
        "letter_without_number": "surat" in lowered and bool(_LETTER.search(head)) and not _LETTER_NUMBER.search(head),
    }
    return tuple(name for name, present in signs.items() if present)


def _dated(head: str, small: str) -> bool:
    """A date or a day of the week in a text, given in small letters, too."""
    return (
        _DATE.search(head) is not None
        or not _DAYS.isdisjoint(word_forms(small))
        or ("jum'at" in small and _FRIDAY.search(small) is not None)
    )


def link_hosts(text: str) -> tuple[str, ...]:
    """Hosts of the addresses in a text, lower case, each once, in order; bare domains included."""
    found: dict[str, None] = {}
    if "://" in text or "www." in text.lower() or _SLASHED.search(text):
        for hit in _URL.finditer(text):
            found.setdefault(host_of(hit[0]).casefold().rstrip("."))
    if _ENDING.search(text):
        for hit in _BARE.finditer(text):
            found.setdefault(hit[0].casefold().removeprefix("www."))
    found.pop("", None)
    return tuple(host for host in found if not any(other != host and other.endswith(f".{host}") for other in found))


@cache
def _domains(*names: str) -> frozenset[str]:
    return frozenset(domain for name in names for domain in tables()["hosts"][name])


def _under(host: str, domains: frozenset[str]) -> bool:
    parts = host.split(".")
    return any(".".join(parts[i:]) in domains for i in range(len(parts)))


def is_shortlink(host: str) -> bool:
    """A link shortener or a chat invitation: the reader can't see where it leads."""
    return _under(host, _domains("shorteners", "chat"))


def is_official(host: str) -> bool:
    """A host under a government (or listed company's) own domain."""
    return _under(host, _domains("official_domains"))


def is_factchecker(host: str) -> bool:
    """A host of a fact-checking desk."""
    return _under(host, _domains("factcheckers"))


def is_lookalike(host: str) -> bool:
    """A domain dressed as an official one: ``bansos-go.id.xyz``, ``kemensos.go.ld``, ``bpjs-2026.site``."""
    if is_official(host):
        return False
    if _DRESSED.search(host):
        return True
    table = tables()["hosts"]
    parts = set(re.split(r"[.\-_\d]+", host)) | set(re.split(r"[.\-_]+", host.translate(_DIGITS_AS_LETTERS)))
    if parts.isdisjoint(table["official_names"]):
        return False
    # A bare official name under an ordinary ending may be anybody's; beside an offer or a cheap ending it poses.
    own = host.rsplit(".", 1)[0]
    names = parts & set(table["official_names"])
    offers = len(names) > 1 or not set(re.split(r"[.\-_\d]+", own)).isdisjoint(set(table["offer_words"]) - names)
    return any(host.endswith(f".{ending}") for ending in table["cheap"]) or offers
