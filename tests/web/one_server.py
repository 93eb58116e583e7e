"""The dashboard behind a real server in this process."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from dashboard import OpenOffice

from kentongan.web.app import create_app


@contextmanager
def serving(office: OpenOffice, path: str) -> Iterator[str]:
    """A server of its own over the office's workspace, gone afterwards; gives the address of a path there."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        app = create_app(office.workspace)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://localhost:{door.getsockname()[1]}{path}"
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive()
