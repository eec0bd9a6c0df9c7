"""What can go wrong, for people: each error says what happened, what was kept, what to do next.

Texts are complete sentences in English with `{placeholders}`; `text(language)` translates them.
Nothing here carries a traceback to a person; the log has it through `__cause__`.
"""

from typing import ClassVar

from index.i18n import N_, TEXTS, Catalogue, Language, Message


class BelegbotError(Exception):
    """Root of the tree. Subclasses set `message`; keyword arguments fill its placeholders."""

    message: ClassVar[str]
    texts: ClassVar[Catalogue] = TEXTS

    def __init__(self, **values: object) -> None:
        super().__init__(self.message)
        self.values = values

    def text(self, language: Language) -> str:
        """Return the message for a person who reads `language`."""
        values = {name: self._shown(value, language) for name, value in self.values.items()}
        return self.texts.text(language, self.message, **values)

    def _shown(self, value: object, language: Language) -> object:
        if isinstance(value, BelegbotError):
            return value.text(language)
        return self.texts.text(language, value) if isinstance(value, Message) else value

    def __str__(self) -> str:
        return self.text("en")


def first_line(error: BaseException) -> str:
    """Return what a library's error says in its first line, or its name."""
    return str(error).strip().partition("\n")[0] or type(error).__name__


class ConfigError(BelegbotError):
    """The configuration can't be used."""


class ConfigUnreadableError(ConfigError):
    """The file is missing, can't be read, or isn't TOML."""

    message = N_("The configuration {path} can't be read: {reason}. Correct the file or the path.")


class ConfigKeyUnknownError(ConfigError):
    """A key that no setting has."""

    message = N_(
        "The configuration {path} has an unknown key “{key}”. "
        "Remove it or correct it; did you mean “{suggestion}”?"
    )


class ConfigValueError(ConfigError):
    """A value of the wrong type or out of range."""

    message = N_(
        "The configuration {path} has an unusable value for “{key}”: {reason}. Correct that line."
    )


class QuestionError(BelegbotError):
    """The question can't be asked as it stands."""


class QuestionEmptyError(QuestionError):
    """Blank, or nothing left without control characters."""

    message = N_("The question is empty. Write what you want to know.")


class QuestionTooLongError(QuestionError):
    """More characters than a question may have."""

    message = N_(
        "The question has {length} characters; {limit} are possible. "
        "Shorten it to what you want to know."
    )


class ArticleError(BelegbotError):
    """A source can't become an article; the collection is unchanged."""


class ArticleEmptyError(ArticleError):
    """No text at all."""

    message = N_("“{source}” holds no text. Nothing was stored; add the text and try again.")


class ArticleEncodingError(ArticleError):
    """Not text in a known encoding."""

    message = N_(
        "“{source}” isn't valid UTF-8 text (byte {offset}). "
        "Nothing was stored; save the file as UTF-8 and try again."
    )


class ArticleEncodingUnknownError(ArticleError):
    """Text, but not surely in an encoding that can be read word for word."""

    message = N_(
        "The encoding of “{source}” can't be told for certain. "
        "Nothing was stored; save the file as UTF-8 and try again."
    )


class ArticleBinaryError(ArticleError):
    """Bytes that aren't text."""

    message = N_(
        "“{source}” isn't a text but a binary file. Nothing was stored; "
        "text, Markdown, HTML and PDF can be added."
    )


class ArticleArchiveError(ArticleError):
    """An archive, or an office document, which is an archive or a binary file inside."""

    message = N_(
        "“{source}” is an archive or an office document. Nothing was stored; "
        "unpack it, or save the document as PDF, HTML or text, and add that."
    )


class ArticleTooLargeError(ArticleError):
    """More bytes than `[ingest] max_megabytes`."""

    message = N_(
        "“{source}” is larger than {limit} MB. Nothing was stored; add a smaller part of it, "
        "or raise max_megabytes under [ingest] in the configuration."
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

    message = N_(
        "The details at the start of “{source}” (between {fence} and {fence}) can't be read. "
        "Nothing was stored; correct them (texts with a colon need quotation marks), "
        "or remove them."
    )


class ArticleDateError(ArticleError):
    """A date given by a person that isn't one."""

    message = N_(
        "“{value}” isn't a date that can be used. Nothing was stored; "
        "write it as 2020, 2020-02 or 2020-02-19."
    )


class ArticleLanguageError(ArticleError):
    """A language given by a person that isn't an ISO 639 code."""

    message = N_(
        "“{value}” isn't a language code. Nothing was stored; use one such as “de” or “en”."
    )


class ArticleWebPageEmptyError(ArticleError):
    """HTML in which no text is visible."""

    message = N_(
        "“{source}” is a web page without readable text; perhaps its text only appears in a "
        "browser. Nothing was stored; save the text in a file and add that."
    )


class ArticleMarkupBrokenError(ArticleError):
    """HTML that can't be taken apart without losing text."""

    message = N_(
        "The HTML of “{source}” is too damaged to be read. Nothing was stored; "
        "save the text in a file and add that."
    )


class ArticlePdfBrokenError(ArticleError):
    """The PDF can't be taken apart, or would need too much memory."""

    message = N_(
        "The PDF “{source}” can't be read: it is damaged, or far too large once unpacked. "
        "Nothing was stored; save it anew, or save its text in a file, and try again."
    )


class ArticlePdfEncryptedError(ArticleError):
    """The PDF needs a password, or a decryption that isn't installed."""

    message = N_(
        "The PDF “{source}” is protected by encryption. Nothing was stored; "
        "save a copy without protection and add that."
    )


class ArticlePdfScannedError(ArticleError):
    """The PDF has pages, but no text on them."""

    message = N_(
        "The PDF “{source}” holds no text, only images. Nothing was stored; "
        "run a text recognition (OCR) on it and add the result."
    )


class ArticlePdfTooLongError(ArticleError):
    """More pages than `[ingest] max_pages`."""

    message = N_(
        "The PDF “{source}” has {pages} pages; {limit} are possible. Nothing was stored; "
        "divide it, or raise max_pages under [ingest] in the configuration."
    )


class ArticlePdfTooSlowError(ArticleError):
    """Reading took longer than `[ingest] pdf_timeout`."""

    message = N_(
        "Reading the PDF “{source}” took longer than {seconds} seconds. Nothing was stored; "
        "divide it, or raise pdf_timeout under [ingest] in the configuration."
    )


class ArticleAddressInvalidError(ArticleError):
    """Not a web address that can be read."""

    message = N_(
        "“{url}” isn't a usable web address: it must begin with http:// or https:// and hold no "
        "user name or password. Nothing was stored; correct the address and try again."
    )


class ArticleAddressRefusedError(ArticleError):
    """The host, also after a redirect, isn't on the public internet. Its address isn't shown."""

    message = N_(
        "“{url}” leads to “{host}”, which isn't on the public internet, so it wasn't contacted. "
        "Nothing was stored; save the page as a file and add that."
    )


class ArticleHostUnknownError(ArticleError):
    """The host's name has no address."""

    message = N_(
        "“{host}” can't be found on the internet. Nothing was stored; "
        "check the address and the network, and try again."
    )


class ArticleUnreachableError(ArticleError):
    """No connection, or it broke; the cause is in the log."""

    message = N_(
        "The connection to “{host}” failed. Nothing was stored; "
        "check the address and the network, and try again."
    )


class ArticleCertificateError(ArticleError):
    """TLS can't tell that the host is who it says."""

    message = N_(
        "“{host}” couldn't prove its identity (TLS certificate). Nothing was stored; "
        "check the address, or save the page as a file and add that."
    )


class ArticleTimeoutError(ArticleError):
    """The whole transfer took longer than `[ingest] timeout`."""

    message = N_(
        "“{host}” didn't deliver “{url}” within {seconds} seconds. Nothing was stored; "
        "try again later, or save the page as a file and add that."
    )


class ArticleRedirectError(ArticleError):
    """Redirects in a ring, or too many of them."""

    message = N_(
        "“{url}” keeps redirecting without arriving at a page. Nothing was stored; "
        "open it in a browser and add the address that it ends at."
    )


class ArticleStatusError(ArticleError):
    """The server answered with another status than success."""

    message = N_(
        "“{host}” answered with the error {status} for “{url}”. Nothing was stored; "
        "check the address in a browser and try again."
    )


class ArticleContentTypeError(ArticleError):
    """The server sends something other than text, HTML or PDF."""

    message = N_(
        "“{url}” delivers “{content_type}”, not a text. Nothing was stored; "
        "text, Markdown, HTML and PDF can be added."
    )


class ArticleUnknownError(ArticleError):
    """No article has this id, or none in force."""

    message = N_(
        "There is no article “{article}”. “belegbot source list --removed” shows them all."
    )


class ArticleDuplicateError(ArticleError):
    """The same text is there already."""

    message = N_(
        "This text is already in the collection: “{title}” ({article}). Nothing was stored. "
        "To put a new version in its place, replace that article."
    )


class ArticleUnchangedError(ArticleError):
    """A new version that says the same as the one in force."""

    message = N_(
        "That is the text that “{title}” has already. Nothing was stored; its title, date, address "
        "and author can be changed without a new text."
    )


class PreviewGoneError(ArticleError):
    """What was previewed is decided on, or too old."""

    message = N_(
        "This preview is decided on or has expired, and is erased. Nothing was stored by this; "
        "add the source again if you still want it."
    )


class QuotaError(ArticleError):
    """A server has no room left under `[quota]`."""


class QuotaArticlesError(QuotaError):
    """Too many articles."""

    message = N_(
        "This server may have {limit} articles, and has them. Nothing was stored; remove one that "
        "is no longer needed, or ask the operator for more."
    )


class QuotaSentencesError(QuotaError):
    """Too many sentences."""

    message = N_(
        "This server may have {limit} sentences; it has {there}, and this source has {new}. "
        "Nothing was stored; remove what is no longer needed, or ask the operator for more."
    )


class QuotaBytesError(QuotaError):
    """Too much text within a day."""

    message = N_(
        "This server may add {limit} MB of text in 24 hours, and this source would be more. "
        "Nothing was stored; try again tomorrow, or ask the operator for more."
    )


class ArticleNotRemovedError(ArticleError):
    """Only what was removed can be restored."""

    message = N_("“{article}” isn't removed, so there is nothing to restore.")


class ArticleAlreadyRemovedError(ArticleError):
    """It can't be removed twice."""

    message = N_("“{article}” is removed already. “belegbot source restore” brings it back.")


class ArticleChangedMeanwhileError(ArticleError):
    """Somebody else changed the article after it was looked at; `change` is what they did."""

    message = N_(
        "“{article}” was changed meanwhile, by somebody else. Nothing was changed now; "
        "look at it as it stands and decide again."
    )


class ArticleStillInSeedsError(ArticleError):
    """A purged seed would come straight back."""

    message = N_(
        "“{article}” is a file in the folder of seeds and would come back from there. "
        "Nothing was erased; delete {path} first."
    )


class ChangeNotUndoableError(ArticleError):
    """Unknown, purged, or something later was built on it."""

    message = N_("Change {revision} can't be undone: {reason}. Nothing was changed.")


class ServerUnknownError(ArticleError):
    """There is nothing of a Discord server."""

    message = N_(
        "There is no data of the server “{server}”. “belegbot server list” shows those there is "
        "some of."
    )


class TargetExistsError(BelegbotError):
    """A file that would be overwritten is there already."""

    message = N_(
        "“{path}” exists already. Nothing was written; choose another name, or overwrite it with "
        "--force."
    )


class ImportRefusedError(ArticleError):
    """The file isn't an export, or clashes with what is there."""

    message = N_("“{source}” can't be imported: {reason}. Nothing was stored.")


class CorpusError(BelegbotError):
    """The collection itself can't be used."""


class DataDirUnwritableError(CorpusError):
    """The data directory can't be created or written."""

    message = N_(
        "The data directory {path} can't be written: {reason}. "
        "Correct its permissions, or choose another with --data-dir or BELEGBOT_DATA_DIR."
    )


class DataDirForeignError(CorpusError):
    """The directory holds other files and no collection."""

    message = N_(
        "{path} holds files that aren't Belegbot's (such as “{example}”). Nothing was changed; "
        "choose an empty or new directory with --data-dir or BELEGBOT_DATA_DIR."
    )


class CorpusDamagedError(CorpusError):
    """SQLite calls the file corrupt, or it isn't ours."""

    message = N_(
        "The collection {path} is damaged or not Belegbot's ({reason}). It was left as it is. "
        "Put a backup in its place, or move it away to start with an empty collection."
    )


class CorpusNewerError(CorpusError):
    """Written by a later version."""

    message = N_(
        "The collection {path} was written by a newer Belegbot (schema {found}; this one knows "
        "{known}). It was left as it is. Update Belegbot."
    )


class CorpusBusyError(CorpusError):
    """Another process writes, for longer than the limit."""

    message = N_(
        "Another process has been writing to the collection for over {seconds} seconds. "
        "Nothing was changed; try again in a moment."
    )


class SearchIndexError(BelegbotError):
    """The search index, a derived copy, can't be used; the collection is unharmed."""


class EmbedderMismatchError(SearchIndexError):
    """The index holds another model's vectors."""

    message = N_(
        "The index was built with the model {found}, but the configuration says {wanted}. "
        "Run “belegbot index rebuild” to build it anew, or set the model back. "
        "The articles are unharmed."
    )


class IndexUnwritableError(SearchIndexError):
    """No space, no permission, or another failure of the file system."""

    message = N_(
        "The index in {path} can't be written: {reason}. The articles and the previous index are "
        "unharmed; free some space or correct the permissions and try again."
    )


class IndexBusyError(SearchIndexError):
    """Another process holds the index's lock for longer than the limit."""

    message = N_(
        "Another process has been updating the index for over {seconds} seconds. "
        "Try again in a moment."
    )


class IndexLateError(SearchIndexError):
    """A change is in force, and the index couldn't follow it."""

    message = N_(
        "The change is stored, but the index couldn't follow yet: {reason} "
        "It will at the next start, or with “belegbot index rebuild”."
    )


class EmbedderUnavailableError(SearchIndexError):
    """A model can't be loaded."""

    message = N_(
        "The model “{model}” can't be loaded: {reason}. Check its name or folder and the network, "
        'or set kind = "builtin" under [embedder] in the configuration, which needs no download.'
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


class RerankerUnavailableError(BelegbotError):
    """The re-ranker can't be loaded or failed."""

    message = N_(
        "The re-ranker “{model}” can't be used: {reason}. Check its name or folder and the "
        "network, or remove the table [reranker] from the configuration; answers need none."
    )


class ReaderUnavailableError(BelegbotError):
    """The reader can't be loaded or failed."""

    message = N_(
        "The reader “{model}” can't be used: {reason}. Check its name or folder and the network, "
        "or remove the table [reader] from the configuration; answers need none."
    )


class EvidenceError(BelegbotError):
    """An excerpt differs from the stored text: a bug, never shown as an answer."""

    message = N_(
        "An excerpt of the article {article} didn't match its stored text and was withheld. "
        "Please report this; “belegbot index rebuild” builds the index anew."
    )
