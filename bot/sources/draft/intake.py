"""What people hand in -> drafts: a form's text, files, an address, a message."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import aiohttp
import discord

from bot.asking.buttons import answer_of
from bot.asking.spoken import words_of
from bot.audience import Audience
from bot.i18n import TEXTS
from bot.interactions.common import Interaction, language_for, server_of
from bot.markdown import without_hidden
from bot.memory.previews import Origin, Preview
from bot.sources.draft.forms import usable
from bot.sources.draft.typed import as_markdown
from bot.sources.errors import (
    AttachmentGoneError,
    AttachmentsPassedOverError,
    MessageEmptyError,
    OwnAnswerError,
)
from index.articles import Extraction, Metadata, read_bytes, read_url
from index.articles.cleaning import clean_line
from index.articles.errors import ArticleTooLargeError
from index.articles.metadata import typed_address
from index.config import IngestSettings
from index.i18n import N_, Language
from index.language.detection import SHORT, detect_question_language
from index.language.terms import words
from index.scopes import Scope

FORM = N_("form")
MESSAGE = N_("message")
MARKDOWN = "text/markdown"
"""What people type in Discord."""
NAME_LIMIT = 200
NOTHING_GIVEN = Metadata()
UNREADABLE = ("image/", "video/", "audio/")
"""Of a message's attachments; what is named in a command is read, and refused, whatever it is."""

Intake = Callable[[], Awaitable[Preview]]
"""Reads one source; raises `ArticleError`s."""


async def from_form(interaction: Interaction, values: Mapping[str, str]) -> Preview:
    """Read the text that was written into a form."""
    given, unusable = usable(values)
    name = TEXTS.text(language_for(interaction), FORM)
    typed = as_markdown(values.get("text", ""), interaction.guild)
    given = _in_its_language(interaction, typed, given)
    raw = typed.encode("utf-8", "replace")
    reading = await _read(interaction, raw, name, MARKDOWN, given)
    preview = _preview(interaction, reading, name, values.get("why", ""))
    return replace(preview, origin=replace(preview.origin, unusable=unusable))


def from_attachment(
    interaction: Interaction,
    attachment: discord.Attachment,
    why: str = "",
    given: Metadata = NOTHING_GIVEN,
) -> Intake:
    """Return what reads a file."""
    name = clean_line(attachment.filename, NAME_LIMIT)
    limits = interaction.client.library.settings.ingest

    async def read() -> Preview:
        raw = await _download(limits, attachment, name)
        reading = await _read(interaction, raw, name, attachment.content_type, given)
        return _preview(interaction, reading, name, why)

    return read


def from_url(
    interaction: Interaction, url: str, why: str = "", given: Metadata = NOTHING_GIVEN
) -> Intake:
    """Return what reads a page."""

    async def read() -> Preview:
        bot, server = interaction.client, server_of(interaction)
        limits, whose = bot.library.settings.ingest, Scope.of(server)
        read_for = bot.lanes.read.of(server)
        reading = await read_for(read_url, typed_address(url), limits, given, whose)
        return _preview(interaction, reading, clean_line(url, NAME_LIMIT), why)

    return read


def from_message(interaction: Interaction, message: discord.Message) -> list[Intake]:
    """Return what reads a message's text, and each of its files, and tells which aren't read.

    Raises:
        MessageEmptyError: it has neither.
        OwnAnswerError: it shows an answer.
    """
    if message.author == interaction.client.user and answer_of(message) is not None:
        raise OwnAnswerError
    language = language_for(interaction)
    given = Metadata(
        date=message.created_at.date().isoformat(),
        url=message.jump_url,
        author=clean_line(message.author.display_name, NAME_LIMIT) or None,
    )
    intakes: list[Intake] = []
    if text := words_of(message, clean=True):
        intakes.append(_from_message_text(interaction, text, given, language))
    passed_over: list[str] = []
    for attachment in message.attachments:
        if (attachment.content_type or "").startswith(UNREADABLE):
            passed_over.append(clean_line(attachment.filename, NAME_LIMIT))
        else:
            intakes.append(from_attachment(interaction, attachment, given=given))
    if not intakes:
        raise MessageEmptyError
    intakes = [meant_for(intake, part_of(interaction.channel)) for intake in intakes]
    return [*intakes, *([_not_read(passed_over)] if passed_over else [])]


def meant_for(intake: Intake, part: str) -> Intake:
    """Return what reads the same for those of a part of the server alone."""

    async def read() -> Preview:
        return replace(await intake(), part=part)

    return read


def part_of(channel: object) -> str:
    """Return the part of the server that sees what is written in a channel.

    What not everybody sees isn't for everybody: a private thread, or a channel that is closed to
    those without a role. Empty where all see it.
    """
    if isinstance(channel, discord.Thread):
        if channel.is_private() or channel.parent is None:
            return Audience(channels=frozenset({channel.id})).part
        channel = channel.parent
    if not isinstance(channel, discord.abc.GuildChannel):
        return ""
    if channel.permissions_for(channel.guild.default_role).view_channel:
        return ""
    return Audience(channels=frozenset({channel.id})).part


def _not_read(names: Sequence[str]) -> Intake:
    async def tell() -> Preview:
        raise AttachmentsPassedOverError(names=", ".join(names))

    return tell


def _from_message_text(
    interaction: Interaction, text: str, given: Metadata, language: Language
) -> Intake:
    name = TEXTS.text(language, MESSAGE)

    async def read() -> Preview:
        typed = as_markdown(text, interaction.guild)
        raw = typed.encode("utf-8", "replace")
        known = _in_its_language(interaction, typed, given)
        reading = await _read(interaction, raw, name, MARKDOWN, known)
        return _preview(interaction, reading, name, "")

    return read


async def from_text(
    interaction: Interaction, text: str, source: str, given: Metadata, why: str = ""
) -> Preview:
    """Read Markdown that was made of what people typed; `source` names it for people."""
    name = clean_line(source, NAME_LIMIT)
    known = _in_its_language(interaction, text, given)
    raw = text.encode("utf-8", "replace")
    reading = await _read(interaction, raw, name, MARKDOWN, known)
    return _preview(interaction, reading, name, why)


def _in_its_language(interaction: Interaction, text: str, given: Metadata) -> Metadata:
    """Say which language a few words are in, whose letters tell nothing: "ok" isn't Afrikaans."""
    if given.language or len(words(text)) > SHORT:
        return given
    otherwise = language_for(interaction)
    if interaction.guild is not None:
        book = interaction.client.desk.preferences
        otherwise = book.of(interaction.guild.id).language_in(interaction.guild)
    return replace(given, language=detect_question_language(text, otherwise))


async def _read(
    interaction: Interaction, raw: bytes, source: str, content_type: str | None, given: Metadata
) -> Extraction:
    bot, server = interaction.client, server_of(interaction)
    return await bot.lanes.read.of(server)(
        read_bytes,
        raw,
        source=source,
        settings=bot.library.settings.ingest,
        content_type=content_type,
        given=given,
        whose=Scope.of(server),
    )


async def _download(limits: IngestSettings, attachment: discord.Attachment, name: str) -> bytes:
    if attachment.size > limits.max_bytes:
        raise ArticleTooLargeError(source=name, limit=limits.max_megabytes)
    try:
        return await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise AttachmentGoneError(source=name) from error


def _preview(interaction: Interaction, reading: Extraction, source: str, why: str) -> Preview:
    # Titles stand where nothing can be hidden, such as in menus.
    draft = replace(reading.draft, title=without_hidden(reading.draft.title))
    return Preview(
        guild_id=server_of(interaction),
        person=interaction.user.id,
        at=discord.utils.utcnow(),
        draft=draft,
        origin=Origin(source, reading.left_out),
        why=" ".join(why.split()),
    )
