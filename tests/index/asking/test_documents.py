"""Documents as people have them: the right unit answers what they are asked, or none does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.articles.documents import Document, read_document
from index.articles.metadata import NOTHING_KNOWN
from index.asking.answers import Answer
from index.asking.asker import Asker
from index.config import IngestSettings
from index.models import Draft
from index.scopes import SHARED

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def read(name: str) -> Draft:
    path = next(FIXTURES.rglob(name))
    return read_document(Document(path.read_bytes(), name), NOTHING_KNOWN, IngestSettings()).draft


@pytest.fixture
def ask(make_asker: Callable[..., Asker]) -> Callable[[str, str], Answer]:
    """Ask a document a question."""
    return lambda name, question: make_asker(read(name)).ask(question, scopes=[SHARED])


CONVERSION = (
    "text-in-noscript.html",
    "control-character.html",
    "one-bad-byte-in-comment.html",
    "protected.pdf",
)
"""The same report, kept from a reader in different ways."""

ANSWERED = [
    (
        "01-faq-headings.md",
        "Wer zahlt bei einem Schaden?",
        "Den Schaden übernimmt die Versicherung, wenn er binnen 24 Stunden gemeldet wird.",
        ("Wer zahlt bei einem Schaden?",),
    ),
    (
        "02-hours-heading-and-list.txt",
        "Wann ist die Stadtbücherei am Donnerstag geöffnet?",
        "• Donnerstag: 12 bis 19 Uhr",
        ("Öffnungszeiten der Stadtbücherei Niederau",),
    ),
    (
        "interview-bold-questions.html",
        "Wie viele Menschen passen in den Saal?",
        "Stehend sind es 260.",
        ("Wie viele Menschen passen in den Saal?",),
    ),
    (
        "superscripts-strikes.html",
        "Wie viele Reviere waren es im Jahr 2020?",
        "Im Jahr 2020 waren es 3¹ Reviere und 10⁶ Bäume.",
        (),
    ),
    (
        "11-table-60-rows.md",
        "Wie hoch ist Baum 37?",
        "Baum 37 | 47 m | 1937 | Standort Nummer 37 am Uferweg im Nordteil",
        ("Baum | Höhe | Pflanzjahr | Ort",),
    ),
    (
        "table.pdf",
        "Wie hoch ist die Miete für das Café?",
        "Café | 60 m² | 45 €",
        ("Raum | Größe | Miete",),
    ),
    (
        "definition-list.html",
        "Wer ist der Architekt?",
        "Architekt: Büro Muster und Partner aus Neustadt",
        (),
    ),
    (
        "15-chat-export.txt",
        "Wer hat den Schlüssel?",
        "[12.03.24, 18:30:15] Nutzerin Zwei: Den Schlüssel hat der Hausmeister, er wohnt nebenan",
        (),
    ),
    (
        "accordion-display-none.html",
        "Gibt es Parkplätze am Kulturhaus?",
        "Hinter dem Haus stehen 45 Stellplätze bereit, die für Gäste kostenlos sind.",
        ("Gibt es Parkplätze?",),
    ),
    (
        "mail.eml",
        "Wann findet die nächste Sitzung statt?",
        "die nächste Sitzung findet am 21. März um 18 Uhr im Vereinsheim statt.",
        (),
    ),
    (
        "notebook.ipynb",
        "Wie viel Liter fördert die Pumpe?",
        "Die Pumpe fördert 40 Liter je Minute.",
        (),
    ),
    (
        "saved-page.mhtml",
        "Wie lange soll der Umbau dauern?",
        "Der Umbau soll im Frühjahr beginnen und zwei Jahre dauern.",
        (),
    ),
    (
        "feed.xml",
        "Was wurde am Anger gepflanzt?",
        "Am Anger wurde eine Linde gepflanzt.",
        ("Neue Linde", "2024-03-05"),
    ),
    (
        "filled-form.pdf",
        "Welcher Verein stellt den Antrag?",
        "Name des Vereins: Theaterverein Obertal",
        (),
    ),
    (
        "35-hard-wrapped.txt",
        "Warum verzögerte sich die Wiederaufnahme?",
        (
            "Die Wiederaufnahme\ndes Betriebs hatte sich wegen der Dachsanierung\n"
            "um drei Monate verzögert."
        ),
        (),
    ),
    (
        "inline-quote.html",
        "Was sagte Carla Probe?",
        "Ich freue mich auf die Bühne.",
        ("— Carla Probe, Theaterverein",),
    ),
    (
        "encyclopedia.html",
        "Wie lang ist der Mühlbach?",
        "Der Mühlbach ist ein 23,4 Kilometer langer Nebenfluss der Aue.",
        (),
    ),
    (
        "42-docs-site-markup.md",
        "Welche Leistung hat Modell B?",
        "Die Leistung beträgt 12 kW.",
        ("Modell B",),
    ),
    (
        "45-comma-table.csv",
        "Wie viele Einwohner hat Bergen?",
        "Bergen | 4.120 | Berta Muster | 18,2",
        ("Ort | Einwohner | Bürgermeisterin | Fläche in km²",),
    ),
    ("71-committee-list.txt", "Wer ist im Vorstand?", "Vorstand: Elif Kaya, Murat Demir", ()),
    ("72-chinese-notice.txt", "桥长多少米？", "桥长214米，造价四百万元。", ("新桥通车",)),
    (
        "73-thai-notice.txt",
        "ค่าโดยสารเรือเท่าไร",
        "ค่าโดยสารสามบาท",
        ("ประกาศเรื่องสะพานใหม่",),
    ),
    (
        "74-polish-dates.txt",
        "W czyjej obecności otwarto nowy most?",
        "Nowy most otwarto 3 maja 2021 r. w obecności dr. Anny Kowal oraz inż. Jana Lisa.",
        ("Nowy most",),
    ),
    ("75-ukrainian-notice.txt", "Яка довжина мосту?", "Довжина мосту 214 метрів.", ("Новий міст",)),
    ("gb2312-page.html", "渡船票价多少？", "渡船星期日停航，票价三元，狗免费。", ()),
    (
        "80-typed-without-marks.txt",
        "Kto otworzyl most w Lodzi?",
        "Most w Łodzi otworzył prezydent Łukasz Żółkiewski w maju 2021 roku.",
        ("Nowy most w Łodzi",),
    ),
    (
        "82-digits-of-its-own.txt",
        "1987 में क्या हुआ?",
        "पुराना पुल १९८७ की बाढ़ में बह गया था।",
        ("नगर का नया पुल",),
    ),
    (
        "83-roles-with-labels.md",
        "How do I get the Beacon role?",
        "How you get it: Send /join beacon in #desk.",
        ("Beacon",),
    ),
    (
        "plain-page.html",
        "Was kostet ein Abend?",
        "Ein Abend kostet 20 Euro.",
        ("Benutzung der Plätze",),
    ),
    (
        "plain-page.html",
        "Was ist verboten?",
        "- offenes Feuer außerhalb der Schalen",
        ("Benutzung der Plätze", "Verboten sind:"),
    ),
    *(
        (
            name,
            "Wie viel betragen die Kosten nach Angaben der Verwaltung?",
            "Die Kosten betragen nach Angaben der Verwaltung 2,4 Millionen Euro.",
            (),
        )
        for name in CONVERSION
    ),
    (
        "live-ticker.html",
        "Mit wie vielen Stimmen beschließt der Rat den Umbau?",
        "Mit 14 zu 4 Stimmen beschließt der Rat den Umbau des Bahnhofs.",
        ("19:40 Abstimmung",),
    ),
    (
        "encyclopedia.html",
        "Wie viele Mühlen standen am Mühlbach?",
        "Am Mühlbach standen einst neun Mühlen, von denen zwei erhalten sind.",
        ("Geschichte",),
    ),
    (
        "faq_bad.csv",
        "Was kostet der Eintritt?",
        "Erwachsene zahlen 4,50 Euro, Kinder ab sechs Jahren 2 Euro.",
        ("Was kostet der Eintritt?",),
    ),
    (
        "beekeeper.vtt",
        "How much honey does a city hive give?",
        "In a good year about thirty kilos.",
        ("How much honey does a city hive give?", "Hettie:"),
    ),
]


@pytest.mark.parametrize(
    ("name", "question", "answer", "under"),
    ANSWERED,
    ids=[row[0] for row in ANSWERED],
)
def test_the_unit_that_answers_is_cited_with_what_it_stands_under(
    ask: Callable[[str, str], Answer],
    name: str,
    question: str,
    answer: str,
    under: tuple[str, ...],
) -> None:
    found = ask(name, question)
    assert not found.abstained
    cited = found.citations[0]
    assert (cited.sentence.text, cited.sentence.context.lines) == (answer, under)
    assert answer in cited.excerpt


NEAREST = [
    (
        "two-columns.pdf",
        "Seit wann steht das Gebäude leer?",
        "Das Gebäude steht seit vier Jahren leer und soll nun ein Kulturhaus werden.",
    ),
    (
        "json-ld-articlebody.html",
        "Was kostet der Umbau?",
        "Die Kosten betragen nach Angaben der Verwaltung 2,4 Millionen Euro.",
    ),
    (
        "live-ticker.html",
        "Wann war die Abstimmung?",
        "Mit 14 zu 4 Stimmen beschließt der Rat den Umbau des Bahnhofs.",
    ),
    (
        "83-roles-with-labels.md",
        "How do I become a Night Owl?",
        "How you get it: Click the owl below the rules and wait ten minutes.",
    ),
]


@pytest.mark.parametrize(("name", "question", "near"), NEAREST, ids=[row[0] for row in NEAREST])
def test_the_right_unit_is_at_hand_where_nothing_is_certain(
    ask: Callable[[str, str], Answer], name: str, question: str, near: str
) -> None:
    found = ask(name, question)
    shown = found.citations or found.nearest
    assert shown[0].sentence.text == near


@pytest.mark.parametrize("name", CONVERSION)
def test_what_it_costs_is_among_the_nearest_where_it_is_asked_in_other_words(
    ask: Callable[[str, str], Answer], name: str
) -> None:
    found = ask(name, "Was kostet der Umbau?")
    near = [each.sentence.text for each in (*found.citations, *found.nearest)]
    assert "Die Kosten betragen nach Angaben der Verwaltung 2,4 Millionen Euro." in near


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("72-chinese-notice.txt", "停车场在哪里？"),
        ("75-ukrainian-notice.txt", "Хто виграв шаховий турнір?"),
    ],
)
def test_what_a_document_does_not_say_is_not_answered(
    ask: Callable[[str, str], Answer], name: str, question: str
) -> None:
    assert ask(name, question).abstained


@pytest.mark.parametrize(
    "name", ["01-faq-headings.md", "interview-bold-questions.html", "plain-page.html"]
)
def test_no_heading_question_or_lead_in_answers_what_it_says_itself(
    make_asker: Callable[..., Asker], name: str
) -> None:
    draft = read(name)
    asker = make_asker(draft)
    context = [draft.text[span.start : span.end] for span in draft.spans or () if not span.answers]
    assert context
    for asked in context:
        found = asker.ask(asked, scopes=[SHARED])
        assert all(each.sentence.span.answers for each in (*found.citations, *found.nearest))
