"""Rows of what moderators and operators wait for, at 5,000 changes."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from bot.memory.answers import Inquiry
from bot.memory.figures import since
from bot.memory.memory import Memory
from index.library import Library
from index.review.prediction import SavedQuestion
from index.review.proposal import Proposal
from index.review.review import Review
from index.scopes import SHARED, Scope
from tests.benchmarks.speed.collection import AUTHOR, Collection
from tests.benchmarks.speed.measuring import Figure, Limit, timed

CHANGES = 5_000
ANSWERS = 5_000
"""That are remembered of the last 30 days."""
SAVED = 50
"""Questions that a preview is tried on."""
SERVER = 1
CHOICES = 25
DAYS, MOST = 30, 5


def moderating(collection: Collection, runs: int) -> Iterator[Figure]:
    """Give what `verify`, `/insights`, previews and autocomplete take."""
    size, few = collection.sentences, min(runs, 5)
    with collection.opened() as library:
        _change_often(library)
        memory = Memory.of(library)
        _remember(memory, library, collection.questions)
        questions = [SavedQuestion(text, text) for text in collection.questions[:SAVED]]
        review, now = Review(library), datetime.now(UTC)
        server = Scope.of(SERVER)

        def verify() -> None:
            assert library.indexer.verify() == []

        def insights() -> None:
            memory.figures.insights(SERVER, since(now, DAYS), now, MOST)

        def predict() -> None:
            review.predict(Proposal(collection.another(0), SHARED), questions)

        def titles() -> None:
            library.catalogue.find_titles(server, "fran burg", CHOICES, own=False, removed=None)

        def changes() -> None:
            with closing(library.history.latest(SHARED)) as entries:
                list(islice((entry for entry in entries if entry.title == "none"), CHOICES))

        for what, call, limit in (
            ("verify", verify, 5.0),
            ("/insights", insights, 1.0),
            (f"a preview's prediction, {len(questions)} questions", predict, 2.0),
            ("autocomplete: sources", titles, 0.1),
            ("autocomplete: changes, none alike", changes, 0.1),
        ):
            call()
            values = tuple(timed(call) for _ in range(few))
            yield Figure("moderating", what, size, values, "s", limit=Limit("at most", limit))


def _change_often(library: Library) -> None:
    """Remove and restore articles until the log has as many changes as it is to have."""
    titles = library.catalogue.titles(SHARED)
    ids = [title.article_id for title in titles if not title.removed]
    pairs = max(0, CHANGES - library.corpus.revision() + 1) // 2
    with library.corpus.write() as log:
        for article_id in islice(cycle(ids), pairs):
            log.remove(article_id, AUTHOR)
            log.restore(article_id, AUTHOR)
    library.catch_up()


def _remember(memory: Memory, library: Library, questions: list[str]) -> None:
    answers = [library.ask(question) for question in questions[:20]]
    now = datetime.now(UTC)
    for number in range(ANSWERS):
        at = now - timedelta(minutes=number * DAYS * 24 * 60 / ANSWERS)
        asked = Inquiry(number + 1, SERVER, 2, number % 300 + 1, at, "de", private=False)
        memory.answers.record(asked, answers[number % len(answers)], number + 1)
