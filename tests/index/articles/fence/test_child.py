"""What a child answers when a reader goes wrong, looked at without a child."""

from collections.abc import Callable

import pytest

from index.articles.documents import Extraction
from index.articles.errors import ArticleEmptyError
from index.articles.fence import child
from index.articles.fence.protocol import Head, ToldError, head_of, refusal, task_frames
from index.articles.formats.errors import ArticleMarkupBrokenError
from tests.index.articles.fence.conftest import task

Failing = Callable[[BaseException, BaseException | None], Head]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """What a child answers of a reader that raises this from that."""

    def answer(error: BaseException, cause: BaseException | None) -> Head:
        def fail(*_: object) -> Extraction:
            raise error from cause

        monkeypatch.setattr(child, "read_document", fail)
        head, *content = child.read(*task_frames(task(b"Ein Satz.")))
        assert content == [b"", b"", b""]
        return head_of(head)

    return answer


def test_what_nobody_has_thought_of_is_told_with_its_traceback(failing: Failing) -> None:
    head = failing(ZeroDivisionError("of \ud800"), None)

    assert head.broken
    assert head.told.startswith("Traceback (most recent call last):")
    assert head.told.endswith("ZeroDivisionError: of ?\n")


def test_a_lack_of_memory_is_one_also_where_a_reader_takes_it_for_something_else(
    failing: Failing,
) -> None:
    assert failing(MemoryError(), None).overrun == "memory"
    mistaken = ArticleMarkupBrokenError(source="a")
    assert failing(mistaken, MemoryError()).overrun == "memory"
    assert failing(mistaken, ValueError()).overrun is None


def test_a_refusal_comes_with_its_cause_and_without_what_would_obey_a_terminal(
    failing: Failing,
) -> None:
    head = failing(ArticleMarkupBrokenError(source="a"), ValueError("of \x1b[2J"))

    error = refusal(head, "b.html")
    assert isinstance(error, ArticleMarkupBrokenError)
    assert error.values == {"source": "b.html"}
    assert isinstance(error.__cause__, ToldError)
    assert str(error.__cause__).strip() == "ValueError: of [2J"


def test_a_refusal_without_a_cause_has_none(failing: Failing) -> None:
    error = refusal(failing(ArticleEmptyError(source="a"), None), "a.txt")

    assert isinstance(error, ArticleEmptyError)
    assert error.__cause__ is None
