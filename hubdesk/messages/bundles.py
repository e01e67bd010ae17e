"""Words for bundles: the sealed files in which the hub's work travels."""

from __future__ import annotations

from hubdesk.errors import bundles as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Bundles", text)


def _nothing_taken() -> str:
    return _t("Nothing of it was taken.")


WORDS: Words = {
    e.NotABundle: lambda error: Message(
        _t("{name} is not a bundle of HubDesk.").format(name=error.name),
        _t("Its name may say so, but its content is something else. Nothing was changed."),
    ),
    e.CopyAndNoBundle: lambda error: Message(
        _t("{name} is of a copy of all records.").format(name=error.name),
        _t("To use it, choose Bring back a copy, or run hubdesk restore. Nothing was changed."),
    ),
    e.BundleFromNewer: lambda error: Message(
        _t("{name} was written by a newer HubDesk, so it waits.").format(name=error.name),
        _t("Update HubDesk on this computer, then try again. Your own work goes on."),
    ),
    e.BundleOfOtherHub: lambda error: Message(
        _t("{name} belongs to another hub.").format(name=error.name), _nothing_taken()
    ),
    e.BundleSignerUnknown: lambda error: Message(
        _t("{name} is signed by a computer this hub does not know.").format(name=error.name),
        _t("Nothing of it was taken. Ask whoever gave you the file where it comes from."),
    ),
    e.BundleNotForUs: lambda error: Message(
        _t("{name} was not sealed for this computer, so it stays closed.").format(name=error.name),
        _t("Ask the hub that sent it to add this computer's key, and to send it again."),
    ),
    e.BundleTooLarge: lambda error: Message(
        _t("{name} is larger than a bundle can be, or unpacks to more.").format(name=error.name),
        _t("It was put down before it could fill this computer. Nothing of it was taken."),
    ),
    e.BundleOdd: lambda error: Message(
        _t("{name} is signed, but holds something that HubDesk never writes.").format(
            name=error.name
        ),
        _t("It stands in line {line}. Nothing of it was taken. Tell whoever sent it.").format(
            line=error.line
        ),
    ),
    e.BundleOtherKind: lambda error: Message(
        _t("{name} is a bundle, but does not hold the work of a hub.").format(name=error.name),
        _nothing_taken(),
    ),
    e.BundleCut: lambda error: Message(
        _t("{name} has not arrived whole: its end is missing.").format(name=error.name),
        _t("Wait until it is there, or copy it once more. Nothing was changed."),
    ),
    e.BundleDamaged: lambda error: Message(
        _t("{name} is not as it was signed.").format(name=error.name),
        _t("It was changed or damaged on its way. Copy it once more from where it came."),
    ),
    e.BundleHoldsErased: lambda error: Message(
        _t("{name} holds somebody who was erased since, so it was not kept.").format(
            name=error.name
        ),
        _t("Remove it where it lies. The same work without them comes in another file."),
    ),
    e.ActionTooLarge: lambda error: Message(
        _t("One action is too large to be sent: {verb}.").format(verb=error.verb or "…"),
        _t("What came before it is sealed. Your records and copies hold all of it."),
    ),
    e.NotARecipient: lambda error: Message(
        _t("That is not a key that something can be sealed to."),
        _t("Copy it again, whole. It begins with age1 and has 62 letters and figures."),
    ),
    e.NotAnIdentity: lambda error: Message(
        _t("{name} holds no key that opens a bundle.").format(name=error.name),
        _t("Such a key is a line that begins with AGE-SECRET-KEY-1."),
    ),
    e.NobodyToSealTo: lambda error: Message(
        _t("Nobody is named who could open it, so nothing was sealed."),
        _t("Give the key of whoever is to open it first."),
    ),
}
