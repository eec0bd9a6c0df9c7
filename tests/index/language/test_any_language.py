"""Articles and questions in any language: none ends in an error, and excerpts are verbatim."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from index.articles import draft_from_bytes
from index.asking.answers import Answer
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from tests.index.language.articles import ARTICLES, ShortArticle
from tests.models import BUILTIN

ADA = Author("operator:ada")
Make = Callable[..., Draft]

LANGUAGES = [article.language for article in ARTICLES]


@pytest.fixture(scope="module")
def polyglot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with an article in each language, added as a file is."""
    folder = tmp_path_factory.mktemp("polyglot")
    with closing(
        Library.open(Settings(data_dir=folder / "data", seeds_dir=folder, embedder=BUILTIN))
    ) as library:
        for article in ARTICLES:
            library.add(draft_from_bytes(article.text.encode(), source=article.town), ADA)
        yield library


def shown(answer: Answer) -> list[str]:
    """Return the languages of what is shown, having compared it with the text."""
    citations = answer.citations or answer.nearest
    for citation in citations:
        start, end = citation.evidence.start, citation.evidence.end
        assert citation.article.text[start:end] == citation.excerpt
    return [citation.article.language for citation in citations]


def test_the_language_of_each_is_told_and_the_index_is_as_it_should_be(polyglot: Library) -> None:
    entries = polyglot.catalogue.articles()
    found = [polyglot.corpus.article(entry.id) for entry in entries]

    assert {(article.language, article.text) for article in found} == {
        (article.language, article.text) for article in ARTICLES
    }
    assert polyglot.indexer.verify() == []


@pytest.mark.parametrize("article", ARTICLES, ids=LANGUAGES)
def test_a_question_in_its_own_language_finds_an_article(
    polyglot: Library, article: ShortArticle
) -> None:
    answer = polyglot.ask(article.question)

    assert shown(answer)[0] == article.language
    assert not answer.abstained


@pytest.mark.parametrize(
    "question",
    [
        "Wer eröffnete die neue Brücke in {town}?",
        "Who opened the new bridge in {town}?",
        "Wann wurde {town} eröffnet?",
        "How long is the bridge in {town}?",
    ],
)
@pytest.mark.parametrize("article", ARTICLES, ids=LANGUAGES)
def test_a_german_or_english_question_about_it_ends_in_no_error(
    polyglot: Library, article: ShortArticle, question: str
) -> None:
    assert shown(polyglot.ask(question.format(town=article.town)))


@pytest.mark.parametrize(
    "language", ["", "xx", "nb", "NO", "zxx", "zh-Hant", "sr_Latn", "DE", "deutsch", "../de", "é"]
)
def test_an_article_with_a_strange_code_can_be_added_and_asked(
    library: Library, draft: Make, language: str
) -> None:
    library.add(draft("Elif Kaya opened the bridge on 12 May 2019.", language=language), ADA)
    library.add(draft("Ein anderer Text über etwas anderes.", language="de"), ADA)

    answer = library.ask("Who opened the bridge?")

    assert answer.citations[0].excerpt == "Elif Kaya opened the bridge on 12 May 2019."
    assert answer.citations[0].answering[1] == "Elif Kaya"
    assert library.indexer.verify() == []


def test_a_line_of_names_taken_for_turkish_does_not_end_other_questions(library: Library) -> None:
    names = draft_from_bytes(b"Vorstand: Elif Kaya, Murat Demir", source="a")
    bridge = "Die Brücke wurde von Anna Schmidt eröffnet."
    library.add(names, ADA)
    library.add(draft_from_bytes(bridge.encode(), source="b"), ADA)

    answer = library.ask("Wer eröffnete die Brücke?")

    assert names.language == "tr"
    assert answer.citations[0].excerpt == bridge
