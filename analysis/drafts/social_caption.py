"""Caption media sosial: one text a platform, as long as the platform takes, with room left for what a person fills in."""

from __future__ import annotations

from typing import Final

from analysis.drafts.base import GAP, Kind, Line, Matter, Piece, sentences_of

FORM = "caption-medsos"
#: Characters a caption may have. X: 280; Threads: 500; Instagram and TikTok: 2.200; a picture's caption in Telegram and
#: WhatsApp: 1.024. Facebook takes 63.206; beyond some 500 it is folded.
LIMITS: Final = {
    "X": 280,
    "Threads": 500,
    "Facebook": 500,
    "Telegram/WhatsApp": 1024,
    "Instagram": 2200,
    "TikTok": 2200,
}
#: What a gap is thought to need once it is filled in.
GAP_ROOM: Final = 60


def lines(matter: Matter) -> tuple[Line, ...]:
    """For each platform a heading with its limit, then as many of the sentences as fit, the foremost first."""
    own = sentences_of(FORM)
    found: list[Line] = []
    for platform, limit in LIMITS.items():
        words = {"platform": Piece(platform), "batas": Piece(f"{limit:,}".replace(",", "."))}
        found.append(matter.line(own["batas"], Kind.HEADING, **words))
        found.append(_fitting(_said(matter), limit))
    found.append(matter.line(own["gambar"]))
    return tuple(found)


def room(text: str) -> int:
    """The characters that a caption will need; beyond the basic plane two each, as X counts; gaps as filled in."""
    bare = GAP.sub("", text)
    return len(bare) + sum(ord(mark) > 0xFFFF for mark in bare) + GAP_ROOM * len(GAP.findall(text))


def _said(matter: Matter) -> list[Line]:
    """Sentences, the most needed first."""
    own = sentences_of(FORM)
    if matter.tense:
        return [matter.phrase("menenangkan"), matter.phrase("imbauan")]
    if matter.issue.positive:
        return [matter.line(own["capaian"]), matter.phrase("apresiasi"), matter.line(own["kabar"])]
    asked = [matter.line(own["tanya"], pertanyaan=question) for question in matter.questions[:2]]
    warned = [matter.phrase("imbauan")] if matter.doubted else []
    return [matter.line(own["tanggapan"]), matter.line(own["kabar"]), *warned, *asked, matter.line(own["aduan"])]


def _fitting(said: list[Line], limit: int) -> Line:
    pieces: list[Piece] = []
    for line in said:
        joined = (*pieces, *([Piece(" ")] if pieces else []), *line.pieces)
        if room("".join(piece.text for piece in joined)) <= limit:
            pieces = list(joined)
    return Line(tuple(pieces) or (Piece(f"[ISI: naskah paling banyak {limit} karakter]"),))
