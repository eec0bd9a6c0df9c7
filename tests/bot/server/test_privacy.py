"""`/privacy`: everybody sees, takes away and erases what is kept of them, and of nobody else."""

import json

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.memory.persons import Persons
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.errors import CorpusBusyError
from index.library import Library
from tests.bot.asking.test_ask import QUESTION, UNANSWERED, Speak
from tests.bot.asking.test_buttons import Again, labels
from tests.bot.shown import embed_of
from tests.bot.sources.sourcing import add_text

RULES = {
    "de": (
        "Was ich über dich speichere, und wie lange",
        "- Was du mich fragst, mit meiner Antwort, wo und wann: 365 Tage.",
        ["Meine mitnehmen", "Meine löschen"],
        "Fragen mit ihren Antworten: 1",
    ),
    "en-US": (
        "What I keep of you, and for how long",
        "- What you ask me, with my answer, where and when: 365 days.",
        ["Export mine", "Erase mine"],
        "questions with their answers: 1",
    ),
}


@pytest.mark.parametrize("language", RULES)
async def test_it_says_what_is_kept_for_how_long_and_what_there_is(
    channel: ChannelHandle, alice: MemberActor, speak: Speak, language: str
) -> None:
    title, rule, buttons, there = RULES[language]
    speak(language)
    nothing = await alice.slash(channel, "privacy")
    await alice.slash(channel, "ask", question=QUESTION)

    result = await alice.slash(channel, "privacy")

    assert nothing.ephemeral
    assert result.ephemeral
    assert labels(nothing.response) == []
    assert labels(result.response) == buttons
    embed = embed_of(result.response)
    assert embed.title == title
    assert (embed.description or "").startswith(rule)
    assert "365" not in (embed.description or "").split("\n")[1]  # of help channels there are none
    assert (embed.fields[0].value or "").split("\n")[0] == there


async def test_what_is_exported_is_ones_own_and_for_oneself(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor, again: Again
) -> None:
    await alice.slash(channel, "ask", question=QUESTION)
    await bob.slash(channel, "ask", question=UNANSWERED)
    shown = await alice.slash(channel, "privacy")
    await again()

    exported = await press(alice, shown, "export")

    assert exported.ephemeral
    [file] = exported.response.attachments  # type: ignore[union-attr]
    rows = [json.loads(line) for line in (await file.read()).decode().splitlines()]
    assert [row["table"] for row in rows] == ["posted_answers", "quotes"]
    assert rows[0]["question"] == QUESTION
    assert rows[0]["asker"] == alice.id


async def test_what_is_erased_is_ones_own_after_asking_and_gone_from_the_files(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    again: Again,
) -> None:
    await alice.slash(channel, "ask", question=f"{QUESTION} Sagenhaft!")
    await bob.slash(channel, "ask", question=QUESTION)
    persons = Persons(library.corpus.database)
    shown = await alice.slash(channel, "privacy")
    await again()

    asked = await press(alice, shown, "erase")
    kept = await press(alice, asked, "keep")
    assert last_text(kept) == "Nothing was erased."
    assert persons.counts(alice.id) == {"posted_answers": 1, "quotes": 1}
    await again()
    asked, later = [
        await press(alice, await alice.slash(channel, "privacy"), "erase") for _ in range(2)
    ]
    assert asked.ephemeral
    assert "questions with their answers: 1, passages that these cite: 1" in last_text(asked)
    await again()
    done = await press(alice, asked, "erase-sure")

    assert last_text(done).startswith("✅ What I kept of you is erased (questions")
    assert persons.counts(alice.id) == {}
    assert persons.counts(bob.id) == {"posted_answers": 1, "quotes": 1}
    for path in library.settings.data_dir.glob(f"{FILE_NAME}*"):
        assert b"Sagenhaft" not in path.read_bytes()
    twice = await press(alice, later, "erase-sure")
    assert last_text(twice) == "I keep nothing of you."
    assert not env.errors


async def test_a_moderators_changes_stay_without_saying_whose_they_were(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await add_text(moderator, channel)
    shown = await moderator.slash(channel, "privacy")
    asked = await press(moderator, shown, "erase")
    await press(moderator, asked, "erase-sure")

    changed = library.corpus.changes()[-1]
    assert (changed.operation, changed.who) == ("add", "somebody")
    assert changed.article_id in {article.id for article in library.catalogue.articles()}
    assert Persons(library.corpus.database).counts(moderator.id) == {}


async def test_what_somebody_still_reads_is_erased_and_overwritten_later(
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await alice.slash(channel, "ask", question=QUESTION)
    asked = await press(alice, await alice.slash(channel, "privacy"), "erase")

    def held(_: Corpus) -> None:
        raise CorpusBusyError(seconds=20)

    monkeypatch.setattr(Corpus, "forget_deleted", held)
    done = await press(alice, asked, "erase-sure")
    assert last_text(done).endswith("as soon as nobody reads there any more.")
    assert Persons(library.corpus.database).counts(alice.id) == {}


async def press(
    person: MemberActor, result: simcord.InteractionResult, action: str
) -> simcord.InteractionResult:
    assert result.response is not None
    return await person.click(result.response, custom_id=f"bp:{action}:0")


def last_text(result: simcord.InteractionResult) -> str:
    assert result.response is not None
    return result.response.content
