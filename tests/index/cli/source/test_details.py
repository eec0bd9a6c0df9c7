"""`belegbot source add --valid-until` and `source edit`, in processes of their own."""

from pathlib import Path

import pytest

from tests.index.cli.source.test_sources import added, log_of, text_file
from tests.index.cli.test_cli import Run, belegbot, parsed

__all__ = ["belegbot", "text_file"]

QUESTION = "Wann begann die Ernte in Musterstadt?"


def test_an_article_gets_a_last_day_and_loses_it(belegbot: Run, text_file: Path) -> None:
    refused = belegbot("source", "add", str(text_file), "--valid-until", "31.02.2025")
    assert refused.returncode == 1
    assert refused.stderr.startswith("“31.02.2025” isn't a date that can be used.")
    article = added(
        belegbot,
        *(str(text_file), "--title", "Ernte", "--date", "2019"),
        *("--valid-until", "31.12.2018", "--after-that", "quote"),
    )
    [citation] = parsed(belegbot("ask", "--json", QUESTION))["citations"]
    assert (citation["valid_until"], citation["expired"]) == ("2018-12-31", True)
    listed = [row for row in parsed(belegbot("source", "list", "--json")) if row["id"] == article]
    assert [(row["valid_until"], row["expired"]) for row in listed] == [("2018-12-31", True)]

    hidden = belegbot("source", "edit", article, "--after-that", "hide", "--why", "alt")
    assert hidden.stderr.splitlines() == [
        (
            "The last day, December 31, 2018, is over already: this counts as expired from the "
            "beginning."
        ),
        "The last day, December 31, 2018, is before the source's own date, 2019.",
    ]
    assert belegbot("ask", QUESTION).returncode == 3
    assert (
        "expired, was valid until December 31, 2018, not asked any more"
        in belegbot("source", "show", article).stdout
    )
    belegbot("source", "edit", article, "--valid-until", "")
    [citation] = parsed(belegbot("ask", "--json", QUESTION))["citations"]
    assert (citation["valid_until"], citation["expired"]) == (None, False)
    assert log_of(belegbot, article) == [
        ("add", article, ""),
        ("replace", article, "alt"),
        ("replace", article, ""),
    ]


@pytest.mark.parametrize("options", [("--title", ""), ("--after-that", "hide")])
def test_an_edit_that_changes_nothing_is_refused(
    belegbot: Run, text_file: Path, options: tuple[str, str]
) -> None:
    article = added(belegbot, str(text_file))
    nothing = belegbot("source", "edit", article, *options)
    assert nothing.returncode == 1
    assert nothing.stderr.startswith(f"Nothing of “{article}” would be another.")
    belegbot("source", "remove", article)
    removed = belegbot("source", "edit", article, "--author", "Ada")
    assert removed.stderr.startswith(f"“{article}” is removed already.")
