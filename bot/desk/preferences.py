"""How a server wants the bot: what holds in a channel, from the memory, at hand at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import discord

from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from bot.workers import Lanes
from index.i18n import Language, language_of


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds in a channel.

    `listens`: answers may be seen by all; elsewhere `/ask` still answers privately.
    `threads`: a conversation gets a thread. `private`: `/ask` is answered privately by default.
    `writes`: answers are put in other words, too, if the operator has a language model for that.
    `language`: None follows the question. `moderator_role` may moderate without a permission.
    `log_channel`: where changes to the articles are said. `help`: how to help there, unasked.
    `spoken`: the language of whoever has last set something in the server.
    """

    listens: bool = True
    threads: bool = False
    private: bool = False
    writes: bool = True
    language: Language | None = None
    moderator_role: int | None = None
    log_channel: int | None = None
    help: Mapping[str, Any] | None = None
    spoken: Language | None = None

    def language_in(self, guild: discord.Guild) -> Language:
        """Return the language for what is said there to nobody alone.

        Where nobody has set one, it is the server's. What Discord calls so is English in each that
        is no community, whatever is spoken there; then it is that of who has set the bot up.
        """
        known = guild.preferred_locale
        if known is not discord.Locale.american_english or "COMMUNITY" in guild.features:
            return self.language or language_of(known.value)
        return self.language or self.spoken or language_of(known.value)


FOLLOW = "question"
"""What is kept as a place's language where it follows the question, whatever the server's is."""

DEFAULT = Preferences()
NAMES = tuple(field.name for field in fields(Preferences))


class PreferenceBook:
    """All servers' preferences in memory, so that no acknowledgement waits for a database."""

    def __init__(self, memory: Memory, lanes: Lanes) -> None:
        self._memory = memory
        self._lanes = lanes
        self._known: dict[int, dict[int, dict[str, Any]]] = {}

    async def load(self) -> None:
        """Read what is set."""
        self.refresh(await self._lanes.remember(self._memory.preferences.all))

    def refresh(self, known: dict[int, dict[int, dict[str, Any]]]) -> None:
        """Take over what was read, by whichever process it was set."""
        self._known = known

    def of(self, guild_id: int | None, *channel_ids: int | None) -> Preferences:
        """Return what holds in a channel; `channel_ids` go from the wider to the narrower."""
        if guild_id is None:
            return DEFAULT
        known = self._known.get(guild_id, {})
        values: dict[str, Any] = {}
        for place in (WHOLE_SERVER, *channel_ids):
            values |= known.get(place or WHOLE_SERVER, {})
        if values.get("language") == FOLLOW:
            values["language"] = None
        return Preferences(**{name: values[name] for name in NAMES if name in values})

    def set_in(self, guild_id: int) -> dict[int, dict[str, Any]]:
        """Return what is set in a server, by channel."""
        return self._known.get(guild_id, {})

    async def prefer(self, guild_id: int, channel_id: int, values: Mapping[str, Any]) -> None:
        """Set preferences; None takes one back."""
        await self._lanes.remember(self._memory.preferences.prefer, guild_id, channel_id, values)
        await self.load()
