"""The starter pack: reviewed sources for every province, to begin with and to pick from.

The lists are facts gathered by hand from public lists; `checked` is the day on which a person read a line as data. None
was visited from where they were gathered (`live` is "never"): an office tests each before it keeps it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from collectors.outlets import zone_of_region
from kentongan.core.posts import Source, source_id

# The lists, in the order in which they are shown.
GROUPS = ("regional", "government", "factcheck", "national")
# A line whose kind is not known yet: what the site offers is looked for when it is added.
DISCOVER = "discover"


@dataclass(frozen=True, slots=True)
class StarterSource:
    """A line of the starter pack.

    Args:
        group: the list it stands in: "regional", "government", "factcheck" or "national".
        name: as people call it.
        address: of its feed or sitemap; of its front page where the kind is "discover".
        kind: "feed", "sitemap", "wordpress", "section" or "discover".
        regions: codes of the provinces it writes about, its home first; () for the whole country.
        tier: 1 national, 2 regional, 3 local.
        start: whether a new office begins with it.
        checked: the day (ISO) on which the line was reviewed as data.
        live: the day on which it was seen working, or "never".
        note: where the line comes from.
    """

    group: str
    name: str
    address: str
    kind: str
    regions: tuple[str, ...]
    tier: int
    start: bool
    checked: str
    live: str
    note: str

    def source(self) -> Source:
        """As a source to collect from; one to be discovered is a section until the site was asked."""
        home = self.regions[0] if self.regions else ""
        return Source(
            id=source_id(self.kind, self.address),
            kind=self.kind,
            name=self.name,
            address=self.address,
            region=home,
            tier=self.tier,
            zone=zone_of_region(home),
            terms=self.note,
        )


@cache
def starter_pack() -> tuple[StarterSource, ...]:
    """The whole pack, list by list."""
    return tuple(line for group in GROUPS for line in _lines(group))


def _lines(group: str) -> Iterator[StarterSource]:
    text = files("collectors").joinpath(f"data/starter_{group}.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        yield StarterSource(
            group=group,
            name=row["name"],
            address=row["address"],
            kind=row["kind"],
            regions=tuple(row["region"].split()),
            tier=int(row["tier"]),
            start=row["start"] == "yes",
            checked=row["checked"],
            live=row["live"],
            note=row["note"],
        )


def pack_for(region: str) -> tuple[StarterSource, ...]:
    """What the pack has for a region code ("64.72", "64"): its province's lines, then those of the whole country.

    "" (a ministry) gets the lines of the whole country only.
    """
    province = region[:2]
    near = [line for line in starter_pack() if province and province in line.regions]
    home_first = sorted(near, key=lambda line: line.regions[0] != province)
    return (*home_first, *(line for line in starter_pack() if not line.regions))


def starter_sources(region: str) -> list[Source]:
    """What a new office begins with: the lines of its province and of the country that need no discovery.

    Args:
        region: official code, "64.72" or "64"; "" for a ministry.
    """
    return [line.source() for line in pack_for(region) if line.start]
