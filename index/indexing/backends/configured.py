"""Which backends the settings want."""

from index.config import VectorSettings
from index.indexing.backends.backend import BackendFactory
from index.indexing.backends.embedded import EmbeddedFactory
from index.indexing.errors import VectorsWithoutServerError


def configured(settings: VectorSettings) -> BackendFactory:
    """Return what opens them.

    Raises:
        VectorsWithoutServerError: they are to be on a server, and none is named.
    """
    if settings.kind == "embedded":
        return EmbeddedFactory()
    if not settings.uri:
        raise VectorsWithoutServerError
    # Only who has such a server needs what speaks to it.
    from index.indexing.backends.milvus.factory import MilvusFactory  # noqa: PLC0415

    return MilvusFactory(settings)
