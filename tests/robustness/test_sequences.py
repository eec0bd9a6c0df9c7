"""Any sequence of changes, compared step by step with what a list and a dictionary would hold."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Change, Draft
from tests.models import BUILTIN

ADA = Author("operator:ada")
NUMBERS = st.integers(0, 30)

State = str | None
"""The text in force, None once removed."""


class Changes(RuleBasedStateMachine):
    """Changes a library and a model of it alike."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "seeds").mkdir()
        self.settings = Settings(
            data_dir=self.folder / "data", seeds_dir=self.folder / "seeds", embedder=BUILTIN
        )
        self.library = Library.open(self.settings)
        self.states: dict[str, list[State]] = {}
        self.log: list[tuple[str, str, int | None]] = []
        self.count = 0

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    @rule(number=NUMBERS)
    def add(self, number: int) -> None:
        draft = self._draft(number)
        self._record(self.library.add(draft, ADA), "add", draft.text)

    @precondition(lambda self: self.states)
    @rule(which=NUMBERS, number=NUMBERS)
    def replace(self, which: int, number: int) -> None:
        draft = self._draft(number)
        self._record(self.library.replace(self._pick(which), draft, ADA), "replace", draft.text)

    @precondition(lambda self: self._in_force())
    @rule(which=NUMBERS)
    def remove(self, which: int) -> None:
        article_id = self._pick(which, removed=False)
        self._record(self.library.remove(article_id, ADA), "remove", None)

    @precondition(lambda self: self._removed())
    @rule(which=NUMBERS)
    def restore(self, which: int) -> None:
        article_id = self._pick(which, removed=True)
        text = next(text for text in reversed(self.states[article_id]) if text is not None)
        self._record(self.library.restore(article_id, ADA), "restore", text)

    @precondition(lambda self: self.states)
    @rule(which=NUMBERS)
    def undo_the_latest_change_of_an_article(self, which: int) -> None:
        article_id = self._pick(which)
        before = [None, *self.states[article_id]][-2]
        revision = max(n for n, row in enumerate(self.log, 1) if row[1] == article_id)
        operation = "remove" if before is None else "replace"
        if before is not None and self.states[article_id][-1] is None:
            operation = "restore"
        self._record(self.library.undo(revision, Author("ada")), operation, before, undoes=revision)

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.settings)

    @rule()
    def rebuild(self) -> None:
        self.library.rebuild()

    @invariant()
    def the_history_is_what_was_done(self) -> None:
        if hasattr(self, "library"):
            rows = [(c.operation, c.article_id, c.undoes) for c in self.library.corpus.changes()]
            assert rows == self.log

    @invariant()
    def in_force_is_what_was_last_said(self) -> None:
        if hasattr(self, "library"):
            found = {
                a.id: None if a.removed else self.library.corpus.article(a.id).text
                for a in self.library.catalogue.articles()
            }
            assert found == {id_: states[-1] for id_, states in self.states.items()}

    @invariant()
    def only_what_is_in_force_is_quoted(self) -> None:
        if hasattr(self, "library"):
            assert self.library.indexer.verify() == []
            in_force = self._in_force().values()
            answer = self.library.ask("Was steht in der Quelle Nummer drei?")
            for citation in (*answer.citations, *answer.nearest):
                assert any(citation.excerpt in text for text in in_force)
                assert citation.article.text in in_force

    def _draft(self, number: int) -> Draft:
        # No text comes twice, so that none is refused as a duplicate.
        self.count += 1
        text = f"Quelle Nummer {number} sagt es.\n\nDies ist der Text {self.count} von allen."
        return Draft(text=text, title=f"Quelle {number}", language="de")

    def _in_force(self) -> dict[str, str]:
        latest = {id_: states[-1] for id_, states in self.states.items()}
        return {id_: text for id_, text in latest.items() if text is not None}

    def _removed(self) -> list[str]:
        return [id_ for id_, states in self.states.items() if states[-1] is None]

    def _pick(self, which: int, *, removed: bool | None = None) -> str:
        if removed is None:
            ids = list(self.states)
        else:
            ids = self._removed() if removed else list(self._in_force())
        return ids[which % len(ids)]

    def _record(
        self, change: Change, operation: str, text: State, *, undoes: int | None = None
    ) -> None:
        self.log.append((operation, change.article_id, undoes))
        self.states.setdefault(change.article_id, []).append(text)


TestChanges = Changes.TestCase
TestChanges.settings = hypothesis_settings(max_examples=5, stateful_step_count=12, deadline=None)
