"""Files of others are what VENDOR.md says they are; every address of ours is found and kept for ever."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from dashboard import OpenOffice

import kentongan.web

FOLDER = Path(kentongan.web.__file__).parent


def test_every_file_of_others_has_its_hash() -> None:
    told = (FOLDER / "VENDOR.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|.*\| ([0-9a-f, ]+) \|$", told, re.MULTILINE)
    named = [pair for names, hashes in rows for pair in zip(names.split(", "), hashes.split(", "), strict=True)]
    assert len(named) >= 6
    for name, digest in named:
        assert hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest() == digest, name


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in [*(FOLDER / "static").glob("*.*"), *(FOLDER / "templates").rglob("*.html")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(?:src|href|url|@import)\W{1,4}(?:https?:)?//", text), path.name


def test_templates_hold_no_inline_script_or_style() -> None:
    for path in (FOLDER / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text), path.name


def test_a_file_is_compressed_and_kept(office: OpenOffice) -> None:
    page = office.visitor(None).get("/masuk").text
    (address,) = re.findall(r'href="(/static/[^"]+kentongan\.css)"', page)
    answer = office.visitor(None).get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/css")


def test_no_path_leads_out_of_the_folder(office: OpenOffice) -> None:
    for path in ("/static/x/../app.py", "/static/x/%2e%2e/app.py", "/static/x//etc/passwd", "/static/x/nothing.css"):
        assert office.visitor(None).get(path).status_code == 404
