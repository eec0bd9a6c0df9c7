"""Mails: what was written in them, with earlier mails as quotes, and what is left out named."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.errors import ArticleEmptyError
from index.articles.formats.errors import ArticleMailBrokenError, ArticleMailEncryptedError
from index.articles.omissions import Omission
from tests.index.articles.units import DOCUMENTS, answers, extract, read, stands_under, units

HEAD = "From: Anna Muster <anna@example.org>\nMessage-ID: <1@example.org>\n"


def mail(body: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    known = {
        "From": "Anna Muster <anna@example.org>",
        "Subject": "Sommerfest",
        "Date": "Mon, 10 Jun 2024 23:30:00 +0200",
        "Message-ID": "<1@example.org>",
    }
    for name, value in {**known, **headers}.items():
        message[name.replace("_", "-")] = value
    if body:
        message.set_content(body)
    return message


def test_a_mail_is_its_body_with_its_subject_as_title() -> None:
    extraction = extract((DOCUMENTS / "mail.eml").read_bytes(), "mail.eml")
    draft = extraction.draft
    assert (extraction.format, draft.title, draft.date, draft.author, draft.language) == (
        "eml",
        "Nächste Sitzung",
        "2024-03-05",
        "Vereinsbüro",
        "de",
    )
    meeting = "die nächste Sitzung findet am 21. März um 18 Uhr im Vereinsheim statt."
    assert draft.text == f"Liebe Mitglieder,\n\n{meeting} Bitte bringt die Schlüssel mit."
    assert answers(draft)[1:] == [meeting, "Bitte bringt die Schlüssel mit."]
    assert extraction.omissions == (Omission("parts", 14, "Das Vereinsbüro"),)


@pytest.mark.parametrize("name", ["mail.eml", "mail.txt", "mail"])
def test_a_mail_is_one_under_any_name(name: str) -> None:
    assert extract((DOCUMENTS / "mail.eml").read_bytes(), name).format == "eml"


def test_a_text_that_begins_like_a_letter_is_none() -> None:
    text = "From: the board\nTo: all members\n\nThe hall is open on Monday."
    assert extract(text, "note.txt").format == "text"
    assert extract("Das Fest ist am Montag. Es beginnt um 10 Uhr.", "note.eml").format == "text"


def test_earlier_mails_are_quotes_and_a_quoted_question_is_answered_by_what_follows() -> None:
    draft = read(
        mail(
            "Hallo,\n\n> Wann beginnt der Aufbau?\n\nAm Freitag um 15 Uhr.\n\n"
            "Am 09.06.24 um 10:02 schrieb Bernd\n<bernd@example.org>:\n"
            "> Das Fest ist am Samstag.\n>> Der Saal ist frei.\n"
        ).as_bytes(),
        "a.eml",
    )
    attribution = "Am 09.06.24 um 10:02 schrieb Bernd <bernd@example.org>:"
    assert units(draft) == [
        ("sentence", "Hallo,"),
        ("context", "Wann beginnt der Aufbau?"),
        ("answer", "Am Freitag um 15 Uhr."),
        ("context", attribution),
        ("sentence", "Das Fest ist am Samstag."),
        ("sentence", "Der Saal ist frei."),
    ]
    assert stands_under(draft, "Am Freitag") == ("Wann beginnt der Aufbau?",)
    assert stands_under(draft, "Das Fest") == (attribution,)
    kinds = [block.kind for block in draft.blocks or ()]
    assert kinds.count("quote") == 2


def test_a_question_in_a_mail_is_not_answered_by_what_stands_below_it_by_chance() -> None:
    draft = read(
        f"{HEAD}\nKommt ihr alle?\n\nViele Grüße, Anna\n\nAm 3. Mai schrieb Bernd:\n"
        "> Wann beginnt es?\n>\n> > Das Fest ist am Samstag.\n",
        "a.eml",
    )
    assert units(draft) == [
        ("context", "Kommt ihr alle?"),
        ("sentence", "Viele Grüße, Anna"),
        ("context", "Am 3. Mai schrieb Bernd:"),
        ("context", "Wann beginnt es?"),
        ("sentence", "Das Fest ist am Samstag."),
    ]


def test_an_earlier_mail_below_its_head_is_a_quote_without_marks() -> None:
    draft = read(
        f"{HEAD}\nDer Schlüssel hängt im Büro.\n\n-----Ursprüngliche Nachricht-----\nVon: Bernd\n"
        "Gesendet: Montag\nBetreff: Schlüssel\n\nIch brauche den Schlüssel.\n",
        "a.eml",
    )
    assert units(draft) == [
        ("sentence", "Der Schlüssel hängt im Büro."),
        ("context", "Von: Bernd\nGesendet: Montag\nBetreff: Schlüssel"),
        ("sentence", "Ich brauche den Schlüssel."),
    ]


def test_html_is_read_where_it_says_what_the_plain_text_does() -> None:
    message = mail("Die Beiträge:\n* Kinder: 2 Euro\nMehr: https://example.org/x\n")
    message.add_alternative(
        "<p>Die Beiträge:</p><ul><li>Kinder: 2 Euro</li></ul><p>Mehr</p>"
        "<p style='display:none'>Vorschau</p><p>-- <br>Anna</p>",
        subtype="html",
    )
    extraction = extract(message.as_bytes(), "a.eml")
    assert units(extraction.draft) == [
        ("context", "Die Beiträge:"),
        ("item", "- Kinder: 2 Euro"),
        ("sentence", "Mehr"),
    ]
    assert extraction.hidden == len("Vorschau")
    assert extraction.omissions == (Omission("parts", 4, "Anna"),)


def test_headings_in_capitals_say_no_more_than_others() -> None:
    message = mail("WATER\n\nThe taps are on.\n")
    message.add_alternative("<h2>Water</h2><p>The taps are on.</p>", subtype="html")
    assert read(message.as_bytes(), "a.eml").text == "Water\n\nThe taps are on."


def test_a_heading_right_above_its_paragraph_is_one() -> None:
    body = "Rooms\n-----\nThere are 14 rooms. Bring a towel.\n\nCOSTS\nAll pay 95 euros.\n"
    assert units(read(mail(body).as_bytes(), "a.eml")) == [
        ("context", "Rooms"),
        ("sentence", "There are 14 rooms."),
        ("sentence", "Bring a towel."),
        ("context", "COSTS"),
        ("sentence", "All pay 95 euros."),
    ]


def test_the_plain_text_is_read_where_it_says_more() -> None:
    message = mail("Die Sitzung ist am Montag um 18 Uhr.\n")
    message.add_alternative("<p>Die Sitzung</p>", subtype="html")
    assert read(message.as_bytes(), "a.eml").text == "Die Sitzung ist am Montag um 18 Uhr."


def test_attachments_are_named_and_a_forwarded_mail_is_read() -> None:
    message = mail("Der Plan liegt bei.\n")
    pdf = b"%PDF-1.7"
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="Plan Süd.pdf")
    inner = mail("Der Saal kostet 20 Euro.\n", Subject="Saal", From="Bernd <b@example.org>")
    message.add_attachment(inner)
    extraction = extract(message.as_bytes(), "a.eml")
    assert extraction.omissions == (Omission("attachments", 1, "Plan Süd.pdf"),)
    assert units(extraction.draft) == [
        ("sentence", "Der Plan liegt bei."),
        ("context", "Saal"),
        ("context", "Bernd, 2024-06-10"),
        ("sentence", "Der Saal kostet 20 Euro."),
    ]


def test_lines_that_were_only_wrapped_to_be_sent_are_one() -> None:
    head = f"{HEAD}Content-Type: text/plain; charset=utf-8; format=flowed\n"
    text = "Der Schlüssel liegt beim \nHausmeister, der ihn \nausgibt.\nZweite Zeile.\n"
    assert read(f"{head}\n{text}> Wo \n> ist er.\n", "a.eml").text == (
        "Der Schlüssel liegt beim Hausmeister, der ihn ausgibt.\nZweite Zeile.\n\nWo ist er."
    )


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("us-ascii", "utf-8"),
        ("utf-8", "cp1252"),
        ("x-unknown", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("iso-8859-1", "utf-8"),
    ],
)
def test_a_mail_that_lies_about_its_charset_is_read(label: str, encoding: str) -> None:
    body = "Der Schlüssel für den größeren Saal hängt im Büro."
    raw = f"{HEAD}Subject: Schlüssel\nContent-Type: text/plain; charset={label}\n\n{body}"
    draft = read(raw.encode(encoding), "a.eml")
    assert (draft.title, draft.text) == ("Schlüssel", body)


def test_an_encrypted_mail_is_refused() -> None:
    body = "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n"
    with pytest.raises(ArticleMailEncryptedError):
        read(HEAD + body, "a.eml")


def test_parts_within_parts_without_end_are_refused() -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000)
    )
    with pytest.raises(ArticleMailBrokenError):
        read(f"{HEAD}{nested}\nText.", "a.eml")
    forwarded = "Content-Type: message/rfc822\n\n" * 2000
    with pytest.raises(ArticleMailBrokenError):
        read(f"{HEAD}{forwarded}\nText.", "a.eml")
    many = f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nText.\n" * 2000
    with pytest.raises(ArticleMailBrokenError):
        read(many, "a.eml")


def test_a_mail_without_text_is_refused() -> None:
    message = mail()
    message.add_attachment(b"x", maintype="image", subtype="png", filename="bild.png")
    with pytest.raises(ArticleEmptyError):
        read(message.as_bytes(), "a.eml")


LINES = st.lists(
    st.sampled_from(
        ["Wort", "> ", ">> Zitat", "", "Am 3. Mai schrieb Anna:", "Wann?", "- eins", "Ein Satz."]
    ),
    max_size=25,
)


@given(LINES)
def test_every_word_of_a_mail_is_in_its_text(lines: list[str]) -> None:
    draft = read(f"{HEAD}\nAnfang.\n" + "\n".join(lines), "a.eml")
    words = " ".join(lines).replace(">", " ").replace("- ", " ").split()
    assert [word for word in words if word not in draft.text.split()] == []


@pytest.mark.parametrize(
    "head",
    [
        "<b>Von:</b> Mia<br><b>Gesendet:</b> Dienstag<br><b>An:</b> Kasse<br><b>Betreff:</b> Frage",
        "<b>From:</b> Mia<br><b>Sent:</b> Tuesday<br><b>To:</b> Desk<br><b>Subject:</b> Question",
        "<b>De :</b> Mia<br><b>Envoyé :</b> mardi<br><b>À :</b> Caisse<br><b>Objet :</b> Question",
    ],
)
def test_in_html_too_an_earlier_mail_below_its_head_is_a_quote(head: str) -> None:
    message = mail()
    message.set_content(
        f"<p>Er beträgt 30 Euro.</p><p>{head}</p><p>Ich bin neu.</p><p>Wie hoch ist er?</p>",
        subtype="html",
    )
    draft = read(message.as_bytes(), "mail.eml")
    assert answers(draft) == ["Er beträgt 30 Euro.", "Ich bin neu."]
    assert [block.kind for block in draft.blocks or () if block.parent is None][1:] == [
        "lead_in",
        "quote",
    ]
    assert stands_under(draft, "Ich bin")[0].endswith(("Frage", "Question"))


def test_a_signature_is_told_though_its_last_blank_was_cut_off() -> None:
    extraction = extract(
        mail("Die Schlüssel hat Jo.\n\nBo\n--\nBo Reed\n+44 1632 96").as_bytes(), "a"
    )
    assert extraction.draft.text == "Die Schlüssel hat Jo.\n\nBo"
    assert Omission("parts", 15, "Bo Reed +44 1632 96") in extraction.omissions
