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
    e.SendingStopped: lambda error: Message(
        _t("Sending was stopped."), _t("What has not arrived is saved here and waits.")
    ),
    e.ParcelGone: lambda error: Message(
        _t("What was ready for {place} is not on this computer any more.").format(
            place=error.place
        ),
        _t("HubDesk makes it again when it is due."),
    ),
    e.AlreadyLeft: lambda error: Message(
        _t("It has arrived at {place} already.").format(place=error.place),
        _t("Ask whoever runs that place to remove it."),
    ),
    e.NoSuchPlace: lambda error: Message(
        _t("There is no place, file or folder called {name}.").format(name=error.name),
        _t("Places are set up in Settings."),
    ),
}


def trouble_words(trouble: str, place: str, name: str = "") -> Message:
    """Why something has not been sent, from the name of the error that was kept."""
    kind = getattr(e, trouble, None)
    if kind is None or kind not in WORDS:  # the disk of this computer, or a newer HubDesk
        return Message(_t("This computer could not read what is to be sent."), _waits())
    facts = {"place": place, "name": name}
    return WORDS[kind](kind(**{key: facts[key] for key in kind.__dataclass_fields__}))
