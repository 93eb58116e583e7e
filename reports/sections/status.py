"""Section 1, Status Hari Ini: the day's level in one line, and why."""

from __future__ import annotations

from kentongan.core.day import IssueView
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Paragraph, Section, Span, StatusBanner, Text
from reports.context import OPEN_STATES, Context, line

_NAMED = 3


def section(ctx: Context, number: str) -> Section:
    """The banner and the rule behind it. The day's level is that of its highest issue (field guide 9.3)."""
    day = ctx.day
    if day.level_before is None:
        before = ctx.t("belum ada laporan sebelumnya", "no earlier report")
    else:
        before = f"{ctx.t('kemarin', 'yesterday')} {wording.level_name(day.level_before, ctx.lang)}"
    rule = ctx.t("Status hari adalah tingkat isu tertinggi.", "The day's status is its highest issue level.")
    banner = StatusBanner(day.level, wording.level_name(day.level, ctx.lang).upper(), before, reason(ctx))
    return Section("status", number, ctx.t("Status Hari Ini", "Status Today"), (banner, _note(rule)))


def reason(ctx: Context) -> Text:
    """One or two sentences: the issues at the day's level, and the claims not verified yet."""
    top = [i for i in ctx.day.priority if i.severity.level is ctx.day.level]
    claims = [c for c in ctx.day.claims if c.state in OPEN_STATES]
    tail: Text = ()
    if claims:
        spreading = tuple(dict.fromkeys(p for c in claims for p in c.spreading))
        words = wording.in_words(len(claims), ctx.lang)
        label = Say("Unggahan yang memuat klaim perlu verifikasi", "Posts with claims to verify")
        plural = "" if len(claims) == 1 else "s"
        tail = line(
            ctx.count(spreading, label, text=words) if spreading else words,
            ctx.t(" klaim belum terverifikasi", f" claim{plural} not verified yet"),
        )
    if ctx.day.level is Level.STABLE or not top:
        calm = ctx.t("Tidak ada isu yang perlu ditindaklanjuti", "No issue needs action")
        return line(calm, ctx.t("; ", "; ") if tail else "", tail, ".")
    text = line(_issues(ctx, top), "; " if tail else "", tail, ".")
    if ctx.day.level is Level.CRISIS:
        ask = ctx.t(" Mohon penunjukan juru bicara tunggal.", " Please name a single spokesperson.")
        text = line(text, ask)
    return _capital(text)


def _issues(ctx: Context, top: list[IssueView]) -> Text:
    """As "Satu isu sudah diberitakan media daerah dan belum direspons (Jalan ambles)"."""
    if len(top) == 1:
        issue = top[0]
        name = ctx.safe(issue.name, 90)
        link = ctx.count(issue.posts, issue_label(issue, ctx), text=name)
        return line(
            ctx.t("satu isu ", "one issue "),
            reach(ctx, issue),
            ctx.t(", " if issue.responded not in ("sudah", "belum") else " dan ", ", "),
            ctx.response_clause(issue),
            " (",
            link,
            ")",
        )
    names: list[Text] = []
    for issue in top[:_NAMED]:
        link = ctx.count(issue.posts, issue_label(issue, ctx), text=ctx.safe(issue.name, 70))
        names.append(line(link, f" ({ctx.response_clause(issue)})"))
    more = len(top) - _NAMED
    if more > 0:
        names.append(line(ctx.t(f"{more} isu lain", f"{more} more")))
    joined: list[Span] = []
    for i, words in enumerate(names):
        last = i == len(names) - 1
        joined += [Span("" if i == 0 else ctx.t(", dan ", ", and ") if last else ", "), *words]
    head = f"{wording.in_words(len(top), ctx.lang)} {ctx.t('isu pada tingkat', 'issues at level')} "
    return line(head, wording.level_name(ctx.day.level, ctx.lang), ": ", tuple(s for s in joined if s.text))


def reach(ctx: Context, issue: IssueView) -> str:
    """How far an issue has come: "sudah diberitakan media nasional / media daerah", "beredar di media sosial"."""
    if issue.outlet_tiers.get(1):
        return ctx.t("sudah diberitakan media nasional", "reported by national media")
    if issue.media:
        return ctx.t("sudah diberitakan media daerah", "reported by regional media")
    if any(ctx.group(p) == "social" for p in issue.posts):
        return ctx.t("beredar di media sosial", "spreading on social media")
    return ctx.t("muncul dalam aduan warga", "raised in complaints")


def issue_label(issue: IssueView, ctx: Context) -> Say:
    """What the list of an issue's posts is called."""
    name = ctx.safe(issue.name, 80)
    return Say(f"Isu: {name}", f"Issue: {name}")


def _capital(text: Text) -> Text:
    head, *rest = text
    return (Span(wording.first_upper(head.text), head.strong, head.quiet, head.posts, head.label, head.url), *rest)


def _note(text: str) -> Paragraph:
    return Paragraph((Span(text),), note=True)
