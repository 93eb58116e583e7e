"""One post on an officer's desk: all that is known of it, why it was read so, and one-key corrections of its labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from analysis.categories.reading import CategoryJudge, categories_of
from analysis.claims.match import Candidate
from analysis.claims.verification import both_parts, claim_words
from analysis.stance.reasons import stance_reasons
from analysis.tone.reasons import RULES, tone_reasons
from kentongan.core.access import User
from kentongan.core.errors import UsageError
from kentongan.core.findings import Correction
from kentongan.core.labels import Labels
from kentongan.core.messages import Say
from kentongan.core.posts import Post, PostKind
from kentongan.pipeline.analysing.correcting import FIELDS, Wish, correct, field_of, take_back
from kentongan.pipeline.search.searching import OfficeNames, place_name
from kentongan.pipeline.users.access import noted
from kentongan.pipeline.workspace import Workspace

_COPIES = 20
_READ = 3000
#: What officers call a stance.
STANCES = {
    "spreads": Say("menyebarkan klaim", "spreads a claim"),
    "denies": Say("membantah klaim", "denies a claim"),
    "quotes": Say("mengutip klaim", "quotes a claim"),
    "asks": Say("menanyakan kebenaran klaim", "asks whether a claim is true"),
}


@dataclass(frozen=True, slots=True)
class PostFile:
    """What is known of a post.

    Args:
        labels: what counts, and what the machine said where an officer says otherwise.
        places: names of its places, the main one first.
        category: name of its category, "" = none.
        issue: name of its issue, "" = none, or one that no board ever showed.
        versions: earlier wordings: (when replaced, title, text), the latest first.
        copies: how many posts carry the same text beside it; `same` the newest of them.
        corrections: decisions about it, the latest first, each with whether it stands.
    """

    post: Post
    labels: Labels
    places: tuple[str, ...]
    category: str
    issue: str
    versions: tuple[tuple[datetime, str, str], ...]
    copies: int
    same: tuple[Post, ...]
    corrections: tuple[tuple[Correction, bool], ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a post was read so.

    Args:
        tone, score: the tone of the event as the model reads it now, and how sure it is (0 to 1).
        words: (word, how much it spoke for the tone; below 0 = against it).
        rules: rules that spoke.
        category: name of the category that its words speak for; `phrases` are these words.
        category_unsure: whether the category is to be looked at.
        stance: what the post does with a claim, "" = none in sight; `stance_words` are the words that speak for it.
        flagged: whether the machine asks for a check; `flag_words` are the words that speak for a claim.
    """

    tone: str
    score: float
    unsure: bool
    words: tuple[tuple[str, float], ...]
    rules: tuple[Say, ...]
    category: str
    category_unsure: bool
    phrases: tuple[str, ...]
    stance: Say | None = None
    stance_words: tuple[str, ...] = ()
    flagged: bool = False
    flag_words: tuple[str, ...] = ()


def post_file(workspace: Workspace, post_id: str) -> PostFile | None:
    """Everything about one post; None when there is no such post."""
    store, office = workspace.store, workspace.office
    post = store.posts.get([post_id]).get(post_id)
    if post is None:
        return None
    labels = store.labels.of([post_id]).get(post_id, Labels(post_id))
    count, same = store.labels.copies(post_id, _COPIES)
    gazetteer = OfficeNames(workspace).gazetteer
    categories = {one.code: one.name for one in categories_of(office.profile, office.own_categories)}
    category = labels.answers.category
    return PostFile(
        post=post,
        labels=labels,
        places=tuple(place_name(gazetteer, code) for code in labels.answers.places),
        category=categories.get(category, category),
        issue=store.boards.names([labels.issue_id]).get(labels.issue_id, "") if labels.issue_id else "",
        versions=tuple(store.posts.versions(post_id)),
        copies=count,
        same=tuple(store.posts.get(same).values()),
        corrections=tuple(store.findings.decisions(post_id)),
    )


def reasons(workspace: Workspace, post: Post) -> Reasons:
    """Which words and rules decided its tone and its category, read anew.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    office = workspace.office
    is_news = post.kind is PostKind.NEWS
    text = post.title if is_news and post.title else f"{post.title} {post.text}".strip()
    read = tone_reasons(text[:_READ], post.kind.value, (office.agency, *office.aliases))
    judged = CategoryJudge(office.profile, office.own_categories).judge(post.title, post.text[:_READ])
    names = {one.code: one.name for one in categories_of(office.profile, office.own_categories)}
    cases = [case for case, posts in workspace.store.desk.posts().items() if post.id in posts]
    # A post of the desk was matched there; which fact-check it was makes no difference to its stance.
    known = [Candidate(case, 1.0, "suggest") for case in cases[:1]]
    told = stance_reasons(post.title, post.text[:_READ], post.kind.value, known)
    # A goalkeeper who parries a shot denies nothing: officers are told of a stance where there is a claim.
    claim = bool(known) or told.flagged
    return Reasons(
        tone=read.tone,
        score=read.score,
        unsure=read.unsure,
        words=tuple((word.word, word.pull) for word in read.words),
        rules=tuple(RULES[name] for name in read.rules),
        category=names.get(judged.code, judged.code),
        category_unsure=judged.unsure,
        phrases=judged.why,
        stance=STANCES.get(told.stance) if claim else None,
        stance_words=told.words if claim else (),
        flagged=told.flagged,
        flag_words=claim_words([both_parts(post.title, post.text[:_READ])]) if told.flagged else (),
    )


def correct_post(workspace: Workspace, post: str, field: str, value: str, *, by: User, reason: str = "") -> bool:
    """Correct a label of one post; False when it stood so already.

    Raises:
        UsageError: an unknown post, field or value.
    """
    with workspace.store.writing():
        decided = correct(workspace, [Wish(post, field, value, reason)], by=by.full_name)
        for one in decided:
            noted(workspace, by, "unggahan.koreksi", one.subject, f"{_shown(one.field_name)}={one.value}")
    return bool(decided)


def undo(workspace: Workspace, post: str, field: str, *, by: User) -> Correction:
    """Take back the decision that stands on a field of a post; returns it.

    Raises:
        UsageError: an unknown post or field, or nothing to take back.
    """
    if not field:
        raise UsageError(Say("Sebutkan bidang yang ditarik.", "Name the field to be taken back."))
    with workspace.store.writing():
        (gone,) = take_back(workspace, post, field, by=by.full_name)
        noted(workspace, by, "unggahan.tarik_koreksi", gone.subject, f"{_shown(field_of(field))}={gone.value}")
    return gone


def _shown(field: str) -> str:
    """What officers call a field."""
    return next((shown for shown, name in FIELDS.items() if name == field), field)
