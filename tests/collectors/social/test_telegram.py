"""Telegram's preview pages: listed channels only, at a pace, and what is no channel is named."""

from __future__ import annotations

from typing import Any

import pytest

from collectors.plugins import telegram
from collectors.plugins.telegram import Pace, TelegramCollector, channels_in
from collectors.plugins.telegram_pages import read_page
from kentongan.core.runs import FeedState, OutcomeKind


def message(number: int, words: str, more: str = "", name: str = "kabar") -> str:
    """A message as the preview page has it."""
    block = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>' if words else ""
    return (
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message js-widget_message" '
        f'data-post="{name}/{number}">{more}{block}<span class="tgme_widget_message_views">1.2K</span>'
        f'<a class="tgme_widget_message_date" href="#"><time datetime="2026-11-20T17:48:12+00:00">17:48</time></a></div></div>'
    )


def page(*messages: str) -> bytes:
    """A preview page."""
    head = '<div class="tgme_channel_info_header_title"><span>Kabar Kota</span></div>'
    return (
        f'<html><body>{head}<section class="tgme_channel_history">{"".join(messages)}</section></body></html>'.encode()
    )


@pytest.fixture
def on_telegram(service: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Channels by name: messages by number, 20 a page; the pace costs no time."""
    monkeypatch.setattr(telegram, "SITE", service.url())
    monkeypatch.setattr(telegram, "PACE", Pace(0.0))
    channels: dict[str, dict[int, str]] = {"kabar": {}}

    def answer(call: Any) -> Any:
        name = call.path.rpartition("/")[2]
        if name not in channels:
            return (
                reply(b"", 302, {"Location": f"/{name}"})
                if call.path.startswith("/s/")
                else reply(plain.get(name, b""))
            )
        held, after = channels[name], int(call.one("after") or 0)
        numbers = sorted(n for n in held if n > after)
        chosen = numbers[:20] if after else numbers[-20:]
        return reply(page(*(message(n, held[n], name=name) for n in chosen)))

    plain = {
        "grup": b'<div class="tgme_page_title">G</div><div class="tgme_page_extra">56 members, 3 online</div>',
        "tertutup": b'<div class="tgme_page_title">T</div><div class="tgme_page_extra">1 234 subscribers</div>',
        "siapa": b'<div class="tgme_page_description">you can contact</div>',
    }
    service.answer = answer
    return channels


def test_telegram_reads_a_channel_forward(on_telegram: Any, desk: Any, source: Any, service: Any) -> None:
    """First the newest page, then everything after it, the last five again for edits; nothing beyond the list."""
    on_telegram["kabar"] = {n: f"Banjir {n}" for n in range(1, 101)}
    where = source("telegram", kanal="@kabar")
    first = desk.visit(TelegramCollector(), where)
    assert [post.external_id for post in first.posts] == [f"kabar/{n}" for n in range(81, 101)]
    post = first.posts[0]
    assert (post.text, post.engagement.views, post.source_name) == ("Banjir 81", 1200, "Kabar Kota")
    assert post.published_at.isoformat() == "2026-11-20T17:48:12+00:00"
    on_telegram["kabar"] |= {n: f"Banjir {n}" for n in range(103, 150)} | {100: "diperbarui"}
    more = desk.visit(TelegramCollector(), where)
    assert {p.external_id for p in more.posts} == {f"kabar/{n}" for n in [*range(96, 101), *range(103, 150)]}
    assert {p.external_id: p.text for p in more.posts}["kabar/100"] == "diperbarui"
    on_telegram["kabar"] |= {n: f"Banjir {n}" for n in range(150, 400)}
    busy = desk.visit(TelegramCollector(), where)
    assert busy.outcome.partial
    seen = {p.external_id for p in busy.posts}
    while (again := desk.visit(TelegramCollector(), where)).outcome.partial:
        seen |= {p.external_id for p in again.posts}
    seen |= {p.external_id for p in again.posts}
    assert seen >= {f"kabar/{n}" for n in range(150, 400)}
    assert {call.path for call in service.asked()} == {"/s/kabar"}
    assert channels_in("https://t.me/s/kabar") == channels_in("https://t.me/kabar/12") == ["kabar"]
    assert channels_in("http://[") == channels_in("https://t.me/") == []


@pytest.mark.parametrize(("name", "word"), [("grup", "grup"), ("tertutup", "pratinjau"), ("siapa", "tidak ditemukan")])
def test_telegram_names_what_is_no_channel(on_telegram: Any, desk: Any, source: Any, name: str, word: str) -> None:
    """Groups, channels without preview, people; another channel of the same source goes on."""
    found = desk.visit(TelegramCollector(), source("telegram", kanal=name))
    assert found.outcome.kind is OutcomeKind.FAILED
    assert word in found.outcome.reason.id
    on_telegram["kabar"] = {1: "Banjir"}
    both = desk.visit(TelegramCollector(), source("telegram", kanal=f"{name}, kabar"))
    assert (len(both.posts), both.outcome.partial) == (1, True)


def test_telegram_needs_a_list(on_telegram: Any, desk: Any, source: Any, service: Any) -> None:
    """No name, or one that is no name: nobody is asked."""
    for names in ("", "../etc/passwd", "kabar?x=1", "ab"):
        desk.state = FeedState()
        assert desk.visit(TelegramCollector(), source("telegram", kanal=names)).outcome.kind is OutcomeKind.FAILED
    assert not service.asked()


def test_telegram_keeps_its_pace() -> None:
    """One start a second, whoever asks."""
    import asyncio

    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def go() -> None:
        pace = Pace(1.0)
        for _ in range(3):
            await pace.wait(sleep)

    asyncio.run(go())
    assert len(slept) == 2
    assert 0.5 < slept[0] <= 1.0
    assert 1.5 < slept[1] <= 2.0


def test_telegram_pages_have_their_traps() -> None:
    """Nested texts count once, quotes not at all, service messages are none, an album is one."""
    quote = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">Kutipan</div></a>'
    nested = '<div class="tgme_widget_message_text js-message_text">Hanya <b>sekali</b><br/>&amp; baris</div>'
    album = "".join(f'<a class="tgme_widget_message_photo_wrap" href="?{n}"></a>' for n in range(3))
    poll = '<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">Setuju?</div></div>'
    preview = '<a class="tgme_widget_message_link_preview"><div class="link_preview_title">Judul tautan</div></a>'
    signed = '<span class="tgme_widget_message_from_author">Nama Orang</span>'
    service_line = '<div class="tgme_widget_message service_message" data-post="kabar/9">pinned</div>'
    found = read_page(
        page(
            message(1, nested, quote),
            message(2, "Foto", album),
            message(3, "", poll),
            message(4, "", preview),
            message(5, "Isi", signed),
            service_line,
        )
    )
    assert [one.text for one in found.messages] == ["Hanya sekali\n& baris", "Foto", "Setuju?", "Judul tautan", "Isi"]
    assert (found.messages[4].signed, found.title) == ("Nama Orang", "Kabar Kota")
    assert read_page(b"").nature == "absent"
    assert read_page(b'<div class="tme_no_messages_found"></div>').nature == "channel"
