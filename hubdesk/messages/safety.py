"""Words for the safety copy and the marks beside the records."""

from __future__ import annotations

from hubdesk.errors import safety as e
from hubdesk.i18n import count, translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Safety", text)


def _things(many: int) -> str:
    return count(many, _t("thing"), _t("things"))


def _missing(error: e.WorkMissing) -> str:
    if not error.count:
        return _t("Work saved at {at} is not in these records.").format(at=error.saved_at)
    found = count(
        error.count,
        _t("thing that was saved cannot be found"),
        _t("things that were saved cannot be found"),
    )
    return _t("{things}. The last was saved at {at}.").format(things=found, at=error.saved_at)


def _mended(error: e.Mended) -> str:
    if error.is_all:
        words = _t("Nothing is lost. What was done is written in {file}.")
    elif error.step == "salvage":
        words = _t("Some things may be missing. What was done is written in {file}.")
    else:
        words = _t("The newest work is missing. What was done is written in {file}.")
    return words.format(file=error.report)


WORDS: Words = {
    e.WorkBroughtBack: lambda error: Message(
        _t("The records had lost the last {things} that were saved.").format(
            things=_things(error.count)
        )
        if error.count > 1
        else _t("The records had lost the last thing that was saved."),
        _t("HubDesk put it all back from the safety copy. Nothing is lost."),
    ),
    e.WorkMissing: lambda error: Message(
        _missing(error), _t("Check the last lends and returns, or bring a newer copy back.")
    ),
    e.RecordsOlder: lambda error: Message(
        _t("These records are older than the work done here since."),
        _t("Bring the newest copy back. Nothing was removed."),
    ),
    e.TwoLines: lambda error: Message(
        _t("These records and the safety copy were worked with apart."),
        _t("HubDesk goes on with the records. The other work is kept in {file}.").format(
            file=error.aside
        ),
    ),
    e.OtherComputer: lambda error: Message(
        _t("These records were last used on another computer."),
        _t("Go on with them on one computer only, or each will miss what the other does."),
    ),
    e.SafetyCopyMended: lambda error: Message(
        _t("Part of the safety copy was damaged."),
        _t("HubDesk made it again from the records. Nothing is lost."),
    ),
    e.SafetyCopyMissing: lambda error: Message(
        _t("The safety copy of the newest work was gone."),
        _t("A new one begins now. Make a copy today: Settings, Copies."),
    ),
    e.SafetyCopyHole: lambda error: Message(
        _t("Part of the newest work cannot be read: {things}.").format(things=_things(error.count)),
        _t("Check the last lends and returns. What is left is kept in {file}.").format(
            file=error.aside
        ),
    ),
    e.MarkMended: lambda error: Message(
        _t("The mark of how far the work has come was damaged."),
        _t("HubDesk made it again from the records. Nothing is lost."),
    ),
    e.HistoryBroken: lambda error: Message(
        _t("The history of the records has a hole at number {n}.").format(n=error.seq),
        _t("Nothing was changed. Bring the newest copy back: Settings, Copies."),
    ),
    e.CaptureMended: lambda error: Message(
        _t("What writes down each change in the records was missing or altered."),
        _t("HubDesk put it right. Ask who opened the file with another program: C-203."),
    ),
    e.NothingReadable: lambda error: Message(
        _t("Nothing in the damaged records file can be read."),
        _t("Bring the newest copy back. The file was left as it is."),
    ),
    e.CannotMend: lambda error: Message(
        _t("Part of the records file is damaged, and HubDesk could not mend it."),
        _t("Nothing was changed. A copy is in {folder}. Call your coordinator.").format(
            folder=error.aside
        ),
    ),
    e.Mended: lambda error: Message(
        _t("The records file was damaged, and HubDesk mended it."), _mended(error)
    ),
    e.SavedOnce: lambda error: Message(
        _t("This is saved, but its safety copy is not: the computer is full.")
        if error.is_full
        else _t("This is saved, but its safety copy is not: the disk did not take it."),
        _t("Nothing more is saved until the safety copy can be written again."),
    ),
}
