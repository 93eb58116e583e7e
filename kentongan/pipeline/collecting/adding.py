"""`add`: one link or text that an officer pastes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from collectors.files.pasted import read_pasted_post
from kentongan.core.clock import zone
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Post, PostKind, RawPost, Source, source_id
from kentongan.core.runs import Outcome, OutcomeKind
from kentongan.pipeline.collecting.importing import kind_named
from kentongan.pipeline.collecting.intake import intake
from kentongan.pipeline.search_index import add_posts
from kentongan.pipeline.workspace import Workspace

NAME = "Dicatat petugas"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a pasted post.

    Args:
        post: as it is kept now.
        new: it was not there before.
        unread: why the page behind a bare link could not be read; None when it was, or need not be.
    """

    post: Post
    new: bool
    unread: Say | None = None


def add_post(
    workspace: Workspace, words: str, *, date: str = "", title: str = "", kind: str = "", name: str = ""
) -> Added:
    """Keep one pasted link or text; pasted again, it is the same post.

    Of a bare link to an article the page is read as well, through the door and by the site's rules; where that fails the
    link is kept all the same.

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
    raw, unread = _with_article(workspace, raw, source)
    (post,) = intake([raw], source, key=workspace.key, now=now, official=workspace.office.official_accounts)
    store = workspace.store
    run = store.runs.start("add")
    with store.writing():
        store.sources.upsert([source])
        result = add_posts(workspace, [post])
    outcome = Outcome(source.id, source.name, OutcomeKind.OK, seen=1, new=result.new)
    store.runs.finish(run, [outcome])
    return Added(store.posts.get([post.id]).get(post.id, post), bool(result.new), unread)


def _with_article(workspace: Workspace, raw: RawPost, source: Source) -> tuple[RawPost, Say | None]:
    """A bare link with the words of its page; what the officer said of title and date stands."""
    if raw.kind is not PostKind.NEWS or not raw.url or raw.text:
        return raw, None
    from collectors.sites.articles import Article, read
    from kentongan.pipeline.collecting.collect import make_door

    async def visit() -> Article:
        async with make_door(workspace) as door:
            return await read(raw.url, door, zone=workspace.office.zone, now=workspace.clock.now())

    try:
        found = asyncio.run(visit()).as_post(source)
    except CollectError as error:
        return raw, error.as_say()
    said = raw.published_at is not None and not raw.estimated
    dated = raw if said or found.published_at is None else found
    return replace(
        raw,
        title=raw.title or found.title,
        text=found.text,
        published_at=dated.published_at,
        estimated=dated.estimated,
        published_raw=dated.published_raw,
    ), None


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
