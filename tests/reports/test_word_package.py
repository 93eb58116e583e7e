"""A stranger's Word file: what is opened, what is refused with its reason, what is taken away silently."""

from __future__ import annotations

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable

import docx
import pytest

from kentongan.core.errors import TemplateError
from reports import word_package
from reports.word_package import open_package

_RELATIONS = "word/_rels/document.xml.rels"
_KINDS = "[Content_Types].xml"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plain() -> bytes:
    """A small Word file."""
    document = docx.Document()
    document.add_paragraph("Kepada Yth. {{ kepada }}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PLAIN = plain()


def changed(name: str, change: Callable[[bytes], bytes], *, extra: dict[str, bytes] | None = None) -> bytes:
    """The small file with one part changed and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, change(content) if entry == name else content)
        for entry, content in (extra or {}).items():
            target.writestr(entry, content)
    return out.getvalue()


def with_relation(kind: str, target: str, *, outside: bool = True, extra: dict[str, bytes] | None = None) -> bytes:
    """The small file with one relation more."""
    mode = ' TargetMode="External"' if outside else ""
    made = f'<Relationship Id="rId99" Type="{_TYPE}/{kind}" Target="{target}"{mode}/></Relationships>'.encode()
    return changed(_RELATIONS, lambda c: c.replace(b"</Relationships>", made), extra=extra)


def test_an_ordinary_file_opens() -> None:
    """Nothing is lost of it."""
    assert open_package(PLAIN).paragraphs[0].text == "Kepada Yth. {{ kepada }}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_relation("image", "http://jahat.example/pelacak.png"), "tautan ke luar (image"),
        (with_relation("image", "file:///etc/passwd"), "tautan ke luar (image"),
        (with_relation("hyperlink", "file://peladen/berkas"), "tautan ke luar (hyperlink"),
        (with_relation("hyperlink", "javascript:alert(1)"), "tautan ke luar (hyperlink"),
        (with_relation("oleObject", "embeddings/a.bin", outside=False), "objek OLE"),
        (with_relation("package", "embeddings/a.xlsx", outside=False), "berkas lain yang disematkan"),
        (with_relation("control", "activeX/activeX1.xml", outside=False), "ActiveX"),
        (with_relation("aFChunk", "afchunk.mht", outside=False), "altChunk"),
        (with_relation("subDocument", "bab2.docx"), "dokumen lain yang ditautkan"),
        (with_relation("image", "\\\\peladen\\gambar.png", outside=False), "tautan ke luar"),
        (changed("", bytes, extra={"word/vbaProject.bin": b"\xd0\xcf"}), "makro (word/vbaProject.bin)"),
        (
            changed(_KINDS, lambda c: c.replace(b"officedocument.wordprocessingml", b"ms-word.macroEnabled")),
            "bermakro (.docm)",
        ),
        (
            changed(
                "word/document.xml",
                lambda c: c.replace(
                    b"<w:document", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document', 1
                ),
            ),
            "deklarasi DTD (word/document.xml)",
        ),
        (
            changed(
                "word/styles.xml",
                lambda c: c.replace(
                    b"<w:styles", b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:styles', 1
                ),
            ),
            "deklarasi DTD (word/styles.xml)",
        ),
    ],
)
def test_what_fetches_or_runs_is_refused_with_its_name(data: bytes, said: str) -> None:
    """One error that names the thing and its part, and what to do in Word."""
    with pytest.raises(TemplateError) as caught:
        open_package(data)
    assert said in caught.value.to("id")
    assert caught.value.do is not None
    assert "Word" in caught.value.do.id


def test_all_findings_are_told_at_once() -> None:
    """Macros and a remote picture in one answer."""
    data = with_relation("image", "https://jahat.example/a.png", extra={"word/vbaProject.bin": b"x"})
    with pytest.raises(TemplateError) as caught:
        open_package(data)
    assert "makro" in caught.value.to("id")
    assert "jahat.example" in caught.value.to("id")


def test_the_template_a_file_was_made_with_is_forgotten() -> None:
    """A remote attachedTemplate and a mail merge's source never reach the report; web links stay."""
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_TYPE}/attachedTemplate" Target="https://jahat.example/a.dotm" TargetMode="External"/></Relationships>'
    )
    mark = b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    data = changed(
        "word/settings.xml",
        lambda c: c.replace(b"</w:settings>", mark + b"</w:settings>"),
        extra={"word/_rels/settings.xml.rels": relations.encode()},
    )
    out = io.BytesIO()
    open_package(data).save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"jahat.example" not in whole
    assert b"attachedTemplate" not in whole
    assert open_package(with_relation("hyperlink", "https://contoh.go.id/")).paragraphs


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes are judged before anything is read; too many parts and too deep a nesting end as well."""
    monkeypatch.setattr(word_package, "_LARGEST_WHOLE", 2_000_000)
    big = changed("", bytes, extra={"word/media/a.bmp": b"\0" * 2_100_000})
    many = changed("", bytes, extra={f"customXml/{i}.txt": b"" for i in range(2100)})
    deep = changed("word/styles.xml", lambda c: c.replace(b"<w:docDefaults>", b"<w:a>" * 5000, 1))
    for data, said in ((big, "terlalu besar"), (many, "terlalu besar"), (deep, "rusak di word/styles.xml")):
        with pytest.raises(TemplateError, match=said):
            open_package(data)


def test_a_dotx_is_taken_as_the_document_it_is() -> None:
    """Word offers “Templat Word” for saving templates; it need not be saved again."""
    data = changed(_KINDS, lambda c: c.replace(b"wordprocessingml.document.main", b"wordprocessingml.template.main"))
    assert open_package(data).paragraphs[0].text.startswith("Kepada")


def test_damage_anywhere_is_one_error() -> None:
    """Parts left out, swapped, emptied, cut, and bytes changed: a report or a TemplateError, never another exception."""
    draw = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    outcomes = Counter[str]()
    for attempt in range(14):
        data = bytearray(PLAIN)
        for _ in range(draw.randint(1, 20)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if attempt % 2:
            name, other = draw.choice(list(parts)), draw.choice(list(parts))
            change = draw.choice([b"", b"<a/>", parts[other], parts[name][: draw.randrange(len(parts[name]))]])
            data = bytearray(changed(name, lambda _, new=change: new))
        try:
            document = open_package(bytes(data))
            outcomes["opened"] += bool(document.paragraphs is not None)
        except TemplateError:
            outcomes["refused"] += 1
    assert outcomes["refused"] > 6
    assert outcomes.total() == 14
