"""Mails -> what was written in them, as their readers see it; earlier mails are quotes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import parseaddr, parsedate_to_datetime
from itertools import groupby

from index.articles.cleaning import clean
from index.articles.drafting import Content
from index.articles.formats.errors import ArticleMailBrokenError, ArticleMailEncryptedError
from index.articles.formats.html import fragments
from index.articles.formats.mail import mime
from index.articles.metadata import Metadata, found_metadata
from index.articles.omissions import Omission
from index.articles.structure import Node, deeper, heading, lay_out, plain

ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature",
              "application/x-pkcs7-signature"}  # fmt: skip
ALTERNATIVE = "multipart/alternative"

QUOTED = re.compile(r">[^\S\n]?")
QUOTES = re.compile(r"(?:>[^\S\n]?){0,50}+")
SIGNED = "-- "
ATTRIBUTION = re.compile(r"(?:Am|On|Le|El|Il|Op|W dniu)[^\S\n]")
WROTE = re.compile(r"\b(?:schrieb|wrote|a écrit|escribió|ha scritto|schreef|napisał)\b")
"""What a program writes above the mail that is answered, on a line or two that end in a colon."""
ATTRIBUTION_LENGTH = 300
EARLIER = re.compile(r"-{3,20} ?[^\W\d_][^\n-]{3,60}-{3,20}|_{20,80}")
"""Such as "-----Ursprüngliche Nachricht-----" above the head of an earlier mail."""
HEADERS = re.compile(
    r"(?:(?:Von|From|De|Da|Van|Od|Gesendet|Sent|Envoyé|Enviado(?: el)?|Inviato|Verzonden|Wysłano"
    r"|Datum|Date|Fecha|Data|An|To|À|Para|Aan|A|Do|Cc|CC|Kopie|DW"
    r"|Betreff|Subject|Objet|Asunto|Oggetto|Onderwerp|Temat|Antwort an|Reply-To)"
    r"[ \u00a0]?:[^\n]*+(?:\n|\Z))++"
)
LEAST_HEADERS = 3
"""Lines that a page's paragraph has at least which is the head of an earlier mail."""

WORD = re.compile(r"[^\W\d_]{3,40}")
ADDRESS = re.compile(r"https?://[^\s<>]+")
SAME = 0.9
"""The share of the plain text's words that are in the HTML if it says as much."""

ENDED = re.compile(r"[.!?…]\s")
"""The end of a sentence before others."""
MAX_QUOTES = 8
"""Quotes within quotes."""


@dataclass(slots=True)
class _Found:
    """What is left out, and counted."""

    hidden: int = 0
    scripts: int = 0
    signatures: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    images: int = 0
    omissions: list[Omission] = field(default_factory=list)


def read(raw: bytes, *, source: str) -> Content:
    """Read a mail.

    Raises:
        ArticleMailBrokenError: it can't be taken apart.
        ArticleMailEncryptedError: it is encrypted.
        ArticleError: a part's text can't be read, as in `decoding.encodings` and `fragments`.
    """
    mail = mime.part(raw, source)
    found = _Found()
    nodes = list(_nodes(mail, source, found, 0))
    signatures = sum(len("".join(each.split())) for each in found.signatures)
    return Content(
        metadata=_metadata(mail),
        layout=lay_out(nodes),
        dropped=found.hidden,
        hidden=found.hidden,
        scripts=found.scripts,
        omissions=[
            Omission("parts", signatures, "; ".join(found.signatures)),
            Omission("attachments", len(found.attached), ", ".join(found.attached)),
            Omission("images", found.images),
            *found.omissions,
        ],
    )


def _metadata(mail: mime.Part) -> Metadata:
    name, address = parseaddr(mail.header("From"))
    return found_metadata(
        {"title": mail.header("Subject"), "author": name or address, "date": _date(mail)}
    )


def _date(mail: mime.Part) -> str:
    try:
        return parsedate_to_datetime(mail.header("Date")).date().isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""


def _nodes(part: mime.Part, source: str, found: _Found, depth: int) -> Iterator[Node]:
    """Yield what a part says; what isn't shown is noted."""
    if part.type in ENCRYPTED:
        raise ArticleMailEncryptedError(source=source)
    if depth > mime.MAX_DEPTH:
        raise ArticleMailBrokenError(source=source)
    if part.type == "message/rfc822":
        yield from _forwarded(mime.part(part.content(), source), source, found, depth)
    elif part.is_attached:
        _note(part, found)
    elif part.type == ALTERNATIVE:
        yield from _best(mime.parts(part, source), source, found, depth)
    elif inner := mime.parts(part, source):
        for each in inner:
            yield from _nodes(each, source, found, depth + 1)
    elif part.head.get_content_maintype() == "multipart":
        yield from _from_text(part.text(source), found)
    elif part.type == "text/html":
        yield from _from_html(part.text(source), source, found)
    elif part.type == "text/plain" and not (depth and part.name):
        yield from _from_text(_flowing(part, source), found)
    else:
        _note(part, found)


def _note(part: mime.Part, found: _Found) -> None:
    if part.type.startswith("image/") and not part.is_attached and not part.name:
        found.images += 1
    elif part.type not in SIGNATURES:
        found.attached.append(part.name or part.header("Subject") or part.type)


def _forwarded(mail: mime.Part, source: str, found: _Found, depth: int) -> Iterator[Node]:
    known = _metadata(mail)
    about = ", ".join(filter(None, (known.author, known.date)))
    above = [heading(known.title, 2)] if known.title else []
    inner = deeper(list(_nodes(mail, source, found, depth + 1)), 2)
    yield Node("section", children=[*above, *([Node("lead_in", about)] if about else []), *inner])


def _best(choices: list[mime.Part], source: str, found: _Found, depth: int) -> Iterator[Node]:
    """Yield the HTML of a part that is there in several forms, unless the plain text says more."""
    texts = [each for each in choices if each.type == "text/plain"]
    others = [each for each in choices if each.type != "text/plain"]
    rich = _Found()
    nodes = [node for each in others for node in _nodes(each, source, rich, depth + 1)]
    text = "\n\n".join(_flowing(each, source) for each in texts)
    if _says_all(nodes, text):
        found.signatures += rich.signatures
        found.hidden, found.scripts = found.hidden + rich.hidden, found.scripts + rich.scripts
        yield from nodes
    else:
        yield from _from_text(text, found)
    found.attached += rich.attached
    found.images += rich.images


def _says_all(nodes: list[Node], text: str) -> bool:
    # Plain texts have headings in capitals.
    words = set(WORD.findall(ADDRESS.sub("", text).casefold()))
    said = set(WORD.findall(lay_out(nodes).text.casefold()))
    return bool(nodes) and len(words & said) >= SAME * len(words)


def _flowing(part: mime.Part, source: str) -> str:
    """Return a plain text; lines that are only wrapped to be sent are one again (RFC 3676)."""
    text = clean(part.text(source))
    if str(part.head.get_param("format", "")).lower() != "flowed":
        return text
    joined = str(part.head.get_param("delsp", "")).lower() == "yes"
    lines: list[list[str]] = []
    before: str | None = None
    for line in text.split("\n"):
        mark = _marks(line)
        own = line[len(mark) :].removeprefix(" ")
        flows = own.endswith(" ") and own != SIGNED
        shown = own[:-1] if flows and joined else own
        if before == mark and own != SIGNED:
            lines[-1].append(shown)
        else:
            lines.append([mark + " " * bool(mark) + shown])
        before = mark if flows else None
    return "\n".join("".join(parts) for parts in lines)


def _marks(line: str) -> str:
    """Return how a line that is quoted, perhaps several times, begins."""
    marks = QUOTES.match(line)
    return marks[0] if marks else ""


def _from_html(html: str, source: str, found: _Found) -> Iterator[Node]:
    fragment = fragments.read(html, source=source)
    found.hidden += fragment.hidden
    found.scripts += fragment.scripts
    found.omissions += fragment.omissions
    nodes = [
        next(_unanswered([node])) if node.kind == "quote" else node
        for node in _unsigned(_with_earlier(fragment.nodes), found)
    ]
    return _apart(nodes)


def _with_earlier(nodes: list[Node], depth: int = 0) -> list[Node]:
    """Make a quote of what stands below the head of an earlier mail, as Outlook writes it."""
    for number, node in enumerate(nodes if depth < MAX_QUOTES else ()):
        lines = node.text.strip().count("\n") + 1
        if lines >= LEAST_HEADERS and HEADERS.fullmatch(node.text.strip()):
            earlier = Node("quote", children=_with_earlier(nodes[number + 1 :], depth + 1))
            return [*nodes[:number], Node("lead_in", node.text), earlier]
    return nodes


def _from_text(text: str, found: _Found, depth: int = 0) -> Iterator[Node]:
    """Yield the paragraphs of a plain text; what stands behind ">" is quoted."""
    head = HEADERS.match(text) if depth else None
    if head:
        yield Node("lead_in", head[0].strip())
    own, below = _divided(list(_attributed(text[head.end() if head else 0 :].split("\n"))))
    nodes: list[Node] = []
    for quoted, group in groupby(own, key=lambda line: line.startswith(">")):
        lines = list(group)
        if quoted and depth < MAX_QUOTES:
            inner = "\n".join(QUOTED.sub("", line, count=1) for line in lines)
            nodes += _quote(inner, found, depth)
        else:
            nodes += plain("\n".join("\n" * _signs(line) + line for line in lines))
    if below and depth < MAX_QUOTES:
        nodes += _quote("\n".join(below), found, depth)
    yield from _apart(_unanswered(_unsigned(nodes, found)))


def _signs(line: str) -> bool:
    """Tell whether a signature stands below a line; many programs cut its last blank off."""
    return line.rstrip() == SIGNED.strip()


def _quote(text: str, found: _Found, depth: int) -> list[Node]:
    """Return a quote; one that is a question alone is answered by what follows."""
    inner = list(_from_text(text.strip("\n"), found, depth + 1))
    asked = inner[0].children if len(inner) == 1 else []
    if len(asked) == 1 and asked[0].kind == "question":
        return asked
    return [Node("quote", children=inner)] if inner else []


def _attributed(lines: list[str]) -> Iterator[str]:
    """Yield lines, those that say whose words follow as one each, in a paragraph of its own."""
    skipped = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if skipped:
            skipped = False
        elif _attributes(line):
            yield from ("", line, "")
        elif _attributes(both := f"{line.rstrip()} {following.lstrip()}"):
            yield from ("", both, "")
            skipped = True
        else:
            yield line


def _attributes(line: str) -> bool:
    line = line.rstrip()
    return (
        line.endswith(":")
        and len(line) <= ATTRIBUTION_LENGTH
        and bool(ATTRIBUTION.match(line) and WROTE.search(line))
    )


def _divided(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return what was written, and the earlier mail below it that isn't marked line by line."""
    for number, line in enumerate(lines):
        below = lines[number + 1 :][:20]
        follows = next((each for each in below if each.strip()), "")
        if _attributes(line) and follows and not follows.startswith(">"):
            return lines[: number + 1], lines[number + 1 :]
        if EARLIER.fullmatch(line.rstrip()) and HEADERS.match(follows):
            return lines[:number], lines[number + 1 :]
    return lines, []


def _unsigned(nodes: list[Node], found: _Found) -> Iterator[Node]:
    """Leave out signatures, up to the earlier mail that is quoted below."""
    signature: list[str] | None = None
    for node in nodes:
        first = node.text.partition("\n")[0]
        if signature is not None and (node.kind == "quote" or _attributes(node.text)):
            found.signatures.append(" ".join(signature))
            signature = None
        if signature is None and first.strip() == SIGNED.strip():
            signature = []
        if signature is None:
            says_who = node.kind == "paragraph" and _attributes(node.text)
            yield Node("lead_in", node.text) if says_who else node
        else:
            signature.append(lay_out([node]).text.removeprefix("--"))
    if signature is not None:
        found.signatures.append(" ".join(signature))


def _unanswered(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes of which none answers a question: it is for the mail's readers to do so."""
    for node in nodes:
        if node.kind == "quote":
            yield Node("quote", children=list(_unanswered(node.children)))
        elif node.kind == "paragraph" and node.text.rstrip().endswith("?"):
            asked = node if ENDED.search(node.text) else Node("question", node.text)
            yield Node("section", children=[asked])
        else:
            yield node


def _apart(nodes: Iterable[Node]) -> Iterator[Node]:
    """Keep what stands between quotes apart: its headings and questions end with it."""
    own: list[Node] = []
    for node in nodes:
        if own and node.kind in {"question", "lead_in", "quote"}:
            yield from _section(own)
            own = []
        if node.kind in {"lead_in", "quote"}:
            yield node
        else:
            own.append(node)
    yield from own


def _section(nodes: list[Node]) -> list[Node]:
    heads = any(node.kind in {"heading", "question"} for node in nodes)
    return [Node("section", children=nodes)] if heads else nodes
