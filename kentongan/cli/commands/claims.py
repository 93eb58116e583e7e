"""`kentongan claims …`: the hoax desk from the report that comes in to the clarification that is watched."""

from __future__ import annotations

import sys

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.claim_words import (
    board_lines,
    by_option,
    case_argument,
    case_lines,
    cut,
    moved,
    proposal_lines,
    reason_option,
    say_lacks,
)
from kentongan.core.desk import STAGE_NAMES, Refusal
from kentongan.core.desk_next import next_step
from kentongan.core.desk_words import choices
from kentongan.core.messages import Say

_REASONS = choices(Refusal)
_FORMS = choices(("teks", "gambar", "video", "surat", "tautan"))
_TOLD = (
    parameter(
        "--form",
        help=Say(f"Bentuk: {_FORMS.id}.", f"Form: {_FORMS.en}."),
        default="",
        metavar="BENTUK",
    ),
    parameter("--where", help=Say("Di mana beredar.", "Where it goes round."), default="", metavar="TEMPAT"),
    parameter("--when", help=Say("Kapan diterima atau beredar.", "When it came."), default="", metavar="WAKTU"),
    parameter("--question", help=Say("Apa yang ditanyakan.", "What is asked."), default="", metavar="TANYA"),
)


def _told(form: str, where: str, when: str, question: str) -> dict[str, str]:
    return {"form": form.strip().casefold(), "where": where, "when": when, "question": question}


def _list(call: Call, everything: bool) -> None:
    from kentongan.pipeline.desk.cases import board
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        found = board(workspace, everything=everything)
        board_lines(call.screen, found.cases, found.found, workspace)
    if not (found.cases or found.found):
        call.screen.note(Say("Meja kosong.", "The desk is empty."))


def _show(call: Call, case: str, match: bool) -> None:
    from kentongan.pipeline.desk.cases import find_case
    from kentongan.pipeline.desk.matches import proposals_for
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        found = find_case(workspace, case)
        case_lines(call.screen, found, workspace)
        if match:
            proposal_lines(call.screen, proposals_for(workspace, found))


def _add(
    call: Call, words: tuple[str, ...], posts: tuple[str, ...], issue: str, by: str,
    form: str, where: str, when: str, question: str,
) -> None:  # fmt: skip
    from kentongan.pipeline.desk.intake import receive_posts, receive_text
    from kentongan.pipeline.desk.matches import proposals_for
    from kentongan.pipeline.workspace import open_workspace

    told = _told(form, where, when, question)
    with open_workspace(call.config, progress=call.screen) as workspace:
        if posts or issue:
            received = receive_posts(workspace, list(posts), by=by, told=told, issue=issue)
        else:
            text = sys.stdin.read() if words in ((), ("-",)) else " ".join(words)
            received = receive_text(workspace, text, by=by, told=told)
        found = proposals_for(workspace, received.case)
    case, screen = received.case, call.screen
    if received.new:
        screen.say(Say(f"{case.id}: diterima.", f"{case.id}: received."))
    else:
        stage = STAGE_NAMES[case.stage]
        screen.say(Say(f"{case.id}: sudah di meja ({stage.id}).", f"{case.id}: known already ({stage.en})."))
    proposal_lines(screen, found)
    for one in received.alike:
        screen.say(Say(f"Mirip: {one.id} {cut(one.name, 90)}", f"Alike: {one.id} {cut(one.name, 90)}"))
    if received.cut:
        screen.note(
            Say("Pesan sangat panjang: 20.000 huruf pertama disimpan.", "Very long: its first 20,000 letters are kept.")
        )
    say_lacks(screen, case)
    if case.opinion and not case.claim:
        screen.note(Say("Terbaca sebagai pendapat, bukan klaim.", "Reads like an opinion, not a claim."))
    screen.note(next_step(case))


def _take(call: Call, claim: str, by: str) -> None:
    from kentongan.pipeline.desk.intake import take

    moved(call, lambda workspace: take(workspace, claim, by=by).case)


def _complete(call: Call, case: str, by: str, form: str, where: str, when: str, question: str) -> None:
    from kentongan.pipeline.desk.cases import complete

    told = _told(form, where, when, question)
    moved(call, lambda workspace: complete(workspace, case, by=by, told=told))


def _refuse(call: Call, case: str, reason: str, note: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import refuse

    moved(call, lambda workspace: refuse(workspace, case, by=by, reason=reason, note=note))


COMMANDS = (
    Command(
        name="claims list",
        help=Say("Kasus di meja hoaks, dan klaim yang ditemukan mesin.", "Cases of the hoax desk, and claims found."),
        run=_list,
        parameters=(
            parameter("--all", "everything", help=Say("Yang selesai juga.", "Finished ones too."), is_flag=True),
        ),
        group=Say(
            "Meja hoaks: dari laporan sampai klarifikasi dan pantau ulang.", "The hoax desk: from report to re-watch."
        ),
    ),
    Command(
        name="claims show",
        help=Say("Satu kasus: langkah, putusan, riwayat.", "One case: steps, verdict, history."),
        run=_show,
        parameters=(
            case_argument(),
            parameter("--match", help=Say("Cari cek fakta yang cocok.", "Look for fact-checks."), is_flag=True),
        ),
    ),
    Command(
        name="claims add",
        help=Say(
            "Menerima laporan: teks tempelan, unggahan, atau isu.", "Receive a report: a text, posts or an issue."
        ),
        run=_add,
        parameters=(
            parameter("words", help=Say("Teksnya; - untuk teks tempelan.", "The text; - for pasted text."), nargs=-1),
            parameter("--post", "posts", help=Say("Kode unggahan.", "Code of a post."), multiple=True, metavar="KODE"),
            parameter(
                "--issue", help=Say("Kode atau nama isu.", "Code or name of an issue."), default="", metavar="ISU"
            ),
            *_TOLD,
            by_option(),
        ),
        example='kentongan claims add - --where "grup WA warga" --when "kemarin 08.00" --by "Sari, Pranata Humas"',
    ),
    Command(
        name="claims take",
        help=Say("Mengambil klaim yang ditemukan mesin.", "Take up a claim that the machine found."),
        run=_take,
        parameters=(
            parameter("claim", help=Say("Kode klaim, atau bagiannya.", "Code of the claim, or a part of it.")),
            by_option(),
        ),
    ),
    Command(
        name="claims complete",
        help=Say("Melengkapi laporan.", "Complete a report."),
        run=_complete,
        parameters=(case_argument(), *_TOLD, by_option()),
    ),
    Command(
        name="claims refuse",
        help=Say(f"Menolak laporan: {_REASONS.id}.", f"Refuse a report: {_REASONS.en}."),
        run=_refuse,
        parameters=(
            case_argument(),
            reason_option(required=True),
            parameter("--note", help=Say("Keterangan.", "A note."), default="", metavar="KETERANGAN"),
            by_option(),
        ),
    ),
)
