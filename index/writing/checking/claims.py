"""The check: a claim stays only if the sentences that it cites say it.

It never asks a model (`verifier` does, afterwards), and where it can't tell, the claim goes.
"""

import re
from collections.abc import Iterable, Sequence

from index.asking.kinds.values import Moment
from index.asking.ranking.softmatch import SoftMatcher
from index.language.letters import fold
from index.language.stopwords import is_stop_word
from index.language.terms import words
from index.language.wording.registry import MARKS, WORDINGS
from index.language.wording.wording import Mark
from index.language.words import contrasts, points_back
from index.writing.checking.belonging import torn_apart
from index.writing.checking.figures import SPOKEN_TIME, Figure, blanked, figures, supported
from index.writing.checking.joins import (
    condition_of_other,
    crossed,
    crossed_finely,
    of_another,
    turned_round,
    wrongly_replaced,
)
from index.writing.checking.kinship import akin, contradicting
from index.writing.checking.marks import Clause, added_mark, changed_mark
from index.writing.checking.pieces import Piece
from index.writing.checking.reading import (
    Read,
    Shown,
    all_of,
    asserting,
    clause_of,
    clauses_of,
    elements_of,
    figures_above,
    pieces_with,
    read_claim,
    with_antecedents,
    with_exceptions,
)
from index.writing.checking.relations import wrongly_related
from index.writing.checking.roles import exchanged
from index.writing.checking.support import content_words
from index.writing.written import Dropped, Reason

LONGEST = 400
"""Characters of a claim."""

PLAIN = re.compile(r"[\w\s.,:;!?'’‘‚\"„“”»«()/%‰€$£¥§&+=–—°²³½¼¾…·-]")
"""Characters that text has; what else there is must stand in the sources, word for word."""

TOKEN = re.compile(r"\S+")


ENUMERATOR = re.compile(r"^(?:§ ?\d+ )?(?:\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]? )")
"""What numbers a rule or a step before its text."""

YES_OR_NO = re.compile(r"(?:ja|nein|doch|yes|no)[,.!:;] +", re.IGNORECASE)
"""What says yes or no to a question: what follows it is what can be checked."""

CELLS = "|"
"""Between the cells of a table's row."""

DAY_NEAR = 12
"""Characters between a weekday and the time that it is of."""

FEW, MOSTLY = 3, 0.6
"""Content words of a clause up to which a claim must have this share of them beside its number."""

LIMITING: tuple[Mark, ...] = ("negation", "only", "if", "except")


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
        cited = with_antecedents(cited, shown)
        read = read_claim(claim, [each.sentence for each in cited], self._matcher, question)
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
        sources = " ".join(" ".join(all_of(each.sentence)) for each in cited)
        for token in TOKEN.findall(claim):
            bare = token.strip(".,:;!?'’‘‚\"„“”»«()…")
            if PLAIN.sub("", token) and bare not in sources:
                return Dropped(claim, "form", token)
        return None


def _is_same(claim: str, sentence: str) -> bool:
    """Tell whether a claim is a sentence word for word, perhaps without its number: "5. Don't"."""
    one, other = (" ".join(text.split()).rstrip(".") for text in (claim, sentence))
    return one in {other, ENUMERATOR.sub("", other)}


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


Finding = tuple[Reason, str]


def _figures(read: Read) -> Finding | None:
    there = [figure for piece in read.sources for figure in piece.figures]
    there += [figure for piece in read.sources for figure in figures_above(piece.sentence)]
    for figure in read.figures:
        if not supported(figure, there):
            return "number", read.text[figure.start : figure.end]
    return None


def _words(read: Read) -> Finding | None:
    unmet = read.support.unmet
    if unmet:
        return "unmet", unmet[0]
    touched = {at for word in read.support.words for at in read.support.met_in(word)}
    if not touched and not any(pieces_with(read, figure) for figure in read.figures):
        return "empty", ""
    return None


def _marks(read: Read) -> Finding | None:
    for span, excepted in with_exceptions(read):
        text = SPOKEN_TIME.sub("0:00", read.text[slice(*span)])
        figures_here = [f for f in read.figures if span[0] <= f.start < span[1]]
        claimed = Clause(text, denied=excepted, asked=read.question)
        places = asserting(read, clauses_of(read, span), span)
        if not places:
            # What says nothing of its own may not add anything either.
            everything = [clause_of(read, at, ()) for at in range(len(read.sources))]
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
        touched = [clause_of(read, at, figures_here) for at in places]
        lent = [clause_of(read, at, figures_here) for at in before]
        if (mark := changed_mark(claimed, touched, lent)) is not None:
            return "mark", mark
    return None


def _opposites(read: Read) -> Finding | None:
    for span in read.spans:
        touched = clauses_of(read, span) or range(len(read.sources))
        pieces_there = [read.sources[at] for at in touched]
        source = "\n".join(
            line
            for piece in pieces_there
            for line in (blanked(piece.text, piece.figures), *all_of(piece.sentence)[:-1])
        )
        claim = blanked(read.text, read.figures)[slice(*span)]
        if (word := contradicting(claim, source)) is not None:
            return "opposite", word
    return None


def _bindings(read: Read) -> Finding | None:
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
            holding = pieces_with(read, figure)
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


def _joins(read: Read) -> Finding | None:
    """Find what is said of others than in the sentences."""
    elements = [elements_of(read, span) for span in read.spans]
    if crossed(elements) or crossed_finely(read.text, read.sources):
        return "binding", ""
    if condition_of_other(read.text, read.sources, read.support.met_in):
        return "binding", ""
    if turned_round(read.text, read.sources):
        return "binding", ""
    replaced = wrongly_replaced(read.text, read.figures, read.sources)
    found = replaced or exchanged(read.text, read.language, read.figures, read.sources)
    return None if found is None else ("binding", found)


def _torn_out(read: Read) -> str | None:
    """Return a figure of which the claim doesn't say what its clause says it is of.

    "Children pay 3 €" is no price of all: of few words most must be met, of more at least two.
    """
    for figure in read.figures:
        holding = pieces_with(read, figure)
        if figure.lone or not holding:
            continue
        if not any(_has_name_of_row(read, at) for at in holding):
            return read.text[figure.start : figure.end]
        if figure.kinds <= {"date", "clock"}:
            if not any(_is_touched(read, at) for at in holding):
                return read.text[figure.start : figure.end]
            continue
        if not any(_is_told(read, at) for at in holding):
            return read.text[figure.start : figure.end]
    return None


def _is_touched(read: Read, at: int) -> bool:
    """Tell whether a claim has, or answers, anything of a clause but its figures."""
    piece = read.sources[at]
    own = content_words(blanked(piece.text, piece.figures))
    said = any(at in read.support.met_in(word) for word in read.support.words)
    return said or not own or any(akin(fold(w), each) for w in own for each in read.asked)


def _has_name_of_row(read: Read, at: int) -> bool:
    """Tell whether a claim says what a table's row is about, if its clause is a cell of one."""
    of = [piece for piece in read.sources if piece.of == read.sources[at].of]
    first, article = of[0].sentence.span, of[0].sentence.article
    next_to = article.text[first.end : of[1].sentence.span.start] if len(of) > 1 else ""
    if next_to.strip() != CELLS or article.language != read.language:
        return True
    name = content_words(blanked(of[0].text, of[0].figures))
    said = [*map(fold, content_words(read.text)), *read.asked]
    return all(any(akin(fold(word), each) for each in said) for word in name)


def _is_told(read: Read, at: int) -> bool:
    piece = read.sources[at]
    own = {fold(word) for word in content_words(blanked(piece.text, piece.figures))}
    said = len(own)
    met = sum(at in read.support.met_in(word) for word in read.support.words)
    # Whoever answers needn't say again what is asked for.
    left_out = [each for each in read.asked if each not in map(fold, read.support.words)]
    met += sum(any(akin(word, each) for each in left_out) for word in own)
    return met >= min(said, 2) if said > FEW else met >= MOSTLY * said


def _days(read: Read) -> Finding | None:
    """Find a time of day without the weekdays that its clause gives it of: "Mondays from 9"."""
    told = _weekdays(read.figures) | _weekdays(figures(read.question, list(WORDINGS)))
    for figure in read.figures:
        if "clock" not in figure.kinds:
            continue
        bound = [_days_before(read.sources[at], figure) for at in pieces_with(read, figure)]
        if bound and all(days and not days & told for days in bound):
            return "binding", read.text[figure.start : figure.end]
    return None


def _days_before(piece: Piece, claimed: Figure) -> frozenset[int]:
    """Return the weekdays right before a time in a clause."""
    times = [each.start for each in piece.figures if supported(claimed, [each])]
    before = [f for f in piece.figures if any(0 <= at - f.end <= DAY_NEAR for at in times)]
    return _weekdays([f for f in before if "date" in f.kinds])


def _weekdays(found: Iterable[Figure]) -> frozenset[int]:
    return frozenset(
        day
        for figure in found
        for reading in figure.readings
        if isinstance(reading, Moment) and not reading.days
        for day in reading.weekdays
    )


def _relations(read: Read) -> Finding | None:
    """Find what belongs to something else, or in another way, than in the sentences."""
    found = torn_apart(read) or wrongly_related(read)
    return None if found is None else ("binding", found)


CHECKS = (_figures, _words, _opposites, _marks, _bindings, _days, _joins, _relations)


def _wrongly_bound(read: Read, holding: frozenset[int], other: int, content: Sequence[str]) -> bool:
    for at in holding:
        one, two = read.sources[at], read.sources[other]
        if one.of != two.of or at < other:
            continue
        # The other one is earlier in the same sentence: may this one lean on it?
        of_own = [w for w in content if at in read.support.met_in(w)]
        of_own = [w for w in of_own if other not in read.support.met_in(w)]
        if of_own or not content_words(blanked(one.text, one.figures)):
            return False
    return True


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
