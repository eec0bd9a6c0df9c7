"""What people get of what is somebody's, once `access` has looked it up for them."""

from dataclasses import dataclass
from typing import Self

import discord

from bot.desk.moderators import home_of
from bot.interactions.actions import Key
from bot.interactions.common import Interaction, place_of
from bot.interactions.errors import IdUnknownError
from bot.memory.answers import PostedAnswer
from index.corpus.catalogue import Title
from index.corpus.changelog import Expectation
from index.models import Article


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at an answer, in which server, and where: a channel, or a thread after its own."""

    person: int | None
    guild_id: int | None
    places: tuple[int | None, ...]

    @classmethod
    def of(cls, interaction: Interaction) -> Self:
        """Return the person who acts."""
        places = (*place_of(interaction.channel), interaction.channel_id)
        # In a server, without its member, discord.py has nobody here.
        person = getattr(interaction.user, "id", None)
        return cls(person, home_of(interaction), places)

    @classmethod
    def writing(cls, message: discord.Message) -> Self:
        """Return who wrote a message."""
        guild_id = message.guild.id if message.guild else None
        return cls(message.author.id, guild_id, place_of(message.channel))

    def sees(self, posted: PostedAnswer) -> bool:
        """Tell whether an answer is for this person, here."""
        asked = posted.asked
        if asked.guild_id != self.guild_id:
            return False
        if asked.private or asked.guild_id is None:
            return asked.asker == self.person
        return asked.channel_id in self.places


@dataclass(frozen=True, slots=True)
class SeenAnswer:
    """An answer that the person who acts may see, and the page that they want of it."""

    posted: PostedAnswer
    page: int


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article that the moderator who acts may read, as it stands or last stood.

    `seen` is the revision of the latest change to it that they know of; `page` is from 0.
    """

    title: Title
    article: Article
    seen: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OwnArticle(SeenArticle):
    """An article of the server's own: its moderators may change it."""

    @property
    def target(self) -> "Target":
        """What a form about it has in its id."""
        return Target(self.article.id, self.seen)

    @property
    def expected(self) -> Expectation:
        """What the change log compares before a change, in its transaction."""
        return Expectation(self.title.scope, self.seen)


@dataclass(frozen=True, slots=True)
class SeenHistory:
    """A page, from 0, of what was changed of an article or, without one, of all the server's."""

    of: SeenArticle | None
    page: int


@dataclass(frozen=True, slots=True)
class Target:
    """An article that a form is about; `seen` is the latest change to it that its person knows.

    It is the rest of the form's id.
    """

    article_id: str
    seen: int

    def __str__(self) -> str:
        return f"{self.article_id}:{self.seen}"

    @classmethod
    def of(cls, rest: str) -> "Target":
        """Read the rest of an id; raises `IdUnknownError`."""
        article_id, _, seen = rest.rpartition(":")
        if not article_id:
            raise IdUnknownError
        return cls(article_id, Key.of(f"{seen}:0").number)
