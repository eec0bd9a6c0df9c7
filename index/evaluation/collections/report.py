"""Scores and every miss as one HTML page that needs nothing else."""

from pathlib import Path

from index.evaluation.collections.figures import Score, Scores
from index.evaluation.collections.table import cells, columns
from index.evaluation.report import LABELS, made, templates, write_page
from index.i18n import N_, TEXTS, Language

OWN = {
    "collections": N_("Collections"),
    "kinds": N_("Kinds of questions"),
    "risk": N_("Wrong among the answers, by the share answered"),
    "withheld": N_("withheld"),
}


def write_scores(scores: Scores, path: Path, language: Language) -> None:
    """Write the page.

    Raises:
        ReportUnwritableError: it can't be written there.
    """
    write_page(render_scores(scores, language), path)


def render_scores(scores: Scores, language: Language) -> str:
    """Make the page; everything that comes from questions and articles is escaped."""
    label = {key: TEXTS.text(language, text) for key, text in (LABELS | OWN).items()}
    names = ", ".join(score.name for score in scores.collections)

    def rows(parts: tuple[Score, ...]) -> list[tuple[str, list[str]]]:
        return [(score.name, cells(score, language)) for score in parts]

    together = (TEXTS.text(language, N_("All")), cells(scores.together, language))
    return (
        templates(language)
        .get_template("collections/report.html")
        .render(
            language=language,
            label=label,
            title=names,
            made=made(),
            columns=columns(language),
            collections=[*rows(scores.collections), together],
            kinds=rows(scores.kinds),
            line=[(point.coverage, point.risk) for point in scores.together.curve],
            misses=scores.misses,
        )
    )
