"""Why a question was answered or not, as a terminal shows it (`belegbot ask --explain`)."""

from babel.numbers import format_decimal, format_percent
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from index.asking.judging.explanation import Explanation
from index.i18n import N_, TEXTS, Language

PARTS: dict[str, str] = {
    "met": N_("Share of the question's words that are there"),
    "depth": N_("Its words there or nearby (0: all)"),
    "hole": N_("Its weightiest word that is missing nearby, too"),
    "gap": N_("Its weightiest word that is missing"),
    "name": N_("Its names and numbers are in the article"),
    "other": N_("A name is missing (half), or another stands there"),
    "number": N_("Share of its numbers that are missing"),
    "kind": N_("What is asked for is there"),
    "lacking": N_("What is asked for, such as a date, is missing"),
    "untold": N_("What is asked for, such as a name, is told nowhere in it"),
    "lead": N_("Ahead of other passages"),
    "margin": N_("Ahead of the second best sentence"),
    "cosine": N_("Similar in meaning: the sentence"),
    "passage": N_("Similar in meaning: its passage"),
    "ahead": N_("More similar than other passages"),
    "words": N_("How many words of the question weigh something (logarithm)"),
}
"""What each part of a verdict is called."""

OPINIONS: dict[str, str] = {
    "reranker": N_("What the re-ranker says of it (log-odds)"),
    "reader": N_("What the reader says of it (log-odds)"),
    "language_model": N_("What the language model says of it (log-odds)"),
}
"""What the opinions are called that were asked for in doubt."""

DECIMALS, SIGNED = "#,##0.00", "+#,##0.00;-#,##0.00"


def as_table(explanation: Explanation, language: Language) -> RenderableType:
    """Lay out what each part was and added, then what came of it and how far it had to come."""

    def text(message: str, **values: object) -> str:
        return TEXTS.text(language, message, **values)

    def number(value: float, form: str = DECIMALS) -> str:
        return format_decimal(value, format=form, locale=language)

    def percent(value: float) -> str:
        return format_percent(value, locale=language)

    def share(value: float) -> str:
        # A set share, such as 0.001, is told as it was set.
        rate = round(value, 4)
        return format_percent(rate, locale=language, decimal_quantization=False)

    if not explanation.parts:
        return Text(text(N_("Nothing was found that could be weighed.")))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(text(N_("Why")))
    table.add_column(text(N_("Value")), justify="right")
    table.add_column(text(N_("Adds to the log-odds")), justify="right")
    names = PARTS | OPINIONS
    for name, part in explanation.parts.items():
        table.add_row(text(names[name]), number(part.value), number(part.adds, SIGNED))
    table.add_row(text(N_("Constant")), "", number(explanation.constant, SIGNED))
    lines = [
        text(N_("Probability: {percent}"), percent=percent(explanation.probability)),
        text(
            N_(
                "An answer from {answer} on, which {wrong} of the questions without an answer "
                "reach; perhaps one from {perhaps} on, which {doubtful} reach ([search] "
                "wrong_answers)."
            ),
            answer=percent(explanation.answer),
            perhaps=percent(explanation.perhaps),
            wrong=share(explanation.wrong),
            doubtful=share(explanation.doubtful),
        ),
    ]
    if explanation.too_little:
        lines.append(
            text(
                N_(
                    "Less than a third of the question was met, or it speaks of another place or "
                    "language: that is never an answer."
                )
            )
        )
    if explanation.unmet:
        words = ", ".join(text(N_("“{words}”"), words=word) for word in explanation.unmet)
        lines.append(text(N_("Not met: {words}"), words=words))
    return Group(table, *map(Text, lines))
