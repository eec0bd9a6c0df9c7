"""Numbers, dates and times are the same in whatever spelling, and in either language."""

import pytest

from index.writing.checking.figures import figures, supported
from index.writing.checking.marks import Clause

BOTH = ["de", "en"]


def is_supported(claim: str, source: str, language: str) -> bool:
    found = figures(claim, BOTH)
    assert found
    return all(supported(figure, figures(source, [language])) for figure in found)


@pytest.mark.parametrize(
    ("claim", "source", "language"),
    [
        ("four million people", "vier Millionen Menschen", "de"),
        ("4,000,000 people", "Es sind 4 Mio. Menschen", "de"),
        ("4.000.000 Leute", "four million people", "en"),
        ("on 3 March 2024", "am 3. März 2024", "de"),
        ("am 03.03.2024", "on March 3, 2024", "en"),
        ("im März 2024", "am 3. März 2024", "de"),
        ("on Monday at 9 am", "montags um 9 Uhr", "de"),
        ("from 9 am to 6 pm", "von 9 bis 18 Uhr", "de"),
        ("120 Minuten", "zwei Stunden", "de"),
        ("5 Euro", "5 €", "de"),
        ("4,50 Euro", "4.50 euros", "en"),
        ("rule 6", "Regel 6", "de"),
        ("Version 3.0", "Version 3.0.2", "en"),
        ("third place", "dritter Platz", "de"),
        ("zweimal im Jahr", "twice a year", "en"),
        ("between 3 and 5 days", "3–5 Tage", "de"),
    ],
)
def test_a_figure_is_met_in_another_spelling(claim: str, source: str, language: str) -> None:
    assert is_supported(claim, source, language)


@pytest.mark.parametrize(
    ("claim", "source", "language"),
    [
        ("40 million people", "vier Millionen Menschen", "de"),
        ("on 4 March 2024", "am 3. März 2024", "de"),
        ("on 3 May 2024", "am 3. März 2024", "de"),
        ("on 3 March 2025", "am 3. März 2024", "de"),
        ("on Tuesday", "montags", "de"),
        ("from 9 am to 5 pm", "von 9 bis 18 Uhr", "de"),
        ("$5", "5 €", "de"),
        ("5 Cent", "5 €", "de"),
        ("a week", "zwei Wochen", "de"),
        ("version 3.0.3", "Version 3.0.2", "de"),
        ("second place", "dritter Platz", "de"),
        ("3 bis 6 Tage", "3–5 Tage", "de"),
    ],
)
def test_another_figure_is_not_met(claim: str, source: str, language: str) -> None:
    assert not is_supported(claim, source, language)


@pytest.mark.parametrize(
    ("mark", "texts"),
    [
        ("only", "nur heute | only today"),
        ("if", "wenn es regnet | bei Regen | nach vorheriger Anmeldung | with written permission"),
        ("except", "außer sonntags | bis auf Anna | unless told | except dogs"),
        ("at_most", "bis zu zehn Bücher | unter 6 Jahren | up to ten books | fewer than 5"),
        ("at_least", "mindestens 5 | über zehn | more than 5 | over 60"),
        ("about", "rund 5 | gut 30 Leute | about 5 | around 20 minutes"),
        ("perhaps", "soll 2027 eröffnet werden | voraussichtlich | could be | is planned"),
        ("former", "früher 5 Euro | nicht mehr | used to be | formerly"),
        ("some", "einige Hunde | meistens | most dogs | usually"),
        ("must", "muss zahlen | ist bis zum 31. März zu zahlen | must pay | has to"),
        ("permit", "darf nicht | verboten | may post | is allowed"),
        ("until", "bis 18 Uhr | bis September | 9–18 Uhr | until 6 | by 31 March | to September"),
        ("from", "ab 18 Uhr | von 9 bis 10 Uhr | seit 2018 | from 9 | since 2018"),
        ("before", "vor dem 3. Mai | before noon"),
        ("after", "nach sieben Tagen | after 7 days"),
        ("instead", "statt am Montag | instead of"),
        ("moved", "verschoben | postponed"),
        ("relative", "heute | today"),
    ],
)
def test_little_words_are_noticed_in_both_languages(mark: str, texts: str) -> None:
    for text in texts.split(" | "):
        assert Clause(text).has(mark), text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mark", "texts"),
    [
        ("permit", "im Mai | In May we meet"),
        ("from", "von Anna | ein Beitrag von 42 Euro"),
        ("before", "vor der Tür"),
        ("after", "nach Hamburg"),
        ("at_most", "unter dem Tisch"),
        ("at_least", "über den Zaun"),
        ("instead", "findet am Montag statt"),
        ("about", "about dogs"),
    ],
)
def test_words_that_only_look_like_them_are_not(mark: str, texts: str) -> None:
    for text in texts.split(" | "):
        assert not Clause(text).has(mark), text  # type: ignore[arg-type]
