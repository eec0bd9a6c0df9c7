"""What people are told of errors: nothing of the operator's machine, nothing that formats."""

from pathlib import Path

from bot.failures import SOMETHING_WRONG, explain
from index.articles.errors import ArticleArchiveError, ArticleFileUnreadableError
from index.corpus.errors import ChangeNotUndoableError
from index.i18n import N_
from index.indexing.errors import IndexBusyError, IndexUnwritableError
from tests.bot.discord_markdown import read


def test_names_are_shown_as_they_are() -> None:
    name = "**a** [x](https://evil.example) @everyone.txt"
    text = explain(ArticleArchiveError(source=name), "en")
    shown = read(text)
    assert shown.text.startswith(f"“{name}” is an archive or an office document.")
    assert shown.marks == []


def test_what_reorders_or_hides_letters_is_taken_out() -> None:
    text = explain(ArticleArchiveError(source="\u202etxt.exe\u200b"), "en")
    assert text.startswith("“txt.exe” is an archive")


def test_long_names_are_cut() -> None:
    assert len(explain(ArticleArchiveError(source="ab " * 4000), "en")) < 600


def test_reasons_of_our_own_are_translated() -> None:
    error = ChangeNotUndoableError(revision=3, reason=N_("there is no such change"))
    assert "diese Änderung gibt es nicht" in explain(error, "de")


def test_paths_stay_with_the_operator_also_within_other_errors() -> None:
    inner = IndexUnwritableError(path=Path("/srv/geheim"), reason="full")
    for error in (inner, ArticleFileUnreadableError(source="a", reason=inner)):
        assert explain(error, "en") == SOMETHING_WRONG


def test_what_names_no_path_is_told() -> None:
    assert "60" in explain(IndexBusyError(seconds=60), "en")
