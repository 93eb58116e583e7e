"""Forms of a report: found by name, named by day, and light until asked for."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import reports
from kentongan.core.errors import UsageError
from reports.daily import compose_daily
from reports.flavours import FLAVOURS, Assets, flavour

FONTS = Path(reports.__file__).parent / "fonts"


def test_page_and_text_are_registered(days: ModuleType) -> None:
    """Both make bytes of the same report; files are named by kind, day, version and language."""
    day = days.example_day()
    report = compose_daily(day, version=2, lang="en")

    assert flavour("html").render(report, day).startswith(b"<!doctype html>")
    assert b"diperiksa: Siti" not in flavour("txt").render(report, day)
    assert b"checked by: Siti" in flavour("txt").render(report, day, Assets(checker="Siti"))
    assert flavour("html").file_name(report) == "laporan-isu-harian-2025-02-03-v2-en.html"
    assert flavour("txt").file_name(compose_daily(day)) == "brief-2025-02-03.txt"


def test_an_unknown_form_is_answered_with_those_there_are() -> None:
    """The message names the known ones."""
    with pytest.raises(UsageError) as raised:
        flavour("rtf")

    assert raised.value.do is not None
    assert all(name in raised.value.do.id for name in FLAVOURS)


def test_nothing_heavy_is_loaded_before_a_form_is_asked_for() -> None:
    """Reading the registry and composing a report loads no drawing, typesetting or template library."""
    heavy = ("vl_convert", "typst", "docx", "xlsxwriter", "jinja2", "pandas")
    code = (
        f"import sys, reports.flavours, reports.daily, reports.brief; print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_bundled_fonts_are_those_of_the_list() -> None:
    """Every font file stands in VENDOR.md with its hash, and together they stay small."""
    listed = dict(
        re.findall(
            r"^\| (\S+\.(?:ttf|woff2)) \|.*\| ([0-9a-f]{64}) \|$",
            (FONTS / "VENDOR.md").read_text("utf-8"),
            re.MULTILINE,
        )
    )
    files = {p.name: p for p in FONTS.iterdir() if p.suffix in (".ttf", ".woff2")}

    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == listed
    assert sum(path.stat().st_size for path in files.values()) <= 400_000
