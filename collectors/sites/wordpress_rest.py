"""Asking a WordPress site for what is new, changed or gone, in as few polite requests as possible.

Two streams are read: by date of publication, because a scheduled post keeps the date of change it had when it was
written and would never show up among the changed ones, and by date of change, for edits. Both move their lower bound on
instead of asking for deep pages, which drift while posts are added; pages are counted only inside one second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from collectors.sites import wordpress_json as wp
from collectors.sites.wordpress_json import Refused, WordPressPost
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause
from kentongan.core.urls import host_of

if TYPE_CHECKING:
    from collectors.door.fetch import Door

A_PAGE = 100
# Answers read of one stream in one visit: 1,000 posts, in a minute with the usual gap.
MOST_PAGES = 10
# Errors that come with a body which says more than the status.
_TELLING = (400, 401, 403, 404)


class HiddenError(CollectError):
    """The site does not show its API: refused, switched off, or a page for people stands in its place."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What a stream gave.

    Args:
        posts: in the order of the stream, protected ones included.
        reached: the moment up to which everything was read.
        page: where to go on within that second; 0 where nothing of it is left.
        whole: nothing is left behind `reached`.
    """

    posts: tuple[WordPressPost, ...]
    reached: datetime
    page: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Rest:
    """One site's API.

    Args:
        root: its address, of either form.
        source: whose posts they are; its option `kategori` (numbers, with commas) narrows them.
        door: the way to the network.
        now: the present moment.
    """

    root: str
    source: Source
    door: Door
    now: datetime

    async def published(self, since: datetime, page: int = 0) -> Stream:
        """Posts published after a moment, oldest first; `since` and `page` as the last stream said.

        Raises:
            HiddenError: the API is not shown.
            FetchError: the network said no.
        """
        return await self._stream("after", "date", since, page)

    async def changed(self, since: datetime, page: int = 0) -> Stream:
        """Posts changed after a moment, oldest change first; the same errors.

        WordPress before 5.7 ignores the bound and would start with its oldest posts: then nothing is given, and edits
        go unnoticed there.
        """
        return await self._stream("modified_after", "modified", since, page)

    async def missing(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Which of these posts (at most `A_PAGE` of them) are no longer public, asked again one by one to be sure.

        () also where all of them are missing: then something else is wrong with the site.

        Raises:
            HiddenError, FetchError: as above.
        """
        asked = list(dict.fromkeys(numbers))[:A_PAGE]
        if not asked:
            return ()
        listed = ",".join(map(str, asked))
        answer = await self._posts({"include": listed, "per_page": str(A_PAGE), "_fields": "id"})
        there = {item.get("id") for item in answer} if not isinstance(answer, Refused) else set(asked)
        absent = [number for number in asked if number not in there]
        if len(absent) == len(asked):
            return ()
        return tuple([number for number in absent[:_MOST_CONFIRMED] if await self._is_gone(number)])

    async def _is_gone(self, number: int) -> bool:
        found = await self._answer(f"{wp.POSTS}/{number}", {"_fields": "id"})
        refused = wp.refusal(found)
        return refused is not None and (refused.code in _GONE or refused.status == 404)

    async def _stream(self, bound: str, order: str, since: datetime, page: int) -> Stream:
        """Everything behind `since` in the order given, portion by portion.

        Where a whole portion lies within one second (a bulk edit), that second is read by id and pages: among equal
        dates the database gives no fixed order.
        """
        found: dict[int, WordPressPost] = {}
        moment = since
        for _ in range(MOST_PAGES):
            answer = await self._posts(_portion(bound, order, moment, page))
            posts = () if isinstance(answer, Refused) else wp.read_posts(answer, self.source, base_url=self.root)
            last = max((at for one in posts if (at := _moment(one, order))), default=moment)
            if last < since - _DRIFT:
                return Stream((), since)
            found |= {one.number: one for one in posts}
            full = not isinstance(answer, Refused) and len(answer) >= A_PAGE
            if page:
                moment, page = (moment, page + 1) if full else (moment + timedelta(seconds=2), 0)
            elif not full:
                return Stream(tuple(found.values()), self._closed(max(last, moment)))
            else:
                moment, page = (last, 0) if last > moment else (moment, 1)
        return Stream(tuple(found.values()), moment, page, whole=False)

    def _closed(self, moment: datetime) -> datetime:
        """Where to go on when everything was read: behind a second in which nothing more can happen."""
        return moment + timedelta(seconds=1) if moment < self.now - _SETTLED else moment

    async def _posts(self, query: Mapping[str, str]) -> list[dict[str, Any]] | Refused:
        """A list of posts; `Refused` only for a page past the end.

        Raises:
            HiddenError, FetchError: as above.
        """
        categories = self.source.options.get("kategori", "")
        narrowed = {"categories": categories} if categories.replace(",", "").isdigit() else {}
        answer = await self._answer(wp.POSTS, {**query, **narrowed})
        if isinstance(answer, list):
            return answer
        refused = wp.refusal(answer)
        if refused is not None and refused.past_the_end:
            return refused
        raise _hidden(self.root, refused.code if refused else "")

    async def _answer(self, path: str, query: Mapping[str, str]) -> list[dict[str, Any]] | dict[str, Any]:
        address = wp.route(self.root, path, query)
        fetched = await self.door.get(address, accept=wp.JSON_TYPES, also=_TELLING)
        try:
            return wp.read_answer(fetched.body, what=self.root)
        except CollectError as error:
            raise _hidden(self.root, f"HTTP {fetched.status}") from error


_MOST_CONFIRMED = 5
_SETTLED = timedelta(minutes=5)
_GONE = frozenset(["rest_post_invalid_id", "rest_forbidden"])
# Clocks and zones of sites are off by up to this.
_DRIFT = timedelta(days=1)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _portion(bound: str, order: str, moment: datetime, page: int) -> dict[str, str]:
    """The query for the next portion: behind a moment by date, or page by page within its second."""
    # A second back: posts of the same second as the last one may not have been in its portion.
    query = {bound: _iso(moment - timedelta(seconds=1)), "per_page": str(A_PAGE), "order": "asc", "_fields": wp.FIELDS}
    if not page:
        return {**query, "orderby": order}
    until = bound.replace("after", "before")
    return {**query, until: _iso(moment + timedelta(seconds=1)), "orderby": "id", "page": str(page)}


def _moment(one: WordPressPost, order: str) -> datetime | None:
    return one.changed if order == "modified" else one.post.published_at


def _hidden(root: str, code: str) -> HiddenError:
    told = f" ({code})" if code else ""
    return HiddenError(
        Say(
            f"REST WordPress di {host_of(root)} tidak dibuka untuk umum{told}.",
            f"The WordPress REST of {host_of(root)} is not public{told}.",
        ),
        Say("Umpan (RSS) atau peta situsnya dibaca sebagai gantinya.", "Its feed or sitemap is read instead."),
        cause=Cause.BLOCKED,
    )
