"""`kentongan claims …` from the claim on: steps, verdict, second person, drafts, publication, re-watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.claim_words import by_option, case_argument, cut, moved, proposal_lines, reason_option
from kentongan.core.desk import DeskCase
from kentongan.core.desk_moves import VERDICTS
from kentongan.core.desk_next import next_step
from kentongan.core.desk_words import choices
from kentongan.core.messages import Say
from kentongan.core.verdicts import HoaxType

if TYPE_CHECKING:
    from kentongan.pipeline.workspace import Workspace

_KINDS = choices(HoaxType)


def _formulate(call: Call, case: str, sentence: str, ask: str, insist: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import formulate
    from kentongan.pipeline.desk.matches import proposals_for

    def work(workspace: Workspace) -> DeskCase:
        found = formulate(workspace, case, sentence, by=by, insist=insist, confirm_with=ask)
        proposal_lines(call.screen, proposals_for(workspace, found))
        return found

    moved(call, work)


def _step(call: Call, case: str, text: str, owner: str, hours: float, by: str) -> None:
    from kentongan.pipeline.desk.cases import plan

    moved(call, lambda workspace: plan(workspace, case, text, by=by, owner=owner, hours=hours))


def _done(call: Call, case: str, number: int, result: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import finish

    moved(call, lambda workspace: finish(workspace, case, number, result, by=by))


def _verdict(
    call: Call, case: str, verdict: str, kind: str, sentence: str, fact: str, evidence: tuple[str, ...], by: str
) -> None:
    from kentongan.pipeline.desk.cases import conclude

    def work(workspace: Workspace) -> DeskCase:
        found = conclude(
            workspace, case, by=by, state=verdict, kind=kind, sentence=sentence, fact=fact, evidence=evidence
        )  # fmt: skip
        if found.open_steps:
            left = len(found.open_steps)
            call.screen.note(
                Say(
                    f"{left} langkah belum ada hasilnya.",
                    f"{left} step{' has' if left == 1 else 's have'} no result yet.",
                )
            )
        return found

    moved(call, work)


def _approve(call: Call, case: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import approve

    moved(call, lambda workspace: approve(workspace, case, by=by))


def _return(call: Call, case: str, reason: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import send_back

    moved(call, lambda workspace: send_back(workspace, case, by=by, reason=reason))


def _draft(call: Call, case: str, by: str) -> None:
    from kentongan.pipeline.desk.drafts import draft
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        made = draft(workspace, case, by=by)
    for path in made.files:
        call.screen.say(str(path))
    for gap in made.gaps:
        call.screen.note(Say(f"Masih perlu diisi: {gap}.", f"Still to be filled in: {gap}."))
    call.screen.note(next_step(made.case))


def _publish(call: Call, case: str, link: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import publish

    moved(call, lambda workspace: publish(workspace, case, link, by=by))


def _watch(call: Call, case: str) -> None:
    from kentongan.pipeline.analysing.desk_watch import watch_view
    from kentongan.pipeline.desk.cases import find_case
    from kentongan.pipeline.workspace import open_workspace
    from reports.wording import iso_date

    with open_workspace(call.config, progress=call.screen) as workspace:
        view = watch_view(workspace, find_case(workspace, case))
    screen = call.screen
    screen.say(f"{view.case.id}  {cut(view.case.name, 110)}")
    if view.case.published_at is None:
        screen.note(Say("Belum ada klarifikasi yang terbit.", "No clarification was published yet."))
    screen.say(
        Say(
            f"Unggahan yang menyebarkan: {view.before} sebelum klarifikasi, {view.after} sesudahnya, "
            f"{view.last_day} dalam 24 jam terakhir.",
            f"Posts that spread it: {view.before} before the clarification, {view.after} after it, "
            f"{view.last_day} in the last 24 hours.",
        )
    )
    for day, spreading, denying in view.days:
        told = Say(f"{spreading} menyebarkan, {denying} membantah", f"{spreading} spread it, {denying} deny it")
        screen.say(f"  {iso_date(str(day), screen.lang)}  {told.to(screen.lang)}")
    if view.case.woken_at is not None:
        screen.note(next_step(view.case))


def _note(call: Call, case: str, text: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import take_note

    moved(call, lambda workspace: take_note(workspace, case, by=by, text=text))


def _close(call: Call, case: str, reason: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import close

    moved(call, lambda workspace: close(workspace, case, by=by, reason=reason))


def _reopen(call: Call, case: str, reason: str, by: str) -> None:
    from kentongan.pipeline.desk.cases import reopen

    moved(call, lambda workspace: reopen(workspace, case, by=by, reason=reason))


COMMANDS = (
    Command(
        name="claims claim",
        help=Say("Merumuskan satu kalimat yang dapat diperiksa.", "Formulate one sentence that can be checked."),
        run=_formulate,
        parameters=(
            case_argument(),
            parameter("sentence", help=Say("Kalimat klaim.", "The claim."), metavar="KALIMAT"),
            parameter("--ask", help=Say("Konfirmasi kepada siapa.", "Who can confirm it."), default="", metavar="OPD"),
            parameter(
                "--insist",
                help=Say("Alasan tetap lanjut.", "Why to go on all the same."),
                default="",
                metavar="ALASAN",
            ),
            by_option(),
        ),
    ),
    Command(
        name="claims step",
        help=Say("Menambah langkah verifikasi.", "Add a step of the verification."),
        run=_step,
        parameters=(
            case_argument(),
            parameter("text", help=Say("Langkahnya.", "The step."), metavar="LANGKAH"),
            parameter("--owner", help=Say("Pelaksana.", "Who does it."), default="", metavar="NAMA"),
            parameter(
                "--hours", help=Say("Tenggat (jam).", "Hours it may take."), type=float, default=0.0, metavar="JAM"
            ),
            by_option(),
        ),
    ),
    Command(
        name="claims done",
        help=Say("Mencatat hasil sebuah langkah.", "Note the result of a step."),
        run=_done,
        parameters=(
            case_argument(),
            parameter("number", help=Say("Nomor langkah.", "Number of the step."), type=int, metavar="NOMOR"),
            parameter("result", help=Say("Hasilnya.", "What was found."), metavar="HASIL"),
            by_option(),
        ),
    ),
    Command(
        name="claims verdict",
        help=Say(
            "Menyimpulkan dengan bukti; menunggu orang kedua.", "Conclude with evidence; waits for a second person."
        ),
        run=_verdict,
        parameters=(
            case_argument(),
            parameter(
                "verdict",
                help=Say(
                    "benar, sebagian benar, hoaks, penipuan, atau tidak dapat diverifikasi.",
                    f"{choices(VERDICTS).en}.",
                ),
                metavar="PUTUSAN",
            ),
            parameter(
                "--kind",
                help=Say(f"Jenis: {_KINDS.id}.", f"Type: {_KINDS.en}."),
                default="",
                metavar="JENIS",
            ),
            parameter(
                "--sentence", help=Say("Kesimpulan, satu kalimat.", "The conclusion."), required=True, metavar="KALIMAT"
            ),
            parameter("--fact", help=Say("Fakta yang benar.", "What is true."), default="", metavar="FAKTA"),
            parameter(
                "--evidence",
                help=Say("Tautan atau nomor dokumen; boleh berulang.", "Link or document; may be repeated."),
                multiple=True,
                metavar="BUKTI",
            ),
            by_option(),
        ),
    ),
    Command(
        name="claims approve",
        help=Say("Menyetujui putusan, oleh orang kedua.", "Approve the verdict, by a second person."),
        run=_approve,
        parameters=(case_argument(), by_option()),
    ),
    Command(
        name="claims return",
        help=Say("Mengembalikan putusan, oleh orang kedua.", "Send the verdict back, by a second person."),
        run=_return,
        parameters=(case_argument(), reason_option(), by_option()),
    ),
    Command(
        name="claims draft",
        help=Say(
            "Menulis draf: stempel, klarifikasi, WhatsApp, siaran pers.",
            "Write the drafts: stamp, article, WhatsApp, release.",
        ),
        run=_draft,
        parameters=(case_argument(), by_option()),
    ),
    Command(
        name="claims publish",
        help=Say("Mencatat tautan klarifikasi yang terbit.", "Note where the clarification was published."),
        run=_publish,
        parameters=(
            case_argument(),
            parameter("link", help=Say("Tautannya.", "The link."), metavar="TAUTAN"),
            by_option(),
        ),
    ),
    Command(
        name="claims watch",
        help=Say(
            "Peredaran klaim sebelum dan sesudah klarifikasi.", "How the claim goes round after the clarification."
        ),
        run=_watch,
        parameters=(case_argument(),),
    ),
    Command(
        name="claims note",
        help=Say("Mencatat bahwa klaim naik lagi.", "Take note that a claim rises again."),
        run=_note,
        parameters=(
            case_argument(),
            parameter("--text", help=Say("Keterangan.", "A note."), default="", metavar="KETERANGAN"),
            by_option(),
        ),
    ),
    Command(
        name="claims close",
        help=Say("Menutup kasus; tetap dipantau.", "Close a case; it stays watched."),
        run=_close,
        parameters=(case_argument(), reason_option(), by_option()),
    ),
    Command(
        name="claims reopen",
        help=Say("Membuka kembali dengan jam baru.", "Open a case again with a fresh clock."),
        run=_reopen,
        parameters=(case_argument(), reason_option(), by_option()),
    ),
)
