"""Scores as a terminal shows them."""

from collections.abc import Sequence

from rich.console import Group as Renderables
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from index.evaluation.collections.figures import Score, Scores
from index.evaluation.table import new_table, percent
from index.i18n import N_, TEXTS, Language

COLUMNS = (
    N_("Questions"),
    N_("Right first"),
    N_("Right shown"),
    N_("All shown"),
    N_("Silent"),
    N_("Perhaps"),
    N_("Wrong"),
    N_("Without an answer, answered"),
    N_("Without an answer, perhaps"),
    N_("Right when very sure"),
    N_("Follow-ups right"),
    N_("Precision"),
)


IN_LINES = (
    N_("Right first"),
    N_("Silent"),
    N_("Perhaps"),
    N_("Wrong"),
    N_("Without an answer: answered + perhaps"),
)
"""What is said of each collection and each kind of question, so that it fits 80 columns."""


def as_table(scores: Scores, language: Language) -> RenderableType:
    """Lay the scores out: all that is said of all, then a line a collection, and a line a kind."""
    one = len(scores.collections) == 1
    whose = scores.collections[0].name if one else TEXTS.text(language, N_("All"))
    together = new_table("", Text(whose))
    for column, cell in zip(columns(language), cells(scores.together, language), strict=True):
        together.add_row(column, cell)
    tables = [together]
    if not one:
        tables.append(_lines(N_("Collection"), scores.collections, language))
    if scores.kinds:
        tables.append(_lines(N_("Kind"), scores.kinds, language))
    return Renderables(*tables)


def _lines(title: str, scores: Sequence[Score], language: Language) -> Table:
    headings = [_in_two_lines(TEXTS.text(language, name)) for name in IN_LINES]
    table = new_table(TEXTS.text(language, title), *headings)
    table.columns[0].overflow = "fold"
    for score in scores:
        without = f"{score.unanswerable_answer} + {score.unanswerable_perhaps}"
        table.add_row(
            Text(score.name),
            _of(score.right_first, score.answerable),
            str(score.silent),
            str(score.perhaps),
            str(score.wrong),
            f"{without}/{score.unanswerable}" if score.unanswerable else "–",
        )
    return table


def _in_two_lines(heading: str) -> str:
    """Break a heading after its colon or its first word, which leaves room for names."""
    end = heading.find(": ") + 1 or heading.find(" ")
    return heading if end < 0 else f"{heading[:end]}\n{heading[end + 1 :]}"


def columns(language: Language) -> list[str]:
    """Return what the columns are called."""
    return [TEXTS.text(language, column) for column in COLUMNS]


def cells(score: Score, language: Language) -> list[str]:
    """Return a score's cells, in the order of the columns; a dash where nothing was asked."""
    nothing = "–"
    precision = nothing if score.precision is None else percent(score.precision, language)
    return [
        str(score.questions),
        _of(score.right_first, score.answerable),
        _of(score.right_shown, score.answerable),
        _of(score.complete, score.whole),
        str(score.silent),
        str(score.perhaps),
        str(score.wrong),
        _of(score.unanswerable_answer, score.unanswerable),
        _of(score.unanswerable_perhaps, score.unanswerable),
        _of(score.high_right, score.high),
        _of(score.follow_ups_right, score.follow_ups),
        precision,
    ]


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "–"
