"""As much of Discord as a bot needs to log in, on loopback: REST, and a gateway that says READY."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import WSMsgType, web

USER = {"id": "100000000000000001", "username": "belegbot", "discriminator": "0", "avatar": None}


def _json(body: object, status: int = 200) -> web.Response:
    # Discord names no charset, and discord.py takes only that for JSON.
    raw = json.dumps(body).encode()
    return web.Response(body=raw, status=status, content_type="application/json")


class FakeDiscord:
    """A server whose answers to the login can be chosen."""

    def __init__(self, login_status: int) -> None:
        self.login_status = login_status
        self.url = ""

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/users/@me", self._me)
        app.router.add_get("/oauth2/applications/@me", self._application)
        app.router.add_put("/applications/{id}/commands", self._commands)
        app.router.add_get("/gateway/bot", self._gateway_address)
        app.router.add_get("/gateway", self._gateway)
        return app

    async def _me(self, _: web.Request) -> web.Response:
        body = USER if self.login_status == 200 else {"message": "no", "code": 0}
        return _json(body, status=self.login_status)

    async def _application(self, _: web.Request) -> web.Response:
        owner = {**USER, "id": "100000000000000002"}
        return _json(
            {
                "id": USER["id"],
                "name": "belegbot",
                "description": "",
                "icon": None,
                "rpc_origins": [],
                "bot_public": True,
                "bot_require_code_grant": False,
                "owner": owner,
                "verify_key": "",
                "summary": "",
                "team": None,
                "flags": 0,
            }
        )

    async def _commands(self, _: web.Request) -> web.Response:
        return _json([])

    async def _gateway_address(self, _: web.Request) -> web.Response:
        limit = {"total": 9, "remaining": 9, "reset_after": 0, "max_concurrency": 1}
        url = self.url.replace("http://", "ws://") + "/gateway"
        return _json({"url": url, "shards": 1, "session_start_limit": limit})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {"op": 10, "d": {"heartbeat_interval": 45_000}, "s": None, "t": None}
        )
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.json()["op"] == 2:
                ready = {
                    "v": 10,
                    "user": USER,
                    "guilds": [],
                    "session_id": "s",
                    "resume_gateway_url": self.url.replace("http://", "ws://"),
                    "shard": [0, 1],
                    "application": {"id": USER["id"], "flags": 0},
                }
                await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
        return socket


@contextmanager
def fake_discord(login_status: int = 200) -> Iterator[FakeDiscord]:
    """Run a fake Discord on a thread of its own, on a free port."""
    fake = FakeDiscord(login_status)
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(fake.app(), shutdown_timeout=0.1)

    async def start() -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield fake
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
