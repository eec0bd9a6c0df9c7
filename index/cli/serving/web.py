"""`belegbot web`: a page on this machine to try it."""

import click

from index.cli.asking import scope_option
from index.cli.base import Invocation, common_options, translated
from index.cli.ending import Ended
from index.cli.errors import ExtraMissingError, PortUnusableError
from index.i18n import N_
from index.scopes import Scope

PORT = 8765


@click.command(
    help=translated(
        N_("Serve a page on this machine where one asks, and reads the evidence in its article.")
    )
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    metavar="N",
    help=translated(N_("Where it listens, on 127.0.0.1 alone; 0 is any port that is free.")),
)
@scope_option
@common_options
@click.pass_obj
def web(invocation: Invocation, port: int, scope: Scope) -> None:
    """Serve until it is interrupted; the address is the first line of output."""
    try:
        # The extra “web”.
        from index.web.serving import address, bound, server  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ExtraMissingError(extra="web", module=error.name) from error
    try:
        sock = bound(port)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PortUnusableError(port=port, reason=reason) from error
    settings = invocation.settings
    language = None if settings.language == "auto" else settings.language
    with sock, invocation.library() as library:
        click.echo(address(sock))
        invocation.terminal.note(N_("Open this address in a browser. Ctrl-C ends it."))
        try:
            server(library, scope, language).run(sockets=[sock])
        except (KeyboardInterrupt, Ended):
            # As it is meant to end.
            return
