"""A folder with `documents/`, `questions.jsonl` and perhaps `chains.jsonl` -> what is to be asked.

A line of `chains.jsonl` is a conversation: `{"turns": [{"question", "excerpts"}, …]}`. Of a turn,
as of a question, any excerpt is right; without any, the sources don't say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.articles import find_files
from index.evaluation.errors import (
    ChainLineInvalidError,
    CollectionIncompleteError,
    QuestionSetUnreadableError,
)
from index.evaluation.questions import EvaluationQuestion, read_question_set

DOCUMENTS, QUESTIONS, CHAINS = "documents", "questions.jsonl", "chains.jsonl"

Chain = tuple[EvaluationQuestion, ...]
"""The turns of a conversation."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, and what is to be asked about them."""

    name: str
    documents: tuple[Path, ...]
    questions: tuple[EvaluationQuestion, ...]
    chains: tuple[Chain, ...]


class _Turn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    question: str = Field(min_length=1)
    excerpts: list[str] = []


class _Chain(BaseModel):
    model_config = ConfigDict(extra="forbid")
    turns: list[_Turn] = Field(min_length=1)
    language: str = ""
    kind: str = ""


def read_collection(folder: Path) -> Collection:
    """Read what is to be asked; the documents are only listed.

    Raises:
        CollectionIncompleteError: it has no documents, or no questions.
        EvaluationError: its questions or conversations can't be read.
    """
    documents, questions = folder / DOCUMENTS, folder / QUESTIONS
    if not documents.is_dir() or not questions.is_file():
        raise CollectionIncompleteError(path=folder, documents=DOCUMENTS, questions=QUESTIONS)
    found = find_files(documents).files
    if not found:
        raise CollectionIncompleteError(path=folder, documents=DOCUMENTS, questions=QUESTIONS)
    return Collection(
        name=folder.resolve().name,
        documents=tuple(found),
        questions=read_question_set(questions).questions,
        chains=tuple(_chains(folder / CHAINS)),
    )


def _chains(path: Path) -> Sequence[Chain]:
    if not path.exists():
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetUnreadableError(path=path, reason=error) from error
    return [_chain(path, line, number) for number, line in enumerate(lines, 1) if line.strip()]


def _chain(path: Path, line: str, number: int) -> Chain:
    try:
        chain = _Chain.model_validate_json(line)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise ChainLineInvalidError(path=path, line=number, reason=reason) from error
    return tuple(
        EvaluationQuestion(
            turn.question,
            tuple(turn.excerpts),
            kind=chain.kind,
            language=chain.language,
            line=number,
        )
        for turn in chain.turns
    )
