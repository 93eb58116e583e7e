"""A visit: who is asking, in which language, and how they are answered."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kentongan.core.access import Right, User
from kentongan.core.messages import Lang, Say
from kentongan.pipeline.users.access import who
from kentongan.pipeline.workspace import Workspace
from kentongan.web.refusals import MustChange, NotAllowed, NotLoggedIn
from kentongan.web.tokens import cookie_name
from kentongan.web.writing import Writer

LANG_COOKIE, THEME_COOKIE, NEWS_COOKIE = "bahasa", "tampilan", "kabar"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a logged-in officer.

    Args:
        request: as it came.
        workspace: the office's.
        officer: who asks.
        lang: of the page.
    """

    request: Request
    workspace: Workspace
    officer: User
    lang: Lang

    def page(self, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A whole page, or a part of one when htmx asks for that."""
        return answer(self.request, template, self.officer, status=status, **context)

    def to(self, path: str, news: Say | None = None, *, bad: bool = False) -> Response:
        """Go on to `path` (inside the dashboard) with a message at its head."""
        response = RedirectResponse(path if is_inside(path) else "/", status_code=303)
        if news is not None:
            tell(response, news.to(self.lang), bad=bad)
        return response

    def say(self, text: Say) -> str:
        """The text in the visitor's language."""
        return text.to(self.lang)


def answer(request: Request, template: str, officer: User | None, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Write a page in the visitor's language."""
    writer: Writer = request.app.state.writer
    news = _news(request)
    html = writer.write(request, template, lang_of(request), officer, news=news, **context)
    response = HTMLResponse(html, status_code=status)
    if news:
        response.delete_cookie(NEWS_COOKIE)
    return response


def lang_of(request: Request) -> Lang:
    """Indonesian, unless the visitor chose English."""
    return "en" if request.cookies.get(LANG_COOKIE) == "en" else "id"


def officer_of(request: Request) -> User | None:
    """Who the session's cookie speaks for; None for a stranger."""
    if not hasattr(request.state, "officer"):
        token = request.cookies.get(cookie_name(request), "")
        request.state.officer = who(request.app.state.workspace, token) if token else None
    return cast("User | None", request.state.officer)


def _visit(request: Request) -> Visit:
    officer = officer_of(request)
    if officer is None:
        raise NotLoggedIn
    return Visit(request, request.app.state.workspace, officer, lang_of(request))


Visited = Annotated[Visit, Depends(_visit)]


def may(right: Right) -> Any:
    """A view's dependency: only officers with this right come in."""

    def check(visit: Visited) -> None:
        if not visit.officer.may(right):
            raise MustChange if visit.officer.must_change else NotAllowed(right)

    cast("Any", check).right = right
    return Depends(check)


def is_inside(path: str) -> bool:
    """An address of this dashboard: nobody is ever sent elsewhere."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and not any(c in path for c in "\r\n\t\\")


def tell(response: Response, text: str, *, bad: bool = False) -> None:
    """A message for the next page."""
    packed = urlsafe_b64encode(json.dumps({"text": text[:600], "bad": bad}).encode()).decode()
    response.set_cookie(NEWS_COOKIE, packed, max_age=60, httponly=True, samesite="lax")


def _news(request: Request) -> dict[str, Any]:
    """The message that the last step left, if it can be read."""
    try:
        found = json.loads(urlsafe_b64decode(request.cookies.get(NEWS_COOKIE, "").encode() or b"e30="))
    except ValueError:
        return {}
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        return {}
    return {"text": found["text"], "bad": found.get("bad") is True}


def keep_choice(response: Response, name: str, value: str) -> None:
    """Remember a visitor's choice of language or look."""
    response.set_cookie(name, value, max_age=_YEAR, httponly=name != THEME_COOKIE, samesite="lax")
