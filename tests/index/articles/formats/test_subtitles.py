"""Subtitles become running text, with who speaks, and without times and styles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.errors import ArticleEmptyError
from index.articles.omissions import Omission
from tests.index.articles.units import extract, read, stands_under, units

WEBVTT = """WEBVTT - Ratssitzung
Language: de

NOTE Mitschrift von Anna

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:04.000 align:start position:10%
<v Anna Muster>Die Sitzung ist <b>eröffnet</b>. Wir

00:04.000 --> 00:06.000
<v Anna Muster>sprechen über den Haushalt &amp; die Steuern.</v>

00:00:06.000 --> 00:00:08.000
<v.laut Bernd>Der Haushalt umfasst 12<00:00:07.000> <c.gelb>Millionen</c>.

00:00:08.500 --> 00:00:09.000
[Applaus]
"""

SUBRIP = """1
00:00:01,000 --> 00:00:04,000 X1:10 X2:20
{\\an8}<i>Der Bus fährt</i>
<font color="red">um acht Uhr.</font>

2
00:00:04,100 --> 00:00:05,000
- Wo steht er?
- Er steht am Anger.

3
00:00:15,000 --> 00:00:17,000
ANNA: Er ist weg.

4
00:00:17,000 --> 00:00:18,000
Wirklich, er ist

5
00:00:18,000 --> 00:00:19,000
abgefahren.

6
00:00:27,000 --> 00:00:28,000
Am Abend kommt er wieder.
"""


def test_sentences_go_on_over_cues_and_a_speaker_is_named() -> None:
    extraction = extract(WEBVTT, "sitzung.vtt")
    draft = extraction.draft
    assert (extraction.format, draft.title, draft.language) == ("subtitles", "Ratssitzung", "de")
    assert units(draft) == [
        ("context", "Anna Muster:"),
        ("sentence", "Die Sitzung ist eröffnet."),
        ("sentence", "Wir sprechen über den Haushalt & die Steuern."),
        ("context", "Bernd:"),
        ("sentence", "Der Haushalt umfasst 12 Millionen."),
    ]
    assert {block.kind for block in draft.blocks or ()} == {"message", "paragraph"}
    assert extraction.omissions == (
        Omission("comments", 1, "Mitschrift von Anna"),
        Omission("parts", 9, "[Applaus]"),
    )


def test_subrip_is_read_with_dialogues_and_pauses() -> None:
    for text in (SUBRIP, SUBRIP.replace("\n", "\r\n")):
        draft = read(text, "film.srt")
        assert draft.title == "film"
        assert units(draft) == [
            ("sentence", "Der Bus fährt um acht Uhr."),
            ("context", "Wo steht er?"),
            ("answer", "Er steht am Anger."),
            ("sentence", "ANNA: Er ist weg."),
            ("sentence", "Wirklich, er ist abgefahren."),
            ("sentence", "Am Abend kommt er wieder."),
        ]
        assert stands_under(draft, "Er steht am") == ("Wo steht er?",)


@pytest.mark.parametrize("name", ["film.txt", "film", "film.md"])
def test_subtitles_are_some_under_any_name(name: str) -> None:
    assert extract(SUBRIP, name).format == "subtitles"
    assert extract(WEBVTT, name).format == "subtitles"


def test_a_text_that_begins_with_a_number_or_a_time_is_none() -> None:
    assert extract("1\n\n10:00 Begrüßung der Gäste.", "plan.txt").format == "text"
    assert extract("WEBVTTs sind Untertitel.", "plan.txt").format == "text"


def test_a_line_that_is_shown_again_is_read_once() -> None:
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nDer Saal\n\n"
        "00:02.000 --> 00:03.000\nDer Saal\nist frei.\n\n00:03.000 --> 00:04.000\nist frei.\n"
    )
    assert read(rolling, "a.vtt").text == "Der Saal ist frei."


def test_long_speech_is_parted_where_a_sentence_ends() -> None:
    cues = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nDas ist der {n + 100}. lange Satz, "
        "der nicht weiter von Bedeutung ist.\n\n"
        for n in range(30)
    )
    paragraphs = read(cues, "a.srt").text.split("\n\n")
    assert [paragraph.count("Satz") for paragraph in paragraphs] == [10, 10, 10]
    assert all(paragraph.endswith("ist.") for paragraph in paragraphs)


def test_subtitles_without_text_are_refused() -> None:
    with pytest.raises(ArticleEmptyError):
        read("WEBVTT\n\n00:01.000 --> 00:02.000\n[Musik]\n", "a.vtt")


CUES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["Wort", "Satz.", "Wann?", "<i>da</i>"]), min_size=1),
        st.sampled_from(["", "<v Anna>", "- "]),
    ),
    max_size=12,
)


@given(CUES)
def test_every_word_of_subtitles_is_in_their_text(cues: list[tuple[list[str], str]]) -> None:
    cued = "".join(
        f"00:{n:02}.000 --> 00:{n:02}.900\n{mark}{n} {' '.join(words)}\n\n"
        for n, (words, mark) in enumerate(cues)
    )
    draft = read(f"WEBVTT\n\n59:59.000 --> 59:59.100\nAnfang\n\n{cued}", "a.vtt")
    said = [
        word.replace("<i>", "").replace("</i>", "")
        for n, (words, _) in enumerate(cues)
        for word in (str(n), *words)
    ]
    shown = [word for word in draft.text.split() if word not in {"Anna:", "-"}]
    assert shown == ["Anfang", *said]


def test_who_speaks_is_context_of_all_that_is_said_and_no_part_of_a_question() -> None:
    cues = [
        "<v Moderatorin>Guten Abend. Warum ist der Weg gesperrt?",
        "<v Herr Dahl>Weil die Firma fehlt. Wir suchen eine neue.",
        "<v Moderatorin>Wie lange noch?",
        "<v Frau Ito>Acht Wochen.",
    ]
    times = (f"00:{n:02}.000 --> 00:{n + 1:02}.000" for n in range(10, 50, 10))
    draft = read("WEBVTT\n\n" + "\n\n".join(map("\n".join, zip(times, cues, strict=True))), "a.vtt")
    assert draft.text == (
        "Moderatorin: Guten Abend. Warum ist der Weg gesperrt?\n\n"
        "Herr Dahl: Weil die Firma fehlt. Wir suchen eine neue.\n\n"
        "Moderatorin: Wie lange noch?\n\nFrau Ito: Acht Wochen."
    )
    assert units(draft) == [
        ("context", "Moderatorin:"),
        ("sentence", "Guten Abend."),
        ("context", "Warum ist der Weg gesperrt?"),
        ("context", "Herr Dahl:"),
        ("answer", "Weil die Firma fehlt."),
        ("answer", "Wir suchen eine neue."),
        ("context", "Moderatorin:"),
        ("context", "Wie lange noch?"),
        ("context", "Frau Ito:"),
        ("answer", "Acht Wochen."),
    ]
    assert stands_under(draft, "Wir suchen") == ("Warum ist der Weg gesperrt?", "Herr Dahl:")
    assert stands_under(draft, "Acht") == ("Wie lange noch?", "Frau Ito:")


def test_who_speaks_stays_with_what_is_said_where_it_was_typed() -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\nANA: Abre a las diez. El lunes no."
    assert units(read(cue, "a.srt")) == [
        ("sentence", "ANA: Abre a las diez."),
        ("sentence", "El lunes no."),
    ]
