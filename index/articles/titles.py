"""What an article is called where nobody says so: by its headings, its file's name, its text."""

import re
from collections.abc import Iterator, Sequence

from index.articles.cleaning import clean_line
from index.articles.metadata import MAX_TITLE, found_metadata
from index.articles.sniffing import ENDINGS, ending_of, path_of
from index.articles.structure import Node
from index.models import Block
from index.units.headings import SHORTENED_NAME, undecorated
from index.units.segmentation import segment

LENGTH = 80
"""Characters of a title made from the text."""
SEARCHED = 2000
"""Characters in which the first sentence is looked for; the cost of it grows with the length."""

BULLET = re.compile(r"[-*+•‣–]\s+")
"""Before an item of a list that an article begins with."""
HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
WORD = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")
"""What a name has that isn't a number of something: "02adc48e" says nothing."""
NAMELESS = re.compile(
    r"_?(?:(?:new |neues? )?(?:text ?)?(?:document|dokument|file|datei)|untitled|unbenannt|unnamed"
    r"|index|readme|home|main|default|page|seite|text|download|export|scan|not(?:iz(?:en)?|es?))[\W\d_]*",
    re.IGNORECASE,
)
"""Names of files that say nothing of what is in them."""


def title_of(nodes: Sequence[Node]) -> str | None:
    """Return the heading of level 1 that a document is called by; what is its title elsewhere wins.

    Several are its parts, none of which has the others in it; the first is its title nevertheless
    if it has nothing of its own.
    """
    tops = list(_tops(nodes))
    if len(tops) > 1 and [node.level for node in nodes[:2]] != [1, 1]:
        return None
    return next((title for node in tops if (title := clean_line(node.text, MAX_TITLE))), None)


def _tops(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.kind == "heading" and node.level == 1:
            yield node
        yield from _tops(node.children)


def title_of_name(source: str) -> str | None:
    """Return the title that a file's name or an address gives: its last part, less the ending."""
    stem = path_of(source).stem.replace("_", " ")
    return found_metadata({"title": stem if " " in stem else HYPHEN.sub(" ", stem)}).title


def title_of_text(
    text: str, blocks: Sequence[Block], language: str, *, source: str, guessed: bool
) -> str:
    """Return the best title for a text that has none: no sentence if its file's name says more.

    `source` is that name. Of headings that are `guessed` by how they look, the first counts always.
    """
    named = (ending_of(source) in ENDINGS and title_of_name(source)) or ""
    if NAMELESS.fullmatch(named) or not WORD.search(named):
        named = ""
    if not guessed and blocks and blocks[0].kind == "heading":
        first = blocks[0]
        parts = [each for each in blocks if each.kind == "heading" and each.level <= first.level]
        if len(parts) > 1 and blocks[1] is not parts[1]:
            lines = (undecorated(text[each.start : each.end]) for each in parts)
            return named or clean_line(", ".join(lines), LENGTH)
        return _first_sentence(text, language)
    line = _first_sentence(text, language)
    # Whoever writes headings with signs would have written one, if that were it.
    poor = line.endswith(("…", ":")) or ENDINGS.get(ending_of(source)) in {"markdown", "mdx"}
    return named if named and poor else line


def _first_sentence(text: str, language: str) -> str:
    start = text[:SEARCHED]
    sentences = (start[span.start : span.end] for span in segment(start, language))
    first = next((sentence for sentence in sentences if has_word(sentence)), text)
    line = undecorated(clean_line(first, LENGTH))
    if bullet := BULLET.match(line):
        line = line[bullet.end() :]
    return line if SHORTENED_NAME.search(line) else line.rstrip(".")


def has_word(text: str) -> bool:
    """Tell whether there is anything to read."""
    return any(character.isalnum() for character in text)
