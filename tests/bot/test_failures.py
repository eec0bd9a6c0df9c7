"""What people are told of errors: nothing of the operator's machine, nothing that formats."""

from collections.abc import Callable
from pathlib import Path

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.failures import SOMETHING_WRONG, Recipient, explain
from index.articles.errors import ArticleArchiveError, ArticleEmptyError
from index.asking.answers import Answer
from index.corpus.errors import (
    ArticleAlreadyRemovedError,
    ArticleUnknownError,
    ChangeNotUndoableError,
    DataDirUnwritableError,
)
from index.errors import ArticleError, BelegbotError
from index.i18n import N_, Message
from index.indexing.errors import IndexBusyError, IndexLateError, IndexUnwritableError
from index.library import Library
from tests.bot.discord.markdown import read
from tests.bot.shown import last
from tests.bot.sources.sourcing import told

PDF = b"%PDF-1.7 " + b"x" * 1_000_000


class NestingError(ArticleError):
    """An error whose text for everybody tells of another one."""

    message = public = Message("Nothing was stored: {reason}")


def to_moderators(error: BaseException) -> str:
    return explain(error, Recipient.MODERATOR, "en")


def test_names_are_shown_as_they_are() -> None:
    name = "**a** [x](https://evil.example) @everyone.txt"
    text = to_moderators(ArticleArchiveError(source=name))
    shown = read(text)
    assert shown.text.startswith(f"“{name}” is an archive or an office document.")
    assert shown.marks == []


def test_what_reorders_or_hides_letters_is_taken_out() -> None:
    text = to_moderators(ArticleArchiveError(source="\u202etxt.exe\u200b"))
    assert text.startswith("“txt.exe” is an archive")


def test_long_names_are_cut() -> None:
    assert len(to_moderators(ArticleArchiveError(source="ab " * 4000))) < 600


def test_reasons_of_our_own_are_translated() -> None:
    error = ChangeNotUndoableError(revision=3, reason=N_("there is no such change"))
    text = explain(error, Recipient.MODERATOR, "de")
    assert text == (
        "Änderung 3 lässt sich nicht zurücknehmen: diese Änderung gibt es nicht. Nichts wurde "
        "geändert; **/quelle verlauf** zeigt, was geändert wurde."
    )


def test_an_error_within_an_error_is_told_by_the_same_rule() -> None:
    full = IndexUnwritableError(path=Path("/srv/geheim"), reason="full")

    assert to_moderators(NestingError(reason=IndexBusyError(seconds=60))) == (
        "Nothing was stored: The index has been busy for over 60 seconds. The articles are "
        "unharmed; try again in a moment."
    )
    assert "/srv" not in to_moderators(NestingError(reason=full))
    for other in (OSError("/srv/geheim"), ArticleEmptyError(source=Path("/srv/geheim"))):
        assert to_moderators(NestingError(reason=other)) == SOMETHING_WRONG


def test_a_path_in_the_place_of_a_name_is_told_nobody() -> None:
    assert to_moderators(ArticleEmptyError(source=Path("/srv/geheim"))) == SOMETHING_WRONG


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            ArticleUnknownError(article="k3"),
            (
                "This source no longer exists. Nothing was changed; **/source list** shows what "
                "there is."
            ),
        ),
        (
            ArticleAlreadyRemovedError(article="k3"),
            (
                "This source is removed already. Nothing was changed; **/source restore** brings "
                "it back."
            ),
        ),
        (
            IndexLateError(reason=IndexBusyError(seconds=9)),
            (
                "The change is stored, but answers don't know of it yet: the index couldn't "
                "follow, and it was logged. I go on trying."
            ),
        ),
    ],
)
def test_moderators_are_told_of_their_own_commands(error: BelegbotError, text: str) -> None:
    assert to_moderators(error) == text
    assert explain(error, Recipient.MEMBER, "en") == SOMETHING_WRONG


async def test_a_moderator_whose_file_is_too_large_is_told_what_they_can_do(
    bot: Belegbot, channel: ChannelHandle, moderator: MemberActor
) -> None:
    limits = bot.library.settings.ingest.model_copy(update={"max_megabytes": 1})
    bot.library.settings = bot.library.settings.model_copy(update={"ingest": limits})

    said = told(await moderator.slash(channel, "source add", file=("Plan.pdf", PDF)))

    assert said == (
        "“Plan.pdf” is larger than 1 MB. Nothing was stored; add a smaller part of it, or ask the "
        "operator for a higher limit."
    )


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that can't be written, as a full disk makes it."""

    def ask(*_: object) -> Answer:
        raise DataDirUnwritableError(path=Path("/srv/geheim"), reason="disk is full")

    monkeypatch.setattr(Library, "ask", ask)


@pytest.mark.usefixtures("broken")
async def test_the_same_failure_is_told_to_each_as_they_may_read_it(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    caplog: pytest.LogCaptureFixture,
    speak: Callable[[str], None],
) -> None:
    speak("de")
    [to_alice] = (await alice.slash(channel, "ask", question="Wann?")).followups
    [to_mod] = (await moderator.slash(channel, "ask", question="Wann?")).followups

    assert env.errors
    assert to_alice.content.startswith("Da ist etwas schiefgegangen")
    assert to_mod.content.startswith("In die Sammlung lässt sich nicht schreiben. Nichts wurde")
    assert "/srv/geheim can't be written: disk is full" in caplog.text


@pytest.mark.usefixtures("broken")
async def test_what_everybody_in_the_channel_reads_is_for_members(
    bot: Belegbot, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await moderator.send(channel, f"{bot.me.mention} When?")

    assert last(channel).content == SOMETHING_WRONG
