"""What becomes of watched pages is told in the log channel, once, whatever happens meanwhile."""

import asyncio
from http.server import BaseHTTPRequestHandler

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot, StoppingError
from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from tests.bot.conftest import Restart
from tests.bot.shown import embed_of, guild_of, last
from tests.bot.sources.sourcing import fields_of, told
from tests.bot.sources.web.conftest import Pool
from tests.bot.sources.web.test_changes import COSTS
from tests.index.watching.pages import CHEAPER, DAY, POOL, PRICE, serve, status
from tests.index.watching.watched import LONGER


async def test_what_is_taken_over_by_itself_is_said_with_what_came_and_went(pool: Pool) -> None:
    article = pool.begin("always")
    await pool.changes()
    assert CHEAPER in pool.text(article)
    added, taken = pool.log.history()
    assert added.content.startswith("➕ Der Betreiber hat **Freibad** hinzugefügt.")
    assert taken.content == (
        "👁️ Die Seite von **Freibad** hat sich geändert, und der neue Text wurde übernommen.\n"
        f"-# <{pool.site.url}/bad>\n-# Änderung 3 · **/quelle zurücknehmen** macht sie rückgängig"
    )
    assert fields_of(embed_of(taken)) == {
        "Weggefallene Sätze: 1": f"- {PRICE}",
        "Neue Sätze: 1": f"- {CHEAPER}",
    }


async def test_trouble_is_told_once_and_once_that_it_is_over_also_over_restarts(
    pool: Pool, restart: Restart
) -> None:
    article = pool.begin()
    status(pool.site, "/bad", 404)
    for _ in range(4):
        await pool.passes()
        await restart()
    assert [message.content for message in pool.news] == [
        f"⚠️ **Freibad**: die Seite ist weg. Der letzte gute Text bleibt.\n-# <{pool.site.url}/bad>"
    ]
    serve(pool.site, "/bad", *POOL)
    for _ in range(4):
        await pool.passes(3 * DAY)
        await restart()
    assert len(pool.news) == 2
    assert pool.news[-1].content.startswith("✅ Die Seite von **Freibad** ist wieder in Ordnung.")
    assert PRICE in pool.text(article)


async def test_without_a_log_channel_news_waits_and_is_lost_to_nobody(
    pool: Pool, channel: ChannelHandle, moderator: MemberActor, restart: Restart
) -> None:
    server = guild_of(channel).id
    Memory.of(pool.library).preferences.prefer(
        server, WHOLE_SERVER, {"log_channel": None, "language": None}
    )
    article = pool.begin()
    await pool.changes()
    assert (channel.history(), pool.log.history()) == ([], [])
    diagnosed = told(await moderator.slash(channel, "diagnose"))
    assert (
        "⚠️ Watched web pages: 1. There is no log channel where I may say what becomes of them, so "
        "news waits (1)."
    ) in diagnosed
    listed = await moderator.slash(channel, "source list")
    assert listed.response is not None
    assert "a change waits for a decision" in str(listed.response.embeds[0].description)
    card = await moderator.slash(channel, "source show", source=article)
    assert card.response is not None
    assert {"label": "The page's change"}.items() <= {
        key: value
        for row in card.response.components
        for part in row["components"]
        for key, value in part.items()
        if part["custom_id"].startswith("bw:")
    }.items()
    await restart()
    await moderator.slash(channel, "settings server", **{"log-channel": pool.log})
    await pool.looked()
    assert last(pool.log).content.startswith("👁️ The page of **Freibad** has changed.")
    await pool.looked()
    assert len(pool.log.history()) == 1


async def test_news_that_discord_didnt_take_is_posted_again_with_the_same_number(
    env: simcord.Env, pool: Pool, restart: Restart
) -> None:
    pool.begin()
    await pool.looked()
    env.inject_error("POST", f"/channels/{pool.log.id}/messages", status=403, code=50013)
    await pool.changes()
    await restart()
    await pool.looked()
    assert len(pool.news) == 1
    posted = [
        str((request.json or {}).get("nonce"))
        for request in env.http_requests
        if request.method == "POST" and "Seite von" in str(request.json)
    ]
    assert len(posted) == 2
    assert len(set(posted)) == 1
    assert pool.waiting == 0


async def test_one_piece_of_news_that_cant_be_posted_keeps_no_other_from_it(
    env: simcord.Env, pool: Pool
) -> None:
    pool.begin()
    pool.begin(path="/rat")
    await pool.looked()
    for path in ("/bad", "/rat"):
        status(pool.site, path, 404)
    env.inject_error("POST", f"/channels/{pool.log.id}/messages", status=400, code=50035)
    await pool.passes()
    await pool.looked()
    assert len(pool.news) == 2
    assert pool.waiting == 0


async def test_members_are_answered_while_a_site_takes_its_time(bot: Belegbot, pool: Pool) -> None:
    pool.begin()
    serve(pool.site, "/bad", *LONGER)
    route = pool.site.routes["/bad"]
    loop = asyncio.get_running_loop()
    answers: list[str] = []

    def send(handler: BaseHTTPRequestHandler) -> None:
        # The page isn't there until the bot has answered somebody.
        asking = bot.lanes.ask(pool.library.ask, COSTS, pool.scope)
        answer = asyncio.run_coroutine_threadsafe(asking, loop).result(15)
        answers.append(answer.citations[0].sentence.text)
        route(handler)

    pool.site.routes["/bad"] = send
    await pool.passes()
    assert answers == [PRICE, PRICE]
    assert len(pool.news) == 1


async def test_a_bot_that_stops_waits_for_no_site(bot: Belegbot, env: simcord.Env) -> None:
    # As between two requests to a site that wants to be left alone for a while.
    waiting = asyncio.get_running_loop().run_in_executor(None, bot.watching.visits.pause, 30)
    assert env.bot is bot
    await bot.close()
    with pytest.raises(StoppingError):
        await waiting
