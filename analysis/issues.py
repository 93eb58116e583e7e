"""Stories → issues (isu): what concerns one matter over days keeps one id, its name and its officer's edits.

A run reads the posts of the last days with their stories, and what is remembered of the issues. In this order:

1. Posts that belonged to an issue stay in it; what an officer moved, split off or merged is a constraint.
2. A story that holds posts of an issue brings its other posts along (the issue grows).
3. A new story joins the known issue whose terms are alike (the issue goes on, or wakes up); otherwise it opens one of
   its own, if it is real: at least three posts by at least two voices, or flagged by the caller.
4. Two issues that have become one matter merge: the one with more posts keeps its id. A part of an issue that no longer
   shares its words splits off.
5. Lone posts join an issue that they clearly speak of; the rest stays "belum terkelompok".

Running again on the same posts and state changes nothing. An issue's id comes from its earliest post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from analysis.issue_corrections import Edits, read_corrections
from analysis.issue_terms import Corpus, alike, blend, likenesses, shared_words
from analysis.naming import name_issue
from kentongan.core.findings import Correction, KnownIssue
from kentongan.core.ids import content_id

LEAST_POSTS = 3
LEAST_VOICES = 2
JOINS = 0.34
"""Cosine from which a new story belongs to a known issue (0.30 merges neighbouring topics; docs/algorithms.md)."""
BECOMES_ONE = 0.55
FALLS_APART = 0.08
ATTACHES = 0.32
ASLEEP_DAYS = 3
CLOSED_DAYS = 14
_LOG_LINES = 60


@dataclass(frozen=True, slots=True)
class IssueLinks:
    """Which post belongs to which issue.

    Args:
        assignment: columns `id` and `issue` ("" = belum terkelompok), rows as in the posts given.
        issues: all issues remembered, old and new, by id.
        log: what this run decided, one line each, Indonesian.
    """

    assignment: pd.DataFrame
    issues: tuple[KnownIssue, ...]
    log: tuple[str, ...]

    @property
    def issue_of(self) -> dict[str, str]:
        """Post → issue, for posts that have one."""
        pairs = zip(self.assignment["id"].tolist(), self.assignment["issue"].tolist(), strict=True)
        return {post: issue for post, issue in pairs if issue}


def link_issues(
    posts: pd.DataFrame,
    stories: pd.DataFrame,
    known: Sequence[KnownIssue],
    *,
    corrections: Sequence[Correction] = (),
    as_of: datetime,
    flagged: Collection[str] = (),
) -> IssueLinks:
    """Link the stories of the last days to the issues known, and open new ones.

    Args:
        posts: the frame of posts; any index.
        stories: `story` of the same rows (`analysis.stories.story_columns`).
        known: the issues of the last run.
        corrections: officers' decisions: "merge" (issue → issue), "split" (issue → ids of the posts that leave it),
            "not_same" (issue → issue, or post → issue), "issue" (post → issue id or ""), "name", "category", "owner".
        as_of: the moment of the analysis, aware.
        flagged: ids of posts that make an issue of their story whatever its size.
    """
    work = _Linking(Corpus(posts, stories), known, read_corrections(corrections), as_of, frozenset(flagged))
    work.keep_members()
    work.grow()
    work.link_new_stories()
    work.split()
    work.merge()
    work.attach()
    return work.result()


class _Linking:
    """One run; the steps are the module's."""

    def __init__(
        self,
        corpus: Corpus,
        known: Sequence[KnownIssue],
        edits: Edits,
        as_of: datetime,
        flagged: frozenset[str],
    ) -> None:
        self.as_of = as_of
        self.edits = edits
        self.corpus = corpus
        self.issues: dict[str, KnownIssue] = {issue.id: issue for issue in sorted(known, key=lambda one: one.id)}
        self.issue_of: dict[str, str] = {}
        self.flagged = flagged
        self.changed: set[str] = set()
        self.log: list[str] = []
        for survivor, gone in self.edits.restored(self.issues):
            self.issues[gone] = replace(self.issues[gone], merged_into="")
            self._note(gone, f"Dipisahkan kembali dari {survivor} atas keputusan petugas.")

    # 1 -----------------------------------------------------------------------------------------------------------
    def keep_members(self) -> None:
        """Posts stay where they were, unless a person decided otherwise."""
        for gone, into in self.edits.merged.items():
            if gone in self.issues and into in self.issues and self._alive(into) not in (gone, ""):
                self._absorb(self._alive(into), gone, "Digabungkan oleh petugas")
        for issue in sorted(self.issues.values(), key=lambda one: (one.merged_into == "", one.id)):
            home = self._alive(issue.id)
            for post in issue.posts:
                if (post, home) not in self.edits.banned:
                    self.issue_of[post] = home
        for post, target in self.edits.moved.items():
            if target == "":
                self.issue_of.pop(post, None)
            elif target in self.issues:
                self.issue_of[post] = self._alive(target)
        for ids, source in self.edits.split_off:
            self._open_split(ids, source)

    def _open_split(self, ids: tuple[str, ...], source: str) -> None:
        present = [post for post in ids if post in self.corpus.row_of]
        born = self.corpus.earliest(present) if present else min(ids)
        existing = next((one for one in self.issues.values() if one.id != source and {*ids} & {*one.posts}), None)
        target = existing.id if existing else content_id("i", born)
        if target == source or target not in self.issues:
            target = target if target != source else content_id("i", born, "pisah")
            if target not in self.issues:
                self.issues[target] = self._new(target, f"Dipisahkan oleh petugas dari {source}.")
        if not {*ids} <= {*self.issues[target].posts}:
            self.changed.update({target, self._alive(source)})
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
    def link_new_stories(self) -> None:
        """Real stories without an issue join the most alike one or open their own."""
        fresh = [
            story
            for story in self.corpus.stories()
            if not any(post in self.issue_of for post in story.ids) and self._real(story.ids)
        ]
        self._refresh_terms()
        fresh.sort(key=lambda one: (-len(one.ids), one.ids[0]))
        vectors = [self.corpus.terms(story.ids) for story in fresh]
        awake = sorted(name for name, one in self.issues.items() if not one.merged_into and one.terms)
        targets = [*awake, *(["" for _ in fresh])]  # a fresh story is a target once it has opened an issue
        alike_to = likenesses(vectors, [*(self.issues[name].terms for name in awake), *vectors], JOINS)
        for number, (story, terms, ranked) in enumerate(zip(fresh, vectors, alike_to, strict=True)):
            best = next(
                ((targets[at], value) for at, value in ranked if targets[at] and self._joins(targets[at], story.ids)),
                None,
            )
            if best:
                self._log_join(best[0], story.ids, best[1], terms)
                self._add(best[0], story.ids)
            else:
                targets[len(awake) + number] = self._open(story.ids, terms)

    def _open(self, ids: Sequence[str], terms: tuple[tuple[str, float], ...]) -> str:
        made = content_id("i", self.corpus.earliest(ids))
        if made not in self.issues:
            voices = self.corpus.voices(ids)
            self.issues[made] = self._new(made, f"Isu baru: {len(ids)} unggahan dari {voices} sumber.")
            self.log.append(f"{made}: isu baru dari {len(ids)} unggahan, {voices} sumber.")
        made = self._alive(made)
        self.issues[made] = replace(self.issues[made], terms=self.issues[made].terms or terms)
        self._add(made, ids)
        return made

    def _log_join(self, home: str, ids: Sequence[str], likeness: float, terms: tuple[tuple[str, float], ...]) -> None:
        silent = (self.corpus.first(ids, self.as_of) - self.issues[home].last_seen).days
        woke = f" Isu bangun kembali setelah {silent} hari." if silent >= ASLEEP_DAYS else ""
        words = ", ".join(shared_words(terms, self.issues[home].terms))
        value = f"{likeness:.2f}".replace(".", ",")
        self._note(home, f"Peristiwa baru ({len(ids)} unggahan) masuk: kemiripan {value}; kata bersama: {words}.{woke}")

    def _joins(self, issue: str, ids: Sequence[str]) -> bool:
        """Is the issue recent enough, and does no person object?"""
        known = self.issues[issue]
        if known.posts:  # one of this run has no dates yet
            gap = abs((self.corpus.first(ids, self.as_of) - known.last_seen).total_seconds()) / 86_400
            if gap > CLOSED_DAYS:
                return False
        return all(self._may(post, issue) for post in ids)

    # 4 -----------------------------------------------------------------------------------------------------------
    def split(self) -> None:
        """A real story that shares no words with the rest of its issue leaves it (never against a person's merge)."""
        by_issue: dict[str, list[tuple[str, ...]]] = {}
        for story in self.corpus.stories():
            homes = {self.issue_of.get(post, "") for post in story.ids}
            if len(homes) == 1 and "" not in homes and self._real(story.ids):
                by_issue.setdefault(next(iter(homes)), []).append(story.ids)
        for home, parts in sorted(by_issue.items()):
            if len(parts) < 2 or home in self.edits.merged.values():
                continue
            main = self.corpus.terms(max(parts, key=lambda ids: (len(ids), ids[0])))
            for ids in sorted(parts):
                terms = self.corpus.terms(ids)
                if terms == main or max(alike(terms, main), alike(terms, self.issues[home].terms)) >= FALLS_APART:
                    continue
                made = content_id("i", self.corpus.earliest(ids), "pisah")
                self.issues.setdefault(made, self._new(made, f"Terpisah dari {home}: tidak ada lagi kata bersama."))
                self.issues[made] = replace(self.issues[made], terms=terms, apart=(home,))
                self._note(home, f"{len(ids)} unggahan terpisah menjadi {made}.")
                self._add(made, ids)

    def merge(self) -> None:
        """Issues that have become one matter; the one with more posts keeps its id."""
        self._refresh_terms()
        while self._merge_round():
            self._refresh_terms()

    def _merge_round(self) -> bool:
        """Merge the most alike pairs, each issue at most once; False when there is none left."""
        awake = self._awake()
        names = sorted(name for name, one in awake.items() if one.terms)
        vectors = [awake[name].terms for name in names]
        pairs = [
            (-value, name, names[other])
            for name, ranked in zip(names, likenesses(vectors, vectors, BECOMES_ONE), strict=True)
            for other, value in ranked
            if name < names[other] and not self.edits.apart(name, names[other], self.issues)
        ]
        members: dict[str, list[str]] = {}
        for post, home in self.issue_of.items():
            members.setdefault(home, []).append(post)
        sizes = Counter({home: len(posts) for home, posts in members.items()})
        touched: set[str] = set()
        for likeness, one, other in sorted(pairs):
            if not touched & {one, other}:
                keeps, goes = sorted((one, other), key=lambda i: (-sizes[i], self.issues[i].first_seen, i))
                value = f"{-likeness:.2f}".replace(".", ",")
                self._absorb(keeps, goes, f"Digabungkan: kemiripan {value}", members.get(goes, []))
                touched |= {one, other}
        return bool(touched)

    # 5 -----------------------------------------------------------------------------------------------------------
    def attach(self) -> None:
        """Small stories join the issue that most of their posts clearly speak of."""
        loose = [one for one in self.corpus.stories() if not any(post in self.issue_of for post in one.ids)]
        posts = [post for story in loose for post in story.ids]
        target = {post: issue for post, issue, _ in self.corpus.attachable(posts, self._awake(), ATTACHES)}
        added: dict[str, list[str]] = {}
        for story in loose:
            named = sorted(target.get(post, "") for post in story.ids)
            issue = max(named, key=lambda one: (named.count(one), one))
            if issue and 2 * named.count(issue) > len(named) and all(self._may(post, issue) for post in story.ids):
                self._add(issue, story.ids)
                added.setdefault(issue, []).extend(story.ids)
        for issue, ids in sorted(added.items()):
            self._note(issue, f"{len(ids)} unggahan lepas ditambahkan karena membicarakan hal yang sama.")

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
            name = name_issue(self.corpus.texts(here), previous=name, rarity=self.corpus.rarities(here)).name
        return replace(
            issue,
            posts=members,
            name=name,
            first_seen=min(first, issue.first_seen) if here else issue.first_seen,
            last_seen=(max(last, issue.last_seen) if issue.posts else last) if here else issue.last_seen,
        )

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
        self.changed.add(issue)

    def _absorb(self, keeps: str, goes: str, why: str, moved: Sequence[str] = ()) -> None:
        if self.issues[goes].merged_into == keeps:
            return
        known = self.issues[goes]
        self.issues[goes] = replace(known, merged_into=keeps, posts=tuple(sorted({*known.posts, *moved})))
        first = min(self.issues[keeps].first_seen, known.first_seen)
        terms = blend(self.issues[keeps].terms, known.terms)
        self.issues[keeps] = replace(self.issues[keeps], first_seen=first, terms=terms)
        for post in moved:
            self.issue_of[post] = keeps
        self.changed.discard(goes)
        self._note(keeps, f"{why} ({goes}, {known.name or 'tanpa nama'}).")

    def _refresh_terms(self) -> None:
        """Terms of issues that gained or lost posts: old ones and those of the posts at hand, halves."""
        members: dict[str, list[str]] = {}
        for post, home in self.issue_of.items():
            if home in self.changed and post in self.corpus.row_of:
                members.setdefault(home, []).append(post)
        for issue, ids in sorted(members.items()):
            now = self.corpus.terms(sorted(ids))
            old = self.issues[issue].terms
            self.issues[issue] = replace(self.issues[issue], terms=blend(old, now) if old else now)
        self.changed.clear()
