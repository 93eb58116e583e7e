"""Habits that no linter holds: short files, a docstring in every module, no package under tests."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("kentongan", "collectors", "analysis", "reports")
MODULES = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))


def name(path: Path) -> str:
    """A path as the repository knows it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_holds_one_idea(path: Path) -> None:
    """A module says what it is and stays within 400 lines; a function stays within 60."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)

    assert ast.get_docstring(tree), "the module does not say what it is"
    assert text.count("\n") <= 400
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is long"


def test_tests_are_no_package() -> None:
    """A package under tests would hide the room of the same name."""
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_the_application_package_imports_nothing() -> None:
    """The rooms import kentongan.core; an import in kentongan/__init__.py would make a circle."""
    tree = ast.parse((ROOT / "kentongan" / "__init__.py").read_text(encoding="utf-8"))

    assert not [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))]


def test_no_tracked_file_names_a_machine_or_an_index() -> None:
    """Neither a path of somebody's machine nor the address of a package index stands in the repository."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    for entry in done.stdout.decode().split("\0"):
        path = ROOT / entry
        if (
            entry
            and path.suffix in {".py", ".md", ".toml", ".lock", ".txt", ".json", ".j2", ".typ", ".tsv", ""}
            and path.is_file()
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"(?<![\w.])/(work|root|home/\w+)/", text), entry
            assert not re.search(r"https?://[^\s\"']*(pypi|/simple\b)", text) or entry.endswith("VENDOR.md"), entry


def test_importing_the_command_line_stays_light() -> None:
    """`kentongan --help` answers at once: pandas, scikit-learn and the renderers load only when needed."""
    code = "import sys, kentongan.cli.app, kentongan.cli.registry; print(sorted(sys.modules))"
    done = subprocess.run([sys_executable(), "-Ic", code], capture_output=True, text=True, check=True)
    heavy = {"pandas", "sklearn", "numpy", "scipy", "typst", "vl_convert", "docx", "httpx", "sqlalchemy", "lxml"}

    assert not heavy & set(ast.literal_eval(done.stdout))


def sys_executable() -> str:
    """The interpreter that runs the tests."""
    import sys

    return sys.executable


def test_what_is_named_is_there() -> None:
    """A file that a page or a module names by its folder lies there; who names another has been left behind by a move."""
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", *MODULES]
    named = re.compile(
        r"(?<![\w/.])((?:analysis|collectors|reports|kentongan|training|benchmarks|tests)/[\w/.-]+\.(?:py|md|toml|tsv|json|jsonl|txt))\b"
    )
    lost = {
        f"{name(page)}: {path}"
        for page in pages
        for path in named.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    }

    assert not lost
