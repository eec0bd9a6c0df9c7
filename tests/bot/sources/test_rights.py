"""Who may look after sources: moderators of this server at this moment, and nobody else."""

from typing import Any

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle

from index.library import Library
from tests.bot.asking.test_ask import UNANSWERED
from tests.bot.asking.test_buttons import Again, buttons
from tests.bot.server.test_settings import show_to
from tests.bot.shown import embed_of, guild_of
from tests.bot.sources.sourcing import (
    REFUSED,
    TITLE,
    TOWER,
    description,
    key_of,
    messages,
    press_in,
    public,
    remove_bridge,
    stored_previews,
    take_role,
    told,
)

COMMANDS: dict[str, dict[str, Any]] = {
    "source add": {"file": ("a.txt", TOWER.encode())},
    "source edit": {"source": TITLE},
    "source audience": {"source": TITLE, "for-everybody": True},
    "source replace": {"source": TITLE, "file": ("a.txt", b"Neu.")},
    "source collect": {},
    "source list": {},
    "source show": {"source": TITLE},
    "source remove": {"source": TITLE},
    "source restore": {"source": TITLE},
    "source undo": {},
    "source history": {},
    "source export": {},
    "source requests": {},
    "insights": {},
}
COMPLETED = {
    "source edit": "source",
    "source audience": "source",
    "source replace": "source",
    "source show": "source",
    "source remove": "source",
    "source restore": "source",
    "source history": "source",
    "source undo": "change",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("bridge")
async def test_a_member_who_sees_a_command_is_refused_and_learns_nothing(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    command: str,
) -> None:
    assert command in moderator.available_commands(channel)
    assert command not in alice.available_commands(channel)
    with pytest.raises(SetupError, match="not visible"):
        await alice.slash(channel, command, **COMMANDS[command])
    show_to(env, alice, command.split(maxsplit=1)[0])
    before = library.corpus.changes()
    said = told(await alice.slash(channel, command, **COMMANDS[command]))
    assert env.errors
    assert said.startswith(REFUSED)
    assert library.corpus.changes() == before
    assert stored_previews(library) == 0
    assert public(channel) == []


@pytest.mark.parametrize("command", COMPLETED)
@pytest.mark.usefixtures("bridge")
async def test_a_member_gets_no_title_to_choose_from(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    command: str,
) -> None:
    show_to(env, alice, "source")
    assert await alice.autocomplete(channel, command, COMPLETED[command], "Geheim") == []
    if command == "source restore":
        await remove_bridge(moderator, channel)
    assert await moderator.autocomplete(channel, command, COMPLETED[command], "Geheim") != []


@pytest.mark.usefixtures("bridge")
async def test_whose_role_is_taken_away_can_do_nothing_with_what_is_still_on_the_screen(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    again: Again,
) -> None:
    await alice.slash(channel, "ask", question=UNANSWERED)
    shown = await moderator.slash(channel, "source show", source=TITLE)
    listed = await moderator.slash(channel, "source list")
    undo = await moderator.slash(channel, "source undo")
    requests = await moderator.slash(channel, "source requests")
    form = await press_in(moderator, shown, "remove")
    before = library.corpus.changes()
    take_role(env, moderator)
    await again()
    assert listed.response is not None
    assert shown.response is not None
    results = [
        await moderator.submit_modal(form, {"why": "heimlich"}),
        await press_in(moderator, shown, "history-of"),
        await press_in(moderator, undo, "undo"),
        await press_in(moderator, requests, "add-for"),
        await moderator.select(
            listed.response, ["title"], custom_id=key_of(listed.response, "sort", "bm")
        ),
    ]
    for result in results:
        assert result.modal is None
        assert [m.content for m in messages(result) if m.content.startswith(REFUSED)]
    assert library.corpus.changes() == before


async def test_what_a_server_adds_is_unknown_in_another(
    env: simcord.Env, library: Library, bridge: str
) -> None:
    elsewhere = env.create_guild("B").create_text_channel("general")
    role = guild_of(elsewhere).create_role(
        "m", permissions=discord.Permissions(manage_messages=True)
    )
    other = guild_of(elsewhere).add_member(env.create_user("eve"), roles=[role])
    before = library.corpus.changes()

    listed = await other.slash(elsewhere, "source list")
    assert "Geheim" not in str(embed_of(listed.response).to_dict()) + str(buttons(listed.response))
    for command, option in COMPLETED.items():
        assert await other.autocomplete(elsewhere, command, option, "Geheim") == []
    for command, option in COMPLETED.items():
        for named in (bridge, TITLE) if command != "source undo" else ():
            result = await other.slash(elsewhere, command, **{option: named})
            assert told(result).startswith("I know no source")
    assert env.errors
    revision = before[-1].revision
    refused = told(await other.slash(elsewhere, "source undo", change=revision))
    assert env.errors
    assert "there is no such change" in refused
    assert "Geheim" not in refused
    history = await other.slash(elsewhere, "source history")
    assert description(history) == "Nothing was changed in this server yet."
    exported = told(await other.slash(elsewhere, "source export"))
    assert exported == "This server has no sources of its own yet."
    assert library.corpus.changes() == before
