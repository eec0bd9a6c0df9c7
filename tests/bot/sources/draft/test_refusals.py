"""Who may not use `/source`, and what may not come in: one private message, nothing else."""

import gzip
import threading
import zlib
from collections.abc import Awaitable, Callable
from functools import partial

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle
from simcord.enums import AppCommandType

from bot.client.client import Belegbot
from bot.interactions import progress
from bot.memory.errors import PreviewGoneError
from bot.memory.previews import claim
from index.articles.web import addresses
from index.config import QuotaSettings, Settings
from index.corpus.changelog import Author
from index.indexing.progress import Progress
from index.library import Library
from index.models import Change
from index.review.proposal import Proposal
from index.review.review import Also, Claim, Review
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.sources.sourcing import (
    PAGE,
    REFUSED,
    TOWER,
    add_text,
    button,
    fields,
    messages,
    own,
    press,
    preview_in,
    public,
    show_text,
    stored_previews,
    take_role,
    told,
)
from tests.index.articles.web.web_server import Site

Edit = Callable[..., Awaitable[discord.InteractionMessage]]


@pytest.fixture
async def secret(library: Library, channel: ChannelHandle, moderator: MemberActor) -> str:
    """An article of the server's own."""
    await add_text(moderator, channel, "Der Turm ist hoch.", title="Geheimer Turm")
    return own(library, channel)[0]


async def test_a_members_context_menu_is_hidden_and_refused(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    message = await alice.send(channel, TOWER)
    with pytest.raises(SetupError, match="not visible"):
        await alice.context_menu(channel, "Add as source", message)
    found = env.backend.find_command("Add as source", alice.guild.id, AppCommandType.MESSAGE)
    assert found is not None
    alice.guild.set_command_permissions(int(found["id"]), {alice: True})
    said = told(await alice.context_menu(channel, "Add as source", message))
    assert env.errors
    assert said.startswith(REFUSED)
    assert stored_previews(library) == 0


@pytest.mark.parametrize("action", ["add", "edit", "cancel"])
async def test_whose_role_is_taken_away_after_the_preview_decides_nothing(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    again: Again,
    action: str,
) -> None:
    preview = await show_text(moderator, channel)
    await again()
    take_role(env, moderator)
    assert told(await press(moderator, preview, action)).startswith(REFUSED)
    assert library.corpus.revision() == 1
    assert stored_previews(library) == 1


@pytest.mark.parametrize("form", ["add", "details", "edit", "replace"])
async def test_whose_role_is_taken_away_while_they_write_changes_nothing(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    secret: str,
    form: str,
) -> None:
    if form == "details":
        opened = await press(moderator, await show_text(moderator, channel), "edit")
    elif form == "add":
        opened = await moderator.slash(channel, "source add")
    else:
        opened = await moderator.slash(channel, f"source {form}", source=secret)
    values = {"title": "Neu"} | ({"text": "Neu."} if form in {"add", "replace"} else {})
    take_role(env, moderator)
    before = stored_previews(library)
    assert told(await moderator.submit_modal(opened, values)).startswith(REFUSED)
    assert library.corpus.revision() == 2
    assert stored_previews(library) == before


Make = Callable[..., bytes]


def bomb(make_pdf: Make) -> bytes:
    """A PDF of a page that unpacks to 88 MB."""
    packed = zlib.compress(b"(Bombe) Tj\n" * 8_000_000, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    raw = make_pdf(["PLATZHALTER"])
    start = raw.index(b"<<\n/Length")
    return raw[:start] + stream + raw[raw.index(b"endstream", start) + len(b"endstream") :]


FILES: dict[str, tuple[str, Callable[[Make], bytes], str, str]] = {
    "a ZIP renamed": (
        "a.txt",
        lambda _: b"PK\x03\x04" + bytes(100),
        "“a.txt” is an archive or an office document.",
        "„a.txt“ ist ein Archiv oder ein Office-Dokument.",
    ),
    "an archive bomb": (
        "a.md",
        lambda _: gzip.compress(gzip.compress(bytes(50_000_000), 9), 9),
        "“a.md” is an archive or an office document.",
        "„a.md“ ist ein Archiv oder ein Office-Dokument.",
    ),
    "a PDF bomb": (
        "a.pdf",
        bomb,
        "The PDF “a.pdf” ",
        "Die PDF-Datei „a.pdf“ ",
    ),
    "a scan": (
        "scan.pdf",
        lambda make: make([]),
        "The PDF “scan.pdf” holds no text, only images.",
        "Die PDF-Datei „scan.pdf“ enthält keinen Text, nur Bilder.",
    ),
    "more than the limit": (
        "a.txt",
        lambda _: b"Der Turm ist hoch. " * 1_400_000,
        "“a.txt” is larger than 25 MB.",
        "„a.txt“ ist größer als 25 MB.",
    ),
    "an empty file": (
        "a.txt",
        lambda _: b" \n",
        "“a.txt” holds no text.",
        "„a.txt“ enthält keinen",
    ),
    "a picture": ("a.txt", lambda _: bytes(range(256)) * 9, "“a.txt” ", "„a.txt“ "),
    "hidden text alone": (
        "a.html",
        lambda _: b"<html><body><p hidden>Geheim.</p><script>x()</script></body></html>",
        "“a.html” is a web page without readable text",
        "„a.html“ ist eine Webseite ohne lesbaren Text",
    ),
    "a name that bites": (
        "@everyone **\u202etxt.exe** [a](http:__b).txt",
        lambda _: b"PK\x03\x04" + bytes(100),
        r"“\@everyone \*\*txt.exe\*\* \[a\](http:__b).txt” is an archive".replace("__", r"\_\_"),
        r"„\@everyone \*\*txt.exe\*\* \[a\](http:__b).txt“ ist ein Archiv".replace("__", r"\_\_"),
    ),
}


@pytest.mark.parametrize("tag", ["en-US", "de"])
@pytest.mark.parametrize("kind", FILES)
async def test_a_file_that_is_no_source_is_refused_in_one_private_message(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    make_pdf: Make,
    speak: Speak,
    kind: str,
    tag: str,
) -> None:
    speak(tag)
    name, content, *texts = FILES[kind]
    result = await moderator.slash(channel, "source add", file=(name, content(make_pdf)))
    assert told(result).startswith(texts[tag == "de"])
    assert stored_previews(library) == 0
    assert library.corpus.revision() == 1
    assert public(channel) == []


@pytest.mark.parametrize("text", ["   ", "\u200b\u202e", "…"])
async def test_a_form_without_words_is_refused(
    library: Library, channel: ChannelHandle, moderator: MemberActor, text: str
) -> None:
    form = await moderator.slash(channel, "source add")
    said = told(await moderator.submit_modal(form, {"text": text}))
    assert said.startswith("“form” holds no text.")
    assert stored_previews(library) == 0


async def test_the_form_takes_four_thousand_characters(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    long = "Der Turm von Altheim ist hoch. " * 129
    preview = await show_text(moderator, channel, long[:4000])
    await press(moderator, preview, "add")
    assert library.corpus.article(own(library, channel)[0]).text == long[:4000].strip()
    form = await moderator.slash(channel, "source add")
    with pytest.raises(SetupError, match="exceeds max_length=4000"):
        await moderator.submit_modal(form, {"text": "x" * 4001})


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/a", "http://[::1]/a", "http://169.254.169.254/latest", "http://2130706433/"],
)
async def test_a_private_address_is_not_contacted(
    library: Library, channel: ChannelHandle, moderator: MemberActor, address: str
) -> None:
    said = told(await moderator.slash(channel, "source add", address=address))
    assert "which isn't on the public internet, so it wasn't contacted." in said
    assert stored_previews(library) == 0


async def test_a_redirect_to_a_private_address_is_not_followed(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "is_public", "127.0.0.1".__eq__)
    start = site.redirect("/a", "http://169.254.169.254/latest/meta-data")
    said = told(await moderator.slash(channel, "source add", address=start))
    assert "leads to “169.254.169.254”, which isn't on the public internet" in said
    assert site.asked == ["/a"]
    assert stored_previews(library) == 0


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "kein Link", "https://a:b@example.org/"]
)
async def test_what_is_no_web_address_is_refused(
    channel: ChannelHandle, moderator: MemberActor, address: str
) -> None:
    said = told(await moderator.slash(channel, "source add", address=address))
    assert "isn't a usable web address" in said


async def test_a_page_is_read_from_the_web_with_its_address(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "is_public", "127.0.0.1".__eq__)
    url = site.page("/turm", PAGE.encode(), "text/html")
    preview = preview_in(await moderator.slash(channel, "source add", address=url))
    await press(moderator, preview, "add")
    assert library.corpus.article(own(library, channel)[0]).url == url


async def test_dangerous_characters_are_taken_out_and_asterisks_are_shown_as_they_are(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    text = "Der Turm ist \u202ehoch\u202c und \\*\\*alt\\*\\*. @everyone weiß\u200b **das**."
    title = "@everyone **Turm** [klick](https://evil.example) \u2066abc\u2069\u200b"
    preview = await show_text(moderator, channel, text, title=title)
    [embed] = preview.embeds
    assert embed.title == r"\@everyone \*\*Turm\*\* \[klick\](https\://evil.example) abc"
    assert embed.description == r"> Der Turm ist hoch und \*\*alt\*\*. \@everyone weiß das."
    await press(moderator, preview, "add")
    article = library.corpus.article(own(library, channel)[0])
    assert article.text == "Der Turm ist hoch und **alt**. @everyone weiß das."
    assert article.title == "@everyone **Turm** [klick](https://evil.example) abc"
    assert preview.content.startswith(r"✅ **\@everyone \*\*Turm\*\* \[klick\](https\://evil")


async def test_invisible_characters_in_a_file_are_counted(
    channel: ChannelHandle, moderator: MemberActor
) -> None:
    raw = "\ufeffDer Turm ist \u202ehoch\u202c und\u200b alt.".encode()
    preview = preview_in(await moderator.slash(channel, "source add", file=("a.txt", raw)))
    assert fields(preview)["Left out"] == "3 invisible or order-changing characters"


class TestQuota:
    @pytest.fixture
    def quota(self) -> QuotaSettings:
        return QuotaSettings(articles=1)

    @pytest.fixture(autouse=True)
    def limited(self, library: Library, quota: QuotaSettings) -> None:
        settings: Settings = library.settings.model_copy(update={"quota": quota})
        library.settings = settings

    async def test_a_server_that_has_what_it_may_have_is_told(
        self, library: Library, channel: ChannelHandle, moderator: MemberActor, speak: Speak
    ) -> None:
        waiting = await show_text(moderator, channel, "Der Bus kommt um acht.")
        await add_text(moderator, channel)
        said = (await press(moderator, waiting, "add")).followups[0].content
        assert said.startswith("This server may have 1 articles, and has them.")
        speak("de")
        form = await moderator.slash(channel, "source add")
        refused = told(await moderator.submit_modal(form, {"text": "Das Bad ist zu."}))
        assert refused.startswith("Dieser Server darf 1 Artikel haben, und die hat er.")
        assert len(own(library, channel)) == 1
        assert stored_previews(library) == 1


async def test_what_takes_longer_tells_how_far_it_is_in_one_message(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "INTERVAL", 0.0)
    seen = threading.Event()
    shown: list[str | None] = []
    original = Review.accept
    edit: Edit = discord.Interaction.edit_original_response

    def accept(
        review: Review,
        proposal: Proposal,
        author: Author,
        claim: Claim,
        advance: Progress,
        also: Also | None,
    ) -> Change:
        advance(1, 4)
        assert seen.wait(10)
        return original(review, proposal, author, claim, advance, also)

    async def edited(
        interaction: discord.Interaction, content: str | None = None, **rest: object
    ) -> discord.InteractionMessage:
        shown.append(content)
        result = await edit(interaction, content=content, **rest)
        if content == "⏳ Indexing: 25% …":
            seen.set()
        return result

    monkeypatch.setattr(Review, "accept", accept)
    monkeypatch.setattr(discord.Interaction, "edit_original_response", edited)
    preview = await show_text(moderator, channel)
    result = await press(moderator, preview, "add")
    assert "⏳ Indexing: 25% …" in shown
    assert preview.content.startswith("✅")
    assert [message.id for message in messages(result)] == [preview.id]
    assert len(own(library, channel)) == 1


async def test_a_second_click_while_the_first_is_at_work_adds_nothing(
    library: Library, channel: ChannelHandle, moderator: MemberActor, bot: Belegbot
) -> None:
    preview = await show_text(moderator, channel)
    pending = await bot.lanes.remember(
        bot.memory.previews.get,
        button(preview, "add")["custom_id"].removeprefix("bs:add:"),
        discord.utils.utcnow() - bot.settings.undecided,
    )
    await press(moderator, preview, "add")
    assert pending is not None
    # The second click had read the preview before the first one was done.
    with pytest.raises(PreviewGoneError):
        bot.review.accept(
            pending.proposal, Author("discord:1"), partial(claim, preview_id=pending.id)
        )
    assert len(own(library, channel)) == 1
