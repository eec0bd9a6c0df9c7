"""How well each sentence of the candidate passages answers a question: one linear formula.

    score = P + RARE*C + SENTENCE*S + CONTEXT*R + PAIRS*U + POSITION*min(n, 4)

P    BM25 of the sentence's passage (Robertson & Zaragoza 2009), stems and character 4-grams
     (McNamee & Mayfield 2004)
C    sum of idf^2 over the question's word parts that the passage has: coverage, rare words first
S    sum of idf * isf over the parts that the sentence has
R    the same over parts that only the sentence before it has, or what it stands under (title,
     headings, question, lead-in, header row): a sentence's context (Murdock 2006)
U    sum of isf over pairs of the question's stems that stand near each other in the sentence, too:
     the unordered window of sequential dependence (Metzler & Croft 2005)
n    the number of sentences before it in its passage
isf  log((n + 1) / f), where f of the article's n sentences among the candidates have the part: the
     inverse sentence frequency (Allan, Wade & Bolivar 2003); for U within the passage

A passage is worth its best sentence (MaxP, Dai & Callan 2019). Word parts are the 4-grams of framed
words (`terms.word_parts`); idf counts the passages of the whole index, and for S and R estimates
its sentences from them.

The weights were fitted on XQuAD-R German and English together (listwise softmax), relative to P;
fitted on one half of the articles and measured on the other they differ little.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from threading import local
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from index.indexing.backends.bm25 import idf
from index.indexing.backends.protocol import Frequencies
from index.language.terms import parted_words, parts_of_word, stems, word_parts, words
from index.models import Context, Sentence

RARE, SENTENCE, CONTEXT, PAIRS, POSITION = 0.04, 0.12, 0.056, 0.27, -0.75

LAST_POSITION = 4
"""Sentences from here on in a passage count as equally late."""

WINDOW = 8
"""Words within which two stems are near (Metzler & Croft 2005)."""

HASH_BITS = 20
"""Terms are compared by hash: few enough bits for a table, enough to hardly ever meet wrongly."""

CONTEXTS = 20_000
"""Of these, analysed ones stay in memory; many sentences share one."""

WORDS = 20_000
"""Words and parts whose hashes stay in memory."""

Floats = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.intp]
Number = TypeVar("Number", np.int32, np.intp)


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """A passage's terms, analysed once: hashed parts and stems, each with its sentence's row.

    `context` are the parts of what the sentences stand under, their article's title among it.
    """

    parts: Hashes
    part_rows: Rows
    stems: Hashes
    stem_rows: Rows
    context: Hashes
    context_rows: Rows


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with its sentences and the BM25 score of its terms."""

    passage: Sequence[Sentence]
    terms: PassageTerms
    bm25: float


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """The question's distinct word parts: `hashes[i]` is of the word `word_of[i]`.

    `belongs[p, w]` is 1 where part p is one of word w's, for words may share some.
    """

    words: Sequence[str]
    parts: Sequence[str]
    hashes: Hashes
    word_of: Rows
    belongs: Floats

    @classmethod
    def of(cls, question: str) -> "QuestionParts":
        """Analyse a question."""
        distinct = list(dict.fromkeys(words(question)))
        parts = [word_parts(word) for word in distinct]
        word_of: dict[str, int] = {}
        for number, own in enumerate(parts):
            for part in own:
                word_of.setdefault(part, number)
        places = {part: number for number, part in enumerate(word_of)}
        belongs = np.zeros((len(places), len(distinct)))
        for number, own in enumerate(parts):
            belongs[[places[part] for part in own], number] = 1.0
        return cls(
            words=distinct,
            parts=list(word_of),
            hashes=_hashed(list(word_of)),
            word_of=np.fromiter(word_of.values(), np.intp, len(word_of)),
            belongs=belongs,
        )


@dataclass(frozen=True, slots=True)
class ScoredSentences:
    """The sentences of all candidates, in the candidates' order, with what was seen of each.

    `has[s, p]` is 1 where sentence s has the question's part p, `under[s, p]` where its article's
    title has or what it stands under; `passage_of[s]` is its candidate.
    """

    sentences: Sequence[Sentence]
    scores: Floats
    passage_of: Rows
    has: Floats
    under: Floats


def terms_of(passage: Sequence[Sentence]) -> PassageTerms:
    """Analyse a passage's sentences."""
    language = passage[0].article.language
    parts = [_distinct_parts(sentence.text, language) for sentence in passage]
    stemmed = [[_hash(stem) for stem in stems(s.text, language)] for s in passage]
    context = [_context(s.article.title, s.context, language) for s in passage]
    return PassageTerms(
        _joined(parts),
        _rows(parts),
        _joined(stemmed),
        _rows(stemmed),
        np.concatenate(context),
        _rows(context),
    )


@lru_cache(maxsize=CONTEXTS)
def _context(title: str, context: Context, language: str) -> Hashes:
    return _joined([_distinct_parts(" ".join((title, *context.lines)), language)])


def _distinct_parts(text: str, language: str) -> list[int]:
    """Return the hashes of a text's parts, each once, in order."""
    return sorted({part for word in parted_words(text, language) for part in _hashes(word)})


@lru_cache(maxsize=WORDS)
def _hashes(word: str) -> tuple[int, ...]:
    return tuple(_hash(part) for part in parts_of_word(word))


def score(
    question: str,
    parts: QuestionParts,
    candidates: Sequence[Candidate],
    passages: int,
    frequencies: Frequencies,
) -> ScoredSentences:
    """Score every sentence of the candidates (at least one).

    `frequencies[i]` of the index's `passages` passages have `parts.parts[i]`.
    """
    sizes = np.array([len(candidate.passage) for candidate in candidates])
    starts = np.cumsum(sizes) - sizes
    passage_of = np.repeat(np.arange(len(candidates)), sizes)
    sentences = [sentence for candidate in candidates for sentence in candidate.passage]
    position = np.arange(len(sentences)) - starts[passage_of]

    own = [(candidate.terms.parts, candidate.terms.part_rows) for candidate in candidates]
    around = [(candidate.terms.context, candidate.terms.context_rows) for candidate in candidates]
    has = _incidence(parts.hashes, own, starts, len(sentences))
    under = _incidence(parts.hashes, around, starts, len(sentences))
    before = under.copy()
    before[1:] = np.maximum(under[1:], has[:-1])
    before[starts] = under[starts]

    weights = idf(passages, frequencies)
    in_sentences = sizes.mean() * passages
    share = _share_of_sentences(frequencies / passages, sizes.mean())
    local = idf(in_sentences, in_sentences * share) * _inverse_sentence_frequency(has, sentences)
    bm25 = np.array([candidate.bm25 for candidate in candidates])
    coverage = np.maximum.reduceat(np.maximum(has, before), starts, axis=0) @ weights**2
    scores = (
        (bm25 + RARE * coverage)[passage_of]
        + SENTENCE * (has * local).sum(axis=1)
        + CONTEXT * (before * (1.0 - has) * local).sum(axis=1)
        + PAIRS * _near_pairs(question, candidates, starts, passage_of)
        + POSITION * np.minimum(position, LAST_POSITION)
    )
    return ScoredSentences(sentences, scores, passage_of, has, under)


def _incidence(
    hashes: Hashes, terms: Sequence[tuple[Hashes, Rows]], starts: Rows, sentences: int
) -> Floats:
    has = np.zeros((sentences, len(hashes)))
    columns = _columns(hashes, [each for each, _ in terms])
    rows = _global_rows([rows for _, rows in terms], starts)
    hit = np.flatnonzero(columns >= 0)
    has[rows[hit], columns[hit]] = 1.0
    return has


def _share_of_sentences(share_of_passages: Floats, size: float) -> Floats:
    """Estimate what share of sentences have a part, from the share of passages of `size` sentences.

    A passage lacks a part if each of its sentences does, taken as independent. On XQuAD-R that
    ranks as well as counted sentences do, and needs no second index.
    """
    return np.asarray(1 - (1 - np.minimum(share_of_passages, 0.999)) ** (1 / size))


def _inverse_sentence_frequency(has: Floats, sentences: Sequence[Sentence]) -> Floats:
    numbers: dict[int, int] = {}
    found = [numbers.setdefault(s.article.revision, len(numbers)) for s in sentences]
    article = np.array(found, dtype=np.intp)
    belongs = np.zeros((len(numbers), len(sentences)))
    belongs[article, np.arange(len(sentences))] = 1.0
    counts = np.maximum(belongs @ has, 0.5)
    isf: Floats = np.log((belongs.sum(axis=1)[:, None] + 1) / counts)
    return isf[article]


def _near_pairs(
    question: str, candidates: Sequence[Candidate], starts: Rows, passage_of: Rows
) -> Floats:
    """Sum, for each sentence, the isf within its passage of the pairs that are near in both.

    The question is stemmed as each passage is, in the language of its article.
    """
    scores = np.zeros(len(passage_of))
    in_language: dict[str, list[int]] = {}
    for number, candidate in enumerate(candidates):
        in_language.setdefault(candidate.passage[0].article.language, []).append(number)
    for language, numbers in in_language.items():
        asked = _hashed(stems(question, language))
        chosen = [candidates[number] for number in numbers]
        _add_near_pairs(scores, asked, chosen, starts[numbers], passage_of)
    return scores


def _add_near_pairs(
    scores: Floats, asked: Hashes, candidates: Sequence[Candidate], starts: Rows, passage_of: Rows
) -> None:
    distinct = _distinct(asked)
    near = _near_in_question(np.searchsorted(distinct, asked), len(distinct))
    columns = _columns(distinct, [candidate.terms.stems for candidate in candidates])
    rows = _global_rows([candidate.terms.stem_rows for candidate in candidates], starts)
    pairs = [pair for pair in _near_in_text(columns, rows, near) if len(pair)]
    if not pairs:
        return
    size = len(distinct) ** 2
    sentence, pair = np.divmod(_distinct(np.concatenate(pairs)), size)
    _, group, counts = np.unique(
        passage_of[sentence] * size + pair, return_inverse=True, return_counts=True
    )
    sizes = np.bincount(passage_of)[passage_of[sentence]]
    np.add.at(scores, sentence, np.log((sizes + 1) / counts[group]))


def _near_in_question(order: Rows, stems_count: int) -> npt.NDArray[np.bool_]:
    near = np.zeros((stems_count, stems_count), dtype=bool)
    for distance in range(1, WINDOW):
        near[order[:-distance], order[distance:]] = True
    return near | near.T


def _near_in_text(
    columns: Rows, rows: Rows, near: npt.NDArray[np.bool_]
) -> Iterator[npt.NDArray[np.intp]]:
    """Give codes (sentence, smaller stem, larger stem) of near pairs, by the hits between."""
    size = len(near)
    hits = np.flatnonzero(columns >= 0)
    for step in range(1, min(WINDOW, len(hits))):
        left, right = hits[:-step], hits[step:]
        close = (right - left < WINDOW) & (rows[left] == rows[right])
        if not close.any():
            return
        left, right = left[close], right[close]
        wanted = near[columns[left], columns[right]]
        left, right = left[wanted], right[wanted]
        smaller = np.minimum(columns[left], columns[right])
        larger = np.maximum(columns[left], columns[right])
        yield (rows[left] * size + smaller) * size + larger


def _columns(hashes: Hashes, arrays: Sequence[Hashes]) -> Rows:
    """Return each hash's place in `hashes`, -1 where it isn't there."""
    table = TABLES.zeros
    table[hashes] = np.arange(1, len(hashes) + 1)
    found = table[np.concatenate(arrays)].astype(np.intp) - 1
    table[hashes] = 0
    return found


class _Tables(local):
    """A table of zeros for each thread: to make one takes longer than to look up with it."""

    def __init__(self) -> None:
        self.zeros = np.zeros(1 << HASH_BITS, dtype=np.int16)


TABLES = _Tables()


def _global_rows(arrays: Sequence[Rows], starts: Rows) -> Rows:
    return np.concatenate(arrays) + np.repeat(starts, [len(array) for array in arrays])


@lru_cache(maxsize=WORDS)
def _hash(term: str) -> int:
    return zlib.crc32(term.encode()) & ((1 << HASH_BITS) - 1)


def _hashed(terms: Sequence[str]) -> Hashes:
    return np.array([_hash(term) for term in terms], dtype=np.int32)


def _joined(hashes: Sequence[Sequence[int]]) -> Hashes:
    return np.fromiter(chain.from_iterable(hashes), np.int32, sum(map(len, hashes)))


def _distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return each value once, in order; `np.unique` loads what nothing else needs for that."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _rows(arrays: Sequence[Sequence[int] | Hashes]) -> Rows:
    return np.repeat(np.arange(len(arrays)), [len(array) for array in arrays])
