"""What all commands share: the group, its options, the library they open, errors as exit codes.

Exit codes: 0 answered, 3 abstained, 2 wrong usage, 1 failure.
"""

import gettext
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from index import __version__
from index.cli.log import logging_for
from index.errors import BelegbotError, QuestionError
from index.i18n import LOCALES, N_, TEXTS, system_language
from index.models import SHARED

if TYPE_CHECKING:
    from index.cli.terminal import Terminal
    from index.config import Settings
    from index.library import Library

log = logging.getLogger(__name__)

# What click says itself ("Usage:", "No such option …") it looks up in gettext's default domain.
gettext.bindtextdomain("messages", LOCALES)

EXIT_FAILURE, EXIT_USAGE, EXIT_ABSTAINED = 1, 2, 3


def translated(message: str) -> str:
    """Return a help text in the terminal's language."""
    return TEXTS.text(system_language(), message)


@dataclass
class Invocation:
    """What all commands share: where the configuration is, and what it says."""

    config: Path | None = None
    data_dir: Path | None = None

    @cached_property
    def settings(self) -> "Settings":
        """The settings; raises `ConfigError`s."""
        # Imports below a command's own line are what keeps `--help` quick.
        from index.config import load_settings  # noqa: PLC0415

        return load_settings(self.config, self.data_dir)

    @cached_property
    def terminal(self) -> "Terminal":
        """Where texts go, in the language of the settings."""
        from index.cli.terminal import Terminal  # noqa: PLC0415 - see above

        try:
            return Terminal(self.settings.interface_language)
        except BelegbotError:
            return Terminal(system_language())

    @contextmanager
    def library(self, *, seeds: bool = True) -> Iterator["Library"]:
        """Open the library in step with its seeds, with a progress bar if there is work."""
        with closing(self.open_library()) as library:
            if seeds:
                with self.terminal.progress(translated(N_("Indexing"))) as progress:
                    problems = library.start(progress)
                self.show_problems(problems)
            yield library

    def show_problems(self, problems: Iterable[BelegbotError]) -> None:
        """Tell what went wrong without keeping the rest from going on."""
        for problem in problems:
            self.terminal.show_error(problem.text(self.terminal.language))

    def open_library(self) -> "Library":
        """Open the library as it stands, whatever its index is like."""
        from index.library import Library  # noqa: PLC0415 - see above

        return Library(self.settings)


class Scope(click.ParamType[str]):
    """Everybody's articles, or those of one Discord server."""

    name = "server"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the scope as it is stored; anything else would be a scope nobody asks in."""
        if value != SHARED and not re.fullmatch("[1-9][0-9]{0,19}", value):
            message = N_(
                "“{value}” is neither “shared” nor the id of a Discord server, which is a number "
                "(right-click the server, “Copy Server ID”)."
            )
            self.fail(TEXTS.text(system_language(), message, value=value), param, ctx)
        return value


class CommandGroup(click.Group):
    """Shows domain errors as one message, without a traceback."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command and give its exit code."""
        invocation = context.ensure_object(Invocation)
        with logging_for(invocation):
            try:
                return super().invoke(context)
            except BelegbotError as error:
                log.debug("command failed", exc_info=True)
                terminal = invocation.terminal
                terminal.show_error(error.text(terminal.language))
                context.exit(EXIT_USAGE if isinstance(error, QuestionError) else EXIT_FAILURE)


def _remember(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    invocation = context.ensure_object(Invocation)
    if value is not None:
        setattr(invocation, str(parameter.name), value)


C = TypeVar("C", bound=Callable[..., Any])


def common_options(command: C) -> C:
    """Give a command `--config` and `--data-dir`, which mean the same before and after its name."""
    config = click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=translated(N_("Configuration file (TOML).")),
        callback=_remember,
        expose_value=False,
    )
    data_dir = click.option(
        "--data-dir",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=translated(N_("Where the articles and their index are kept.")),
        callback=_remember,
        expose_value=False,
    )
    return config(data_dir(command))


json_option = click.option(
    "--json", "as_json", is_flag=True, help=translated(N_("Print JSON, for programs."))
)


@click.group(
    name="belegbot",
    cls=CommandGroup,
    help=translated(N_("Answers questions from a collection of articles, with the evidence.")),
)
@click.version_option(__version__, prog_name="belegbot")
@common_options
def main_group() -> None:
    """Only gathers the commands."""


def print_json(value: object) -> None:
    """Print one JSON document, umlauts as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
