"""All hostile files that stay in the suite."""

from collections.abc import Iterator
from itertools import chain

from tests.hostile.carriers import carriers
from tests.hostile.cases import Case
from tests.hostile.markup import markdown, pages
from tests.hostile.offices import offices
from tests.hostile.pdfs import pdfs
from tests.hostile.texts import encodings, front_matters, texts


def corpus() -> Iterator[Case]:
    """Yield them."""
    return chain(
        texts(), encodings(), front_matters(), markdown(), pages(), pdfs(), offices(), carriers()
    )
