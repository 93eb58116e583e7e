"""The office's sources: which there are, how they stand, and adding, switching, removing, carrying them over.

Sources have two homes: `[[sumber]]` in kentongan.toml, which only people edit, and the shelf, where officers add them with
a command or on a page. A switch on the shelf counts for both.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from collectors.feeds.opml import read_opml, write_opml
from collectors.feeds.source_lists import SourceEntry, read_source_table, write_source_table
from collectors.feeds.starter_pack import DISCOVER, StarterSource, pack_for
from collectors.outlets import plain_name
from kentongan.core.errors import InputError, UsageError
from kentongan.core.messages import Lang, Say
from kentongan.core.posts import Source
from kentongan.core.source_verdict import SourceHealth
from kentongan.core.system_errors import plain_reason
from kentongan.core.urls import canonical_url, host_of
from kentongan.pipeline.collecting.source_entries import checked_source, with_choices
from kentongan.pipeline.collecting.source_health import source_health
from kentongan.pipeline.workspace import Workspace
from kentongan.store.sources import OFFICER, SETTINGS

_NEAR = 4


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of the office, where it is written down, and how it stands."""

    source: Source
    origin: str
    health: SourceHealth

    def as_json(self, lang: Lang = "id") -> dict[str, object]:
        """The row in JSON's own types."""
        return {**self.health.as_json(lang), "origin": self.origin, "enabled": self.source.enabled}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list of sources brought: new ones, those that were there, and what could not be used."""

    added: tuple[Source, ...]
    known: tuple[Source, ...]
    refused: tuple[Say, ...]


def all_sources(workspace: Workspace) -> list[tuple[Source, str]]:
    """Every source with its home: those of the settings in their order, then the officers' by name.

    A source is `enabled` only where both homes say so.
    """
    shelf = workspace.store.sources
    off = {source.id for source in shelf.all(enabled=False)}
    listed = workspace.settings.sources()
    known = {source.id for source in listed}
    added = [source for source in shelf.all(origin=OFFICER) if source.id not in known]
    both = [*((source, SETTINGS) for source in listed), *((source, OFFICER) for source in added)]
    return [(replace(one, enabled=one.enabled and one.id not in off), home) for one, home in both]


def source_rows(workspace: Workspace) -> tuple[SourceRow, ...]:
    """Every source and how it stands now."""
    found = all_sources(workspace)
    healths = source_health(workspace, [source for source, _ in found])
    return tuple(SourceRow(one, home, health) for (one, home), health in zip(found, healths, strict=True))


def find_source(workspace: Workspace, text: str) -> tuple[Source, str]:
    """The source that a person means by a name, a part of it, an address or an id, and its home.

    Raises:
        UsageError: none or several; the message lists the near ones.
    """
    found = all_sources(workspace)
    for fits in (_is_exactly, _contains):
        chosen = [one for one in found if fits(one[0], text)]
        if len(chosen) == 1:
            return chosen[0]
        if chosen:
            listed = "; ".join(f"{one.name} ({host_of(one.address)})" for one, _ in chosen[:_NEAR])
            raise UsageError(
                Say(f"Ada beberapa sumber {text}: {listed}.", f"There are several sources {text}: {listed}."),
                Say("Sebutkan alamatnya.", "Name its address."),
            )
    names = {one.name.casefold(): one.name for one, _ in found}
    near = difflib.get_close_matches(text.casefold(), names, n=_NEAR, cutoff=0.5)
    listed = ", ".join(names[name] for name in near)
    raise UsageError(
        Say(
            f"Sumber {text} tidak ada." + (f" Yang mirip: {listed}." if near else ""),
            f"There is no source {text}." + (f" Similar: {listed}." if near else ""),
        ),
        Say("Lihat: kentongan sources list.", "See: kentongan sources list."),
    )


def _is_exactly(source: Source, text: str) -> bool:
    key = canonical_url(text) if "." in text and " " not in text.strip() else ""
    return (
        text.strip() in {source.id, source.address}
        or plain_name(source.name) == plain_name(text)
        or (bool(key) and canonical_url(source.address) == key)
    )


def _contains(source: Source, text: str) -> bool:
    part = plain_name(text)
    return bool(part) and (part in plain_name(source.name) or part in plain_name(host_of(source.address)))


def same_address(workspace: Workspace, source: Source) -> tuple[Source, str] | None:
    """The source that is there already under this address, whatever its kind and however it is written."""
    key = canonical_url(source.address)
    for one, home in all_sources(workspace):
        if one.id == source.id or (key and canonical_url(one.address) == key and one.options == source.options):
            return one, home
    return None


def completed(workspace: Workspace, source: Source, said: SourceEntry) -> Source:
    """`source` with what its predecessor under the same address says where the officer said nothing now."""
    before = same_address(workspace, source)
    if before is None:
        return source
    wish = replace(said, address=source.address, kind=source.kind)
    return checked_source(with_choices(SourceEntry.of(before[0]), wish), zone=workspace.office.zone)


def add_source(workspace: Workspace, source: Source) -> Source | None:
    """Keep a source; returns the one that was under its address before (it is replaced), None when it is new.

    Raises:
        UsageError: the source stands in kentongan.toml, which only people edit.
    """
    before = same_address(workspace, source)
    shelf = workspace.store.sources
    with workspace.store.writing():
        if before is not None:
            if before[1] == SETTINGS:
                raise UsageError(
                    Say(
                        f"Alamat itu sudah ada di kentongan.toml sebagai {before[0].name}.",
                        f"That address stands in kentongan.toml as {before[0].name}.",
                    ),
                    Say("Ubah di berkas itu bila perlu.", "Change it there if need be."),
                )
            if before[0].id != source.id:
                shelf.remove(before[0].id)
                workspace.store.visits.forget(before[0].id)
        shelf.upsert([source], origin=OFFICER)
        if source.enabled:
            shelf.enable(source.id)
    return before[0] if before else None


def switch_source(workspace: Workspace, text: str, *, on: bool) -> Source:
    """Switch a source on or off; its posts stay.

    Raises:
        UsageError: no such source, or kentongan.toml itself says `aktif = false`.
    """
    source, home = find_source(workspace, text)
    shelf = workspace.store.sources
    if home == SETTINGS:
        written = next(one for one in workspace.settings.sources() if one.id == source.id)
        if on and not written.enabled:
            raise UsageError(
                Say(f"{source.name} dimatikan di kentongan.toml.", f"{source.name} is off in kentongan.toml."),
                Say("Ubah aktif = true di berkas itu.", "Write aktif = true there."),
            )
        shelf.upsert([written])
    if on:
        shelf.enable(source.id)
        # An officer who switches it on has looked at it: it need not rest any longer, nor be believed gone.
        rested = replace(shelf.state(source.id), failures=0, not_before=None, gone_at=None, etag="", last_modified="")
        shelf.keep_state(source.id, replace(rested, body_digest=""))
    else:
        shelf.disable(source.id)
    return replace(source, enabled=on)


def remove_source(workspace: Workspace, text: str) -> Source:
    """Forget a source that an officer added, and how it behaved; its posts stay.

    Raises:
        UsageError: no such source, or it stands in kentongan.toml.
    """
    source, home = find_source(workspace, text)
    if home == SETTINGS:
        raise UsageError(
            Say(f"{source.name} tertulis di kentongan.toml.", f"{source.name} stands in kentongan.toml."),
            Say(
                f'Hapus di berkas itu, atau matikan: kentongan sources disable "{source.name}".',
                f'Remove it there, or switch it off: kentongan sources disable "{source.name}".',
            ),
        )
    with workspace.store.writing():
        workspace.store.sources.remove(source.id)
        workspace.store.visits.forget(source.id)
    return source


def export_sources(workspace: Workspace, path: Path) -> int:
    """Write every source to an .opml or .csv file; returns how many.

    Raises:
        UsageError: another ending.
        InputError: the file cannot be written.
    """
    sources = [source for source, _ in all_sources(workspace)]
    ending = path.suffix.lower()
    if ending in {".opml", ".xml"}:
        body = write_opml(sources, f"Sumber {workspace.office.agency}")
    elif ending == ".csv":
        body = write_source_table(sources)
    else:
        raise UsageError(
            Say(f"Bentuk berkas {path.name} tidak dikenal.", f"The form of {path.name} is unknown."),
            Say("Beri akhiran .opml atau .csv.", "Let it end in .opml or .csv."),
        )
    try:
        path.write_bytes(body)
    except OSError as error:
        reason = plain_reason(error)
        raise InputError(
            Say(f"{path} tidak dapat ditulis: {reason.id}.", f"{path} cannot be written: {reason.en}."),
            Say("Pilih folder lain.", "Choose another folder."),
        ) from error
    return len(sources)


def import_sources(workspace: Workspace, path: Path) -> Imported:
    """Add the sources of an OPML or CSV file; what is there already stays as it is, what cannot be used is named.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            Say(f"Berkas {path} tidak ada.", f"There is no file {path}."),
            Say("Periksa nama berkasnya.", "Check its name."),
        ) from error
    except OSError as error:
        reason = plain_reason(error)
        raise InputError(
            Say(f"{path} tidak dapat dibaca: {reason.id}.", f"{path} cannot be read: {reason.en}."),
            Say("Periksa nama berkasnya.", "Check its name."),
        ) from error
    is_xml = body.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0").startswith(b"<")
    return add_entries(workspace, read_opml(body) if is_xml else read_source_table(body))


def add_entries(workspace: Workspace, entries: Iterable[SourceEntry]) -> Imported:
    """Add sources as they are written, without a visit."""
    known = {canonical_url(one.address) or one.id: one for one, _ in all_sources(workspace)}
    added: list[Source] = []
    there: list[Source] = []
    refused: list[Say] = []
    for entry in entries:
        try:
            source = checked_source(entry, zone=workspace.office.zone)
        except UsageError as error:
            why = error.as_say()
            who = entry.name or entry.address[:60]
            refused.append(Say(f"Baris {entry.line} ({who}): {why.id}", f"Line {entry.line} ({who}): {why.en}"))
            continue
        key = canonical_url(source.address) or source.id
        if key in known:
            there.append(known[key])
            continue
        known[key] = source
        added.append(source)
    workspace.store.sources.upsert(added, origin=OFFICER)
    return Imported(tuple(added), tuple(there), tuple(refused))


@dataclass(frozen=True, slots=True)
class PackRow:
    """A line of the starter pack as an office sees it.

    Args:
        line: the line.
        source: the office's source at its address, or at its host where the line is to be discovered; None when none.
        seen_live: when the office read it last; None when it never did.
    """

    line: StarterSource
    source: Source | None
    seen_live: datetime | None


def pack_rows(workspace: Workspace, region: str = "") -> tuple[PackRow, ...]:
    """The starter pack for a region code ("" = the office's own), with what the office has of it."""
    standings = workspace.store.visits.standings()
    by_address: dict[str, Source] = {}
    for source, _ in all_sources(workspace):
        by_address.setdefault(host_of(source.address), source)
        by_address[canonical_url(source.address)] = source
    rows = []
    for line in pack_for(region or workspace.office.region):
        key = _bare_host(line) if line.kind == DISCOVER else canonical_url(line.address)
        known = by_address.get(key) if key else None
        standing = standings.get(known.id) if known else None
        rows.append(PackRow(line, known, standing.ok_at if standing else None))
    return tuple(rows)


def _bare_host(line: StarterSource) -> str:
    """The host of a line that stands for a whole site; "" for a section of a larger one."""
    parts = urlsplit(line.address)
    return "" if parts.path.strip("/") or parts.query else host_of(line.address)


def pack_entry(line: StarterSource) -> SourceEntry:
    """A line of the pack as an entry to try: without a kind where it is to be discovered."""
    source = line.source()
    kind = "" if line.kind == DISCOVER else line.kind
    return replace(SourceEntry.of(source), kind=kind, enabled="", official="")
