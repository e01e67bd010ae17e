"""Words for taking everything along: the package of all records."""

from __future__ import annotations

from hubdesk.errors import packages as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Packages", text)


WORDS: Words = {
    e.NotAPackage: lambda error: Message(
        _t("{name} does not hold a hub.").format(name=error.name),
        _t("Choose the .zip that HubDesk wrote with everything in it. Nothing was changed."),
    ),
    e.CalledNoPackage: lambda error: Message(
        _t("All records are written as a zip, and not as “{name}”.").format(name=error.name),
        _t("End its name in .zip. Nothing was written."),
    ),
    e.PackageFromNewer: lambda error: Message(
        _t("{name} was written by a newer HubDesk.").format(name=error.name),
        _t("Update HubDesk on this computer, then try again. Nothing was changed."),
    ),
    e.PackageFromOlder: lambda error: Message(
        _t("{name} was written by an older HubDesk.").format(name=error.name),
        _t("Bring it in with that HubDesk, then update. Nothing was changed."),
    ),
    e.PackageDamaged: lambda error: Message(
        _t("{name} is damaged: {part} is not as it was written.").format(
            name=error.name, part=error.part
        ),
        _t("Take everything along once more, or use another copy of the file."),
    ),
    e.PackageStopped: lambda error: Message(
        _t("It was stopped, and no file is left behind."), _t("Your records are as they were.")
    ),
}
