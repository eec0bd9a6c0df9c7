"""`/source edit`: other details for an article, and nobody else's are overwritten."""

import pytest
import simcord
from discord.utils import format_dt
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.library import Library
from index.scopes import SHARED
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.sources.sourcing import (
    TOWER,
    entered,
    fields,
    messages,
    press,
    preview_in,
    told,
)


async def test_details_change_and_the_text_stays(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str, again: Again
) -> None:
    form = await moderator.slash(channel, "source edit", source=article)
    assert entered(form) == {"title": "Turm", "date": "2021", "url": "", "author": "", "why": ""}
    await again()
    values = {
        "title": "Der Turm",
        "date": "2021-01",
        "url": "https://example.org/",
        "author": "Eva",
    }
    result = await moderator.submit_modal(form, {**values, "why": "Genauer"})
    assert told(result) == ("✅ The details of **Der Turm** are changed.")
    changed = library.corpus.article(article)
    assert (changed.title, changed.date, changed.url, changed.author) == tuple(values.values())
    assert changed.text == TOWER
    change = library.corpus.changes()[-1]
    assert (change.operation, change.why) == ("replace", "Genauer")
    assert change.who == f"discord:{moderator.id}"


async def test_details_that_are_what_they_were_make_no_change(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    form = await moderator.slash(channel, "source edit", source=article)
    result = await moderator.submit_modal(form, entered(form))
    assert told(result) == "Nothing was changed: the details are what they were."
    assert library.corpus.revision() == 2


async def test_where_a_date_is_none_all_that_was_entered_is_kept_in_a_preview(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str, again: Again
) -> None:
    form = await moderator.slash(channel, "source edit", source=article)
    result = await moderator.submit_modal(
        form, {"title": "Der Turm", "date": "31.02.2025", "url": "turm.example", "why": "Genauer"}
    )
    preview = preview_in(result)
    assert fields(preview)["Please correct"] == (
        "Date “31.02.2025” can't be used and wasn't taken over."
    )
    assert fields(preview)["Details that change"] == (
        "Title: Turm → Der Turm\nAddress: – → https\\://turm.example"
    )
    assert library.corpus.revision() == 2
    await again()
    details = await press(moderator, preview, "edit")
    assert entered(details)["url"] == "https://turm.example"
    corrected = await moderator.submit_modal(details, {**entered(details), "date": "28.2.25"})
    assert "Please correct" not in fields(preview)
    await press(moderator, preview, "add")
    changed = library.corpus.article(article)
    assert (changed.title, changed.date) == ("Der Turm", "2025-02-28")
    assert changed.url == "https://turm.example"
    assert library.corpus.changes()[-1].why == "Genauer"
    assert corrected.response is not None


async def test_of_two_who_edit_at_once_each_keeps_what_they_alone_changed(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    second: MemberActor,
    article: str,
) -> None:
    forms = [await p.slash(channel, "source edit", source=article) for p in (moderator, second)]
    await moderator.submit_modal(forms[0], {**entered(forms[0]), "title": "Turm A"})
    result = await second.submit_modal(forms[1], {**entered(forms[1]), "date": "2020"})
    assert told(result).startswith("✅ The details of **Turm A** are changed.")
    changed = library.corpus.article(article)
    assert (changed.title, changed.date) == ("Turm A", "2020")


async def test_of_two_who_change_the_same_the_second_compares_first_and_loses_nothing(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    second: MemberActor,
    article: str,
    speak: Speak,
) -> None:
    forms = [await p.slash(channel, "source edit", source=article) for p in (moderator, second)]
    await moderator.submit_modal(forms[0], {"title": "Turm A", "date": "2021"})
    speak("de")
    result = await second.submit_modal(forms[1], {"title": "Turm *B*", "date": "2020", "why": "x"})
    said, preview = messages(result)
    assert said.content == (
        f"{moderator.mention} hat diese Quelle geändert, seit du das Formular geöffnet hast. "
        "Nichts wurde überschrieben. Hier steht, was du eingegeben hattest, neben der Quelle, wie "
        "sie nun ist: Sieh es dir an und entscheide dann.\n"
        f"✏️ {moderator.mention} hat Angaben zu **Turm A** geändert: Titel.\n"
        f"-# {format_dt(library.corpus.changes()[-1].at, 'f')} · Änderung 3"
    )
    assert library.corpus.article(article).title == "Turm A"
    assert fields(preview)["Angaben, die sich ändern"] == (
        "Titel: Turm A → Turm \\*B\\*\nDatum: 2021 → 2020"
    )
    await press(second, preview, "add")
    assert library.corpus.article(article).title == "Turm *B*"
    assert [change.who for change in library.corpus.changes()[2:]] == [
        f"discord:{person.id}" for person in (moderator, second)
    ]


@pytest.mark.parametrize("command", ["edit", "replace"])
async def test_shared_articles_are_read_only_and_that_is_said(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor, command: str
) -> None:
    [shared] = library.catalogue.articles(SHARED)
    result = await moderator.slash(channel, f"source {command}", source=shared.id)
    assert "is shared by all servers, so only the operator can change it." in told(result)
    assert env.errors
    assert library.corpus.revision() == 1


async def test_titles_are_offered_to_moderators_while_they_type_with_typing_errors(
    channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    offered = await moderator.autocomplete(channel, "source edit", "source", "Turn")
    assert [(choice["name"], choice["value"]) for choice in offered] == [("Turm", article)]
