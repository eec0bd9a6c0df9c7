"""A watched page's change goes the way that docs/architecture.md tells."""

from collections.abc import Iterator

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.library import Library
from index.scopes import Scope
from index.watching.watches import WatchRequest
from index.watching.watching import Watching
from tests.bot.shown import guild_of, last
from tests.bot.sources.web.conftest import Looked
from tests.bot.test_ways import WATCHING
from tests.house import Calls, listening, told
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import DAY, POOL, Clock, serve
from tests.index.watching.watched import ADA, LONGER


@pytest.fixture
def calls() -> Iterator[Calls]:
    """What is called; comes before the bot, whose threads are to be heard, too."""
    with listening() as calls:
        yield calls


async def test_a_change_that_is_taken_over_calls_what_the_map_tells_in_its_order(
    calls: Calls,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
) -> None:
    scope = Scope.of(guild_of(channel).id)
    wanted = WatchRequest(serve(site, "/bad", *POOL), scope, DAY, "ask")
    Watching(library, clock.pause).watch(wanted, ADA)
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    with calls.heard():
        await looked()
        await moderator.click(last(log), label="Übernehmen")
    assert calls.of(told(WATCHING)) == told(WATCHING)
