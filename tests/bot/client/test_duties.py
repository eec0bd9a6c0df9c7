"""Several processes of one bot: each server is looked after by one, and once it ends by another."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import simcord
from simcord.builders import ChannelHandle
from sqlalchemy import update

from bot.client import duties as duties_module
from bot.client.client import Belegbot
from bot.client.duties import EVERY, Duties
from bot.client.errors import ShardsLostError, ShardTakenError
from bot.config import DiscordSettings
from bot.desk.errors import CooldownError
from bot.memory.sharing.leases import LASTS, Leases
from bot.memory.storage.tables import shard_leases
from bot.shards import Shard, shards_in
from bot.workers import Lanes
from index.corpus.storage.database import Database
from index.library import Library
from index.scopes import SHARED
from tests.bot.memory.sharing.conftest import database
from tests.bot.notices.test_notices import ADA, BRIDGE, bridge, note_of, noticed
from tests.bot.shown import guild_of

__all__ = ["database"]

BOT = 1
FIRST, SECOND = shards_in("0-1/2")


def run_out(database: Database, holder: str) -> None:
    """Let time go by in which a process renews nothing."""
    gone = update(shard_leases).where(shard_leases.c.holder == holder)
    with database.write() as connection:
        connection.execute(gone.values(until=shard_leases.c.until - LASTS))


def taken(database: Database, holder: str, shard: Shard) -> Leases:
    """Let another process take a shard, as from one that hangs; return what it has."""
    leases = Leases(database, holder)
    leases.begin(application(database), [shard], leases.begin(application(database), [shard]))
    return leases


def application(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(shard_leases.select()).first().application_id)  # type: ignore[union-attr]


class Process:
    """A process's duties, without Discord: what it joins and leaves is written down."""

    def __init__(self, database: Database, name: str, shards: str) -> None:
        self.lanes = Lanes()
        self.done: list[str] = []
        leases = Leases(database, name)
        own = shards_in(shards) if shards else ()
        self.duties = Duties(leases, self.lanes, own, self._note("join"), self._note("leave"))
        for shard in own:
            self.duties.connected(shard.number)

    def _note(self, what: str) -> Callable[[Shard], Awaitable[None]]:
        async def act(shard: Shard) -> None:
            self.done.append(f"{what} {shard}")
            if what == "join":
                self.duties.connected(shard.number)

        return act


Start = Callable[..., Process]


@pytest.fixture
async def start(database: Database) -> AsyncIterator[Start]:
    there: list[Process] = []

    def start(name: str, shards: str = "") -> Process:
        there.append(Process(database, name, shards))
        return there[-1]

    yield start
    for process in there:
        await process.lanes.close()


async def test_a_second_process_with_a_shard_that_somebody_has_ends_with_a_line(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bob = start("ada:77:x", "0-1/4"), start("bob:78:x", "1/4")
    await ada.duties.begin(BOT)

    async def meanwhile(_seconds: float) -> None:
        await ada.duties.look()

    monkeypatch.setattr("bot.client.duties.asyncio.sleep", meanwhile)
    with pytest.raises(ShardTakenError) as caught:
        await bob.duties.begin(BOT)

    assert str(caught.value) == (
        "Another process (ada:77:x) runs this bot already, with shard 1/4. Stop that one, or name "
        "other shards with --shards; all processes name the same number in all. Nothing was "
        "started."
    )
    assert await ada.duties.held() == [Shard(4, 0), Shard(4, 1)]


async def test_who_is_started_again_after_a_kill_waits_until_nobody_renews(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    await start("ada", "").duties.begin(BOT)
    again, seconds = start("ada again", ""), [0.0]

    async def wait(gone: float) -> None:
        seconds[0] += gone

    monkeypatch.setattr(duties_module, "monotonic", lambda: seconds[0])
    monkeypatch.setattr("bot.client.duties.asyncio.sleep", wait)
    await again.duties.begin(BOT)

    assert seconds[0] == duties_module.UNRENEWED
    assert again.duties.covers(1180000000000000001)


async def test_a_process_that_ended_is_stood_in_for_until_it_is_back(
    start: Start,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada, bob = start("ada", "0-1/4"), start("bob", "2-3/4")
    await ada.duties.begin(BOT)
    await bob.duties.begin(BOT)
    run_out(database, "ada")

    await bob.duties.look()
    assert bob.done == []
    for _ in range(3):
        await bob.duties.look()
    assert bob.done == ["join 0/4", "join 1/4"]
    assert await bob.duties.held() == [*shards_in("0-3/4")]

    back = start("ada again", "0-1/4")

    async def meanwhile(_seconds: float) -> None:
        await bob.duties.look()

    monkeypatch.setattr("bot.client.duties.asyncio.sleep", meanwhile)
    await back.duties.begin(BOT)
    assert bob.done[2:] == ["leave 0/4", "leave 1/4"]
    assert await bob.duties.held() == [*shards_in("2-3/4")]
    assert await back.duties.held() == [*shards_in("0-1/4")]


async def test_who_has_lost_all_that_it_had_leaves_and_ends(
    start: Start,
    database: Database,
) -> None:
    ada = start("ada", "0/2")
    await ada.duties.begin(BOT)
    taken(database, "eve", FIRST)

    with pytest.raises(ShardsLostError):
        await ada.duties.look()

    assert ada.done == ["leave 0/2"]


class TestInDiscord:
    """The real bot with both of two shards; another process has one of them for a while."""

    @pytest.fixture
    def behaviour(self) -> DiscordSettings:
        return DiscordSettings(shards="0-1/2", questions_per_minute=4)

    @pytest.fixture
    def channels(self, env: simcord.Env) -> list[ChannelHandle]:
        guilds = [env.create_guild(f"Server {shard}", shard_id=shard) for shard in (0, 1)]
        return [guild.create_text_channel("general") for guild in guilds]

    async def test_notes_are_written_by_who_has_the_shard_and_by_who_takes_it_over(
        self, env: simcord.Env, library: Library, channels: list[ChannelHandle]
    ) -> None:
        article = library.add(bridge(1900), ADA, SHARED).article_id
        await noticed(env)
        for number, channel in enumerate(channels):
            person = guild_of(channel).add_member(env.create_user(f"person{number}"))
            await person.slash(channel, "ask", question=BRIDGE)
        there = library.corpus.database
        taken(there, "eve", SECOND)
        await env.advance_time(EVERY)
        library.replace(article, bridge(1901), ADA)
        await noticed(env)
        first, second = (channel.last_message for channel in channels)
        assert len(note_of(first)) == 1
        assert note_of(second) == []

        run_out(there, "eve")
        await env.advance_time(2 * EVERY + 3)

        assert len(note_of(channels[1].last_message)) == 1
        assert note_of(channels[0].last_message) == note_of(first)

    async def test_who_has_asked_another_process_too_much_waits_here_too(
        self, env: simcord.Env, bot: Belegbot, channels: list[ChannelHandle]
    ) -> None:
        alice = guild_of(channels[0]).add_member(env.create_user("alice"))
        for _ in range(2):
            bot.memory.cooldowns.count(alice.id, 4)
        for _ in range(2):
            await alice.slash(channels[0], "ask", question=BRIDGE)

        with pytest.raises(CooldownError):
            bot.desk.admit(alice.id, None).__enter__()

    @pytest.mark.usefixtures("channels")
    async def test_a_bot_whose_shards_others_have_taken_over_ends_and_says_why(
        self, env: simcord.Env, bot: Belegbot, library: Library
    ) -> None:
        there = library.corpus.database
        for shard in (FIRST, SECOND):
            taken(there, "eve", shard)

        await env.advance_time(EVERY)

        assert isinstance(bot.ended_by, ShardsLostError)
        assert bot.is_closed()
