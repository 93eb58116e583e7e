"""Places for signatures in Word: one to the right, several two by two."""

from __future__ import annotations

from reports import word_xml as xml
from reports.blocks import Signature, Signer
from reports.word_xml import Cell

_ROOM = 50.0


def signature_pieces(block: Signature, width: float, *, closing: bool = True) -> list[str]:
    """The paragraphs and the table of a signature block.

    Args:
        block: who signs, and where and when.
        width: room in points.
        closing: with the closing sentence before them.
    """
    pieces = [xml.paragraph(xml.run(block.closing), after=10, keep=True)] if closing and block.closing else []
    signers = block.signers
    if len(signers) == 1:
        indent = f'<w:ind w:left="{round(width * 20 * 0.55)}"/>'
        return [*pieces, *_alone(signers[0], block.place_date, indent)]
    half = round(width * 10)
    rows = []
    for at in range(0, len(signers), 2):
        pair = signers[at : at + 2]
        # Positions in one row and names in the next, so that names stand level under positions of any length.
        side = "center" if len(pair) == 1 else ""
        above = [_cell(_above(one, block.place_date if one is signers[1] else "", room=at == 0), side) for one in pair]
        names = [_cell(_below(one), side) for one in pair]
        span = 3 - len(pair)
        rows += [[Cell(cell.paragraphs, span=span) for cell in row] for row in (above, names)]
    return [*pieces, xml.table((half, half), (), rows, lines="", split=False)]


def _cell(lines: list[tuple[str, float, bool]], align: str) -> Cell:
    return Cell(
        "".join(
            xml.paragraph(xml.run(w, strong=strong), before=before, keep=True, align=align)
            for w, before, strong in lines
        )
    )


def _above(signer: Signer, place_date: str, *, room: bool) -> list[tuple[str, float, bool]]:
    """Lines before the signature; the left one leaves a line for the place and date that stand on the right."""
    words = [place_date or " "] if place_date or room else []
    return [(line, 0.0, False) for line in (*words, signer.role, f"{signer.position},") if line]


def _below(signer: Signer) -> list[tuple[str, float, bool]]:
    first = (signer.name, _ROOM, True)
    return [first, *((line, 0.0, False) for line in (signer.rank, signer.identity) if line)]


def _alone(signer: Signer, place_date: str, indent: str) -> list[str]:
    lines = [(place_date, 0.0, False)] if place_date else []
    lines += [(signer.role, 0.0, False)] if signer.role else []
    lines += [(signer.position, 0.0, False), *_below(signer)]
    last = len(lines) - 1
    return [
        xml.paragraph(
            xml.run(words, strong=strong), before=before, after=6 if i == last else 0, keep=i < last, indent=indent
        )
        for i, (words, before, strong) in enumerate(lines)
    ]
