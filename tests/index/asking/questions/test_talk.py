import csv
from pathlib import Path

import pytest

from index.asking.errors import NoQuestionError, QuestionEmptyError
from index.asking.questions.question import clean_question
from index.asking.questions.small_talk import Talk
from index.asking.questions.talk import talk_in

WRITTEN = Path(__file__).resolve().parents[3] / "collections" / "small_talk.tsv"
UNREAD = "6"
"""Whose texts nothing was made with."""


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("hi", "about"),
        ("Hallo zusammen!", "about"),
        ("wer bist du?", "about"),
        ("What can you do?", "about"),
        ("hilfe", "about"),
        ("help me pls", "about"),
        ("wie geht's dir?", "about"),
        ("danke, hat geklappt!", "about"),
        ("ok thanks, well done bot", "about"),
        ("dummer Bot", "about"),
        ("shut up", "about"),
        ("Bist du ein Mensch oder eine Maschine?", "about"),
        ("tell me a joke", "about"),
        ("Test 1 2 3", "about"),
        ("heyyyy", "about"),
        ("bis morgen!", "about"),
        ("where do you get your answers from?", "sources"),
        ("was kann man dich so fragen?", "sources"),
        ("HELP!", "about"),
        ("welche Quellen hast du?", "sources"),
        ("What can I ask you?", "sources"),
        ("What's new?", "news"),
        ("Hey, was gibt’s Neues?", "news"),
        ("Was ist neu?", "news"),
        ("sorry, war nicht so gemeint", "about"),
        ("du bist der beste bot überhaupt", "about"),
        ("Na, wie war dein Tag?", "about"),
        ("Wer hat dich eigentlich gebaut?", "about"),
        ("Sehr freundlich von Ihnen.", "about"),
        ("dnake schöön", "about"),
        ("r u still there??", "about"),
        ("that was actually pretty impressive", "about"),
        ("never mind, found it", "about"),
        ("hahahahaha ich kann nicht mehr", "about"),
        ("how do I use you lol", "about"),
        ("hey, aus welchen quellen liest du?", "sources"),
    ],
)
def test_what_is_said_to_whoever_answers_is_talk(text: str, talk: Talk) -> None:
    assert talk_in(text) == talk


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What's new in version 3?",
        "Was ist neu im Freibad?",
        "Who are you playing against on Sunday?",
        "Welche Quellen hat der Fluss?",
        "Wer hilft mir bei der Anmeldung?",
        "hi, when does it open?",
        "hilfe " * 20,
        "hilfe beim Anmelden",
        "ok danke, und wann öffnet es?",
        "Wie geht es den Kindern?",
        "thanks! and what about Sundays?",
        "Bist du im Verein?",
        "Is it working on Sundays?",
        "funktioniert der Aufzug?",
        "good bot commands",
        "was ist ein Test?",
        "ok und wo genau",
        "danke und sonntags",
        "haben wir morgen einen test",
        "was weißt du darüber",
        "kannst du mir sagen wann das ist",
        "hey is it on tonight",
        "thanks, can i come again tomorrow",
        "is there a test tomorrow",
        "how does it work?",
        "do you need a computer",
        "can you sleep there",
    ],
)
def test_a_question_about_the_articles_is_none(text: str) -> None:
    assert talk_in(text) is None


@pytest.mark.parametrize("text", ["danke!", "vielen Dank", "thanks!", "thank you so much", "yes"])
def test_who_only_thanks_or_agrees_is_not_told_who_answers(text: str) -> None:
    assert talk_in(text) is None
    with pytest.raises(NoQuestionError):
        clean_question(text, 500)


def written(kind: str, author: str | None = None) -> list[str]:
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [r["text"] for r in rows if r["kind"] == kind and author in {None, r["author"]}]


def is_talk(text: str) -> bool:
    try:
        clean_question(text, 500)
    except (NoQuestionError, QuestionEmptyError):
        return True
    return talk_in(text) is not None


def test_of_what_nobody_who_made_the_lists_has_read_55_of_60_are_talk() -> None:
    texts = written("talk", UNREAD)
    assert (sum(map(is_talk, texts)), len(texts)) == (55, 60)


def test_none_of_600_questions_is_taken_for_talk() -> None:
    questions = written("question")
    assert len(questions) == 600
    assert [text for text in questions if is_talk(text)] == []
