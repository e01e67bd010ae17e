"""Words for appointments."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import appointments as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Appointments", text)


WORDS: Words = {
    e.PersonBusy: lambda error: Message(
        _t("{person} has “{title}” from {starts} to {ends} on {day}.").format(
            person=error.person,
            title=error.title,
            starts=i18n.clock(error.starts),
            ends=i18n.clock(error.ends),
            day=i18n.short_day(error.on),
        ),
        _t("Choose another time."),
    ),
    e.InThePast: lambda error: Message(
        _t("{starts} on {day} is over.").format(
            starts=i18n.clock(error.starts), day=i18n.short_day(error.on)
        ),
        _t("Choose a later time."),
    ),
}
