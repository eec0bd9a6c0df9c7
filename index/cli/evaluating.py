"""`belegbot index eval`: how good the answers are, measured on a question set."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.cli.base import Invocation, common_options, json_option, print_json, translated
from index.i18n import N_

if TYPE_CHECKING:
    from index.evaluation.questions import QuestionSet
    from index.evaluation.run import Run


@click.command(
    name="eval",
    help=translated(
        N_(
            "Measure the answers on FILE: lines of JSON with “question” and the expected "
            "“excerpts” (none if the sources don't say), or XQuAD-style JSON, whose articles "
            "then make up a collection of their own."
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--questions",
    "others",
    type=click.Path(path_type=Path),
    metavar="OTHER",
    help=translated(
        N_("Ask the questions in the words of OTHER: the same XQuAD-style set in another language.")
    ),
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="HTML",
    help=translated(N_("Write a page with charts and every miss.")),
)
@json_option
@common_options
@click.pass_obj
def evaluate(
    invocation: Invocation, file: Path, others: Path | None, report: Path | None, *, as_json: bool
) -> None:
    """Ask, print the figures, and write the report if there is to be one."""
    # An evaluation's imports wait until there is one, as in `base`.
    from index.evaluation.figures import Evaluation  # noqa: PLC0415
    from index.evaluation.questions import read_question_set  # noqa: PLC0415
    from index.evaluation.report import write_report  # noqa: PLC0415
    from index.evaluation.table import as_table  # noqa: PLC0415

    terminal = invocation.terminal
    evaluation = Evaluation.of(_run(invocation, read_question_set(file, others)))
    if report is not None:
        write_report(evaluation, report, terminal.language)
    if as_json:
        print_json(evaluation.to_dict())
    else:
        terminal.show(as_table(evaluation, terminal.language))
        if report is not None:
            terminal.say(N_("The report with every miss is in {path}."), path=report)


def _run(invocation: Invocation, questions: "QuestionSet") -> "Run":
    from index.evaluation.run import ask_collection, ask_own_articles  # noqa: PLC0415

    if questions.articles:
        with invocation.terminal.progress(translated(N_("Asking"))) as progress:
            return ask_own_articles(questions, invocation.settings, progress)
    with (
        invocation.library() as library,
        invocation.terminal.progress(translated(N_("Asking"))) as progress,
    ):
        return ask_collection(questions, library, progress)
