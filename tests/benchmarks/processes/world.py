"""People and an operator who never rest, and what they were told."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from bot.memory.answers import Answers, Inquiry
from bot.memory.opinions import SourceRequests
from bot.memory.preferences import ServerPreferences
from index.asking.answers import Answer
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.models import Draft
from index.scopes import Scope
from tests.benchmarks.processes.communities import Community
from tests.benchmarks.processes.sharded import Sharded

ADA = Author("operator:ada")


@dataclass
class Told:
    """What was done and acknowledged."""

    questions: list[int] = field(default_factory=list)
    changes: list[tuple[int, int]] = field(default_factory=list)
    """By log channel and revision."""
    wanted: list[int] = field(default_factory=list)
    """People who wanted a source that came."""


class World:
    """People and an operator who never rest."""

    def __init__(self, fake: Sharded, corpus: Corpus, random: Random) -> None:
        self.fake, self.corpus, self.random = fake, corpus, random
        self.answers = Answers(corpus.database)
        self.requests = SourceRequests(corpus.database, self.answers)
        self.preferences = ServerPreferences(corpus.database)
        self.told = Told()
        self._year = 1000
        self._people = iter(range(7 * 10**17, 8 * 10**17))

    def begin(self) -> None:
        """Give each server a log channel and an article."""
        for server in self.fake.servers:
            self.preferences.prefer(server.id, 0, {"log_channel": server.log})
            with self.corpus.write() as log:
                change = log.add(self._bridge(), ADA, scope=Scope.of(server.id))
            server.articles.append(change.article_id)

    def act(self) -> None:
        """Do one thing in a server."""
        server = self.random.choice(self.fake.servers)
        self.random.choice([self._ask, self._ask, self._change, self._want])(server)

    def _bridge(self) -> Draft:
        self._year += 1
        return Draft(f"Die Brücke wurde {self._year} gebaut.", "Brücke", "de")

    def _ask(self, server: Community) -> None:
        asked = self.fake.ask(server, next(self._people), "Wann wurde die Brücke gebaut?")
        if asked is not None:
            self.told.questions.append(asked)

    def _change(self, server: Community) -> None:
        with self.corpus.write() as log:
            change = log.replace(server.articles[0], self._bridge(), ADA)
        self.told.changes.append((server.log, change.revision))

    def _want(self, server: Community) -> None:
        """Have somebody want a source for what nobody has said, and add it."""
        self._year += 1
        person, name = next(self._people), f"Halle{self._year}"
        asked = Inquiry(
            id=person,
            guild_id=server.id,
            channel_id=server.channel,
            asker=person,
            at=datetime.now(UTC),
            language="de",
            private=True,
        )
        question = f"Wann wurde {name} gebaut?"
        self.answers.record(asked, Answer(question, "", 0.0), message_id=person)
        self.requests.add(person, person, datetime.now(UTC))
        with self.corpus.write() as log:
            draft = Draft(f"{name} wurde {self._year} gebaut.", name, "de")
            change = log.add(draft, ADA, scope=Scope.of(server.id))
        self.told.changes.append((server.log, change.revision))
        self.told.wanted.append(person)

    def unnoted(self) -> list[int]:
        """Return the answers whose source has changed and that don't say so."""
        articles = [each for server in self.fake.servers for each in server.articles]
        in_force = self.corpus.versions_in_force(articles)
        shown = {number: m for server in self.fake.servers for number, m in server.messages.items()}
        return [
            posted.id
            for posted in self.answers.quoting(articles)
            if any(in_force[quote.article_id] != quote.version for quote in posted.quotes)
            and not any(each.get("fields") for each in shown[posted.message_id]["embeds"])
        ]

    def unasked(self) -> list[int]:
        """Return the people whose wish nobody has looked at since its source came."""
        there = {*self.told.wanted}
        return [each.person for each in self.requests.open() if each.person in there]
