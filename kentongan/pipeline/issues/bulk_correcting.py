"""Correcting all hits of a search at once: counted first, done as one decision, taken back as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from analysis.corrections import standing
from kentongan.core.access import User
from kentongan.core.errors import ApprovalError, UsageError
from kentongan.core.findings import Correction
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.search_query import Every
from kentongan.pipeline.analysing.correcting import Desk, Read, Wish, field_of, keep, take_back_marked
from kentongan.pipeline.search.searching import Asked, find
from kentongan.pipeline.users.access import noted
from kentongan.pipeline.workspace import Workspace

MOST: Final = 500
"""Posts of one bulk correction at most: what nobody can have looked over is not corrected."""
_MARK: Final = "massal"


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a bulk correction would do, or did.

    Args:
        total: posts that the search finds; `changed` = those on which the value is another one.
        field: as officers call it; `value` as a decision holds it.
        mark: by which all of it is taken back; "" before it is done.
    """

    total: int
    changed: int
    field: str
    value: str
    mark: str = ""


def preview(workspace: Workspace, asked: Asked, field: str, value: str, *, by: User | str) -> Bulk:
    """How many posts a correction would change; nothing is written.

    Raises:
        UsageError: too many posts, all posts, no post, an unknown field or value.
    """
    total, decided, text = _decide(workspace, asked, field, value, by)
    return Bulk(total, len(decided), field, text)


def correct_all(workspace: Workspace, asked: Asked, field: str, value: str, *, by: User | str, expected: int) -> Bulk:
    """Correct every hit.

    Args:
        workspace: the office's.
        asked: the search.
        field: as officers call it.
        value: for all of them.
        by: who.
        expected: how many changes the officer saw in the preview.

    Raises:
        UsageError: as for `preview`, or the number is another one by now. ApprovalError: no name.
    """
    with workspace.store.writing():
        total, decided, text = _decide(workspace, asked, field, value, by)
        if len(decided) != expected:
            raise UsageError(
                Say(
                    f"Jumlahnya berubah: kini {len(decided)} unggahan, tadi {expected}.",
                    f"The number has changed: {len(decided)} posts now, {expected} before.",
                ),
                Say("Periksa lagi hasilnya, lalu ulangi.", "Look at the hits again, then repeat."),
            )
        if not decided:
            return Bulk(total, 0, field, text)
        mark = f"{_MARK} {content_id('m', asked.text, field, text, decided[0].at.isoformat())}"
        keep(
            workspace,
            [Correction(c.subject, c.field_name, c.value, c.by, c.at, f"{mark}: {asked.text}") for c in decided],
        )
        noted(
            workspace, by, "unggahan.koreksi_massal", mark.removeprefix(f"{_MARK} "), f"{field}={text}, {len(decided)}"
        )
    return Bulk(total, len(decided), field, text, mark)


def undo(workspace: Workspace, mark: str, *, by: User | str) -> int:
    """Take a bulk correction back, as far as it still stands; returns how many posts.

    Raises:
        UsageError: nothing of it stands.
    """
    if not mark.startswith(f"{_MARK} m-"):
        raise UsageError(
            Say("Tidak ada koreksi massal dengan tanda itu.", "There is no bulk correction with that mark."),
            Say("Lihat riwayat koreksi pada unggahannya.", "See the history of corrections on the post."),
        )
    with workspace.store.writing():
        gone = take_back_marked(workspace, f"{mark}:", by=_name(by))
        noted(workspace, by, "unggahan.tarik_massal", mark.removeprefix(f"{_MARK} "), str(len(gone)))
    return len(gone)


def _decide(
    workspace: Workspace, asked: Asked, field: str, value: str, by: User | str
) -> tuple[int, list[Correction], str]:
    """How many posts are found, the decisions that would be new, and the value as a decision holds it."""
    if not _name(by).strip():
        raise ApprovalError(
            Say("Koreksi memerlukan nama petugas.", "A correction needs an officer's name."),
            Say("Isi nama, lalu ulangi.", "Give a name, then repeat."),
        )
    hits = find(workspace, asked)
    if asked.tree == Every() or not hits.total or hits.total > MOST:
        raise UsageError(
            Say(
                f"Koreksi massal berlaku untuk 1–{MOST} unggahan; pencarian ini menemukan {hits.total}.",
                f"A bulk correction takes 1 to {MOST} posts; this search finds {hits.total}.",
            ),
            Say("Ubah pencariannya, lalu ulangi.", "Change the search, then repeat."),
        )
    posts = list(workspace.store.finder.every(hits, MOST))
    desk, name = Desk(workspace), field_of(field)
    text = desk.read(Wish(posts[0].id, field, value)).value
    stand = standing(workspace.store.findings.corrections(subjects=[post.id for post in posts]))
    labels = workspace.store.labels.of(post.id for post in posts)
    wishes = [
        Read(post, name, text, "")
        for post in posts
        if (post.id, name) in stand or not _is_so(labels[post.id].answers, name, text)
    ]
    return hits.total, desk.decide(wishes, _name(by)), text


def _is_so(answers: object, name: str, value: str) -> bool:
    """Whether the machine says the same already; fields that lists do not show count as different."""
    if name in ("tone", "category", "language"):
        return bool(getattr(answers, name) == ("" if value == "-" else value))
    if name in ("outside", "verification"):
        return bool(getattr(answers, name) == (value == "ya"))
    return False


def _name(by: User | str) -> str:
    return by if isinstance(by, str) else by.full_name
