"""What can be found in a question set's articles: passages and sentences as Belegbot makes them."""

from dataclasses import dataclass

from index.evaluation.metrics import Unit
from index.evaluation.questions import EvaluationQuestion, Place, QuestionSet
from index.units.segmentation import segment


@dataclass(frozen=True)
class Searchable:
    """A passage or a sentence with where it stands; `passage` counts the passages from 0."""

    place: Place
    text: str
    passage: int


def divided(questions: QuestionSet) -> dict[Unit, list[Searchable]]:
    """Divide the articles as Belegbot does, in the order in which they are given."""
    passages: list[Searchable] = []
    sentences: list[Searchable] = []
    for article_id, draft in questions.articles.items():
        spans = segment(draft.text, draft.language)
        for number in dict.fromkeys(span.passage for span in spans):
            members = [span for span in spans if span.passage == number]
            bounds = [(span.start, span.end) for span in members]
            for units, (start, end) in (
                *((sentences, each) for each in bounds),
                (passages, (bounds[0][0], bounds[-1][1])),
            ):
                place = Place(article_id, start, end)
                units.append(Searchable(place, draft.text[start:end], len(passages)))
    return {"passages": passages, "sentences": sentences}


def is_right(unit: Searchable, question: EvaluationQuestion) -> bool:
    """Tell whether the unit holds a part of what is expected."""
    return any(
        place.article_id == unit.place.article_id
        and place.start < unit.place.end
        and unit.place.start < place.end
        for place in question.places
    )
