"""kill -9 at any moment, then the same command again: the end is as if nothing had happened."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from web_server import serve

if TYPE_CHECKING:
    from office_desk import Desk

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has neither fork nor SIGKILL")

# Some twenty seconds that every change need not wait for; `.ci/run` switches them on.
MORE = pytest.mark.skipif(
    not os.environ.get("KENTONGAN_KILLS"), reason="set KENTONGAN_KILLS=1 to kill these commands too"
)
DAY = "2026-11-16"
NOW = "2026-11-16T06:00:00+07:00"
# Moments a command is killed at; `.ci/run` tries more of them.
KILLS = int(os.environ.get("KENTONGAN_KILLS", "3"))


class Worker:
    """Runs commands in processes that can be killed; see `crash_worker.py`."""

    def __init__(self) -> None:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("crash_worker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self._answer() == "ready"

    def run(self, desk: Desk, *words: object, kill_at: int = 0, after: float = 0.0) -> dict[str, Any]:
        """One command; killed at its `kill_at`-th moment, or after so many seconds (0 = not)."""
        line = ["--config", str(desk.folder / "kentongan.toml"), "--quiet", *map(str, words)]
        request = {"words": line, "kill_at": kill_at, "after": after, "now": NOW}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._answer())
        return answer

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """Let it end."""
        self._process.communicate(timeout=30)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One worker for the whole file."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory, sample_files: Sequence[Path]) -> list[Path]:
    """A part of the sample day: two saved feeds, 60 social posts, the complaints."""
    folder = tmp_path_factory.mktemp("kiriman")
    social = next(path for path in sample_files if path.name == "medsos.jsonl")
    part = folder / "medsos.jsonl"
    part.write_text("".join(social.read_text(encoding="utf-8").splitlines(keepends=True)[-60:]), encoding="utf-8")
    chosen = [path for path in sample_files if path.name in {"radar-wanasari.xml", "kbn.xml", "aduan.csv"}]
    return [*chosen, part]


@pytest.fixture(scope="module")
def site(sample_files: Sequence[Path]) -> Iterator[str]:
    """The sample's feeds on a real web server; the address of its root."""
    pages = {f"/{path.name}": path.read_bytes() for path in sample_files if path.suffix == ".xml"}

    class Handler(BaseHTTPRequestHandler):
        """Gives the feeds, with a validator."""

        def do_GET(self) -> None:
            """One page."""
            body = pages.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("ETag", f'"{self.path}"')
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def subscribed(desk: Desk, site: str) -> None:
    """The desk's settings with four feeds of the site."""
    text = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    text = text.replace("jeda_detik = 0\n", f'jeda_detik = 0\nhost_diizinkan = ["{site}"]\n')
    for name in ("kbn", "suara-nusa", "radar-wanasari", "madya-terkini"):
        text += f'\n[[sumber]]\nnama = "{name}"\nalamat = "http://{site}/{name}.xml"\n'
    desk.settings(text)


def quick(desk: Desk) -> Desk:
    """Two forms that need no drawing of charts: what can be torn by a kill is the same."""
    text = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    desk.settings(text.replace('bentuk = ["html", "txt"]', 'bentuk = ["txt", "xlsx"]'))
    return desk


def everything(desk: Desk) -> dict[str, object]:
    """What is remembered and what was written; half-written files would show too."""
    folder = desk.folder / "laporan"
    lying = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    # A hidden piece that a kill left is swept away an hour later; under the report's own names everything is whole.
    files = {name: content for name, content in desk.reports().items() if not name.endswith(".part")}
    return {**desk.state(), "files": files, "lying": [name for name in lying if not name.endswith(".part")]}


def moments(total: int, seed: str, kills: int = KILLS) -> list[int]:
    """Seeded moments of a command's life, the first and the last among them."""
    inner = random.Random(seed).sample(range(2, total), min(kills - 2, total - 2))
    return sorted({1, total, *inner})


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", ["import", *(pytest.param(name, marks=pytest.mark.more) for name in ("collect", "analyse", "report"))]
)
def test_killed_at_any_moment_and_run_again(
    command: str, *, worker: Worker, posts: list[Path], site: str, desk_maker: Callable[..., Desk], tmp_path: Path
) -> None:
    """Killed before a statement, a commit or a file, and run again: the same posts, readings, issues and files."""
    start = quick(desk_maker(tmp_path / "awal"))
    subscribed(start, site)
    words: tuple[object, ...] = (command, *posts) if command == "import" else (command,)
    if command in {"analyse", "report"}:
        worker.run(start, "import", *posts)
        words = (command, "--day", DAY)
    if command == "report":
        worker.run(start, "analyse", "--day", DAY)
    whole = start.copy(tmp_path / "utuh")
    uninterrupted = worker.run(whole, *words)
    assert uninterrupted["code"] == 0
    expected = everything(whole)

    for number, moment in enumerate(moments(uninterrupted["moments"], command)):
        desk = start.copy(tmp_path / f"mati-{number}")
        first = worker.run(desk, *words, kill_at=moment)
        again = worker.run(desk, *words)

        assert first["killed"], f"{command} outlived moment {moment}"
        assert again["code"] == 0, f"{command} after a kill at moment {moment}"
        assert everything(desk) == expected, f"{command} after a kill at moment {moment}"


@pytest.mark.slow
@MORE
def test_killed_by_the_clock_and_run_again(
    worker: Worker, posts: list[Path], desk_maker: Callable[..., Desk], tmp_path: Path
) -> None:
    """Each step of the morning killed from outside after a random while, twice, then run to its end."""
    whole = quick(desk_maker(tmp_path / "utuh"))
    seconds = {}
    chain: list[tuple[object, ...]] = [("import", *posts), ("analyse", "--day", DAY), ("report", "--day", DAY)]
    for words in chain:
        seconds[words[0]] = worker.run(whole, *words)["seconds"]
    luck = random.Random(2)
    desk = quick(desk_maker(tmp_path / "mati"))
    for words in chain:
        for _ in range(2):
            after, killed = luck.uniform(0.1, 0.9) * seconds[words[0]], False
            # A command that has less to do, or a quicker machine, is caught earlier.
            while not killed:
                assert after > 0.001, f"{words[0]} cannot be caught alive"
                killed = worker.run(desk, *words, after=after)["killed"]
                after /= 2
        assert worker.run(desk, *words)["code"] == 0

    assert everything(desk) == everything(whole)


@pytest.mark.more
def test_an_unfinished_import_is_admitted(
    worker: Worker, posts: list[Path], desk_maker: Callable[..., Desk], tmp_path: Path
) -> None:
    """An import that was killed stands under "Keterbatasan", with what to do, until it was run again to its end."""
    desk = desk_maker(tmp_path / "meja")
    total = worker.run(desk_maker(tmp_path / "ukur"), "import", *posts)["moments"]
    assert worker.run(desk, "import", *posts, kill_at=total * 4 // 5)["killed"]
    worker.run(desk, "analyse", "--day", DAY)
    worker.run(desk, "report", "--day", DAY)

    assert "terhenti sebelum selesai (import)" in desk.limits()
    assert worker.run(desk, "import", *posts)["code"] == 0
    worker.run(desk, "report", "--day", DAY)
    assert "terhenti" not in desk.page(version=2)


@MORE
@pytest.mark.slow
def test_a_step_at_the_hoax_desk_is_whole_or_not_there(
    worker: Worker, desk_maker: Callable[..., Desk], tmp_path: Path
) -> None:
    """Killed anywhere in a step: what was answered for before is there, and the step may be taken again or is done."""
    by = ("--by", "Sari Wulandari, Pranata Humas")
    start = desk_maker(tmp_path / "awal")
    told = ("--where", "grup WA", "--when", "tadi pagi")
    worker.run(start, "claims", "add", "Semua warga wajib menukar kartu parkir di Girimukti", *told, *by)
    worker.run(start, "claims", "claim", "kartu parkir", "Warga wajib menukar kartu parkir di Girimukti", *by)
    done = ("claims", "done", "kartu parkir", 1, "tidak ada sumber pertama", *by)
    whole = start.copy(tmp_path / "utuh")
    total = worker.run(whole, *done)["moments"]
    query = "SELECT case_id, number, kind, by, data FROM desk_events ORDER BY seq"
    before, after = start.rows(query), whole.rows(query)
    assert len(after) == len(before) + 1
    for number, moment in enumerate(moments(total, "meja")):
        desk = start.copy(tmp_path / f"mati-{number}")
        assert worker.run(desk, *done, kill_at=moment)["killed"]
        left = desk.rows(query)
        assert left in (before, after)
        again = worker.run(desk, *done)
        assert again["code"] == (0 if left == before else 2)
        assert desk.rows(query) == after


@MORE
@pytest.mark.slow
def test_a_killed_sync_of_fact_checks_goes_on(worker: Worker, desk_maker: Callable[..., Desk], tmp_path: Path) -> None:
    """Killed between pages or inside one: the next run ends with the same library as one that was never killed."""
    page = "<html><head><title>x</title></head><body><h1>[SALAH] Kabar {n} tentang hal nomor {n} beredar</h1></body></html>"
    with serve() as pages:
        for n in range(1, 5):
            pages.put(f"/cek/{n}", page.format(n=n))
        pages.put("/", "".join(f'<a href="/cek/{n}">baca</a>' for n in range(1, 5)))
        start = desk_maker(tmp_path / "awal")
        text = (start.folder / "kentongan.toml").read_text(encoding="utf-8")
        text = text.replace("jeda_detik = 0\n", f'jeda_detik = 0\nhost_diizinkan = ["{pages.host}"]\n')
        start.settings(text + '\n[meja_hoaks]\ndaftar_cek_fakta = "meja.csv"\n')
        table = f"key,name,kind,address,pattern\nuji,Uji,list,http://{pages.host}/,^/cek/\n"
        (start.folder / "meja.csv").write_text(table, encoding="utf-8")
        words = ("factcheck", "sync", "--from", "uji")
        whole = start.copy(tmp_path / "utuh")
        total = worker.run(whole, *words)["moments"]
        query = "SELECT id, title, claim_group FROM factchecks ORDER BY id"
        assert len(whole.rows(query)) == 4
        for number, moment in enumerate(moments(total, "sinkron", kills=4)):
            desk = start.copy(tmp_path / f"mati-{number}")
            assert worker.run(desk, *words, kill_at=moment)["killed"]
            assert worker.run(desk, *words)["code"] == 0
            assert desk.rows(query) == whole.rows(query)
