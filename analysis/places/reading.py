"""Which places a post is about, and whether it is about another region than the office's.

Steps of field guide 15: places in the text are matched to the gazetteer; a name that several places carry (Sukamaju,
Kab. or Kota Bogor) is settled by a region named in the same post, then by the office's region, then by the outlet's
home; what stays open says "belum jelas" and gets no code, because a wrong place is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.personal.guards import folded
from analysis.places.company import Mention
from analysis.places.gazetteer import Gazetteer, bare_name, inside, name_key
from analysis.places.mentions import MentionFinder

# A news text names its own region early; later names are mostly background.
_READ = 3000
# The name first, so that the engine can skip ahead to it.
_IN_JAKARTA = re.compile(
    r"Jakarta(?:\s*[-–—(,]|(?<=\bdi Jakarta),? (?:pada )?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b)"
)
PlaceSpan = tuple[str, str, int, int]


class Resolved(NamedTuple):
    """A mention and what was decided: `code` is "" where it stays open; `why` in Indonesian."""

    mention: Mention
    code: str
    why: str


def place_columns(
    posts: pd.DataFrame,
    gazetteer: Gazetteer,
    region: str,
    *,
    own_names: Sequence[str] = (),
    home_regions: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The places of every post; per post, independent of the batch.

    Args:
        posts: the analysis frame; `title`, `text` and `source` are read.
        gazetteer: where names and codes come from.
        region: the office's region code, "" for an office of the whole country (nothing is outside then).
        own_names: the office's other names; a post that carries one is never outside.
        home_regions: source name → region code of its home; where absent a region in the source's own name counts
            ("Kaltim Post").

    Returns:
        A frame with the index of `posts` and columns `places` (tuple of (code, name, start, end), spans into
        `text`, or into `title` when `text` is empty; code "" for an open name and for streets, markets, hamlets and
        schools), `title_places` (the same for the title's own spans, () when `text` is empty), `outside` (bool) and
        `place_reason` (Indonesian, "" where no place was found).
    """
    reader = PlaceReader(gazetteer, region, own_names=own_names, home_regions=home_regions)
    rows = [
        reader.read(str(title), str(text), str(source))
        for title, text, source in zip(*(posts[name].tolist() for name in ("title", "text", "source")), strict=True)
    ]
    columns = ("places", "title_places", "outside", "place_reason")
    frame = pd.DataFrame({name: pd.Series([row[k] for row in rows], dtype=object) for k, name in enumerate(columns)})
    frame.index = posts.index
    return frame.astype({"outside": bool})


class PlaceReader:
    """Reads one post at a time; made once for an office."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        region: str,
        *,
        own_names: Sequence[str] = (),
        home_regions: Mapping[str, str] | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._region = region
        self._finder = _finder(gazetteer, region)
        self._homes = dict(home_regions or {})
        names = sorted({name.strip() for name in own_names if name.strip()}, key=len, reverse=True)
        self._own_small = [name.lower() for name in names] if all(map(str.isascii, names)) else []
        self._own = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE) if names else None

    def read(
        self, title: str, text: str, source: str = ""
    ) -> tuple[tuple[PlaceSpan, ...], tuple[PlaceSpan, ...], bool, str]:
        """(places, title places, outside, reason) of one post; see `place_columns`."""
        body, head = (text, title) if text.strip() else (title, "")
        in_head = self._finder.find(head, _READ) if head else []
        in_body = self._finder.find(body, _READ)
        if not in_head and not in_body:
            return (), (), False, ""
        resolved = self.resolve(in_head + in_body, self._home(source))
        spans = [self._span(item) for item in resolved]
        places, heads = tuple(spans[len(in_head) :]), tuple(spans[: len(in_head)])
        return places, heads, self._outside(resolved, f"{title}\n{text}"), self._reason(resolved)

    def resolve(self, mentions: Sequence[Mention], home: str = "") -> list[Resolved]:
        """Decide every mention, larger regions first because they settle the smaller ones."""
        certain: list[str] = []
        decided: dict[int, Resolved] = {}
        order: Sequence[int] = range(len(mentions))
        if len(mentions) > 1:
            order = sorted(order, key=lambda k: (len(mentions[k].codes) != 1, _depth(mentions[k]), k))
        for k in order:
            code, why = self._decide(mentions[k], certain, home)
            decided[k] = Resolved(mentions[k], code, why)
            if code:
                certain.append(code)
        return [decided[k] for k in range(len(mentions))]

    def _decide(self, mention: Mention, certain: Sequence[str], home: str) -> tuple[str, str]:
        """The code of one mention and the reason for it."""
        codes = mention.codes
        if not codes:
            return "", ""
        if len(codes) == 1 and (len(codes[0]) <= 5 or not certain):
            return codes[0], "disebut jelas"  # neither a namesake nor a contradiction is possible
        if len(codes) > 1 and len({code[:5] for code in codes}) == 1:
            namesake = self._namesake(mention, certain)
            if namesake:
                return namesake, f"disebut bersama {self._gazetteer.short(namesake[:5])}"
        if len(codes) == 1:
            namesake = self._namesake(mention, certain)
            if namesake:
                return namesake, f"disebut bersama {self._gazetteer.short(namesake[:5])}"
            return ("", "belum jelas") if self._contradicted(codes[0], certain) else (codes[0], "disebut jelas")
        again = _only([c for c in codes if c in certain])
        if again:
            return again, "disebut jelas di bagian lain"
        return self._settle(codes, certain, home)

    def _namesake(self, mention: Mention, certain: Sequence[str]) -> str:
        """The place of the same name in the one other regency the text names, when ours is not named; "" otherwise.

        A bare "Sukamaju" is our own kecamatan, but "Sukamaju, Rawabening" is not.
        """
        code = mention.codes[0]
        regencies = {c[:5] for c in certain if len(c) >= 5}
        if len(code) < 8 or len(regencies) != 1 or code[:5] in regencies:
            return ""
        known = self._gazetteer.by_key(name_key(bare_name(mention.name)))
        return _only([c for c in known if c[:5] in regencies])

    def _contradicted(self, code: str, certain: Sequence[str]) -> bool:
        """The one village of that name lies in none of the regions named: the text means another, spelt unlike ours."""
        regions = [c for c in certain if len(c) <= 5 and c[:2] != "31"]  # every second article is datelined Jakarta
        held = any(inside(code, region) for region in [*regions, *([self._region] if self._region else [])])
        return len(code) == 13 and bool(regions) and not held

    def _settle(self, codes: Sequence[str], certain: Sequence[str], home: str) -> tuple[str, str]:
        """Which of several places of one name is meant: a region named beside it, ours, the outlet's, or none."""
        held = _only([c for c in codes if any(part != c and inside(part, c) for part in certain)])
        if held:
            return held, "bagian wilayahnya disebut dalam teks yang sama"
        parents = sorted({c for c in certain if len(c) < max(map(len, codes))}, key=len, reverse=True)
        tries = [(parent, f"disebut bersama {self._gazetteer.short(parent)}") for parent in parents]
        elsewhere = any(len(p) >= 5 and not inside(p, self._region) for p in parents)
        at_home = any(inside(p, self._region) for p in parents)
        if self._region and (len(codes[0]) <= 5 or at_home or not elsewhere):
            tries.append((self._region, "nama yang sama di beberapa wilayah; diambil wilayah kerja instansi"))
        if home:
            tries.append((home, "nama yang sama di beberapa wilayah; diambil wilayah asal media"))
        for region, why in tries:
            here = [c for c in codes if inside(c, region)]
            found = (_only(here) or _district(here)) if here else ""
            if found:
                return found, why
        largest = _only(list(codes))
        return (largest, "disebut jelas") if largest else ("", "belum jelas")

    def _home(self, source: str) -> str:
        """The region code of an outlet's home, "" where unknown."""
        if source not in self._homes:
            found = [m.codes[0] for m in self._finder.find(f"di {source}") if len(m.codes) == 1] if source else []
            self._homes[source] = found[0] if found else ""
        return self._homes[source]

    def _span(self, item: Resolved) -> PlaceSpan:
        """The tuple that a column holds."""
        name = self._gazetteer.short(item.code) if item.code else item.mention.name
        return item.code, name, item.mention.start, item.mention.end

    def _outside(self, resolved: Sequence[Resolved], whole: str) -> bool:
        """Clearly about another region: places elsewhere, none here, the office's own names absent."""
        region = self._region
        if not region or self._is_own(whole):
            return False
        elsewhere = False
        for codes, item in {(item.code,) if item.code else item.mention.codes: item for item in resolved}.items():
            if not codes or (not item.code and len(codes[0]) > 5):
                continue  # an open village name says nothing about the region
            if any(inside(code, region) for code in codes):
                return False
            away = not any(inside(region, code) for code in codes)
            # ministers speak in Jakarta; that alone does not make a matter Jakarta's
            spoken = item.code == "31" and _IN_JAKARTA.search(whole) is not None
            elsewhere = elsewhere or (away and not spoken)
        return elsewhere

    def _is_own(self, whole: str) -> bool:
        """The office itself is named."""
        if self._own_small:
            small = folded(whole)
            if not any(name in small for name in self._own_small):
                return False
        return self._own is not None and self._own.search(whole) is not None

    def _reason(self, resolved: Sequence[Resolved]) -> str:
        """One line on what was decided and why, each place once."""
        lines: dict[str, str] = {}
        for item in resolved:
            if item.code:
                lines.setdefault(self._gazetteer.short(item.code), item.why)
            elif item.mention.codes:
                lines.setdefault(item.mention.name, f"belum jelas ({len(item.mention.codes)} wilayah bernama sama)")
        return "; ".join(f"{name}: {why}" for name, why in list(lines.items())[:6])


# A stream comes in chunks, and a finder takes as long to make as three hundred posts to read.
@lru_cache(maxsize=4)
def _finder(gazetteer: Gazetteer, region: str) -> MentionFinder:
    return MentionFinder(gazetteer, region)


def _depth(mention: Mention) -> int:
    """Length of the longest candidate code: 2 province … 13 village; streets last."""
    return max(map(len, mention.codes), default=99)


def _district(codes: list[str]) -> str:
    """The one district among codes of one name inside one region: a bare "Wonosari" is it rather than a village elsewhere."""
    districts = [code for code in codes if len(code) <= 8]
    return districts[0] if len(districts) == 1 and len(districts[0]) == 8 else ""


def _only(codes: list[str]) -> str:
    """The one code, or the one that holds all the others (Yogyakarta, province and city); "" when it stays open."""
    if not codes:
        return ""
    largest = min(codes, key=len)
    return largest if all(inside(code, largest) for code in codes) else ""
