"""`belegbot ask --json -`: a question a line in, an answer a line out, for programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.cli.base import Invocation, print_json
from index.cli.errors import QuestionLineError
from index.errors import BelegbotError
from index.scopes import Scope

if TYPE_CHECKING:
    from index.asking.answers import Turn
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """A line's question; those of one `conversation` follow on each other."""

    question: str
    conversation: str | None = None

    @classmethod
    def of(cls, line: str) -> "Asked":
        """Read a line: an object, or the question itself.

        Raises:
            QuestionLineError: it begins as an object, but isn't one of these.
        """
        if not line.startswith("{"):
            return cls(line)
        try:
            values = json.loads(line)
        except ValueError as error:
            raise QuestionLineError from error
        question, conversation = values.get("question"), values.get("conversation")
        if not isinstance(question, str) or not isinstance(conversation, str | None):
            raise QuestionLineError
        return cls(question, conversation)


def answer_lines(
    invocation: Invocation,
    library: "Library",
    lines: Iterable[str],
    scope: Scope,
    *,
    explained: bool = False,
) -> None:
    """Answer each line that isn't blank, at once and in their order, with reasons or not."""
    for answer in _answers(invocation, library, lines, scope, explained=explained):
        print_json(answer, indent=None)


def _answers(
    invocation: Invocation,
    library: "Library",
    lines: Iterable[str],
    scope: Scope,
    *,
    explained: bool,
) -> Iterator[dict[str, object]]:
    turns: dict[str, Turn] = {}
    for line in filter(None, map(str.strip, lines)):
        question = line
        try:
            asked = Asked.of(line)
            question, conversation = asked.question, asked.conversation
            library.catch_up()
            previous = turns.pop(conversation, None) if conversation else None
            answer = library.ask(question, scope, previous)
        except BelegbotError as error:
            yield {"question": question, "error": error.text(invocation.terminal.language)}
            continue
        if conversation:
            turns[conversation] = answer.turn
        yield answer.to_dict(explained=explained)
