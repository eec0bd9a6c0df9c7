"""What a scope of its own is called on the command line; by itself a server."""

from dataclasses import dataclass

from index.i18n import N_, TEXTS, Translations, system_language


@dataclass(frozen=True, slots=True)
class Words:
    """Texts that whoever runs the commands can put in their own words, with their translations."""

    ask_scope: str = N_("Ask as in this server: its own articles, too; with /PART those of a part.")
    add_scope: str = N_(
        "Who can ask it: everybody (shared), one server by its id, or with /PART some people there."
    )
    no_scope: str = N_(
        "“{value}” is neither “shared” nor the id of a server, which is a number, with or without "
        "a /PART of it."
    )
    texts: Translations = TEXTS

    def text(self, message: str, **values: object) -> str:
        """Return one of the texts in the terminal's language."""
        return self.texts.text(system_language(), message, **values)
