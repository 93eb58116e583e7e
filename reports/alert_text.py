"""An alert as a short message: which issue, how grave, why it rang, and where to look."""

from __future__ import annotations

from html import escape

from kentongan.core.clock import zone
from kentongan.core.findings import Alert
from kentongan.core.messages import Lang, Say
from kentongan.core.office import Office
from reports import wording

_HEAD = Say("Peringatan isu", "Issue alert")
_LOOK = Say(
    "Periksa dahulu sebelum bertindak; catat dengan: kentongan alerts note {}",
    "Check before acting; take note with: kentongan alerts note {}",
)

# A post's own marks must not make half a message bold.
_MARKUP = str.maketrans({"*": "", "~": "", "`": "", "_": " "})


def _plain(text: str) -> str:
    return wording.clean(text.translate(_MARKUP))


def alert_text(alert: Alert, name: str, office: Office, lang: Lang = "id") -> tuple[str, str, str]:
    """Subject, text with WhatsApp's marks, and the same as Telegram's HTML.

    Args:
        alert: what rang.
        name: of the issue.
        office: whose it is; for the hour.
        lang: language of the fixed words.
    """
    mark, level = wording.LEVEL_MARKS[alert.level], wording.level_name(alert.level, lang)
    title, reason = _plain(name), _plain(alert.reason)
    at = f"{alert.at.astimezone(zone(office.zone)):%d-%m-%Y %H.%M} {office.zone}"
    look = _LOOK.to(lang).format(alert.id[:12])
    subject = f"{_HEAD.to(lang)}: {mark} {level} — {title}"
    text = f"{mark} *{level.upper()} — {title}*\n{office.short}, {at}\n\n{reason}\n\n_{look}_"
    html = (
        f"{mark} <b>{escape(level.upper(), quote=False)} — {escape(title, quote=False)}</b>\n"
        f"{escape(office.short, quote=False)}, {at}\n\n{escape(reason, quote=False)}\n\n<i>{escape(look, quote=False)}</i>"
    )
    return subject, text, html
