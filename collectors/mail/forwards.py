"""Forwarded mail: the message inside, who wrote it and when, without what programs wrote around it.

Gmail, Outlook, Apple Mail and Thunderbird mark a forwarded message by a line of its own, by a block of headers, or by
both, in Indonesian or in English:

    ---------- Forwarded message ---------          Dari: Warga <warga@contoh.id>
    Dari: Warga <warga@contoh.id>                   Dikirim: Kamis, 20 November 2026 09:30
    Date: Kam, 20 Nov 2026 pukul 09.30              Kepada: Humas <humas@contoh.go.id>
    Subject: Jalan rusak                            Subjek: Jalan rusak
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Blocks of a chain of forwards that are looked for; longer texts are cut by the caller.
_BLOCK_LINES = 14
_MARKER = re.compile(
    r"^[\s>]*(?:[-_=*]{2,}\s*(?:forwarded message|original message|pesan (?:terusan|asli|yang diteruskan)"
    r"|diteruskan|pesan diteruskan)[^\n]{0,40}?\s*[-_=*]{2,}|begin forwarded message:|mulai pesan yang diteruskan:"
    r"|awal pesan (?:yang )?diteruskan:)\s*$",
    re.IGNORECASE,
)
_FIELDS: dict[str, str] = {
    **dict.fromkeys(["from", "dari", "pengirim"], "from"),
    **dict.fromkeys(["date", "sent", "tanggal", "dikirim", "terkirim", "waktu"], "date"),
    **dict.fromkeys(["subject", "subjek", "perihal", "judul", "hal"], "subject"),
    **dict.fromkeys(["to", "kepada", "untuk", "ke", "cc", "bcc", "reply-to", "balas ke", "tembusan"], "other"),
}
_FIELD = re.compile(r"^[\s>*]*([A-Za-z][A-Za-z -]{1,12}?)\s?:[*\s]*(.*?)[*\s]*$")
_PREFIX = re.compile(r"^\s*(?:(?:re|bls|balas|fwd?|trs|terusan|tr|wg)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FORWARD_PREFIX = re.compile(r"\b(?:fwd?|trs|terusan|wg)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_WROTE = re.compile(r"^\s*(?:pada|on)\b.{4,200}\b(?:menulis|wrote)\s*:\s*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$")
_RULE = re.compile(r"^\s*_{10,}\s*$")


@dataclass(frozen=True, slots=True)
class Inner:
    """What a mail really says.

    Args:
        text: the forwarded message, or the mail's own words where nothing was forwarded.
        sender, date, subject: of the forwarded message as written in its block; "" where nothing was forwarded.
    """

    text: str
    sender: str = ""
    date: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    fields: dict[str, str]


def inner_message(text: str, subject: str) -> Inner:
    """The message inside a mail: the innermost of a chain of forwards; a reply without the mails it answers.

    Args:
        text: the mail's plain text.
        subject: of the mail, with its prefixes.
    """
    lines = text.split("\n")
    markers = [number for number, line in enumerate(lines) if _MARKER.match(line)]
    blocks = _blocks(lines)
    forwarded = bool(markers) or bool(_FORWARD_PREFIX.search(subject)) or _stands_alone(lines, blocks)
    if blocks and forwarded:
        last = blocks[-1]
        inner = _without_quotes(lines[last.end :])
        if any(map(str.strip, inner)):
            return Inner(_own(inner), *(last.fields.get(name, "") for name in ("from", "date", "subject")))
    if markers and not blocks:
        return Inner(_own(_without_quotes(lines[markers[-1] + 1 :])))
    return Inner(_own(lines[: blocks[0].start] if blocks and not forwarded else lines))


def bare_subject(subject: str) -> str:
    """A subject without "Re:", "Fwd:", "Bls:" and their like.

    >>> bare_subject("Fwd: Bls: Jalan rusak")
    'Jalan rusak'
    """
    return _PREFIX.sub("", subject).strip()


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """Every block of headers: who wrote, and at least one more field, close together."""
    found: list[_Block] = []
    number = 0
    while number < len(lines):
        block = _block_at(lines, number)
        if block is None:
            number += 1
            continue
        found.append(block)
        number = block.end
    return found


def _block_at(lines: Sequence[str], start: int) -> _Block | None:
    if _name_of(lines[start]) != "from":
        return None
    fields: dict[str, str] = {}
    end, last = start, ""
    for number in range(start, min(start + _BLOCK_LINES, len(lines))):
        line = lines[number].strip(" >")
        name = _name_of(lines[number])
        if name:
            match = _FIELD.match(lines[number])
            fields.setdefault(name, match[2] if match else "")
            end, last = number + 1, name
        elif not line:
            # Some programs put an empty line between fields; an empty line after the subject ends the block.
            if last == "subject" or not any(map(_name_of, lines[number + 1 : number + 2])):
                break
        elif last == "other" and number == end:
            end = number + 1  # a long list of recipients goes on
        else:
            break
    return _Block(start, end, fields) if len(fields) > 1 else None


def _name_of(line: str) -> str:
    match = _FIELD.match(line)
    return _FIELDS.get(" ".join(match[1].casefold().split()), "") if match else ""


def _stands_alone(lines: Sequence[str], blocks: Sequence[_Block]) -> bool:
    """Nothing was written above the first block: there is only what was forwarded."""
    return bool(blocks) and not any(line.strip() and not _RULE.match(line) for line in lines[: blocks[0].start])


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """Lines without the marks of quotation, where all of them have one."""
    filled = [line for line in lines if line.strip()]
    if filled and all(line.lstrip().startswith(">") for line in filled):
        return [re.sub(r"^\s*>\s?", "", line) for line in lines]
    return list(lines)


def _own(lines: Sequence[str]) -> str:
    """The words of one message: up to its signature, and to the mails below that it answers."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        below = [one for one in lines[number + 1 :] if one.strip()]
        if kept and (_SIGNATURE.match(line) or (_WROTE.match(line) and below and below[0].lstrip().startswith(">"))):
            break
        kept.append(line)
    own = [line for line in kept if not line.lstrip().startswith(">")]
    return "\n".join(own if any(map(str.strip, own)) else kept).strip()
