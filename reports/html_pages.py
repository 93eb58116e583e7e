"""The report as one HTML page: nothing is loaded from outside, no script runs, and it prints on A4.

The page's content policy allows only the style sheet inside it (by its SHA-256) and fonts and pictures written into it;
so even a text that slipped through as markup could load and run nothing. Autoescape is on; addresses pass
`reports.links`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kentongan.core.day import DayFindings, PostView
from kentongan.core.findings import Level
from reports import wording
from reports.blocks import Block, Chart, PostList, Report, Span, Table
from reports.charts import FONT_FOLDER, NARROW, render_svg
from reports.context import Context
from reports.flavours import Assets
from reports.links import link_of, safe_url
from reports.lists import Anchors, anchor_map, row_anchor, row_numbers, shown_rows, target
from reports.palette import LEVELS
from reports.paper import the_rest

TEMPLATES = Path(__file__).parent / "templates"
# A list on the page shows so many posts in full; the rest as numbers that lead to annex A.
FULL_LINES = 40
# Tables that turn into cards on a phone, because their cells hold sentences.
TALL = frozenset(
    {"potensi", "hoaks", "positif", "rekomendasi", "perkembangan", "kliping", "luar", "matriks", "perubahan", "kinerja"}
)


def html_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The page as UTF-8 bytes, for `reports.flavours`."""
    return html_page(report, day, assets).encode("utf-8")


def html_page(report: Report, day: DayFindings, assets: Assets | None = None) -> str:
    """The whole page.

    Args:
        report: composed from `day`.
        day: for the lists behind the numbers.
        assets: the office's logo, if it has one.
    """
    page = _Page(report, day)
    style = _style() + _margins(report)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    logo = assets.logo if assets and assets.logo else None
    page_text: str = _template().render(
        report=report,
        page=page,
        t=page.ctx.t,
        # Written in whole by us, so that its hash is the one the policy names.
        style=Markup(style),  # noqa: S704
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        logo="data:image/png;base64," + base64.b64encode(logo).decode() if logo else "",
        levels=[(level, wording.level_name(level, report.lang)) for level in Level],
        tall=TALL,
    )
    return page_text.lstrip()


class _Page:
    """What the template asks for while it writes."""

    def __init__(self, report: Report, day: DayFindings) -> None:
        self.report = report
        self.rows = shown_rows(report)
        self._numbered = row_numbers(report)
        self.ctx = Context(day, report.lang, self.rows)
        self._anchors: Anchors = anchor_map(report.lists)

    def link(self, span: Span) -> str:
        """Where a span leads; "" for plain words. An outward address is checked once more."""
        return safe_url(span.url) if span.url else target(span, self._anchors, self.rows)

    def kind(self, block: Block) -> str:
        """The block's type, as the template names its macros."""
        return type(block).__name__.lower()

    def svg(self, chart: Chart, *, narrow: bool = False) -> Markup:
        """The drawn chart. The library escapes the text inside it."""
        shown = chart
        if narrow:
            shown = Chart(f"{chart.key}-kecil", chart.title, chart.narrow, chart.alt, NARROW, chart.height)
        return Markup(render_svg(shown, self.report.lang))  # noqa: S704

    def level_class(self, level: Level) -> str:
        """The class that carries a level's colours."""
        return f"lv-{level.value}"

    def row_anchor(self, number: int) -> str:
        """The anchor of a row of annex A."""
        return row_anchor(number)

    def full(self, entry: PostList) -> list[tuple[int, PostView]]:
        """The first posts of a list: (row in annex A or 0, post)."""
        views = [(self.rows.get(p, 0), v) for p in entry.posts[:FULL_LINES] if (v := self.report.posts.get(p))]
        return sorted(views, key=lambda item: (item[0] == 0, item[0], item[1].published_at))

    def rest(self, entry: PostList) -> list[int]:
        """Rows in annex A of the posts a list does not show in full."""
        return sorted(self.rows[p] for p in entry.posts[FULL_LINES:] if p in self.rows)

    def unlisted(self, entry: PostList) -> int:
        """How many posts of a list are neither shown nor in annex A (yesterday's)."""
        return sum(p not in self._numbered for p in entry.posts[FULL_LINES:])

    def unseen(self, entry: PostList) -> int:
        """How many posts of a list have a row that a page of this size leaves out."""
        return sum(p in self._numbered and p not in self.rows for p in entry.posts[FULL_LINES:])

    def cut(self, table: Table) -> str:
        """The note under a table that the page does not show whole."""
        shown, all_ = self.ctx.n(len(table.rows)), self.ctx.n(table.whole)
        return self.ctx.t(
            f"Ditampilkan {shown} dari {all_} baris: semua yang dikutip dalam laporan, lalu yang pertama menurut urutan. "
            f"{the_rest(table.whole).id}",
            f"Shown: {shown} of {all_} rows: all that the report cites, then the first in order. {the_rest(table.whole).en}",
        )

    def outward(self, view: PostView) -> str:
        """The post's own address, where it may be shown."""
        return link_of(view)


def _margins(report: Report) -> str:
    """The foot of each printed page: the draft stamp and the page's number."""
    stamp = re.sub(r"[^\w .,;:()–—-]", "", report.stamp)
    font = 'font:500 8pt "Inter",sans-serif;color:#4A5560'
    centre = f'@bottom-left{{content:"{stamp}";{font}}}' if stamp else ""
    return f'\n@media print{{@page{{{centre}@bottom-right{{content:counter(page) " / " counter(pages);{font}}}}}}}'


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("daily.html.j2")


@lru_cache(maxsize=1)
def _style() -> str:
    """The style sheet with its fonts inside and the levels' colours from the palette."""
    sheet = (TEMPLATES / "daily.css").read_text(encoding="utf-8")
    for name in ("Inter-Variable.woff2", "SourceSerif4-SemiBold.woff2"):
        data = base64.b64encode((FONT_FOLDER / name).read_bytes()).decode()
        sheet = sheet.replace(f"url({name})", f"url(data:font/woff2;base64,{data})")
    rules = [
        f".lv-{level.value}{{--lv:{strong};--lv-ink:{ink};--lv-tint:{tint}}}"
        for level, (strong, ink, tint) in LEVELS.items()
    ]
    return "\n".join((*rules, sheet))
