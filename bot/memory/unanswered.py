"""What members asked and the sources didn't answer, put together by topic.

By their letters, not their meaning: of "Who is mayor of Altheim?" and "… of Neustadt?" a model says
that they are near, and whoever looks for a source wants them apart.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, exists, select

from bot.memory.storage.tables import posted_answers, quotes, source_requests
from index.asking.questions.follow_up import content_words
from index.corpus.storage.database import Database
from index.corpus.storage.sums import sound
from index.language.letters import fold

SAME_TOPIC = 85
"""The likeness, 0 to 100, from which on two questions' content words are one topic. Another
inflection, order or a typing error leaves 90 and more; another place or person 75 and less."""

NUMBER = re.compile(r"\d+")

TOPICS_FROM = 2_000
"""The latest unanswered questions are grouped; older ones go without."""


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """Questions about much the same that the sources didn't answer, the latest one in full.

    `answer_id` is the latest one's, `searched` how it was searched. `wanted` counts those who asked
    to be told once a source answers.
    """

    answer_id: int
    question: str
    searched: str
    asked: int
    people: int
    wanted: int
    latest: datetime


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What was asked and not answered; what was asked privately is for moderators' eyes alone."""

    text: str
    private: bool


class Unanswered:
    """Reads what is still unanswered. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def question(self, server: int, answer_id: int) -> OpenQuestion | None:
        """Return what was asked there; None if it isn't for the moderators, or was answered."""
        query = select(posted_answers.c.question, posted_answers.c.private)
        query = query.where(posted_answers.c.id == answer_id, *open_in(server))
        query = query.where(sound(posted_answers))
        with self._database.read() as connection:
            found = connection.execute(query).first()
        return None if found is None else OpenQuestion(*found)

    def topics(self, server: int, since: datetime) -> list[OpenTopic]:
        """Return what members asked and the sources didn't answer, the most asked first."""
        waiting = select(source_requests.c.answer_id, source_requests.c.person).where(
            source_requests.c.told_at.is_(None)
        )
        query = (
            select(posted_answers)
            .where(*open_in(server), posted_answers.c.at >= since, sound(posted_answers))
            .order_by(posted_answers.c.at.desc(), posted_answers.c.id.desc())
            .limit(TOPICS_FROM)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            people: dict[int, set[int]] = defaultdict(set)
            for answer_id, person in connection.execute(waiting):
                people[answer_id].add(person)
        topics = []
        for group in grouped([row.searched for row in rows]):
            members = [rows[position] for position in group]
            latest = members[0]
            topics.append(
                OpenTopic(
                    answer_id=latest.id,
                    question=latest.question,
                    searched=latest.searched,
                    asked=len(members),
                    people=len({row.asker for row in members}),
                    wanted=len(set().union(*(people[row.id] for row in members))),
                    latest=latest.at,
                )
            )
        return sorted(topics, key=lambda topic: (-topic.wanted, -topic.asked))


def open_in(server: int) -> list[ColumnElement[bool]]:
    """Return what makes a question one that a server's moderators may read as unanswered.

    What somebody asked privately is so only if they asked for a source themselves; so is what was
    answered, which people may do where the answer isn't certain.
    """
    cites = exists().where(quotes.c.answer_id == posted_answers.c.id)
    wanted = exists().where(source_requests.c.answer_id == posted_answers.c.id)
    return [
        posted_answers.c.guild_id == server,
        ~cites | wanted,
        posted_answers.c.private.is_(False) | wanted,
    ]


def grouped(questions: Sequence[str]) -> list[list[int]]:
    """Return the positions of questions that belong together, in the order of each group's first.

    Earlier questions found the groups; a later one joins the likest with the same numbers in it,
    if it is like enough.
    """
    groups: dict[int, list[int]] = {}
    founders: dict[tuple[str, ...], dict[int, str]] = {}
    for position, question in enumerate(questions):
        text = fold(" ".join(content_words(question)) or question)
        same_numbers = founders.setdefault(tuple(NUMBER.findall(text)), {})
        found = process.extractOne(
            text, same_numbers, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TOPIC
        )
        if found is None:
            same_numbers[position] = text
            groups[position] = [position]
        else:
            groups[found[2]].append(position)
    return list(groups.values())
