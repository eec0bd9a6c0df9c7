"""Build step: compiles the translation catalogues, and puts seeds and example into a wheel."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """See to a `.mo` beside every `.po` below `root`'s packages, and return their paths."""
    compiled = []
    for source in sorted(root.glob("*/locales/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        content = BytesIO()
        with source.open("rb") as po:
            write_mo(content, read_po(po))
        _put(target, content.getvalue())
        compiled.append(target)
    return compiled


def _put(target: Path, content: bytes) -> None:
    """Write a file in one step, if it has another content: a process beside this may read it."""
    if target.exists() and target.read_bytes() == content:
        return
    beside = target.with_suffix(f".{os.getpid()}.mo")
    beside.write_bytes(content)
    beside.replace(target)


class BuildHook(BuildHookInterface[Any]):
    """Runs for wheels and for editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected; give a wheel what lies beside the packages."""
        compile_catalogues(Path(self.root))
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"] |= {
                "seeds": "index/seeds",
                "config.example.toml": "bot/config.example.toml",
            }
