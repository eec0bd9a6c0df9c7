"""What becomes of watched pages is told in the log channel, once, and decided on there."""

import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.library import Library
from index.scopes import Scope
from index.watching.watches import Wanted
from index.watching.watching import Watching
from tests.bot.shown import guild_of, last
from tests.bot.sources.web.conftest import Looked
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import DAY, POOL, Clock, serve
from tests.index.watching.watched import ADA, LONGER


async def test_a_change(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    site: Site,
    clock: Clock,
    looked: Looked,
    moderator: MemberActor,
) -> None:
    scope = Scope.of(guild_of(channel).id)
    watching = Watching(library, clock.pause)
    watching.watch(Wanted(serve(site, "/bad", *POOL), scope, DAY, "ask"), ADA)
    serve(site, "/bad", *LONGER)
    clock.move(DAY)
    await looked()
    print([m.content for m in log.history()], site.asked)
    print(last(log).embeds[0].to_dict(), last(log).components)
    assert 0
