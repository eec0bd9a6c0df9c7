"""Who may read what of a server's sources: those for some roles or channels, too.

A source that isn't for everybody lies in a part of its server's scope, and what the part is called
says for whom it is: "r" and a role's id, "c" and a channel's, such as "r42.c77". So the change log
alone knows who could read what when; nothing beside it can be lost, or say something else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from index.asking.answers import Quote
from index.corpus.catalogue import Catalogue
from index.corpus.corpus import Corpus
from index.scopes import Scope

PART = re.compile(r"[rc][1-9][0-9]{0,18}(?:\.[rc][1-9][0-9]{0,18}){0,3}", re.ASCII)

MOST = 4
"""Roles and channels that one source may be for: as many as a form's id has room for."""


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a source is: who has one of the roles, and whoever is in one of the channels.

    Without any it is for nobody but the moderators.
    """

    roles: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()

    @classmethod
    def of(cls, part: str) -> Self:
        """Read what a part of a scope is called; a name of the operator's own says nobody."""
        if not PART.fullmatch(part):
            return cls()
        ids = [(each[0], int(each[1:])) for each in part.split(".")]
        return cls(
            frozenset(number for kind, number in ids if kind == "r"),
            frozenset(number for kind, number in ids if kind == "c"),
        )

    @property
    def part(self) -> str:
        """What the part is called in which such sources lie; empty if it names nobody."""
        roles, channels = sorted(self.roles), sorted(self.channels)
        return ".".join([*(f"r{each}" for each in roles), *(f"c{each}" for each in channels)])


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an answer, and where: a person alone with their roles, or all of a channel.

    `places` are the channel's id, and of a thread's its own channel's. `moderates`: a moderator
    alone reads all there is.
    """

    guild_id: int | None = None
    places: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    moderates: bool = False

    @classmethod
    def all_in(cls, guild_id: int | None, places: Iterable[int | None]) -> Self:
        """Return whoever is in a channel: nobody's roles count where everybody reads along."""
        return cls(guild_id, frozenset(each for each in places if each is not None))

    @property
    def scope(self) -> Scope:
        """Whose sources are read, besides everybody's."""
        return Scope.of(self.guild_id)

    def reads(self, part: Scope) -> bool:
        """Tell whether what lies in a part of the server's scope is for this reader."""
        audience = Audience.of(part.part)
        return self.moderates or bool(
            audience.roles & self.roles or audience.channels & self.places
        )

    def scopes(self, catalogue: Catalogue) -> tuple[Scope, ...]:
        """Return all that may be read, as it is at this moment; looks into the database."""
        if self.guild_id is None:
            return self.scope.visible
        return self.scope.with_parts(filter(self.reads, catalogue.parts(self.scope)))


def may_read(corpus: Corpus, scopes: Iterable[Scope], quotes: Iterable[Quote]) -> bool:
    """Tell whether all that was quoted lies in what may be read now, unless it is erased."""
    return unreadable(corpus, scopes, {quote.article_id for quote in quotes}) == set()


def unreadable(corpus: Corpus, scopes: Iterable[Scope], article_ids: Iterable[str]) -> set[str]:
    """Return those of the articles that lie elsewhere."""
    readable = set(scopes)
    return {
        known for known, scope in corpus.scopes_of(article_ids).items() if scope not in readable
    }
