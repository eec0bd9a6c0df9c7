"""`belegbot config init`: writes an example of a configuration, which changes nothing by itself."""

from pathlib import Path

import click

from bot.i18n import TEXTS
from index.cli.base import Invocation, NamedPath
from index.cli.output import written_whole
from index.cli.source.collection import force_option, keep_existing
from index.i18n import N_, system_language

NAME = "config.example.toml"
PACKAGE = Path(__file__).resolve().parent.parent
EXAMPLES = (PACKAGE / NAME, PACKAGE.parent / NAME)
"""Where it is once installed, and where in a checkout."""


@click.command(
    help=TEXTS.text(
        system_language(), N_("Write the example to FILE, config.toml if none is named.")
    )
)
@click.argument(
    "file", type=NamedPath(path_type=Path, dir_okay=False), default="config.toml", metavar="[FILE]"
)
@force_option
@click.pass_obj
def init(invocation: Invocation, file: Path, *, force: bool) -> None:
    """Write what holds already, for somebody to change."""
    keep_existing(file, force=force)
    with written_whole(file) as target:
        target.write(example().read_text("utf-8"))
    message = N_(
        "The example is in {path}. Each value in it is the one that holds anyway; change what you "
        "need, and see with “belegbot config show” what holds then."
    )
    click.echo(TEXTS.text(invocation.terminal.language, message, path=file))


def example() -> Path:
    """Return the example that comes with this installation."""
    return next(path for path in EXAMPLES if path.is_file())
