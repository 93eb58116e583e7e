"""Every issue of the day as the report shows it: counted, judged, summarised, with a recommendation."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from analysis.actors.private_persons import mask_private_persons
from analysis.actors.reading import main_actors
from analysis.advice.facts import IssueFacts
from analysis.advice.playbook import recommend, written_by_officer
from analysis.advice.playbook_file import Playbook
from analysis.categories.reading import category_name, owner_of
from analysis.day.complaints import question_in
from analysis.day.responses import response
from analysis.day.views import place_refs
from analysis.emergence.coordination import coordination_signs
from analysis.emergence.drum import Drum
from analysis.emergence.early_issues import rise_of, told_of
from analysis.emergence.early_signs import Sign
from analysis.emergence.judgement import Emergence
from analysis.emergence.voices import independent, voices
from analysis.issues.profiles import keywords_in
from analysis.places.authority import Authority, authority_of
from analysis.severity.counts import IssueCounts, count_issue
from analysis.severity.harm_words import Harm, find_harm
from analysis.severity.override import overridden
from analysis.severity.verdicts import severity_of
from analysis.summaries.quotes import evidence
from analysis.summaries.writing import summarise
from kentongan.core.clock import Window
from kentongan.core.day import IssueView
from kentongan.core.findings import (
    CitedSentence,
    Correction,
    KnownIssue,
    Level,
    PlaceRef,
    Recommendation,
    Severity,
    Tone,
    VerificationState,
)
from kentongan.core.office import Office

_UNDECIDED = Recommendation("", "", "", None, "")
_QUESTION = re.compile(r"\?\s*(?:$|[\s\"”])")
_NEGATIVE_SHARE, _POSITIVE_SHARE, _POTENTIAL_SHARE, _VERIFY_SHARE = 0.4, 0.5, 0.3, 0.25
_BAD_SHARE = 0.2
_AUTHORITY_OURS = {"kabupaten": "kab-kota", "kota": "kab-kota", "provinsi": "provinsi", "kementerian": "nasional"}


@dataclass(frozen=True, slots=True)
class Judged:
    """An issue as shown, and the facts the playbook decided on."""

    view: IssueView
    facts: IssueFacts


def judge_issues(
    posts: pd.DataFrame,
    known: Mapping[str, KnownIssue],
    office: Office,
    window: Window,
    *,
    before: Mapping[str, Level] | None = None,
    decided: Mapping[str, Correction] | None = None,
    signs: Sequence[Sign] = (),
    playbook: Playbook | None = None,
    advised: Mapping[str, Mapping[str, Correction]] | None = None,
) -> tuple[Judged, ...]:
    """All issues with posts in the window, in the order of their ids.

    Args:
        posts: the posts that count, up to the cut-off; `issue` "" = ungrouped.
        known: issues by id.
        office: for whom.
        window: the day.
        before: levels in the report before.
        decided: officers' decisions on severity, by issue (`severity.override.overrides`).
        signs: early signs seen in these posts.
        playbook: the office's own; None = the shipped one.
        advised: what officers wrote in place of a recommendation, by issue and field.
    """
    groups = posts[posts["issue"] != ""].groupby("issue", sort=True)
    drum = Drum.of(posts, window.end, promised=office.false_alarms_per_week)
    early = told_of(signs, posts, window.end)
    judged = []
    for issue, group in groups:
        counts = count_issue(group, window)
        if counts.posts:
            level = (before or {}).get(str(issue))
            look = _look(group, known[str(issue)], counts, office)
            look = replace(look, severity=overridden(look.severity, str(issue), decided or {}))
            heard = drum.listen(str(issue))
            rise = rise_of(heard, early.get(str(issue)))
            one = _judge(group, look, known[str(issue)], counts, heard, office=office, window=window)
            advice = recommend(one.facts, office, window.end, playbook)
            advice = written_by_officer(advice, (advised or {}).get(str(issue), {}), name=one.facts.name)
            judged.append(replace(one, view=replace(one.view, rise=rise, before=level, recommendation=advice)))
    return tuple(judged)


@dataclass(frozen=True, slots=True)
class _Look:
    """What an issue's posts of the day say, before anything is decided."""

    today: pd.DataFrame
    category: str
    event: Tone
    agency: Tone
    positive: bool
    state: VerificationState
    severity: Severity
    authority: Authority
    responded: str
    answer: CitedSentence | None
    places: tuple[PlaceRef, ...]
    owner: str


def _judge(
    group: pd.DataFrame,
    look: _Look,
    known: KnownIssue,
    counts: IssueCounts,
    heard: Emergence,
    *,
    office: Office,
    window: Window,
) -> Judged:
    """The issue as shown, still without its recommendation, and its facts."""
    facts = _facts(look, group, known, counts, office)
    return Judged(_view(look, group, known, counts, heard, office=office, window=window), facts)


def _look(group: pd.DataFrame, known: KnownIssue, counts: IssueCounts, office: Office) -> _Look:
    today = group[group["id"].isin(counts.posts)].sort_values(["published_at", "id"], ascending=[False, True])
    category = known.category or main_category(today)
    agency = main_tone(today["tone_agency"])
    state = verification_of(today)
    responded, answer = response(group, office)
    return _Look(
        today=today,
        category=category,
        event=main_tone(today["tone"]),
        agency=agency,
        positive=positive_lately(group, today) and state is not VerificationState.NEEDED,
        state=state,
        severity=severity_of(today, counts, category, state, office),
        authority=authority_of(list(zip(today["title"], today["text"], strict=True)), category),
        responded=responded,
        answer=answer,
        places=main_places(today, office.region),
        owner=known.owner or owner_of(category, office),
    )


def _facts(look: _Look, group: pd.DataFrame, known: KnownIssue, counts: IssueCounts, office: Office) -> IssueFacts:
    """The issue as the playbook asks for it."""
    return IssueFacts(
        name=known.name,
        category=look.category,
        severity=look.severity,
        verification=look.state,
        n24=counts.n24,
        n24_prev=counts.n24_prev,
        sources=voices(independent(look.today)),
        sources_week=voices(independent(last_week(group, look.today))),
        media=len(counts.media),
        platforms=len(counts.platforms),
        tone_agency=look.agency,
        tone_event=look.event,
        authority=look.authority.level,
        ours=_ours(look.authority.level, office),
        authority_body=look.authority.body,
        responded=look.responded,
        positive=look.positive,
        place=look.places[0].name if look.places else "",
        owner=look.owner,
        posts=counts.posts[:10],
        **signs_in(look.today),
    )


def _view(
    look: _Look,
    group: pd.DataFrame,
    known: KnownIssue,
    counts: IssueCounts,
    emergence: Emergence,
    *,
    office: Office,
    window: Window,
) -> IssueView:
    """The issue as the report shows it, still without its recommendation."""
    first = min(known.first_seen, group["published_at"].min().to_pydatetime())
    mask = _Mask((*office.leader_names, office.leader))
    potential = float(look.today["potential_negative"].mean())
    summary = tuple(summarise(look.today, limit=3, mask=mask))
    return IssueView(
        id=known.id,
        name=known.name,
        category=look.category,
        category_name=category_name(look.category, office.profile, office.own_categories),
        phase=emergence.phase,
        emerging=emergence.emerging,
        emergence=emergence.reason,
        severity=look.severity,
        before=None,
        day_number=max(1, (window.end - first).days + 1),
        first_seen=first,
        last_seen=group["published_at"].max().to_pydatetime(),
        posts=counts.posts,
        posts_before=counts.posts_before,
        history=counts.history,
        texts=counts.n24,
        media=counts.media,
        platforms=counts.platforms,
        tone_event=look.event,
        tone_agency=look.agency,
        places=look.places,
        authority=look.authority.level,
        authority_reason=look.authority.reason,
        actors=main_actors(look.today, [place.name for place in look.places]),
        summary=summary,
        evidence=evidence(look.today, 3, mask=mask, said=summary),
        verification=look.state,
        responded=look.responded,
        response=look.answer,
        owner=look.owner,
        impact=impact_of(look.category),
        recommendation=_UNDECIDED,
        keywords=tuple(keywords_in(known.terms)[:6]),
        positive=look.positive,
        signals=signals_of(look.today, potential) if look.agency is not Tone.POSITIVE else "",
        waiting_for=_waiting_for(counts),
        outlet_tiers=counts.tiers,
        log=known.log[-5:],
        coordination=tuple(sign.text for sign in coordination_signs(look.today)),
    )


def main_category(posts: pd.DataFrame) -> str:
    """The category most posts carry, "" when none does; the scores decide a draw."""
    known = posts[posts["category"] != ""]
    if known.empty:
        return ""
    weight = known.groupby("category")["category_score"].agg(["size", "sum"]).sort_index()
    return str(weight.sort_values(["size", "sum"], ascending=False, kind="stable").index[0])


def main_tone(tones: pd.Series) -> Tone:
    """One tone for many posts: negative from two in five on, positive from half on, else neutral."""
    if float((tones == "negatif").mean()) >= _NEGATIVE_SHARE:
        return Tone.NEGATIVE
    return Tone.POSITIVE if float((tones == "positif").mean()) >= _POSITIVE_SHARE else Tone.NEUTRAL


def positive_lately(posts: pd.DataFrame, today: pd.DataFrame) -> bool:
    """Is an issue an achievement? Judged by its last seven days, copies folded, not by the day's one or two posts.

    A word of thanks after a flood does not make the flood an achievement, and one request from the next village does
    not undo a repair that people praise.
    """
    week = last_week(posts, today).drop_duplicates("copy_group")
    good, bad = (float((week["tone_agency"] == tone).mean()) for tone in ("positif", "negatif"))
    return good >= _POSITIVE_SHARE and bad <= _BAD_SHARE and bool((today["tone_agency"] == "positif").any())


def last_week(posts: pd.DataFrame, today: pd.DataFrame) -> pd.DataFrame:
    """The posts of the seven days up to the day's last one."""
    since = today["published_at"].max() - pd.Timedelta(days=7)
    week: pd.DataFrame = posts[posts["published_at"] > since]
    return week


def verification_of(posts: pd.DataFrame) -> VerificationState:
    """The machine knows two states only: not looked at, and needs checking (field guide 10)."""
    spreading = (posts["claim_stance"] == "spreads") & posts["claims"].map(
        lambda found: any(candidate.decision != "none" for candidate in found)
    )
    share = float((posts["needs_verification"].astype(bool) | spreading).mean())
    return VerificationState.NEEDED if share >= _VERIFY_SHARE else VerificationState.UNCHECKED


def main_places(posts: pd.DataFrame, region: str) -> tuple[PlaceRef, ...]:
    """At most three places most posts name, the more exact first among equals; the office's own region is no news."""
    counts: Counter[PlaceRef] = Counter()
    for places in posts["title_places"] + posts["places"]:
        counts.update(place for place in place_refs(places, region) if place.code != region and len(place.code) > 2)
    ranked = sorted(counts, key=lambda p: (not p.inside, -counts[p], -len(p.code), p.code))
    return tuple(ranked[:3])


@cache
def _impacts() -> Mapping[str, str]:
    text = resources.files("analysis").joinpath("data", "impacts.toml").read_text("utf-8")
    return dict(tomllib.loads(text))


def impact_of(category: str) -> str:
    """What an issue of this category may harm; "" for an unknown one."""
    return _impacts().get(category, "")


def signals_of(posts: pd.DataFrame, share: float) -> str:
    """What hints that it may turn negative, in plain words; "" when nothing does."""
    if share < _POTENTIAL_SHARE:
        return ""
    hits: Counter[str] = Counter()
    for signals, text, title in zip(posts["potential_signals"], posts["text"], posts["title"], strict=True):
        source = text or title
        hits.update({source[start:end].casefold().strip() for start, end, *_ in signals} - {""})
    words = ", ".join(f"“{word}”" for word in sorted(hits, key=lambda w: (-hits[w], w))[:3])
    return f"{len(posts)} unggahan, {voices(independent(posts))} suara berbeda" + (f"; kata {words}" if words else "")


def signs_in(posts: pd.DataFrame) -> dict[str, Any]:
    """What the playbook asks of the words: questions, complaints, children and victims, SARA, harm."""
    texts = (posts["title"] + "\n" + posts["text"].str.slice(0, 2000)).tolist()
    asking = [
        text for text, kind in zip(texts, posts["kind"], strict=True) if kind != "news" and _QUESTION.search(text)
    ]
    complaints = int(((posts["kind"] != "news") & (posts["tone_agency"] == "negatif")).sum())
    harm = find_harm(texts)
    question = next((q for q in (question_in("", text) for text in asking) if q), "")
    return {
        "has_question": len(asking) > 1,
        "question": question,
        "is_complaint": complaints > 0,
        "complaints": complaints,
        "minor_or_victim": Harm.MINOR_VICTIM in harm,
        "sara": Harm.SARA in harm or Harm.SARA_VIOLENCE in harm,
        "harm": Harm.DEATH_INJURY in harm or Harm.DANGER in harm or Harm.LIVE_DANGER in harm,
    }


def _ours(level: str, office: Office) -> bool | None:
    """Whether the matter is this office's own; None while it is unclear."""
    if level == "belum jelas" or office.kind not in _AUTHORITY_OURS:
        return None
    return level == _AUTHORITY_OURS[office.kind]


def _waiting_for(counts: IssueCounts) -> str:
    if not counts.media:
        return "dikutip media"
    return "dikutip media nasional" if not counts.tiers.get(1) else "jumlah naik dua kali lipat"


@dataclass(frozen=True, slots=True)
class _Mask:
    keep: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """`text` with "[nama]" for private persons."""
        return mask_private_persons(text, self.keep)
