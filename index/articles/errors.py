"""Why a source can't become an article."""

from index.errors import ArticleError
from index.i18n import N_


class ArticleEmptyError(ArticleError):
    """No text at all."""

    message = public = N_(
        "“{source}” holds no text. Nothing was stored; add the text and try again."
    )


class ArticleEncodingError(ArticleError):
    """Not text in a known encoding."""

    message = public = N_(
        "“{source}” isn't valid UTF-8 text (byte {offset}). "
        "Nothing was stored; save the file as UTF-8 and try again."
    )


class ArticleEncodingUnknownError(ArticleError):
    """Text, but not surely in an encoding that can be read word for word."""

    message = public = N_(
        "The encoding of “{source}” can't be told for certain. "
        "Nothing was stored; save the file as UTF-8 and try again."
    )


class ArticleBytesError(ArticleError):
    """Text in a known encoding, but for some bytes; `place` shows them among what is around."""

    message = public = N_(
        "Line {line} of “{source}” has bytes that can't be read as {encoding}: “{place}”. "
        "Nothing was stored; correct that place and try again."
    )


class ArticleBinaryError(ArticleError):
    """Bytes that aren't text."""

    message = public = N_(
        "“{source}” isn't a text but a binary file. Nothing was stored; "
        "texts, web pages, PDF, office documents, mails and e-books can be added."
    )


class ArticleArchiveError(ArticleError):
    """An archive, or an office document, which is an archive or a binary file inside."""

    message = public = N_(
        "“{source}” is an archive or an office document. Nothing was stored; "
        "unpack it, or save the document as PDF, HTML or text, and add that."
    )


class ArticleDataError(ArticleError):
    """Data for programs, which isn't written to be read."""

    message = public = N_(
        "“{source}” holds data in {format}, not a text. Nothing was stored; "
        "save what is to be read as text, or as a table (CSV), and add that."
    )


class ArticleTooLargeError(ArticleError):
    """More bytes than `[ingest] max_megabytes`."""

    message = N_(
        "“{source}” is larger than {limit} MB. Nothing was stored; add a smaller part of it, "
        "or raise max_megabytes under [ingest] in the configuration."
    )
    public = N_(
        "“{source}” is larger than {limit} MB. Nothing was stored; add a smaller part of it, "
        "or ask the operator for a higher limit."
    )


class ArticleFileUnreadableError(ArticleError):
    """The file or folder is missing, isn't a regular one, or may not be read."""

    message = N_(
        "“{source}” can't be read: {reason}. "
        "Nothing was stored; check the path and its permissions."
    )


class ArticleNotAFileError(ArticleError):
    """A folder, device or pipe in a file's place."""

    message = N_("“{source}” isn't a file. Nothing was stored; give the path of a file.")


class ArticleNotAFolderError(ArticleError):
    """Something else, or nothing, in a folder's place."""

    message = N_("“{source}” isn't a folder. Nothing was stored; give the path of a folder.")


class ArticleFrontMatterError(ArticleError):
    """The block of metadata at the start isn't valid YAML or TOML."""

    message = public = N_(
        "The details at the start of “{source}” (between {fence} and {fence}) can't be read. "
        "Nothing was stored; correct them (texts with a colon need quotation marks), "
        "or remove them."
    )


class ArticleDateError(ArticleError):
    """A date given by a person that isn't one."""

    message = public = N_(
        "“{value}” isn't a date that can be used. Nothing was stored; "
        "write it as 2020, 2020-02 or 2020-02-19."
    )


class ArticleLanguageError(ArticleError):
    """A language given by a person that isn't an ISO 639 code."""

    message = public = N_(
        "“{value}” isn't a language code. Nothing was stored; use one such as “de” or “en”."
    )


class ArticleAddressInvalidError(ArticleError):
    """Not a web address that can be read."""

    message = public = N_(
        "“{url}” isn't a usable web address: it must begin with http:// or https:// and hold no "
        "user name or password. Nothing was stored; correct the address and try again."
    )
