"""Stories → issues (isu): what concerns one matter over days keeps one id, its name and its officer's edits.

A run reads the posts of the last days with their stories, and what is remembered of the issues. In this order:

1. Posts that belonged to an issue stay in it; what an officer moved, split off or merged is a constraint.
2. A story that holds posts of an issue brings its other posts along (the issue grows).
3. Issues known and new stories join where their words, matters, places and fact-checks speak for one issue
   (`analysis.issues.merging`). What has no issue after that opens one, if it is real: at least three posts by at least
   two voices, or flagged. Of two known issues that have become one the larger keeps its id.
4. A part of an issue that shares nothing with the rest splits off.
5. Lone posts join an issue that they clearly speak of; the rest stays "belum terkelompok".
Steps 2, 3 and 5 repeat until nothing changes. An issue's id comes from its earliest post.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd

from analysis.issues.corpus import Corpus
from analysis.issues.corrections import Edits, read_corrections
from analysis.issues.links import IssueLinks
from analysis.issues.local_names import compose_name, event_of
from analysis.issues.merging import Part, agglomerate, neighbours
from analysis.issues.naming import name_issue
from analysis.issues.parting import leaving
from analysis.issues.place_talk import TalkOfPlaces
from analysis.issues.profiles import Profile, affinity, day_number, remembered, terms_of
from analysis.issues.reading import REGENCY
from analysis.issues.reasons import decimal, reasons
from kentongan.core.findings import Correction, KnownIssue
from kentongan.core.ids import content_id

LEAST_POSTS = 3
LEAST_VOICES = 2
ATTACHES = 0.34
TALKED_OF = 0.15
"""For a lone post that names a place which is talked of for one issue in these days."""
ROUNDS = 6
ASLEEP_DAYS = 3
CLOSED_DAYS = 14
_LOG_LINES = 60


def link_issues(
    posts: pd.DataFrame,
    stories: pd.DataFrame,
    known: Sequence[KnownIssue],
    *,
    corrections: Sequence[Correction] = (),
    as_of: datetime,
    flagged: Collection[str] = (),
    region: str = "",
) -> IssueLinks:
    """Link the stories of the last days to the issues known, and open new ones.

    Args:
        posts: the frame of posts; any index. What the reading steps found (`places`, `claims` …) is used where it is.
        stories: `story` of the same rows (`analysis.stories.finding.story_columns`).
        known: the issues of the last run.
        corrections: officers' decisions: "merge" (issue → issue), "split" (issue → ids of the posts that leave it),
            "not_same" (issue → issue, or post → issue), "issue" (post → issue id or ""), "name", "category", "owner".
        as_of: the moment of the analysis, aware.
        flagged: ids of posts that make an issue of their story whatever its size.
        region: the office's region code; for a regency or city all posts are taken to lie in it.
    """
    work = _Linking(
        posts.assign(story=stories["story"]),
        known,
        read_corrections(corrections),
        as_of=as_of,
        flagged=frozenset(flagged),
        region=region,
    )
    work.keep_members()
    for turn in range(ROUNDS):
        before = len(work.issue_of)
        work.grow()
        work.join(afresh=turn == 0)
        work.attach()
        if len(work.issue_of) == before:
            break
    work.keep_decisions()
    work.split()
    return work.result()


class _Linking:
    """One run; the steps are the module's."""

    def __init__(
        self,
        posts: pd.DataFrame,
        known: Sequence[KnownIssue],
        edits: Edits,
        *,
        as_of: datetime,
        flagged: frozenset[str],
        region: str,
    ) -> None:
        self.as_of = as_of
        self.edits = edits
        self.local = len(region) >= REGENCY
        self.corpus = Corpus(posts, region, local=self.local)
        self.issues: dict[str, KnownIssue] = {issue.id: issue for issue in sorted(known, key=lambda one: one.id)}
        self.issue_of: dict[str, str] = {}
        self.flagged = flagged
        self._by_issue: dict[str, list[str]] | None = None
        self.log: list[str] = []
        for survivor, gone in self.edits.restored(self.issues):
            self.issues[gone] = replace(self.issues[gone], merged_into="")
            self._note(gone, f"Dipisahkan kembali dari {survivor} atas keputusan petugas.")

    # 1 -----------------------------------------------------------------------------------------------------------
    def keep_members(self) -> None:
        """Posts stay where they were, unless a person decided otherwise."""
        self._merge_decided()
        for issue in sorted(self.issues.values(), key=lambda one: (one.merged_into == "", one.id)):
            home = self._alive(issue.id)
            for post in issue.posts:
                if (post, home) not in self.edits.banned:
                    self.issue_of[post] = home
        self._move_decided()
        for ids, source in self.edits.split_off:
            self._open_split(ids, source)

    def keep_decisions(self) -> None:
        """Decisions on issues that were only opened in this run: an analysis of their first day is run again."""
        self._merge_decided()
        self._move_decided()
        self._by_issue = None

    def _merge_decided(self) -> None:
        for gone, into in self.edits.merged.items():
            if gone in self.issues and into in self.issues and self._alive(into) not in (gone, ""):
                self._absorb(self._alive(into), gone, "Digabungkan oleh petugas")

    def _move_decided(self) -> None:
        for post, target in self.edits.moved.items():
            if target == "":
                self.issue_of.pop(post, None)
            elif target in self.issues:
                self.issue_of[post] = self._alive(target)

    def _open_split(self, ids: tuple[str, ...], source: str) -> None:
        present = [post for post in ids if post in self.corpus.row_of]
        born = self.corpus.earliest(present) if present else min(ids)
        existing = next((one for one in self.issues.values() if one.id != source and {*ids} & {*one.posts}), None)
        target = existing.id if existing else content_id("i", born)
        if target == source or target not in self.issues:
            target = target if target != source else content_id("i", born, "pisah")
            if target not in self.issues:
                self.issues[target] = self._new(target, f"Dipisahkan oleh petugas dari {source}.")
        for post in ids:
            self.issue_of[post] = self._alive(target)
        # what a person parted, the machine does not join again
        self.edits.parted.add(frozenset((target, source)))

    # 2 -----------------------------------------------------------------------------------------------------------
    def grow(self) -> None:
        """A story's new posts follow those of its posts that have an issue."""
        for story in self.corpus.stories():
            homes: dict[str, int] = {}
            for post in story.ids:
                if post in self.issue_of:
                    homes[self.issue_of[post]] = homes.get(self.issue_of[post], 0) + 1
            if not homes:
                continue
            home = min(homes, key=lambda one: (-homes[one], self.issues[one].first_seen, one))
            fresh = [post for post in story.ids if post not in self.issue_of and self._may(post, home)]
            if fresh:
                self._add(home, fresh)
                self._note(home, f"Bertambah {len(fresh)} unggahan dari peristiwa yang sudah tercatat di isu ini.")

    # 3 -----------------------------------------------------------------------------------------------------------
    def join(self, *, afresh: bool) -> None:
        """Known issues and stories without one join; what is real by then opens an issue."""
        awake = self._awake()
        parts = [Part(name, self._profile(name), (), name) for name in sorted(awake)]
        loose = [story.ids for story in self.corpus.stories() if not any(self._taken(post) for post in story.ids)]
        parts += [Part(ids[0], self.corpus.profile(ids), ids) for ids in loose]
        for part in agglomerate(parts, self.corpus.weights, local=self.local, allowed=self._allowed, afresh=afresh):
            home = part.issue
            for key, found in part.grown:
                if home and key in awake:
                    self._absorb(home, key, f"Digabungkan: kemiripan {decimal(found.total)}")
            if not part.posts:
                continue
            if home:
                self._log_join(home, part)
            elif self._real(part.posts):
                home = self._open(part)
            if home:
                self._add(home, part.posts)

    def _taken(self, post: str) -> bool:
        """Has an issue, or was put into none by a person."""
        return post in self.issue_of or self.edits.moved.get(post) == ""

    def _allowed(self, one: Part, other: Part) -> bool:
        if one.issue and other.issue:
            return not self.edits.apart(one.issue, other.issue, self.issues)
        home = one.issue or other.issue
        return not home or all(self._may(post, home) for post in (*one.posts, *other.posts))

    def _open(self, part: Part) -> str:
        made = content_id("i", self.corpus.earliest(part.posts))
        if made not in self.issues:
            voices = self.corpus.voices(part.posts)
            why = reasons(part.profile, part.profile)
            line = f"{len(part.posts)} unggahan dari {voices} sumber; {why}."
            self.issues[made] = self._new(made, f"Isu baru: {line}")
            self.log.append(f"{made}: isu baru, {line}")
        return self._alive(made)

    def _log_join(self, home: str, part: Part) -> None:
        silent = (self.corpus.first(part.posts, self.as_of) - self.issues[home].last_seen).days
        woke = f" Isu bangun kembali setelah {silent} hari." if silent >= ASLEEP_DAYS else ""
        likeness = [found.total for key, found in part.grown if key not in self.issues]
        value = decimal(sum(likeness) / len(likeness)) if likeness else "-"
        why = reasons(self._profile(home), self.corpus.profile(part.posts))
        self._note(home, f"Bertambah {len(part.posts)} unggahan: kemiripan {value}; {why}.{woke}")

    # 4 -----------------------------------------------------------------------------------------------------------
    def split(self) -> None:
        """A real story that shares nothing with the rest of its issue leaves it (never against a person's merge)."""
        by_issue: dict[str, list[tuple[str, ...]]] = {}
        for story in self.corpus.stories():
            homes = {self.issue_of.get(post, "") for post in story.ids}
            if len(homes) == 1 and "" not in homes and self._real(story.ids):
                by_issue.setdefault(next(iter(homes)), []).append(story.ids)
        for home, parts in sorted(by_issue.items()):
            if len(parts) < 2 or home in self.edits.merged.values():
                continue
            for ids in leaving(self.corpus, parts, self._members(home), local=self.local):
                made = content_id("i", self.corpus.earliest(ids), "pisah")
                self.issues.setdefault(made, self._new(made, f"Terpisah dari {home}: tidak ada lagi kata bersama."))
                self.issues[made] = replace(self.issues[made], apart=(home,))
                self._note(home, f"{len(ids)} unggahan terpisah menjadi {made}.")
                self._add(made, ids)

    # 5 -----------------------------------------------------------------------------------------------------------
    def attach(self) -> None:
        """Small stories join the issue that they clearly speak of."""
        homes = [Part(name, self._profile(name), (), name) for name in sorted(self._awake())]
        loose = [one.ids for one in self.corpus.stories() if not any(self._taken(post) for post in one.ids)]
        parts = [*homes, *(Part(ids[0], self.corpus.profile(ids), ids) for ids in loose)]
        near, talk = neighbours(parts), TalkOfPlaces(self.corpus, self.issue_of)
        place = {home.key: number for number, home in enumerate(homes)}
        added: dict[str, list[str]] = {}
        for number in range(len(homes), len(parts)):
            part = parts[number]
            named = talk.of(part.profile.places, part.profile.first)
            close = {other for other in near[number] if other < len(homes)}
            close |= {place[named]} if named in place else set()
            ranked = []
            for other in sorted(close):
                found = affinity(part.profile, homes[other].profile, local=self.local)
                ranked.append((-found.total - TALKED_OF * (homes[other].key == named), homes[other].key))
            ranked.sort()
            chosen = next((home for score, home in ranked if -score >= ATTACHES and self._allowed_in(part, home)), "")
            if chosen:
                self._add(chosen, part.posts)
                added.setdefault(chosen, []).extend(part.posts)
        for issue, ids in sorted(added.items()):
            why = reasons(self._profile(issue), self.corpus.profile(ids))
            self._note(issue, f"{len(ids)} unggahan lepas ditambahkan karena membicarakan hal yang sama; {why}.")

    def _allowed_in(self, part: Part, home: str) -> bool:
        return all(self._may(post, home) for post in part.posts)

    def _members(self, issue: str) -> list[str]:
        """Its posts that are at hand, oldest first."""
        if self._by_issue is None:
            self._by_issue = {}
            for post in filter(self.corpus.row_of.__contains__, self.issue_of):
                self._by_issue.setdefault(self.issue_of[post], []).append(post)
        return sorted(self._by_issue.get(issue, ()), key=lambda post: self.corpus.row_of[post])

    def _profile(self, issue: str) -> Profile:
        """Of its posts at hand, else what is remembered of it."""
        members = self._members(issue)
        if members:
            return self.corpus.profile(members)
        known = self.issues[issue]
        first, last = day_number(known.first_seen) or 0.0, day_number(known.last_seen) or 0.0
        return remembered(known.terms, len(known.posts), first, last, self.corpus.weights)

    # result ------------------------------------------------------------------------------------------------------
    def result(self) -> IssueLinks:
        """Members, dates and names of all issues."""
        members: dict[str, list[str]] = {}
        for post, home in self.issue_of.items():
            members.setdefault(home, []).append(post)
        done = []
        for issue in sorted(self.issues.values(), key=lambda one: one.id):
            kept = issue if issue.merged_into else self._finish(issue, members.get(issue.id, []))
            if kept.posts or kept.merged_into:
                done.append(self.edits.applied(kept))
        ids = self.corpus.ids
        table = pd.DataFrame(
            {
                "id": pd.Series(ids, index=self.corpus.index, dtype=str),
                "issue": pd.Series([self.issue_of.get(post, "") for post in ids], index=self.corpus.index, dtype=str),
            }
        )
        return IssueLinks(table, tuple(done), tuple(self.log))

    def _finish(self, issue: KnownIssue, ids: list[str]) -> KnownIssue:
        here = [post for post in ids if post in self.corpus.row_of]
        members = tuple(sorted(ids))
        if members == issue.posts and issue.name:
            return issue
        first, last = self.corpus.first(here, self.as_of), self.corpus.last(here, self.as_of)
        name = issue.name
        if here and not issue.named_by:
            name = self._name(here, name)
        return replace(
            issue,
            posts=members,
            name=name,
            terms=terms_of(self.corpus.profile(here)) if here else issue.terms,
            first_seen=min(first, issue.first_seen) if here else issue.first_seen,
            last_seen=(max(last, issue.last_seen) if issue.posts else last) if here else issue.last_seen,
        )

    def _name(self, ids: list[str], previous: str) -> str:
        texts = self.corpus.texts(ids)
        if self.local:
            composed = compose_name(self.corpus.readings(ids), texts, self.corpus.place_names, previous=previous)
            if composed:
                return composed
            texts = [pair for pair in texts if pair[0]] or texts
        name = name_issue(texts, previous=previous, rarity=self.corpus.weights.words).name
        return event_of(name) if self.local else name

    # small steps -------------------------------------------------------------------------------------------------
    def _new(self, made: str, why: str) -> KnownIssue:
        # dates are set from the posts in `_finish`; until then the moment of the analysis stands in
        return KnownIssue(made, "", "", first_seen=self.as_of, last_seen=self.as_of, log=(self._dated(why),))

    def _dated(self, line: str) -> str:
        return f"{self.as_of:%Y-%m-%d %H:%M} {line}"

    def _note(self, issue: str, line: str) -> None:
        self.issues[issue] = replace(self.issues[issue], log=(*self.issues[issue].log, self._dated(line))[-_LOG_LINES:])
        self.log.append(f"{issue}: {line}")

    def _alive(self, issue: str) -> str:
        seen = set()
        while issue in self.issues and self.issues[issue].merged_into and issue not in seen:
            seen.add(issue)
            issue = self.issues[issue].merged_into
        return issue

    def _awake(self) -> dict[str, KnownIssue]:
        return {
            name: one
            for name, one in self.issues.items()
            if not one.merged_into and abs((self.as_of - one.last_seen).days) <= CLOSED_DAYS
        }

    def _may(self, post: str, issue: str) -> bool:
        return (post, issue) not in self.edits.banned and self.edits.moved.get(post, issue) == issue

    def _real(self, ids: Sequence[str]) -> bool:
        if self.flagged & {*ids}:
            return True
        return len(ids) >= LEAST_POSTS and self.corpus.voices(ids) >= LEAST_VOICES

    def _add(self, issue: str, ids: Sequence[str]) -> None:
        for post in ids:
            if self._may(post, issue):
                self.issue_of[post] = issue
        self._by_issue = None

    def _absorb(self, keeps: str, goes: str, why: str) -> None:
        if self.issues[goes].merged_into == keeps:
            return
        moved = [post for post, home in self.issue_of.items() if home == goes]
        known = self.issues[goes]
        self.issues[goes] = replace(known, merged_into=keeps, posts=tuple(sorted({*known.posts, *moved})))
        first = min(self.issues[keeps].first_seen, known.first_seen)
        self.issues[keeps] = replace(self.issues[keeps], first_seen=first)
        for post in moved:
            self.issue_of[post] = keeps
        self._by_issue = None
        self._note(keeps, f"{why} ({goes}, {known.name or 'tanpa nama'}).")
