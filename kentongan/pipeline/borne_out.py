"""What a composed report says of the world, piece by piece, each held against the posts it cites.

Looked at as it is printed: sentences and quotes before their citations, names that open a list, figures that open one;
and what stands there without a citation of its own (actors, advice, drafts, claims, signals, questions), against the posts
of its issue and the playbook's words. Fixed words of the form speak of the report, not of the world. What counts as borne
out: :mod:`analysis.summaries.faithfulness`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from analysis.summaries.faithfulness import Doubt, doubts
from kentongan.core.posts import PostKind
from reports import wording
from reports.lists import texts

if TYPE_CHECKING:
    from kentongan.core.day import ClaimCase, DayFindings, IssueView, PostView
    from kentongan.store.database import Store
    from reports.blocks import Report, Span, Text

#: Words before a cited sentence that belong to the form.
_FORM: Final = (
    "Capaian Achievement Perlu verifikasi To verify akun warga aduan pesan citizen account Sudah direspons Answered ya yes lalu "
    "belum verifikasi berita unggahan video komentar Instagram TikTok Facebook X YouTube Threads WhatsApp Telegram SP4N LAPOR"
)
#: What masking and shortening put in place of words, and what a torn text has stuck to it.
_MASKED: Final = re.compile(r"\w*(?:\[[^\]]{1,30}\]|@…)\w*|…")
_NAME: Final = re.compile(r"\[nama\]")
_MASK: Final = " Nama Orang "
#: A bare name says what, not that it is or is not so.
_NAMING: Final = ("number", "word")
_FIGURE: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})*|\d+")
_QUOTED: Final = re.compile(r"“([^”]{1,80})”")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something the report says.

    Args:
        part: section of the report, or the field of an issue it comes from.
        text: as printed.
        posts: ids it stands on.
        doubts: what is not borne out; () where everything is.
    """

    part: str
    text: str
    posts: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def pieces(report: Report, day: DayFindings, earlier: Mapping[str, Sequence[str]] | None = None) -> Iterator[Piece]:
    """Every piece of the report that speaks of the world, checked.

    Args:
        report: composed from `day`.
        day: what was found.
        earlier: texts of the posts of days gone by, by issue: a name may be as old as its issue.
    """
    old = earlier or {}
    counted = {words for i in day.issues() for words in (i.signals, i.recommendation.reason)}
    for section in report.sections:
        for text in texts(section):
            for words, posts in _cited(text):
                # What the program counted is held against its own figures below.
                if not any(words.strip() and words.strip(" .…") in one for one in counted):
                    yield _checked(section.key, words, posts, day, known=_sources(posts, day))
            yield from _linked(section.key, text, day, old)
    for issue in day.issues():
        yield from _of_issue(issue, day, old.get(issue.id, ()))
    for case in day.claims:
        yield from _of_claim(case, day)
    for post, question in day.complaints.questions:
        yield _checked("pertanyaan", question, (post,), day)


def earlier_texts(store: Store, day: DayFindings) -> dict[str, list[str]]:
    """Texts of all posts that are kept of the day's issues, by issue."""
    held = {view.id for view in day.issues()}
    known = {issue.id: issue.posts for issue in store.issues.known() if issue.id in held}
    posts = store.posts.get({post for ids in known.values() for post in ids})
    return {i: [f"{posts[p].title}\n{posts[p].text}" for p in ids if p in posts] for i, ids in known.items()}


def _cited(text: Text) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(words, posts) for what stands between the end of a sentence and its citations."""
    words: list[str] = []
    posts: list[str] = []
    for span in text:
        if span.posts and not span.label and span.quiet:
            posts += span.posts
            continue
        if posts:
            yield "".join(words), tuple(posts)
            words, posts = [], []
        if words and (words[-1].rstrip().endswith((".", "!", "?")) or span.text == " — "):
            words = []
        words.append(span.text)
    if posts:
        yield "".join(words), tuple(posts)


def _linked(part: str, text: Text, day: DayFindings, old: Mapping[str, Sequence[str]]) -> Iterator[Piece]:
    """Figures and names that open a list: as many posts as the figure says, the name in their words."""
    for span in text:
        if not span.posts or not span.label:
            continue
        if _FIGURE.fullmatch(span.text):
            # A card counts issues or claims and opens their posts.
            right = int(re.sub(r"\D", "", span.text)) in {len(span.posts), *_of_cards(span, day)}
            yield Piece(part, span.text, span.posts, () if right else (Doubt("number", span.text),))
        elif not span.text.endswith("%") and span.text not in wording.SMALL_NUMBERS["id"] + wording.SMALL_NUMBERS["en"]:
            issue = next((i for i in day.issues() if i.posts == span.posts), None)
            if issue is not None and issue.name.startswith(span.text.rstrip("…")):
                yield _named(part, span.text, issue, day, old.get(issue.id, ()))
            elif not span.text[:1].isdigit():
                yield _checked(part, span.text, span.posts, day)


def _of_cards(span: Span, day: DayFindings) -> set[int]:
    posts = set(span.posts)
    of_issues = {post for issue in day.priority for post in issue.posts} == posts
    return ({len(day.priority)} if of_issues else set()) | (
        {len(day.claims)} if {post for case in day.claims for post in case.spreading} == posts else set()
    )


def _named(part: str, name: str, issue: IssueView, day: DayFindings, old: Sequence[str]) -> Piece:
    """An issue's name in words of its posts, old and new, of its places and of the list of matters."""
    posts = (*issue.posts, *issue.posts_before)
    if _officers(issue):
        return Piece(part, name, posts, ())
    known = ["Klaim", *(place.name for place in issue.places)]
    return _checked(part, name, posts, day, known=known, grounds=(*old, _data("matters.toml")), kinds=_NAMING)


def _officers(issue: IssueView) -> bool:
    """An officer gave the issue its name."""
    return any("nama" in line.casefold() for line in issue.log)


def _of_issue(issue: IssueView, day: DayFindings, old: Sequence[str]) -> Iterator[Piece]:
    posts = (*issue.posts, *issue.posts_before)
    for sentence in issue.summary:
        yield _checked("ringkasan isu", sentence.text, sentence.posts[:3], day)
        for post in sentence.posts[3:]:
            # Whoever is cited beside the sources carries its figures and negations, be it in other words.
            found = _checked("ringkasan isu, sumber lain", sentence.text, (*sentence.posts[:3], post), day)
            yield found
    for quote in issue.evidence:
        yield _checked("kutipan", quote.text, (quote.post_id,), day)
    yield _named("nama isu", issue.name, issue, day, old)
    for actor in issue.actors:
        yield _checked("aktor", actor, posts, day, kinds=_NAMING)
    yield from _signals(issue, day)
    advice, office = issue.recommendation, day.office
    known = [
        advice.owner,
        issue.owner,
        issue.name,
        office.agency,
        office.short,
        office.leader,
        *(u.name for u in office.units),
    ]
    for part, words in (("rekomendasi", advice.action), ("draf", advice.draft.partition("\n")[2])):
        if words:
            # The name in quotation marks is a clause of its own.
            apart = words.replace("“", ", ").replace("”", ", ")
            yield _checked(part, apart, posts, day, known=known, grounds=(_data("playbook.toml"),))
    if advice.reason:
        yield _reason(issue)


def _reason(issue: IssueView) -> Piece:
    """The figures a recommendation gives for itself are the issue's own."""
    usg, said = issue.severity, issue.recommendation.reason
    wanted = (
        f"{issue.texts} naskah berbeda",
        f"{len(issue.media)} media, {len(issue.platforms)} platform",
        f"U{usg.urgency} S{usg.seriousness} G{usg.growth} = {usg.total}",
    )
    missing = () if usg.overridden_by else tuple(Doubt("number", words) for words in wanted if words not in said)
    return Piece("alasan", said, issue.posts, missing)


def _signals(issue: IssueView, day: DayFindings) -> Iterator[Piece]:
    if not issue.signals:
        return
    count = _FIGURE.match(issue.signals)
    right = count is not None and int(count[0]) == len(issue.posts)
    yield Piece("sinyal", issue.signals, issue.posts, () if right else (Doubt("number", issue.signals),))
    for word in _QUOTED.findall(issue.signals):
        yield _checked("sinyal", word, issue.posts, day)


def _of_claim(case: ClaimCase, day: DayFindings) -> Iterator[Piece]:
    yield _checked("klaim", case.claim, (*case.spreading, *case.asking, *case.denying), day)


def _checked(
    part: str,
    words: str,
    posts: Sequence[str],
    day: DayFindings,
    *,
    known: Iterable[str] = (),
    grounds: Collection[str] = (),
    kinds: Collection[str] = ("number", "word", "polarity", "role"),
) -> Piece:
    """A piece and what of it neither its posts nor the fixed texts bear out."""
    # The playbook's own gaps ("[kanal resmi]") stand in its words as well.
    plain = (_NAME if grounds else _MASKED).sub(_MASK, words).strip()
    said = [_text(view) for post in posts if (view := day.posts.get(post))]
    found = doubts(plain, [*said, *grounds], known=[_FORM, _MASK, *known])
    return Piece(part, words.strip(), tuple(posts), tuple(doubt for doubt in found if doubt.kind in kinds))


def _text(view: PostView) -> str:
    return f"{view.title}\n{view.text}"


def _sources(posts: Sequence[str], day: DayFindings) -> list[str]:
    """Names of outlets and days, as they stand behind a quote."""
    views = [view for post in posts if (view := day.posts.get(post))]
    named = [view.source_name for view in views if view.kind is PostKind.NEWS or view.official]
    return [
        *named,
        *(wording.short_date(v.published_at, day.office.zone, lang) for v in views for lang in ("id", "en")),
    ]


@cache
def _data(name: str) -> str:
    """What our own lists may say, entry by entry."""
    return resources.files("analysis").joinpath("data", name).read_text("utf-8").replace('"', "\n")
