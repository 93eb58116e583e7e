"""A language model beside the report: off by default, checked when on, remembered, logged, never needed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from office_desk import DAY, SETTINGS, Desk

sys.path.insert(0, str(Path(__file__).parents[1] / "collectors"))

from local_server import serving


@dataclass
class Model:
    """A chat endpoint: what it was asked, and how it answers."""

    way: str = "good"
    asked: list[dict[str, object]] = field(default_factory=list)

    def answer(self, text: str) -> str:
        """The first numbered sentence with its number; or that with a lie."""
        first = text.split("\n")[1].removeprefix("[1] ").rstrip(".")
        return f"{first} [1]." if self.way == "good" else f"{first} dan 77 orang tewas [1]."


def endpoint(model: Model) -> type[BaseHTTPRequestHandler]:
    """The server of that model."""

    class Endpoint(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_POST(self) -> None:
            """Any completion."""
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(body)
            if model.way == "broken":
                return self.send_error(500)
            said = {"choices": [{"message": {"content": model.answer(body["messages"][1]["content"])}}]}
            data = b"<html>" if model.way == "odd" else json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            return None

    return Endpoint


@pytest.fixture
def model() -> Model:
    """A good one."""
    return Model()


@pytest.fixture
def helped(done: Desk, model: Model) -> Iterator[Desk]:
    """A desk whose settings name the endpoint."""
    with serving(endpoint(model)) as port:
        table = f'[model_bahasa]\nalamat = "http://127.0.0.1:{port}/v1"\nnama = "uji"\n'
        done.settings(f'{SETTINGS}host_diizinkan = ["127.0.0.1:{port}"]\n{table}')
        yield done


@pytest.mark.more
def test_answers_that_pass_are_printed_once_asked(helped: Desk, model: Model) -> None:
    """Shorter summaries, said so under the limitations; the same report again asks nothing."""
    before = helped.page()
    assert helped.call("report", "--day", DAY).code == 0
    assert len(model.asked) > 0
    assert "dipersingkat model bahasa uji" in helped.page(version=2)
    assert helped.page(version=2) != before
    assert "Kalimat dari sumber" not in before
    assert re.search("Kalimat dari sumber .{20,} Setelah dipersingkat .{20,}", helped.page(version=2)) is not None
    asked = len(model.asked)
    assert helped.call("report", "--day", DAY).code == 0
    assert len(model.asked) == asked
    assert len(helped.rows("SELECT version FROM reports")) == 2
    said = [
        json.loads(line)
        for line in (helped.folder / "kentongan-data" / "model-bahasa.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(said) == asked
    assert all(line["dikirim"].startswith("<<<") and line["jawaban"] for line in said)


@pytest.mark.parametrize("way", ["lying", "broken", "odd"])
def test_without_a_good_answer_the_report_is_as_it_was(helped: Desk, model: Model, way: str) -> None:
    """A lie, an error and nonsense: the program's own sentences stand, and the limits say how many."""
    model.way = way
    assert helped.call("report", "--day", DAY).code == 0
    after = helped.page(version=2)
    assert "77 orang tewas" not in after
    said = re.search(r"(\d+) jawaban ditolak dan (\d+) permintaan gagal", after)
    assert said is not None
    assert (int(said[1]) > 0, int(said[2]) > 0) == (way == "lying", way != "lying")
    assert "Ringkasan 0 isu dipersingkat" in after
    assert len(model.asked) <= (2 if way != "lying" else 50)


def test_nobody_is_asked_by_default(done: Desk) -> None:
    """No address, no request, no log."""
    assert done.call("report", "--day", DAY).code == 0
    assert not (done.folder / "kentongan-data" / "model-bahasa.jsonl").exists()
