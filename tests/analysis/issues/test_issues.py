"""Issues: one id, one name, an officer's edits, over days and re-runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from analysis.copies.finding import copy_columns
from analysis.issues.linking import IssueLinks, link_issues
from analysis.stories.finding import story_columns
from kentongan.core.findings import Correction, KnownIssue

DAY = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
ROADS = [
    "Jalan ambles di Sukamaju bikin macet panjang",
    "Warga Sukamaju keluhkan jalan ambles di ruas pasar",
    "Jalan ambles Sukamaju belum diperbaiki, macet makin parah",
    "Lubang jalan ambles di Sukamaju makin lebar, warga pasang rambu",
    "DPUPR cek jalan ambles di Sukamaju dan pasang rambu",
]
FLOOD = [
    "Banjir rendam tujuh desa di Mekar setelah tanggul jebol",
    "Tanggul jebol, banjir rendam rumah warga desa di Mekar",
    "BPBD kirim perahu ke desa terendam banjir di Mekar",
    "Pengungsi banjir Mekar butuh logistik, tanggul jebol belum ditutup",
]
ROADS_NEXT = [
    "Perbaikan jalan ambles Sukamaju dimulai, DPUPR kerahkan alat berat",
    "Jalan ambles di Sukamaju mulai diperbaiki, macet berkurang",
    "Warga harap perbaikan jalan ambles Sukamaju cepat selesai",
]


def posts_of(contents: list[str], *, prefix: str = "p", begin: datetime = DAY - timedelta(hours=20)) -> pd.DataFrame:
    """Posts of different authors, half an hour apart."""
    frame = pd.DataFrame(
        {
            "id": [f"{prefix}{n}" for n in range(len(contents))],
            "title": "",
            "text": contents,
            "source": [f"media{n}" for n in range(len(contents))],
            "author": [f"a-{prefix}{n}" for n in range(len(contents))],
            "kind": "news",
            "published_at": [begin + timedelta(minutes=30 * n) for n in range(len(contents))],
        }
    )
    frame["published_at"] = pd.to_datetime(frame["published_at"], utc=True).astype("datetime64[us, UTC]")
    return frame


def told(frame: pd.DataFrame, *groups: int) -> pd.DataFrame:
    """Stories by hand: the first `groups[0]` posts are one story, the next `groups[1]` another, and so on."""
    names = [f"s-{number}" for number, size in enumerate(groups) for _ in range(size)]
    return pd.DataFrame({"story": names}, index=frame.index)


def run(frame: pd.DataFrame, stories: pd.DataFrame, known: tuple[KnownIssue, ...] = (), **more: object) -> IssueLinks:
    """Link at DAY unless said."""
    return link_issues(frame, stories, known, **{"as_of": DAY, **more})  # type: ignore[arg-type]


def edit(subject: str, field: str, value: str, hour: int = 0) -> Correction:
    """A decision of an officer."""
    return Correction(subject, field, value, by="Rina, Pranata Humas", at=DAY + timedelta(hours=hour))


@pytest.fixture
def two() -> tuple[pd.DataFrame, pd.DataFrame]:
    """A road and a flood, told by several."""
    frame = posts_of(ROADS + FLOOD)
    return frame, told(frame, len(ROADS), len(FLOOD))


def ids(links: IssueLinks) -> dict[str, str]:
    """Post → issue."""
    return links.issue_of


def test_real_stories_become_issues_with_names(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Two matters give two issues; each name speaks of its matter."""
    links = run(*two)
    assert len(links.issues) == 2
    by_post = {issue.id: issue for issue in links.issues}
    assert "ambles" in by_post[ids(links)["p0"]].name.lower()
    assert "banjir" in by_post[ids(links)["p5"]].name.lower()
    assert ids(links)["p0"] != ids(links)["p5"]


def test_running_again_changes_nothing(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Same posts and state: same ids, members, names and log."""
    first = run(*two)
    again = run(*two, first.issues)
    assert again.issues == first.issues
    pd.testing.assert_frame_equal(again.assignment, first.assignment)
    assert again.log == ()


def test_order_does_not_matter(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """A shuffled frame gives the same issues."""
    frame, stories = two
    mixed = frame.sample(frac=1, random_state=2)
    assert run(mixed, stories.loc[mixed.index]).issues == run(frame, stories).issues


def test_an_issue_goes_on_over_days(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Tomorrow's story of the same matter joins; the id and first day stay; the log says why."""
    first = run(*two)
    road = ids(first)["p0"]
    later = posts_of(ROADS_NEXT, prefix="q", begin=DAY + timedelta(hours=5))
    links = run(later, told(later, len(ROADS_NEXT)), first.issues, as_of=DAY + timedelta(days=1))
    assert {*ids(links).values()} == {road}
    issue = next(one for one in links.issues if one.id == road)
    assert issue.first_seen == DAY - timedelta(hours=20)
    assert len(issue.posts) == len(ROADS) + len(ROADS_NEXT)
    assert "kemiripan" in issue.log[-1]
    assert "ambles" in issue.log[-1]


def test_long_silence_closes_an_issue(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """A month later the same words are a new issue; a week later the old one wakes up."""
    first = run(*two)
    road = ids(first)["p0"]
    for days, same in ((7, True), (30, False)):
        later = posts_of(ROADS_NEXT, prefix="q", begin=DAY + timedelta(days=days))
        links = run(later, told(later, 3), first.issues, as_of=DAY + timedelta(days=days, hours=20))
        assert ({*ids(links).values()} == {road}) is same
        assert any("bangun kembali" in line for line in links.log) is same


def test_small_talk_stays_ungrouped() -> None:
    """Two posts, or many by one voice, are no issue; flagged ones are."""
    frame = posts_of(ROADS[:2])
    assert ids(run(frame, told(frame, 2))) == {}
    loud = posts_of(ROADS).assign(author="a-1", kind="social")
    assert ids(run(loud, told(loud, 5))) == {}
    assert len({*ids(run(frame, told(frame, 2), flagged={"p1"})).values()}) == 1


def test_an_officers_merge_holds(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Merged by hand: one issue in every later run, however unlike."""
    first = run(*two)
    road, flood = ids(first)["p0"], ids(first)["p5"]
    edits = [edit(flood, "merge", road)]
    links = run(*two, first.issues, corrections=edits)
    assert {*ids(links).values()} == {road}
    again = run(*two, links.issues, corrections=edits)
    assert again.issues == links.issues
    assert next(one for one in again.issues if one.id == flood).merged_into == road


def test_taking_a_merge_back(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """A later "not the same" restores the issue that was taken over, with its posts."""
    first = run(*two)
    road, flood = ids(first)["p0"], ids(first)["p5"]
    merged = run(*two, first.issues, corrections=[edit(flood, "merge", road)])
    edits = [edit(flood, "merge", road), edit(flood, "not_same", road, hour=1)]
    links = run(*two, merged.issues, corrections=edits)
    assert ids(links)["p5"] == flood
    assert ids(links)["p0"] == road


def test_not_the_same_is_never_merged() -> None:
    """Two like stories that a person called different stay apart."""
    frame = posts_of(ROADS[:3] + FLOOD[:3])
    first = run(frame, told(frame, 3, 3))
    road, flood = ids(first)["p0"], ids(first)["p3"]
    later = posts_of([ROADS[0] + " lagi", FLOOD[0] + " lagi", ROADS[1] + " lagi"], prefix="q")
    both = pd.concat([frame, later], ignore_index=True)
    links = run(both, told(both, 3, 3, 3), first.issues, corrections=[edit(road, "not_same", flood)])
    alive = [one for one in links.issues if not one.merged_into]
    assert {road, flood} <= {one.id for one in alive}
    assert flood in next(one for one in alive if one.id == road).apart


def test_split_and_move_hold(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Posts split off get an issue of their own; a moved post stays where it was put; both survive re-runs."""
    first = run(*two)
    road, flood = ids(first)["p0"], ids(first)["p5"]
    edits = [edit(road, "split", "p3 p4"), edit("p0", "issue", flood), edit("p1", "issue", "")]
    links = run(*two, first.issues, corrections=edits)
    found = ids(links)
    assert found["p3"] == found["p4"] not in {road, flood}
    assert found["p0"] == flood
    assert "p1" not in found
    assert found["p2"] == road
    again = run(*two, links.issues, corrections=edits)
    assert ids(again) == found
    assert again.issues == links.issues


def test_names_and_owners_of_people_stay(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """A name given by an officer is not overwritten by the machine."""
    first = run(*two)
    road = ids(first)["p0"]
    edits = [edit(road, "name", "Kerusakan ruas pasar"), edit(road, "owner", "DPUPR")]
    named = run(*two, first.issues, corrections=edits)
    later = posts_of(ROADS_NEXT, prefix="q", begin=DAY + timedelta(hours=5))
    links = run(later, told(later, 3), named.issues, corrections=edits, as_of=DAY + timedelta(days=1))
    issue = next(one for one in links.issues if one.id == road)
    assert (issue.name, issue.named_by, issue.owner) == ("Kerusakan ruas pasar", "Rina, Pranata Humas", "DPUPR")


def test_a_post_banned_from_an_issue_leaves_it(two: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """A post called not the same is taken out, and it is not attached again."""
    first = run(*two)
    road = ids(first)["p0"]
    links = run(*two, first.issues, corrections=[edit("p2", "not_same", road)])
    assert ids(links).get("p2") != road


def test_undated_posts_and_no_posts() -> None:
    """No dates: as_of stands in; nothing at all: nothing."""
    frame = posts_of(ROADS)
    frame["published_at"] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
    links = run(frame, told(frame, 5))
    assert links.issues[0].first_seen == DAY
    empty = run(frame.iloc[:0], told(frame, 5).iloc[:0])
    assert empty.issues == ()
    assert empty.assignment.empty


def test_days_in_a_row_stay_stable() -> None:
    """Overlapping windows over a week: the issue keeps its id every day, from the steps before it."""
    known: tuple[KnownIssue, ...] = ()
    frames = [posts_of(ROADS + ROADS_NEXT, prefix=f"d{n}x", begin=DAY + timedelta(days=n)) for n in range(6)]
    seen = set()
    for n in range(6):
        window = pd.concat(frames[max(0, n - 2) : n + 1], ignore_index=True)
        window = window.assign(text=window["text"] + " kabar " + window["id"].str[:2])
        stories = story_columns(window, copy_columns(window))
        links = link_issues(window, stories, known, as_of=DAY + timedelta(days=n + 1))
        known = links.issues
        seen |= {*links.issue_of.values()}
    assert len(seen) == 1
