"""The health of all sources as rows: for `doctor`, the report, `sources list` and the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kentongan.core.posts import Source
from kentongan.core.source_verdict import SourceHealth, judge
from kentongan.pipeline.consents import missing_consents
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


def rest_days(moment: datetime) -> frozenset[date]:
    """The public holidays that a rhythm read at `moment` may touch."""
    from analysis.calendar_id import holidays

    return frozenset().union(*(holidays(year) for year in (moment.year - 1, moment.year, moment.year + 1)))
