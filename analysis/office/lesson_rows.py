"""What a post shows to the office's layer, as bytes that can be kept, and back: numbers only, no words."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy import sparse

from analysis.categories.layer import Said
from analysis.office.model import DENSE, HEADS, SPEC, Traits

Judged = tuple[str, Said]
"""Which lists of categories judged a post (`analysis.categories.lists.lists_digest`), and how."""
_COLUMNS: Final = (1 << SPEC.word_bits) + (1 << SPEC.char_bits)
_FIXED: Final = 3 * len(HEADS) + DENSE


def pack(traits: Traits, judged: Sequence[Judged] = ()) -> list[bytes]:
    """One piece of bytes for each row of the traits, with how the lists of categories judged the post where that is given."""
    fixed = np.concatenate([*(traits.base[head] for head in HEADS), traits.dense], axis=1).astype("<f4")
    words = traits.words.tocsr()
    found = []
    for row in range(len(traits)):
        part = slice(words.indptr[row], words.indptr[row + 1])
        columns, values = words.indices[part].astype("<u2"), words.data[part].astype("<f2")
        body = fixed[row].tobytes() + columns.tobytes() + values.tobytes()
        if judged:
            lists, said = judged[row]
            body += json.dumps([lists, *said]).encode()
        found.append(struct.pack("<I", len(columns)) + zlib.compress(body, 6))
    return found


def unpack(rows: Sequence[bytes]) -> Traits:
    """The traits of these pieces, in their order.

    Raises:
        ValueError: a piece is not one of ours.
    """
    fixed = np.zeros((len(rows), _FIXED), np.float32)
    indices: list[Any] = []
    values: list[Any] = []
    starts = [0]
    for place, piece in enumerate(rows):
        try:
            (count,) = struct.unpack("<I", piece[:4])
            body = zlib.decompress(piece[4:])
        except (struct.error, zlib.error) as error:
            raise ValueError("not a lesson") from error
        if len(body) < 4 * _FIXED + 4 * count:
            raise ValueError("not a lesson")
        fixed[place] = np.frombuffer(body, "<f4", _FIXED)
        indices.append(np.frombuffer(body, "<u2", count, 4 * _FIXED).astype(np.int32))
        values.append(np.frombuffer(body, "<f2", count, 4 * _FIXED + 2 * count).astype(np.float32))
        starts.append(starts[-1] + count)
    data = (
        np.concatenate([np.zeros(0, np.float32), *values]),
        np.concatenate([np.zeros(0, np.int32), *indices]),
        starts,
    )
    words = sparse.csr_matrix(data, shape=(len(rows), _COLUMNS))
    base = {head: fixed[:, 3 * k : 3 * k + 3] for k, head in enumerate(HEADS)}
    return Traits(base, fixed[:, 3 * len(HEADS) :], words)


def judged_of(piece: bytes) -> Judged | None:
    """How the lists judged the post of a lesson; None in lessons that do not say it."""
    try:
        (count,) = struct.unpack("<I", piece[:4])
        lists, code, score, second = json.loads(zlib.decompress(piece[4:])[4 * _FIXED + 4 * count :])
        return str(lists), Said(str(code), float(score), str(second))
    except (struct.error, zlib.error, ValueError, TypeError):
        return None
