"""`add`: one link or text that an officer pastes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from collectors.pasted import read_pasted_post
from kentongan.core.clock import zone
from kentongan.core.messages import Say
from kentongan.core.posts import Post, PostKind, Source, source_id
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


_KINDS: Mapping[PostKind, Say] = {
    PostKind.NEWS: Say("berita", "news"),
    PostKind.SOCIAL: Say("unggahan media sosial", "social post"),
    PostKind.VIDEO: Say("video", "video"),
    PostKind.COMMENT: Say("komentar", "comment"),
    PostKind.COMPLAINT: Say("aduan", "complaint"),
    PostKind.MESSAGE: Say("pesan", "message"),
}


def describe(added: Added, zone_name: str) -> Say:
    """One line for the officer: what it was taken for, from whom, when."""
    post, kind = added.post, _KINDS[added.post.kind]
    known = post.source_name != NAME
    what_id = kind.id + (f" dari {post.source_name}" if known else "")
    what_en = kind.en + (f" from {post.source_name}" if known else "")
    when = f"{post.published_at.astimezone(zone(zone_name)):%d/%m/%Y %H.%M} {zone_name}"
    assumed_id, assumed_en = (" (waktu pencatatan)", " (time of noting)") if post.estimated else ("", "")
    if not added.new:
        return Say(f"Sudah ada: {what_id}, {when}.", f"Already there: {what_en}, {when}.")
    return Say(f"Dicatat sebagai {what_id}, {when}{assumed_id}.", f"Noted as {what_en}, {when}{assumed_en}.")
