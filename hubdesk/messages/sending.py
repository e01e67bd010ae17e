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
    e.PlaceNotReached: lambda error: Message(
        _t("{place} cannot be reached.").format(place=error.place),
        _t("Plug it in or connect, then try again."),
    ),
    e.PlaceSaysNo: lambda error: Message(
        _t("{place} does not let HubDesk in.").format(place=error.place),
        _t("Check its name and password if it has them, and that you may read and write there."),
    ),
    e.PlaceFull: lambda error: Message(
        _t("{place} is full.").format(place=error.place),
        _t("Free some space there. What was to be sent is saved here and waits."),
    ),
    e.PlaceUnproved: lambda error: Message(
        _t("{place} cannot prove that it is what it says.").format(place=error.place),
        _t(
            "Nothing was sent. Does this network want you to sign in, and is the date here right? "
            "Else ask whoever runs {place}."
        ).format(place=error.place),
    ),
    e.NotThePlace: lambda error: Message(
        _t("Something else answered in place of {place}.").format(place=error.place),
        _t("Perhaps this network wants you to sign in first. Nothing was sent."),
    ),
    e.OtherPlace: lambda error: Message(
        _t("This is not the {place} that was set up.").format(place=error.place),
        _t("It was swapped or emptied. Nothing was sent. Set it up again if that is right."),
    ),
    e.PlaceIsAnother: lambda error: Message(
        _t("That is another place than {place}, which has what was sent before.").format(
            place=error.place
        ),
        _t("Add it as a place of its own, and agree there to what leaves. Then it gets all of it."),
    ),
    e.PlaceReadsBackOther: lambda error: Message(
        _t("{place} gave back something else than was written.").format(place=error.place), _waits()
    ),
    e.GaveOther: lambda error: Message(
        _t("{place} gave back something else than was written.").format(place=error.place),
        _t("Try once more, or use another one. What waits is still saved here."),
    ),
    e.KeepsTheTry: lambda error: Message(
        _t("{place} still holds the file it was tried with.").format(place=error.place),
        _t("Ask whoever runs it whether HubDesk may remove files there, then try again."),
    ),
    e.NoPlaceSetUp: lambda _error: Message(
        _t("No place is set up to send to, so nothing was sent."),
        _t("Open HubDesk, set one up in Settings under Places, and agree there to what leaves."),
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
    e.FaultInMaking: lambda _error: Message(
        _t("A fault of HubDesk stopped it."),
        _t("The others go on. This one is tried again tomorrow, or with Send now."),
    ),
    e.FaultInSending: lambda _error: Message(
        _t("A fault of HubDesk stopped it."),
        _t("The others go on, and this one is tried again by itself."),
    ),
    e.AlreadyLeft: lambda error: Message(
        _t("It has arrived at {place} already.").format(place=error.place),
        _t("Ask whoever runs that place to remove it."),
    ),
    e.NoSuchPlace: lambda error: Message(
        _t("There is no place, file or folder called {name}.").format(name=error.name),
        _t("Places are set up in Settings."),
    ),
    e.NotRemoved: lambda error: Message(
        _t("{place} still holds a file that was to be removed.").format(place=error.place),
        _t("HubDesk tries again by itself."),
    ),
    e.ClocksApart: lambda error: Message(
        _t("{place} and this computer disagree about the time.").format(place=error.place),
        _t("Check the date and the time of this computer. Nothing was sent."),
    ),
    e.PlaceHasNoSuchFolder: lambda error: Message(
        _t("{place} answers, but the folder in its address is not there.").format(
            place=error.place
        ),
        _t("Check the address, or make the folder there. Nothing was sent."),
    ),
    e.TooLargeForPlace: lambda error: Message(
        _t("{place} takes no file as large as this.").format(place=error.place),
        _t("Ask whoever runs it for more room. What was to be sent is saved here."),
    ),
    e.PlaceNotSafe: lambda error: Message(
        _t("{address} is no safe address.").format(address=error.address),
        _t("Enter an address that begins with https:// so that nobody on the way can read."),
    ),
    e.NoSuchFolder: lambda error: Message(
        _t("The folder {folder} is not on this computer.").format(folder=error.folder),
        _t("Put the stick in, or choose another folder."),
    ),
    e.PlaceInRecords: lambda _error: Message(
        _t("This folder belongs to the records themselves."),
        _t("Choose a folder somewhere else, so that both cannot be lost together."),
    ),
    e.PlaceSetUpAlready: lambda error: Message(
        _t("This is {place}, which is set up already.").format(place=error.place),
        _t("Change that one, or choose another folder."),
    ),
    e.PlaceNameTaken: lambda error: Message(
        _t("There is a place called {name} already.").format(name=error.name),
        _t("Give this one another name."),
    ),
}


GOES_ON = frozenset(("PlaceAway", "PlaceReadsBackOther", "NotRemoved"))  # nobody needs to act


def trouble_words(trouble: str, place: str, name: str = "") -> Message:
    """Why something has not been sent, from the name of the error that was kept."""
    kind = getattr(e, trouble, None)
    if kind is None or kind not in WORDS:  # the disk of this computer, or a newer HubDesk
        return Message(_t("This computer could not read what is to be sent."), _waits())
    facts = {"place": place, "name": name}
    return WORDS[kind](kind(**{key: facts.get(key, place) for key in kind.__dataclass_fields__}))
