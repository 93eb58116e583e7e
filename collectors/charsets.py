"""Which characters the bytes of a page or a file mean.

The order was measured: statistical guessing called a short Indonesian sentence in cp1252 "cp850". So nothing is
guessed: a byte order mark, then what is declared (HTTP outranks the page's own `<meta>`, WHATWG HTML 13.2.3) if it
decodes, then strict UTF-8, then cp1252, which is what undeclared western text is. A declared Latin-1 is read as
cp1252 (WHATWG Encoding 4.2) and outranked by valid UTF-8 beyond ASCII, because that is no accident.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

# A page declares itself in its first kilobyte (WHATWG HTML 4.2.5.4); four, because comments stand before it.
_LOOKED_AT = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:+-]{1,40})""", re.IGNORECASE | re.ASCII)
_IN_PAGE = re.compile(
    rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:+-]{1,40})"""
    rb"""|<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:+-]{1,40})""",
    re.IGNORECASE,
)
_WESTERN = frozenset({"iso8859-1", "ascii", "cp1252"})
# Codecs of Python that are no character sets: a page must not make us unpack, run or escape anything.
_NOT_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page.

    Args:
        body: the bytes as they came.
        content_type: the `Content-Type` header, "" without one.

    >>> decode("<p>Café</p>".encode("cp1252"))
    '<p>Café</p>'
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = next(_declared(body, content_type), "")
    order = ("utf-8", "cp1252") if not declared or declared in _WESTERN else (declared, "utf-8", "cp1252")
    for name in order:
        try:
            return body.decode(name)
        except UnicodeError:
            continue
    # cp1252 leaves five bytes without a meaning; no readable text holds them.
    return body.decode(declared or "cp1252", "replace")


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """Character sets that header and page name and Python knows, the first to be believed first."""
    names = _IN_HEADER.findall(content_type)
    names += [(meta or xml).decode("ascii", "replace") for meta, xml in _IN_PAGE.findall(body[:_LOOKED_AT])]
    for name in names:
        try:
            known = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        is_text = known._is_text_encoding  # noqa: SLF001 (what bytes.decode itself asks)
        # A <meta> that could be read byte by byte is not in UTF-16 (WHATWG HTML 13.2.3.2).
        if (
            is_text
            and known.name.replace("-", "_") not in _NOT_TEXT
            and not (name not in content_type and "utf-16" in known.name)
        ):
            yield known.name


__all__ = ["decode"]
