"""The health of all sources as rows: for `doctor`, the report, `sources list` and the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kentongan.core.clock import OFFSETS, Window
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.source_rhythm import silence, usual_per_day
from kentongan.core.source_verdict import SourceHealth, judge, quiet_words
from kentongan.pipeline.collecting.consents import missing_consents
from kentongan.pipeline.workspace import Workspace


def source_health(
    workspace: Workspace, sources: Sequence[Source], *, now: datetime | None = None
) -> tuple[SourceHealth, ...]:
    """How each of `sources` stands, in their order.

    Args:
        workspace: whose.
        sources: whom; a switched-off one is `off`.
        now: the moment; default the present.
    """
    moment = now or workspace.clock.now()
    visits = workspace.store.visits
    standings, days = visits.standings(), visits.days(moment)
    consents = missing_consents(workspace, (source.kind for source in sources))
    free = rest_days(moment)
    return tuple(
        judge(
            source,
            standings[source.id] if source.id in standings else visits.standing(source.id),
            days.get(source.id, ()),
            moment,
            shown_zone=workspace.office.zone,
            rest_days=free,
            consent=consents.get(source.kind),
        )
        for source in sources
    )


def quiet_lines(workspace: Workspace, sources: Sequence[Source], window: Window) -> tuple[Say, ...]:
    """A sentence on each source that was quiet against its own habit when `window` ended.

    It rests on visits made in the window or later, and on what was published until its end, so that it is the same
    whenever it is asked for: a source that fails today does not change what was true yesterday.
    """
    visits = workspace.store.visits
    standings, days = visits.standings(), visits.days(window.end)
    free = rest_days(window.end)
    found = []
    for source in sources:
        standing = standings.get(source.id)
        if standing is None or standing.ok_at is None or standing.ok_at < window.start:
            continue
        until, history = min(window.end, standing.ok_at), days.get(source.id, ())
        gap = silence(history, until, offset=OFFSETS.get(source.zone, 7), rest_days=free)
        if gap is not None and gap.strange:
            words = quiet_words(gap.since, usual_per_day(history, until), workspace.office.zone)
            found.append(Say(*(f"{source.name}: {text[0].lower()}{text[1:]}" for text in (words.id, words.en))))
    return tuple(found)


def rest_days(moment: datetime) -> frozenset[date]:
    """The public holidays that a rhythm read at `moment` may touch."""
    from analysis.text.calendar_id import holidays

    return frozenset().union(*(holidays(year) for year in (moment.year - 1, moment.year, moment.year + 1)))
