"""What is measured of commands, each a process of its own, where SlipCover measures the tests.

Its plugin measures the processes that tests are shared out to, and nothing that these start.
"""

import ast
import os
import pickle
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import CodeType, ModuleType

from slipcover import Slipcover, pytest_plugin
from slipcover.branch import preinstrument

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "SLIPCOVER_COVERAGE_DIR"
"""What the environment has where tests are measured: where it is kept meanwhile."""


class Process(MetaPathFinder):
    """This process, in which what is imported from here on is measured, where tests are.

    What each forked from it would have to do again with what it imports is done here: it takes
    longer than most commands.
    """

    def __init__(self) -> None:
        self.folder = os.environ.get(FOLDER)
        if self.folder is not None:
            self._prefix = _mine()
            # So many misses that it never looks for what needn't be measured any more.
            self._measuring = Slipcover(branch=True, d_miss_threshold=1_000_000_000)
            self._codes = {str(path): self._code(path) for path in _files()}
            sys.meta_path.insert(0, self)

    def _code(self, path: Path) -> CodeType:
        tree = preinstrument(ast.parse(path.read_bytes()))
        code: CodeType = self._measuring.instrument(compile(tree, str(path), "exec"))
        return code

    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module of ours as ever, with the code that measures."""
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.origin not in self._codes:
            return None
        spec.loader = _Loader(name, spec.origin, self._codes[spec.origin])
        return spec

    def begin(self) -> None:
        """Begin anew, in one that was forked from it."""
        if self.folder is not None:
            self._measuring.signal_child_process()

    def keep(self) -> None:
        """Write down what has run since."""
        if self.folder is not None:
            with NamedTemporaryFile(dir=self.folder, prefix=self._prefix, delete=False) as file:
                pickle.dump(dict(self._measuring.newly_seen), file)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._measuring = code

    def get_code(self, _name: str) -> CodeType:
        return self._measuring


def _mine() -> str:
    """Return how the names begin of what these tests' commands write down, and no other's."""
    return f"seen-{os.environ['PYTEST_XDIST_WORKER']}-"


def _files() -> Iterator[Path]:
    for package in ("bot", "index"):
        yield from (ROOT / package).rglob("*.py")


def collect() -> None:
    """Add to what the plugin has measured in this process what the others have written down."""
    measuring = pytest_plugin._slipcover_instance
    if measuring is not None:
        for path in Path(os.environ[FOLDER]).glob(f"{_mine()}*"):
            for file, lines in pickle.loads(path.read_bytes()).items():
                measuring.all_seen[file] |= lines
