"""The index of the fact-check library: built once, kept beside the store, and read by whichever command comes next."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.core.findings import FactCheck
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from analysis.claims.index import FactCheckIndex

FILE = "indeks-cek-fakta.npz"
#: From so many fact-checks on, reading a file is faster than building.
WORTH = 500

#: The last index asked for: the dashboard asks again and again.
_last: tuple[str, FactCheckIndex] | None = None


def library_index(workspace: Workspace, checks: Sequence[FactCheck]) -> FactCheckIndex:
    """The index of these fact-checks. A kept one that is stale or damaged is built anew and replaced.

    Raises:
        ModelError: the model file behind the weights is missing or damaged.
    """
    global _last  # noqa: PLW0603
    from analysis.claims.file import NotThatIndex, index_key, read_index
    from analysis.claims.index import FactCheckIndex

    key, held = index_key(checks), _last
    if held is not None and held[0] == key:
        return held[1]
    path = workspace.data_folder / FILE
    try:
        index = read_index(path, key, checks)
    except NotThatIndex:
        index = FactCheckIndex.build(checks)
        if len(checks) >= WORTH:
            _keep(index, key, path)
    _last = key, index
    return index


def _keep(index: FactCheckIndex, key: str, path: Path) -> None:
    """Write beside and put in place at once; where that fails (a full disk, a folder nobody may write), the next command builds it."""
    from analysis.claims.file import write_index

    with suppress(OSError):
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                write_index(index, key, file)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
