"""Each kind of channel against a service with the real one's limits and refusals."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messengers import TOKEN, utf16, well_formed
from way_out import Outside, workspace_of

from kentongan.core.errors import DeliveryError
from kentongan.delivery.letters import Letter, shown
from kentongan.delivery.telegram import TelegramDriver, split_html
from kentongan.delivery.webhook import WebhookDriver
from kentongan.delivery.whatsapp import WhatsAppDriver
from kentongan.pipeline.reports.wire import GuardedWire


def test_telegram_takes_text_and_file(outside: Outside, letter: Letter) -> None:
    """Two parts, each with the service's own number."""
    driver = TelegramDriver(outside.wire, outside.address)
    receipts = [driver.send(letter, part, "42", "k").provider_id for part in driver.parts(letter)]
    assert receipts == ["1", "2"]
    assert [(method, to) for method, to, _ in outside.world.accepted] == [("sendMessage", "42"), ("sendDocument", "42")]
    assert outside.world.accepted[1][2] == (letter.attachments[0].name, letter.attachments[0].content)


@pytest.mark.parametrize(
    ("to", "retry", "said"),
    [("99", False, "chat not found"), ("7", False, "blocked"), ("-5", False, "-1005"), ("42", True, "retry after 3")],
)
def test_telegram_refusals(outside: Outside, letter: Letter, to: str, retry: bool, said: str) -> None:
    """What the service says is handed on; only a busy one is asked again, when it said."""
    outside.world.blocked.add("7")
    outside.world.chats.add("7")
    outside.world.moved["-5"] = "-1005"
    outside.world.busy = 1 if retry else 0
    driver = TelegramDriver(outside.wire, outside.address)
    with pytest.raises(DeliveryError, match=said) as refusal:
        driver.send(letter, "teks:1", to, "k")
    assert refusal.value.sent is False
    assert refusal.value.retry_after == (3 if retry else None)
    assert outside.world.accepted == []


def test_a_long_text_is_cut_between_lines(outside: Outside, letter: Letter) -> None:
    """Every piece is accepted, and nothing is lost."""
    lines = [f"<b>{n}</b> 🚨 {'banjir &amp; longsor ' * (n % 9)}" for n in range(120)]
    long = replace(letter, html="\n".join(lines), attachments=())
    driver = TelegramDriver(outside.wire, outside.address)
    for part in driver.parts(long):
        driver.send(long, part, "42", "k")
    assert len(outside.world.accepted) > 1
    assert "\n".join(content for _, _, content in outside.world.accepted) == long.html


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9_000), st.integers(20, 300))
def test_no_text_is_too_long_or_broken(text: str, limit: int) -> None:
    """Whatever stands in a line, the pieces keep the limit and the tags stay whole."""
    import html

    pieces = split_html(f"<b>Awal</b>\n{html.escape(text, quote=False)}\n<i>Akhir</i>", limit)
    assert all(utf16(piece) <= limit and well_formed(piece) for piece in pieces)


def test_the_token_stands_in_no_error(outside: Outside, letter: Letter, tmp_path: Path) -> None:
    """Neither where the service refuses nor where nobody answers."""
    outside.world.chats.clear()
    gone = workspace_of(tmp_path / "b", 9) if (tmp_path / "b").mkdir() is None else None
    assert gone is not None
    dead = GuardedWire(gone, {"KENTONGAN_KUNCI_TELEGRAM": TOKEN})
    for wire, address in ((outside.wire, outside.address), (dead, "http://127.0.0.1:9")):
        with pytest.raises(DeliveryError) as refusal:
            TelegramDriver(wire, address).send(letter, "teks:1", "42", "k")
        assert refusal.value.sent is False
        assert TOKEN not in f"{refusal.value!r} {refusal.value.to('id')} {refusal.value.to('en')}"
    gone.store.close()


def test_an_inner_address_is_not_asked(outside: Outside, letter: Letter, tmp_path: Path) -> None:
    """A webhook may not be turned against the office's own network."""
    port = int(outside.address.rpartition(":")[2])
    (tmp_path / "c").mkdir()
    workspace = workspace_of(tmp_path / "c", port + 1)
    for address in (outside.address, "http://localhost/x", "http://169.254.169.254/latest", "file:///etc/passwd"):
        with pytest.raises(DeliveryError):
            WebhookDriver(GuardedWire(workspace, {}), {}).send(letter, "webhook", address, "k")
    assert outside.world.accepted == []
    workspace.store.close()


def test_whatsapp_within_the_window(outside: Outside, letter: Letter, number_id: str) -> None:
    """Text, then the document by its uploaded id."""
    outside.world.window.add("6281100000000")
    driver = WhatsAppDriver(outside.wire, {"nomor_id": number_id, "alamat": f"{outside.address}/v23.0"})
    ids = [driver.send(letter, part, "+62 811-0000-0000", "k").provider_id for part in driver.parts(letter)]
    assert ids == ["wamid.1", "wamid.2"]
    assert [kind for kind, _, _ in outside.world.accepted] == ["text", "document"]
    assert list(outside.world.media.values()) == [letter.attachments[0].content]


def test_whatsapp_outside_the_window(outside: Outside, letter: Letter, number_id: str) -> None:
    """Without a template a clear word; with one the template carries the news, and the file waits for a reply."""
    options = {"nomor_id": number_id, "alamat": f"{outside.address}/v23.0"}
    with pytest.raises(DeliveryError, match="24 jam"):
        WhatsAppDriver(outside.wire, options).send(letter, "teks", "6281100000000", "k")
    driver = WhatsAppDriver(outside.wire, {**options, "templat": "laporan_harian"})
    assert driver.send(letter, "teks", "6281100000000", "k").answer == "200 template"
    with pytest.raises(DeliveryError, match="24 jam"):
        driver.send(letter, driver.parts(letter)[1], "6281100000000", "k")
    assert [kind for kind, _, _ in outside.world.accepted] == ["template"]


def test_a_webhook_is_signed_and_keyed(outside: Outside, letter: Letter) -> None:
    """The receiver can check who wrote, and know a repetition by its key."""
    driver = WebhookDriver(outside.wire, {"berkas": "ya"}, "rahasia")
    for _ in range(2):
        driver.send(letter, "webhook", f"{outside.address}/hook", "kunci-1")
    (_, _, body), _ = outside.world.accepted
    first, second = outside.world.headers
    assert first["x-kentongan-signature"] == f"sha256={hmac.new(b'rahasia', body, 'sha256').hexdigest()}"
    assert first["idempotency-key"] == second["idempotency-key"]
    (file,) = json.loads(body)["files"]
    assert file["sha256"] == hashlib.sha256(letter.attachments[0].content).hexdigest()


@pytest.mark.parametrize(("form", "key"), [("slack", "text"), ("discord", "content"), ("teams", "attachments")])
def test_webhooks_of_chat_services(outside: Outside, letter: Letter, form: str, key: str) -> None:
    """Each gets what it takes."""
    WebhookDriver(outside.wire, {"bentuk": form}).send(letter, "webhook", f"{outside.address}/hook", "k")
    assert letter.text in json.dumps(json.loads(outside.world.accepted[0][2])[key], ensure_ascii=False).replace(
        "\\n", "\n"
    )


@pytest.mark.parametrize("trouble", ["hang_up", "slow_gateway"])
def test_where_nobody_knows_it_says_so(outside: Outside, letter: Letter, trouble: str) -> None:
    """A connection that breaks after the message, or a gateway that gave up: neither yes nor no."""
    setattr(outside.world, trouble, 1)
    with pytest.raises(DeliveryError) as doubt:
        TelegramDriver(outside.wire, outside.address).send(letter, "teks:1", "42", "k")
    assert doubt.value.sent is None


def test_recipients_are_shown_in_part() -> None:
    """Logs and screens say who is meant, not how to reach them."""
    assert shown("bupati@contoh.go.id") == "bu…@contoh.go.id"
    assert shown("+6281234567890") == "+62…890"
    assert shown("https://user:pw@hooks.contoh.id/services/T0/B0/rahasia") == "https://hooks.contoh.id/…"
