"""Gives Discord the commands' names and descriptions in its users' languages."""

from discord import Locale, app_commands

from bot.i18n import TEXTS
from index.i18n import SOURCE, language_of

LANGUAGE_OF = {locale: language_of(locale.value) for locale in Locale}
"""Discord asks for each text in each of its thirty languages."""


class CommandTranslator(app_commands.Translator):
    """Serves `locale_str`s from the bot's catalogue; where it has none, Discord shows English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - discord.py's signature
    ) -> str | None:
        """Return the text for `locale`, or None where there is none of its own."""
        language = LANGUAGE_OF[locale]
        if language == SOURCE:
            return None
        text = TEXTS.text(language, string.message)
        return None if text == string.message else text
