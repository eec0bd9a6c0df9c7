"""`belegbot source watch`, `reread`, `unwatch` and `list --watched`, in processes of their own."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.index.articles.web.web_server import Site, serving
from tests.index.cli.test_cli import Run, belegbot, parsed
from tests.index.watching.pages import CHEAPER, DOGS, HOURS, POOL, PRICE, RULES, serve, status
from tests.processes.commands import IMPATIENT

__all__ = ["belegbot"]

QUESTION = "Was kostet der Eintritt?"
LONGER = (HOURS, CHEAPER, DOGS, RULES)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server on this machine, which commands may read from."""
    monkeypatch.setenv("BELEGBOT_INGEST__ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("BELEGBOT_SEEDS_DIR", "")
    monkeypatch.setenv(IMPATIENT, "")
    with serving() as here:
        yield here


def watched(belegbot: Run, url: str, *options: str) -> dict[str, Any]:
    done = belegbot("source", "watch", url, "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_page_is_watched_changes_and_is_taken_over(belegbot: Run, site: Site) -> None:
    url = serve(site, "/bad", *POOL)
    watch = watched(belegbot, url, "--every", "7d")
    article = watch["article_id"]
    assert (watch["every"], watch["apply"], watch["scope"]) == (7 * 86400, "ask", "shared")
    assert watch["change"]["operation"] == "add"
    [listed] = parsed(belegbot("source", "list", "--watched", "--json"))
    assert (listed["url"], listed["waiting"], listed["trouble"]) == (url, False, None)

    serve(site, "/bad", *LONGER)
    done = belegbot("source", "reread", article)
    decide = (
        f"“belegbot source reread {article} --take-over” puts it in the article's place; with "
        "--keep the article stays as it is."
    )
    assert lines(done)[1:] == [
        f"    {url}",
        f"    + {CHEAPER}",
        f"    − {PRICE}",
        decide,
    ]
    assert "every 1w · changes wait · next " in done.stdout
    assert done.stdout.splitlines()[0].endswith(" · shared · a change waits for a decision")
    asked = len(site.asked)
    change = parsed(belegbot("source", "reread", article, "--take-over", "--why", "neu", "--json"))
    assert (change["operation"], change["why"]) == ("replace", "neu")
    assert len(site.asked) == asked
    assert belegbot("ask", QUESTION).stdout.startswith("3 Euro\n")

    again = belegbot("source", "reread", article, "--take-over")
    assert again.returncode == 1
    assert again.stderr.startswith("Nothing of “Freibad” waits for a decision, ")


def test_a_change_that_is_left_alone_waits_no_more(belegbot: Run, site: Site) -> None:
    url = serve(site, "/bad", *POOL)
    article = watched(belegbot, url)["article_id"]
    serve(site, "/bad", *LONGER)
    [outcome] = parsed(belegbot("source", "reread", url, "--json"))
    assert outcome["sentences"] == {"added": [CHEAPER], "removed": [PRICE]}
    assert outcome["news"] == [{"kind": "proposed", "trouble": None, "revision": None}]

    assert lines(belegbot("source", "reread", url, "--keep")) == [
        f"“Freibad” ({article}) stays as it is; the page's next change is told again."
    ]

    [outcome] = parsed(belegbot("source", "reread", url, "--json"))
    assert (outcome["waiting"], outcome["sentences"]) == (False, {"added": [], "removed": []})
    assert belegbot("ask", QUESTION).stdout.startswith("4 Euro\n")


def test_who_agrees_beforehand_is_told_what_was_taken_over(belegbot: Run, site: Site) -> None:
    article = watched(belegbot, serve(site, "/bad", *POOL), "--apply", "always")["article_id"]
    serve(site, "/bad", *LONGER)

    done = belegbot("source", "reread", article, language="de_DE")

    assert "Änderungen werden übernommen · nächstes Mal " in done.stdout
    assert f"ersetzt  {article} watch" in done.stdout
    assert done.stdout.splitlines()[-2:] == [f"    + {CHEAPER}", f"    − {PRICE}"]
    assert belegbot("ask", QUESTION).stdout.startswith("3 Euro\n")


def test_nothing_is_due_right_after_a_page_was_read(belegbot: Run, site: Site) -> None:
    watched(belegbot, serve(site, "/bad", *POOL))
    asked = len(site.asked)

    assert lines(belegbot("source", "reread")) == ["0 pages were read; 0 new."]
    assert lines(belegbot("source", "reread", "--quiet")) == []
    assert parsed(belegbot("source", "reread", "--json")) == {"read": [], "news": [], "sites": []}
    assert len(site.asked) == asked


def test_a_page_in_trouble_is_told_of_and_keeps_its_text(belegbot: Run, site: Site) -> None:
    article = watched(belegbot, serve(site, "/bad", *POOL))["article_id"]
    status(site, "/bad", 410)

    done = belegbot("source", "reread", article)

    assert done.returncode == 1
    assert done.stderr.startswith("“127.0.0.1” answered with the error 410 for “")
    assert done.stdout.splitlines()[0].endswith(" · shared · the page is gone")
    assert belegbot("ask", QUESTION).stdout.startswith("4 Euro\n")

    serve(site, "/bad", *POOL)
    assert lines(belegbot("source", "reread", article))[0].endswith(
        " · shared · well again, if the next look says so, too"
    )
    assert lines(belegbot("source", "reread", article))[0].endswith(" · shared")


def test_what_a_server_s_moderators_are_to_be_told_stays_for_who_tells_them(
    belegbot: Run, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    watched(belegbot, url, "--scope", "4711")
    serve(site, "/bad", *LONGER)
    watched(belegbot, url, "--scope", "4711", "--apply", "always")

    news = parsed(belegbot("source", "reread", "--json"))["news"]

    assert news == []
    assert belegbot("ask", QUESTION, "--scope", "4711").stdout.startswith("3 Euro\n")
    assert parsed(belegbot("source", "list", "--watched", "--scope", "shared", "--json")) == []


def test_what_isnt_said_again_stays_as_it_was(belegbot: Run, site: Site) -> None:
    url = serve(site, "/bad", *POOL)
    watched(belegbot, url, "--every", "30m", "--apply", "always")

    watch = watched(belegbot, url)

    assert (watch["every"], watch["apply"]) == (1800, "always")


def test_unwatching_keeps_the_article(belegbot: Run, site: Site) -> None:
    url = serve(site, "/bad", *POOL)
    article = watched(belegbot, url)["article_id"]

    assert lines(belegbot("source", "unwatch", url)) == [
        f"“Freibad” ({article}) isn't watched any more; the article stays."
    ]

    assert lines(belegbot("source", "list", "--watched")) == ["No page is watched."]
    assert [each["id"] for each in parsed(belegbot("source", "list", "--json"))] == [article]
    done = belegbot("source", "unwatch", article)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"“{article}” isn't watched. Nothing was changed; ")


@pytest.mark.parametrize("interval", ["", "24", "h", "9m", "366d", "-1h", "1.5h", "99999999w"])
def test_what_is_no_interval_is_refused(belegbot: Run, site: Site, interval: str) -> None:
    done = belegbot("source", "watch", site.url, "--every", interval)

    assert done.returncode == 2
    assert f"“{interval}” is no interval from 10m (minutes) to 365d" in done.stderr
    assert site.asked == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--take-over", "--keep", "a"], "--take-over and --keep exclude each other."),
        (["--keep"], "Name the article that is decided on."),
    ],
)
def test_a_decision_that_makes_no_sense_is_wrong_usage(
    belegbot: Run, arguments: list[str], message: str
) -> None:
    done = belegbot("source", "reread", *arguments)

    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("turm.txt", "“turm.txt” isn't a usable web address: "),
        ("http://169.254.169.254/", "“http://169.254.169.254/robots.txt” leads to "),
    ],
)
def test_what_isnt_on_the_web_isnt_watched(belegbot: Run, url: str, message: str) -> None:
    done = belegbot("source", "watch", url)

    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr


@pytest.mark.parametrize("command", ["add", "watch", "unwatch", "reread", "add-site"])
def test_an_address_of_another_kind_is_called_that_by_every_command(
    belegbot: Run, command: str
) -> None:
    done = belegbot("source", command, "ftp://example.org/turm")

    assert done.returncode != 0
    assert (
        "“ftp://example.org/turm” isn't a usable web address: it must begin with http://"
        in done.stderr
    )
