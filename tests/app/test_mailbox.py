"""`kentongan collect` with a mailbox among the sources; against real servers, switched on by KENTONGAN_SERVERS=1."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "collectors"))

if TYPE_CHECKING:
    from office_desk import Desk


@pytest.mark.servers
def test_from_the_settings_to_the_shelf(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Masked, pseudonymous, once; the password in no file."""
    from dovecot import PASSWORD, USER, running

    settings = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    settings = settings.replace("jeda_detik = 0", 'jeda_detik = 0\nhost_diizinkan = ["localhost"]')
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Warga <warga@contoh.id>", "Fwd: Lampu mati"
    mail["Date"], mail["Message-ID"] = datetime.now(UTC), "<1@contoh.id>"
    mail.set_content("Lampu mati di Girimukti, hubungi 0812-3456-7890")
    with running(tmp_path) as system:
        monkeypatch.setenv("SSL_CERT_FILE", str(system.trusted))
        monkeypatch.setenv("KENTONGAN_KUNCI_SUREL", PASSWORD)
        source = f'''
[[sumber]]
nama = "Kotak aduan"
jenis = "imap"
alamat = "imaps://localhost:{system.imaps}"
opsi = {{user = "{USER}", folder = "Aduan"}}
'''
        desk.settings(settings + source)
        system.send(mail)
        now = datetime.now(UTC).isoformat()
        first, second = desk.call("collect", now=now), desk.call("collect", now=now)
    assert (first.code, second.code) == (0, 0), first.err + second.err
    ((title, body, kind, name, author),) = desk.rows("SELECT title, text, kind, source_name, author FROM posts")
    assert (title, kind, name) == ("Lampu mati", "complaint", "Kotak aduan")
    assert "0812" not in str(body)
    assert str(author).startswith("a-")
    assert "1 baru" in first.out
    kept = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in kept
