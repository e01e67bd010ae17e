"""Words for places things are sent to, and for what is on its way there."""

from __future__ import annotations

from hubdesk.errors import sending as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Sending", text)


def _waits() -> str:
    return _t("It is saved here and waits. HubDesk tries again by itself.")


WORDS: Words = {
    e.PlaceAway: lambda error: Message(
        _t("{place} cannot be reached.").format(place=error.place), _waits()
    ),
    e.PlaceSaysNo: lambda error: Message(
        _t("{place} does not let HubDesk in.").format(place=error.place),
        _t("Check its name and password, and that you may write there."),
    ),
    e.PlaceFull: lambda error: Message(
        _t("{place} is full.").format(place=error.place),
        _t("Free some space there. What was to be sent is saved here and waits."),
    ),
    e.PlaceUnproved: lambda error: Message(
        _t("{place} cannot prove that it is what it says.").format(place=error.place),
        _t("Its certificate is out of date or not its own. Nothing was sent. Ask whoever runs it."),
    ),
    e.NotThePlace: lambda error: Message(
        _t("Something else answered in place of {place}.").format(place=error.place),
        _t("Perhaps this network wants you to sign in first. Nothing was sent."),
    ),
    e.OtherPlace: lambda error: Message(
        _t("This is not the {place} that was set up.").format(place=error.place),
        _t("It was swapped or emptied. Nothing was sent. Set it up again if that is right."),
    ),
    e.PlaceReadsBackOther: lambda error: Message(
        _t("{place} gave back something else than was written.").format(place=error.place), _waits()
    ),
    e.NameTaken: lambda error: Message(
        _t("{place} has another file called {name}.").format(place=error.place, name=error.name),
        _t("It was left as it is. Nothing was written over."),
    ),
}
