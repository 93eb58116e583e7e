"""Names of issues: a short noun phrase from the posts' own words, as an officer would write it on a card.

Every run of three to eight words inside a headline is a candidate. A word is worth the share of the issue's headlines
that use it, so words of one headline only cost more than they bring, and the phrase is cut back to what the posts have
in common. Labels ("VIDEO:"), outlet names and clickbait openings are taken off first. Where a place is mentioned by
many posts and missing from the phrase, it is added. A name once given stays until the posts speak of something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.stories.features import STOP_WORDS, fold_word
from analysis.text.word_set import word_set
from analysis.text.wording import NEGATION, normal, unwrap_text, unwrap_title

MOST_HEADLINES = 100
MOST_SOURCES = 40
MOST_CHARS = 80
_COST_OF_A_WORD = 0.22
_KEEPS_NAME = 0.35

_WORD = re.compile(r"[^\W_]+(?:[-'/.][^\W_]+|,\d+)*")
_BREAK = re.compile(r"[:;|!?\"“”‘’()\[\]…\n]|\s[-–—]\s|,\s|\.\s|\.\.+")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.!?](?:\s|$)|\n")
_TAG = re.compile(r"[#@]\w+")
_PLACE = re.compile(
    r"\b(?:di|ke|dari)\s+((?:(?:Kec|Kab|Kel)\.?\s|(?:Desa|Kelurahan|Kecamatan|Kabupaten|Kota|Jalan|Jl\.?|Pasar|Pulau)\s)?"
    r"[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,}){0,2})"
)
_OPENERS = word_set(
    "viral heboh geger terungkap terkuak begini ini inilah simak intip fakta fakta-fakta kronologi alasan deretan daftar "
    "potret momen detik-detik penampakan ternyata miris ngeri waduh duh wow terbaru terkini populer top video foto cek "
    "mengapa kenapa bagaimana apa siapa kapan kata soal usai imbas buntut diduga jadi breaking news awas tolong woi bang "
    "min halo mohon info infonya lapor parah banget sumpah respons reaksi tanggapan profil sosok"
)
_EDGE = word_set(
    "di ke dari yang dan atau untuk dengan pada oleh dalam sebagai akan bisa tak tidak belum sudah masih juga hingga agar "
    "saat setelah sebelum karena bagi tentang para ini itu nya pun kah lah lagi per vs via jelang sejak demi kepada "
    "terhadap antara bila jika kalau"
)
# adjectives, verbs and number words that no noun phrase starts with
_WEAK_START = word_set(
    "yakin setujui tewas juta ribu miliar triliun persen nyata segini bikin buat punya tahan capai naik turun sebut minta "
    "cabut sita akui klaim harap ungkap puji raih gelar ajak bantah resmi mau ingin pakai banyak makin paling cs dkk "
    "orang kembali by the a an of to in at on for and"
)
# a name never pronounces a verdict, even when a headline does
_VERDICT = word_set("hoaks hoax hoak")
_VERB = re.compile(r"^(?:meng|meny|mem|men|me|di|ber|ter)[a-z]{4,}$")
_KEEP_VERBLIKE = word_set(
    "berita beras berkas bersih terminal termal dinas dinding direktur direksi digital disdik dishub dinkes medan media "
    "mesin menteri mentawai merah metro meter mei bersama dividen diskon difabel berau terpadu menara merapi meikarta "
    "terorisme teras terong diesel diare"
)


@dataclass(frozen=True, slots=True)
class IssueName:
    """A name and the words that mark the issue, most telling first."""

    name: str
    keywords: tuple[str, ...]


def headline(title: str, text: str) -> str:
    """The headline of a post, or the first sentence of one that has none; wrapping off."""
    line = unwrap_title(title) if title.strip() else unwrap_text(text[:600])
    line = _TAG.sub(" ", normal(line)).strip()
    if not title.strip():
        line = _SENTENCE_END.split(line, maxsplit=1)[0]
    return " ".join(line.split())[:200]


def name_issue(
    posts: Sequence[tuple[str, str]],
    *,
    previous: str = "",
    places: Sequence[str] = (),
    rarity: Mapping[str, float] | None = None,
) -> IssueName:
    """Name an issue.

    Args:
        posts: (title, text) of its posts, copies folded, oldest first.
        previous: the name it has; kept unless the posts moved away from it.
        places: names of places found in the posts, most frequent first; used when the phrase names none.
        rarity: how telling a folded word is (e.g. idf); 1 for words it lacks.
    """
    lines = [line for line in (headline(title, text) for title, text in _spread(posts)) if line]
    share = _shares(lines)
    marks = _keywords(lines, share, rarity or {})
    if previous and _worth(previous, share) >= _KEEPS_NAME:
        return IssueName(previous, marks)
    found = _best_phrase(lines, share, rarity or {})
    if not found:
        return IssueName(previous or "Isu tanpa judul", marks)
    return IssueName(_with_place(found, lines, places), marks)


def _spread(posts: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """At most `MOST_HEADLINES` posts, evenly over time."""
    if len(posts) <= MOST_HEADLINES:
        return posts
    step = len(posts) / MOST_HEADLINES
    return [posts[int(number * step)] for number in range(MOST_HEADLINES)]


def _spread_lines(segments: list[list[str]]) -> list[list[str]]:
    """At most `MOST_SOURCES` segments, evenly: enough to find the common phrase in."""
    step = max(1, len(segments) // MOST_SOURCES)
    return segments[::step]


def _stems(line: str) -> list[str]:
    return [stem for stem in (fold_word(word.lower()) for word in _WORD.findall(line)) if stem]


def _shares(lines: Sequence[str]) -> dict[str, float]:
    """Share of the lines that use a folded word."""
    counts = Counter(stem for line in lines for stem in set(_stems(line)))
    return {stem: count / len(lines) for stem, count in counts.items()}


def _worth(name: str, share: Mapping[str, float]) -> float:
    """How much of the posts' talk a name covers: mean share of its two best words."""
    best = sorted((share.get(stem, 0.0) for stem in set(_stems(name))), reverse=True)[:2]
    return sum(best) / len(best) if best else 0.0


def _segments(line: str) -> Iterator[list[str]]:
    for part in _BREAK.split(line):
        words = _WORD.findall(part)
        while words and words[0].lower() in _OPENERS:
            words = words[1:]
        if words:
            yield words


def _verb_like(word: str) -> bool:
    low = word.lower()
    return bool(_VERB.match(low)) and low not in _KEEP_VERBLIKE


@dataclass(frozen=True, slots=True)
class _Talk:
    """How the headlines of one issue use their words.

    Args:
        share: share of the lines that use a folded word.
        rarity: how telling a folded word is, 0–1.
        after: share of a word's occurrences that are followed by the given next word (for pairs seen twice and more).
        before: share of a word's occurrences that follow the given word before it.
    """

    share: Mapping[str, float]
    rarity: Mapping[str, float]
    after: Mapping[tuple[str, str], float]
    before: Mapping[tuple[str, str], float]


def _listen(segments: Sequence[Sequence[str]], share: Mapping[str, float], rarity: Mapping[str, float]) -> _Talk:
    pairs: Counter[tuple[str, str]] = Counter()
    words: Counter[str] = Counter()
    for segment in segments:
        low = [word.lower() for word in segment]
        words.update(low)
        pairs.update(pairwise(low))
    often = {pair: count for pair, count in pairs.items() if count > 1}
    top = max(rarity.values(), default=1.0)
    return _Talk(
        share,
        {stem: rarity.get(stem, top) / top for stem in share},
        {pair: count / words[pair[0]] for pair, count in often.items()},
        {pair: count / words[pair[1]] for pair, count in often.items()},
    )


def _phrases(words: Sequence[str], talk: _Talk) -> Iterator[tuple[tuple[str, ...], float]]:
    """Runs of two to eight words with a clean beginning and end, and what their cut costs."""
    low = [word.lower() for word in words]
    for start in range(len(words)):
        if low[start] in _EDGE or low[start] in _WEAK_START or _verb_like(words[start]):
            continue
        if start and (low[start - 1] in NEGATION or low[start - 1][0].isdigit()):
            continue  # "tidak yakin" must not become "yakin", nor "7,39 juta" "juta"
        cut = talk.before.get((low[start - 1], low[start]), 0.0) if start else 0.0
        for end in range(start + 2, min(start + 8, len(words)) + 1):
            last = low[end - 1]
            if last in _EDGE or last in STOP_WORDS or last in NEGATION or last.startswith("meng"):
                continue
            torn = talk.after.get((last, low[end]), 0.0) if end < len(words) else 0.0
            if not _VERDICT & {*low[start:end]}:
                yield tuple(words[start:end]), 0.3 * (cut + torn)


def _best_phrase(lines: Sequence[str], share: Mapping[str, float], rarity: Mapping[str, float]) -> str:
    """The phrase with the highest sum of word worths; the first headline when none has two words."""
    segments = [words for line in lines for words in _segments(line)]
    talk = _listen(segments, share, rarity)
    scores: dict[tuple[str, ...], float] = {}
    worth: dict[tuple[str, ...], float] = {}
    shown: dict[tuple[str, ...], str] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for words in _spread_lines(segments):
        for phrase, cost in _phrases(words, talk):
            key = tuple(word.lower() for word in phrase)
            counts[key] += 1
            if key not in worth:
                worth[key] = _score(phrase, talk)
                shown[key] = " ".join(phrase)
            scores[key] = max(scores.get(key, -9.0), worth[key] - cost)
    best = max(
        scores,
        key=lambda key: (scores[key] + 0.15 * min(counts[key] / len(lines), 1.0), -len(key), shown[key]),
        default=None,
    )
    return _fit(shown[best] if best else (_plain(lines[0]) if lines else ""))


def _plain(line: str) -> str:
    return " ".join(word for word in line.split() if word.lower().strip(":,.") not in _VERDICT)


def _score(phrase: Sequence[str], talk: _Talk) -> float:
    score, used = 0.0, set[str]()
    for word in phrase:
        stem = fold_word(word.lower())
        if not stem or stem in used:
            score -= 0.06
            continue
        used.add(stem)
        share = talk.share.get(stem, 0.0)
        score += share * (0.4 + 0.6 * talk.rarity.get(stem, 1.0)) - _COST_OF_A_WORD * (1.0 if share < 0.5 else 0.4)
    if len(used) < 2:
        score -= 0.5
    return score - (0.25 if len(phrase) < 3 else 0.0)


def _fit(text: str) -> str:
    """At most `MOST_CHARS` characters, whole words, first letter large."""
    words = text.split()[:8]
    while len(" ".join(words)) > MOST_CHARS and len(words) > 1:
        words.pop()
    while len(words) > 2 and words[-1].lower() in _EDGE:
        words.pop()
    short = " ".join(words)[:MOST_CHARS]
    return short[:1].upper() + short[1:]


def _with_place(name: str, lines: Sequence[str], places: Sequence[str]) -> str:
    """The name with the place that most posts mention, where it names none."""
    counts = Counter(place for line in lines for place in {found.strip() for found in _PLACE.findall(line)})
    mentioned = [place for place, count in counts.most_common(5) if count >= max(2, 0.3 * len(lines))]
    low = name.lower()
    for place in [*places, *mentioned]:
        core = place.split()[-1].lower()
        if core in low:
            return name
    chosen = next(iter([*places, *mentioned]), "")
    longer = f"{name} di {chosen}"
    return longer if chosen and len(longer) <= MOST_CHARS and len(longer.split()) <= 9 else name


def _keywords(lines: Sequence[str], share: Mapping[str, float], rarity: Mapping[str, float]) -> tuple[str, ...]:
    """Up to six telling words as most posts write them."""
    forms: dict[str, Counter[str]] = {}
    for line in lines:
        for word in _WORD.findall(line):
            stem = fold_word(word.lower())
            if stem and not word.isdigit():
                forms.setdefault(stem, Counter())[word.lower()] += 1
    enough = 1.5 / len(lines) if len(lines) > 2 else 0.0
    ranked = sorted(forms, key=lambda stem: (-share[stem] * rarity.get(stem, 1.0), stem))
    chosen = [stem for stem in ranked if share[stem] >= enough][:6]
    return tuple(min(forms[stem], key=lambda form: (-forms[stem][form], form)) for stem in chosen)
