"""From a template and what it shows to a page: one environment, everything escaped, words in the visitor's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kentongan.core.access import Right, User
from kentongan.core.clock import zone
from kentongan.core.desk import STAGE_NAMES
from kentongan.core.desk_words import told
from kentongan.core.findings import Level
from kentongan.core.messages import Lang, Say
from kentongan.pipeline.workspace import Workspace
from kentongan.web.advice import in_the_web
from kentongan.web.page import Page
from kentongan.web.statics import Statics
from kentongan.web.tokens import FIELD, session_of, token_of
from reports import wording
from reports.links import safe_url

LEVEL_CLASS = {Level.STABLE: "stabil", Level.ALERT: "waspada", Level.STANDBY: "siaga", Level.CRISIS: "krisis"}


class Writer:
    """Writes every page of one office."""

    def __init__(self, workspace: Callable[[], Workspace], statics: Statics, pages: Sequence[Page]) -> None:
        self._workspace = workspace
        self._statics = statics
        self._pages = pages
        self._environment = Environment(
            loader=PackageLoader("kentongan.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def write(
        self,
        request: Request,
        template: str,
        lang: Lang,
        officer: User | None,
        *,
        news: Mapping[str, Any],
        **context: Any,
    ) -> str:
        """The page's HTML."""
        workspace = self._workspace()
        shared: dict[str, Any] = {
            "asset": self._statics.address,
            "officer": officer,
            "lang": lang,
            "path": request.url.path,
            "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "theme": {"gelap": "dark", "terang": "light"}.get(request.cookies.get("tampilan", ""), ""),
            "office": workspace.office,
            "news": news,
            "menu": [page for page in self._pages if officer is not None and officer.may(page.right)],
            "is_part": request.headers.get("HX-Request") == "true",
            "token": token_of(workspace.key, session_of(request)),
            "now": workspace.clock.now(),
            "right": Right,
        }
        token = str(shared["token"])
        shared["csrf_field"] = lambda: Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)
        words = Words(lang, workspace.office.zone)
        return self._environment.get_template(template).render(**shared, **words.for_templates(), **context)


class Words:
    """How numbers, times and names are written, in one language and zone."""

    def __init__(self, lang: Lang, where: str) -> None:
        self._lang = lang
        self._zone = zone(where)
        self._where = where

    def for_templates(self) -> dict[str, Callable[..., Any]]:
        """The functions that every template may call."""
        return {
            "t": self.t,
            "say": self.say,
            "number": lambda value, decimals=0: wording.number(value, self._lang, decimals),
            "date": lambda at: wording.date(at, self._where, self._lang),
            "day_name": self.day_name,
            "short_day": self.short_day,
            "at": self.at,
            "ago": self.ago,
            "left": self.left,
            "hour": lambda at: wording.at_hour(at, self._where, self._lang),
            "machine_time": lambda at: at.astimezone(self._zone).isoformat(timespec="seconds"),
            "level_name": lambda level: wording.LEVEL_NAMES[level].to(self._lang),
            "level_class": lambda level: LEVEL_CLASS[level],
            "tone_name": lambda bucket: (
                wording.BUCKET_NAMES[bucket].to(self._lang) if bucket in wording.BUCKETS else bucket
            ),
            "change": self.change,
            "stage_name": lambda stage: self.t(stage.value, STAGE_NAMES[stage].en.partition(",")[0]),
            "in_the_web": in_the_web,
            "outward": outward,
            "safe_url": safe_url,
            "told": lambda words: told(words).to(self._lang),
            "iso_date": lambda text: wording.iso_date(text, self._lang),
        }

    def t(self, indonesian: str, english: str) -> str:
        """The text in the visitor's language."""
        return english if self._lang == "en" else indonesian

    def say(self, text: Say | str) -> str:
        """A text of ours; plain text stays as it is."""
        return text.to(self._lang) if isinstance(text, Say) else text

    def day_name(self, day: str) -> str:
        """An ISO date as "Senin, 16 November 2026"."""
        moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=self._zone)
        return wording.day_date(moment, self._where, self._lang)

    def short_day(self, day: str) -> str:
        """An ISO date as "16 Nov 2026"."""
        moment = datetime.fromisoformat(day)
        return f"{moment.day} {wording.SHORT_MONTHS[self._lang][moment.month - 1]} {moment.year}"

    def at(self, moment: datetime | None) -> str:
        """A moment as "16 Nov 05.40"."""
        if moment is None:
            return "–"
        local = moment.astimezone(self._zone)
        colon = ":" if self._lang == "en" else "."
        return f"{local.day} {wording.SHORT_MONTHS[self._lang][local.month - 1]} {local:%H}{colon}{local:%M}"

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago, roughly: "3 jam lalu"."""
        minutes = int((now - moment).total_seconds() // 60)
        if minutes < 1:
            return self.t("baru saja", "just now")
        for size, one, other in ((1440, "hari", "day"), (60, "jam", "hour"), (1, "menit", "minute")):
            if minutes >= size:
                count = minutes // size
                return self.t(f"{count} {one} lalu", f"{count} {other}{'s' if count > 1 else ''} ago")
        return ""

    def left(self, until: datetime, now: datetime) -> str:
        """The time between now and a deadline, whichever comes first: "1 jam 20 menit"."""
        minutes = int(abs((until - now).total_seconds()) // 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        if days:
            return self.t(f"{days} hari {hours} jam", f"{days} d {hours} h")
        return (
            self.t(f"{hours} jam {minutes} menit", f"{hours} h {minutes} min")
            if hours
            else self.t(f"{minutes} menit", f"{minutes} min")
        )

    def change(self, now: int, before: int) -> str:
        """ "+12" against a number before; "" where nothing changed."""
        difference = now - before
        if difference == 0:
            return ""
        sign = "+" if difference > 0 else wording.MINUS
        return f"{sign}{wording.number(abs(difference), self._lang)}"


def outward(url: str, text: str, title: str = "") -> Markup:
    """A link to a post elsewhere: only http and https, telling nobody where it was followed from."""
    safe = safe_url(url)
    if not safe:
        return escape(text)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow external" target="_blank"{}>{}</a>').format(
        safe, Markup(' title="{}"').format(title) if title else "", text
    )
