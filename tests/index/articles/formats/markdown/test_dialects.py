"""What the dialects of Markdown add is resolved into what a reader sees, or left out and said."""

import pytest

from index.articles import Extraction, read_bytes
from index.articles.formats.errors import ArticleMarkupBrokenError
from index.articles.omissions import Omission
from index.config import IngestSettings
from index.units.outline import Outline


def extract(markdown: str) -> Extraction:
    return read_bytes(markdown.encode(), source="notiz.md", settings=IngestSettings())


def blocks(markdown: str) -> list[tuple[str, str]]:
    draft = extract(markdown).draft
    return [(b.kind, draft.text[b.start : b.end]) for b in draft.blocks or ()]


def paths(markdown: str) -> list[tuple[str, str]]:
    """Return each unit with what it stands under."""
    draft = extract(markdown).draft
    outline = Outline(draft.text, draft.blocks or ())
    return [
        (draft.text[s.start : s.end], " › ".join(outline.context(s.start).lines))
        for s in draft.spans or ()
        if s.answers
    ]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Siehe [[Ordner/Satzung]] und [[Satzung#§ 3|dort]].", "Siehe Ordner/Satzung und dort."),
        ("Am [[18.10.2024|Treffen/2024/2024_10_18]].", "Am 18.10.2024."),
        ("[[Hilfe|Dienste/DNS]], [[das Netz|/a_b]], [[Hilfe|x_y]].", "Hilfe, das Netz, Hilfe."),
        ("[[A 7|A7/E45]], [[wiki/Netz|und/oder]], [[a_b|c_d]].", "A7/E45, und/oder, c_d."),
        ("Siehe [[Satzung#Beiträge#^a1]].", "Siehe Satzung > Beiträge."),
        ("Erst ![[plan.png]] ansehen.", "Erst … ansehen."),
        ("Das ist ==**sehr** wichtig== hier.", "Das ist sehr wichtig hier."),
        ("Ein Satz. ^b1", "Ein Satz."),
        ("Vorn %% Notiz %% hinten.", "Vorn hinten."),
        ("Ein Satz.\n\n%%\nNotiz.\n\nNoch eine.\n%%\n\nEnde.", "Ein Satz.\n\nEnde."),
        ("Ort:: Saal", "Ort: Saal"),
        ("Siehe [klein]{.smallcaps} hier{: .x} oder `{.y}`.", "Siehe klein hier oder {.y}."),
        ("## Titel {#t .unnumbered}\n\nText.", "Titel\n\nText."),
        ("Text.\n\n\\newpage\n\n[TOC]\n\nMehr.", "Text.\n\nMehr."),
        ("{{% tip %}}\nDas bleibt.\n{{% /tip %}}", "Das bleibt."),
        ("*[TÜV]: Technischer Überwachungsverein", "TÜV: Technischer Überwachungsverein"),
        ("- [x] getan\n- [ ] offen", "- ☑ getan\n- ☐ offen"),
        ("Begriff\n: Was er heißt.", "Begriff: Was er heißt."),
        ("Die Wieder-\naufnahme der NATO-\nMission, Vor-\nund Nachteile.",
         "Die Wiederaufnahme der NATO-Mission, Vor- und Nachteile."),
        ("Montag: 9 bis 12\nDienstag: geschlossen", "Montag: 9 bis 12\nDienstag: geschlossen"),
        ("Ein :smile: bleibt.", "Ein :smile: bleibt."),
        ("`[[x]]` und `{{y}}`", "[[x]] und {{y}}"),
        ("C++ == C und a^b", "C++ == C und a^b"),
        ('Siehe [dort]({{< ref "a.md" >}}) und [hier]({% link b.md %}).', "Siehe dort und hier."),
        ("* TOC\n{:toc}\n\n@[toc]\n\nText.", "Text."),
        ("| A | B |\n|---|---|\n| [[x\\|y]] | z |", "A | B\ny | z"),
        ("Es sind 10^6^ Liter H~2~O.", "Es sind 10⁶ Liter H2O."),
        ("Der Zug fährt um ~~neun~~ zehn Uhr ab.", "Der Zug fährt um zehn Uhr ab."),
        ("Nutze git clone <adresse> und <b>fett</b>.", "Nutze git clone <adresse> und fett."),
    ],
)  # fmt: skip
def test_marks_are_resolved(markdown: str, text: str) -> None:
    assert extract(markdown).draft.text == text


@pytest.mark.parametrize(
    ("markdown", "omission"),
    [
        ("Text ![[plan.png]].", Omission("external", 1, "plan.png")),
        ('Text.\n\n--8<-- "teil.md"', Omission("external", 1, '"teil.md"')),
        ("Preis: {{ site.price }} Euro", Omission("markup", 1, "{{ site.price }}")),
        ("Text.\n\n{% include a.html %}", Omission("markup", 1, "{% include a.html %}")),
        ("Text %%geheim%%.", Omission("comments", 1, "geheim")),
        ("Text <!-- Notiz -->.", Omission("comments", 1, "Notiz")),
        ("Text ![](a/b.png).", Omission("images", 1, "a/b.png")),
        ("Text.[^1]\n\n[^1]: Mehr.", Omission("marks", 1, "")),
        ("Text.\n\n```dataview\nLIST\n```", Omission("markup", 1, "LIST")),
        ("Text.\n\n#verein #satzung", Omission("metadata", 1, "#verein #satzung")),
    ],
)
def test_what_stands_for_something_else_is_left_out_and_said(
    markdown: str, omission: Omission
) -> None:
    assert extract(markdown).omissions == (omission,)


@pytest.mark.parametrize(
    "markdown",
    [
        '!!! warning "Vorsicht"\n    Heiß.\n\nDanach.',
        '??? note "Vorsicht"\n    Heiß.\n\nDanach.',
        '=== "Vorsicht"\n\n    Heiß.\n\nDanach.',
        "> [!warning]- Vorsicht\n> Heiß.\n\nDanach.",
        "::: warning Vorsicht\nHeiß.\n:::\n\nDanach.",
        ":::tip[Vorsicht]\nHeiß.\n:::\n\nDanach.",
        "<details><summary>Vorsicht</summary>\n\nHeiß.\n\n</details>\n\nDanach.",
    ],
)
def test_a_part_with_a_title_is_a_section_under_it(markdown: str) -> None:
    assert paths(markdown) == [("Heiß.", "Vorsicht"), ("Danach.", "")]


@pytest.mark.parametrize(
    "markdown", ["> [!NOTE]\n> Heiß.", "!!! note\n    Heiß.", ":::note\nHeiß."]
)
def test_the_type_of_a_part_is_no_title(markdown: str) -> None:
    assert blocks(markdown) == [("section", "Heiß."), ("paragraph", "Heiß.")]


def test_three_exclamation_marks_in_a_text_are_text() -> None:
    assert extract("!!! Heute geschlossen\n\nText.").draft.text == "!!! Heute geschlossen\n\nText."


def test_a_note_stands_behind_what_refers_to_it() -> None:
    markdown = (
        "# T\n\n## A\n\nEins.[^a] Zwei.\n\n## B\n\nDrei.^[Am Ort.]\n\n[^a]: Hinweis.\n[^b]: Frei."
    )
    assert paths(markdown) == [
        ("Eins.", "A"),
        ("Zwei.", "A"),
        ("Hinweis.", "A"),
        ("Drei.", "B"),
        ("Am Ort.", "B"),
        ("Frei.", "B"),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "**Wie viele?**\nZweihundert.",
        "**Wie viele?**\n\nZweihundert.",
        "Q: Wie viele?\nA: Zweihundert.",
        "**Q:** Wie viele?\n\n**A:** Zweihundert.",
        "Wie viele?\n: Zweihundert.",
        "<details><summary>Wie viele?</summary>Zweihundert.</details>",
        "### Wie viele?\n\nZweihundert.",
    ],
)
def test_a_question_is_answered_by_what_follows(markdown: str) -> None:
    spans = [span.kind for span in extract(markdown).draft.spans or ()]
    assert spans == ["context", "answer"]


def test_a_line_in_bold_type_stands_above_its_text() -> None:
    assert blocks("**Anfahrt**\nMit dem Bus. Dann zu Fuß.") == [
        ("heading", "Anfahrt"),
        ("paragraph", "Mit dem Bus. Dann zu Fuß."),
    ]


def test_a_text_without_any_heading_has_those_of_its_shape() -> None:
    markdown = "Leihfrist\n\n- Bücher: vier Wochen\n- Filme: eine Woche"
    assert paths(markdown) == [
        ("- Bücher: vier Wochen", "Leihfrist"),
        ("- Filme: eine Woche", "Leihfrist"),
    ]


def test_blocks_nested_too_deeply_are_refused_not_cut_off() -> None:
    assert extract("> " * 40 + "Ende").draft.text == "Ende"
    with pytest.raises(ArticleMarkupBrokenError):
        extract("> " * 120 + "Ende")


def test_a_table_of_contents_is_left_out_and_told() -> None:
    extraction = extract(
        "## Inhalt\n\n- [Regeln](#regeln)\n  - [Hunde](#hunde)\n\n## Regeln\n\n"
        "- [Hunde](#hunde) an die Leine\n- Müll mitnehmen\n\n[Nach oben](#top)\n"
    )
    assert extraction.draft.text == ("Inhalt\n\nRegeln\n\n- Hunde an die Leine\n- Müll mitnehmen")
    assert Omission("parts", 19, "Regeln Hunde; Nach oben") in extraction.omissions


@pytest.mark.parametrize(
    ("links", "answers"),
    [
        ("- [Wie *anmelden*?](#wie-anmelden)\n- [Gibt es Eis?](gibt-es-eis)", True),
        ("- [Wie anmelden?](wie)\n- [Was kostet es?](was)\n- [Gibt es Eis?](eis)", True),
        ("- [Wie anmelden?](wie)\n- [Gibt es Eis?](eis)", False),
        ("- [Wie anmelden?](#wie)\n- [Karte](k)\n- [Eis](e)", False),
        ("- [Wie anmelden?](#wie-anmelden) Online.\n- [Gibt es Eis?](#eis)", False),
    ],
)
def test_a_list_of_links_is_one_if_most_lead_within_or_name_headings(
    links: str,
    answers: bool,  # noqa: FBT001
) -> None:
    page = f"# Fragen\n\n{links}\n\n### Wie anmelden?\n\nOnline.\n\n### Was kostet es?\n\nNichts."
    assert (extract(page).draft.text.startswith("Wie anmelden?\n\nOnline.")) is answers


def test_links_to_places_stay_where_there_is_nothing_else() -> None:
    assert extract("- [Regeln](#regeln)\n").draft.text == "- Regeln"


def test_what_a_program_puts_between_words_leaves_a_sign_and_elsewhere_nothing() -> None:
    extraction = extract(
        'Die Sauna öffnet am {{< date "3. Mai" >}} um 14 Uhr.\n\n{{< foto "a.jpg" >}}\n\n'
        "{{ site.name }} liegt am See. {{ mehr }}"
    )
    assert extraction.draft.text == "Die Sauna öffnet am … um 14 Uhr.\n\nliegt am See."
    assert [each.kind for each in extraction.omissions] == ["markup"]


def test_a_part_that_a_theme_gives_a_title_stands_under_it() -> None:
    assert paths(
        'Offen täglich.\n\n{{< tab "Winter" >}}Bis 22 Uhr.{{< /tab >}}\n'
        '{{% expand title="Mehr & weniger" %}}\nIm Juli zu.\n{{% /expand %}}\n\n'
        "{{< card >}}Ohne Titel.{{< /card >}}\n\nSchluss."
    ) == [
        ("Offen täglich.", ""),
        ("Bis 22 Uhr.", "Winter"),
        ("Im Juli zu.", "Mehr & weniger"),
        ("Ohne Titel.", ""),
        ("Schluss.", ""),
    ]


def test_keys_are_shown_and_pictures_of_a_theme_are_not() -> None:
    text = "Drücken Sie ++ctrl+alt+r++ :material-flash: zweimal. a++b++c :wave:"
    assert extract(text).draft.text == "Drücken Sie ctrl+alt+r zweimal. a++b++c :wave:"
