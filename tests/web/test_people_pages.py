"""Pengguna, Akun saya, Catatan audit, Data pribadi: what an admin and an officer do there."""

from __future__ import annotations

import json
import re

import pytest
from argon2 import PasswordHasher
from dashboard import PASSWORD, Browser, OpenOffice

from kentongan.core.access import Right, Role
from kentongan.pipeline.users import access, api_tokens, password_hashes, users


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """New hashes that cost a test nothing; how dear the real ones are is tested with the door."""
    monkeypatch.setattr(password_hashes, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def secret_of(page: str) -> str:
    """The password or token that a page shows once."""
    found = re.search(r'class="k-secret" id="rahasia">([^<]+)<', page)
    assert found is not None, page[-2000:]
    return found[1]


def test_a_new_officer_from_the_form_to_the_first_page(own_office: OpenOffice) -> None:
    """Added with a one-time password, which is shown once, opens only the own password, and then the day's work."""
    admin = own_office.visitor(Role.ADMIN)
    form = {"nama": "budi.s", "lengkap": "Budi Santoso, Analis Media", "peran": ["analis", "redaktur_hoaks"]}
    made = admin.post("/pengguna", page="/pengguna", **form)
    assert made.status_code == 200
    once = secret_of(made.text)
    assert once not in admin.get("/pengguna").text
    budi = own_office.visitor(None)
    assert budi.post("/masuk", page="/masuk", nama="Budi.S", sandi=once).status_code == 303
    assert budi.get("/isu").headers["location"] == "/sandi"
    done = budi.post("/sandi", page="/sandi", lama=once, baru="tiga perahu di muara", ulang="tiga perahu di muara")
    assert done.status_code == 303
    assert budi.get("/isu").status_code == 200
    assert budi.get("/pengguna").status_code == 403
    again = admin.post("/pengguna", page="/pengguna", **form)
    assert again.status_code == 400
    assert "sudah dipakai" in again.text
    assert 'value="Budi Santoso, Analis Media"' in again.text


def test_roles_name_and_closing(own_office: OpenOffice) -> None:
    """Changes hold at once, the last admin stays, a closed account is out and can be opened again."""
    admin, leader = own_office.visitor(Role.ADMIN), own_office.visitor(Role.PIMPINAN)
    person = own_office.person(Role.PIMPINAN)
    page = f"/pengguna/{person.id}"
    assert (
        admin.post(page, page=page, lengkap="Rahmat Hidayat, Plt. Kepala", peran=["pimpinan", "analis"]).status_code
        == 303
    )
    changed = users.find_user(own_office.workspace, "pimpinan")
    assert (changed.full_name, changed.roles) == ("Rahmat Hidayat, Plt. Kepala", (Role.PIMPINAN, Role.ANALIS))
    own = f"/pengguna/{own_office.person(Role.ADMIN).id}"
    for refused in (
        admin.post(own, page=own, lengkap="Dewi Lestari, Admin", peran=["analis"]),
        admin.post(own + "/tutup", page=own),
    ):
        assert refused.status_code == 400
        assert "admin terakhir" in refused.text
    assert own_office.person(Role.ADMIN).full_name == "Dewi Lestari, Admin Sistem"  # all of the form or nothing
    assert leader.get("/").status_code == 200
    assert admin.post(page + "/tutup", page=page).status_code == 303
    assert leader.get("/").status_code == 303
    assert "ditutup" in admin.get("/pengguna").text
    once = secret_of(admin.post(page + "/buka", page=page).text)
    assert access.log_in(own_office.workspace, "pimpinan", once)
    assert admin.get("/pengguna/u-tidak-ada").status_code == 404


def test_a_forgotten_password(own_office: OpenOffice) -> None:
    """The admin gives a one-time password; the old one and open sessions end with it."""
    admin, officer = own_office.visitor(Role.ADMIN), own_office.visitor(Role.ANALIS)
    page = f"/pengguna/{own_office.person(Role.ANALIS).id}"
    secret_of(admin.post(page + "/sandi", page=page).text)
    assert officer.get("/").status_code == 303
    stranger = own_office.visitor(None)
    assert stranger.post("/masuk", page="/masuk", nama="analis", sandi=PASSWORD).status_code == 401


def test_own_sessions_and_tokens(own_office: OpenOffice) -> None:
    """Other devices are ended, this one stays; a token is shown once, works, and is withdrawn."""
    here, phone = own_office.visitor(), own_office.visitor()
    assert here.get("/akun").text.count("Perangkat ini") == 1
    assert here.post("/akun/sesi", page="/akun").status_code == 303
    assert phone.get("/").status_code == 303
    assert here.get("/akun").text.count("Perangkat lain") == 0
    made = here.post("/akun/token", page="/akun", nama="papan pantau", hak=["read", "correct"], hari="90")
    secret = secret_of(made.text)
    found = api_tokens.program(own_office.workspace, secret)
    assert found is not None
    assert found.token.rights == {Right.READ, Right.CORRECT}
    assert secret not in here.get("/akun").text
    for wrong in ({"hak": ["users"]}, {"hak": ["apa"]}, {"hak": []}, {"hak": ["read"], "hari": "9999"}):
        assert here.post("/akun/token", page="/akun", nama="x", **wrong).status_code == 400
    assert here.post("/akun/token/cabut", page="/akun", kode=found.token.id).status_code == 303
    assert api_tokens.program(own_office.workspace, secret) is None


def test_the_log_is_read_in_pages_and_filtered(own_office: OpenOffice) -> None:
    """Newest first, fifty a page, by person, kind, code and day; odd filters find nothing or are passed over."""
    for number in range(120):
        access.noted(own_office.workspace, "analis", "isu.catatan", f"i-{number}", f"ke-{number}")
    reader: Browser = own_office.visitor(Role.PIMPINAN)
    first = reader.get("/audit?siapa=analis&apa=isu").text
    assert "ke-119" in first
    assert "ke-70" in first
    assert "ke-69<" not in first
    following = re.search(r'href="(/audit\?[^"]*sebelum=\d+)"', first)
    assert following is not None
    second = reader.get(following[1].replace("&amp;", "&")).text
    assert "ke-69" in second
    assert "Ke awal" in second
    assert "ke-5<" in reader.get("/audit?tentang=i-5").text
    assert "Tidak ada catatan" in reader.get("/audit?dari=2030-01-01").text
    assert "ke-119" in reader.get("/audit?dari=2026-11-16&sampai=2026-11-16").text
    for odd in ("dari=kemarin", "sampai=9999-12-31", "dari=0001-01-01", "apa=%25"):
        assert reader.get(f"/audit?{odd}").status_code == 200


def test_a_request_about_personal_data(own_office: OpenOffice) -> None:
    """Found, handed over as a file that names nobody, erased only when it was confirmed; the address bar stays clean."""
    admin = own_office.visitor(Role.ADMIN)
    post = next(iter(own_office.workspace.store.posts.newest(limit=500)[::-1]))
    word = "Girimukti Permai Indah"
    with own_office.workspace.store._database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE posts SET text = ?, title = '', kind = 'social', official = 0 WHERE id = ?",
            (f"Saya {word}", post.id),
        )
    found = admin.post("/data-pribadi/cari", page="/data-pribadi", orang=word)
    assert found.status_code == 200
    assert post.id in found.text
    copy = admin.post("/data-pribadi/salinan", page="/data-pribadi", orang=word)
    assert copy.headers["content-disposition"].startswith('attachment; filename="data-pribadi-r-')
    assert [one["id"] for one in json.loads(copy.text)["posts_that_name_the_person"]] == [post.id]
    unsure = admin.post("/data-pribadi/hapus", page="/data-pribadi", orang=word)
    assert unsure.status_code == 400
    assert own_office.workspace.store.posts.get([post.id])[post.id].text
    sure = admin.post("/data-pribadi/hapus", page="/data-pribadi", orang=word, yakin="ya")
    assert "1 unggahan dikosongkan" in " ".join(sure.text.split())
    assert own_office.workspace.store.posts.get([post.id])[post.id].text == ""
    assert admin.post("/data-pribadi/cari", page="/data-pribadi", orang="ani").status_code == 400
    log = access.audit_rows(own_office.workspace, action="privasi").rows
    assert [row.action for row in log] == ["privasi.hapus", "privasi.ekspor", "privasi.cari"]
    assert "Girimukti" not in str(log)
