"""As much of Discord as a bot needs to log in and to answer direct messages, on loopback.

Its gateway can be cut off and resumed as Discord's: what happened meanwhile is sent then.
"""

import asyncio
import queue
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import WSMsgType, web

from tests.bot.client.background import served
from tests.bot.client.payloads import PERSON, USER, application, as_json, message, ready

WAIT = 60
"""Seconds that a test waits for something before it fails."""
DIRECT = 200000000000000001
"""The channel of the person's direct messages."""
RESUMABLE = 4000


class FakeDiscord:
    """A server whose answers to the login can be chosen."""

    def __init__(self, login_status: int) -> None:
        self.login_status = login_status
        self.refusal: int | None = None
        """The code with which the gateway closes instead of letting the bot in."""
        self.url = ""
        self.limited = True
        self.loop = asyncio.new_event_loop()
        self.commands = 0
        self.told: queue.Queue[str] = queue.Queue()
        """What the bot told the gateway: "identify", "resume" after which sequence number."""
        self.sent: queue.Queue[dict[str, Any]] = queue.Queue()
        """The messages that the bot sent."""
        self._events: list[dict[str, Any]] = []
        self._said = 0
        self._socket: web.WebSocketResponse | None = None
        self._forgetful = False

    def say(self, text: str) -> None:
        """Let the person write to the bot, whether or not it is connected."""
        self._run(self._say(text))

    def cut(self, *, forget: bool = False) -> None:
        """End the connection; `forget` the session, so that it can't be resumed."""
        self._run(self._cut(forget=forget))

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(WAIT)

    async def _say(self, text: str) -> None:
        # No id comes twice, not even in another session.
        self._said += 1
        said = message(300000000000000000 + self._said, DIRECT, text, PERSON)
        await self._happens("MESSAGE_CREATE", said)

    async def _happens(self, name: str, data: dict[str, Any]) -> None:
        event = {"op": 0, "t": name, "s": len(self._events) + 1, "d": data}
        self._events.append(event)
        if self._socket is not None:
            await self._socket.send_json(event)

    async def _cut(self, *, forget: bool) -> None:
        socket, self._socket = self._socket, None
        self._forgetful = forget
        assert socket is not None
        await socket.close(code=RESUMABLE)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/users/@me", self._me)
        app.router.add_get("/oauth2/applications/@me", self._application)
        app.router.add_put("/applications/{id}/commands", self._commands)
        app.router.add_post("/channels/{id}/typing", self._typing)
        app.router.add_post("/channels/{id}/messages", self._send)
        app.router.add_get("/gateway/bot", self._gateway_address)
        app.router.add_get("/gateway", self._gateway)
        return app

    async def _me(self, _: web.Request) -> web.Response:
        if self.login_status == 429:
            # Discord's own limit has a proxy's name and says how long; Cloudflare's has no body.
            told: dict[str, object] = {
                "message": "You are being rate limited.",
                "retry_after": 7200.0,
                "global": False,
            }
            answer = as_json(told, 429) if self.limited else web.Response(status=429, text="no")
            answer.headers["Retry-After"] = "7200"
            if self.limited:
                answer.headers["Via"] = "1.1 google"
            return answer
        body = USER if self.login_status == 200 else {"message": "no", "code": 0}
        return as_json(body, status=self.login_status)

    async def _application(self, _: web.Request) -> web.Response:
        return as_json(application())

    async def _typing(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _send(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.sent.put(body)
        return as_json(message(400000000000000000 + self.sent.qsize(), DIRECT, "", USER))

    async def _commands(self, _: web.Request) -> web.Response:
        self.commands += 1
        return as_json([])

    async def _gateway_address(self, _: web.Request) -> web.Response:
        limit = {"total": 9, "remaining": 9, "reset_after": 0, "max_concurrency": 1}
        url = self.url.replace("http://", "ws://") + "/gateway"
        return as_json({"url": url, "shards": 1, "session_start_limit": limit})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {"op": 10, "d": {"heartbeat_interval": 45_000}, "s": None, "t": None}
        )
        async for received in socket:
            if received.type is WSMsgType.TEXT:
                await self._answer(socket, received.json())
        return socket

    async def _answer(self, socket: web.WebSocketResponse, told: dict[str, Any]) -> None:
        if told["op"] == 2 and self.refusal is not None:
            await socket.close(code=self.refusal)
        elif told["op"] == 2:
            self._events.clear()
            self._socket, self._forgetful = socket, False
            await self._happens("READY", ready(self.url, "s", (0, 1), []))
            self.told.put("identify")
        elif told["op"] == 6:
            self.told.put(f"resume after {told['d']['seq']}")
            if self._forgetful:
                await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
                return
            for event in self._events[told["d"]["seq"] :]:
                await socket.send_json(event)
            self._socket = socket
            await self._happens("RESUMED", {})


@contextmanager
def fake_discord(login_status: int = 200) -> Iterator[FakeDiscord]:
    """Run a fake Discord on a thread of its own, on a free port."""
    fake = FakeDiscord(login_status)
    with served(fake.app(), fake.loop) as fake.url:
        yield fake
