"""Articles of bad shapes: what is answered from them fits a message, and the rest is a tap away."""

import pytest

from bot.asking.pieces import pieces
from bot.asking.render import answer_embed, answer_messages, context_embed, passages_embed
from bot.markdown import width
from index.articles.documents import Document, read_document
from index.articles.metadata import NOTHING_KNOWN
from index.asking.answers import Answer, Quote
from index.asking.context import Context, context
from index.config import IngestSettings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.library import Library
from index.scopes import SHARED
from tests.bot.discord.markdown import read
from tests.index.asking.forms.conftest import Answered

ITEMS = [f"- Zutat {number}: {number} Gramm *Mehl*" for number in range(1, 401)]
ROW = " | ".join(f"Wert_{number}" for number in range(60))
HEADER = " | ".join(f"Spalte {number}" for number in range(60))
SHAPES = {
    "a list of 400 items": "# Kuchen\n\nDie Zutaten sind:\n\n" + "\n".join(ITEMS),
    "400 items apart": "# Kuchen\n\nDie Zutaten sind:\n\n" + "\n\n".join(ITEMS),
    "an article that is a list": "\n".join(ITEMS),
    "a table of 60 columns": f"# Kuchen\n\n| {HEADER} |\n{'|---' * 60}|\n| Zutaten | {ROW} |\n" * 2,
    "a unit of 10,000 characters": "# Kuchen\n\nDie Zutaten sind " + "Mehl und *Zucker* " * 600,
    "one word of 10,000 characters": "# Kuchen\n\nZutaten\n\n- Die Zutaten: " + "x_" * 5000,
    "items of 10,000 characters": "# Kuchen\n\n" + f"- Zutaten {'*Mehl* ' * 1500}\n" * 3,
    "a heading without text": "# Kuchen\n\n## Zutaten des Kuchens\n\n## Ende\n\nGuten Appetit.",
    "headings alone": "# Kuchen\n\n## Zutaten\n\n## Ende",
    "items in items": "\n".join("  " * depth + f"- Zutat {depth}" for depth in range(20)),
}
QUESTIONS = [
    "Welche Zutaten hat der Kuchen?",
    "Wie viele Zutaten gibt es?",
    "Wie backe ich den Kuchen aus den Zutaten?",
    "Ist Zutat 7 im Kuchen?",
    "Was ist teurer, Zutat 3 oder Zutat 399?",
    "What are the latest Zutaten?",
]


def ask(library: Library, text: str, question: str) -> Answer:
    document = Document(text.encode(), "kuchen.md")
    extraction = read_document(document, NOTHING_KNOWN, IngestSettings())
    library.add(extraction.draft, Author("ada"), SHARED)
    return library.ask(question)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_shape_an_article_has_the_answer_fits_a_message(
    shape: str, question: str, library: Library
) -> None:
    answer = ask(library, SHAPES[shape], question)

    embed = answer_embed(answer, "de")
    assert width(embed.description or "") <= 4096
    assert {mark for mark, _ in read(embed.description or "").marks} <= {
        *("quote", "strong", "emphasis", "subtext")
    }
    assert all(width(message) <= 2000 for message in answer_messages(answer, "de"))
    for citation in answer.citations or answer.nearest:
        evidence, text = citation.evidence, citation.article.text
        assert citation.excerpt == text[evidence.start : evidence.end]
        start, end = evidence.answer
        assert evidence.start <= start < end <= evidence.end
        assert start <= citation.sentence.span.start < end
    more = library.asker.nearest(answer.asked, [SHARED], 3)
    assert width(passages_embed(question, more, "de", 0, 1).description or "") <= 4096


def of_its_first_quote(answer: Answer, corpus: Corpus) -> Context:
    citation = answer.citations[0]
    article, (start, end) = citation.article, citation.evidence.answer
    found = context(Quote(1, article.id, article.revision, 1, start, end), corpus, [SHARED])
    assert found is not None
    return found


@pytest.mark.parametrize("shape", ["a list of 400 items", "400 items apart"])
def test_all_of_a_long_list_is_a_tap_away(shape: str, answered: Answered, corpus: Corpus) -> None:
    answer = answered("Welche Zutaten sind es?", SHAPES[shape], "Zutat 7:")
    shown = answer_embed(answer, "de").description or ""
    assert "Zutat 1:" in shown
    assert "-# … und 380 weitere, zu sehen unter „Kontext“" in shown

    around = of_its_first_quote(answer, corpus)
    assert around.sentence.startswith("- Zutat 1:")
    assert around.following == ""
    parts = pieces(around)
    pages = [context_embed(part, "de").description or "" for part in parts]
    assert all(width(page) <= 4096 for page in pages)
    told = "\n".join(read(page).text for page in pages)
    assert [number for number in range(1, 401) if f"Zutat {number}:" not in told] == []


def test_a_context_is_divided_at_the_ends_of_lines(answered: Answered, corpus: Corpus) -> None:
    answer = answered("Welche Zutaten sind es?", SHAPES["a list of 400 items"], "Zutat 7:")
    around = of_its_first_quote(answer, corpus)

    parts = pieces(around)

    assert len(parts) > 2
    assert "".join(part.after for part in parts) == around.after
    assert all(part.after.startswith("\n- Zutat") for part in parts)
    assert [part.previous for part in parts[1:]] == [""] * (len(parts) - 1)
