"""Files, folders and streams."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.articles import find_files, given_metadata, read_bytes, read_file, read_stream
from index.articles.errors import (
    ArticleFileUnreadableError,
    ArticleNotAFileError,
    ArticleNotAFolderError,
    ArticleTooLargeError,
)
from index.config import IngestSettings

SMALL = IngestSettings(max_megabytes=1)


def test_a_file_is_read_by_its_name(tmp_path: Path, sentence: str, ingest: IngestSettings) -> None:
    path = tmp_path / "Übung.md"
    path.write_text(f"# Übung\n\n{sentence}", encoding="utf-8")
    reading = read_file(path, ingest, given_metadata(date="2020-02"))
    assert (reading.format, reading.dropped) == ("markdown", 0)
    assert (reading.draft.title, reading.draft.text) == ("Übung", sentence)
    assert (reading.draft.date, reading.draft.url) == ("2020-02", None)


def test_a_file_over_the_limit_is_refused_without_being_opened(tmp_path: Path) -> None:
    path = tmp_path / "gross.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    path.chmod(0)
    with pytest.raises(ArticleTooLargeError) as caught:
        read_file(path, IngestSettings())
    assert str(caught.value) == (
        "“gross.txt” is larger than 25 MB. Nothing was stored; add a smaller part of it, "
        "or raise max_megabytes under [ingest] in the configuration."
    )


def test_the_limit_itself_is_allowed() -> None:
    raw = b"a" * 1_000_000
    assert len(read_bytes(raw, source="a.txt", settings=SMALL).draft.text) == 1_000_000
    with pytest.raises(ArticleTooLargeError):
        read_bytes(raw + b"a", source="a.txt", settings=SMALL)


def test_a_stream_is_read_no_further_than_the_limit() -> None:
    stream = io.BytesIO(b"a" * 3_000_000)
    with pytest.raises(ArticleTooLargeError, match="“standard input” is larger than 1 MB"):
        read_stream(stream, source="standard input", settings=SMALL)
    assert stream.tell() == 1_000_001


def test_a_missing_file_is_said(tmp_path: Path, ingest: IngestSettings) -> None:
    with pytest.raises(ArticleFileUnreadableError, match="can't be read: No such file"):
        read_file(tmp_path / "fehlt.txt", ingest)


def test_a_folder_or_a_pipe_is_not_a_file(tmp_path: Path, ingest: IngestSettings) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path, tmp_path / "pipe.txt"):
        with pytest.raises(ArticleNotAFileError):
            read_file(path, ingest)


def test_a_path_that_cannot_be_is_said(ingest: IngestSettings) -> None:
    with pytest.raises(ArticleFileUnreadableError):
        read_file(Path("a\0b"), ingest)


def test_a_folders_files_are_found_in_order_and_others_named(
    tmp_path: Path,
) -> None:
    for name in ("b.TXT", "a.md", "c.pdf", "d.htm", "bild.png", ".versteckt.txt", "ohne"):
        (tmp_path / name).write_text("x")
    for folder in ("unter", ".git"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "e.markdown").write_text("x")
    (tmp_path / "ring").symlink_to(tmp_path, target_is_directory=True)
    found = find_files(tmp_path)
    files = [str(path.relative_to(tmp_path)) for path in found.files]
    assert files == ["a.md", "b.TXT", "c.pdf", "d.htm", "unter/e.markdown"]
    assert [(str(each.path.relative_to(tmp_path)), each.reason) for each in found.skipped] == [
        (".git", "hidden"),
        (".versteckt.txt", "hidden"),
        ("bild.png", "kind"),
        ("ohne", "kind"),
        ("ring", "link"),
    ]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    for path in (tmp_path / "a.txt", tmp_path / "fehlt"):
        with pytest.raises(ArticleNotAFolderError):
            find_files(path)


def test_asking_imports_no_reader_of_a_format_and_starts_no_process() -> None:
    """What the readers stand on takes long to import; seeds and the library must not need it."""
    heavy = [
        "trafilatura",
        "lxml",
        "pypdfium2",
        "charset_normalizer",
        "yaml",
        "urllib3",
        "markdown_it",
    ]
    code = (
        "import sys\nstarted = []\n"
        "sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and started.append(event))\n"
        "import index.articles, index.corpus.exchange.seeds\n"
        "index.articles.draft_from_bytes(b'Die Mission ruht.', source='a')\n"
        f"print([name for name in {heavy} if name in sys.modules], started)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[] []"
