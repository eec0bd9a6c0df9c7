"""For whom a source is, in words. Pure, as `bot.asking.render` is."""

from bot.audience import Audience
from bot.i18n import TEXTS
from index.i18n import N_, Language
from index.scopes import Scope

FOR = N_("only for {audience}")
FOR_ALL = N_("for everybody in this server")
FOR_NOBODY = N_("for moderators only")


def for_whom(scope: Scope, language: Language) -> str:
    """Return for whom of its server a source is that lies in a scope."""
    if not scope.part:
        return TEXTS.text(language, FOR_ALL)
    audience = Audience.of(scope.part)
    named = [f"<@&{role}>" for role in sorted(audience.roles)]
    named += [f"<#{channel}>" for channel in sorted(audience.channels)]
    if not named:
        return TEXTS.text(language, FOR_NOBODY)
    return TEXTS.text(language, FOR, audience=", ".join(named))
