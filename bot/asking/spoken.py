"""What a message says: its own words, a forwarded one's, a poll, embeds, texts of components."""

from collections.abc import Iterable, Iterator
from typing import Any

import discord

TEXT = "content"
"""What a component's text is called; buttons and menus have none."""


def words_of(message: discord.Message, *, clean: bool = False) -> str:
    """Return all that a message says, part by part.

    `clean` names people and channels, and leaves out that it is the bot who is spoken to.
    """
    own = message.clean_content if clean else message.content
    if clean and message.guild is not None:
        own = own.replace(f"@{message.guild.me.display_name}", " ")
    parts = [own]
    if (poll := message.poll) is not None:
        answers = [f"- {answer.text}" for answer in poll.answers if answer.text]
        parts.append("\n".join([poll.question, *answers]))
    return _together([*parts, *_shown(message)])


def asked_by(message: discord.Message) -> str:
    """Return what a message that has no words of its own asks: a poll, or what it brings along."""
    poll = message.poll
    return _together([poll.question] if poll and poll.question.strip() else _shown(message))


def _together(parts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _shown(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    """Give what is shown below a message's own words."""
    for embed in message.embeds:
        yield "\n".join(filter(None, _told(embed)))
    # discord.py has none of a message that came without the field.
    components = getattr(message, "components", ())
    yield "\n\n".join(_texts([component.to_dict() for component in components]))
    for forwarded in getattr(message, "message_snapshots", ()):
        yield forwarded.content
        yield from _shown(forwarded)


def _told(embed: discord.Embed) -> Iterator[str | None]:
    yield embed.title
    yield embed.description
    for field in embed.fields:
        yield field.name
        yield field.value


def _texts(components: Iterable[Any]) -> Iterator[str]:
    """Give the texts of components, in their order, however they are nested."""
    for component in components:
        if isinstance(text := component.get(TEXT), str):
            yield text
        yield from _texts(component.get("components", ()))
