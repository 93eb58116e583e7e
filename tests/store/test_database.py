"""Opening, migrating, transactions, kills and everything that goes wrong with files and servers."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from kentongan.core.clock import StoppedClock
from kentongan.core.errors import SchemaTooNew, StoreBusy, StoreError, StoreFull, StoreReadOnly
from kentongan.core.posts import Post
from kentongan.core.search_query import Every
from kentongan.core.search_terms import Term
from kentongan.store import migrate
from kentongan.store.connections import address_of
from kentongan.store.database import Store
from kentongan.store.schema import metadata

MakePost = Callable[..., Post]


def says_what_to_do(error: StoreError) -> None:
    """One plain line in each language, with a next step, and no password."""
    for lang in ("id", "en"):
        line = error.to(lang)  # type: ignore[arg-type]
        assert "\n" not in line
        assert "Traceback" not in line
        assert "rahasia" not in line
    assert error.do is not None


def test_migrated_is_what_the_code_expects(store: Store) -> None:
    """The numbered steps lead to exactly the tables that the code declares."""
    own = {"alembic_version", "ix_posts_search"}

    def ours(thing: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
        made_by_hand = reflected and (str(name).startswith("posts_fts") or name in own or name == "search")
        return not made_by_hand

    with store._database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True, "target_metadata": metadata}
        )
        assert compare_metadata(context, metadata) == []
        tables = set(sa.inspect(connection).get_table_names())
    assert set(metadata.tables) <= tables


def test_head_is_the_last_step() -> None:
    """The constant that spares importing Alembic names the newest step, and steps are numbered in order."""
    scripts = ScriptDirectory.from_config(migrate.alembic_config(None))  # type: ignore[arg-type]
    assert scripts.get_current_head() == migrate.HEAD
    numbers = [step.revision for step in scripts.walk_revisions()][::-1]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
    for step in scripts.walk_revisions():
        assert Path(step.path).name.startswith(f"v{step.revision}_")


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_every_table_compiles(dialect: sa.Dialect) -> None:
    """Both dialects can say every table."""
    for table in metadata.sorted_tables:
        assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=dialect))


def test_a_file_in_a_new_folder(tmp_path: Path, clock: StoppedClock) -> None:
    """Folders are made; the file is in WAL mode and marked as ours; opening again leaves it as it is."""
    path = tmp_path / "kantor 50% é" / "data" / "kentongan.db"
    for _ in range(2):
        with Store.open(f"sqlite:///{path}", clock=clock) as store, store._database.reading() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "application_id")
            }
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "application_id": 0x4B6E7467}


def test_several_first_openings_at_once(tmp_path: Path, clock: StoppedClock) -> None:
    """Two schedulers that start together make one database."""
    script = textwrap.dedent("""
        import sys
        from kentongan.core.clock import SystemClock
        from kentongan.store.database import Store
        with Store.open(sys.argv[1], clock=SystemClock()) as store:
            store.settings.put(sys.argv[2], "ya")
    """)
    path = str(tmp_path / "k.db")
    running = [subprocess.Popen([sys.executable, "-c", script, path, str(n)]) for n in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    with Store.open(path, clock=clock) as store:
        assert len(store.settings.all()) == 2


def test_all_or_nothing(store: Store, make_post: MakePost) -> None:
    """An error inside `writing` undoes everything that was written in it, nested parts too."""

    def half_way() -> None:
        with store.writing() as same:
            assert same is store
            store.posts.add([make_post(1)])
            with store.writing():
                store.settings.put("a", "b")
            assert store.posts.count() == 1
            raise RuntimeError("henti")

    with pytest.raises(RuntimeError, match="henti"):
        half_way()
    assert store.posts.count() == 0
    assert store.settings.all() == {}
    with store.writing():
        store.posts.add([make_post(1)])
    assert store.posts.count() == 1


def test_other_threads_see_only_what_is_done(store: Store, make_post: MakePost) -> None:
    """A reader in another thread sees the state before the transaction, and does not wait."""
    seen: list[int] = []
    with store.writing():
        store.posts.add([make_post(1)])
        reader = threading.Thread(target=lambda: seen.append(store.posts.count()))
        reader.start()
        reader.join(10)
    assert seen == [0]
    assert store.posts.count() == 1


def test_a_second_writer_waits_then_says_so(store_url: str, clock: StoppedClock) -> None:
    """StoreBusy after the given time; afterwards writing works again."""
    with Store.open(store_url, clock=clock) as first, Store.open(store_url, clock=clock, busy_seconds=0.2) as second:
        with first.writing():  # nothing is written yet: it is the right to write that is taken
            with pytest.raises(StoreBusy) as caught:
                second.settings.put("a", "2")
            first.settings.put("a", "1")
            assert second.settings.get("a") == ""
        says_what_to_do(caught.value)
        second.settings.put("a", "2")
        assert first.settings.get("a") == "2"


ADDING = """
    import os, sys
    from datetime import UTC, datetime, timedelta
    from kentongan.core.clock import SystemClock
    from kentongan.core.findings import KnownIssue
    from kentongan.core.posts import Post, PostKind
    from kentongan.store.database import Store

    noon = datetime(2026, 11, 20, 5, tzinfo=UTC)

    def posts():
        for n in range(2000):
            if n % 1000 == 500:
                print(n, flush=True)
            key = f"x.example/{n}"
            yield Post(f"p-{n}", "s", "S", str(n), PostKind.NEWS, "web", f"https://{key}", key, f"Judul {n}",
                       "isi " * 50, "", noon + timedelta(seconds=n), False, noon, fingerprint=str(n))

    with Store.open(sys.argv[1], clock=SystemClock()) as store:
        with store.writing():
            store.posts.add(posts())
            issues = [KnownIssue(f"i-{k}", "Isu", "X", noon, noon, (f"p-{k}",)) for k in range(200)]
            store.issues.save(issues, noon)
            store.issues.put_day("2026-11-20", [])
            print("tersimpan", flush=True)
        print("selesai", flush=True)
"""


def run_adding(url: str, kill_at: str = "") -> None:
    """Run ADDING in a process of its own, and kill it (SIGKILL) when it says `kill_at`."""
    code = textwrap.dedent(ADDING)
    with subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if kill_at and line.strip() == kill_at:
                process.send_signal(signal.SIGKILL)
                break
        process.stdout.read()
        code = process.wait(60)
    assert (code == 0) is not bool(kill_at)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_a_kill_leaves_all_or_nothing_and_a_rerun_the_same_end(store_url: str, clock: StoppedClock) -> None:
    """Killed in the middle and after the last write: nothing half, and running again gives the whole."""
    for moment in ("1500", "tersimpan"):
        run_adding(store_url, kill_at=moment)
        with Store.open(store_url, clock=clock) as store:
            assert store.posts.count() in (0, 2000)
            assert len(store.issues.known()) == (200 if store.posts.count() else 0)
            if moment != "tersimpan":
                assert store.posts.count() == 0
    run_adding(store_url)
    with Store.open(store_url, clock=clock) as store:
        assert store.posts.count() == 2000
        assert len(store.issues.known()) == 200
        assert (
            store.finder.hits(Every((Term(("judul",), True, False, ""), Term(("1321",), True, False, "")))).total == 1
        )
        if store._database.is_sqlite:
            with store._database.writing() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                connection.exec_driver_sql("INSERT INTO posts_fts(posts_fts, rank) VALUES ('integrity-check', 1)")


def test_a_file_that_is_no_database(tmp_path: Path, clock: StoppedClock) -> None:
    """Said plainly, and the file is left as it was."""
    path = tmp_path / "laporan.docx"
    path.write_bytes(b"PK\3\4" + bytes(range(256)) * 40)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="bukan basis data") as caught:
        Store.open(str(path), clock=clock)
    says_what_to_do(caught.value)
    assert path.read_bytes() == before
    with pytest.raises(StoreError, match="bukan basis data"):
        Store.open(str(tmp_path), clock=clock)


def test_another_programs_database(tmp_path: Path, clock: StoppedClock) -> None:
    """Nothing is added to somebody else's tables."""
    path = tmp_path / "lain.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE surat (id)")
    connection.close()
    with pytest.raises(StoreError, match="bukan basis data Kentongan"):
        Store.open(str(path), clock=clock)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("surat",)]
    connection.close()


def test_a_damaged_file(tmp_path: Path, empty_sqlite: Path, clock: StoppedClock, make_post: MakePost) -> None:
    """Broken pages are reported as such, not as a traceback."""
    path = Path(shutil.copy(empty_sqlite, tmp_path / "k.db"))
    with Store.open(str(path), clock=clock) as store:
        store.posts.add(make_post(n) for n in range(500))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="rusak") as caught, Store.open(str(path), clock=clock) as store:
        store.posts.count()
    says_what_to_do(caught.value)


def test_a_newer_database(store_url: str, clock: StoppedClock) -> None:
    """An old program does not touch a newer schema."""
    with Store.open(store_url, clock=clock) as store, store._database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="lebih baru") as caught:
        Store.open(store_url, clock=clock)
    says_what_to_do(caught.value)


def test_read_only(store_url: str, clock: StoppedClock) -> None:
    """Reading works, writing is refused before anything is tried."""
    with Store.open(store_url, clock=clock) as store:
        store.settings.put("a", "b")
        with Store.open(store_url, clock=clock, read_only=True) as reader:
            assert reader.settings.get("a") == "b"
            with pytest.raises(StoreReadOnly) as caught:
                reader.settings.put("a", "c")
            says_what_to_do(caught.value)
            with pytest.raises(sa.exc.DBAPIError, match=r"read-?only"), reader._database.engine.begin() as connection:
                connection.exec_driver_sql("DELETE FROM settings")


def test_read_only_needs_a_database(tmp_path: Path, clock: StoppedClock) -> None:
    """Nothing is made when only reading was asked for."""
    with pytest.raises(StoreError, match="belum ada"):
        Store.open(str(tmp_path / "baru" / "k.db"), clock=clock, read_only=True)
    (tmp_path / "kosong.db").touch()
    with pytest.raises(StoreError, match="belum disiapkan"):
        Store.open(str(tmp_path / "kosong.db"), clock=clock, read_only=True)
    assert [p.name for p in tmp_path.iterdir()] == ["kosong.db"]


def as_ordinary_user(action: Callable[[], None]) -> None:
    """Do it in a child process that is not root: root may write everywhere. Fails when the action fails."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            action()
            status = 0
        except BaseException as error:  # noqa: BLE001
            os.write(2, f"{error!r}\n".encode())
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX file rights")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_folder_that_cannot_be_written(empty_sqlite: Path, clock: StoppedClock) -> None:
    """A new file, a known file and a sub-folder are refused plainly; reading still works, without a trace."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = Path(shutil.copy(empty_sqlite, folder / "k.db"))
        path.chmod(0o444)
        folder.chmod(0o555)

        def tries() -> None:
            for place in (path, folder / "baru.db", folder / "sub" / "k.db"):
                with pytest.raises(StoreReadOnly) as caught:
                    Store.open(str(place), clock=clock)
                says_what_to_do(caught.value)
            with Store.open(str(path), clock=clock, read_only=True) as store:
                assert store.posts.count() == 0

        as_ordinary_user(tries)
        folder.chmod(stat.S_IRWXU)
        assert [p.name for p in folder.iterdir()] == ["k.db"]


def test_a_full_database(sqlite_store: Store, make_post: MakePost) -> None:
    """No more pages: StoreFull, nothing half, and what was there is there."""
    sqlite_store.posts.add(make_post(n) for n in range(10))

    def too_much() -> None:
        with sqlite_store._database.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
            sqlite_store.posts.add(make_post(n) for n in range(10, 5000))

    with pytest.raises(StoreFull) as caught:
        too_much()
    says_what_to_do(caught.value)
    assert sqlite_store.posts.count() == 10


@pytest.mark.skipif(os.name == "nt", reason="file size limits are POSIX")
def test_a_disk_that_takes_no_more(empty_sqlite: Path, tmp_path: Path, clock: StoppedClock) -> None:
    """The system refuses the write itself: StoreFull; earlier data is intact, and later it works again."""
    path = str(shutil.copy(empty_sqlite, tmp_path / "k.db"))
    limited = textwrap.dedent("""
        import resource, sys
        from kentongan.core.clock import SystemClock
        from kentongan.core.errors import StoreFull
        from kentongan.store.database import Store
        with Store.open(sys.argv[1], clock=SystemClock()) as store:
            store.settings.put("sebelum", "ada")
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
            try:
                with store.writing():
                    for n in range(100):
                        store.settings.put(str(n), "x" * 100_000)
            except StoreFull as error:
                print(error.to("id"))
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            store.settings.put("sesudah", "ada")
    """)
    done = subprocess.run([sys.executable, "-c", limited, path], capture_output=True, text=True, check=True)
    assert "Ruang disk" in done.stdout
    with Store.open(path, clock=clock) as store:
        assert store.settings.all() == {"sebelum": "ada", "sesudah": "ada"}


@pytest.mark.parametrize("address", ["mysql://rahasia@server/x", "sqlite://", "://", "oracle+x://a"])
def test_addresses_we_do_not_know(address: str, clock: StoppedClock) -> None:
    """A wrong address is said plainly."""
    with pytest.raises(StoreError, match="tidak dikenal") as caught:
        Store.open(address, clock=clock)
    says_what_to_do(caught.value)


def test_a_server_that_does_not_answer(clock: StoppedClock) -> None:
    """One plain line, without the password."""
    pytest.importorskip("psycopg", reason="needs psycopg")
    with pytest.raises(StoreError) as caught:
        Store.open("postgres://sari:rahasia@127.0.0.1:9/kentongan", clock=clock, busy_seconds=2)
    says_what_to_do(caught.value)


def test_addresses_as_people_write_them() -> None:
    """A path, a file address, and the two spellings of PostgreSQL."""
    assert address_of("data/k.db").database == str(Path("data/k.db"))
    assert address_of("sqlite:////srv/k.db").database == "/srv/k.db"
    for spelling in ("postgres://a@b/c", "postgresql://a@b/c", "postgresql+psycopg://a@b/c"):
        assert address_of(spelling).drivername == "postgresql+psycopg"
