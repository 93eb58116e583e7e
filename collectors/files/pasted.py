"""One link or text that an officer pastes: what it is, without asking anybody.

The page behind a link is not fetched here. A link alone is a post without words: whoever collects that page later brings
them, because a post is known by its address.
"""

from __future__ import annotations

import re
from datetime import datetime

from collectors.dates import read_date
from collectors.feed_entries import MAX_TITLE, web_address
from collectors.html_text import tidy
from collectors.outlets import account_in, outlet_of, platform_of
from kentongan.core.errors import InputError, UsageError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, RawPost
from kentongan.core.urls import canonical_url

# Longer texts are files.
MAX_PASTED = 20_000
_LINK = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}/\S*", re.IGNORECASE)
_OTHER_LINK = re.compile(r"[a-z][a-z0-9+.-]{1,20}:\S+", re.IGNORECASE)
# What a sentence puts behind a link, unless the link has its other half.
_AFTER_LINK = ".,;:!?'’)]}*_"


def read_pasted_post(
    words: str, *, zone: str, now: datetime, date: str = "", title: str = "", kind: PostKind | None = None
) -> RawPost:
    """The post in a pasted link or text; the same words give the same id.

    Args:
        words: a text, a link, or a text with a link in it, of which the first counts.
        zone: of a date that names none.
        now: when it was pasted.
        date: when it was published, as the officer writes it; "" = not known, so the time of pasting stands in.
        title: its headline, "" = none.
        kind: what it is; None: by the platform or outlet of the link.

    Raises:
        InputError: empty, without a letter or digit, too long, or an address that is none of the web.
        UsageError: the date cannot be read, or lies ahead.
    """
    text = tidy(words)
    if len(text) > MAX_PASTED:
        raise InputError(
            Say(
                f"Teks terlalu panjang: {len(text)} huruf, paling banyak {MAX_PASTED}.",
                f"The text is too long: {len(text)} characters, {MAX_PASTED} at most.",
            ),
            Say("Simpan sebagai berkas, lalu kentongan import.", "Save it as a file, then kentongan import."),
        )
    link = _link_in(text)
    said = _without(text, link)
    if not link and not any(map(str.isalnum, said + title)):
        raise _nothing(text)
    dated = read_date(date, zone=zone, now=now)
    if date.strip() and (dated.at is None or dated.future):
        raise UsageError(
            Say(f"Tanggal {date} tidak terbaca atau di masa depan.", f"The date {date} cannot be read or lies ahead."),
            Say('Contoh: --date "20/11/2026 09.30".', 'Example: --date "20/11/2026 09.30".'),
        )
    address = web_address(link, "")
    platform = platform_of(address)
    chosen = kind or (platform.kind if platform else PostKind.NEWS if address else PostKind.MESSAGE)
    outlet = outlet_of(address) if chosen is PostKind.NEWS else None
    return RawPost(
        external_id="" if address else content_id("t", " ".join(said.casefold().split()), title.casefold()),
        url=address,
        title=tidy(title)[:MAX_TITLE],
        text=said,
        author=account_in(address),
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=date[:200],
        kind=chosen,
        platform=platform.name if platform and chosen is not PostKind.NEWS else "",
        source_name=outlet.name if outlet else platform.name if platform else "",
    )


def _link_in(text: str) -> str:
    """The first web address of a text; a lone one may lack its scheme.

    Raises:
        InputError: the text is one address, but none of the web.
    """
    if match := _LINK.search(text):
        link = _trimmed(match[0])
        if canonical_url(link):
            return link
    alone = " " not in text and "\n" not in text
    if alone and _BARE_LINK.fullmatch(text) and canonical_url(text):
        return f"https://{text}"
    if alone and (_LINK.match(text) or (_OTHER_LINK.fullmatch(text) and "//" in text)):
        raise InputError(
            Say(f"{text[:100]} bukan alamat web yang sah.", f"{text[:100]} is no valid web address."),
            Say("Salin alamatnya dari peramban, misalnya https://….", "Copy the address from the browser: https://…."),
        )
    return ""


def _trimmed(link: str) -> str:
    """A link without the marks that a sentence puts behind it; a bracket that it opened itself stays."""
    while link and link[-1] in _AFTER_LINK:
        if link[-1] == ")" and link.count("(") >= link.count(")"):
            break
        link = link[:-1]
    return link


def _without(text: str, link: str) -> str:
    """What was said beside the link; nothing where the link is all there is."""
    if link.removeprefix("https://") == text or link == text:
        return ""
    rest = text.replace(link, "", 1) if link else text
    return text if any(map(str.isalnum, rest)) else ""


def _nothing(text: str) -> InputError:
    do = Say(
        'Contoh: kentongan add "Jalan Pahlawan ambles" atau kentongan add https://….',
        'Example: kentongan add "Jalan Pahlawan ambles" or kentongan add https://….',
    )
    if not text:
        return InputError(Say("Tidak ada teks atau tautan.", "There is no text and no link."), do)
    return InputError(Say("Teks tidak memuat satu kata pun.", "The text holds not one word."), do)
