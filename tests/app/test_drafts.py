"""Drafts say what the posts, the phrase bank and the office's settings say, and nothing else."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from office_desk import DAY, Desk
from planted import CUT_OFF, Found

from analysis.advice.forbidden import bans
from analysis.advice.playbook import DRAFT_MARK
from analysis.advice.playbook_file import FORMS as ADVICE_FORMS
from analysis.advice.playbook_file import shipped_playbook
from analysis.drafts import FORMS, draft
from analysis.drafts.base import Matter, fixed_words
from analysis.drafts.social_caption import LIMITS, room
from analysis.summaries.faithfulness import doubts
from kentongan.core.day import DayFindings
from kentongan.core.drafts import GAP, Draft, Kind, Line, Piece
from kentongan.pipeline.desk.drafting import matters
from reports.draft_files import draft_docx, draft_text

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from day_factory import example_day
from hard_days import heavy_day, hostile_day

#: Words that names of issues and the sheet's own figures are made of.
_OURS = (
    "Klaim keluhan penyebutan Kecamatan Desa Kabupaten Kota akun warga Januari Februari November nama [nama] [akun]",
)


def own_words(matter: Matter) -> tuple[str, ...]:
    """What needs no post: fixed sentences, phrases, settings, and what the playbook and the outlets are called."""
    office, advice = matter.office, matter.issue.recommendation
    settings = [
        office.agency,
        office.short,
        office.city,
        office.leader,
        *office.official_accounts,
        *office.leader_names,
    ]
    settings += [
        matter.issue.owner,
        advice.reason,
        *(name for unit in office.units for name in (unit.name, *unit.aliases)),
    ]
    posts = [f"{view.source_name} {view.url} {matter.day_of(view.published_at)}" for view in matter.views]
    posts += [f"{q.source_name} {matter.day_of(q.published_at)}" for q in matter.issue.evidence]
    body = matter.words["kewenangan"].text
    count = str(sum(view.kind == "complaint" for view in matter.views))
    limits = [f"{limit:,}".replace(",", ".") for limit in LIMITS.values()]
    return (
        *fixed_words(), *shipped_playbook().phrases.values(), *settings, *posts, *ADVICE_FORMS, *_OURS, body, count, *limits, *LIMITS,
        *map(str, range(1, 9)), "tidak benar penipuan dapat dipastikan kebenarannya hanya sebagian",
    )  # fmt: skip


def beyond(matter: Matter, *made: Draft) -> list[str]:
    """The words of drafts about one matter that nobody gave; what they share is read once."""
    own = own_words(matter)
    once = (" ".join(sorted({word for text in own for word in text.split()})),)
    places = (*_OURS, *(place.name for place in matter.issue.places))
    found = []
    for piece in {piece for one in made for line in (*one.lines, *one.sheet) for piece in line.pieces}:
        bare = GAP.sub(" ", piece.text)
        texts = tuple(f"{v.title}\n{v.text}" for p in piece.posts if (v := matter.posts.get(p)))
        # Own words stand as they are in a fixed sentence or in the settings; borrowed ones are held to their posts.
        if piece.posts:
            found += [f"{doubt.kind}: {doubt.text} ({bare[:60]})" for doubt in doubts(bare, texts, known=places)]
        elif not any(piece.text.strip() in text for text in own):
            found += [f"{doubt.kind}: {doubt.text} ({bare[:60]})" for doubt in doubts(bare, (), known=once)]
    return found


def each(day: DayFindings) -> Iterator[tuple[Matter, Draft]]:
    """Every form of every issue of a day."""
    for matter in matters(day).values():
        for form in FORMS:
            yield matter, draft(matter, form)


@pytest.fixture(scope="session")
def sample_day(by_day: dict[str, Found]) -> DayFindings:
    """The sample's last day."""
    return by_day[CUT_OFF.date().isoformat()].findings


def test_every_draft_of_the_sample_day_says_only_what_was_given(sample_day: DayFindings) -> None:
    """Every number, name and other word of all forms of all issues: in its cited posts, or the office's own."""
    found = matters(sample_day)
    assert len(found) >= 8
    for matter in found.values():
        assert beyond(matter, *(draft(matter, form) for form in FORMS)) == []


def test_the_program_that_proves_it_finds_what_is_planted(sample_day: DayFindings) -> None:
    """A number, a name, a date or a denial put into a draft is found, so that the proof above can fail."""
    matter = matters(sample_day)[sample_day.priority[0].id]
    good = draft(matter, "siaran-pers")
    for lie in (
        "Perbaikan menelan Rp750 juta",
        "kata Sutrisno Wibowo",
        "selesai 3 Desember 2026",
        "Tidak ada korban jiwa",
    ):
        assert beyond(matter, replace(good, lines=(*good.lines, Line((Piece(lie),))))), lie
    borrowed = Piece("Jalan sudah ditangani dan 900 truk lewat", matter.issue.posts[:3])
    assert beyond(matter, replace(good, lines=(Line((borrowed,)),)))


@pytest.mark.parametrize("made_day", [example_day, heavy_day, hostile_day])
def test_drafts_of_made_days(made_day: object) -> None:
    """The field guide's Monday, a crowded day, a day of hostile posts: own pieces hold no number, nothing forbidden."""
    day = made_day()  # type: ignore[operator]
    for matter, one in each(day):
        names = (matter.issue.name, matter.words["isu"].text)
        for line in one.lines:
            own = " ".join(GAP.sub(" ", piece.text) for piece in line.pieces if not piece.posts)
            assert not bans(own, names=names)
        text = draft_text(one, day.office, day.posts)
        assert text.startswith(DRAFT_MARK)
        assert "javascript:" not in text.casefold() or "[" in text
        assert not re.search(r"(?<!\d)\d{16}(?!\d)", text)


def test_no_draft_holds_a_forbidden_suggestion(sample_day: DayFindings) -> None:
    """Nor an answer that nobody gave: every draft has gaps, and none says untrue what nobody has decided."""
    for matter, one in each(sample_day):
        text = "\n".join(line.text for line in one.lines)
        assert not bans(" ".join(p.text for line in one.lines for p in line.pieces if not p.posts))
        assert one.gaps, one.form
        assert "hoaks" not in text.casefold().replace(matter.issue.name.casefold(), "")
        assert "tidak benar" not in text


def test_questions_are_the_ones_people_asked(sample_day: DayFindings) -> None:
    """Word for word from posts, at most 25 words, each with its post; answers are gaps."""
    matter = matters(sample_day)[sample_day.priority[0].id]
    asked = [line for line in draft(matter, "faq").lines if line.kind is Kind.HEADING and line.posts]
    assert asked
    for line in asked:
        question = line.pieces[-1].text
        assert question.endswith("?")
        assert len(question.split()) <= 25
        assert any(question[:40] in " ".join(matter.posts[post].text.split()) for post in line.posts)


def test_captions_fit_their_platforms(sample_day: DayFindings) -> None:
    """With room for what is filled in; one text a platform."""
    for matter in matters(sample_day).values():
        lines = draft(matter, "caption-medsos").lines
        pairs = list(zip(lines[0:-1:2], lines[1:-1:2], strict=True))
        assert [head.text.split(" (")[0] for head, _ in pairs] == list(LIMITS)
        for (head, line), limit in zip(pairs, LIMITS.values(), strict=True):
            assert room(line.text) <= limit, head.text


def test_tension_is_never_repeated(sample_day: DayFindings) -> None:
    """Neither the name of the matter nor what people said stands in any draft."""
    issue = sample_day.priority[0]
    slur = "usir kaum kafir dari kampung ini, penistaan agama, kata mereka"
    posts = {p: replace(v, text=slur, title="") for p, v in sample_day.posts.items()}
    tense = Matter(
        replace(issue, name="Usir kaum kafir", response=None), posts, sample_day.office, sample_day.window.end
    )
    assert tense.tense
    for form in FORMS:
        text = "\n".join(line.text for line in draft(tense, form).lines)
        assert "kafir" not in text.casefold(), form


def test_what_is_ours_and_what_is_not(sample_day: DayFindings) -> None:
    """Another body's matter is handed over in the reply, and the statement names whose it is."""
    issue = replace(sample_day.priority[0], authority="provinsi")
    matter = Matter(issue, sample_day.posts, sample_day.office, sample_day.window.end)
    assert not matter.ours
    assert "merupakan kewenangan" in "\n".join(line.text for line in draft(matter, "balasan-aduan").lines)
    assert "merupakan kewenangan" in "\n".join(line.text for line in draft(matter, "pernyataan-awal").lines)


def test_word_document_of_a_draft(sample_day: DayFindings) -> None:
    """Marked on each page, gaps in bold, the sheet apart, the same bytes twice."""
    import docx

    matter = matters(sample_day)[sample_day.priority[0].id]
    one = draft(matter, "siaran-pers")
    made = draft_docx(one, sample_day.office, sample_day.posts, sample_day.generated_at)
    document = docx.Document(io.BytesIO(made))
    texts = [paragraph.text for paragraph in document.paragraphs]
    bold = {run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold}

    assert "SIARAN PERS" in texts
    assert any("Lembar fakta untuk pemeriksa" in text for text in texts)
    assert {f"[ISI: {gap}]" for gap in one.gaps if gap not in ("nomor surat", "tanggal")} <= bold
    assert DRAFT_MARK in "".join(p.text for p in document.sections[0].first_page_header.paragraphs)
    assert made == draft_docx(one, sample_day.office, sample_day.posts, sample_day.generated_at)


def test_a_draft_stands_on_the_offices_paper(sample_day: DayFindings) -> None:
    """Head, foot and styles of the template; what its body says of a report is not said in a press release."""
    import docx

    from reports.template_example import example_template

    template = docx.Document(io.BytesIO(example_template("Pemkab Wanasari", lang="id")))
    template.sections[0].header.paragraphs[0].add_run(" · {{ status }}")
    template.styles["Normal"].font.name = "Bookman Old Style"
    kept = io.BytesIO()
    template.save(kept)
    one = draft(matters(sample_day)[sample_day.priority[0].id], "siaran-pers")
    made = draft_docx(one, sample_day.office, sample_day.posts, sample_day.generated_at, kept.getvalue())
    document = docx.Document(io.BytesIO(made))
    head = document.sections[0]
    kop = "".join(cell.text for table in head.first_page_header.tables for row in table.rows for cell in row.cells)
    body = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "PEMKAB WANASARI" in kop
    assert "· –" in head.header.paragraphs[0].text
    assert document.styles["Normal"].font.name == "Bookman Old Style"
    assert DRAFT_MARK in "".join(p.text for p in head.first_page_header.paragraphs)
    assert "SIARAN PERS" in body
    assert "Lembar fakta untuk pemeriksa" in body
    assert "Dengan hormat" not in body
    assert "{{" not in body + kop
    assert any(paragraph.text.startswith("Dengan hormat") for paragraph in template.paragraphs)


@pytest.mark.more
def test_the_command_writes_drafts(desk: Desk, daily_folder: Path, by_day: dict[str, Found], tmp_path: Path) -> None:
    """To the screen, to a text, to a Word file; what cannot be is said in one line."""
    assert by_day
    office = Desk(daily_folder)
    shown = office.call("draft", "jalan ambles", "--form", "hak-jawab", "-o", tmp_path / "hj.docx")
    assert shown.code == 0, shown.err
    assert (tmp_path / "hj.docx").read_bytes().startswith(b"PK")
    assert "Yang masih harus diisi" in shown.err
    for words in (("jalan ambles", "--form", "puisi"), ("tidak ada", "--form", "faq"), ("x", "-o", tmp_path / "a.odt")):
        said = desk.call("draft", *words, "--day", DAY)
        assert said.code == 2
        assert len(said.lines) == 1
