"""The sheet of facts under a draft: what was found, with its posts, for whoever checks the draft. Not to be published."""

from __future__ import annotations

from analysis.drafts.base import Kind, Line, Matter, Piece, sentences_of
from kentongan.core.posts import PostKind


def sheet_of(matter: Matter) -> tuple[Line, ...]:
    """What the playbook advises, what was found, quotes, what was answered; nothing of it is confirmed."""
    words, issue = sentences_of("sheet"), matter.issue
    advice = issue.recommendation
    lines = [
        matter.line(words["judul"], Kind.HEADING),
        matter.line(words["saran"], bentuk=Piece(advice.form), alasan=Piece(f"Alasan: {advice.reason}.")),
        matter.line(words["pantauan"]),
    ]
    lines += [Line((matter.quoted(said),), Kind.POINT) for said in issue.summary]
    for quote in issue.evidence:
        view = matter.posts.get(quote.post_id)
        source = "akun warga" if view is None or view.personal else quote.source_name
        told = Piece(f"{source}, {matter.day_of(quote.published_at)}")
        said = Piece(matter.masked(quote.text), (quote.post_id,))
        lines.append(matter.line(words["kutipan"], Kind.POINT, kutipan=said, sumber=told))
    if matter.answer is not None:
        lines.append(matter.line(sentences_of("common")["pernah"], Kind.POINT, tanggapan=matter.answer))
    complaints = tuple(view.id for view in matter.views if view.kind is PostKind.COMPLAINT)
    if complaints:
        lines.append(matter.line(words["aduan"], Kind.POINT, jumlah=Piece(str(len(complaints)))))
    return tuple(lines)
