"""Posts become a case of the hoax desk: known claims are counted, new ones get a clock. Mail of the desk's own mailbox too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from analysis.claims.intake import FORMS, form_guess, holds_no_fact, same_words
from analysis.claims.owners import category_asked, whom_to_ask
from analysis.day.findings import masker
from analysis.personal.masking import mask
from analysis.text.tokens import standard_words
from collectors.dates import read_date
from kentongan.core import desk_moves as moves
from kentongan.core.clock import zone
from kentongan.core.desk import DeskCase
from kentongan.core.errors import UsageError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import Post, PostKind, Source
from kentongan.pipeline.workspace import Workspace

_SAID: Final = 300
#: "Kemarin lusa" is the day before yesterday.
_TOMORROW: Final = re.compile(r"\b(?:besok|esok|(?<!kemarin )lusa|tomorrow)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Received:
    """A case as it came to the desk.

    Args:
        new: it was not there before; otherwise the report was added to it.
        alike: other cases in nearly the same words, for the officer to look at.
        cut: the message was too long to be kept whole.
    """

    case: DeskCase
    new: bool
    alike: tuple[DeskCase, ...] = ()
    cut: bool = False


def receive_mail(workspace: Workspace, posts: Sequence[Post], source: Source) -> list[Received]:
    """Mail that came to the desk's own mailbox: a case a mail, received by the machine, decided by nobody yet."""
    told = {"where": f"diteruskan lewat surel {source.name}"}
    # A mail without a word (a picture alone, an empty one) says nothing that could be checked.
    readable = [post for post in posts if standard_words(f"{post.title} {post.text}"[:1_000])]
    return [receive_as_case(workspace, [post], moves.MACHINE, "surel", told) for post in readable]


def receive_as_case(
    workspace: Workspace, posts: Sequence[Post], by: str, origin: str, told: Mapping[str, str]
) -> Received:
    """Posts that say one thing as a case: a new one, or one more report of a known one.

    Args:
        workspace: the office's; the caller holds the writers' lock.
        posts: at least one, as stored.
        by: the officer, or the machine for mail.
        origin: "tempelan", "surel", "unggahan" or "isu".
        told: what was said of it, by the names of `DeskCase`.
    """
    shelf, now, clock = workspace.store.desk, workspace.clock.now(), workspace.settings.desk_clock()
    lead = min(posts, key=lambda post: (post.published_at, post.id))
    text = "\n".join(dict.fromkeys(filter(None, [lead.title, lead.text])))
    said = masker(workspace.office)(mask(moves.short(text, _SAID), workspace.office.official_accounts).text)
    clean = {name: mask(value, workspace.office.official_accounts).text for name, value in told.items() if value}
    if origin in {"unggahan", "isu"}:
        clean = {"where": _where(posts), "when": day_of_post(workspace, lead.published_at), **clean}
    category = category_asked(text)
    data: dict[str, Any] = {
        "origin": origin,
        "said": said,
        "form": form_guess(text),
        "category": category,
        "confirm_with": whom_to_ask(category, workspace.office, text),
        "posts": [post.id for post in posts][:200],
        "opinion": holds_no_fact(text),
        **clean,
    }
    case_id = content_id("k", *standard_words(text[:20_000])[:400])
    known = shelf.get(case_id) or _with_post(shelf.all(), posts)
    case_id = known.id if known else case_id
    # Whether a post spreads the claim or denies it the next analysis tells.
    shelf.add_posts(case_id, [(post.id, post.published_at, "") for post in posts])
    if known is not None:
        return Received(shelf.append(moves.repeat(known, now, by, data)), new=False)
    event = moves.receive(case_id, now, by, hours=clock.hours(category), limit_hours=clock.limit, told=data)
    return Received(shelf.append(event), new=True, alike=alike_cases(shelf.all(), case_id, text))


def _with_post(cases: Sequence[DeskCase], posts: Sequence[Post]) -> DeskCase | None:
    ids = {post.id for post in posts}
    return next((case for case in cases if not ids.isdisjoint(case.posts)), None)


def alike_cases(cases: Sequence[DeskCase], own: str, text: str) -> tuple[DeskCase, ...]:
    """Other cases in nearly the same words."""
    return tuple(case for case in cases if case.id != own and same_words(case.name, text))[:3]


def _where(posts: Sequence[Post]) -> str:
    """Platforms and media; no account is ever named."""
    names = [post.source_name if post.kind is PostKind.NEWS else post.platform for post in posts]
    return ", ".join(dict.fromkeys(filter(None, names))) or "media sosial"


def day_of_post(workspace: Workspace, moment: datetime) -> str:
    """A moment as the desk writes it, in the office's zone."""
    return f"{moment.astimezone(zone(workspace.office.zone)):%d/%m/%Y %H.%M} {workspace.office.zone}"


def check_form(form: str) -> None:
    """Refuse a form that the desk does not know.

    Raises:
        UsageError: it is none of `FORMS`.
    """
    if form and form not in FORMS:
        raise UsageError(
            Say(f'Bentuk "{form}" tidak dikenal.', f'The form "{form}" is unknown.'),
            Say("Pilih: " + ", ".join(FORMS) + ".", "Choose: " + ", ".join(FORMS) + "."),
        )


def check_when(workspace: Workspace, when: str) -> None:
    """Refuse a report that came, or a claim that went round, later than now; words that name no date are left alone.

    Raises:
        UsageError: the time has not come yet.
    """
    read = read_date(when, zone=workspace.office.zone, now=workspace.clock.now())
    if read.future or _TOMORROW.search(when):
        now = day_of_post(workspace, workspace.clock.now())
        raise UsageError(
            Say(f'Waktu "{when.strip()}" belum terjadi.', f'The time "{when.strip()}" is yet to come.'),
            Say(
                f"Tulis kapan kabar itu diterima atau mulai beredar, paling lambat sekarang ({now}).",
                f"Say when it was received or began to go round, now at the latest ({now}).",
            ),
        )
