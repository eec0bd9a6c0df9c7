"""The page to try it: what it shows, what it refuses, and that it only reads."""

import http.client
import re
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urlencode, urlsplit

import pytest

from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.index.web.conftest import served

ADA = Author("operator:ada")
SERVER = Scope("4711")
TEXT = "Das Freibad öffnet um 9 Uhr.\n\nDer Eintritt kostet 4 Euro.\n\nHunde dürfen nicht hinein."
POOL = Draft(TEXT, "Freibad", "de", "2026-03", "https://altheim.example/bad")
QUESTION = "Was kostet der Eintritt?"
HOSTILE = '<script>alert(1)</script> & "Anführung"'


@dataclass(frozen=True)
class Got:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def text(self) -> str:
        """What is to be read, on one line."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.body)).split())


def get(url: str, path: str = "/", method: str = "GET", **headers: str) -> Got:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=sent)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return Got(
        response.status, {name.lower(): value for name, value in response.getheaders()}, body
    )


def asked(url: str, question: str, **headers: str) -> Got:
    return get(url, f"/?{urlencode({'q': question})}", **headers)


def test_a_question_is_answered_with_its_evidence(library: Library, page: str) -> None:
    library.add(POOL, ADA)

    got = asked(page, QUESTION)

    assert got.status == 200
    assert '<p class="lead">4 Euro</p>' in got.body
    assert "Der Eintritt kostet <mark>4 Euro</mark>." in got.body
    assert "[1] Freibad · March 2026 · paragraph 2, sentence 1" in got.text
    assert "Confidence: high (" in got.text
    assert '<a href="https://altheim.example/bad" rel="noopener noreferrer">' in got.body


def test_the_evidence_is_marked_in_its_article(library: Library, page: str) -> None:
    library.add(POOL, ADA)
    [path] = re.findall(r'href="(/article/[^"]*)#evidence"', asked(page, QUESTION).body)

    got = get(page, unescape(path))

    marked = re.findall(r'<div class="text" lang="de">(.*?)</div>', got.body, re.DOTALL)
    assert marked == [
        TEXT.replace(
            "Der Eintritt kostet 4 Euro.",
            '<mark id="evidence" tabindex="-1">Der Eintritt kostet 4 Euro.</mark>',
        )
    ]


def test_an_article_that_was_changed_since_has_nothing_marked(library: Library, page: str) -> None:
    article = library.add(POOL, ADA).article_id
    [path] = re.findall(r'href="(/article/[^"]*)#evidence"', asked(page, QUESTION).body)
    library.replace(article, Draft("Der Eintritt ist frei.", "Freibad", "de"), ADA)

    got = get(page, unescape(path))

    assert "<mark" not in got.body
    assert "The article was changed after the answer, so nothing is marked." in got.text
    assert "Der Eintritt ist frei." in got.text


def test_silence_is_silence_and_what_comes_nearest_is_labelled(library: Library, page: str) -> None:
    library.add(POOL, ADA)

    got = asked(page, "Wie viele Liter Wasser sind im Freibad?")

    assert '<p class="lead">The sources don&#39;t say.</p>' in got.body
    assert "Nothing gives a measure. What comes nearest, and is not an answer Das Frei" in got.text
    assert "<mark" not in got.body
    assert "Confidence" not in got.text


def test_several_questions_are_answered_in_turn(library: Library, page: str) -> None:
    library.add(POOL, ADA)

    got = asked(page, f"{QUESTION} Und wann öffnet das Freibad?")

    assert "1. Was kostet der Eintritt?" in got.text
    assert "2. Und wann öffnet das Freibad?" in got.text
    assert got.body.count('id="answer"') == 1


def test_what_another_process_has_added_is_found(library: Library, page: str) -> None:
    with Library(library.settings) as other:
        other.add(POOL, ADA)

    assert "4 Euro" in asked(page, QUESTION).text


@pytest.mark.parametrize(
    ("wanted", "label"),
    [("de-AT,de;q=0.9", "Frage"), ("en", "Question"), ("fr", "Question"), ("", "Question")],
)
def test_the_page_speaks_the_browser_s_language(page: str, wanted: str, label: str) -> None:
    got = get(page, Accept_Language=wanted)

    assert f'<label for="question">{label}</label>' in got.body
    assert f'<html lang="{"de" if label == "Frage" else "en"}">' in got.body


def test_a_language_that_was_chosen_or_set_wins(library: Library, page: str) -> None:
    assert '<html lang="en">' in get(page, "/?lang=en", Accept_Language="de").body
    with served(library, SHARED, "de") as german:
        assert '<html lang="de">' in get(german, Accept_Language="en").body
        assert '<html lang="en">' in get(german, "/?lang=en").body
    assert '<html lang="en">' in get(page, "/?lang=xx").body


def test_what_articles_and_people_write_is_text(library: Library, page: str) -> None:
    article = library.add(Draft(f"Der Eintritt kostet {HOSTILE} 4 Euro.", HOSTILE, "de"), ADA)

    for got in (
        get(page),
        asked(page, f"Was kostet der Eintritt? {HOSTILE}"),
        asked(page, QUESTION),
        get(page, f"/article/{article.article_id}"),
        get(page, f"/article/{quote(HOSTILE, safe='')}"),
    ):
        assert "<script" not in got.body


@pytest.mark.parametrize("path", ["/", "/?q=x", "/style.css", "/nichts", "/article/x"])
def test_nothing_is_loaded_from_elsewhere_and_nobody_frames_it(page: str, path: str) -> None:
    got = get(page, path)

    policy = got.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy)
    assert not [rule for rule in policy if "script" in rule or "unsafe" in rule]
    assert got.headers["x-frame-options"] == "DENY"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "no-store"
    assert not {"server", "set-cookie"} & got.headers.keys()
    assert not re.findall(r"<(?:script|iframe|img|object)|\son\w+=|style=", got.body)


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "192.168.1.2", "", "0.0.0.0", "localhost.evil"]
)
@pytest.mark.parametrize("path", ["/", "/?q=x", "/style.css"])
def test_a_foreign_host_is_refused(page: str, host: str, path: str) -> None:
    got = get(page, path, Host=host)

    assert got.status == 400
    assert "Belegbot" not in got.body


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:1"])
def test_its_own_names_are_known(page: str, host: str) -> None:
    assert get(page, Host=host).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
@pytest.mark.parametrize("path", ["/?q=Was+kostet+es%3F", "/article/x"])
def test_what_another_page_asks_for_is_refused(
    library: Library, page: str, site: str, path: str
) -> None:
    library.add(POOL, ADA)

    got = get(page, path, Sec_Fetch_Site=site)

    assert got.status == 403
    assert "Another page has asked for this." in got.text
    assert "Euro" not in got.body
    assert get(page, path, Sec_Fetch_Site="same-origin").status in {200, 404}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/?q=x", "/style.css"])
def test_it_only_reads(library: Library, page: str, method: str, path: str) -> None:
    assert get(page, path, method).status == 405
    assert library.corpus.changes() == []


@pytest.mark.parametrize(
    "question",
    ["?" * 5000, "\x00\x01", "\ud7ff" * 10, "   ", "a" * 4000, "'; DROP TABLE articles;"],
)
def test_odd_questions_get_one_clear_line(library: Library, page: str, question: str) -> None:
    library.add(POOL, ADA)

    got = asked(page, question)

    assert got.status in {200, 400}
    if got.status == 400:
        assert got.body.count('role="alert"') == 1
    assert "Traceback" not in got.body
    assert "4 Euro" in asked(page, QUESTION).text


def test_a_line_that_doesnt_end_is_refused(page: str) -> None:
    with suppress(ConnectionError):  # it doesn't listen to the end
        assert get(page, "/?q=" + "a" * 200_000).status >= 400

    assert get(page).status == 200


@pytest.mark.parametrize(
    "place",
    [
        "start=5",
        "start=a&end=b&revision=1",
        "start=-1&end=3&revision=1",
        "start=9&end=3&revision=1",
        "start=0&end=99999&revision=1",
        f"start=0&end={'9' * 5000}&revision=1",
        "start=%D9%A0&end=%D9%A3&revision=1",
    ],
)
def test_a_place_that_isnt_there_is_not_marked(library: Library, page: str, place: str) -> None:
    article = library.add(POOL, ADA).article_id

    got = get(page, f"/article/{article}?{place}")

    assert got.status == 200
    assert "<mark" not in got.body
    assert "Der Eintritt kostet 4 Euro." in got.text


def test_only_what_can_be_asked_can_be_read(library: Library, page: str) -> None:
    hidden = library.add(POOL, ADA, SERVER).article_id
    removed = library.add(Draft("Der Turm ist hoch.", "Turm", "de"), ADA).article_id
    library.remove(removed, ADA)

    assert [get(page, f"/article/{each}").status for each in (hidden, removed, "zz")] == [404] * 3
    assert "Freibad" not in get(page).body
    with served(library, SERVER, None) as own:
        assert get(own, f"/article/{hidden}").status == 200
        assert "4 Euro" in asked(own, QUESTION).text


def test_of_a_long_article_what_is_around_the_place_is_shown(library: Library, page: str) -> None:
    line = "Diese Zeile sagt nichts über das Bad und steht hier oft.\n\n"
    text = (line * 4000 + "Der Eintritt kostet 4 Euro.\n\n" + line * 4000).strip()
    article = library.add(Draft(text, "Lang", "de"), ADA)
    start = text.index("Der Eintritt")

    got = get(
        page,
        f"/article/{article.article_id}?start={start}&end={start + 27}&revision={article.revision}",
    )

    assert 200_000 < len(got.body) < 210_000
    assert '<mark id="evidence" tabindex="-1">Der Eintritt kostet 4 Euro.</mark>' in got.body
    assert "What comes before is left out here." in got.text
    assert "What follows is left out here." in got.text


def test_the_first_page_lists_what_can_be_asked(library: Library, page: str) -> None:
    assert "There are no articles yet" in get(page).text
    library.add(POOL, ADA)
    assert ">Freibad</a></li>" in get(page).body
    assert get(page).body.count("Freibad") == 1


def test_where_nothing_is_there_is_a_way_back(page: str) -> None:
    got = get(page, "//example.org/x")

    assert got.status == 404
    assert "There is no such page here." in got.text
    assert 'href="//' not in got.body
