"""E-books: their chapters in order, with their headings, without contents and covers."""

import io
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles.formats.errors import ArticleBookBrokenError, ArticleBookProtectedError
from index.articles.omissions import Omission
from index.errors import ArticleError
from tests.index.articles.units import answers, extract, read, stands_under, units

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'version="1.0"><rootfiles><rootfile full-path="OEBPS/buch.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>'
)
XHTML = "application/xhtml+xml"
NAV = (
    '<nav epub:type="toc"><h1>Inhalt</h1><ol><li><a href="teil%201.xhtml">Die Linde</a></li>'
    '<li><a href="zwei.xhtml#x">Der Saal</a></li></ol></nav>'
)
OPF_NS = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
EPUB_NS = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def page(body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html {EPUB_NS}>'
        f"<head><title/></head><body>{body}</body></html>"
    )


def opf(names: list[tuple[str, str]], *, extra: str = "", spine: str = "") -> str:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="{kind}"/>'
        for n, (name, kind) in enumerate(names)
    )
    references = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    return (
        f'<?xml version="1.0"?><package {OPF_NS} version="3.0"><metadata>'
        "<dc:title>Das Dorf</dc:title><dc:creator>Anna Muster</dc:creator>"
        "<dc:creator>Bernd Beispiel</dc:creator><dc:date>2024-03-05</dc:date>"
        f"<dc:language>de</dc:language></metadata><manifest>{items}{extra}</manifest>"
        f"<spine>{references}{spine}</spine></package>"
    )


def book(files: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            package.writestr(name, content)
    return file.getvalue()


def chapters(*bodies: str) -> bytes:
    names = [(f"{n}.xhtml", XHTML) for n in range(len(bodies))]
    pages = {f"OEBPS/{n}.xhtml": page(body) for n, body in enumerate(bodies)}
    return book({"META-INF/container.xml": CONTAINER, "OEBPS/buch.opf": opf(names), **pages})


VILLAGE = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/buch.opf": opf(
        [("cover.xhtml", XHTML), ("teil%201.xhtml", XHTML), ("zwei.xhtml", XHTML)],
        extra=f'<item id="nav" href="nav.xhtml" media-type="{XHTML}" properties="nav"/>'
        f'<item id="werbung" href="werbung.xhtml" media-type="{XHTML}"/>'
        f'<item id="weg" href="weg.xhtml" media-type="{XHTML}"/>',
        spine='<itemref idref="nav"/><itemref idref="werbung" linear="no"/><itemref idref="weg"/>',
    ),
    "OEBPS/cover.xhtml": page('<img src="a.jpg" alt="Cover"/>'),
    "OEBPS/nav.xhtml": page(NAV),
    "OEBPS/teil 1.xhtml": page(
        '<p>Am Anger steht eine Linde.<a epub:type="noteref" href="#n1">1</a> '
        'Sie ist <![CDATA[< 30 m]]> hoch.</p><aside epub:type="footnote" id="n1"><p>Gepflanzt 1987.'
        '</p></aside><p>Alle&nbsp;mögen sie.</p><span epub:type="pagebreak" title="2"/>'
    ),
    "OEBPS/zwei.xhtml": page("<h1>Der Saal</h1><h2>Wann ist er offen?</h2><p>Am Montag.</p>"),
    "OEBPS/werbung.xhtml": page("<p>Kauft mehr Bücher.</p>"),
}


@pytest.mark.parametrize("name", ["dorf.epub", "dorf.zip", "dorf"])
def test_a_book_is_its_chapters_with_its_details(name: str) -> None:
    extraction = extract(book(VILLAGE), name)
    draft = extraction.draft
    assert (extraction.format, draft.title, draft.author, draft.date, draft.language) == (
        "epub",
        "Das Dorf",
        "Anna Muster, Bernd Beispiel",
        "2024-03-05",
        "de",
    )
    assert units(draft) == [
        ("context", "Die Linde"),
        ("sentence", "Am Anger steht eine Linde."),
        ("sentence", "Sie ist < 30 m hoch."),
        ("sentence", "Gepflanzt 1987."),
        ("sentence", "Alle\xa0mögen sie."),
        ("context", "Der Saal"),
        ("context", "Wann ist er offen?"),
        ("answer", "Am Montag."),
    ]
    assert stands_under(draft, "Am Montag") == ("Der Saal", "Wann ist er offen?")
    assert extraction.omissions == (
        Omission("marks", 1),
        Omission("external", 1, "weg.xhtml"),
        Omission("data", 1, "werbung.xhtml"),
    )


def test_an_older_book_names_its_chapters_in_a_file_of_xml() -> None:
    ncx = (
        '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" '
        '"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx '
        'xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Anfang'
        '</text></navLabel><content src="0.xhtml"/></navPoint></navMap></ncx>'
    )
    extra = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/buch.opf": opf([("0.xhtml", XHTML)], extra=extra),
        "OEBPS/0.xhtml": page("<p>Ein Satz.</p>"),
        "OEBPS/toc.ncx": ncx,
    }
    assert read(book(files), "a.epub").text == "Anfang\n\nEin Satz."


def encryption(algorithm: str) -> str:
    method = f'<EncryptionMethod Algorithm="{algorithm}"/>'
    return f'<encryption xmlns="urn:x"><EncryptedData>{method}</EncryptedData></encryption>'


def test_a_protected_book_is_refused_and_one_whose_fonts_are_is_read() -> None:
    aes = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    for name, content in (("META-INF/encryption.xml", aes), ("META-INF/rights.xml", "<r/>")):
        with pytest.raises(ArticleBookProtectedError):
            read(book({**VILLAGE, name: content}), "a.epub")
    fonts = encryption("http://www.idpf.org/2008/embedding")
    assert "Am Montag." in answers(
        read(book({**VILLAGE, "META-INF/encryption.xml": fonts}), "a.epub")
    )


def test_a_book_that_unpacks_to_far_too_much_is_refused() -> None:
    with pytest.raises(ArticleBookBrokenError):
        read(book({**VILLAGE, "OEBPS/zwei.xhtml": page("<p>" + "a" * 60_000_000)}), "a.epub")
    many = {f"OEBPS/{n}": "" for n in range(20_000)}
    with pytest.raises(ArticleBookBrokenError):
        read(book({**VILLAGE, **many}), "a.epub")


@pytest.mark.parametrize("missing", ["META-INF/container.xml", "OEBPS/buch.opf"])
def test_a_book_that_lacks_what_none_does_is_refused(missing: str) -> None:
    files = {name: content for name, content in VILLAGE.items() if name != missing}
    with pytest.raises(ArticleBookBrokenError):
        read(book(files), "a.epub")


@pytest.mark.parametrize("name", ["OEBPS/buch.opf", "META-INF/container.xml"])
def test_nothing_is_made_of_entities(name: str) -> None:
    prolog = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    made = str(VILLAGE[name]).replace('<?xml version="1.0"?>', prolog)
    made = made.replace("Das Dorf", "Dorf &b;")
    assert "root:" not in read(book({**VILLAGE, name: made}), "a.epub").title


def test_a_book_cut_off_is_refused() -> None:
    raw = book(VILLAGE)
    for end in (60, len(raw) // 2, len(raw) - 10):
        with pytest.raises(ArticleBookBrokenError):
            read(raw[:end], "a.epub")


def test_names_do_not_lead_out_of_the_book() -> None:
    files = {
        **VILLAGE,
        "OEBPS/buch.opf": opf([("../../../../etc/passwd", XHTML), ("zwei.xhtml", XHTML)]),
    }
    extraction = extract(book(files), "a.epub")
    assert extraction.omissions == (Omission("external", 1, "passwd"),)
    assert "root:" not in extraction.draft.text


@settings(max_examples=40)
@given(st.lists(st.lists(st.sampled_from(["Wort", "Satz.", "Wann?"]), min_size=1), max_size=5))
def test_every_word_of_a_book_is_in_its_text(texts: list[list[str]]) -> None:
    made = [f"<h1>{n}</h1><p>{' '.join(words)}</p>" for n, words in enumerate(texts)]
    draft = read(chapters("<p>Anfang</p>", *made), "a.epub")
    said = [word for n, words in enumerate(texts) for word in (str(n), *words)]
    assert draft.text.split() == ["Anfang", *said]


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_book_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(book(VILLAGE))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ArticleError):
        read(bytes(raw), "a.epub")


def test_a_page_of_links_to_the_chapters_is_left_out_and_told() -> None:
    links = '<h1>Inhalt</h1><p><a href="1.xhtml">Suppen</a></p><p><a href="1.xhtml#b">Brot</a></p>'
    text = '<h1>Suppen</h1><p>Wie beim <a href="1.xhtml#b">Brot</a> hilft Salz.</p>'
    extraction = extract(chapters(links, text), "buch.epub")
    assert extraction.draft.text == "Inhalt\n\nSuppen\n\nWie beim Brot hilft Salz."
    assert Omission("parts", 10, "Suppen; Brot") in extraction.omissions
