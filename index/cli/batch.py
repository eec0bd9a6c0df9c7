"""`belegbot ask --json -`: a question a line in, an answer a line out, for programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.cli.base import Invocation, print_json
from index.cli.errors import QuestionLineError
from index.errors import BelegbotError
from index.i18n import Language
from index.scopes import Scope

if TYPE_CHECKING:
    from index.asking.answers import Answer, Turn
    from index.library import Library
    from index.writing.written import Written


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A line's question; those of one `conversation` follow on each other."""

    question: str
    conversation: str | None = None

    @classmethod
    def of(cls, line: str) -> "BatchQuestion":
        """Read a line: an object, or the question itself.

        Raises:
            QuestionLineError: it begins as an object, but isn't one of these.
        """
        if not line.startswith("{"):
            return cls(line)
        try:
            values = json.loads(line)
        # Brackets within brackets go deeper than Python follows them.
        except (ValueError, RecursionError) as error:
            raise QuestionLineError from error
        question, conversation = values.get("question"), values.get("conversation")
        if not isinstance(question, str) or not isinstance(conversation, str | None):
            raise QuestionLineError
        return cls(question, conversation)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed of an answer beside it: its reasons, and it in other words."""

    explained: bool = False
    written: bool = False


def written_fields(written: "Written | None", language: Language) -> dict[str, object]:
    """Return what programs get of an answer in other words; nothing if none was wanted."""
    if written is None:
        return {}
    why = {"unwritten": written.problem.text(language)} if written.problem else {}
    return {"written": written.to_list(), **why}


def asked(
    library: "Library",
    question: str,
    scope: Scope,
    previous: "Turn | None",
    *,
    completed: bool,
) -> "tuple[Answer, str | None]":
    """Ask, a follow-up as the language model completes it; return that question, too."""
    if completed:
        return library.ask_on(question, scope, previous)
    return library.ask(question, scope, previous), None


def answer_lines(
    invocation: Invocation, library: "Library", lines: Iterable[str], scope: Scope, shown: Shown
) -> None:
    """Answer each line that isn't blank, at once and in their order."""
    for answer in _answers(invocation, library, lines, scope, shown):
        print_json(answer, indent=None)


def _answers(
    invocation: Invocation,
    library: "Library",
    lines: Iterable[str],
    scope: Scope,
    shown: Shown,
) -> Iterator[dict[str, object]]:
    turns: dict[str, Turn] = {}
    for line in filter(None, map(str.strip, lines)):
        question = line
        try:
            told = BatchQuestion.of(line)
            question, conversation = told.question, told.conversation
            library.catch_up()
            # "Thanks" is no question, and what was asked before is still spoken of after it.
            previous = turns.get(conversation) if conversation else None
            answer, alone = asked(library, question, scope, previous, completed=shown.written)
            written = library.write(answer) if shown.written else None
        except BelegbotError as error:
            yield {"question": question, "error": error.text(invocation.terminal.language)}
            continue
        if conversation:
            turns[conversation] = answer.turn
        fields = written_fields(written, invocation.terminal.language)
        typed = {"question": question} if alone else {}
        yield answer.to_dict(explained=shown.explained) | typed | fields
