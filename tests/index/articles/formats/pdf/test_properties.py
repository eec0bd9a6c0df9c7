"""PDF: no word is lost, whatever stands where."""

import re
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.index.articles.formats.pdf.drawn import Text, drawn, extract

WORD = re.compile(r"[a-zäöüß]+\d*")
words = st.lists(st.sampled_from(["wald", "fluss", "brücke", "größe", "am", "im"]), min_size=1)


@st.composite
def pages(draw: st.DrawFn) -> list[list[Text]]:
    """Pages with a header, a number, and one or two columns of words, each word but once."""
    number = 0
    made = []
    columns = draw(st.integers(1, 2))
    for page in range(draw(st.integers(1, 3))):
        texts = [Text(60, 805, "kopf der zeitung", 8), Text(290, 30, str(page + 1), 8)]
        for column in range(columns):
            y = 760.0
            for _ in range(draw(st.integers(0, 8))):
                size = draw(st.sampled_from([11, 11, 11, 9, 16]))
                line = []
                for word in draw(words)[: 5 if columns == 2 else 9]:
                    line.append(f"{word}{number}")
                    number += 1
                indent = draw(st.sampled_from([0, 0, 0, 15]))
                bold = draw(st.booleans())
                texts.append(Text(60 + 260 * column + indent, y, " ".join(line), size, bold))
                y -= draw(st.sampled_from([14, 14, 14, 30]))
        made.append(draw(st.permutations(texts)) if draw(st.booleans()) else texts)
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_every_word_is_in_the_text_or_named_as_left_out(made: list[list[Text]]) -> None:
    if not any(len(page) > 2 for page in made):
        return
    extraction = extract(drawn(*made))
    draft = extraction.draft
    drawn_words = sorted(
        word for page in made for text in page for word in WORD.findall(text.words)
    )
    told = [each.detail for each in extraction.omissions if each.kind == "running"]
    shown = WORD.findall(draft.text) + [
        word
        for each in extraction.omissions
        if each.kind == "running"
        for word in ["kopf", "der", "zeitung"] * sum(1 for _ in made)
        if "kopf" in " ".join(told)
    ]
    assert sorted(shown) == drawn_words
    assert len(draft.pages) == len(made)
    assert all(one <= two for one, two in pairwise((*draft.pages, len(draft.text))))
