"""What many tests of `/source` start from."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.shown import guild_of
from tests.bot.sources.sourcing import BRIDGE, TITLE, add_text, own


@pytest.fixture
def server(channel: ChannelHandle) -> Scope:
    return Scope.of(guild_of(channel).id)


@pytest.fixture
def bridge(library: Library, server: Scope, moderator: MemberActor) -> str:
    """The server's own article."""
    draft = Draft(BRIDGE, TITLE, "de", date="2020-02", author="Ada")
    return library.add(draft, Author(f"discord:{moderator.id}", "neu"), server).article_id


@pytest.fixture
def second(env: simcord.Env, channel: ChannelHandle, moderator: MemberActor) -> MemberActor:
    """Another moderator."""
    role = moderator.guild.roles["mods"]
    return guild_of(channel).add_member(env.create_user("mod2"), roles=[role])


@pytest.fixture
async def article(library: Library, channel: ChannelHandle, moderator: MemberActor) -> str:
    """An article of the server's own."""
    await add_text(moderator, channel, title="Turm", date="2021")
    return own(library, channel)[0]
