"""A draft as a text and as a Word document: marked as a draft, gaps in bold, the sheet of facts on a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from kentongan.core.clock import zone
from kentongan.core.day import PostView
from kentongan.core.drafts import GAP, Draft, Kind, Line
from kentongan.core.findings import Level
from kentongan.core.office import Office
from reports.blocks import Block, Paragraph, Points, Report, Section, Span, State, Text
from reports.docx_files import render_docx
from reports.links import link_of
from reports.redaction import redact
from reports.wording import DRAFT_STAMP


def draft_text(draft: Draft, office: Office, posts: Mapping[str, PostView]) -> str:
    """The draft as plain lines; sources are numbered and named at the end."""
    sources = _sources(draft, posts)
    rows = [DRAFT_STAMP.id, "", draft.title, office.agency, *(f"{label}: {value}" for label, value in draft.head), ""]
    rows += _rows(draft.lines, office, {})
    if draft.sheet:
        rows += ["", "-" * 40, *_rows(draft.sheet, office, sources)]
    if sources:
        rows += ["", "Sumber:", *(f"[{number}] {_named(posts[post])}" for post, number in sources.items())]
    return "\n".join(rows).rstrip() + "\n"


def _rows(lines: Sequence[Line], office: Office, sources: Mapping[str, int]) -> list[str]:
    rows: list[str] = []
    for line in lines:
        text = redact(line.text, office.official_accounts)
        marks = "".join(f" [{sources[post]}]" for post in line.posts[:3] if post in sources)
        if line.kind is Kind.POINT:
            rows.append(f"- {text}{marks}")
        else:
            rows += ["", f"{text}{marks}"]
    return rows[1:] if rows and not rows[0] else rows


def draft_docx(
    draft: Draft, office: Office, posts: Mapping[str, PostView], made: datetime, template: bytes | None = None
) -> bytes:
    """The draft as a Word document, with head, foot and styles of the office's template where there is one.

    The template's body is left out: its words speak of a report ("Status hari itu"), and a draft is none.

    Raises:
        TemplateError: the template cannot be used.
    """
    sources = _sources(draft, posts)
    sections = [Section("naskah", "", "", _blocks(draft.lines, office, {}))]
    if draft.sheet:
        heading, *rest = draft.sheet
        named = [(Span(f"{_named(posts[post])} "), *_link(posts[post])) for post in sources]
        blocks = _blocks(rest, office, sources)
        listed: tuple[Block, ...] = (
            (Paragraph((Span("Sumber", strong=True),)), Points(tuple(named), ordered=True)) if named else ()
        )
        sections.append(Section("lembar", "", heading.text, (*blocks, *listed), annex=True))
    report = Report(
        id=f"draf-{draft.form}",
        kind="draf",
        title=draft.title,
        agency=office.agency,
        meta=draft.head,
        sections=tuple(sections),
        lists=(),
        clipping=(),
        posts={},
        lang="id",
        zone=office.zone,
        day=made.astimezone(zone(office.zone)).date().isoformat(),
        generated_at=made,
        level=Level.STABLE,
        state=State.DRAFT,
        stamp=DRAFT_STAMP.id,
        footer=f"{draft.title.capitalize()} — {office.agency}",
    )
    return render_docx(report, template, own_words=True)


def _blocks(lines: Sequence[Line], office: Office, sources: Mapping[str, int]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    points: list[Text] = []
    for line in lines:
        marks = tuple(Span(f" [{sources[post]}]", quiet=True) for post in line.posts[:3] if post in sources)
        if line.kind is Kind.POINT:
            points.append((*_spans(line, office), *marks))
            continue
        if points:
            blocks.append(Points(tuple(points)))
            points = []
        strong = line.kind is Kind.HEADING
        blocks.append(Paragraph((*_spans(line, office, strong=strong), *marks)))
    return (*blocks, Points(tuple(points))) if points else tuple(blocks)


def _spans(line: Line, office: Office, *, strong: bool = False) -> Text:
    """The words with every gap in bold, so that none is overlooked."""
    text, spans, end = redact(line.text, office.official_accounts), [], 0
    for gap in GAP.finditer(text):
        spans += [Span(text[end : gap.start()], strong=strong), Span(gap[0], strong=True)]
        end = gap.end()
    return tuple(span for span in (*spans, Span(text[end:], strong=strong)) if span.text)


def _sources(draft: Draft, posts: Mapping[str, PostView]) -> dict[str, int]:
    """Post → number, in the order in which the sheet cites them, at most three a line."""
    cited = dict.fromkeys(post for line in draft.sheet for post in line.posts[:3] if post in posts)
    return {post: number for number, post in enumerate(cited, start=1)}


def _named(view: PostView) -> str:
    """Outlet and headline; of a private person only that it is one."""
    who = "akun warga" if view.personal else view.source_name
    title = "" if view.personal else f": {view.title or view.text[:80]}"
    return redact(f"{who}{title}")


def _link(view: PostView) -> Text:
    address = link_of(view)
    return (Span(address, url=address),) if address else ()
