"""What a follow-up question follows.

A reply to an answer, or its button "Follow up", names what it follows. In a thread and in direct
messages a person's next question goes on from their last one there, for a while; in a channel
where many talk it stands alone.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.readership import Readership
from bot.memory.answers import Inquiry, PostedAnswer
from index.asking.answers import Answer, Turn
from index.i18n import SOURCE, Language


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it came in from Discord.

    `id` is that of the message or interaction that asks. `ongoing`: the channel is a conversation
    by itself, a thread or direct messages. `follows` is an answer that the person pointed at,
    `about` the text of a message that they did. `language` is the channel's; None follows the
    question. Where a short one tells none, the person's language is `locale`, if Discord says so,
    and the server's `server_language`. `reader` is who reads the answer.
    """

    id: int
    text: str
    guild_id: int | None
    channel_id: int
    asker: int
    at: datetime
    reader: Readership
    private: bool = False
    ongoing: bool = False
    follows: PostedAnswer | None = None
    about: str = ""
    language: Language | None = None
    locale: Language | None = None
    server_language: Language = SOURCE

    def asked(self, language: Language, channel_id: int) -> Inquiry:
        """Return what the memory keeps of it, once its answer is in a channel."""
        return Inquiry(
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
    """An answer with the question as it came in; `language` is that of the frame around it.

    `previous` is what the question went on from, `completed` how a model understood it, if at all.
    """

    question: Question
    answer: Answer
    language: Language
    previous: Turn | None = None
    completed: str = ""


def turn_before(question: Question, previous: PostedAnswer | None) -> Turn | None:
    """Return what the library needs to know of what was said before."""
    if previous is not None:
        return previous.turn
    return Turn(question.about) if question.about else None
