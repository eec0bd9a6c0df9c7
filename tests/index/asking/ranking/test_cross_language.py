"""Questions in one language on articles in another: pairing, what is wrong with a pair, figures."""

import json
import math
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from index.cli import main_group
from index.embedders.base import Vectors, unit_rows
from index.embedders.recipe import Recipe
from index.evaluation.errors import (
    EvaluationError,
    OtherQuestionsError,
    OtherQuestionsInvalidError,
    QuestionSetUnreadableError,
    QuestionsUnpairedError,
)
from index.evaluation.metrics import unit_figures
from index.evaluation.questions import EvaluationQuestion, QuestionSet, read_question_set
from index.models import Draft
from tests.benchmarks.vectors import ask_vectors

Asked = list[tuple[str, str, int]]


def document(*articles: list[tuple[str, Asked]]) -> dict[str, Any]:
    """Make articles of paragraphs with questions of (id, question, start of the answer)."""
    return {
        "data": [
            {
                "paragraphs": [
                    {
                        "context": context,
                        "qas": [
                            {"id": key, "question": text, "answers": [{"answer_start": start}]}
                            for key, text, start in asked
                        ],
                    }
                    for context, asked in paragraphs
                ]
            }
            for paragraphs in articles
        ]
    }


RHINE = "Der Rhein entspringt in den Alpen. Er mündet bei Rotterdam in die Nordsee."
BRIDGE = "Die Göltzschtalbrücke besteht aus Ziegeln. Sie wurde 1851 fertig."
HALLEY = "Der Komet Halley kehrt alle 76 Jahre zurück. Zuletzt kam er 1986."

GERMAN = document(
    [
        (RHINE, [("r1", "Wo mündet der Rhein?", 48), ("r2", "Wo entspringt der Rhein?", 24)]),
        (BRIDGE, [("b", "Woraus besteht die Göltzschtalbrücke?", 34)]),
    ],
    [(HALLEY, [("h", "Wie oft kehrt Halley zurück?", 23)])],
)
# Where its answers start, and how its texts divide into sentences, differs.
ENGLISH = document(
    [
        (
            "From the Alps, the Rhine flows to Rotterdam.",
            [("r1", "Where does the Rhine end?", 34), ("r2", "Where does the Rhine rise?", 9)],
        ),
        ("Bricks. That is the Göltzsch Viaduct.", [("b", "What is the viaduct made of?", 0)]),
    ],
    [("It returns. Halley takes 76 years.", [("h", "How often does Halley return?", 25)])],
)


def changed(change: Callable[[list[Any]], object]) -> dict[str, Any]:
    """Return the English document with other data."""
    other = deepcopy(ENGLISH)
    change(other["data"])
    return other


def saved(path: Path, content: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, articles: object, questions: object) -> QuestionSet:
    return read_question_set(
        saved(folder / "de.json", articles), saved(folder / "en.json", questions)
    )


def evaluate(folder: Path, *arguments: str | Path) -> Result:
    options = ["--data-dir", str(folder / "data"), *map(str, arguments)]
    return CliRunner().invoke(main_group, ["index", "eval", *options])


# Pairing


def test_questions_in_other_words_keep_the_articles_and_what_is_right(tmp_path: Path) -> None:
    found = read(tmp_path, GERMAN, ENGLISH)

    assert [(q.text, *q.expected, q.cluster) for q in found.questions] == [
        (
            "Where does the Rhine end?",
            "Er mündet bei Rotterdam in die Nordsee.",
            "article-1",
        ),
        ("Where does the Rhine rise?", "Der Rhein entspringt in den Alpen.", "article-1"),
        (
            "What is the viaduct made of?",
            "Die Göltzschtalbrücke besteht aus Ziegeln.",
            "article-1",
        ),
        (
            "How often does Halley return?",
            "Der Komet Halley kehrt alle 76 Jahre zurück.",
            "article-2",
        ),
    ]
    alone = read_question_set(tmp_path / "de.json")
    assert found.articles == alone.articles
    assert [q.places for q in found.questions] == [q.places for q in alone.questions]
    assert (found.name, found.others) == ("de.json", "en.json")
    assert (alone.name, alone.others) == ("de.json", None)


def test_either_language_may_be_that_of_the_articles(tmp_path: Path) -> None:
    found = read(tmp_path, ENGLISH, GERMAN)

    assert [(q.text, *q.expected) for q in found.questions] == [
        ("Wo mündet der Rhein?", "From the Alps, the Rhine flows to Rotterdam."),
        ("Wo entspringt der Rhein?", "From the Alps, the Rhine flows to Rotterdam."),
        ("Woraus besteht die Göltzschtalbrücke?", "Bricks."),
        ("Wie oft kehrt Halley zurück?", "Halley takes 76 years."),
    ]


def test_questions_without_ids_belong_together_by_their_order(tmp_path: Path) -> None:
    german = document([(RHINE, [("", "Wo mündet er?", 48), ("", "Wo entspringt er?", 24)])])
    english = document([("?", [("", "Where does it end?", 0), ("", "Where does it rise?", 0)])])

    found = read(tmp_path, german, english)

    assert [(q.text, *q.expected) for q in found.questions] == [
        ("Where does it end?", "Er mündet bei Rotterdam in die Nordsee."),
        ("Where does it rise?", "Der Rhein entspringt in den Alpen."),
    ]


def test_files_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    german = saved(tmp_path / "de" / "dev.json", GERMAN)
    english = saved(tmp_path / "en" / "dev.json", ENGLISH)

    found = read_question_set(german, english)

    assert (found.name, found.others) == (str(german), str(english))


# What is wrong with a pair


@pytest.mark.parametrize(
    ("other", "english", "german"),
    [
        (
            changed(lambda data: data.pop()),
            "articles: 1 instead of 2",
            "Artikel: 1 statt 2",
        ),
        (
            changed(lambda data: data[0]["paragraphs"].pop()),
            "paragraphs of article 1: 1 instead of 2",
            "Absätze in Artikel 1: 1 statt 2",
        ),
        (
            changed(lambda data: data[1]["paragraphs"][0]["qas"].append({"question": "?"})),
            "questions about paragraph 1 of article 2: 2 instead of 1",
            "Fragen zu Absatz 1 in Artikel 2: 2 statt 1",
        ),
        (
            changed(lambda data: data[0]["paragraphs"][0]["qas"].reverse()),
            "id of question 1 about paragraph 1 of article 1: “r2” instead of “r1”",
            "Kennung von Frage 1 zu Absatz 1 in Artikel 1: „r2“ statt „r1“",
        ),
        (
            changed(lambda data: data[0]["paragraphs"][1]["qas"][0].pop("id")),
            "id of question 1 about paragraph 2 of article 1: “” instead of “b”",
            "Kennung von Frage 1 zu Absatz 2 in Artikel 1: „“ statt „b“",
        ),
    ],
)
def test_a_file_with_other_questions_is_refused_with_the_first_difference(
    tmp_path: Path, other: object, english: str, german: str
) -> None:
    with pytest.raises(QuestionsUnpairedError) as caught:
        read(tmp_path, GERMAN, other)

    own, others = tmp_path / "de.json", tmp_path / "en.json"
    assert caught.value.text("en") == (
        f"The questions of {others} don't belong to the articles of {own}: {english}. "
        "Nothing was measured; name the same set in other words or another language."
    )
    assert caught.value.text("de") == (
        f"Die Fragen aus {others} gehören nicht zu den Artikeln aus {own}: {german}. "
        "Gemessen wurde nichts; nenn dieselben Fragen in anderen Worten oder einer anderen Sprache."
    )


@pytest.mark.parametrize(
    ("articles", "questions", "error", "named"),
    [
        ({"question": "Wer?"}, ENGLISH, OtherQuestionsError, "de.json"),
        ("", ENGLISH, OtherQuestionsError, "de.json"),
        (GERMAN, {"question": "Who?"}, OtherQuestionsInvalidError, "en.json"),
        (GERMAN, '{"question": "A?"}\n{"question": "B?"}', OtherQuestionsInvalidError, "en.json"),
        (GERMAN, "Who?", OtherQuestionsInvalidError, "en.json"),
        (GERMAN, "", OtherQuestionsInvalidError, "en.json"),
    ],
)
def test_lines_of_questions_are_refused_on_either_side(
    tmp_path: Path, articles: object, questions: object, error: type[EvaluationError], named: str
) -> None:
    with pytest.raises(error) as caught:
        read(tmp_path, articles, questions)

    for language in ("de", "en"):
        assert str(tmp_path / named) in caught.value.text(language)
        assert "--questions" in caught.value.text(language)
    assert caught.value.text("de") != caught.value.text("en")


def test_other_questions_that_are_not_there_are_named(tmp_path: Path) -> None:
    german = saved(tmp_path / "de.json", GERMAN)

    with pytest.raises(QuestionSetUnreadableError, match=r"nowhere\.json.*No such file"):
        read_question_set(german, tmp_path / "nowhere.json")


# The command


def test_the_command_measures_and_names_both_files(tmp_path: Path) -> None:
    german = saved(tmp_path / "de.json", GERMAN)
    names = document(
        [
            ("", [("r1", "Rotterdam?", 0), ("r2", "Alpen?", 0)]),
            ("", [("b", "Göltzschtalbrücke?", 0)]),
        ],
        [("", [("h", "Rotterdam or Nordsee?", 0)])],
    )
    english = saved(tmp_path / "en.json", names)

    done = evaluate(tmp_path, "--json", german, "--questions", english)

    assert done.exit_code == 0
    figures = json.loads(done.stdout)
    assert (figures["file"], figures["questions_file"]) == ("de.json", "en.json")
    assert (figures["questions"], figures["answerable"], figures["articles"]) == (8, 4, 2)
    # The last question is one about the first article, asked as if it were about the second.
    assert figures["passages"]["recall@1"] == 0.75
    assert figures["sentences"]["recall@1"] == 0.75
    # Of two articles, draws without the second and draws of it alone are both likely.
    assert figures["intervals"]["passages"]["recall@1"] == [0.0, 1.0]


def test_table_and_page_name_both_files(tmp_path: Path) -> None:
    german, english = saved(tmp_path / "de.json", GERMAN), saved(tmp_path / "en.json", ENGLISH)
    page = tmp_path / "report.html"

    done = evaluate(tmp_path, german, "--questions", english, "--report", page)

    assert done.exit_code == 0
    assert "Questions of en.json on the articles of de.json · questions: 8" in done.stdout
    source = page.read_text(encoding="utf-8")
    assert "<title>Evaluation · Questions of en.json on the articles of de.json</title>" in source
    assert "Where does the Rhine end?" in source


def test_the_command_measures_nothing_if_the_files_do_not_fit(tmp_path: Path) -> None:
    german = saved(tmp_path / "de.json", GERMAN)
    other = saved(tmp_path / "en.json", changed(lambda data: data.pop()))
    page = tmp_path / "report.html"

    done = evaluate(tmp_path, german, "--questions", other, "--report", page)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "articles: 1 instead of 2" in done.stderr
    assert not page.exists()
    assert not (tmp_path / "data").exists()


# The vectors alone, as the benchmark prints them


class Counting:
    """Counts four words; the words of both languages share a dimension."""

    name = fingerprint = "counting"
    recipe = Recipe("builtin")
    quick = True
    dimension = 4
    semantic = True
    words = (("rot", "red"), ("blau", "blue"), ("grün", "green"), ("gelb", "yellow"))

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        counts = [[sum(map(text.lower().count, pair)) for pair in self.words] for text in texts]
        return unit_rows(np.array(counts, dtype=np.float32))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_documents(texts)


def test_passages_rank_by_their_cosine_and_by_half_that_of_their_best_sentence(
    tmp_path: Path,
) -> None:
    # Cosines to "red": the first passage's 1/√2, of its sentences at most the same; the second's
    # 1/√3, of its sentences at most 1. So the first leads by its own, 0.707 to 0.577, and the
    # second with half of the sentence's, 1.077 to 1.061.
    german = document(
        [
            ("Rot und blau ist es. Blau und rot ist es.", [("1", "Was ist rot?", 0)]),
            ("Es ist rot. Es ist blau. Es ist grün.", [("2", "Ist es rot?", 0)]),
        ],
        [("Gelb ist es.", [("3", "Was ist gelb?", 0)])],
    )
    english = document(
        [("", [("1", "What is red?", 0)]), ("", [("2", "Is it red?", 0)])],
        [("", [("3", "What is yellow?", 0)])],
    )

    found = ask_vectors(read(tmp_path, german, english), Counting())

    ranks = {name: [o.passage_rank for o in outcomes] for name, outcomes in found.items()}
    assert ranks == {
        "vectors: passage": [1, 2, 1],
        "vectors: passage + ½ sentence": [2, 1, 1],
    }
    figures = unit_figures(found["vectors: passage"], "passages")
    assert figures["recall@1"].value == pytest.approx(2 / 3)
    assert figures["ndcg@10"].value == pytest.approx((2 + 1 / math.log2(3)) / 3)
    # Whole articles are drawn: both questions of the first, or neither.
    assert (figures["recall@1"].low, figures["recall@1"].high) == (0.5, 1.0)


def test_a_question_that_nothing_answers_has_no_rank_by_vectors() -> None:
    articles = {"a": Draft(text="Rot ist es.", title="T", language="de")}
    question = EvaluationQuestion("Was ist rot?")

    found = ask_vectors(QuestionSet("q", (question,), articles), Counting())

    assert [o.passage_rank for o in found["vectors: passage"]] == [None]
