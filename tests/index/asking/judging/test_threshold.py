from pathlib import Path

import pytest

from index.asking.judging.threshold import MEASURED, threshold_reason
from index.i18n import Language

ROOT = Path(__file__).resolve().parents[4]


ENGLISH = (
    "On XQuAD-R, 94% (German) and 97% (English) of the answerable questions reach it, and 6% and 8%"
    " of those whose article was removed."
)
GERMAN = (
    "Auf XQuAD-R erreichen ihn 94 % (Deutsch) und 97 % (Englisch) der beantwortbaren Fragen sowie "
    "6 % und 8 % derer, deren Artikel entfernt wurde."
)


@pytest.mark.parametrize(("language", "said"), [("en", ENGLISH), ("de", GERMAN)])
def test_the_threshold_comes_with_what_it_gave(language: Language, said: str) -> None:
    assert threshold_reason(language).replace("\u00a0", " ") == said


def test_the_readme_says_the_same() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    german, english = (MEASURED[code].answerable for code in ("de", "en"))

    assert f"at the threshold, {german:.0%} and {english:.0%} of them are answered" in readme
