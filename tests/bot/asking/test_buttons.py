"""The buttons below an answer: what they show, to whom, in which language, also after a restart."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.memory.answers import PostedAnswer
from bot.memory.memory import Memory
from index.asking.asker import Asker
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import QUESTION, SENTENCE, UNANSWERED, Speak
from tests.bot.discord.markdown import read
from tests.bot.shown import Shown, embed_of, guild_of, opinions_in, text_of

Again = Callable[[], Awaitable[None]]


def _rows(message: Shown) -> list[dict[str, Any]]:
    assert message is not None
    found: list[Any] = list(message.components)
    return [row if isinstance(row, dict) else row.to_dict() for row in found]


def buttons(message: Shown) -> list[dict[str, Any]]:
    return [button for row in _rows(message) for button in row["components"]]


def labels(message: Shown) -> list[str]:
    return [b.get("label") or b["emoji"]["name"] for b in buttons(message)]


def rows(message: Shown) -> list[list[str]]:
    return [[b.get("label") or b["emoji"]["name"] for b in r["components"]] for r in _rows(message)]


def id_of(message: Shown, action: str) -> str:
    [found] = [
        b["custom_id"]
        for b in buttons(message)
        if b.get("custom_id", "").startswith(f"bb:{action}:")
    ]
    return str(found)


def posted(library: Library, message: Shown) -> PostedAnswer:
    assert message is not None
    found = Memory.of(library).answers.shown_by(message.id)
    assert found is not None
    return found


async def click(person: MemberActor, result: InteractionResult, action: str) -> InteractionResult:
    assert result.response is not None
    return await person.click(result.response, custom_id=id_of(result.response, action))


async def test_an_answer_has_its_buttons_in_its_language_in_two_rows(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    answer = (await alice.slash(channel, "ask", question=QUESTION)).response
    assert rows(answer) == [["Kontext", "Nachfragen", "👍", "👎"], ["Weitere Stellen"]]
    abstention = await alice.slash(channel, "ask", question="Who composed the Moonlight Sonata?")
    assert rows(abstention.response) == [["Request a source"], ["Follow up", "👍", "👎"]]


async def test_more_passages_are_offered_only_where_there_are_any(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    scope, question = Scope.of(guild_of(channel).id), "Wer hat die Alsenbrücke gebaut?"
    library.add(Draft("Die Alsenbrücke hat Ada Lovelace gebaut.", "Bau", "de"), Author("a"), scope)
    alone = await alice.slash(channel, "ask", question=question)
    assert labels(alone.response) == ["Kontext", "Nachfragen", "👍", "👎"]
    await again()
    text = "Die Alsenbrücke hat niemand neu gebaut. Sie steht seit hundert Jahren."
    library.add(Draft(text, "Umbau", "de"), Author("a"), scope)
    beside = await alice.slash(channel, "ask", question=question)
    assert len(posted(library, beside.response).quotes) == 1
    assert labels(beside.response)[-1] == "Weitere Stellen"
    await again()
    shown = await click(alice, beside, "more")
    assert "niemand neu" in text_of(shown.response)


async def test_an_article_with_an_address_gets_a_link_button(
    library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    draft = Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de", url="https://example.org/b")
    library.add(draft, Author("ada"), Scope.of(guild_of(channel).id))
    result = await alice.slash(channel, "ask", question="Wann wurde die Brücke gebaut?")
    link = buttons(result.response)[-1]
    assert (link["label"], link["url"]) == ("Quelle 1", "https://example.org/b")


async def test_context_shows_the_neighbouring_paragraphs_to_who_clicked_only(
    channel: ChannelHandle, alice: MemberActor, again: Again, speak: Speak
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    await again()
    speak("de")
    shown = await click(alice, result, "context")
    assert shown.ephemeral
    embed = embed_of(shown.response)
    assert read(embed.title or "").text == "Kontext von [1]"
    marks = read(embed.description or "").marks
    [bold] = [text for mark, text in marks if mark == "strong"]
    assert SENTENCE in bold
    assert (embed.description or "").count("\n\n> ") == 2


async def test_the_context_has_a_page_for_each_quote(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    for year in (1900, 1950):
        draft = Draft(f"Die Brücke in Stadt {year} wurde gebaut.", f"Brücke {year}", "de")
        library.add(draft, Author("ada"), Scope.of(guild_of(channel).id))
    result = await alice.slash(channel, "ask", question="Wo wurde die Brücke gebaut?")
    count = len(posted(library, result.response).quotes)
    assert count == 2
    shown = await click(alice, result, "context")
    assert embed_of(shown.response).footer.text == "1 of 2"
    await again()
    assert shown.response is not None
    first, second = buttons(shown.response)
    assert first["disabled"]
    assert not second["disabled"]
    await alice.click(shown.response, custom_id=second["custom_id"])
    assert embed_of(shown.response).footer.text == "2 of 2"
    assert embed_of(shown.response).title == r"Context of \[2\]"


async def test_the_context_of_a_long_list_has_pages_that_hold_all_of_it(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    items = "\n".join(f"- Zutat {number} des Kuchens" for number in range(400))
    draft = Draft(f"Die Zutaten des Kuchens sind:\n\n{items}", "Die Zutaten des Kuchens", "de")
    library.add(draft, Author("ada"), Scope.of(guild_of(channel).id))
    result = await alice.slash(channel, "ask", question="Was sind die Zutaten des Kuchens?")
    assert "380 weitere, zu sehen unter „Kontext“" in text_of(result.response)
    await again()
    shown = await click(alice, result, "context")
    assert shown.response is not None
    pages = [text_of(shown.response)]
    while not (on := buttons(shown.response)[-1])["disabled"]:
        await alice.click(shown.response, custom_id=on["custom_id"])
        pages.append(text_of(shown.response))
    told = "\n".join(pages)
    assert [number for number in range(400) if f"Zutat {number} " not in told] == []


async def test_the_context_of_a_source_that_was_changed_is_not_shown(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    [quote, *_] = posted(library, result.response).quotes
    library.remove(quote.article_id, Author("ada"))
    await again()
    shown = await click(alice, result, "context")
    [told] = shown.followups
    assert told.ephemeral
    assert told.content.startswith("This source was corrected or removed")
    assert shown.response is None


async def test_more_passages_are_paged_and_repeat_none_of_the_answers(
    channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    await again()
    shown = await click(alice, result, "more")
    assert shown.ephemeral
    pages = []
    assert shown.response is not None
    while True:
        pages.append(embed_of(shown.response).description)
        on = buttons(shown.response)[-1]
        if on["disabled"]:
            break
        await alice.click(shown.response, custom_id=on["custom_id"])
    assert len(pages) > 1
    assert len(set(pages)) == len(pages)
    assert not any(f"> {SENTENCE}" in (page or "") for page in pages)
    assert embed_of(shown.response).footer.text == f"{len(pages)} of {len(pages)}"


async def test_more_passages_of_an_abstention_go_on_where_it_ended(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    loaves = [f"Das Brot Nummer {number} ist gut." for number in range(9)]
    library.add(
        Draft("\n\n".join(loaves), "Brote", "de"), Author("ada"), Scope.of(guild_of(channel).id)
    )
    result = await alice.slash(channel, "ask", question="Wer singt in Hamburg vom Brot?")
    await again()
    shown = await click(alice, result, "more")
    assert r"**\[4\]**" in (embed_of(shown.response).description or "")
    assert r"**\[1\]**" not in (embed_of(shown.response).description or "")


async def test_a_thumb_up_is_noted_with_the_answer(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    await again()
    thanks = await click(alice, result, "up")
    assert thanks.ephemeral
    assert thanks.response is not None
    assert thanks.response.content == "Thank you. Your rating is saved."
    answer = posted(library, result.response)
    assert answer.revision == library.status().revision
    assert opinions_in(library, guild_of(channel).id) == [(alice.id, 1, "")]


async def test_a_thumb_down_counts_at_once_and_may_get_a_reason(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again, speak: Speak
) -> None:
    speak("de")
    result = await alice.slash(channel, "ask", question=QUESTION)
    form = await click(alice, result, "down")
    assert form.modal is not None
    assert form.modal["title"] == "Was stimmt daran nicht?"
    assert opinions_in(library, guild_of(channel).id) == [(alice.id, -1, "")]
    await again()
    sent = await alice.submit_modal(form, {"reason": " veraltet "})
    assert sent.ephemeral
    assert sent.response is not None
    assert sent.response.content == "Danke! Deine Bewertung ist gespeichert."
    assert opinions_in(library, guild_of(channel).id) == [(alice.id, -1, "veraltet")]


async def test_a_requested_source_is_noted_once(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=UNANSWERED)
    await again()
    first = await click(alice, result, "request")
    assert first.ephemeral
    assert first.response is not None
    assert "the moderators' list" in first.response.content
    second = await click(alice, result, "request")
    assert second.response is not None
    assert second.response.content.startswith("This is noted already.")
    [request] = Memory.of(library).requests.open()
    assert (request.posted.question, request.person) == (UNANSWERED, alice.id)


async def test_follow_up_asks_on_from_the_answer(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    form = await click(alice, result, "follow")
    await again()
    sent = await alice.submit_modal(form, {"question": "Und warum?"})
    assert not sent.ephemeral
    answer = posted(library, sent.response)
    assert answer.question == "Und warum?"
    assert "mission" in answer.turn.question
    assert embed_of(sent.response).title == "Und warum?"


async def test_a_private_answers_follow_up_is_private(
    channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION, private=True)
    assert result.ephemeral
    form = await click(alice, result, "follow")
    await again()
    sent = await alice.submit_modal(form, {"question": "Und warum?"})
    assert sent.ephemeral


@pytest.mark.parametrize("action", ["context", "more", "up", "request", "follow"])
async def test_a_button_of_a_forgotten_answer_says_so_privately(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, action: str
) -> None:
    question = UNANSWERED if action == "request" else QUESTION
    result = await alice.slash(channel, "ask", question=question)
    library.purge_scope(Scope.of(guild_of(channel).id), Author("bot"))
    clicked = await click(alice, result, action)
    told = [*clicked.followups, *([clicked.response] if clicked.response else [])][-1]
    assert told.ephemeral
    assert told.content == "I no longer remember this answer. Please ask again."
    assert not env.errors


async def test_a_click_that_fails_is_told_privately(
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)

    def context(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Asker, "context", context)
    clicked = await click(alice, result, "context")
    [told] = clicked.followups
    assert told.ephemeral
    assert told.content.startswith("Something went wrong")
    assert "secret detail" in caplog.text
