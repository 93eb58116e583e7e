"""Bytes of pages into characters: marks, declarations that hold, declarations that lie, none at all."""

from __future__ import annotations

import pytest

from collectors.charsets import decode

TEXT = "<p>Café “Ñandú” – Rp1.000</p>"
META = '<meta charset="{0}">'


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_outranks_everything(name: str) -> None:
    """Whatever header and page say."""
    assert decode(TEXT.encode(name), "text/html; charset=iso-8859-1") == TEXT


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode("utf-8"), ""),
        (TEXT.encode("utf-8"), "text/html; charset=utf-8"),
        (TEXT.encode("utf-8"), "text/html; charset=ISO-8859-1"),
        (TEXT.encode("utf-8"), "text/html; charset=tidak-ada"),
        (TEXT.encode("utf-8"), "text/html; charset=base64"),
        (TEXT.encode("utf-8"), "text/html; charset=unicode_escape"),
        (TEXT.encode("cp1252"), ""),
        (TEXT.encode("cp1252"), "text/html; charset=utf-8"),
        (TEXT.encode("cp1252"), "text/html; charset='iso-8859-1'"),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-16le"),
    ],
    ids=str,
)
def test_declarations_hold_only_where_they_decode(body: bytes, content_type: str) -> None:
    """Right, lying, unknown, dangerous and missing declarations in the header."""
    assert decode(body, content_type) == TEXT


@pytest.mark.parametrize(("declared", "written"), [("windows-1251", "cp1251"), ("shift_jis", "shift_jis")])
def test_the_page_may_declare_itself(declared: str, written: str) -> None:
    """In `<meta>`, old and new style, and in an XML declaration; the header outranks it."""
    word = {"cp1251": "Джакарта", "shift_jis": "ジャカルタ"}[written]
    for head in (
        META.format(declared),
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">',
        f'<?xml version="1.0" encoding="{declared}"?>',
    ):
        assert decode((head + word).encode(written)) == head + word
    assert decode((META.format("windows-1251") + "Café").encode("utf-8"), "text/html; charset=utf-8").endswith("Café")


def test_a_page_that_calls_itself_utf16_is_not() -> None:
    """The declaration was read as bytes, so the page cannot be in UTF-16."""
    page = META.format("utf-16") + "Café"
    assert decode(page.encode("utf-8")) == page


def test_rubbish_gives_text_and_no_error() -> None:
    """Bytes that are nothing; nothing at all."""
    assert decode(b"\x81\x8d\x8f\x90\x9d\xff") == "\ufffd" * 5 + "ÿ"
    assert decode(b"") == ""
