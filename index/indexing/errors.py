"""Why the search index can't be used or can't follow."""

from index.errors import ConfigError, SearchIndexError
from index.i18n import N_


class EmbedderMismatchError(SearchIndexError):
    """The index holds another model's vectors."""

    message = N_(
        "The index was built with the model {found}, and is asked with {wanted}. "
        "Run “belegbot index rebuild” to build it anew, or set the model back. "
        "The articles are unharmed."
    )
    public = N_(
        "The index was built with another model than the one in use. The articles are unharmed; "
        "tell the operator, who finds in the log what to do."
    )


class EmbedderVersionMismatchError(EmbedderMismatchError):
    """The index holds vectors of the same model in another version, or by other settings."""

    message = N_(
        "The index was built with another version of the model {found}, or with other settings of "
        "it, than it is asked with. Run “belegbot index rebuild” to build it anew. The articles "
        "are unharmed."
    )


class EmbedderDisagreesError(SearchIndexError):
    """The configuration names another model than the index was made with, which is used."""

    message = N_(
        "The index was made with the model {found}, but [embedder] in the configuration says "
        "{wanted}. Questions are answered with {found}. To build the index with {wanted}, run "
        '“belegbot index rebuild”; to stay with {found}, set kind = "auto" under [embedder].'
    )


class EmbedderVersionDisagreesError(EmbedderDisagreesError):
    """The configuration names the model that the index was made with, but means another space."""

    message = N_(
        "The index was made with another version of the model {found}, or with other settings of "
        "it, than [embedder] in the configuration says. Questions are answered as it was made; to "
        "build it by the configuration, run “belegbot index rebuild”."
    )


class IndexOutdatedError(SearchIndexError):
    """The index can't follow the articles as they are divided and searched today."""

    message = N_(
        "The index was made by another version of the program, or of another collection's log. It "
        "is built anew by itself as soon as articles are asked or changed. The articles are "
        "unharmed."
    )
    public = N_("The index is being built anew. The articles are unharmed.")


class IndexUnwritableError(SearchIndexError):
    """No space, no permission, or another failure of the file system."""

    message = N_(
        "The index in {path} can't be written: {reason}. The articles and the previous index are "
        "unharmed; free some space or correct the permissions and try again."
    )
    public = N_(
        "The index can't be written. The articles and the previous index are unharmed; tell the "
        "operator, who finds the reason in the log."
    )


class IndexElsewhereError(IndexUnwritableError):
    """It can't be written, and questions are answered all the same."""

    message = N_(
        "The index in {path} can't be written: {reason}. The articles are unharmed; until there is "
        "space or permission to write, questions are answered from a copy that is made for each "
        "start."
    )


class IndexForeignError(IndexUnwritableError):
    """The index's files belong to somebody else, as after a rebuild by root."""

    message = N_(
        "The index in {path} belongs to {owner}, and {user} may not use it: {reason}. The articles "
        "are unharmed; until the files are given back (as root: chown -R {user} {path}), questions "
        "are answered from an index that is made anew for each start."
    )


class IndexAwaitedError(SearchIndexError):
    """Another process holds the index's lock, and isn't done with it at once."""

    message = N_(
        "Another process is updating the index; it is waited for, {seconds} seconds at most. If "
        "none is at work, one hangs: end it."
    )


class IndexBusyError(SearchIndexError):
    """Another process holds the index's lock for longer than the limit."""

    message = N_(
        "Another process has been updating the index for over {seconds} seconds. "
        "Try again in a moment."
    )
    public = N_(
        "The index has been busy for over {seconds} seconds. The articles are unharmed; try again "
        "in a moment."
    )


class IndexBehindError(IndexBusyError):
    """Another process holds the index's lock, and what the index has so far is asked."""

    message = N_(
        "Another process has been updating the index for over {seconds} seconds. Meanwhile what "
        "the index has so far is asked; what was added last isn't found yet."
    )


class IndexRebuildingError(IndexBusyError):
    """Another process is building the index anew."""

    message = N_(
        "Another process is building the index anew, and goes on with it; nothing was begun here. "
        "Questions are answered meanwhile. Try again once it is done: “belegbot index status” "
        "tells which model the index has."
    )
    public = N_(
        "The index is being built anew by another process. The articles are unharmed; try again "
        "once it is done."
    )


class IndexLateError(SearchIndexError):
    """A change is in force, and the index couldn't follow it."""

    message = N_(
        "The change is stored, but the index couldn't follow yet: {reason} "
        "It will at the next start, or with “belegbot index rebuild”."
    )


class TracesLeftError(SearchIndexError):
    """What was to be erased is, and words of it are still in a file."""

    message = N_(
        "The text is erased from the collection, and nothing quotes it any more. Words of it are "
        "still in a file: {reason} They go at the next start that can write there."
    )
    public = N_(
        "The text is erased, and nothing quotes it any more. Words of it are still in a file."
    )


class VectorEngineError(SearchIndexError):
    """The engine that holds the vectors can't be used; terms alone answer meanwhile."""

    public = N_(
        "Questions are answered by their words alone for now: what finds them in other words can't "
        "be used. The articles are unharmed; tell the operator, who finds the reason in the log."
    )


class VectorsWithoutServerError(ConfigError):
    """Nobody says where the vectors are."""

    message = N_(
        "[vectors] has kind = “milvus”, but no uri. Name the server, as in uri = "
        "“http://127.0.0.1:19530”, or set kind = “embedded”."
    )


class VectorEngineAwayError(VectorEngineError):
    """It can't be reached, or it doesn't answer in time."""

    message = N_(
        "The vectors are in Milvus at {uri}, which can't be used now: {reason}. Questions are "
        "answered by their words alone, and changes are kept; both are made up for by themselves "
        "once it answers. See that it runs, and that uri under [vectors] is right."
    )


class VectorEngineRefusesError(VectorEngineError):
    """It wants another token, or has no such database."""

    message = N_(
        "Milvus at {uri} refuses: {reason}. Questions are answered by their words alone, and "
        "changes are kept. Correct token or database under [vectors], and start again."
    )


class VectorEngineMissingError(VectorEngineError):
    """The package that speaks to it isn't installed."""

    message = N_(
        "Vectors in Milvus need the package pymilvus, which isn't installed: pip install "
        "'belegbot[milvus]'. Questions are answered by their words alone until then, and changes "
        "are kept."
    )


class VectorsOfAnotherModelError(VectorEngineError):
    """What machines share was made with another model than this index has."""

    message = N_(
        "The vectors in Milvus were made with the model {found}, and this index has {wanted}. "
        "They stay as they are, and questions are answered here by their words alone. “belegbot "
        "index rebuild --embedder {found}” goes over to that model here; “belegbot index rebuild” "
        "builds them anew with {wanted}, for all machines."
    )


class VectorsLeftError(TracesLeftError):
    """The text's vectors are still in the engine that machines share."""

    message = N_(
        "The text is erased from the collection and from this machine's files, and nothing quotes "
        "it any more. Its vectors are still in Milvus: {reason} They go with the first start after "
        "that is well."
    )
    public = N_(
        "The text is erased, and nothing quotes it any more. Numbers made from it are still in the "
        "search engine that several machines share; they go once that answers."
    )


class TracesHeldError(TracesLeftError):
    """Another process uses the file."""

    message = N_(
        "The text is erased from the collection, and nothing quotes it any more. Words of it are "
        "still in a file that another process is using; they go once that has ended and the "
        "collection is opened again."
    )
