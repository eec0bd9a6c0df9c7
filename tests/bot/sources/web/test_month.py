"""A month with the bot: pages change, break and heal, it is restarted, nobody is told twice."""

from collections import Counter
from collections.abc import Callable

import simcord
from simcord.builders import ChannelHandle

from index.library import Library
from index.scopes import Scope
from index.watching.watches import WatchRequest
from index.watching.watching import Watching
from tests.bot.conftest import Restart
from tests.bot.shown import guild_of
from tests.bot.sources.web.conftest import Looked
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    BEGIN,
    CHEAPER,
    DAY,
    DOGS,
    HOURS,
    POOL,
    RULES,
    Clock,
    serve,
    serve_with_etag,
    status,
)
from tests.index.watching.watched import ADA, FREE

LONG = tuple(f"{sentence} So steht es in Absatz {n}." for n in range(4) for sentence in POOL)

PLAN: dict[int, Callable[[Site], object]] = {
    3: lambda site: serve_with_etag(site, "/careful", HOURS, CHEAPER, DOGS, RULES),
    4: lambda site: serve(site, "/asked", *LONG[:-1]),
    9: lambda site: status(site, "/careful", 404),
    11: lambda site: site.redirect("/asked", "/"),
    14: lambda site: serve_with_etag(site, "/careful", HOURS, CHEAPER, DOGS, RULES),
    17: lambda site: serve(site, "/asked", *LONG[:-1]),
    20: lambda site: serve_with_etag(site, "/careful", HOURS, FREE, DOGS, RULES),
}
RESTARTS = {3, 4, 10, 14, 18, 20, 25}
"""Days on which the bot is restarted after it has looked, and looks again."""


async def test_a_month(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    site: Site,
    clock: Clock,
    looked: Looked,
    restart: Restart,
) -> None:
    scope = Scope.of(guild_of(channel).id)
    serve(site, "/", "Willkommen in Altheim.", "Hier steht, was es Neues gibt.")
    watching = Watching(library, clock.pause)
    careful, asked = [
        watching.watch(wanted, ADA).watch.article_id
        for wanted in (
            WatchRequest(serve_with_etag(site, "/careful", *POOL), scope, DAY, "always"),
            WatchRequest(serve(site, "/asked", *LONG), scope, DAY, "ask"),
        )
    ]
    told: list[tuple[int, str, str]] = []
    for day in range(1, 31):
        if day in PLAN:
            PLAN[day](site)
        clock.time = max(clock.time, BEGIN + day * DAY)
        before = len(log.history())
        await looked()
        if day in RESTARTS:
            await restart()
            await looked()
        told += [
            (day, "careful" if "/careful" in message.content else "asked", message.content[0])
            for message in log.history()[before:]
            if site.url in message.content
        ]

    assert told == [
        (3, "careful", "👁"),
        (4, "asked", "👁"),
        (9, "careful", "⚠"),
        (11, "asked", "⚠"),
        (15, "careful", "✅"),
        (19, "asked", "✅"),
        (20, "careful", "👁"),
    ]
    corpus = library.corpus
    assert FREE in corpus.article(careful).text
    assert LONG[-1] in corpus.article(asked).text
    assert watching.news(scope) == []
    assert library.indexer.verify() == []
    requests = Counter(path for path in site.asked if path != "/robots.txt")
    # Once a day, twice where it changed; in trouble less and less often.
    assert requests == {"/careful": 33, "/asked": 31, "/": 6}
    assert env.errors == []
