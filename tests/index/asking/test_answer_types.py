from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking.answer_types import (
    AnswerType,
    answer_type,
    find_phrase,
    holds_answer,
    relative_dates,
)
from index.asking.kinds.questions import asks_for_steps

SUSPENDED = (
    "Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt, nachdem sich die Krise "
    "wegen der Ermordung von zwei Kommandeuren durch die USA zuspitzte."
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Wann wurde die Mission ausgesetzt?", "date"),
        ("In welchem Jahr begann sie?", "date"),
        ("When did it start?", "date"),
        ("Wer hat das gesagt?", "person"),
        ("Wie heißt der Generalsekretär?", "person"),
        ("Who killed the general?", "person"),
        ("Wo werden sie ausgebildet?", "place"),
        ("Where is the training held?", "place"),
        ("Wie viele Menschen kamen?", "count"),
        ("How many people came?", "count"),
        ("Wie viele Prozent stimmten dafür?", "share"),
        ("How high was the turnout?", "share"),
        ("Wie viele Minuten dauert es?", "duration"),
        ("How many megabytes does it need?", "measure"),
        ("How many dollars did they raise?", "money"),
        ("Wie alt ist die Bürgermeisterin?", "age"),
        ("Ab welchem Alter darf man mitmachen?", "age"),
        ("How old do you have to be?", "age"),
        ("Was kostet der Eintritt?", "money"),
        ("Wie viel muss ich für den Ausweis zahlen?", "money"),
        ("Wie hoch ist die Gebühr?", "money"),
        ("How much does a ticket cost?", "money"),
        ("What's the price of a potion?", "money"),
        ("Wie lange dauert die Prüfung?", "duration"),
        ("How long does it take?", "duration"),
        ("How much time is left?", "duration"),
        ("Wie tief ist das Becken?", "measure"),
        ("How tall is the tower?", "measure"),
        ("Wie groß ist der Garten?", "number"),
        ("Wie viel Wasser braucht sie?", "number"),
        ("Um wie viel Uhr geht es los?", "time"),
        ("What time does it start?", "time"),
        ("Wie oft fährt der Bus?", "frequency"),
        ("How often does it run?", "frequency"),
        ("Which version do I need?", "code"),
        ("Welche Telefonnummer hat das Bürgerbüro?", "code"),
        ("Auf welchem Platz landete sie?", "rank"),
        ("reisepass preis", "money"),
        ("sprechstunde uhrzeit", "time"),
        ("Warum wurde sie ausgesetzt?", "reason"),
        ("Why was it suspended?", "reason"),
        ("Was soll der Einsatz verhindern?", None),
        ("NATO Irak", None),
        ("part time job", None),
        ("hundesteuer anmelden", None),
        ("Welche Strafe droht?", None),
        ("kostenlose parkplätze hafen", None),
        ("What happens when it rains?", None),
        ("In which episode did Doctor Who die?", None),
        ("Wie heißt der Prozess?", None),
        ("Can I meet the one who built it?", None),
        ("Und, wer war das?", "person"),
        ("", None),
    ],
)
def test_question_words_tell_what_is_asked_for(question: str, kind: str | None) -> None:
    assert answer_type(question) == kind


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("Wann wurde die Mission ausgesetzt?", SUSPENDED, "Anfang Januar"),
        (
            "Wann sind die Kurse?",
            "Die Kurse sind am 13. und am 20. Januar.",
            "am 13. und am 20. Januar",
        ),
        ("Wann ist das Fest?", "In Saal 3 und am 4. Mai ist das Fest.", "am 4. Mai"),
        (
            "Warum wurde die Mission ausgesetzt?",
            SUSPENDED,
            SUSPENDED[SUSPENDED.index("nachdem") : -1],
        ),
        (
            "Wann griff die Miliz an?",
            "Die Miliz griff am 27. Dezember 2019 den Stützpunkt an.",
            "am 27. Dezember 2019",
        ),
        (
            "Wer ist der EU-Außenbeauftragte?",
            "Am Abend sprechen sie mit dem EU-Außenbeauftragten Josep Borrell über Libyen.",
            "Josep Borrell",
        ),
        (
            "Wie viele Menschen nahmen teil?",
            "Am 24. Januar nahmen bis zu vier Millionen Menschen teil.",
            "bis zu vier Millionen",
        ),
        ("How many people came?", "On 3 May some 1,200 people came.", "some 1,200"),
        ("When did the mission start?", "The mission started in October 2018.", "in October 2018"),
        (
            "Wo werden die Soldaten ausgebildet?",
            "Die Soldaten werden in Tadschi ausgebildet.",
            "in Tadschi",
        ),
    ],
)
def test_the_words_that_answer_are_found(question: str, sentence: str, phrase: str) -> None:
    kind = answer_type(question)
    assert kind is not None
    language = "en" if sentence.isascii() and " the " in f" {sentence.lower()}" else "de"

    start, end = find_phrase(sentence, kind, question, language) or (0, 0)

    assert sentence[start:end] == phrase


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        # A word of the question that is within each of two dates tells neither.
        (
            "When does the jam of 2025 end?",
            "The jam starts on 4 April 2025 and ends on 13 April 2025.",
            "on 13 April 2025",
        ),
        # A unit belongs to its number.
        ("How long is a game?", "A game takes about 42 minutes.", "about 42 minutes"),
        ("Was kostet das?", "Das kostet 3 €.", "3 €"),
        ("How much does it cost?", "It costs $5m, which is much.", "$5m"),
        ("Wie viel Speicher braucht es?", "Es läuft ab 16GB gut.", "16GB"),
        ("Wie groß ist die Halle?", "Die Halle misst 60m².", "60m²"),
        ("How hot may it get?", "It stands up to 45 °C.", "up to 45 °C"),
        ("Wie viel Prozent sind es?", "Es sind 12,5 % mehr.", "12,5 %"),
        ("How much is it?", "The fee is 3 euros a month.", "3 euros"),
        # Numbers in words, and less than one.
        ("Wie lange dauert es?", "Es dauert eine halbe Stunde.", "eine halbe Stunde"),
        ("How long does it take?", "It takes half an hour.", "half an hour"),
        ("How long may I stay?", "Guests may stay for a fortnight.", "a fortnight"),
        ("Wie lange gilt das?", "Das gilt ein Jahr.", "ein Jahr"),
        ("Wie lange gilt das?", "Das gilt anderthalb Jahre.", "anderthalb Jahre"),
        ("Wie lange geht die Fahrt?", "Es ist eine dreitägige Fahrt.", "dreitägige"),
        ("Wie lange noch?", "Es sind einundzwanzig Tage.", "einundzwanzig Tage"),
        ("How long?", "It took twenty-one full days.", "twenty-one full days"),
        ("How long?", "It took 1 hour and 30 minutes.", "1 hour and 30 minutes"),
        ("How long was it open?", "It was open from 1870 to 1939.", "from 1870 to 1939"),
        ("How much time was left?", "They led with 3:08 left.", "3:08 left"),
        ("Wie lange bleibt er gesperrt?", "Er bleibt dauerhaft gesperrt.", "dauerhaft"),
        ("How long does it last?", "It lasts until the end of the season.", "until the end"),
        ("Wie alt ist sie?", "Sie ist zwei Jahre alt.", "zwei Jahre alt"),
        ("Ab welchem Alter?", "Mitmachen darf man ab 16 Jahren.", "16 Jahren"),
        ("How old is Ada?", "The 44-year-old Ada takes office.", "44-year-old"),
        ("How old is the mayor?", "The mayor, Ada Berg (47), resigned.", "47"),
        # Free is a price.
        ("Was kostet das Parken?", "Dort parkt man kostenlos.", "kostenlos"),
        ("How much is entry?", "Entry is free of charge.", "free of charge"),
        ("What does a potion cost?", "A potion costs 50 gold pieces.", "50 gold pieces"),
        ("What does a potion cost?", "Price: 50", "50"),
        # Ranges, times of day.
        ("Um wie viel Uhr?", "Geöffnet ist von 10 bis 18 Uhr.", "von 10 bis 18 Uhr"),
        ("What time does it open?", "The pool opens at 9:30 a.m. today.", "at 9:30 a.m"),
        (
            "When does the jam start?",
            "It starts on 4 April 2025 at 18:00 UTC.",
            "on 4 April 2025 at 18:00 UTC",
        ),
        ("How many players?", "It is for 3–5 players.", "3–5"),
        (
            "How long is a round?",
            "It lasts between 20 and 30 minutes.",
            "between 20 and 30 minutes",
        ),
        ("Wann ist es?", "Es ist zwei Tage vor der Prüfung.", "zwei Tage vor der Prüfung"),
        ("When was it?", "It was two years later.", "two years later"),
        ("Seit wann steht es leer?", "Es steht seit vier Jahren leer.", "seit vier Jahren"),
        ("Wann hat das Standesamt auf?", "Standesamt | 9–12 | geschlossen | 14–17", "9–12"),
        ("How old must I be?", "Moon Bar: 18+", "18+"),
        ("Wo darf ich werben?", "Werbung ist nur in #showcase erlaubt.", "in #showcase"),
        ("Wann ist mittwochs offen?", "Offen ist am Mittwoch um 9 Uhr.", "am Mittwoch um 9 Uhr"),
        ("Wann ist die Probe vom Montag?", "Die Probe wurde auf Dienstag verlegt.", "Dienstag"),
        ("When is it on Monday?", "It is at 8 pm on Monday and Tuesday.", "at 8 pm on Monday"),
        ("Wo liegt sie?", "Sie liegt in der Ringstraße 12, am Tor.", "in der Ringstraße 12"),
        ("Wo ist Probe?", "Die Probe ist in Halle 2 um 18 Uhr.", "in Halle 2"),
        ("Where is it?", "It happens in Room 3b.", "in Room 3b"),
        ("Where did they meet?", "They met in London 40 people strong.", "in London"),
        ("Wo trafen sie sich?", "Sie trafen in Berlin 40 Leute.", "in Berlin"),
        ("Wo sind Bots erlaubt?", 'Bots sind nur in "Plattenkiste" erlaubt.', 'in "Plattenkiste"'),
        # A number near what the question counts.
        ("Wie viele Spieler?", "Um 20 Uhr beginnen bis zu acht Spieler.", "bis zu acht"),
        ("How many entries were there?", "58 teams sent 41 entries.", "41"),
        ("Wie viele Plätze?", "Im Saal 3 gibt es 120 Sitzplätze.", "120"),
        ("Wie viele Beschlüsse?", "TOP 6 sah zwei Beschlüsse vor.", "zwei"),
        # What isn't so comes last.
        ("Wann beginnt es?", "Es beginnt nicht am 13. April, sondern erst am 4. Mai.", "am 4. Mai"),
        (
            "Welche Telefonnummer hat ihr?",
            "Ruf uns an: (0421) 50 05-04, um 08 30.",
            "(0421) 50 05-04",
        ),
        ("Which phone number is it?", "Call +49 30 577 03-66.", "+49 30 577 03-66"),
        ("Which version do I need?", "It is not 3.38 but 3.40.", "3.40"),
        ("How often is it done?", "It is done every six weeks.", "every six weeks"),
        ("Wie oft fährt er?", "Er fährt alle 15 Minuten.", "alle 15 Minuten"),
        ("Auf welchem Platz landete sie?", "Am Ende kam sie auf Platz 3 ins Ziel.", "Platz 3"),
    ],
)
def test_the_words_of_finer_kinds_are_found(question: str, sentence: str, phrase: str) -> None:
    kind = answer_type(question)
    assert kind is not None
    language = "en" if question.split(maxsplit=1)[0] in {"How", "What", "When", "Which"} else "de"

    start, end = find_phrase(sentence, kind, question, language) or (0, 0)

    assert sentence[start:end] == phrase


@pytest.mark.parametrize(
    ("question", "sentence", "language"),
    [
        # "may" is no month in English prose, "1.3." of a version no date.
        ("When does it start?", "You may start it, may you not?", "en"),
        ("When does it start?", "Players march on.", "en"),
        ("When was it?", "It is in version 1.3. That is all.", "en"),
        ("Wann war es?", "Es steht in Version 1.3. so.", "de"),
        ("Wann war es?", "Jan Berg war da.", "de"),
        # What only names something is no number.
        ("Wie viele Punkte?", "1. Punkte sammeln.", "de"),
        ("Wie viele Punkte?", "Der Fehler T-31 kostet Punkte.", "de"),
        ("Wie viele Punkte?", "Siehe TOP 6, Raum 12, der 2. Abschnitt.", "de"),
        ("How many points?", "Points: see chapter 4 and v2, or release 3.2.1.", "en"),
        # A number of something else is none of the wanted kind.
        ("Wie alt ist sie?", "Sie saß zwei Jahre im Rat und gab 30 Euro.", "de"),
        ("How long does it take?", "It costs 30 euros and weighs 4 kg.", "en"),
        ("What does it cost?", "It takes 30 minutes for 12 people.", "en"),
        ("What time is it?", "It costs 5 euros on 3 May.", "en"),
        # The number is the question's own.
        ("Was zahlt man unter 24 Jahren?", "Er ist 24 Jahre alt.", "de"),
    ],
)
def test_what_is_of_another_kind_is_no_answer(question: str, sentence: str, language: str) -> None:
    kind = answer_type(question)
    assert kind is not None

    assert not holds_answer(sentence, kind, question, language)


@pytest.mark.parametrize(
    ("language", "question", "sentence"),
    [
        ("fr", "Combien de temps?", "Le trajet dure deux heures, soit 120 minutes."),
        ("pl", "Jak długo?", "Podróż trwa 5 godzin."),
        ("tr", "Ne kadar?", "Yolculuk 3 saat sürer."),
        ("tr", "Ne kadar?", "Vapur on iki dakikada varır."),
        ("nl", "Hoe lang?", "De reis duurt zevenendertig minuten."),
        ("ja", "どのくらい", "駅から病院まで十五分で行けます。"),
        ("zh", "多久", "从车站到医院要15分钟。"),
    ],
)
def test_units_are_known_in_every_language(language: str, question: str, sentence: str) -> None:
    assert holds_answer(sentence, "duration", question, language)


@pytest.mark.parametrize(
    ("language", "question", "sentence", "phrase"),
    [
        ("es", "¿Cuánto cuesta el carné?", "El carné cuesta 300 pesos al año.", "300 pesos"),
        ("es", "¿Cuánto cuesta el carné?", "El carné es gratuito.", "gratuito"),
        ("es", "¿Cuándo abre?", "Abre de lunes a viernes por la mañana.", "lunes a viernes"),
        ("es", "¿Cuándo abre?", "Abre el lunes; el viernes por la mañana no.", "lunes"),
        ("es", "¿Cuál es la multa?", "La multa es de 20 céntimos.", "20 céntimos"),
        ("fr", "Combien coûte l'entrée ?", "L'entrée coûte 12 francs.", "12 francs"),
        ("fr", "Combien coûte l'entrée ?", "L'entrée est gratuite.", "gratuite"),
        ("pl", "Ile kosztuje bilet?", "Bilet kosztuje 30 zł.", "30 zł"),
        ("pl", "Ile wynosi składka?", "Składka wynosi 30 złotych.", "30 złotych"),
        ("pl", "Ile osób należy do klubu?", "Składka wynosi 30 złotych.", ""),
        ("tr", "How much is it?", "Bir parsel yılda 200 lira.", "200 lira"),
        ("tr", "How much is it?", "Bilet 50 TL.", "50 TL"),
        ("de", "Was kostet es?", "Es kostet CHF 30 oder 28 Euro.", "CHF 30"),
        ("de", "Was kostet es?", "Der Eintritt: 5 Franken.", "5 Franken"),
    ],
)
def test_money_and_days_are_known_as_people_write_them(
    language: str, question: str, sentence: str, phrase: str
) -> None:
    kind = answer_type(question)
    assert kind is not None
    start, end = find_phrase(sentence, kind, question, language) or (0, 0)

    assert sentence[start:end] == phrase


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("When is it?", "お祭りは5月3日です。", "5月3日"),
        ("When is it?", "火曜日に開きます。", "火曜日"),
        ("How many people?", "参加者は30人でした。", "30人"),
        ("How much does it cost?", "入場料は五百円です。", "五百円"),
        ("How old is she?", "彼女は12歳です。", "12歳"),
        ("How often does it run?", "バスは毎日走ります。", "毎日"),
    ],
)
def test_in_scripts_without_blanks_numbers_are_told_by_what_follows_them(
    question: str, sentence: str, phrase: str
) -> None:
    kind = answer_type(question)
    assert kind is not None

    start, end = find_phrase(sentence, kind, question, "ja") or (0, 0)

    assert sentence[start:end] == phrase


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many pupils does the college have?", "Pupils of year 9 can visit the college."),
        ("How many games does the library have?", "Books and games are lent for one week."),
    ],
)
def test_a_number_that_measures_or_names_counts_nothing(question: str, sentence: str) -> None:
    assert not holds_answer(sentence, "count", question, "en")


TICKETS = "Tickets are 6 euros for adults and 3 euros for children."
COOKS = "Ada Lovelace cooks on Monday and Bob Ross on Tuesday."


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("Wie viele Leute für den Kuchen?", "Acht Leute für Bier und vier für den Kuchen.", "vier"),
        ("How many for the door?", "Six people for the bar and three for the door.", "three"),
        ("How much is it for children?", TICKETS, "3 euros"),
        ("How much is it for adults?", TICKETS, "6 euros"),
        ("Wie viel zahlen Kinder?", "Alte zahlen 40 Euro, Kinder 55 Euro.", "55 Euro"),
        ("Who cooks on Tuesday?", COOKS, "Bob Ross"),
        ("Who cooks on Monday?", COOKS, "Ada Lovelace"),
        ("Who has the key?", "Ask Peter Long for it.", "Peter Long"),
        (
            "When is it open?",
            "It opens on Mondays, Fridays and Sundays.",
            "Mondays, Fridays and Sundays",
        ),
        (
            "Wann ist offen?",
            "Dienstags und donnerstags von 16 bis 21 Uhr, samstags von 10 bis 14 Uhr ist offen.",
            "Dienstags und donnerstags von 16 bis 21 Uhr, samstags von 10 bis 14 Uhr",
        ),
    ],
)
def test_that_is_marked_which_the_question_is_about_or_all_that_are_listed(
    question: str, sentence: str, phrase: str
) -> None:
    kind = answer_type(question)
    assert kind is not None

    language = "de" if question.startswith(("Wie", "Wann")) else "en"
    start, end = find_phrase(sentence, kind, question, language) or (0, 0)

    assert sentence[start:end] == phrase


@pytest.mark.parametrize(
    ("question", "kind", "sentence"),
    [
        ("Seit wann ist Stoltenberg im Amt?", "date", "Stoltenberg hatte jüngst gesprochen."),
        ("When did she speak?", "date", "She spoke recently."),
        (
            "Wo wurde Soleimani begraben?",
            "place",
            "Das brachte beide Länder an den Rand des Krieges.",
        ),
        ("Wann hat sie am Mittwoch offen?", "date", "Dienstags ist sie offen."),
        ("When does it open on Sunday?", "date", "It opens on Monday and Friday."),
        ("Wo ist die Werkstatt?", "place", "Wir sind am Samstag da."),
        ("Who opened it at Alder Ford?", "person", "It was opened at Alder Ford."),
        ("Wer folgt auf Kramp-Karrenbauer?", "person", "Auch Annegret Kramp-Karrenbauer kam."),
        ("Wie heißt der Dienst unter Windows?", "person", "Der Dienst heißt FuchsService."),
        ("Wer folgt auf Karrenbauer?", "person", "Auch Ministerin Annegret Karrenbauer kam."),
        ("Who killed Soleimani?", "person", "It killed General Qassem Soleimani."),
        ("Wer leitet sie?", "person", "Sie wird Teil der NATO-Mission."),
        ("Wer ist die Vorsitzende?", "person", "Zur Vorsitzenden wird gewählt, wer mitarbeitet."),
        ("Who is Elif Kaya?", "person", "Vorstand: Elif Kaya, Murat Demir"),
        ("Wer ist Murat Demir?", "person", "Vorstand: Elif Kaya, Murat Demir"),
        ("Who is Anna Schmidt?", "person", "Anna Schmidt opened it with Peter Meyer."),
        ("Who’s Peter Meyer?", "person", "Anna Schmidt opened it with Peter Meyer."),
    ],
)
def test_what_tells_nobody_when_where_or_who_is_no_answer(
    question: str, kind: AnswerType, sentence: str
) -> None:
    language = "en" if question.startswith("Wh") else "de"

    assert answer_type(question) == kind
    assert not holds_answer(sentence, kind, question, language)


def test_a_name_that_stands_before_what_is_asked_about_is_told() -> None:
    sentence = "Seit 2024 ist Karla Menz Vorsitzende des Vereins."

    start, end = find_phrase(sentence, "person", "Wer ist die Vorsitzende?", "de") or (0, 0)

    assert sentence[start:end] == "Karla Menz"


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Wer ist Zweite Vorsitzende?", "Zweite Vorsitzende (seit 2020) ist Ute Brandt.", "Ute"),
        ("Wer ist Zweite Vorsitzende?", "Ute Brandt (Zweite Vorsitzende), Max Müller", "Ute"),
        ("Wer ist Erster Vorsitzender?", "Erster Vorsitzender: Max Müller", "Max"),
        ("Wer ist Max Müller?", "Max Müller war der Erste Vorsitzende.", "Erste"),
        ("Wer ist Zweite Vorsitzende?", "Die Leitung hat Zweite Vorsitzende Ute Brandt.", "Ute"),
    ],
)
def test_who_somebody_is_tells_what_is_put_in_the_place_of_the_name(
    question: str, sentence: str, answer: str
) -> None:
    start, end = find_phrase(sentence, "person", question, "de") or (0, 0)

    assert sentence[start:end].startswith(f"{answer} ")


def test_what_only_repeats_the_question_is_no_answer() -> None:
    sentence = "Am 3. Januar war die Ermordung."

    assert find_phrase(sentence, "date", "Was geschah am 3. Januar?", "de") is None


@pytest.mark.parametrize(
    ("sentence", "language", "words"),
    [
        ("Die Minister beraten am Mittwoch.", "de", ["am Mittwoch"]),
        ("Anfang Januar wurde sie ausgesetzt.", "de", ["Anfang Januar"]),
        ("Er läuft seit Oktober 2018.", "de", []),
        ("Das geschah am 27. Dezember 2019.", "de", []),
        ("Das geschah am Freitag, 27. Dezember 2019.", "de", []),
        ("Friday, December 27, 2019, and on Monday.", "en", ["on Monday"]),
        ("Heute wird entschieden, morgen gehandelt.", "de", ["Heute", "morgen"]),
        ("They met on Wednesday.", "en", ["on Wednesday"]),
        ("Nichts davon.", "de", []),
    ],
)
def test_dates_that_need_the_articles_date_are_found(
    sentence: str, language: str, words: list[str]
) -> None:
    assert relative_dates(sentence, language) == words


@given(
    st.text(
        st.sampled_from("0123456789.,:-–% €$½²|aäzJ ٤五年分月") | st.characters(codec="utf-8"),
        max_size=60,
    ),
    st.sampled_from(get_args(AnswerType)),
    st.sampled_from(["de", "en", "fr", "tr", "ja", "xx", ""]),
)
def test_any_text_has_a_phrase_within_it_or_none(
    text: str, kind: AnswerType, language: str
) -> None:
    found = find_phrase(text, kind, "Was war das?", language)

    assert holds_answer(text, kind, "Was war das?", language) is (found is not None)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_a_number_of_very_many_digits_is_none() -> None:
    assert not holds_answer("1" + ".111" * 2000, "number", "Wie viel?", "de")


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("Wie tief ist das Becken?", "Durch ein Leck gehen täglich 40 Kubikmeter verloren.", None),
        ("Wie tief ist das Becken?", "Es ist 1,80 Meter tief.", "1,80 Meter"),
        (
            "Wie schwer ist der Stein?",
            "Er ist 3 Meter lang, 40 Kilogramm schwer.",
            "40 Kilogramm",
        ),
        ("How long do storms last?", "Storms now last two turns.", "two turns"),
        ("Wie lange dauert der Sturm?", "Der Sturm dauert eine Runde.", "eine Runde"),
        ("How long may I use it?", "It may be used for 42 minutes a day.", "42 minutes"),
        ("How long may I use it, 42 minutes?", "It may be used for 42 minutes a day.", None),
        ("How long is the cable?", "Length of the cable | 1.6 m", "1.6 m"),
        ("What water pressure does it need?", "2 metres up, 0.5 to 10 bar.", "0.5 to 10 bar"),
        ("How hot is the oven?", "It is 2 metres wide and 230 °C hot.", "230 °C"),
        ("Wie lang ist die Brücke?", "Danach fährt die Bahn bis zum Bahnhof West.", None),
        ("Wie lange dauert die Sperrung?", "Sie dauert bis zum Saisonende.", "bis zum Saisonende"),
        ("In which year was it started?", "It reads the file when it starts.", None),
        ("In which year was it started?", "In May 2018, and it grew in June.", "In May 2018"),
        ("An welchem Wochentag ist Probe?", "Am 31. Oktober, sonst donnerstags.", "donnerstags"),
        ("Warum ist zu?", "Um 18 Uhr ist Schluss.", None),
        ("Warum ist zu?", "Es bleibt dunkel, um Strom zu sparen.", "um Strom zu sparen"),
        ("Warum ist zu?", "Es bleibt zu, da die Pumpe defekt ist.", "da die Pumpe defekt ist"),
        ("Warum ist zu?", "Wer da ist, hilft.", None),
        ("Why was it dropped?", "French is looked after by Anna.", None),
    ],
)
def test_what_is_of_the_kind_is_of_the_very_kind_that_is_asked_for(
    question: str, sentence: str, phrase: str | None
) -> None:
    language = "de" if question.split(maxsplit=1)[0] in {"Wie", "An", "Warum"} else "en"
    kind = answer_type(question)
    assert kind is not None
    found = find_phrase(sentence, kind, question, language)

    assert (found and sentence[slice(*found)]) == phrase


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("How many members are there?", "Staff members who collect two strikes leave.", None),
        ("How many members are there?", "Rooms for members aged 18 and over.", None),
        ("How many members are there?", "It is led by five maintainers.", None),
        ("How many members are there?", "There are 100+ members.", "100"),
        ("How many members are there?", "The members are 40.", "40"),
        ("How many members are there?", "Members: 40 active ones.", None),
        ("How many members are there?", "In all, 40.", "40"),
        ("How many plots are there?", "Rabbits are limited to four per plot.", None),
        ("How many plots are there?", "The heap stands behind plot 31.", None),
        ("How many rabbits are there?", "Rabbits are limited to four per plot.", "four"),
        ("How many plots are there?", "There are four plots.", "four"),
        ("How many plots are there?", "Number of plots 31", "31"),
        ("How many rabbits are there?", "There are four rabbits per plot.", "four"),
    ],
)
def test_a_number_of_something_else_is_not_the_number_that_is_asked_for(
    question: str, sentence: str, phrase: str | None
) -> None:
    found = find_phrase(sentence, "count", question, "en")

    assert (found and sentence[slice(*found)]) == phrase


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("fritzbox gastzugang einrichten", True),
        ("wlan einrichten?", True),
        ("konto abmelden", True),
        ("reset password", True),
        ("Kann ich mein Konto löschen?", False),
        ("wann kann ich umbuchen", False),
        ("öffnungszeiten sonntag", False),
        ("Update 1.3", False),
        ("Is there a reset button?", False),
    ],
)
def test_few_words_that_name_something_to_do_ask_for_the_steps(
    question: str, *, steps: bool
) -> None:
    assert asks_for_steps(question) is steps
