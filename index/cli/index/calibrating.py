"""`belegbot index calibrate`: weights for the judge, fitted to an operator's own questions."""

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
from index.i18n import N_

if TYPE_CHECKING:
    from index.evaluation.calibration.calibration import Calibration

FITTED = "fitted"
"""What the model is called whose weights were fitted just now; whichever it is."""


@click.command(
    help=translated(
        N_(
            "Fit what decides on answer or silence to the questions of FOLDERs, each with "
            "documents/ and questions.jsonl, and tell how far its probabilities then hold."
        )
    )
)
@click.argument(
    "folders",
    type=NamedPath(path_type=Path, file_okay=False),
    nargs=-1,
    required=True,
    metavar="FOLDER...",
)
@click.option(
    "--write",
    is_flag=True,
    help=translated(N_("Keep what was fitted beside the index, and judge by it from now on.")),
)
@click.option(
    "--report",
    type=NamedPath(path_type=Path),
    metavar="HTML",
    help=translated(N_("Write a page that shows how far the probabilities hold.")),
)
@json_option
@common_options
@click.pass_obj
def calibrate(
    invocation: Invocation,
    folders: Sequence[Path],
    report: Path | None,
    *,
    write: bool,
    as_json: bool,
) -> None:
    """Ask in collections of their own, print what came, and keep the weights if wanted."""
    # An evaluation's imports wait until there is one, as in `base`.
    from index.asking.judging.weights import write_own  # noqa: PLC0415
    from index.evaluation.calibration.calibration import calibrate as fitted  # noqa: PLC0415
    from index.evaluation.calibration.table import as_table  # noqa: PLC0415
    from index.evaluation.collections.folder import read_collection  # noqa: PLC0415
    from index.evaluation.collections.observing import observe  # noqa: PLC0415

    terminal, settings = invocation.terminal, invocation.settings
    collections = [read_collection(folder) for folder in folders]
    with terminal.progress(translated(N_("Asking"))) as progress:
        seen = observe(collections, settings, progress)
    calibration = fitted(seen, ", ".join(each.name for each in collections))
    path = None
    if report is not None:
        _write_report(invocation, calibration, report)
    if write:
        with invocation.library(index=False, seeds=False) as library:
            path = write_own(
                library.index_folder, library.models.embedder.name, calibration.weights
            )
    if as_json:
        print_json(calibration.to_dict())
        return
    terminal.show(as_table(calibration, terminal.language))
    if report is not None:
        terminal.say(N_("The report is in {path}."), path=report)
    if path is not None:
        terminal.say(
            N_("Answers are judged by {path} from now on, also those of a running bot."),
            path=path,
        )
    else:
        terminal.say(N_("Nothing was kept; with --write, answers are judged by this."))


def _write_report(invocation: Invocation, calibration: "Calibration", path: Path) -> None:
    from index.asking.judging.judge import Judge  # noqa: PLC0415
    from index.evaluation.calibration.report import write_calibration  # noqa: PLC0415

    judge = Judge(FITTED, invocation.settings.search.wrong_answers, {FITTED: calibration.weights})
    thresholds = judge.thresholds(by_vectors=True)
    write_calibration(calibration, thresholds, path, invocation.terminal.language)
