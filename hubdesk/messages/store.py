"""Words for the file, the folder, the key and the disk."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import store as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words
from hubdesk.messages.rights import TO


def _t(text: str) -> str:
    return translate("Store", text)


def _call(reference: str) -> str:
    return _t("Nothing is lost. Call your coordinator and read out: {reference}.").format(
        reference=reference
    )


def _unchanged(reference: str) -> str:
    """What to put back is for the coordinator: docs/references.md says it for each reference."""
    return _t("Nothing was changed. Call your coordinator and read out: {reference}.").format(
        reference=reference
    )


def _way(kind: str) -> str:
    """A way into the records, as a sentence calls it."""
    words = {
        "passphrase": _t("that passphrase"),
        "recovery": _t("that recovery sheet"),
        "manager": _t("the passphrase of a manager elsewhere"),
        "pin": _t("that PIN"),
    }
    return words.get(kind, _t("one of its ways in"))


def _open_elsewhere(doing: str) -> Message:
    if not doing:
        return Message(
            _t("HubDesk is already open with these records."), _t("Close the other window first.")
        )
    own = {
        "mend": _t("mend the records"),
        "bring everything": _t("bring all records in"),
    }
    words = _t("HubDesk is busy in this folder. It was told to {do_something}.")
    what = own.get(doing) or (translate("Rights", TO[doing]) if doing in TO else doing)
    return Message(
        words.format(do_something=what),
        _t("Wait until that is done, then start HubDesk again."),
    )


WORDS: Words = {
    e.WrongPassphrase: lambda error: Message(
        _t("That passphrase does not match."),
        _t("Check Caps Lock and try again, or use the recovery sheet."),
    ),
    e.WrongRecoveryKey: lambda error: Message(
        _t("Group {n} does not match the sheet.").format(n=error.group)
        if error.group
        else _t("That does not match the recovery sheet."),
        _t("Check each group and type it again."),
    ),
    e.WrongPin: lambda error: Message(
        _t("That PIN does not match {name}'s.").format(name=error.name)
        if error.name
        else _t("That PIN does not match."),
        i18n.count(error.left, _t("try left."), _t("tries left.")) if error.left else "",
    ),
    e.TooManyTries: lambda error: Message(
        _t("Too many tries. Wait {seconds}.").format(
            seconds=i18n.count(error.seconds, _t("second"), _t("seconds"))
        )
    ),
    e.RecoveryNotProved: lambda error: Message(
        _t("A PIN cannot open closed records yet."),
        _t("Print the recovery sheet and check it first."),
    ),
    e.NoSecretStore: lambda error: Message(
        _t("This computer has no safe place for a PIN."),
        _t("Use the passphrase to open closed records."),
    ),
    e.PassphraseTooShort: lambda error: Message(
        _t("That passphrase is too short."), _t("Use 12 letters or more, or 4 words.")
    ),
    e.PassphraseMissing: lambda error: Message(
        _t("The password of the place is needed, and nobody is here to type it.")
        if error.of_place
        else _t("The passphrase is needed, and nobody is here to type it."),
        _t("Put it in {variable}, then try again.").format(variable=error.variable),
    ),
    e.NoHubHere: lambda error: Message(
        _t("There is no hub in {folder}.").format(folder=error.folder),
        _t("Start HubDesk there to set one up, or name the folder that has one."),
    ),
    e.NoScreen: lambda error: Message(
        _t("There is no screen here to show the window on."),
        _t("Start HubDesk on a computer with a screen. Its commands work without one."),
    ),
    e.FolderMissing: lambda error: Message(
        _t("There is no folder {folder}.").format(folder=error.folder),
        _t("Make it first, or choose another."),
    ),
    e.FileThere: lambda error: Message(
        _t("There is a file called {name} already, and it was left as it is.").format(
            name=error.name
        ),
        _t("Choose another name, or add --replace to put the new one in its place."),
    ),
    e.FolderThere: lambda error: Message(
        _t("{name} is a folder, and the name of a file is needed.").format(name=error.name),
        _t("Choose another name, or put the name of a file behind it."),
    ),
    e.RecordsMissing: lambda error: Message(
        _t("The lock of the records is here, but the records are not."),
        _unchanged("K-101"),
    ),
    e.HubAlreadyHere: lambda error: Message(
        _t("This folder already has a hub."), _t("Open it, or pick an empty folder.")
    ),
    e.KeyFileMissing: lambda error: Message(
        _t("The records are here, but the file with their lock is not."),
        _unchanged("K-102"),
    ),
    e.KeyFileDamaged: lambda error: Message(
        _t("The file with the lock of the records cannot be read."),
        _unchanged("K-103"),
    ),
    e.KeyFileOfOther: lambda error: Message(
        _t("The lock in this folder belongs to another hub's records."),
        _unchanged("K-104"),
    ),
    e.WayRemoved: lambda error: Message(
        _t("The lock file in this folder is an old one, and {what} was taken away since.").format(
            what=_way(error.kind)
        ),
        _t("Use the newest one. Or call your coordinator and read out: {reference}.").format(
            reference="K-105"
        ),
    ),
    e.OldKeyFile: lambda error: Message(
        _t("An older lock file was put back, and HubDesk goes on with it."),
        _t("What was taken away since still opens nothing: {what}.").format(
            what=_t(" and ").join(_way(kind) for kind in error.taken_out)
        )
        if error.taken_out
        else _t("The records and the ways in are the same."),
    ),
    e.KeyCopyMended: lambda error: Message(
        _t("One of the two copies of the lock was damaged.")
        if error.was_damaged
        else _t("One of the two copies of the lock was older."),
        _t("HubDesk made it again from the newest. Nothing is lost."),
    ),
    e.LockMissing: lambda error: Message(
        _t("The part of HubDesk that locks the records is not there."),
        _t("Install HubDesk again. Nothing was changed."),
    ),
    e.FileNotOurs: lambda error: Message(
        _t("The file in this folder is not a HubDesk file."),
        _t("Pick another folder. Nothing was changed."),
    ),
    e.FileDamaged: lambda error: Message(
        _t("Part of the records file is damaged."),
        _unchanged(error.reference),
    ),
    e.FileFromNewer: lambda error: Message(
        _t("A newer HubDesk wrote these records."),
        _t("Install the newest HubDesk on this computer. Nothing was changed."),
    ),
    e.LibraryTooOld: lambda error: Message(
        _t("A part of HubDesk is too old to keep records safe ({version}).").format(
            version=error.version
        ),
        _t("Install HubDesk again."),
    ),
    e.FolderNotWritable: lambda error: Message(
        _t("HubDesk cannot write in {folder}.").format(folder=error.folder or _t("its folder")),
        _t("Ask whoever looks after this computer to allow it. Nothing is lost."),
    ),
    e.FolderOnNetwork: lambda error: Message(
        _t("This folder is on a network drive, where records get damaged."),
        _t("Pick a folder on this computer."),
    ),
    e.FolderSynced: lambda error: Message(
        _t("{service} copies this folder, and that damages records.").format(service=error.service),
        _t("Pick a folder that only this computer uses."),
    ),
    e.RecordsOnStick: lambda error: Message(
        _t("The records are on a stick. It can be pulled out or lost, and then they are gone."),
        _t("Keep the records on this computer, and only copies on a stick."),
    ),
    e.HubOpenElsewhere: lambda error: _open_elsewhere(error.doing),
    e.DatabaseBusy: lambda error: Message(
        _t("The records were busy for too long."), _t("Try again in a moment. Nothing changed.")
    ),
    e.DiskFull: lambda error: Message(
        _t("This computer is full, so nothing new can be saved."),
        _t("Delete some files, then try again. What was saved before is safe."),
    ),
    e.FolderFull: lambda error: Message(
        _t("There is no room in {folder}: the file was not written.").format(folder=error.folder),
        _t("Delete some files on that disk, or choose another folder."),
    ),
    e.DiskTrouble: lambda error: Message(_t("The disk did not answer."), _call(error.reference)),
    e.ClockWentBack: lambda error: Message(
        _t("This computer's clock went back: it says {clock}.").format(clock=error.clock),
        _t("The newest record is from {newest}. Put the clock right.").format(newest=error.newest),
    ),
}
