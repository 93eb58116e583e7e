"""`import`: files and pasted text into posts, in batches, so that a killed import goes on where it stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from collectors.files.mapping import ColumnMapping, check_fields
from collectors.files.reading import FileHarvest, file_source, read_file, read_pasted
from kentongan.core.errors import KentonganError, StoreError, UsageError
from kentongan.core.messages import Say
from kentongan.core.posts import Post, PostKind, Source
from kentongan.core.runs import Outcome, OutcomeKind
from kentongan.pipeline.collecting.intake import intake
from kentongan.pipeline.search_index import add_posts
from kentongan.pipeline.workspace import Workspace

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file gave: how it went, which tool's export it is and which column was read as what, where known."""

    outcome: Outcome
    mapping: Say | None = None
    recognised: Say | None = None


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    overrides: Mapping[str, str] | None = None,
    kind: str = "",
    name: str = "",
) -> list[Imported]:
    """Bring in files one after another; a file that cannot be read costs that file only.

    Args:
        workspace: where to.
        paths: files; "-" is standard input.
        overrides: field → column, the officer's word over the proposed mapping.
        kind: what the posts are, "" = each row is looked at.
        name: name of the source, "" = the file's.

    Raises:
        UsageError: no such kind or field. StoreError: the database cannot be written.
    """
    post_kind = kind_named(kind)
    check_fields(overrides or {})
    run = workspace.store.runs.start("import")
    with workspace.progress.task(Say("Mengimpor", "Importing"), None) as task:
        results = []
        for path in paths:
            results.append(_import(workspace, path, overrides or {}, post_kind, name))
            task.advance(results[-1].outcome.seen)
    # A name that leads nowhere is a slip of the pen; only what is there is a source that the report must account for.
    real = [result.outcome for path, result in zip(paths, results, strict=True) if str(path) == "-" or path.is_file()]
    workspace.store.runs.finish(run, real)
    return results


def kind_named(kind: str) -> PostKind | None:
    """The kind of posts that an officer named; None for "".

    Raises:
        UsageError: there is none.
    """
    if not kind:
        return None
    try:
        return PostKind(kind)
    except ValueError as error:
        raise UsageError(
            Say(f"Jenis unggahan {kind} tidak dikenal.", f"There is no kind of post {kind}."),
            Say("Pilihan: " + ", ".join(PostKind) + ".", "Choose from: " + ", ".join(PostKind) + "."),
        ) from error


def _import(
    workspace: Workspace, path: Path, overrides: Mapping[str, str], kind: PostKind | None, name: str
) -> Imported:
    source = file_source(name or path.name, zone=workspace.office.zone)
    try:
        harvest = _open(workspace, path, overrides, kind, replace(source, name=name or path.name))
        workspace.store.sources.upsert([harvest.source])
        new = _keep(workspace, harvest)
        if not harvest.recognised:
            for mapping in harvest.mappings.values():
                workspace.store.sources.keep_mapping(mapping.key, {"mapping": mapping.to_json()})
        return Imported(replace(harvest.outcome, new=new), _shown(harvest.mappings), _named(harvest.recognised))
    except StoreError:
        raise
    except KentonganError as error:
        return Imported(Outcome(source.id, source.name, OutcomeKind.FAILED, reason=error.as_say()))


def _open(
    workspace: Workspace, path: Path, overrides: Mapping[str, str], kind: PostKind | None, source: Source
) -> FileHarvest:
    now, zone = workspace.clock.now(), workspace.office.zone
    if str(path) == "-":
        return read_pasted(sys.stdin.read(), zone=zone, now=now, kind=kind)
    proposed = read_file(path, zone=zone, now=now, overrides=overrides, kind=kind, source=source)
    if overrides:
        return proposed
    for mapping in proposed.mappings.values():
        kept = workspace.store.sources.mapping_for(mapping.key)
        if kept and kept["mapping"] != mapping.to_json():
            remembered = ColumnMapping.from_json(kept["mapping"])
            if not (proposed.recognised and remembered.is_proposal()):
                return read_file(path, zone=zone, now=now, mapping=remembered, kind=kind, source=source)
    return proposed


def _keep(workspace: Workspace, harvest: FileHarvest) -> int:
    """Put the posts on the shelf, one transaction a batch; returns how many were new."""
    posts = intake(
        harvest.posts,
        harvest.source,
        key=workspace.key,
        now=workspace.clock.now(),
        official=workspace.office.official_accounts,
    )
    return sum(add_posts(workspace, batch).new for batch in _batches(posts))


def _batches(posts: Iterable[Post]) -> Iterator[list[Post]]:
    stream = iter(posts)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _named(tools: Sequence[str]) -> Say | None:
    """Which tools' exports a file holds; None where nobody's was recognised."""
    if not tools:
        return None
    return Say(f"Dikenali sebagai ekspor {', '.join(tools)}.", f"Recognised as an export of {', '.join(tools)}.")


def _shown(mappings: Mapping[str, ColumnMapping]) -> Say | None:
    """Which column is read as what, and which personal columns were left out, for the officer to check."""
    shown = [mapping for mapping in mappings.values() if mapping.columns]
    if not shown:
        return None
    parts_id, parts_en = [], []
    for mapping in shown:
        pairs = ", ".join(f"{field} ← {column}" for field, column in mapping.columns.items())
        dropped = ", ".join(mapping.dropped)
        parts_id.append(pairs + (f"; tidak dibaca (data pribadi): {dropped}" if dropped else ""))
        parts_en.append(pairs + (f"; not read (personal data): {dropped}" if dropped else ""))
    return Say(" | ".join(parts_id), " | ".join(parts_en))
