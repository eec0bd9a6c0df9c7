"""What may keep the bot from answering, each with what to do about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import discord

from bot.audience import Audience
from bot.desk.preferences import PreferenceBook
from bot.i18n import TEXTS
from bot.interactions.checks import NEEDED, ServerChannel, missing_permissions, own_permissions
from bot.markdown import escape, fit, one_line
from bot.notices.log_channel import may_log
from index.corpus.catalogue import Summary
from index.i18n import N_, Language
from index.indexing.status import Status

LAG = N_("The index is {lag} changes behind. That passes within seconds; if not, see the log.")
CURRENT = N_(
    "The index is current. Revision: {revision}, articles: {articles}, sentences: {sentences}."
)
CURRENT_HERE = N_("All sources can be asked; nothing is waiting.")
EMPTY = N_("There are no articles. Add some, or set seeds_dir in the configuration.")
LAG_HERE = N_(
    "The index is {lag} changes behind. That passes within seconds; if not, tell the operator."
)
EMPTY_HERE = N_("There are no sources yet. **/source add** adds the first.")
MODEL = N_("Model: {model} ({dimension} dimensions), search: {backend}.")
INTENTS = N_("Intents: as the bot needs them; no privileged one.")
INTENTS_AND_CONTENT = N_(
    "Intents: as the bot needs them, and the content of messages, so that follow-ups in its "
    "threads and posts in help channels need no mention."
)
CONNECTED = N_("Connected to Discord, latency {milliseconds} ms.")
SLOW = N_(
    "Discord answers slowly: {milliseconds} ms. If that stays, see https://discordstatus.com and "
    "the machine's network."
)
MISSING = N_(
    "In {channel} I lack: {permissions}. Grant them under “Edit Channel”, “Permissions”, or to my "
    "role in the server's settings."
)
ALL_GRANTED = N_("I have every permission I need in all channels ({count}).")
NO_LOG = N_(
    "I can't post changes to the sources in {channel}: grant me “View Channel” and “Send "
    "Messages” there, or set another channel with /settings server."
)
NOBODY = N_(
    "Nobody but moderators can ask {title}: the roles and channels that it is for are gone. Choose "
    "others with **/source audience**."
)
TITLE_LIMIT = 80
WATCHES = N_("Watched web pages: {watches}. What becomes of them is said in {channel}.")
NEWS_WAITS = N_(
    "Watched web pages: {watches}. There is no log channel where I may say what becomes of them, "
    "so news waits ({waiting}). Set one with /settings server, and grant me “View Channel”, “Send "
    "Messages” and “Embed Links” there."
)
MORE_CHANNELS = N_("… and in further channels: {count}.")

SHOWN_CHANNELS = 15
SLOW_MILLISECONDS = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of a diagnosis; `well` is False where something is to be done."""

    well: bool
    text: str

    def __str__(self) -> str:
        return f"{'✅' if self.well else '⚠️'} {self.text}"


def library_findings(
    status: Status, language: Language, *, operator: bool = False
) -> Iterator[Finding]:
    """Tell how the collection and its index are; only an operator reads of settings and models."""
    lag = status.revision - status.indexed_revision
    if not status.articles:
        text = TEXTS.text(language, EMPTY if operator else EMPTY_HERE)
        yield Finding(well=False, text=text)
    elif lag > 0:
        text = TEXTS.text(language, LAG if operator else LAG_HERE, lag=lag)
        yield Finding(well=False, text=text)
    elif not operator:
        yield Finding(well=True, text=TEXTS.text(language, CURRENT_HERE))
    else:
        text = TEXTS.text(
            language,
            CURRENT,
            revision=status.revision,
            articles=status.articles,
            sentences=status.sentences,
        )
        yield Finding(well=True, text=text)
    if (problem := status.problem) is not None:
        if operator:
            yield Finding(well=False, text=problem.text(language))
        elif problem.public is not None:
            yield Finding(well=False, text=problem.texts.text(language, problem.public))
    if operator:
        text = TEXTS.text(
            language,
            MODEL,
            model=status.embedder,
            dimension=status.dimension,
            backend=status.backend,
        )
        yield Finding(well=True, text=text)


def connection_findings(
    client: discord.Client, language: Language, *, operator: bool = False
) -> Iterator[Finding]:
    """Tell how the connection to Discord is; an operator also with which intents."""
    if operator:
        said = INTENTS_AND_CONTENT if client.intents.message_content else INTENTS
        yield Finding(well=True, text=TEXTS.text(language, said))
    # Before the first heartbeat there is none, which discord.py calls infinite or not a number.
    latency = client.latency if 0 <= client.latency < 3600 else 0.0
    milliseconds = round(1000 * latency)
    slow = milliseconds > SLOW_MILLISECONDS
    text = TEXTS.text(language, SLOW if slow else CONNECTED, milliseconds=milliseconds)
    yield Finding(well=not slow, text=text)


def channel_findings(
    guild: discord.Guild, book: PreferenceBook, language: Language
) -> Iterator[Finding]:
    """Tell in which channels of a server the bot lacks a permission that it needs there."""
    lacking = [
        (channel, missing)
        for channel in text_channels(guild)
        if book.of(guild.id, channel.id).listens
        and (missing := missing_permissions(channel, threads=_threads(book, channel)))
    ]
    for channel, missing in lacking[:SHOWN_CHANNELS]:
        names = ", ".join(TEXTS.text(language, NEEDED[name]) for name in missing)
        text = TEXTS.text(language, MISSING, channel=f"#{channel.name}", permissions=names)
        yield Finding(well=False, text=text)
    if further := len(lacking[SHOWN_CHANNELS:]):
        yield Finding(well=False, text=TEXTS.text(language, MORE_CHANNELS, count=further))
    place = book.of(guild.id).log_channel
    if place is not None:
        target = guild.get_channel(place)
        if not isinstance(target, discord.TextChannel) or not may_log(target):
            yield Finding(well=False, text=TEXTS.text(language, NO_LOG, channel=f"<#{place}>"))
    if not lacking:
        count = len(text_channels(guild))
        yield Finding(well=True, text=TEXTS.text(language, ALL_GRANTED, count=count))


def audience_findings(
    guild: discord.Guild, sources: Iterable[Summary], language: Language
) -> Iterator[Finding]:
    """Tell of which sources the roles and channels that they are for are all gone."""
    for source in sources:
        audience = Audience.of(source.scope.part)
        there = any(map(guild.get_role, audience.roles)) or any(
            map(guild.get_channel_or_thread, audience.channels)
        )
        if source.scope.part and not source.removed and not there:
            title = fit(one_line(source.title), TITLE_LIMIT, lambda part: f"**{escape(part)}**")
            yield Finding(well=False, text=TEXTS.text(language, NOBODY, title=title))


def watch_findings(
    watches: int, waiting: int, place: discord.TextChannel | None, language: Language
) -> Iterator[Finding]:
    """Tell how many pages are watched, and whether what becomes of them can be said in `place`."""
    if not watches:
        return
    if place is None or not (may_log(place) and own_permissions(place).embed_links):
        text = TEXTS.text(language, NEWS_WAITS, watches=watches, waiting=waiting)
        yield Finding(well=False, text=text)
    else:
        text = TEXTS.text(language, WATCHES, watches=watches, channel=place.mention)
        yield Finding(well=True, text=text)


def text_channels(guild: discord.Guild) -> list[ServerChannel]:
    """Return the channels that people can write in, forums aside: their posts are threads."""
    return [*guild.text_channels, *guild.voice_channels, *guild.stage_channels]


def _threads(book: PreferenceBook, channel: ServerChannel) -> bool:
    threads = book.of(channel.guild.id, channel.id).threads
    return threads and isinstance(channel, discord.TextChannel)


def as_text(findings: Iterable[Finding]) -> str:
    """Return findings as lines, what is to be done first."""
    return "\n".join(str(finding) for finding in sorted(findings, key=lambda found: found.well))
