"""How lines of a plain text begin that tell what they are."""

import re

CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[^\S\n]?[AaPp]\.?[Mm]\b\.?)?"
DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
NAME = r"[^\s:\[\]<>][^\n:\[\]<>]{0,40}"

SIGNS = r"[-*+•·▪◦‣–—●○■□◆◇★☆►▶➤➡→⇒✓✔✗✘✅❌☑☐👉🔹🔸]\ufe0f?"
CHECKBOX = r"\[[ xX✓]?\]"
LIST_MARK = re.compile(
    rf"(?:{SIGNS}|{CHECKBOX}|\(?(?:\d{{1,3}}|[a-zA-Z])(?:[.)]|\ufe0f?\u20e3))[^\S\n]++"
)
"""How an item of a list begins; numbers may stand on keycaps, as in "1️⃣ Log in"."""
BULLET = re.compile(rf"{SIGNS}[^\S\n]++")
ROMAN = re.compile(r"[IVX]{1,5}\.[^\S\n]+[^\W\d_]")
"""Such as "I. Fees", which is no item of a list with letters."""

LABELLED = re.compile(
    r"\s{0,20}(?P<label>[^\W\d_][^\s:]{0,30}(?: [^\s:]{1,30}){0,2})[ \u00a0\u202f]?:[^\S\n]"
)
"""Such as "Opening hours: 9 to 12", where several lines begin so; the French put a blank there."""

SPEAKER = re.compile(
    rf"\s{{0,20}}(?:\S.{{0,40}} — .{{0,30}}{CLOCK}(?: Uhr)?|{NAME}, \[[^\]\n]{{0,20}}{CLOCK}\]:?"
    rf"|{NAME}[^\S\n]+(?:\[{CLOCK}\]|\d{{1,2}}:\d{{2}}[^\S\n][AP]M))\s*$"
)
"""A line that tells who said at what time what follows, as Discord, Telegram and Slack copy it."""

SAID = re.compile(
    rf"\s{{0,20}}(?:\[?{DAY},?[^\S\n]+(?:um[^\S\n]|at[^\S\n])?{CLOCK}\]?(?:[^\S\n][-–—])?"
    rf"|\[{CLOCK}\])[^\S\n]*(?:{NAME}:(?=\s|$)|<[^<>\s]{{1,32}}>|\*{{1,3}}[^\S\n]\S)"
    rf"|\s{{0,20}}(?:{CLOCK}[^\S\n])?<[^<>\s]{{1,32}}>[^\S\n]"
)
"""A line with who said it when, as WhatsApp and Signal export it, or IRC logs it."""

TIME = re.compile(
    rf"\s{{0,20}}(?:\+\+\+[^\S\n]*)?\[?(?:{DAY},?[^\S\n]+)?"
    rf"(?:{CLOCK}(?:[–-]{CLOCK})?(?:[^\S\n]Uhr\b|\]|(?=[^\S\n])|\s*$)"
    r"|\d{1,2}\.\d{2}(?:[–-]\d{1,2}\.\d{2})?(?:[^\S\n]Uhr\b|\])"
    r"|\d{1,2}(?:[–-]\d{1,2})?[^\S\n]Uhr(?=[^\S\n]*[:–-]))"
)
"""A line that begins with when something was or is."""

HOUR = re.compile(
    r"\s{0,20}(?:(?:ab|from|von|at|um|de|à|om|o|kl\.)[^\S\n])?"
    r"(?:\d{1,2}[:h]\d{2}|\d{1,2}(?:\.\d{2})?[^\S\n]?(?:Uhr|uur|h|[ap]\.?m\b\.?|hod\.))(?![^\W_])"
)
"""How an entry of a timetable begins, in whichever language: "9.30 uur", "10 h – 12 h"."""

MARKED = re.compile(
    r"\s{0,20}(?:"
    rf"(?:{SIGNS}|{CHECKBOX}|\d\ufe0f?\u20e3)[^\S\n]"  # of a list
    r"|\(?(?:\d{1,3}|[a-zA-Z])[.)][^\S\n]"
    r"|\d{1,3}(?:\.\d{1,3}){1,4}\.?[^\S\n]"  # of a statute or a manual
    r"|§[^\S\n]?\d"
    r"|\[?(?:\d{1,2}\.\d{1,2}\.\d{2,4},? )?\d{1,2}:\d{2}"  # when something was said
    r"|\d{1,2}[.:]\d{2} Uhr"
    r"|[QAFV]:[^\S\n]"
    r"|\+\+\+[^\S\n]"  # of a ticker
    r")"
)

ASKED = re.compile(r"(?:Q|F|Frage|Question)(?:[^\S\n]?\d{1,3})?[.:)][^\S\n]")
"""How a question begins that is marked as one."""
REPLY = re.compile(r"(?:A|Antwort|Answer)(?:[^\S\n]?\d{1,3})?[.:)][^\S\n]")

SECTION_SIGN = re.compile(r"(?:§§?|Art(?:ikel|icle|\.)?)[^\S\n]?\d{1,4}[a-z]?\b")
ORDINAL_CHAPTER = (
    r"(?:(?:Erst|Zweit|Dritt|Viert|Fünft|Sechst|Siebt|Acht|Neunt|Zehnt)e[rs]|\d{1,2}\.)[^\S\n]"
    r"(?:Unterabschnitt|Abschnitt|Teil|Kapitel|Titel|Buch)"
)
CHAPTER = re.compile(
    rf"{ORDINAL_CHAPTER}\b|"
    r"(?:ARTICLE|Article|CHAPTER|PART)[^\S\n][IVXLC]{1,6}\b|"
    r"(?:Abschnitt|Kapitel|Teil|Anhang|Anlage|Chapter|Section|Part|Appendix)[^\S\n]"
    r"(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])\b"
)
AGENDA = re.compile(r"(?:TOP|Top|Tagesordnungspunkt|Punkt|Agenda item|Item)[^\S\n]?\d{1,3}[a-z]?\b")
LETTERED = re.compile(r"\(?[a-z][)][^\S\n]+[^\W\d_]")
"""Such as "a) Deadlines"."""
NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})[.)]?[^\S\n]+[^\W\d_]")

CAPTION = re.compile(
    r"(?P<word>(?:Abb|Tab|Fig|Figs|Obr|Rys|Ryc|Рис|Табл)\.|Abbildung|Bild|Tabelle|Grafik|Diagramm|Schaubild|Skizze"
    r"|Karte|Foto|Figure|FIGURE|Table|TABLE|Chart|Diagram|Map|Photo|Plate|Exhibit|Listing|Tableau"
    r"|Graphique|Carte|Figura|Tabla|Tabela|Tabella|Gráfico|Grafico|Figuur|Tabel|Afbeelding|Figur"
    r"|Tabell|Rysunek|Obrázek|Tabulka|Рисунок|Таблица|Şekil|Tablo)"
    r"[^\S\n]?(?:\d{1,3}(?:[.-]\d{1,3}){0,2}|[IVX]{1,5}|[A-Z]\.?\d{1,2})[a-z]?"
    r"(?:[^\S\n]?[:.–—|]|[^\S\n]-)[^\S\n]+\S"
)
"""What says what a picture or a table shows: "Fig. 3: The tower"; with it a reader is led on."""
CAPTION_LENGTH = 300
"""Characters of a caption."""
