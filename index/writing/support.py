"""Whether the words of a claim are met in its sentences, by the judge's own matching functions.

A word is met as the judge meets a question's: by its letters, or by what it means
(`index.asking.ranking.softmatch`). A claim asserts, so two things are added: letters alone must be
those of a word that is akin, for "Anna" isn't "Hanna", and the opposite of a word never meets it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

import numpy as np

from index.asking.judging.parts import MET
from index.asking.ranking.formula import Candidate, Floats, QuestionParts, score, terms_of
from index.asking.ranking.softmatch import CLOSE, FAR, SoftMatcher
from index.embedders.builtin import BuiltinEmbedder
from index.language.letters import fold
from index.language.stopwords import is_stop_word
from index.language.terms import stems, words
from index.language.wording.registry import (
    INFLECTION,
    MARKS,
    WORDINGS,
    glue,
    is_mark,
    is_side,
    opposites,
    same_names,
    synonyms,
)
from index.language.wording.wording import Mark
from index.models import NO_CONTEXT, Sentence

SHORTEST, LONGEST_ENDING, PREFIX, WITHIN, LONG = 3, 4, 4, 5, 8
"""Letters of words that are akin: of the shorter one, of an ending, of what stands before a word in
a compound, of a word within one, and of words of which one letter may differ."""

MOST_PARTS = 4
MOSTLY = 0.6
COGNATES = (("ph", "f"), ("th", "t"), ("ck", "k"), ("c", "k"), ("y", "i"))
REST = 4
"""Letters that two words with opposing prefixes have in common at least."""

WEAK, BESIDE = 0.23, 3
"""How far a single word of a claim must be met, if so many others and figures are met well."""

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

PREFIXES = tuple(p for w in WORDINGS.values() for p in w.opposing_prefixes)
NEGATING = tuple(p for w in WORDINGS.values() for p in w.negating_prefixes)
LACKING = tuple(s for w in WORDINGS.values() for s in w.negating_suffixes)


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

    @property
    def lost(self) -> bool:
        """Whether a word isn't met at all."""
        best = np.maximum(self.own, self.above).max(axis=1, initial=0.0)
        return bool((best < WEAK).any())

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
    parts = {word: _parts(word) for word in content}
    met = _met(
        dict.fromkeys([*content, *(part for own in parts.values() for part in own)]),
        [_expanded(one, text) for one, text in zip(like, texts, strict=True)],
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


def _context(sentence: Sentence) -> str:
    return "\n".join((sentence.article.title, *sentence.context.lines))


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """Return the words that one is put together of: "Sommerfest"; none if it isn't."""
    if len(word) < WITHIN + 1:
        return ()
    [pieces] = _embedder().pieces([word])
    whole = "".join(pieces) == fold(word) and all(len(p) >= SHORTEST for p in pieces)
    return tuple(pieces) if whole and 1 < len(pieces) <= MOST_PARTS else ()


@lru_cache(maxsize=1)
def _embedder() -> BuiltinEmbedder:
    return BuiltinEmbedder()


def _expanded(like: Sentence, text: str) -> Sentence:
    """Return a text as a sentence of its own, with the parts of what is put together behind it."""
    parts = [part for word in words(text) for part in _parts(word)]
    whole = " ".join([text, *parts]) or "-"
    article = replace(like.article, title="", text=whole)
    return Sentence(like.id, article, replace(like.span, start=0, end=len(whole)), NO_CONTEXT)


def _met(
    asked: Iterable[str], texts: Sequence[Sentence], matcher: SoftMatcher
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
                _checked(fold(word), matches.own[at, row], matches.letters[at, row], there[at])
                for at in range(len(texts))
            ]
        )
        for row, word in enumerate(matches.words)
        if word in none
    }


def _checked(word: str, met: float, letters: float, there: Sequence[str]) -> float:
    """Return how far a word is met, where its letters alone are not enough."""
    if word in there or _names(word, there) or _synonym(word, there):
        return 1.0
    meant = met > letters and _has_meaning(word)
    means = float(np.clip((met - FAR) / (CLOSE - FAR), 0.0, 1.0)) if meant else 0.0
    kin = [other for other in there if akin(word, other)]
    if any(_says_all(word, other) for other in kin):
        return 1.0
    if kin:
        return max(means, letters)
    if any(opposed(word, other) for other in there):
        return 0.0
    return means


@lru_cache(maxsize=20_000)
def is_spelled(word: str) -> bool:
    """Tell whether the model has no word for a folded one, nor puts it together of such."""
    [pieces] = _embedder().pieces([word])
    return len(pieces) > 1 and any(len(each) < SHORTEST for each in pieces)


@lru_cache(maxsize=20_000)
def _has_meaning(word: str) -> bool:
    """Tell whether the model has a word, or put it together of such, and doesn't only spell it."""
    [pieces] = _embedder().pieces([word])
    *first, last = pieces or [""]
    return all(len(each) >= SHORTEST for each in first) and (len(last) >= SHORTEST or bool(first))


def _says_all(word: str, other: str) -> bool:
    """Tell whether a word is a form of another, or a part of it; what is longer says more."""
    if any(stems(word, code) == stems(other, code) for code in WORDINGS):
        return True
    return len(word) < len(other) and len(word) >= WITHIN and word in other


def _synonym(word: str, there: Sequence[str]) -> bool:
    rows = [row for row in synonyms() if is_side(word, row, INFLECTION)]
    return any(is_side(other, row, INFLECTION) for row in rows for other in there)


def _names(word: str, there: Sequence[str]) -> bool:
    """Tell whether a text names the same country, language or town, in whatever language."""
    names = same_names().get(word, ())
    text = f" {' '.join(there)} "
    return any(f" {name} " in text for name in names)


@lru_cache(maxsize=20_000)
def akin(one: str, other: str) -> bool:
    """Tell whether folded words may be forms of one, or a compound and a part of it."""
    if one == other or _as_cognates(one) == _as_cognates(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    if opposed(one, other) or len(shorter) < SHORTEST:
        return False
    return _is_part(shorter, longer) or _same_stem(one, other)


def _is_part(shorter: str, longer: str) -> bool:
    more = len(longer) - len(shorter)
    if longer.startswith(shorter):
        return len(shorter) > SHORTEST or more <= 2
    if longer.endswith(shorter):
        return len(shorter) > SHORTEST and more >= PREFIX
    return shorter in longer and len(shorter) >= WITHIN


def _same_stem(one: str, other: str) -> bool:
    if any(stems(one, code) == stems(other, code) for code in WORDINGS):
        return True
    pairs = zip(one, other, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    apart = abs(len(one) - len(other))
    return same >= max(PREFIX, MOSTLY * max(len(one), len(other))) and apart <= LONGEST_ENDING


def _as_cognates(word: str) -> str:
    """Return a word as other languages may spell it: "compost", "Kompost"."""
    for one, other in COGNATES:
        word = word.replace(one, other)
    return word


@lru_cache(maxsize=20_000)
def opposed(one: str, other: str) -> bool:
    """Tell whether two folded words differ by what turns one into the other's opposite."""
    for first, second in ((one, other), (other, one)):
        if any(
            first.startswith(prefix)
            and len(first) - len(prefix) >= REST
            and _same_form(first.removeprefix(prefix), second)
            for prefix in NEGATING
        ):
            return True
        if any(
            first.endswith(suffix)
            and len(first) - len(suffix) >= SHORTEST
            and akin_plainly(first.removesuffix(suffix), second)
            and not second.endswith(LACKING)
            for suffix in LACKING
        ):
            return True
    return any(
        one.startswith(p)
        and other.startswith(q)
        and len(one) - len(p) >= REST
        and _same_form(one.removeprefix(p), other.removeprefix(q))
        for p in PREFIXES
        for q in PREFIXES
        if p != q
    )


def akin_plainly(one: str, other: str) -> bool:
    """Tell whether one of two words begins with the other, but for an ending."""
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= SHORTEST and longer.startswith(shorter) and len(longer) - len(shorter) <= 2
    )


def _same_form(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= REST and longer.startswith(shorter) and len(longer) - len(shorter) <= 2


def contradicting(claim: str, source: str) -> str | None:
    """Return a word of a claim of which the source says the opposite, and not the word itself."""
    claimed = [fold(word) for word in words(claim)]
    there = [fold(word) for word in words(source)]
    there += [part for word in there for part in _parts(word)]
    said = set(there)
    for word in claimed:
        if word in said:
            continue
        for row in opposites():
            own = [side for side in row if is_side(word, side)]
            others = [side for side in row if side not in own]
            against = any(_any_of(there, side) for side in others)
            if own and against and not any(_any_of(there, side) for side in own):
                return word
        if any(opposed(word, each) for each in there) and not any(
            akin(word, each) for each in there
        ):
            return word
    return None


def _any_of(words_there: Collection[str], side: tuple[str, ...]) -> bool:
    return any(is_side(word, side) for word in words_there)
