"""Who of the team is in a help channel, where the bot then leaves the talking to people."""

from datetime import datetime, timedelta

import discord

from bot.desk.moderators import moderates
from bot.desk.preferences import PreferenceBook
from bot.helping.setting import HelpSetting

PRESENT = timedelta(minutes=5)
"""For so long after a word of theirs somebody is there, in a channel where many talk."""
PLACES = 2000
"""That are remembered; the oldest make room."""


def of_team(
    author: discord.Member | discord.User,
    place: discord.abc.GuildChannel | discord.Thread,
    *,
    setting: HelpSetting,
    book: PreferenceBook,
) -> bool:
    """Tell whether somebody may look after the sources, or has the role that the channel names."""
    if not isinstance(author, discord.Member):
        return False
    has_role = setting.team is not None and author.get_role(setting.team) is not None
    return has_role or moderates(author, place, book.of(author.guild.id).moderator_role)


class Presence:
    """Where people of the team have written, or somebody else was meant to answer."""

    def __init__(self) -> None:
        self._seen: dict[int, datetime] = {}

    def note(self, place_id: int, now: datetime) -> None:
        """Remember that there is somebody in a thread or channel."""
        self._seen.pop(place_id, None)
        self._seen[place_id] = now
        while len(self._seen) > PLACES:
            del self._seen[next(iter(self._seen))]

    def is_in(self, place_id: int, now: datetime, *, thread: bool) -> bool:
        """Tell whether somebody is there: in a thread from then on, in a channel for a while."""
        seen = self._seen.get(place_id)
        return seen is not None and (thread or now - seen < PRESENT)
