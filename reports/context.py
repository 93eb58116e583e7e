"""What every section has at hand: the day, the language, and the ways to write a number that opens its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice

from kentongan.core.day import DayFindings, IssueView, PostView
from kentongan.core.findings import CitedSentence, Tone, VerificationState
from kentongan.core.messages import Lang, Say
from kentongan.core.posts import GROUPS, ComplaintStatus, PostKind
from reports import wording
from reports.blocks import Paragraph, Span, Text
from reports.redaction import redact

OPEN_STATES = (VerificationState.UNCHECKED, VerificationState.NEEDED, VerificationState.UNDERWAY)
GROUP_ORDER = ("news", "social", "complaint")
GROUP_NAMES = {
    "news": Say("Berita", "News"),
    "social": Say("Media sosial", "Social media"),
    "complaint": Say("Aduan", "Complaints"),
}
KIND_NAMES = {
    PostKind.NEWS: Say("berita", "news"),
    PostKind.SOCIAL: Say("unggahan", "post"),
    PostKind.VIDEO: Say("video", "video"),
    PostKind.COMMENT: Say("komentar", "comment"),
    PostKind.COMPLAINT: Say("aduan", "complaint"),
    PostKind.MESSAGE: Say("pesan", "message"),
}
TIER_NAMES = {1: Say("nasional", "national"), 2: Say("regional", "regional"), 3: Say("lokal", "local")}
STATUS_NAMES = {
    ComplaintStatus.OPEN: Say("belum ditangani", "open"),
    ComplaintStatus.IN_PROGRESS: Say("dalam proses", "in progress"),
    ComplaintStatus.DONE: Say("selesai", "done"),
    ComplaintStatus.REJECTED: Say("ditolak", "rejected"),
    ComplaintStatus.UNKNOWN: Say("dalam pendataan", "being established"),
}
# A private person's posts: never an account, only what sort of voice it is.
CITIZEN_NAMES = {
    PostKind.COMPLAINT: Say("aduan warga", "citizen complaint"),
    PostKind.MESSAGE: Say("pesan warga", "citizen message"),
}
PLATFORM_NAMES = {
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "facebook": "Facebook",
    "x": "X",
    "twitter": "X",
    "youtube": "YouTube",
    "threads": "Threads",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "lapor": "SP4N-LAPOR!",
}


@dataclass(frozen=True)
class Context:
    """The day and the language; methods write texts.

    Args:
        day: what was found.
        lang: "id" or "en"; what comes from posts and analysis stays Indonesian.
        rows: post id → number of its row in annex A.
    """

    day: DayFindings
    lang: Lang
    rows: dict[str, int]

    # -- words -------------------------------------------------------------------------------------------------
    def t(self, indonesian: str, english: str) -> str:
        """The text in the report's language."""
        return Say(indonesian, english).to(self.lang)

    def safe(self, text: str, limit: int = 0) -> str:
        """A text from outside: one clean line without private data, at most `limit` characters when given."""
        line = redact(text, self.day.office.official_accounts)
        return wording.shorten(line, limit) if limit else line

    def known(self, text: str, limit: int = 160) -> str:
        """The text, or "Dalam pendataan" where there is none."""
        return self.safe(text, limit) or wording.UNKNOWN.to(self.lang)

    def nihil(self) -> Paragraph:
        """The only content of an empty section."""
        return Paragraph((Span(wording.NIHIL.to(self.lang)),), nihil=True)

    def n(self, count: int) -> str:
        """A whole number."""
        return wording.number(count, self.lang)

    def tone(self, tone: Tone) -> str:
        """The word for a tone."""
        return wording.TONE_NAMES[tone].to(self.lang)

    def responded(self, issue: IssueView) -> str:
        """As "belum", "ya" or "dalam pendataan", as the report writes it after "Sudah direspons:"."""
        words = {"sudah": Say("ya", "yes"), "belum": Say("belum", "not yet")}
        return words.get(issue.responded, Say("dalam pendataan", "being established")).to(self.lang)

    def response_clause(self, issue: IssueView) -> str:
        """As "belum direspons", "sudah direspons" or "status respons dalam pendataan", inside a sentence."""
        words = {
            "sudah": Say("sudah direspons", "answered"),
            "belum": Say("belum direspons", "not answered yet"),
        }
        unknown = Say("status respons dalam pendataan", "response being established")
        return words.get(issue.responded, unknown).to(self.lang)

    # -- numbers and where they lead ---------------------------------------------------------------------------
    def count(self, ids: Sequence[str], label: Say, *, strong: bool = False, text: str = "") -> Span:
        """The length of a list as a number that opens the list; a plain "0" for an empty one."""
        shown = text or self.n(len(ids))
        return Span(shown, strong=strong, posts=tuple(ids), label=label.to(self.lang) if ids else "")

    def cite(self, ids: Iterable[str], limit: int = 3) -> Text:
        """As "[3] [7]": the first `limit` of the posts that have a row in annex A, each after a no-break space."""
        first = islice((i for i in dict.fromkeys(ids) if i in self.rows), limit)
        rows = sorted((self.rows[i], i) for i in first)
        return tuple(Span(f"\u00a0[{row}]", quiet=True, posts=(post,)) for row, post in rows)

    def sentences(self, sentences: Iterable[CitedSentence]) -> Text:
        """Cited sentences one after another."""
        spans: list[Span] = []
        for sentence in sentences:
            lead = " " if spans else ""
            spans += [Span(lead + wording.full_stop(self.safe(sentence.text, 320))), *self.cite(sentence.posts)]
        return tuple(spans)

    # -- time --------------------------------------------------------------------------------------------------
    @property
    def zone(self) -> str:
        """The office's zone: "WIB", "WITA" or "WIT"."""
        return self.day.office.zone

    def stamp(self, moment: datetime) -> str:
        """As "3 Feb 06.00", in the office's zone."""
        return wording.date_hour(moment, self.zone, self.lang)

    def deadline(self, moment: datetime | None) -> str:
        """As "10.00", "4 Feb 10.00" or "laporan berikut"."""
        return wording.deadline_text(moment, self.day.window.end, self.zone, self.lang)

    # -- posts -------------------------------------------------------------------------------------------------
    def view(self, post: str) -> PostView | None:
        """The post, or None when it was purged."""
        return self.day.posts.get(post)

    def source(self, view: PostView) -> str:
        """Who published it, as a report may say: the medium's name, or "akun warga, Instagram"."""
        if not view.personal:
            return self.safe(view.source_name, 60) or self.t("media", "media")
        who = CITIZEN_NAMES.get(view.kind, wording.CITIZEN).to(self.lang)
        platform = self.platform(view.platform)
        return f"{who}, {platform}" if platform else who

    def platform(self, name: str) -> str:
        """A platform's usual spelling."""
        return PLATFORM_NAMES.get(name.strip().casefold(), self.safe(name, 40))

    def heading(self, view: PostView, limit: int = 140) -> str:
        """The headline, or the beginning of the text."""
        title = view.title if view.title.strip() else view.text
        return self.safe(title, limit) or self.t("(tanpa teks)", "(no text)")

    def group(self, post: str) -> str:
        """As "news", "social" or "complaint"; "" for a post that is no longer there."""
        return self._groups.get(post, "")

    @cached_property
    def _groups(self) -> dict[str, str]:
        return {post: GROUPS[view.kind] for post, view in self.day.posts.items()}

    def of_group(self, ids: Iterable[str], group: str) -> tuple[str, ...]:
        """Those of a group."""
        if ids is self.counted:
            return self._counted_by_group.get(group, ())
        groups = self._groups
        return tuple(i for i in ids if groups.get(i) == group)

    @cached_property
    def _counted_by_group(self) -> dict[str, tuple[str, ...]]:
        return _by(self.counted, self._groups)

    def of_bucket(self, ids: Iterable[str], bucket: str) -> tuple[str, ...]:
        """Those of one of the four printed tones."""
        if ids is self.counted:
            return self._counted_by_bucket.get(bucket, ())
        return tuple(i for i in ids if (view := self.view(i)) and view.bucket == bucket)

    @cached_property
    def _counted_by_bucket(self) -> dict[str, tuple[str, ...]]:
        return _by(self.counted, {i: self.day.posts[i].bucket for i in self.counted})

    # -- the day -----------------------------------------------------------------------------------------------
    @cached_property
    def counted(self) -> tuple[str, ...]:
        """Ids of the counted posts whose text is at hand."""
        return tuple(i for i in self.day.counted if i in self.day.posts)

    @cached_property
    def buckets(self) -> Counter[str]:
        """How many counted posts have each printed tone."""
        return Counter({bucket: len(ids) for bucket, ids in self._counted_by_bucket.items()})

    @cached_property
    def issues(self) -> dict[str, IssueView]:
        """The day's issues by id."""
        return {issue.id: issue for issue in self.day.issues()}

    @property
    def has_before(self) -> bool:
        """There is a day to compare with."""
        return self.day.level_before is not None or bool(self.day.counted_before)

    @property
    def index(self) -> float | None:
        """Sentiment index (positive − negative) ÷ all, −1 to 1; None without posts (field guide 18)."""
        total = len(self.counted)
        return (self.buckets["positif"] - self.buckets["negatif"]) / total if total else None

    def change(self, now: Sequence[str], before: Sequence[str]) -> str:
        """As "+18%", or "–" when there is no day to compare with."""
        return wording.change(len(now), len(before), self.lang) if self.has_before else "–"


def _by(ids: Iterable[str], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The ids under each name, in order."""
    found: dict[str, list[str]] = {}
    for i in ids:
        found.setdefault(names[i], []).append(i)
    return {name: tuple(members) for name, members in found.items()}


def line(*parts: str | Span | Text) -> Text:
    """Words, numbers and texts put together; empty words are left out."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans += [Span(part)] if part else []
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans += part
    return tuple(spans)


def cell(text: str) -> Text:
    """A table cell of plain words."""
    return (Span(text),)
