"""`/source requests`: what members asked and no source answers."""

import json

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again, id_of
from tests.bot.sources.sourcing import description, entered, log_of, press, press_in, preview_in


async def test_what_was_asked_in_vain_is_listed_until_a_source_answers(
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    moderator: MemberActor,
    server: Scope,
    again: Again,
    speak: Speak,
) -> None:
    speak("de")
    await alice.slash(channel, "ask", question="Wie teuer ist hier das Parken?", private=True)
    await alice.slash(channel, "ask", question="Wann öffnet das Schwimmbad?")
    wanted = await bob.slash(channel, "ask", question="Wann öffnet denn das Schwimmbat?")
    assert wanted.response is not None
    await bob.click(wanted.response, custom_id=id_of(wanted.response, "request"))
    result = await moderator.slash(channel, "source requests")
    question, details = description(result).split("\n")
    assert question == "**1.** **Wann öffnet denn das Schwimmbat?**"
    assert details.startswith(
        "-# 2-mal gefragt · von 2 Personen · 1 wartet auf eine Quelle · zuletzt <t:"
    )
    await again()
    form = await press_in(moderator, result, "add-for")
    assert form.modal is not None
    assert "Schwimmbat" in json.dumps(form.modal, ensure_ascii=False)
    library.add(Draft("Das Schwimmbad öffnet um acht.", "Bad", "de"), Author("x"), server)
    assert description(await moderator.slash(channel, "source requests")).startswith(
        "Nichts ist offen"
    )


async def test_the_words_of_a_private_question_become_nobodys_reason(
    library: Library,
    channel: ChannelHandle,
    bob: MemberActor,
    moderator: MemberActor,
    server: Scope,
    speak: Speak,
) -> None:
    speak("de")
    asked = await bob.slash(channel, "ask", question="Wer zahlt Bobs Miete?", private=True)
    assert asked.response is not None
    await bob.click(asked.response, custom_id=id_of(asked.response, "request"))
    listed = await moderator.slash(channel, "source requests")
    assert description(listed).startswith("**1.** **Wer zahlt Bobs Miete?**")
    form = await press_in(moderator, listed, "add-for")
    assert entered(form)["why"] == "auf Wunsch eines Mitglieds"
    sent = await moderator.submit_modal(form, entered(form) | {"text": "Die Miete zahlt das Amt."})
    await press(moderator, preview_in(sent), "add")
    who = f"discord:{moderator.id}"
    assert log_of(library, server) == [("add", who, "auf Wunsch eines Mitglieds")]


async def test_of_several_questions_only_those_are_listed_that_are_open(
    library: Library,
    channel: ChannelHandle,
    bob: MemberActor,
    moderator: MemberActor,
    server: Scope,
) -> None:
    library.add(Draft("Das Freibad öffnet am 10. Mai.", "Freibad", "de"), Author("x"), server)
    question = "Wann öffnet das Freibad und wer leitet die Bücherei?"
    asked = await bob.slash(channel, "ask", question=question)
    assert asked.response is not None
    await bob.click(asked.response, custom_id=id_of(asked.response, "request"))

    listed = description(await moderator.slash(channel, "source requests"))
    assert listed.split("\n")[0] == "**1.** **wer leitet die Bücherei?**"
