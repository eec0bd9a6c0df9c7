"""A Discord that grants the content of messages, and a server with a help forum and channel."""

import pytest
from simcord.builders import ChannelHandle

from bot.config import DiscordSettings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.shown import guild_of

BATH = Draft(
    "Das Freibad Altheim öffnet am 1. Mai. Der Eintritt kostet 4 Euro. Hunde dürfen nicht hinein. "
    "Die Saisonkarte gilt auch an Feiertagen.",
    "Freibad Altheim",
    "de",
)


@pytest.fixture
def behaviour() -> DiscordSettings:
    return DiscordSettings(conversation_minutes=1, message_content=True)


@pytest.fixture
def forum(channel: ChannelHandle, library: Library) -> ChannelHandle:
    """A forum in a server whose sources tell of a bath."""
    library.add(BATH, Author("operator:ada"), Scope.of(guild_of(channel).id))
    return guild_of(channel).create_forum_channel("fragen")


@pytest.fixture
def log(channel: ChannelHandle) -> ChannelHandle:
    return guild_of(channel).create_text_channel("protokoll")
