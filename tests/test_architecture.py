import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def imported_by(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return names | {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }


def packages_of(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize("path", sorted((ROOT / "index").rglob("*.py")), ids=str)
def test_the_library_knows_nothing_of_discord(path: Path) -> None:
    assert not packages_of(imported_by(path)) & {"bot", "discord", "asyncio"}


def test_only_the_service_opens_the_library() -> None:
    importers = {
        path.name for path in (ROOT / "bot").rglob("*.py") if "index.library" in imported_by(path)
    }

    assert importers <= {"service.py"}


def modules_after(*arguments: str, data_dir: Path) -> set[str]:
    script = (
        "import sys, runpy\n"
        f"sys.argv = {['belegbot', '--data-dir', str(data_dir), *arguments]!r}\n"
        "try:\n    runpy.run_module('index', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return packages_of(set(done.stderr.rpartition("\n")[0].rpartition("\n")[2].split()))


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    loaded = modules_after("--help", data_dir=tmp_path / "data")

    assert "click" in loaded
    assert not loaded & {"torch", "transformers", "discord", "numpy", "faiss", "sqlalchemy"}
    assert not loaded & {"pydantic", "pydantic_settings", "rich"}


def test_asking_an_existing_index_loads_neither_a_model_nor_discord(tmp_path: Path) -> None:
    modules_after("ask", "Wann?", data_dir=tmp_path / "data")

    loaded = modules_after("ask", "Wann?", data_dir=tmp_path / "data")

    assert {"faiss", "tantivy"} <= loaded
    assert not loaded & {
        *("torch", "transformers", "sentence_transformers", "discord"),
        *("alembic", "py3langid", "trafilatura", "pypdf", "charset_normalizer"),
    }
