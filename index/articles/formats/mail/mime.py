"""What mails and saved pages are made of: parts with a head, within each other."""

import quopri
import re
from base64 import b64decode
from binascii import Error as BinasciiError
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser

from index.articles.decoding import encodings
from index.articles.formats.errors import ArticleMailBrokenError

HEAD_END = re.compile(rb"\r?\n\r?\n")
BEFORE_HEAD = b"\xef\xbb\xbf \t\r\n"

HEADER_LENGTH = 2000
"""Characters of a header's line that are read; the standard library takes the square of some."""
HEAD_LENGTH = 500_000
"""Bytes of a head."""
MAX_DEPTH = 20
"""Parts within parts."""
MAX_PARTS = 1000

NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A head, and the bytes below it."""

    head: Message
    body: bytes

    @property
    def type(self) -> str:
        """Such as "text/plain", which it also is where nothing is said."""
        return self.head.get_content_type()

    @property
    def name(self) -> str:
        """The file's name, if it has one."""
        return _decoded(self.head.get_filename() or "").strip()

    @property
    def is_attached(self) -> bool:
        """Whether it is to be saved rather than shown."""
        return self.head.get_content_disposition() == "attachment"

    def header(self, name: str) -> str:
        """Return a header's text on one line; none if it isn't there."""
        return " ".join(_decoded(str(self.head.get(name) or "")).split())

    def content(self) -> bytes:
        """Return its bytes as they were before they were sent."""
        encoding = self.header("Content-Transfer-Encoding").lower()
        if encoding == "base64":
            kept = NOT_BASE64.sub(b"", self.body)
            try:
                return b64decode(kept + b"=" * (-len(kept) % 4))
            except BinasciiError:
                return b64decode(kept[: len(kept) // 4 * 4])
        return quopri.decodestring(self.body) if encoding == "quoted-printable" else self.body

    def decoded(self, source: str) -> encodings.Decoded:
        """Return its text, in the encoding that it is in, whatever its head says.

        Raises:
            ArticleError: that can't be told, as in `index.articles.decoding.encodings`.
        """
        charset = self.head.get_content_charset()
        return encodings.decode(self.content(), source=source, declared=charset)

    def text(self, source: str) -> str:
        """Return its text where all of it can be read.

        Raises:
            ArticleError: it can't be.
        """
        decoded = self.decoded(source)
        decoded.require_readable([decoded.text], source)
        return decoded.text


def part(raw: bytes, source: str) -> Part:
    """Take head and body apart.

    Raises:
        ArticleMailBrokenError: the head doesn't end.
    """
    raw = b"\n" + raw.lstrip(BEFORE_HEAD)
    end = HEAD_END.search(raw, 0, HEAD_LENGTH)
    if end is None and len(raw) > HEAD_LENGTH:
        raise ArticleMailBrokenError(source=source)
    head, body = (raw, b"") if end is None else (raw[: end.start()], raw[end.end() :])
    return Part(_message(head.lstrip()), body)


def parts(within: Part, source: str) -> list[Part]:
    """Return the parts of a part, in order; none of what isn't made of parts.

    Raises:
        ArticleMailBrokenError: there are too many.
    """
    boundary = within.head.get_boundary()
    if not boundary or within.head.get_content_maintype() != "multipart":
        return []
    found: list[Part] = []
    for raw in _between(within.body, boundary.encode()):
        if len(found) == MAX_PARTS:
            raise ArticleMailBrokenError(source=source)
        # A part without a head begins with its blank line.
        bare = raw.startswith((b"\n", b"\r\n"))
        found.append(Part(Message(), raw.lstrip()) if bare else part(raw, source))
    return found


def leaves(whole: Part, source: str, depth: int = 0) -> Iterator[Part]:
    """Yield what a part holds, parts within parts resolved.

    Raises:
        ArticleMailBrokenError: they are nested too deeply, or too many.
    """
    if depth > MAX_DEPTH:
        raise ArticleMailBrokenError(source=source)
    inner = parts(whole, source)
    if not inner:
        yield whole
    for each in inner:
        yield from leaves(each, source, depth + 1)


def _message(head: bytes) -> Message:
    """Parse a head; bytes that aren't ASCII, which no head should have, are UTF-8 or Western."""
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    short = Message()
    for name, value in HeaderParser().parsestr(text).items():
        short[name] = str(value)[:HEADER_LENGTH]
    return short


def _between(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """Yield what stands between the lines that are the boundary; the last one may be missing."""
    mark = b"\n--" + boundary
    _, *pieces = (b"\n" + body).split(mark)
    open_part: list[bytes] | None = None
    for piece in pieces:
        line, _, rest = piece.partition(b"\n")
        if line.strip() not in {b"", b"--"}:
            # The line is another, longer boundary.
            if open_part is not None:
                open_part.append(mark + piece)
            continue
        if open_part is not None:
            yield b"".join(open_part).removesuffix(b"\r")
        open_part = [rest]
        if line.strip() == b"--":
            return
    if open_part is not None:
        yield b"".join(open_part)


def _decoded(value: str) -> str:
    """Decode a header's words; where they can't be, they stay as they are."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, ValueError, LookupError):
        return value
