"""`/help-channel`: what it sets, what it says, and what it says hinders."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.client.client import Belegbot
from bot.helping.setting import HelpSetting
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.helping.posting import deny
from tests.bot.shown import bot_of, guild_of
from tests.bot.sources.sourcing import REFUSED, take_role


@pytest.fixture
def forum(channel: ChannelHandle) -> ChannelHandle:
    return guild_of(channel).create_forum_channel("fragen")


def kept(bot: Belegbot, channel: ChannelHandle) -> HelpSetting:
    return HelpSetting.of(bot.desk.preferences.of(guild_of(channel).id, channel.id).help)


def lines(result: InteractionResult) -> list[str]:
    assert result.ephemeral
    [shown] = [m for m in [result.response, *result.followups] if m is not None]
    return shown.content.split("\n")


async def test_a_moderator_sets_it_step_by_step_and_takes_it_back(
    bot: Belegbot, channel: ChannelHandle, forum: ChannelHandle, moderator: MemberActor
) -> None:
    helpers = guild_of(channel).create_role("helpers")
    caller = guild_of(channel).create_role("rufbereit", mentionable=True)
    shown = await moderator.slash(channel, "help-channel", channel=forum)
    assert lines(shown) == [f"<#{forum.id}> is no help channel: I answer there when I am asked."]
    shown = await moderator.slash(
        *(channel, "help-channel"),
        channel=forum,
        answering="on",
        team=helpers,
        call=caller,
        pause=5,
    )
    assert lines(shown)[:4] == [
        (
            f"🛟 <#{forum.id}> is a help channel: I answer there without a mention, where it is "
            "certain."
        ),
        (
            "I wait until a person has written nothing for 5 seconds, and give 20 answers in 24 "
            "hours at most."
        ),
        (
            f"Where moderators write, or <@&{helpers.id}>, I keep silent. So I do where a post is "
            "tagged as solved."
        ),
        f"Where I can't answer, I call <@&{caller.id}>.",
    ]
    await moderator.slash(
        channel, "help-channel", channel=forum, daily=7, **{"solved-tag": "Abgehakt"}
    )
    assert kept(bot, forum) == HelpSetting("on", helpers.id, caller.id, 7, 5, "Abgehakt")
    for without in ("team", "call", "solved"):
        await moderator.slash(channel, "help-channel", channel=forum, without=without)
    assert kept(bot, forum) == HelpSetting("on", None, None, 7, 5, "")
    shown = await moderator.slash(channel, "settings show")
    [listed] = [m.content for m in [shown.response, *shown.followups] if m is not None]
    assert f"<#{forum.id}>: I answer publicly; answers in the channel; " in listed
    assert "in the question's language; help channel" in listed
    await moderator.slash(channel, "help-channel", channel=forum, answering="off")
    assert kept(bot, forum).mode == "off"


async def menu_of(person: MemberActor, channel: ChannelHandle) -> ResponseMessage:
    """The message of `/settings`, below which a help channel is chosen."""
    shown = await person.slash(channel, "settings show")
    [found] = [m for m in [shown.response, *shown.followups] if m is not None and m.components]
    return found


@pytest.mark.parametrize(
    ("language", "placeholder", "title", "labels", "head"),
    [
        (
            "en-US",
            "Set up a help channel …",
            "Help channel",
            (
                "Answer there without a mention, The team's role, The role to call, Answers in 24 "
                "hours at most, The tag for “solved”"
            ),
            "🛟 {forum} is a help channel: I answer there without a mention, where it is certain.",
        ),
        (
            "de",
            "Einen Hilfekanal einrichten …",
            "Hilfekanal",
            (
                "Dort ohne Erwähnung antworten, Die Rolle des Teams, Die Rolle, die gerufen wird, "
                "Höchstens so viele Antworten in 24 Stunden, Der Tag für „gelöst“"
            ),
            "🛟 {forum} ist ein Hilfekanal: Dort antworte ich ohne Erwähnung, wo es sicher ist.",
        ),
    ],
)
async def test_settings_offer_the_channels_and_a_form_that_stays_through_a_restart(
    env: simcord.Env,
    channel: ChannelHandle,
    forum: ChannelHandle,
    moderator: MemberActor,
    again: Again,
    speak: Speak,
    language: str,
    placeholder: str,
    title: str,
    labels: str,
    head: str,
) -> None:
    speak(language)
    helpers = guild_of(channel).create_role("helpers")
    menu = await menu_of(moderator, channel)
    [part] = menu.components[0]["components"]
    assert (part["placeholder"], part["channel_types"]) == (placeholder, [0, 5, 15])
    await again()
    form = await moderator.select(menu, [forum])
    assert form.modal is not None
    assert form.modal["title"] == title
    assert ", ".join(each["label"] for each in form.modal["components"]) == labels
    await again()
    given = {"mode": ["on"], "team": [helpers], "daily": ["50"], "solved": " Abgehakt "}
    shown = await moderator.submit_modal(form, given)
    assert lines(shown)[0] == head.format(forum=f"<#{forum.id}>")
    assert kept(bot_of(env), forum) == HelpSetting("on", helpers.id, None, 50, 30, "Abgehakt")
    # What is left empty is taken back.
    form = await moderator.select(menu, [forum])
    await moderator.submit_modal(form, {"mode": ["off"], "team": [], "daily": ["50"], "solved": ""})
    assert kept(bot_of(env), forum) == HelpSetting("off", None, None, 50, 30, "")


@pytest.mark.parametrize(
    ("language", "options", "how"),
    [
        (
            "en-US",
            ["I wait 10 seconds for more", "I wait 30 seconds for more"],
            (
                "I wait until a person has written nothing for 120 seconds, and give 20 answers in "
                "24 hours at most."
            ),
        ),
        (
            "de",
            ["Ich warte 10 Sekunden auf mehr", "Ich warte 30 Sekunden auf mehr"],
            (
                "Ich warte, bis jemand 120 Sekunden lang nichts geschrieben hat, und gebe in 24 "
                "Stunden höchstens 20 Antworten."
            ),
        ),
    ],
)
async def test_a_forum_s_pause_which_the_form_has_no_room_for_is_below_what_holds(
    env: simcord.Env,
    channel: ChannelHandle,
    forum: ChannelHandle,
    moderator: MemberActor,
    again: Again,
    speak: Speak,
    language: str,
    options: list[str],
    how: str,
) -> None:
    speak(language)
    form = await moderator.select(await menu_of(moderator, channel), [forum])
    shown = await moderator.submit_modal(form, {"mode": ["on"], "daily": ["20"], "solved": ""})
    [message] = [m for m in [shown.response, *shown.followups] if m is not None and m.components]
    [menu] = message.components[0]["components"]
    assert [each["label"] for each in menu["options"]][1:3] == options
    assert [each["value"] for each in menu["options"] if each["default"]] == ["30"]
    await again()
    changed = await moderator.select(message, ["120"])
    assert kept(bot_of(env), forum) == HelpSetting("on", None, None, 20, 120, "")
    assert changed.response is not None
    assert changed.response.content.split("\n")[1] == how
    # A text channel's form has it, and what is off waits for nobody.
    shown = await moderator.slash(channel, "help-channel", channel=channel, answering="on")
    assert not any(m.components for m in [shown.response, *shown.followups] if m is not None)


async def test_the_form_of_a_text_channel_shows_what_the_command_has_set(
    bot: Belegbot, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await moderator.slash(channel, "help-channel", channel=channel, daily=7, pause=45)
    form = await moderator.select(await menu_of(moderator, channel), [channel])
    assert form.modal is not None
    fields = {p["component"]["custom_id"]: p["component"] for p in form.modal["components"]}
    assert [
        [option["value"] for option in fields[name]["options"] if option["default"]]
        for name in ("mode", "daily", "pause")
    ] == [["off"], ["7"], ["45"]]
    await moderator.submit_modal(form, {"mode": ["trial"], "daily": ["7"], "pause": ["45"]})
    assert kept(bot, channel) == HelpSetting("trial", None, None, 7, 45, "")


async def test_who_is_no_moderator_any_more_sets_nothing_by_the_menu_or_its_form(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    forum: ChannelHandle,
    moderator: MemberActor,
) -> None:
    menu = await menu_of(moderator, channel)
    form = await moderator.select(menu, [forum])
    take_role(env, moderator)
    [refused] = lines(await moderator.submit_modal(form, {"mode": ["on"], "daily": ["20"]}))
    assert refused.startswith(REFUSED)
    [refused] = lines(await moderator.select(menu, [forum]))
    assert refused.startswith(REFUSED)
    assert kept(bot, forum) == HelpSetting()
    assert env.errors == []


async def test_what_hinders_is_told_at_once_and_in_german(
    channel: ChannelHandle, forum: ChannelHandle, moderator: MemberActor, speak: Speak
) -> None:
    speak("de")
    shown = await moderator.slash(channel, "help-channel", channel=forum, answering="trial")
    assert lines(shown)[0] == (
        f"🧪 <#{forum.id}> ist ein Hilfekanal auf Probe: Was ich antworten würde, steht nur im "
        "Protokollkanal."
    )
    assert lines(shown)[-2:] == [
        (
            f"⚠️ <#{forum.id}> ist ein Hilfekanal, aber Discord liefert mir seine Nachrichten "
            "nicht. Der Betreiber kann das ändern."
        ),
        (
            f"⚠️ <#{forum.id}> ist ein Hilfekanal auf Probe, aber es gibt keinen "
            "Protokollkanal, in den ich schreiben kann: **/einstellungen server** nennt einen."
        ),
    ]
    await moderator.slash(channel, "settings channel", channel=forum, answering="no")
    shown = await moderator.slash(channel, "diagnose")
    text = "\n".join(m.content for m in [shown.response, *shown.followups] if m is not None)
    assert f"⚠️ <#{forum.id}> ist ein Hilfekanal, aber dort soll ich nur privat antworten" in text


async def test_a_role_that_the_moderator_may_not_mention_is_not_called(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    forum: ChannelHandle,
    moderator: MemberActor,
) -> None:
    role = guild_of(channel).create_role("alle", mentionable=False)
    shown = await moderator.slash(channel, "help-channel", channel=forum, answering="on", call=role)
    assert lines(shown) == [
        (
            "You may not mention \\@alle yourself, so I won't for you. Nothing was changed; a "
            "role that everybody may mention can be called."
        )
    ]
    assert env.errors
    # Nor by the form.
    form = await moderator.select(await menu_of(moderator, channel), [forum])
    given = {"mode": ["on"], "call": [role], "daily": ["20"]}
    assert lines(await moderator.submit_modal(form, given)) == lines(shown)
    assert kept(bot, forum) == HelpSetting()
    # Later nobody may mention it any more: the bot can't either, and says so.
    role = guild_of(channel).create_role("rufbereit", mentionable=True)
    await moderator.slash(channel, "help-channel", channel=forum, answering="on", call=role)
    env.backend.edit_role(guild_of(channel).id, role.id, {"mentionable": False})
    deny(env, forum, mention_everyone=True)
    shown = await moderator.slash(channel, "help-channel", channel=forum)
    assert lines(shown)[-1].startswith(
        f"⚠️ I can't call \\@rufbereit in <#{forum.id}>: let everybody"
    )
