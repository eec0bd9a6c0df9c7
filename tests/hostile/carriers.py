"""Hostile mails, saved pages, notebooks, feeds, subtitles, e-books, and other markup."""

import io
import json
import zipfile
from collections.abc import Iterator

from index.articles.errors import ArticleArchiveError, ArticleEmptyError
from index.articles.formats.errors import (
    ArticleBookBrokenError,
    ArticleFeedBrokenError,
    ArticleMailBrokenError,
    ArticleMailEncryptedError,
    ArticleNotebookBrokenError,
    ArticleRstBrokenError,
)
from tests.hostile.cases import MANY, Case, kept, refused

SENTENCE = "Die Übung im Irak ruht seit Januar, sagte der Sprecher."
HEAD = "From: a@example.org\nMessage-ID: <1@example.org>\n"

HEADERS = {
    "open-words": "Subject: " + "=?utf-8?q?" * MANY,
    "words": "Subject: " + "=?utf-8?q?a?= " * MANY,
    "unknown-words": "Subject: =?x-none?q?a?=",
    "broken-words": "Subject: =?utf-8?b?a?=",
    "quotes": 'Content-Type: text/plain; name="' + 'a;"' * MANY,
    "parameters": "Content-Type: text/plain; " + "a=b; " * MANY,
    "continued": "Content-Type: text/plain; " + "".join(f"a*{n}*=b; " for n in range(MANY)),
    "charset": "Content-Type: text/plain; charset=" + "a" * MANY,
    "folded": "Subject: a\n" + " b\n" * MANY + "X: y",
    "dates": "Date: " + "1 " * MANY,
    "far-dates": "Date: Mon, 99 Foo 99999 99:99:99 +99999",
    "comments": "From: " + "(" * MANY,
    "groups": "From: " + "a:" * MANY,
    "no-headers": "a" * MANY,
    "encoding": "Content-Transfer-Encoding: x-rot13",
    "no-boundary": "Content-Type: multipart/mixed",
}
"""Heads that change nothing about what is below them."""

BODIES = {
    "half-bytes": ("quoted-printable", SENTENCE.replace("Ü", "=C3=9C") + "="),
    "no-base64": ("base64", "*** RGllIMOcYnVuZyBydWh0Lg== ***"),
}


def carriers() -> Iterator[Case]:
    """Yield them."""
    yield from _mails()
    yield from _notebooks()
    yield from _feeds()
    yield from _subtitles()
    yield from _markup()
    yield from _books()


def _mails() -> Iterator[Case]:
    for name, header in HEADERS.items():
        yield kept(f"head-{name}.eml", f"{HEAD}{header}\n\n{SENTENCE}\n", SENTENCE)
    half = f"{HEAD}Content-Transfer-Encoding: quoted-printable\n\n{SENTENCE.encode()!r}"
    yield kept("printable.eml", half, f"b'{SENTENCE.encode()!r}"[2:])
    text = "Content-Transfer-Encoding: base64\n\n*RGllIMOcYnVuZyBydWh0Lg"
    yield kept("base64.eml", HEAD + text, "Die Übung ruht.")
    boundary = "Content-Type: multipart/mixed; boundary=b\n\n"
    yield kept("never-ends.eml", f"{HEAD}{boundary}--b\n\n{SENTENCE}", SENTENCE)
    yield kept("longer-line.eml", f"{HEAD}{boundary}--b\n\n{SENTENCE}\n--bc\n", f"{SENTENCE}\n--bc")
    parts = "--b\n\n" * 50 + SENTENCE
    yield kept("empty-parts.eml", f"{HEAD}{boundary}{parts}", SENTENCE)
    yield kept("quotes.eml", f"{HEAD}\n{'>' * MANY} {SENTENCE}", f"{'>' * (MANY - 8)} {SENTENCE}")
    yield refused("many-parts.eml", f"{HEAD}{boundary}" + "--b\n\n" * 2000, ArticleMailBrokenError)
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(MANY)
    )
    yield refused("nested.eml", f"{HEAD}{nested}\n{SENTENCE}", ArticleMailBrokenError)
    forwarded = "Content-Type: message/rfc822\n\n" * MANY
    yield refused("forwarded.eml", f"{HEAD}{forwarded}\n{SENTENCE}", ArticleMailBrokenError)
    sealed = "Content-Type: application/pkcs7-mime\n\nAAAA"
    yield refused("sealed.eml", HEAD + sealed, ArticleMailEncryptedError)
    yield refused("head-alone.eml", HEAD, ArticleEmptyError)


def _notebooks() -> Iterator[Case]:
    cell = {"cell_type": "markdown", "source": SENTENCE}
    cells: dict[str, object] = {
        "null": None,
        "number": 1,
        "lists": {"cell_type": [], "source": [[], {}]},
        "outputs": {"cell_type": "code", "outputs": [None, {"data": []}, {"text": {}}]},
        "level": {"cell_type": "heading", "level": "x", "source": []},
        "log": {"cell_type": "code", "outputs": [{"text": "x" * 20_000}]},
    }
    for name, other in cells.items():
        notebook = json.dumps({"nbformat": 4, "cells": [other, cell], "metadata": []})
        yield kept(f"cell-{name}.ipynb", notebook, SENTENCE)
    deep = '{"nbformat": 4, "cells": ' + "[" * 15_000 + "]" * 15_000 + "}"
    yield refused("deep.ipynb", deep, ArticleNotebookBrokenError)
    yield refused("cut.ipynb", '{"nbformat": 4, "cells": [', ArticleNotebookBrokenError)
    number = '{"nbformat": ' + "9" * 20_000 + ', "cells": []}'
    yield refused("number.ipynb", number, ArticleNotebookBrokenError)
    yield refused("no-cells.ipynb", '{"nbformat": 4, "cells": []}', ArticleEmptyError)


def _feeds() -> Iterator[Case]:
    def rss(item: str, prolog: str = "") -> str:
        return f"{prolog}<rss><channel><item>{item}</item></channel></rss>"

    item = f"<description>{SENTENCE}</description>"
    laughs = '<!ENTITY a "b">' + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(10))
    for name, prolog in {
        "laughs": f"<!DOCTYPE rss [{laughs}]>",
        "outside": "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>",
        "instructions": "<?a b?>" * MANY,
        "comments": "<!-- a -->" * MANY,
    }.items():
        yield kept(f"{name}.rss", rss(item, prolog), SENTENCE)
    yield kept("dates.rss", rss(f"<pubDate>{'1 ' * MANY}</pubDate>{item}"), SENTENCE)
    yield kept("references.rss", rss(item + "<link>&x;&#0;&</link>"), SENTENCE)
    yield refused("deep.rss", rss("<a>" * 2000), ArticleFeedBrokenError)
    yield refused("cut.rss", rss(item)[:-9], ArticleFeedBrokenError)
    yield refused("empty.rss", rss(""), ArticleEmptyError)


def _subtitles() -> Iterator[Case]:
    times = "00:01.000 --> 00:02.000"
    yield kept("tags.vtt", f"WEBVTT\n\n{times}\n{'<b>' * MANY}{SENTENCE}", SENTENCE)
    yield kept("open-tags.vtt", f"WEBVTT\n\n{times}\n{'<' * MANY}{SENTENCE}", "<" * MANY + SENTENCE)
    yield kept("settings.vtt", f"WEBVTT\n\n{times} {'a:b ' * MANY}\n{SENTENCE}", SENTENCE)
    yield kept("times.vtt", "WEBVTT\n" + f"\n{times}\n" * MANY + SENTENCE, SENTENCE)
    yield kept("notes.vtt", "WEBVTT\n\n" + "NOTE a\n\n" * MANY + f"{times}\n{SENTENCE}", SENTENCE)
    yield kept("far.srt", f"1\n9999:99:99,999 --> 0:0:0,0\n{SENTENCE}", SENTENCE)
    yield refused("empty.vtt", "WEBVTT", ArticleEmptyError)


def _markup() -> Iterator[Case]:
    for name, directive in {
        "include": ".. include:: /etc/passwd",
        "raw": ".. raw:: html\n   :file: /etc/passwd",
        "address": ".. csv-table::\n   :url: file:///etc/passwd",
        "comments": "..\n\n" * MANY,
        "targets": ".. _a: b\n" * MANY,
        "unknown": "".join(f".. a{n}::\n\n" for n in range(MANY)),
        "substitutions": ".. |a| replace:: |a|",
        "roles": ".. role:: a(raw)\n   :format: html",
    }.items():
        yield kept(f"{name}.rst", f"{directive}\n\n{SENTENCE}\n", SENTENCE)
    yield kept("stars.rst", "a *b " * MANY, ("a *b " * MANY).strip())
    yield refused("borders.rst", "\n====\n" * 4000, ArticleRstBrokenError)
    yield refused("line.rst", "a" * 25_000, ArticleRstBrokenError)
    for name, (text, shown) in {
        "open-braces": ("{" * MANY, "{" * MANY),
        "braces": ("{" * MANY + "}" * MANY, ""),
        "closed-braces": ("}" * MANY, "}" * MANY),
        "components": ("<A>" * MANY, ""),
        "closed-components": ("</A>" * MANY, ""),
        "attributes": ("<A " + "b={c} " * MANY + "/>", ""),
        "imports": ("import a from 'b'\n" * MANY + "\n", ""),
        "backticks": ("`{a}` " * MANY, "{a} " * MANY),
    }.items():
        expected = " ".join(f"{shown}{SENTENCE}".split())
        yield kept(f"{name}.mdx", text + SENTENCE, expected)


def _books() -> Iterator[Case]:
    yield refused("no-files.epub", _zip({"b.txt": ""}), ArticleBookBrokenError)
    yield refused("no-book.epub", b"PK\x03\x04" + b"x" * 100, ArticleBookBrokenError)
    bomb = _zip({"META-INF/container.xml": " " * 20_000_000})
    yield refused("bomb.epub", bomb, ArticleBookBrokenError)
    yield refused("no-name", _zip({"a.txt": "x"}), ArticleArchiveError)


def _zip(files: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


# fmt: off
GROWING: dict[str, tuple[str, str, list[str]]] = {
    "a.eml": ("From: a\nMessage-ID: b\n\n", "", [
        "> ", "> a\n", ">", "Am 3. schrieb A:\n", "Am 3. schrieb\nA:\n> b\n", "-- \n", "a\n\n",
        "-----Original Message-----\nFrom: a\n", "From: a\n", "On wrote ",
    ]),
    "html.eml": ("From: a\nMessage-ID: b\nContent-Type: text/html\n\n", "<p>x</p>", [
        "<p>--</p>", "<blockquote>a</blockquote>", "<p>On 3. A wrote:</p>", "<p>a</p>",
    ]),
    "parts.eml": (
        "From: a\nMessage-ID: b\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\nText.", [
        "--bc\n", "--b", "\n--b --", "-",
    ]),
    "a.ipynb": ('{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": ["', '"]}]}', [
        "a ", "a\\n\\n", "# a\\n", '", "', '"]}, {"cell_type": "code", "source": ["',
    ]),
    "a.rss": ("<rss><channel>", "</channel></rss>", [
        "<item><title>a</title></item>", "<item/>", "&amp;", "&auml;", "& ", "<a>b</a>",
        "<item><description>&lt;p&gt;a</description><pubDate>1</pubDate></item>", "<!-- -->",
    ]),
    "a.vtt": ("WEBVTT\n\n", "\n\n00:01.000 --> 00:02.000\nText.", [
        "00:01.000 --> 00:02.000\na\n\n", "NOTE a\n\n", "<v A>", "<", "A: b\n", "- a?\n", "[a] ",
    ]),
    "a.rst": ("a ", " x", [
        "`a`_ ", "*a ", ":a:`b` ", "\n\n- a", "\n\n.. a:: b\n\n   c", "\n\n:a: b", "\n\n| a",
        "\n\na\n  b", "\n\n.. note::\n\n   a", "[1]_ ", "\n\n.. a\n", "\nA\n=\n", "|a| ", "a__ ",
    ]),
    "a.mdx": ("a ", " x", [
        "{", "}", "{a}", "<A>", "</A>", "<A", "<A b={", "<A/>", "`", "\n\n<A label='b'>\n\n",
        "import a from 'b'\n", "\n```\n", "{/*", "\n  <A>\n    b\n  </A>\n", "{'a'}",
    ]),
}
# fmt: on
"""How documents begin and end, and what is repeated between."""
