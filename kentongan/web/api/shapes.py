"""The shapes of the API's answers on days, issues and posts. Field names are English and stable; values that officers see keep their words."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kentongan.core.access import User
from kentongan.core.board import Board, IssueCard, IssuePage
from kentongan.core.day import PostView
from kentongan.core.findings import Correction
from kentongan.core.labels import Labels
from kentongan.core.messages import Lang
from kentongan.core.posts import Post

LevelName = Literal["stabil", "waspada", "siaga", "krisis"]


class Me(BaseModel):
    """In whose name the token speaks, and what it may do."""

    name: str
    full_name: str
    roles: list[str]
    rights: list[str]

    @classmethod
    def of(cls, user: User, rights: list[str]) -> Me:
        """A person with the rights that hold here."""
        return cls(name=user.name, full_name=user.full_name, roles=[role.value for role in user.roles], rights=rights)


class Day(BaseModel):
    """A report day at a glance."""

    day: str = Field(description="ISO date of the report.")
    start: datetime
    end: datetime
    level: LevelName
    level_before: LevelName | None
    mentions: int = Field(description="Posts that count.")
    mentions_before: int
    tones: dict[str, int] = Field(description="Printed tone → posts.")
    hours: list[int] = Field(description="Posts per hour, oldest first.")
    issues: dict[str, int] = Field(description="Place in the report → issues.")
    claims: int
    limitations: list[str]

    @classmethod
    def of(cls, board: Board, lang: Lang) -> Day:
        """A board."""
        return cls(
            day=board.day,
            start=board.window.start,
            end=board.window.end,
            level=board.level.value,
            level_before=board.level_before.value if board.level_before else None,
            mentions=board.mentions,
            mentions_before=board.mentions_before,
            tones=dict(board.buckets),
            hours=list(board.hours),
            issues=dict(board.issues),
            claims=board.claims,
            limitations=[one.to(lang) for one in board.limitations],
        )


class Days(BaseModel):
    """The days that were analysed, newest first."""

    items: list[str]


class Usg(BaseModel):
    """Urgency, seriousness and growth, 1 to 5 each."""

    urgency: int
    seriousness: int
    growth: int


class Issue(BaseModel):
    """An issue on a day."""

    id: str
    name: str
    place: str = Field(description="Where it stands in the report: prioritas, potensi, positif or lainnya.")
    category: str
    level: LevelName
    level_before: LevelName | None
    usg: Usg
    phase: str
    emerging: bool
    first_seen: datetime
    last_seen: datetime
    posts: int = Field(description="In the day's window.")
    posts_before: int
    texts: int = Field(description="Different texts.")
    media: int = Field(description="Different news outlets.")
    owner: str
    responded: str
    recommendation: str
    summary: str
    history: list[tuple[str, int]] = Field(description="Posts per report day, oldest first.")

    @classmethod
    def of(cls, card: IssueCard) -> Issue:
        """A card of the board."""
        urgency, seriousness, growth = card.usg
        return cls(
            id=card.id,
            name=card.name,
            place=card.place,
            category=card.category,
            level=card.level.value,
            level_before=card.before.value if card.before else None,
            usg=Usg(urgency=urgency, seriousness=seriousness, growth=growth),
            phase=card.phase,
            emerging=card.emerging,
            first_seen=card.first_seen,
            last_seen=card.last_seen,
            posts=card.posts,
            posts_before=card.posts_before,
            texts=card.texts,
            media=card.media,
            owner=card.owner,
            responded=card.responded,
            recommendation=card.advice,
            summary=card.line,
            history=[(day, count) for day, count in card.history],
        )


class Issues(BaseModel):
    """A page of a day's issues, in the report's order."""

    items: list[Issue]
    next: int | None = Field(description="Give it as `after` to get the next page; null at the end.")


class Sentence(BaseModel):
    """A sentence with the posts it stands on."""

    text: str
    posts: list[str]


class CitedPost(BaseModel):
    """A post that an issue cites; the account of a private person is never given."""

    id: str
    kind: str
    source: str
    url: str
    title: str
    text: str
    published_at: datetime
    tone: str

    @classmethod
    def of(cls, post: PostView) -> CitedPost:
        """A post as a report shows it."""
        return cls(
            id=post.id,
            kind=post.kind.value,
            source=post.source_name,
            url=post.url,
            title=post.title,
            text=post.text,
            published_at=post.published_at,
            tone=post.bucket,
        )


class IssueDetail(BaseModel):
    """An issue's page on a day."""

    day: str
    issue: Issue
    summary: list[Sentence]
    action: str
    reason: str
    posts: list[str] = Field(description="Its newest posts in the window.")
    cited: list[CitedPost]

    @classmethod
    def of(cls, day: str, page: IssuePage) -> IssueDetail:
        """A page of the board."""
        view = page.view
        return cls(
            day=day,
            issue=Issue.of(page.card),
            summary=[Sentence(text=one.text, posts=list(one.posts)) for one in view.summary],
            action=view.recommendation.action,
            reason=view.recommendation.reason,
            posts=list(view.posts),
            cited=[CitedPost.of(post) for post in page.cited.values()],
        )


class PostLabels(BaseModel):
    """What counts for a post: the machine's answers, or an officer's in their place."""

    tone: str = Field(description="Toward the agency, the printed one of four; empty = not read yet.")
    category: str
    places: list[str] = Field(description="Official codes, the main one first.")
    language: str
    verification: bool = Field(description="It should be checked.")
    outside: bool = Field(description="It is about another region and does not count.")
    corrected: bool
    issue_id: str
    copy_of: str = Field(description="The post whose text it carries.")

    @classmethod
    def of(cls, labels: Labels) -> PostLabels:
        """Kept labels."""
        said = labels.answers
        return cls(
            tone=said.tone,
            category=said.category,
            places=list(said.places),
            language=said.language,
            verification=said.verification,
            outside=said.outside,
            corrected=labels.machine is not None,
            issue_id=labels.issue_id,
            copy_of=labels.copy_of,
        )


class PostOut(BaseModel):
    """A post as it is kept: personal data masked, the author a pseudonym of this office."""

    id: str
    kind: str
    platform: str
    source: str
    url: str
    title: str
    text: str
    author: str = Field(description="Keyed pseudonym; the same for one account.")
    published_at: datetime
    estimated: bool = Field(description="The date was assumed.")
    collected_at: datetime
    official: bool
    likes: int | None
    shares: int | None
    comments: int | None
    views: int | None
    labels: PostLabels

    @classmethod
    def of(cls, post: Post, labels: Labels | None) -> PostOut:
        """A kept post with what is said of it."""
        counted = post.engagement
        return cls(
            id=post.id,
            kind=post.kind.value,
            platform=post.platform,
            source=post.source_name,
            url=post.url,
            title=post.title,
            text=post.text,
            author=post.author,
            published_at=post.published_at,
            estimated=post.estimated,
            collected_at=post.collected_at,
            official=post.official,
            likes=counted.likes,
            shares=counted.shares,
            comments=counted.comments,
            views=counted.views,
            labels=PostLabels.of(labels or Labels(post.id)),
        )


class Posts(BaseModel):
    """A page of posts, newest first."""

    items: list[PostOut]
    next: str | None = Field(description="Give it as `after` to get the next page; null at the end.")


class Found(BaseModel):
    """A page of what a search found."""

    query: str = Field(description="How the query was understood, in words.")
    total: int
    items: list[PostOut]
    next: str | None = Field(description="Give it as `after` to get the next page; null at the end.")


class Wanted(BaseModel):
    """What a caller sends: these fields and types, nothing beside."""

    model_config = ConfigDict(strict=True, extra="forbid")


class CorrectionIn(Wanted):
    """An officer's label for a post."""

    field: str = Field(
        max_length=40, description="nada, nada-peristiwa, kategori, lokasi, luar-wilayah, bahasa, verifikasi."
    )
    value: str = Field(max_length=120, description="As officers write it; `benar` = the machine is right.")
    reason: str = Field("", max_length=500)


class CorrectionOut(BaseModel):
    """A decision on a post."""

    field: str
    value: str
    by: str
    at: datetime
    reason: str
    stands: bool = Field(True, description="It was not taken back.")

    @classmethod
    def of(cls, one: Correction, stands: bool = True) -> CorrectionOut:
        """A kept decision."""
        return cls(field=one.field_name, value=one.value, by=one.by, at=one.at, reason=one.reason, stands=stands)


class Corrections(BaseModel):
    """Decisions on a post, in the order in which they were made."""

    items: list[CorrectionOut]
