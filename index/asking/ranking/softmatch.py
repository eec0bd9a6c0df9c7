"""Which of a question's words each sentence meets: by their letters, or by what they mean.

    m(w, X) = max(clip((share of w's parts in X - 0.3) / 0.6), likeness of w to a word of X)

Parts are the 4-grams of framed words (`terms.word_parts`), likeness is a cosine of the built-in
model's words or of a table of frequent ones (`WordVectors`), of a name only what is known to name
the same: "Iraq" for "Irak", but not "Libyen". "Sanierung" is met by "saniert"
through the letters, by "Reparatur" and "repair" through the vectors. Ranked by m alone without the
table, and with no other model, 137 of 194 questions of five invented collections have the right
sentence first, by the lexical formula 111 (cross-fitted). With the table and the weights for the
built-in model 214 of 308 of eight have, without it 207.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from time import monotonic

import numpy as np
import numpy.typing as npt

from index.asking.helpers.breaker import Breaker
from index.asking.ranking.formula import Floats, QuestionParts, Rows, ScoredSentences
from index.asking.ranking.literal import literals
from index.embedders.wordvectors import WordVectors
from index.language.names import proper_names, resembles
from index.language.terms import word_parts, words_of
from index.language.words import points_back
from index.models import Sentence

CHANCE, SPAN = 0.3, 0.6
"""Share of a word's parts that other words have by chance, and from there to a sure meeting."""

FAR, CLOSE = 0.25, 0.6
"""Cosines of words that have nothing to do with each other, and that are all but the same."""

Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matches:
    """How far each of the question's words is met, 0 to 1; all have the shape (sentences, words).

    `own` is by the sentence itself, `under` by its article's title and what it stands under, and by
    the sentence before it if it points back at that ("It is …"),
    `near` by either or by a neighbour in its passage, `letters` is `own` by the letters alone.
    `strict` is by the sentence or what it stands under, or points back at, where middling cosines
    don't count: below `FAR` they are nothing, from `CLOSE` on as good as the word. `weights[w]` is
    what word w counts for.
    """

    words: Sequence[str]
    weights: Floats
    own: Floats
    under: Floats
    near: Floats
    letters: Floats
    strict: Floats

    def covering(self, completing: Collection[str], there: Chosen) -> "Matches":
        """Return them with what completes a follow-up met `there`, in the article of the talk.

        Who asks on doesn't ask for that again.
        """
        completed = np.array([word in completing for word in self.words])
        covered = np.outer(there, completed).astype(np.float64)
        return replace(
            self,
            under=np.maximum(self.under, covered),
            near=np.maximum(self.near, covered),
            strict=np.maximum(self.strict, covered),
        )


class SoftMatcher:
    """Meets questions with sentences. Thread-safe.

    While the words' model fails, their letters do without it.
    """

    def __init__(
        self, vectors: WordVectors | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self._vectors = vectors or _vectors()
        self._embedding = Breaker(clock)

    def match(
        self,
        parts: QuestionParts,
        weights: Floats,
        scored: ScoredSentences,
        question: str = "",
    ) -> Matches:
        """Match the words of a question with all that was scored.

        `question` is its text, if names and what counts as it is written are to be told.
        """
        names = proper_names(question)
        meanings = self._cosines(parts.words, scored.sentences, names)
        letters = _letters(parts, scored.has)
        above = _letters(parts, scored.under)
        _as_written(question, parts.words, scored.sentences, (letters, above, *meanings))
        for column, word in enumerate(parts.words):
            if word in names:
                _tell_apart(word, column, scored.sentences, letters, above)
        own, under = np.maximum(letters, meanings[0]), np.maximum(above, meanings[1])
        close = np.clip((np.maximum(*meanings) - FAR) / (CLOSE - FAR), 0.0, 1.0)
        strict = np.maximum(np.maximum(letters, above), close)
        same = np.flatnonzero(np.diff(scored.passage_of) == 0)
        texts = [sentence.text for sentence in scored.sentences]
        goes_on = _rows([i + 1 for i in same.tolist() if points_back(texts[i + 1])])
        under[goes_on] = np.maximum(under[goes_on], own[goes_on - 1])
        strict[goes_on] = np.maximum(strict[goes_on], strict[goes_on - 1])
        near = np.maximum(own, under)
        before, after = own[same], own[same + 1]
        near[same + 1] = np.maximum(near[same + 1], before)
        near[same] = np.maximum(near[same], after)
        return Matches(parts.words, weights, own, under, near, letters, strict)

    def _cosines(
        self, asked: Sequence[str], sentences: Sequence[Sentence], names: Collection[str]
    ) -> tuple[Floats, Floats]:
        """Return the best cosine of each asked word with those of each sentence, and above it."""
        texts = [words_of(sentence.text) for sentence in sentences]
        contexts = [words_of(s.article.title, *s.context.lines) for s in sentences]
        distinct = dict.fromkeys(contexts)
        places = {word: i for i, word in enumerate(_distinct([*texts, *distinct]))}
        alike = self._embedding.attempt(self._vectors.alike, list(places), asked, names)
        cosines = np.zeros((len(places), len(asked)))
        if alike is not None:
            cosines = alike.astype(np.float64)
        above = dict(zip(distinct, _best(cosines, places, list(distinct)), strict=True))
        return _best(cosines, places, texts), np.array([above[each] for each in contexts])


@lru_cache(maxsize=1)
def _vectors() -> WordVectors:
    """Return those of the package, once for all who ask in this process, previews too."""
    return WordVectors()


def _letters(parts: QuestionParts, has: Floats) -> Floats:
    share = has @ parts.belongs / parts.belongs.sum(axis=0)
    return np.asarray(np.clip((share - CHANCE) / SPAN, 0.0, 1.0))


def _as_written(
    question: str, asked: Sequence[str], sentences: Sequence[Sentence], found: Sequence[Floats]
) -> None:
    """Have nothing met of what a sentence has as of something else: 3 of "Route 3"."""
    written = literals(question)
    if not written.each:
        return
    places = {word: place for place, word in enumerate(asked)}
    for row, sentence in enumerate(sentences):
        stands = "\n".join((sentence.text, sentence.article.title, *sentence.context.lines))
        for own in written.lacking(stands):
            columns = [places[word] for word in own if word in places]
            for each in found:
                each[row, columns] = 0.0


def _tell_apart(
    name: str, column: int, sentences: Sequence[Sentence], letters: Floats, above: Floats
) -> None:
    """Have a name not met by words that only resemble it: "Niger" by "Nigeria"."""
    for row in np.flatnonzero((letters[:, column] > 0) | (above[:, column] > 0)).tolist():
        sentence = sentences[row]
        context = words_of(sentence.article.title, *sentence.context.lines)
        letters[row, column] = _but_resembling(letters[row, column], words_of(sentence.text), name)
        above[row, column] = _but_resembling(above[row, column], context, name)


def _but_resembling(met: float, text: Sequence[str], name: str) -> float:
    """Return how far a name is met by a text's words without those that resemble it."""
    others = [word for word in text if not resembles(word, name)]
    if len(others) == len(text):
        return met
    parts = set(word_parts(name))
    shared = max((len(parts.intersection(word_parts(word))) for word in others), default=0)
    return min(met, max(0.0, (shared / len(parts) - CHANCE) / SPAN))


def _best(cosines: Floats, places: dict[str, int], texts: Sequence[Sequence[str]]) -> Floats:
    """Return, for each text, the highest cosine of any of its words with each asked word."""
    best = np.zeros((len(texts), cosines.shape[1]))
    rows: list[int] = []
    filled, starts = [], []
    for number, text in enumerate(texts):
        if text:
            filled.append(number)
            starts.append(len(rows))
            rows += map(places.__getitem__, text)
    if filled:
        best[np.array(filled)] = np.maximum.reduceat(cosines[_rows(rows)], _rows(starts), axis=0)
    return best


def _rows(numbers: Sequence[int]) -> Rows:
    return np.array(numbers, dtype=np.intp)


def _distinct(texts: Sequence[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(texts)))
