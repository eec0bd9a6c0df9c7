"""Lines of a Markdown paragraph: which were only wrapped, and which stand alone.

Markdown takes all line breaks in a paragraph for blanks. People who write "Monday: 9 to 12" in one
line and "Tuesday: closed" in the next, or a heading in bold type above its text, mean two lines.
"""

from collections.abc import Sequence
from itertools import accumulate

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from index.articles.formats.unwrap import hyphen_between
from index.units.lines import runs
from index.units.tables import rows_of

BREAKS = {"softbreak", "hardbreak"}


def lines_told(state: StateCore) -> None:
    """Keep the breaks between lines that stand alone, and mend words that a break divides.

    A line in bold type within a paragraph becomes one of its own, a picture alone a caption.
    """
    tokens: list[Token] = []
    for number, token in enumerate(state.tokens):
        before = tokens[-1] if tokens else None
        if token.type != "inline" or before is None or not token.children:
            tokens.append(token)
            continue
        own = before.type == "paragraph_open" and not before.hidden
        if own and all(child.type in {"image", *BREAKS} for child in token.children):
            before.tag = state.tokens[number + 1].tag = "figcaption"
        lines = _mended(_lines(token.children))
        if own and len(lines) > 1:
            _keep_breaks(lines)
        groups = _parted(lines) if own else [lines]
        for place, group in enumerate(groups):
            if place:
                tokens += [state.tokens[number + 1], before]
            tokens.append(_inline(token, group))
    state.tokens = tokens


def _lines(children: Sequence[Token]) -> list[list[Token]]:
    """Return the tokens of each line, with the break at its end."""
    lines: list[list[Token]] = [[]]
    for child in children:
        lines[-1].append(child)
        if child.type in BREAKS:
            lines.append([])
    return lines if lines[-1] else lines[:-1]


def _mended(lines: list[list[Token]]) -> list[list[Token]]:
    done: list[list[Token]] = []
    for line in lines:
        if done and len(done[-1]) > 1 and done[-1][-1].type == "softbreak":
            last, first = done[-1][-2], line[0]
            hyphen = None
            if last.type == first.type == "text" and first.content[:1].isalpha():
                hyphen = hyphen_between(last.content, first.content)
            if hyphen is not None:
                last.content = last.content[:-1] + hyphen
                done[-1].pop()
                done[-1] += line
                continue
        done.append(line)
    return done


def _keep_breaks(lines: Sequence[Sequence[Token]]) -> None:
    texts = ["".join(child.content for child in line) for line in lines]
    for end in accumulate(runs(texts, rows_of(texts))):
        last = lines[end - 1][-1]
        if last.type == "softbreak":
            last.type = "hardbreak"
            last.tag = "br"


def _parted(lines: Sequence[list[Token]]) -> list[list[list[Token]]]:
    """Part lines in bold type from the others, where nothing else is open across them."""
    groups: list[list[list[Token]]] = [[]]
    depth = 0
    before = False
    for line in lines:
        bold = depth == 0 and _is_bold(line)
        if groups[-1] and depth == 0 and (bold or before):
            groups.append([])
        groups[-1].append(line)
        depth += sum(child.nesting for child in line)
        before = bold
    return groups


def _is_bold(line: Sequence[Token]) -> bool:
    within = plain = 0
    for child in line:
        if child.type in {"strong_open", "strong_close"}:
            within += child.nesting
        elif not within and child.content.strip():
            plain += 1
    return not plain and not within and any(child.type == "strong_close" for child in line)


def _inline(token: Token, lines: Sequence[Sequence[Token]]) -> Token:
    children = [child for line in lines for child in line]
    return Token("inline", "", 0, content=token.content, children=children, level=token.level)
