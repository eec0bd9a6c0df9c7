"""A role that may moderate but sees no command is told of, with what to do."""

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle

from bot.client.client import Belegbot
from bot.memory.preferences import WHOLE_SERVER
from tests.bot.asking.test_ask import Speak
from tests.bot.shown import guild_of

NAMES = {
    "de": "/einstellungen, /diagnose, /quelle, /einblicke, /rückmeldungen",
    "en-US": "/settings, /diagnose, /source, /insights, /feedback",
}


@pytest.fixture
async def helpers(bot: Belegbot, channel: ChannelHandle) -> RoleHandle:
    """A role without "Manage Messages" that may moderate the bot."""
    role = guild_of(channel).create_role("helpers", permissions=discord.Permissions.none())
    await bot.desk.preferences.prefer(
        guild_of(channel).id, WHOLE_SERVER, {"moderator_role": role.id}
    )
    return role


async def diagnosed(person: MemberActor, channel: ChannelHandle) -> list[str]:
    result = await person.slash(channel, "diagnose")
    said = [*([result.response] if result.response else []), *result.followups]
    return "\n".join(message.content for message in said).split("\n")


@pytest.mark.parametrize(
    ("language", "beginning"),
    [
        ("de", "darf mich moderieren, sieht aber nicht: "),
        ("en-US", "may moderate me, but doesn't see: "),
    ],
)
async def test_what_the_role_does_not_see_is_named_where_it_is_set_and_diagnosed(
    channel: ChannelHandle,
    moderator: MemberActor,
    helpers: RoleHandle,
    speak: Speak,
    language: str,
    beginning: str,
) -> None:
    speak(language)
    warned = [line for line in await diagnosed(moderator, channel) if helpers.mention in line]
    [line] = warned
    assert line.startswith(f"⚠️ {helpers.mention} {beginning}")
    named = line.partition(": ")[2].partition(". ")[0].split(", ")
    assert {*NAMES[language].split(", ")} < {*named}
    quoted = {"de": "„Als Quelle hinzufügen“", "en-US": "“Add as source”"}
    assert quoted[language] in named
    shown = (await moderator.slash(channel, "settings show")).response
    assert shown is not None
    assert f"⚠️ {helpers.mention} {beginning}" in shown.content


async def test_what_was_allowed_to_the_role_is_not_named(
    env: simcord.Env, channel: ChannelHandle, moderator: MemberActor, helpers: RoleHandle
) -> None:
    found = env.backend.find_command("source", guild_of(channel).id)
    assert found is not None
    guild_of(channel).set_command_permissions(int(found["id"]), {helpers: True})
    [line] = [line for line in await diagnosed(moderator, channel) if helpers.mention in line]
    assert "/settings" in line
    assert "/source," not in line


async def test_a_role_with_the_permission_or_none_is_well_and_one_that_is_gone_is_told(
    bot: Belegbot, channel: ChannelHandle, moderator: MemberActor
) -> None:
    role = guild_of(channel).create_role(
        "seeing", permissions=discord.Permissions(manage_messages=True)
    )
    for moderating, told in ((None, False), (role.id, False), (4242, True)):
        await bot.desk.preferences.prefer(
            guild_of(channel).id, WHOLE_SERVER, {"moderator_role": moderating}
        )
        lines = await diagnosed(moderator, channel)
        assert any("role" in line.lower() for line in lines if line.startswith("⚠️")) is told
