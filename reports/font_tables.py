"""Two tables of a TrueType file: which characters it has, and how wide they are (OpenType specification, cmap, hmtx)."""

from __future__ import annotations

import struct


def glyph_ids(font: bytes) -> dict[int, int]:
    """Code point → number of its glyph, from the font's `cmap` (formats 4 and 12)."""
    start = _offsets(font)[b"cmap"]
    found: dict[int, int] = {}
    for i in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">I", font, start + 4 + 8 * i + 4)[0]
        kind = struct.unpack_from(">H", font, offset)[0]
        if kind == 4:
            found |= _format_4(font, offset)
        elif kind == 12:
            for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", font, offset + 16 + 12 * group)
                found.update((code, glyph + code - first) for code in range(first, last + 1))
    return found


def advances(font: bytes) -> dict[int, float]:
    """Code point → width in ems."""
    tables = _offsets(font)
    units = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]
    start = tables[b"hmtx"]
    return {
        code: struct.unpack_from(">H", font, start + 4 * min(glyph, count - 1))[0] / units
        for code, glyph in glyph_ids(font).items()
    }


def _offsets(font: bytes) -> dict[bytes, int]:
    return {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }


def _format_4(font: bytes, offset: int) -> dict[int, int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, offset + 14)
    base = offset + 16 + 2 * count
    starts = struct.unpack_from(f">{count}H", font, base)
    deltas = struct.unpack_from(f">{count}H", font, base + 2 * count)
    ranges = struct.unpack_from(f">{count}H", font, base + 4 * count)
    found = {}
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if ranges[i]:
                at = base + 4 * count + 2 * i + ranges[i] + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, at)[0]
                glyph = glyph and glyph + deltas[i]
            else:
                glyph = code + deltas[i]
            if glyph & 0xFFFF and code != 0xFFFF:
                found[code] = glyph & 0xFFFF
    return found
