"""Same articles, same answer: how they came to be in force counts for nothing.

Nor do articles that the asker may not see. A collection with a history answers each question as a
new one does, to which the articles in force that are seen were just added, in another order.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.asking.answers import Answer
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.models import BUILTIN

ADA = Author("operator:ada")
HERE, ELSEWHERE = Scope("7"), Scope("8")
SCOPES = (SHARED, HERE, ELSEWHERE)

ALIKE = "\n\n".join(["Der Ausschuss tagt am Montag."] * 15)
"""More passages than are looked at, one like the other."""

TEXTS = [
    Draft(
        title="Mission",
        language="de",
        text="Die NATO-Mission im Irak wurde Anfang Januar ausgesetzt. Im Irak bildet die NATO "
        "Soldaten aus.\n\nDie Bundeswehr ist mit 120 Frauen und Männern im Irak.",
    ),
    Draft(
        title="Mission",
        language="en",
        text="The NATO mission in Iraq was suspended in early January. NATO trains soldiers in "
        "Iraq.\n\nThe ministers are running late.",
    ),
    Draft(
        title="Brücke",
        language="de",
        text="Die neue Brücke über die Elbe kostet vier Millionen Euro. Sie wird im Mai eröffnet."
        "\n\nDie Elbe ist hier 200 Meter breit. Der Ausschuss tagt am Montag.",
    ),
    Draft(
        title="Abriss",
        language="de",
        text="Die alte Brücke über die Elbe wird im Juni abgerissen. Das kostet zwei Millionen.",
    ),
    Draft(
        title="Vendanges",
        language="fr",
        text="Les vendanges ont commencé en août. Le pont sur l'Elbe coûte quatre millions.",
    ),
    Draft(title="Ausschuss", language="de", text=ALIKE),
    Draft(
        title="Sitzungen",
        language="de",
        text=f"{ALIKE}\n\nDer Ausschuss für die Brücke tagt am Mittwoch um 17 Uhr.",
    ),
    Draft(title="Termine", language="de", text=f"{ALIKE}\n\n{ALIKE}"),
]
QUESTIONS = (
    "Wann wurde die NATO-Mission im Irak ausgesetzt?",
    "Was kostet die Brücke über die Elbe?",
    "Wann tagt der Ausschuss?",
    "When did the vendanges begin?",
    "Ausschuss",
)


class Step(NamedTuple):
    """What is done to one of the articles; the index follows at once, or with a later one."""

    article: int
    scope: Scope
    does: str
    text: int
    follow: bool


STEPS = st.lists(
    st.builds(
        Step,
        st.integers(0, 5),
        st.sampled_from(SCOPES),
        st.sampled_from(["add", "add", "replace", "remove", "restore", "rebuild", "reopen"]),
        st.integers(0, len(TEXTS) - 1),
        st.booleans(),
    ),
    min_size=3,
    max_size=14,
)


class History:
    """A library whose articles come and go, and which of them are in force."""

    def __init__(self, folder: Path) -> None:
        (folder / "seeds").mkdir()
        self.settings = Settings(
            data_dir=folder / "data", seeds_dir=folder / "seeds", embedder=BUILTIN
        )
        self.library = Library.open(self.settings)
        self.ids: dict[int, str] = {}
        self.scopes: dict[int, Scope] = {}
        self.texts: dict[int, int] = {}
        self.removed: set[int] = set()

    def take(self, step: Step) -> None:
        """Do what a step says, if it can be done now."""
        number = step.article
        with self.library.corpus.write() as log:
            if step.does == "add" and number not in self.ids:
                self.ids[number] = log.add(TEXTS[step.text], ADA, scope=step.scope).article_id
                self.scopes[number], self.texts[number] = step.scope, step.text
            elif step.does == "replace" and number in self.ids:
                log.replace(self.ids[number], TEXTS[step.text], ADA)
                self.texts[number] = step.text
                self.removed.discard(number)
            elif step.does == "remove" and number in self.ids and number not in self.removed:
                log.remove(self.ids[number], ADA)
                self.removed.add(number)
            elif step.does == "restore" and number in self.removed:
                log.restore(self.ids[number], ADA)
                self.removed.discard(number)
        if step.does == "rebuild":
            self.library.rebuild()
        if step.does == "reopen":
            self.library.close()
            self.library = Library.open(self.settings)
        if step.follow:
            self.library.catch_up()

    def seen(self, scope: Scope) -> list[tuple[int, Scope]]:
        """Return the texts in force, with where they are, that are seen from a scope."""
        return [
            (text, self.scopes[number])
            for number, text in self.texts.items()
            if number not in self.removed and self.scopes[number] in scope.visible
        ]


@contextmanager
def fresh(articles: Sequence[tuple[int, Scope]]) -> Iterator[Library]:
    """Give a new library with some articles."""
    with tempfile.TemporaryDirectory() as folder, closing(History(Path(folder)).library) as library:
        with library.corpus.write() as log:
            for text, scope in articles:
                log.add(TEXTS[text], ADA, scope=scope)
        library.catch_up()
        yield library


def told(answer: Answer) -> dict[str, object]:
    """Return all that an answer says, without the ids and revisions of articles."""
    return {
        "outcome": answer.outcome,
        "certainty": answer.certainty,
        "confidence": answer.confidence,
        "text": answer.text,
        "differing": answer.differing,
        "cited": [
            (c.article.title, c.evidence.start, c.evidence.end, c.evidence.score, c.excerpt)
            for c in answer.citations or answer.nearest
        ],
        "explanation": answer.explanation,
    }


@hypothesis_settings(max_examples=25)
@given(STEPS, st.randoms(use_true_random=False))
def test_whatever_the_history(steps: Sequence[Step], random: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder))
        for step in steps:
            history.take(step)
        history.library.catch_up()
        with closing(history.library) as library:
            for scope in (SHARED, HERE):
                seen = history.seen(scope)
                random.shuffle(seen)
                with fresh(seen) as other:
                    for question in QUESTIONS:
                        answers = library.ask(question, scope), other.ask(question, scope)
                        assert told(answers[0]) == told(answers[1])
