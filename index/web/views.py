"""An answer, and an article with a place in it, as a template shows them: texts, ready to read."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from babel.numbers import format_percent

from index.asking.answers import LIMITED, Answer, Citation
from index.asking.missing import left_out, nothing_says
from index.asking.trail import SEPARATOR
from index.dates import format_known_date, format_validity
from index.i18n import N_, TEXTS, Language
from index.models import Article
from index.web.words import (
    CERTAINTY,
    DIFFERING,
    DIFFERING_BY_DATE,
    NO_ANSWER,
    NO_CERTAIN_ANSWER,
    PERHAPS,
    SHORT,
)

AROUND = 100_000
"""Characters of an article that are shown before and after the place that is read."""


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A passage in three, the middle one being what answers, if it does; and where it stands."""

    number: int
    before: str
    answering: str
    after: str
    introduction: str
    notes: tuple[str, ...]
    language: str
    source: str
    href: str
    original: str | None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What is said of one question. `also` are the numbers of citations that stand further up.

    Where it is `silent`, the citations are what comes nearest; `doubtful`, they may answer.
    """

    question: str
    lead: str
    notes: tuple[str, ...]
    certainty: str
    citations: tuple[ShownCitation, ...]
    also: tuple[int, ...]
    silent: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article around a place that is marked; `marked` is empty where none is."""

    title: str
    details: str
    original: str | None
    language: str
    before: str
    marked: str
    after: str
    cut_before: bool
    cut_after: bool


def shown_answers(answer: Answer, language: Language) -> list[ShownAnswer]:
    """Return what is said of a question, or of each of several."""
    seen: set[int] = set()
    found = []
    for part in answer.parts or (answer,):
        found.append(_shown(part, language, seen))
        seen.update(citation.number for citation in part.citations)
    return found


def shown_citation(citation: Citation, language: Language, *, answers: bool) -> ShownCitation:
    """Return a passage as it is shown; in one that is no answer, nothing is marked."""
    article, evidence = citation.article, citation.evidence
    before, answering, after = citation.answering if answers else (citation.excerpt, "", "")
    date = format_known_date(article.date, language) if article.date else None
    notes = []
    if evidence.further:
        notes.append(
            TEXTS.plural(language, N_("… and {n} more"), N_("… and {n} more"), evidence.further)
        )
    if citation.relative_dates:
        quoted = [
            TEXTS.text(language, N_("“{words}”"), words=words) for words in citation.relative_dates
        ]
        seen_from = date or TEXTS.text(language, N_("the article's unknown date"))
        notes.append(
            TEXTS.text(
                language,
                N_("{words}: as seen from {date}"),
                words=", ".join(quoted),
                date=seen_from,
            )
        )
    start, end = evidence.answer
    place = {"revision": article.revision, "start": start, "end": end, "lang": language}
    ends = _validity(article, language, expired=True) if citation.expired else None
    details = [SEPARATOR.join(citation.path), date, ends, _place(citation, language)]
    return ShownCitation(
        number=citation.number,
        before=before,
        answering=answering,
        after=after,
        introduction=SEPARATOR.join(citation.introduction(citation.excerpt)),
        notes=tuple(notes),
        language=article.language,
        source=" · ".join(detail for detail in details if detail),
        href=f"/article/{article.id}?{urlencode(place)}#evidence",
        original=article.url,
    )


def _validity(article: Article, language: Language, *, expired: bool) -> str | None:
    if article.valid_until is None:
        return None
    return format_validity(article.valid_until, language, expired=expired)


def shown_article(
    article: Article, place: tuple[int, int] | None, today: str, language: Language
) -> ShownArticle:
    """Return an article with a place marked, or none; of a long one what is around it."""
    text = article.text
    start, end = place or (0, 0)
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    date = format_known_date(article.date, language) if article.date else None
    ends = _validity(article, language, expired=article.expired(today))
    return ShownArticle(
        title=article.title,
        details=" · ".join(each for each in (date, ends, article.author) if each),
        original=article.url,
        language=article.language,
        before=text[first:start],
        marked=text[start:end],
        after=text[end:last],
        cut_before=first > 0,
        cut_after=last < len(text),
    )


def _shown(answer: Answer, language: Language, seen: Collection[int]) -> ShownAnswer:
    notes = []
    if answer.perhaps:
        notes.append(TEXTS.text(language, PERHAPS))
    if answer.outcome != "answer" and (missing := nothing_says(answer.missing, language)):
        notes.append(missing)
    if answer.differing:
        note = DIFFERING_BY_DATE if answer.newest_first else DIFFERING
        notes.append(TEXTS.text(language, note))
    if further := left_out(answer.left_out, language):
        notes.append(further)
    certainty = ""
    if answer.outcome == "answer":
        certainty = TEXTS.text(
            language,
            N_("Confidence: {words} ({percent})"),
            words=TEXTS.text(language, CERTAINTY[answer.certainty]),
            percent=format_percent(answer.confidence, locale=language),
        )
    shown = [each for each in answer.citations or answer.nearest if each.number not in seen]
    return ShownAnswer(
        question=answer.question,
        lead=_lead(answer, language),
        notes=tuple(notes),
        certainty=certainty,
        citations=tuple(
            shown_citation(each, language, answers=not answer.abstained) for each in shown
        ),
        also=tuple(each.number for each in answer.citations if each.number in seen),
        silent=answer.abstained,
        doubtful=answer.doubtful,
    )


def _lead(answer: Answer, language: Language) -> str:
    """Return the short answer, or that there is none; empty where the passages say all."""
    if answer.abstained:
        return TEXTS.text(language, NO_CERTAIN_ANSWER if answer.doubtful else NO_ANSWER)
    if answer.perhaps or answer.differing or answer.short is None:
        return ""
    first = answer.citations[0].evidence
    if first.short in SHORT:
        said = TEXTS.text(language, SHORT[first.short])
        return LIMITED.join(filter(None, (said, first.limited)))
    return answer.short


def _place(citation: Citation, language: Language) -> str:
    span = citation.sentence.span
    place = TEXTS.text(
        language,
        N_("paragraph {paragraph}, sentence {sentence}"),
        paragraph=span.paragraph,
        sentence=span.number,
    )
    if citation.page is None:
        return place
    return TEXTS.text(language, N_("page {page}"), page=citation.page) + f", {place}"
