"""Web pages keep their shape: what becomes text, which units, and what these stand under."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles.documents import Document, Extraction, read_document
from index.articles.formats.errors import ArticleWebPageEmptyError
from index.articles.metadata import Metadata
from index.articles.omissions import Omission
from index.config import IngestSettings
from index.units.blocks import sound
from index.units.outline import Outline

PAGES = Path(__file__).resolve().parents[5] / "fixtures/pages"

COUNCIL = (
    "Der Gemeinderat von Obertal hat am Mittwochabend über die Zukunft des alten Bahnhofs "
    "beraten. Das Gebäude steht seit vier Jahren leer und soll nun ein Kulturhaus werden."
)
COSTS = (
    "Die Kosten betragen nach Angaben der Verwaltung 2,4 Millionen Euro. Davon übernimmt das Land "
    "die Hälfte. Der Umbau soll im Frühjahr beginnen und zwei Jahre dauern."
)


@dataclass(frozen=True)
class Unit:
    """A unit as a reader sees it."""

    kind: str
    text: str
    under: tuple[str, ...] = ()


def read(page: str | bytes) -> Extraction:
    """Read a page, or the body of one."""
    raw = page.encode() if isinstance(page, str) else page
    if b"<html" not in raw[:200].lower():
        raw = b'<!doctype html><html lang="de"><body>%s</body></html>' % raw
    extraction = read_document(Document(raw, "seite.html"), Metadata(), IngestSettings())
    draft = extraction.draft
    assert draft.blocks is not None
    assert sound(draft.blocks, draft.text)
    return extraction


def stored(page: str | bytes) -> str:
    return read(page).draft.text


def units(page: str | bytes) -> list[Unit]:
    """Return the units that can answer."""
    draft = read(page).draft
    outline = Outline(draft.text, draft.blocks or ())
    return [
        Unit(span.kind, draft.text[span.start : span.end], outline.context(span.start).lines)
        for span in draft.spans or ()
        if span.answers
    ]


def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


def test_a_plain_page_is_read_whole() -> None:
    assert stored(page("plain-page")) == (
        "Benutzung der Plätze\n\n"
        "Die Grillplätze dürfen nur nach Anmeldung benutzt werden und sind danach sauber zu "
        "verlassen.\n\nVerboten sind:\n\n- offenes Feuer außerhalb der Schalen\n"
        "- laute Musik nach 22 Uhr\n\nEin Abend kostet 20 Euro."
    )
    under = ("Benutzung der Plätze",)
    assert units(page("plain-page"))[1:] == [
        Unit("item", "- offenes Feuer außerhalb der Schalen", (*under, "Verboten sind:")),
        Unit("item", "- laute Musik nach 22 Uhr", (*under, "Verboten sind:")),
        Unit("sentence", "Ein Abend kostet 20 Euro.", under),
    ]


@pytest.mark.parametrize(
    "around",
    ["{}", "<div>{}</div>", "<section>{}</section>", '<div class="container">{}</div>',
     "<div><div>{}</div></div>", "<main>{}</main>", "<article>{}</article>",
     '<div id="content">{}</div>', "<form>{}</form>", "<table><tr><td>{}</td></tr></table>"],
)  # fmt: skip
def test_whatever_is_around_it_a_plain_page_is_read_whole(around: str) -> None:
    before, _, rest = page("plain-page").decode().partition("<body>")
    body, _, after = rest.partition("</body>")
    changed = f"{before}<body>{around.format(body)}</body>{after}"
    assert stored(changed) == stored(page("plain-page"))


def test_an_interviewer_s_question_is_answered_by_what_follows() -> None:
    assert units(page("interview-bold-questions"))[1:] == [
        Unit(
            "answer",
            "Weil die Decken aus dem Jahr 1904 stammen und einzeln gesichert werden müssen.",
            ("Frau Beispiel, warum dauert der Umbau zwei Jahre?",),
        ),
        Unit(
            "answer",
            "Wir planen mit 180 Sitzplätzen.",
            ("Wie viele Menschen passen in den Saal?",),
        ),
        Unit("answer", "Stehend sind es 260.", ("Wie viele Menschen passen in den Saal?",)),
    ]


def test_a_bold_question_stands_above_the_lines_after_it() -> None:
    body = "<p><b>Wann ist auf?</b><br>Ab neun Uhr.<br><b>Was kostet es?</b><br>Zwei Euro.</p>"
    assert units(body) == [
        Unit("answer", "Ab neun Uhr.", ("Wann ist auf?",)),
        Unit("answer", "Zwei Euro.", ("Was kostet es?",)),
    ]


def test_marks_of_notes_go_exponents_stay_and_struck_out_text_is_told() -> None:
    extraction = read(page("superscripts-strikes"))
    assert extraction.draft.text.split("\n\n")[1] == (
        "Im Jahr 2020 waren es 3¹ Reviere und 10⁶ Bäume. Die Fläche beträgt 45 m², die Formel ist "
        "H2O. Früher 9 Euro, statt 15 Euro."
    )
    assert extraction.omissions == (
        Omission("struck", 4, "12 … 20"),
        Omission("marks", 1),
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("der Aue.<sup>1</sup><sup>2</sup> Sie", "der Aue. Sie"),
        ("das Wort<sup>3</sup>, das", "das Wort, das"),
        ("Kosten<sup>[4]</sup> von", "Kosten von"),
        ("Preis*<sup>*</sup> inklusive", "Preis* inklusive"),
        ("<sup>14</sup>C und Ca<sup>2+</sup>", "¹⁴C und Ca²⁺"),
        ("10<sup>-6</sup> m und 2<sup>10</sup>", "10⁻⁶ m und 2¹⁰"),
        ("x<sup>n</sup> und e<sup>iQ</sup>", "xⁿ und e^iQ"),
        ("auf 45 km<sup>2</sup> Fläche", "auf 45 km² Fläche"),
        ("E = mc<sup>2</sup>, also πr<sup>2</sup>", "E = mc², also πr²"),
        ("nur 12<sup>90</sup> € am", "nur 12,90 € am"),
        ("um 8<sup>30</sup> Uhr", "um 8:30 Uhr"),
        ("der 1<sup>st</sup> Platz", "der 1st Platz"),
        ("Er sagte: <q>Das <q>wird</q> teuer</q>.", "Er sagte: „Das ‚wird‘ teuer“."),
        ("<ruby>東<rt>とう</rt></ruby>", "東(とう)"),
        ('<span style="text-decoration: line-through">nie</span> oft', "oft"),
    ],
)
def test_what_elements_mean_within_a_line_is_written_out(markup: str, text: str) -> None:
    assert stored(f"<p>Da {markup} steht.</p><p>Noch ein Satz.</p>").startswith(f"Da {text} steht")


def test_a_definition_is_an_item() -> None:
    assert [unit for unit in units(page("definition-list")) if unit.kind == "item"] == [
        Unit("item", "Bauzeit: Zwei Jahre, von April 2024 bis Mai 2026"),
        Unit("item", "Architekt: Büro Muster und Partner aus Neustadt"),
        Unit("item", "Sitzplätze: 180 im Saal, 40 im Café"),
    ]


def test_what_a_page_folds_in_is_text() -> None:
    found = units(page("accordion-display-none"))
    assert found[2:5] == [
        Unit("answer", "Ja.", ("Ist das Haus barrierefrei?",)),
        Unit(
            "answer",
            "Alle Räume erreicht man mit dem Aufzug, der Eingang liegt an der Ostseite des Hauses.",
            ("Ist das Haus barrierefrei?",),
        ),
        Unit(
            "answer",
            "Hinter dem Haus stehen 45 Stellplätze bereit, die für Gäste kostenlos sind.",
            ("Gibt es Parkplätze?",),
        ),
    ]
    assert found[5].under == ()


HIDDEN = 'style="display:none"'


@pytest.mark.parametrize(
    "folded",
    [
        f'<button aria-controls="a">Wo?</button><div id="a" {HIDDEN}>Am Markt.</div>',
        '<h3><button aria-controls="a">Wo?</button></h3><div id="a" hidden>Am Markt.</div>',
        f'<a href="#a" data-toggle="collapse">Wo?</a><div id="a" {HIDDEN}>Am Markt.</div>',
        f'<div class="faq"><div>Wo?</div><div {HIDDEN}>Am Markt.</div></div>',
        '<details><summary>Wo?</summary>Am Markt.</details>',
        '<button class="accordion">Wo?</button><div class="panel"><p>Am Markt.</p></div>',
        f"<h4>Wo?</h4><p {HIDDEN}>Am Markt.</p>",
        '<h4 onclick="x()">Wo?</h4><div style="max-height:0;overflow:hidden">Am Markt.</div>',
        '<div itemtype="//schema.org/Question"><p itemprop=name>Wo?</p><p>Am Markt.</p></div>',
        '<div class="question">Wo?</div><div class="answer">Am Markt.</div>',
    ],
)  # fmt: skip
def test_a_folded_answer_stands_under_its_question_and_nothing_after_it_does(folded: str) -> None:
    found = units(f"<p>Das Haus ist alt.</p>{folded}<p>Der Rat tagt heute.</p>")
    assert found == [
        Unit("sentence", "Das Haus ist alt."),
        Unit("answer", "Am Markt.", ("Wo?",)),
        Unit("sentence", "Der Rat tagt heute."),
    ]


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="opacity:0">Am Markt.</p>',
        f'<div role="tabpanel" {HIDDEN}>Am Markt.</div>',
        f"<p>Nahe.</p><span {HIDDEN}>Am Markt.</span><button>Mehr lesen</button>",
    ],
)
def test_what_fades_in_or_unfolds_is_text(shown: str) -> None:
    assert "Am Markt." in stored(f"<p>Das Haus ist alt.</p>{shown}<p>Der Rat tagt.</p>")


@pytest.mark.parametrize(
    "hidden",
    [
        f"<h2>Weiter</h2><p {HIDDEN}>Geheim.</p>",
        "<p hidden>Geheim.</p>",
        '<div style="position:absolute;left:-9999px">Geheim.</div>',
        f'<label>Name</label><div {HIDDEN}>Geheim <input name="url"></div>',
        f'<button data-target="#m">Los</button><div id="m" class="modal" {HIDDEN}>Geheim</div>',
    ],
)
def test_what_nobody_can_open_stays_out_and_is_counted(hidden: str) -> None:
    extraction = read(f"<p>Das Haus ist alt.</p>{hidden}<p>Der Rat tagt heute.</p>")
    assert "Geheim" not in extraction.draft.text
    assert extraction.hidden in {len("Geheim"), len("Geheim.")}


def test_what_is_only_for_readers_without_scripts_counts_where_nothing_else_is() -> None:
    text = stored(page("text-in-noscript"))
    assert text.startswith(f"{COUNCIL}\n\n{COSTS}\n\nGegen die Pläne")
    assert text.count("Gegen die Pläne") == 1


def test_what_machines_are_told_counts_where_nothing_else_is() -> None:
    draft = read(page("json-ld-articlebody")).draft
    assert draft.text == COUNCIL + " " + COSTS.partition(" Der Umbau")[0]
    assert (draft.title, draft.date) == ("Bahnhof wird Kulturhaus", "2024-03-14")


@pytest.mark.parametrize(
    "script", ["{", "[" * 5000, '{"articleBody": 1}', '{"articleBody": ""}', '"articleBody"']
)
def test_a_script_that_says_nothing_is_no_text(script: str) -> None:
    with pytest.raises(ArticleWebPageEmptyError):
        read(f'<html><body><script type="application/ld+json">{script}</script></body></html>')


@pytest.mark.parametrize("name", ["control-character", "one-bad-byte-in-comment"])
def test_what_is_wrong_outside_the_text_keeps_no_page_out(name: str) -> None:
    assert stored(page(name)).startswith(f"{COUNCIL}\n\n{COSTS}\n\nGegen die Pläne")


def test_quotes_keep_whom_they_are_from() -> None:
    text = stored(page("inline-quote"))
    assert text == (
        f"{COUNCIL}\n\nIch freue mich auf die Bühne.\n\n— Carla Probe, Theaterverein\n\n"
        "Der Vorsitzende sagte: „Das wird teuer“, und ging.\n\nHintergrund\n\n"
        "Der Bahnhof wurde 1904 gebaut und 2020 stillgelegt.\n\nZahl des Tages: 180 Plätze\n\n"
        f"{COSTS}"
    )
    assert "— Carla Probe, Theaterverein" not in [unit.text for unit in units(page("inline-quote"))]


def test_a_ticker_s_entries_keep_time_and_heading() -> None:
    assert units(page("live-ticker")) == [
        Unit(
            "sentence",
            "Die Bürgermeisterin begrüßt 80 Zuhörer im Saal.",
            ("19:02 Sitzung eröffnet",),
        ),
        Unit(
            "sentence",
            "Mit 14 zu 4 Stimmen beschließt der Rat den Umbau des Bahnhofs.",
            ("19:40 Abstimmung",),
        ),
        Unit("sentence", "Die Sitzung ist beendet, das Protokoll folgt.", ("20:15 Ende",)),
    ]


def test_a_ticker_without_headings_is_one_of_messages() -> None:
    entries = "".join(
        f"<div><time>{time}</time><p>{text}</p></div>"
        for time, text in (("19:02", "Es geht los."), ("19:40 Uhr", "Der Rat stimmt ab."))
    )
    assert stored(entries) == "19:02 Es geht los.\n\n19:40 Uhr Der Rat stimmt ab."


def test_an_encyclopedia_s_page_loses_its_marks_links_and_notes() -> None:
    extraction = read(page("encyclopedia"))
    assert extraction.draft.text == (
        "Länge | 23,4 km\nMündung | in die Aue bei Unterdorf\n\n"
        "Der Mühlbach ist ein 23,4 Kilometer langer Nebenfluss der Aue. Er entspringt am Kahlen "
        "Berg in 640 Metern Höhe.\n\nGeschichte\n\nAm Mühlbach standen einst neun Mühlen, von "
        "denen zwei erhalten sind. Die letzte stellte 1958 den Betrieb ein."
    )
    assert extraction.omissions == (
        Omission("marks", 2),
        Omission("parts", len("EinzelnachweiseGewässerverzeichnis,S.14."), "Einzelnachweise"),
    )


def test_a_page_in_chinese_that_says_gb2312_is_read_as_browsers_do() -> None:
    assert stored(page("gb2312-page")).startswith("渡船星期日停航，票价三元，狗免费。")


def test_a_table_s_rows_stand_under_its_head_and_repeat_what_spans_them() -> None:
    table = (
        "<table><caption>Preise</caption><thead><tr><th>Raum</th><th colspan=2>Miete</th></tr>"
        "<tr><th></th><th>Tag</th><th>Abend</th></tr></thead>"
        "<tr><td rowspan=2>Saal</td><td>10 €</td><td>20 €</td></tr>"
        "<tr><td colspan=2>frei für Vereine</td></tr></table>"
    )
    head = "Raum | Miete Tag | Miete Abend"
    assert stored(f"<p>Vorn.</p>{table}") == (
        f"Vorn.\n\nPreise\n{head}\nSaal | 10 € | 20 €\nSaal | frei für Vereine | frei für Vereine"
    )
    under = ("Preise", head)
    assert [unit.under for unit in units(f"<p>Vorn.</p>{table}")] == [(), under, under]


def test_rows_stand_under_the_wide_row_above_them() -> None:
    table = (
        "<table><tr><th>Zeit</th><th>Was</th></tr><tr><td colspan=2>Montag</td></tr>"
        "<tr><td>9</td><td>Chor</td></tr><tr><td colspan=2>Dienstag</td></tr>"
        "<tr><td>10</td><td>Tanz</td></tr></table>"
    )
    assert units(table) == [
        Unit("row", "9 | Chor", ("Montag", "Zeit | Was")),
        Unit("row", "10 | Tanz", ("Dienstag", "Zeit | Was")),
    ]


def test_an_infobox_has_a_title_and_rows() -> None:
    box = (
        "<table><tr><th colspan=2>Mühle</th></tr><tr><td colspan=2><img src=a></td></tr>"
        "<tr><th>Höhe</th><td>12 m</td></tr></table>"
    )
    assert stored(box) == "Mühle\nHöhe | 12 m"
    assert units(box) == [Unit("row", "Höhe | 12 m", ("Mühle",))]


def test_wide_rows_from_the_first_on_part_a_table() -> None:
    table = (
        "<table><tr><td colspan=2>Montag</td></tr><tr><td>9</td><td>Chor</td></tr>"
        "<tr><td colspan=2>Dienstag</td></tr><tr><td>10</td><td>Tanz</td></tr></table>"
    )
    assert stored(table) == "Montag\n9 | Chor\nDienstag\n10 | Tanz"
    assert [unit.under for unit in units(table)] == [("Montag",), ("Dienstag",)]


def test_lists_in_a_cell_stay() -> None:
    table = (
        "<table><tr><th>Raum</th><th>Was</th></tr>"
        "<tr><td>Saal</td><td><ul><li>Stühle</li><li>Licht</li></ul></td></tr></table>"
    )
    assert stored(table) == "Raum | Was\nSaal | - Stühle - Licht"


def test_a_layout_table_is_text() -> None:
    table = '<table role="presentation"><tr><td>Ein Satz steht hier.</td><td>Noch einer.</td></tr>'
    assert stored(table) == "Ein Satz steht hier.\n\nNoch einer."


def test_addresses_labels_and_code_keep_their_lines() -> None:
    body = (
        "<address>Rathaus<br>Markt 1<br>12345 Obertal</address>"
        "<p><strong>Telefon:</strong> 1234</p>"
        "<pre>a = 1\n  b = 2</pre>"
    )
    assert stored(body) == "Rathaus\nMarkt 1\n12345 Obertal\n\nTelefon: 1234\n\na = 1\n  b = 2"


def test_navigation_is_no_text_and_what_else_is_left_out_is_named() -> None:
    body = (
        '<nav><a href="/">Start</a></nav><p class="breadcrumb">Start / Haus</p>'
        "<main><h1>Haus</h1><p>Das Haus steht am Markt und ist seit vier Jahren leer.</p></main>"
        "<aside><p>Der Verein sucht neue Mitglieder.</p></aside>"
        '<div class="cookie-banner">Wir verwenden Cookies.</div><footer>Impressum</footer>'
    )
    extraction = read(body)
    assert extraction.draft.text == "Das Haus steht am Markt und ist seit vier Jahren leer."
    assert extraction.omissions == (Omission("parts", 29, "Der Verein sucht neue Mitglieder."),)


SITE = '<meta property="og:site_name" content="Der Bote">'
TWICE = "".join(f'<meta property="og:title" content="{each}">' for each in ("Der Bote", "Umbau"))


CLUB = """<html lang=de><head><title>Mitglied werden – Verein Obertal</title></head><body>
<header><h1>Verein Obertal</h1><nav><ul><li><a href="/">Start</a></li></ul></nav></header>
<div class="wrapper"><div><h2>Mitglied werden</h2><p>Die Aufnahme kostet 20 Euro.</p>
<table>
<tr><td><b>Gruppe</b></td><td><b>Beitrag</b></td></tr>
<tr><td>Kinder</td><td>10 Euro</td></tr></table><h3>Formulare</h3>
<ul><li><a href="/a.pdf">Antrag</a></li><li><a href="/b">Vollmacht</a></li></ul>
<ul class="tabs"><li><a href="#t1" role=tab>Sommer</a></li>
<li><a href="#t2" role=tab>Winter</a></li></ul><div id=t1><p>Training um 18 Uhr.</p></div>
<div id=t2 style="display:none"><p>Training um 17 Uhr.</p></div>
<div class="faq"><p><b>Brauche ich Waffen?</b> Nein, die leiht der Verein.</p></div>
<p>Wir freuen uns.</p></div><div class="sidebar"><p>Sommerfest am 3. Juli.</p></div></div>
<footer><p>© 2019 Verein</p></footer></body></html>"""


def test_a_club_s_page_is_read_with_tabs_forms_and_questions() -> None:
    club = "Verein Obertal"
    join = (club, "Mitglied werden")
    forms = (*join, "Formulare")
    assert units(CLUB) == [
        Unit("sentence", "Die Aufnahme kostet 20 Euro.", join),
        Unit("row", "Kinder | 10 Euro", (*join, "Gruppe | Beitrag")),
        Unit("item", "- Antrag", forms),
        Unit("item", "- Vollmacht", forms),
        Unit("sentence", "Training um 18 Uhr.", (*forms, "Sommer")),
        Unit("sentence", "Training um 17 Uhr.", (*forms, "Winter")),
        Unit("answer", "Nein, die leiht der Verein.", (*forms, "Brauche ich Waffen?")),
        Unit("sentence", "Wir freuen uns.", forms),
    ]
    extraction = read(CLUB)
    assert extraction.draft.title == "Mitglied werden"
    assert extraction.omissions == (Omission("parts", 19, "Sommerfest am 3. Juli."),)


@pytest.mark.parametrize(
    ("head", "headline", "title"),
    [
        ("<title>Umbau | Der Bote</title>", "Umbau", "Umbau"),
        (f"{SITE}<title>Umbau - Der Bote</title>", "", "Umbau"),
        ("<title>Umbau am Markt - Region - Bote</title>", "Umbau am Markt", "Umbau am Markt"),
        (f"{TWICE}<title>Umbau – Bote</title>", "Haus", "Umbau"),
        (f"{TWICE}<title>Umbau | Der Bote</title>", "Haus", "Umbau"),
    ],
)
def test_a_title_is_the_article_s_without_the_site_s_name(
    head: str, headline: str, title: str
) -> None:
    page = (
        f"<html><head>{head}</head><body><h1>{headline}</h1><p>Das Haus wird umgebaut.</p></body>"
    )
    assert read(page).draft.title == title


def test_a_date_is_the_article_s_and_not_the_footer_s() -> None:
    body = (
        '<p>Das Haus wird umgebaut.</p><aside><time datetime="2019-05-01">1. Mai</time></aside>'
        '<footer><time datetime="2020-01-01">Neujahr</time></footer>'
    )
    assert read(body).draft.date is None
    dated = read(f'<p><time datetime="2024-03-14">14. März</time></p>{body}').draft
    assert dated.date == "2024-03-14"


TAGS = [
    "div", "p", "section", "article", "main", "aside", "span", "b", "i", "q", "sup", "a", "em",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "thead", "caption", "h1", "h2",
    "h4", "blockquote", "cite", "figure", "figcaption", "details", "summary", "pre", "code",
    "address", "label", "center", "ruby", "rt", "font", "del",
]  # fmt: skip
ATTRIBUTES = [
    "", "", "", ' class="box"', ' id="a"', ' aria-controls="a"', ' href="#a"', ' href="/x"',
    ' role="presentation"', " colspan=2", " rowspan=3", ' itemtype="//schema.org/Question"',
    ' itemprop="name"', ' class="accordion"', ' class="question"', ' style="font-weight:bold"',
]  # fmt: skip
WORD = st.just("<br>") | st.just("{}") | st.just("{}?") | st.just("{}:")


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attribute, parts: f"<{tag}{attribute}>{' '.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(inside, max_size=4),
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.recursive(WORD, _element, max_leaves=12), min_size=1, max_size=6))
def test_all_that_a_page_shows_is_in_its_text_or_named(parts: list[str]) -> None:
    numbers = count()
    body = "".join(
        f"Wort{next(numbers):03}x{piece}" if number else piece
        for number, piece in enumerate(" ".join(parts).split("{}"))
    )
    extraction = read(f"<title>Titel</title><p>Anfang steht hier.</p>{body}<p>Ende steht hier.</p>")
    draft = extraction.draft
    missing = [f"Wort{n:03}x" for n in range(next(numbers)) if f"Wort{n:03}x" not in draft.text]
    told = sum(omission.count for omission in extraction.omissions)
    assert sum(map(len, missing)) <= told
    assert draft.spans
    covered = "".join(draft.text[span.start : span.end] for span in draft.spans)
    assert "".join(covered.split()) == "".join(draft.text.split())


def test_a_table_that_holds_the_page_is_no_table() -> None:
    body = (
        f"<table><tr><td><p><b>§ 1 Geltung</b></p><p>{COUNCIL}</p><p>{COSTS}</p></td>"
        "<td><b>Aktuelles</b><p>Das Bad ist zu.</p></td></tr></table>"
    )
    found = units(body)
    assert [(each.text, each.under) for each in (found[0], found[-1])] == [
        (COUNCIL[:93], ("§ 1 Geltung",)),
        ("Das Bad ist zu.", ("Aktuelles",)),
    ]


def test_lists_in_the_cells_of_a_table_stay_in_its_rows() -> None:
    body = (
        "<table><tr><td>Kinder</td>"
        "<td><p>Montag</p><ul><li>16 Uhr</li><li>17 Uhr</li></ul></td></tr>"
        "<tr><td>Alle</td><td>Freitag</td></tr></table>"
    )
    assert [each.text for each in units(body)] == [
        "Kinder | Montag - 16 Uhr - 17 Uhr",
        "Alle | Freitag",
    ]


@pytest.mark.parametrize("name", ["admonition-title", "title", "admonitionHeading_x1"])
def test_a_box_s_title_stands_above_the_box_alone(name: str) -> None:
    body = f'<div><p class="{name}">Achtung</p><p>Nie öffnen.</p></div><p>Das Haus ist alt.</p>'
    assert units(body) == [
        Unit("sentence", "Nie öffnen.", ("Achtung",)),
        Unit("sentence", "Das Haus ist alt."),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<blockquote><p>Das wird gut.</p><footer>— Ida Lang</footer></blockquote>",
        (
            "<figure><blockquote><p>Das wird gut.</p></blockquote>"
            "<figcaption>— Ida Lang</figcaption></figure>"
        ),
    ],
)
def test_a_quote_is_understood_with_whom_it_is_from(body: str) -> None:
    assert units(f"{body}<p>Das Haus ist alt.</p>") == [
        Unit("sentence", "Das wird gut.", ("— Ida Lang",)),
        Unit("sentence", "Das Haus ist alt."),
    ]


def test_a_folded_question_ends_the_one_before_it() -> None:
    body = (
        "<p><b>Wann ist auf?</b></p><p>Um neun.</p>"
        "<details><summary>Wer haftet?</summary>Niemand.</details><p>Im August ist zu.</p>"
    )
    assert units(body) == [
        Unit("answer", "Um neun.", ("Wann ist auf?",)),
        Unit("answer", "Niemand.", ("Wer haftet?",)),
        Unit("sentence", "Im August ist zu."),
    ]


def test_what_is_folded_below_a_question_with_its_answer_is_another_one() -> None:
    body = (
        "<details><summary>Wer haftet?</summary><p>Niemand.</p></details>"
        '<div style="display:none"><h3>Wann ist auf?</h3><p>Um neun.</p></div>'
    )
    assert units(body) == [
        Unit("answer", "Niemand.", ("Wer haftet?",)),
        Unit("answer", "Um neun.", ("Wann ist auf?",)),
    ]


def test_a_line_in_a_larger_font_stands_above_others() -> None:
    body = "<center><font size=5>Preise</font></center><p>Ein Kind zahlt 3 Euro.</p>"
    assert units(body) == [Unit("sentence", "Ein Kind zahlt 3 Euro.", ("Preise",))]


def test_an_anchor_behind_an_invisible_blank_is_no_part_of_a_heading() -> None:
    body = '<h2>Linux<a href="#linux">\u200b#</a></h2><p>Es geht mit pip.</p>'
    assert units(body) == [Unit("sentence", "Es geht mit pip.", ("Linux",))]


def test_all_that_is_said_of_a_term_is_told_with_it() -> None:
    body = "<dl><dt>Uhr</dt><dd>90 Minuten</dd><dd>30 Sekunden</dd><dt>Saal</dt><dd>oben</dd></dl>"
    assert [unit.text for unit in units(body)] == [
        "Uhr: 90 Minuten",
        "Uhr: 30 Sekunden",
        "Saal: oben",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<html lang=de><title>Rat</title><article><p>Eins.</p><p>Zwei.</p></article></html>",
        "<html lang=de><title>Rat</title><main><p>Eins.</p></main><p>Zwei.</p></html>",
        "<html lang=de><title>Rat</title><section>Eins.</section>\nZwei.</html>",
        "<html lang=de><head><title>Rat</title><main>Eins.</main></head><body>Zwei.</body></html>",
    ],
)
def test_a_body_that_is_not_marked_begins_with_what_no_head_has(page: str) -> None:
    draft = read(page).draft
    assert (draft.title, draft.text) == ("Rat", "Eins.\n\nZwei.")
