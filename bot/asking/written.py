"""An answer in other words, above the verbatim one as it was posted. Pure but for `write_above`."""

import logging
from functools import cache
from typing import Any

import discord

from bot.asking.render import CONTENT_LIMIT, MAY_FIT
from bot.client.client import Belegbot
from bot.desk.question import Reply
from bot.i18n import TEXTS
from bot.markdown import escape, width
from index.i18n import LANGUAGES, N_, Language
from index.writing.written import Written

log = logging.getLogger(__name__)

NOTE = N_("In the words of a language model; word for word is only what is quoted below.")


def above(content: str, written: Written, language: Language, *, perhaps: bool) -> str | None:
    """Return a message's text below an answer in other words; None if there is no room for it.

    Of claims that are too long together the last ones are left out.
    """
    lines = [TEXTS.text(language, MAY_FIT)] if perhaps else []
    below = [_note(language), *([content] if content else [])]
    claims = [
        escape(claim.text) + " " + "".join(rf"\[{number}\]" for number in claim.citations)
        for claim in written.claims
    ]
    while claims:
        text = "\n".join([*lines, *claims, *below])
        if width(text) <= CONTENT_LIMIT:
            return text
        claims.pop()
    return None


def without_written(content: str) -> str:
    """Return a message's text without an answer in other words; as it is if it has none."""
    for note in _notes():
        before, found, after = content.partition(note)
        if found and (not before or before.endswith("\n")) and after[:1] in {"", "\n"}:
            return after.removeprefix("\n")
    return content


def _note(language: Language) -> str:
    return f"-# ✎ {TEXTS.text(language, NOTE)}"


@cache
def _notes() -> tuple[str, ...]:
    return tuple(_note(language) for language in LANGUAGES)


async def write_above(bot: Belegbot, reply: Reply, shown: Any, content: str) -> None:  # noqa: ANN401 - whatever Discord gave for a message
    """Put an answer in other words above it, once the model has written; if not, it stays alone.

    `content` is what the message has for a text so far.
    """
    try:
        written = await bot.scribe.written(reply)
        if written is None or not written.claims:
            return
        perhaps = reply.answer.perhaps
        text = above(content, written, reply.language, perhaps=perhaps)
        posted = await bot.lanes.remember(bot.memory.answers.get, reply.question.id)
        # Erased meanwhile, or its sources changed.
        if text is not None and posted is not None and not posted.note:
            await shown.edit(content=text)
    except discord.HTTPException as error:
        log.info("An answer in other words couldn't be shown: %s", error)
    except Exception:
        # The answer is there; what is only beside it must not disturb anybody.
        log.exception("An answer couldn't be put in other words")
