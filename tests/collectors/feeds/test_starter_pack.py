"""The starter pack: reviewed lines for every province."""

from __future__ import annotations

from collections import Counter
from datetime import date
from urllib.parse import urlsplit

import pytest

from analysis.places.gazetteer import Gazetteer, zone_of
from collectors.feeds.starter_pack import DISCOVER, GROUPS, pack_for, starter_pack, starter_sources
from collectors.registry import kinds
from kentongan.core.urls import canonical_url

PROVINCES = [code for code in (str(n) for n in range(11, 97)) if code in Gazetteer.load()]
KINDS = {"feed", "sitemap", "wordpress", "section", DISCOVER}


def test_every_province_is_known() -> None:
    """The gazetteer's 38 provinces are those of the pack."""
    assert len(PROVINCES) == 38
    assert {code for line in starter_pack() for code in line.regions} == set(PROVINCES)


@pytest.mark.parametrize("code", PROVINCES)
def test_a_province_has_sources_of_its_own(code: str) -> None:
    """At least five of its own, among them its government's portal and a feed to start with; then the country's."""
    lines = pack_for(f"{code}.01")
    near = [line for line in lines if line.regions]

    assert len(near) >= 5
    assert [line for line in near if line.group == "government" and line.regions[0] == code]
    assert [line for line in near if line.start]
    assert sum(not line.regions for line in lines) >= 40
    assert lines[: len(near)] == tuple(near)
    assert len(lines) <= 120


def test_lines_are_as_they_should_be() -> None:
    """No address twice (however it is written), https, known kinds, tiers that fit the region, a date of review."""
    lines = starter_pack()
    keys = Counter(canonical_url(line.address) for line in lines)

    assert [key for key, count in keys.items() if count > 1 or not key] == []
    assert {line.group for line in lines} == set(GROUPS)
    names = Counter(line.name for line in lines)
    assert [name for name, count in names.items() if count > 1] == []
    for line in lines:
        assert line.name == line.name.strip() != "", line
        assert urlsplit(line.address).scheme == "https", line
        assert line.kind in KINDS, line
        assert line.kind == DISCOVER or line.kind in {*kinds(), "sitemap", "wordpress", "section"}, line
        assert line.tier in (1, 2, 3), line
        assert (line.tier == 1) == (not line.regions), line
        assert line.live == "never" or date.fromisoformat(line.live) >= date(2026, 11, 22), line
        assert date.fromisoformat(line.checked) >= date(2026, 11, 1), line
        assert line.note, line
        assert not (line.start and line.kind == DISCOVER), line


@pytest.mark.parametrize("region", ["64.72", "95.01", "31", "11.06.02", ""])
def test_a_new_office_starts_small(region: str) -> None:
    """Sources that need no discovery, the province's first, in its zone; enough, but a morning's politeness holds them."""
    found = starter_sources(region)

    assert 15 <= len(found) <= 40
    assert all(source.kind == "feed" for source in found)
    assert len({source.id for source in found}) == len(found)
    near = [source for source in found if source.region]
    assert found[: len(near)] == near
    assert bool(near) is bool(region)
    if region:
        assert near[0].zone == zone_of(region)


def test_shared_outlets_of_new_provinces_keep_their_home() -> None:
    """An outlet of Jayapura serves Papua Pegunungan too, but its home stays Papua."""
    found = {source.name: source for source in starter_sources("95")}

    assert found["Antara Papua"].region == "91"
    assert found["Antara Papua"].zone == "WIT"
