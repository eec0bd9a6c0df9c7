"""What becomes of watched pages is told in the log channel, once, and decided on there."""

import asyncio
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot, StoppingError
from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from index.watching.watches import Apply, Wanted
from index.watching.watching import Watching
from tests.bot.asking.test_buttons import Again
from tests.bot.conftest import Restart
from tests.bot.shown import embed_of, guild_of, last
from tests.bot.sources.sourcing import fields_of, take_role, told
from tests.bot.sources.web.conftest import Looked
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    CHEAPER,
    DAY,
    DOGS,
    HOURS,
    POOL,
    PRICE,
    RULES,
    Clock,
    serve,
    status,
)
from tests.index.watching.watched import ADA, FREE, LONGER

COSTS = "Was kostet der Eintritt ins Freibad?"
WAITS = "👁️ Die Seite von **Freibad** hat sich geändert. Noch ist nichts übernommen.\n-# <{}>"

Begin = Callable[..., str]


@pytest.fixture
def begin(library: Library, channel: ChannelHandle, site: Site, clock: Clock) -> Begin:
    """Watch the pool's page for the server; its article is the fixture's value."""

    def begin(apply: Apply = "ask") -> str:
        wanted = Wanted(serve(site, "/bad", *POOL), Scope.of(guild_of(channel).id), DAY, apply)
        return Watching(library, clock.pause).watch(wanted, ADA).watch.article_id

    return begin


def news_in(log: ChannelHandle) -> list[discord.Message]:
    """What was told of pages, and not of changes that somebody made."""
    said = ("👁️", "⚠️", "✅ Die Seite")
    return [message for message in log.history() if message.content.startswith(said)]


def text_of(library: Library, article_id: str) -> str:
    return library.corpus.article(article_id).text


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Weggefallene Sätze: 1", "Neue Sätze: 1", "Übernehmen", "hat das übernommen."]),
        (
            "en",
            [
                "Sentences no longer there: 1",
                "New sentences: 1",
                "Take over",
                "has taken this over.",
            ],
        ),
    ],
)
async def test_a_change_is_shown_with_what_it_does_to_answers_and_taken_over(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    again: Again,
    language: str,
    names: list[str],
) -> None:
    gone, new, label, done = names
    server = guild_of(channel).id
    Memory.of(library).preferences.prefer(server, WHOLE_SERVER, {"language": language})
    article = begin()
    await alice.slash(channel, "ask", question=COSTS)
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()

    shown = last(log)
    assert f"<{site.url}/bad>" in shown.content
    told_of = fields_of(embed_of(shown))
    assert told_of[gone] == f"- {PRICE}"
    assert told_of[new] == f"- {CHEAPER}"
    assert any(CHEAPER in value for name, value in told_of.items() if name not in names)
    assert PRICE in text_of(library, article)
    assert Watching(library).news(Scope.of(server)) == []
    await again()
    result = await moderator.click(shown, label=label)
    assert result.followups == []
    decided, announced = log.history()[-2:]
    assert decided.content == f"✅ {moderator.mention} {done}"
    assert decided.components == []
    assert moderator.mention in announced.content
    assert CHEAPER in text_of(library, article)
    change = library.corpus.changes()[-1]
    assert (change.operation, change.who) == ("replace", f"discord:{moderator.id}")
    # It is over: nothing of it is told any more.
    clock.move(DAY)
    before = len(log.history())
    await looked()
    assert len(log.history()) == before
    assert env.errors == []


async def test_an_article_is_kept_and_the_next_change_shown(
    library: Library,
    log: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    again: Again,
) -> None:
    article = begin()
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    await again()
    await moderator.click(last(log), label="Artikel behalten")
    assert last(log).content == (
        f"✅ {moderator.mention} hat den Artikel gelassen, wie er ist. Die nächste Änderung der "
        "Seite wird wieder gezeigt."
    )
    assert PRICE in text_of(library, article)
    clock.move(DAY)
    await looked()
    assert len(news_in(log)) == 0
    serve(site, "/bad", HOURS, FREE, DOGS, RULES)
    clock.move(DAY)
    await looked()
    assert [message.content for message in news_in(log)] == [WAITS.format(f"{site.url}/bad")]


async def test_only_moderators_decide_and_only_on_what_they_were_shown(
    env: simcord.Env,
    library: Library,
    log: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    second: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    again: Again,
) -> None:
    article = begin()
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    refused = await alice.click(last(log), label="Übernehmen")
    assert told(refused).startswith("That is for this server's moderators")
    # The page has changed once more, which isn't told: something waits already.
    serve(site, "/bad", HOURS, FREE, DOGS, RULES)
    clock.move(DAY)
    await looked()
    assert len(news_in(log)) == 1
    await again()
    stale = await moderator.click(last(log), label="Übernehmen")
    [said] = stale.followups
    assert said.content.startswith("The page has changed again since this was shown.")
    assert said.ephemeral
    assert PRICE in text_of(library, article)
    assert fields_of(embed_of(last(log)))["Neue Sätze: 1"] == f"- {FREE}"
    # Somebody has decided elsewhere; the buttons of the message are those from before.
    watching = Watching(library)
    found = watching.decisions.proposal(article)
    assert found is not None
    watching.decisions.keep(article, found[1])
    late = await second.click(last(log), label="Artikel behalten")
    assert late.followups[0].content == (
        "Nothing waits here any more: it is decided, or the page took its change back."
    )
    assert last(log).components == []
    assert PRICE in text_of(library, article)
    assert env.errors == []


async def test_who_is_no_moderator_any_more_decides_nothing(
    env: simcord.Env,
    library: Library,
    log: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
) -> None:
    article = begin()
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    take_role(env, moderator)
    refused = await moderator.click(last(log), label="Übernehmen")
    assert told(refused).startswith("That is for this server's moderators")
    assert PRICE in text_of(library, article)


async def test_what_somebody_changed_meanwhile_is_compared_anew_and_not_overwritten(
    library: Library,
    log: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    again: Again,
) -> None:
    article = begin()
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    shown = last(log)
    own = Draft(f"{HOURS} {DOGS}", "Unser Bad", "de", url=f"{site.url}/bad")
    library.replace(article, own, ADA)
    await again()
    first = await moderator.click(shown, label="Übernehmen")
    assert first.followups[0].content.startswith(
        "operator:ada has changed this article since your preview. Nothing was overwritten"
    )
    assert text_of(library, article) == own.text
    [anew] = [message for message in log.history() if message.id == shown.id]
    assert fields_of(embed_of(anew))["Neue Sätze: 2"] == f"- {CHEAPER}\n- {RULES}"
    await moderator.click(anew, label="Übernehmen")
    assert CHEAPER in text_of(library, article)
    # What people said of the article stays; the page says the same of itself as before.
    assert library.corpus.article(article).title == "Unser Bad"


@pytest.mark.parametrize("fate", ["purged", "removed", "unwatched"])
async def test_of_an_article_that_is_gone_nothing_is_decided(
    library: Library,
    log: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    fate: str,
) -> None:
    article = begin()
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    shown = last(log)
    if fate == "purged":
        library.purge(article, ADA)
    elif fate == "removed":
        library.remove(article, ADA)
    else:
        Watching(library).unwatch(article)
    done = await moderator.click(shown, label="Übernehmen")
    said = {
        "purged": "This page isn't watched (any more). Nothing was changed.",
        "removed": "“Freibad” is removed already. **/source restore** brings it back.",
        "unwatched": "This page isn't watched (any more). Nothing was changed.",
    }
    assert [each.content for each in done.followups] == [said[fate]]
    [message] = [message for message in log.history() if message.id == shown.id]
    assert message.components == []


async def test_what_is_taken_over_by_itself_is_said_with_what_came_and_went(
    library: Library,
    log: ChannelHandle,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
) -> None:
    article = begin("always")
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    assert CHEAPER in text_of(library, article)
    added, taken = log.history()
    assert added.content.startswith("➕ Der Betreiber hat **Freibad** hinzugefügt.")
    assert taken.content == (
        "👁️ Die Seite von **Freibad** hat sich geändert, und der neue Text wurde übernommen.\n"
        f"-# <{site.url}/bad>\n-# Änderung 3 · **/quelle zurücknehmen** macht sie rückgängig"
    )
    assert fields_of(embed_of(taken)) == {
        "Weggefallene Sätze: 1": f"- {PRICE}",
        "Neue Sätze: 1": f"- {CHEAPER}",
    }


async def test_trouble_is_told_once_and_once_that_it_is_over_also_over_restarts(
    library: Library,
    log: ChannelHandle,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    restart: Restart,
) -> None:
    article = begin()
    status(site, "/bad", 404)
    for _ in range(4):
        clock.move(DAY)
        await looked()
        await restart()
    assert [message.content for message in news_in(log)] == [
        f"⚠️ **Freibad**: die Seite ist weg. Der letzte gute Text bleibt.\n-# <{site.url}/bad>"
    ]
    serve(site, "/bad", *POOL)
    for _ in range(4):
        clock.move(3 * DAY)
        await looked()
        await restart()
    assert len(news_in(log)) == 2
    assert news_in(log)[-1].content.startswith(
        "✅ Die Seite von **Freibad** ist wieder in Ordnung."
    )
    assert PRICE in text_of(library, article)


async def test_without_a_log_channel_news_waits_and_is_lost_to_nobody(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    restart: Restart,
) -> None:
    article = begin()
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    assert env.bot is bot
    assert channel.history() == []
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
    log = guild_of(channel).create_text_channel("protokoll")
    await moderator.slash(channel, "settings server", **{"log-channel": log})
    await looked()
    assert last(log).content.startswith("👁️ The page of **Freibad** has changed.")
    await looked()
    assert len(log.history()) == 1


async def test_news_that_discord_didnt_take_is_posted_again_with_the_same_number(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
    restart: Restart,
) -> None:
    begin()
    serve(site, "/bad", *LONGER)
    await looked()
    clock.move(DAY)
    env.inject_error("POST", f"/channels/{log.id}/messages", status=403, code=50013)
    await looked()
    await restart()
    await looked()
    assert len(news_in(log)) == 1
    posted = [
        str((request.json or {}).get("nonce"))
        for request in env.http_requests
        if request.method == "POST" and "Seite von" in str(request.json)
    ]
    assert len(posted) == 2
    assert len(set(posted)) == 1
    assert Watching(library).news(Scope.of(guild_of(channel).id)) == []


async def test_one_piece_of_news_that_cant_be_posted_keeps_no_other_from_it(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
) -> None:
    begin()
    scope = Scope.of(guild_of(channel).id)
    other = Wanted(serve(site, "/rat", *POOL[:-1]), scope, DAY, "ask")
    Watching(library, clock.pause).watch(other, ADA)
    await looked()
    for path in ("/bad", "/rat"):
        status(site, path, 404)
    clock.move(DAY)
    env.inject_error("POST", f"/channels/{log.id}/messages", status=400, code=50035)
    await looked()
    await looked()
    assert len(news_in(log)) == 2
    assert Watching(library).news(scope) == []


async def test_members_are_answered_while_a_site_takes_its_time(
    bot: Belegbot,
    library: Library,
    log: ChannelHandle,
    channel: ChannelHandle,
    site: Site,
    clock: Clock,
    looked: Looked,
    begin: Begin,
) -> None:
    begin()
    serve(site, "/bad", *LONGER)
    route, scope = site.routes["/bad"], Scope.of(guild_of(channel).id)
    loop = asyncio.get_running_loop()
    answers: list[str] = []

    def send(handler: BaseHTTPRequestHandler) -> None:
        # The page isn't there until the bot has answered somebody.
        asking = bot.lanes.ask(library.ask, COSTS, scope)
        answer = asyncio.run_coroutine_threadsafe(asking, loop).result(15)
        answers.append(answer.citations[0].sentence.text)
        route(handler)

    site.routes["/bad"] = send
    clock.move(DAY)
    await looked()
    assert answers == [PRICE, PRICE]
    assert len(news_in(log)) == 1


async def test_a_bot_that_stops_waits_for_no_site(bot: Belegbot, env: simcord.Env) -> None:
    # As between two requests to a site that wants to be left alone for a while.
    waiting = asyncio.get_running_loop().run_in_executor(None, bot.watching.visits.pause, 30)
    assert env.bot is bot
    await bot.close()
    with pytest.raises(StoppingError):
        await waiting
