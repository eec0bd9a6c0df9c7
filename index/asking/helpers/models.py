"""The models that a question meets on its way."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.asking.helpers.reader import Reader
from index.asking.helpers.reranker import Reranker
from index.config import JudgeSettings, Settings
from index.embedders import Embedder

if TYPE_CHECKING:
    from index.asking.helpers.languagejudge import LanguageJudge


@dataclass(frozen=True, slots=True)
class Models:
    """An embedder, and what answers can do without; each loads when it is first used."""

    embedder: Embedder
    reranker: Reranker | None = None
    reader: Reader | None = None
    language_model: "LanguageJudge | None" = None

    @classmethod
    def configured(cls, settings: Settings, embedder: Embedder) -> "Models":
        """Make those that the settings name beside the embedder, which goes by the index."""
        return cls(
            embedder,
            Reranker(settings.reranker) if settings.reranker.model else None,
            Reader(settings.reader) if settings.reader.model else None,
            _language_judge(settings.judge) if settings.judge.base_url else None,
        )


def _language_judge(settings: JudgeSettings) -> "LanguageJudge":
    # What speaks to a server is worth importing only where there is one.
    from index.asking.helpers.languagejudge import LanguageJudge  # noqa: PLC0415

    return LanguageJudge(settings)
