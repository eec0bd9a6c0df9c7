"""Choosing for whom a source is: when it is added, and later; what moderators see of that."""

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle

from bot.audience import Audience
from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.library import Library
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.notices.test_notices import noticed
from tests.bot.shown import bot_of, guild_of, last
from tests.bot.sources.sourcing import (
    HEIGHT,
    TOWER,
    description,
    fields,
    press,
    press_in,
    preview_in,
    told,
)


@pytest.fixture
def role(channel: ChannelHandle) -> RoleHandle:
    return guild_of(channel).create_role("Team")


def lies_in(library: Library, server: Scope) -> list[str]:
    """The parts that a server's articles lie in, oldest first."""
    found = library.catalogue.articles(server, parts=True)
    return [each.scope.part for each in reversed(found)]


async def test_a_file_is_added_for_roles_and_channels_alone(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    role: RoleHandle,
    server: Scope,
    again: Again,
    speak: Speak,
) -> None:
    speak("de")
    room = guild_of(channel).create_text_channel("team")
    options = {"for-role": role, "for-channel": room, "file": ("turm.txt", TOWER.encode())}
    preview = preview_in(await moderator.slash(channel, "source add", **options))
    whom = f"nur für <@&{role.id}>, <#{room.id}>"
    assert f"👥 {whom}" in fields(preview)["Angaben"].split("\n")
    await again()
    await press(moderator, preview, "add")
    part = f"r{role.id}.c{room.id}"
    assert lies_in(library, server) == [part]
    assert library.ask(HEIGHT, server).abstained
    assert not library.ask(HEIGHT, Scope(f"{server}/{part}")).abstained
    assert whom in description(await moderator.slash(channel, "source list"))
    article = library.catalogue.articles(server, parts=True)[0].title
    assert whom in description(await moderator.slash(channel, "source show", source=article))


async def test_a_text_in_a_form_is_added_for_those_that_the_command_named(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    role: RoleHandle,
    server: Scope,
    again: Again,
) -> None:
    second = guild_of(channel).create_role("Vorstand")
    options = {"for-role": role, "for-role-2": second, "for-channel": channel}
    form = await moderator.slash(channel, "source add", **options)
    await again()
    preview = preview_in(await moderator.submit_modal(form, {"text": TOWER}))
    whom = f"👥 only for <@&{role.id}>, <@&{second.id}>, <#{channel.id}>"
    assert whom in fields(preview)["Details"].split("\n")
    await press(moderator, preview, "add")
    assert lies_in(library, server) == [f"r{role.id}.r{second.id}.c{channel.id}"]


async def test_what_was_written_where_not_everybody_reads_is_for_that_channel(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope
) -> None:
    guild = guild_of(channel)
    closed = discord.PermissionOverwrite(view_channel=False)
    seen = discord.PermissionOverwrite(view_channel=True)
    room = guild.create_text_channel(
        "team", overwrites={guild.default_role: closed, moderator: seen}
    )
    for place, part in ((channel, ""), (room, f"c{room.id}")):
        message = await moderator.send(place, f"{TOWER} Das steht in {place.name}.")
        shown = preview_in(await moderator.context_menu(place, "Add as source", message))
        await press(moderator, shown, "add")
        assert lies_in(library, server)[-1] == part


@pytest.mark.parametrize("tongue", ["de", "en"])
async def test_for_whom_a_source_is_changes_and_is_taken_back(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    bridge: str,
    role: RoleHandle,
    server: Scope,
    speak: Speak,
    tongue: str,
) -> None:
    speak(tongue)
    given = {"source": bridge}
    command = "source audience"
    moved = told(await moderator.slash(channel, command, **given, **{"for-role": role}))
    whom = f"nur für <@&{role.id}>" if tongue == "de" else f"only for <@&{role.id}>"
    assert moved.endswith(f": {whom}.")
    assert lies_in(library, server) == [f"r{role.id}"]
    same = told(await moderator.slash(channel, command, **given, **{"for-role": role}))
    nothing = told(await moderator.slash(channel, command, **given))
    assert env.errors
    if tongue == "de":
        assert same.endswith("ist schon für diese bestimmt. Nichts wurde geändert.")
        assert nothing.startswith("Sag, für wen die Quelle sein soll")
    else:
        assert same.endswith("is for these people already. Nothing was changed.")
        assert nothing.startswith("Say for whom the source is to be")
    assert whom in description(await moderator.slash(channel, "source history"))
    everybody = await moderator.slash(channel, command, **given, **{"for-everybody": True})
    assert (": für alle" if tongue == "de" else ": for everybody") in told(everybody)
    assert lies_in(library, server) == [""]
    asked = await moderator.slash(channel, "source undo")
    assert asked.response is not None
    assert (f"wieder {whom}." if tongue == "de" else f"{whom} again.") in asked.response.content
    await moderator.submit_modal(await press_in(moderator, asked, "undo"), {})
    assert lies_in(library, server) == [f"r{role.id}"]


async def test_the_role_of_everybody_means_everybody(
    library: Library, channel: ChannelHandle, moderator: MemberActor, bridge: str, server: Scope
) -> None:
    everyone = guild_of(channel).default_role
    await moderator.slash(channel, "source audience", source=bridge, **{"for-channel": channel})
    assert lies_in(library, server) == [f"c{channel.id}"]
    await moderator.slash(channel, "source audience", source=bridge, **{"for-role": everyone})
    assert lies_in(library, server) == [""]


async def test_a_log_channel_tells_neither_title_nor_reason_of_a_source_that_is_for_some(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    bridge: str,
    role: RoleHandle,
    server: Scope,
) -> None:
    log = guild_of(channel).create_text_channel("log")
    assert server.server is not None
    Memory.of(library).preferences.prefer(server.server, WHOLE_SERVER, {"log_channel": log.id})
    await noticed(env)
    options = {"source": bridge, "for-role": role, "reason": "Nur das Team"}
    await moderator.slash(channel, "source audience", **options)
    assert last(log).content.split("\n") == [
        f"👥 <@{moderator.id}> changed for whom **🔒** is.",
        f"-# not for everybody · Source {bridge} · change 3",
    ]
    await moderator.slash(
        channel, "source audience", source=bridge, **{"for-everybody": True, "reason": "Offen"}
    )
    assert "Geheimbrücke" in last(log).content
    assert "Offen" in last(log).content


async def test_a_source_for_a_role_that_is_gone_is_for_moderators_and_diagnose_says_so(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bridge: str,
    role: RoleHandle,
) -> None:
    members = env.backend.get_guild(guild_of(channel).id).members
    members[alice.id].role_ids.append(role.id)
    await moderator.slash(channel, "source audience", source=bridge, **{"for-role": role})
    question = {"question": "Wann wurde die Geheimbrücke gebaut?", "private": True}
    assert "1900" in description(await alice.slash(channel, "ask", **question))
    before = await moderator.slash(channel, "diagnose")
    assert "Geheimbrücke" not in "".join(each.content for each in before.followups)
    guild = bot_of(env).get_guild(guild_of(channel).id)
    assert guild is not None
    known = guild.get_role(role.id)
    assert known is not None
    await known.delete()
    assert "1900" not in description(await alice.slash(channel, "ask", **question))
    assert "1900" in description(await moderator.slash(channel, "ask", **question))
    shown = await moderator.slash(channel, "diagnose")
    said = "\n".join(each.content for each in [shown.response, *shown.followups] if each)
    assert "Nobody but moderators can ask **Geheimbrücke" in said


def test_what_a_part_is_called_says_for_whom_it_is_and_nothing_else_does() -> None:
    audience = Audience(frozenset({5, 12}), frozenset({7}))
    assert audience.part == "r5.r12.c7"
    assert Audience.of("r5.r12.c7") == audience
    for name in ("", "staff", "r", "r0", "r5.", "x5", "r5.r12.c7.c8.c9", "r5/c7", "R5"):
        assert Audience.of(name) == Audience(), name
