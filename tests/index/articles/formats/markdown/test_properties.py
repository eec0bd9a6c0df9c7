"""For any Markdown, and any text of a wiki: no word is lost, and the units cover the text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.articles.units import extract

WORD = re.compile(r"[a-zäöüß]+\d+")
PIECES = st.lists(
    st.sampled_from(
        [
            "# {}",
            "## {}?",
            "{} {}.",
            "**{}**",
            "*{}* {}",
            "- {}",
            "- {}\n    - {}",
            "1. {}\n2. {}",
            "> {}",
            "> [!note] {}\n> {}",
            "| {} | {} |\n|---|---|\n| {} | {} |",
            "```\n{}\n```",
            "[{}](https://a.example)",
            "{}[^{}]\n\n[^{}]: {}",
            '!!! tip "{}"\n    {}',
            "{}\n: {}",
            "- [x] {}",
            "=={}==",
            "{}\\\n{}",
        ]
    ),
    min_size=1,
    max_size=12,
)
WIKI = st.lists(
    st.sampled_from(
        [
            "== {} ==",
            "'''{}''' {}.",
            "''{}''",
            "* {}\n** {}",
            "# {}",
            "; {} : {}",
            "; {}\n: {}",
            "[[{}|{}]]",
            "{|\n! {} !! {}\n|-\n| {} || {}\n|}",
            "{}",
        ]
    ),
    min_size=1,
    max_size=12,
)


def filled(pieces: list[str]) -> tuple[str, list[str]]:
    """Put a word of its own into each place; return the text and the words that are to be seen."""
    words = [f"wort{number}" for number in range(sum(piece.count("{}") for piece in pieces))]
    left = iter(words)
    texts, shown = [], []
    for piece in pieces:
        own = [next(left) for _ in range(piece.count("{}"))]
        if piece.startswith("{}[^"):
            # A note is named twice by the same name, which nobody sees.
            own[2] = own[1]
            shown += [own[0], own[3]]
        elif piece.startswith("[["):
            shown.append(own[1])
        else:
            shown += own
        for word in own:
            piece = piece.replace("{}", word, 1)  # noqa: PLW2901 - it is filled in
        texts.append(piece)
    return "\n\n".join(texts), shown


@settings(max_examples=100, deadline=None)
@given(PIECES)
def test_every_word_of_a_markdown_text_is_in_the_result(pieces: list[str]) -> None:
    text, shown = filled(["{}.", *pieces])
    draft = extract(text, "a.md").draft
    assert set(WORD.findall(f"{draft.title} {draft.text}")) == set(shown)


@settings(max_examples=100, deadline=None)
@given(WIKI)
def test_every_word_of_a_wiki_s_text_is_in_the_result(pieces: list[str]) -> None:
    text, shown = filled(["== {} ==", "'''{}'''", "== {} ==", *pieces])
    draft = extract(text, "a.txt").draft
    assert set(WORD.findall(f"{draft.title} {draft.text}")) == set(shown)
