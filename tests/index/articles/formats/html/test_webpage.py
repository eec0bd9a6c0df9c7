"""HTML: the article and what the page says about it, without what nobody sees."""

import pytest

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.articles.errors import ArticleBytesError
from index.articles.formats.errors import (
    ArticleAttributesError,
    ArticleRowError,
    ArticleWebPageEmptyError,
)
from index.articles.formats.html import markup, trees
from index.articles.structure import lay_out
from index.config import IngestSettings

PAGE = """<!doctype html><html lang="de"><head><title>Mission ausgesetzt | Zeitung</title>
<meta name="author" content="Erika Muster">
<meta property="article:published_time" content="2020-02-12T08:00:00+01:00">
<link rel="canonical" href="https://zeitung.example/irak"><style>p { color: red }</style></head>
<body><nav><a href="/">Start</a> <a href="/p">Politik</a></nav><article>
<h1>Mission ausgesetzt</h1>
<p>Die NATO-Mission im <b>Irak</b> wurde Anfang <a href="/x">Januar</a>
  ausgesetzt. Brüssel entscheidet heute.</p>
<ul><li>Erster Punkt der Liste</li><li>Zweiter Punkt der Liste</li></ul>
<table><tr><th>Land</th><th>Soldaten</th></tr><tr><td>Deutschland</td><td>120</td></tr></table>
<h2>Wie es weitergeht</h2>
<p>Straße 1<br>12345 Berlin</p>
<p>Der letzte Absatz enthält noch einen längeren Satz, damit auch er zum Artikel gehört.</p>
</article><footer>Impressum und Datenschutz</footer><script>var p = "Skripttext";</script>
</body></html>"""


def read(page: str, ingest: IngestSettings) -> Extraction:
    return read_bytes(page.encode(), source="seite.html", settings=ingest)


def test_the_main_text_is_kept_in_paragraphs(ingest: IngestSettings) -> None:
    assert read(PAGE, ingest).draft.text == (
        "Die NATO-Mission im Irak wurde Anfang Januar ausgesetzt. Brüssel entscheidet heute.\n\n"
        "- Erster Punkt der Liste\n- Zweiter Punkt der Liste\n\n"
        "Land | Soldaten\nDeutschland | 120\n\n"
        "Wie es weitergeht\n\n"
        "Straße 1\n12345 Berlin\n\n"
        "Der letzte Absatz enthält noch einen längeren Satz, damit auch er zum Artikel gehört."
    )


def test_a_short_page_s_paragraphs_stay_apart_and_come_once(ingest: IngestSettings) -> None:
    tower = "Der Turm von Altheim wurde am 3. Januar 2021 eingeweiht. Er ist 40 Meter hoch."
    builder = "Der Architekt war Hans Meier aus Neustadt, der auch die Brücke gebaut hat."
    page = f"<nav>Politik</nav><article><h1>Turm</h1><p>{tower}</p><p>{builder}</p></article>"
    assert read(f"<html><body>{page}</body></html>", ingest).draft.text == f"{tower}\n\n{builder}"


def test_title_author_date_and_address_come_from_the_page(ingest: IngestSettings) -> None:
    draft = read(PAGE, ingest).draft
    assert (draft.title, draft.author, draft.date, draft.url, draft.language) == (
        "Mission ausgesetzt",
        "Erika Muster",
        "2020-02-12",
        "https://zeitung.example/irak",
        "de",
    )


def test_what_was_dropped_is_told(ingest: IngestSettings) -> None:
    assert read(PAGE, ingest).dropped == len("StartPolitik" + "ImpressumundDatenschutz")


def test_a_year_in_the_footer_is_not_the_article_s_date(ingest: IngestSettings) -> None:
    page = "<html><body><p>Die Mission wurde ausgesetzt.</p><footer>© 2019</footer></body></html>"
    assert read(page, ingest).draft.date is None


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        'hidden="hidden"',
        'aria-hidden="true"',
        'style="display:none"',
        'style="color: red; DISPLAY : NONE !important"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="font-size:0px"',
        'style="width:0;height:0;overflow:hidden"',
        'style="opacity:0;position:absolute"',
        'style="opacity:0.0; pointer-events: none"',
        'class="small sr-only"',
        'style="position:absolute;left:-9999px"',
    ],
)
def test_hidden_text_is_never_text(attribute: str, ingest: IngestSettings) -> None:
    page = PAGE.replace("<p>Straße", f"<p {attribute}>Geheim ist dieser Satz.</p><p>Straße")
    assert page != PAGE
    assert read(page, ingest).draft.text == read(PAGE, ingest).draft.text


@pytest.mark.parametrize(
    "style", ["opacity:0.5", "font-size:0.9em", "width:0.5em", "left:-1px", "max-width:100px"]
)
def test_visible_styles_hide_nothing(style: str, ingest: IngestSettings) -> None:
    page = PAGE.replace("<p>Straße", f'<p style="{style}">Sichtbar ist dieser Satz.</p><p>Straße')
    assert "Sichtbar ist dieser Satz." in read(page, ingest).draft.text


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript", "svg", "iframe"])
def test_scripts_and_the_like_are_never_text(tag: str, ingest: IngestSettings) -> None:
    page = PAGE.replace("<p>Straße", f"<{tag}>Geheim ist dieser Satz.</{tag}><p>Straße")
    assert "Geheim" not in read(page, ingest).draft.text


def test_text_after_a_hidden_element_stays(ingest: IngestSettings) -> None:
    page = "<html><body><p>Vorn <i hidden>geheim</i> hinten, sagte der Minister.</p></body></html>"
    assert read(page, ingest).draft.text == "Vorn hinten, sagte der Minister."


def test_a_date_in_a_script_for_machines_counts(ingest: IngestSettings) -> None:
    data = (
        '{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2020-02-12"}'
    )
    page = PAGE.replace('content="2020-02-12T08:00:00+01:00"', 'content=""').replace(
        "</head>", f'<script type="application/ld+json">{data}</script></head>'
    )
    assert read(page, ingest).draft.date == "2020-02-12"


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html>",
        "<html></html>",
        "<html><body><script>x()</script></body></html>",
        "<html><body><p hidden>Geheim</p></body></html>",
        "<html><body><img src=x alt=Bild></body></html>",
        "<!-- <p>Text</p> -->",
    ],
)
def test_a_page_without_visible_text_is_refused(page: str, ingest: IngestSettings) -> None:
    with pytest.raises(ArticleWebPageEmptyError) as caught:
        read(page, ingest)
    assert str(caught.value) == (
        "“seite.html” is a web page without readable text; perhaps its text only appears in a "
        "browser. Nothing was stored; save the text in a file and add that."
    )


def test_the_charset_that_a_page_declares_is_honoured(ingest: IngestSettings) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Größe „Maß“</p></body></html>'
    reading = read_bytes(page.encode("cp1252"), source="seite.html", settings=ingest)
    assert reading.draft.text == "Größe „Maß“"


def test_an_xhtml_page_with_an_encoding_declaration_is_read(ingest: IngestSettings) -> None:
    page = '<?xml version="1.0" encoding="utf-8"?>\n<html><body><p>Größe.</p></body></html>'
    assert read(page, ingest).draft.text == "Größe."


def test_a_table_that_holds_tables_only_places_them() -> None:
    inner = "<table><tr><td>Stadt</td><td>Land</td></tr><tr><td>Bonn</td></tr></table>"
    page = f"<table><tr><td>Vorn</td><td>{inner}</td></tr><tr><td>Hinten</td></tr></table>"
    tree = trees.parse(page, source="seite.html")
    assert tree is not None
    assert lay_out(markup.nodes(tree)).text == "Vorn\n\nStadt | Land\nBonn\n\nHinten"


def test_two_line_breaks_part_paragraphs_and_blanks_around_them_go() -> None:
    tree = trees.parse("<p>Vorn \t<br> <br>\tMitte<br> hinten</p>", source="seite.html")
    assert tree is not None
    assert lay_out(markup.nodes(tree)).text == "Vorn\n\nMitte\nhinten"


def test_a_page_of_thousands_of_parts_is_read_whole(ingest: IngestSettings) -> None:
    parts = [f"Absatz {n} regelt, was in Fall {n} gilt." for n in range(6000)]
    items = "".join(f"<li>{part}</li>" for part in parts)
    page = f"<html><body><nav>Start</nav><main><ul>{items}</ul></main></body></html>"
    assert read(page, ingest).draft.text == "\n".join(f"- {part}" for part in parts)


def test_an_element_of_more_attributes_than_any_has_is_refused(ingest: IngestSettings) -> None:
    names = " ".join(f"a{n}=b" for n in range(40_000))
    with pytest.raises(ArticleAttributesError) as caught:
        read(PAGE.replace("<p>Straße", f"<p {names}>Straße"), ingest)
    assert str(caught.value) == (
        "In the HTML of “seite.html” an element has more than 500 attributes. "
        "Nothing was stored; save the text in a file and add that."
    )


def test_what_looks_like_attributes_in_a_script_is_none(ingest: IngestSettings) -> None:
    script = "<script>if (a <b " + "c d=e " * 1000 + ") f()</script><!-- <b " + "c " * 1000 + "-->"
    page = PAGE.replace("<p>Straße", f"{script}<p>Straße")
    assert read(page, ingest).draft.text == read(PAGE, ingest).draft.text


def test_a_row_of_more_cells_than_any_table_has_is_refused(ingest: IngestSettings) -> None:
    with pytest.raises(ArticleRowError) as caught:
        read(PAGE.replace("<th>Land</th>", "<th>Land</th>" * 1001), ingest)
    assert str(caught.value) == (
        "In the HTML of “seite.html” a table's row has more than 1000 cells. "
        "Nothing was stored; divide the table, or save it as a text file and add that."
    )


COUNCIL = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>B</title></head>
<body><h1>Bürgerhaus öffnet</h1><p>Der Gemeinderat von Obertal hat am Mittwochabend über die Zukunft
des alten Bahnhofs beraten. Das Gebäude steht seit vier Jahren leer.</p><p>Die Kosten betragen nach
Angaben der Verwaltung 2,4 Millionen Euro. Davon übernimmt das Land die Hälfte.</p>
<p>Gegen die Pläne stimmten vier Mitglieder des Rates. Sie hatten vorgeschlagen, die Schule zu
sanieren.</p></body></html>"""
CONTROL = ["\x07", "\0", "\x0b", "\x0c", "\x1f", "\x7f", "\uffff", "&#7;", "&#x1F;", "&#12;"]


@pytest.mark.parametrize("where", ["2,4{} Mill", "<p>{}Gegen", "<h1{}>", "{}</body>", "{}<!DOC"])
@pytest.mark.parametrize("character", CONTROL)
def test_a_control_character_keeps_nothing_of_a_page_from_being_read(
    character: str, where: str, ingest: IngestSettings
) -> None:
    damaged = COUNCIL.replace(where.format(""), where.format(character), 1)
    if where == "<h1{}>" and character.startswith("&"):
        damaged = COUNCIL.replace("<h1>", f'<h1 title="{character}">')
    assert read(damaged, ingest).draft.text.replace("  ", " ") == read(COUNCIL, ingest).draft.text
    assert "2,4 Millionen Euro" in read(COUNCIL, ingest).draft.text


BAD = b"Gr\xfc\xdfe"
UNREAD = {
    "a comment": b"<!-- Anzeige %s --></body>",
    "a comment with a tag": b"<!-- <p>%s</p> --></body>",
    "a script": b'<script>var gruss = "%s";</script></body>',
    "a style": b"<style>p::before { content: '%s' }</style></body>",
    "an attribute": b'<span data-gruss="%s"></span></body>',
}


@pytest.mark.parametrize("place", UNREAD)
def test_bad_bytes_where_nothing_is_read_do_not_keep_a_page_out(
    place: str, ingest: IngestSettings
) -> None:
    raw = COUNCIL.encode().replace(b"</body>", UNREAD[place] % BAD)
    draft = read_bytes(raw, source="seite.html", settings=ingest).draft
    assert (draft.text, draft.title) == (read(COUNCIL, ingest).draft.text, "Bürgerhaus öffnet")


READ = {
    "a paragraph": (b"Gegen", b"%s Gegen", 5),
    "a short comment's end": (b"Gegen", b"<!--> %s Gegen", 5),
    "another comment's end": (b"Gegen", b"<!-- a --!> %s Gegen <!-- b -->", 5),
    "the title": (b"</h1>", b" %s</h1>", 2),
}


@pytest.mark.parametrize("place", READ)
def test_bad_bytes_in_what_is_shown_are_told_with_their_line(
    place: str, ingest: IngestSettings
) -> None:
    before, after, line = READ[place]
    raw = COUNCIL.encode().replace(before, after % BAD).replace(b"<html", b"<!-- \xff --><html")
    with pytest.raises(ArticleBytesError, match=rf"^Line {line} of .*Gr\[FC DF\]e"):
        read_bytes(raw, source="seite.html", settings=ingest)


def test_a_page_in_chinese_that_says_gb2312_is_read(ingest: IngestSettings) -> None:
    text = "渡船星期三停航，其他日子照常。船长朱镕说，船费二元。老人和孩子不用付钱，一律免费。"
    page = f'<html><meta charset="gb2312"><title>通知</title><body><p>{text}</p></body></html>'
    draft = read_bytes(page.encode("gb18030"), source="a.html", settings=ingest).draft
    assert (draft.text, draft.title) == (text, "通知")


MANY = " ".join(f"a{number}=1" for number in range(2000))


@pytest.mark.parametrize(
    "before",
    [
        "<\x01p {}>",
        "<&#1;p {}>",
        "<!--><p {}>",
        "<!---><p {}>",
        "<!-- a --!><p {}>",
        "<script/><p {}>",
        "<style/><p {}>",
        "<title/><p {}>",
        "<!x <script ><p {}>",
        "<?x <script>?><p {}>",
        "</p <script><p {}>",
        "<!doctype html '<style>'><p {}>",
    ],
)
def test_no_element_hides_its_many_attributes(before: str) -> None:
    markup = f"<html><body>{before.format(MANY)}Text.</p></body></html>"
    try:
        tree = trees.parse(markup, source="seite.html")
    except ArticleAttributesError:
        return
    assert tree is None or max(len(element.attrib) for element in tree.iter()) <= 500


@pytest.mark.parametrize(
    "reference",
    [
        "&#1 ",
        "&#x1 ",
        "&#27 ",
        "&#11 ",
        "&#12x",
        "&#xfffe;",
        "&#65534;",
        "&#xffff",
    ],
)
def test_a_reference_to_a_control_character_loses_no_page(
    reference: str, ingest: IngestSettings
) -> None:
    text = read(COUNCIL.replace("2,4 Mill", f"2,4 {reference}Mill"), ingest).draft.text
    assert "Davon übernimmt das Land die Hälfte." in text
    assert "Millionen Euro" in text
