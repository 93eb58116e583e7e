"""`kentongan draft`: what the office may say about an issue, with gaps for what nobody knows yet."""

from __future__ import annotations

from pathlib import Path

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE, checked_day, day_option
from kentongan.core.messages import Say


def _draft(call: Call, issue: str, form: str, out: Path | None, day: str) -> None:
    from kentongan.pipeline.desk.drafting import draft_for
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        made = draft_for(workspace, issue, form=form, day=checked_day(day, workspace.today()), out=out)
    if made.file is None:
        call.screen.say(made.text.rstrip())
    else:
        call.screen.say(str(made.file))
    if made.draft.gaps:
        listed = "; ".join(made.draft.gaps)
        call.screen.note(Say(f"Yang masih harus diisi: {listed}.", f"Still to be filled in: {listed}."))


COMMAND = Command(
    name="draft",
    help=Say(
        "Menyusun draf naskah tentang satu isu atau satu kasus meja hoaks; tidak ada yang dikirim.",
        "Draft what the office may say about an issue or a hoax case; nothing is sent.",
    ),
    run=_draft,
    parameters=(
        parameter(
            "issue",
            help=Say("Kode isu, bagian namanya, atau kode kasus.", "Code of the issue, a part of its name, or a case."),
        ),
        parameter(
            "--form",
            help=Say(
                "pernyataan-awal, klarifikasi, siaran-pers, hak-jawab, caption-medsos, faq, balasan-aduan, info-layanan; "
                "bawaan: yang sesuai dengan rekomendasi.",
                "One of those eight; default: the one that serves the recommendation.",
            ),
            default="",
            metavar="BENTUK",
        ),
        parameter(
            "-o",
            "--out",
            help=Say("Berkas .docx atau .txt; bawaan: ke layar.", "A .docx or .txt file; default: the screen."),
            type=FILE,
            default=None,
            metavar="BERKAS",
        ),
        day_option(),
    ),
    example='kentongan draft "jalan ambles" --form siaran-pers -o siaran-pers.docx',
)
