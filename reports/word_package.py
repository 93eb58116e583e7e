"""An office's Word file, opened as the stranger's file it is (ECMA-376 part 2, Open Packaging Conventions).

A file that an office brings may have come from anywhere. Before python-docx sees it, the package is looked through:
size and number of parts, well-formed XML without a document type (so no entities), no macros, no embedded programs or
objects, nothing that is fetched from elsewhere. All findings are told at once. Two harmless habits of Word are taken
away silently: the path of the template a file was made with, and the data source of a mail merge.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from kentongan.core.errors import TemplateError
from kentongan.core.messages import Say, printable

LARGEST_FILE = 20_000_000
_LARGEST_WHOLE, _LARGEST_XML, _MOST_PARTS = 60_000_000, 12_000_000, 2_000
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MADE_WITH = ("/attachedTemplate", "/mailMergeSource", "/mailMergeHeaderSource", "/recipientData")
_OBJECTS = {
    "/oleObject": Say("objek OLE yang disematkan", "an embedded OLE object"),
    "/package": Say("berkas lain yang disematkan", "another file embedded in it"),
    "/control": Say("kontrol ActiveX", "an ActiveX control"),
    "/activeXControlBinary": Say("kontrol ActiveX", "an ActiveX control"),
    "/aFChunk": Say("dokumen lain yang disisipkan (altChunk)", "another document chunked in (altChunk)"),
    "/subDocument": Say("dokumen lain yang ditautkan", "a linked sub-document"),
    "/frame": Say("bingkai halaman web", "a web page's frame"),
    "/vbaProject": Say("makro (vbaProject)", "macros (vbaProject)"),
}
# What python-docx raises when a part is of another kind than its relationship says.
_WRONG_PART = (KeyError, ValueError, AttributeError, TypeError, NotImplementedError)
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_SAVE_AGAIN = Say(
    "Buka berkas itu di Word, simpan kembali sebagai “Dokumen Word (.docx)”, lalu ulangi.",
    "Open the file in Word, save it again as “Word Document (.docx)”, and repeat.",
)
_CLEAN = Say(
    "Buka berkas itu di Word, hapus yang disebut di atas (gambar: sisipkan, jangan tautkan), simpan sebagai "
    "“Dokumen Word (.docx)” tanpa makro, lalu ulangi.",
    "Open the file in Word, remove what is named above (pictures: insert them, do not link them), save it as “Word "
    "Document (.docx)” without macros, and repeat.",
)


def open_package(data: bytes) -> Any:
    """The file as a python-docx document, its body untouched.

    Raises:
        TemplateError: it is no Word file, a part of it is broken, or it holds what is not opened here; names the parts.
    """
    return open_checked(checked_package(data))


def open_checked(package: bytes) -> Any:
    """What `checked_package` returned, as a python-docx document."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.oxml.exceptions import XmlchemyError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(package))
        body = document.element.body
        _touch(document)
    except (OpcError, XmlchemyError, etree.LxmlError, *_WRONG_PART) as error:
        reason = printable(str(error))[:160] if str(error) else type(error).__name__
        raise TemplateError(
            Say(
                f"Templat tidak dapat dibaca sebagai dokumen Word: {reason}.",
                f"The template is no Word document: {reason}.",
            ),
            _SAVE_AGAIN,
        ) from error
    if body is None or body.sectPr is None:
        raise TemplateError(
            Say(
                "Templat tidak memuat bagian halaman (word/document.xml).",
                "The template has no page section (word/document.xml).",
            ),
            _SAVE_AGAIN,
        )
    return document


def _touch(document: Any) -> None:
    """Look at every part that a report is written into, so that one of the wrong kind is found now."""
    _ = document.settings.odd_and_even_pages_header_footer
    _ = document.core_properties.title
    _ = [style.name for style in document.styles]
    if has_numbering(document):
        _ = document.part.numbering_part.element.xpath("w:num")
    for section in document.sections:
        for story in (
            "header",
            "footer",
            "first_page_header",
            "first_page_footer",
            "even_page_header",
            "even_page_footer",
        ):
            holder = getattr(section, story)
            _ = holder.is_linked_to_previous or holder.paragraphs
        _ = section.page_width - section.left_margin - section.right_margin


def has_numbering(document: Any) -> bool:
    """Whether the file brings numberings of lists; python-docx cannot make that part."""
    return any(relation.reltype.endswith("/numbering") for relation in document.part.rels.values())


def checked_package(data: bytes) -> bytes:
    """The package without its habits of Word, after everything in it was looked at.

    Raises:
        TemplateError: it is no Word file, a part of it is broken, or it holds what is not opened here; names the parts.
    """
    if len(data) > LARGEST_FILE:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive)
            found = list(_findings(archive))
            if found:
                raise TemplateError(
                    Say(
                        "Templat tidak dibuka karena memuat: " + "; ".join(say.id for say in found) + ".",
                        "The template is not opened, because it holds: " + "; ".join(say.en for say in found) + ".",
                    ),
                    _CLEAN,
                )
            return _rewritten(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError, EOFError, ValueError) as error:
        raise TemplateError(
            Say("Templat bukan berkas .docx atau rusak.", "The template is no .docx file, or a damaged one."),
            _SAVE_AGAIN,
        ) from error


def _check_sizes(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    whole = sum(entry.file_size for entry in entries)
    xml = max((entry.file_size for entry in entries if _is_xml(entry.filename)), default=0)
    if whole > _LARGEST_WHOLE or xml > _LARGEST_XML or len(entries) > _MOST_PARTS:
        raise _too_large()
    if len(set(names)) < len(names) or any("\\" in n or n.startswith("/") or ".." in n.split("/") for n in names):
        raise zipfile.BadZipFile("names")
    if "word/document.xml" not in names:
        raise TemplateError(
            Say(
                "Templat bukan dokumen Word: word/document.xml tidak ada.",
                "The template is no Word file: it lacks word/document.xml.",
            ),
            _SAVE_AGAIN,
        )


def _too_large() -> TemplateError:
    return TemplateError(
        Say("Templat terlalu besar.", "The template is too large."),
        Say("Perkecil gambar di dalamnya.", "Make the pictures in it smaller."),
    )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _findings(archive: zipfile.ZipFile) -> Iterator[Say]:
    """What keeps the file from being opened, each with the part it is in; broken XML is an error at once."""
    for name in archive.namelist():
        if name.lower().endswith(".bin") and "vba" in name.lower():
            yield Say(f"makro ({_short(name)})", f"macros ({_short(name)})")
        if not _is_xml(name):
            continue
        root = _parsed(archive, name)
        if root.getroottree().docinfo.doctype:
            yield Say(f"deklarasi DTD ({_short(name)})", f"a document type declaration ({_short(name)})")
        elif name == "[Content_Types].xml":
            yield from _kinds(root)
        elif name.endswith(".rels"):
            yield from _relations(root, name)


def _kinds(root: Any) -> Iterator[Say]:
    kinds = {str(entry.get("ContentType", "")) for entry in root.iter("{*}Override", "{*}Default")}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds):
        yield Say("jenis dokumen bermakro (.docm)", "a macro-enabled kind of document (.docm)")


def _relations(root: Any, name: str) -> Iterator[Say]:
    for relation in root.iter("{*}Relationship"):
        kind, target = str(relation.get("Type", "")), str(relation.get("Target", ""))
        named = next((say for end, say in _OBJECTS.items() if kind.endswith(end)), None)
        place = _short(f"{name} → {target}")
        if named is not None:
            yield Say(f"{named.id} ({place})", f"{named.en} ({place})")
        elif kind.endswith(_MADE_WITH):
            continue
        elif relation.get("TargetMode") == "External":
            if not (kind.endswith("/hyperlink") and _WEB.match(target)):
                what = kind.rpartition("/")[2] or "?"
                yield Say(f"tautan ke luar ({what}: {place})", f"a link to the outside ({what}: {place})")
        elif "://" in target or target.startswith("\\"):
            yield Say(f"tautan ke luar ({place})", f"a link to the outside ({place})")


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise TemplateError(
            Say(
                f"Templat rusak di {_short(name)}, baris {line}.",
                f"The template is broken in {_short(name)}, line {line}.",
            ),
            _SAVE_AGAIN,
        ) from error


def _rewritten(archive: zipfile.ZipFile) -> bytes:
    """The same parts; a .dotx becomes a .docx, and what Word remembers of other files is forgotten."""
    from lxml import etree

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for entry in archive.infolist():
            name, content = entry.filename, archive.read(entry)
            if name == "[Content_Types].xml":
                content = content.replace(_TEMPLATE.encode(), _MAIN.encode())
            elif name.endswith(".rels") and any(kind.encode() in content for kind in _MADE_WITH):
                root = _parsed(archive, name)
                for relation in list(root):
                    if str(relation.get("Type", "")).endswith(_MADE_WITH):
                        root.remove(relation)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif name == "word/settings.xml":
                root = _parsed(archive, name)
                for child in list(root):
                    if isinstance(child.tag, str) and child.tag.endswith(("}attachedTemplate", "}mailMerge")):
                        root.remove(child)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(name, content)
    return out.getvalue()


def _short(text: str) -> str:
    line = printable(text)
    return line if len(line) <= 120 else line[:119] + "…"
