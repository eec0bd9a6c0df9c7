"""Scores as a terminal shows them."""

from rich.console import Group as Renderables
from rich.console import RenderableType
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


BY_KIND = (0, 1, 2, 4, 5, 6, 7, 8)
"""What is said of each kind of question, so that it fits a terminal."""


def as_table(scores: Scores, language: Language) -> RenderableType:
    """Lay the scores out: of the collections and of all, a column each, and a line a kind."""
    parts = [*scores.collections, scores.together]
    together = TEXTS.text(language, N_("All"))
    collections = new_table("", *(score.name for score in scores.collections), together)
    written = [cells(score, language) for score in parts]
    for number, column in enumerate(columns(language)):
        collections.add_row(column, *(each[number] for each in written))
    names = columns(language)
    kinds = new_table(TEXTS.text(language, N_("Kind")), *(names[number] for number in BY_KIND))
    for score in scores.kinds:
        of_kind = cells(score, language)
        kinds.add_row(Text(score.name), *(of_kind[number] for number in BY_KIND))
    return Renderables(collections, kinds)


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
