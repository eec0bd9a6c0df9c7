"""The figures as a terminal shows them."""

import math

from babel.numbers import format_decimal, format_percent
from rich import box
from rich.console import Group as Renderables
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from index.evaluation.figures import Evaluation, Group
from index.evaluation.metrics import METRICS, UNITS, Figure, Unit
from index.evaluation.run import Run
from index.i18n import N_, TEXTS, Language, Message

UNIT_NAMES: dict[Unit, str] = {"passages": N_("Passages"), "sentences": N_("Sentences")}
METRIC_NAMES = dict(zip(METRICS, ("nDCG@10", "R@1", "R@5", "R@10", "MRR@10"), strict=True))


def as_table(evaluation: Evaluation, language: Language) -> RenderableType:
    """Lay the figures out as tables, each value with its interval."""
    parts: list[RenderableType] = [
        Text(heading(evaluation, language), style="bold"),
        _ranking(evaluation, language),
        _silence(evaluation, language),
        Text(evaluation.run.thresholds.reason(language), style="dim"),
    ]
    for title, groups in (
        (N_("Kind"), evaluation.kinds),
        (N_("Language"), evaluation.languages),
    ):
        if groups:
            parts.append(_groups(TEXTS.text(language, title), groups, language))
    return Renderables(*parts)


def title(run: Run, language: Language) -> str:
    """Name the file, or both if the questions come from another."""
    if run.others is None:
        return run.name
    return TEXTS.text(
        language,
        N_("Questions of {others} on the articles of {name}"),
        others=run.others,
        name=run.name,
    )


def heading(evaluation: Evaluation, language: Language) -> str:
    """Say what was asked of what."""
    return TEXTS.text(
        language,
        N_(
            "{name} · questions: {questions}, answerable: {answerable} · articles: {articles} · "
            "sentences: {sentences} · model: {embedder}"
        ),
        name=title(evaluation.run, language),
        questions=len(evaluation.run.outcomes),
        answerable=evaluation.answerable,
        articles=evaluation.run.status.articles,
        sentences=evaluation.run.status.sentences,
        embedder=evaluation.run.status.embedder,
    )


def number(value: float, language: Language) -> str:
    """Write a figure with three digits; a dash where there is none."""
    return "–" if math.isnan(value) else str(format_decimal(value, "0.000", locale=language))


def percent(value: float, language: Language) -> str:
    """Write a share; a dash where there is none."""
    return "–" if math.isnan(value) else str(format_percent(value, "0.0 %", locale=language))


def interval(figure: Figure, language: Language) -> str:
    """Write a figure's interval; nothing where there is none."""
    if not figure.known:
        return ""
    return f"{number(figure.low, language)}–{number(figure.high, language)}"


def group_name(group: Group, language: Language) -> str:
    """Return a kind or a language as people read it."""
    return TEXTS.text(language, group.name) if isinstance(group.name, Message) else group.name


def new_table(*columns: str | Text) -> Table:
    """Make an empty table: names on the left, numbers on the right."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def _cell(figure: Figure, language: Language) -> Text:
    return Text.assemble(number(figure.value, language), ("\n" + interval(figure, language), "dim"))


def _ranking(evaluation: Evaluation, language: Language) -> Table:
    table = new_table("", *METRIC_NAMES.values())
    for unit in UNITS:
        figures = evaluation.units[unit].values()
        name = TEXTS.text(language, UNIT_NAMES[unit])
        table.add_row(name, *(_cell(figure, language) for figure in figures))
    return table


def _silence(evaluation: Evaluation, language: Language) -> Table:
    silence = evaluation.abstention
    table = new_table(
        TEXTS.text(
            language,
            N_("Silence below {threshold}"),
            threshold=number(evaluation.run.thresholds.perhaps, language),
        ),
        "AUROC",
        TEXTS.text(language, N_("Precision")),
        TEXTS.text(language, N_("Recall")),
        TEXTS.text(language, N_("Wrongly answered")),
    )
    figures = (silence.auroc, silence.precision, silence.recall, silence.false_answers)
    table.add_row("", *(_cell(figure, language) for figure in figures))
    return table


def _groups(title: str, groups: tuple[Group, ...], language: Language) -> Table:
    table = new_table(
        title,
        TEXTS.text(language, N_("Questions")),
        TEXTS.text(language, N_("Answered")),
        *(
            f"{TEXTS.text(language, UNIT_NAMES[unit])}\n{METRIC_NAMES[metric]}"
            for unit in UNITS
            for metric in ("recall@1", "ndcg@10")
        ),
    )
    for group in groups:
        table.add_row(
            Text(group_name(group, language) or "–"),
            str(group.questions),
            percent(group.answered, language),
            *(
                number(group.units[unit][metric].value, language)
                for unit in UNITS
                for metric in ("recall@1", "ndcg@10")
            ),
        )
    return table
