"""Why a document of a format can't be read."""

from index.errors import ArticleError
from index.i18n import N_


class ArticleWebPageEmptyError(ArticleError):
    """HTML in which no text is visible."""

    message = public = N_(
        "“{source}” is a web page without readable text; perhaps its text only appears in a "
        "browser. Nothing was stored; save the text in a file and add that."
    )


class ArticleMarkupBrokenError(ArticleError):
    """HTML that can't be taken apart without losing text."""

    message = public = N_(
        "The HTML of “{source}” is too damaged to be read. Nothing was stored; "
        "save the text in a file and add that."
    )


class ArticleAttributesError(ArticleError):
    """More attributes of one element than any page has; reading them takes the square of time."""

    message = public = N_(
        "In the HTML of “{source}” an element has more than {limit} attributes. "
        "Nothing was stored; save the text in a file and add that."
    )


class ArticleRowError(ArticleError):
    """More cells in one row than any table has; reading them takes the square of time."""

    message = public = N_(
        "In the HTML of “{source}” a table's row has more than {limit} cells. "
        "Nothing was stored; divide the table, or save it as a text file and add that."
    )


class ArticlePdfBrokenError(ArticleError):
    """The PDF can't be taken apart, or would need too much memory."""

    message = public = N_(
        "The PDF “{source}” can't be read: it is damaged, or far too large once unpacked. "
        "Nothing was stored; save it anew, or save its text in a file, and try again."
    )


class ArticlePdfEncryptedError(ArticleError):
    """The PDF needs a password, or a decryption that isn't installed."""

    message = public = N_(
        "The PDF “{source}” is protected by encryption. Nothing was stored; "
        "save a copy without protection and add that."
    )


class ArticlePdfScannedError(ArticleError):
    """The PDF has pages, but no text on them."""

    message = public = N_(
        "The PDF “{source}” holds no text, only images. Nothing was stored; "
        "run a text recognition (OCR) on it and add the result."
    )


class ArticlePdfTooLongError(ArticleError):
    """More pages than `[ingest] max_pages`."""

    message = N_(
        "The PDF “{source}” has {pages} pages; {limit} are possible. Nothing was stored; "
        "divide it, or raise max_pages under [ingest] in the configuration."
    )
    public = N_(
        "The PDF “{source}” has {pages} pages; {limit} are possible. Nothing was stored; "
        "divide it, or ask the operator for a higher limit."
    )


class ArticleOfficeBrokenError(ArticleError):
    """An office document that can't be taken apart."""

    message = public = N_(
        "The office document “{source}” is damaged and can't be read. Nothing was stored; "
        "open it, save it anew, and try again."
    )


class ArticleOfficeTooLargeError(ArticleError):
    """An office document that unpacks to more than is read of one."""

    message = public = N_(
        "The office document “{source}” is far too large once unpacked. Nothing was stored; "
        "divide it, or save its text in a file and add that."
    )


class ArticleOfficeEncryptedError(ArticleError):
    """An office document that takes a password."""

    message = public = N_(
        "The office document “{source}” is protected by a password. Nothing was stored; "
        "save a copy without protection and add that."
    )
