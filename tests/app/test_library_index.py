"""The kept index: built once, read by the next command, and never believed where it is damaged, stale or hostile."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from office_desk import Desk

from analysis.claims.file import NotThatIndex, index_key, read_index, write_index
from analysis.claims.index import FactCheckIndex
from analysis.claims.match import match
from analysis.claims.ranking import shipped_ranker
from kentongan.core.findings import FactCheck
from kentongan.pipeline.factchecks import index as library
from kentongan.pipeline.workspace import Workspace, open_workspace

CHECKS = [
    FactCheck("a", "Undian berhadiah Bank Lampung lewat tautan", "Bank Lampung membagikan hadiah mobil, daftar segera"),
    FactCheck(
        "b", "Air rebusan serai menyembuhkan kanker", "Minum rebusan serai tiap pagi, kanker hilang dalam sepekan"
    ),
    FactCheck(
        "c", "Jembatan Kali Wening roboh", "", "2025-01-02", "Salah", "https://cek.example/artikel/jembatan-roboh"
    ),
]
TEXTS = ["dapat undian mobil dari bank lampung klik tautan", "jembatan kali wening roboh barusan", "selamat pagi semua"]


def answers(index: FactCheckIndex) -> list[object]:
    """What the index answers."""
    return list(match(TEXTS, [""] * len(TEXTS), index, shipped_ranker(), 5))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A written index."""
    path = tmp_path / "index.npz"
    with path.open("wb") as file:
        write_index(FactCheckIndex.build(CHECKS), index_key(CHECKS), file)
    return path


def test_a_kept_index_answers_like_a_built_one(kept: Path) -> None:
    """Orders, scores, decisions, addresses and names come back as they were."""
    built, read = FactCheckIndex.build(CHECKS), read_index(kept, index_key(CHECKS), CHECKS)
    assert answers(read) == answers(built)
    assert (read.urls, read.names, read.weights.size) == (built.urls, built.names, built.weights.size)
    assert read.urls


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_file_is_no_index(kept: Path, share: float) -> None:
    """Wherever the writing stopped."""
    whole = kept.read_bytes()
    kept.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(NotThatIndex):
        read_index(kept, index_key(CHECKS), CHECKS)


def test_a_flipped_byte_is_no_index(kept: Path) -> None:
    """The checksum of each part is looked at."""
    whole = bytearray(kept.read_bytes())
    with zipfile.ZipFile(kept) as archive:
        entry = archive.getinfo("full_words_data.npy")
    whole[entry.header_offset + 200 + entry.file_size // 2] ^= 0x40
    kept.write_bytes(bytes(whole))
    with pytest.raises(NotThatIndex):
        read_index(kept, index_key(CHECKS), CHECKS)


def changed(path: Path, **parts: object) -> None:
    """Replace parts of a written index, checksums and all."""
    with np.load(path) as found:
        arrays = {name: found[name] for name in found.files}
    with path.open("wb") as file:
        np.savez(file, **(arrays | parts))  # type: ignore[arg-type]


def test_numbers_that_point_outside_are_refused(kept: Path) -> None:
    """Compiled code would follow them."""
    with np.load(kept) as found:
        columns, notes = found["full_words_indices"], json.loads(found["notes"].tobytes())
    outside = columns.copy()
    outside[0] = 2**30
    for parts in (
        {"full_words_indices": outside},
        {"full_words_indices": -columns},
        {"full_words_data": np.full(columns.size, np.nan, dtype=np.float32)},
        {"idf_words": np.zeros(3, dtype=np.float32)},
        {"notes": np.frombuffer(json.dumps(notes | {"urls": {"x": [99]}}).encode(), dtype=np.uint8)},
        {"notes": np.frombuffer(b"[1]", dtype=np.uint8)},
    ):
        before = kept.read_bytes()
        changed(kept, **parts)
        with pytest.raises(NotThatIndex):
            read_index(kept, index_key(CHECKS), CHECKS)
        kept.write_bytes(before)


def test_nothing_is_unpickled(kept: Path) -> None:
    """An array of objects would run whatever it says."""
    changed(kept, notes=np.array([{"key": index_key(CHECKS)}], dtype=object))
    with pytest.raises(NotThatIndex):
        read_index(kept, index_key(CHECKS), CHECKS)


def test_a_packed_file_is_refused(kept: Path) -> None:
    """A small file must not become a huge one."""
    with np.load(kept) as found:
        arrays = {name: found[name] for name in found.files}
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    kept.write_bytes(packed.getvalue())
    with pytest.raises(NotThatIndex):
        read_index(kept, index_key(CHECKS), CHECKS)


def test_another_library_has_another_key() -> None:
    """A word more, another order, or a field moved into its neighbour."""
    moved = [FactCheck("a", CHECKS[0].title + CHECKS[0].narrative, ""), *CHECKS[1:]]
    assert len({index_key(some) for some in (CHECKS, CHECKS[::-1], CHECKS[:2], moved)}) == 4


@pytest.fixture
def workspace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An office that keeps even small indexes."""
    monkeypatch.setattr(library, "WORTH", 1)
    monkeypatch.setattr(library, "_last", None)
    with open_workspace(desk.folder / "kentongan.toml") as opened:
        opened.data_folder.mkdir(parents=True, exist_ok=True)
        yield opened


def test_the_next_command_reads_what_the_last_one_built(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built once; a new process reads; a changed library or a torn file is built anew and replaced."""
    built: list[int] = []
    build = FactCheckIndex.build

    def noted(checks: Sequence[FactCheck]) -> FactCheckIndex:
        built.append(len(checks))
        return build(checks)

    monkeypatch.setattr(FactCheckIndex, "build", noted)

    def ask(checks: list[FactCheck]) -> FactCheckIndex:
        """As a new process would."""
        monkeypatch.setattr(library, "_last", None)
        return library.library_index(workspace, checks)

    first = ask(CHECKS)
    assert answers(ask(CHECKS)) == answers(first)
    assert built == [3]
    ask(CHECKS[:2])
    assert built == [3, 2]
    path = workspace.data_folder / library.FILE
    path.write_bytes(path.read_bytes()[:-100])
    ask(CHECKS[:2])
    ask(CHECKS[:2])
    assert built == [3, 2, 2]
    assert [p.name for p in workspace.data_folder.iterdir() if library.FILE in p.name] == [library.FILE]


def test_where_nothing_can_be_written_the_index_still_answers(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs time, not answers, and leaves no draft behind."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analysis.claims.file.write_index", full)
    assert answers(library.library_index(workspace, CHECKS)) == answers(FactCheckIndex.build(CHECKS))
    assert not [p for p in workspace.data_folder.iterdir() if library.FILE in p.name]
