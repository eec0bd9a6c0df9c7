"""Why the collection can't be changed, or used at all."""

from index.errors import ArticleError, CorpusError
from index.i18n import N_


class ArticleUnknownError(ArticleError):
    """No article has this id, or none in force."""

    message = N_(
        "There is no article “{article}”. “belegbot source list --removed” shows them all."
    )


class ArticleNotMovableError(ArticleError):
    """An article is to go where it may not: to another server, or to everybody or from there."""

    message = public = N_(
        "A source can only be given to other people of its own server. Nothing was changed."
    )


class ArticleNotMovedError(ArticleError):
    """An article is to go where it is."""

    message = public = N_("“{title}” is for these people already. Nothing was changed.")


class PinUnknownError(ArticleError):
    """There is no fixed answer of this change, or not any more."""

    message = public = N_(
        "There is no such fixed answer, or it was taken back already. Nothing was changed."
    )


class PinWithoutSentenceError(ArticleError):
    """What is to be a fixed answer isn't whole sentences of the article as it stands."""

    message = public = N_(
        "What is to be the fixed answer isn't a sentence of the source as it stands now; it was "
        "changed or removed, perhaps. Nothing was changed."
    )


class PinWithoutQuestionError(ArticleError):
    """A fixed answer to nothing."""

    message = public = N_(
        "A fixed answer needs a question that says something. Nothing was changed."
    )


class PinThereAlreadyError(ArticleError):
    """A question has that very fixed answer already."""

    message = public = N_("This is that question's fixed answer already. Nothing was changed.")


class ArticleDuplicateError(ArticleError):
    """The same text is there already."""

    message = public = N_(
        "This text is already in the collection: “{title}” ({article}). Nothing was stored. "
        "To put a new version in its place, replace that article."
    )


class ArticleUnchangedError(ArticleError):
    """A new version that says the same as the one in force."""

    message = public = N_(
        "That is the text that “{title}” has already. Nothing was stored; its title, date, address "
        "and author can be changed without a new text."
    )


class QuotaError(ArticleError):
    """A server has no room left under `[quota]`."""


class QuotaArticlesError(QuotaError):
    """Too many articles."""

    message = public = N_(
        "This server may have {limit} articles, and has them. Nothing was stored; remove one that "
        "is no longer needed, or ask the operator for more."
    )


class QuotaSentencesError(QuotaError):
    """Too many sentences."""

    message = public = N_(
        "This server may have {limit} sentences; it has {there}, and this source has {new}. "
        "Nothing was stored; remove what is no longer needed, or ask the operator for more."
    )


class QuotaBytesError(QuotaError):
    """Too much text within a day."""

    message = public = N_(
        "This server may add {limit} MB of text in 24 hours, and this source would be more. "
        "Nothing was stored; try again tomorrow, or ask the operator for more."
    )


class QuotaStoredError(QuotaError):
    """Too much text in all, whatever is in force."""

    message = public = N_(
        "This server may have {limit} MB of text, earlier versions and removed articles included, "
        "and this source would be more. Nothing was stored; ask the operator to erase what is no "
        "longer needed, or for more."
    )


class ArticleNotRemovedError(ArticleError):
    """Only what was removed can be restored."""

    message = public = N_("“{article}” isn't removed, so there is nothing to restore.")


class ArticleAlreadyRemovedError(ArticleError):
    """It can't be removed twice."""

    message = N_("“{article}” is removed already. “belegbot source restore” brings it back.")


class ArticleChangedMeanwhileError(ArticleError):
    """Somebody else changed the article after it was looked at; `change` is what they did."""

    message = public = N_(
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


class PurgeLatestError(ChangeNotUndoableError):
    """The latest change erased a text; whoever meant the one before it has to say so."""

    message = N_(
        "The latest change, {revision}, erased a source for good and can't be undone. Nothing was "
        "changed; the one before it is {before}: belegbot source undo {before}."
    )


class ImportRefusedError(CorpusError):
    """The file isn't an export, or clashes with what is there."""

    message = N_("“{source}” can't be imported: {reason}. Nothing was stored.")


class ImportLineRefusedError(ImportRefusedError):
    """A line of the file says what no collection would have written."""

    message = N_(
        "“{source}” can't be imported: line {line} has a “{field}” that no export has there. "
        "Nothing was stored."
    )


class DataDirUnwritableError(CorpusError):
    """The data directory can't be created or written."""

    message = N_(
        "The data directory {path} can't be written: {reason}. "
        "Make it writable, or choose another with --data-dir or BELEGBOT_DATA_DIR."
    )
    public = N_(
        "The collection can't be written. Nothing was changed; tell the operator, who finds the "
        "reason in the log."
    )


class DataDirFullError(DataDirUnwritableError):
    """The disk is full, or fails."""

    message = N_(
        "The data directory {path} can't be written: {reason}. Its disk is full, or fails; free "
        "some space and try again. What is stored can be read, asked and exported meanwhile."
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
        "“belegbot source restore-backup” puts a backup in its place; or move it away to start "
        "with an empty collection."
    )
    public = N_(
        "The collection is damaged. It was left as it is; tell the operator, who finds in the log "
        "what to do."
    )


class BesideDamagedError(CorpusDamagedError):
    """Only what is kept beside the articles is damaged."""


class BesideErasedError(CorpusError):
    """Beside the articles, something was damaged that can be done without."""

    message = N_(
        "In the collection {path}, the disk has changed some of what is kept beside the articles: "
        "{count} rows, such as posted answers or undecided previews. They were erased; articles, "
        "their history and settings are whole."
    )


class CorpusNewerError(CorpusError):
    """Written by a later version."""

    message = N_(
        "The collection {path} was written by a newer Belegbot (schema {found}; this one knows "
        "{known}). It was left as it is. Update Belegbot."
    )


class CorpusBusyError(CorpusError):
    """Another process writes, for longer than the limit."""

    message = public = N_(
        "Another process has been writing to the collection for over {seconds} seconds. "
        "Nothing was changed; try again in a moment."
    )


class CorpusInUseError(CorpusError):
    """It is to be replaced, and somebody has it open."""

    message = N_(
        "Another process has the collection {path} open. Nothing was changed; stop the bot and "
        "whatever else uses it, and try again."
    )


class DatabaseError(CorpusError):
    """Something about the server that keeps the collection; members needn't know more."""

    public = N_(
        "The collection can't be reached at the moment. Nothing was changed; try again in a moment."
    )


class DatabaseDriverMissingError(DatabaseError):
    """What speaks to PostgreSQL isn't installed."""

    message = N_(
        "[corpus] url names a PostgreSQL server, and what speaks to one isn't installed. Install "
        "belegbot[postgresql]."
    )


class DatabaseAddressError(DatabaseError):
    """The address can't be read."""

    message = N_(
        "The address of the database can't be read: {reason}. Correct [corpus] url: "
        "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with what isn't a letter or a figure "
        "written as %40."
    )


class DatabaseUnreachableError(DatabaseError):
    """No connection, or it broke; what wasn't acknowledged isn't stored."""

    message = N_(
        "The database {place} can't be reached: {reason}. Nothing was changed; see that the server "
        "runs and [corpus] url names it, and try again."
    )


class DatabaseSilentError(DatabaseError):
    """The server is there and doesn't answer."""

    message = N_(
        "The database {place} hasn't answered for {seconds} seconds. Nothing was changed; see what "
        "keeps the server busy, and try again."
    )


class ClockDiffersError(DatabaseError):
    """Until when an article holds is reckoned by each machine's own clock."""

    message = N_(
        "The clocks of this machine and of the database {place} differ by {seconds} seconds. "
        "When an article was changed, and its last day, go by each machine's own; have a time "
        "server set both. All else works."
    )


class DatabaseRefusedError(DatabaseError):
    """Not with this name, this password, or to do this."""

    message = N_(
        "The database {place} refuses: {reason}. Nothing was changed; correct user, password and "
        "database in [corpus] url, or give that user the right to create tables there."
    )


class DatabaseUnsuitableError(DatabaseError):
    """The server can't keep what is ours."""

    message = N_(
        "The database {place} can't keep the collection: it has {what}, and {wanted} is needed at "
        "least. Nothing was changed; choose another in [corpus] url."
    )


class DatabaseForeignError(DatabaseError):
    """Another program's tables are where ours would be."""

    message = N_(
        "The database {place} has tables that aren't Belegbot's (such as “{example}”). Nothing was "
        "changed; choose an empty database in [corpus] url."
    )


class DatabaseCrowdedError(DatabaseError):
    """All connections have been in use for too long."""

    message = N_(
        "All connections to the database have been in use for half a minute. Nothing was changed; "
        "try again, or allow more with connections in [corpus]."
    )


class DatabaseUnwritableError(DataDirUnwritableError):
    """The server has no space, or is a copy that only reads."""

    message = N_(
        "The database {place} can't be written: {reason}. What is stored can be read, asked and "
        "exported meanwhile."
    )


class OutcomeUnknownError(DatabaseError):
    """The server went just when a change was being stored, and stays away."""

    message = N_(
        "The database {place} was lost just when a change was being stored, and hasn't come back: "
        "nobody knows whether it is stored. Look at “belegbot source history” before you repeat it."
    )
    public = N_(
        "The collection was lost just when your change was being stored. Look whether it is there "
        "before you repeat it; all before it is unharmed."
    )


class BackupElsewhereError(DatabaseError):
    """The collection is no file."""

    message = N_(
        "The collection is in the database {place}, which “pg_dump” copies and “pg_restore” puts "
        "back. Nothing was done; “belegbot source export” writes what is in it to a file as well."
    )


class MoveRefusedError(CorpusError):
    """The collection can't be carried to where it is to go."""

    message = N_(
        "The collection can't be carried to {place}: {reason}. Nothing of it was changed; choose "
        "an empty database or folder."
    )


class MovedUnlikeError(CorpusError):
    """What has arrived differs from what is there now."""

    message = N_(
        "What has arrived in {place} isn't what the collection has in “{table}”: something was "
        "changed meanwhile. The collection is as it was; stop the bot, empty {place}, and repeat "
        "the command."
    )


class BackupUnusableError(CorpusError):
    """What is to be restored is no collection, or not one that this version can open."""

    message = N_(
        "“{path}” can't be restored: {reason}. Nothing was changed; the collection is as it was."
    )


class ParticipantMissingError(CorpusError):
    """Something of the text is kept by somebody whom the library was opened without."""

    message = N_(
        "This collection also serves “{missing}”, which keeps what it has said in the articles' "
        "words and isn't part of this program. Nothing was erased; purge with “belegbot”."
    )
