"""The dashboard's pages in the order of the menu; a new one is one file and one line here."""

from __future__ import annotations

from kentongan.web.page import Page
from kentongan.web.pages import issues, reports, today

PAGES: tuple[Page, ...] = (
    today.PAGE,
    issues.PAGE,
    reports.PAGE,
)
