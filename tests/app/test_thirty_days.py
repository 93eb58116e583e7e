"""Collecting every hour for thirty simulated days (twelve, unless KENTONGAN_KILLS is set) while everything goes wrong:
no post lost, none doubled, every edit kept as a version.

Outlets publish, edit and delete; their feeds are cut off, answer 304 and 500, are down for hours, move, and give their
items new ids or new fragments; and the process dies between storing posts and storing what was read. The network is a
stand-in (the door's own tests use real servers); feeds, pace, intake, transactions and the database are the real ones.
"""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from collectors.door import refusals
from collectors.door.fetch import Fetched
from kentongan.core.runs import FeedState, OutcomeKind
from kentongan.pipeline.collecting import collect as collecting
from kentongan.pipeline.workspace import Workspace, open_workspace
from kentongan.store.schema import post_versions, posts
from kentongan.store.sources import Sources

START = datetime(2026, 10, 1, 0, 0, 20, tzinfo=UTC)
DAYS = 30 if os.environ.get("KENTONGAN_KILLS") else 12  # `.ci/run` plays all thirty
HOURS = DAYS * 24
CALM = 30  # hours at the end without faults, so that what was missed can be caught up
WINDOW = 40  # items that a feed shows


class ProcessDied(Exception):
    """Nothing that the code could catch and mend."""


@dataclass
class Article:
    """What an outlet published, and every wording it ever had."""

    number: int
    at: datetime
    wordings: list[str]
    seen: int = 0  # wordings that a reader has been given
    guid: str = ""
    fragment: str = ""


@dataclass
class Outlet:
    """One site with its own habits and misfortunes."""

    name: str
    style: str
    dice: random.Random
    articles: list[Article] = field(default_factory=list)
    shown: list[Article] = field(default_factory=list)
    down_until: int = -1
    moved: bool = False
    delivered: int = 0

    def live(self, hour: int, now: datetime) -> None:
        """Publish, edit, delete, re-issue ids: what happens in one hour."""
        if self.dice.random() < 0.5:
            number = len(self.articles)
            article = Article(number, now - timedelta(minutes=self.dice.randint(1, 50)), [f"isi {number} pertama"])
            article.guid = f"{self.name}-{number}"
            self.articles.append(article)
            self.shown = [article, *self.shown][:WINDOW]
        known = [one for one in self.shown if one.seen == len(one.wordings)]
        if known and self.dice.random() < 0.1:
            one = self.dice.choice(known)
            one.wordings.append(f"isi {one.number} suntingan {len(one.wordings)}")
        if len(known) > 20 and self.dice.random() < 0.02:
            self.shown.remove(self.dice.choice(known))
        if self.dice.random() < 0.01:
            # An item that changes both its id and its address is another item to everybody.
            for one in (item for item in self.shown if not item.fragment):
                one.guid = f"{self.name}-baru-{hour}-{one.number}"
        elif known and self.dice.random() < 0.05:
            one = self.dice.choice(known)
            one.fragment = f"#h{hour}" if "baru" not in one.guid else ""
        if hour > HOURS / 2 and self.name == "pindah":
            self.moved = True

    def body(self) -> bytes:
        """The feed as it is now."""
        link = f"https://{self.name}.contoh.id/berita"
        if self.style == "atom":
            items = "".join(
                f"<entry><title>{self.name} {a.number}</title><id>tag:{a.guid}</id>"
                f'<link href="{link}/{a.number}{a.fragment}"/><published>{a.at.isoformat()}</published>'
                f'<content type="html">{escape("<p>" + a.wordings[-1] + "</p>")}</content></entry>'
                for a in self.shown
            )
            return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{items}</feed>'.encode()
        ampersand = "&" if self.style == "ill" else "&amp;"
        items = "".join(
            f"<item><title>{self.name} {a.number}</title><guid>{a.guid}</guid><link>{link}/{a.number}{a.fragment}</link>"
            f"<pubDate>{a.at:%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
            f"<description>{a.wordings[-1]} x {ampersand} y</description></item>"
            for a in self.shown
        )
        return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


@dataclass
class World:
    """Time, the outlets, and a door that leads to them."""

    outlets: dict[str, Outlet]
    dice: random.Random
    hour: int = 0
    gone: list[str] = field(default_factory=list)
    told: dict[str, list[tuple[Article, int]]] = field(default_factory=dict)

    def now(self) -> datetime:
        """The clock."""
        return START + timedelta(hours=self.hour, seconds=self.hour % 7)

    async def __aenter__(self) -> World:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    def remembered(self) -> dict[str, Any]:
        """Nothing: no robots.txt here."""
        return {}

    async def get(self, url: str, *, etag: str = "", **_: str) -> Fetched:
        """What the outlet answers now, faults included."""
        outlet = self.outlets[url.split("/")[2].partition(".")[0]]
        calm = self.hour >= HOURS - CALM
        if not calm:
            if self.hour <= outlet.down_until:
                raise refusals.unreachable(url)
            fault = self.dice.random()
            if fault < 0.01:
                outlet.down_until = self.hour + self.dice.randint(1, 6)
                raise refusals.unreachable(url)
            if fault < 0.05:
                raise refusals.for_status(url, self.dice.choice((500, 502, 404)), None)
            if fault < 0.07:
                raise refusals.for_status(url, 503, 3600.0)
        body = outlet.body()
        tag = hashlib.blake2b(body, digest_size=8).hexdigest()
        validators = {"etag": f'"{tag}"'} if outlet.style != "ill" else {}
        moved = url.replace("/feed", "/umpan") if outlet.moved and url.endswith("/feed") else ""
        if etag == f'"{tag}"':
            return Fetched(moved or url, 304, validators, b"", True, moved)
        given = [(one, len(one.wordings)) for one in outlet.shown]
        if not calm and self.dice.random() < 0.05 and len(given) > 3:
            body = body[: -len(body) // 3]
            whole = body.count(b"</item>") + body.count(b"</entry>")
            given = given[:whole]
        self.told.setdefault(outlet.name, []).extend(given)
        return Fetched(moved or url, 200, validators, body, False, moved)

    def stored(self) -> None:
        """What was given since the last time is safely kept."""
        for given in self.told.values():
            for article, wordings in given:
                article.seen = max(article.seen, wordings)
        self.told.clear()


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where the system has such a place: 2,000 commits are not what is tested here."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (a test's scratch folder)
    with tempfile.TemporaryDirectory(dir=place) as name:
        yield Path(name)


def open_office(folder: Path, world: World) -> Any:
    """An office that reads these outlets."""
    config = folder / "kentongan.toml"
    listed = "\n".join(
        f'[[sumber]]\nnama = "{name}"\nalamat = "https://{name}.contoh.id/feed"\nopsi = {{isi = "ringkas"}}'
        for name in world.outlets
    )
    config.write_text(f'[instansi]\nnama = "Pemerintah Kota Uji"\n{listed}\n', encoding="utf-8")
    return open_workspace(config, clock=world)


def one_round(
    workspace: Workspace, world: World, monkeypatch: pytest.MonkeyPatch, *, killed: bool
) -> list[OutcomeKind]:
    """Collect; `killed`: the process dies at some source between its posts and its state."""
    if not killed:
        outcomes = collecting.collect(workspace)
        world.stored()
        return [one.kind for one in outcomes]
    kept: list[str] = []

    def dies(shelf: Sources, source_id: str, state: FeedState) -> None:
        if len(kept) == world.hour % 3:
            raise ProcessDied
        kept.append(source_id)
        really(shelf, source_id, state)

    really = Sources.keep_state
    with monkeypatch.context() as patch:
        patch.setattr(Sources, "keep_state", dies)
        with pytest.raises(ProcessDied):
            collecting.collect(workspace)
    # What reached the shelf before counts as given; the rest will come again.
    done = {source.id: source.name for source in workspace.settings.sources() if source.id in kept}
    world.told = {name: given for name, given in world.told.items() if name in done.values()}
    world.stored()
    return []


@pytest.mark.more
@pytest.mark.slow
def test_thirty_days(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round an hour."""
    dice = random.Random(30)
    styles = {"atom": "atom", "rusak": "ill", "pindah": "rss"}
    world = World({name: Outlet(name, style, random.Random(name)) for name, style in styles.items()}, dice)
    monkeypatch.setattr(collecting, "make_door", lambda _workspace: world)
    kinds: list[OutcomeKind] = []
    kills = 0
    with open_office(folder, world) as workspace:
        for world.hour in range(HOURS):
            if world.hour < HOURS - CALM:
                for outlet in world.outlets.values():
                    outlet.live(world.hour, world.now())
            killed = world.hour < HOURS - CALM and dice.random() < 0.03
            kills += killed
            kinds += one_round(workspace, world, monkeypatch, killed=killed)
        with workspace.store._database.reading() as connection:
            kept = connection.execute(sa.select(posts.c.id, posts.c.title, posts.c.text)).all()
            said = connection.execute(
                sa.select(post_versions.c.post_id, post_versions.c.text).order_by(post_versions.c.seq)
            ).all()
        moved = {source.name: workspace.store.sources.state(source.id) for source in workspace.settings.sources()}
    articles = {f"{o.name} {a.number}": a for o in world.outlets.values() for a in o.articles}
    assert len(articles) > 30 * DAYS
    assert sum(len(a.wordings) - 1 for a in articles.values()) > 4 * DAYS
    assert kills > DAYS // 3
    assert {OutcomeKind.OK, OutcomeKind.UNCHANGED, OutcomeKind.FAILED, OutcomeKind.SKIPPED} <= set(kinds)
    titles = [row.title for row in kept]
    assert len(titles) == len(set(titles)), "doubled"
    assert set(titles) == set(articles), "lost"
    versions: dict[str, list[str]] = {}
    for row in said:
        versions.setdefault(row.post_id, []).append(row.text.removesuffix(" x & y"))
    for row in kept:
        wordings = [*versions.get(row.id, []), row.text.removesuffix(" x & y")]
        article = articles[row.title]
        # An edit that slid out of the feed while the site was down was never given to anybody.
        assert wordings == article.wordings[: article.seen], row.title
    assert sum(len(a.wordings) - a.seen for a in articles.values()) < 5
    assert moved["pindah"].moved_to.endswith("/umpan")
