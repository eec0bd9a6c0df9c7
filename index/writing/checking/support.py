"""Whether the words of a claim are met in its sentences.

By their letters, as the judge meets a question's, if the two are akin (for "Anna" isn't "Hanna"),
by the table of words that mean the same, and in another language by what they mean, where a cosine
(`index.asking.ranking.softmatch`) is high. The opposite of a word never meets it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from index.asking.judging.parts import MET
from index.asking.ranking.formula import Candidate, Floats, QuestionParts, score, terms_of
from index.asking.ranking.softmatch import SoftMatcher
from index.language.detection import detect_question_language
from index.language.letters import fold
from index.language.stopwords import is_stop_word
from index.language.terms import words
from index.language.wording.registry import (
    MARKS,
    WORDINGS,
    glue,
    is_mark,
)
from index.language.wording.wording import Mark
from index.models import NO_CONTEXT, Sentence
from index.writing.checking.kinship import (
    akin,
    has_meaning,
    has_name,
    has_synonym,
    opposed,
    parts_of,
    says_all,
)

SURE = 0.68
"""Cosine from which a word of one language is taken for a translation of another's. Of one language
a cosine tells too little: "dogs" and "cats" have 0.62; so have some words of two."""

SAYING: frozenset[Mark] = frozenset(["lacking", "moved", "instead"])
"""Marks whose words say something by themselves: "cancelled"."""


SHORTENED = re.compile(r"\b\w{1,8}n['’]t\b|['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)

IN_SEVERAL_WORDS = re.compile(
    rf"\b(?:{'|'.join(wording.phrases for wording in WORDINGS.values())})\b", re.IGNORECASE
)

PHRASES: tuple[Mark, ...] = (
    *("former", "instead", "at_most", "at_least", "except", "only", "before", "after", "until"),
)
"""Marks that several words may be: "no longer"."""


@dataclass(frozen=True, slots=True)
class Support:
    """How far each content word of a claim is met, shape (words, clauses).

    `own` is by the clauses themselves, `above` by what these stand under.
    """

    words: tuple[str, ...]
    own: Floats
    above: Floats

    @property
    def unmet(self) -> tuple[str, ...]:
        """The words that nothing meets, or nothing well, the worst first."""
        best = np.maximum(self.own, self.above).max(axis=1, initial=0.0)
        return tuple(self.words[at] for at in np.argsort(best, kind="stable") if best[at] < MET)

    def met_in(self, word: str) -> frozenset[int]:
        """Return the clauses that meet a word themselves, by number."""
        if word not in self.words:
            return frozenset()
        return frozenset(np.flatnonzero(self.own[self.words.index(word)] >= MET).tolist())

    def under(self, word: str) -> frozenset[int]:
        """Return the clauses that meet a word, or stand under what does."""
        if word not in self.words:
            return frozenset()
        row = self.words.index(word)
        best = np.maximum(self.own[row], self.above[row])
        return frozenset(np.flatnonzero(best >= MET).tolist())


def support_of(claim: str, clauses: Sequence[Sentence], matcher: SoftMatcher) -> Support:
    """Match the content words of a claim, whose figures are left out, with clauses."""
    content = tuple(dict.fromkeys(content_words(claim)))
    contexts = [_context(clause) for clause in clauses]
    above = {context: len(clauses) + at for at, context in enumerate(dict.fromkeys(contexts))}
    texts = [*(clause.text for clause in clauses), *above]
    like = [*clauses, *(clauses[contexts.index(each)] for each in above)]
    parts = {word: parts_of(word) for word in content}
    met = _met(
        dict.fromkeys([*content, *(part for own in parts.values() for part in own)]),
        [_expanded(one, text) for one, text in zip(like, texts, strict=True)],
        [is_foreign(t, one.article.language, claim) for one, t in zip(like, texts, strict=True)],
        matcher,
    )
    rows = np.zeros((len(content), len(texts)))
    for at, word in enumerate(content):
        rows[at] = met[word]
        if parts[word]:
            rows[at] = np.maximum(rows[at], np.min([met[part] for part in parts[word]], axis=0))
    own = rows[:, : len(clauses)]
    return Support(content, own, rows[:, [above[context] for context in contexts]])


def content_words(text: str) -> list[str]:
    """Return the words that say something: none of a closed class, nor one that says nothing.

    What is no such word in any language whose claims can be checked says something.
    """
    return [word for word in words(_without_phrases(text)) if not is_little(word)]


def _without_phrases(text: str) -> str:
    """Leave out "isn't", and marks of several words: both are compared by themselves."""
    text = SHORTENED.sub(" ", text)
    text = IN_SEVERAL_WORDS.sub(" ", text)
    for mark in PHRASES:
        text = MARKS[mark].sub(lambda found: " " if " " in found[0] else found[0], text)
    return text


@lru_cache(maxsize=20_000)
def is_little(word: str) -> bool:
    """Tell whether a word says nothing by itself."""
    if word.isdecimal():
        return True
    return (
        word in glue()
        or is_mark(word, SAYING)
        or any(is_stop_word(word, code) for code in WORDINGS)
    )


def is_foreign(text: str, otherwise: str, claim: str) -> bool:
    """Tell whether a text, which is most probably in `otherwise`, isn't in a claim's language."""
    return language_of(text, otherwise) != language_of(claim, detect_question_language(claim))


@lru_cache(maxsize=20_000)
def language_of(text: str, otherwise: str) -> str:
    """Return the language that more of a text's little words are of than of any other."""
    found = words(text)
    counts = {code: sum(is_stop_word(word, code) for word in found) for code in WORDINGS}
    most = max(counts.values())
    first, *others = [code for code, count in counts.items() if count == most]
    return otherwise if others else first


def _context(sentence: Sentence) -> str:
    return "\n".join((sentence.article.title, *sentence.context.lines))


def _expanded(like: Sentence, text: str) -> Sentence:
    """Return a text as a sentence of its own, with the parts of what is put together behind it."""
    parts = [part for word in words(text) for part in parts_of(word)]
    whole = " ".join([text, *parts]) or "-"
    article = replace(like.article, title="", text=whole)
    return Sentence(like.id, article, replace(like.span, start=0, end=len(whole)), NO_CONTEXT)


def _met(
    asked: Iterable[str],
    texts: Sequence[Sentence],
    foreign: Sequence[bool],
    matcher: SoftMatcher,
) -> dict[str, Floats]:
    """Return how far each word is met by each text, 0 to 1."""
    asked = list(asked)
    none = {word: np.zeros(len(texts)) for word in asked}
    if not asked or not texts:
        return none
    question = " ".join(asked)
    parts = QuestionParts.of(question)
    # Each by itself: what is cited needn't be neighbours.
    candidates = [Candidate((text,), terms_of((text,)), 0.0) for text in texts]
    ones = np.ones(len(parts.parts), dtype=np.int64)
    scored = score(question, parts, candidates, len(texts), ones)
    weights = np.full(len(parts.words), 1 / max(1, len(parts.words)))
    matches = matcher.match(parts, weights, scored)
    there = [tuple(fold(word) for word in words(text.text)) for text in texts]
    return none | {
        word: np.array(
            [
                _checked(
                    fold(word),
                    matches.own[at, row] if foreign[at] else 0.0,
                    matches.letters[at, row],
                    there[at],
                )
                for at in range(len(texts))
            ]
        )
        for row, word in enumerate(matches.words)
        if word in none
    }


def _checked(word: str, met: float, letters: float, there: Sequence[str]) -> float:
    """Return how far a word is met, where its letters alone are not enough."""
    if word in there or has_name(word, there) or has_synonym(word, there):
        return 1.0
    means = float(met >= max(SURE, letters) and has_meaning(word))
    kin = [other for other in there if akin(word, other)]
    if any(says_all(word, other) for other in kin):
        return 1.0
    if kin:
        return max(means, letters)
    if any(opposed(word, other) for other in there):
        return 0.0
    return means
