"""The page in a real browser, by keyboard alone; skipped where there is no Chromium."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft

ADA = Author("operator:ada")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

TEXT = "\n\n".join(
    [
        *(f"Absatz {n} handelt vom Wetter in Altheim und von sonst nichts." for n in range(60)),
        "Der Eintritt ins Freibad kostet 4 Euro.",
    ]
)
WORDS = {"de-DE": ("Antwort", "Im Artikel lesen"), "en-US": ("Answer", "Read it in the article")}
QUESTION = "Was kostet der Eintritt ins Freibad?"

NAMED = """() => [...document.querySelectorAll('a, button, input:not([type=hidden])')]
    .filter(e => !(e.innerText || e.labels && [...e.labels].some(l => l.innerText))).length"""
CONTRAST = """() => {
  const light = c => { const [r, g, b] = c.match(/\\d+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const back = e => { for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (c !== 'rgba(0, 0, 0, 0)') return c; } return 'rgb(255, 255, 255)'; };
  return Math.min(...[...document.querySelectorAll('p, a, h1, h2, h3, label, button, mark, input')]
    .filter(e => !e.matches('[type=hidden]')).map(e => {
      const [a, b] = [light(getComputedStyle(e).color), light(back(e))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05); }));
}"""


@pytest.fixture
def browser() -> Iterator[Any]:
    """A Chromium without a window."""
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Any, **options: Any) -> tuple[Any, list[str]]:  # noqa: ANN401 - untyped
    """Open a tab; what it complains of is noted."""
    tab = browser.new_context(**options).new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    return tab, complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["de-DE", "en-US"])
def test_one_asks_and_reads_the_evidence_in_its_article_by_keyboard(
    library: Library,
    page: str,
    browser: Any,  # noqa: ANN401 - untyped
    scheme: str,
    locale: str,
) -> None:
    library.add(Draft(TEXT, "Freibad", "de"), ADA)
    tab, complaints = opened(browser, locale=locale, color_scheme=scheme)
    tab.goto(page)
    assert tab.evaluate("document.activeElement.id") == "question"

    tab.keyboard.type(QUESTION)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/?q=*")

    assert tab.url.endswith("#answer")
    assert tab.locator(".lead").inner_text() == "4 Euro"
    assert tab.locator("blockquote mark").inner_text() == "4 Euro"
    assert tab.evaluate(NAMED) == 0
    assert tab.evaluate(CONTRAST) >= 4.5
    words = {
        "de-DE": ("Antwort", "Im Artikel lesen"),
        "en-US": ("Answer", "Read it in the article"),
    }
    heading, link = words[locale]
    assert tab.get_by_role("heading", name=heading, exact=True).count() == 1
    assert tab.get_by_role("search").count() == 1
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.innerText") == link
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/article/**")

    marked = tab.locator("#evidence")
    assert marked.inner_text() == "Der Eintritt ins Freibad kostet 4 Euro."
    box = marked.bounding_box()
    assert 0 <= box["y"] < tab.viewport_size["height"]
    assert tab.evaluate(CONTRAST) >= 4.5
    dark = tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 28)"
    assert dark == (scheme == "dark")
    assert [each for each in complaints if "favicon" not in each and "404" not in each] == []


def test_a_narrow_window_needs_no_scrolling_sideways(
    library: Library,
    page: str,
    browser: Any,  # noqa: ANN401 - untyped
) -> None:
    library.add(Draft("Der Eintritt kostet 4 Euro. " + "x" * 300, "F" * 200, "de"), ADA)
    tab, _ = opened(browser, viewport={"width": 320, "height": 600})
    tab.goto(f"{page}?q=Was+kostet+der+Eintritt")

    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_another_page_can_neither_frame_it_nor_read_it(
    page: str,
    browser: Any,  # noqa: ANN401 - untyped
) -> None:
    tab, complaints = opened(browser)
    tab.route(
        "http://example.org/",
        lambda route: route.fulfill(
            content_type="text/html", body=f"<iframe src='{page}'></iframe>"
        ),
    )
    tab.goto("http://example.org/")
    tab.wait_for_timeout(500)

    assert tab.frames[-1].evaluate("document.body.innerText").find("Belegbot") == -1
    read = tab.evaluate("u => fetch(u).then(r => r.text()).catch(e => 'refused')", page)
    assert read == "refused"
    assert complaints
