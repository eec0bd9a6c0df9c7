"""Hostile office documents and tables: bombs, mazes, and what points elsewhere."""

from collections.abc import Iterator

from index.articles.errors import ArticleArchiveError, ArticleDataError, ArticleEmptyError
from index.articles.formats.errors import (
    ArticleOfficeBrokenError,
    ArticleOfficeEncryptedError,
    ArticleOfficeTooLargeError,
)
from tests.hostile.cases import MANY, Case, kept, refused
from tests.office_files import (
    NUMBERING,
    STYLES,
    W,
    ap,
    c,
    docx,
    item,
    odt,
    p,
    pptx,
    relations,
    rtf,
    run,
    shape,
    sheet,
    tp,
    tree,
    xlsx,
    zipped,
)

SENTENCE = "Die Übung im Irak ruht seit Januar, sagte der Sprecher."
TEXT = p(SENTENCE)
OFFICE_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DEEP = 300
"""Elements within elements, more than any document has."""

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 9))
    + "]>"
)
FILE = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
FETCHED = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'

WITHIN = {
    "insertions": ("<w:ins>", "</w:ins>"),
    "forms": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
}
"""What may stand around a paragraph, and doesn't change it."""


def offices() -> Iterator[Case]:
    """Yield office documents and tables."""
    yield from _packages()
    yield from _documents()
    yield from _sheets()
    yield from _tables()
    yield from _data()
    yield from _others()


def entities(declared: str, shown: str) -> bytes:
    """Return a Word document with a DTD and a text that uses it."""
    text = f"<w:p><w:r><w:t>{shown}</w:t></w:r></w:p>"
    return document(f'{declared}<w:document xmlns:w="{W}"><w:body>{text}</w:body></w:document>')


def document(main: str | bytes) -> bytes:
    """Return a Word document with its main part as it is written."""
    return docx("", {"document": main})


def _packages() -> Iterator[Case]:
    sound = docx(TEXT)
    broken, encrypted = ArticleOfficeBrokenError, ArticleOfficeEncryptedError
    yield refused("laughs.docx", entities(LAUGHS, "&i;"), broken)
    yield refused("file.docx", entities(FILE, "&f;"), broken)
    yield refused("fetched.docx", entities(FETCHED, "x"), broken)
    yield refused("no-xml.docx", document("x"), broken)
    yield refused("cut.docx", sound[: len(sound) // 2], ArticleArchiveError)
    yield refused("other.docx", zipped({"a.txt": SENTENCE}), ArticleArchiveError)
    yield refused("in-a-zip.zip", zipped({"a.docx": sound}), ArticleArchiveError)
    yield refused("empty.zip", b"PK\x05\x06" + bytes(18), ArticleArchiveError)
    yield refused("97.doc", OFFICE_97, ArticleArchiveError)
    word = "EncryptedPackage".encode("utf-16-le")
    yield refused("password.docx", OFFICE_97 + word, encrypted)
    local, central = sound.index(b"PK\x03\x04"), sound.index(b"PK\x01\x02")
    locked = bytearray(sound)
    for place in (local + 6, central + 8):
        locked[place] |= 1
    yield refused("locked.docx", bytes(locked), encrypted)
    other = bytearray(sound)
    for place in (local + 8, central + 10):
        other[place] = 12
    yield refused("bzip2.docx", bytes(other), broken)
    part = sound.index(b"word/document.xml")
    yield refused("damaged.docx", sound[: part + 40] + b"xyz" + sound[part + 43 :], broken)
    yield refused("parts.docx", b"PK\x03\x04" + b"PK\x01\x02" * 8001, ArticleOfficeTooLargeError)
    bomb = document(b"<a>" + b" " * 6_000_000 + b"</a>")
    yield refused("bomb.docx", bomb, ArticleOfficeTooLargeError)
    yield refused("nothing.docx", docx(""), ArticleEmptyError)
    yield refused("no-main.docx", zipped({"[Content_Types].xml": "<Types/>"}), ArticleArchiveError)


def _documents() -> Iterator[Case]:
    for name, (start, end) in WITHIN.items():
        yield shown(f"within-{name}.docx", docx(start * 20 + TEXT + end * 20), SENTENCE)
        deep = docx(start * DEEP + TEXT + end * DEEP)
        yield refused(f"deep-{name}.docx", deep, ArticleOfficeBrokenError)
    circle = STYLES.replace('<w:name w:val="Kapitel"/>', '<w:basedOn w:val="Eigene"/>')
    yield shown("circle.docx", docx(p(SENTENCE, "Eigene"), {"styles": circle}), SENTENCE)
    far = p(SENTENCE, properties='<w:numPr><w:ilvl w:val="99999"/><w:numId w:val="3"/></w:numPr>')
    yield shown("level.docx", docx(far), SENTENCE)
    text = item(SENTENCE, 9)
    yield shown("no-such-list.docx", docx(text), SENTENCE)
    many = NUMBERING.replace('<w:start w:val="1"/>', '<w:start w:val="999999999"/>')
    roman = many.replace("decimal", "upperRoman")
    marked = f"{'M' * 100}. {SENTENCE}"
    yield shown("roman.docx", docx(item(SENTENCE, 2), {"numbering": roman}), marked)
    ends = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * MANY
    yield shown("ends.docx", docx(p(ends + run(SENTENCE))), SENTENCE)
    marks = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{p(marks)}</w:footnote></w:footnotes>'
    itself = docx(p(run(SENTENCE) + marks), {"footnotes": notes})
    yield shown("note-in-itself.docx", itself, SENTENCE)
    names = " ".join(f'a{n}="b"' for n in range(2000))
    yield shown("attributes.docx", docx(p(f"<w:r {names}><w:t>{SENTENCE}</w:t></w:r>")), SENTENCE)
    wide = '<w:gridSpan w:val="999999999"/>'
    table = f"<w:tbl><w:tr><w:tc><w:tcPr>{wide}</w:tcPr>{TEXT}</w:tc></w:tr></w:tbl>"
    yield shown("wide.docx", docx(table), SENTENCE)
    yield shown("linked.docx", docx(TEXT, external={"\\\\host\\share": "image"}), SENTENCE)
    chunk = docx(TEXT + '<w:altChunk r:id="r3"/>', external={"http://127.0.0.1:9/": "aFChunk"})
    yield shown("chunk.docx", chunk, SENTENCE)


def _sheets() -> Iterator[Case]:
    def book(name: str, row: list[object] | str, text: str = SENTENCE, after: str = "") -> Case:
        return shown(name, xlsx({"Tabelle1": sheet(row, after=after)}), text)

    yield book("strings.xlsx", [SENTENCE, c(999999, kind="s"), c(-1, kind="s")])
    yield book("styles.xlsx", [SENTENCE, c(1, 999999), c(2, -1)], f"{SENTENCE} | 1 | 2")
    yield book(
        "numbers.xlsx", [SENTENCE, c("9" * 5000, kind="n"), "x"], f"{SENTENCE} | {'9' * 5000} | x"
    )
    yield book("exponent.xlsx", [SENTENCE, c("1e999999999", kind="n")], f"{SENTENCE} | 1e999999999")
    yield book(
        "far.xlsx", f"<row r='9999999'><c r='XFD9999999' t='str'><v>{SENTENCE}</v></c></row>"
    )
    merged = "<mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * MANY + "</mergeCells>"
    yield book("merged.xlsx", [SENTENCE], after=merged)
    yield refused("formula.xlsx", xlsx({"T": sheet(["<c><f>1+1</f></c>"])}), ArticleEmptyError)
    cut = xlsx({"Tabelle1": sheet([SENTENCE])})[:-30]
    yield refused("cut.xlsx", cut, ArticleArchiveError)


def _tables() -> Iterator[Case]:
    opened = "a | b\nx;" + "\nx" * (MANY - 1) + "\ny | z"
    yield kept("open-quotes.csv", 'a;b\n"' + "x;\n" * MANY + "y;z", opened)
    yield kept("only-marks.csv", f"{SENTENCE};x\n" + ";;;\n" * MANY, f"{SENTENCE} | x")
    wide = ["a"] * MANY
    yield kept("wide.csv", f"{';'.join(wide)}\nb;c", f"{' | '.join(wide)}\nb | c")
    yield kept("said.csv", "sep=Die Übung ruht.")
    yield kept("formula.csv", f"=cmd|'/c calc'!A1;{SENTENCE}", f"=cmd|'/c calc'!A1 | {SENTENCE}")


def _data() -> Iterator[Case]:
    for name, raw in {
        "deep.json": "[" * 5000,
        "object.txt": '{"a": ["b", 1]}',
        "list.md.txt": '[{"a": 1}]',
        "lines.jsonl": '{"a": 1}\n{"a": 2}',
        "tree.xml": "<a>b</a>",
        "tree.txt": "<?xml version='1.0'?><a>b</a>",
        "laughs.txt": f"<?xml version='1.0'?>{LAUGHS}<a>&i;</a>",
        "settings.yaml": "a:\n  - b",
        "settings.toml": "a = 1",
    }.items():
        yield refused(name, raw, ArticleDataError)
    yield kept("note-marks.txt", "[1] Siehe dort. [2]")
    yield kept("open-braces.txt", "{" * MANY + "a")


def shown(name: str, raw: bytes, text: str) -> Case:
    """Return a case that becomes a text."""
    return Case(name, raw, text)


def _others() -> Iterator[Case]:
    broken = ArticleOfficeBrokenError
    laughs = odt(tp(SENTENCE), parts={"content.xml": f"{LAUGHS}<a>&i;</a>"})
    yield refused("laughs.odt", laughs, broken)
    yield refused("no-content.odt", odt("", parts={"content.xml": "<a/>"}), broken)
    repeated = '<table:table-cell table:number-columns-repeated="999999999"/>'
    row = f"{repeated}<table:table-cell>{tp(SENTENCE)}</table:table-cell>"
    rows = f'<table:table-row table:number-rows-repeated="999999999">{row}</table:table-row>'
    table = f"<table:table>{rows}</table:table>"
    yield shown("repeated.odt", odt(table), "\n".join([f"{' | ' * 100}{SENTENCE}".strip()] * 100))
    blanks = tp('Die<text:s text:c="999999999"/>Übung ruht.')
    yield shown("blanks.odt", odt(blanks), "Die Übung ruht.")
    lists = "<text:list><text:list-item>" * 100
    ends = "</text:list-item></text:list>" * 100
    yield shown("lists.odt", odt(f"{lists}{tp(SENTENCE)}{ends}"), f"- {SENTENCE}")
    groups = "<p:grpSp>" * 100 + shape(ap(SENTENCE)) + "</p:grpSp>" * 100
    yield shown("groups.pptx", pptx(tree(groups)), SENTENCE)
    lost = pptx(tree(shape(ap(SENTENCE)))).replace(b"slide1.xml", b"slide9.xml", 1)
    yield refused("lost.pptx", lost, broken)
    itself = {"_rels/slide1.xml.rels": relations({"slide1.xml": "notesSlide"})}
    slide = tree(shape(ap(SENTENCE)))
    yield shown("notes-in-itself.pptx", pptx(slide, parts=itself), SENTENCE)
    yield shown("groups.rtf", rtf("{" * 400 + SENTENCE + "}" * 400), SENTENCE)
    yield refused("deep.rtf", rtf("{" * 600 + SENTENCE + "}" * 600), broken)
    yield refused("binary.rtf", rtf("\\bin999999999 " + SENTENCE), broken)
    yield shown(
        "page.rtf", rtf(SENTENCE, r"{\info{\creatim\yr-1\mo99\dy0}}\ansicpg99999"), SENTENCE
    )
    yield shown("numbers.rtf", rtf("\\u999999999? \\fs-99999999 " + SENTENCE), f"\uc9ff {SENTENCE}")
    yield shown("ends.rtf", rtf(SENTENCE) + b"}" * MANY + b" mehr", SENTENCE)
    yield refused("rich-text.txt", b"{\\rtf1" + b"\0" * MANY, broken)
    yield refused("empty.rtf", rtf(""), ArticleEmptyError)
