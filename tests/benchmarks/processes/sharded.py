"""As much of Discord as several processes of a bot need that share its servers."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from aiohttp import WSMsgType, web

from bot.shards import Shard
from tests.benchmarks.processes.communities import Community, communities
from tests.bot.client.background import served
from tests.bot.client.payloads import (
    USER,
    Payload,
    application,
    as_json,
    member,
    message,
    person,
    ready,
)

SHARDS = 6

CHANGE = re.compile(r"Änderung (\d+)")
FURTHER = re.compile(r"… und (\d+) weitere")
"""Of many changes at once, ten are said one by one."""


class Sharded:
    """Discord, with so many servers in each of its shards; it counts what it is told."""

    def __init__(self, shards: int = SHARDS, each: int = 1) -> None:
        self.loop = asyncio.new_event_loop()
        self.url = ""
        self.shards = {
            number: [*islice(communities(Shard(shards, number)), each)] for number in range(shards)
        }
        self.servers = [server for servers in self.shards.values() for server in servers]
        self.connected: dict[int, tuple[str, web.WebSocketResponse]] = {}
        """By shard the session and its connection."""
        self.twice: list[int] = []
        """Shards that somebody came for while another one had them."""
        self.direct: Counter[int] = Counter()
        """Direct messages by person."""
        self.posted: Counter[tuple[int, int]] = Counter()
        """Changes said in log channels, by channel and revision."""
        self.further = 0
        """Changes of which only the number was said."""
        self.answered: Counter[int] = Counter()
        """Answers by the message that they reply to."""
        self._of_channel = {
            channel: each for each in self.servers for channel in (each.channel, each.log)
        }
        self._numbers = iter(range(2 * 10**18, 3 * 10**18))
        self._sequence: Counter[str] = Counter()

    def app(self) -> web.Application:
        """Return what serves it."""
        app = web.Application()
        app.router.add_get("/users/@me", _constant(USER))
        app.router.add_get("/oauth2/applications/@me", _constant(application()))
        app.router.add_put("/applications/{id}/commands", _constant([]))
        app.router.add_post("/channels/{id}/typing", _nothing)
        app.router.add_post("/channels/{id}/messages", self._send)
        app.router.add_get("/channels/{id}/messages/{message}", self._message)
        app.router.add_patch("/channels/{id}/messages/{message}", self._edit)
        app.router.add_post("/users/@me/channels", _open)
        app.router.add_get("/users/{id}", _user)
        app.router.add_get("/guilds/{id}/members/{user}", _member)
        app.router.add_get("/gateway", self._gateway)
        return app

    def ask(self, server: Community, who: int, text: str) -> int | None:
        """Let a person ask by a mention; return its message, None if nobody is there to hear."""
        mention = {"mentions": [USER | {"bot": True}]}
        return self.say(server, who, f"<@{USER['id']}> {text}", **mention)

    def say(self, server: Community, who: int, text: str, **more: object) -> int | None:
        """Let a person write something; return its message, None if nobody is there to hear."""
        number = next(self._numbers)
        said = message(number, server.channel, text, person(who))
        said |= {"guild_id": str(server.id), "member": member(), **more}
        [shard] = [number for number, its in self.shards.items() if server in its]
        happens = self._happens(shard, "MESSAGE_CREATE", said)
        heard = asyncio.run_coroutine_threadsafe(happens, self.loop).result(60)
        return number if heard else None

    async def _send(self, request: web.Request) -> web.Response:
        channel = int(request.match_info["id"])
        server = self._of_channel.get(channel)
        body, number = await request.json(), next(self._numbers)
        sent = message(number, channel, str(body.get("content") or ""), USER)
        sent["embeds"] = body.get("embeds") or []
        if server is None:
            self.direct[channel] += 1
            return as_json(sent)
        server.messages[number] = sent
        if channel == server.log:
            self.further += sum(map(int, FURTHER.findall(sent["content"])))
            for revision in CHANGE.findall(sent["content"]):
                self.posted[channel, int(revision)] += 1
        elif reference := body.get("message_reference"):
            self.answered[int(reference["message_id"])] += 1
        return as_json(sent)

    def _sent(self, request: web.Request) -> Payload:
        server = self._of_channel[int(request.match_info["id"])]
        return server.messages[int(request.match_info["message"])]

    async def _message(self, request: web.Request) -> web.Response:
        return as_json(self._sent(request))

    async def _edit(self, request: web.Request) -> web.Response:
        sent = self._sent(request)
        sent |= {name: each for name, each in (await request.json()).items() if each is not None}
        return as_json(sent)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 5000}, "s": None, "t": None})
        shard = None
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                continue
            told = received.json()
            if told["op"] == 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            elif told["op"] == 2:
                shard = int(told["d"]["shard"][0])
                await self._let_in(shard, socket)
            elif told["op"] == 6:
                await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
        if shard is not None and self.connected.get(shard, ("", None))[1] is socket:
            del self.connected[shard]
        return socket

    async def _let_in(self, shard: int, socket: web.WebSocketResponse) -> None:
        if shard in self.connected:
            self.twice.append(shard)
        session, servers = f"{shard}.{next(self._numbers)}", self.shards[shard]
        self.connected[shard] = session, socket
        place = shard, len(self.shards)
        told = ready(self.url, session, place, [server.id for server in servers])
        await self._happens(shard, "READY", told)
        for server in servers:
            await self._happens(shard, "GUILD_CREATE", server.payload())

    async def _happens(self, shard: int, name: str, data: Payload) -> bool:
        """Tell whoever has a shard; say whether there is anybody."""
        if shard not in self.connected:
            return False
        session, socket = self.connected[shard]
        self._sequence[session] += 1
        try:
            await socket.send_json({"op": 0, "t": name, "s": self._sequence[session], "d": data})
        except ConnectionError:
            return False
        return True


def _constant(answer: object) -> Any:  # noqa: ANN401 - aiohttp's
    async def give(_: web.Request) -> web.Response:
        return as_json(answer)

    return give


async def _nothing(_: web.Request) -> web.Response:
    return web.Response(status=204)


async def _user(request: web.Request) -> web.Response:
    return as_json(person(int(request.match_info["id"])))


async def _member(request: web.Request) -> web.Response:
    return as_json(member(person(int(request.match_info["user"]))))


async def _open(request: web.Request) -> web.Response:
    who = int((await request.json())["recipient_id"])
    return as_json({"id": str(who), "type": 1, "recipients": [person(who)]})


@contextmanager
def sharded(shards: int = SHARDS, each: int = 1) -> Iterator[Sharded]:
    """Run it on a thread of its own, on a free port."""
    fake = Sharded(shards, each)
    with served(fake.app(), fake.loop) as fake.url:
        yield fake
