"""What the check of written answers keeps of claims that people wrote, true and false.

    python -m tests.benchmarks.claims [FILE] [--show]

A row of the file has tabs between whether the sentences say it, their language, the sentences, the
claim, and the set that it is of. `--show` prints what was judged wrongly. No model is asked.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from index.writing.checking.claims import ClaimCheck
from tests.index.writing.conftest import shown_of

CLAIMS = Path(__file__).parent.parent / "collections" / "claims.tsv"
TITLES = {"de": "Hinweise", "en": "Notes"}


class Claim(NamedTuple):
    """A claim, and whether its sentences say it."""

    supported: bool
    language: str
    sentences: list[str]
    text: str
    set: str


def read_claims(path: Path) -> list[Claim]:
    """Return the rows of a file."""
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    rows = (line.split("\t") for line in lines)
    return [
        Claim(supported == "yes", language, sentences.split(" ¦ "), text, of)
        for supported, language, sentences, text, of in rows
    ]


def main() -> int:
    """Check all, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=CLAIMS)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    check = ClaimCheck()
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for claim in read_claims(options.file):
        shown = shown_of(claim.language, TITLES[claim.language], claim.sentences)
        dropped = check.dropped(claim.text, shown, shown)
        counts[claim.set, claim.supported, dropped is None] += 1
        if options.show and claim.supported != (dropped is None):
            said = f"{dropped.reason} {dropped.by}" if dropped else "kept"
            print(f"{said}: {claim.text} < {' '.join(claim.sentences)}")
    for name in sorted({name for name, _, _ in counts}):
        kept = [counts[name, supported, True] for supported in (True, False)]
        lost = [counts[name, supported, False] for supported in (True, False)]
        print(
            f"{name}: of {kept[0] + lost[0]} true claims {kept[0]} are kept, "
            f"of {kept[1] + lost[1]} false ones {kept[1]}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
