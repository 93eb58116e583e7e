"""The hostile-server bed: no sin stalls a round, none fills the memory, each is named rightly, good feeds are all read."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile_server import SINS, HostileServer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# Memory above what the libraries take: the door's bounds (5 MB wire, 10 MB unpacked) for all that come at once.
ROOM = 150_000_000

# The kind, the cause, a word of the reason. Two sources a host: the second profits from what the first learnt.
NAMED: dict[str, tuple[str, str, str]] = {
    "drip-head": ("failed", "slow", "lambat"),
    "drip-body": ("failed", "slow", "lambat"),
    "endless-body": ("failed", "broken", "terlalu besar"),
    "endless-error": ("failed", "not_found", "404"),
    "gzip-bomb": ("failed", "broken", "terlalu besar"),
    "deflate-bomb": ("failed", "broken", "terlalu besar"),
    "entity-bomb": ("ok", "", ""),
    "redirect-loop": ("failed", "broken", "engalihan"),
    "redirect-inside": ("failed", "broken", "jaringan dalam"),
    "redirect-to-file": ("failed", "broken", "http"),
    "short-length": ("ok", "", ""),
    "long-length": ("failed", "broken", "rusak"),
    "wrong-charset": ("ok", "", ""),
    "storm-429": ("failed", "limited", "membatasi"),
    "later-503": ("failed", "limited", "jeda 60 menit"),
    "robots-503": ("failed", "broken", "robots.txt"),
    "robots-drip": ("failed", "slow", "lambat"),
    "always-304": ("failed", "broken", "304"),
    "huge-headers": ("failed", "broken", "rusak"),
    "broken-chunks": ("failed", "broken", "rusak"),
    "no-http": ("failed", "broken", "rusak"),
    "html-page": ("failed", "broken", "halaman web"),
    "half-open": ("failed", "slow", "lambat"),
    "hang-up": ("failed", "unreachable", "tidak dapat dihubungi"),
    "reset-before": ("failed", "unreachable", "tidak dapat dihubungi"),
    "reset-in-head": ("failed", "unreachable", "tidak dapat dihubungi"),
    "reset-in-body": ("failed", "broken", "rusak"),
}
ALONE: dict[str, tuple[str, str, str]] = {
    "tls-expired": ("failed", "certificate", "ertifikat"),
    "tls-wrong-name": ("failed", "certificate", "ertifikat"),
    "tls-self-made": ("failed", "certificate", "ertifikat"),
    "tls-stall": ("failed", "unreachable", "tidak dapat dihubungi"),
    "no-name": ("failed", "unreachable", "tidak ditemukan"),
    "closed-port": ("failed", "unreachable", "tidak dapat dihubungi"),
}


def certificates(folder: Path) -> dict[str, ssl.SSLContext]:
    """Servers' certificates, each wrong in its way: one is old, one is for another name, one nobody vouches for."""
    openssl = shutil.which("openssl")
    if openssl is None:
        return {}
    found = {}
    for name, subject, days in (("expired", "tls-expired", "9"), ("wrong-name", "lain", "9"), ("self-made", "*", "9")):
        key, certificate = folder / f"{name}.key", folder / f"{name}.pem"
        made = subprocess.run(
            [
                *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", days, "-subj", f"/CN={subject}"),
                *("-addext", f"subjectAltName=DNS:{subject}.hostile.test", "-keyout", key, "-out", certificate),
            ],
            check=False,
            capture_output=True,
        )
        if made.returncode == 0 and name == "expired":
            made = _aged(openssl, key, certificate, folder, f"{subject}.hostile.test")
        if made.returncode == 0:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            found[name] = context
    return found


def _aged(openssl: str, key: Path, certificate: Path, folder: Path, name: str) -> subprocess.CompletedProcess[bytes]:
    """The same certificate, but it ended yesterday."""
    (folder / "names").write_text(f"subjectAltName=DNS:{name}\n", encoding="utf-8")
    request = folder / "request"
    subprocess.run([openssl, "req", "-new", "-key", key, "-subj", f"/CN={name}", "-out", request], check=True)
    return subprocess.run(
        [
            *(openssl, "x509", "-req", "-in", request, "-signkey", key, "-days", "-1"),
            *("-extfile", folder / "names", "-out", certificate),
        ],
        check=False,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one round over everything gave."""
    server = HostileServer()
    folder = tmp_path_factory.mktemp("tls")
    server.tls = certificates(folder)
    server.start()
    trusted = folder / "trusted.pem"
    vouched = [folder / f"{name}.pem" for name in ("expired", "wrong-name") if name in server.tls]
    trusted.write_text("".join(one.read_text(encoding="utf-8") for one in vouched), encoding="utf-8")
    secure = [f"tls-{name}={port}" for name, port in server.tls_ports.items()]
    child = subprocess.run(
        [
            sys.executable,
            str(HERE / "hostile_round.py"),
            str(server.port),
            str(server.stalled_port),
            str(trusted) if vouched else "",
            *secure,
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "SYSTEMROOT": ""},
    )
    server.stop()
    assert child.returncode == 0, child.stderr[-3000:]
    return {**json.loads(child.stdout.splitlines()[-1]), "seen": server.seen, "connections": server.handshakes}


def test_every_sin_has_its_name(outcome: dict[str, Any]) -> None:
    """Kind, cause and words, for both addresses of its host."""
    assert set(NAMED) == set(SINS) - {"good"}
    wrong = []
    for name, (kind, cause, word) in NAMED.items():
        first, second = (outcome["found"][f"{name}{path}"] for path in ("/rss", "/lain"))
        if first[:2] != [kind, cause] or word not in first[2]:
            wrong.append((name, first))
        if second[:2] != [kind, cause]:
            wrong.append((f"{name} again", second))
    for name, (kind, cause, word) in ALONE.items():
        alone = outcome["found"].get(name)
        if name.startswith("tls-") and alone is None and name != "tls-stall":
            assert shutil.which("openssl") is None or name == "tls-expired"  # not every openssl makes old ones
            continue
        if alone[:2] != [kind, cause] or word not in alone[2]:
            wrong.append((name, alone))
    assert not wrong


def test_good_feeds_between_them_are_all_read(outcome: dict[str, Any]) -> None:
    """As if the others were not there."""
    good = {name: found for name, found in outcome["found"].items() if name.startswith("good")}
    assert len(good) == len(NAMED)
    assert all(found[0] == "ok" and found[3] == 1 for found in good.values())


def test_what_can_be_read_is_read(outcome: dict[str, Any]) -> None:
    """A cut feed gives what came and says so; a lying charset and an entity bomb cost nothing."""
    assert outcome["found"]["short-length/rss"][3:] == [1, True]
    assert outcome["found"]["wrong-charset/rss"][3:] == [1, False]
    assert outcome["found"]["entity-bomb/rss"][3] == 1


def test_no_sin_stalls_the_round(outcome: dict[str, Any]) -> None:
    """Each source within its deadline (the child checks that), all of them within their sum over the lanes."""
    assert outcome["seconds"] < 45


def test_no_sin_fills_the_memory(outcome: dict[str, Any]) -> None:
    """Bombs of 300 MB and bodies without end included: peak memory of the process."""
    assert outcome["peak"] - outcome["before"] < ROOM


def test_a_dead_host_is_not_asked_for_each_of_its_sources(outcome: dict[str, Any]) -> None:
    """One that stalls or cannot be reached is left alone after the first source; one limit is enough as well."""
    asked = [name for name, path in outcome["seen"] if path == "/lain"]
    for name in ("drip-head", "half-open", "hang-up", "reset-before", "storm-429", "robots-drip", "later-503"):
        assert name not in asked, name
