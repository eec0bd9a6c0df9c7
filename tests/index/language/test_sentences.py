import pytest
import sentencex

from index.language.sentences import sentence_ends


def sentences_of(text: str, language: str = "de") -> list[str]:
    ends = sentence_ends(text, language)
    starts = [0, *ends][: len(ends)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Wie sich herausstellte, griff am 27. Dezember 2019 die Miliz Katai'b Hisbollah an.",
        "Am 3. Januar erfolgte die Ermordung des Generalmajors.",
        "Am Montag, 5. Oktober, ist wieder geöffnet.",
        "Geschlossen ist auch Dienstag, 8. dezember, ab Mittag.",
        "Auch Annegret Kramp-Karrenbauer (CDU) wird erwartet.",
        "Der 2. Weltkrieg endete z. B. dort erst 1945.",
        "Er sagte: „Wir bleiben im Irak“, und ging.",
    ],
)
def test_dates_ordinals_abbreviations_and_quotes_do_not_split(sentence: str) -> None:
    assert sentences_of(f"Vorher. {sentence} Nachher war Ruhe.") == [
        "Vorher.",
        sentence,
        "Nachher war Ruhe.",
    ]


def test_an_ordinal_at_the_very_end_ends_its_sentence() -> None:
    assert sentences_of("Vorher. Er wurde am 3.") == ["Vorher.", "Er wurde am 3."]


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("ja", "橋は三年に開通した。市長が来た。", ["橋は三年に開通した。", "市長が来た。"]),
        ("hi", "पुल खुल गया। मेयर आए।", ["पुल खुल गया।", "मेयर आए।"]),
        ("DE", "Am 2. Tag kam er. Er ging.", ["Am 2. Tag kam er.", "Er ging."]),
        ("de-AT", "Beim 2. Versuch kam er. Er ging.", ["Beim 2. Versuch kam er.", "Er ging."]),
        ("no such language", "One came. Two left.", ["One came.", "Two left."]),
        ("", "One came. Two left.", ["One came.", "Two left."]),
    ],
)
def test_sentences_end_as_they_do_in_their_language(
    language: str, text: str, sentences: list[str]
) -> None:
    assert sentences_of(text, language) == sentences


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("fr", "Prends C\u202f. Puis dors. Bien.", ["Prends C\u202f. Puis dors.", "Bien."]),
        ("de", "Er kam zu Punkt A\xa0. Er ging.", ["Er kam zu Punkt A\xa0. Er ging."]),
        ("kk", "Бар S. \xa0.B болды. Тағы.", ["Бар S.", ".B болды.", "Тағы."]),
    ],
)
def test_a_wide_blank_before_a_full_stop_does_not_make_sentencex_panic(
    language: str, text: str, sentences: list[str]
) -> None:
    assert sentences_of(text, language) == sentences


def test_a_paragraph_of_any_length_has_the_sentences_of_a_short_one() -> None:
    sentences = [f"Der {n}. Weltkrieg endete, z. B. für Dr. Berg, am {n}. Mai." for n in range(400)]
    assert sentences_of(" ".join(sentences), "de") == sentences


def test_a_very_long_sentence_ends_where_it_does() -> None:
    long = "Die Liste nennt " + "Wort, " * 2000 + "mehr nicht."
    assert sentences_of(f"Anfang. {long} Ende.", "de") == ["Anfang.", long, "Ende."]


def test_where_sentencex_panics_all_the_same_the_paragraph_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boundaries = sentencex.get_sentence_boundaries
    monkeypatch.setattr(
        sentencex, "get_sentence_boundaries", lambda code, _: boundaries(code, "A\xa0. B")
    )

    assert sentences_of("One came. Two left.", "en") == ["One came. Two left."]


def test_an_interruption_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", interrupt)

    with pytest.raises(KeyboardInterrupt):
        sentence_ends("One came.", "en")


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        (
            "de",
            "Node.js und ASP.NET gehen. Sonst nichts.",
            ["Node.js und ASP.NET gehen.", "Sonst nichts."],
        ),
        (
            "en",
            "Open at 9 a.m. Monday to Friday. Closed.",
            ["Open at 9 a.m. Monday to Friday.", "Closed."],
        ),
        (
            "en",
            "He left at 5 p.m. The door was closed.",
            ["He left at 5 p.m.", "The door was closed."],
        ),
        ("en", "It costs approx. $3.5. See Vol. 2.", ["It costs approx. $3.5.", "See Vol. 2."]),
        (
            "pl",
            "W 1998 r. przybył dr. Nowak, ok. 60 lat, tj. sam. Był też inż. Kot.",
            ["W 1998 r. przybył dr. Nowak, ok. 60 lat, tj. sam.", "Był też inż. Kot."],
        ),
        ("fr", "M. Dupont est venu. Il part.", ["M. Dupont est venu.", "Il part."]),
        (
            "nl",
            "Hij komt morgen, d.w.z. dinsdag. Goed.",
            ["Hij komt morgen, d.w.z. dinsdag.", "Goed."],
        ),
        ("it", "L'art. 5 vale. Fine.", ["L'art. 5 vale.", "Fine."]),
        (
            "hu",
            "A hidat 2019. május 12-én adták át. Szép.",
            ["A hidat 2019. május 12-én adták át.", "Szép."],
        ),
        (
            "de",
            "Siehe S. 12 ff. und Abs. 3 Nr. 4. Ende.",
            ["Siehe S. 12 ff. und Abs. 3 Nr. 4.", "Ende."],
        ),
    ],
)
def test_after_an_abbreviation_the_sentence_goes_on(
    language: str, text: str, sentences: list[str]
) -> None:
    assert sentences_of(text, language) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Frag mich. Das ist gut.", ["Frag mich.", "Das ist gut."]),
        ("Zeig deine ID. Dann geht es.", ["Zeig deine ID.", "Dann geht es."]),
        ("Das ist OK. Danach kommt mehr.", ["Das ist OK.", "Danach kommt mehr."]),
        ("Es regnet. 3 Tage dauert es.", ["Es regnet.", "3 Tage dauert es."]),
        ("hallo zusammen. wer hat den schlüssel?", ["hallo zusammen.", "wer hat den schlüssel?"]),
    ],
)
def test_what_only_looks_like_an_abbreviation_ends_its_sentence(
    text: str, sentences: list[str]
) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "Swim 200 m. Jackets are worn.", ["Swim 200 m.", "Jackets are worn."]),
        ("en", "No. Originals are kept.", ["No.", "Originals are kept."]),
        ("en", "Is it open? No. Call us.", ["Is it open?", "No.", "Call us."]),
        ("en", "It was Opus No. IV. See No. 5.", ["It was Opus No. IV.", "See No. 5."]),
        ("fr", "Il a 3 m. Il est froid.", ["Il a 3 m.", "Il est froid."]),
        ("es", "Pesa 5 kg. Es viejo.", ["Pesa 5 kg.", "Es viejo."]),
        ("de", "Es sind 200 m. Danach ist Pause.", ["Es sind 200 m.", "Danach ist Pause."]),
        ("de", "Man nehme 250 g. Mehl und Salz.", ["Man nehme 250 g. Mehl und Salz."]),
        ("en", "It takes 3 t. of sand.", ["It takes 3 t. of sand."]),
    ],
)
def test_the_sign_of_a_unit_has_no_full_stop_of_its_own(
    language: str, text: str, sentences: list[str]
) -> None:
    assert sentences_of(text, language) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "(1) Er heißt so. Er sitzt hier. (2) Das gilt.",
            ["(1) Er heißt so.", "Er sitzt hier.", "(2) Das gilt."],
        ),
        ("• Nimm Wasser mit. Es ist heiß.", ["• Nimm Wasser mit.", "Es ist heiß."]),
        ("1. Öffne den Deckel. Nimm ihn ab.", ["1. Öffne den Deckel.", "Nimm ihn ab."]),
        ("a) Hunde dürfen mit. Katzen nicht.", ["a) Hunde dürfen mit.", "Katzen nicht."]),
        ("19:02 Beginn. Alle da. 19:40 Pause.", ["19:02 Beginn.", "Alle da.", "19:40 Pause."]),
    ],
)
def test_a_numbered_or_marked_text_is_divided_and_its_mark_is_no_sentence(
    text: str, sentences: list[str]
) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("th", "ค่าโดยสารสามบาท เด็กขึ้นฟรี", ["ค่าโดยสารสามบาท", "เด็กขึ้นฟรี"]),
        ("th", "นายกเทศมนตรีสมหญิง ใจดี มา", ["นายกเทศมนตรีสมหญิง ใจดี มา"]),
        ("km", "សួស្តី។ អរគុណ។", ["សួស្តី។", "អរគុណ។"]),
    ],
)
def test_scripts_without_blanks_between_words_are_divided_where_their_clauses_end(
    language: str, text: str, sentences: list[str]
) -> None:
    assert sentences_of(text, language) == sentences


def test_what_was_said_goes_on_with_who_said_it_in_japanese() -> None:
    text = "「はい。」と言った。次の文。"
    assert sentence_ends(text, "ja") == [10, 14]


def test_who_signed_belongs_to_the_mark_before_it() -> None:
    assert sentence_ends("gez. Ida Lang", "de") == [13]


@pytest.mark.parametrize(
    ("text", "language"),
    [("- 1. Klasse: Kuchen", "de"), ("Section 1. The club is small.", "en")],
)
def test_a_number_at_the_beginning_is_no_sentence(text: str, language: str) -> None:
    assert sentence_ends(text, language) == [len(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Sie läuft seit 1742.³ Heute auch.", ["Sie läuft seit 1742.³", "Heute auch."]),
        ("Er sagte „ja.“⁴ Dann ging er.", ["Er sagte „ja.“⁴", "Dann ging er."]),
        ("Es sind 10 m². Das reicht.¹²", ["Es sind 10 m².", "Das reicht.¹²"]),
        ("Was kostet es? 4 Euro.", ["Was kostet es?", "4 Euro."]),
    ],
)
def test_a_note_s_mark_stays_with_its_sentence_and_a_number_may_answer(
    text: str, sentences: list[str]
) -> None:
    assert sentences_of(text) == sentences
