"""The check: a claim stays only if the sentences that it cites say it.

It never asks a model (`verifier` does, afterwards), and where it can't tell, the claim goes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.asking.kinds.spans import Span
from index.asking.ranking.softmatch import SoftMatcher
from index.language.detection import detect_question_language
from index.language.letters import fold
from index.language.stopwords import is_stop_word
from index.language.terms import words
from index.language.wording.registry import MARKS, WORDINGS
from index.language.wording.wording import Mark
from index.language.words import contrasts, points_back
from index.models import Sentence
from index.writing.figures import SPOKEN_TIME, Figure, figures, supported
from index.writing.joins import (
    condition_of_other,
    crossed,
    crossed_finely,
    exchanged,
    of_another,
    turned_round,
    wrongly_replaced,
)
from index.writing.marks import Clause, added_mark, changed_mark
from index.writing.pieces import Piece, divided, pieces
from index.writing.support import (
    BESIDE,
    Support,
    akin,
    content_words,
    contradicting,
    support_of,
)
from index.writing.written import Dropped, Reason

LONGEST = 400
"""Characters of a claim."""

PLAIN = re.compile(r"[\w\s.,:;!?'’‘‚\"„“”»«()/%‰€$£¥§&+=–—°²³½¼¾…·-]")
"""Characters that text has; what else there is must stand in the sources, word for word."""

TOKEN = re.compile(r"\S+")
YES_OR_NO = re.compile(r"(?:ja|nein|doch|yes|no)[,.!:;] +", re.IGNORECASE)
"""What says yes or no to a question: what follows it is what can be checked."""

FEW, MOSTLY = 3, 0.6
"""Content words of a clause up to which a claim must have this share of them beside its number."""

NEAR = 14
"""Characters beside a figure in which such as "until" and "about" stand."""

TIMES = frozenset(["date", "clock", "duration"])
"""Kinds of figures of which it counts whether something is before or after them."""

LENT = 2
"""Words that a claim takes from a sentence that the next one points back at."""

LIMITING: tuple[Mark, ...] = ("negation", "only", "if", "except")


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that the model was shown by its number, and the citation that has it."""

    number: int
    sentence: Sentence
    citation: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim with what is in it, the clauses that it must be made of, and what was asked."""

    text: str
    spans: tuple[Span, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Piece, ...]
    support: Support
    question: str = ""
    asked: tuple[str, ...] = ()


class ClaimCheck:
    """Checks claims. Thread-safe."""

    def __init__(self, matcher: SoftMatcher | None = None) -> None:
        self._matcher = matcher or SoftMatcher()

    def dropped(
        self,
        claim: str,
        cited: Sequence[Shown],
        shown: Sequence[Shown] = (),
        question: str = "",
    ) -> Dropped | None:
        """Return why a claim isn't supported by the sentences that it cites; None if it is.

        `shown` are all that it could have cited: one that limits a cited one must be cited, too.
        Where it leaves out what it speaks of, that is the `question`'s.
        """
        if (failed := self._form(claim, cited)) is not None:
            return failed
        cited = _with_antecedents(cited, shown)
        read = self._read(claim, [each.sentence for each in cited], question)
        verbatim = any(_is_same(claim, each.sentence.text) for each in cited)
        for look in () if verbatim else CHECKS:
            if (found := look(read)) is not None:
                return Dropped(claim, *found)
        figure = of_another(question, claim, read.figures, read.sources) if question else None
        if figure is not None:
            return Dropped(claim, "binding", figure)
        if (limit := _limit(cited, shown)) is not None:
            return Dropped(claim, "limited", limit)
        return None

    def _form(self, claim: str, cited: Sequence[Shown]) -> Dropped | None:
        if not claim or len(claim) > LONGEST or not claim.isprintable():
            return Dropped(claim[:LONGEST], "form")
        if not cited:
            return Dropped(claim, "uncited")
        sources = " ".join(" ".join(_all_of(each.sentence)) for each in cited)
        for token in TOKEN.findall(claim):
            bare = token.strip(".,:;!?'’‘‚\"„“”»«()…")
            if PLAIN.sub("", token) and bare not in sources:
                return Dropped(claim, "form", token)
        return None

    def _read(self, claim: str, sentences: Sequence[Sentence], question: str) -> _Read:
        language = detect_question_language(claim)
        languages = [language, *(code for code in WORDINGS if code != language)]
        sources = [piece for at, each in enumerate(sentences) for piece in pieces(each, at)]
        found = figures(claim, languages)
        own = [f for f in found if supported(f, [g for p in sources for g in p.figures])]
        without = _blanked(claim, [f for f in own if not f.lone])
        support = support_of(without, [piece.sentence for piece in sources], self._matcher)
        spans = tuple(divided(claim, languages))
        asked = tuple(fold(word) for word in content_words(question))
        return _Read(claim, spans, tuple(found), tuple(sources), support, question, asked)


def _is_same(claim: str, sentence: str) -> bool:
    return " ".join(claim.split()).rstrip(".") == " ".join(sentence.split()).rstrip(".")


def opening_left_out(claim: str) -> str:
    """Return a claim without "Yes, " or "No, ", which no sentence says."""
    rest = YES_OR_NO.sub("", claim, count=1) if YES_OR_NO.match(claim) else claim
    return rest[:1].upper() + rest[1:]


def is_in_other(claim: str, language: str) -> bool:
    """Tell whether more little words of a claim are of another language than of the wanted one."""
    found = words(claim)
    own = sum(is_stop_word(word, language) for word in found)
    others = [code for code in WORDINGS if code != language]
    return any(sum(is_stop_word(word, code) for word in found) > own for code in others)


Found = tuple[Reason, str]


def _figures(read: _Read) -> Found | None:
    there = [figure for piece in read.sources for figure in piece.figures]
    there += [figure for piece in read.sources for figure in _above(piece.sentence)]
    for figure in read.figures:
        if not supported(figure, there):
            return "number", read.text[figure.start : figure.end]
    return None


def _above(sentence: Sentence) -> list[Figure]:
    """Return the figures of what a sentence stands under."""
    language = sentence.article.language
    lines = (sentence.article.title, *sentence.context.lines)
    return [figure for line in lines for figure in figures(line, [language])]


def _words(read: _Read) -> Found | None:
    unmet = read.support.unmet
    beside = len(read.support.words) + len(read.figures) - 1
    if read.support.lost or len(unmet) > 1 or (unmet and beside < BESIDE):
        return "unmet", unmet[0]
    touched = {at for word in read.support.words for at in read.support.met_in(word)}
    if not touched and not any(_pieces_with(read, figure) for figure in read.figures):
        return "empty", ""
    return None


def _pieces_with(read: _Read, figure: Figure) -> frozenset[int]:
    return frozenset(
        at
        for at, piece in enumerate(read.sources)
        if supported(figure, piece.figures) and not figure.lone
    )


def _elements(read: _Read, span: Span) -> list[frozenset[int]]:
    """Return for each word and figure of a claim's clause the clauses that have it, if any has."""
    text = read.text[slice(*span)]
    found = [read.support.met_in(word) for word in dict.fromkeys(content_words(text))]
    found += [_pieces_with(read, each) for each in read.figures if span[0] <= each.start < span[1]]
    return [each for each in found if each]


def _touched(read: _Read, span: Span) -> list[int]:
    """Return the clauses that a claim's clause is made of: as few as have all of it.

    Of clauses that have equally much, all.
    """
    left, chosen = _elements(read, span), set[int]()
    while left:
        counts = {at: sum(at in each for each in left) for each in left for at in each}
        most = max(counts.values())
        best = [at for at, count in counts.items() if count == most]
        chosen.update(best)
        left = [each for each in left if not each & set(best)]
    return sorted(chosen)


def _marks(read: _Read) -> Found | None:
    for span, excepted in _with_exceptions(read):
        text = SPOKEN_TIME.sub("0:00", read.text[slice(*span)])
        figures_here = [f for f in read.figures if span[0] <= f.start < span[1]]
        claimed = Clause(text, denied=excepted, asked=read.question)
        places = _asserting(read, _touched(read, span), span)
        if not places:
            # What says nothing of its own may not add anything either.
            everything = [_clause(read, at, ()) for at in range(len(read.sources))]
            if (mark := added_mark(claimed, everything)) is not None:
                return "mark", mark
            if claimed.negations and not any(each.negations for each in everything):
                return "mark", "negation"
            continue
        before = [
            at
            for at, piece in enumerate(read.sources)
            if at not in places and any(piece.of == read.sources[p].of and at < p for p in places)
        ]
        touched = [_clause(read, at, figures_here) for at in places]
        lent = [_clause(read, at, figures_here) for at in before]
        if (mark := changed_mark(claimed, touched, lent)) is not None:
            return "mark", mark
    return None


def _with_exceptions(read: _Read) -> Iterator[tuple[Span, bool]]:
    """Give the clauses of a claim, and whether one is what doesn't hold of what is before it.

    "Always, except in July" is "Always. Not in July", where the sources have no such word.
    """
    told = any(MARKS["except"].search(piece.text) for piece in read.sources)
    for start, end in read.spans:
        found = None if told else MARKS["except"].search(read.text, start + 1, end)
        if found is None or not _touched(read, (found.end(), end)):
            yield (start, end), False
        else:
            yield (start, found.start()), False
            yield (found.end(), end), True


def _asserting(read: _Read, touched: Sequence[int], span: Span) -> list[int]:
    """Leave out a sentence that only says who the next one's "it" is."""
    elements = _elements(read, span)
    kept = []
    for at in touched:
        piece = read.sources[at]
        alone = sum(at in each and not each & (set(touched) - {at}) for each in elements)
        following = [
            other
            for other in touched
            if read.sources[other].of == piece.of + 1
            and points_back(read.sources[other].text)
            and _clause(read, other, ()).whole
        ]
        if not (following and alone <= LENT) or _clause(read, at, ()).negations:
            kept.append(at)
    return kept


def _clause(read: _Read, at: int, claimed: Sequence[Figure]) -> Clause:
    """Return a clause of the sources, and what is near the figures of those that are claimed."""
    piece = read.sources[at]
    own = content_words(_blanked(piece.text, piece.figures))
    said = {word for word in read.support.words if at in read.support.met_in(word)}
    taken = [
        (figure, piece.text[max(0, figure.start - NEAR) : figure.end + NEAR])
        for figure in piece.figures
        if any(supported(each, [figure]) for each in claimed)
    ]
    near = "; ".join(text for figure, text in taken if figure.kinds & TIMES)
    counted = "; ".join(text for _, text in taken)
    return Clause(piece.text, piece.of, near, counted, whole=len(said) >= len(set(own)))


def _opposites(read: _Read) -> Found | None:
    for span in read.spans:
        touched = _touched(read, span) or range(len(read.sources))
        pieces_there = [read.sources[at] for at in touched]
        source = "\n".join(
            line
            for piece in pieces_there
            for line in (_blanked(piece.text, piece.figures), *_all_of(piece.sentence)[:-1])
        )
        claim = _blanked(read.text, read.figures)[slice(*span)]
        if (word := contradicting(claim, source)) is not None:
            return "opposite", word
    return None


def _bindings(read: _Read) -> Found | None:
    """Find a number that a sentence gives of something else than the claim does.

    "Adults pay 5 €, children 3 €": a verb may be left out in a later clause, so what only an
    earlier one has counts against a claim only if it has nothing of the number's own clause.
    """
    if (torn := _torn_out(read)) is not None:
        return "binding", torn
    for span in read.spans:
        own = [f for f in read.figures if span[0] <= f.start < span[1] and not f.lone]
        content = list(dict.fromkeys(content_words(read.text[slice(*span)])))
        for figure in own:
            holding = _pieces_with(read, figure)
            others = [
                at
                for at, piece in enumerate(read.sources)
                if at not in holding
                and any(
                    each.kinds & figure.kinds and not any(supported(mine, [each]) for mine in own)
                    for each in piece.figures
                )
            ]
            for other in others:
                theirs = [
                    word
                    for word in content
                    if other in read.support.met_in(word) and not read.support.under(word) & holding
                ]
                if theirs and holding and _wrongly_bound(read, holding, other, content):
                    return "binding", theirs[0]
    return None


def _joins(read: _Read) -> Found | None:
    """Find what is said of others than in the sentences."""
    elements = [_elements(read, span) for span in read.spans]
    if crossed(elements) or crossed_finely(read.text, read.sources):
        return "binding", ""
    if condition_of_other(read.text, read.sources, read.support.met_in):
        return "binding", ""
    if turned_round(read.text, read.sources):
        return "binding", ""
    replaced = wrongly_replaced(read.text, read.figures, read.sources)
    found = replaced or exchanged(read.text, read.sources)
    return None if found is None else ("binding", found)


def _torn_out(read: _Read) -> str | None:
    """Return a figure of which the claim doesn't say what its clause says it is of.

    "Children pay 3 €" is no price of all: of few words most must be met, of more at least two.
    """
    for figure in read.figures:
        holding = _pieces_with(read, figure)
        if figure.lone or not holding or figure.kinds <= {"date", "clock"}:
            continue
        if not any(_is_told(read, at) for at in holding):
            return read.text[figure.start : figure.end]
    return None


def _is_told(read: _Read, at: int) -> bool:
    piece = read.sources[at]
    own = {fold(word) for word in content_words(_blanked(piece.text, piece.figures))}
    said = len(own)
    met = sum(at in read.support.met_in(word) for word in read.support.words)
    # Whoever answers needn't say again what is asked for.
    left_out = [each for each in read.asked if each not in map(fold, read.support.words)]
    met += sum(any(akin(word, each) for each in left_out) for word in own)
    return met >= min(said, 2) if said > FEW else met >= MOSTLY * said


CHECKS = (_figures, _words, _opposites, _marks, _bindings, _joins)


def _wrongly_bound(
    read: _Read, holding: frozenset[int], other: int, content: Sequence[str]
) -> bool:
    for at in holding:
        one, two = read.sources[at], read.sources[other]
        if one.of != two.of or at < other:
            continue
        # The other one is earlier in the same sentence: may this one lean on it?
        of_own = [w for w in content if at in read.support.met_in(w)]
        of_own = [w for w in of_own if other not in read.support.met_in(w)]
        if of_own or not content_words(_blanked(one.text, one.figures)):
            return False
    return True


def _with_antecedents(cited: Sequence[Shown], shown: Sequence[Shown]) -> list[Shown]:
    """Return what is cited with the sentence before one that points back at it."""
    places = {each.number: each for each in shown}
    found = {each.number: each for each in cited}
    for each in cited:
        before = places.get(each.number - 1)
        if before and before.citation == each.citation and points_back(each.sentence.text):
            found[before.number] = before
    return [found[number] for number in sorted(found)]


def _limit(cited: Sequence[Shown], shown: Sequence[Shown]) -> str | None:
    """Return a sentence that limits a cited one, and isn't heeded."""
    numbers = {each.number for each in cited}
    for each in shown:
        before = each.number - 1
        if before not in numbers or each.number in numbers:
            continue
        text = each.sentence.text
        limits = [mark for mark in LIMITING if MARKS[mark].search(text)]
        if limits and (contrasts(text) or points_back(text)) and not _speaks_of_other(text):
            return text[:80]
    return None


def _speaks_of_other(text: str) -> bool:
    """Tell whether a sentence has so much of its own that it hardly limits the one before."""
    return len(content_words(text)) > 6


def _blanked(text: str, spans: Sequence[Figure]) -> str:
    for each in spans:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _all_of(sentence: Sentence) -> tuple[str, ...]:
    return (sentence.article.title, *sentence.context.lines, sentence.text)
