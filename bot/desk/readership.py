"""Who reads an answer, and what of a server's sources they may read at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from bot.audience import Audience
from index.asking.answers import Quote
from index.corpus.catalogue import Catalogue
from index.corpus.corpus import Corpus
from index.scopes import Scope


@dataclass(frozen=True, slots=True)
class Readership:
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
    """Tell whether all that was quoted stands where it may be read now, unless it is erased."""
    return unreadable(corpus, scopes, {quote.article_id for quote in quotes}) == set()


def unreadable(corpus: Corpus, scopes: Iterable[Scope], article_ids: Iterable[str]) -> set[str]:
    """Return those of the articles that lie elsewhere, or that nobody is to read any more."""
    readable = set(corpus.shelves(tuple(scopes)))
    return {
        known for known, shelf in corpus.shelves_of(article_ids).items() if shelf not in readable
    }


def hidden_since(corpus: Corpus, quote: Quote, scopes: Iterable[Scope]) -> bool:
    """Tell whether what was quoted would be read in these scopes, had its last day not come."""
    in_force = corpus.versions_in_force({quote.article_id}).get(quote.article_id, 0)
    article = corpus.version(in_force)
    return (
        article is not None
        and article.scope in scopes
        and article.afterwards == "hide"
        and article.expired(corpus.today())
    )
