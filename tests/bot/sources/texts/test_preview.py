"""Previews stay within Discord's limits and show what people wrote as they wrote it."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from bot.markdown import width
from bot.memory.previews import Origin, Preview
from bot.notices.log_channel import change_text
from bot.sources.texts.preview import language_name, preview_embed, whole_comparison
from index.articles.omissions import Omission, OmissionKind
from index.corpus.duplicates import Duplicate
from index.corpus.history import HistoryEntry
from index.i18n import Language
from index.models import Change, Draft
from index.review.inspection import Inspection
from index.review.prediction import AnswerChange, Prediction
from index.scopes import Scope
from tests.bot.discord.markdown import read

HOUR = timedelta(hours=1)
EMBED_LIMIT = 6000
FIELD_LIMIT = 1024


def pending(text: str, *, article_id: str | None = None) -> Preview:
    left_out = tuple(Omission(kind, 10**9, text[:80]) for kind in get_args(OmissionKind))
    origin = Origin(text[:200], left_out, dict.fromkeys(("date", "url"), text[:200]))
    draft = Draft(
        text, text[:300], "de", "2021-01-03", "https://a.example/" + text[:1900], text[:200]
    )
    return Preview(1, 2, datetime.now(UTC), draft, origin, text[:300], article_id)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("sign", ["*", "ä", "\N{CROISSANT}", "@everyone ", "\n", "[x](http://y) "])
def test_the_longest_preview_is_one_that_discord_takes(language: Language, sign: str) -> None:
    text = (sign * 5000)[:5000]
    affected = tuple(AnswerChange(text[:1000], "changed", text, text) for _ in range(50))
    near = [Duplicate("abc", text[:300], 0.5)] * 9
    inspection = Inspection(
        10**6, 10**6, near, Prediction(50, 50, affected), (text,) * 900, (text,) * 900
    )
    embed = preview_embed(pending(text, article_id="abc"), inspection, "2020-02-20", language, HOUR)
    parts = [embed.title or "", embed.description or "", embed.footer.text or ""]
    parts.append(embed.author.name or "")
    for field in embed.fields:
        assert width(str(field.value)) <= FIELD_LIMIT
        parts += [str(field.name), str(field.value)]
    assert sum(map(width, parts)) <= EMBED_LIMIT - 200


def test_what_people_wrote_reads_as_they_wrote_it() -> None:
    text = "**Nicht** fett, kein [Link](https://evil.example), kein @everyone."
    inspection = Inspection(1, 1, [Duplicate("abc", text, 1.0)], Prediction(0, 0, ()))
    embed = preview_embed(pending(text), inspection, "2020-02-20", "en", HOUR)
    assert read(embed.title or "").text == text
    assert read(embed.description or "").text.strip() == text
    values = [str(field.value) for field in embed.fields]
    assert sum(text in read(value).text for value in values) == 4
    links = [mark for value in values for mark, _ in read(value).marks if mark != "strong"]
    assert links == []


def test_a_day_at_the_beginning_of_a_line_is_no_lists_first_point() -> None:
    draft = Draft("Er ist offen.", "Turm", "de", "2026-11-01")
    preview = Preview(1, 2, datetime.now(UTC), draft, Origin("Formular"), "", None)
    inspection = Inspection(1, 1, [], None)
    shown = preview_embed(preview, inspection, "2026-11-30", "de", HOUR).fields[0].value
    assert str(shown).split("\n")[0] == r"1\. November 2026 · Deutsch"


def test_a_comparison_that_is_shown_whole_needs_no_file() -> None:
    nothing = Prediction(0, 0, ())
    assert whole_comparison(Inspection(1, 1, [], nothing, ("Neu.",), ("Alt.",))) is None
    many = tuple(f"Satz {number} ist neu." for number in range(100))
    whole = whole_comparison(Inspection(1, 1, [], nothing, many, ("Alt.",)))
    assert whole is not None
    assert whole.decode().split("\n") == ["- Alt.", *(f"+ {sentence}" for sentence in many)]


@pytest.mark.parametrize(
    ("code", "name"), [("de", "Deutsch"), ("en", "Englisch"), ("tlh", "Klingonisch"), ("xx", "xx")]
)
def test_a_language_has_its_name_or_its_code(code: str, name: str) -> None:
    assert language_name(code, "de") == name


@pytest.mark.parametrize(
    ("operation", "undoes", "said"),
    [
        ("add", None, "➕ <@7> hat **Turm \\*alt\\*** hinzugefügt."),
        ("replace", None, "✏️ <@7> hat **Turm \\*alt\\*** geändert."),
        ("remove", None, "➖ <@7> hat **Turm \\*alt\\*** entfernt."),
        ("restore", None, "♻️ <@7> hat **Turm \\*alt\\*** zurückgeholt."),
        (
            "remove",
            3,
            "↩️ <@7> hat Änderung 3 zurückgenommen: **Turm \\*alt\\*** ist jetzt entfernt.",
        ),
    ],
)
def test_the_log_channel_says_what_was_done(operation: str, undoes: int | None, said: str) -> None:
    change = Change(4, "abc", Scope("1"), operation, 4, datetime.now(UTC), "discord:7", "", undoes)  # type: ignore[arg-type]
    lines = change_text(HistoryEntry(change, "Turm *alt*"), "de").split("\n")
    assert lines == [said, "-# Quelle abc · Änderung 4"]


@pytest.mark.parametrize(
    ("details", "valid_until", "hides", "said"),
    [
        (("title", "date"), None, False, "✏️ <@7> hat Angaben zu **Turm** geändert: Titel, Datum."),
        (
            ("valid_until",),
            "2026-12-31",
            False,
            "⌛ <@7> hat **Turm** einen letzten Tag gegeben: 31. Dezember 2026.",
        ),
        (
            ("valid_until", "afterwards"),
            "2026-12-31",
            True,
            (
                "⌛ <@7> hat **Turm** einen letzten Tag gegeben: 31. Dezember 2026; "
                "danach wird nicht mehr danach gefragt."
            ),
        ),
        (("valid_until",), None, False, "⌛ <@7> hat den letzten Tag von **Turm** aufgehoben."),
    ],
)
def test_the_log_channel_says_which_details_were_changed_where_the_text_was_not(
    details: tuple[str, ...],
    valid_until: str | None,
    hides: bool,  # noqa: FBT001 - a parameter of tests
    said: str,
) -> None:
    change = Change(4, "abc", Scope("1"), "replace", 4, datetime.now(UTC), "discord:7", "")
    entry = HistoryEntry(change, "Turm", details, valid_until, hides)
    assert change_text(entry, "de").split("\n") == [said, "-# Quelle abc · Änderung 4"]
