"""How pages speak of what leaves: to whom, how often, who can open it, and what a log line says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.leaving import rhythm_words
from hubdesk.queries.leaving_log import LogRow, Shown
from hubdesk.queries.standing_exports import ExportRow
from hubdesk.queries.what_leaves import Closed, Leaving, may_leave, title_of_sent
from hubdesk.store.pieces import stem_of_piece

_CLOSED: Final = {
    Closed.ALWAYS: "Only whoever has the key it is sealed to.",
    Closed.OWN: "Only whoever has a passphrase of this hub, or its recovery sheet.",
    Closed.CHOICE: "Everybody who gets at the place, unless you give a key to seal it to.",
    Closed.NEVER: "Everybody. It is made to be read.",
}


def _t(text: str) -> str:
    return translate("Leaving", text)


def opens_words(kind: Leaving) -> str:
    """Who can open it."""
    return _t(_CLOSED[kind.closed])


def to_words(export: ExportRow) -> str:
    """Council drive, sealed to The council; how often."""
    rhythm = rhythm_words(export.rhythm)
    if not export.recipient:
        return " · ".join((export.place_name, rhythm))
    sealed = _t("sealed to {name}").format(name=export.recipient_name)
    return " · ".join((export.place_name, sealed, rhythm))


def agreed_words(export: ExportRow, by: str, now: datetime) -> str:
    """Agreed on Tue 24 Nov by Amira Khan, in version 1 of the words."""
    on = i18n.short_day(export.agreed_at.astimezone(now.tzinfo).date(), now.date())
    version = export.wording_version
    if by:
        words = _t("Agreed on {day} by {who}, in version {version} of the words")
        return words.format(day=on, who=by, version=version)
    return _t("Agreed on {day}, in version {version} of the words").format(day=on, version=version)


def whom_words(row: LogRow) -> str:
    """Who gets it, where it is for nobody by name too."""
    if row.recipient_name:
        return row.recipient_name
    kind = may_leave().get(row.what)
    if kind is not None and kind.closed == Closed.OWN:
        return _t("The hub itself. A passphrase of the hub opens it, or its recovery sheet.")
    return _t("Everybody who gets at the place")


def what_words(row: LogRow) -> str:
    """What left."""
    return title_of_sent(row.what, [name for name, _size in row.files])


def file_lines(files: Sequence[tuple[str, int]]) -> list[str]:
    """Each file with its size; of a copy in pieces one line, however many there are."""
    found, pieces = dict[str, str](), dict[str, list[int]]()
    for name, size in files:
        plain = name.rpartition("/")[2]
        if stem := stem_of_piece(plain):
            pieces.setdefault(stem, []).append(size)
            words = _t("{name} in {many}").format(
                name=stem, many=i18n.count(len(pieces[stem]), _t("piece"), _t("pieces"))
            )
            found[stem] = f"{words} · {i18n.size(sum(pieces[stem]))}"
        else:
            found[name] = f"{plain} · {i18n.size(size)}"
    return list(found.values())


def state_words(row: LogRow) -> str:
    """Where a parcel stands."""
    if row.left or row.arrived:
        return _t("Some of it left")
    return {
        Shown.SENT: _t("Sent"),
        Shown.WAITING: _t("Waiting to send"),
        Shown.TAKEN_BACK: _t("Taken back"),
    }[row.state]


def when_words(at: datetime, now: datetime) -> str:
    """Tue 24 Nov, 10:42am."""
    here = at.astimezone(now.tzinfo)
    return f"{i18n.short_day(here.date(), now.date())}, {i18n.clock(here)}"
