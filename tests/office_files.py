"""Office documents, written part by part: just what the readers look at."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "application/vnd.openxmlformats-officedocument"

DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)

Parts = Mapping[str, str | bytes]


def zipped(parts: Parts) -> bytes:
    """Return a zip file of parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(targets: Mapping[str, str], external: Mapping[str, str] | None = None) -> str:
    """Return a part's relations, numbered "r1", "r2", …: kinds by targets, then outside ones."""
    inner = [f'Target="{target}" Type="{R}/{kind}"' for target, kind in targets.items()]
    outer = [
        f'Target="{target}" TargetMode="External" Type="{R}/{kind}"'
        for target, kind in (external or {}).items()
    ]
    each = (f'<Relationship Id="r{n}" {said}/>' for n, said in enumerate([*inner, *outer], 1))
    return f'<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'


def core(**known: str) -> str:
    """Return a document's properties: title, creator, created, modified."""
    said = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in known.items())
    return f"<coreProperties>{said}</coreProperties>"


def package(main: str, kind: str, parts: Parts) -> bytes:
    """Return a package with its main part's name and type."""
    types = f'<Types xmlns="{TYPES}"><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    targets = {main: "officeDocument", "core.xml": "core-properties"}
    return zipped({"[Content_Types].xml": types, "_rels/.rels": relations(targets), **parts})


STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="Überschrift 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="Kapitel"/>
<w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="HTML Preformatted"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Weiter"><w:name w:val="List Continue"/></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>
</w:style>
<w:style w:type="table" w:styleId="Raster"><w:name w:val="Grid"/>
<w:tblStylePr w:type="firstRow"/></w:style>
</w:styles>"""

NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def docx(
    body: str, parts: Parts | None = None, external: Mapping[str, str] | None = None, **known: str
) -> bytes:
    """Return a Word document; further `parts` are those of word/, such as "footnotes"."""
    others = {"styles": STYLES, "numbering": NUMBERING, **(parts or {})}
    kinds = {f"{name}.xml": name.rstrip("0123456789") for name in others}
    files = {f"word/{name}.xml": content for name, content in others.items()}
    document = (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}" {DRAWING}><w:body>{body}</w:body></w:document>'
    )
    return package(
        "word/document.xml",
        f"{OFFICE}.wordprocessingml.document.main+xml",
        {
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations(kinds, external),
            "core.xml": core(**known),
            **files,
        },
    )


def run(text: str, looks: str = "") -> str:
    """Return a run of a paragraph."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of text, or of what is marked up already."""
    inner = content if content.startswith("<") else run(content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{inner}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """Return a paragraph of a list: 1 has bullets, 2 and 4 numbers, 3 those of a statute."""
    name, depth = f'<w:numId w:val="{number}"/>', f'<w:ilvl w:val="{level}"/>'
    return p(text, properties=f"<w:numPr>{depth}{name}</w:numPr>")


def cell(content: str, properties: str = "") -> str:
    """Return a table's cell of text, or of paragraphs."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: list[str], properties: str = "", header: bool = False) -> str:
    """Return a table of texts or cells."""
    marked = "<w:trPr><w:tblHeader/></w:trPr>"
    made = (
        f"<w:tr>{marked if header and not number else ''}"
        + "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
        + "</w:tr>"
        for number, cells in enumerate(rows)
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(made)}</w:tbl>"


XLSX_STYLES = f"""<styleSheet xmlns="{S}"><numFmts>
<numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/>
<numFmt numFmtId="165" formatCode="00000"/>
<numFmt numFmtId="166" formatCode="dd/mm/yyyy\\ hh:mm"/>
<numFmt numFmtId="167" formatCode="[$€-407]\\ #,##0;[Red]-[$€-407]\\ #,##0"/>
<numFmt numFmtId="168" formatCode="[h]:mm"/>
<numFmt numFmtId="169" formatCode="0&quot; kg&quot;"/>
</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/>
<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/>
<xf numFmtId="169"/><xf numFmtId="20"/><xf numFmtId="10"/></cellXfs></styleSheet>"""
"""Styles of cells: 1 days, 2 per cent, 3 euros, 4 post codes, 5 days with times, 6 euros before,
7 hours, 8 weights, 9 times, 10 hundredths of a per cent."""


def c(value: object, style: int = 0, kind: str = "") -> str:
    """Return a sheet's cell: a text as it is written into it, or a number."""
    if isinstance(value, str) and not kind:
        text = f"<t>{escape(value)}</t>" if not value.startswith("<") else value
        return f'<c t="inlineStr"><is>{text}</is></c>' if value else "<c/>"
    return f'<c s="{style}" t="{kind or "n"}"><v>{value}</v></c>'


def sheet(*rows: Sequence[object], after: str = "", before: str = "") -> str:
    """Return a sheet of rows: of values, or as they are written."""
    made = (
        each
        if isinstance(each, str)
        else "<row>"
        + "".join(x if isinstance(x, str) and x.startswith("<c") else c(x) for x in each)
        + "</row>"
        for each in rows
    )
    return (
        f'<worksheet xmlns="{S}" xmlns:r="{R}">{before}'
        f"<sheetData>{''.join(made)}</sheetData>{after}</worksheet>"
    )


def xlsx(
    sheets: Mapping[str, str], parts: Parts | None = None, hidden: str = "", **known: str
) -> bytes:
    """Return a workbook of sheets by their names; `parts` as they are named."""
    targets = {f"sheet{n}.xml": "worksheet" for n in range(1, len(sheets) + 1)}
    targets |= {"styles.xml": "styles", "sharedStrings.xml": "sharedStrings"}
    listed = "".join(
        f'<sheet name="{name}" r:id="r{n}" state="{"hidden" if name == hidden else "visible"}"/>'
        for n, name in enumerate(sheets, 1)
    )
    book = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>'
    return package(
        "xl/workbook.xml",
        f"{OFFICE}.spreadsheetml.sheet.main+xml",
        {
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations(targets),
            "xl/styles.xml": XLSX_STYLES,
            "core.xml": core(**known),
            **{f"xl/sheet{n}.xml": each for n, each in enumerate(sheets.values(), 1)},
            **(parts or {}),
        },
    )


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def ap(text: str, level: int = 0, properties: str = "", looks: str = "") -> str:
    """Return a slide's paragraph of text, or of runs."""
    inner = (
        text if text.startswith("<") else f"<a:r><a:rPr {looks}/><a:t>{escape(text)}</a:t></a:r>"
    )
    return f'<a:p><a:pPr lvl="{level}">{properties}</a:pPr>{inner}</a:p>'


def shape(*paragraphs: str, kind: str | None = None, index: str = "") -> str:
    """Return a slide's box; a `kind` says what it is for: "title", "" for what has bullets."""
    place = "" if kind is None else f'<p:ph type="{kind}" idx="{index}"/>'
    place = place.replace('type="" ', "").replace(' idx=""', "")
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>"
        f"<p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"
    )


def tree(shapes: str, name: str = "sld", attributes: str = "") -> str:
    """Return a slide, its notes or its layout."""
    return (
        f'<p:{name} xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" {attributes}>'
        f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{name}>"
    )


def pptx(*slides: str, parts: Parts | None = None, **known: str) -> bytes:
    """Return a presentation; `parts` as they are named below ppt/."""
    targets = {f"slide{n}.xml": "slide" for n in range(1, len(slides) + 1)}
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    book = f"<p:sldIdLst>{listed}</p:sldIdLst>"
    return package(
        "ppt/presentation.xml",
        f"{OFFICE}.presentationml.presentation.main+xml",
        {
            "ppt/presentation.xml": (
                f'<p:presentation xmlns:p="{P}" xmlns:r="{R}">{book}</p:presentation>'
            ),
            "ppt/_rels/presentation.xml.rels": relations(targets),
            "core.xml": core(**known),
            **{f"ppt/slide{n}.xml": each for n, each in enumerate(slides, 1)},
            **{f"ppt/{name}": content for name, content in (parts or {}).items()},
        },
    )


ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    [
        *(
            f'xmlns:{name}="{ODF}:{name}:1.0"'
            for name in ("office", "style", "text", "table", "meta")
        ),
        f'xmlns:fo="{ODF}:xsl-fo-compatible:1.0"',
        f'xmlns:draw="{ODF}:drawing:1.0"',
        f'xmlns:svg="{ODF}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)


def _odt_style(name: str, family: str, looks: str = "", parent: str = "", shown: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:display-name="{shown}" '
        f'style:parent-style-name="{parent}"><style:text-properties {looks}/></style:style>'
    )


def _odt_list(name: str, kind: str, first: str, second: str) -> str:
    levels = "".join(
        f'<text:list-level-style-{kind} text:level="{level}" {said}/>'
        for level, said in enumerate((first, second), 1)
    )
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'


_LETTERS = 'style:num-format="a" style:num-suffix=")"'

ODT_STYLES = "".join(
    [
        _odt_style("Title", "paragraph"),
        _odt_style("Zitat", "paragraph", shown="Quotations"),
        _odt_style("Code", "paragraph", shown="Preformatted Text"),
        _odt_style("P1", "paragraph", parent="Zitat"),
        _odt_style("P2", "paragraph", 'fo:font-weight="bold"'),
        _odt_style("Bold", "text", 'fo:font-weight="bold"'),
        _odt_style("Struck", "text", 'style:text-line-through-style="solid"'),
        _odt_style("Hidden", "text", 'text:display="none"'),
        _odt_style("High", "text", 'style:text-position="super 58%"'),
        _odt_style("Low", "text", 'style:text-position="sub 58%"'),
        _odt_style("P3", "paragraph", 'style:font-name="Liberation Mono1"'),
        _odt_style("Typed", "text", "fo:font-family=\"'Courier New'\""),
        _odt_list("L1", "bullet", "", ""),
        _odt_list("L2", "number", 'style:num-format="1" style:num-suffix="."', _LETTERS),
    ]
)


def odt(
    body: str, styles: str = "", outline: str = "", parts: Parts | None = None, **known: str
) -> bytes:
    """Return an OpenDocument text; `styles` are further ones of its pages."""
    said = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in known.items())
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{ODT_STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    pages = (
        f"<office:document-styles {NAMESPACES}><office:styles><text:outline-style>{outline}"
        f"</text:outline-style></office:styles><office:master-styles>{styles}"
        "</office:master-styles></office:document-styles>"
    )
    inner = f"<office:meta>{said}</office:meta>"
    meta = f"<office:document-meta {NAMESPACES}>{inner}</office:document-meta>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "styles.xml": pages,
            "meta.xml": meta.replace("<title", "<dc:title").replace("</title", "</dc:title"),
            **(parts or {}),
        }
    )


def tp(content: str, style: str = "", kind: str = "p") -> str:
    """Return an OpenDocument text's paragraph; marked up as it is."""
    return f'<text:{kind} text:style-name="{style}">{content}</text:{kind}>'


def span(text: str, style: str) -> str:
    """Return text of a style within one."""
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def rtf(body: str, head: str = "") -> bytes:
    """Return a rich text; letters beyond ASCII are written as their numbers."""
    escaped = "".join(each if each.isascii() else f"\\u{ord(each)}?" for each in body)
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Times;}{\f2\fcharset128 Mincho;}"
    fonts += r"{\f3\fmodern\fprq1 Courier New;}}"
    names = r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Quote;}{\s3 HTML Preformatted;}}"
    return rf"{{\rtf1\ansi\ansicpg1252{fonts}{names}{head}\pard\plain {escaped}}}".encode("ascii")
