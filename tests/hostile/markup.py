"""Hostile Markdown and HTML."""

from collections.abc import Iterator

from index.articles.errors import ArticleEmptyError
from index.articles.formats.errors import (
    ArticleAttributesError,
    ArticleMarkupBrokenError,
    ArticleRowError,
    ArticleWebPageEmptyError,
)
from tests.hostile.cases import MANY, Case, kept, refused

SENTENCE = "Die Übung im Irak ruht seit Januar, sagte der Sprecher."
LEVELS = 40

AS_IT_IS = {
    "open-brackets": "[",
    "open-images": "![",
    "half-links": "](",
    "open-links": "[a](",
    "open-angles": "<",
    "open-tags": "<a ",
    "open-declarations": "<!A ",
    "open-instructions": "<? ",
    "references": "[a][b] ",
    "ampersands": "&",
    "half-entities": "&amp",
    "bars": "|",
    "stars-apart": "* ",
    "underscores-in-words": "a_b",
    "backticks": "`",
    "colons": "a: b ",
    "exclamations": "!",
    "tildes": "~",
    "carets": "^",
    "dollars": "$",
    "footnotes": "[^a]",
    "left-to-right-marks": "a\u200e",
}
"""What Markdown takes for text, between two words."""

MARKED = {
    "emphasis": ("*a* ", "a "),
    "strong": ("**a** ", "a "),
    "mixed": ("**a *b* c** ", "a b c "),
    "open-emphasis": ("*a ", "*a "),
    "open-strong": ("**a ", "**a "),
    "struck": ("~~a~~ ", "a "),
    "code": ("`a` ", "a "),
    "links": ("[a](b) ", "a "),
    "images": ("![a](b) ", "a "),
    "addresses": ("<http://a.b> ", "http://a.b "),
    "entities": ("&amp; ", "& "),
    "numbers": ("&#65; ", "A "),
    "zeros": ("&#0; ", "\ufffd "),
    "beyond": ("&#x110000; ", "\ufffd "),
    "escapes": ("\\* ", "* "),
    "comments": ("<!-- a -->", ""),
    "scripts": ("<script>a</script>", ""),
    "hidden": ("<i hidden>a</i>", ""),
    "breaks": ("a\\\n", "a\n"),
}
"""What Markdown marks up, and what is left of it."""


def markdown() -> Iterator[Case]:
    """Yield Markdown texts."""
    for name, unit in AS_IT_IS.items():
        yield kept(f"{name}.md", f"Anfang {unit * MANY}Ende.")
    for name, (unit, shown) in MARKED.items():
        text = f"Anfang {unit * MANY}Ende."
        yield kept(f"marked-{name}.md", text, " ".join(f"Anfang {shown * MANY}Ende.".split(" ")))
    yield kept("paragraphs.md", "a\n\n" * MANY, "\n\n".join("a" * MANY))
    yield kept("headings.md", "## a\n" * MANY, "\n\n".join("a" * MANY))
    yield kept("underlined.md", "a\n=\n" * 2 + "b", "a\n\nb")
    yield kept("items.md", "- a\n" * MANY, "\n".join(["- a"] * MANY))
    yield kept("numbered.md", "1. a\n" * 99, "\n".join(f"{n}. a" for n in range(1, 100)))
    yield kept("quotes.md", "> " * 15 + SENTENCE, SENTENCE)
    yield kept("rows.md", "|a|b|\n|-|-|\n" + "|c|d|\n" * MANY, "a | b" + "\nc | d" * MANY)
    yield kept("definitions.md", "[a]: b\n" * MANY + f"\n{SENTENCE}", SENTENCE)
    yield kept("fence-in-a-fence.md", "````\n```\na\n```\n````", "```\na\n```")
    yield kept("open-fence.md", "```\n" + "a\n" * MANY, "\n".join("a" * MANY))
    yield kept("tags.md", f"<b><i>{SENTENCE}</b></i>", SENTENCE)
    yield refused("only-definitions.md", "[a]: b\n" * MANY, ArticleEmptyError)
    yield refused("only-images.md", "![](b) " * MANY, ArticleEmptyError)
    yield refused("deep-tags.md", "<b>" * 2000 + SENTENCE, ArticleMarkupBrokenError)
    yield refused("attributes.md", "<b " + "a " * 600 + f">{SENTENCE}</b>", ArticleAttributesError)


def page(body: str, head: str = "") -> str:
    """Return a page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


AROUND = {
    "comments": "<!---->",
    "open-comments": "<!-- <p>x</p> -->",
    "conditional-comments": "<!--[if IE]><p>x</p><![endif]-->",
    "declarations": "<!A>",
    "scripts": "<script>document.write('<p>x</p>')</script>",
    "styles": "<style>p { color: red }</style>",
    "templates": "<template><p>x</p></template>",
    "frames": "<iframe src=a>x</iframe>",
    "drawings": "<svg><text>x</text></svg>",
    "hidden": "<p hidden>x</p>",
    "unseen": "<p style='display:none'>x</p>",
    "far-left": "<p style='position:absolute;left:-9999px'>x</p>",
    "for-machines": "<p aria-hidden=true>x</p>",
    "ends": "</p></div>",
    "breaks": "<br>",
    "rules": "<hr>",
    "empty": "<div></div>",
    "blanks": " \n\t",
    "links": "<link rel=canonical href='http://['>",
    "details": "<meta name=author content=''>",
    "inputs": "<input type=hidden value=x>",
    "images": "<img src=a>",
    "bases": "<base href='http://['>",
    "targets": "<a name=x></a>",
    "long-styles": "<p style='" + "left:-" * 50 + "'></p>",
    "long-classes": "<p class='" + "a " * 50 + "'></p>",
}
"""What nobody sees, around a sentence."""

WITHIN = {
    "bold": ("<b>", "</b>"),
    "deep-bold": ("<b>" * LEVELS, "</b>" * LEVELS),
    "deep-divisions": ("<div>" * LEVELS, "</div>" * LEVELS),
    "deeper-divisions": ("<div>" * MANY, "</div>" * MANY),
    "unclosed": ("<div><p><b><i>", ""),
    "wrongly-closed": ("<b><i>", "</b></i>"),
    "capitals": ("<P><B>", "</B></P>"),
    "unknown": ("<x-y z=1>", "</x-y>"),
    "with-prefixes": ("<o:p>", "</o:p>"),
    "twice-the-attribute": ("<p a=1 a=2>", "</p>"),
    "odd-attributes": ("<p a='>' b=c = d ' =e>", "</p>"),
    "many-attributes": ("<p " + " ".join(f"a{n}=b" for n in range(MANY)) + ">", "</p>"),
    "long-attribute": ("<p title='" + "a " * MANY + "'>", "</p>"),
    "quoted": ("<blockquote><p>", "</p></blockquote>"),
    "in-a-form": ("<form><p>", "</p></form>"),
    "spans": ("<span>" * LEVELS, "</span>" * LEVELS),
    "fonts": ("<font size=7><center>", "</center></font>"),
}
"""What stands around a sentence, and doesn't change it."""

HEADS = {
    "open-title": "<title>" + "a | " * MANY + "</title>",
    "two-titles": "<title>a</title>" * MANY,
    "brackets": "<script type='application/ld+json'>" + "[" * MANY + "</script>",
    "objects": "<script type='application/ld+json'>" + '{"a":' * MANY + "</script>",
    "persons": "<script type='application/ld+json'>" + '"@type":"Person"' * MANY + "</script>",
    "strange-date": "<meta property='article:published_time' content='99999-99-99'>",
    "many-dates": "<meta property='article:published_time' content='2020-01-01'>" * MANY,
    "refresh": "<meta http-equiv=refresh content='0;url=http://a.b'>",
    "charsets": "<meta charset=utf-7><meta charset=x>",
    "own-address": "<link rel=canonical href='javascript:alert(1)'>",
    "entities": "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
}
"""Heads that say nothing."""


def pages() -> Iterator[Case]:
    """Yield web pages."""
    paragraph = f"<p>{SENTENCE}</p>"
    for name, unit in AROUND.items():
        yield kept(f"around-{name}.html", page(unit * LEVELS + paragraph + unit * LEVELS), SENTENCE)
    for name, (start, end) in WITHIN.items():
        yield kept(f"within-{name}.html", page(f"{start}{SENTENCE}{end}"), SENTENCE)
    for name, head in HEADS.items():
        yield kept(f"head-{name}.html", page(paragraph, head), SENTENCE)
    yield from _structures()
    yield from _nothing()


def _structures() -> Iterator[Case]:
    table = "<table><tr><td>" * LEVELS + SENTENCE + "</td></tr></table>" * LEVELS
    yield kept("tables-in-tables.html", page(table), SENTENCE)
    rows = "<tr><td>Land</td><td>Stadt</td></tr>" * LEVELS
    yield kept("rows.html", page(f"<table>{rows}</table>"), "\n".join(["Land | Stadt"] * LEVELS))
    texts = [f"Absatz {n} steht nur einmal hier." for n in range(MANY)]
    marked = "".join(f"<p>{text}" for text in texts)
    yield kept("open-paragraphs.html", page(marked), "\n\n".join(texts))
    marked = "<br>".join(texts)
    yield kept("lines.html", page(f"<p>{marked}</p>"), "\n".join(texts))
    items = "".join(f"<li>{text}" for text in texts)
    yield kept("items.html", page(f"<ul>{items}</ul>"), "\n".join(f"- {text}" for text in texts))
    hidden = "".join(f"{text} <i hidden>x</i>" for text in texts)
    yield kept("hidden-between.html", page(f"<p>{hidden}</p>"), " ".join(texts))
    numbers = page("<p>&#0;&#xD800;&#x110000;&#65;bc, so steht es da.</p>")
    yield kept("numbers.html", numbers, "\ufffd\ufffd\ufffdAbc, so steht es da.")
    laughs = "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]>"
    yield kept("laughs.html", f"{laughs}<html><p>{SENTENCE} &d;", f"]>\n\n{SENTENCE} &d;")
    yield kept("plain-text.txt", "<!---->" * LEVELS + SENTENCE)
    yield kept("page-as-text.txt", "<!---->" * LEVELS + page(f"<p>{SENTENCE}</p>"), SENTENCE)
    yield kept("comment-as-page.txt", f"<!-- {page('')} --> {SENTENCE}")


def _nothing() -> Iterator[Case]:
    empty = {
        "nothing": "",
        "only-scripts": "<script>x</script>" * MANY,
        "only-hidden": "<p hidden>x</p>" * MANY,
        "open-comment": f"<!-- <p>{SENTENCE}</p>",
        "open-script": f"<script><p>{SENTENCE}</p>",
        "open-style": f"<style><p>{SENTENCE}</p>",
        "open-attribute": f'<p title="<p>{SENTENCE}</p>',
        "article-for-machines": f'<script type="application/ld+json">["{SENTENCE}"]</script>',
        "frames": "<frameset><frame src=a></frameset>",
    }
    for name, body in empty.items():
        yield refused(f"{name}.html", page(body), ArticleWebPageEmptyError)
    for tag in ("b", "div", "table", "ul", "i", "select", "x"):
        deep = page(f"<{tag}>" * 3000 + SENTENCE)
        yield refused(f"deep-{tag}.html", deep, ArticleMarkupBrokenError)
    for end in ("", "<tr><td>"):
        tables = page(f"<table>{end}" * 60 + SENTENCE)
        yield refused(f"deep-tables-{len(end)}.html", tables, ArticleMarkupBrokenError)
    names = " ".join(f"a{n}" for n in range(600))
    for name, tag in {
        "names": f"<p {names}>",
        "values": "<p " + "a=1 " * 600 + ">",
        "quoted": "<p " + 'a=">" ' * 600 + ">",
        "without-blanks": "<p " + 'a="x"' * 600 + ">",
        "of-a-script": f"<script {names}>",
        "slashes": "<p" + "/a" * 600 + ">",
    }.items():
        body = page(f"{tag}{SENTENCE}")
        yield refused(f"attributes-{name}.html", body, ArticleAttributesError)
    cells = "<td>a" * 1001
    yield refused("cells.html", page(f"<table><tr>{cells}</table>"), ArticleRowError)
