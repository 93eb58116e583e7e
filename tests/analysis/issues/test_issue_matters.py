"""Issues of a local office: differently worded short posts of one matter, checked on a second town."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.frame import posts_frame
from analysis.issues.grouping import group_posts
from analysis.issues.linking import IssueLinks, link_issues
from analysis.places.gazetteer import Gazetteer
from analysis.steps import Context, read_posts
from kentongan.core.office import Office, Unit

GOLDEN = Path(__file__).parents[1] / "golden" / "labuan_intan.jsonl"
ROWS = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
GOLD = {row["id"]: row["issue"] for row in ROWS if row["issue"]}
AS_OF = datetime.fromisoformat("2026-09-13T06:00+08:00")
PLACES = [
    ("98", "Selat Raya", ()),
    ("98.71", "Kota Labuan Intan", ("Labuan Intan", "Labuan")),
    ("98.71.01", "Intan Barat", ()),
    ("98.71.02", "Intan Timur", ()),
    ("98.71.03", "Tanjung Rambai", ("Rambai", "Tj Rambai")),
    ("98.71.04", "Pulau Pandan", ()),
    ("98.71.05", "Sungai Gading", ()),
    ("98.71.01.1001", "Karang Mayang", ()),
]
OFFICE = Office(
    "Pemerintah Kota Labuan Intan",
    "PEMKOT LABUAN INTAN",
    kind="kota",
    region="98.71",
    region_name="Kota Labuan Intan",
    units=(Unit("Disdik", ("DIDIK",), ("Dinas Pendidikan",)), Unit("Dishub", ("TRANS",), ("Dinas Perhubungan",))),
)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """The town's posts, read and grouped."""
    posts = posts_frame(ROWS)
    posts = posts.join(read_posts(posts, Context(OFFICE, Gazetteer.load(PLACES))))
    return posts.join(group_posts(posts))


@pytest.fixture(scope="module")
def links(frame: pd.DataFrame) -> IssueLinks:
    """Linked at once."""
    return link_issues(frame, frame[["story"]], (), as_of=AS_OF, region=OFFICE.region)


def test_each_matter_is_one_issue(links: IssueLinks) -> None:
    """Six matters, half news and half slang: each in one issue, pure, and hardly any lone post in it."""
    found = links.issue_of
    homes = {}
    for key in dict.fromkeys(GOLD.values()):
        counts = Counter(found.get(post) for post, gold in GOLD.items() if gold == key)
        home, hits = counts.most_common(1)[0]
        homes[key] = home
        assert home is not None
        assert hits >= 0.9 * sum(counts.values()), key
        assert hits >= 0.85 * sum(1 for issue in found.values() if issue == home), key
    assert len({*homes.values()}) == len(homes)
    assert sum(post in found for post in (row["id"] for row in ROWS) if post not in GOLD) <= 2


def test_names_say_matter_and_place(links: IssueLinks) -> None:
    """A card's title: short, and never a citizen's sentence."""
    names = {issue.name for issue in links.issues}

    assert {"Parkir liar di Simpang Lima", "Zonasi SPMB", "Penolakan rumah ibadah di Karang Mayang"} <= names
    assert all(len(name.split()) <= 8 for name in names)


def test_the_log_says_why(links: IssueLinks) -> None:
    """Each issue's first line names the matter and the words in common."""
    assert all("urusan:" in issue.log[0] and "kata bersama:" in issue.log[0] for issue in links.issues)


def test_without_a_region_matters_do_not_join(frame: pd.DataFrame) -> None:
    """For a ministry a shared matter is no reason: posts of unknown places stay apart unless their words agree."""
    posts = frame.assign(places=[()] * len(frame), title_places=[()] * len(frame))
    whole = link_issues(posts, posts[["story"]], (), as_of=AS_OF)

    assert len(whole.issue_of) < 0.75 * len(GOLD)


def test_another_district_is_another_road() -> None:
    """The same complaint from two districts: two issues for a road, one for the water company."""
    rows = []
    for number in range(8):
        village, code = (("Sukaraja", "98.71.01"), ("Mekarwangi", "98.71.02"))[number % 2]
        for kind, text in (("jalan", f"jalan berlubang di {village} parah"), ("air", f"air pdam keruh di {village}")):
            rows.append((f"{kind}{number}", text, (code, f"Kec. {village}", text.index(village), len(text))))
    posts = posts_frame(
        {"id": post, "text": text, "author": f"a{n}", "published_at": "2026-09-10T08:00:00+08:00"}
        for n, (post, text, _) in enumerate(rows)
    )
    posts["places"] = pd.Series([(place,) for _, _, place in rows], dtype=object)
    found = link_issues(posts, pd.DataFrame({"story": posts["id"]}), (), as_of=AS_OF, region=OFFICE.region).issue_of

    assert len({found[f"jalan{n}"] for n in range(8)}) == 2
    assert len({found[f"air{n}"] for n in range(8)}) == 1
