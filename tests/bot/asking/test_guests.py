"""Where only a person has installed the bot: the shared sources, for their eyes, nothing kept."""

from collections.abc import Callable
from typing import Any

import pytest
import simcord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.config import DiscordSettings
from bot.desk.moderators import home_of, is_guest
from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.bot.asking.test_ask import QUESTION, UNANSWERED
from tests.bot.asking.test_buttons import Again, click
from tests.bot.conftest import Asked
from tests.bot.discord import openapi
from tests.bot.interactions.crafting import craft
from tests.bot.server.test_settings import show_to
from tests.bot.shown import embed_of, foot_of, guild_of, text_of
from tests.bot.sources.sourcing import REFUSED, told

GUILD, BOT_DM, PRIVATE = 0, 1, 2
FOR_EVERYBODY = {"ask", "sources", "help", "privacy", "Ask about this"}


@pytest.fixture
def behaviour() -> DiscordSettings:
    return DiscordSettings(conversation_minutes=1, user_installs=True)


@pytest.fixture
def as_guest(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let interactions come from where the person alone has installed the bot."""
    original: Callable[..., tuple[object, dict[str, Any]]] = interactions.base_payload

    def guest(context: int = GUILD, *, server: int | None = None) -> None:
        def payload(*args: object, **kwargs: object) -> tuple[object, dict[str, Any]]:
            record, payload = original(*args, **kwargs)
            person = payload.get("member", payload)["user"]["id"]
            owners = {"1": str(person)} | ({"0": str(server)} if server else {})
            installed = {"authorizing_integration_owners": owners, "context": context}
            return record, payload | installed

        monkeypatch.setattr(interactions, "base_payload", payload)

    return guest


@pytest.fixture
def own(library: Library, channel: ChannelHandle) -> Scope:
    """A server with a source and settings of its own, that the bot is only a guest in."""
    scope = Scope.of(guild_of(channel).id)
    bath = Draft("Das Freibad Altheim öffnet am 1. Mai.", "Freibad Altheim", "de")
    library.add(bath, Author("operator:ada"), scope)
    return scope


def commands_sent(env: simcord.Env) -> list[dict[str, Any]]:
    [request] = [r for r in env.http_requests if r.path.endswith("/commands")]
    sent: list[dict[str, Any]] = request.json or []
    return sent


async def test_what_is_for_everybody_is_offered_to_persons_and_nothing_else(
    env: simcord.Env,
) -> None:
    offered = {
        command["name"]: (command["integration_types"], command.get("contexts"))
        for command in commands_sent(env)
    }
    everywhere = {name: offered[name] for name in FOR_EVERYBODY}
    assert everywhere == {name: ([0, 1], [0, 1, 2]) for name in FOR_EVERYBODY}
    others = {name: types for name, (types, _) in offered.items() if name not in FOR_EVERYBODY}
    assert all(types == [0] for types in others.values())
    assert "source" in others
    # Held against Discord's description, as all that is sent.
    path = openapi.description_path()
    assert path is None or openapi.problems(path, env.http_requests) == []


async def test_the_shared_sources_are_asked_privately_and_nothing_of_the_server_is_kept(
    library: Library,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    own: Scope,
    asked: Asked,
    as_guest: Callable[..., None],
    again: Again,
) -> None:
    settings = {"threads": True, "language": "en", "listens": False}
    await bot.desk.preferences.prefer(guild_of(channel).id, WHOLE_SERVER, settings)
    as_guest()
    shown = await alice.slash(channel, "ask", question=QUESTION, private=False)
    assert shown.ephemeral
    assert asked == [(QUESTION, SHARED)]
    assert foot_of(shown.response).endswith("Hier frage ich nur die gemeinsamen Quellen")
    assert channel.threads == []
    silent = await alice.slash(channel, "ask", question="Wann öffnet das Freibad Altheim?")
    assert "Freibad Altheim öffnet" not in text_of(silent.response)
    await again()
    context = await click(alice, shown, "context")
    assert context.ephemeral
    assert embed_of(context.response).title == r"Context of \[1\]"
    await click(alice, silent, "request")
    memory = Memory.of(library)
    rows = [r for r in memory.servers.export(int(own)) if r["table"] != "preferences"]
    assert rows == []
    kept = [request.posted.asked for request in memory.requests.open()]
    assert [(each.guild_id, each.channel_id, each.private) for each in kept] == [(None, 0, True)]


async def test_in_a_server_that_has_the_bot_its_own_sources_are_asked_as_ever(
    channel: ChannelHandle,
    alice: MemberActor,
    own: Scope,
    asked: Asked,
    as_guest: Callable[..., None],
) -> None:
    as_guest(server=guild_of(channel).id)
    shown = await alice.slash(channel, "ask", question="Wann öffnet das Freibad Altheim?")
    assert not shown.ephemeral
    assert [scope for _, scope in asked] == [own]


@pytest.mark.parametrize(("context", "private"), [(PRIVATE, True), (BOT_DM, False)])
async def test_between_people_answers_are_private_and_with_the_bot_as_ever(
    env: simcord.Env,
    as_guest: Callable[..., None],
    context: int,
    private: bool,  # noqa: FBT001 - a parameter
) -> None:
    bob = env.create_user("bob")
    as_guest(context)
    shown = await bob.slash("ask", question=UNANSWERED)
    assert shown.ephemeral is private


async def test_help_and_sources_tell_what_holds_for_a_guest(
    channel: ChannelHandle,
    moderator: MemberActor,
    own: Scope,
    as_guest: Callable[..., None],
) -> None:
    assert own
    as_guest()
    shown = await moderator.slash(channel, "help")
    first, *rest = embed_of(shown.response).fields
    assert str(first.value).startswith("- **/ask** and your question: here I ask the shared")
    assert [field.name for field in rest] == ["Check", "Your data"]
    listed = await moderator.slash(channel, "sources")
    assert "Freibad Altheim" not in text_of(listed.response)


async def test_a_servers_moderator_has_no_rights_where_the_bot_is_a_guest(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    as_guest: Callable[..., None],
) -> None:
    show_to(env, moderator, "source")
    before = library.corpus.changes()
    as_guest()
    said = told(await moderator.slash(channel, "source add", file=("a.txt", b"Neu ist das.")))
    assert env.errors
    assert said.startswith(REFUSED)
    assert library.corpus.changes() == before


async def test_a_server_that_the_bot_is_not_in_is_nobodys_home(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.send(channel, "Hallo")
    interaction = craft(env, bot, alice, channel)
    interaction.guild_id = 4242
    assert home_of(interaction) is None
    assert is_guest(interaction)
