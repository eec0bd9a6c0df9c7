"""An answer as Discord shows it: complete where it can be, cut where it must be, never broken."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking.render import answer_embed, answer_messages, context_embed, links, passages_embed
from bot.markdown import clean, width
from index.asking.answers import Answer, Certainty, Citation, Evidence, Quote
from index.asking.context import Context
from index.i18n import LANGUAGES, Language
from index.models import NO_CONTEXT, Article, Sentence, Span
from index.models import Context as Under
from index.scopes import SHARED
from tests.bot.discord.markdown import read
from tests.bot.test_markdown import texts

BEFORE = "Er begann 2018. "
SENTENCE = "Die Mission wurde im Januar ausgesetzt."
AFTER = " Sie soll bald weitergehen."


def citation(
    *,
    before: str = BEFORE,
    sentence: str = SENTENCE,
    after: str = AFTER,
    number: int = 1,
    title: str = "NATO im Irak",
    date: str | None = "2020-02",
    url: str | None = None,
    pages: tuple[int, ...] = (),
    under: Under = NO_CONTEXT,
) -> Citation:
    text = before + sentence + after
    article = Article(
        id="a",
        scope=SHARED,
        revision=1,
        title=title,
        language="de",
        date=date,
        url=url,
        author=None,
        pages=pages,
        text=text,
    )
    span = Span(paragraph=2, number=3, start=len(before), end=len(before + sentence))
    return Citation(number, Evidence(Sentence(1, article, span, under), 0, len(text), 0.9), text)


def answer(*citations: Citation, question: str = "Wann?", confidence: float = 0.9) -> Answer:
    return Answer(question, f"{citations[0].marked[1]} [1]", confidence, citations)


def test_a_source_with_pages_is_cited_by_page() -> None:
    paged = citation(pages=(0, len(BEFORE), 500))

    assert "Seite 2 · Absatz 2, Satz 3" in description(answer(paged))


def description(answer: Answer) -> str:
    shown = answer_embed(answer, "de").description
    assert shown is not None
    return shown


citations = st.builds(
    citation,
    before=texts,
    sentence=texts.map(lambda text: f"{text}."),
    after=texts | st.integers(1, 5000).map(lambda n: " Wort" * n),
    title=texts.map(lambda text: f"T{text}"),
    date=st.sampled_from([None, "2020", "2020-02", "2020-02-19"]),
    under=st.builds(
        Under,
        st.lists(texts | st.just("Wort " * 50), max_size=7).map(tuple),
        st.none() | texts | st.just("Wort " * 50),
        st.lists(texts | st.just("Wort " * 50), max_size=3).map(tuple),
        st.none() | texts,
    ),
    url=st.none() | st.just("https://example.org/a_(b)") | texts.map("https://e.org/{}".format),
)
answers = st.builds(
    lambda question, found, abstains, confidence: (
        Answer(question, "", confidence, nearest=tuple(found))
        if abstains
        else Answer(question, found[0].excerpt, confidence, tuple(found))
    ),
    texts | st.just("Wort " * 1000),
    st.lists(citations, min_size=1, max_size=10),
    st.booleans(),
    st.floats(0, 1),
)


@given(answers, st.sampled_from(LANGUAGES))
def test_discords_limits_are_kept_whatever_the_answer_is(
    answer: Answer, language: Language
) -> None:
    embed = answer_embed(answer, language)
    parts = [(embed.title, 256), (embed.description, 4096), (embed.footer.text, 2048)]
    assert all(width(text or "") <= limit for text, limit in parts)
    assert sum(width(text or "") for text, _ in parts) <= 6000


@given(answers)
def test_only_the_frames_own_markdown_is_markdown(answer: Answer) -> None:
    embed = answer_embed(answer, "de")
    assert read(embed.title or "").marks == []
    marks = {name for name, _ in read(embed.description or "").marks}
    assert marks <= {"quote", "strong", "masked link", "subtext"}


def test_each_excerpt_comes_once_with_its_source_below_it() -> None:
    assert description(answer(citation(), citation(number=2, sentence="Zwei."))).split("\n") == [
        f"> {BEFORE}**{SENTENCE}**{AFTER}",
        r"-# **\[1\]** NATO im Irak · Februar 2020 · Absatz 2, Satz 3",
        "",
        f"> {BEFORE}**Zwei.**{AFTER}",
        r"-# **\[2\]** NATO im Irak · Februar 2020 · Absatz 2, Satz 3",
    ]


def test_a_source_is_cited_with_the_headings_that_it_stands_under() -> None:
    deep = ("NATO im Irak", "Verlauf", "Die *erste* Pause", "Im Januar " * 9, "Folgen")
    under = Under(deep, "Was geschah danach?")

    assert description(answer(citation(under=under))).split("\n")[1] == (
        r"-# **\[1\]** NATO im Irak › Verlauf › … › Folgen › Was geschah danach? · Februar 2020 · "
        "Absatz 2, Satz 3"
    )
    assert r"**\[1\]** NATO im Irak · Februar" in description(answer(citation(under=Under())))


def test_a_question_that_is_too_long_ends_with_an_ellipsis() -> None:
    under = Under(("Fragen", "Zur Pause"), "Wort " * 60)

    source = description(answer(citation(under=under))).split("\n")[1]

    assert source.startswith(r"-# **\[1\]** NATO im Irak › … › Wort Wort ")
    assert source.endswith("Wort … · Februar 2020 · Absatz 2, Satz 3")
    assert len(source) <= 163


def test_what_leads_in_to_an_excerpt_stands_above_it_and_outside_of_the_quote() -> None:
    under = Under(lead_ins=("Verboten sind:", "am See:"), header="Baum | Höhe *in m*")
    row = citation(before="", sentence="Baum 37 | 47", after="\nBaum 38 | 48", under=under)
    own = citation(before="Verboten sind:\n", sentence="- Hunde am See:", after="", under=under)

    assert description(answer(row)).split("\n")[:3] == [
        r"-# Verboten sind: › am See: › Baum \| Höhe \*in m\*",
        r"> **Baum 37 \| 47**",
        r"> Baum 38 \| 48",
    ]
    assert description(answer(own)).split("\n")[0] == r"-# Baum \| Höhe \*in m\*"
    nearest = description(Answer("Wer?", "", 0.1, nearest=(own,))).split("\n")
    assert nearest[3:5] == [
        r"-# Verboten sind: › Baum \| Höhe \*in m\*",
        r"> \- Hunde am See:",
    ]


def test_an_abstention_says_so_and_lists_the_nearest_sentences_with_nothing_bold() -> None:
    embed = answer_embed(Answer("Wer?", "", 0.1, nearest=(citation(),)), "en")
    assert (embed.description or "").split("\n") == [
        "**The sources don't say.**",
        "Closest to it, but not an answer:",
        "",
        f"> {SENTENCE}",
        r"-# **\[1\]** NATO im Irak · February 2020 · paragraph 2, sentence 3",
    ]
    assert embed.footer.text is None
    assert embed.colour != answer_embed(answer(citation()), "en").colour


def test_where_the_nearest_passage_is_almost_an_answer_nothing_is_denied() -> None:
    silent = Answer("Wer?", "", 0.3, nearest=(citation(),), doubtful=True)

    assert description(silent).split("\n")[:4] == [
        "**Sicher beantwortet das keine Quelle.**",
        "Am nächsten kommt dies; sieh selbst, ob es passt:",
        "",
        f"> {SENTENCE}",
    ]


def test_what_may_fit_is_said_to_and_coloured_so_and_has_the_excerpts_of_an_answer() -> None:
    perhaps = replace(answer(citation()), perhaps=True, missing=("age",))
    embed = answer_embed(perhaps, "de")
    assert (embed.description or "").split("\n") == [
        "*Das könnte passen, sicher ist es nicht.*",
        "Wie alt, steht nirgends.",
        "",
        f"> {BEFORE}**{SENTENCE}**{AFTER}",
        r"-# **\[1\]** NATO im Irak · Februar 2020 · Absatz 2, Satz 3",
    ]
    assert (perhaps.outcome, perhaps.certainty, embed.footer.text) == ("perhaps", "fair", None)
    colours = {answer_embed(a, "de").colour for a in (perhaps, answer(citation()))}
    assert len(colours | {answer_embed(Answer("Wer?", "", 0.1), "de").colour}) == 3
    english = answer_embed(perhaps, "en").description or ""
    assert english.startswith("*This may fit, but it isn't certain.*\nNothing says how old.\n")


def test_a_yes_or_no_comes_first_in_the_language_of_the_frame() -> None:
    found = citation()
    found = replace(found, evidence=replace(found.evidence, short="no"))
    assert description(answer(found)).startswith(f"**Nein**\n\n> {BEFORE}**{SENTENCE}**")
    assert (answer_embed(answer(found), "en").description or "").startswith("**No**\n")
    assert answer(found).short == "no"


def test_what_limits_a_yes_stands_beside_it() -> None:
    found = citation(sentence="Hunde dürfen nur an der Leine hinein.")
    start = len(BEFORE) + len("Hunde dürfen ")
    limits = ((start, start + len("nur an der Leine")),)
    found = replace(found, evidence=replace(found.evidence, short="yes", limits=limits))
    assert description(answer(found)).split("\n")[0] == "**Ja: nur an der Leine**"
    assert answer(found).short == "yes: nur an der Leine"


def test_a_list_has_nothing_bold_and_says_how_many_items_are_left() -> None:
    found = citation(before="Dabei sind:\n", sentence="- Brot\n- Salz", after="")
    start = len("Dabei sind:\n")
    evidence = replace(found.evidence, whole=(start, len(found.excerpt)), further=12)
    assert description(answer(replace(found, evidence=evidence))).split("\n")[:4] == [
        "> Dabei sind:",
        r"> \- Brot",
        r"> \- Salz",
        "-# … und 12 weitere, zu sehen unter „Kontext“",
    ]


def test_an_abstention_without_any_passage_only_says_so() -> None:
    assert description(Answer("Wer?", "", 0.0)) == "**Die Quellen sagen dazu nichts.**"


def test_every_line_of_an_excerpt_is_quoted() -> None:
    shown = description(answer(citation(sentence="Eins.\nZwei.", after="\n\nDrei.")))
    assert shown.startswith(f"> {BEFORE}**Eins.**\n> **Zwei.**\n> \n> Drei.\n-# ")


@pytest.mark.parametrize(
    ("title", "url", "shown"),
    [
        ("Titel", "https://example.org/a", "[Titel](https://example.org/a)"),
        ("Titel", "https://e.org/a (b)", "[Titel](https://e.org/a%20%28b%29)"),
        ("A [B] C", "https://e.org", r"A \[B\] C [↗](https://e.org)"),
        ("Titel", "javascript:alert(1)", "Titel"),
        ("Titel", f"https://e.org/{'a' * 500}", "Titel"),
        ("Titel", None, "Titel"),
        ("*Titel*", None, r"\*Titel\*"),
    ],
)
def test_a_title_is_linked_if_the_article_has_a_usable_address(
    title: str, url: str | None, shown: str
) -> None:
    assert rf"**\[1\]** {shown} · Februar" in description(answer(citation(title=title, url=url)))


def test_the_answering_sentence_outlives_a_long_beginning_of_its_paragraph() -> None:
    found = [citation(before="Davor. " * 700, number=number) for number in (1, 2, 3)]
    shown = description(answer(*found))
    assert shown.count(f"> … **{SENTENCE}**{AFTER}") == 3


def test_a_long_excerpt_ends_at_a_word_with_an_ellipsis_outside_of_the_bold_sentence() -> None:
    shown = description(answer(citation(sentence="Wort " * 1500 + "Ende.", after="")))
    assert shown.split("\n")[0].endswith("Wort** …")
    assert width(shown) > 4080


def test_a_short_excerpt_leaves_its_share_to_the_others() -> None:
    long = citation(number=2, sentence="Wort " * 2000 + "Ende.")
    assert width(description(answer(citation(), long))) > 4080


def test_context_is_cut_for_a_phone_but_the_answering_sentence_never_for_it() -> None:
    sentence = "Wort " * 150 + "Ende."
    found = [citation(number=n, sentence=sentence, after=" Danach." * 200) for n in (1, 2)]
    shown = description(answer(*found))
    assert shown.count(f"> … **{sentence}** …") == 2
    first, second = (
        line
        for line in description(
            answer(*(citation(number=n, after=" Danach." * 200) for n in (1, 2)))
        ).split("\n")
        if line.startswith("> ")
    )
    assert first.endswith("Danach. …")
    assert 690 < width(first) <= 700
    assert 340 < width(second) <= 350


@pytest.mark.parametrize(
    ("certainty", "german", "english"),
    [
        ("high", "Sehr sicher · wörtlich zitiert", "Very sure · quoted word for word"),
        ("good", "Ziemlich sicher · wörtlich zitiert", "Fairly sure · quoted word for word"),
        ("fair", "Unsicher · lies zur Prüfung den Auszug", "Not sure · read the excerpt to check"),
    ],
)
def test_certainty_is_told_in_words(certainty: Certainty, german: str, english: str) -> None:
    found = replace(answer(citation()), certainty=certainty)
    assert answer_embed(found, "de").footer.text == german
    assert answer_embed(found, "en").footer.text == english


def test_a_long_question_is_cut_at_a_word_in_the_title() -> None:
    title = answer_embed(answer(citation(), question="Wort " * 200), "de").title
    assert title is not None
    assert title.endswith("Wort …")
    assert width(title) <= 256


def test_halves_of_characters_can_be_sent() -> None:
    embed = answer_embed(answer(citation(), question="a\ud800b"), "de")
    assert embed.title == clean("a\ud800b") == "a\ufffdb"
    assert isinstance(embed, discord.Embed)


def test_only_the_words_that_answer_are_bold_if_they_are_known() -> None:
    found = citation()
    start = len(BEFORE) + SENTENCE.index("im Januar")
    evidence = replace(found.evidence, phrase=(start, start + len("im Januar")))
    shown = description(answer(replace(found, evidence=evidence)))
    assert shown.startswith(
        f"**im Januar**\n\n> {BEFORE}Die Mission wurde **im Januar** ausgesetzt.{AFTER}\n"
    )
    long = citation(before="Davor. " * 700)
    start = len("Davor. " * 700) + SENTENCE.index("im Januar")
    evidence = replace(long.evidence, phrase=(start, start + len("im Januar")))
    shown = description(answer(replace(long, evidence=evidence)))
    assert f"> … Die Mission wurde **im Januar** ausgesetzt.{AFTER}" in shown


def test_words_like_yesterday_are_shown_with_the_articles_date() -> None:
    found = replace(citation(), relative_dates=("am Mittwoch", "heute"))
    lines = description(answer(found)).split("\n")
    assert lines[1] == "-# „am Mittwoch“, „heute“ → Stand: Februar 2020"
    english = answer_embed(answer(found), "en").description or ""
    assert english.split("\n")[1] == "-# “am Mittwoch”, “heute” → as of February 2020"
    undated = replace(citation(date=None), relative_dates=("heute",))
    assert "Stand" not in description(answer(undated))


def test_sources_that_differ_are_said_to() -> None:
    older = citation(number=2, sentence="Im März.", date="2019-05")
    found = replace(answer(citation(), older), lines=2)
    lines = description(replace(found, differing=True)).split("\n")
    assert lines[0] == "**Die Quellen sagen Verschiedenes; die neueste steht zuerst.**"
    assert "Verschiedenes" not in description(found)


@pytest.mark.parametrize("date", [None, "2020-02"])
def test_of_sources_that_differ_none_is_the_newest_if_no_date_tells(date: str | None) -> None:
    found = answer(citation(), citation(number=2, sentence="Im März.", date=date))
    lines = description(replace(found, differing=True, lines=2)).split("\n")
    assert lines[0] == "**Die Quellen sagen Verschiedenes.**"


@given(answers, st.sampled_from(LANGUAGES), st.booleans())
def test_plain_messages_keep_the_limit_and_hold_the_answer(
    answer: Answer,
    language: Language,
    shared_only: bool,  # noqa: FBT001
) -> None:
    messages = answer_messages(answer, language, shared_only=shared_only)
    assert messages
    assert all(0 < width(message) <= 2000 for message in messages)


@given(
    st.builds(
        Context,
        article=answers.map(lambda a: (a.citations or a.nearest)[0].article),
        quote=st.just(Quote(1, "a", 1, 2, 0, 1)),
        previous=texts | st.integers(1, 1500).map(lambda n: "Wort " * n),
        before=texts | st.integers(1, 1500).map(lambda n: "Wort " * n),
        sentence=texts.map(lambda text: f"S{text}") | st.integers(1, 1500).map("Wort ".__mul__),
        after=texts | st.integers(1, 1500).map(lambda n: " Wort" * n),
        following=texts,
    )
)
def test_the_context_keeps_discords_limits(context: Context) -> None:
    embed = context_embed(context, "de", 0, 2)
    assert 0 < width(embed.description or "") <= 4096
    assert "**" in (embed.description or "")


def test_the_context_ends_with_the_last_paragraph() -> None:
    found = citation()
    shown = context_embed(
        Context(found.article, Quote(1, "a", 1, 2, 0, 1), "Davor.", "", SENTENCE, "", ""),
        "de",
    ).description
    assert shown == f"NATO im Irak · Februar 2020\n\n> Davor.\n\n> **{SENTENCE}**"


@given(st.lists(citations, max_size=3))
def test_further_passages_keep_discords_limits(found: list[Citation]) -> None:
    embed = passages_embed("Wort " * 400, found, "en", 0, 4)
    assert width(embed.title or "") <= 256
    assert width(embed.description or "") <= 4096


def test_article_addresses_become_links_once() -> None:
    found = answer(
        citation(url="https://e.org/a"),
        citation(number=2, url="https://e.org/a"),
        citation(number=3, url="javascript:x"),
        citation(number=4, url="https://e.org/b"),
    )
    assert links(found) == [(1, "https://e.org/a"), (4, "https://e.org/b")]
