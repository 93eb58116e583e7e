"""The dashboard's pages in the order of the menu; a new one is one file and one line here."""

from __future__ import annotations

from kentongan.web.page import Page
from kentongan.web.pages import (
    accuracy,
    audit,
    complaints,
    hoax,
    issues,
    playbook,
    posts,
    privacy,
    reports,
    rules,
    sources,
    today,
    users,
)

PAGES: tuple[Page, ...] = (
    today.PAGE,
    issues.PAGE,
    posts.PAGE,
    hoax.PAGE,
    complaints.PAGE,
    reports.PAGE,
    sources.PAGE,
    rules.WATCH,
    rules.RULES,
    playbook.PAGE,
    accuracy.PAGE,
    users.PAGE,
    audit.PAGE,
    privacy.PAGE,
)
