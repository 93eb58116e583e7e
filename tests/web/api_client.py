"""A program that calls the API over ASGI."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import httpx
from dashboard import HOST, OpenOffice
from fastapi import FastAPI

from kentongan.core.access import Right, Role
from kentongan.pipeline.users.api_tokens import make_token


@dataclass
class Client:
    """Requests with a token ("" = none)."""

    app: FastAPI
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET below /api/v1."""
        return self.send("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> httpx.Response:
        """POST JSON below /api/v1."""
        return self.send("POST", path, json=body, **more)

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Any request."""
        headers = {**self.headers, **more.pop("headers", {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"

        async def go() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
                return await client.request(method, f"/api/v1{path}", headers=headers, **more)

        return asyncio.run(go())


def program(office: OpenOffice, role: Role = Role.ANALIS, *rights: Right) -> Client:
    """A program of the person in this role, with these rights (default: to read)."""
    _, secret = make_token(office.workspace, office.person(role), "uji", rights or (Right.READ,), 30)
    return Client(office.app, secret)
