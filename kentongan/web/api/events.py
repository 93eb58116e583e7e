"""New alerts as they come: server-sent events (WHATWG HTML, 9.2).

An event's id is the running number of the audit log, which every alarm is written to in the transaction that makes it.
A listener that was cut off names the last one it heard and misses nothing, whichever process made the alarm and however
often the server was started anew.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from kentongan.core.access import Right
from kentongan.core.errors import StoreError
from kentongan.core.messages import Say
from kentongan.pipeline.workspace import Workspace
from kentongan.store.alerts import NEWS
from kentongan.web.api.callers import Caller, may
from kentongan.web.api.desk_shapes import AlertOut
from kentongan.web.api.problems import Refusal, answers

router = APIRouter(tags=["events"])

LOOK_SECONDS = 2.0
HEARTBEAT_SECONDS = 15.0
# A browser comes back by itself; so no stream outlives a worker that wants to stop, and none is forgotten.
LONGEST_SECONDS = 600.0
MOST_STREAMS = 8
_RETRY_MILLISECONDS = 3000


@router.get(
    "/events",
    responses={**answers(422, 429), 200: {"content": {"text/event-stream": {}}}},
    response_class=StreamingResponse,
)
def events(
    request: Request,
    caller: Annotated[Caller, may(Right.READ, browser=True)],
    last_event_id: Annotated[str | None, Header(max_length=40)] = None,
    after: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> StreamingResponse:
    """New alerts, from now on or after the event named by `Last-Event-ID` (or `after`); a comment every 15 seconds."""
    open_streams: Counter[str] = request.app.state.streams
    if open_streams[caller.user.id] >= MOST_STREAMS:
        raise Refusal(
            429,
            Say(f"Sudah {MOST_STREAMS} aliran terbuka.", f"{MOST_STREAMS} streams are open already."),
            Say("Tutup tab yang tidak dipakai.", "Close tabs that are not in use."),
            headers={"Retry-After": "60"},
        )
    heard = caller.workspace.store.audit.last()
    if last_event_id is not None and last_event_id.isascii() and last_event_id.isdecimal():
        heard = min(int(last_event_id), heard)
    elif after is not None:
        heard = min(after, heard)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _stream(caller, heard, open_streams)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(caller: Caller, heard: int, open_streams: Counter[str]) -> AsyncIterator[str]:
    """Look for what is new until the caller goes, may no longer listen, or the longest time is over."""
    open_streams[caller.user.id] += 1
    try:
        # With an id a browser knows from where to go on even if it never hears of an alarm.
        yield f"retry: {_RETRY_MILLISECONDS}\nid: {heard}\nevent: ready\ndata: {{}}\n\n"
        begun = beaten = time.monotonic()
        while time.monotonic() - begun < LONGEST_SECONDS:
            try:
                found = await run_in_threadpool(_news, caller.workspace, heard)
            except StoreError:
                found = []  # a busy database is asked again
            for number, text in found:
                heard = number
                yield text
            if time.monotonic() - beaten >= HEARTBEAT_SECONDS:
                beaten = time.monotonic()
                if not await run_in_threadpool(caller.still):
                    return
                yield ": masih di sini\n\n"
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        open_streams[caller.user.id] -= 1


def _news(workspace: Workspace, heard: int) -> list[tuple[int, str]]:
    """The alarms after a number, each as an event. JSON escapes line breaks, so a name can end no line."""
    rows = workspace.store.audit.later(NEWS, heard)
    names = workspace.store.boards.names([row.detail for row in rows]) if rows else {}
    found = []
    for row in rows:
        alert = workspace.store.alerts.get(row.subject)
        if alert is not None:
            shown = AlertOut.of(alert, names.get(alert.issue_id, "")).model_dump(mode="json")
            found.append((row.seq, f"id: {row.seq}\nevent: alert\ndata: {json.dumps(shown)}\n\n"))
    return found
