"""Words for who is in the building, for shifts and what is handed over."""

from __future__ import annotations

from hubdesk.errors import presence as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Presence", text)


WORDS: Words = {
    e.HereAlready: lambda error: Message(
        _t("{who} is signed in already. Nothing changed.").format(who=error.who)
    ),
    e.NotHere: lambda error: Message(
        _t("{who} is not signed in. Nothing changed.").format(who=error.who)
    ),
    e.ShiftEnded: lambda error: Message(_t("That shift is ended already. Nothing changed.")),
    e.TickedOff: lambda error: Message(_t("That is ticked off already. Nothing changed.")),
}
