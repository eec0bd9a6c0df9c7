"""XQuAD-style JSON: articles of paragraphs, each with its questions.

SQuAD's form (Rajpurkar et al. 2016; Artetxe et al. 2020). The same set exists in several languages,
so that the questions of one can be asked of the articles of another.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, Field

from index.errors import BelegbotError
from index.evaluation.errors import (
    ArticleCountDifference,
    ParagraphCountDifference,
    QuestionCountDifference,
    QuestionIdDifference,
    QuestionsUnpairedError,
)


class DocumentAnswer(BaseModel):
    """Where an answer starts in the paragraph, and what it is, where that is said."""

    answer_start: int = Field(ge=0)
    text: str = ""


class QuestionAnswers(BaseModel):
    """A question; without answers the paragraph doesn't say."""

    id: str = ""
    question: str
    answers: list[DocumentAnswer] = []


class DocumentParagraph(BaseModel):
    """A text and the questions about it."""

    context: str
    qas: list[QuestionAnswers]


class DocumentArticle(BaseModel):
    """Paragraphs that belong together."""

    title: str = ""
    paragraphs: list[DocumentParagraph]


class Document(BaseModel):
    """A whole file."""

    data: list[DocumentArticle]


def reworded(path: Path, document: Document, others: Path, other: Document) -> Document:
    """Return `document`, read from `path`, with the words that `other` has for its questions.

    Raises:
        QuestionsUnpairedError: articles, paragraphs, questions or their ids aren't the same.
    """
    difference = next(_differences(document, other), None)
    if difference is not None:
        raise QuestionsUnpairedError(path=path, others=others, difference=difference)
    articles = [
        article.model_copy(
            update={
                "paragraphs": [
                    _paragraph(*pair)
                    for pair in zip(article.paragraphs, translated.paragraphs, strict=True)
                ]
            }
        )
        for article, translated in zip(document.data, other.data, strict=True)
    ]
    return Document(data=articles)


def _paragraph(paragraph: DocumentParagraph, translated: DocumentParagraph) -> DocumentParagraph:
    asked = [
        mine.model_copy(update={"question": theirs.question})
        for mine, theirs in zip(paragraph.qas, translated.qas, strict=True)
    ]
    return paragraph.model_copy(update={"qas": asked})


def _differences(document: Document, other: Document) -> Iterator[BelegbotError]:
    """Give what differs from the outside in: what comes after relies on what came before."""
    if (own := len(document.data)) != (found := len(other.data)):
        yield ArticleCountDifference(own=own, found=found)
    for number, (article, translated) in enumerate(zip(document.data, other.data, strict=True), 1):
        yield from _within(number, article, translated)


def _within(
    article: int, mine: DocumentArticle, theirs: DocumentArticle
) -> Iterator[BelegbotError]:
    if (own := len(mine.paragraphs)) != (found := len(theirs.paragraphs)):
        yield ParagraphCountDifference(article=article, own=own, found=found)
    pairs = zip(mine.paragraphs, theirs.paragraphs, strict=True)
    for paragraph, (left, right) in enumerate(pairs, 1):
        place = {"article": article, "paragraph": paragraph}
        if (own := len(left.qas)) != (found := len(right.qas)):
            yield QuestionCountDifference(**place, own=own, found=found)
        for number, (one, other) in enumerate(zip(left.qas, right.qas, strict=True), 1):
            if one.id != other.id:
                yield QuestionIdDifference(**place, question=number, own=one.id, found=other.id)
