import pytest

from index.asking.questions.small_talk import Talk
from index.asking.questions.talk import talk_in


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
