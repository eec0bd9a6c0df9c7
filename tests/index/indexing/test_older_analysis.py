"""An index whose terms an older version made is built anew, beside the one in use."""

from collections.abc import Callable
from contextlib import closing

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.indexing.files import INDEX_FOLDER, sealed, unsealed
from index.indexing.generations import MANIFEST
from index.language.terms import ANALYSIS
from index.library import Library
from index.models import Draft


@pytest.mark.parametrize("fingerprint", [None, "builtin/of-an-older-version"])
def test_it_is_built_anew_when_it_is_opened(
    settings: Settings, draft: Callable[..., Draft], fingerprint: str | None
) -> None:
    with closing(Library.open(settings)) as library:
        library.add(draft("Die Ernte begann im März 2019."), Author("operator:ada"))
    (manifest,) = (settings.data_dir / INDEX_FOLDER).glob(f"generation-*/{MANIFEST}")
    held = unsealed(manifest.read_bytes())
    assert held.pop("analysis") == ANALYSIS
    manifest.write_bytes(sealed(held | ({"fingerprint": fingerprint} if fingerprint else {})))

    with closing(Library.open(settings)) as library:
        answer = library.ask("Wann begann die Ernte?")

    (newer,) = (settings.data_dir / INDEX_FOLDER).glob(f"generation-*/{MANIFEST}")
    assert answer.text == "Die Ernte begann im März 2019. [1]"
    assert newer.parent != manifest.parent
    assert unsealed(newer.read_bytes())["analysis"] == ANALYSIS
