"""Notes of a Markdown text: each behind the block that refers to it, so that it is read with it."""

from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from index.articles.formats.markdown.leftout import omit


def notes_in_place(state: StateCore) -> None:
    """Move notes to where they belong, and take out their marks.

    Those that nothing refers to stay where they are.
    """
    notes = state.env.get("footnotes")
    if not notes:
        return
    referred = {":" + note["label"] for note in notes["list"].values() if "label" in note}
    blocks, bodies = _parted(state.tokens, referred)
    tokens: list[Token] = []
    for block in blocks:
        tokens += block
        waiting = list(_references(block))
        while waiting:
            mark = waiting.pop(0)
            note = notes["list"].get(mark.meta["id"], {})
            body = (
                _inline(note) if "tokens" in note else bodies.pop(":" + note.get("label", ""), [])
            )
            tokens += body
            waiting += _references(body)
    for body in bodies.values():
        tokens += body
    marks = sum(1 for _ in _references(tokens))
    omit(state.env, "marks", "", marks)
    state.tokens = [_without_marks(token) for token in tokens]


def _parted(
    tokens: Sequence[Token], referred: set[str]
) -> tuple[list[list[Token]], dict[str, list[Token]]]:
    """Return the blocks at the top without the notes that are referred to, and those by label."""
    blocks: list[list[Token]] = [[]]
    bodies: dict[str, list[Token]] = {}
    body: list[Token] | None = None
    depth = 0
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = ":" + token.meta["label"]
            body = bodies.setdefault(label, []) if label in referred else None
            continue
        if token.type == "footnote_reference_close":
            body = None
            continue
        if body is not None:
            body.append(token)
            continue
        blocks[-1].append(token)
        depth += token.nesting
        if depth == 0:
            blocks.append([])
    return blocks, bodies


def _references(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "footnote_ref":
                yield child


def _inline(note: dict[str, object]) -> list[Token]:
    inline = Token("inline", "", 0, content=str(note["content"]))
    inline.children = note["tokens"]  # type: ignore[assignment]
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


def _without_marks(token: Token) -> Token:
    if token.children:
        token.children = [child for child in token.children if child.type != "footnote_ref"]
    return token
