"""`add`: one link or text that an officer pastes."""

from __future__ import annotations

from dataclasses import dataclass

from collectors.pasted import read_pasted_post
from kentongan.core.clock import zone
from kentongan.core.messages import Say
from kentongan.core.posts import Post, Source, source_id
from kentongan.core.runs import Outcome, OutcomeKind
from kentongan.pipeline.importing import kind_named
from kentongan.pipeline.intake import intake
from kentongan.pipeline.workspace import Workspace

NAME = "Dicatat petugas"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a pasted post: as it is kept now, and whether it was not there before."""

    post: Post
    new: bool


def add_post(
    workspace: Workspace, words: str, *, date: str = "", title: str = "", kind: str = "", name: str = ""
) -> Added:
    """Keep one pasted link or text; pasted again, it is the same post.

    Args:
        workspace: where to.
        words: a text, a link, or both.
        date: when it was published, as people write dates; "" = not known.
        title: its headline, "" = none.
        kind: what it is, "" = by its link.
        name: of the source, "" = that an officer noted it down.

    Raises:
        InputError: nothing in it, too long, no address. UsageError: no such date or kind. StoreError: not writable.
    """
    now = workspace.clock.now()
    raw = read_pasted_post(words, zone=workspace.office.zone, now=now, date=date, title=title, kind=kind_named(kind))
    source = Source(
        source_id("paste", "", name or NAME), "paste", name or NAME, post_kind=raw.kind, zone=workspace.office.zone
    )
    (post,) = intake([raw], source, key=workspace.key, now=now, official=workspace.office.official_accounts)
    store = workspace.store
    run = store.runs.start("add")
    with store.writing():
        store.sources.upsert([source])
        result = store.posts.add([post])
    outcome = Outcome(source.id, source.name, OutcomeKind.OK, seen=1, new=result.new)
    store.runs.finish(run, [outcome])
    return Added(store.posts.get([post.id]).get(post.id, post), bool(result.new))


def describe(added: Added, zone_name: str) -> Say:
    """One line for the officer: what it was taken for, from whom, when."""
    post = added.post
    what = post.source_name + (f", {post.platform}" if post.platform and post.platform != post.source_name else "")
    if not added.new:
        return Say(f"Sudah ada: {what}.", f"Already there: {what}.")
    when = f"{post.published_at.astimezone(zone(zone_name)):%d/%m/%Y %H.%M} {zone_name}"
    sure_id, sure_en = (" (waktu pencatatan)", " (time of noting)") if post.estimated else ("", "")
    return Say(f"Dicatat: {what}, {when}{sure_id}.", f"Noted: {what}, {when}{sure_en}.")
