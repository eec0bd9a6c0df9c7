"""Hostile plain texts, encodings, archives, and front matters."""

from collections.abc import Iterator

from index.articles.errors import (
    ArticleArchiveError,
    ArticleBinaryError,
    ArticleEmptyError,
    ArticleEncodingUnknownError,
    ArticleFrontMatterError,
)
from tests.hostile.cases import MANY, Case, kept, refused

SENTENCE = "Die Übung ruht."

KEPT = {
    "blanks": " ",
    "tabs": "\t",
    "line-feeds": "\n",
    "blank-lines": "\n \n",
    "full-stops": ". ",
    "full-stops-without-blanks": ".",
    "narrow-blanks-before-full-stops": "C\u202f.",
    "questions-in-quotes": '?"',
    "exclamations": "![",
    "opening-quotes": "„",
    "backticks": "`",
    "brackets": "(",
    "one-word": "a",
    "one-word-in-capitals": "A",
    "no-blanks-in-chinese": "漢",
    "initials": "A. ",
    "ordinals": "Der 2. ",
    "abbreviations": "z. B. ",
    "bullets": "\n- ",
    "rules": "\n---",
    "numbers": "1. ",
    "addresses": "http://a.b/c ",
    "joined-emoji": "👩\u200d",
    "joiners": "\u200d",
    "right-to-left": "א\u200f ",
    "tags": "<b>",
    "comments": "<!---->",
    "open-comments": "<!--",
    "instructions": "<?",
    "mentions": "@everyone ",
    "escapes": "\\",
    "replacement-characters": "\ufffd",
    "private-use": "\ue000",
    "beyond-the-plane": "\U0001f600",
}
"""Units that stay as they are between two words."""

GONE = {
    "soft-hyphens": "\u00ad",
    "zero-width-blanks": "\u200b",
    "byte-order-marks": "\ufeff",
    "overrides": "\u202e",
    "isolates": "\u2066\u2069",
    "invisible-letters": "\U000e0041",
    "annotations": "\ufff9",
    "next-to-controls": "\x9f",
}
"""Units that aren't part of any text."""

BREAKS = {
    "carriage-returns": ("\r", "\n"),
    "both": ("\r\n", "\n"),
    "vertical-tabs": ("\v", "\n"),
    "next-lines": ("\x85", "\n"),
    "line-separators": ("\u2028", "\n"),
    "form-feeds": ("\f", "\n\n"),
    "paragraph-separators": ("\u2029", "\n\n"),
}

ARCHIVES = {
    "zip": b"PK\x03\x04",
    "empty-zip": b"PK\x05\x06",
    "gzip": b"\x1f\x8b",
    "bzip2": b"BZh91AY",
    "xz": b"\xfd7zXZ\x00",
    "seven-zip": b"7z\xbc\xaf\x27\x1c",
    "rar": b"Rar!\x1a\x07",
    "zstandard": b"\x28\xb5\x2f\xfd",
    "tar": b"a" * 257 + b"ustar",
    "office-97": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}


def texts() -> Iterator[Case]:
    """Yield plain texts."""
    for name, unit in KEPT.items():
        yield kept(f"{name}.txt", f"Anfang {unit * MANY} Ende.")
    for name, unit in GONE.items():
        yield kept(f"{name}.txt", f"An{unit * MANY}fang und Ende.", "Anfang und Ende.")
    for name, (unit, shown) in BREAKS.items():
        yield kept(f"{name}.txt", f"Anfang{unit * MANY}Ende.", f"Anfang{shown * MANY}Ende.")
    marks = "\u0316" * MANY
    yield kept(
        "marks-on-one-letter.txt",
        "a" + "\u0301\u0316" * MANY,
        "á" + marks + "\u0301" * (MANY - 1),
    )
    yield kept("marks-in-two.txt", "a" + "\u0f73" * MANY, "a" + "\u0f71" * MANY + "\u0f72" * MANY)
    yield kept("marks-on-letters.txt", "u\u0308" * MANY, "ü" * MANY)
    yield kept("syllables.txt", "\u1112\u1161\u11ab" * MANY, "한" * MANY)
    yield kept("seed-header.txt", f"{' ' * MANY}date{' ' * MANY}2020-02{' ' * MANY}Ende.", "Ende.")
    yield kept("half-a-header.txt", f"date{' ' * MANY}20{'x' * MANY}")
    yield refused("nothing.txt", b"", ArticleEmptyError)
    yield refused("only-blanks.txt", " \n\t\u3000" * MANY, ArticleEmptyError)
    yield refused("only-signs.txt", "„–…“ " * MANY, ArticleEmptyError)
    yield refused("only-invisible.txt", "\u200b\u00ad" * MANY, ArticleEmptyError)
    yield refused("bells.txt", "a\x07" * MANY, ArticleBinaryError)
    yield refused("escape-sequences.txt", "\x1b[31ma\x1b[0m " * MANY, ArticleBinaryError)


def encodings() -> Iterator[Case]:
    """Yield texts in all kinds of bytes."""
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        yield Case(f"{codec}.txt", SENTENCE.encode(codec), SENTENCE)
    yield Case("utf-16-be.txt", b"\xfe\xff" + SENTENCE.encode("utf-16-be"), SENTENCE)
    yield Case("utf-32-be.txt", b"\x00\x00\xfe\xff" + SENTENCE.encode("utf-32-be"), SENTENCE)
    broken = {
        "overlong.txt": b"Die \xc0\xafbung.",
        "utf-16-cut.txt": SENTENCE.encode("utf-16")[:-1],
        "utf-32-beyond.txt": b"\xff\xfe\x00\x00\xff\xff\xff\xff",
    }
    for name, raw in broken.items():
        yield refused(name, raw, ArticleEncodingUnknownError)
    yield refused("zeros.txt", b"\0" * MANY, ArticleBinaryError)
    yield refused("one-zero.txt", b"Ein Text.\0", ArticleBinaryError)
    yield refused("all-bytes.txt", bytes(range(256)), ArticleBinaryError)
    yield refused("marks-alone.txt", b"\xef\xbb\xbf" * MANY, ArticleEmptyError)
    for name, start in ARCHIVES.items():
        yield refused(f"{name}.txt", start + b"\0" * MANY, ArticleArchiveError)
    for codec in ("zlib", "unicode_escape", "utf-7", "idna", "x" * 40):
        page = f'<meta charset="{codec}"><p>Die \\u00dcbung +AGE- ruht.'
        yield kept(f"declared-{codec[:9]}.html", page, "Die \\u00dcbung +AGE- ruht.")


def front_matters() -> Iterator[Case]:
    """Yield texts with details before them."""
    aliases = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)
    )
    fine = {
        "aliases": f"{aliases}title: *a59",
        "mappings": "title: {a: {b: {c: d}}}",
        "many-keys": "\n".join(f"key{n}: x" for n in range(MANY)),
        "long-title": "title: " + "Wort " * MANY,
        "same-key": "title: a\n" * MANY,
        "comments": "# a\n\n" * MANY + "title: x",
        "strange-date": "date: 99999-99-99",
        "strange-address": "url: http://[",
        "strange-language": "lang: '-'",
    }
    for name, block in fine.items():
        yield kept(f"yaml-{name}.md", f"---\n{block}\n---\n{SENTENCE}", SENTENCE)
    broken = {
        "yaml-brackets": ("---", "a: " + "[" * MANY * 10),
        "yaml-dashes": ("---", "a: " + "- " * MANY),
        "yaml-tag": ("---", "a: !!python/object/apply:os.system [x"),
        "yaml-list": ("---", "a:\n- b\nc"),
        "yaml-list-as-key": ("---", "a: b\n? [c]\n: d"),
        "yaml-itself": ("---", "a: &b [*b]"),
        "yaml-no-anchor": ("---", "a: *b"),
        "toml-brackets": ("+++", "a = " + "[" * MANY * 10),
        "toml-number": ("+++", "title = 0x" + "f" * 40 * MANY),
        "toml-digits": ("+++", "a = " + "9" * 20 * MANY),
        "toml-same-key": ("+++", "a = 1\na = 2"),
        "toml-date": ("+++", "date = 2020-99-99"),
    }
    for name, (fence, block) in broken.items():
        text = f"{fence}\n{block}\n{fence}\n{SENTENCE}"
        yield refused(f"{name}.txt", text, ArticleFrontMatterError)
    rest = "a: b\n---\n" * MANY
    yield kept("many-fences.txt", f"---\na: b\n---\n{rest}a: b", f"{rest}a: b")
    yield kept(
        "open-fence.txt", "---\n" + "a: b\n" * MANY, "---\n" + "a: b\n" * (MANY - 1) + "a: b"
    )
    yield kept("rules-around-text.txt", f"---\n{SENTENCE}\n---\n{SENTENCE}")
