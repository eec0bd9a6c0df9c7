"""Why a document wasn't read to its end."""

from index.errors import ArticleError
from index.i18n import N_


class ArticleTooSlowError(ArticleError):
    """Reading took longer than `[ingest] reading_timeout`."""

    message = N_(
        "Reading “{source}” took longer than {seconds} seconds. Nothing was stored; divide it, or "
        "raise reading_timeout under [ingest] in the configuration."
    )
    public = N_(
        "Reading “{source}” took longer than {seconds} seconds. Nothing was stored; divide it, or "
        "ask the operator for more time."
    )


class ArticleTooDemandingError(ArticleError):
    """Reading needs more memory than `[ingest] reading_megabytes`."""

    message = N_(
        "Reading “{source}” takes more than {limit} MB of memory. Nothing was stored; divide it, "
        "or raise reading_megabytes under [ingest] in the configuration."
    )
    public = N_(
        "Reading “{source}” takes more memory than there is for it. Nothing was stored; divide it, "
        "or save its text in a file and add that."
    )


class ArticleTooMuchTextError(ArticleError):
    """What was read comes to more than twice `[ingest] max_megabytes`."""

    message = N_(
        "What is in “{source}” comes to more than {limit} MB of text. Nothing was stored; divide "
        "it, or raise max_megabytes under [ingest] in the configuration."
    )
    public = N_(
        "What is in “{source}” comes to more than {limit} MB of text. Nothing was stored; divide "
        "it, and add the parts."
    )


class ArticleReadingBrokenError(ArticleError):
    """The child that read has ended, or answered what makes no sense."""

    message = public = N_(
        "Reading “{source}” broke off. Nothing was stored; save it in another format, or its text "
        "in a file, and add that."
    )


class ReadingUnavailableError(ArticleError):
    """No child that could read starts."""

    message = N_(
        "The process that reads documents doesn't start: {reason}. Nothing was stored; check the "
        "installation, and reading_megabytes under [ingest] in the configuration."
    )
    public = N_(
        "Documents can't be read at the moment. Nothing was stored; tell the operator, whose log "
        "says why."
    )
