"""`kentongan learn`: from corrections to the office's own model, kept when better, undone, never trusted when damaged."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from office_desk import NOW, Desk

from analysis.measures.answers import table_of
from kentongan.core.clock import SystemClock
from kentongan.pipeline.analysing import limitations
from kentongan.pipeline.analysing.accuracy import by_corrections
from kentongan.pipeline.analysing.analyse import read_kept
from kentongan.pipeline.analysing.office_models import active_model, tone_layers
from kentongan.pipeline.workspace import clock_from, open_workspace
from kentongan.store.database import Store

pytestmark = pytest.mark.more
BY = ("--by", "Sari, Pranata Humas")
# A local word of anger that no shipped model can know.
LOCAL = " dasar wanasemu"
# How this office files what the lists tell apart.
HABIT = {"TRANS": "INFRA", "ADMIND": "LAYAN", "AIR": "INFRA"}


@pytest.fixture(scope="module")
def taught_desk(tmp_path_factory: pytest.TempPathFactory, desk_maker: Callable[..., Desk]) -> Desk:
    """A desk with 110 posts of which 80 are corrected. Copy it before changing it."""
    desk = desk_maker(tmp_path_factory.mktemp("belajar"))
    table = table_of("government_tone.tsv").query("kind == 'social'")[:110].reset_index(drop=True)
    local = [tone != "negatif" and n % 2 == 0 for n, tone in enumerate(table["tone"])]
    table["text"] += [LOCAL if one else "" for one in local]
    table["tone"] = table["tone"].mask(local, "negatif")
    posts = desk.folder / "unggahan.jsonl"
    rows = [
        {
            "id": f"u{n}",
            "platform": "X",
            "text": text,
            "published_at": f"2026-11-15T{n % 12 + 8:02}:{n % 60:02}:00+07:00",
        }
        for n, text in enumerate(table["text"])
    ]
    posts.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert desk.call("import", posts).code == 0
    tone_of = dict(zip((row["id"] for row in rows), table["tone"], strict=True))
    known = desk.rows("SELECT id, external_id FROM posts ORDER BY external_id")
    listed = categories(desk)
    with (desk.folder / "koreksi.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow(("kode", "nada-peristiwa", "kategori"))
        csv.writer(file).writerows(
            (i, tone_of[str(e)], HABIT.get(listed[str(i)], listed[str(i)]) or "-") for i, e in known[:80]
        )
    said = desk.call("correct", "file", desk.folder / "koreksi.csv", *BY)
    assert "160 koreksi disimpan" in said.out, said.err
    said = desk.call("learn", *BY, "--chart", desk.folder / "kurva.html")
    assert said.code == 0, said.err
    (desk.folder / "hasil.txt").write_text(said.out, encoding="utf-8")
    return desk


@pytest.fixture
def taught(taught_desk: Desk, tmp_path: Path) -> Desk:
    """A copy that a test may change."""
    return taught_desk.copy(tmp_path / "meja")


def answers(desk: Desk, column: str) -> dict[str, str]:
    """The machine's answer on every post, corrections apart."""
    with open_workspace(desk.folder / "kentongan.toml") as workspace:
        posts = list(workspace.store.posts.between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)))
        frame = read_kept(workspace, posts, [])
    return dict(zip(frame["id"], frame[column], strict=True))


def tones(desk: Desk) -> dict[str, str]:
    """The tone of every post."""
    return answers(desk, "tone")


def categories(desk: Desk) -> dict[str, str]:
    """The category of every post."""
    return answers(desk, "category")


def test_what_is_better_is_kept_and_said(taught_desk: Desk) -> None:
    """Gain with its interval and test, a learning curve, a page; of the other tone that there is not enough."""
    out = (taught_desk.folder / "hasil.txt").read_text("utf-8")
    assert "nada peristiwa: 80 koreksi" in out
    found = re.search(
        r"bawaan ([\d,]+)%, model kantor ([\d,]+)%; selisih .* poin, \d+ membaik, \d+ memburuk \(p [<=] ", out
    )
    assert found is not None
    assert float(found[2].replace(",", ".")) > float(found[1].replace(",", ".")) + 10
    assert "nada terhadap instansi: data belum cukup (0 koreksi" in out
    habit = re.search(r"kategori: 80 koreksi.*?bawaan ([\d,]+)%, model kantor ([\d,]+)%.*?→ dipakai", out, re.DOTALL)
    assert habit is not None
    assert float(habit[2].replace(",", ".")) > float(habit[1].replace(",", ".")) + 5
    assert re.search(r"\n +25 +\d+,\d% ± ", out)
    assert "Model kantor nada-0001 dipakai" in out
    page = (taught_desk.folder / "kurva.html").read_text("utf-8")
    assert "<polyline" in page
    assert "nada peristiwa" in page
    assert "http" not in page


def test_the_next_reading_is_the_offices(taught: Desk) -> None:
    """Readings are made anew after learning, and again after it is undone; versions are listed with name and date."""
    own = tones(taught)
    assert "nada-0001" in taught.call("learn", "--list").out
    assert "sekarang model bawaan" in taught.call("learn", "--undo").out
    shipped = tones(taught)
    local = {str(row[0]) for row in taught.rows(f"SELECT id FROM posts WHERE text LIKE '%{LOCAL}'")}  # noqa: S608
    heard = [sum(read[post] == "negatif" for post in local) / len(local) for read in (own, shipped)]
    assert heard[0] > heard[1] + 0.2
    assert taught.call("learn", "--undo").code == 2
    listed = taught.call("learn", "--list").out
    assert "16-11-2026 06.00" in listed
    assert "Sari" in listed
    assert "*" not in listed


def test_the_offices_way_with_categories_is_learnt(taught: Desk) -> None:
    """Posts nobody corrected are filed as the office files them; with other categories the lists read again, and it is said."""
    own = categories(taught)
    settings = taught.folder / "kentongan.toml"
    shipped_settings = settings.read_text("utf-8")
    with_more = shipped_settings + '\n[[kategori]]\nkode = "WISATA"\nnama = "Wisata"\nkata = ["curug"]\n'
    settings.write_text(with_more, encoding="utf-8")
    changed = categories(taught)
    with open_workspace(settings, clock=clock_from(NOW)) as workspace:
        _, trouble = tone_layers(workspace.settings)
    assert trouble is not None
    assert "kategori" in trouble.id
    settings.write_text(shipped_settings, encoding="utf-8")
    corrected = {str(row[0]) for row in taught.rows("SELECT post_id FROM lessons")}
    moved = [post for post, code in changed.items() if post not in corrected and code in HABIT]
    assert len(moved) >= 3
    assert sum(own[post] == HABIT[changed[post]] for post in moved) >= 0.6 * len(moved)


@pytest.mark.parametrize("damage", ["cut", "gone", "pointer"])
def test_a_damaged_model_is_not_used(taught: Desk, damage: str) -> None:
    """The shipped one is, and one plain line says so; a lost note on which is in use means the shipped one."""
    folder = taught.folder / "kentongan-data" / "model-kantor"
    if damage == "cut":
        (folder / "nada-0001.npz").write_bytes(b"PK\x03\x04")
    elif damage == "gone":
        (folder / "nada-0001.npz").unlink()
    else:
        (folder / "dipakai.json").write_text("{", encoding="utf-8")
    model, trouble = active_model(folder.parent)
    assert model is None
    assert (trouble is not None and "nada-0001 rusak" in trouble.id) is (damage != "pointer")


def test_a_damaged_model_is_admitted(taught: Desk) -> None:
    """On the screen when posts are read, and among the report's limitations."""
    (taught.folder / "kentongan-data" / "model-kantor" / "nada-0001.npz").write_bytes(b"")
    (taught.folder / "satu.jsonl").write_text('{"text": "jalan rusak"}', encoding="utf-8")
    said = taught.call("annotate", taught.folder / "satu.jsonl")
    assert said.code == 0
    assert "model bawaan" in said.err
    with open_workspace(taught.folder / "kentongan.toml", clock=clock_from(NOW)) as workspace:
        (line,) = limitations._model(workspace)
    assert "nada-0001 rusak" in line.id


def test_lessons_outlive_the_words_but_not_a_withdrawal(taught: Desk) -> None:
    """What was forgotten after its days still teaches; what its author took back does not."""
    source, item = taught.rows(
        "SELECT source_id, external_id FROM posts WHERE id IN (SELECT post_id FROM lessons) ORDER BY id"
    )[0]
    with Store.open(str(taught.database), clock=SystemClock()) as store:
        assert store.withdraw(str(source), [str(item)]) == 1
        assert store.purge(datetime(2030, 1, 1, tzinfo=UTC)) == 109
    assert taught.rows("SELECT count(*) FROM lessons") == [(79,)]
    with open_workspace(taught.folder / "kentongan.toml") as workspace:
        own = {row.part: row for row in by_corrections(workspace) if row.name == "office_tone"}
    assert own["shipped"].n == 79
    assert own["taught"].score.value > own["shipped"].score.value


def test_too_few_corrections_teach_nothing(done: Desk) -> None:
    """It is said, and no model is made; a model needs a name."""
    said = done.call("learn", *BY, "--lang", "en")
    assert said.code == 0
    assert said.out.count("not enough data") == 3
    assert not (done.folder / "kentongan-data" / "model-kantor").exists()
    assert done.call("learn").code == 2
