"""What holds in a server's help channels, and what hinders the bot there, in words."""

from collections.abc import Iterator

import discord

from bot.desk.preferences import PreferenceBook
from bot.helping.setting import HelpSetting
from bot.i18n import TEXTS
from bot.interactions.checks import NEEDED, own_permissions
from bot.markdown import escape
from bot.notices.log_channel import may_log
from bot.server.diagnosis import Finding
from index.i18n import N_, Language

IS_ON = N_("🛟 {channel} is a help channel: I answer there without a mention, where it is certain.")
IS_ON_TRIAL = N_(
    "🧪 {channel} is a help channel on trial: what I would answer is in the log channel only."
)
IS_OFF = N_("{channel} is no help channel: I answer there when I am asked.")
HOW = N_(
    "I wait until a person has written nothing for {pause} seconds, and give {daily} answers in 24 "
    "hours at most."
)
KEEPS_SILENT = N_("Where moderators write, or {role}, I keep silent.")
KEEPS_SILENT_MODERATORS = N_("Where moderators write, I keep silent.")
SOLVED_TAG = N_("So I do where a post is tagged as solved, or “{tag}”.")
SOLVED_USUAL = N_("So I do where a post is tagged as solved.")
CALLS = N_("Where I can't answer, I call {role}.")

NO_CONTENT = N_(
    "{channel} is a help channel, but Discord doesn't deliver its messages to me. The operator can "
    "change that."
)
NO_CONTENT_OPERATOR = N_(
    "{channel} is a help channel, but Discord doesn't deliver its messages: set message_content = "
    "true under [discord] in the configuration, and switch on “Message Content Intent” at "
    "https://discord.com/developers/applications: your application, then “Bot”."
)
PRIVATE_ONLY = N_(
    "{channel} is a help channel, but I am set to answer privately only there: **/settings "
    "channel** changes that."
)
LACKING = N_("In the help channel {channel} I lack: {permissions}. Until then I keep silent there.")
NO_LOG = N_(
    "{channel} is a help channel on trial, but there is no log channel that I can write in: "
    "**/settings server** names one."
)
ROLE_GONE = N_("The role that I am to call in {channel} is gone. **/help-channel** names another.")
ROLE_SILENT = N_(
    "I can't call {role} in {channel}: let everybody mention the role, or grant me “Mention "
    "@everyone, @here and All Roles”."
)


def help_findings(
    guild: discord.Guild,
    book: PreferenceBook,
    language: Language,
    *,
    content: bool,
    operator: bool = False,
) -> Iterator[Finding]:
    """Tell what keeps the bot from answering in a server's help channels.

    `content`: Discord delivers what messages say. Only an operator reads of settings.
    """
    no_content = NO_CONTENT_OPERATOR if operator else NO_CONTENT
    for place in book.set_in(guild.id):
        setting = HelpSetting.of(book.of(guild.id, place).help)
        if guild.get_channel(place) is not None:
            lacking = None if content else no_content
            yield from hindrances(guild, (place, setting), book, language, lacking)


def hindrances(
    guild: discord.Guild,
    of: tuple[int, HelpSetting],
    book: PreferenceBook,
    language: Language,
    no_content: str | None,
) -> Iterator[Finding]:
    """Tell what keeps the bot from answering in one of them; `no_content` says why it can't read.

    `of`: the channel's id, and how moderators want it.
    """
    place, setting = of
    channel = guild.get_channel(place)
    if setting.mode == "off" or channel is None:
        return

    def finding(message: str, **values: object) -> Finding:
        text = TEXTS.text(language, message, channel=f"<#{place}>", **values)
        return Finding(well=False, text=text)

    if no_content is not None:
        yield finding(no_content)
    preferences = book.of(guild.id, place)
    if not preferences.listens:
        yield finding(PRIVATE_ONLY)
    if setting.mode == "trial":
        target = guild.get_channel(preferences.log_channel or 0)
        if not isinstance(target, discord.TextChannel) or not may_log(target):
            yield finding(NO_LOG)
    trial = setting.mode == "trial"
    if lacking := lacking_in(channel, threads=preferences.threads, trial=trial):
        names = ", ".join(TEXTS.text(language, NEEDED[name]) for name in lacking)
        yield finding(LACKING, permissions=names)
    if setting.call is not None:
        role = guild.get_role(setting.call)
        if role is None:
            yield finding(ROLE_GONE)
        elif not (role.mentionable or own_permissions(channel).mention_everyone):
            yield finding(ROLE_SILENT, role=escape(f"@{role.name}"))


def lacking_in(channel: discord.abc.GuildChannel, *, threads: bool, trial: bool) -> list[str]:
    """Return the names of the permissions that the bot lacks to answer in a help channel."""
    needed = ["view_channel"]
    if trial:
        return [name for name in needed if not getattr(own_permissions(channel), name)]
    needed += ["embed_links", "read_message_history"]
    if isinstance(channel, discord.ForumChannel):
        needed.append("send_messages_in_threads")
    else:
        needed.append("send_messages")
        needed += ["create_public_threads", "send_messages_in_threads"] if threads else []
    permissions = own_permissions(channel)
    return [name for name in needed if not getattr(permissions, name)]


def described(place: int, setting: HelpSetting, language: Language, *, forum: bool) -> list[str]:
    """Say what holds in a channel."""
    heads = {"on": IS_ON, "trial": IS_ON_TRIAL, "off": IS_OFF}

    def say(message: str, **values: object) -> str:
        return TEXTS.text(language, message, **values)

    lines = [say(heads[setting.mode], channel=f"<#{place}>")]
    if setting.mode == "off":
        return lines
    lines.append(say(HOW, pause=setting.pause, daily=setting.daily))
    team = f"<@&{setting.team}>"
    silent = say(KEEPS_SILENT if setting.team else KEEPS_SILENT_MODERATORS, role=team)
    tag = say(SOLVED_TAG if setting.solved else SOLVED_USUAL, tag=escape(setting.solved))
    lines.append(f"{silent} {tag}" if forum else silent)
    if setting.call:
        lines.append(say(CALLS, role=f"<@&{setting.call}>"))
    return lines
