"""PDF: what is read by how it stands on the page: columns, headings, tables, lists, notes."""

import pytest

from tests.index.articles.formats.pdf.drawn import (
    Text,
    blocks,
    drawn,
    extract,
    left_out,
    lines,
    read,
    stands_under,
)

LEFT = [
    "Der Gemeinderat von Obertal hat am",
    "Mittwochabend über die Zukunft des",
    "alten Bahnhofs beraten. Er steht seit",
    "vier Jahren leer und soll nun ein neues",
]
RIGHT = [
    "Kulturhaus werden. Die Kosten sollen",
    "nach Angaben der Verwaltung bei zwei",
    "Millionen Euro liegen. Der Umbau soll",
    "im Frühjahr beginnen.",
]
IN_ORDER = (
    "Der Gemeinderat von Obertal hat am Mittwochabend über die Zukunft des alten Bahnhofs beraten. "
    "Er steht seit vier Jahren leer und soll nun ein neues\n\n"
    "Kulturhaus werden. Die Kosten sollen nach Angaben der Verwaltung bei zwei Millionen Euro "
    "liegen. Der Umbau soll im Frühjahr beginnen."
)
PROSE = [
    "Der Gemeinderat von Obertal hat am Mittwochabend über die Zukunft des alten Bahnhofs",
    "beraten. Das Gebäude steht seit vier Jahren leer und soll nun ein Kulturhaus werden. Die",
    "Kosten betragen nach Angaben der Verwaltung zwei Millionen Euro.",
]
WRITTEN = (
    "Der Gemeinderat von Obertal hat am Mittwochabend über die Zukunft des alten Bahnhofs beraten. "
    "Das Gebäude steht seit vier Jahren leer und soll nun ein Kulturhaus werden. Die Kosten "
    "betragen nach Angaben der Verwaltung zwei Millionen Euro."
)


@pytest.mark.parametrize("apart", [300, 268])
def test_columns_are_read_one_after_the_other(apart: int) -> None:
    columns = [*lines(60, 700, LEFT), *lines(apart, 700, RIGHT)]
    assert read(drawn(columns)).text.replace("\n\n", " ") == IN_ORDER.replace("\n\n", " ")


def test_columns_that_were_drawn_row_by_row_are_read_one_after_the_other() -> None:
    columns = [*lines(60, 700, LEFT), *lines(300, 700, RIGHT)]
    by_row = sorted(columns, key=lambda text: (-text.y, text.x))
    assert read(drawn(by_row)).text.replace("\n\n", " ") == IN_ORDER.replace("\n\n", " ")


def test_columns_whose_lines_stand_at_different_heights_are_told_apart() -> None:
    columns = [*lines(60, 700, LEFT * 2), *lines(300, 693, RIGHT * 2, leading=13)]
    text = read(drawn(columns)).text
    assert text.index("Kulturhaus werden") > text.rindex("ein neues")


def test_a_heading_above_and_text_below_columns_stay_there() -> None:
    page = [
        Text(60, 760, "Bahnhof wird Kulturhaus in Obertal am Fluss", 18, bold=True),
        *lines(60, 700, LEFT),
        *lines(300, 700, RIGHT),
        *lines(60, 600, PROSE),
    ]
    draft = read(drawn(page))
    assert blocks(draft)[0] == ("heading1", "Bahnhof wird Kulturhaus in Obertal am Fluss")
    assert draft.text.endswith(f"im Frühjahr beginnen.\n\n{WRITTEN}")


def test_headings_are_told_by_type_and_number() -> None:
    page = [
        Text(60, 780, "Satzung des Vereins", 20, bold=True),
        Text(60, 740, "1 Allgemeines", 14, bold=True),
        *lines(60, 715, PROSE),
        Text(60, 660, "1.1 Sitz", bold=True),
        *lines(60, 645, PROSE),
        Text(60, 590, "Ausnahmen", bold=True),
        *lines(60, 575, PROSE),
        Text(60, 520, "§ 2 Mitglieder"),
        *lines(60, 495, PROSE),
    ]
    found = [block for block in blocks(read(drawn(page))) if block[0] != "paragraph"]
    assert found == [
        ("heading1", "Satzung des Vereins"),
        ("heading2", "1 Allgemeines"),
        ("heading4", "1.1 Sitz"),
        ("heading7", "Ausnahmen"),
        ("heading4", "§ 2 Mitglieder"),
    ]


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        # In the middle of the page, and then at its left.
        ((180, 760), (60, 738), ["Hausordnung der Bücherei", "Zutritt"]),
        # Below each other, but farther apart than lines of one heading.
        ((60, 760), (60, 732), ["Hausordnung der Bücherei", "Zutritt"]),
        # A heading of two lines: from the left, in the middle, indented behind its number.
        ((60, 760), (60, 738), ["Hausordnung der Bücherei Zutritt"]),
        ((180, 760), (260, 738), ["Hausordnung der Bücherei Zutritt"]),
        ((60, 760), (84, 738), ["Hausordnung der Bücherei Zutritt"]),
    ],
)
def test_headings_of_one_size_below_each_other_are_one_if_they_are_set_as_one(
    above: tuple[int, int], below: tuple[int, int], found: list[str]
) -> None:
    page = [
        Text(*above, "Hausordnung der Bücherei", 18, bold=True),
        Text(*below, "Zutritt", 18, bold=True),
        *lines(60, 700, PROSE),
    ]
    draft = read(drawn(page))
    assert [text for kind, text in blocks(draft) if kind == "heading1"] == found
    assert draft.title == found[0]


def test_bold_words_within_a_text_are_no_heading() -> None:
    page = [
        Text(60, 700, PROSE[0]),
        Text(60, 686, PROSE[1], bold=True),
        Text(60, 672, PROSE[2]),
    ]
    assert blocks(read(drawn(page))) == [("paragraph", WRITTEN)]


def test_a_table_s_rows_have_cells_and_a_header() -> None:
    rows = [("Raum", "Größe", "Miete"), ("Saal", "220 m", "140 €"), ("Café", "60 m", "45 €")]
    table = [
        Text(x, 640 - 18 * number, cell, bold=number == 0)
        for number, row in enumerate(rows)
        for x, cell in zip((60, 160, 260), row, strict=True)
    ]
    draft = read(drawn([*lines(60, 700, PROSE), *table, *lines(60, 560, PROSE)]))
    assert blocks(draft) == [
        ("paragraph", WRITTEN),
        ("header", "Raum | Größe | Miete"),
        ("row", "Saal | 220 m | 140 €"),
        ("row", "Café | 60 m | 45 €"),
        ("paragraph", WRITTEN),
    ]
    assert stands_under(draft, "Café") == ("Raum | Größe | Miete",)


def test_a_table_s_cells_over_several_lines_stay_whole() -> None:
    table = [
        *lines(60, 700, ["Raum", "Saal", "", "Café"], leading=14),
        *lines(160, 700, ["Ausstattung", "Bühne mit Licht und", "Ton, ohne Vorhang", "Theke"]),
        *lines(320, 700, ["Miete in Euro", "140", "", "45"]),
    ]
    table = [text for text in table if text.words]
    assert read(drawn(table)).text == (
        "Raum | Ausstattung | Miete in Euro\n"
        "Saal | Bühne mit Licht und Ton, ohne Vorhang | 140\n"
        "Café | Theke | 45"
    )


def test_a_table_goes_on_over_a_page_s_end() -> None:
    def table(number: int) -> list[Text]:
        rows = [
            ("Baum", "Höhe in Metern"),
            *((f"Baum {n}", str(n)) for n in range(number, number + 4)),
        ]
        return [
            Text(x, 780 - 18 * at, cell)
            for at, row in enumerate(rows)
            for x, cell in zip((60, 200), row, strict=True)
        ]

    draft = read(drawn(table(10), table(20)))
    assert draft.text == "Baum | Höhe in Metern\n" + "\n".join(
        f"Baum {n} | {n}" for n in (10, 11, 12, 13, 20, 21, 22, 23)
    )
    assert draft.text[draft.pages[1] :].startswith("Baum 20 | 20")
    assert stands_under(draft, "Baum 22") == ("Baum | Höhe in Metern",)


def test_lists_are_items_with_those_within_them() -> None:
    page = [
        Text(60, 700, "Mitzubringen sind folgende Dinge, wie jedes Jahr zum Fest am Fluss:"),
        Text(60, 686, "•"),
        Text(75, 686, "Getränke, und zwar so viele, dass sie für alle Gäste reichen, die kom-"),
        Text(75, 672, "men, und für ihre Kinder"),
        Text(90, 658, "– Wasser"),
        Text(90, 644, "– Saft"),
        Text(60, 630, "• Teller"),
        *lines(60, 590, ["1. Anmelden", "2. Bezahlen"]),
    ]
    assert read(drawn(page)).text == (
        "Mitzubringen sind folgende Dinge, wie jedes Jahr zum Fest am Fluss:\n\n"
        "- Getränke, und zwar so viele, dass sie für alle Gäste reichen, die kommen, und für ihre "
        "Kinder\n  - Wasser\n  - Saft\n- Teller\n1. Anmelden\n2. Bezahlen"
    )


def test_headers_footers_and_page_numbers_are_left_out_and_told() -> None:
    def page(number: int) -> list[Text]:
        return [
            Text(60, 800, "Talbote – Nachrichten aus Obertal", 9),
            *lines(60, 740, [f"Das ist Absatz {('eins', 'zwei', 'drei')[number]} des Textes."]),
            Text(290, 40, f"{number + 7}", 9),
        ]

    extraction = extract(drawn(page(0), page(1), page(2)))
    assert extraction.draft.text == (
        "Das ist Absatz eins des Textes.\n\nDas ist Absatz zwei des Textes.\n\n"
        "Das ist Absatz drei des Textes."
    )
    assert left_out(extraction) == {
        "running": (6, "Talbote – Nachrichten aus Obertal; 7; 8; 9"),
    }


def test_headings_at_the_top_of_each_page_stay() -> None:
    pages = [
        [Text(60, 780, f"Kapitel {number}", 18), *lines(60, 740, PROSE)] for number in (1, 2, 3)
    ]
    found = [text for kind, text in blocks(read(drawn(*pages))) if kind == "heading1"]
    assert found == ["Kapitel 1", "Kapitel 2", "Kapitel 3"]


def test_what_comes_again_within_the_text_stays() -> None:
    pages = [[*lines(60, 780, [*PROSE, f"Das war Seite {word}."])] for word in ("eins", "zwei")]
    assert read(drawn(*pages)).text.count(WRITTEN) == 2


def test_a_note_stands_apart_and_its_mark_is_left_out() -> None:
    first = [
        Text(60, 700, "Im Jahr 2020"),
        Text(123, 704, "5", 6),
        Text(130, 700, "waren es 31"),
        Text(188, 704, "6", 6),
        Text(195, 700, "Reviere, und jedes von ihnen hatte so viele Bäume wie"),
        Text(60, 100, "5", 5),
        Text(64, 96, "Nach der Zählung des Forstamts.", 8),
        Text(60, 86, "6 Ohne das Moor.", 8),
    ]
    second = [
        Text(60, 780, "das ganze Tal, nämlich 10"),
        Text(185, 784, "6", 6),
        Text(192, 780, "auf 5 km"),
        Text(236, 784, "2", 6),
        Text(241, 780, "."),
    ]
    extraction = extract(drawn(first, second))
    draft = extraction.draft
    assert draft.text == (
        "5 Nach der Zählung des Forstamts.\n\n6 Ohne das Moor.\n\n"
        "Im Jahr 2020 waren es 31 Reviere, und jedes von ihnen hatte so viele Bäume wie das ganze "
        "Tal, nämlich 10⁶ auf 5 km²."
    )
    assert draft.text[draft.pages[1] :].startswith("das ganze Tal")
    assert left_out(extraction) == {"marks": (2, "5, 6")}


def test_turned_text_stands_apart() -> None:
    page = [*lines(60, 700, PROSE), Text(30, 300, "Druck: Muster GmbH", 8, turned=True)]
    assert read(drawn(page)).text == f"{WRITTEN}\n\nDruck: Muster GmbH"


def test_a_page_that_is_turned_is_read_as_one_looks_at_it() -> None:
    page = [Text(100 + 14 * n, 60, text, turned=True) for n, text in enumerate(PROSE)]
    assert read(drawn(page, rotate=90)).text == WRITTEN


def test_dots_that_lead_to_a_page_are_left_out() -> None:
    page = [
        Text(60, 700, "Einleitung . . . . . . . . . . . . . . ."),
        Text(300, 700, "3"),
        Text(60, 686, "Schluss .............................."),
        Text(294, 686, "12"),
    ]
    assert read(drawn(page)).text == "Einleitung | 3\nSchluss | 12"


@pytest.mark.parametrize(
    ("drawn_as", "text"),
    [
        (
            "Die B¨urgermeisterin er¨offnet u¨ber der Br¨ucke",
            "Die Bürgermeisterin eröffnet über der Brücke",
        ),
        ("Das Caf´e von Ren´e", "Das Café von René"),
        ("l´eau, d´accord, geht´s", "l´eau, d´accord, geht´s"),
        ("Gr¨oße", "Größe"),
    ],
)
def test_accents_beside_their_letters_are_put_on_them(drawn_as: str, text: str) -> None:
    assert read(drawn([Text(60, 700, drawn_as)])).text == text


def test_text_below_a_table_is_no_row_of_it() -> None:
    rows = [("Raum", "Dauer", "Miete"), ("Saal", "ein Tag", "120 €"), ("Küche", "ein Tag", "35 €")]
    cells = [
        Text(x, 700 - 18 * number, cell, bold=number == 0)
        for number, row in enumerate(rows)
        for x, cell in zip((150, 260, 370), row, strict=True)
    ]
    below = [Text(60, 640, "(2) Nicht enthalten sind"), Text(78, 622, "1. die Reinigung,")]
    draft = read(drawn([*lines(60, 760, PROSE), *cells, *below, Text(78, 606, "2. der Strom.")]))
    kinds = [kind for kind, _ in blocks(draft)]
    assert kinds[1:] == ["header", "row", "row", "lead_in", "item", "item"]


def test_a_paragraph_with_a_number_in_brackets_leads_in_to_a_table() -> None:
    table = [
        Text(x, 690 - 18 * number, cell, bold=number == 0)
        for number, row in enumerate([("Raum", "Miete"), ("Saal", "120 €"), ("Küche", "35 €")])
        for x, cell in zip((60, 260), row, strict=True)
    ]
    draft = read(drawn([*lines(60, 760, PROSE), Text(60, 708, "(1) Die Mieten betragen:"), *table]))
    assert stands_under(draft, "Saal | 120 €") == ("(1) Die Mieten betragen:", "Raum | Miete")


@pytest.mark.parametrize("by_row", [False, True])
def test_a_column_of_text_with_a_table_below_it_is_none_of_the_other_s_cells(by_row: bool) -> None:  # noqa: FBT001
    drawn_texts = [
        *lines(60, 700, [*LEFT, *LEFT, *LEFT]),
        *lines(300, 700, RIGHT),
        *lines(300, 630, ["Raum", "Saal", "Keller"]),
        *lines(400, 630, ["Miete", "45 Euro", "12 Euro"]),
        Text(300, 580, "Tab. 1: Mieten im Haus", 9),
    ]
    if by_row:
        drawn_texts.sort(key=lambda text: (-text.y, text.x))
    draft = read(drawn(drawn_texts))
    assert " ".join(RIGHT) in draft.text
    assert draft.text.endswith(
        "Raum | Miete\nSaal | 45 Euro\nKeller | 12 Euro\n\nTab. 1: Mieten im Haus"
    )
    assert stands_under(draft, "Keller") == ("Raum | Miete",)


def test_cells_of_several_lines_beside_short_ones_stay_a_table() -> None:
    page = [
        *lines(60, 700, ["Beitrag", "Kündigung"], leading=42),
        *lines(200, 700, ["Er wird im Januar von jedem", "Mitglied bezahlt."]),
        *lines(200, 658, ["Sie geht nur bis Ende Juni,", "und zwar schriftlich."]),
    ]
    assert read(drawn(page)).text == (
        "Beitrag | Er wird im Januar von jedem Mitglied bezahlt.\n"
        "Kündigung | Sie geht nur bis Ende Juni, und zwar schriftlich."
    )


def test_cells_of_running_text_beside_each_other_go_on_together() -> None:
    page = [
        *lines(60, 700, ["Beitrag", "Dauer"], leading=32),
        *lines(140, 700, ["Er wird im Januar von jedem", "Mitglied in bar bezahlt."]),
        *lines(340, 700, ["Er wird im Juni von allen", "Gästen überwiesen."]),
        Text(140, 668, "ein Jahr"),
        Text(340, 668, "ein Tag"),
    ]
    assert read(drawn(page)).text == (
        "Beitrag | Er wird im Januar von jedem Mitglied in bar bezahlt. | "
        "Er wird im Juni von allen Gästen überwiesen.\nDauer | ein Jahr | ein Tag"
    )


def test_short_cells_below_each_other_are_rows() -> None:
    page = [
        Text(60, 700, "Montag"),
        *lines(140, 700, ["9 Uhr", "10 Uhr"]),
        *lines(240, 700, ["Yoga", "Tanz"]),
    ]
    assert read(drawn(page)).text == "Montag | 9 Uhr | Yoga\n| 10 Uhr | Tanz"


def test_headings_of_two_columns_are_no_title_together() -> None:
    page = [
        Text(60, 760, "Halle", 14, bold=True),
        Text(300, 760, "Keller", 14, bold=True),
        *lines(60, 740, LEFT),
        *lines(300, 740, RIGHT),
    ]
    draft = read(drawn(page))
    assert draft.title == "Halle"
    assert stands_under(draft, "Kulturhaus") == ("Keller",)


def test_columns_of_two_words_a_line_are_read_one_after_the_other() -> None:
    left = ["Am Abend", "kommen alle", "ins Haus", "und singen", "laut. Dann", "gehen sie", "heim."]
    right = ["Die Probe", "dauert eine", "Stunde und", "kostet", "nichts. Es", "gibt dazu", "Tee."]
    page = [*lines(60, 700, left), *lines(160, 700, right)]
    by_row = sorted(page, key=lambda text: (-text.y, text.x))
    assert read(drawn(by_row)).text.replace("\n\n", " ") == " ".join([*left, *right])


def test_a_header_of_words_far_apart_has_a_cell_for_each() -> None:
    page = [
        *lines(52, 700, ["Obst", "Birnen", "Quitten"], 9, 18),
        *lines(93, 700, ["Druck", "2,5 bar", "3,5 bar"], 9, 18),
        *lines(133, 700, ["Ausbeute", "55 %", "45 %"], 9, 18),
    ]
    by_row = sorted(page, key=lambda text: (-text.y, text.x))
    assert read(drawn(by_row)).text == (
        "Obst | Druck | Ausbeute\nBirnen | 2,5 bar | 55 %\nQuitten | 3,5 bar | 45 %"
    )


def test_a_header_with_even_gaps_is_told_by_the_columns_below_it() -> None:
    above = lines(60, 760, ["Am Kai wird bis Ende März gebaut.", "Die Tiefen stehen hier."])
    header = [Text(60, 732, "Kai", 10), Text(95, 732, "Tiefe", 10), Text(129, 732, "Kran", 10)]
    below = [
        *lines(60, 714, ["Kai 1", "Kai 2", "Kai 3"], 10, 18),
        *lines(95, 714, ["6 m", "9 m", "12 m"], 10, 18),
        *lines(129, 714, ["ja", "nein", "ja"], 10, 18),
    ]
    by_row = sorted(below, key=lambda text: (-text.y, text.x))
    assert read(drawn([*above, *header, *by_row])).text.endswith(
        "Kai | Tiefe | Kran\nKai 1 | 6 m | ja\nKai 2 | 9 m | nein\nKai 3 | 12 m | ja"
    )


def test_two_words_that_are_set_to_both_margins_are_a_line() -> None:
    page = [
        Text(60, 714, "Es kommen heute alle"),
        *lines(60, 700, ["und", "der"]),
        *lines(140, 700, ["Jugend", "Jugend"]),
        Text(60, 672, "wird es danken."),
    ]
    assert "|" not in read(drawn(page)).text


def test_numbers_tell_the_rank_of_headings_of_one_size() -> None:
    heads = ["1 Zugang", "1.1 Schlüssel", "Pfand", "2 Nutzung", "3.1 Ohne Kapitel"]
    sizes = [16, 16, 13, 16, 16]
    page = [
        text
        for place, (head, size) in enumerate(zip(heads, sizes, strict=True))
        for text in (
            Text(60, 780 - 90 * place, head, size, bold=True),
            *lines(60, 760 - 90 * place, PROSE),
        )
    ]
    found = [each for each in blocks(read(drawn(page))) if each[0] != "paragraph"]
    assert found == [
        ("heading1", "1 Zugang"),
        ("heading2", "1.1 Schlüssel"),
        ("heading3", "Pfand"),
        ("heading1", "2 Nutzung"),
        ("heading1", "3.1 Ohne Kapitel"),
    ]
