"""A process that changes a collection without end, and says what it begins and what is done.

It is killed by whoever started it. Each message goes out before a step begins, and after it has
returned, so that the reader knows which changes were acknowledged, and which one may be there.
"""

from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random
from typing import Literal

from index.config import Settings
from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.indexing import replay
from index.indexing.backends import vectors
from index.library import Library
from index.models import Draft, Operation
from index.scopes import SHARED

Kind = Literal["start", "change", "catch up", "checkpoint", "rebuild", "purge"]

WORDS = [
    *("der", "die", "Mission", "Irak", "wurde", "gestern", "ausgesetzt", "Minister", "beraten"),
    *("Haushalt", "Verein", "Endspiel", "Wetter", "Regen", "Zug", "Strecke", "Klage", "Gericht"),
]

FEW, MANY = 15, 30
"""Articles in force: below `FEW` none is removed, above `MANY` none is added."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the log: `text` is in force after it, None once removed."""

    operation: Operation
    article_id: str | None
    text: str | None


def draft(random: Random) -> Draft:
    """Make an article that no other is like."""
    name = "".join(random.choices("bdfgklmnprst", k=8))
    sentences = [
        f"{name.capitalize()} {' '.join(random.choices(WORDS, k=7))} {number}."
        for number in range(random.randint(1, 6))
    ]
    return Draft(text=" ".join(sentences), title=name, language="de")


def work(messages: Connection, settings: Settings, kind: Kind, seed: int) -> None:
    """Change the collection until killed."""
    random = Random(seed)
    if kind == "catch up":
        replay.CHUNK = 2
    if kind == "checkpoint":
        vectors.SNAPSHOT_SHARE = 0.0
    with (
        closing(Library.open(settings)) as library,
        closing(Corpus.open(settings.data_dir)) as corpus,
    ):
        messages.send("ready")
        while True:
            if kind == "catch up":
                _change_many(corpus, messages, random)
                library.catch_up()
            else:
                _change(library, messages, random)
            if kind == "rebuild":
                library.rebuild()
            if kind == "purge":
                _purge(library, messages, random)


def _change(library: Library, messages: Connection, random: Random) -> None:
    author = Author("worker")
    step, new = _choose(library, random)
    messages.send([step])
    if step.operation == "add":
        change = library.add(new, author)
    else:
        assert step.article_id is not None
        if step.operation == "replace":
            change = library.replace(step.article_id, new, author)
        elif step.operation == "remove":
            change = library.remove(step.article_id, author)
        else:
            change = library.restore(step.article_id, author)
    messages.send([change.article_id])


def _purge(library: Library, messages: Connection, random: Random) -> None:
    article_id = random.choice(library.catalogue.articles()).id
    messages.send([Step("purge", article_id, None)])
    library.purge(article_id, Author("worker"))
    messages.send([article_id])


def _choose(library: Library, random: Random) -> tuple[Step, Draft]:
    articles = library.catalogue.articles()
    in_force = [article.id for article in articles if not article.removed]
    removed = [article.id for article in articles if article.removed]
    operations: list[Operation] = ["replace", "remove"] if len(in_force) > FEW else ["add"]
    if len(in_force) < MANY:
        operations.append("add")
        if removed:
            operations.append("restore")
    operation = random.choice(operations)
    new = draft(random)
    if operation == "add":
        return Step("add", None, new.text), new
    article_id = random.choice(removed if operation == "restore" else in_force)
    if operation == "remove":
        return Step("remove", article_id, None), new
    text = new.text if operation == "replace" else library.corpus.article(article_id).text
    return Step(operation, article_id, text), new


def _change_many(corpus: Corpus, messages: Connection, random: Random) -> None:
    """Make several changes in one transaction: all of them are there, or none."""
    drafts = [draft(random) for _ in range(8)]
    in_force = [article.id for article in Catalogue(corpus).articles() if not article.removed]
    gone = random.sample(in_force, max(0, len(in_force) - FEW))
    messages.send(
        [
            *(Step("remove", article_id, None) for article_id in gone),
            *(Step("add", None, new.text) for new in drafts),
        ]
    )
    with corpus.write() as log:
        changes = [
            *(log.remove(article_id, Author("worker")) for article_id in gone),
            *(log.add(new, Author("worker"), scope=SHARED) for new in drafts),
        ]
    messages.send([change.article_id for change in changes])
