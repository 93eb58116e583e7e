"""The sample day is whole: its files read, its truth points at them, and nothing in it is a real person's."""

import csv
import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

SAMPLE = Path(__file__).parents[2] / "kentongan" / "sample"
WIB = timezone(timedelta(hours=7))
FIRST = datetime(2026, 11, 2, 6, tzinfo=WIB)
CUT_OFF = datetime(2026, 11, 16, 6, tzinfo=WIB)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MONTHS = {"Nov": 11, "November": 11, "Nopember": 11}
# As loose as a masker's: Indonesian mobile numbers however spaced, dotted or bracketed.
PHONE = re.compile(r"(?<![\w/-])(?:\+?62|\(?0)[ (-]{0,2}8\d{1,2}[\d ()-]{6,14}\d")
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
HOST = re.compile(r"https?://([\w.-]+)")
OFFICE_HOLDER = re.compile(
    r"(?:Gubernur|Bupati|Wakil Bupati|Wabup|Sekda|Kapolres|Camat)(?: Wanasari| Nusa Madya| Girimukti)?"
    r"(?: (?:Hj?\.|AKBP|dr\.))? (Endah|Harjuno|Yusron|Wiryo|Dimas|Asep|[A-Z][a-z]+ [A-Z][a-z]{5,})"
)
CAST = {"Endah", "Harjuno", "Yusron", "Wiryo", "Dimas", "Asep"}


class Item(NamedTuple):
    """One post as a plain reader of the raw files sees it."""

    at: datetime
    text: str
    source: str


def _feed_date(written: str) -> datetime:
    """The eleven feeds' own ways of writing a moment; raises ValueError for any other."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT.*\+07:00", written):
        return datetime.fromisoformat(written)
    zone = UTC if written.endswith("GMT") else WIB
    assert re.search(r"(GMT|WIB|\+0700)$", written), written
    if numeric := re.match(r"(\d\d)/(\d\d)/(\d{4}) - (\d\d):(\d\d)", written):
        day, month, year, hour, minute = map(int, numeric.groups())
        return datetime(year, month, day, hour, minute, tzinfo=zone)
    named = re.search(r"(\d{1,2}) (\w+) (\d{4})[ |]+(\d\d)[.:](\d\d)", written)
    if named is None:
        raise ValueError(f"no known way of writing a date: {written!r}")
    return datetime(int(named[3]), MONTHS[named[2]], int(named[1]), int(named[4]), int(named[5]), tzinfo=zone)


def _news() -> dict[str, Item]:
    """Feed entries by guid."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    items: dict[str, Item] = {}
    for path in sorted((SAMPLE / "media").glob("*.xml")):
        for entry in etree.parse(str(path), parser).iterfind(".//item"):
            field = {str(child.tag): child.text or "" for child in entry}
            assert field["guid"] not in items, f"guid twice: {field['guid']}"
            text = f"{field['title']}\n{field[CONTENT]}"
            items[field["guid"]] = Item(_feed_date(field["pubDate"]), text, path.stem)
    return items


def _social() -> dict[str, Item]:
    """Social posts by id."""
    rows = [json.loads(line) for line in (SAMPLE / "medsos.jsonl").read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: Item(datetime.fromisoformat(row["created_at"]), row["text"], "medsos") for row in rows}


def _complaint_rows() -> list[dict[str, str]]:
    """The complaint export's rows."""
    with (SAMPLE / "aduan.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def _complaints() -> dict[str, Item]:
    """Complaints by ticket number, with every cell in the text."""
    return {
        row["No Tiket"]: Item(
            datetime.strptime(row["Tanggal"], "%d/%m/%Y %H.%M").replace(tzinfo=WIB),
            "\n".join(row.values()),
            "aduan",
        )
        for row in _complaint_rows()
    }


def _messages() -> dict[str, Item]:
    """WhatsApp messages by `wa:` and their first forty characters; no system lines, no left-out media."""
    text = (SAMPLE / "grup-wa.txt").read_text("utf-8")
    items: dict[str, Item] = {}
    for block in re.split(r"\n(?=\d\d/\d\d/\d\d \d\d\.\d\d - )", text):
        head = re.match(r"(\d\d/\d\d/\d\d \d\d\.\d\d) - ([^:\n]{2,40}): (.+)", block, re.DOTALL)
        if head and head[3].strip() != "<Media tidak disertakan>":
            at = datetime.strptime(head[1], "%d/%m/%y %H.%M").replace(tzinfo=WIB)
            items["wa:" + " ".join(head[3].split())[:40]] = Item(at, f"{head[2]}\n{head[3]}", "wa")
    return items


@cache
def _items() -> dict[str, Item]:
    """Every post of the sample by its ref."""
    parts = [_news(), _social(), _complaints(), _messages()]
    merged = {ref: item for part in parts for ref, item in part.items()}
    assert len(merged) == sum(map(len, parts))
    return merged


@cache
def _truth() -> dict[str, Any]:
    """The planted truth."""
    truth: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
    return truth


def _factchecks() -> dict[str, dict[str, str]]:
    """The fact-checks by id."""
    lines = (SAMPLE / "cekfakta.jsonl").read_text("utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def _refs_of_truth() -> list[str]:
    """Every ref that the truth names, wherever it stands."""
    truth = _truth()
    groups = [issue["posts"] for issue in truth["issues"]] + [group["posts"] for group in truth["copies"]]
    groups += [hoax[side] for hoax in truth["hoaxes"] for side in ("spreading", "denying", "asking")]
    groups += [truth[key] for key in ("sarcasm", "elsewhere", "ambiguous_place", "potentially_negative")]
    groups += [truth["tone"], truth["regional_language"], truth["whatsapp"]]
    groups += [[entry["ref"] for entry in truth[key]] for key in ("personal_data", "traps")]
    return [ref for group in groups for ref in group]


def test_there_are_about_four_hundred_posts_as_counted() -> None:
    """The raw files hold as many posts as the truth says, and about four hundred."""
    items = _items()
    counts = _truth()["counts"]
    assert 380 <= len(items) <= 420
    assert len(items) == counts["posts"] == sum(counts["by_source"].values())
    by_source = Counter("media" if "://" in ref or ref.startswith("hc-") else items[ref].source for ref in items)
    assert dict(by_source) == counts["by_source"]


def test_all_moments_lie_in_the_fortnight() -> None:
    """No post is older than the first morning or later than the cut-off."""
    outside = [ref for ref, item in _items().items() if not FIRST <= item.at < CUT_OFF]
    assert outside == []


def test_days_are_as_heavy_as_said_and_the_last_is_the_heaviest() -> None:
    """The last 24 hours hold about twice the day before, which a report compares."""
    per_day = Counter((item.at.astimezone(WIB) - timedelta(hours=6)).date().isoformat() for item in _items().values())
    assert dict(sorted(per_day.items())) == _truth()["counts"]["per_day"]
    assert 65 <= per_day["2026-11-15"] <= 80
    assert 28 <= per_day["2026-11-14"] <= 38
    assert all(15 <= number <= 35 for day, number in per_day.items() if day != "2026-11-15")


def test_every_ref_of_the_truth_resolves() -> None:
    """A ref that points nowhere would make the demo's test pass for nothing."""
    missing = sorted({ref for ref in _refs_of_truth() if ref not in _items()})
    assert missing == []


def test_issues_count_what_their_days_say() -> None:
    """Each issue's first, last and daily counts are those of its posts, and no post has two issues."""
    items = _items()
    for issue in _truth()["issues"]:
        moments = sorted(items[ref].at.astimezone(WIB) for ref in issue["posts"])
        per_day = Counter((moment - timedelta(hours=6)).date().isoformat() for moment in moments)
        assert dict(sorted(per_day.items())) == issue["per_day"], issue["key"]
        assert issue["first"][:16] == moments[0].isoformat()[:16]
        assert issue["last"][:16] == moments[-1].isoformat()[:16]
    owned = [ref for issue in _truth()["issues"] for ref in issue["posts"]]
    assert len(owned) == len(set(owned))


@pytest.mark.parametrize("key", ["rilis-operasi-pasar", "kbn-ambles", "copas-bansos"])
def test_copies_share_their_wording(key: str) -> None:
    """Posts of one group carry mostly the same words, so that collapsing them is right."""
    group = next(group for group in _truth()["copies"] if group["key"] == key)
    words = [set(re.findall(r"\w{4,}", _items()[ref].text.lower())) for ref in group["posts"]]
    assert len(words) >= 3
    for other in words[1:]:
        assert len(words[0] & other) / min(len(words[0]), len(other)) > 0.7


def test_own_release_is_on_the_own_site_and_in_eight_other_outlets() -> None:
    """One story, many pickups."""
    group = next(group for group in _truth()["copies"] if group["key"] == "rilis-operasi-pasar")
    outlets = {_items()[ref].source for ref in group["posts"]}
    assert group["own_release"]
    assert "wanasarikab" in outlets
    assert len(outlets) >= 9


def test_hoaxes_have_their_factcheck_and_nothing_both_spreads_and_denies() -> None:
    """Two of fifteen fact-checks match; the near misses exist and are not the match."""
    checks = _factchecks()
    assert len(checks) == 15
    assert all(re.match(r"\[(SALAH|PENIPUAN)\] ", row["title"]) for row in checks.values())
    for hoax in _truth()["hoaxes"]:
        assert hoax["factcheck"] in checks
        assert hoax["factcheck"] not in hoax["near_misses"]
        assert set(hoax["near_misses"]) <= set(checks)
        assert hoax["spreading"]
        assert hoax["denying"]
        assert not set(hoax["spreading"]) & set(hoax["denying"])


def test_secrets_stand_in_the_raw_files() -> None:
    """A secret that is nowhere cannot leak, and a test for it would be worth nothing."""
    for entry in _truth()["personal_data"]:
        assert entry["secrets"]
        for secret in entry["secrets"]:
            assert secret in _items()[entry["ref"]].text, (entry["ref"], secret)
        assert sorted(entry["by_kind"]) == entry["kinds"]


def test_every_complaint_with_a_name_or_number_is_marked() -> None:
    """No complainant is forgotten in the truth."""
    marked = {entry["ref"]: set(entry["secrets"]) for entry in _truth()["personal_data"]}
    for row in _complaint_rows():
        for cell in (row["Nama Pelapor"], row["No HP"]):
            if cell not in {"", "Anonim"}:
                assert cell in marked.get(row["No Tiket"], set()), row["No Tiket"]


def test_personal_data_is_plainly_fictional() -> None:
    """Telephone numbers, NIK, e-mail and web addresses cannot belong to anyone."""
    shipped = [path for path in SAMPLE.rglob("*") if path.suffix in {".xml", ".jsonl", ".csv", ".txt", ".md"}]
    raw = "\n".join(path.read_text("utf-8") for path in shipped)
    phones = [re.sub(r"\D", "", found) for found in PHONE.findall(raw)]
    assert len(phones) > 60
    assert [phone for phone in phones if not re.match(r"(62|0)8100000\d{4}$", phone)] == []
    assert {nik[:2] for nik in NIK.findall(raw)} == {"99"}
    assert [mail for mail in EMAIL.findall(raw) if not mail.endswith(".example")] == []
    allowed = {"purl.org"}
    hosts = {host for host in HOST.findall(raw) if not host.endswith(".example")}
    assert hosts <= allowed


def test_named_office_holders_are_the_cast() -> None:
    """Whoever is named with an office is one of the invented people that the README lists."""
    named = {name for item in _items().values() for name in OFFICE_HOLDER.findall(item.text)}
    headline = {"Rawabening Diperiksa"}  # "Bupati Rawabening Diperiksa ...": no name, a verb in title case
    assert CAST - {"Asep"} <= named
    assert named - CAST - headline == set()
    readme = (SAMPLE / "README.md").read_text("utf-8")
    assert all(name in readme for name in CAST)


def test_places_hang_together() -> None:
    """Every place has its parent, codes are unused ones, and one kecamatan's name stands in two regencies."""
    with (SAMPLE / "wilayah.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {row["code"] for row in rows}
    assert len(codes) == len(rows)
    for code in codes:
        assert code.split(".")[0] == "99"
        assert "." not in code or code.rpartition(".")[0] in codes
    own = [code for code in codes if code.startswith("99.01.")]
    assert 8 <= sum(code.count(".") == 2 for code in own) <= 9
    assert 28 <= sum(code.count(".") == 3 for code in own) <= 36
    assert {row["code"] for row in rows if row["name"] == "Sukamaju"} == {"99.01.02", "99.02.05"}
    used = {place for issue in _truth()["issues"] for place in issue["places"]}
    assert used <= codes


def test_complaints_look_like_an_excel_export_in_indonesian() -> None:
    """BOM, semicolons and CRLF are kept, because they are what the importer must survive."""
    raw = (SAMPLE / "aduan.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfNo Tiket;Tanggal;Judul;")
    assert raw.count(b"\r\n") >= 70
    rows = _complaint_rows()
    assert {row["Status"] for row in rows} == {"Selesai", "Dalam Proses", "Belum Ditindaklanjuti"}
    assert any(row["Judul"].startswith("+") for row in rows)
    assert any("\n" in row["Isi Laporan"] for row in rows)


def test_labels_are_known_ones() -> None:
    """Tones, languages and kinds are those of the field guide."""
    truth = _truth()
    assert set(truth["tone"].values()) == {"positif", "netral", "negatif"}
    assert len(truth["tone"]) >= 150
    assert {"jav", "sun"} < set(truth["regional_language"].values())
    assert all(re.fullmatch(r"[a-z]{3}", code) for code in truth["regional_language"].values())
    assert all(re.fullmatch(r"[A-Z]{2,7}", code) for issue in truth["issues"] for code in issue["category"])


def test_private_accounts_are_in_the_raw_files_and_in_no_text() -> None:
    """An account that a text names as well could not be told from a leak."""
    truth = _truth()
    rows = [json.loads(line) for line in (SAMPLE / "medsos.jsonl").read_text("utf-8").splitlines()]
    senders = {entry["sender"] for entry in truth["whatsapp"].values()}
    assert set(truth["private_accounts"]) <= {row["author"] for row in rows} | senders
    assert not set(truth["private_accounts"]) & set(truth["official_accounts"])
    texts = "\n".join(row["text"] for row in rows).lower()
    assert [name for name in truth["private_accounts"] if name.lower() in texts] == []
