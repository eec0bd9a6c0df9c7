"""`belegbot`, the console script: the library's commands, and the bot's own.

Imports neither discord.py nor the library until a command needs them, so that `--help` is quick.
"""

from typing import TYPE_CHECKING

import click

from bot.i18n import TEXTS
from bot.running.commands import server_group
from bot.running.example import init
from bot.running.opinions import feedback, requests
from bot.running.people import person_group
from index.cli import Invocation, common_options, config_group, main_group
from index.cli.base import EXIT_FAILURE
from index.cli.words import Words
from index.i18n import N_, system_language

if TYPE_CHECKING:
    from bot.config import BotSettings, DiscordSettings
    from bot.shards import Shard
    from index.corpus.participants import Participant

WORDS = Words(
    ask_scope=N_(
        "Ask as in this Discord server: its own articles, too; with /PART those of a part."
    ),
    add_scope=N_(
        "Who can ask it: everybody (shared), one Discord server by its id, or with /PART some "
        "people there."
    ),
    no_scope=N_(
        "“{value}” is neither “shared” nor the id of a Discord server, which is a number "
        "(right-click the server, “Copy Server ID”), with or without a /PART of it."
    ),
    texts=TEXTS,
)

config_group.add_command(init)


def _shards(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> "tuple[Shard, ...] | None":
    from bot.shards import shards_in  # noqa: PLC0415 - `--help` needs none

    try:
        return None if value is None else shards_in(value)
    except ValueError as error:
        raise click.BadParameter(TEXTS.text(system_language(), str(error))) from error


shards_option = click.option(
    "--shards",
    metavar="SHARDS",
    callback=_shards,
    help=TEXTS.text(
        system_language(),
        N_("Those of Discord's shards that this process has, such as 0-3/8; otherwise all."),
    ),
)


@main_group.command(help=TEXTS.text(system_language(), N_("Run the bot in Discord.")))
@shards_option
@common_options
@click.pass_obj
def run(invocation: Invocation, shards: "tuple[Shard, ...] | None") -> None:
    """Check the token, open the library, answer until stopped."""
    # discord.py takes longer to import than all other commands need.
    from bot.config import require_token  # noqa: PLC0415
    from bot.running.runner import run_bot  # noqa: PLC0415

    discord = _with_shards(_discord(invocation), shards)
    require_token(discord)
    with invocation.library(renew=False) as library:
        library.corpus.database.require_writable()
        run_bot(library, discord, _settings(invocation).metrics)


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
    from bot.client.client import intents_for  # noqa: PLC0415
    from bot.running.doctor import examine  # noqa: PLC0415
    from bot.server.diagnosis import as_text  # noqa: PLC0415

    invocation = context.ensure_object(Invocation)
    discord = _discord(invocation)
    language = invocation.settings.interface_language
    with invocation.library(seeds=False) as library:
        token = discord.token.get_secret_value()
        intents = intents_for(discord)
        offered = discord.user_installs
        status = library.status()
        findings = examine(library, status, token, language, intents, user_installs=offered)
    click.echo(as_text(findings))
    if not all(finding.well for finding in findings):
        context.exit(EXIT_FAILURE)


@main_group.command(
    help=TEXTS.text(
        system_language(),
        N_("Tell whether the bot here does its work, with exit code 0 or 1; for containers."),
    )
)
@shards_option
@common_options
@click.pass_obj
def health(invocation: Invocation, shards: "tuple[Shard, ...] | None") -> None:
    """Look at the bot's latest sign of life, and at nothing else."""
    from bot.running.health import examine  # noqa: PLC0415 - as for `run`

    discord = _with_shards(_discord(invocation), shards)
    problem = examine(invocation.settings.data_dir, shards=discord.shards).problem
    click.echo(problem or TEXTS.text(invocation.language, N_("The bot does its work.")))


for command in (server_group, person_group, requests, feedback):
    main_group.add_command(command)


def participants() -> tuple["Participant", ...]:
    """Return who keeps something beside the articles: the bot's memory."""
    # Imports the database.
    from bot.memory.forgetting import Forgetting  # noqa: PLC0415

    return (Forgetting(),)


def main() -> None:
    """Run the command line."""
    main_group(prog_name="belegbot", obj=invocation())


def invocation() -> Invocation:
    """Return what the commands share when `belegbot` runs them."""
    return Invocation(kind=_bot_settings, words=WORDS, participants=participants)


def _bot_settings() -> "type[BotSettings]":
    from bot.config import BotSettings  # noqa: PLC0415 - takes a while

    return BotSettings


def _settings(invocation: Invocation) -> "BotSettings":
    settings = invocation.settings
    assert isinstance(settings, _bot_settings())  # noqa: S101 - `main` hands them in
    return settings


def _discord(invocation: Invocation) -> "DiscordSettings":
    return _settings(invocation).discord


def _with_shards(
    discord: "DiscordSettings", shards: "tuple[Shard, ...] | None"
) -> "DiscordSettings":
    from bot.shards import named  # noqa: PLC0415 - as above

    return discord if shards is None else discord.model_copy(update={"shards": named(shards)})
