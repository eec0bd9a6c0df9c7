"""What keeps a post from being answered though a sentence has nearly all of its words."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.helping.decision import decide
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.models import BUILTIN

BREWING = Draft(
    "Gebraut wird im Kupferkessel, den ihr aus sieben Kupferblechen und einem Dreibein baut. "
    "Ein Trank gegen Kälte braucht zehn Minuten im Kessel.",
    "Tränke",
    "de",
)
RUN = Draft(
    "Beim Spendenlauf kamen viele Kinder. Zwei Drittel davon gehen an das Kinderhospiz, mit dem "
    "Rest bauen wir die Kletterwand auf dem Hof wieder auf.",
    "Spendenlauf",
    "de",
)
SERVER = Draft(
    "The server costs 74 euros a month, and the donations are shown on the board at spawn.",
    "Server",
    "en",
)
CLAIM = Draft("Ein Grundstück verfällt nach 60 Tagen ohne Besuch.", "Regeln", "de", date="2026-01")
NEWER = Draft(
    "Neues im April: Ein Grundstück verfällt ohne Besuch nicht mehr so bald.",
    "Neues",
    "de",
    date="2026-04",
)


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("club") / "data"
    settings = Settings(data_dir=folder, embedder=BUILTIN, seeds_dir=None)
    with closing(Library.open(settings)) as library:
        for draft in (BREWING, RUN, SERVER, CLAIM, NEWER):
            library.add(draft, Author("operator:ada"))
        yield library


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # No form tells what something is made of.
        ("Dreibein", "Moin, woraus macht man das Dreibein für den Kessel?"),
        # Any number can be meant.
        ("Kletterwand", "Hallo, wie hoch ist die Kletterwand auf dem Hof?"),
        # A newer article speaks of the same.
        ("Grundstück", "Nach wie vielen Tagen ohne Besuch verfällt ein Grundstück?"),
        # Of another time.
        ("Donations", "Hi, how much was donated to the server last month?"),
    ],
)
def test_what_has_the_words_but_not_what_is_asked_for_answers_no_post(
    club: Library, title: str, text: str
) -> None:
    assert decide(club, text, SHARED, title) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Moin, wie lange braucht ein Trank gegen Kälte im Kessel?", "zehn Minuten"),
        ("Hi, how much does the server cost a month?", "74 euros"),
    ],
)
def test_what_has_both_answers(club: Library, text: str, shown: str) -> None:
    answer = decide(club, text, SHARED)
    assert answer is not None
    assert shown in answer.citations[0].sentence.text
    assert answer.outcome == "answer"
    assert answer.revision == club.corpus.revision()
