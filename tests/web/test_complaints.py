"""Aduan: what is owed soonest first, and steps that stop clocks."""

from __future__ import annotations

from dashboard import OpenOffice

from kentongan.store.complaints import WantedComplaints


def test_overdue_ones_stand_first_and_every_open_one_is_listed(office: OpenOffice) -> None:
    shelf = office.workspace.store.complaints
    rows = shelf.listed(WantedComplaints(), limit=500)
    dues = [due for _, due in rows if due]
    assert dues == sorted(dues)
    assert len(rows) == shelf.how_many(WantedComplaints())
    page = office.visitor().get("/aduan").text
    assert "Lewat tenggat" in page
    assert page.count("data-row") == min(30, len(rows))
    assert sum(count for _, count, _ in shelf.units(office.workspace.clock.now())) == len(rows)


def test_steps_are_noted_and_survive_the_next_analysis(own_office: OpenOffice) -> None:
    from kentongan.pipeline.analysing.analyse import analyse

    browser, shelf = own_office.visitor(), own_office.workspace.store.complaints
    ((case, due),) = shelf.listed(WantedComplaints(), limit=1)
    path = f"/aduan/{case.post_id}"
    assert browser.post(f"{path}/langkah", langkah="diteruskan", opd="").status_code == 400
    assert browser.post(f"{path}/langkah", langkah="diteruskan", opd="DLH Wanasari").status_code == 303
    assert browser.post(f"{path}/langkah", langkah="selesai", teks="Sudah diangkut, warga dikabari").status_code == 303
    assert browser.post(f"{path}/langkah", langkah="dijawab", teks="lagi").status_code == 400
    analyse(own_office.workspace, "2026-11-16")
    page = browser.get(path).text
    assert "Sudah diangkut" in page
    assert case.post_id not in [one.post_id for one, _ in shelf.listed(WantedComplaints(), limit=500)]
    assert browser.post(f"{path}/langkah", langkah="dibuka lagi").status_code == 303
    assert case.post_id in [one.post_id for one, _ in shelf.listed(WantedComplaints(), limit=500)]
    assert due is not None
