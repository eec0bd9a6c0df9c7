"""Three processes of one bot on a PostgreSQL server, killed in mid-write.

    python -m tests.benchmarks.processes [--kills 20] [--server-kills 0] [--seconds 0] [--milvus]

Discord is one of this machine: six shards with a server each, two for each process. Somebody asks
all the time, the operator changes articles, people want sources that come; now and then a process
is killed. Every second one is started again at once, the others only once the rest has taken over
what it had. In the end: nobody was answered or told twice, each acknowledged change is in the log,
and each answer whose source has changed says so. What is claimed before it is sent is said not at
all if the process is killed in between; that is counted.
"""

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import discord
from aiohttp import WSMsgType, web
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.memory.answers import Answers, Inquiry
from bot.memory.opinions import SourceRequests
from bot.memory.preferences import ServerPreferences
from bot.memory.storage.schema import MEMORY
from bot.memory.storage.tables import shard_leases
from bot.shards import Shard
from index.asking.answers import Answer
from index.config import CorpusSettings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.storage.schema import CORPUS
from index.errors import CorpusError
from index.models import Draft
from index.scopes import Scope
from tests.bot.client.fake_discord import PERSON, USER
from tests.bot.client.fake_discord import as_json as _json
from tests.index.indexing.backends import milvus_server
from tests.postgres import Server, serving

SHARDS, PROCESSES = 6, 3
ADA = Author("operator:ada")
CHANGE = re.compile(r"Änderung (\d+)")
FURTHER = re.compile(r"… und (\d+) weitere")
"""Of many changes at once, ten are said one by one."""
LATE = 120.0
"""Seconds until something counts as not coming any more."""
EVERYTHING = str(discord.Permissions.all().value)


def server_of(shard: int) -> int:
    """Return the id of the one server that a shard has."""
    server = (3 * 10**11 + shard) << 22
    while not Shard(SHARDS, shard).covers(server):
        server += 1 << 22
    return server


@dataclass
class Community:
    """A server: who asks, where, and what was said."""

    shard: int
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        """Its id; its channels' come after it."""
        return server_of(self.shard)

    @property
    def channel(self) -> int:
        """Where people ask."""
        return self.id + 1

    @property
    def log(self) -> int:
        """Its log channel."""
        return self.id + 2

    def payload(self) -> dict[str, Any]:
        """Return it as Discord describes it."""
        channels = [
            {"id": str(number), "type": 0, "name": name, "position": 0, "permission_overwrites": []}
            for number, name in ((self.channel, "general"), (self.log, "log"))
        ]
        everyone: dict[str, Any] = {
            "id": str(self.id),
            "name": "@everyone",
            "permissions": EVERYTHING,
        }
        everyone |= {"position": 0, "color": 0, "hoist": False, "managed": False}
        member = {
            "user": USER,
            "roles": [],
            "joined_at": _now(),
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
        return {
            "id": str(self.id),
            "name": f"Server {self.shard}",
            "owner_id": PERSON["id"],
            "roles": [everyone | {"mentionable": False}],
            "channels": channels,
            "members": [member],
            "member_count": 2,
            "features": ["COMMUNITY"],
            "preferred_locale": "de",
            **{name: [] for name in ("emojis", "stickers", "threads", "voice_states", "presences")},
        }


class Sharded:
    """As much of Discord as several processes of a bot need that share its servers."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.url = ""
        self.servers = [Community(shard) for shard in range(SHARDS)]
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
        self._numbers = iter(range(2 * 10**18, 3 * 10**18))
        self._sequence: Counter[str] = Counter()

    def app(self) -> web.Application:
        """Return what serves it."""
        app = web.Application()
        application: dict[str, Any] = USER | {
            "owner": PERSON,
            "description": "",
            "verify_key": "",
            "summary": "",
        }
        application |= {"bot_public": True, "bot_require_code_grant": False, "rpc_origins": []}
        application |= {"name": "belegbot", "icon": None, "team": None, "flags": 0}
        for path, answer in (
            ("/users/@me", USER),
            ("/oauth2/applications/@me", application),
        ):
            app.router.add_get(path, self._constant(answer))
        app.router.add_put("/applications/{id}/commands", self._constant([]))
        app.router.add_post("/channels/{id}/typing", self._typing)
        app.router.add_post("/channels/{id}/messages", self._send)
        app.router.add_get("/channels/{id}/messages/{message}", self._message)
        app.router.add_patch("/channels/{id}/messages/{message}", self._edit)
        app.router.add_post("/users/@me/channels", self._open)
        app.router.add_get("/users/{id}", self._user)
        app.router.add_get("/guilds/{id}/members/{user}", self._member)
        app.router.add_get("/gateway", self._gateway)
        return app

    @staticmethod
    def _constant(answer: object) -> Any:  # noqa: ANN401 - aiohttp's
        async def give(_: web.Request) -> web.Response:
            return _json(answer)

        return give

    async def _typing(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _user(self, request: web.Request) -> web.Response:
        return _json(_person(int(request.match_info["id"])))

    async def _member(self, request: web.Request) -> web.Response:
        user = _person(int(request.match_info["user"]))
        member = {
            "user": user,
            "roles": [],
            "joined_at": _now(),
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
        return _json(member)

    async def _open(self, request: web.Request) -> web.Response:
        person = int((await request.json())["recipient_id"])
        return _json({"id": str(person), "type": 1, "recipients": [_person(person)]})

    def _kept(self, request: web.Request) -> tuple[Community | None, int]:
        channel = int(request.match_info["id"])
        found = [each for each in self.servers if channel in {each.channel, each.log}]
        return (found[0] if found else None), channel

    async def _send(self, request: web.Request) -> web.Response:
        server, channel = self._kept(request)
        body, number = await request.json(), next(self._numbers)
        message = _message(number, channel, str(body.get("content") or ""), USER)
        message["embeds"] = body.get("embeds") or []
        if server is None:
            self.direct[channel] += 1
            return _json(message)
        server.messages[number] = message
        if channel == server.log:
            self.further += sum(map(int, FURTHER.findall(message["content"])))
            for revision in CHANGE.findall(message["content"]):
                self.posted[channel, int(revision)] += 1
        elif reference := body.get("message_reference"):
            self.answered[int(reference["message_id"])] += 1
        return _json(message)

    async def _message(self, request: web.Request) -> web.Response:
        server, _ = self._kept(request)
        assert server is not None
        return _json(server.messages[int(request.match_info["message"])])

    async def _edit(self, request: web.Request) -> web.Response:
        server, _ = self._kept(request)
        assert server is not None
        message = server.messages[int(request.match_info["message"])]
        message |= {name: each for name, each in (await request.json()).items() if each is not None}
        return _json(message)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 5000}, "s": None, "t": None})
        shard = None
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            told = message.json()
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
        session, server = f"{shard}.{next(self._numbers)}", self.servers[shard]
        self.connected[shard] = session, socket
        ready = {
            "v": 10,
            "user": USER,
            "guilds": [{"id": str(server.id), "unavailable": True}],
            "session_id": session,
            "resume_gateway_url": self.url.replace("http://", "ws://") + "/gateway",
            "shard": [shard, SHARDS],
            "application": {"id": USER["id"], "flags": 0},
        }
        await self._happens(shard, "READY", ready)
        await self._happens(shard, "GUILD_CREATE", server.payload())

    async def _happens(self, shard: int, name: str, data: dict[str, Any]) -> bool:
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

    def ask(self, server: Community, person: int, text: str) -> int | None:
        """Let a person ask by a mention; return its message, None if nobody is there to hear."""
        number = next(self._numbers)
        message = _message(number, server.channel, f"<@{USER['id']}> {text}", _person(person))
        message |= {"guild_id": str(server.id), "mentions": [USER | {"bot": True}]}
        member = {"roles": [], "joined_at": _now(), "deaf": False, "mute": False, "flags": 0}
        said = self._happens(server.shard, "MESSAGE_CREATE", message | {"member": member})
        heard = asyncio.run_coroutine_threadsafe(said, self.loop).result(60)
        return number if heard else None


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _person(number: int) -> dict[str, Any]:
    return PERSON | {"id": str(number)}


def _message(number: int, channel: int, text: str, author: dict[str, Any]) -> dict[str, Any]:
    lists = ("mentions", "mention_roles", "attachments", "embeds")
    return {
        "id": str(number),
        "channel_id": str(channel),
        "author": author,
        "content": text,
        "timestamp": _now(),
        "edited_timestamp": None,
        **dict.fromkeys(("tts", "mention_everyone", "pinned"), False),
        **{name: [] for name in lists},
        "type": 0,
    }


@contextmanager
def sharded() -> Iterator[Sharded]:
    """Run it on a thread of its own, on a free port."""
    fake = Sharded()
    runner = web.AppRunner(fake.app(), shutdown_timeout=0.1)

    async def start() -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    fake.loop.run_until_complete(start())
    thread = threading.Thread(target=fake.loop.run_forever)
    thread.start()
    try:
        yield fake
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), fake.loop).result(30)
        fake.loop.call_soon_threadsafe(fake.loop.stop)
        thread.join()
        fake.loop.close()


class Bots:
    """The processes, by number."""

    def __init__(self, fake: Sharded, folder: Path, settings: dict[str, str]) -> None:
        self._fake, self._folder, self._settings = fake, folder, settings
        # As on machines of their own, where they share vectors.
        self._apart = "BELEGBOT_VECTORS__KIND" in settings
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, number: int) -> None:
        """Start one with its two shards."""
        own = f"{2 * number}-{2 * number + 1}/{SHARDS}"
        # Nothing of the environment but where programs are.
        environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH")}
        environment |= {
            "BELEGBOT_DATA_DIR": str(self._folder / f"data-{number if self._apart else 0}"),
            "BELEGBOT_EMBEDDER__KIND": "builtin",
            "BELEGBOT_SEEDS_DIR": "",
            "DISCORD_TOKEN": "secret.to.ken",
        }
        environment |= self._settings
        with (self._folder / f"log-{number}").open("ab") as log:
            self.running[number] = subprocess.Popen(
                [
                    *(sys.executable, "-m", "tests.bot.client.on_loopback", self._fake.url),
                    *("run", "--shards", own),
                ],
                env=environment,
                stdout=log,
                stderr=log,
            )

    def kill(self, number: int) -> None:
        """End one without a word."""
        process = self.running.pop(number)
        process.kill()
        process.wait()

    def stop(self) -> None:
        """End all as their keeper would."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            process.wait(60)

    def log(self) -> str:
        """Return what all have logged."""
        return "\n".join(file.read_text("utf-8") for file in sorted(self._folder.glob("log-*")))


@dataclass
class Told:
    """What was done and acknowledged."""

    questions: list[int] = field(default_factory=list)
    changes: list[tuple[int, int]] = field(default_factory=list)
    """By log channel and revision."""
    wanted: list[int] = field(default_factory=list)
    """People who wanted a source that came."""


class World:
    """People and an operator who never rest."""

    def __init__(self, fake: Sharded, corpus: Corpus, random: Random) -> None:
        self.fake, self.corpus, self.random = fake, corpus, random
        self.answers = Answers(corpus.database)
        self.requests = SourceRequests(corpus.database, self.answers)
        self.preferences = ServerPreferences(corpus.database)
        self.told = Told()
        self._year = 1000
        self._people = iter(range(7 * 10**17, 8 * 10**17))

    def begin(self) -> None:
        """Give each server a log channel and an article."""
        for server in self.fake.servers:
            self.preferences.prefer(server.id, 0, {"log_channel": server.log})
            with self.corpus.write() as log:
                change = log.add(self._bridge(), ADA, scope=Scope.of(server.id))
            server.articles.append(change.article_id)

    def act(self) -> None:
        """Do one thing in a server."""
        server = self.random.choice(self.fake.servers)
        self.random.choice([self._ask, self._ask, self._change, self._want])(server)

    def _bridge(self) -> Draft:
        self._year += 1
        return Draft(f"Die Brücke wurde {self._year} gebaut.", "Brücke", "de")

    def _ask(self, server: Community) -> None:
        asked = self.fake.ask(server, next(self._people), "Wann wurde die Brücke gebaut?")
        if asked is not None:
            self.told.questions.append(asked)

    def _change(self, server: Community) -> None:
        with self.corpus.write() as log:
            change = log.replace(server.articles[0], self._bridge(), ADA)
        self.told.changes.append((server.log, change.revision))

    def _want(self, server: Community) -> None:
        """Have somebody want a source for what nobody has said, and add it."""
        self._year += 1
        person, name = next(self._people), f"Halle{self._year}"
        asked = Inquiry(
            id=person,
            guild_id=server.id,
            channel_id=server.channel,
            asker=person,
            at=datetime.now(UTC),
            language="de",
            private=True,
        )
        question = f"Wann wurde {name} gebaut?"
        self.answers.record(asked, Answer(question, "", 0.0), message_id=person)
        self.requests.add(person, person, datetime.now(UTC))
        with self.corpus.write() as log:
            draft = Draft(f"{name} wurde {self._year} gebaut.", name, "de")
            change = log.add(draft, ADA, scope=Scope.of(server.id))
        self.told.changes.append((server.log, change.revision))
        self.told.wanted.append(person)

    def unnoted(self) -> list[int]:
        """Return the answers whose source has changed and that don't say so."""
        articles = [each for server in self.fake.servers for each in server.articles]
        in_force = self.corpus.versions_in_force(articles)
        shown = {number: m for server in self.fake.servers for number, m in server.messages.items()}
        return [
            posted.id
            for posted in self.answers.quoting(articles)
            if any(in_force[quote.article_id] != quote.version for quote in posted.quotes)
            and not any(each.get("fields") for each in shown[posted.message_id]["embeds"])
        ]

    def unasked(self) -> list[int]:
        """Return the people whose wish nobody has looked at since its source came."""
        there = {*self.told.wanted}
        return [each.person for each in self.requests.open() if each.person in there]


def wait(done: Callable[[], bool], what: str, meanwhile: Callable[[], object] = bool) -> None:
    """Wait until something has come about; raises `TimeoutError`."""
    end = time.monotonic() + LATE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(what)
        meanwhile()
        time.sleep(0.2)


def check(world: World, kills: int, bots: Bots) -> None:
    """Stop with an error at the first thing that was told twice, or lost; print the sums."""
    fake, told = world.fake, world.told
    logged = {change.revision for change in world.corpus.changes()}
    lost = [revision for _, revision in told.changes if revision not in logged]
    wrong: dict[str, list[Any]] = {
        "changes that were acknowledged and aren't there": lost,
        "answers that don't say that their source has changed": world.unnoted(),
        "questions answered twice": [each for each, n in fake.answered.items() if n > 1],
        "changes said twice": [each for each, n in fake.posted.items() if n > 1],
        "people told twice": [each for each, n in fake.direct.items() if n > 1],
        "shards that two had at once": fake.twice,
    }
    for what, found in wrong.items():
        print(f"{what}: {len(found)}")
        if found:
            raise SystemExit(f"{what}: {found}")
    sent = [message for server in fake.servers for message in server.messages.values()]
    noted = sum(bool(embed.get("fields")) for message in sent for embed in message["embeds"])
    cost = {
        "questions heard": sum(each not in fake.answered for each in told.questions),
        "changes": sum(each not in fake.posted for each in told.changes) - fake.further,
        "wishes": sum(person not in fake.direct for person in told.wanted),
    }
    counts = (len(told.questions), len(told.changes), len(told.wanted))
    print(f"kills: {kills}; answers with a note: {noted}")
    for (what, missing), number in zip(cost.items(), counts, strict=True):
        print(f"{what}: {number}, of which a kill cost what is said to it: {missing}")
    said = bots.log()
    taken, given = said.count("is taken over"), said.count("is given back")
    print(f"shards taken over: {taken}, given back: {given}")
    unseen = said.count("The log channel can't be seen")
    print(f"lines that found no log channel: {unseen}")
    errors = [line for line in said.splitlines() if " ERROR " in line]
    print(f"errors logged: {len(errors)}", *errors[:5], sep="\n  ")


@dataclass(frozen=True)
class Plan:
    """What is killed how often, and how long it takes at least."""

    kills: int
    server_kills: int
    seconds: float


def run(world: World, bots: Bots, server: Server, plan: Plan) -> None:
    """Kill processes, or their database, while people ask; in the end wait until all is told."""
    fake, random = world.fake, world.random

    def whole() -> bool:
        with world.corpus.database.read() as connection:
            adopted = connection.execute(select(func.count()).where(shard_leases.c.adopted))
            return len(fake.connected) == SHARDS and not adopted.scalar_one()

    def act() -> None:
        # What isn't acknowledged while the server is away counts as not done.
        with suppress(CorpusError):
            world.act()
        time.sleep(random.uniform(0, 0.3))

    for number in range(PROCESSES):
        bots.start(number)
    wait(whole, "the processes have started")
    end = time.monotonic() + plan.seconds
    for kill in range(plan.kills):
        for _ in range(random.randint(3, 12)):
            act()
        victim = random.choice([*bots.running])
        bots.kill(victim)
        if kill % 2:
            wait(lambda: len(fake.connected) == SHARDS, "others have taken over", act)
            for _ in range(5):
                act()
        bots.start(victim)
        wait(whole, "it has its shards again", act)
        print(f"kill {kill + 1}: process {victim}, {len(world.told.changes)} changes", flush=True)
    for kill in range(plan.server_kills):
        for _ in range(random.randint(3, 12)):
            act()
        server.kill()
        time.sleep(random.uniform(0, 3))
        server.start()
        for _ in range(20):
            act()
        wait(whole, "all is as before", act)
        print(f"kill {kill + 1} of the server, {len(world.told.changes)} changes", flush=True)
    while time.monotonic() < end:
        act()
    wait(lambda: not world.unnoted() and not world.unasked(), "all is told")
    time.sleep(5)


def main() -> None:
    """Run, check, and print the sums."""
    parser = argparse.ArgumentParser(description="Kill processes of a bot in mid-write.")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--server-kills", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0, help="at least, all kills included")
    parser.add_argument("--milvus", action="store_true", help="vectors in milvus-lite's server")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    start = perf_counter()
    with ExitStack() as stack:
        fake, server = stack.enter_context(sharded()), stack.enter_context(serving())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = server.create()
        settings = CorpusSettings(url=SecretStr(url))
        corpus = Corpus.open(folder, (CORPUS, MEMORY), settings=settings)
        stack.enter_context(closing(corpus))
        world = World(fake, corpus, Random(arguments.seed))
        world.begin()
        kept = {"BELEGBOT_CORPUS__URL": url}
        if arguments.milvus:
            engine = stack.enter_context(milvus_server.serving(folder / "milvus"))
            kept |= {"BELEGBOT_VECTORS__KIND": "milvus", "BELEGBOT_VECTORS__URI": engine.uri}
            kept["BELEGBOT_VECTORS__TOKEN"] = engine.settings.token.get_secret_value()
        bots = Bots(fake, folder, kept)
        stack.callback(bots.stop)
        try:
            run(
                world,
                bots,
                server,
                Plan(arguments.kills, arguments.server_kills, arguments.seconds),
            )
        except BaseException:
            print(bots.log()[-5000:])
            raise
        check(world, arguments.kills, bots)
    print(f"{perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
