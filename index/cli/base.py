"""What all commands share: the group, its options, the library they open, errors as exit codes.

Exit codes: 0 answered, 3 abstained, 2 wrong usage, 1 failure.
"""

import atexit
import gc
import gettext
import io
import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from index.cli.ending import Ended, ended_by_signals
from index.cli.errors import NoWriterError, OutputUnwritableError, UnexpectedError
from index.cli.log import DEBUG_VARIABLE, log_of_command
from index.cli.output import give_up_output, is_of_output, open_output
from index.cli.words import Words
from index.errors import BelegbotError, QuestionError, first_line
from index.i18n import LOCALES, N_, TEXTS, Language, escaped, system_language, visible
from index.scopes import SHARED, Scope
from index.version import __version__

if TYPE_CHECKING:
    from index.cli.terminal import Terminal
    from index.config import Settings
    from index.corpus.participants import Participant
    from index.library import Library
    from index.origins import Configuration

log = logging.getLogger(__name__)

# What click says itself ("Usage:", "No such option …") it looks up in gettext's default domain.
gettext.bindtextdomain("messages", LOCALES)

SELDOM = (50_000, 20, 10)
"""Objects more than before, and how often, until each generation of garbage is collected: never
within a short command, and now and then while the bot runs."""

STANDARD_INPUT = "-"
"""As a source, or as a question."""

EXIT_FAILURE, EXIT_USAGE, EXIT_ABSTAINED = 1, 2, 3

REASON_LIMIT = 200
"""Characters of a library's own words; some quote a whole text."""


def translated(message: str) -> str:
    """Return a help text in the terminal's language."""
    return TEXTS.text(system_language(), message)


def library_settings() -> "type[Settings]":
    """Return the settings that the library's commands read."""
    # Imports below a command's own line are what keeps `--help` quick.
    from index.config import Settings  # noqa: PLC0415

    return Settings


@dataclass
class Invocation:
    """What all commands share: where the configuration is, and what it says.

    Whoever runs the commands within more than the library hands in its own kind of settings (when
    they are read, because importing them takes a while), and its words.
    """

    config: Path | None = None
    data_dir: Path | None = None
    participants: "Callable[[], Sequence[Participant]]" = tuple
    """Gives who keeps something beside the articles; called once a command needs the library."""
    kind: "Callable[[], type[Settings]]" = library_settings
    words: Words = field(default_factory=Words)

    @cached_property
    def configuration(self) -> "Configuration[Settings]":
        """The settings and where they come from; raises `ConfigError`s."""
        from index.origins import read_configuration  # noqa: PLC0415 - see above

        return read_configuration(self.kind(), self.config, self.data_dir)

    @property
    def settings(self) -> "Settings":
        """The settings, of the kind that was handed in; raises `ConfigError`s."""
        return self.configuration.settings

    @cached_property
    def terminal(self) -> "Terminal":
        """Where texts go, in the language of the settings."""
        from index.cli.terminal import Terminal  # noqa: PLC0415 - see above

        return Terminal(self.language)

    def writes(self, wanted: bool | None) -> bool:  # noqa: FBT001 - an option's value
        """Tell whether answers are put in other words: where a model is set, unless one says so.

        Raises:
            NoWriterError: it is wanted, and none is set.
        """
        there = bool(self.settings.writer.base_url)
        if wanted and not there:
            raise NoWriterError
        return there if wanted is None else wanted

    @property
    def language(self) -> Language:
        """The language of the terminal's texts."""
        try:
            return self.settings.interface_language
        except Exception:  # noqa: BLE001 - whatever is wrong is told, in one language or the other
            return system_language()

    @contextmanager
    def library(
        self, *, seeds: bool = True, index: bool = True, renew: bool = True
    ) -> Iterator["Library"]:
        """Open the library in step with its seeds, with a progress bar if there is work.

        Without `index` only the articles are, which needs no model and no time. Without `renew`, an
        index of an older built-in model is left for whoever opens it to build anew.
        """
        with closing(self.open_library()) as library:
            if seeds and index:
                with self.terminal.progress(translated(N_("Indexing"))) as progress:
                    problems = library.start(progress, renew=renew)
                self.show_problems(problems)
            elif seeds:
                self.show_problems(library.upkeep.take_in_seeds())
            yield library

    def show_problems(self, problems: Iterable[BelegbotError]) -> None:
        """Tell what went wrong without keeping the rest from going on."""
        for problem in problems:
            self.terminal.show_error(problem.text(self.terminal.language))

    def open_library(self) -> "Library":
        """Open the library as it stands, whatever its index is like."""
        from index.library import Library  # noqa: PLC0415 - see above

        return Library(self.settings, participants=self.participants())


SERVER_OR_PART = re.compile(r"[1-9][0-9]{0,19}(?:/\w[\w.-]{0,99})?")


class ScopeParameter(click.ParamType[Scope]):
    """Everybody's articles, those of one server, or those of a part of it."""

    name = "server"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Scope:
        """Return the scope as it is stored; anything else would be a scope nobody asks in."""
        if value != SHARED and not SERVER_OR_PART.fullmatch(value):
            words = ctx.ensure_object(Invocation).words if ctx else Words()
            self.fail(words.text(words.no_scope, value=value), param, ctx)
        return Scope(value)


class ScopeOption(click.Option):
    """An option whose help is one of `Words`, known only once the commands are run."""

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 - click's signature
        words: Callable[[Words], str],
        **options: Any,  # noqa: ANN401 - the same
    ) -> None:
        super().__init__(*arguments, **options)
        self._words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return what `--help` prints of it."""
        words = ctx.ensure_object(Invocation).words
        self.help = words.text(self._words(words))
        return super().get_help_record(ctx)


ESCAPING = "surrogateescape"
"""What Python sets in the locale "C": bytes of file names come out as they were, but no "→"."""

CLICKS_OWN = (
    *(click.ClickException, click.Abort, click.exceptions.Exit),
    *(EOFError, BrokenPipeError),
)
"""What click itself ends a command with, as it should."""


class CommandGroup(click.Group):
    """Shows each error as one message, without a traceback."""

    def main(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - click's signature
        """Run the command line; what a terminal has no characters for is replaced there.

        Garbage is collected seldom and, in the end, left to the system: looking at all that modules
        hold, which is none, took a third of the time of `ask`.
        """
        gc.set_threshold(*SELDOM)
        atexit.register(gc.freeze)
        open_output()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper) and stream.errors in {"strict", ESCAPING}:
                stream.reconfigure(errors="replace")
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            if not is_of_output(error):
                raise
            give_up_output()
            told = OutputUnwritableError(reason=error.strerror or error)
            click.echo(told.text(system_language()), err=True)
            sys.exit(EXIT_FAILURE)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:  # noqa: ANN401
        """Read the group's own options."""
        with _legible():
            return super().make_context(*arguments, **options)

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command and give its exit code."""
        invocation = context.ensure_object(Invocation)
        with log_of_command(lambda: invocation.language):
            try:
                with ended_by_signals(), _legible():
                    return super().invoke(context)
            except CLICKS_OWN:
                raise
            except Ended as ended:
                invocation.terminal.show_error(ended.error.text(invocation.language))
                context.exit(ended.exit_code)
            except BelegbotError as error:
                log.debug("The command failed", exc_info=True)
                invocation.terminal.show_error(error.text(invocation.language))
                context.exit(EXIT_USAGE if isinstance(error, QuestionError) else EXIT_FAILURE)
            except Exception as error:
                if is_of_output(error):
                    raise
                unexpected = UnexpectedError(reason=_told(error), variable=DEBUG_VARIABLE)
                log.error("%s", unexpected, exc_info=True)
                context.exit(EXIT_FAILURE)


@contextmanager
def _legible() -> Iterator[None]:
    """Let click quote nothing that a terminal would obey."""
    try:
        yield
    except click.ClickException as error:
        vars(error)["message"] = visible(error.message)
        raise


def _told(error: Exception) -> str:
    """Say what an error is, and where it comes from."""
    name, text = type(error).__name__, first_line(error)[:REASON_LIMIT]
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = name if text == name else f"{name}: {text}"
    return f"{what} ({Path(last.filename).name}:{last.lineno})"


EMPTY_NAME = N_("an empty name is no file and no folder.")


class NamedPath(click.Path):
    """A path that isn't empty, as a variable of a script is that nobody has set."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - click's signature
        """Refuse an empty name, which would be taken for the current folder."""
        if value == "":
            self.fail(translated(EMPTY_NAME), param, ctx)
        return super().convert(value, param, ctx)


def _keep(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    invocation = context.ensure_object(Invocation)
    if value is not None:
        setattr(invocation, str(parameter.name), value)


C = TypeVar("C", bound=Callable[..., Any])


def common_options(command: C) -> C:
    """Give a command `--config` and `--data-dir`, which mean the same before and after its name."""
    config = click.option(
        "--config",
        type=NamedPath(path_type=Path),
        metavar="FILE",
        help=translated(N_("Configuration file (TOML).")),
        callback=_keep,
        expose_value=False,
    )
    data_dir = click.option(
        "--data-dir",
        type=NamedPath(path_type=Path),
        metavar="DIR",
        help=translated(N_("Where the articles and their index are kept.")),
        callback=_keep,
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


def print_json(value: object, indent: int | None = 2) -> None:
    """Print one JSON document, on one line without `indent`, at once.

    Umlauts are as they are unless they can't be written.
    """
    text = escaped(json.dumps(value, ensure_ascii=False, indent=indent))
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        text = json.dumps(value, indent=indent)
    click.echo(text)
    sys.stdout.flush()
