"""The corpus as it would be with one change more: that change is in memory alone.

All else is read from the corpus itself, of which nothing is copied.
"""

from collections.abc import Iterable, Sequence

from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.storage.tables import sentences
from index.models import Article, Block, Change, Draft, Position, Sentence
from index.scopes import Scope
from index.shelves import Shelf, Shelves, shelves_of
from index.units.outline import Outline
from index.units.passages import answering, passages
from index.units.segmentation import divide, structured

AUTHOR = Author("preview")
NEW = "preview"
"""The id of an article that isn't there yet; and what the change has for a token."""


class Overlay(Corpus):
    """Reads a corpus with a draft in force: as a new article, or in an article's place.

    What others change meanwhile in the corpus itself is seen where it is looked up; the log ends
    with the draft's own change.
    """

    def __init__(self, corpus: Corpus, draft: Draft, scope: Scope, article_id: str | None) -> None:
        super().__init__(corpus.database)
        self._log = corpus
        draft = structured(draft)
        self._draft = draft
        revision = corpus.revision() + 1
        article = Article(id=article_id or NEW, scope=scope, revision=revision, **draft.details)
        self._article = article
        self._change = Change(
            revision=revision,
            article_id=article.id,
            scope=scope,
            operation="add" if article_id is None else "replace",
            version=revision,
            at=self._clock(),
            who=AUTHOR.who,
            why=AUTHOR.why,
        )
        self._replaced = corpus.versions_in_force([article.id]).get(article.id)
        # Ids that no sentence has, nor had.
        last = corpus.database.numbers().get(sentences.name, 0)
        outline = Outline(draft.text, draft.blocks or ())
        self._own = [
            Sentence(last + number, article, span, outline.context(span.start))
            for number, span in enumerate(divide(draft), 1)
        ]

    def revision(self) -> int:
        """Return the revision of the draft's change."""
        return self._change.revision

    def position(self, revision: int | None = None) -> Position:
        """Return where the log is now, or was when the change of a `revision` was made."""
        if revision in {None, self._change.revision}:
            return Position(self._change.revision, NEW)
        return self._log.position(revision)

    def holds(self, position: Position) -> bool:
        """Tell whether this log has come by a position."""
        return position == self.position() or self._log.holds(position)

    def changes(self, after: int = 0, article_id: str | None = None) -> list[Change]:
        """Return the changes with a revision above `after`, oldest first, the draft's the last."""
        logged = [*self._log.changes(after, article_id), self._change]
        return [
            change
            for change in logged
            if change is self._change or change.revision < self._change.revision
        ]

    def count_units(self, after: int) -> int:
        """Count the sentences and paragraphs in force that changes above `after` brought."""
        own = answering(self._own)
        paragraphs = {sentence.span.paragraph for sentence in own}
        return self._log.count_units(after) + len(own) + len(paragraphs)

    def sentences_of(self, revisions: Iterable[int]) -> dict[int, list[Sentence]]:
        """Return the sentences of those versions that are in force, in order, by revision."""
        wanted = set(revisions)
        found = self._log.sentences_of(wanted - {self._change.revision, self._replaced})
        return found | ({self._change.revision: self._own} if self.revision() in wanted else {})

    def today(self) -> str:
        """Return the day that it is here."""
        return self._log.today()

    def passages(self, ids: Iterable[int], shelves: Sequence[str]) -> list[Sequence[Sentence]]:
        """Return the passages that these sentences stand in, if in force and on a shelf."""
        own = {unit.id: group for group in passages(self._own) for unit in group}
        found: dict[int, Sequence[Sentence]] = {}
        wanted = list(ids)
        stored = {
            unit.id: passage
            for passage in self._log.passages([i for i in wanted if i not in own], shelves)
            if passage[0].article.revision != self._replaced
            for unit in passage
        }
        for i in wanted:
            passage = own.get(i) if self._article.shelf in shelves else None
            if (passage := passage or stored.get(i)) is not None:
                found.setdefault(passage[0].id, passage)
        return list(found.values())

    def shelves_there(self) -> Shelves:
        """Return those on which an article in force stands, the draft among them."""
        article, there = self._article, super().shelves_there()
        own = Shelf(article.scope, article.valid_until, article.afterwards)
        special = [each for all_of_it in there.special.values() for each in all_of_it]
        filled = map(Scope, {*there.filled, article.scope})
        return shelves_of({*special, *([own] if own.name != own.scope else [])}, filled)

    def around(self, sentence: Sentence, before: int, after: int) -> list[Sentence]:
        """Return a sentence among up to so many before and after it in its article."""
        if sentence.article.revision != self._change.revision:
            return self._log.around(sentence, before, after)
        return [unit for unit in self._own if -before <= unit.id - sentence.id <= after]

    def text(self, revision: int) -> str:
        """Return the text of a version."""
        return self._draft.text if revision == self._change.revision else self._log.text(revision)

    def blocks(self, revision: int) -> tuple[Block, ...]:
        """Return the structure of a version's text."""
        own = revision == self._change.revision
        return tuple(self._draft.blocks or ()) if own else self._log.blocks(revision)

    def units(self, revision: int) -> list[Sentence]:
        """Return what of a version can answer."""
        own = revision == self._change.revision
        return answering(self._own) if own else self._log.units(revision)

    def versions_in_force(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the versions in force of those of the articles that have one."""
        wanted = list(article_ids)
        own = {self._change.article_id: self._change.revision}
        found = self._log.versions_in_force(wanted)
        return found | {each: own[each] for each in wanted if each in own}
