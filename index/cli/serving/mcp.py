"""`belegbot mcp`: a server for programs that ask, over standard input and output."""

import click

from index.cli.asking import scope_option
from index.cli.base import Invocation, common_options, translated
from index.cli.errors import ExtraMissingError
from index.i18n import N_
from index.scopes import Scope


@click.command(
    help=translated(
        N_(
            "Let a program search, ask and read articles (Model Context Protocol), over standard "
            "input and output."
        )
    )
)
@scope_option
@common_options
@click.pass_obj
def mcp(invocation: Invocation, scope: Scope) -> None:
    """Answer one program until it has had enough; it can't choose the scope."""
    try:
        # The extra “mcp”.
        from index.mcp.serving import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ExtraMissingError(extra="mcp", module=error.name) from error
    with invocation.library() as library:
        try:
            serve(library, scope, invocation.language)
        except KeyboardInterrupt:
            # As it may end, too.
            return
