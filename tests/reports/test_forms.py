"""The forms beside the daily report: what each says, that it cites, that it fits, that it invents nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from period_factory import period

from kentongan.core.errors import ReportError
from kentongan.core.findings import Level
from kentongan.core.messages import Lang
from kentongan.core.updates import Baseline, Stood, Update, baseline_of, changes
from reports.blocks import Report, Signature, State, Table
from reports.chat_text import LIMIT, length
from reports.flavours import flavour
from reports.forms.frame import holder
from reports.forms.message import message
from reports.forms.registry import FORMS, Making, Scope
from reports.forms.situation import next_update
from reports.lists import texts
from reports.plain_text import outline

NAMES = list(FORMS)


def update_of(day: Any) -> Update:
    """Six hours after a stable morning in which one of the issues was known."""
    known = {view.id: Stood(Level.STABLE, "belum") for view in day.priority[1:2]}
    return changes(day, Baseline(day.window.end - timedelta(hours=6), 0, Level.STABLE, known))


def made(name: str, day: Any, lang: Lang = "id", **how: Any) -> Report:
    """A form of the example day, or of a period that ends with it."""
    form = FORMS[name]
    issue = day.priority[0] if form.issue_needed or name == "situasi" else None
    material: Any = day
    if form.scope is Scope.UPDATE:
        material = update_of(day)
    elif form.scope in (Scope.WEEK, Scope.MONTH):
        material = period(7 if form.scope is Scope.WEEK else 31, missing=2)
    return form.compose(material, Making(lang=lang, issue=issue, **how))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_reference_and_every_number_leads_somewhere(days: ModuleType, name: str, lang: Lang) -> None:
    """A reference is a row of the annex, a number's list holds known posts, and the same material says the same."""
    day = days.example_day()
    report = made(name, day, lang)
    rows = dict(enumerate(report.clipping, start=1))
    annex = next(b for s in report.sections for b in s.blocks if isinstance(b, Table) and b.key == "kliping")
    assert len(annex.rows) == len(rows) > 0
    labelled = 0
    for section in report.sections:
        for text in texts(section):
            for span in text:
                if span.posts and not span.label:
                    number = re.search(r"\[(\d+)\]", span.text)
                    assert number is not None, span
                    assert rows[int(number[1])] == span.posts[0]
                labelled += bool(span.label)
    assert labelled >= 2
    # Of a period's posts those are looked up that are shown; the others are kept by id.
    if FORMS[name].scope not in (Scope.WEEK, Scope.MONTH):
        assert {p for entry in report.lists for p in entry.posts} <= set(report.posts)
    assert report == made(name, day, lang)
    assert report.stamp
    assert made(name, day, lang, state=State.APPROVED).stamp == ""


@pytest.mark.parametrize("name", NAMES)
def test_fixed_words_follow_the_language(days: ModuleType, name: str) -> None:
    """Title, labels, headings and column heads are none of the other language's; what posts say stays as it is."""

    def fixed(lang: Lang) -> set[str]:
        report = made(name, days.example_day(), lang)
        heads = {c.heading for s in report.sections for b in s.blocks if isinstance(b, Table) for c in b.columns}
        return {report.title, *(label for label, _ in report.meta), *(s.title for s in report.sections), *heads} - {""}

    assert fixed("id") & fixed("en") <= {"Media/platform", "Status"}
    assert not re.search(
        r"belum direspons|sudah direspons|lewat tenggat|sejak pukul", outline(made(name, days.example_day(), "en"))
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_chat_text_fits_a_phone(days: ModuleType, name: str) -> None:
    """1,500 characters on any day; without a named checker it says that it may not be sent."""
    day = days.heavy_day(300)
    report = made(name, day)
    shown = message(report, day, FORMS[name].told)
    assert length(shown.whatsapp) <= LIMIT
    assert shown.whatsapp.startswith(f"*{report.title}")
    assert "BELUM BOLEH DIKIRIM" in shown.whatsapp
    assert "[1]" not in shown.whatsapp
    assert shown.telegram.count("<b>") == shown.telegram.count("</b>") > 1


def test_an_update_tells_only_what_changed(days: ModuleType) -> None:
    """New, moved, answered, claims: yes; what leaders know already: no; nothing at all: one sentence."""
    day = days.example_day()
    words = outline(made("pembaruan", day))
    changed = words.partition("2. Yang Berubah")[2].partition("3. Mohon Arahan")[0]
    assert "Isu baru: Jalan ambles ruas A–B" in changed
    assert "Naik tingkat: Antrean layanan Disdukcapil dari 🟢 Stabil ke 🟡 Waspada" in changed
    assert "Klaim perlu verifikasi: “Bantuan Rp600.000 Pemkab”; konfirmasi ke Dinsos" in changed
    assert "Tarif parkir" not in changed
    same = changes(day, replace(baseline_of(day, 1), at=day.window.end - timedelta(hours=6)))
    assert not same.meaningful
    report = FORMS["pembaruan"].compose(same, Making())
    assert "Tidak ada perubahan berarti sejak pukul 00.00 WITA." in outline(report)
    assert ("Pembaruan ke-", "2") in report.meta


def test_a_week_compares_the_same_sources_and_names_missing_days(days: ModuleType) -> None:
    """A source that only one week has is left out by name; days that were not kept are said."""
    found = period(7, missing=2)
    assert len(found.compared.left_out) == 1
    words = outline(FORMS["mingguan"].compose(found, Making()))
    assert f"Tidak ikut: {found.compared.left_out[0]}." in words
    assert "5 dari 7 hari tercatat" in words
    assert "Hari tanpa catatan: Selasa, 28 Januari, Rabu, 29 Januari." in words
    assert len(days.example_day().counted) == 214
    assert "1.070 penyebutan" in words


def test_a_month_defines_its_figures_and_proves_work() -> None:
    """Each measure has a definition; work stands under its officer; negatives are annexed and the rest counted."""
    found = period(31)
    report = FORMS["bulanan"].compose(found, Making())
    tables = {b.key: b for s in report.sections for b in s.blocks if isinstance(b, Table)}
    assert all(len(row[4][0].text) > 20 for row in tables["kinerja"].rows)
    words = outline(report)
    assert "Waktu deteksi | 2,0 jam (median 2 isu)" in words
    assert "Budi, Pranata Humas | Laporan disetujui | 30" in words
    assert "few complaints" not in words
    assert set(found.negatives) <= set(report.clipping)


def test_letters_leave_gaps_and_have_their_order(days: ModuleType) -> None:
    """Nobody is made up; whoever approved signs."""
    day = days.example_day()
    memo, study = made("nota-dinas", day), made("telaahan-staf", day)
    assert [label for label, _ in memo.meta] == [
        *("Yth.", "Dari", "Tembusan", "Tanggal", "Nomor", "Sifat", "Lampiran", "Hal"),
    ]
    assert [s.number + s.title for s in study.sections[:6]] == [
        *("APersoalan", "BPraanggapan", "CFakta yang Mempengaruhi", "DAnalisis", "ESimpulan", "FSaran"),
    ]
    assert dict(memo.meta)["Dari"] == "[ISI: jabatan pengirim]"
    facts = next(s for s in study.sections if s.key == "fakta")
    cited = [text for text in texts(facts) if any(span.posts for span in text)]
    assert len(cited) >= len(day.priority[0].summary) + 1
    signed = replace(day, office=replace(day.office, checker="Sari, Kepala Diskominfo"))
    last = FORMS["nota-dinas"].compose(signed, Making()).sections[-2].blocks[0]
    assert isinstance(last, Signature)
    assert (last.name, last.position, last.place_date) == ("Sari", "Kepala Diskominfo", "")
    with pytest.raises(ReportError):
        FORMS["telaahan-staf"].compose(day, Making())


def test_a_situation_report_says_what_nobody_knows(days: ModuleType) -> None:
    """Unverified facts stand under a warning, victims are a gap, and the next report has an hour."""
    day = days.example_day()
    report = made("situasi", day, number=3)
    words = outline(report)
    assert report.title.endswith("NOMOR 3")
    assert "kebenarannya belum dipastikan" in words.partition("2. Yang Diketahui")[2].partition("1. ")[0]
    assert "[ISI: jumlah dan sumbernya" in words
    at = next_update(day.priority[0], day.window.end + timedelta(minutes=7))
    assert at is not None
    assert (at - day.window.end) == timedelta(hours=4, minutes=15)
    assert next_update(day.priority[1], day.window.end) is None


@pytest.mark.parametrize("name", ["pembaruan", "nota-dinas", "telaahan-staf", "situasi"])
def test_hostile_posts_reach_no_form(days: ModuleType, name: str) -> None:
    """No account, number or script of the hostile day's posts, in page or chat."""
    day = days.hostile_day()
    report = made(name, day)
    page = flavour("html").render(report, day).decode()
    shown = message(report, day, FORMS[name].told)
    assert "<script" not in page
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    for text in (page, shown.whatsapp, shown.telegram):
        assert not re.search(r"budi_santoso|081234567890|3275010101900001|budi@surel", text)
    assert length(shown.whatsapp) <= LIMIT


@pytest.mark.more
def test_pages_and_paper_draw_the_forms(days: ModuleType) -> None:
    """The flavours know nothing of forms; a strip of levels and a letter without headings are drawn all the same."""
    day = days.example_day()
    week = flavour("html").render(made("mingguan", day), holder(period(7, missing=2))).decode()
    assert 'role="img" aria-label="Tingkat tertinggi tiap isu.' in week
    memo = made("nota-dinas", day)
    assert "<h2" not in flavour("html").render(memo, day).decode().partition('id="lampiran-a"')[0]
    assert flavour("pdf").render(memo, day).startswith(b"%PDF")
