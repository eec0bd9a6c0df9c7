"""Why a web address can't be fetched."""

from index.errors import ArticleError
from index.i18n import N_


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


class ArticleIncompleteError(ArticleError):
    """Less came than was announced, or than its compression needs; or the server sent a part."""

    message = public = N_(
        "“{url}” didn't arrive whole: the transfer broke off, or the server sent only a part of "
        "it. Nothing was stored; try again later, or save the page as a file and add that."
    )


class ArticleCompressionError(ArticleError):
    """The server compresses its answer in another way than it was asked to."""

    message = public = N_(
        "“{url}” comes compressed in a way that can't be unpacked ({coding}). Nothing was stored; "
        "save the page as a file and add that."
    )


class ArticleContentTypeError(ArticleError):
    """The server sends something other than what can be read."""

    message = public = N_(
        "“{url}” delivers “{content_type}”, not a text. Nothing was stored; "
        "texts, web pages, PDF, office documents, mails and e-books can be added."
    )
