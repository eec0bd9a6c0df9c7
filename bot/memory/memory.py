"""All that the bot remembers, beside the articles in the same database."""

from dataclasses import dataclass
from typing import Self

from bot.memory.answers import Answers
from bot.memory.bookmarks import Bookmarks
from bot.memory.figures import Figures
from bot.memory.helping.posts import HelpPosts
from bot.memory.opinions import Opinions, SourceRequests
from bot.memory.preferences import ServerPreferences
from bot.memory.previews import Previews
from bot.memory.servers import Servers
from bot.memory.sharing.budget import Budget
from bot.memory.sharing.cooldowns import Cooldowns
from bot.memory.sharing.leases import Leases
from bot.memory.stays import Stays
from bot.memory.unanswered import Unanswered
from bot.memory.writing.tokens import Tokens
from index.library import Library


@dataclass(frozen=True, slots=True)
class Memory:
    """What was answered, thought, requested and set, by part. Thread-safe.

    Any number of processes may have it open. Closing the library closes it, too.
    """

    answers: Answers
    opinions: Opinions
    requests: SourceRequests
    preferences: ServerPreferences
    bookmarks: Bookmarks
    previews: Previews
    stays: Stays
    servers: Servers
    unanswered: Unanswered
    figures: Figures
    helped: HelpPosts
    tokens: Tokens
    leases: Leases
    budget: Budget
    cooldowns: Cooldowns

    @classmethod
    def of(cls, library: Library) -> Self:
        """Return what is kept in a library's database, which was opened with `Forgetting`."""
        database = library.corpus.database
        answers, stays, unanswered = Answers(database), Stays(database), Unanswered(database)
        return cls(
            answers=answers,
            opinions=Opinions(database, answers),
            requests=SourceRequests(database, answers),
            preferences=ServerPreferences(database),
            bookmarks=Bookmarks(database),
            previews=Previews(database),
            stays=stays,
            servers=Servers(database, stays),
            unanswered=unanswered,
            figures=Figures(database, library.catalogue, unanswered),
            helped=HelpPosts(database),
            tokens=Tokens(database),
            leases=Leases(database),
            budget=Budget(database),
            cooldowns=Cooldowns(database),
        )
