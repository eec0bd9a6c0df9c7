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


class ArticleBinaryError(ArticleError):
    """Bytes that aren't text."""

    message = public = N_(
        "“{source}” isn't a text but a binary file. Nothing was stored; "
        "text, Markdown, HTML and PDF can be added."
    )


class ArticleArchiveError(ArticleError):
    """An archive, or an office document, which is an archive or a binary file inside."""

    message = public = N_(
        "“{source}” is an archive or an office document. Nothing was stored; "
        "unpack it, or save the document as PDF, HTML or text, and add that."
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


class ArticlePdfTooSlowError(ArticleError):
    """Reading took longer than `[ingest] pdf_timeout`."""

    message = N_(
        "Reading the PDF “{source}” took longer than {seconds} seconds. Nothing was stored; "
        "divide it, or raise pdf_timeout under [ingest] in the configuration."
    )
    public = N_(
        "Reading the PDF “{source}” took longer than {seconds} seconds. Nothing was stored; "
        "divide it, or ask the operator for more time."
    )


class ArticleAddressInvalidError(ArticleError):
    """Not a web address that can be read."""

    message = public = N_(
        "“{url}” isn't a usable web address: it must begin with http:// or https:// and hold no "
        "user name or password. Nothing was stored; correct the address and try again."
    )


class ArticleAddressRefusedError(ArticleError):
    """The host, also after a redirect, isn't on the public internet. Its address isn't shown."""

    message = public = N_(
        "“{url}” leads to “{host}”, which isn't on the public internet, so it wasn't contacted. "
        "Nothing was stored; save the page as a file and add that."
    )


class ArticleHostUnknownError(ArticleError):
    """The host's name has no address."""

    message = N_(
        "“{host}” can't be found on the internet. Nothing was stored; "
        "check the address and the network, and try again."
    )
    public = N_(
        "“{host}” can't be found on the internet. Nothing was stored; "
        "check the address, or save the page as a file and add that."
    )


class ArticleUnreachableError(ArticleError):
    """No connection, or it broke; the cause is in the log."""

    message = N_(
        "The connection to “{host}” failed. Nothing was stored; "
        "check the address and the network, and try again."
    )
    public = N_(
        "The connection to “{host}” failed. Nothing was stored; "
        "try again later, or save the page as a file and add that."
    )


class ArticleCertificateError(ArticleError):
    """TLS can't tell that the host is who it says."""

    message = public = N_(
        "“{host}” couldn't prove its identity (TLS certificate). Nothing was stored; "
        "check the address, or save the page as a file and add that."
    )


class ArticleTimeoutError(ArticleError):
    """The whole transfer took longer than `[ingest] timeout`."""

    message = public = N_(
        "“{host}” didn't deliver “{url}” within {seconds} seconds. Nothing was stored; "
        "try again later, or save the page as a file and add that."
    )


class ArticleRedirectError(ArticleError):
    """Redirects in a ring, or too many of them."""

    message = public = N_(
        "“{url}” keeps redirecting without arriving at a page. Nothing was stored; "
        "open it in a browser and add the address that it ends at."
    )


class ArticleStatusError(ArticleError):
    """The server answered with another status than success."""

    message = public = N_(
        "“{host}” answered with the error {status} for “{url}”. Nothing was stored; "
        "check the address in a browser and try again."
    )


class ArticleContentTypeError(ArticleError):
    """The server sends something other than text, HTML or PDF."""

    message = public = N_(
        "“{url}” delivers “{content_type}”, not a text. Nothing was stored; "
        "text, Markdown, HTML and PDF can be added."
    )
