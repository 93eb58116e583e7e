"""How cases of the hoax desk are named and shown on a terminal; what all commands of the desk share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Parameter, parameter
from kentongan.cli.screen import Screen
from kentongan.core.clock import zone
from kentongan.core.day import ClaimCase
from kentongan.core.desk import STAGE_NAMES, DeskCase, Event
from kentongan.core.desk_next import EVENT_NAMES, lacking, next_step
from kentongan.core.desk_words import told
from kentongan.core.messages import Lang, Say, printable

if TYPE_CHECKING:
    from kentongan.pipeline.desk.matches import Proposal
    from kentongan.pipeline.workspace import Workspace


def clock_words(case: DeskCase, now: datetime, zone_name: str) -> Say:
    """The running clock in words; "" where none runs."""
    if case.woken_at is not None:
        return Say(f"NAIK LAGI ({case.woken_count} unggahan sehari)", f"RISES AGAIN ({case.woken_count} posts a day)")
    if not case.running:
        return Say("", "")
    at, hour = (f"{case.due.astimezone(zone(zone_name)):{form}}" for form in ("%d-%m %H.%M", "%d-%m %H:%M"))
    if now > case.limit:
        return Say(f"LEWAT BATAS (tenggat {at})", f"BEYOND THE LIMIT (due {hour})")
    if now > case.due:
        return Say(
            f"lewat {_span(now - case.due, 'id')} (tenggat {at})", f"late by {_span(now - case.due, 'en')} (due {hour})"
        )
    return Say(f"sisa {_span(case.due - now, 'id')} (tenggat {at})", f"{_span(case.due - now, 'en')} left (due {hour})")


def _span(time: timedelta, lang: Lang) -> str:
    minutes = max(int(time / timedelta(minutes=1)), 0)
    hours, rest = divmod(minutes, 60)
    if lang == "en":
        return f"{hours} h {rest} min" if hours else f"{rest} min"
    return f"{hours} jam {rest} menit" if hours else f"{rest} menit"


def cut(text: str, most: int) -> str:
    """A text of strangers on one line of at most so many characters."""
    line = printable(text)
    return line if len(line) <= most else line[: most - 1] + "…"


def board_lines(screen: Screen, cases: Sequence[DeskCase], found: Sequence[ClaimCase], workspace: Workspace) -> None:
    """Two lines a case, then the claims nobody has taken up."""
    now, name = workspace.clock.now(), workspace.office.zone
    for case in cases:
        stage = STAGE_NAMES[case.stage].to(screen.lang)
        clock = clock_words(case, now, name).to(screen.lang)
        screen.say(f"{case.id}  {stage}" + (f"  {clock}" if clock else ""))
        screen.say(f"    {cut(case.name, 110)}")
    if found:
        screen.say(Say("Ditemukan mesin, belum diambil meja:", "Found by the machine, taken up by nobody:"))
    for claim in found:
        count = len(claim.spreading)
        form = "%d-%m %H:%M" if screen.lang == "en" else "%d-%m %H.%M"
        due, late = f"{claim.deadline.astimezone(zone(name)):{form}}", claim.deadline < now
        told = Say(
            f"{count} unggahan  tenggat {due}{' (lewat)' if late else ''}",
            f"{count} post{'' if count == 1 else 's'}  due {due}{' (overdue)' if late else ''}",
        )
        screen.say(f"{claim.id}  {told.to(screen.lang)}")
        screen.say(f"    {cut(claim.claim, 110)}")


def case_lines(screen: Screen, case: DeskCase, workspace: Workspace) -> None:
    """Everything about a case: how it stands, its steps, its verdict, its history."""
    name, lang = workspace.office.zone, screen.lang
    clock = clock_words(case, workspace.clock.now(), name).to(lang)
    screen.say(f"{case.id}  {STAGE_NAMES[case.stage].to(lang)}" + (f"  {clock}" if clock else ""))
    rows = [
        (Say("klaim", "claim"), case.claim),
        (Say("laporan", "report"), "" if case.said == case.claim else case.said),
        (Say("bentuk", "form"), told(case.form).to(lang)),
        (Say("di mana", "where"), case.where),
        (Say("waktu", "when"), case.when),
        (Say("pertanyaan", "question"), case.question),
        (Say("dilaporkan lagi", "reported again"), f"{case.repeats}x" if case.repeats else ""),
        (Say("konfirmasi ke", "ask"), told(case.confirm_with).to(lang)),
        (Say("isu", "issue"), case.issue_id),
        (Say("ditolak karena", "refused for"), told(case.refusal).to(lang)),
        (Say("tautan", "link"), case.link),
    ]
    for label, text in rows:
        if text:
            screen.say(f"  {label.to(lang)}: {cut(text, 300)}")
    _spread_lines(screen, case, workspace)
    lacks = lacking(case)
    if lacks.id:
        screen.say(Say(f"  belum lengkap: {lacks.id}", f"  not complete: {lacks.en}"))
    if case.opinion and not case.claim:
        screen.say(Say("  terbaca sebagai pendapat", "  reads like an opinion"))
    for number, step in enumerate(case.steps, start=1):
        mark = "x" if step.done_at else " "
        due = f"{step.due.astimezone(zone(name)):%d-%m %H.%M}"
        screen.say(f"  [{mark}] {number}. {cut(step.text, 140)} ({cut(step.owner, 60)}, {due})")
        if step.result:
            screen.say(f"        → {cut(step.result, 200)}")
    _verdict_lines(screen, case)
    for event in case.events:
        screen.say(f"  · {_event_line(event, name, lang)}")
    screen.note(next_step(case))


def _spread_lines(screen: Screen, case: DeskCase, workspace: Workspace) -> None:
    """How the last analysis saw the claim go round, in counts; signs of coordination without any account."""
    seen = next((claim for claim in workspace.store.desk.seen() if claim.id == case.id), None)
    if seen is None:
        return
    counts = len(seen.spreading), len(seen.denying), len(seen.asking)
    if not any(counts):
        return
    told = Say(
        "{} unggahan menyebarkan, {} membantah, {} bertanya".format(*counts),
        "{} posts spread it, {} deny it, {} ask".format(*counts),
    )
    screen.say(Say(f"  peredaran: {told.id}", f"  going round: {told.en}"))
    for sign in seen.coordination:
        screen.say(
            Say(
                f"  tanda koordinasi (hitungan): {cut(sign, 160)}",
                f"  sign of coordination (a count): {cut(sign, 160)}",
            )
        )


def _verdict_lines(screen: Screen, case: DeskCase) -> None:
    verdict = case.conclusion
    if verdict is None:
        return
    words = ", ".join(filter(None, [verdict.state.value, verdict.kind or ""]))
    screen.say(Say(f"  putusan: {words} ({verdict.by})", f"  verdict: {told(words).en} ({verdict.by})"))
    screen.say(f"    {cut(verdict.sentence, 300)}")
    if verdict.fact:
        screen.say(Say(f"    fakta: {cut(verdict.fact, 300)}", f"    fact: {cut(verdict.fact, 300)}"))
    for one in verdict.evidence:
        screen.say(Say(f"    bukti: {cut(one, 200)}", f"    evidence: {cut(one, 200)}"))
    if case.approved_by:
        screen.say(Say(f"    disetujui: {case.approved_by}", f"    approved: {case.approved_by}"))
    else:
        screen.say(Say("    belum disetujui orang kedua", "    no second person has approved it"))


def _event_line(event: Event, zone_name: str, lang: Lang) -> str:
    shown = [
        told(str(event.data[key])).to(lang)
        for key in ("reason", "note", "insist", "result", "link")
        if event.data.get(key)
    ]
    more = f": {cut('; '.join(shown), 120)}" if shown else ""
    return (
        f"{event.at.astimezone(zone(zone_name)):%d-%m-%Y %H.%M}  {EVENT_NAMES[event.kind].to(lang)}  {event.by}{more}"
    )


def proposal_lines(screen: Screen, found: Sequence[Proposal]) -> None:
    """What fact-checkers wrote on the same claim; that nothing was found is no verdict."""
    from kentongan.pipeline.desk.matches import NOTHING, publishers
    from reports.wording import iso_date

    if not found:
        screen.say(NOTHING)
        return
    for one in found:
        sure = Say("cocok", "match") if one.sure else Say("mungkin cocok, perlu dibaca", "possible match, to be read")
        score = f"{one.score:.2f}".replace(".", "." if screen.lang == "en" else ",")
        screen.say(f"{sure.to(screen.lang)} ({score}): {cut(one.best.title, 140)}")
        worded = one.best.label or "–"
        meant = told(", ".join(filter(None, [one.verdict.state or "", one.verdict.kind or ""]))).to(screen.lang)
        day = iso_date(one.best.date, screen.lang)
        who = ", ".join(publishers(one)[:4])
        said = filter(None, [who, day, Say(f"putusan: {worded}", f"verdict: {worded}").to(screen.lang)])
        line = f"    {'; '.join(said)}"
        screen.say(f"    {cut(line, 180)}" + (f" → {meant}" if meant else ""))
        if one.best.url:
            screen.say(f"    {cut(one.best.url, 200)}")


def by_option() -> Parameter:
    """--by: who does it."""
    return parameter("--by", help=Say('"Nama, Jabatan" petugas.', '"Name, Position".'), required=True, metavar="NAMA")


def case_argument() -> Parameter:
    """The case that is meant."""
    return parameter("case", help=Say("Kode kasus, atau bagian klaimnya.", "Code of the case, or a part of its claim."))


def reason_option(*, required: bool = False) -> Parameter:
    """--reason: why."""
    return parameter("--reason", help=Say("Alasan.", "Reason."), default="", metavar="ALASAN", required=required)


def say_lacks(screen: Screen, case: DeskCase) -> None:
    """A line on what a report still lacks, where it lacks something."""
    lacks = lacking(case)
    if lacks.id:
        screen.note(Say(f"Belum lengkap: {lacks.id}.", f"Not complete: {lacks.en}."))


def moved(call: Call, work: Callable[[Workspace], DeskCase]) -> None:
    """One step in the opened workspace; says where the case stands now and what comes next."""
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        case = work(workspace)
    stage = STAGE_NAMES[case.stage]
    call.screen.say(Say(f"{case.id}: {stage.id}.", f"{case.id}: {stage.en}."))
    say_lacks(call.screen, case)
    call.screen.note(next_step(case))
