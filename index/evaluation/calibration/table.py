"""A calibration as a terminal shows it."""

from rich.console import Group, RenderableType
from rich.text import Text

from index.evaluation.calibration.calibration import Calibration
from index.evaluation.table import new_table, percent
from index.i18n import N_, TEXTS, Language


def as_table(calibration: Calibration, language: Language) -> RenderableType:
    """Lay out how far the probabilities hold, and what answering more of the questions costs."""

    def text(message: str, **values: object) -> str:
        return TEXTS.text(language, message, **values)

    bins = new_table(
        text(N_("Probability")), text(N_("Questions")), text(N_("On average")), text(N_("Right"))
    )
    for each in calibration.bins:
        between = f"{percent(each.low, language)} – {percent(each.high, language)}"
        shares = (percent(each.probability, language), percent(each.right, language))
        bins.add_row(between, str(each.questions), *shares)
    risks = new_table(text(N_("Answered")), text(N_("From a probability of")), text(N_("Wrong")))
    for risk in calibration.risks:
        risks.add_row(*(percent(v, language) for v in (risk.coverage, risk.threshold, risk.risk)))
    summary = Text(heading(calibration, language), style="bold")
    return Group(summary, bins, Text(error(calibration, language)), risks)


def heading(calibration: Calibration, language: Language) -> str:
    """Say of how many questions it is."""
    return TEXTS.text(
        language,
        N_("Questions: {questions} · rightly found: {right} · without an answer: {unanswerable}"),
        questions=calibration.questions,
        right=calibration.right,
        unanswerable=calibration.unanswerable,
    )


def error(calibration: Calibration, language: Language) -> str:
    """Say how far the probabilities are off."""
    return TEXTS.text(
        language,
        N_("The probabilities are off by {error} on average (expected calibration error)."),
        error=percent(calibration.error, language),
    )
