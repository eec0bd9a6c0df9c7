"""`/source replace`: another text, compared before it counts; nobody else's is overwritten."""

from discord.utils import format_dt
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.corpus.changelog import Author
from index.library import Library
from tests.bot.asking.test_buttons import Again
from tests.bot.sources.sourcing import (
    TOWER,
    button,
    entered,
    fields,
    labels,
    own,
    press,
    preview_in,
    stored_previews,
    told,
)

NEW = TOWER.replace("40 Meter", "44 Meter")


async def test_a_new_version_is_compared_before_it_counts(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str, again: Again
) -> None:
    form = await moderator.slash(channel, "source replace", source=article)
    assert entered(form) == {"title": "Turm", "date": "2021", "url": "", "text": TOWER, "why": ""}
    await again()
    result = await moderator.submit_modal(form, {**entered(form), "text": NEW, "why": "Umbau"})
    preview = preview_in(result)
    assert preview.embeds[0].author.name == "Preview of the new version – nothing is changed yet"
    assert fields(preview)["Sentences no longer there: 1"] == "- Er ist 40 Meter hoch."
    assert fields(preview)["New sentences: 1"] == "- Er ist 44 Meter hoch."
    assert preview.embeds[0].description is None
    assert list(fields(preview))[2:] == ["Answers to questions asked here", "Details"]
    assert labels(preview) == ["Replace", "Edit details", "Until when", "Discard"]
    assert library.corpus.article(article).text == TOWER
    await again()
    done = told(await press(moderator, preview, "add"))
    assert done == "✅ **Turm** has its new version."
    assert library.corpus.article(article).text == NEW
    change = library.corpus.changes()[-1]
    assert (change.operation, change.article_id, change.why) == ("replace", article, "Umbau")
    assert change.who == f"discord:{moderator.id}"


async def test_a_file_takes_the_place_of_the_text_and_the_details_stay(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    result = await moderator.slash(
        channel, "source replace", source=article, file=("neu.txt", NEW.encode()), reason="Umbau"
    )
    await press(moderator, preview_in(result), "add")
    changed = library.corpus.article(article)
    assert (changed.text, changed.title, changed.date) == (NEW, "Turm", "2021")


async def test_of_two_who_replace_at_once_the_second_compares_anew_and_loses_nothing(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    second: MemberActor,
    article: str,
) -> None:
    texts = [NEW, TOWER.replace("Stein", "Holz").replace("40", "50")]
    previews = []
    for person, text in zip((moderator, second), texts, strict=True):
        file = ("neu.txt", text.encode())
        result = await person.slash(channel, "source replace", source=article, file=file)
        previews.append(preview_in(result))
    await press(moderator, previews[0], "add")
    refused = await press(second, previews[1], "add")
    [said] = [message.content for message in refused.followups]
    assert said == (
        f"{moderator.mention} has changed this source since your preview. Nothing was "
        "overwritten; your version is kept. The preview now compares it with the source as it "
        f"stands: look again, then decide.\n"
        f"✏️ {moderator.mention} changed **Turm**.\n"
        f"-# {format_dt(library.corpus.changes()[-1].at, 'f')} · change 3"
    )
    assert library.corpus.article(article).text == NEW
    assert fields(previews[1])["Sentences no longer there: 1"] == "- Er ist 44 Meter hoch."
    assert fields(previews[1])["New sentences: 1"] == "- Er ist 50 Meter hoch."
    await press(second, previews[1], "add")
    assert library.corpus.article(article).text == texts[1]
    authors = [change.who for change in library.corpus.changes()[2:]]
    assert authors == [f"discord:{moderator.id}", f"discord:{second.id}"]


async def test_a_details_change_by_a_colleague_is_shown_and_kept_beside_a_new_text(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    second: MemberActor,
    article: str,
) -> None:
    file = ("neu.txt", NEW.encode())
    result = await moderator.slash(channel, "source replace", source=article, file=file)
    preview = preview_in(result)
    form = await second.slash(channel, "source edit", source=article)
    await second.submit_modal(form, {**entered(form), "title": "Turm A", "date": "2022"})
    refused = await press(moderator, preview, "add")
    assert refused.followups[0].content.startswith(f"{second.mention} has changed this source")
    assert preview.embeds[0].title == "Turm A"
    assert "Details that change" not in fields(preview)
    await press(moderator, preview, "add")
    changed = library.corpus.article(article)
    assert (changed.text, changed.title, changed.date) == (NEW, "Turm A", "2022")


async def test_a_long_comparison_is_whole_in_a_file(
    channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    new = [
        f"Der Turm hat im Jahr {year} einen neuen Anstrich bekommen." for year in range(1900, 1950)
    ]
    file = ("neu.txt", " ".join(new).encode())
    result = await moderator.slash(channel, "source replace", source=article, file=file)
    preview = preview_in(result)
    shown = fields(preview)["New sentences: 50"].split("\n")
    assert shown[0] == f"- {new[0]}"
    assert shown[-1] == f"… and {50 - len(shown) + 1} more"
    [attached] = preview.attachments
    assert attached.filename == "comparison.txt"
    removed = ["Der Turm von Altheim wurde am 3. Januar 2021 eingeweiht."]
    removed += ["Er ist 40 Meter hoch.", "Der Architekt war Hans Meier aus Neustadt."]
    lines = [*(f"- {line}" for line in removed), *(f"+ {line}" for line in new)]
    assert (await attached.read()).decode().split("\n") == lines
    await press(moderator, preview, "cancel")
    assert preview.attachments == []


async def test_the_same_text_is_no_new_version(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    file = ("alt.txt", TOWER.encode())
    result = await moderator.slash(channel, "source replace", source=article, file=file)
    assert told(result).startswith("That is the text that “Turm” has already.")
    assert stored_previews(library) == 0


async def test_an_article_removed_meanwhile_is_not_brought_back_unnoticed(
    library: Library, channel: ChannelHandle, moderator: MemberActor, article: str
) -> None:
    file = ("neu.txt", NEW.encode())
    result = await moderator.slash(channel, "source replace", source=article, file=file)
    preview = preview_in(result)
    library.remove(article, Author("operator:eva"))
    refused = await press(moderator, preview, "add")
    assert refused.followups[0].content.startswith("operator:eva has changed this source")
    assert own(library, channel) == []
    assert button(preview, "add")["label"] == "Replace"
