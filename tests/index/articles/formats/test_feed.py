"""Feeds: each item is a section with its title, its date and its text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.errors import ArticleEmptyError
from index.articles.formats.errors import ArticleFeedBrokenError
from index.articles.omissions import Omission
from tests.index.articles.units import DOCUMENTS, extract, read, stands_under, units

CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
ATOM = "http://www.w3.org/2005/Atom"


def rss(items: str, *, prolog: str = "", about: str = "<title>Dorfblatt</title>") -> str:
    return (
        f'<?xml version="1.0"?>{prolog}<rss version="2.0" {CONTENT}><channel>{about}{items}'
        "</channel></rss>"
    )


def test_a_feed_s_items_stand_under_their_titles_and_dates() -> None:
    extraction = extract((DOCUMENTS / "feed.xml").read_bytes(), "feed.xml")
    assert (extraction.format, extraction.draft.title) == ("feed", "Dorfblatt")
    assert units(extraction.draft) == [
        ("context", "Neue Linde"),
        ("context", "2024-03-05"),
        ("sentence", "Am Anger wurde eine Linde gepflanzt."),
    ]
    assert stands_under(extraction.draft, "Am Anger") == ("Neue Linde", "2024-03-05")


@pytest.mark.parametrize("name", ["feed.rss", "feed.txt", "feed", "feed.html"])
def test_a_feed_is_one_under_any_name(name: str) -> None:
    assert extract((DOCUMENTS / "feed.xml").read_bytes(), name).format == "feed"


def test_atom_is_read_with_html_in_any_form() -> None:
    draft = read(
        f'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><!-- x --><feed xmlns="{ATOM}" '
        'xml:lang="de"><title>Verein</title><link rel="self" href="https://x.example/feed"/>'
        '<link href="https://x.example/"/><updated>2024-05-01T10:00:00Z</updated>'
        "<author><name>Vorstand</name></author>"
        '<entry><title type="html">Beitr&amp;auml;ge</title><published>2024-04-01</published>'
        '<content type="html">&lt;h2&gt;Kinder&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;2&amp;nbsp;Euro'
        "&lt;/ul&gt;</content><summary>Kurz: Alles wird teurer.</summary></entry>"
        '<entry><title>Saal</title><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Der Saal ist <b>frei</b>.</p></div>'
        "</content></entry></feed>",
        "feed.atom",
    )
    assert (draft.title, draft.date, draft.author, draft.url, draft.language) == (
        "Verein",
        "2024-05-01",
        "Vorstand",
        "https://x.example/",
        "de",
    )
    assert units(draft) == [
        ("context", "Beiträge"),
        ("context", "2024-04-01"),
        ("sentence", "Kurz: Alles wird teurer."),
        ("context", "Kinder"),
        ("item", "- 2\xa0Euro"),
        ("context", "Saal"),
        ("sentence", "Der Saal ist frei."),
    ]
    assert stands_under(draft, "- 2") == ("Beiträge", "Kinder", "2024-04-01")
    assert stands_under(draft, "Der Saal ist") == ("Saal",)


def test_an_item_s_whole_text_is_read_and_a_summary_that_begins_it_once() -> None:
    item = (
        "<item><title>Linde</title><description>Die Linde steht …</description>"
        "<content:encoded><![CDATA[<p>Die Linde steht am Anger.</p>]]></content:encoded>"
        "<author>a@x.example (Anna Muster)</author><pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate>"
        '<enclosure url="https://x.example/a.mp3"/></item>'
    )
    extraction = extract(rss(item), "feed.xml")
    assert extraction.draft.text == "Linde\n\n2024-03-05, Anna Muster\n\nDie Linde steht am Anger."
    assert extraction.omissions == (Omission("attachments", 1),)


def test_the_first_kind_of_rss_is_read() -> None:
    draft = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel><title>Blatt</title></channel>'
        "<item><title>Eins</title><description>Erster Satz.</description></item></rdf:RDF>",
        "feed.rdf",
    )
    assert (draft.title, draft.text) == ("Blatt", "Eins\n\nErster Satz.")


def test_names_of_html_and_bare_signs_are_read_though_xml_knows_none() -> None:
    item = "<item><title>Caf&eacute; & Bar</title><description>Zw&ouml;lf Euro</description></item>"
    assert read(rss(item), "feed.xml").text == "Café & Bar\n\nZwölf Euro"


def test_nothing_is_made_of_entities_and_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM")
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    prolog = (
        f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}" [<!ENTITY l0 "lol">{laughs}'
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    )
    items = "<item><title a='&l9;'>Eins &x; &l9;</title></item>"
    assert read(rss(items, prolog=prolog), "feed.xml").text == "Eins &x; &l9;"


def test_other_xml_is_no_feed() -> None:
    assert extract("<rssx>Text.</rssx>", "a.txt").format == "text"


def test_a_feed_that_breaks_off_or_is_nested_without_end_is_refused() -> None:
    with pytest.raises(ArticleFeedBrokenError):
        read(rss("<item><title>Eins</title></item>")[:-20], "feed.xml")
    with pytest.raises(ArticleFeedBrokenError):
        read(rss("<item>" * 10_000 + "</item>" * 10_000), "feed.xml")
    with pytest.raises(ArticleEmptyError):
        read(rss(""), "feed.xml")


WORDS = st.lists(st.sampled_from(["Wort", "Satz.", "Wann?", "5 &lt; 6", "ä"]), min_size=1)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_every_word_of_a_feed_is_in_its_text(items: list[tuple[list[str], list[str]]]) -> None:
    made = "".join(
        f"<item><title>{' '.join(title)}</title><description>{' '.join(text)}</description></item>"
        for title, text in items
    )
    said = " ".join(" ".join((*title, *text)) for title, text in items)
    draft = read(rss(f"<item><title>Anfang</title></item>{made}"), "feed.xml")
    assert f"Anfang {said}".replace("&lt;", "<").split() == draft.text.split()


def test_a_summary_in_html_that_says_something_else_is_read_and_what_leads_on_is_not() -> None:
    items = (
        "<item><title>Bus</title><link>https://x.example/1</link>"
        "<description>Die Linie 3 fährt &lt;em&gt;nicht&lt;/em&gt;.</description>"
        "<content:encoded><![CDATA[<p>Die Brücke ist zu.</p>]]></content:encoded></item>"
        "<item><title>Bad</title><link>https://x.example/2</link><description><![CDATA["
        '<p>Es ist auf. <a href="https://x.example/2">Mehr davon</a> im Netz.</p>'
        '<p><a href="https://x.example/2">Weiterlesen …</a></p>]]></description></item>'
    )
    assert units(read(rss(items), "feed.xml")) == [
        ("context", "Bus"),
        ("sentence", "Die Linie 3 fährt nicht."),
        ("sentence", "Die Brücke ist zu."),
        ("context", "Bad"),
        ("sentence", "Es ist auf."),
        ("sentence", "Mehr davon im Netz."),
    ]
