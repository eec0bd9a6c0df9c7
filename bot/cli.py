"""`belegbot`, the console script: the library's commands, and `run`.

Imports neither discord.py nor the library until a command needs them, so that `--help` is quick.
"""

from typing import TYPE_CHECKING

import click

from bot.i18n import TEXTS
from bot.running.commands import server_group
from index.cli import Invocation, common_options, main_group
from index.cli.base import EXIT_FAILURE
from index.i18n import N_, system_language

if TYPE_CHECKING:
    from index.corpus.participants import Participant


@main_group.command(help=TEXTS.text(system_language(), N_("Run the bot in Discord.")))
@common_options
@click.pass_obj
def run(invocation: Invocation) -> None:
    """Check the token, open the library, answer until stopped."""
    # discord.py takes longer to import than all other commands need.
    from bot.config import load_discord_settings  # noqa: PLC0415
    from bot.running.runner import run_bot  # noqa: PLC0415

    discord = load_discord_settings(invocation.settings, invocation.config)
    with invocation.library() as library:
        run_bot(library, discord)


@main_group.command(
    help=TEXTS.text(system_language(), N_("Check what the bot needs to run, and what to do."))
)
@common_options
@click.pass_context
def doctor(context: click.Context) -> None:
    """Print what is well and what isn't; exit with 1 if something is to be done.

    Without a token everything else is looked at all the same.
    """
    # As for `run`.
    from bot.config import load_discord_settings  # noqa: PLC0415
    from bot.running.doctor import examine  # noqa: PLC0415
    from bot.server.diagnosis import as_text  # noqa: PLC0415

    invocation = context.ensure_object(Invocation)
    discord = load_discord_settings(invocation.settings, invocation.config, token=False)
    language = invocation.settings.interface_language
    with invocation.library(seeds=False) as library:
        token = discord.token.get_secret_value()
        findings = examine(library, library.status(), token, language)
    click.echo(as_text(findings))
    if not all(finding.well for finding in findings):
        context.exit(EXIT_FAILURE)


main_group.add_command(server_group)


def participants() -> tuple["Participant", ...]:
    """Return who keeps something beside the articles: the bot's memory."""
    # Imports the database.
    from bot.memory.forgetting import Forgetting  # noqa: PLC0415

    return (Forgetting(),)


def main() -> None:
    """Run the command line."""
    main_group(prog_name="belegbot", obj=Invocation(participants=participants))
