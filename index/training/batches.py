"""What a step of training compares: questions with passages, made anew for each step.

Three kinds, mixed in fixed shares:

pairs    a translation, a question with its answer, or a word with one of the same concept
cloze    part of a sentence, with pieces drawn at random as if they were a name, and the sentence
         (inverse cloze task, Lee, Chang & Toutanova 2019)
bags     words of two to five concepts, and other words of theirs, mostly in the other language

Beside them stand frequent words with some that the teacher holds for near, in both languages: they
learn what it thinks of them.

The second side of most is not that text alone but a passage: among other sentences or words. So the
vectors learn to tell in a passage what few words of a question are about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from index.training.teacher import Teaching
from index.training.texts import Concept, Exchange, Texts, Translation
from index.training.vocabulary import Rows, Vocabulary

TRANSLATIONS, EXCHANGES, WORDS, CLOZE, BAGS = 0.22, 0.3, 0.13, 0.2, 0.3
"""Shares of a batch, relative to its size."""

IN_PASSAGE = 0.7
"""Share of the pairs of sentences whose second side is a passage."""
LONGEST_PASSAGE = 6
"""Sentences put beside a text at most."""
LONG = 7
"""Pieces from which a sentence may stand in a passage."""
NAMED = 0.4
"""Share of the cloze pairs that share a name."""
LARGEST_BAG = 30
"""Words of other concepts in a bag at most."""

ANCHORS = 256
"""Frequent words whose likeness to others is learned in a step."""
BESIDE = 3
"""Words near to each of them that are among those others."""
NEAREST = 6
"""From so many of the nearest of each language these are drawn."""

AT_ONCE = 1000
"""Words compared with all others at a time."""
ITSELF = 0.9999
"""Cosine from which a word is taken for the same."""

Bags = list[Rows]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and passages, each belonging to that of the same number.

    `taught` are the teacher's vectors of the questions numbered `asked` and of the passages
    numbered `told`, which aren't among other sentences; `meanings` are those of `words`.
    """

    questions: Bags
    passages: Bags
    asked: Numbers
    told: Numbers
    taught: tuple[Matrix, Matrix]
    words: Bags
    meanings: Matrix


@dataclass(slots=True)
class _Pairs:
    """Pairs of texts by number, and what they mean by number, -1 where that isn't known."""

    first: list[int] = field(default_factory=list)
    second: list[int] = field(default_factory=list)
    meanings: list[tuple[int, int]] = field(default_factory=list)


class Batches:
    """Draws batches, the same ones again for the same seed."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        texts: Texts,
        teaching: Teaching,
        seed: int,
    ) -> None:
        self._rng = np.random.default_rng(seed)
        self._numbers: dict[str, int] = {}
        self._pairs = _Pairs()
        self._teaching = teaching
        self._meanings: list[Matrix] = []
        self._groups = [
            self._grouped(lambda: self._add_translations(texts.translations)),
            self._grouped(lambda: self._add_exchanges(texts.exchanges)),
            self._grouped(lambda: self._add_concepts(texts.concepts)),
        ]
        self.texts = vocabulary.encode(list(self._numbers))
        self._row_count = vocabulary.row_count
        self._first = np.array(self._pairs.first)
        self._second = np.array(self._pairs.second)
        self._meaning_of = np.array(self._pairs.meanings)
        self.words = vocabulary.encode([*texts.words.german, *texts.words.english])
        self.word_meanings = np.concatenate([teaching.german, teaching.english])
        in_german = nearest(self.word_meanings, teaching.german, NEAREST)
        in_english = nearest(self.word_meanings, teaching.english, NEAREST)
        self._near = np.hstack([in_german, in_english + len(teaching.german)])
        german = [(e.german_question, e.german_answer) for e in texts.exchanges]
        english = [(e.english_question, e.english_answer) for e in texts.exchanges]
        simple = [(t.german, t.english) for t in texts.translations]
        self._german, self._english, self._simple = map(self._pool, (german, english, simple))
        self._is_german = np.zeros(len(self.texts), dtype=bool)
        self._is_german[[self._numbers[text] for text in chain.from_iterable(german)]] = True
        self._concepts = [
            (
                [self.texts[self._numbers[w]] for w in c.german + c.german_forms],
                [self.texts[self._numbers[w]] for w in c.english + c.english_forms],
            )
            for c in texts.concepts
        ]

    def draw(self, size: int) -> Batch:
        """Draw one batch of about `size` pairs, a third more with bags."""
        chosen = self._distinct(
            np.concatenate(
                [
                    self._rng.choice(group, min(len(group), round(size * share)), replace=False)
                    for group, share in zip(
                        self._groups, (TRANSLATIONS, EXCHANGES, WORDS), strict=True
                    )
                ]
            )
        )
        asked = (chosen >= self._groups[1][0]) & (chosen < self._groups[2][0])
        words = chosen >= self._groups[2][0]
        turned = (self._rng.random(len(chosen)) < 0.5) & ~asked
        first = np.where(turned, self._second[chosen], self._first[chosen])
        second = np.where(turned, self._first[chosen], self._second[chosen])
        within = ~words & (self._rng.random(len(chosen)) < IN_PASSAGE)
        questions = [self.texts[i] for i in first]
        passages = [self.texts[i] for i in second]
        for k in np.flatnonzero(within):
            pool = self._same_language(second[k]) if asked[k] else self._any()
            passages[k] = self._beside([passages[k]], pool)
        others = [self._cloze() for _ in range(round(size * CLOZE))]
        others += [self._bags() for _ in range(round(size * BAGS))]
        questions += [question for question, _ in others]
        passages += [passage for _, passage in others]
        meant = self._meaning_of[chosen]
        meant = np.where(turned[:, None], meant[:, ::-1], meant)
        asked_of = np.flatnonzero(meant[:, 0] >= 0)
        told_of = np.flatnonzero(~within & (meant[:, 1] >= 0))
        taught = self._taught(meant[asked_of, 0]), self._taught(meant[told_of, 1])
        return Batch(questions, passages, asked_of, told_of, taught, *self._words_together())

    def _distinct(self, chosen: Numbers) -> Numbers:
        """Leave out what would be wrong as another's wrong answer: the same text twice."""
        for side in (self._second, self._first):
            chosen = chosen[np.unique(side[chosen], return_index=True)[1]]
        return chosen

    def _taught(self, meanings: Numbers) -> Matrix:
        known = [self._meanings[i] for i in meanings]
        return np.array(known, dtype=np.float32).reshape(len(known), -1)

    def _words_together(self) -> tuple[Bags, Matrix]:
        anchors = self._rng.choice(len(self.words), min(len(self.words), ANCHORS), replace=False)
        beside = self._rng.permuted(self._near[anchors], axis=1)[:, :BESIDE]
        chosen = np.array(list(dict.fromkeys([*anchors.tolist(), *beside.ravel().tolist()])))
        return [self.words[i] for i in chosen], self.word_meanings[chosen]

    def _cloze(self) -> tuple[Rows, Rows]:
        pool = self._any()
        sentence = pool[self._rng.integers(len(pool))]
        kept = self._rng.random(len(sentence)) < self._rng.uniform(0.2, 0.6)
        kept[self._rng.integers(len(sentence))] = True
        named = self._rng.random() < NAMED
        name = self._rng.integers(0, self._row_count, self._rng.integers(1, 4) if named else 0)
        most = self._rng.random(len(sentence)) < 0.9
        question = np.concatenate([sentence[kept], name])
        return question, self._beside([sentence[most], name], pool)

    def _bags(self) -> tuple[Rows, Rows]:
        asked = int(self._rng.integers(2, 6))
        count = asked + int(self._rng.integers(3, LARGEST_BAG + 1))
        concepts = [self._concepts[i] for i in self._rng.integers(0, len(self._concepts), count)]
        language = int(self._rng.integers(2))
        other = 1 - language if self._rng.random() < 0.7 else language
        question = [self._one_of(concept[language]) for concept in concepts[:asked]]
        return np.concatenate(question), np.concatenate([self._one_of(c[other]) for c in concepts])

    def _beside(self, own: Bags, pool: Bags) -> Rows:
        count = self._rng.integers(1, LONGEST_PASSAGE + 1)
        return np.concatenate([*own, *(self._one_of(pool) for _ in range(count))])

    def _one_of(self, bags: Bags) -> Rows:
        return bags[self._rng.integers(len(bags))]

    def _any(self) -> Bags:
        pools = self._simple, self._german, self._english
        return pools[self._rng.choice(3, p=(0.3, 0.35, 0.35))]

    def _same_language(self, text: int) -> Bags:
        return self._german if self._is_german[text] else self._english

    def _pool(self, pairs: Sequence[tuple[str, str]]) -> Bags:
        numbers = dict.fromkeys(self._numbers[text] for text in chain.from_iterable(pairs))
        return [self.texts[i] for i in numbers if len(self.texts[i]) >= LONG]

    def _grouped(self, add: Callable[[], None]) -> Numbers:
        start = len(self._pairs.first)
        add()
        return np.arange(start, len(self._pairs.first))

    def _add_translations(self, translations: Sequence[Translation]) -> None:
        for pair in translations:
            meaning = self._meaning(pair.german, pair.english)
            self._add(pair.german, pair.english, meaning, meaning)

    def _add_exchanges(self, exchanges: Sequence[Exchange]) -> None:
        for e in exchanges:
            question_meaning = self._meaning(e.german_question, e.english_question)
            answer_meaning = self._meaning(e.german_answer, e.english_answer)
            for question in (e.german_question, e.english_question):
                for answer in (e.german_answer, e.english_answer):
                    self._add(question, answer, question_meaning, answer_meaning)
            self._add(e.german_question, e.english_question, question_meaning, question_meaning)
            self._add(e.german_answer, e.english_answer, answer_meaning, answer_meaning)

    def _add_concepts(self, concepts: Sequence[Concept]) -> None:
        for c in concepts:
            for word in c.german:
                for translation in c.english[:2]:
                    self._add(word, translation)
            for word in c.german_forms:
                self._add(word, self._word(c.german))
                self._add(word, self._word(c.english + c.english_forms))
            for word in c.english_forms:
                self._add(word, self._word(c.english))
                self._add(word, self._word(c.german + c.german_forms))
            for word in c.german[1:]:
                self._add(word, c.german[0])
            for word in c.english[1:]:
                self._add(word, c.english[0])

    def _word(self, words: Sequence[str]) -> str:
        return words[int(self._rng.integers(len(words)))]

    def _meaning(self, german: str, english: str) -> int:
        meaning = self._teaching.meaning(german, english)
        if meaning is None:
            return -1
        self._meanings.append(meaning)
        return len(self._meanings) - 1

    def _add(self, first: str, second: str, meant: int = -1, also_meant: int = -1) -> None:
        self._pairs.first.append(self._numbers.setdefault(first, len(self._numbers)))
        self._pairs.second.append(self._numbers.setdefault(second, len(self._numbers)))
        self._pairs.meanings.append((meant, also_meant))


def nearest(vectors: Matrix, others: Matrix, count: int) -> Numbers:
    """Return, for each vector, which `count` of the others are nearest, itself left out."""
    count = min(count, len(others))
    found = np.empty((len(vectors), count), dtype=np.int64)
    for start in range(0, len(vectors), AT_ONCE):
        cosines = vectors[start : start + AT_ONCE] @ others.T
        cosines[cosines > ITSELF] = -1.0
        found[start : start + AT_ONCE] = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
    return found
