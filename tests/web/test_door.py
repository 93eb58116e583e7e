"""The door: in, out, the own password, and what is refused."""

from __future__ import annotations

from dashboard import PASSWORD, OpenOffice

from kentongan.core.access import Role


def test_a_person_comes_in_and_goes_on(office: OpenOffice) -> None:
    browser = office.visitor(None)
    answer = browser.post("/masuk", page="/masuk", nama="analis", sandi=PASSWORD, lanjut="/isu")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/isu"
    assert browser.get("/isu").status_code == 200


def test_a_wrong_password_is_told_plainly(office: OpenOffice) -> None:
    browser = office.visitor(None)
    answer = browser.post("/masuk", page="/masuk", nama="analis", sandi="salah sekali")
    assert answer.status_code == 401
    assert "tidak cocok" in answer.text
    assert browser.get("/").status_code == 303


def test_logging_out_ends_the_session_on_the_server(office: OpenOffice) -> None:
    browser = office.visitor()
    kept = dict(browser.cookies)
    assert browser.post("/keluar").status_code == 303
    browser.cookies.update(kept)
    assert browser.get("/").status_code == 303


def test_the_door_leads_nowhere_else(office: OpenOffice) -> None:
    for wanted in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
    ):
        browser = office.visitor(None)
        answer = browser.post("/masuk", page="/masuk", nama="analis", sandi=PASSWORD, lanjut=wanted)
        assert answer.headers["location"] == "/", wanted


def test_the_own_password_is_changed_and_other_sessions_end(own_office: OpenOffice) -> None:
    here, elsewhere = own_office.visitor(), own_office.visitor()
    wrong = here.post("/sandi", lama="bukan ini", baru="hujan di kebun kopi", ulang="hujan di kebun kopi")
    assert wrong.status_code == 400
    unlike = here.post("/sandi", lama=PASSWORD, baru="hujan di kebun kopi", ulang="hujan di kebun teh")
    assert "berbeda" in unlike.text
    done = here.post("/sandi", lama=PASSWORD, baru="hujan di kebun kopi", ulang="hujan di kebun kopi")
    assert done.status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303


def test_a_form_without_its_token_is_refused(office: OpenOffice) -> None:
    browser = office.visitor()
    assert browser.post("/pilihan", token="", bahasa="en").status_code == 403
    other = office.visitor(Role.ADMIN).token()
    assert browser.post("/pilihan", token=other, bahasa="en").status_code == 403
    assert browser.post("/pilihan", bahasa="en").status_code == 303


def test_without_a_provider_there_is_no_way_by_it(office: OpenOffice) -> None:
    browser = office.visitor(None)
    assert "akun kantor" not in browser.get("/masuk?keluar=1").text
    for way in ("", "/kembali?code=x&state=y", "/keluar"):
        assert browser.get(f"/masuk/kantor{way}").status_code == 404
