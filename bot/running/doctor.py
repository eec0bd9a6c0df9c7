"""`belegbot doctor`: looks at everything that the bot needs, from outside, and changes nothing."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial

import discord
from babel.numbers import format_decimal

from bot.client.client import INTENTS
from bot.config import TOKEN_VARIABLE
from bot.desk.preferences import PreferenceBook
from bot.errors import TokenMissingError
from bot.i18n import TEXTS
from bot.interactions.checks import NEEDED
from bot.memory.memory import Memory
from bot.running.errors import DiscordUnreachableError
from bot.running.runner import connect
from bot.server.diagnosis import (
    Finding,
    channel_findings,
    connection_findings,
    library_findings,
)
from bot.server.help_state import help_findings
from bot.workers import Lanes
from index.articles import memory_can_be_limited
from index.embedders.errors import ModelNotThereError
from index.errors import BelegbotError
from index.i18n import N_, Language
from index.indexing.status import Status, examine_model
from index.library import Library

TOKEN = N_("The token is valid: {name}. Servers: {count}.")
NOWHERE = N_(
    "The bot is in no server yet. Invite it: https://discord.com/oauth2/authorize?client_id={id}"
    "&scope=bot+applications.commands&permissions={permissions}"
)
PERSONAL = N_(
    "People can install the bot for themselves: https://discord.com/oauth2/authorize?client_id="
    "{id}&scope=applications.commands&integration_type=1"
)
NOT_PERSONAL = N_(
    "user_installs is set, but Discord doesn't let people install the bot for themselves: switch "
    "on “User Install” at https://discord.com/developers/applications: your application, then "
    "“Installation”."
)
READING = N_(
    "Documents are read in a process of their own, within {seconds} seconds and {megabytes} MB of "
    "memory."
)
READING_WITHOUT_LIMIT = N_(
    "Documents are read in a process of their own, within {seconds} seconds. This system can't "
    "limit its memory."
)
JUDGE = N_(
    "The language model “{model}” is asked where it is in doubt whether something answers; that "
    "took {seconds} s."
)
JUDGE_BLIND = N_(
    "The language model “{model}” doesn't tell what is plainly answered from what isn't. Set a "
    "model that follows instructions, or remove the table [judge] from the configuration."
)
JUDGE_SLOW = N_(
    "The language model “{model}” took {seconds} s for a short text. Longer ones may take more "
    "than timeout in [judge] allows ({limit} s), and then it isn't asked for a minute; allow more, "
    "or set a quicker model."
)
WRITER = N_("The language model “{model}” puts answers in other words; that took {seconds} s.")
WRITER_SLOW = N_(
    "The language model “{model}” took {seconds} s to put two short sentences in other words. More "
    "of them may take more than timeout in [writer] allows ({limit} s), and then it isn't asked "
    "for a minute; allow more, or set a quicker model."
)
WRITER_WITHOUT = N_(
    "The language model “{model}” says nothing of what two short sentences say, or something else: "
    "{reason} Set a model that follows instructions, or remove the table [writer] from the "
    "configuration."
)
TIMEOUT = 30.0
Look = Callable[[Library, Lanes, str, Language], Awaitable[list[Finding]]]
INVITED_WITH = discord.Permissions(**dict.fromkeys(NEEDED, True))


def examine(  # noqa: PLR0913 - what there is, and how the bot is set
    library: Library,
    status: Status,
    token: str,
    language: Language,
    intents: discord.Intents = INTENTS,
    *,
    user_installs: bool = False,
) -> list[Finding]:
    """Look at the collection and at Discord; what fails is a finding, too."""
    findings = list(library_findings(status, language, operator=True))
    at_discord = partial(_at_discord, intents=intents, user_installs=user_installs)
    with _told_once():
        return findings + asyncio.run(_look(library, token, language, at_discord))


async def _look(
    library: Library, token: str, language: Language, at_discord: Look
) -> list[Finding]:
    findings: list[Finding] = []
    lanes = Lanes()
    try:
        for look in (_at_model, _at_judge, _at_writer, _at_reading, at_discord):
            try:
                findings += await look(library, lanes, token, language)
            except BelegbotError as error:
                findings.append(Finding(well=False, text=error.text(language)))
    finally:
        await lanes.close()
    return findings


async def _at_model(
    library: Library, lanes: Lanes, _token: str, _language: Language
) -> list[Finding]:
    if isinstance(library.problem, ModelNotThereError):
        return []  # what the collection's findings say
    await lanes.ask(examine_model, library.models.embedder, library.generations)
    if library.model.problem is not None:
        # The configuration's, which the index wasn't made with.
        wanted = await lanes.ask(library.model.to_rebuild_with)
        await lanes.ask(wanted.embed_queries, ["?"])
    return []


async def _at_judge(
    library: Library, lanes: Lanes, _token: str, language: Language
) -> list[Finding]:
    judge = library.models.language_model
    if judge is None:
        return []
    began = time.monotonic()
    ahead = await lanes.ask(judge.try_out)
    # Two questions were put to it.
    seconds, limit = (time.monotonic() - began) / 2, library.settings.judge.timeout
    return [judge_finding(judge.name, ahead, seconds, limit, language)]


def judge_finding(
    model: str, ahead: float, seconds: float, limit: float, language: Language
) -> Finding:
    """Tell whether a language model sees what answers (`ahead` is positive), and soon enough."""
    quick = seconds < limit / 2
    message = (JUDGE if quick else JUDGE_SLOW) if ahead > 0 else JUDGE_BLIND
    text = TEXTS.text(
        language,
        message,
        model=model,
        seconds=format_decimal(seconds, format="0.0", locale=language),
        limit=format_decimal(limit, locale=language),
    )
    return Finding(well=ahead > 0 and quick, text=text)


async def _at_writer(
    library: Library, lanes: Lanes, _token: str, language: Language
) -> list[Finding]:
    writer = library.writer
    if writer is None:
        return []
    tried = await lanes.ask(writer.try_out)
    limit = library.settings.writer.timeout
    quick = tried.seconds < limit / 2
    text = TEXTS.text(
        language,
        WRITER_WITHOUT if tried.problem else WRITER if quick else WRITER_SLOW,
        model=writer.model.name,
        reason=tried.problem.text(language) if tried.problem else "",
        seconds=format_decimal(tried.seconds, format="0.0", locale=language),
        limit=format_decimal(limit, locale=language),
    )
    return [Finding(well=quick and tried.problem is None, text=text)]


async def _at_reading(
    library: Library, lanes: Lanes, _token: str, language: Language
) -> list[Finding]:
    limits = library.settings.ingest
    limited = await lanes.read(memory_can_be_limited, limits)
    text = TEXTS.text(
        language,
        READING if limited else READING_WITHOUT_LIMIT,
        seconds=f"{limits.reading_timeout:g}",
        megabytes=limits.reading_megabytes,
    )
    return [Finding(well=True, text=text)]


async def _at_discord(  # noqa: PLR0913 - as the others, and what it connects with
    library: Library,
    lanes: Lanes,
    token: str,
    language: Language,
    *,
    intents: discord.Intents,
    user_installs: bool,
) -> list[Finding]:
    if not token.strip():
        raise TokenMissingError(variable=TOKEN_VARIABLE)
    book = PreferenceBook(Memory.of(library), lanes)
    await book.load()
    async with _logged_in(token, intents) as client:
        return list(_findings(client, book, language, user_installs=user_installs))


@contextmanager
def _told_once() -> Iterator[None]:
    """Keep back what discord.py warns of: it is a finding, in words for who reads them."""
    logger = logging.getLogger("discord")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


@asynccontextmanager
async def _logged_in(token: str, intents: discord.Intents) -> AsyncIterator[discord.Client]:
    """Connect as the bot does, with nothing that answers or changes commands."""
    async with discord.AutoShardedClient(intents=intents) as client:
        ready = asyncio.Event()

        async def on_ready() -> None:
            ready.set()

        client.event(on_ready)
        connecting = asyncio.create_task(connect(client, token))
        waiting = asyncio.create_task(ready.wait())
        try:
            done, _ = await asyncio.wait(
                {connecting, waiting}, timeout=TIMEOUT, return_when=asyncio.FIRST_COMPLETED
            )
            if connecting in done:
                connecting.result()
            if not done:
                raise DiscordUnreachableError(reason=f"{TIMEOUT:.0f} s")
            yield client
        finally:
            waiting.cancel()
            await client.close()
            connecting.cancel()
            with suppress(asyncio.CancelledError, BelegbotError):
                await connecting


def _findings(
    client: discord.Client, book: PreferenceBook, language: Language, *, user_installs: bool
) -> Iterator[Finding]:
    assert client.user is not None  # noqa: S101 - it is logged in
    text = TEXTS.text(language, TOKEN, name=client.user, count=len(client.guilds))
    yield Finding(well=True, text=text)
    if not client.guilds:
        permissions = INVITED_WITH.value
        text = TEXTS.text(language, NOWHERE, id=client.user.id, permissions=permissions)
        yield Finding(well=False, text=text)
    yield from connection_findings(client, language, operator=True)
    if user_installs:
        application = client.application
        well = application is not None and application.user_integration_config is not None
        text = TEXTS.text(language, PERSONAL if well else NOT_PERSONAL, id=client.user.id)
        yield Finding(well=well, text=text)
    content = client.intents.message_content
    for guild in client.guilds:
        for finding in (
            *channel_findings(guild, book, language),
            *help_findings(guild, book, language, content=content, operator=True),
        ):
            yield Finding(well=finding.well, text=f"{guild.name}: {finding.text}")
