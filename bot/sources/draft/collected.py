"""What was said in a channel, a forum or a thread -> one draft, with what isn't in it."""

from collections.abc import Iterator
from datetime import datetime

import discord

from bot.i18n import TEXTS
from bot.interactions.access import ReadablePlace
from bot.interactions.common import Interaction, language_for
from bot.interactions.progress import with_progress
from bot.memory.previews import Preview
from bot.sources.draft.conversation import document_of
from bot.sources.draft.gathering import Gathered, gather
from bot.sources.draft.intake import Intake, from_text
from index.articles import Metadata
from index.dates import format_known_date
from index.i18n import N_, Language, Message

READING = N_("⏳ Reading {channel} …")
READ_SO_FAR = N_("⏳ Reading: {percent}% …")
NOTHING_READ = N_("Nothing was read in {channel}.")
PINS = N_("Pins of #{channel}")
SUMMARY = N_("Read in {channel}: {messages} by {people}, {period}.")
SUMMARY_OF_POSTS = N_("Read in {channel}: {posts} with {messages} by {people}, {period}.")
POSTS = N_("{n} post"), N_("{n} posts")
MESSAGES = N_("{n} message"), N_("{n} messages")
PEOPLE = N_("{n} person"), N_("{n} people")
PERIOD = N_("{first} to {last}")
NOT_IN_IT = N_("Not in it: {what}.")

OLDER = (
    N_("{n} older post (only the newest are read; in a post, the command adds that one)"),
    N_("{n} older posts (only the newest are read; in a post, the command adds that one)"),
)
UNREADABLE = (
    N_("{n} post that I can't read"),
    N_("{n} posts that I can't read"),
)
BOTS = N_("{n} message of a bot"), N_("{n} messages of bots")
WORDLESS = N_("{n} message without words"), N_("{n} messages without words")
FILES = (
    N_("{n} file, which “Add as source” in its message's menu reads"),
    N_("{n} files, which “Add as source” in their messages' menus reads"),
)
LONG = (
    N_("the rest of {n} thread that goes on for longer than I read"),
    N_("the rest of {n} threads that go on for longer than I read"),
)


def from_place(interaction: Interaction, place: ReadablePlace, why: str) -> Intake:
    """Return what reads a place.

    The interaction's own message tells how far it is, and then what isn't in the draft.
    """

    async def read() -> Preview:
        bot, language = interaction.client, language_for(interaction)
        shown = TEXTS.text(language, READING, channel=f"<#{place.id}>")
        await interaction.edit_original_response(content=shown)
        try:
            gathered = await with_progress(
                interaction, lambda advance: gather(bot, place, advance), saying=READ_SO_FAR
            )
        except Exception:
            shown = TEXTS.text(language, NOTHING_READ, channel=f"<#{place.id}>")
            await interaction.edit_original_response(content=shown)
            raise
        summary = _summary(gathered, place, language)
        await interaction.edit_original_response(content=summary)
        title = place.name
        if isinstance(place, discord.TextChannel):
            title = TEXTS.text(language, PINS, channel=place.name)
        given = Metadata(title=title, date=_day(gathered), url=place.jump_url)
        text = document_of(gathered.talks, interaction.guild)
        return await from_text(interaction, text, f"#{place.name}", given, why)

    return read


def _day(gathered: Gathered) -> str | None:
    """Return the day of all messages; those of several have no date that "yesterday" goes by."""
    days = {said.at.date() for said in gathered.messages}
    return days.pop().isoformat() if len(days) == 1 else None


def _summary(gathered: Gathered, place: ReadablePlace, language: Language) -> str:
    messages = gathered.messages
    times = [said.at for said in messages]
    forum = isinstance(place, discord.ForumChannel)
    read = TEXTS.text(
        language,
        SUMMARY_OF_POSTS if forum else SUMMARY,
        channel=f"<#{place.id}>",
        posts=TEXTS.plural(language, *POSTS, len(gathered.talks)),
        messages=TEXTS.plural(language, *MESSAGES, len(messages)),
        people=TEXTS.plural(language, *PEOPLE, len({said.author for said in messages})),
        period=_period(min(times), max(times), language),
    )
    if missing := list(_missing(gathered, language)):
        return f"{read}\n{TEXTS.text(language, NOT_IN_IT, what='; '.join(missing))}"
    return read


def _period(first: datetime, last: datetime, language: Language) -> str:
    begins, ends = (format_known_date(at.date().isoformat(), language) for at in (first, last))
    return begins if begins == ends else TEXTS.text(language, PERIOD, first=begins, last=ends)


def _missing(gathered: Gathered, language: Language) -> Iterator[str]:
    """Say how much of what there is isn't in the draft."""
    counted: list[tuple[tuple[Message, Message], int]] = [
        (OLDER, gathered.posts - gathered.taken),
        (UNREADABLE, gathered.unreadable),
        (LONG, gathered.long),
        (BOTS, gathered.bots),
        (WORDLESS, gathered.wordless),
        (FILES, gathered.files),
    ]
    for texts, count in counted:
        if count > 0:
            yield TEXTS.plural(language, *texts, count)
