"""What members write and articles say is shown in time that grows as it is long."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.asking.render import answer_embed, answer_messages, context_embed, link
from bot.asking.ways import looks_like_a_question
from bot.failures import Recipient, explain
from bot.interactions.actions import ID
from bot.interactions.forms import values_of
from bot.markdown import clean, escape, fit, one_line, quote, split
from bot.sources.texts.article import text_pages
from index.articles.errors import ArticleDateError
from index.asking.answers import Quote
from index.asking.context import Context
from tests.bot.asking.test_render import answer, citation
from tests.bot.test_markdown import SPICE
from tests.hostile.growth import slow_at
from tests.hostile.texts import BREAKS

MOST = 4096
BOUNDED = {"fitted", "around-a-sentence", "an-answer", "an-answer-s-question", "an-error"}
"""They look at so much of a text alone, and cut it as soon as there is more."""

UNITS = sorted(
    {*SPICE, *(unit for unit, _ in BREAKS.values())}
    | {"||a", "```a", "||\\", "`` `", "\\|", "1) ", "\u0301\u0316", "a:", "bb:", "<@1", "> "}
)

STEPS: dict[str, Callable[[str], object]] = {
    "cleaned": clean,
    "on-one-line": one_line,
    "escaped": escape,
    "quoted": lambda text: quote(text, slice(1, len(text) - 1)),
    "fitted": lambda text: fit(text, 700, quote),
    "divided": lambda text: split(text, 2000),
    "divided-finely": lambda text: split(text, 100),
    "paged": text_pages,
    "linked": lambda text: link(f"https://{text}", 10_000_000),
    "an-id": lambda text: ID.fullmatch(f"bb:{text}"),
    "a-form-s-value": lambda text: list(values_of([{"custom_id": "a", "value": text}])),
    "a-reply": looks_like_a_question,
    "an-error": lambda text: explain(ArticleDateError(value=text), Recipient.MODERATOR, "de"),
    "an-answer": lambda text: answer_embed(answer(citation(sentence=text, title=text)), "de"),
    "an-answer-s-question": lambda text: answer_messages(answer(citation(), question=text), "de"),
    "around-a-sentence": lambda text: context_embed(_context(text), "de"),
}


def _context(text: str) -> Context:
    cited = citation()
    around = Context(cited.article, QUOTE, text, text, "Er begann.", text, text)
    return replace(around, article=replace(cited.article, title=text))


QUOTE = Quote(number=1, article_id="a", version=1, paragraph=1, start=0, end=10)


@pytest.mark.parametrize("step", STEPS)
def test_a_text_is_shown_in_time_that_grows_as_it_does(step: str) -> None:
    first = MOST // 4 if step in BOUNDED else 64
    assert slow_at(STEPS[step], UNITS, MOST, first) == {}
