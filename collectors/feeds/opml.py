"""OPML 1.0 and 2.0 (opml.org/spec2.opml): the lists of feeds that readers exchange.

Outlines may be nested; the groups' names are not kept, a source's region and tier are: in attributes of a namespace of
our own, which other readers pass over. A source that is no feed is a `link` with its kind in that namespace.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from collectors.feeds.source_lists import MOST_ENTRIES, SourceEntry, read_options, refuse_huge, too_many
from kentongan.core.errors import InputError
from kentongan.core.messages import Say
from kentongan.core.posts import Source

NAMESPACE = "urn:kentongan:sources"
_OWN = ("kind", "region", "tier", "zone", "official", "enabled", "options")
_DEEPEST = 50
# What XML cannot hold.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_opml(body: bytes) -> tuple[SourceEntry, ...]:
    """The sources of an OPML file, nested ones too, in its order.

    Nothing outside the file is read, and entities are refused: an address list needs none.

    Raises:
        InputError: no OPML, too large, or with entities of its own.
    """
    refuse_huge(body)
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise _hostile()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        # With recover=True a body without a single element gives nothing instead of an error.
        root: etree._Element | None = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_opml() from error
    if root is None or _local(root) != "opml":
        raise _no_opml()
    if root.getroottree().docinfo.internalDTD is not None:
        raise _hostile()
    return tuple(_entries(root))


def _entries(root: etree._Element) -> Iterator[SourceEntry]:
    count = 0
    queue = [(child, 1) for child in reversed(root)]
    while queue:
        element, depth = queue.pop()
        if depth > _DEEPEST:
            continue
        if _local(element) == "outline":
            entry = _entry(element)
            if entry is not None:
                count += 1
                if count > MOST_ENTRIES:
                    raise too_many()
                yield entry
        queue += [(child, depth + 1) for child in reversed(element)]


def _entry(outline: etree._Element) -> SourceEntry | None:
    """The source an outline stands for; None for a group or a mere link."""
    plain = {str(k).lower(): str(v) for k, v in outline.attrib.items() if not str(k).startswith("{")}
    own = {name: str(outline.get(f"{{{NAMESPACE}}}{name}") or "") for name in _OWN}
    address = plain.get("xmlurl", "") or (plain.get("url", "") if own["kind"] else "")
    if not address.strip():
        return None
    options = read_options(own.pop("options"))
    name = " ".join((plain.get("text") or plain.get("title") or "").split())
    own["kind"] = own["kind"] or "feed"
    return SourceEntry(name=name, address=address.strip(), **own, options=options, line=_line(outline))


def _line(outline: etree._Element) -> int:
    line: object = outline.sourceline
    return line if isinstance(line, int) else 0


def write_opml(sources: Iterable[Source], title: str) -> bytes:
    """An OPML 2.0 file that any reader of feeds takes, and `read_opml` reads back whole."""
    root = etree.Element("opml", attrib={"version": "2.0"}, nsmap={"k": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _clean(title)
    body = etree.SubElement(root, "body")
    for source in sources:
        entry = SourceEntry.of(source)
        name, address = _clean(source.name), _clean(source.address)
        kind = {"type": "rss", "xmlUrl": address} if source.kind == "feed" else {"type": "link", "url": address}
        outline = etree.SubElement(body, "outline", attrib={"text": name, "title": name, **kind})
        own = {one: getattr(entry, one) for one in _OWN if one != "options"}
        if entry.options:
            own["options"] = json.dumps(dict(entry.options), ensure_ascii=True)
        for one, value in own.items():
            if value:
                outline.set(f"{{{NAMESPACE}}}{one}", _clean(value))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _local(element: etree._Element) -> str:
    """The tag without its namespace; "" for what is no element (a processing instruction)."""
    tag: object = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _no_opml() -> InputError:
    return InputError(
        Say("Berkas ini bukan OPML.", "This file is no OPML."),
        Say(
            "Ekspor daftar langganan dari pembaca RSS sebagai OPML, atau pakai CSV.",
            "Export the subscriptions of a feed reader as OPML, or use CSV.",
        ),
    )


def _hostile() -> InputError:
    return InputError(
        Say(
            "Berkas OPML ini memuat entitas XML, jadi tidak dibaca.",
            "The OPML file holds XML entities and was not read.",
        ),
        Say("Minta berkas OPML biasa.", "Ask for a plain OPML file."),
    )
