"""Question sets, figures that can be checked by hand, the command and the page."""

import json
import math
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from index.asking.judging.judge import Judge, Thresholds
from index.cli import main_group
from index.config import Settings
from index.corpus.changelog import Author
from index.evaluation.errors import (
    EvaluationError,
    ExcerptNotFoundError,
    QuestionDocumentInvalidError,
    QuestionLineInvalidError,
    QuestionSetEmptyError,
    QuestionSetUnreadableError,
    ReportUnwritableError,
)
from index.evaluation.figures import Evaluation, is_miss
from index.evaluation.metrics import METRICS, abstention, auroc, unit_figures
from index.evaluation.questions import EvaluationQuestion, Place, QuestionSet, read_question_set
from index.evaluation.report import render_report, write_report
from index.evaluation.run import (
    PRESENT,
    REMOVED,
    Outcome,
    Run,
    ask_collection,
    ask_own_articles,
)
from index.indexing.status import Status
from index.library import Library
from index.models import Draft
from index.scopes import SHARED

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT / "seeds"
QUESTIONS = SEEDS / "questions.jsonl"

RIVERS = "Der Rhein entspringt in den Alpen. Er mündet bei Rotterdam in die Nordsee."
BRIDGES = "Die Göltzschtalbrücke besteht aus Ziegeln.  Sie wurde 1851 fertig."
COMETS = "Der Komet Halley kehrt alle 76 Jahre zurück. Zuletzt kam er 1986."


def xquad(*articles: tuple[str, list[tuple[str, list[tuple[str, str, str]]]]]) -> dict[str, Any]:
    """Make a document of articles of paragraphs with (id, question, answer)."""
    return {
        "data": [
            {
                "title": title,
                "paragraphs": [
                    {
                        "context": context,
                        "qas": [
                            {
                                "id": key,
                                "question": question,
                                "answers": [
                                    {"text": answer, "answer_start": context.index(answer)}
                                ],
                            }
                            for key, question, answer in asked
                        ],
                    }
                    for context, asked in paragraphs
                ],
            }
            for title, paragraphs in articles
        ]
    }


DOCUMENT = xquad(
    (
        "Flüsse und Brücken",
        [
            (RIVERS, [("r", "Wo mündet der Rhein?", "Rotterdam")]),
            (BRIDGES, [("b", "Wann wurde die Göltzschtalbrücke fertig?", "1851")]),
        ],
    ),
    ("Kometen", [(COMETS, [("k", "Wie oft kehrt Halley zurück?", "alle 76 Jahre")])]),
)


THRESHOLD = 0.35
THRESHOLDS = Thresholds(answer=0.8, perhaps=THRESHOLD, high=0.9, wrong=0.05)


def saved(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def outcome(
    passage: int | None = None,
    sentence: int | None = None,
    confidence: float = 1.0,
    *,
    answerable: bool = True,
    cluster: str = "",
    **question: str,
) -> Outcome:
    asked = EvaluationQuestion(
        question.get("text", "?"),
        (question.get("expected", "So."),) if answerable else (),
        kind=question.get("kind", ""),
        cluster=cluster or str(id(object())),
    )
    return Outcome(asked, confidence, passage, sentence, None, confidence >= THRESHOLD)


def evaluation_of(outcomes: Sequence[Outcome]) -> Evaluation:
    status = Status(1, 27, 1, 1, "builtin", 768, "embedded")
    return Evaluation.of(Run("questions.jsonl", tuple(outcomes), status, THRESHOLDS))


# Reading


def test_a_line_has_a_question_with_its_excerpts_or_none(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "q.jsonl",
        '\ufeff{"question": "Wer?", "excerpts": ["Der.", " "], "kind": "near", "language": "de"}\n'
        '\n{"question": "Was?", "excerpts": null}\n{"question": "Wie?"}\n'
        '{"question": "Wo?", "excerpts": []}',
    )

    found = read_question_set(path).questions

    assert [(q.text, q.expected, q.answerable, q.line) for q in found] == [
        ("Wer?", ("Der.",), True, 1),
        ("Was?", (), False, 3),
        ("Wie?", (), False, 4),
        ("Wo?", (), False, 5),
    ]
    assert (found[0].kind, found[0].language) == ("near", "de")


def test_a_single_line_is_a_question_and_not_a_document(tmp_path: Path) -> None:
    path = saved(tmp_path, "q.jsonl", {"question": "Wer?"})

    assert [q.text for q in read_question_set(path).questions] == ["Wer?"]


def test_the_sentence_in_which_the_answer_starts_is_right(tmp_path: Path) -> None:
    found = read_question_set(saved(tmp_path, "x.json", DOCUMENT))

    text = f"{RIVERS}\n\n{BRIDGES}"
    assert found.articles["article-1"].text == text
    assert found.articles["article-1"].title == "Flüsse und Brücken"
    assert [(q.text, *q.expected) for q in found.questions] == [
        ("Wo mündet der Rhein?", "Er mündet bei Rotterdam in die Nordsee."),
        ("Wann wurde die Göltzschtalbrücke fertig?", "Sie wurde 1851 fertig."),
        ("Wie oft kehrt Halley zurück?", "Der Komet Halley kehrt alle 76 Jahre zurück."),
    ]
    start = text.index("Sie wurde")
    assert found.questions[1].places == (Place("article-1", start, len(text)),)


def test_offsets_count_in_the_text_as_it_is_stored(tmp_path: Path) -> None:
    decomposed = "Das Öl aus der Höhle ist süß.\r\nEs reifte 20 Jahre."
    document = xquad(("T", [(decomposed, [("1", "Wie lange?", "20 Jahre")])]))

    (question,) = read_question_set(saved(tmp_path, "x.json", document)).questions

    assert question.expected == ("Es reifte 20 Jahre.",)


@pytest.mark.parametrize(
    ("content", "error", "part"),
    [
        ("", QuestionSetEmptyError, "no question"),
        ('{"data": []}', QuestionSetEmptyError, "no question"),
        ('{"question": "Wer?"}\n{"question": ""}', QuestionLineInvalidError, "Line 2"),
        ('{"question": "Wer?", "excerpt": ["x"]}\n{}', QuestionLineInvalidError, "excerpt"),
        ("Wer?", QuestionLineInvalidError, "Line 1"),
        ("[1]", QuestionDocumentInvalidError, "neither JSON Lines"),
        ("7", QuestionDocumentInvalidError, "neither JSON Lines"),
        (
            '{"data": [{"paragraphs": [{"qas": []}]}]}',
            QuestionDocumentInvalidError,
            "data.0.paragraphs.0.context",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    tmp_path: Path, content: str, error: type[EvaluationError], part: str
) -> None:
    with pytest.raises(error, match=re.escape(part)) as caught:
        read_question_set(saved(tmp_path, "q.jsonl", content))

    assert "q.jsonl" in caught.value.text("en")
    assert caught.value.text("de") != caught.value.text("en")


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetUnreadableError, match="No such file"):
        read_question_set(tmp_path / "nowhere.jsonl")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionSetUnreadableError, match="utf-8"):
        read_question_set(tmp_path / "binary")


# Asking


def test_a_collection_is_asked_as_it_stands(library: Library, draft: Callable[..., Draft]) -> None:
    library.add(draft(f"{RIVERS}\n\n{BRIDGES}"), Author("test"))
    library.add(draft(COMETS, title="Kometen"), Author("test"))
    questions = QuestionSet(
        "q.jsonl",
        (
            EvaluationQuestion("Was mündet bei Rotterdam?", ("Er mündet bei\nRotterdam",)),
            EvaluationQuestion(
                "Wann wurde die Göltzschtalbrücke fertig?", ("besteht aus Ziegeln",)
            ),
            EvaluationQuestion("Was kostet ein Döner?"),
        ),
    )
    told = []

    run = ask_collection(questions, library, lambda done, total: told.append((done, total)))

    right, other, none = run.outcomes
    assert (right.passage_rank, right.sentence_rank) == (1, 1)
    assert right.got is not None
    assert right.got.text == "Er mündet bei Rotterdam in die Nordsee."
    assert right.question.places == (
        Place(right.got.article.id, 35, 58, "Er mündet bei\nRotterdam"),
    )
    # The passage is right even where another of its sentences has brought it to its rank.
    assert (other.passage_rank, other.sentence_rank) == (1, 2)
    assert (none.passage_rank, none.sentence_rank) == (None, None)
    assert right.confidence > none.confidence
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (run.name, run.status.articles, run.status.sentences) == ("q.jsonl", 2, 6)


def test_an_excerpt_that_no_article_has_is_an_error(
    library: Library, draft: Callable[..., Draft]
) -> None:
    change = library.add(draft(RIVERS), Author("test"))
    questions = QuestionSet("q.jsonl", (EvaluationQuestion("Wo?", ("Nordsee",), line=7),))
    ask_collection(questions, library)
    library.remove(change.article_id, Author("test"))

    with pytest.raises(ExcerptNotFoundError, match=r"“Nordsee”.*q\.jsonl.*line 7"):
        ask_collection(questions, library)


def test_questions_that_bring_articles_are_asked_with_and_without_them(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    document = read_question_set(saved(tmp_path, "x.json", DOCUMENT))

    run = ask_own_articles(document, settings)

    asked = [(o.question.text[:3], o.question.kind, o.passage_rank) for o in run.outcomes]
    assert asked == [
        ("Wo ", PRESENT, 1),
        ("Wan", PRESENT, 1),
        ("Wie", PRESENT, 1),
        ("Wo ", REMOVED, None),
        ("Wan", REMOVED, None),
        ("Wie", REMOVED, None),
    ]
    for present, removed in zip(run.outcomes[:3], run.outcomes[3:], strict=True):
        assert present.confidence > removed.confidence
        assert present.got is not None
        assert removed.got is None or removed.got.article.id != present.got.article.id
    assert run.status.articles == 2
    assert not settings.data_dir.exists()
    assert caplog.messages == []


def test_articles_with_the_same_text_are_one_and_are_missing_together(
    tmp_path: Path, settings: Settings
) -> None:
    twice = xquad(
        ("Eins", [(COMETS, [("1", "Wie oft kehrt Halley zurück?", "alle 76 Jahre")])]),
        ("Zwei", [(COMETS, [("2", "Wann kam Halley zuletzt?", "1986")])]),
        ("Drei", [(RIVERS, [("3", "Wo mündet der Rhein?", "Rotterdam")])]),
    )

    run = ask_own_articles(read_question_set(saved(tmp_path, "x.json", twice)), settings)

    assert [o.passage_rank for o in run.outcomes] == [1, 1, 1, None, None, None]
    assert run.status.articles == 2


def test_a_rebuilt_index_counts_nothing_of_what_was_removed(
    settings: Settings, draft: Callable[..., Draft], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.indexing.replay.CHUNK", 2)
    question = "Wie oft kehrt der Komet zurück?"
    confidences = []
    for turns in (0, 3):
        folder = settings.data_dir.with_name(f"data-{turns}")
        own = settings.model_copy(update={"data_dir": folder})
        with closing(Library.open(own)) as library:
            library.add(draft(COMETS, title="Kometen"), Author("test"))
            change = library.add(draft(RIVERS), Author("test"))
            for _ in range(turns):
                library.remove(change.article_id, Author("test"))
                library.restore(change.article_id, Author("test"))
            library.rebuild()
            confidences.append(library.asker.rank(question, [SHARED])[1])

    assert confidences[1] == confidences[0]


# Figures


def test_the_figures_of_a_ranking_are_those_of_the_textbook() -> None:
    outcomes = [outcome(1, 3), outcome(2, 11), outcome(None, None), outcome(answerable=False)]

    passages = unit_figures(outcomes, "passages")
    sentences = unit_figures(outcomes, "sentences")

    assert {name: figure.value for name, figure in passages.items()} == pytest.approx(
        {
            "ndcg@10": (1 + 1 / math.log2(3)) / 3,
            "recall@1": 1 / 3,
            "recall@5": 2 / 3,
            "recall@10": 2 / 3,
            "mrr@10": (1 + 1 / 2) / 3,
        }
    )
    assert {name: figure.value for name, figure in sentences.items()} == pytest.approx(
        {
            "ndcg@10": (1 / math.log2(4)) / 3,
            "recall@1": 0,
            "recall@5": 1 / 3,
            "recall@10": 1 / 3,
            "mrr@10": (1 / 3) / 3,
        }
    )


def test_auroc_is_the_chance_that_an_answerable_question_scores_higher() -> None:
    random = np.random.default_rng(1)
    scores = random.integers(0, 6, 40) / 6
    positive = (random.random(40) < 0.4).astype(float)
    weights = random.integers(0, 4, 40).astype(float)
    pairs = [
        (weights[i] * weights[j], (scores[i] > scores[j]) + (scores[i] == scores[j]) / 2)
        for i in range(40)
        for j in range(40)
        if positive[i] and not positive[j]
    ]

    expected = sum(w * won for w, won in pairs) / sum(w for w, _ in pairs)

    assert auroc(scores, positive, weights) == pytest.approx(expected)
    assert math.isnan(auroc(scores, np.ones(40), weights))


def test_silence_is_measured_at_the_threshold_and_along_the_curve() -> None:
    outcomes = [
        outcome(1, 1, 0.9),
        outcome(2, 2, 0.8),
        outcome(1, 1, 0.1),
        outcome(confidence=0.7, answerable=False),
        outcome(confidence=0.2, answerable=False),
    ]

    silence = abstention(outcomes, 0.5)

    assert silence.precision.value == pytest.approx(2 / 3)
    assert silence.recall.value == pytest.approx(2 / 3)
    assert silence.false_answers.value == pytest.approx(1 / 2)
    assert silence.auroc.value == pytest.approx(4 / 6)
    point = silence.at_threshold
    assert (point.coverage, point.risk) == pytest.approx((3 / 5, 2 / 3))
    assert silence.curve[0].threshold == 0
    assert (silence.curve[0].coverage, silence.curve[0].risk) == pytest.approx((1, 3 / 5))
    coverages = [each.coverage for each in silence.curve]
    assert coverages == sorted(coverages, reverse=True)


def test_intervals_draw_whole_clusters() -> None:
    alike = [outcome(1 if n < 50 else 2, 1, cluster=f"article-{n % 50}") for n in range(100)]
    apart = [outcome(1 if n < 50 else 2, 1, cluster=f"article-{n // 50}") for n in range(100)]

    narrow = unit_figures(alike, "passages")["recall@1"]
    wide = unit_figures(apart, "passages")["recall@1"]

    assert (narrow.value, narrow.low, narrow.high) == (0.5, 0.5, 0.5)
    assert (wide.value, wide.low, wide.high) == (0.5, 0.0, 1.0)


def test_an_interval_of_independent_questions_is_the_binomial_one() -> None:
    outcomes = [outcome(1 if n < 80 else 2, 1, cluster=str(n)) for n in range(100)]

    figure = unit_figures(outcomes, "passages")["recall@1"]

    assert (figure.low, figure.high) == pytest.approx((0.72, 0.88), abs=0.015)


def test_what_cannot_be_measured_is_none() -> None:
    figures = evaluation_of([outcome(answerable=False, confidence=0.0)]).to_dict()

    assert figures["passages"] == dict.fromkeys(METRICS)
    silence: Any = figures["abstention"]
    assert (silence["auroc"], silence["precision"], silence["recall"]) == (None, None, None)
    assert silence["false_answers"] == 0


def test_kinds_have_figures_of_their_own() -> None:
    evaluation = evaluation_of(
        [outcome(1, 1, kind="near"), outcome(2, 1, kind="far"), outcome(1, 1, 0.0, kind="far")]
    )

    near, far = evaluation.kinds
    assert (near.name, near.questions, near.units["passages"]["recall@1"].value) == ("near", 1, 1)
    assert (far.name, far.answered, far.units["passages"]["recall@1"].value) == ("far", 0.5, 0.5)
    assert evaluation.languages == ()


@pytest.mark.parametrize(
    ("result", "missed"),
    [
        (outcome(1, 1, THRESHOLD), False),
        (outcome(1, 1, THRESHOLD - 0.01), True),
        (outcome(1, 2), True),
        (outcome(2, 2), True),
        (outcome(None, None), True),
        (outcome(confidence=THRESHOLD, answerable=False), True),
        (outcome(confidence=0.0, answerable=False), False),
    ],
)
def test_a_miss_is_silence_the_wrong_place_or_an_answer_without_a_source(
    result: Outcome, *, missed: bool
) -> None:
    assert is_miss(result) is missed


# The page


class Page(HTMLParser):
    """Notes a page's tags, addresses and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_needs_nothing_else_and_escapes_what_it_quotes() -> None:
    evil = '<script>alert(1)</script> & "co"'
    outcomes = [
        outcome(2, 3, text=evil, expected=evil, kind="<b>"),
        outcome(1, 1),
        outcome(answerable=False, confidence=0.9, text="Wer ist {niemand}?"),
    ]

    source = render_report(evaluation_of(outcomes), "en")
    page = Page(source)

    assert "script" not in page.tags
    assert page.addresses == []
    assert "url(" not in source
    assert "@import" not in source
    assert page.words.count(evil) == 2
    assert "Wer ist {niemand}?" in page.words
    assert "wrong passage" in page.words
    assert "answered without a source for it" in page.words
    assert page.tags.count("svg") == 3
    assert "Misses (2)" in page.words


@pytest.mark.parametrize("outcomes", [[outcome(1, 1)], [outcome(answerable=False, confidence=0.0)]])
def test_a_page_without_misses_or_curves_is_still_a_page(outcomes: list[Outcome]) -> None:
    page = render_report(evaluation_of(outcomes), "de")

    assert '<html lang="de">' in page
    assert "Alles kam wie erwartet" in page
    assert "nan" not in page


def test_a_page_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportUnwritableError, match=r"nowhere.*No such file"):
        write_report(evaluation_of([outcome(1, 1)]), tmp_path / "nowhere" / "r.html", "en")


# The command


def belegbot(tmp_path: Path, *arguments: str) -> Any:  # noqa: ANN401 - click's result
    return CliRunner().invoke(
        main_group, ["index", "eval", "--data-dir", str(tmp_path / "data"), *arguments]
    )


def test_the_command_prints_the_figures_as_json(tmp_path: Path) -> None:
    done = belegbot(tmp_path, "--json", str(saved(tmp_path, "x.json", DOCUMENT)))

    assert done.exit_code == 0
    figures = json.loads(done.stdout)
    assert figures["passages"] == dict.fromkeys(METRICS, 1.0)
    assert figures["sentences"].keys() == set(METRICS)
    assert figures["abstention"]["auroc"] == 1.0
    thresholds = Judge("builtin", 0.05).thresholds(by_vectors=True)
    assert figures["abstention"]["threshold"] == round(thresholds.perhaps, 4)
    assert "5% of the questions without an answer" in figures["abstention"]["reason"]
    assert (figures["file"], figures["questions_file"]) == ("x.json", "x.json")
    assert figures["intervals"]["passages"]["ndcg@10"] == [1.0, 1.0]
    assert (figures["questions"], figures["answerable"]) == (6, 3)
    assert not (tmp_path / "data").exists()


def test_the_command_prints_a_table_and_writes_the_page(tmp_path: Path) -> None:
    page = tmp_path / "report.html"

    done = belegbot(tmp_path, str(QUESTIONS), "--report", str(page))

    assert done.exit_code == 0
    for part in ("nDCG@10", "Passages", "AUROC", "unanswerable", "english", f"is in {page}"):
        assert part in done.stdout
    assert "<svg" in page.read_text(encoding="utf-8")


def test_the_command_names_a_bad_line(tmp_path: Path) -> None:
    done = belegbot(tmp_path, str(saved(tmp_path, "q.jsonl", '{"question": 7}')))

    assert done.exit_code == 1
    assert "Line 1 of" in done.stderr
    assert "Traceback" not in done.stderr


# The questions that ship


def test_the_shipped_questions_quote_the_seed_article_word_for_word(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    questions = read_question_set(QUESTIONS).questions

    assert len(questions) >= 60
    assert [e for q in questions for e in q.expected if e not in text] == []
    kinds = {question.kind for question in questions}
    assert kinds == {"near", "paraphrased", "english", "mistyped", "unanswerable"}
    for question in questions:
        assert question.answerable == (question.kind != "unanswerable")
        assert question.language in ("de", "en")
    assert len({question.text for question in questions}) == len(questions)


def test_the_shipped_questions_are_no_article(settings: Settings) -> None:
    with_seeds = settings.model_copy(update={"seeds_dir": SEEDS})
    with closing(Library.open(with_seeds)) as library:
        assert {summary.id for summary in library.catalogue.articles()} == {"000_02adc48ef0db0a26"}
        run = ask_collection(read_question_set(QUESTIONS), library)

    near = [o for o in run.outcomes if o.question.kind == "near"]
    assert all((o.passage_rank, o.answered) == (1, True) for o in near)
