"""Subtitles (SubRip, WebVTT) -> what is said in them, as running text: a paragraph a speaker."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from index.articles.cleaning import clean
from index.articles.drafting import Content
from index.articles.metadata import Metadata, found_metadata
from index.articles.omissions import Omission
from index.articles.structure import Node, lay_out, paragraph
from index.articles.titles import title_of_name
from index.language.sentences import ends_sentence

BLANK_LINES = re.compile(r"\n(?:[^\S\n]*+\n)++")
TIMES = re.compile(
    r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})[^\S\n]{1,9}-->[^\S\n]{1,9}"
    r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
)
VOICE = re.compile(r"<v(?:\.[^\s>]{0,100})?[^\S\n]{1,9}([^>]{1,100})>")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{3,15}>|\{\\[^{}]{0,100}\}")
"""Of type, of when a word is said, of where it stands."""
NAME = re.compile(r"(?:-[^\S\n]?)?([^\W\d_][\w.'’-]{0,30}(?: [\w.'’-]{1,30}){0,2}):[^\S\n]")
"""Who speaks, before what is said."""
DASH = re.compile(r"[-–—][^\S\n]*(?=\S)")
SOUND = re.compile(r"[\[(♪♫#*][^\n]*[\])♪♫#*]|[♪♫]+")
"""A line that tells of a sound or a song alone."""
COMMENTS = ("NOTE", "STYLE", "REGION")
HEAD_VALUE = re.compile(r"^(Title|Language|Author|Date):[^\S\n]*(\S[^\n]*)$", re.MULTILINE)

PAUSE = 4.0
"""Seconds of silence after which a sentence that has ended ends a paragraph, too."""
LENGTH = 600
"""Characters after which it does in any case."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one person says at a time; `speaker` is empty where nothing is said of who."""

    text: str
    speaker: str
    start: float
    end: float
    begins: bool
    """Whether somebody begins to speak here."""


def read(text: str, *, source: str) -> Content:
    """Read subtitles; what doesn't say its title is called as its file is."""
    text = clean(text)
    head, *others = BLANK_LINES.split(text.strip())
    marked = head.startswith("WEBVTT")
    metadata = (_metadata(head) if marked else Metadata()).over(
        Metadata(title=title_of_name(source))
    )
    reading = _Reading()
    lines = [line for cue in (others if marked else [head, *others]) for line in reading.cue(cue)]
    sounds = sum(len("".join(sound.split())) for sound in reading.sounds)
    return Content(
        metadata=metadata,
        layout=lay_out(list(_answered(_paragraphs(lines)))),
        omissions=[
            Omission("comments", len(reading.comments), "; ".join(reading.comments)),
            Omission("parts", sounds, " ".join(reading.sounds)),
        ],
    )


def _metadata(head: str) -> Metadata:
    first, _, below = head.partition("\n")
    title = first.removeprefix("WEBVTT").strip(" \t-–")
    values = {match[1].lower(): match[2] for match in HEAD_VALUE.finditer(below)}
    return found_metadata({**values, **({"title": title} if title else {})})


class _Reading:
    """What is found in cues, and what is left out."""

    def __init__(self) -> None:
        self.comments: list[str] = []
        self.sounds: list[str] = []
        self._before: list[str] = []

    def cue(self, cue: str) -> Iterator[_Line]:
        """Yield what is said in a cue; what is shown again from the one before, once."""
        times = TIMES.search(cue)
        if times is None:
            if cue.startswith("NOTE"):
                self.comments.append(cue.removeprefix("NOTE").strip())
            elif not cue.startswith(COMMENTS) and not cue.isdecimal():
                yield _Line(" ".join(cue.split()), "", 0, 0, begins=True)
            return
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        shown = cue[times.end() :].partition("\n")[2].split("\n")
        lines = [line for line in shown if line.strip()]
        again, self._before = self._before, [line.strip() for line in lines]
        voice = ""
        dialogue = sum(1 for line in lines if DASH.match(line.lstrip())) > 0
        for line in lines:
            if line.strip() in again:
                continue
            spoken = VOICE.search(line)
            voice = unescape(spoken[1]).strip() if spoken else voice
            said = " ".join(unescape(TAG.sub("", line)).split())
            if SOUND.fullmatch(said):
                self.sounds.append(said)
                continue
            named = NAME.match(said)
            if dialogue and (dash := DASH.match(said)):
                said = said[dash.end() :]
            if said:
                begins = bool(named or spoken or (dialogue and dash))
                yield _Line(said, voice, start, end, begins)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (int(part or 0) for part in parts)
    return 3600 * hours + 60 * minutes + seconds + fraction / 1000


def _paragraphs(lines: list[_Line]) -> Iterator[Node]:
    """Yield what is said, a paragraph until another speaks, or there is a pause."""
    run: list[str] = []
    length = 0
    before: _Line | None = None
    for line in lines:
        if before is not None and _parts(before, line, length):
            yield _spoken(run, before.speaker)
            run, length = [], 0
        run.append(line.text)
        length += len(line.text)
        before = line
    if before is not None:
        yield _spoken(run, before.speaker)


def _parts(before: _Line, line: _Line, length: int) -> bool:
    if line.speaker != before.speaker:
        return True
    ended = ends_sentence(before.text)
    if line.begins and not line.speaker:
        return True
    asks = before.text.endswith("?") or line.text.endswith("?")
    return ended and (asks or line.start - before.end >= PAUSE or length >= LENGTH)


def _answered(nodes: Iterable[Node]) -> Iterator[Node]:
    """Keep a question with what is said next, which alone can answer it."""
    asked: Node | None = None
    for node in nodes:
        if asked is not None:
            yield Node("section", children=[asked, node])
            asked = None
        elif node.kind == "paragraph" and node.text.endswith("?"):
            asked = node
        else:
            yield node
    if asked is not None:
        yield asked


def _spoken(run: list[str], speaker: str) -> Node:
    text = " ".join(run)
    if speaker:
        said = text.removeprefix(f"{speaker}:").lstrip()
        return Node("message", f"{speaker}:", [paragraph(said)] if said else [])
    return Node("message", text) if NAME.match(text) else paragraph(text)
