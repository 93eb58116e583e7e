"""What an officer may want to look at again before a report goes out: pointed out, never refused.

Numbers and names that an officer wrote and that no cited post bears out (`analysis.summaries.faithfulness`), recommendations that the
playbook forbids, a deadline that no clock can read, a brief longer than a screen.
"""

from __future__ import annotations

from typing import Final

from kentongan.core.messages import Say
from kentongan.core.report_edits import CITATION, Standing, cited
from kentongan.pipeline.reports.versions import BRIEF_KEY, Written
from kentongan.pipeline.workspace import Workspace

#: More posts than these say no more about one sentence.
_POSTS: Final = 80
_SHOWN: Final = 6


def concerns(workspace: Workspace, said: Written, passage: str) -> tuple[Say, ...]:
    """What stands out in a passage that an officer wrote; () where nothing does, or nobody wrote there.

    Args:
        workspace: the office's; the posts' own words are read from its store.
        said: the version.
        passage: key of the passage.
    """
    now = said.standings.get(passage)
    if now is None or not now.edited:
        return ()
    found = [*_forbidden(now)]
    if passage == BRIEF_KEY:
        return (*found, *_too_long(now))
    return (*found, *_deadline(said, passage, now), *_unsupported(workspace, said, passage, now))


def _forbidden(now: Standing) -> list[Say]:
    """Recommendations that are never given."""
    from analysis.advice.forbidden import bans

    old = {ban.rule.key for ban in bans(now.machine)}
    return [
        Say(
            f"“{ban.words}” termasuk yang tidak pernah disarankan: {ban.rule.name.id}. {ban.rule.instead.id}",
            f"“{ban.words}” is among what is never recommended: {ban.rule.name.en}. {ban.rule.instead.en}",
        )
        for ban in bans(now.text)
        if ban.rule.key not in old
    ]


def _too_long(now: Standing) -> list[Say]:
    from reports.chat_text import LIMIT, length

    size = length(now.text)
    if size <= LIMIT:
        return []
    return [
        Say(
            f"Brief {size} karakter; satu layar WhatsApp memuat {LIMIT}.",
            f"The brief has {size} characters; one screen of WhatsApp holds {LIMIT}.",
        )
    ]


def _deadline(said: Written, passage: str, now: Standing) -> list[Say]:
    """A deadline that only people can read does not reach the brief."""
    from reports.edited_day import deadline_of

    section, _, field = passage.partition("/")
    if section != "rekomendasi" or field.rpartition("/")[2] not in ("tenggat", "deadline"):
        return []
    try:
        deadline_of(now.text, said.kept.day)
    except ValueError:
        return [
            Say(
                "Tulis tenggat seperti 14.00 atau 4 Feb 10.00 agar ikut berubah di brief dan lembar kerja.",
                "Write a deadline like 14.00 or 4 Feb 10.00, so that the brief and the sheet change with it.",
            )
        ]
    return []


def _unsupported(workspace: Workspace, said: Written, passage: str, now: Standing) -> list[Say]:
    """Numbers and names among the officer's own words that stand in no post the passage cites."""
    from analysis.summaries.faithfulness import doubts
    from analysis.text.differences import word_changes
    from reports.context import PLATFORM_NAMES

    home = said.kept.passages.get(passage)
    bare, machine = CITATION.sub("", now.text), CITATION.sub("", now.machine)
    own = " ".join(change.text for change in word_changes(machine, bare) if change.kind == "added")
    if home is None or not own.strip():
        return []
    ids = list(dict.fromkeys((*cited(now.text), *home.posts)))[:_POSTS]
    texts = tuple(f"{post.title}\n{post.text}" for post in workspace.store.posts.get(ids).values())
    office = workspace.office
    known = (
        machine,
        office.agency,
        office.region_name,
        office.leader,
        *office.aliases,
        *(u.name for u in office.units),
        *PLATFORM_NAMES.values(),
    )
    words = [doubt.text for doubt in doubts(bare, texts, known=known) if _named(doubt.kind, doubt.text, bare)]
    new = [word for word in dict.fromkeys(words) if word in own]
    if not new:
        return []
    listed = ", ".join(f"“{word}”" for word in new[:_SHOWN])
    if not ids:
        return [
            Say(
                f"{listed} tidak ditemukan pada unggahan: bagian ini tidak mengutip apa pun. Tambahkan nomor kliping, misalnya [12].",
                f"{listed} stands in no post: this passage cites nothing. Add a clipping's number, as [12].",
            )
        ]
    return [
        Say(
            f"{listed} tidak ada dalam {len(texts)} unggahan yang dikutip bagian ini. Periksa, atau tambahkan nomor klipingnya.",
            f"{listed} is in none of the {len(texts)} posts this passage cites. Check it, or add the clipping's number.",
        )
    ]


def _named(kind: str, word: str, text: str) -> bool:
    """A number, or a word with a capital that does not begin a sentence: a name as far as can be told."""
    if kind != "word":
        return kind == "number"
    place = text.find(word)
    before = text[:place].rstrip()
    return word[:1].isupper() and bool(before) and before[-1] not in '.!?:;“"('
