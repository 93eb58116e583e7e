"""How a report comes to the hoax desk: pasted, forwarded by e-mail, from posts or an issue, or from the machine's list.

What comes is masked and kept as a post like any other, so that the same text found elsewhere is the same claim. The same
report again is the same case, counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from unicodedata import category

from analysis.claims.desk_cases import case_of
from analysis.claims.owners import category_asked
from analysis.text.tokens import standard_words
from kentongan.core import desk_moves as moves
from kentongan.core.desk_next import next_step
from kentongan.core.errors import DeskError, InputError, UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.collecting.adding import add_post
from kentongan.pipeline.collecting.desk_receiving import (
    Received,
    alike_cases,
    check_form,
    check_when,
    day_of_post,
    receive_as_case,
)
from kentongan.pipeline.desk.cases import find_claim
from kentongan.pipeline.workspace import Workspace

#: Of a longer message the beginning is taken in: a chain says what it claims at its head.
LONGEST: Final = 20_000
#: Share of characters that cannot be shown, from which something is no text.
_UNREADABLE: Final = 0.1


def receive_text(workspace: Workspace, text: str, *, by: str, told: Mapping[str, str]) -> Received:
    """A pasted message; sender's marks and personal data do not get in.

    Args:
        workspace: the office's.
        text: as it came.
        by: the officer.
        told: form, where, when, question: what the reporter said of it.

    Raises:
        InputError: nothing in it that could be read. ApprovalError: no name. UsageError: an unknown form, a time to come.
    """
    moves.named(by)
    _need_text(text[:LONGEST])
    if len(standard_words(text[:LONGEST])) < 2:
        raise InputError(
            Say(
                "Laporan ini tidak memuat kata yang dapat dibaca.",
                "There are no words in this report that can be read.",
            ),
            Say(
                'Tempel teksnya. Untuk gambar atau video, tulis keterangannya dengan --form gambar --question "…".',
                'Paste its text. For a picture or a video describe it, with --form gambar --question "…".',
            ),
        )
    check_form(told.get("form", ""))
    check_when(workspace, told.get("when", ""))
    with workspace.store.writing():
        post = add_post(workspace, text[:LONGEST], kind="message").post
        return replace(receive_as_case(workspace, [post], by, "tempelan", told), cut=len(text) > LONGEST)


def _need_text(text: str) -> None:
    """A picture or a document that was piped in is no text."""
    odd = sum(not (c.isprintable() or c.isspace() or category(c) == "Cf") or c == "\ufffd" for c in text)
    if odd > _UNREADABLE * len(text):
        raise InputError(
            Say("Ini berkas, bukan teks.", "This is a file, not a text."),
            Say(
                "Buka berkasnya, salin kalimatnya, lalu tempel di sini.",
                "Open the file, copy its words and paste them here.",
            ),
        )


def receive_posts(
    workspace: Workspace, ids: Sequence[str], *, by: str, told: Mapping[str, str], issue: str = ""
) -> Received:
    """Posts that were collected, or all posts of an issue, as one report.

    Raises:
        UsageError: no such post or issue, an unknown form, a time to come. ApprovalError: no name.
    """
    from kentongan.pipeline.issues.decisions import find_issue

    moves.named(by)
    check_form(told.get("form", ""))
    check_when(workspace, told.get("when", ""))
    known = find_issue(workspace, issue) if issue.strip() else None
    posts = list(workspace.store.posts.get(ids or (known.posts if known else ())).values())
    strangers = sorted(set(ids) - {post.id for post in posts})
    if strangers or not posts:
        listed = ", ".join(strangers[:5]) or issue
        raise UsageError(
            Say(f'Unggahan "{listed}" tidak ditemukan.', f'There is no post "{listed}".'),
            Say(
                "Cari kodenya dengan: kentongan search KATA, atau kentongan issues show ISU",
                "Look for its code: kentongan search WORD, or kentongan issues show ISSUE",
            ),
        )
    more = {"issue_id": known.id} if known else {}
    with workspace.store.writing():
        return receive_as_case(workspace, posts, by, "isu" if known and not ids else "unggahan", {**told, **more})


def take(workspace: Workspace, claim: str, *, by: str) -> Received:
    """An officer takes up a claim that the machine found; it keeps its code.

    Raises:
        UsageError: no such claim. DeskError: the desk has it already, as a case of its own or in another one.
    """
    found, shelf = find_claim(workspace, claim), workspace.store.desk
    with workspace.store.writing():
        if (case := shelf.get(found.id)) is not None:
            raise DeskError(
                Say(
                    f"Kasus {case.id} sudah di meja ({case.stage.value}).", f"The desk has the case {case.id} already."
                ),
                next_step(case),
            )
        if (case := case_of(found, shelf.all(), shelf.posts())) is not None:
            name = moves.short(case.name, 60)
            raise DeskError(
                Say(
                    f"Klaim ini sudah ditangani kasus {case.id} ({name}).",
                    f"The case {case.id} has this claim already ({name}).",
                ),
                next_step(case),
            )
        clock = workspace.settings.desk_clock()
        category = category_asked(found.claim)
        told: dict[str, Any] = {
            "origin": "mesin",
            "said": found.claim,
            "form": found.form,
            "where": found.where,
            "when": day_of_post(workspace, found.since),
            "category": category,
            "confirm_with": found.confirm_with,
            "issue_id": found.issue_id,
            "posts": list(dict.fromkeys((*found.spreading, *found.asking)))[:200],
        }
        now = workspace.clock.now()
        event = moves.receive(found.id, now, by, hours=clock.hours(category), limit_hours=clock.limit, told=told)
        case = shelf.append(event)
        voices = {"spreads": found.spreading, "denies": found.denying, "asks": found.asking}
        posts = workspace.store.posts.get([post for ids in voices.values() for post in ids])
        for stance, ids in voices.items():
            shelf.add_posts(case.id, [(post, posts[post].published_at, stance) for post in ids if post in posts])
        return Received(case, new=True, alike=alike_cases(shelf.all(), found.id, found.claim))
