"""`belegbot`, the console script: the library's commands, and `run`.

Imports neither discord.py nor the library until a command needs them, so that `--help` is quick.
"""

import click

from bot.i18n import TEXTS
from index.cli import Invocation, common_options, main_group
from index.i18n import N_, system_language


@main_group.command(help=TEXTS.text(system_language(), N_("Run the bot in Discord.")))
@common_options
@click.pass_obj
def run(invocation: Invocation) -> None:
    """Check the token, open the library, answer until stopped."""
    # discord.py takes longer to import than all other commands need.
    from bot.config import load_discord_settings  # noqa: PLC0415
    from bot.runner import run_bot  # noqa: PLC0415
    from bot.service import Service  # noqa: PLC0415

    discord = load_discord_settings(invocation.settings, invocation.config)
    with invocation.library() as library:
        run_bot(Service(library), discord)


def main() -> None:
    """Run the command line."""
    main_group(prog_name="belegbot")
