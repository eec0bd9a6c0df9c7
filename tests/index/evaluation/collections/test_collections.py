"""The collections with questions are what their README says."""

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.articles.documents import Document, read_document
from index.articles.metadata import NOTHING_KNOWN
from index.config import IngestSettings
from index.evaluation.questions import read_question_set

COLLECTIONS = Path(__file__).resolve().parents[3] / "collections"
NAMES = ("campaign", "school", "software", "townhall")
LATER = ("gameserver", "makerspace", "sportsclub", "held_out/orchestra", "held_out/radio")
"""With more paraphrases, and at least two of the other kinds."""
LANGUAGES = ("es", "fr", "ja", "nl", "pl", "tr")

ANSWERED = {
    "near",
    "paraphrase",
    "keyword",
    "yesno",
    "howto",
    "comparison",
    "latest",
    "number",
    "list",
    "crosslang",
    "typo",
}
UNANSWERED = {"none-attribute", "none-year", "none-entity", "none-premise", "none-far"}


@cache
def stored_texts(name: str) -> tuple[str, ...]:
    """Return the texts stored of a collection's documents."""
    return tuple(
        read_document(
            Document(path.read_bytes(), path.name), NOTHING_KNOWN, IngestSettings()
        ).draft.text
        for path in sorted((COLLECTIONS / name / "documents").iterdir())
    )


def lines(name: str, file: str) -> list[Any]:
    text = (COLLECTIONS / name / file).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def missing(name: str, asked: list[Any]) -> list[str]:
    """Return the excerpts that stand in none of a collection's texts, or in more than one place."""
    excerpts = [excerpt for question in asked for excerpt in question["excerpts"]]
    found = {e: sum(text.count(e) for text in stored_texts(name)) for e in excerpts}
    return [excerpt for excerpt, times in found.items() if times != 1]


@pytest.mark.parametrize("name", NAMES + LATER)
def test_each_excerpt_stands_in_one_place_of_the_stored_texts(name: str) -> None:
    turns = [turn for chain in lines(name, "chains.jsonl") for turn in chain["turns"]]
    assert missing(name, lines(name, "questions.jsonl") + turns) == []


@pytest.mark.parametrize(
    ("name", "least", "paraphrases"),
    [(name, 3, 6) for name in NAMES] + [(name, 2, 13) for name in LATER],
)
def test_38_questions_of_all_kinds_have_an_answer_and_22_have_none(
    name: str, least: int, paraphrases: int
) -> None:
    questions = lines(name, "questions.jsonl")
    answered = Counter(question["kind"] for question in questions if question["excerpts"])
    unanswered = Counter(question["kind"] for question in questions if not question["excerpts"])
    assert (answered.total(), unanswered.total()) == (38, 22)
    assert answered.keys() == ANSWERED
    assert unanswered.keys() == UNANSWERED
    assert min(answered.values()) >= least
    assert answered["paraphrase"] >= paraphrases
    assert len({question["question"] for question in questions}) == 60


@pytest.mark.parametrize("name", NAMES + LATER)
def test_ten_chains_have_three_or_four_turns(name: str) -> None:
    chains = lines(name, "chains.jsonl")
    assert len(chains) == 10
    assert {len(chain["turns"]) for chain in chains} <= {3, 4}
    assert any(not turn["excerpts"] for chain in chains for turn in chain["turns"][:-1])


@pytest.mark.parametrize("name", NAMES + LATER)
def test_the_evaluation_reads_the_questions(name: str) -> None:
    asked = read_question_set(COLLECTIONS / name / "questions.jsonl").questions
    assert len(asked) == 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_five_articles_seven_questions_that_they_answer_and_five_others(
    language: str,
) -> None:
    name = f"languages/{language}"
    questions = lines(name, "questions.jsonl")
    asked_in = Counter(question["language"] for question in questions)

    assert len(stored_texts(name)) == 5
    assert missing(name, questions) == []
    assert [bool(question["excerpts"]) for question in questions].count(True) == 7
    assert asked_in == {language: 10, "de": 1, "en": 1}


def table(name: str) -> list[list[str]]:
    with (COLLECTIONS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_each_pair_has_a_near_paragraph_and_one_that_answers() -> None:
    header, *rows = table("near_topic_pairs.tsv")
    assert header == ["language", "kind", "question", "near", "answer"]
    assert len(rows) == 60
    assert all(len(row) == 5 and all(row) for row in rows)
    assert Counter(row[0] for row in rows) == {"de": 30, "en": 30}
    assert {row[1] for row in rows} == {"attribute", "entity", "year", "reason", "procedure"}
    assert len({paragraph for row in rows for paragraph in row[3:]}) == 120


def test_each_pair_of_questions_is_about_a_document_that_answers_one_of_them() -> None:
    header, *rows = table("near_topic_questions.tsv")
    assert header == ["language", "document", "kind", "question", "answer", "near"]
    assert all(len(row) == 6 and all(row) for row in rows)
    assert Counter(row[0] for row in rows) == {"de": 30, "en": 30}
    assert {row[2] for row in rows} == {"attribute", "entity", "year", "premise", "procedure"}
    assert len({question for row in rows for question in (row[3], row[5])}) == 120
    assert [row[4] for row in rows if stored_text(row[1]).count(row[4]) != 1] == []


def test_the_pairs_of_questions_are_in_no_collection() -> None:
    collected = {q["question"] for name in NAMES for q in lines(name, "questions.jsonl")}
    rows = table("near_topic_questions.tsv")[1:]
    assert collected.isdisjoint(question for row in rows for question in (row[3], row[5]))


def stored_text(document: str) -> str:
    collection, _, name = document.partition("/")
    names = sorted(path.name for path in (COLLECTIONS / collection / "documents").iterdir())
    return stored_texts(collection)[names.index(name)]


@pytest.mark.parametrize(
    ("name", "answered", "others"),
    [
        ("help_posts.jsonl", 64, 60),
        ("held_out/help_posts.jsonl", 30, 30),
        ("held_out/help_posts_later.jsonl", 30, 30),
        ("held_out/help_posts_latest.jsonl", 30, 30),
    ],
)
def test_posts_of_help_channels_have_answers_that_stand_in_their_collections(
    name: str, answered: int, others: int
) -> None:
    posts = lines(".", name)
    assert Counter(bool(post["answers"]) for post in posts) == {True: answered, False: others}
    assert len({post["id"] for post in posts}) == len({post["text"] for post in posts})
    missed = [
        answer
        for post in posts
        for answer in post["answers"]
        if not any(answer in text for text in stored_texts(post["collection"]))
    ]
    assert missed == []
