"""What opens a model again: it is kept with the vectors that the model made."""

from dataclasses import asdict, dataclass
from typing import Literal

from index.config import EmbedderSettings

Kind = Literal["builtin", "e5", "use", "sentence-transformers"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Of `EmbedderSettings` what changes vectors; on which device, and how many at once, doesn't.

    `model` is a name on the hub or an absolute folder, empty where the kind says it all.
    """

    kind: Kind
    model: str = ""
    revision: str | None = None
    query_prompt: str | None = None
    document_prompt: str | None = None
    truncate_dim: int | None = None

    @classmethod
    def of(cls, settings: EmbedderSettings) -> "Recipe":
        """Return that of the sentence-transformers model that the settings name."""
        return cls(
            "sentence-transformers",
            settings.model,
            settings.revision,
            settings.query_prompt,
            settings.document_prompt,
            settings.truncate_dim,
        )

    @classmethod
    def named(cls, name: str) -> "Recipe":
        """Return that of a model of which only `Embedder.name` is known, with its own prompts."""
        kind: Kind
        for kind in ("builtin", "e5", "use"):
            if kind == name:
                return cls(kind)
        return cls("sentence-transformers", name)

    def settings(self, here: EmbedderSettings) -> EmbedderSettings:
        """Return settings that make this model, on the device and in the batches said `here`."""
        return here.model_copy(update=asdict(self))
