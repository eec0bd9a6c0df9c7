"""`/source edit`: other details for an article, and nobody else's are overwritten."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.library import Library
from index.scopes import SHARED
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.sources.sourcing import (
    TOWER,
    entered,
    told,
)


async def test_details_change_and_the_text_stays(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str, again: Again
) -> None:
    form = await moderator.slash(channel, "source edit", article=article)
    assert entered(form) == {"title": "Turm", "date": "2021", "url": "", "author": "", "why": ""}
    await again()
    values = {
        "title": "Der Turm",
        "date": "2021-01",
        "url": "https://example.org/",
        "author": "Eva",
    }
    result = await moderator.submit_modal(form, {**values, "why": "Genauer"})
    assert told(result) == (
        f"✅ The details of **Der Turm** are changed. Article {article}, change 3."
    )
    changed = library.corpus.article(article)
    assert (changed.title, changed.date, changed.url, changed.author) == tuple(values.values())
    assert changed.text == TOWER
    change = library.corpus.changes()[-1]
    assert (change.operation, change.why) == ("replace", "Genauer")
    assert change.who == f"discord:{moderator.id}"


async def test_details_that_are_what_they_were_make_no_change(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    form = await moderator.slash(channel, "source edit", article=article)
    result = await moderator.submit_modal(form, entered(form))
    assert told(result) == "Nothing was changed: the details are what they were."
    assert library.corpus.revision() == 2


async def test_a_date_that_is_none_changes_nothing(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    form = await moderator.slash(channel, "source edit", article=article)
    result = await moderator.submit_modal(form, {"title": "Turm", "date": "31.2.2021"})
    assert told(result).startswith("“31.2.2021” isn't a date that can be used.")
    assert library.corpus.revision() == 2


async def test_of_two_who_edit_at_once_the_second_is_told_and_gets_what_they_entered_back(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    second: MemberActor,
    article: str,
    speak: Speak,
) -> None:
    forms = [await p.slash(channel, "source edit", article=article) for p in (moderator, second)]
    await moderator.submit_modal(forms[0], {"title": "Turm A"})
    speak("de")
    result = await second.submit_modal(forms[1], {"title": "Turm *B*", "date": "2020", "why": "x"})
    assert told(result) == (
        f"{moderator.mention} hat diesen Artikel geändert, seit du das Formular geöffnet hast. "
        "Nichts wurde überschrieben. Öffne das Formular noch einmal, um den Artikel zu sehen, wie "
        "er nun ist; das hattest du eingegeben:\n"
        "- Titel: Turm \\*B\\*\n- Datum: 2020\n- Grund: x"
    )
    assert library.corpus.article(article).title == "Turm A"
    assert [change.who for change in library.corpus.changes()[1:]] == [
        f"discord:{moderator.id}"
    ] * 2


@pytest.mark.parametrize("command", ["edit", "replace"])
async def test_shared_articles_are_read_only_and_that_is_said(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor, command: str
) -> None:
    [shared] = library.catalogue.articles(SHARED)
    result = await moderator.slash(channel, f"source {command}", article=shared.id)
    assert "is shared by all servers, so only the operator can change it." in told(result)
    assert env.errors
    assert library.corpus.revision() == 1


async def test_titles_are_offered_to_moderators_while_they_type_with_typing_errors(
    channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    offered = await moderator.autocomplete(channel, "source edit", "article", "Turn")
    assert [(choice["name"], choice["value"]) for choice in offered] == [("Turm", article)]
