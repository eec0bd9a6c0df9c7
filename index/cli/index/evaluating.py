"""`belegbot index eval`: how good the answers are, measured on questions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.cli.base import (
    Invocation,
    NamedPath,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.evaluation.errors import FoldersAndFilesError
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
            "then make up a collection of their own. Or on FOLDERs, each with documents/, "
            "questions.jsonl and perhaps chains.jsonl, in a collection of its own."
        )
    ),
)
@click.argument(
    "files", type=NamedPath(path_type=Path), nargs=-1, required=True, metavar="FILE|FOLDER..."
)
@click.option(
    "--questions",
    "others",
    type=NamedPath(path_type=Path),
    metavar="OTHER",
    help=translated(
        N_("Ask the questions in the words of OTHER: the same XQuAD-style set in another language.")
    ),
)
@click.option(
    "--report",
    type=NamedPath(path_type=Path),
    metavar="HTML",
    help=translated(N_("Write a page with charts and every miss.")),
)
@click.option(
    "--writer",
    is_flag=True,
    help=translated(
        N_("Of folders, have the language model of [writer] put answers in other words, too.")
    ),
)
@json_option
@common_options
@click.pass_obj
def evaluate(  # noqa: PLR0913 - the command's options
    invocation: Invocation,
    files: Sequence[Path],
    others: Path | None,
    report: Path | None,
    *,
    writer: bool,
    as_json: bool,
) -> None:
    """Ask, print the figures, and write the report if there is to be one."""
    if any(file.is_dir() for file in files):
        if others is not None or not all(file.is_dir() for file in files):
            raise FoldersAndFilesError
        writes = writer and invocation.writes(writer)
        _evaluate_folders(invocation, files, report, writes=writes, as_json=as_json)
    elif len(files) > 1 or writer:
        raise FoldersAndFilesError
    else:
        _evaluate_file(invocation, files[0], others, report, as_json=as_json)


def _evaluate_folders(
    invocation: Invocation,
    folders: Sequence[Path],
    report: Path | None,
    *,
    writes: bool,
    as_json: bool,
) -> None:
    # An evaluation's imports wait until there is one, as in `base`.
    from index.evaluation.collections.asking import ask_whole  # noqa: PLC0415
    from index.evaluation.collections.figures import Scores  # noqa: PLC0415
    from index.evaluation.collections.folder import read_collection  # noqa: PLC0415
    from index.evaluation.collections.report import write_scores  # noqa: PLC0415
    from index.evaluation.collections.table import as_table  # noqa: PLC0415
    from index.evaluation.collections.writing import Writing  # noqa: PLC0415
    from index.evaluation.collections.writing import as_table as writing_table  # noqa: PLC0415

    terminal = invocation.terminal
    collections = [read_collection(folder) for folder in folders]
    with terminal.progress(translated(N_("Asking"))) as progress:
        runs = ask_whole(collections, invocation.settings, progress, writes=writes)
    scores = Scores.of(runs)
    if report is not None:
        write_scores(scores, report, terminal.language)
    writing = Writing.of(runs) if writes else None
    if as_json:
        print_json(scores.to_dict() | ({"written": writing.to_dict()} if writing else {}))
    else:
        terminal.show(as_table(scores, terminal.language))
        if writing is not None:
            terminal.show(writing_table(writing, terminal.language))
        _say_where(invocation, report)


def _evaluate_file(
    invocation: Invocation, file: Path, others: Path | None, report: Path | None, *, as_json: bool
) -> None:
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
        _say_where(invocation, report)


def _say_where(invocation: Invocation, report: Path | None) -> None:
    if report is not None:
        invocation.terminal.say(N_("The report with every miss is in {path}."), path=report)


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
