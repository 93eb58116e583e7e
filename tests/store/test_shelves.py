"""Sources, runs, findings, issues, fact-checks, reports, settings: what is put away comes back, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest

from kentongan.core.alerting import AlertPolicy, decide
from kentongan.core.clock import StoppedClock, Window
from kentongan.core.day_record import DayRecord, IssueRecord, SourceTone, Tally
from kentongan.core.errors import ApprovalError, ReportError, StoreError
from kentongan.core.findings import Alert, Correction, FactCheck, KnownIssue, Level
from kentongan.core.messages import Say
from kentongan.core.posts import Post, PostKind, Source, source_id
from kentongan.core.runs import FeedState, Outcome, OutcomeKind
from kentongan.store.codec import encode
from kentongan.store.database import Store
from kentongan.store.issues import IssueDay
from kentongan.store.reports import ReportState
from kentongan.store.sources import OFFICER

MakePost = Callable[..., Post]
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
NASTY = "aneh\0 \udc80 😀 \u202e'\"\\"


def a_source(name: str = "Media Wanasari", **fields: object) -> Source:
    """A source named so."""
    plain = Source(source_id("feed", f"https://{name}"), "feed", name, f"https://{name}", PostKind.NEWS, "64.72", 3)
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_sources_come_back_sorted_and_whole(store: Store) -> None:
    """Every field survives; the order is by name, alike on both databases."""
    some = [a_source("zeta", official=True, terms="catatan"), a_source("Alfa", zone="WIT"), a_source("beta", tier=1)]
    assert store.sources.upsert(some) == 3
    assert store.sources.all() == [some[1], some[2], some[0]]
    assert store.sources.get(some[0].id) == some[0]
    assert store.sources.get("s-none") is None


def test_a_switched_off_source_stays_off(store: Store) -> None:
    """Updating a source from the configuration does not undo an officer's switch."""
    source = a_source()
    store.sources.upsert([source])
    assert store.sources.disable(source.id)
    assert store.sources.upsert([replace(source, tier=1)]) == 0
    [kept] = store.sources.all()
    assert (kept.tier, kept.enabled) == (1, False)
    assert store.sources.all(enabled=True) == []
    assert store.sources.enable(source.id)
    assert store.sources.all(enabled=True) == [replace(source, tier=1)]
    assert not store.sources.disable("s-none")


def test_a_source_of_an_officer_is_told_from_the_settings(store: Store) -> None:
    """Options come back as they went in, and the shelf knows where a source is written down."""
    tagged = a_source("Tagar", options={"tagar": "banjir", "server": "contoh.test"})
    store.sources.upsert([a_source("Pengaturan")])
    store.sources.upsert([tagged], origin=OFFICER)
    assert store.sources.all(origin=OFFICER) == [tagged]
    assert [source.name for source in store.sources.all()] == ["Pengaturan", "Tagar"]


def test_feed_state_is_remembered_until_the_source_is_removed(store: Store) -> None:
    """A polite reader finds its notes again."""
    source = a_source()
    store.sources.upsert([source])
    assert store.sources.state(source.id) == FeedState()
    state = FeedState('W/"x"', "Fri, 20 Nov 2026", "https://b", 2, 1, NOON + timedelta(microseconds=1), "d")
    for kept in (replace(state, failures=0), state):
        store.sources.keep_state(source.id, kept)
        assert store.sources.state(source.id) == kept
    assert store.sources.remove(source.id)
    assert not store.sources.remove(source.id)
    assert store.sources.state(source.id) == FeedState()


def test_column_mappings_are_kept_per_headers(store: Store) -> None:
    """A file with the same headers is read the same way next time."""
    assert store.sources.mapping_for("tanggal|isi") is None
    store.sources.keep_mapping("tanggal|isi", {"published_at": "tanggal"})
    store.sources.keep_mapping("tanggal|isi", {"published_at": "tanggal", "text": NASTY})
    assert store.sources.mapping_for("tanggal|isi") == {"published_at": "tanggal", "text": NASTY}


def test_a_run_that_never_finished_is_seen(store: Store, clock: StoppedClock) -> None:
    """Started and not finished is interrupted; finished runs carry their outcomes."""
    first, second, own = (store.runs.start("daily") for _ in range(3))
    assert len({first, second, own}) == 3
    outcomes = (
        Outcome(
            "s-1", "Media", OutcomeKind.FAILED, 3, 2, 1, Say("Situs tidak menjawab.", "No answer."), (Say("a", "b"),)
        ),
        Outcome("s-2", "Radio", OutcomeKind.UNCHANGED),
    )
    run = store.runs.finish(second, outcomes)
    assert (run.outcomes, run.finished_at, run.started_at) == (outcomes, clock.now(), clock.now())
    assert [r.id for r in store.runs.interrupted(besides=own)] == [first]
    assert store.runs.latest("daily") == store.runs.get(own)
    assert store.runs.latest("daily", finished=True) == run
    assert store.runs.latest("collect") is None
    assert [r.id for r in store.runs.between(NOON, NOON + timedelta(1))] == [first, second, own]
    assert store.runs.between(NOON - timedelta(1), NOON) == []
    with pytest.raises(StoreError, match="tidak ada"):
        store.runs.finish("r-none", ())


def test_readings_are_per_version_and_dropped_on_edit(store: Store, make_post: MakePost) -> None:
    """Analysis finds what it has read, and only that: a new version or an edit is to be read again."""
    batch = [make_post(n) for n in range(5)]
    store.posts.add(batch)
    made = {post.id: {"tone": "negatif", "score": 0.5, "spans": [[0, 3]], "words": NASTY} for post in batch}
    assert store.findings.put_readings(made.items(), "v1") == 5
    asked = [batch[3].id, "p-none", batch[1].id]
    assert store.findings.readings(asked, "v1") == {i: made[i] for i in (asked[0], asked[2])}
    assert store.findings.readings(asked, "v2") == {}
    window = Window(batch[1].published_at, batch[3].published_at)
    assert list(store.findings.readings(window, "v1")) == [batch[1].id, batch[2].id]
    store.posts.add([make_post(1, text="Teks yang disunting.")])
    assert list(store.findings.readings(window, "v1")) == [batch[2].id]
    store.findings.put_readings([(batch[2].id, {"tone": "netral"})], "v2")
    assert store.findings.readings([batch[2].id], "v1") == {}
    assert store.findings.readings([batch[2].id], "v2") == {batch[2].id: {"tone": "netral"}}


def test_corrections_are_only_added(store: Store) -> None:
    """Every decision stays, in order; a nameless one is refused."""
    first = Correction("p-1", "tone", "netral", "Sari", NOON, "kutipan")
    second = Correction("p-1", "tone", "negatif", "Budi", NOON + timedelta(hours=1))
    late_note = Correction("i-1", "name", "Jalan rusak", "Sari", NOON - timedelta(days=1))
    for correction in (first, second, late_note):
        store.findings.correct(correction)
    assert store.findings.corrections() == [first, second, late_note]
    assert store.findings.corrections(since=NOON) == [first, second]
    with pytest.raises(ApprovalError, match="nama"):
        store.findings.correct(replace(first, by="  "))


def hear(store: Store, *crossed: Alert, hours: int) -> list[Alert]:
    """One look: what is told of the rules that are crossed."""
    at = NOON + timedelta(hours=hours)
    return store.alerts.keep(decide(crossed, store.alerts.states(), AlertPolicy(), at))


def test_one_alert_per_issue_and_rule_until_it_escalates(store: Store) -> None:
    """No second alarm for the same thing unless it got worse; a closed one does not come back by looking again."""
    alert = Alert("a-1", "i-1", "lonjakan", NOON, 3.5, "12 unggahan", ("p-1",), Level.ALERT)
    again = replace(alert, id="a-2", at=NOON + timedelta(hours=1))
    worse = replace(again, id="a-3", level=Level.CRISIS)
    other = replace(alert, id="a-4", rule="hoaks")
    assert hear(store, alert, other, hours=0) == [other, alert]
    assert hear(store, alert, other, hours=0) == []
    assert hear(store, again, other, hours=1) == []
    assert hear(store, worse, other, hours=1) == [worse]
    assert store.alerts.open() == [other, worse]
    with pytest.raises(ApprovalError, match="petugas"):
        store.alerts.acknowledge("a-3", "", NOON)
    assert store.alerts.acknowledge("a-3", "Sari", NOON + timedelta(hours=24))
    assert not store.alerts.acknowledge("a-3", "Sari", NOON + timedelta(hours=24))
    assert store.alerts.open() == [other]
    assert hear(store, replace(worse, id="a-6"), other, hours=3) == []
    assert hear(store, replace(worse, id="a-7"), other, hours=25) == [replace(worse, id="a-7")]
    assert hear(store, hours=50) == []
    assert store.alerts.open() == []
    assert hear(store, alert, hours=0) == []


def test_an_alert_waits_through_the_night(store: Store) -> None:
    """What waits is remembered over a restart, and told in the morning."""
    night = AlertPolicy(quiet_from=time_of_day(0), quiet_to=time_of_day(23), zone_name="WIB")
    alert = Alert("a-1", "i-1", "lonjakan", NOON, 3.5, "12 unggahan", ("p-1",), Level.ALERT)
    assert store.alerts.keep(decide([alert], {}, night, NOON)) == []
    assert store.alerts.open() == []
    morning = NOON + timedelta(hours=12)
    told = store.alerts.keep(decide([], store.alerts.states(), AlertPolicy(), morning))
    assert told == [replace(alert, at=morning)]
    assert store.alerts.open() == told


def an_issue(number: int, **fields: object) -> KnownIssue:
    """A known issue with all fields filled."""
    issue = KnownIssue(
        id=f"i-{number}",
        name=f"Isu {NASTY} {number}",
        category="INFRA",
        first_seen=NOON,
        last_seen=NOON + timedelta(hours=number),
        posts=tuple(f"p-{number}-{k}" for k in range(number + 1)),
        terms=(("jalan", 0.1 + number), ("rusak", 1 / 3)),
        named_by="Sari",
        apart=("i-9",),
        owner="DPUPR",
        log=("diganti nama",),
    )
    return replace(issue, **fields)  # type: ignore[arg-type]


def test_issues_come_back_in_order_with_their_posts(store: Store) -> None:
    """Everything that links tomorrow's stories to today's issue survives."""
    issues = [an_issue(3), an_issue(1), an_issue(2, merged_into="i-1", posts=())]
    assert store.issues.known() == []
    store.issues.save(issues, NOON)
    assert store.issues.known() == issues


def test_an_analysis_run_again_replaces_itself_only(store: Store) -> None:
    """Running a day again starts from the memory before it and leaves other days alone."""
    day = timedelta(days=1)
    store.issues.save([an_issue(1)], NOON)
    store.issues.save([an_issue(1), an_issue(2)], NOON + day)
    store.issues.save([an_issue(1), an_issue(3)], NOON + day)
    assert store.issues.known(before=NOON + day) == [an_issue(1)]
    assert store.issues.known() == [an_issue(1), an_issue(3)]
    store.issues.save([an_issue(7)], NOON)
    assert store.issues.known() == [an_issue(1), an_issue(3)]
    assert store.issues.known(before=NOON) == []
    store.issues.save([], NOON + 2 * day)
    assert store.issues.known() == []


def test_old_memories_are_thinned_out(store: Store) -> None:
    """Three days of every analysis, forty days of one a day; today's is never touched."""
    moments = [NOON + timedelta(hours=6 * n) for n in range(4 * 50)]
    with store.writing():
        for moment in moments:
            store.issues.save([an_issue(1, last_seen=moment)], moment)
    newest = moments[-1]
    for ago, exact in ((0, True), (2, True), (10, False), (39, False)):
        moment = newest - timedelta(days=ago, hours=6)
        [found] = store.issues.known(before=moment + timedelta(microseconds=1))
        assert (found.last_seen == moment) is exact
        assert moment - found.last_seen < timedelta(days=1)
    assert store.issues.known(before=newest - timedelta(days=41)) == []


def test_issue_days(store: Store) -> None:
    """A day is replaced as a whole; the day before and the history are found."""
    rows = [IssueDay("i-2", 9, Level.STANDBY, {"usg": [4, 3, 5], "why": NASTY}), IssueDay("i-1", 2, Level.STABLE)]
    store.issues.put_day("2026-11-18", [IssueDay("i-1", 5, Level.ALERT)])
    store.issues.put_day("2026-11-20", [IssueDay("i-3", 1, Level.STABLE)])
    store.issues.put_day("2026-11-20", rows)
    assert store.issues.day("2026-11-20") == rows
    assert store.issues.latest_day_before("2026-11-20") == "2026-11-18"
    assert store.issues.latest_day_before("2026-11-18") is None
    assert store.issues.history("2026-11-20") == {
        "i-1": (("2026-11-18", 5), ("2026-11-20", 2)),
        "i-2": (("2026-11-20", 9),),
    }
    assert store.issues.history("2026-11-20", days=2)["i-1"] == (("2026-11-20", 2),)
    with pytest.raises(ValueError, match="isoformat"):
        store.issues.put_day("kemarin", [])


def test_a_days_figures_and_what_else_was_kept_of_its_issues(store: Store) -> None:
    """They come back as they were, beside the issues; a day of an older version has none."""
    posts = Tally(3, ("a", "b"))
    record = DayRecord(NOON, Level.STANDBY, (SourceTone("Kabar", "news", "negatif", posts),), topics={NASTY: posts})
    kept = IssueRecord("Jalan", "INFRA", posts=posts, deadline=NOON, media=("Kabar",))
    store.issues.put_day("2026-11-20", [IssueDay("i-1", 3, Level.STANDBY, encode(kept) | {"u": 4})], record)
    store.issues.put_day("2026-11-21", [IssueDay("i-1", 3, Level.STABLE, {"name": "Jalan"})])
    assert store.issues.record("2026-11-20") == record
    (row,) = store.issues.day("2026-11-20")
    assert (row.record, row.data["u"]) == (kept, 4)
    assert store.issues.record("2026-11-21") is None
    assert store.issues.record("2026-11-22") is None
    assert store.issues.day("2026-11-21")[0].record == IssueRecord("Jalan")


def test_the_trails_of_a_span(store: Store, clock: StoppedClock) -> None:
    """Versions, moves, alarms and parcels, each inside the span and with the names that stand for them."""
    version = store.reports.add("2026-11-20", "situasi:i-1", b"x")
    store.reports.move(version.id, "reviewed", by="Sari")
    start, end = clock.now(), clock.now() + timedelta(seconds=1)
    assert [v.id for v in store.reports.made_between(start, end)] == [version.id]
    assert [(m.by, kind) for m, kind in store.reports.moves_between(start, end)] == [("Sari", "situasi:i-1")]
    assert store.reports.moves_between(end, end + timedelta(days=1)) == []
    assert [v.state for v in store.reports.of_kind("situasi:i-1")] == [ReportState.REVIEWED]
    told = [Alert(f"a-{n}", f"i-{n}", "emerging", start, 1.0, "sebab", (), Level.ALERT) for n in (1, 2)]
    store.alerts.keep(decide(told, {}, AlertPolicy(), start))
    store.alerts.acknowledge("a-2", "Budi", end)
    assert [(a.id, by) for a, by in store.alerts.told_between(start, end)] == [("a-1", ""), ("a-2", "Budi")]
    assert store.alerts.told_between(end, end + timedelta(days=1)) == []


def test_fact_checks_are_one_per_id_and_address(store: Store) -> None:
    """The same article under another tracking address or id is one; edits are taken over; order is stable."""
    one = FactCheck("fc-2", "Hoaks A", "narasi", "2026-11-01", "SALAH", "https://cek.example/a?utm_source=x", "Cek")
    two = FactCheck("fc-1", "Hoaks B")
    assert store.factchecks.upsert([one, two, replace(one, id="fc-9", url="http://www.cek.example/a/")]) == 2
    assert store.factchecks.upsert([replace(one, id="fc-7", label="KELIRU")]) == 0
    assert store.factchecks.all() == [two, replace(one, label="KELIRU")]
    clash = replace(two, url=one.url, title="Hoaks B2")
    assert store.factchecks.upsert([clash]) == 0
    assert store.factchecks.count() == 2
    assert store.factchecks.all()[0].title == "Hoaks B2"


def test_report_versions(store: Store) -> None:
    """Each change is a version; the same draft again is not; payload and files come back as given."""
    first = store.reports.add("2026-11-20", "daily", {"judul": NASTY}, {"pdf": "laporan.pdf"}, by="")
    assert store.reports.add("2026-11-20", "daily", {"judul": NASTY}, {"pdf": "laporan.pdf"}) == first
    second = store.reports.add("2026-11-20", "daily", b"\0\xff", by="Sari")
    assert (first.version, second.version, second.payload, first.files) == (1, 2, b"\0\xff", {"pdf": "laporan.pdf"})
    assert store.reports.latest("2026-11-20", "daily") == second
    assert store.reports.versions("2026-11-20", "daily") == [first, second]
    assert store.reports.latest("2026-11-20", "alert") is None
    assert store.reports.get(first.id) == first


def test_a_report_moves_one_step_at_a_time_by_name(store: Store, clock: StoppedClock) -> None:
    """Nothing is sent that was not approved, nothing approved that was not reviewed; every move is noted."""
    draft = store.reports.add("2026-11-20", "daily", b"isi")
    for state in ("approved", "sent", "draft"):
        with pytest.raises(ApprovalError, match="draf"):
            store.reports.move(draft.id, state, "Sari")
    with pytest.raises(ApprovalError, match="nama"):
        store.reports.move(draft.id, "reviewed", " ")
    assert store.reports.moves(draft.id) == []
    for state, by in (("reviewed", "Sari"), ("approved", "Budi"), ("sent", "Budi")):
        assert store.reports.move(draft.id, state, by, f"catatan {state}").state == state
    with pytest.raises(ApprovalError, match="versi baru"):
        store.reports.move(draft.id, "draft", "Sari")
    trail = [(m.from_state, m.to_state, m.by, m.at, m.note) for m in store.reports.moves(draft.id)]
    assert trail == [
        (ReportState.DRAFT, ReportState.REVIEWED, "Sari", clock.now(), "catatan reviewed"),
        (ReportState.REVIEWED, ReportState.APPROVED, "Budi", clock.now(), "catatan approved"),
        (ReportState.APPROVED, ReportState.SENT, "Budi", clock.now(), "catatan sent"),
    ]
    assert store.reports.add("2026-11-20", "daily", b"isi").version == 2  # a sent version is never reopened
    with pytest.raises(ReportError, match="tidak ada"):
        store.reports.move("l-none", "reviewed", "Sari")


def test_settings(store: Store) -> None:
    """A key holds one text."""
    assert store.settings.get("x", "awal") == "awal"
    store.settings.put("x", "1")
    store.settings.put("x", "2")
    store.settings.put("b", "é")
    assert store.settings.all() == {"b": "é", "x": "2"}
    store.settings.remove("x")
    store.settings.remove("x")
    assert store.settings.get("x") == ""


def test_all_is_still_there_after_reopening(tmp_path: Path, empty_sqlite: Path, clock: StoppedClock) -> None:
    """Closing and opening loses nothing."""
    path = str(shutil.copy(empty_sqlite, tmp_path / "k.db"))
    with Store.open(path, clock=clock) as store:
        store.issues.save([an_issue(1)], NOON)
        store.settings.put("a", "b")
    with Store.open(path, clock=clock) as store:
        assert store.issues.known() == [an_issue(1)]
        assert store.settings.all() == {"a": "b"}
