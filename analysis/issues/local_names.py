"""Names of issues of a local office: matter, state and place, as an officer would write them on a card.

Complaints have no headline, and a citizen's sentence is no name. Where most posts tell of one matter the name is
composed: "Air PDAM keruh dan mati di Banyuasri dan Tegalrandu". A matter that fact-checkers doubt is called a claim
("Klaim jembatan roboh di Kali Wening"): a name never pronounces a verdict. Otherwise the headlines give a phrase
(`analysis.issues.naming`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from analysis.issues.matters import Matter, matters
from analysis.issues.reading import PostReading, sum_of

_MAIN_SHARE = 0.4
_TURN_SHARE = 0.25
_PLACE_SHARE = 0.4
_SECOND_PLACE = 0.3
_TWO_PLACES = 0.5
_KEPT_PLACE = 0.2
_CLAIM_SHARE = 0.2
_SUM_SHARE = 0.4
_DISPUTED = 0.6
_SPREAD = 0.4
_ROAD = "jalan-"


def compose_name(
    readings: Sequence[PostReading], texts: Sequence[tuple[str, str]], names: Mapping[str, str], *, previous: str = ""
) -> str:
    """The composed name; "" when no matter carries most of the posts.

    Args:
        readings: of the issue's distinct texts, oldest first.
        texts: (title, text) of the same.
        names: place keys and district codes → how the place is written.
        previous: the name it has; kept while matter and places agree with it.
    """
    matter = _main(readings)
    if matter is None:
        return ""
    known = sum(bool(reading.claims) for reading in readings) >= _CLAIM_SHARE * len(readings)
    stances = Counter(reading.stance for reading in readings)
    told = stances["spreads"] + stances["denies"]
    disputed = stances["denies"] > 0 and told >= _DISPUTED * len(readings)
    rumour = matter.rumour and told >= _SPREAD * len(readings) and not any(reading.news for reading in readings)
    claim = known or disputed or rumour
    what = _state(matter, readings)
    if claim:
        money = _sum(readings)
        what = f"Klaim {_lower(f'{what.split()[0]} {money}' if money else what)}"
    chosen = _places(matter, readings, texts, names)
    if previous and _still_true(previous, what, chosen, readings, names):
        return previous
    return f"{what} {_where(chosen)}".strip()


def _main(readings: Sequence[PostReading]) -> Matter | None:
    weights: Counter[str] = Counter()
    for reading in readings:
        weights.update(dict(reading.matters))
    if not weights:
        return None
    key = min(weights, key=lambda one: (-weights[one], one))
    known = matters().get(key)
    told = sum(1 for reading in readings if key in reading.matters)
    return known if known and known.name and told >= _MAIN_SHARE * len(readings) else None


def _state(matter: Matter, readings: Sequence[PostReading]) -> str:
    """The matter with what is told of it most: "Air PDAM keruh dan mati"."""
    n = len(readings)
    base = next(
        (name for word, name in matter.titles if sum(word in r.text for r in readings) >= _TURN_SHARE * n), matter.name
    )
    counts = [
        (sum(1 for reading in readings if any(_says(reading.text, phrase) for phrase in turn.phrases)), turn.name)
        for turn in matter.turns
    ]
    told = [(count, name) for count, name in counts if count >= _TURN_SHARE * n]
    whole = [(count, name) for count, name in told if name[:1].isupper()]
    if whole:
        return max(whole, key=lambda item: item[0])[1]
    states = [name for _, name in sorted(told, key=lambda item: -item[0])[:2]]
    return f"{base} {' dan '.join(states)}".strip()


def _says(text: Sequence[str], phrase: tuple[str, ...]) -> bool:
    if len(phrase) == 1:
        return phrase[0] in text
    return any(tuple(text[at : at + len(phrase)]) == phrase for at in range(len(text)))


def _sum(readings: Sequence[PostReading]) -> str:
    """The sum of money that many posts name: "Rp600.000"."""
    counts = Counter(value for reading in readings for value in {sum_of(word) for word in reading.words} if value)
    value, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return f"Rp{value:,}".replace(",", ".") if count >= _SUM_SHARE * len(readings) else ""


def _places(
    matter: Matter, readings: Sequence[PostReading], texts: Sequence[tuple[str, str]], names: Mapping[str, str]
) -> tuple[str, ...]:
    """The place or two that belong into the name, a road's two ends joined by a dash."""
    n = len(readings)
    spots = _counts([reading.places for reading in readings], names)
    districts = _counts([reading.districts for reading in readings], names)
    if matter.key.startswith(_ROAD):
        ends = _ends([name for name, _ in (spots + districts).most_common(8)], texts)
        if ends:
            return (ends,)
    if matter.bound != "network" and spots:
        best, count = _top(spots)[0]
        if count >= _PLACE_SHARE * n:
            return (best,)
    wide = [(name, count) for name, count in _top(districts) if count >= _SECOND_PLACE * n][:2]
    covered = sum(1 for reading in readings if any(names.get(code) in dict(wide) for code in reading.districts))
    return tuple(name for name, _ in wide) if covered >= _TWO_PLACES * n else ()


def _counts(found: Sequence[frozenset[str]], names: Mapping[str, str]) -> Counter[str]:
    """Posts per written name: a village and its kelurahan of one name count once."""
    return Counter(name for keys in found for name in {names[key] for key in keys if key in names})


def _top(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))


def _ends(candidates: Sequence[str], texts: Sequence[tuple[str, str]]) -> str:
    """Two places that posts name as the ends of one road: "Girimukti–Watupasang"; "" for none."""
    if len(candidates) < 2:
        return ""
    either = "|".join(re.escape(name.lower()) for name in sorted(set(candidates), key=lambda name: (-len(name), name)))
    pair = re.compile(rf"(?<!\w)({either})(?:\s*[-–—]\s*|\s+(?:arah|ke|menuju)\s+|\s+)({either})(?!\w)")
    counts: Counter[tuple[str, str]] = Counter()
    for title, text in texts:
        counts.update({found for found in pair.findall(f"{title}\n{text[:1000]}".lower()) if found[0] != found[1]})
    if not counts:
        return ""
    best, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    written = {name.lower(): name for name in candidates}
    return f"{written[best[0]]}–{written[best[1]]}" if count >= max(2, 0.08 * len(texts)) else ""


def _where(chosen: tuple[str, ...]) -> str:
    if not chosen:
        return ""
    return chosen[0] if "–" in chosen[0] else f"di {' dan '.join(chosen)}"


def _still_true(
    previous: str, what: str, chosen: tuple[str, ...], readings: Sequence[PostReading], names: Mapping[str, str]
) -> bool:
    """Does the old name say the same matter, and only places that are still talked of, and miss none of today's?"""
    if not previous.lower().startswith(" ".join(what.lower().split()[:2])):
        return False
    low = previous.lower()
    missing = [part for place in chosen for part in place.split("–") if part.lower() not in low]
    if missing:
        return False
    counts = _counts([reading.places | reading.districts for reading in readings], names)
    named = [name for name in counts if name.lower() in low]
    return all(counts[name] >= _KEPT_PLACE * len(readings) for name in named)


def _lower(text: str) -> str:
    """The first letter small, unless the word is an acronym."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


_BEGINS = re.compile(
    r"^(?:[A-Z][\w.-]*\s){1,3}(?:Raih|Meraih|Gelar|Menggelar|Adakan|Luncurkan|raih|meraih|gelar|menggelar)\s+(?=\S+\s\S)"
)
_ENDS = re.compile(
    r"^((?:\S+\s){2,7}?)(?:Digelar|Diikuti|Dibuka|Dipadati|Diresmikan|Dimulai|Berlangsung|Meriah|digelar|diikuti|dibuka|"
    r"dipadati|diresmikan|dimulai|berlangsung|meriah)\b"
)


def event_of(phrase: str) -> str:
    """A headline's event as a noun phrase; one without such a verb stays.

    "Wanasari Raih Penghargaan Provinsi" → "Penghargaan Provinsi"; "Festival Layang-Layang Diikuti 300 Peserta" →
    "Festival Layang-Layang".
    """
    cut = _BEGINS.sub("", phrase)
    found = _ENDS.match(cut)
    shorter = found[1].strip() if found else cut
    return shorter[:1].upper() + shorter[1:]
