"""The decision table of the field guide, its drafts, its deadlines, and what it must never say."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.advice.facts import IssueFacts
from analysis.advice.forbidden import bans
from analysis.advice.playbook import (
    DRAFT_MARK,
    SPEAKS,
    asks,
    deadline,
    decisions_on_advice,
    recommend,
    written_by_officer,
)
from analysis.advice.playbook_file import Playbook, Row, shipped_playbook
from kentongan.core.findings import Correction, Level, Severity, Tone, VerificationState
from kentongan.core.office import Office, Unit

OFFICE = Office(
    "Pemerintah Kabupaten Wanasari",
    "PEMKAB WANASARI",
    leader="Bupati Wanasari",
    units=(Unit("DPUPR", ("INFRA",)), Unit("Diskominfo", ("HUMAS",)), Unit("Badan Kesbangpol", ("SARA",))),
    zone="WITA",
)
# Friday 20 November 2026, 06.30 WITA
NOW = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)


def _facts(u: int, s: int, g: int, level: Level, **more: Any) -> IssueFacts:
    return IssueFacts("Jalan ambles ruas A–B", "INFRA", Severity(u, s, g, level), **{"sources": 5, **more})


@pytest.mark.parametrize(
    ("facts", "situation", "form", "owner"),
    [
        (
            _facts(1, 2, 1, Level.STABLE, sources=1, tone_agency=Tone.NEGATIVE),
            "rendah",
            "tidak perlu direspons",
            "Diskominfo",
        ),
        (_facts(1, 2, 2, Level.STABLE, is_complaint=True, ours=True), "rendah_aduan", "balasan aduan", "DPUPR"),
        (
            _facts(1, 2, 2, Level.STABLE, is_complaint=True, ours=False),
            "rendah_bukan_kewenangan",
            "balasan aduan",
            "Diskominfo",
        ),
        (_facts(3, 3, 3, Level.ALERT, is_complaint=True, ours=True), "aduan", "tindak lanjut lapangan", "DPUPR"),
        (
            _facts(3, 3, 3, Level.ALERT, is_complaint=True, ours=False),
            "aduan_bukan_kewenangan",
            "balasan aduan",
            "Diskominfo",
        ),
        (
            _facts(4, 4, 4, Level.STANDBY, is_complaint=True),
            "aduan_siaga",
            "tindak lanjut lapangan",
            "Diskominfo + DPUPR",
        ),
        (
            _facts(4, 3, 3, Level.STANDBY, verification=VerificationState.NEEDED),
            "belum_terverifikasi",
            "pernyataan awal",
            "Diskominfo + DPUPR",
        ),
        (
            _facts(3, 3, 3, Level.ALERT, verification=VerificationState.HOAX),
            "hoaks_terverifikasi",
            "klarifikasi",
            "Diskominfo",
        ),
        (_facts(3, 3, 3, Level.ALERT, wrong_context=True), "konteks_keliru", "klarifikasi", "Diskominfo"),
        (_facts(3, 3, 3, Level.ALERT, media_wrong=True), "berita_keliru", "hak jawab", "Diskominfo + Bagian Hukum"),
        (
            _facts(3, 3, 3, Level.ALERT, our_mistake=True),
            "kekeliruan_kita",
            "pernyataan awal",
            "Bupati Wanasari; Diskominfo",
        ),
        (_facts(2, 3, 2, Level.ALERT, has_question=True), "pertanyaan", "info layanan", "PPID"),
        (_facts(3, 4, 2, Level.ALERT, sara=True), "sara", "tindak lanjut lapangan", "Badan Kesbangpol"),
        (_facts(5, 5, 4, Level.CRISIS), "krisis", "pernyataan awal", "Bupati Wanasari; Diskominfo"),
        (_facts(5, 5, 4, Level.CRISIS, sources=2), "krisis_data_kurang", "data belum cukup", "Diskominfo + DPUPR"),
        (_facts(3, 4, 3, Level.STANDBY, sources=2), "data_kurang_siaga", "data belum cukup", "Diskominfo + DPUPR"),
        (_facts(3, 3, 2, Level.ALERT, sources=2), "data_kurang", "data belum cukup", "Diskominfo"),
        (_facts(2, 1, 3, Level.STABLE, positive=True), "capaian", "penguatan publikasi", "Diskominfo"),
        (_facts(3, 3, 3, Level.ALERT, responded="sudah"), "sudah_direspons", "pantau saja", "Diskominfo"),
        (_facts(3, 3, 3, Level.ALERT), "waspada", "pantau saja", "Diskominfo + DPUPR"),
        (_facts(4, 4, 3, Level.STANDBY, tone_event=Tone.NEGATIVE), "siaga", "pernyataan awal", "Diskominfo + DPUPR"),
    ],
)
def test_decision_table(facts: IssueFacts, situation: str, form: str, owner: str) -> None:
    """Each situation of the table leads to its form and owner."""
    found = recommend(facts, OFFICE, NOW)
    assert (found.situation, found.form, found.owner) == (situation, form, owner)


def test_no_row_of_the_table_is_dead() -> None:
    """Every deciding row is reached by some facts, so that no situation is shadowed by another."""
    levels = [(1, 2, 1, Level.STABLE), (2, 3, 3, Level.ALERT), (4, 4, 3, Level.STANDBY), (5, 5, 4, Level.CRISIS)]
    reached = set()
    switches = [
        {}, {"positive": True}, {"sara": True}, {"media_wrong": True}, {"our_mistake": True}, {"wrong_context": True},
        {"has_question": True}, {"responded": "sudah"}, {"tone_event": Tone.NEGATIVE}, {"tone_agency": Tone.NEGATIVE},
    ]  # fmt: skip
    for (u, s, g, level), switch, complaint, ours, sources, state in product(
        levels, switches, (True, False), (True, False, None), (1, 5), VerificationState
    ):
        facts = _facts(u, s, g, level, is_complaint=complaint, ours=ours, sources=sources, verification=state, **switch)
        reached.add(recommend(facts, OFFICE, NOW).situation)
    wanted = {row.key for row in shipped_playbook().rows if not row.note}
    assert wanted - reached <= {"selain_itu"}


def test_reason_shows_the_numbers() -> None:
    """What decided can be checked: counts, growth, sources, USG, response."""
    facts = _facts(4, 4, 4, Level.STANDBY, n24=40, n24_prev=9, media=3, platforms=3, responded="belum")
    text = recommend(facts, OFFICE, NOW).reason
    for part in (
        "40 naskah berbeda/24 jam",
        "sebelumnya 9",
        "naik 4,4 kali",
        "3 media",
        "3 platform",
        "U4 S4 G4 = 12",
        "belum direspons",
    ):
        assert part in text


def test_drafts_keep_their_gaps_and_their_mark() -> None:
    """A draft is marked, leaves unknown facts open, and nothing is drafted where nothing is to be said."""
    draft = recommend(_facts(5, 5, 4, Level.CRISIS, minor_or_victim=True), OFFICE, NOW).draft
    assert draft.startswith(DRAFT_MARK)
    assert "[ISI: jam]" in draft
    assert "prihatin" in draft
    assert recommend(_facts(1, 2, 1, Level.STABLE), OFFICE, NOW).draft == ""
    unknown = recommend(replace(_facts(5, 5, 4, Level.CRISIS), category="XX"), OFFICE, NOW).draft
    assert "[ISI: OPD]" in unknown


def test_slurs_are_not_repeated_in_public() -> None:
    """In SARA tension the draft doesn't carry the issue's name."""
    facts = replace(_facts(3, 4, 2, Level.ALERT, sara=True), name="usir kaum X")
    assert "kaum X" not in recommend(facts, OFFICE, NOW).draft


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("menit:60", (2026, 11, 20, 7, 30)),
        ("jam:3", (2026, 11, 20, 9, 30)),
        ("jam:24", (2026, 11, 21, 6, 30)),
        ("hari_ini", (2026, 11, 20, 16, 0)),
        ("hari_kerja:3", (2026, 11, 25, 16, 0)),
    ],
)
def test_deadlines(clock: str, expected: tuple[int, ...]) -> None:
    """Clocks run in the office's zone; working days skip the weekend."""
    found = deadline(clock, NOW, OFFICE)
    assert found is not None
    assert (found.year, found.month, found.day, found.hour, found.minute) == expected
    assert found.utcoffset() is not None


def test_today_ends_on_a_working_day() -> None:
    """On a Saturday, and late in the day, "today" means the next working morning; the next report has no hour."""
    saturday = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    late = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    for now in (saturday, late):
        found = deadline("hari_ini", now, OFFICE)
        assert found is not None
        assert (found.day, found.hour) == (23, 10)
    assert deadline("berikutnya", NOW, OFFICE) is None


def test_what_the_leader_is_asked() -> None:
    """Gravest first, each once, none where nothing is to be decided."""
    low, high = _facts(1, 2, 1, Level.STABLE), _facts(5, 5, 4, Level.CRISIS)
    cases = [(facts, recommend(facts, OFFICE, NOW)) for facts in (low, high, high)]
    found = asks(cases, OFFICE)
    assert found[0].startswith("Penunjukan juru bicara")
    assert len(found) == len(set(found)) == 2


def test_nothing_is_said_in_public_on_fewer_than_three_sources() -> None:
    """Whatever an office's own playbook says: two sources are too few, a week's three are enough, a person's word is."""
    rows = [Row("selalu", {}, "Sampaikan pernyataan awal mengenai {isu}.", form) for form in sorted(SPEAKS)]
    for row in rows:
        book = Playbook((row,), shipped_playbook().phrases)
        few = recommend(_facts(4, 4, 4, Level.STANDBY, sources=2), OFFICE, NOW, book)
        assert (few.form, few.draft) == ("data belum cukup", "")
        assert "baru 2 sumber independen (perlu 3)" in few.reason
        assert few.deadline is not None
        for enough in ({"sources": 1, "sources_week": 3}, {"sources": 3}, {"sources": 1, "our_mistake": True}):
            assert recommend(_facts(4, 4, 4, Level.STANDBY, **enough), OFFICE, NOW, book).form == row.form


def test_a_standby_issue_of_another_body_still_gets_a_statement() -> None:
    """The clock of Siaga is three hours, whoever is in charge; the leader is asked."""
    facts = _facts(4, 4, 4, Level.STANDBY, is_complaint=True, ours=False, authority_body="Dinas PUPR provinsi")
    found = recommend(facts, OFFICE, NOW)
    assert (found.situation, found.form) == ("siaga_bukan_kewenangan", "pernyataan awal")
    assert found.deadline is not None
    assert (found.deadline - NOW).total_seconds() <= 3 * 3600
    assert "Dinas PUPR provinsi" in found.draft
    assert asks([(facts, found)], OFFICE)[0].startswith("Persetujuan pernyataan awal")


def test_what_an_officer_writes_stands_by_name() -> None:
    """In place of the playbook's, until it is taken back; never with a forbidden suggestion."""
    advice = recommend(_facts(3, 3, 3, Level.ALERT), OFFICE, NOW)
    own = Correction("i-1", "advice", "Undang warga berdialog di balai desa.", "Sari, Pranata Humas", NOW)
    bad = replace(own, value="Kerahkan buzzer.")
    back = replace(own, value="", at=NOW.replace(year=2027))

    written = written_by_officer(advice, decisions_on_advice([own])["i-1"])
    assert written.action == own.value
    assert "Sari, Pranata Humas" in written.reason
    assert written.deadline == advice.deadline
    assert written_by_officer(advice, decisions_on_advice([bad])["i-1"]) == advice
    assert decisions_on_advice([own, back])["i-1"] == {}


@given(
    st.tuples(*[st.integers(1, 5)] * 3),
    st.sampled_from(list(Level)),
    st.sampled_from(list(VerificationState)),
    st.integers(0, 9),
    st.text(max_size=60),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_nothing_forbidden_and_always_an_owner(
    usg: tuple[int, ...], level: Level, state: VerificationState, sources: int, name: str, switches: list[bool]
) -> None:
    """Whatever the facts: a form, an owner, a reason, a dated or open deadline, and nothing of the forbidden list."""
    names = (
        "has_question",
        "is_complaint",
        "positive",
        "minor_or_victim",
        "sara",
        "media_wrong",
        "our_mistake",
        "wrong_context",
        "inside",
    )
    facts = IssueFacts(
        name,
        "INFRA",
        Severity(*usg, level),
        verification=state,
        sources=sources,
        **dict(zip(names, switches, strict=True)),
    )
    found = recommend(facts, OFFICE, NOW)
    assert found.form
    assert found.owner
    assert found.reason
    assert found.deadline is None or found.deadline > NOW
    spoken = f"{found.action} {found.draft}"
    lower = name[:1].lower() + name[1:]
    assert not bans(spoken, names=(name, name.strip(), lower, lower.strip()))
    assert not found.draft or found.draft.startswith(DRAFT_MARK)


def test_names_with_braces_stay_names() -> None:
    """Posts are hostile: a name is never a template."""
    facts = replace(_facts(3, 3, 3, Level.ALERT), name="{opd} {0} {isu.__class__}")
    assert "{opd} {0} {isu.__class__}" in recommend(facts, OFFICE, NOW).action
