"""Words for the slips of a day on paper."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import paper_hub as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("PaperHub", text)


WORDS: Words = {
    e.SlipUnknown: lambda error: Message(
        _t("{text} is no slip of this hub.").format(text=error.text),
        _t("Scan the bars of the slip again, or type its number."),
    ),
    e.SlipEntered: lambda error: Message(
        _t("Slip {slip} was entered on {day}. Nothing changed.").format(
            slip=error.printed, day=i18n.short_day(error.on)
        )
    ),
    e.SlipUnused: lambda error: Message(
        _t("Slip {slip} was ticked off as not used on {day}.").format(
            slip=error.printed, day=i18n.short_day(error.on)
        ),
        _t("Undo that in Recent activity first."),
    ),
    e.NoSlipsLeft: lambda error: Message(
        _t("Every slip for {day} is settled. Nothing changed.").format(day=i18n.short_day(error.on))
    ),
}
