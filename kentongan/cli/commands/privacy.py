"""`kentongan privacy …`: what is kept of a person, a copy of it, and its erasure (UU 27/2022)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, Parameter, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.clock import zone
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say, printable
from kentongan.core.system_errors import plain_reason

if TYPE_CHECKING:
    from kentongan.pipeline.users.privacy import Kept

_SHOWN = 20
_STAYS = Say(
    "Berita, unggahan resmi, laporan, dan riwayat meja hoaks tidak dihapus sendiri; timbang satu per satu.",
    "News, official posts, reports and the hoax desk's histories are not erased by themselves; weigh each of them.",
)


def _person() -> Parameter:
    return parameter(
        "person",
        help=Say(
            "Akun, nomor telepon, surel, atau nama lengkap, seperti disebut pemohon.",
            "Account, phone number, mail address or full name, as the person gives it.",
        ),
    )


def _show(call: Call, kept: Kept, where: str) -> None:
    screen = call.screen
    if kept.is_nothing:
        screen.say(Say("Tidak ada yang tersimpan tentang orang ini.", "Nothing is kept of this person."))
        return
    for heading, posts in (
        (Say("Unggahan orang ini sendiri", "Posts of this person"), kept.own),
        (Say("Unggahan warga lain yang menyebutnya", "Posts of other private people that name them"), kept.private),
        (Say("Berita dan unggahan resmi yang menyebutnya", "News and official posts that name them"), kept.public),
    ):
        if not posts:
            continue
        screen.say(Say(f"{heading.id}: {len(posts)}", f"{heading.en}: {len(posts)}"))
        for post in posts[:_SHOWN]:
            text = printable(post.title or post.text) or Say("(sudah dikosongkan)", "(blanked)").to(screen.lang)
            at = post.published_at.astimezone(zone(where))
            screen.say(f"  {post.id}  {at:%d-%m-%Y %H.%M}  {printable(post.source_name)}: {text[:90]}")
        if len(posts) > _SHOWN:
            screen.say(Say(f"  … dan {len(posts) - _SHOWN} lagi", f"  … and {len(posts) - _SHOWN} more"))
    if kept.elsewhere:
        count = len(kept.elsewhere)
        screen.say(Say(f"Di tempat lain: {count}", f"Elsewhere: {count}"))
        for place in kept.elsewhere[:_SHOWN]:
            screen.say(f"  {place.table} {place.key}: {printable(place.around)[:90]}")
    screen.note(Say(f"Nomor permintaan: {kept.request}", f"Number of the request: {kept.request}"))


def _find(call: Call, person: str) -> None:
    from kentongan.pipeline.users.privacy import find_person
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        kept = find_person(workspace, person)
        where = workspace.office.zone
    _show(call, kept, where)


def _export(call: Call, person: str, out: Path | None) -> None:
    from kentongan.pipeline.users.privacy import export_person
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        kept, text = export_person(workspace, person)
    if out is None:
        call.screen.say(text.rstrip("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = plain_reason(error)
        raise UsageError(
            Say(f"{out} tidak dapat ditulis: {reason.id}.", f"{out} cannot be written: {reason.en}."),
            Say("Pilih berkas lain.", "Choose another file."),
        ) from error
    call.screen.say(
        Say(
            f"{out}: {len(kept.own)} unggahan sendiri, {len(kept.private) + len(kept.public)} yang menyebut.",
            f"{out}: {len(kept.own)} own posts, {len(kept.private) + len(kept.public)} that name the person.",
        )
    )


def _erase(call: Call, person: str, yes: bool) -> None:
    from kentongan.pipeline.users.privacy import erase_person, find_person
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        where = workspace.office.zone
        if not yes:
            kept = find_person(workspace, person)
            _show(call, kept, where)
            count = len(kept.erasable)
            call.screen.note(
                Say(
                    f"{count} unggahan akan dikosongkan dan tidak dapat dikembalikan. Jalankan lagi dengan --yes.",
                    f"{count} posts would be blanked for good. Run it again with --yes.",
                )
            )
            return
        kept, count = erase_person(workspace, person)
    call.screen.say(
        Say(f"{count} unggahan dikosongkan ({kept.request}).", f"{count} posts were blanked ({kept.request}).")
    )
    if kept.public or kept.elsewhere:
        left = len(kept.public) + len(kept.elsewhere)
        call.screen.note(Say(f"Masih menyebut: {left}. {_STAYS.id}", f"Still naming: {left}. {_STAYS.en}"))
    call.screen.note(
        Say(
            "Jalankan kentongan analyse agar temuan hari ini disusun tanpa unggahan itu.",
            "Run kentongan analyse so that today's findings are made without them.",
        )
    )


COMMANDS = (
    Command(
        name="privacy find",
        group=Say("Permintaan data pribadi menurut UU 27/2022.", "Requests about personal data (UU 27/2022)."),
        help=Say("Apa yang tersimpan tentang seseorang.", "What is kept of a person."),
        run=_find,
        parameters=(_person(),),
        example='kentongan privacy find "@akun_warga"',
    ),
    Command(
        name="privacy export",
        help=Say("Salinan untuk orangnya sendiri, berbentuk JSON.", "A copy for the person, as JSON."),
        run=_export,
        parameters=(
            _person(),
            parameter(
                "--out",
                help=Say("Tulis ke berkas ini.", "Write to this file."),
                type=FILE,
                default=None,
                metavar="FILE",
            ),
        ),
    ),
    Command(
        name="privacy erase",
        help=Say(
            "Mengosongkan unggahan orang itu dan unggahan warga yang menyebutnya.",
            "Blank the person's posts, and those of private people that name them.",
        ),
        run=_erase,
        parameters=(
            _person(),
            parameter("--yes", help=Say("Benar-benar hapus.", "Really erase."), is_flag=True, default=False),
        ),
    ),
)
