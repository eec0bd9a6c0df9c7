"""What becomes of posts in help channels: which are answered, rightly or not.

    python -m tests.benchmarks.helping [FILE] [--embedder e5] [--show]

FILE has a post a line, as `tests/collections/help_posts.jsonl`, which is asked unless another is
named: `collection` is a folder with `documents` beside it or in `tests/collections`, and `answers`
are exact parts of what is stored, any of which answers; without any, nothing does. Each post goes
the bot's own way (`bot.helping.decision.decide`), as a forum's with its title. Ends with exit code
1 if fewer than 95 % of what is answered is right, or more than one in thirty of what has no answer
gets one.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.helping.decision import decide
from index.articles import read_file
from index.asking.answers import Answer, Citation
from index.config import EmbedderSettings, Settings
from index.evaluation.run import AUTHOR, temporary_library
from index.library import Library
from index.scopes import SHARED

COLLECTIONS = Path(__file__).resolve().parents[1] / "collections"

Became = Literal["silent", "right", "wrong"]


@dataclass(frozen=True, slots=True)
class Post:
    """A post, and what answers it."""

    id: str
    collection: str
    title: str
    text: str
    answers: list[str]


def read_posts(file: Path) -> list[Post]:
    """Read posts, a JSON object a line."""
    return [Post(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def became(answer: Answer | None, post: Post) -> Became:
    """Tell what became of a post: right is whose first excerpt holds what answers."""
    if answer is None:
        return "silent"
    return "right" if _is_right(answer.citations[0], post.answers) else "wrong"


def asked(posts: list[Post], settings: Settings, beside: Path) -> Iterator[tuple[Post, Became]]:
    """Ask all posts, collection by collection."""
    for name in dict.fromkeys(post.collection for post in posts):
        with temporary_library(settings) as library:
            _fill(library, name, beside)
            for post in posts:
                if post.collection == name:
                    answer = decide(library, post.text, SHARED, post.title)
                    yield post, became(answer, post)


def _fill(library: Library, name: str, beside: Path) -> None:
    folders = [folder / name / "documents" for folder in (beside, COLLECTIONS)]
    documents = next(folder for folder in folders if folder.is_dir())
    for path in sorted(documents.iterdir()):
        library.add(read_file(path, library.settings.ingest).draft, AUTHOR)


def _is_right(citation: Citation, answers: list[str]) -> bool:
    said, sentence = (_plain(each) for each in (citation.excerpt, citation.sentence.text))
    found = map(_plain, answers)
    return any(answer in said or sentence in answer for answer in found)


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def main() -> int:
    """Ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=COLLECTIONS / "help_posts.jsonl")
    parser.add_argument("--embedder", default="builtin", choices=["builtin", "e5", "use"])
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    settings = Settings(embedder=EmbedderSettings(kind=options.embedder), seeds_dir=None)
    counts: Counter[tuple[bool, Became]] = Counter()
    for post, outcome in asked(read_posts(options.file), settings, options.file.parent):
        counts[bool(post.answers), outcome] += 1
        if options.show and outcome != "silent":
            print(f"{outcome:6} {post.id} {post.title}")
    right, wrong = counts[True, "right"], counts[True, "wrong"]
    false, silent = counts[False, "wrong"], counts[False, "silent"]
    print(
        f"{options.embedder}: of {right + wrong + counts[True, 'silent']} posts with an answer "
        f"{right} are answered rightly, {wrong} wrongly; of {false + silent} without, {false}"
    )
    met = right >= 0.95 * (right + wrong + false) and false * 30 <= false + silent
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
