"""How far the units of documents are those that a careful reader wrote down before.

    python -m tests.benchmarks.shape FOLDER… [--misses]

Beside each document `NAME` stands `NAME.want`, a line a unit that can answer, in their order:

    @ A heading // Its lead-in:     what the units below stand under, from the outside in,
                                    without the title
    s A sentence.                   sentence, item, row, answer, or code
    ir Espresso | 2,20 €            an item or a row; `\\n` is the end of a line of code
    ~s Best wishes                  may be a unit, or not

What begins with `?` in a path may be missing. Bullets, numbers of items, spaces, and how cells are
set apart don't count. A unit is exact if its text, its kind, and what it stands under are.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from index.articles import read_bytes
from index.config import IngestSettings
from index.units.outline import Outline

KINDS = {"s": "sentence", "i": "item", "r": "row", "a": "answer", "c": "code"}
_BULLET = re.compile(
    r"^(?:\d{1,2}\.(?=\s)|-{2,}|[-*+•·–▪☐☑]|>{1,3}|={2,}|#{1,6}|~+|\[[ xX]\]|__|\*\*)\s*(?=\S)"
    r"|\s*(?:={2,}|~+|-{2,}|__|\*\*)$"
)
_CELLS = re.compile(r"\s*(?:\||\.{3,}|\t)\s*|\s{2,}")
_LABEL = re.compile(r"^(?:Q|A|F|Frage|Antwort)[:.]\s+")


@dataclass(frozen=True)
class Wanted:
    """A unit that was written down; `path` from the outside in."""

    kinds: frozenset[str]
    text: str
    path: tuple[str, ...]
    optional: bool


@dataclass(frozen=True)
class Given:
    """A unit as it was read."""

    kind: str
    text: str
    path: tuple[str, ...]


@dataclass
class Score:
    """Counts; `missed` are the texts that were wanted and aren't exact, `misses` lines to read."""

    wanted: int = 0
    exact: int = 0
    found: int = 0
    given: int = 0
    unwanted: int = 0
    missed: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add another's counts."""
        self.wanted += other.wanted
        self.exact += other.exact
        self.found += other.found
        self.given += other.given
        self.unwanted += other.unwanted

    def line(self, name: str) -> str:
        """Say the shares."""
        return (
            f"{name:<24} wanted {self.wanted:>4}  exact {_share(self.exact, self.wanted)}  "
            f"text {_share(self.found, self.wanted)}  unwanted {_share(self.unwanted, self.given)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "    –  "


def plain(text: str) -> str:
    """Return a text without what doesn't count."""
    text = _CELLS.sub(" ", text)
    text = _BULLET.sub("", " ".join(text.split()))
    return _LABEL.sub("", _BULLET.sub("", text)).strip().strip("|").strip()


def wanted(text: str) -> Iterator[Wanted]:
    """Read what was written down."""
    path: tuple[str, ...] = ()
    for line in text.splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "@":
            path = tuple(part.strip() for part in rest.split("//") if part.strip())
        elif mark:
            kinds = frozenset(KINDS[letter] for letter in mark.removeprefix("~"))
            yield Wanted(kinds, rest.replace("\\n", "\n"), path, mark.startswith("~"))


def given(document: Path) -> tuple[str, list[Given]]:
    """Read a document as it is read in use; return its title and the units that can answer."""
    draft = read_bytes(document.read_bytes(), source=document.name, settings=IngestSettings()).draft
    outline = Outline(draft.text, draft.blocks or ())
    title = plain(draft.title).rstrip(".")
    units = []
    for span in draft.spans or ():
        if span.answers:
            lines = [plain(line) for line in outline.context(span.start).lines]
            path = _below(title, lines)
            units.append(Given(span.kind, draft.text[span.start : span.end], path))
    return title, units


def _below(title: str, path: Sequence[str]) -> tuple[str, ...]:
    first = plain(path[0].removeprefix("?")).rstrip(".") if path else ""
    return tuple(path[1:] if path and first == title else path)


def stands_under(path: Sequence[str], expected: Sequence[str]) -> bool:
    """Tell whether the path is the one expected, where what begins with `?` may be missing."""
    if not expected:
        return not path
    first, rest = expected[0], expected[1:]
    if first.startswith("?") and stands_under(path, rest):
        return True
    return bool(path) and path[0] == plain(first.removeprefix("?")) and stands_under(path[1:], rest)


def compare(document: Path) -> Score:
    """Compare a document's units with those wanted."""
    expected = list(wanted(Path(f"{document}.want").read_text(encoding="utf-8")))
    title, left = given(document)
    score = Score(given=len(left))
    for unit in expected:
        under = _below(title, unit.path)
        same = [one for one in left if plain(one.text) == plain(unit.text)]
        right = [one for one in same if one.kind in unit.kinds and stands_under(one.path, under)]
        if same:
            left.remove((right or same)[0])
        if unit.optional:
            continue
        score.wanted += 1
        score.found += bool(same)
        score.exact += bool(right)
        score.missed += [] if right else [unit.text]
        if not same:
            score.misses.append(f"  missing   {unit.text!r}")
        elif not right:
            score.misses.append(
                f"  {same[0].kind:<9} {unit.text!r} under {same[0].path}, not {unit.path}"
                f" as {sorted(unit.kinds)}"
            )
    score.unwanted = len(left)
    score.misses += [f"  unwanted  {one.kind} {one.text!r} under {one.path}" for one in left]
    return score


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--misses", is_flag=True, help="Name each unit that isn't exact.")
@click.option("--each", is_flag=True, help="Name each document.")
def main(folders: tuple[Path, ...], *, misses: bool, each: bool) -> None:
    """Print the shares per format, and of all."""
    scores: dict[str, Score] = {}
    documents = [Path(str(w).removesuffix(".want")) for f in folders for w in f.glob("*.want")]
    for document in sorted(documents):
        score = compare(document)
        scores.setdefault(document.suffix, Score()).add(score)
        if misses or each:
            click.echo(score.line(document.name))
        if misses and score.misses:
            click.echo("\n".join(score.misses))
    total = Score()
    for suffix, score in sorted(scores.items()):
        total.add(score)
        click.echo(score.line(suffix))
    click.echo(total.line("all"))


if __name__ == "__main__":
    sys.exit(main())
