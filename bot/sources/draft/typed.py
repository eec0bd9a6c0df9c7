"""What people type in Discord -> Markdown as files have it.

What stands in Discord's own marks is shown as its clients show it: names for people, channels and
emoji, dates for times. A spoiler keeps its marks, by which it is hidden in answers, too.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import discord

CODE = re.compile(r"```[\s\S]*?```|`[^`\n]*`")
EMOJI = re.compile(r"<a?(?P<name>:\w{2,32}:)\d{15,22}>")
MENTION = re.compile(r"<(?P<kind>@!?|@&|#)(?P<id>\d{15,22})>")
COMMAND = re.compile(r"<(?P<name>/[\w -]{1,100}):\d{15,22}>")
TIMESTAMP = re.compile(r"<t:(?P<seconds>-?\d{1,12})(?::(?P<style>[tTdDfFsSR]))?>")
SPOILER = re.compile(r"\|\|(?P<text>[^|]{1,4000})\|\|")
SMALL = re.compile(r"^(?P<before>[> ]{0,10})-# ", re.MULTILINE)
QUOTE = re.compile(r"^>>> ", re.MULTILINE)

DATES = {"d": "%Y-%m-%d", "D": "%Y-%m-%d", "t": "%H:%M UTC", "T": "%H:%M:%S UTC"}
DATE_AND_TIME = "%Y-%m-%d %H:%M UTC"


def as_markdown(text: str, guild: discord.Guild | None) -> str:
    """Return what was typed, in the Markdown of files; code stays as it is."""
    quote = next((found for found in QUOTE.finditer(text) if not _is_code(text, found)), None)
    if quote is not None:
        # It goes on to the end.
        quoted = text[quote.end() :].replace("\n", "\n> ")
        text = f"{text[: quote.start()]}> {quoted}"
    parts, place = [], 0
    for code in CODE.finditer(text):
        parts += [_resolved(text[place : code.start()], guild), code[0]]
        place = code.end()
    return "".join([*parts, _resolved(text[place:], guild)])


def _is_code(text: str, found: re.Match[str]) -> bool:
    return any(code.start() < found.start() < code.end() for code in CODE.finditer(text))


def _resolved(text: str, guild: discord.Guild | None) -> str:
    text = EMOJI.sub(r"\g<name>", text)
    text = COMMAND.sub(r"\g<name>", text)
    text = SPOILER.sub(_spoiler, text)
    text = SMALL.sub(r"\g<before>", text)
    text = TIMESTAMP.sub(_date, text)
    return MENTION.sub(_name_in(guild), text)


def _spoiler(found: re.Match[str]) -> str:
    hidden = found["text"].strip()
    return f"||{hidden}||" if hidden else found[0]


def _date(found: re.Match[str]) -> str:
    try:
        at = datetime.fromtimestamp(int(found["seconds"]), UTC)
    except (OverflowError, OSError, ValueError):
        return found[0]
    return at.strftime(DATES.get(found["style"] or "", DATE_AND_TIME))


def _name_in(guild: discord.Guild | None) -> Callable[[re.Match[str]], str]:
    def name(found: re.Match[str]) -> str:
        number, kind = int(found["id"]), found["kind"]
        if guild is None:
            return found[0]
        if kind == "#":
            channel = guild.get_channel_or_thread(number)
            return f"#{channel.name}" if channel else found[0]
        named = guild.get_role(number) if kind == "@&" else guild.get_member(number)
        if named is None:
            return found[0]
        return f"@{named.name if isinstance(named, discord.Role) else named.display_name}"

    return name
