"""What became of answers in other words: claims kept and dropped, and what they are good for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from rich.table import Table
from rich.text import Text

from index.evaluation.collections.asking import Asked, CollectionRun
from index.evaluation.table import new_table, percent
from index.i18n import N_, TEXTS, Language

SAMPLE = 100
"""Claims that are told one by one, for whoever looks whether they are supported."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Counts of the answers that the model was asked to put in other words.

    `written` have a claim that was kept; `dropped` counts claims by the reason, `unwritten` answers
    by the kind of problem. `shorter` is by what share the claims are shorter than what is verbatim,
    negative if longer: the median. `seconds` is the median of all, `tokens` their sum.
    """

    answers: int
    written: int
    kept: int
    dropped: Mapping[str, int]
    unwritten: Mapping[str, int]
    shorter: float | None
    seconds: float | None
    tokens: int
    sample: tuple[Mapping[str, object], ...] = ()

    @classmethod
    def of(cls, runs: Sequence[CollectionRun]) -> "Writing":
        """Count what came of runs."""
        asked = [each for run in runs for each in run.questions if each.written is not None]
        written = [each.written for each in asked if each.written is not None]
        shorter = [share for each in asked if (share := _shorter(each)) is not None]
        return cls(
            answers=len(written),
            written=sum(bool(each.claims) for each in written),
            kept=sum(len(each.claims) for each in written),
            dropped=Counter(drop.reason for each in written for drop in each.dropped),
            unwritten=Counter(type(each.problem).__name__ for each in written if each.problem),
            shorter=median(shorter) if shorter else None,
            seconds=median(each.seconds for each in written) if written else None,
            tokens=sum(each.tokens for each in written),
            sample=tuple(told for each in asked for told in _told(each))[:SAMPLE],
        )

    def to_dict(self) -> dict[str, object]:
        """Return the counts as programs get them, with a sample of what was kept."""
        return {
            "answers": self.answers,
            "written": self.written,
            "kept": self.kept,
            "dropped": dict(self.dropped),
            "unwritten": dict(self.unwritten),
            "shorter": None if self.shorter is None else round(self.shorter, 4),
            "seconds": None if self.seconds is None else round(self.seconds, 3),
            "tokens": self.tokens,
            "sample": list(self.sample),
        }


def _shorter(asked: Asked) -> float | None:
    if asked.written is None or not asked.written.claims:
        return None
    said = sum(len(claim.text) for claim in asked.written.claims)
    return 1 - said / max(1, len(asked.answer.text))


def _told(asked: Asked) -> list[Mapping[str, object]]:
    excerpts = {each.number: each.excerpt for each in asked.answer.citations}
    claims = asked.written.claims if asked.written is not None else ()
    return [
        {
            "question": asked.question.text,
            "claim": claim.text,
            "excerpts": [excerpts[number] for number in claim.citations],
        }
        for claim in claims
    ]


def as_table(writing: Writing, language: Language) -> Table:
    """Lay the counts out."""
    nothing = "–"
    table = new_table(Text(TEXTS.text(language, N_("In other words"))), "")
    told = sum(writing.dropped.values())
    rows = (
        (N_("Answers"), str(writing.answers)),
        (N_("of these in other words"), str(writing.written)),
        (N_("Claims kept"), f"{writing.kept}/{writing.kept + told}"),
        *((f"– {reason}", str(count)) for reason, count in sorted(writing.dropped.items())),
        (
            N_("Shorter by"),
            nothing if writing.shorter is None else percent(writing.shorter, language),
        ),
        (
            N_("Seconds an answer"),
            nothing if writing.seconds is None else f"{writing.seconds:.1f}",
        ),
    )
    for name, value in rows:
        table.add_row(Text(TEXTS.text(language, name)), value)
    return table
