"""`/insights`: what moderators see of how questions fare."""

import re

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.bot.asking.test_ask import QUESTION, UNANSWERED, Speak
from tests.bot.asking.test_buttons import id_of
from tests.bot.sources.sourcing import description


@pytest.mark.parametrize("language", ["de", "en"])
async def test_insights_are_words_and_bars_without_a_file(
    channel: ChannelHandle, alice: MemberActor, moderator: MemberActor, speak: Speak, language: str
) -> None:
    speak(language)
    answered = await alice.slash(channel, "ask", question=QUESTION)
    await alice.slash(channel, "ask", question=UNANSWERED)
    assert answered.response is not None
    await alice.click(answered.response, custom_id=id_of(answered.response, "up"))
    result = await moderator.slash(channel, "insights", period=7)
    assert result.ephemeral
    assert result.response is not None
    assert result.response.attachments == []
    text = description(result)
    expected = {
        "de": (
            "**Die letzten 7 Tage**\n2 Fragen · 50\xa0% beantwortet",
            "**Fragen pro Tag**\n■ beantwortet · □ nicht sicher beantwortet\n```",
            "**Bewertungen**\n0\xa0% Daumen runter (0 von 1)\n👍 `■■■■■■■■■■■■■■■■■■■■■■■■` 👎",
        ),
        "en": (
            "**The last 7 days**\n2 questions · 50% answered",
            "**Questions a day**\n■ answered · □ not answered for certain\n```",
            "**Opinions**\n0% thumbs down (0 of 1)\n👍 `■■■■■■■■■■■■■■■■■■■■■■■■` 👎",
        ),
    }[language]
    assert all(part in text for part in expected)
    asked = re.findall(r" (\d+)(?: [■□]+)?$", text.split("```")[1], re.MULTILINE)
    assert (len(asked), sum(map(int, asked))) == (7, 2)
    assert "- 1 × Offiziell wurde die NATO-Mission" in text
    assert f"- 1 × {UNANSWERED}" in text
