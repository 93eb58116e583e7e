"""A fact-check index as a file of plain arrays, so that later commands read it instead of building it again.

Only what takes long is kept: vectors, weights, addresses and names; the tables for lookup follow from them in a moment. The file is
numpy's own (``.npz``, never a pickle), not compressed, and checked whole before it is believed: each part's checksum, and that
every sparse matrix points only inside itself. Whatever is wrong with it, it is no index, and the caller builds one.
"""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.claims.index import FactCheckIndex
from analysis.claims.vectors import BACKGROUND, CHAR_BITS, WORD_BITS, Vectors, Weights
from analysis.learning.files import model_digests
from kentongan.core.findings import FactCheck

Array = NDArray[Any]

_WIDTHS: Final = {"words": 1 << WORD_BITS, "chars": 1 << CHAR_BITS, "sets": 1 << WORD_BITS}
_PARTS: Final = ("data", "indices", "indptr")
#: What decides what an index of the same fact-checks holds.
_CODE: Final = (
    "claims/file.py", "claims/index.py", "claims/kin.py", "claims/names.py", "claims/translation.py", "claims/vectors.py",
    "learning/hashing.py", "text/tokens.py",
    "data/kin_words.tsv", "data/slang.tsv", "data/stop_words.tsv",
)  # fmt: skip


class NotThatIndex(Exception):
    """The file is damaged, or is another library's or another version's index."""


def index_key(checks: Sequence[FactCheck]) -> str:
    """What an index depends on, as a digest: the fact-checks as far as they are indexed, the code, and the weights' model."""
    digest = hashlib.blake2b(_code().encode(), digest_size=16)
    for check in checks:
        for part in (check.id, check.title, check.narrative, check.url, check.date):
            text = part.encode("utf-8", "surrogatepass")
            digest.update(len(text).to_bytes(8, "little"))
            digest.update(text)
    return digest.hexdigest()


@cache
def _code() -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name in _CODE:
        digest.update(resources.files("analysis").joinpath(*name.split("/")).read_bytes())
    return digest.hexdigest() + model_digests()[BACKGROUND]


def write_index(index: FactCheckIndex, key: str, file: BinaryIO) -> None:
    """Write an index under its key."""
    arrays: dict[str, Array] = {"idf_words": index.weights.words, "idf_chars": index.weights.chars}
    for part, vectors in (("full", index.full), ("titles", index.titles.vectors)):
        for name in _WIDTHS:
            matrix = getattr(vectors, name)
            arrays |= {f"{part}_{name}_{field}": getattr(matrix, field) for field in _PARTS}
    for field in _PARTS:
        arrays[f"standing_{field}"] = getattr(index.standing, field)
    notes = {"key": key, "size": index.weights.size, "urls": index.urls, "names": sorted(index.names)}
    arrays["notes"] = np.frombuffer(json.dumps(notes).encode(), dtype=np.uint8)
    np.savez(file, allow_pickle=False, **arrays)


def read_index(path: Path, key: str, checks: Sequence[FactCheck]) -> FactCheckIndex:
    """The index that was written under `key`, for the fact-checks it was built from.

    Raises:
        NotThatIndex: the file is missing, cut, damaged, stale or made by somebody else.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            # Not compressed, so that no file of ours is larger than what it becomes.
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
                raise NotThatIndex
        with np.load(path, allow_pickle=False) as found:
            notes = json.loads(found["notes"].tobytes())
            if notes["key"] != key:
                raise NotThatIndex
            weights = Weights(
                _column(found["idf_words"], 1 << WORD_BITS),
                _column(found["idf_chars"], 1 << CHAR_BITS),
                int(notes["size"]),
            )
            full, titles = (_vectors(found, part, len(checks)) for part in ("full", "titles"))
            standing = _matrix(found, "standing", (1 << WORD_BITS, 1 << WORD_BITS))
        urls = {str(address): tuple(int(row) for row in rows) for address, rows in notes["urls"].items()}
        if any(not 0 <= row < len(checks) for rows in urls.values() for row in rows):
            raise NotThatIndex
        names = frozenset(str(name) for name in notes["names"])
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        MemoryError,
        zipfile.BadZipFile,
    ) as cause:
        raise NotThatIndex from cause
    return FactCheckIndex.assemble(checks, weights, full, titles, urls, names, standing)


def _column(values: Array, size: int) -> NDArray[np.float32]:
    if values.shape != (size,) or values.dtype != np.float32 or not np.isfinite(values).all():
        raise NotThatIndex
    return values


def _vectors(found: Any, part: str, rows: int) -> Vectors:
    matrices = {name: _matrix(found, f"{part}_{name}", (rows, width)) for name, width in _WIDTHS.items()}
    return Vectors(**matrices, lengths=np.diff(matrices["sets"].indptr).astype(np.int64))


def _matrix(found: Any, name: str, shape: tuple[int, int]) -> Any:
    data, indices, ends = (found[f"{name}_{field}"] for field in _PARTS)
    _column(data, data.size)
    if indices.dtype.kind != "i" or ends.dtype.kind != "i":
        raise NotThatIndex
    matrix = sparse.csr_matrix((data, indices, ends), shape=shape)
    # Compiled code trusts these numbers: one that points outside would read another's memory.
    matrix.check_format(full_check=True)
    return matrix
