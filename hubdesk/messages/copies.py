"""Words for copies of the records: making them, keeping them elsewhere, bringing them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hubdesk.errors import copies as e
from hubdesk.i18n import clock, count, listed, short_day, translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Copies", text)


def _changes(number: int) -> str:
    return count(number, _t("change"), _t("changes"))


def _missing(error: e.CopyPieceMissing) -> str:
    facts = {"n": f"{error.number:,}", "of": f"{error.of:,}", "name": error.name}
    if error.missing == 1:
        return _t("Piece {n} of {of} of the copy {name} is missing.").format(**facts)
    words = _t("{many} of {of} pieces of the copy {name} are missing, the first is number {n}.")
    return words.format(many=f"{error.missing:,}", **facts)


WORDS: Words = {
    e.ScratchLeft: lambda error: Message(
        _t("A folder with a copy of the records cannot be removed: {folder}.").format(
            folder=error.folder
        ),
        _t("No erasure reaches it. Close what uses it; HubDesk tries again each day."),
    ),
    e.CopyStopped: lambda error: Message(
        _t("The copy was not finished."), _t("The copies from before are still there.")
    ),
    e.NoRoomForCopy: lambda error: Message(
        _t("There is no room for a new copy: it needs {n} MB.").format(
            n=f"{max(error.needed_mb, 1):,}"
        ),
        _t("Delete files that nobody needs. The copies from before are still there."),
    ),
    e.CopyNotProved: lambda error: Message(
        _t("The new copy was not the same as the records, so it was not kept."),
        _t("Make a copy again. The copies from before are still there."),
    ),
    e.CopyDamaged: lambda error: Message(
        _t("The copy {name} is damaged.").format(name=error.name),
        _t("Use another copy, from this computer or from the stick."),
    ),
    e.CopyHistoryBroken: lambda error: Message(
        _t("The history in the copy {name} was altered at number {n}.").format(
            name=error.name, n=error.seq
        ),
        _t("The copy is kept, but is not a verified one. Do not remove older copies."),
    ),
    e.NotACopy: lambda error: Message(
        _t("{name} is not a copy of a hub.").format(name=error.name),
        _t("A copy ends in .hubdesk. Nothing was changed."),
    ),
    e.NoSuchCopy: lambda error: Message(
        _t("There is no file {name} there.").format(name=error.name),
        _t("Check its name, or plug the stick in. Nothing was changed."),
    ),
    e.CopyPartMissing: lambda error: Message(
        _t("A copy is two files, and {missing} is not beside {name}.").format(
            missing=error.missing, name=error.name
        ),
        _t("Put both in one folder, then try again. Nothing was changed."),
    ),
    e.CopyNotAllThere: lambda error: Message(
        _t("The copy {name} is not all there: {missing} is missing.").format(
            name=error.name, missing=error.missing
        ),
        _t("That file is sent last. Wait until it has come, or choose another copy."),
    ),
    e.CopyPieceMissing: lambda error: Message(
        _missing(error),
        _t(
            "A cloud drive may still bring them. Put all of them and {papers} in one folder."
        ).format(papers=f"{error.name}.json"),
    ),
    e.CopyPieceDamaged: lambda error: Message(
        _t("Piece {n} of {of} of the copy is damaged: {name}.").format(
            n=f"{error.number:,}", of=f"{error.of:,}", name=error.name
        ),
        _t("Fetch that file once more, or use another copy. Nothing was changed."),
    ),
    e.NoCopyAtPlace: lambda error: Message(
        _t("No copy of your hub was found at {place}.").format(place=error.place),
        _t("Check the address. HubDesk looks there for a folder whose name begins with hubdesk-."),
    ),
    e.NotWholeThere: lambda error: Message(
        _t("That copy is not all there at {place}.").format(place=error.place),
        _t("Choose another copy, or look again later. Nothing was changed."),
    ),
    e.TooMuchThere: lambda error: Message(
        (
            _t("The folders of more than {most} hubs lie at {place}.")
            if error.of_hubs
            else _t("More than {most} files lie in a folder at {place}.")
        ).format(most=f"{error.most:,}", place=error.place),
        _t("Give the address of the folder of your hub itself: its name begins with hubdesk-.")
        if error.of_hubs
        else _t("Put the files of one copy into a folder of their own, and choose that."),
    ),
    e.SeveralHubsThere: lambda error: Message(
        _t("Copies of several hubs lie at {place}: {hubs}.").format(
            place=error.place, hubs=listed(list(error.hubs))
        ),
        _t("Say which copy with --copy and its name. Nothing was changed."),
    ),
    e.PassphraseOfOther: lambda error: Message(
        _t("That passphrase does not open the copy of {hub}.").format(hub=error.hub),
        _t("Enter the passphrase of {hub}, or choose the copy of another hub.").format(
            hub=error.hub
        ),
    ),
    e.NotOneCopy: lambda error: Message(
        _t("{name} is not one copy, but a place for several.").format(name=error.name),
        _t("Use hubdesk restore --from {name}, with --list to see which copies lie there.").format(
            name=error.name
        ),
    ),
    e.NoRoomToBringBack: lambda error: Message(
        _t("Bringing that copy back needs {n} MB on this computer, and {free} MB are free.").format(
            n=f"{error.needed_mb:,}", free=f"{error.free_mb:,}"
        ),
        _t("Delete files that nobody needs, then try again. Nothing was changed."),
    ),
    e.FetchStopped: lambda _error: Message(
        _t("The copy was not fetched to its end. Nothing was changed."),
        _t("What came so far is kept. Choose it again, and it goes on from there."),
    ),
    e.FetchCut: lambda error: Message(
        _t("{place} cannot be reached any more. Nothing was changed.").format(place=error.place),
        _t("What came so far is kept. Choose the copy again, and it goes on from there."),
    ),
    e.FetchedOther: lambda error: Message(
        _t("{place} gave back something else than was sent there.").format(place=error.place),
        _t("Look again later, or choose another copy. Nothing was changed."),
    ),
    e.CopyOfOtherHub: lambda error: Message(
        _t("That copy is of another hub: {hub}.").format(hub=error.hub),
        _t("Choose a copy of this hub. Nothing was changed."),
    ),
    e.CopyFromNewer: lambda error: Message(
        _t("A newer HubDesk made that copy: {version}.").format(version=error.version),
        _t("Install the newest HubDesk on this computer. Nothing was changed."),
    ),
    e.CopyHasOtherKey: lambda error: Message(
        _t("That copy was made before the lock of the records was changed."),
        _t("Enter the passphrase that was used then."),
    ),
    e.RecordsAreNewer: lambda error: Message(
        _t("The records here are whole, and newer than that copy: {changes} since.").format(
            changes=_changes(error.changes)
        ),
        _t("The newest is from {newest}. Nothing was changed.").format(
            newest=moment_words(error.newest)
        )
        if error.newest
        else _t("Nothing was changed."),
    ),
    e.NoCopyThere: lambda error: Message(
        _t("There is no copy of these records on this computer."), _t("Make one now.")
    ),
    e.PlaceMissing: lambda error: Message(
        _t("The place for copies is not there: {place}.").format(place=error.place),
        _t("Plug the stick in, or choose another folder."),
    ),
    e.PlaceIsHome: lambda error: Message(
        _t("The records themselves are in that folder."),
        _t("Choose a stick, or a folder on another disk."),
    ),
    e.PlaceReadsBackWrong: lambda error: Message(
        _t("What was written to {place} reads back as something else.").format(place=error.place),
        _t("Use another stick. The copies on this computer are whole."),
    ),
    e.CopyDiffers: lambda error: Message(
        _t("The copy {name} was tried, and {rows} are not as they should be.").format(
            name=error.name, rows=count(error.rows, _t("row"), _t("rows"))
        ),
        _t("Make a new copy now, and call your coordinator. Reference: C-201."),
    ),
}


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What was done when a copy took the place of the records. `lost` is None: nobody can tell."""

    copy: str
    made_at: datetime
    at: datetime
    rows: int
    people: int
    devices: int
    loans_out: int
    lost: int | None
    aside: Path | None
    erased: int
    differences: int = 0
    brought: int = 0  # changes that the safety copy had


def moment_words(at: datetime, today: date | None = None) -> str:
    """Tue 24 Nov, 5:02pm. `at` is in the time zone it is read in."""
    return f"{short_day(at.date(), today)}, {clock(at)}"


def holds_words(people: int, devices: int, loans_out: int) -> str:
    """212 people, 88 devices, 31 out on loan."""
    return _t("{people}, {devices}, {out} out on loan").format(
        people=count(people, _t("person"), _t("people")),
        devices=count(devices, _t("device"), _t("devices")),
        out=f"{loans_out:,}",
    )


def no_list_words(made_at: datetime, *, is_damaged: bool) -> str:
    """Nobody can tell who was erased since the copy was made, so some of them may come back."""
    words = (
        _t("The list of who was erased, beside this copy, cannot be read.")
        if is_damaged
        else _t("No list of who was erased lies beside this copy.")
    )
    back = _t("If anybody was erased after {at}, they come back with it: erase them again.")
    return f"{words} {back.format(at=moment_words(made_at))}"


def lost_words(lost: int | None, made_at: datetime) -> str:
    """What of the work since the copy is not in it."""
    if lost is None:
        return _t("What was done after {at} is not in it. Nobody can count it.").format(
            at=moment_words(made_at)
        )
    if not lost:
        return _t("Nothing was done since, so nothing is lost.")
    words = count(lost, _t("change since then is"), _t("changes since then are"))
    return _t("{changes} not in it.").format(changes=words)


def _brought(report: BroughtBack) -> list[str]:
    if not report.brought:
        return [lost_words(report.lost, report.made_at)]
    words = count(report.brought, _t("change since then was"), _t("changes since then were"))
    found = [_t("{changes} put back from the safety copy.").format(changes=words)]
    if report.lost == 0:
        return [*found, _t("Nothing is lost.")]
    return [*found, lost_words(report.lost, report.made_at)]


def _compared(report: BroughtBack) -> str:
    rows = count(report.rows, _t("row"), _t("rows"))
    if not report.differences:
        words = _t("Every page was read, and {rows} compared with the history: all the same.")
        return words.format(rows=rows)
    words = _t("{n} of {rows} are not as the history says. Call your coordinator: C-202.")
    return words.format(n=f"{report.differences:,}", rows=rows)


def report_lines(report: BroughtBack) -> list[str]:
    """The written report, a sentence a line."""
    lines = [
        _t("A copy of the records was brought back on {at}.").format(at=moment_words(report.at)),
        _t("The copy: {name}, made on {at}.").format(
            name=report.copy, at=moment_words(report.made_at)
        ),
        _t("It holds {holds}.").format(
            holds=holds_words(report.people, report.devices, report.loans_out)
        ),
        *_brought(report),
        _compared(report),
        _t("New labels and cards begin at the next thousand, so that none is printed twice."),
    ]
    if report.aside is not None:
        lines.append(
            _t("The records from before were set aside, not deleted: {folder}.").format(
                folder=report.aside
            )
        )
        lines.append(_t("They are kept for 60 days, then removed."))
    if report.erased:
        people = count(report.erased, _t("person"), _t("people"))
        words = _t("Erased since the copy was made, so erased again: {people}.")
        lines.append(words.format(people=people))
    lines.append(_t("Check now: the last lends and returns, from the signed papers."))
    return lines
