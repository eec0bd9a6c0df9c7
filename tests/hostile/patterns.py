"""The regular expressions of both packages, and what would make them slow.

What attacks one is made from its own parts: something that leads up to a repetition, what is
repeated, very often, and an end that doesn't match.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import bot
import index
from index.articles.decoding.encodings import META_WITHIN

ROOT = Path(__file__).resolve().parents[2]

SEARCHES = {"search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
ONCE = {"match", "fullmatch"}
"""They begin at the start alone; the others look further, from every place."""

SIGNS = "aZ0_ \t\n.,:;!?-–'\"»<>()[]{}/\\|`~*#=&%@+äÄß\u00a0\u00ad\u0301漢"
"""What is tried for a class of characters: those of them that are in it."""

LIMITS = {"index.articles.decoding.encodings.META": META_WITHIN}
"""Characters of the longest text that a pattern is ever given, where the code takes no more."""

ENDS = ("", "\0", "x", "!")

Parsed = Any
"""What `re` makes of a pattern; it has no type of its own."""

_parser: Any = importlib.import_module("re._parser")
_compiler: Any = importlib.import_module("re._compiler")


@dataclass(frozen=True)
class Found:
    """A compiled pattern, the name it stands under, and whether it is only tried at the start."""

    name: str
    pattern: re.Pattern[Any]
    at_start: bool = False

    def tries(self, subject: str) -> None:
        """Let it work on a whole text, as the code does."""
        given: Any = subject[: LIMITS.get(self.name)]
        if isinstance(self.pattern.pattern, bytes):
            given = given.encode("latin-1", "replace")
        if self.at_start:
            self.pattern.match(given)
            self.pattern.fullmatch(given)
        else:
            for _ in self.pattern.finditer(given):
                pass


def constants() -> list[Found]:
    """Return all patterns that modules hold, each once, also those in their containers."""
    methods = _methods()
    found: dict[int, Found] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _patterns_in(value):
                used = methods.get(name, set())
                place = f"{module.__name__}.{name}"
                found.setdefault(id(pattern), Found(place, pattern, bool(used) and used <= ONCE))
    return list(found.values())


def modules() -> Iterator[Any]:
    """Import and yield both packages' modules, but for programs and steps of migrations."""
    for package in (index, bot):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith("__main__") and ".migrations" not in info.name:
                yield importlib.import_module(info.name)


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Yield each module's name and syntax tree."""
    for package in ("index", "bot"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name, ast.parse(path.read_text("utf-8"))


def made_on_the_way() -> set[str]:
    """Return the functions in which `re` is handed a pattern, instead of a constant's methods."""
    return {
        f"{name}.{function.name}"
        for name, tree in trees()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _is_of_re(node.func)
    }


def names_of_re() -> set[str]:
    """Return the modules that take names out of `re`, whose calls would be overlooked."""
    return {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "re"
    }


def attacks(pattern: re.Pattern[Any]) -> set[tuple[str, str, str]]:
    """Return (start, repeated, end) for every repetition in a pattern, and for its beginnings."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    parsed = _parser.parse(text, pattern.flags & ~re.UNICODE)
    pumped = {*_pumped(parsed, [""]), *(("", sign, "") for sign in SIGNS)}
    units = {unit for _, unit, _ in pumped if unit}
    whole = {f"{start}{unit}" for start, unit, _ in pumped if unit}
    pumped |= {("", unit, "") for unit in whole}
    pumped |= {("", one + other, "") for one, other in product(sorted(units)[:8], repeat=2)}
    return {(start, unit, end) for start, unit, _ in pumped if unit for end in ENDS}


def _is_of_re(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "re"
        and called.attr != "escape"
    )


def _methods() -> dict[str, set[str]]:
    """Return by which methods each name is searched with, wherever it is imported."""
    methods: dict[str, set[str]] = {}
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in SEARCHES:
                name = node.value.attr if isinstance(node.value, ast.Attribute) else None
                name = node.value.id if isinstance(node.value, ast.Name) else name
                if name:
                    methods.setdefault(name, set()).add(node.attr)
    return methods


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _patterns_in(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _patterns_in(inner)


def _pumped(parsed: Iterable[tuple[Any, Any]], starts: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (start, repeated, "") for each repetition in what is parsed, `starts` leading to it."""
    for operation, argument in parsed:
        name = str(operation)
        if name.endswith("_REPEAT"):
            _, most, body = argument
            if most > 8:
                for start, unit in product(starts[:3], _examples(body)):
                    yield start, unit, ""
            yield from _pumped(body, starts)
        for inner in _inner(name, argument):
            yield from _pumped(inner, starts)
        ends = _examples([(operation, argument)])
        starts = list(dict.fromkeys(a + b for a, b in product(starts[:3], ends)))[:8]


def _inner(name: str, argument: Parsed) -> list[Any]:
    if name == "SUBPATTERN":
        return [argument[-1]]
    if name == "BRANCH":
        return list(argument[1])
    if name == "ATOMIC_GROUP":
        return [argument]
    return [argument[1]] if name in {"ASSERT", "ASSERT_NOT"} else []


def _examples(parsed: Iterable[tuple[Any, Any]]) -> list[str]:
    """Return some short texts that match what is parsed, looking around apart."""
    texts = [""]
    for operation, argument in parsed:
        texts = [a + b for a, b in product(texts[:4], _of_one(str(operation), operation, argument))]
    return list(dict.fromkeys(texts))[:12]


def _of_one(name: str, operation: Parsed, argument: Parsed) -> list[str]:
    if name == "LITERAL":
        return [chr(argument)]
    if name in {"IN", "NOT_LITERAL", "ANY"}:
        return _members(operation, argument)
    if name.endswith("_REPEAT"):
        least, _, body = argument
        return [text * max(least, 1) for text in _examples(body)] + ([""] if least == 0 else [])
    inner = [] if name in {"ASSERT", "ASSERT_NOT"} else _inner(name, argument)
    return [text for part in inner for text in _examples(part)] or [""]


def _members(operation: Parsed, argument: Parsed) -> list[str]:
    state = _parser.State()
    state.str = ""
    single: re.Pattern[str] = _compiler.compile(_parser.SubPattern(state, [(operation, argument)]))
    found = [sign for sign in SIGNS if single.match(sign)]
    if not found and str(operation) == "IN":
        found = [chr(value) for kind, value in argument if str(kind) == "LITERAL"]
        found += [chr(value[0]) for kind, value in argument if str(kind) == "RANGE"]
    return found[:6] or ["x"]
