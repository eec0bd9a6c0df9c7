"""What docs/architecture.md tells of the house, and what its functions really call."""

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "architecture.md"

WHOSE = {"index": "library", "bot": "bot"}

FUNCTION = re.compile(r"`((?:index|bot)(?:\.\w+)+)`")
STEP = re.compile(r"^\d+\. .*(?:\n   .*)*", re.MULTILINE)


def section(title: str) -> str:
    """Return what stands below a heading, up to the next one like it or above it."""
    text = DOCUMENT.read_text("utf-8")
    [level] = re.findall(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    body = text.partition(f"\n{level} {title}\n")[2]
    return re.split(rf"^#{{1,{len(level)}}} ", body, maxsplit=1, flags=re.MULTILINE)[0]


def rooms(package: str) -> list[str]:
    """Return the rooms of a package as the table names them, in order: folders end in a slash."""
    table = section(f"Rooms of the {WHOSE[package]}: `{package}/`")
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return [room for cell in cells for room in re.findall("`(.*?)`", cell)]


def contracts(package: str) -> dict[tuple[str, ...], str]:
    """Return for the rooms of each row of a package's table what they give."""
    table = section(f"Rooms of the {WHOSE[package]}: `{package}/`")
    rows = re.findall(r"^\| (`.*?) \| .* \| ?(.*?) ?\|$", table, re.MULTILINE)
    return {tuple(re.findall("`(.*?)`", named)): gives for named, gives in rows}


def ways() -> list[str]:
    """Return the titles of the ways."""
    return re.findall(r"^### (.*)$", section("Ways"), re.MULTILINE)


def told(way: str) -> list[str]:
    """Return the functions in a way's steps, in order."""
    return [name for step in STEP.findall(section(way)) for name in FUNCTION.findall(step)]


class Calls:
    """Which functions of ours are called, in the order of their first call, on whichever thread."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}
        self._listening = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Listen from here on, afresh, to the end."""
        self._seen.clear()
        self._listening = True
        try:
            yield
        finally:
            self._listening = False

    def of(self, names: list[str]) -> list[str]:
        """Return those of `names` that were called, in the order of their first call."""
        return [name for name in list(self._seen) if name in names]

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        """Note a call, as `sys.setprofile` tells of it."""
        code = frame.f_code
        if self._listening and event == "call" and code.co_filename.startswith(str(ROOT)):
            path = Path(code.co_filename).relative_to(ROOT).with_suffix("")
            if path.parts[0] in {"index", "bot"}:
                module = ".".join(path.parts).removesuffix(".__init__")
                self._seen[f"{module}.{code.co_qualname}"] = None


@contextmanager
def listening() -> Iterator[Calls]:
    """Give what hears calls on this thread and on those that begin after it."""
    calls = Calls()
    threading.setprofile(calls)
    sys.setprofile(calls)
    try:
        yield calls
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
