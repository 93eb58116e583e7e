"""Pictures of the sample day in every form, for docs/gallery: `python benchmarks/gallery.py [NAME …]`.

Another form or page is a line in `PICTURES`, and in `STEPS` where a command makes its file. Names on the command line
make only those pictures anew; the page of the gallery is always written. Needs poppler-utils, LibreOffice (writer and calc),
Chromium, a font with emoji (fonts-noto-color-emoji), and Python's playwright and pillow.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "docs" / "gallery"
LARGEST = 120_000
# The longest picture kept, in pixels; a page that goes on is cut there.
TALLEST = 2600

# What is run before, in the folder of the pictures' files; each as `kentongan` takes it.
STEPS: tuple[tuple[str, ...], ...] = (
    ("demo", "--folder", "."),
    ("report", "--day", "2026-11-16", "--form", "nota-dinas"),
    ("report", "--day", "2026-11-16", "--form", "telaahan-staf", "--issue", "Jalan ambles"),
)

Take = Callable[[Path], Image.Image]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file's name, what it shows, and how it is taken from the folder of documents."""

    name: str
    caption: str
    take: Take


# -- how pictures are taken ---------------------------------------------------------------------------------------
def page(pattern: str, number: int, width: int = 860) -> Take:
    """A page of a PDF, or of an office document as LibreOffice prints it; the newest file that fits `pattern`."""

    def take(folder: Path) -> Image.Image:
        path = _found(folder, pattern)
        pdf = path if path.suffix == ".pdf" else _printed(path)
        stem = pdf.with_name(f"{pdf.stem}-{number}")
        command = ["pdftoppm", "-png", "-singlefile", "-f", str(number), "-l", str(number), "-scale-to-x", str(width)]
        subprocess.run([*command, "-scale-to-y", "-1", str(pdf), str(stem)], check=True)
        return Image.open(stem.with_suffix(".png")).convert("RGB")

    return take


def screen(pattern: str, width: int, *, part: str = "", dark: bool = False, sharp: float = 1.0) -> Take:
    """An HTML file in a browser `width` pixels wide, or the element `part` (a CSS selector) of it."""
    return lambda folder: _screenshot(_found(folder, pattern).as_uri(), width, part=part, dark=dark, sharp=sharp)


def message(pattern: str, width: int = 360) -> Take:
    """A text as a message on a telephone: the bubble, *bold* and _italic_ as messengers set them."""

    def take(folder: Path) -> Image.Image:
        path = _found(folder, pattern)
        lines = (_marked(html.escape(line)) for line in path.read_text(encoding="utf-8").splitlines())
        made = path.with_suffix(".message.html")
        made.write_text(_BUBBLE.replace("TEXT", "\n".join(lines)), encoding="utf-8")
        return _screenshot(made.as_uri(), width, sharp=2)

    return take


_FONT = (ROOT / "reports" / "fonts" / "Inter-Variable.woff2").as_uri()
_BUBBLE = (
    f"<!doctype html><meta charset=utf-8><style>@font-face{{font-family:Inter;src:url({_FONT});font-weight:100 900}}"
    "body{margin:0;background:#ECE5DD;padding:12px 10px}"
    "p{margin:0;background:#fff;border-radius:8px;padding:9px 11px;font:14.2px/1.38 Inter,sans-serif;white-space:pre-wrap;"
    "overflow-wrap:anywhere;box-shadow:0 1px 1px #0002}</style><p>TEXT</p>"
)


def _marked(line: str) -> str:
    import re

    line = re.sub(r"(?<!\w)\*([^*]+)\*(?!\w)", r"<b>\1</b>", line)
    return re.sub(r"(?<!\w)_([^_]+)_(?!\w)", r"<i>\1</i>", line)


def dashboard(path: str, role: str = "analis", *, phone: bool = False, dark: bool = False) -> Take:
    """A page of the dashboard over the sample day, as a person of this role sees it; "" = before logging in."""

    def take(_: Path) -> Image.Image:
        office, url = _served()
        address = path
        if "{" in path:
            store = office.workspace.store
            day = store.boards.latest().day
            ((_, card),) = store.boards.cards(day, limit=1)
            address = path.format(issue=card.id, day=day, post=store.boards.issue(card.id)[1].view.posts[0])
        cookie = _session(office, role) if role else ""
        width = 360 if phone else 1280
        made = _screenshot(url + address, width, dark=dark, sharp=1.5 if phone else 1.0, cookie=cookie)
        return made.crop((0, 0, made.width, min(made.height, 1800)))

    return take


@lru_cache(maxsize=1)
def _served() -> tuple[Any, str]:
    """The sample office of the tests behind a server of its own, for as long as this program runs."""
    import socket
    import threading
    import time

    sys.path.insert(0, str(ROOT / "tests" / "web"))
    import uvicorn
    from dashboard import build_office, opened

    folder = Path(tempfile.mkdtemp())
    office = opened(build_office(folder / "built"), folder / "kantor").__enter__()
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(office.app, log_level="warning", access_log=False))
    threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return office, f"http://localhost:{door.getsockname()[1]}"


def _session(office: Any, role: str) -> str:
    from kentongan.core.access import Role
    from kentongan.pipeline.users.access import open_session

    return open_session(office.workspace, office.person(Role(role)))


PICTURES: tuple[Picture, ...] = (
    Picture("dasbor-masuk", "Dasbor: pintu masuk", dashboard("/masuk", "")),
    Picture("dasbor-hari-ini", "Dasbor: Hari ini", dashboard("/")),
    Picture("dasbor-hari-ini-gelap", "Dasbor: Hari ini, gelap", dashboard("/", dark=True)),
    Picture("dasbor-hari-ini-telepon", "Dasbor: Hari ini di telepon pimpinan", dashboard("/", "pimpinan", phone=True)),
    Picture("dasbor-isu", "Dasbor: papan isu", dashboard("/isu")),
    Picture("dasbor-satu-isu", "Dasbor: satu isu", dashboard("/isu/{issue}")),
    Picture("dasbor-satu-isu-telepon", "Dasbor: satu isu, telepon", dashboard("/isu/{issue}", phone=True)),
    Picture("dasbor-unggahan", "Dasbor: unggahan", dashboard("/unggahan?q=jalan")),
    Picture("dasbor-satu-unggahan", "Dasbor: satu unggahan", dashboard("/unggahan/{post}")),
    Picture("dasbor-meja-hoaks", "Dasbor: meja hoaks", dashboard("/hoaks")),
    Picture("dasbor-aduan", "Dasbor: aduan", dashboard("/aduan")),
    Picture("dasbor-laporan", "Dasbor: menyunting laporan", dashboard("/laporan/{day}")),
    Picture(
        "dasbor-laporan-telepon", "Dasbor: laporan di telepon", dashboard("/laporan/{day}", "pimpinan", phone=True)
    ),
    Picture("dasbor-arsip", "Dasbor: arsip laporan", dashboard("/laporan")),
    Picture("dasbor-sumber", "Dasbor: sumber", dashboard("/sumber")),
    Picture("dasbor-pantauan", "Dasbor: daftar pantau", dashboard("/pantauan")),
    Picture("dasbor-aturan", "Dasbor: aturan peringatan", dashboard("/aturan")),
    Picture("dasbor-playbook", "Dasbor: pedoman rekomendasi", dashboard("/playbook")),
    Picture("dasbor-akurasi", "Dasbor: akurasi", dashboard("/akurasi")),
    Picture("dasbor-pengguna", "Dasbor: pengguna", dashboard("/pengguna", "admin")),
    Picture("dasbor-audit", "Dasbor: catatan audit", dashboard("/audit", "admin")),
    Picture("dasbor-data-pribadi", "Dasbor: data pribadi", dashboard("/data-pribadi", "admin")),
    Picture("dasbor-akun", "Dasbor: akun sendiri", dashboard("/akun")),
    Picture("pdf-1", "Laporan harian, PDF, halaman 1", page("laporan/*/laporan-isu-harian-*.pdf", 1)),
    Picture(
        "pdf-2",
        "Laporan harian, PDF, halaman 2: wilayah, jam, perjalanan isu",
        page("laporan/*/laporan-isu-harian-*.pdf", 2),
    ),
    Picture(
        "pdf-3", "Laporan harian, PDF, halaman 3: kartu isu prioritas", page("laporan/*/laporan-isu-harian-*.pdf", 3)
    ),
    Picture("pdf-4", "Laporan harian, PDF, halaman 4", page("laporan/*/laporan-isu-harian-*.pdf", 4)),
    Picture("pdf-6", "Laporan harian, PDF, Lampiran A", page("laporan/*/laporan-isu-harian-*.pdf", 6, 1100)),
    Picture("docx-1", "Laporan harian, Word, halaman 1", page("laporan/*/laporan-isu-harian-*.docx", 1)),
    Picture("docx-2", "Laporan harian, Word, halaman 2", page("laporan/*/laporan-isu-harian-*.docx", 2)),
    Picture("docx-3", "Laporan harian, Word, halaman 3", page("laporan/*/laporan-isu-harian-*.docx", 3)),
    Picture("html-1280", "Laporan harian, layar lebar", screen("laporan/*/laporan-isu-harian-*.html", 1280)),
    Picture(
        "html-1280-gelap",
        "Bagian Angka, layar gelap",
        screen("laporan/*/laporan-isu-harian-*.html", 1280, part="#angka", dark=True),
    ),
    Picture(
        "html-1280-isu",
        "Bagian Isu Prioritas, layar lebar",
        screen("laporan/*/laporan-isu-harian-*.html", 1280, part="#prioritas"),
    ),
    Picture("html-360", "Laporan harian, telepon", screen("laporan/*/laporan-isu-harian-*.html", 360, sharp=1.5)),
    Picture(
        "html-360-angka",
        "Bagian Angka, telepon",
        screen("laporan/*/laporan-isu-harian-*.html", 360, part="#angka", sharp=1.5),
    ),
    Picture("brief", "Brief pimpinan di WhatsApp", message("laporan/*/brief-*.txt")),
    Picture("nota-dinas", "Nota dinas, Word", page("laporan/*/nota-dinas-*.docx", 1)),
    Picture("telaahan-staf", "Telaahan staf, PDF", page("laporan/*/telaahan-staf-*.pdf", 1)),
    Picture("xlsx-1", "Laporan harian, lembar Excel pertama", page("laporan/*/laporan-isu-harian-*.xlsx", 1, 1300)),
)


# -- the work -----------------------------------------------------------------------------------------------------
def main(names: list[str]) -> int:
    """Make the documents, take the pictures, write the page; 1 when a name is unknown or a picture too large."""
    unknown = set(names) - {picture.name for picture in PICTURES}
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}")
        return 1
    GALLERY.mkdir(parents=True, exist_ok=True)
    large = []
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        for step in STEPS:
            environment = os.environ | {"PYTHONPATH": str(ROOT), "KENTONGAN_NOW": "2026-11-16T06:30:00+07:00"}
            subprocess.run([sys.executable, "-m", "kentongan", *step], check=True, cwd=folder, env=environment)
        for picture in PICTURES:
            if not names or picture.name in names:
                size = _save(picture.take(folder), GALLERY / f"{picture.name}.png")
                print(f"{picture.name:20} {size / 1000:6.0f} kB")
                large += [picture.name] if size > LARGEST else []
    _close()
    (GALLERY / "README.md").write_text(_readme(), encoding="utf-8", newline="\n")
    if large:
        print(f"larger than {LARGEST // 1000} kB: {', '.join(large)}")
    return bool(large)


def _save(image: Image.Image, path: Path) -> int:
    """As PNG of few colours, fewer while it is too large; its size in bytes."""
    shown = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    for colours in (128, 64, 32, 16):
        few = shown.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    return path.stat().st_size


def _readme() -> str:
    kept = [picture for picture in PICTURES if (GALLERY / f"{picture.name}.png").exists()]
    shown = "\n\n".join(f"## {p.caption}\n\n![{p.caption}]({p.name}.png)" for p in kept)
    head = (
        "# Galeri\n\nHari contoh (`kentongan demo`, kabupaten fiktif) dalam setiap bentuk. Gambar dibuat oleh satu "
        "perintah, `python benchmarks/gallery.py`;\nbentuk baru cukup satu baris di sana.\n\n"
    )
    return head + shown + "\n"


def _found(folder: Path, pattern: str) -> Path:
    files = sorted(folder.glob(pattern), key=lambda path: (path.stat().st_mtime, path.name))
    if not files:
        raise SystemExit(f"no file fits {pattern}: is the command that makes it among STEPS?")
    return files[-1]


@lru_cache(maxsize=32)
def _printed(path: Path) -> Path:
    """An office document as PDF; the name keeps the suffix, for a report has several."""
    out = path.parent / f"{path.suffix[1:]}-printed"
    profile = f"-env:UserInstallation={(path.parents[1] / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out / f"{path.stem}.pdf"


_OPEN = contextlib.ExitStack()


@lru_cache(maxsize=1)
def _browser() -> Any:
    from playwright.sync_api import sync_playwright

    @contextlib.contextmanager
    def running() -> Iterator[Any]:
        path = os.environ.get("KENTONGAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as started:
            yield started.chromium.launch(executable_path=path, args=["--no-sandbox"])

    return _OPEN.enter_context(running())


def _close() -> None:
    _OPEN.close()


def _screenshot(
    address: str, width: int, *, part: str = "", dark: bool = False, sharp: float = 1.0, cookie: str = ""
) -> Image.Image:
    tab = _browser().new_page(
        viewport={"width": width, "height": 900},
        device_scale_factor=sharp,
        color_scheme="dark" if dark else "light",
        bypass_csp=True,
    )
    if cookie:
        tab.context.add_cookies([{"name": "kentongan", "value": cookie, "url": address}])
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    # A strip that follows the reader would lie across the middle of a long picture.
    tab.add_style_tag(content=".stamp,.k-bar,.k-side{position:static!important}.k-side{height:auto!important}")
    with tempfile.TemporaryDirectory() as where:
        name = hashlib.blake2b(f"{address}{width}{part}{dark}".encode(), digest_size=8).hexdigest()
        path = Path(where) / f"{name}.png"
        target = tab.locator(part) if part else tab
        target.screenshot(path=path, **({} if part else {"full_page": True}))
        tab.close()
        return Image.open(path).convert("RGB")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
