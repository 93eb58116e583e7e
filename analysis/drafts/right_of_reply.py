"""Hak jawab: to one newsroom about one article, with what is wrong in it and what is right (UU 40/1999 Pasal 5)."""

from __future__ import annotations

from analysis.drafts.base import Kind, Line, Matter, Piece, sentences_of
from kentongan.core.day import PostView

FORM = "hak-jawab"
_OTHERS = 5


def lines(matter: Matter) -> tuple[Line, ...]:
    """The letter about the issue's foremost article; without an article, the article is a gap."""
    own, common = sentences_of(FORM), sentences_of("common")
    words = _article(matter, next(iter(matter.newest_news()), None))
    found = [
        matter.line(own["kepada"], **words),
        matter.line(own["pembuka"], **words),
        *(matter.line(own[key], Kind.POINT) for key in ("bagian", "fakta", "bukti")),
        matter.line(own["mohon"]),
        matter.line(own["tautan"], **words),
        matter.line(common["lembaga"]),
        matter.line(common["narahubung"]),
    ]
    return tuple(found)


def others(matter: Matter) -> tuple[Line, ...]:
    """The other articles of the issue, from which an officer may choose."""
    words = sentences_of("sheet")
    return tuple(
        matter.line(words["lain"], Kind.POINT, **_article(matter, view))
        for view in matter.newest_news()[1 : 1 + _OTHERS]
    )


def _article(matter: Matter, view: PostView | None) -> dict[str, Piece]:
    if view is None:
        return {
            "judul": Piece("[ISI: judul berita]"),
            "media": Piece("[ISI: nama media]"),
            "tanggal": Piece("[ISI: tanggal berita]"),
            "tautan": Piece("[ISI: tautan berita]"),
        }
    return {
        "judul": Piece(matter.masked(view.title) or "[ISI: judul berita]", (view.id,) if view.title.strip() else ()),
        "media": Piece(view.source_name or "[ISI: nama media]"),
        "tanggal": Piece(matter.day_of(view.published_at)),
        "tautan": Piece(view.url or "[ISI: tautan berita]"),
    }
