"""Questions that ask for much the same, put together.

By their letters, not their meaning: of "Who is mayor of Altheim?" and "… of Neustadt?" a model says
that they are near, and whoever looks for a source wants them apart.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from index.asking.follow_up import content_words
from index.language.terms import fold

SAME_TOPIC = 85
"""The likeness, 0 to 100, from which on two questions' content words are one topic. Another
inflection, order or a typing error leaves 90 and more; another place or person 75 and less."""

NUMBER = re.compile(r"\d+")


def grouped(questions: Sequence[str]) -> list[list[int]]:
    """Return the positions of questions that belong together, in the order of each group's first.

    Earlier questions found the groups; a later one joins the likest with the same numbers in it,
    if it is like enough.
    """
    groups: dict[int, list[int]] = {}
    founders: dict[tuple[str, ...], dict[int, str]] = {}
    for position, question in enumerate(questions):
        text = fold(" ".join(content_words(question)) or question)
        same_numbers = founders.setdefault(tuple(NUMBER.findall(text)), {})
        found = process.extractOne(
            text, same_numbers, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TOPIC
        )
        if found is None:
            same_numbers[position] = text
            groups[position] = [position]
        else:
            groups[found[2]].append(position)
    return list(groups.values())
