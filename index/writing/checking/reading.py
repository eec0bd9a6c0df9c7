"""A claim beside the clauses that it must be made of: which of them have its words and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.asking.kinds.spans import Span
from index.asking.ranking.softmatch import SoftMatcher
from index.language.detection import detect_question_language
from index.language.letters import fold
from index.language.wording.registry import MARKS, WORDINGS
from index.language.words import points_back
from index.models import Sentence
from index.writing.checking.atoms import Atom, atoms
from index.writing.checking.figures import Figure, blanked, figures, supported
from index.writing.checking.marks import Clause
from index.writing.checking.pieces import Piece, divided, pieces
from index.writing.checking.support import Support, content_words, support_of

NEAR = 14
"""Characters beside a figure in which such as "until" and "about" stand."""


TIMES = frozenset(["date", "clock", "duration"])
"""Kinds of figures of which it counts whether something is before or after them."""

LENT = 2
"""Words that a claim takes from a sentence that the next one points back at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that the model was shown by its number, and the citation that has it."""

    number: int
    sentence: Sentence
    citation: int


@dataclass(frozen=True, slots=True)
class Read:
    """A claim with what is in it, the clauses that it must be made of, and what was asked."""

    text: str
    language: str
    spans: tuple[Span, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Piece, ...]
    support: Support
    question: str
    asked: tuple[str, ...]
    atoms: tuple[Atom, ...]
    told: Support
    """The same as `support`, by the atoms."""


def read_claim(
    claim: str, sentences: Sequence[Sentence], matcher: SoftMatcher, question: str = ""
) -> Read:
    """Read a claim and the sentences that it cites, clause by clause."""
    language = detect_question_language(claim)
    languages = [language, *(code for code in WORDINGS if code != language)]
    sources = [piece for at, each in enumerate(sentences) for piece in pieces(each, at)]
    found = figures(claim, languages)
    own = [f for f in found if supported(f, [g for p in sources for g in p.figures])]
    without = blanked(claim, [f for f in own if not f.lone])
    support = support_of(without, [piece.sentence for piece in sources], matcher)
    spans = tuple(divided(claim, languages))
    asked = tuple(fold(word) for word in content_words(question))
    parts = tuple(atoms(sources))
    told = support_of(without, [atom.sentence for atom in parts], matcher)
    own_figures, clauses = tuple(found), tuple(sources)
    return Read(claim, language, spans, own_figures, clauses, support, question, asked, parts, told)


def figures_above(sentence: Sentence) -> list[Figure]:
    """Return the figures of what a sentence stands under."""
    language = sentence.article.language
    lines = (sentence.article.title, *sentence.context.lines)
    return [figure for line in lines for figure in figures(line, [language])]


def pieces_with(read: Read, figure: Figure) -> frozenset[int]:
    """Return the clauses that have a figure, by number."""
    return frozenset(
        at
        for at, piece in enumerate(read.sources)
        if supported(figure, piece.figures) and not figure.lone
    )


def elements_of(read: Read, span: Span) -> list[frozenset[int]]:
    """Return for each word and figure of a claim's clause the clauses that have it, if any has."""
    text = read.text[slice(*span)]
    found = [read.support.met_in(word) for word in dict.fromkeys(content_words(text))]
    found += [pieces_with(read, each) for each in read.figures if span[0] <= each.start < span[1]]
    return [each for each in found if each]


def clauses_of(read: Read, span: Span) -> list[int]:
    """Return the clauses that a claim's clause is made of: as few as have all of it.

    Of clauses that have equally much, all.
    """
    left, chosen = elements_of(read, span), set[int]()
    while left:
        counts = {at: sum(at in each for each in left) for each in left for at in each}
        most = max(counts.values())
        best = [at for at, count in counts.items() if count == most]
        chosen.update(best)
        left = [each for each in left if not each & set(best)]
    return sorted(chosen)


def with_exceptions(read: Read) -> Iterator[tuple[Span, bool]]:
    """Give the clauses of a claim, and whether one is what doesn't hold of what is before it.

    "Always, except in July" is "Always. Not in July", where the sources have no such word.
    """
    told = any(MARKS["except"].search(piece.text) for piece in read.sources)
    for start, end in read.spans:
        found = None if told else MARKS["except"].search(read.text, start + 1, end)
        if found is None or not clauses_of(read, (found.end(), end)):
            yield (start, end), False
        else:
            yield (start, found.start()), False
            yield (found.end(), end), True


def asserting(read: Read, touched: Sequence[int], span: Span) -> list[int]:
    """Leave out a sentence that only says who the next one's "it" is."""
    elements = elements_of(read, span)
    kept = []
    for at in touched:
        piece = read.sources[at]
        alone = sum(at in each and not each & (set(touched) - {at}) for each in elements)
        following = [
            other
            for other in touched
            if read.sources[other].of == piece.of + 1
            and points_back(read.sources[other].text)
            and clause_of(read, other, ()).whole
        ]
        if not (following and alone <= LENT) or clause_of(read, at, ()).negations:
            kept.append(at)
    return kept


def clause_of(read: Read, at: int, claimed: Sequence[Figure]) -> Clause:
    """Return a clause of the sources, and what is near the figures of those that are claimed."""
    piece = read.sources[at]
    own = content_words(blanked(piece.text, piece.figures))
    said = {word for word in read.support.words if at in read.support.met_in(word)}
    taken = [
        (figure, piece.text[max(0, figure.start - NEAR) : figure.end + NEAR])
        for figure in piece.figures
        if any(supported(each, [figure]) for each in claimed)
    ]
    near = "; ".join(text for figure, text in taken if figure.kinds & TIMES)
    counted = "; ".join(text for _, text in taken)
    return Clause(piece.text, piece.of, near, counted, whole=len(said) >= len(set(own)))


def with_antecedents(cited: Sequence[Shown], shown: Sequence[Shown]) -> list[Shown]:
    """Return what is cited with the sentence before one that points back at it."""
    places = {each.number: each for each in shown}
    found = {each.number: each for each in cited}
    for each in cited:
        before = places.get(each.number - 1)
        if before and before.citation == each.citation and points_back(each.sentence.text):
            found[before.number] = before
    return [found[number] for number in sorted(found)]


def all_of(sentence: Sentence) -> tuple[str, ...]:
    """Return a sentence with what it stands under, from its article's title on."""
    return (sentence.article.title, *sentence.context.lines, sentence.text)
