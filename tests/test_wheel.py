"""What is installed from a wheel, built by way of an sdist as for a release."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent


def build(target: str, source: Path, to: Path) -> Path:
    """Build an "sdist", a "wheel" or, as `pip install -e` does, a "wheel:editable"."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(to)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (built,) = to.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    subprocess.run(
        ["tar", "-xzf", build("sdist", ROOT, folder / "sdist"), "-C", folder], check=True
    )
    (source,) = folder.glob("belegbot-*")
    return build("wheel", source, folder / "wheel")


def files(folder: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_wheel_holds_the_packages_the_seeds_and_the_example_and_nothing_beside(
    wheel: Path,
) -> None:
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}

        assert names == {
            *(files("bot") | files("index")) - files("index/training"),
            *(f"index/{seed}" for seed in files("seeds")),
            "bot/config.example.toml",
        }
        example = archive.read("bot/config.example.toml")
    assert example == (ROOT / "config.example.toml").read_bytes()


def test_an_editable_install_copies_nothing(tmp_path: Path) -> None:
    with ZipFile(build("wheel:editable", ROOT, tmp_path)) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]

    assert [Path(name).suffix for name in names] == [".pth"]


def test_an_installed_wheel_answers_from_its_seeds_in_any_folder(
    wheel: Path, tmp_path: Path
) -> None:
    home = tmp_path / "venv"
    venv.create(home)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python")]
    subprocess.run([*pip, "install", "-q", "--no-index", "--no-deps", wheel], check=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    done = subprocess.run(
        [home / "bin" / "belegbot", "ask", "Wann wurde die NATO-Mission im Irak ausgesetzt?"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout.startswith(
        "Anfang Januar\n\n    **Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt"
    )
    assert {path.name for path in site.iterdir() if path.suffix not in {".pth", ".dist-info"}} == {
        "bot",
        "index",
    }
