"""The time of each reader, and of each step on its way, grows as the document does."""

from collections.abc import Callable

import pytest

from index.articles import read_bytes
from index.articles.cleaning import clean, clean_line
from index.articles.formats.html import folds, markup, phrasing, trees
from index.articles.formats.html.attributes import refuse_many_attributes
from index.articles.formats.html.page import extracted, maintext, navigation, unscripted
from index.articles.formats.unwrap import Growing, mended
from index.articles.frontmatter import split
from index.articles.sniffing import text_format
from index.articles.structure import Layout, lay_out
from index.config import IngestSettings
from index.units.segmentation import segment
from index.units.shape import shape
from tests.hostile.carriers import GROWING
from tests.hostile.growth import growth, repeated, slow_at
from tests.hostile.markup import AROUND, AS_IT_IS, MARKED
from tests.hostile.pdfs import shown, single
from tests.hostile.texts import BREAKS, GONE, KEPT

Step = Callable[[str], object]

FEW, MANY = 1024, 8192
"""Repetitions up to which whole readers and single steps are looked at."""

UNITS = sorted(
    {*KEPT.values(), *GONE.values(), *(unit for unit, _ in BREAKS.values())}
    | {"\u0301\u0316", "\u0f73", "der 2. ", "Ein Satz. ", "wort-\n", "WORT-\n", "Wort\n", "a: b\n"}
    | {"<!-- x -->", "#\n \n", "- ", "\ufffd. ", "„A.“ ", "1.\u00a0", "x\u00ad\n"}
)

MARKUP = {
    **{name: ("", unit, "") for name, unit in AROUND.items()},
    "divisions": ("", "<div>Ein Absatz.</div>", ""),
    "open-paragraphs": ("", "<p>Ein Absatz.", ""),
    "rows": ("<table>", "<tr><td>a<td>b", "</table>"),
    "cells": ("<table><tr>", "<td>a", ""),
    "code": ("", "<code>a\nb</code>", ""),
    "hidden-between": ("", "<i hidden>x</i>Wort ", ""),
    "tabs-in-a-picture's-words": ("<img alt='", "\t", "'>"),
    "superscripts": ("<p>", "a<sup>1</sup>", ""),
    "marks-of-notes": ("<p>Wort", "<sup><a href='#a'>1</a></sup>", ""),
    "quotes": ("<p>", "<q>a</q>", ""),
    "struck": ("<p>", "<s>a</s>b", ""),
    "folded": ("", "<h3>A?</h3><div hidden>b</div>", ""),
    "openers": ("<div id=a>b</div>", "<a href='#a' aria-controls=a>A</a>", ""),
    "spanned": ("<table>", "<tr><td rowspan=999>a<td colspan=999>b", "</table>"),
    "wide-rows": ("<table><tr><td>a<td>b", "<tr><td colspan=2>a", "</table>"),
    "links": ("<ul>", "<li><a href='/a'>b</a>", "</ul>"),
    "headings": ("", "<h2>a</h2>", ""),
    "told": ("", "<script type='application/ld+json'>{'a':[</script>", ""),
    "unscripted": ("", "<noscript>a</noscript>", ""),
    "marks": ("<p>", "\u0301\u0316", ""),
}

NESTED = {
    "tables": ("<table><tr><td>a", "</td></tr></table>"),
    "lists": ("<ul><li>a", "</li></ul>"),
    "code": ("<code>a\n", "</code>"),
    "quotes": ("<blockquote>a", "</blockquote>"),
    "bold": ("<b>a", "</b>"),
    "divisions": ("<div>a", "</div>"),
    "hidden": ("<div>a<p hidden>a", "</p></div>"),
    "hidden-in-hidden": ("<h2>a</h2><div hidden>a", "</div>"),
    "quoted": ("<q>a", "</q>"),
    "opened": ("<details><summary>a</summary>", "</details>"),
    "definitions": ("<dl><dt>a<dd>", "</dd></dl>"),
    "named": ("<div class='nav main'>a", "</div>"),
}
"""Elements within elements; there is a limit to how deep."""


DIALECTS = [
    *(
        "!!! note\n    ",
        '=== "a"\n\n    ',
        ":::\n",
        "::: a\n",
        "> [!note] a\n",
        "%%\n",
        "%% a ",
        "%%a%%",
    ),
    *(
        "[[a",
        "[[a]]",
        "![[a",
        "==a",
        "==a==",
        "^a^",
        "~a~",
        "^[a",
        "[^a]",
        "[^a]: a\n",
        "{{a",
        "{% a",
    ),
    *("{.a", "{.a}", "{-", "[a]{.b}", "*[a]: b\n", "a\n: b\n\n", "a:: b\n", "- [ ] a\n", "**a**\n"),
    *("{% comment %}", "wort-\n", "A: b\n", "\\newpage\n", "#a #b\n", "<!-- a -->\n"),
]
"""What the dialects of Markdown have, whole and begun."""

WIKI = [
    *(
        "{{",
        "{{a}}",
        "{{a",
        "{|\n",
        "| a\n",
        "{|\n|-\n",
        "* a\n",
        "** a\n",
        "<ref>",
        "<ref>a</ref>",
    ),
    *("'''a", "''a", "[https://a b", "//a", "; a : b\n", "^ a ^\n", "__A", "== a ==\n", "!a\n"),
]

SHAPES = [
    *("- a\n", "  - a\n", "1. a\n\n", "A: b?\n", "A\n\n", "§ 1\n", "12:00\n", "a | b\n", "A\tb\n"),
    *("A  B\n", "a — 12:00\n", "[12.03.24, 18:22] A: b\n", "a:\n\n", "===\n", " a\n", "Q: a?\n\n"),
]


def layout(page: str) -> Layout:
    """Go the way of a page within our own rooms."""
    tree = trees.parse(page, source="a")
    if tree is None:
        return lay_out([])
    trees.visible_length(tree)
    trees.has_longer_row(tree, 1)
    folds.unfold(tree)
    folds.mark_questions(tree)
    trees.drop_hidden(tree)
    unscripted.article_bodies(tree)
    unscripted.show_noscript(tree)
    trees.drop_never_text(tree)
    phrasing.write_out(tree)
    trees.drop(navigation.controls(tree))
    main = extracted.MainText(["Ein Absatz.", "Wort"])
    maintext.keep_main_text(tree, trees.wrap_loose_text(tree), main)
    return lay_out(markup.nodes(tree))


def bound(text: str) -> str:
    """Join a word as a PDF's pages."""
    pages = Growing()
    for page in text.split("\n"):
        if pages.continues(page):
            pages.go_on(page)
        elif page:
            pages.begin(page)
    return str(pages)


def read(source: str) -> Step:
    """Return what reads a document and divides it into sentences."""

    def reader(text: str) -> None:
        settings = IngestSettings()
        raw = single(shown(*text.splitlines())) if source.endswith(".pdf") else text.encode()
        draft = read_bytes(raw, source=source, settings=settings).draft
        segment(draft.text, draft.language)

    return reader


STEPS: dict[str, Step] = {
    "cleaned": clean,
    "on-one-line": lambda text: clean_line(text, 80),
    "sniffed": lambda text: text_format(text, None),
    "bound": bound,
    "front-matter": lambda text: split(text, "a"),
    "in-a-front-matter": lambda text: split(f"---\n{text}\n---\n", "a"),
    "mended": mended,
    "shaped": shape,
    "divided-in-german": lambda text: segment(text, "de"),
    "divided-in-english": lambda text: segment(text, "en"),
    "attributes": lambda text: refuse_many_attributes(f"<a {text}>", "a"),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_s_time_grows_as_its_text_does(step: str) -> None:
    most = 1024 if step == "in-a-front-matter" else MANY
    assert slow_at(STEPS[step], UNITS, most) == {}


@pytest.mark.parametrize("name", MARKUP)
def test_a_tree_s_time_grows_as_its_markup_does(name: str) -> None:
    assert growth(repeated(layout, *MARKUP[name]), MANY) == "as the input"


@pytest.mark.parametrize("name", ["hidden-between", "folded", "headings"])
def test_so_it_does_among_thousands_side_by_side(name: str) -> None:
    assert growth(repeated(layout, *MARKUP[name]), MANY, first=2048) == "as the input"


@pytest.mark.parametrize("name", NESTED)
def test_a_tree_s_time_grows_as_its_depth_does(name: str) -> None:
    start, _ = NESTED[name]
    assert growth(repeated(layout, "", start, ""), MANY) == "as the input"


@pytest.mark.parametrize("name", NESTED)
def test_a_page_s_time_grows_as_its_deep_parts_do(name: str) -> None:
    start, end = NESTED[name]
    deep = start * 8 + end * 8
    page = repeated(read("a.html"), "<html><body>", deep, "<p>Ein Satz.")
    assert growth(page, 256) == "as the input"


@pytest.mark.parametrize("name", MARKUP)
def test_a_page_s_time_grows_as_its_markup_does(name: str) -> None:
    start, unit, end = MARKUP[name]
    page = repeated(read("a.html"), f"<html><body>{start}", unit, f"{end}<p>Ein Satz.")
    assert growth(page, FEW) == "as the input"


@pytest.mark.parametrize("unit", [*AS_IT_IS.values(), *(unit for unit, _ in MARKED.values())])
def test_a_markdown_text_s_time_grows_as_it_does(unit: str) -> None:
    assert growth(repeated(read("a.md"), "a ", unit, " x"), FEW) == "as the input"


@pytest.mark.parametrize("unit", DIALECTS)
def test_a_markdown_text_s_time_grows_as_its_dialect_does(unit: str) -> None:
    assert growth(repeated(read("a.md"), "a ", unit, " x"), FEW) == "as the input"


@pytest.mark.parametrize("unit", WIKI)
def test_a_wiki_s_text_s_time_grows_as_it_does(unit: str) -> None:
    wiki = repeated(read("a.txt"), "== a ==\n\n== b ==\n", unit, " x")
    assert growth(wiki, FEW) == "as the input"


@pytest.mark.parametrize("unit", SHAPES)
def test_a_plain_text_s_time_grows_as_it_does(unit: str) -> None:
    assert growth(repeated(read("a.txt"), "a ", unit, " x"), FEW) == "as the input"


@pytest.mark.parametrize("unit", ["wort-\n", "Wort ", "Ein Satz.\n", "A", "1.\n", "(\n", "- \n"])
def test_a_pdf_s_time_grows_as_its_text_does(unit: str) -> None:
    assert growth(repeated(read("a.pdf"), "a ", unit, " x"), FEW) == "as the input"


@pytest.mark.parametrize(
    ("name", "unit"), [(name, unit) for name, (_, _, units) in GROWING.items() for unit in units]
)
def test_the_time_of_what_carries_texts_grows_as_it_does(name: str, unit: str) -> None:
    start, end, _ = GROWING[name]
    assert growth(repeated(read(name), start, unit, end), FEW) == "as the input"
