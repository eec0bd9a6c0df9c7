"""Some 300 small hostile files: each becomes exactly the text it holds, or one clear error."""

from collections import Counter

import pytest

from index.articles import read_bytes
from index.config import IngestSettings
from index.units.segmentation import segment
from tests.hostile.cases import Case
from tests.hostile.corpus import corpus

CASES = list(corpus())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_is_read_word_for_word_or_refused(
    case: Case, ingest: IngestSettings
) -> None:
    if case.error is not None:
        with pytest.raises(case.error):
            read_bytes(case.raw, source=case.name, settings=ingest)
        return
    draft = read_bytes(case.raw, source=case.name, settings=ingest).draft
    assert draft.text == case.text
    spans = segment(draft.text, draft.language)
    sentences = "".join(draft.text[span.start : span.end] for span in spans)
    assert "".join(sentences.split()) == "".join(draft.text.split())


def test_the_files_are_many_small_and_all_different() -> None:
    assert len(CASES) >= 200
    assert max(len(case.raw) for case in CASES) < 40_000
    assert max(Counter(case.name for case in CASES).values()) == 1
    assert max(Counter(case.raw for case in CASES).values()) == 1
