"""Set up Kentongan in .venv and run it: `python3 run.py demo`, `python3 run.py test`, `python3 run.py <command>`.

Needs Python 3.11 or newer and nothing else. Installs exactly what requirements.lock names (checked by hash), with
uv where it is present and pip otherwise, and installs again only when the lock or the Python version changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".lock-sha256"


def fingerprint() -> str:
    """What the environment was made from: the lock, the project's own metadata and the Python version."""
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(f"{sys.version_info[:3]}{ROOT}".encode())
    return digest.hexdigest()


def install() -> None:
    """Make .venv from the lock; say in one line what is missing when that cannot work."""
    if STAMP.exists() and STAMP.read_text() == fingerprint() and PYTHON.exists():
        return
    print("Menyiapkan lingkungan .venv (sekali saja) … / Setting up .venv (once) …", flush=True)
    uv = shutil.which("uv")
    if uv:
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], check=True)
        pip = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if made.returncode:
            sys.exit("Modul venv tidak ada. Di Debian/Ubuntu: sudo apt install python3-venv, lalu ulangi perintah ini.")
        pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    STAMP.write_text(fingerprint())


def main(arguments: list[str]) -> int:
    """Install if needed, then hand over to the tests, the gates or the application."""
    if sys.version_info < (3, 11):
        sys.exit(f"Kentongan membutuhkan Python 3.11 atau lebih baru; ini Python {sys.version.split()[0]}.")
    try:
        install()
    except subprocess.CalledProcessError as error:
        sys.exit(f"Pemasangan gagal (kode {error.returncode}). Periksa sambungan internet, lalu ulangi perintah ini.")
    environment = dict(os.environ)
    if arguments[:1] == ["test"]:
        command = [str(PYTHON), "-Im", "pytest", "-n", "auto", "--dist", "loadfile", *arguments[1:]]
        environment["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    elif arguments[:1] == ["python"]:
        command = [str(PYTHON), *arguments[1:]]
    else:
        command = [str(PYTHON), "-m", "kentongan", *(arguments or ["--help"])]
    return subprocess.run(
        command, check=False, env=environment, cwd=None if arguments[:1] != ["test"] else ROOT
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
