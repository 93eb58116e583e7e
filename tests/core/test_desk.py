"""The hoax desk's rules: order of steps, two persons, clocks, figures, rise. No database, no clock of the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core import desk_moves as moves
from kentongan.core.clock import Window
from kentongan.core.desk import DeskCase, Event, EventKind, Stage, fold, fold_all, missing
from kentongan.core.desk_figures import desk_month, rises
from kentongan.core.desk_next import lacking, next_step
from kentongan.core.errors import ApprovalError, DeskError, KentonganError, UsageError
from kentongan.core.findings import FactCheck, VerificationState
from kentongan.core.verdicts import HoaxType, read_verdict, title_tag, verdict_of

NOON = datetime(2026, 11, 16, 5, tzinfo=UTC)
SARI, BUDI = "Sari Wulandari, Pranata Humas", "Budi Santoso, Kasubbag Humas"
TOLD = {"said": "Bantuan Rp600.000", "form": "tautan", "where": "WA", "when": "tadi", "posts": ["p-1"]}
STEP = {"text": "Konfirmasi", "owner": "Dinsos", "due": NOON}


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def after(case: DeskCase, event: Event) -> DeskCase:
    """The case with one more event."""
    return fold([*case.events, event])


def received(**told: object) -> DeskCase:
    """A case at its first stage."""
    return fold([moves.receive("k-1", NOON, SARI, hours=3, limit_hours=24, told={**TOLD, **told})])


def verifying() -> DeskCase:
    """With a claim and one step."""
    return after(received(), moves.formulate(received(), at(5), SARI, "Pemkab memberi Rp600.000", [STEP]))


def concluded() -> DeskCase:
    """With a verdict that nobody else has seen."""
    case = after(verifying(), moves.finish(verifying(), at(30), SARI, 1, "tidak ada program itu"))
    verdict = moves.conclude(
        case, at(60), SARI, state="hoaks", kind="palsu", sentence="Itu palsu", evidence=["https://a.go.id/x"]
    )
    return after(case, verdict)


def published() -> DeskCase:
    """Approved by another and published."""
    case = after(concluded(), moves.approve(concluded(), at(90), BUDI))
    return after(case, moves.publish(case, at(120), SARI, "https://a.go.id/klarifikasi"))


def test_a_corrected_address_keeps_the_moment_of_publishing() -> None:
    case = after(published(), moves.publish(published(), at(300), SARI, "https://a.go.id/benar"))

    assert (case.link, case.published_at) == ("https://a.go.id/benar", at(120))


def test_the_whole_way() -> None:
    """Each step leads to the next, and the state on the axis is final only after the second person."""
    stages = [
        received(),
        verifying(),
        concluded(),
        after(concluded(), moves.approve(concluded(), at(90), BUDI)),
        published(),
    ]
    assert [case.stage for case in stages] == [
        Stage.RECEIVED, Stage.VERIFYING, Stage.CONCLUDED, Stage.APPROVED, Stage.PUBLISHED
    ]  # fmt: skip
    assert [case.state for case in stages] == [
        VerificationState.NEEDED, VerificationState.UNDERWAY, VerificationState.UNDERWAY, VerificationState.HOAX,
        VerificationState.HOAX,
    ]  # fmt: skip
    known = published().as_factcheck("Pemkab")
    assert known.id == "k-1"
    assert verdict_of(known).kind is HoaxType.FABRICATED


MOVES: dict[str, Callable[[DeskCase], Event]] = {
    "claim": lambda c: moves.formulate(c, at(200), SARI, "Satu kalimat klaim", [STEP]),
    "complete": lambda c: moves.complete(c, at(200), SARI, {"where": "FB"}),
    "step": lambda c: moves.plan(c, at(200), SARI, "Langkah", "", 3),
    "done": lambda c: moves.finish(c, at(200), SARI, 1, "hasil"),
    "verdict": lambda c: moves.conclude(c, at(200), SARI, state="benar", sentence="Benar", evidence=["surat 1"]),
    "approve": lambda c: moves.approve(c, at(200), BUDI),
    "return": lambda c: moves.send_back(c, at(200), BUDI, "kurang bukti"),
    "draft": lambda c: moves.draft(c, at(200), SARI),
    "publish": lambda c: moves.publish(c, at(200), SARI, "https://a.go.id/1"),
    "refuse": lambda c: moves.refuse(c, at(200), SARI, "opini"),
    "close": lambda c: moves.close(c, at(200), SARI, "selesai"),
    "reopen": lambda c: moves.reopen(c, at(200), SARI, "bukti baru", hours=3, limit_hours=24),
    "note": lambda c: moves.note(c, at(200), SARI),
}
ALLOWED = {
    Stage.RECEIVED: {"claim", "complete", "refuse"},
    Stage.VERIFYING: {"claim", "step", "done", "refuse"},
    Stage.CONCLUDED: {"approve", "return"},
    Stage.PUBLISHED: {"draft", "publish", "close", "reopen"},
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("case", [received(), verifying(), concluded(), published()], ids=lambda c: c.stage.name)
def test_wrong_order_is_one_clear_error(case: DeskCase, name: str) -> None:
    """What is not allowed at a stage says so and names the command that comes next."""
    if name in ALLOWED[case.stage]:
        assert fold([*case.events, MOVES[name](case)]).events[-1].by in {SARI, BUDI}
        return
    with pytest.raises(DeskError) as caught:
        MOVES[name](case)
    assert f"kentongan claims" in caught.value.to("id")  # noqa: F541
    assert "k-1" in caught.value.to("en")


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=14))
def test_no_order_of_steps_reaches_a_verdict_without_two_persons(names: list[str]) -> None:
    """Whatever is tried: a final state has a conclusion, evidence and two different names."""
    case = received()
    for name in names:
        try:
            case = after(case, MOVES[name](case))
        except KentonganError:
            continue
        if case.state in {VerificationState.TRUE, VerificationState.HOAX, VerificationState.FRAUD}:
            assert case.conclusion is not None
            assert case.conclusion.evidence
            assert not moves.same_person(case.conclusion.by, case.approved_by)
    assert [event.number for event in case.events] == list(range(1, len(case.events) + 1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sari Wulandari, Pranata Humas", "SARI  wulandari, Kasubbag", True),
        ("Sari W, Ketua", "Sari Wulandari, Pranata", True),
        ("Dr. H. Budi Santoso, Kadis", "Budi Santoso, Kabid", True),
        ("Budi, Kasubbag", "Budi Santoso, Kadis", True),
        ("Budi Santoso, Kasubbag", "Budi Hartono, Kasubbag", False),
        ("Sari Wulandari, Pranata", "Budi Santoso, Pranata", False),
    ],
)
def test_one_person_is_not_two(one: str, other: str, same: bool) -> None:
    """Position, titles, case and initials make no second person."""
    assert moves.same_person(one, other) is same


def test_the_second_person_is_another() -> None:
    """The author may neither approve nor send back; a name needs its position."""
    for by in (SARI, "sari wulandari, Kadis", "Sari W., Kadis"):
        with pytest.raises(ApprovalError):
            moves.approve(concluded(), at(70), by)
    with pytest.raises(ApprovalError):
        moves.approve(concluded(), at(70), "Budi Santoso")


@pytest.mark.parametrize(
    "given",
    [
        {"state": "hoaks", "kind": "", "evidence": ["https://a.id/1"]},
        {"state": "hoaks", "kind": "palsu", "evidence": []},
        {"state": "hoaks", "kind": "palsu", "evidence": ["surat 12"]},
        {"state": "penipuan", "evidence": ["surat 12"]},
        {"state": "perlu verifikasi", "evidence": ["https://a.id/1"]},
        {"state": "hoaks", "kind": "jahat", "evidence": ["https://a.id/1"]},
        {"state": "benar", "sentence": " ", "evidence": ["surat 12"]},
    ],
)
def test_a_verdict_needs_what_it_needs(given: dict[str, object]) -> None:
    """Type, evidence, a link where it accuses, a sentence, and one of the verdicts."""
    case = after(verifying(), moves.finish(verifying(), at(30), SARI, 1, "hasil"))
    with pytest.raises(UsageError):
        moves.conclude(case, at(60), SARI, **{"sentence": "Kesimpulan", **given})  # type: ignore[arg-type]


def test_incomplete_reports_and_opinions() -> None:
    """A picture without a question and an opinion are stopped before a claim is made, unless somebody insists."""
    picture = received(form="gambar")
    assert [one.id for one in missing(picture)] == ["pertanyaan tentang gambar atau videonya"]
    assert lacking(picture).en == "a question about the picture or video"
    assert "claims complete" in next_step(picture).id
    assert picture.state is VerificationState.UNCHECKED
    with pytest.raises(DeskError):
        moves.formulate(picture, at(1), SARI, "Jalan ambles hari ini", [])
    with pytest.raises(DeskError):
        moves.formulate(received(), at(1), SARI, "Pemkab tidak becus", [], opinion=True)
    insisted = moves.formulate(picture, at(1), SARI, "Jalan ambles hari ini", [], insist="fotonya jelas")
    assert after(picture, insisted).stage is Stage.VERIFYING
    refused = after(received(), moves.refuse(received(), at(1), SARI, "opini"))
    assert refused.state is VerificationState.OPINION


def test_the_months_figures() -> None:
    """Received, refused, verified, median, published, waiting, overdue: over the events of the span."""
    other = moves.receive("k-2", at(10), SARI, hours=1, limit_hours=24, told=TOLD)
    third = [moves.receive("k-3", at(20), SARI, hours=1, limit_hours=24, told=TOLD)]
    third.append(moves.refuse(fold(third), at(30), SARI, "gambar tanpa pertanyaan"))
    cases = fold_all([*third, other, *published().events])
    month = desk_month(cases, Window(NOON, at(300)), seen_after=4)
    assert (month.received, month.published, month.waiting, month.overdue) == (3, 1, 1, 1)
    assert month.refused == (("gambar tanpa pertanyaan", 1),)
    assert month.verified == (("hoaks – konten palsu", 1),)
    assert (month.hours_to_verdict, month.within_target) == (1.5, 1)
    assert desk_month(cases, Window(at(-600), at(-300))).received == 0


def test_a_claim_rises_again_once() -> None:
    """Enough posts after the publication wake the case; noted, it sleeps until there are twice as many."""
    case, now = published(), at(60 * 48)
    few, many = [now - timedelta(hours=1)] * 2, [now - timedelta(hours=h) for h in range(5)]
    before = [NOON - timedelta(hours=h) for h in range(20)]
    assert rises([*before, *few], case, now, least=3) == 0
    assert rises([*before, *many], case, now, least=3) == 5
    woken = after(case, moves.wake(case, now, 5))
    assert rises(many, woken, now, least=3) == 0
    noted = after(woken, moves.note(woken, now, SARI))
    later = now + timedelta(hours=2)
    assert rises([later - timedelta(hours=1)] * 9, noted, later, least=3) == 0
    assert rises([later - timedelta(hours=1)] * 10, noted, later, least=3) == 10
    steady = [now - timedelta(hours=h) for h in range(0, 45, 5)]
    assert rises(steady, case, now, least=3) == 0


def test_a_history_with_a_gap_is_refused() -> None:
    """Events are one chain from the reception on."""
    events = published().events
    with pytest.raises(ValueError, match="gap"):
        fold([events[0], *events[2:]])
    with pytest.raises(ValueError, match="begins"):
        fold([Event("k-1", 1, EventKind.APPROVED, BUDI, NOON)])


@pytest.mark.parametrize(
    ("label", "title", "state", "kind"),
    [
        ("Salah", "", VerificationState.HOAX, None),
        ("False Context", "", VerificationState.HOAX, HoaxType.FALSE_CONTEXT),
        ("Konteks yang Salah", "", VerificationState.HOAX, HoaxType.FALSE_CONTEXT),
        ("Konten yang Dimanipulasi", "", VerificationState.HOAX, HoaxType.MANIPULATED),
        ("", "[PENIPUAN] Tautan", VerificationState.FRAUD, None),
        ("Konten Tiruan", "[PENIPUAN] Tautan", VerificationState.FRAUD, HoaxType.IMPOSTER),
        ("Belum Terbukti", "", VerificationState.UNVERIFIABLE, None),
        ("Sebagian Benar", "", VerificationState.PARTLY, None),
        ("bukan hoaks", "", VerificationState.TRUE, None),
        ("not_hoax", "", VerificationState.TRUE, None),
        ("Tidak benar", "", VerificationState.HOAX, None),
        ("Satire", "", None, HoaxType.SATIRE),
        ("3", "Laporan cuaca", None, None),
        ("", "Hoaks! Video jembatan roboh", VerificationState.HOAX, None),
        ("", "Cek Fakta: Tidak Benar Ini Video Banjir di Wanasari", VerificationState.HOAX, None),
        ("", "Cek Fakta: Benarkah Bantuan Dibagikan Lewat Tautan?", None, None),
        ("", "Belum Ada Bukti: Air Rebusan Menyembuhkan", VerificationState.UNVERIFIABLE, None),
    ],
)
def test_worded_verdicts(label: str, title: str, state: VerificationState | None, kind: HoaxType | None) -> None:
    """What publishers write, on our axis and among the seven types; what is unclear stays unclear."""
    found = read_verdict(label, title)
    assert (found.state, found.kind) == (state, kind)
    assert verdict_of(FactCheck("x", title, label=label)) == found
    assert title_tag("[Wanasari] Kegiatan") == ""
