"""What a follow-up question follows.

A reply to an answer, or its button "Follow up", names what it follows. In a thread and in direct
messages a person's next question goes on from their last one there, for a while; in a channel
where many talk it stands alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.service import Service
from index.asking.answers import Answer, Turn
from index.i18n import Language
from index.journal import Asked, Posted
from index.models import SHARED

SHORT = 3
"""Words up to which a follow-up is too short to tell its language."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it came in from Discord.

    `id` is that of the message or interaction that asks. `ongoing`: the channel is a conversation
    by itself, a thread or direct messages. `follows` is an answer that the person pointed at,
    `about` the text of a message that they did. `language` is the channel's; None follows the
    question.
    """

    id: int
    text: str
    guild_id: int | None
    channel_id: int
    asker: int
    at: datetime
    private: bool = False
    ongoing: bool = False
    follows: Posted | None = None
    about: str = ""
    language: Language | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """The sources that may be asked from where the question was asked."""
        return scopes_of(self.guild_id)

    def asked(self, language: Language, channel_id: int) -> Asked:
        """Return what the journal keeps of it, once its answer is in a channel."""
        return Asked(
            id=self.id,
            guild_id=self.guild_id,
            channel_id=channel_id,
            asker=self.asker,
            at=self.at,
            language=language,
            private=self.private,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with the question as it came in; `language` is that of the frame around it."""

    question: Question
    answer: Answer
    language: Language


def scopes_of(guild_id: int | None) -> tuple[str, ...]:
    """Return the sources that may be asked in a server, or in direct messages."""
    return (SHARED,) if guild_id is None else (SHARED, str(guild_id))


async def followed(service: Service, question: Question, patience: timedelta) -> Posted | None:
    """Return the answer that a question goes on from, if any."""
    if question.follows is not None or question.about or not question.ongoing:
        return question.follows
    since = question.at - patience
    latest = await service.latest(question.channel_id, question.asker, since)
    if latest is not None:
        return latest
    # A thread has the id of the message it began with, which may be the person's answer.
    first = await service.answer_in(question.channel_id)
    ours = first and first.asked.asker == question.asker and first.asked.at >= since
    return first if ours else None


def turn_before(question: Question, previous: Posted | None) -> Turn | None:
    """Return what the library needs to know of what was said before."""
    if previous is not None:
        return previous.turn
    return Turn(question.about) if question.about else None
