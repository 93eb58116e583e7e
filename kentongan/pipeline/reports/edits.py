"""Officers write into the draft of a report, passage by passage, several at once, and lose no word.

A text is saved with what its writer saw: the version and the number of the passage's last step. Where somebody was faster, the
words of both are joined when they changed different ones; else the writer is shown all three texts and decides, and what was
typed stays kept. Every step is kept for good and can be taken back. A report that was read or approved is not changed:
writing into it makes the next version, a draft again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kentongan.core.errors import ApprovalError, ReportError, UsageError
from kentongan.core.messages import Lang, Say
from kentongan.core.report_edits import CITATION, Edit, Standing, Step, by_passage, kept, shown, standing
from kentongan.core.word_merge import merged
from kentongan.pipeline.reports.reporting import KIND
from kentongan.pipeline.reports.versions import BRIEF_KEY, Written, written
from kentongan.pipeline.workspace import Workspace
from kentongan.store.reports import ReportState, ReportVersion
from reports.lists import row_numbers

#: No passage is longer; a whole page of a report has about 3,000 characters.
LONGEST: Final = 6_000
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """What an officer had on the screen: the version, and the number of the passage's last step (0 = nobody's)."""

    report_id: str
    number: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A passage was saved.

    Args:
        version: in which it stands; a new one when the one before was no draft any more.
        standing: as it stands now.
        joined: another officer's words were joined with it.
        masked: private data in it were masked.
        changed: False when there was nothing to save.
    """

    version: ReportVersion
    standing: Standing
    joined: bool = False
    masked: bool = False
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Clash:
    """Two officers changed the same words: nothing was saved over the other's, and the writer's text is kept as unsaved.

    Args:
        base: what the writer saw; `mine`: what they wrote; `theirs`: what stands there now, all as people read them.
        by: the other officer; `seen`: to save again with after deciding.
    """

    base: str
    mine: str
    theirs: str
    by: str
    seen: Seen


def save(
    workspace: Workspace, day: str, passage: str, text: str, *, by: str, seen: Seen, lang: Lang = "id"
) -> Saved | Clash:
    """Put an officer's text in a passage of the latest draft of `day`.

    Args:
        workspace: the office's.
        day: ISO date of the report.
        passage: its key.
        text: as people read it, citations as "[12]" for row 12 of annex A; "" takes the passage out.
        by: the officer.
        seen: what the officer had on the screen.
        lang: of the report.

    Raises:
        ApprovalError: no name. UsageError: the text is too long. ReportError: there is no such report or passage any
            more; the text is kept as unsaved.
    """  # fmt: skip
    _named(by)
    for _ in range(_TRIES):
        try:
            with workspace.store.writing():
                answer = _save(workspace, day, passage, text, by, seen, lang)
        except ReportError:
            keep_typed(workspace, day, passage, text, by=by, seen=seen, lang=lang)
            raise
        if answer is not None:
            return answer
    raise ReportError(
        Say("Bagian ini sedang disimpan petugas lain.", "Another officer is saving this passage."),
        Say("Teks Anda tersimpan; coba simpan lagi.", "Your text is kept; try saving again."),
    )


def _save(
    workspace: Workspace, day: str, passage: str, text: str, by: str, seen: Seen, lang: Lang
) -> Saved | Clash | None:
    """One try; None when another process took the step's number in the meantime."""
    desk = _Desk.open(workspace, day, passage, lang)
    if desk.home is None:
        raise _gone(passage)
    clean, masked = _cleaned(workspace, text, many=desk.many)
    base_machine, base, mine = desk.as_seen(workspace, seen, clean)
    now = desk.now
    joined = False
    if (seen.number, base_machine) != (now.number, now.machine):
        both = merged(base, mine, now.text)
        if not both.clean:
            workspace.store.report_edits.keep_unsaved(
                desk.version, lang, passage, by, text[:LONGEST], number=seen.number
            )
            other = now.by if now.number > seen.number else "kentongan"
            new = Seen(desk.version.id, now.number)
            return Clash(desk.read(base), clean, desk.read(now.text), other, new)
        joined, mine = both.text.strip() != mine, both.text.strip()
    # Who has not seen the machine's new text has not decided about it.
    decides = base_machine == now.machine
    machine = now.machine if decides or not now.edited else now.base
    if mine == now.text and not (now.conflict and decides):
        workspace.store.report_edits.drop_unsaved(day, desk.version.kind, lang, passage, by)
        return Saved(desk.version, now, joined, masked, changed=False)
    step = Step.DECIDE if now.conflict and decides else Step.WRITE
    return desk.put(workspace, step, mine, machine, by, joined=joined, masked=masked)


def undo(workspace: Workspace, day: str, passage: str, *, by: str, seen: Seen, lang: Lang = "id") -> Saved:
    """Take back the last writing of a passage; the text before it stands again.

    Raises:
        ApprovalError: no name. ReportError: there is nothing to take back, or somebody wrote there in the meantime.
    """
    _named(by)
    with workspace.store.writing():
        desk = _Desk.open(workspace, day, passage, lang)
        if desk.now.number != seen.number:
            raise ReportError(
                Say(f"{desk.now.by} baru saja mengubah bagian ini.", f"{desk.now.by} has just changed this passage."),
                Say("Muat ulang dan baca dahulu.", "Load the page again and read it first."),
            )
        before = _without_last(desk.steps)
        if before is None:
            raise ReportError(
                Say("Tidak ada suntingan untuk diurungkan di bagian ini.", "There is no edit to take back in this passage."),
                Say("Muat ulang halaman.", "Load the page again."),
            )  # fmt: skip
        text = standing(desk.now.machine, before).text
        saved = desk.put(workspace, Step.UNDO, text, desk.now.machine, by)
    if saved is None:
        raise ReportError(
            Say("Petugas lain baru saja mengubah bagian ini.", "Another officer has just changed this passage."),
            Say("Muat ulang dan baca dahulu.", "Load the page again and read it first."),
        )
    return saved


def drop(workspace: Workspace, day: str, passage: str, *, by: str, lang: Lang = "id") -> None:
    """Decide that an edit whose passage the machine no longer writes is not needed; its steps stay on record.

    Raises:
        ApprovalError: no name. ReportError: the passage still has its place.
    """
    _named(by)
    with workspace.store.writing():
        desk = _Desk.open(workspace, day, passage, lang)
        if desk.home is not None:
            raise ReportError(
                Say("Bagian ini masih ada di laporan.", "This passage is still in the report."),
                Say("Sunting atau urungkan di tempatnya.", "Edit it or take it back in its place."),
            )
        desk.put(workspace, Step.DECIDE, "", "", by)


def keep_typed(
    workspace: Workspace, day: str, passage: str, text: str, *, by: str, seen: Seen, lang: Lang = "id"
) -> None:
    """Keep what an officer has typed so far; it changes nothing in the report.

    Raises:
        ApprovalError: no name. ReportError: there is no report of that day. UsageError: the text is too long.
    """
    _named(by)
    _short(text)
    version = workspace.store.reports.get(seen.report_id)
    if version is None or (version.day, version.kind) != (day, KIND):
        raise _no_report(day)
    last = workspace.store.report_edits.last_of(day, KIND, lang, passage)
    if last is not None and last.by == by and last.number > seen.number and _same(last.after, text):
        return  # sent before it was saved, arrived after
    workspace.store.report_edits.keep_unsaved(version, lang, passage, by, text, number=seen.number)


def _same(kept_text: str, typed: str) -> bool:
    """The same words, citations aside."""
    return CITATION.sub("", kept_text).split() == re.sub(r"\s?\[\d{1,6}\]", "", typed).split()


def forget_typed(workspace: Workspace, day: str, passage: str, *, by: str, lang: Lang = "id") -> None:
    """Throw away what an officer typed and did not save."""
    workspace.store.report_edits.drop_unsaved(day, KIND, lang, passage, by)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A passage of the latest draft, as it stands inside one transaction."""

    version: ReportVersion
    lang: Lang
    passage: str
    said: Written
    home: str | None
    steps: tuple[Edit, ...]

    @classmethod
    def open(cls, workspace: Workspace, day: str, passage: str, lang: Lang) -> _Desk:
        version = workspace.store.reports.latest(day, KIND)
        if version is None:
            raise _no_report(day)
        said = written(workspace, version, lang)
        found = said.kept.passages.get(passage)
        home = said.standings[passage].machine if found is not None or passage == BRIEF_KEY else None
        if home is None and passage not in said.standings:
            raise _gone(passage)
        return cls(version, lang, passage, said, home, tuple(s for s in said.steps if s.passage == passage))

    @property
    def now(self) -> Standing:
        return self.said.standings[self.passage]

    @property
    def many(self) -> bool:
        found = self.said.kept.passages.get(self.passage)
        return self.passage == BRIEF_KEY or (found is not None and found.many)

    @property
    def rows(self) -> Mapping[str, int]:
        return row_numbers(self.said.kept.report)

    def read(self, text: str) -> str:
        return shown(text, self.rows)

    def as_seen(self, workspace: Workspace, seen: Seen, text: str) -> tuple[str, str, str]:
        """(the machine's text then, the passage's text then, what was written) in the version that the officer saw."""
        if seen.report_id == self.version.id:
            then, machine = self.said, self.now.machine
            report = self.said.kept.report
        else:
            version = workspace.store.reports.get(seen.report_id)
            if version is None or (version.day, version.kind) != (self.version.day, self.version.kind):
                raise _no_report(self.version.day)
            then = written(workspace, version, self.lang)
            report = then.kept.report
            machine = then.standings[self.passage].machine if self.passage in then.standings else ""
        steps = by_passage(then.steps, until=then.kept.version.version).get(self.passage, [])
        base = standing(machine, [step for step in steps if step.number <= seen.number]).text
        cites = dict(enumerate(report.clipping, start=1))
        return machine, base, text if self.passage == BRIEF_KEY else kept(text, cites)

    def put(
        self,
        workspace: Workspace,
        step: Step,
        text: str,
        machine: str,
        by: str,
        *,
        joined: bool = False,
        masked: bool = False,
    ) -> Saved | None:
        """Add the step and look again; None when its number was taken. Into a read version nobody writes: the next is made."""
        edits, version, now = workspace.store.report_edits, self.version, self.now
        if version.state is not ReportState.DRAFT:
            version = workspace.store.reports.again(self.version, by=by)
            workspace.store.report_contents.copy(self.version.id, version.id)
        added = edits.add(
            version, self.lang, self.passage, step,
            number=now.number + 1, machine=machine, before=now.text, after=text, by=by,
        )  # fmt: skip
        if not added:
            return None
        edits.drop_unsaved(version.day, version.kind, self.lang, self.passage, by)
        steps = by_passage(edits.of(version.day, version.kind, self.lang), until=version.version)
        return Saved(version, standing(now.machine, steps[self.passage]), joined, masked)


def _without_last(steps: tuple[Edit, ...]) -> list[Edit] | None:
    """The steps that stand, without the last one; None when nothing stands."""
    done: list[Edit] = []
    for step in steps:
        if step.step is Step.UNDO:
            done = done[:-1]
        else:
            done.append(step)
    return done[:-1] if done else None


def _cleaned(workspace: Workspace, text: str, *, many: bool) -> tuple[str, bool]:
    """The text as a report may print it, and whether private data in it were masked."""
    from reports.redaction import redact
    from reports.wording import clean

    _short(text)
    allowed = workspace.office.official_accounts
    lines = re.split(r"\r\n|\r|\n", text) if many else [text]
    plain, safe = [clean(line) for line in lines], [redact(line, allowed) for line in lines]
    return "\n".join(safe).strip(), safe != plain


def _short(text: str) -> None:
    if len(text) > LONGEST:
        raise UsageError(
            Say(f"Teks lebih dari {LONGEST} karakter.", f"The text is longer than {LONGEST} characters."),
            Say("Bagi ke beberapa bagian atau ringkas.", "Divide it or shorten it."),
        )


def _named(by: str) -> None:
    if not by.strip():
        raise ApprovalError(
            Say("Suntingan dicatat atas nama seorang petugas.", "An edit is noted in an officer's name."),
            Say("Isi nama, lalu ulangi.", "Give a name, then try again."),
        )


def _no_report(day: str) -> ReportError:
    return ReportError(
        Say(f"Belum ada laporan tanggal {day}.", f"There is no report of {day} yet."),
        Say("Susun laporan hari itu lebih dahulu.", "Compose that day's report first."),
    )


def _gone(passage: str) -> ReportError:
    return ReportError(
        Say(f"Bagian “{passage}” tidak ada lagi dalam draf terakhir.", f"The passage “{passage}” is not in the latest draft any more."),
        Say("Teks Anda tersimpan; salin ke bagian lain atau lepaskan.", "Your text is kept; copy it elsewhere or drop it."),
    )  # fmt: skip
