"""The API: what it gives, what it changes, whom it refuses and how."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from api_client import Client, program
from dashboard import DAY, OpenOffice

from kentongan.core.access import Right, Role
from kentongan.core.errors import AccessError, UsageError
from kentongan.pipeline.users import api_tokens, users
from kentongan.pipeline.users.access import audit_rows


def test_days_and_issues(office: OpenOffice) -> None:
    """The board, its issues in pages that meet end to end, and an issue with the posts it cites."""
    client = program(office)
    assert DAY in client.get("/days").json()["items"]
    day = client.get(f"/days/{DAY}").json()
    assert day["mentions"] == sum(day["tones"].values()) > 0
    assert sum(day["hours"]) == day["mentions"]
    whole = client.get(f"/days/{DAY}/issues?limit=200").json()["items"]
    seen, after = [], -1
    while True:
        page = client.get(f"/days/{DAY}/issues?limit=2&after={after}").json()
        seen += page["items"]
        if page["next"] is None:
            break
        after = page["next"]
    assert seen == whole
    assert len(whole) == sum(day["issues"].values())
    found = client.get(f"/issues/{whole[0]['id']}").json()
    assert found["issue"] == whole[0]
    cited = {post["id"] for post in found["cited"]}
    assert {one for sentence in found["summary"] for one in sentence["posts"]} <= cited


def test_posts_in_pages(office: OpenOffice) -> None:
    """Newest first, every post once, within the time that was asked for; authors only as pseudonyms."""
    client = program(office)
    seen: list[str] = []
    after, moments = "", []
    while True:
        page = client.get(f"/posts?limit=100&after={after}").json()
        seen += [post["id"] for post in page["items"]]
        moments += [post["published_at"] for post in page["items"]]
        assert all(post["author"] == "" or post["author"].startswith("a-") for post in page["items"])
        if page["next"] is None:
            break
        after = page["next"]
    assert len(seen) == len(set(seen)) == office.workspace.store.posts.count()
    assert moments == sorted(moments, reverse=True)
    bound = quote(moments[10])
    some = client.get(f"/posts?since={bound}&limit=200").json()["items"]
    assert [post["published_at"] for post in some] == [moment for moment in moments if moment >= moments[10]]
    assert client.get(f"/posts/{seen[3]}").json()["id"] == seen[3]
    assert client.get("/posts?after=p-tidak-ada").json() == {"items": [], "next": None}


def test_search_means_what_the_page_means(office: OpenOffice) -> None:
    """The same language, told back in words; pages meet end to end; a query that cannot be read is told plainly."""
    client = program(office)
    seen: list[str] = []
    after = ""
    while True:
        page = client.get(f"/search?q=nada%3Anegatif&limit=20&after={after}").json()
        assert all(post["labels"]["tone"] == "negatif" for post in page["items"])
        seen += [post["id"] for post in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] > 20
    assert page["query"]
    wrong = client.get("/search?q=nada%3Abiru")
    assert wrong.status_code == 400
    assert wrong.json()["detail"]


def test_labels_are_corrected_in_a_persons_name(own_office: OpenOffice) -> None:
    """Kept like an officer's own correction, logged as done through the API; a wrong value is told plainly."""
    client = program(own_office, Role.ANALIS, Right.READ, Right.CORRECT)
    post = client.get("/posts?limit=1").json()["items"][0]["id"]
    done = client.post(f"/posts/{post}/corrections", {"field": "nada", "value": "positif", "reason": "uji"})
    assert done.status_code == 201, done.text
    assert done.json()["items"][0]["by"] == own_office.person(Role.ANALIS).full_name
    kept = client.get(f"/posts/{post}/corrections").json()["items"]
    assert [(one["field"], one["value"], one["stands"]) for one in kept] == [("tone", "positif", True)]
    row = audit_rows(own_office.workspace, action="unggahan.koreksi").rows[0]
    assert (row.by, row.subject) == ("analis", post)
    wrong = client.post(f"/posts/{post}/corrections", {"field": "warna", "value": "biru"})
    assert wrong.status_code == 400
    assert wrong.headers["content-type"] == "application/problem+json"
    assert "nada" in wrong.json()["detail"]
    reader = program(own_office)
    assert reader.post(f"/posts/{post}/corrections", {"field": "nada", "value": "negatif"}).status_code == 403


def test_alerts_are_taken_note_of(own_office: OpenOffice) -> None:
    """Gone from the list, resting as the page would have it, and logged."""
    client = program(own_office, Role.ANALIS, Right.READ, Right.DECIDE)
    before = client.get("/alerts").json()["items"]
    assert before
    said = client.post(f"/alerts/{before[0]['id']}/acknowledgement", {"hours": 3})
    assert said.status_code == 200, said.text
    assert client.get("/alerts").json()["items"] == before[1:]
    assert client.post(f"/alerts/{before[0]['id']}/acknowledgement", {}).status_code == 404
    assert audit_rows(own_office.workspace, action="peringatan.dicatat").rows[0].subject == before[0]["id"]


def test_claims_and_reports(office: OpenOffice) -> None:
    """What waits for checking, the report's versions, its text and its files."""
    client = program(office)
    assert client.get("/claims").json()["found"]
    (report,) = client.get(f"/reports/{DAY}").json()["items"]
    assert report["state"] == "draft"
    text = client.get(f"/reports/{DAY}/text")
    assert text.headers["content-type"].startswith("text/plain")
    (name,) = report["files"]
    file = client.get(f"/reports/{DAY}/files/{name}")
    assert file.content.decode() == text.text
    assert file.headers["content-disposition"].startswith("attachment")
    assert client.get("/reports/2020-01-01").status_code == 404


@pytest.mark.parametrize("token", ["", "ktg_tidak-ada", "x" * 500, "ktg_\u00ff"])
def test_without_a_token_nothing_opens(office: OpenOffice, token: str) -> None:
    """401 with the way to a token, in the caller's language; a session is no token here."""
    header = {"Authorization": f"Bearer {token}".encode("latin-1")} if token else {}
    answer = Client(office.app, headers=header).get("/days", headers={"Accept-Language": "en-GB"})  # type: ignore[arg-type]
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "Pengguna" in answer.json()["detail"]
    assert "token" in answer.json()["title"]
    with_session = Client(office.app, headers={"Cookie": f"kentongan={office.visitor().cookies['kentongan']}"})
    assert with_session.get("/days").status_code == 401


def test_a_token_ends_with_what_it_stands_on(own_office: OpenOffice) -> None:
    """Withdrawn, the rights of its person taken away, the account closed: refused at once."""
    workspace, person = own_office.workspace, own_office.person(Role.ANALIS)
    client = program(own_office, Role.ANALIS, Right.READ, Right.CORRECT)
    assert client.get("/me").json()["rights"] == ["read", "correct"]
    users.change_roles(workspace, person.name, [Role.PIMPINAN])
    assert client.get("/me").json()["rights"] == ["read"]
    (token,) = api_tokens.tokens_of(workspace, person)
    with pytest.raises(UsageError):
        api_tokens.withdraw_token(workspace, own_office.person(Role.ADMIN), token.id)
    api_tokens.withdraw_token(workspace, person, token.id)
    assert client.get("/me").status_code == 401
    other = program(own_office, Role.PIMPINAN)
    users.disable_user(workspace, "pimpinan")
    assert other.get("/me").status_code == 401


def test_tokens_are_made_within_bounds(own_office: OpenOffice) -> None:
    """Never more than the person may, never rights over people, never for ever, never without end in number."""
    workspace, leader = own_office.workspace, own_office.person(Role.PIMPINAN)
    with pytest.raises(AccessError):
        api_tokens.make_token(workspace, leader, "x", [Right.CORRECT], 30)
    for rights, days, name in (
        ([Right.USERS], 30, "x"),
        ([], 30, "x"),
        ([Right.READ], 0, "x"),
        ([Right.READ], 999, "x"),
        ([Right.READ], 9, " "),
    ):
        with pytest.raises(UsageError):
            api_tokens.make_token(workspace, leader, name, rights, days)
    token, secret = api_tokens.make_token(workspace, leader, "dasbor", [Right.READ], 1)
    with workspace.store._database.reading() as connection:
        assert secret not in str(connection.exec_driver_sql("SELECT * FROM api_tokens").all())
    assert token.expires_at - token.created_at == timedelta(days=1)
    for _ in range(api_tokens.MOST - 1):
        api_tokens.make_token(workspace, leader, "lagi", [Right.READ], 1)
    with pytest.raises(UsageError, match="20"):
        api_tokens.make_token(workspace, leader, "lebih", [Right.READ], 1)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/tidak-ada", 404),
        ("/days/2020-01-01", 404),
        ("/days/kemarin", 422),
        ("/posts?limit=0", 422),
        ("/posts?since=0001-01-01T00:00:00%2B14:00", 422),
        ("/posts?since=9999-12-31T23:59:59-12:00", 422),
        ("/issues/%00", 404),
        ("/posts/%ED%A0%80", 404),
        (f"/reports/{DAY}/files/..%2F..%2Fkentongan.toml", 404),
        (f"/reports/{DAY}/files/.rahasia", 404),
        ("/reports/..%2F..%2Fx/text", 404),
    ],
)
def test_every_refusal_is_a_problem(office: OpenOffice, path: str, status: int) -> None:
    """RFC 9457 with title and status, never a page, a trace or a name of the framework's."""
    answer = program(office).get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["title"]
    assert "Traceback" not in answer.text


def test_the_contract_names_everything(office: OpenOffice) -> None:
    """Every route has a summary, its refusals as problems, and needs a token."""
    contract = program(office).get("/openapi.json").json()
    assert contract["openapi"].startswith("3.1")
    assert contract["servers"] == [{"url": "/api/v1"}]
    for path, methods in contract["paths"].items():
        for method, said in methods.items():
            assert said["description"], path
            assert said["security"], path
            for status in ("401", "403", "503"):
                schema = said["responses"][status]["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, (path, method)
    assert "Problem" in contract["components"]["schemas"]
