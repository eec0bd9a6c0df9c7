"""What of a Markdown text is left out: noted while it is parsed, or seen in what came of it."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from index.articles.omissions import Omission, OmissionKind

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

COMMENT = re.compile(r"<!--(?P<said>.{0,1000}?)-->", re.DOTALL)
NOTED = "left_out"
"""Where it is noted, in the environment of a text."""

ADDRESS = re.compile(r"\]\([^()\n]{0,200}\{[{%][^{}\n]{0,200}[}%]\}[^()\n]{0,200}\)")
"""A link to what a program finds, which no other parser takes for one."""
CONTENTS = re.compile(r"^[*-] [^\n]{1,40}\n\{: ?toc\b[^}\n]{0,100}\}", re.MULTILINE)
"""Kramdown's place of a table of contents."""

SHOWN = 10
"""Of one kind."""

COMMENTS = (
    ("{% comment %}", "{% endcomment %}"),
    ("{::comment}", "{:/comment}"),
    ("\n%%\n", "\n%%\n"),
)
"""How comments of several lines begin and end."""


def omit(env: "EnvType", kind: OmissionKind, detail: str, count: int = 1) -> None:
    """Note that something was left out."""
    env.setdefault(NOTED, []).append(Omission(kind, count, detail))


def without_comments(text: str, env: "EnvType") -> str:
    """Return a text without comments that go over several lines."""
    for begins, ends in COMMENTS:
        parts: list[str] = []
        place = 0
        while (start := text.find(begins, place)) >= 0:
            end = text.find(ends, start + len(begins) - 1)
            if end < 0:
                break
            omit(env, "comments", text[start + len(begins) : end])
            parts += [text[place:start], "\n"]
            place = end + len(ends) - ends.endswith("\n")
        text = "".join([*parts, text[place:]])
    return text


def with_plain_links(text: str) -> str:
    """Return a text whose links any parser knows, without the place of a table of contents."""
    return CONTENTS.sub("", ADDRESS.sub("](<#>)", text))


def left_out(tokens: Iterable["Token"], env: "EnvType") -> list[Omission]:
    """Return what was noted, and pictures without a description, and comments: a line each kind."""
    kinds: dict[OmissionKind, list[Omission]] = {}
    for omission in [*env.get(NOTED, []), *_unseen(tokens)]:
        kinds.setdefault(omission.kind, []).append(omission)
    return [
        Omission(
            kind,
            sum(each.count for each in found),
            "; ".join(each.detail.strip() for each in found[:SHOWN] if each.detail.strip()),
        )
        for kind, found in kinds.items()
    ]


def _unseen(tokens: Iterable["Token"]) -> Iterator[Omission]:
    for token in tokens:
        if token.type == "image" and not token.content.strip():
            yield Omission("images", 1, str(token.attrs.get("src", "")))
        elif token.type in {"html_block", "html_inline"}:
            for comment in COMMENT.finditer(token.content):
                yield Omission("comments", 1, comment["said"])
        yield from _unseen(token.children or ())
