"""The words of one parcel: what it is, where it goes, and how it stands."""

from __future__ import annotations

from datetime import datetime

from hubdesk import i18n
from hubdesk.errors.sending import PlaceAway
from hubdesk.i18n import translate
from hubdesk.messages.sending import GOES_ON, trouble_words
from hubdesk.queries.parcels import ParcelRow, Trying
from hubdesk.queries.standing_exports import ExportRow
from hubdesk.queries.what_leaves import may_leave, title_of_sent
from hubdesk.ui.sending.state import SendingState


def _t(text: str) -> str:
    return translate("Sending", text)


def icon_of(row: ParcelRow | ExportRow) -> str:
    """The icon of what leaves."""
    kind = may_leave().get(row.what)
    return kind.icon if kind is not None else "file-text"


def title_words(row: ParcelRow) -> str:
    """Monthly report to The council; a place alone where nobody is named."""
    to = row.recipient_name or row.place_name
    return _t("{what} to {whom}").format(what=what_words(row), whom=to)


def what_words(row: ParcelRow) -> str:
    """Monthly report."""
    return title_of_sent(row.what, [file.name for file in row.files])


def where_words(row: ParcelRow) -> str:
    """Council drive · October 2026 · 212 KB."""
    place = row.place_name if row.recipient_name else ""
    return " · ".join(part for part in (place, row.came_of, i18n.size(row.size)) if part)


def waiting_words(row: ParcelRow, state: SendingState, now: datetime) -> str:
    """Why it has not arrived yet, what to do, and what happens next."""
    trying = state.trouble_of(row)
    if row.export_id in state.asks_again:
        return _t("It waits until a manager agrees to its newer words.")
    if row.id == state.going:
        return _joined(_t("On its way now."), _half_there(row))
    if trying is None or not trying.trouble:
        since = i18n.moment(row.sealed_at.astimezone(now.tzinfo), now.date())
        return _joined(_t("Waits since {when}.").format(when=since), _half_there(row))
    return _joined(*_trouble_words(row, trying, state, now), _arrived_before(row))


def _trouble_words(
    row: ParcelRow, trying: Trying, state: SendingState, now: datetime
) -> tuple[str, ...]:
    why = trouble_words(trying.trouble, row.place_name, row.next_name)
    if trying.stopped:
        return (why.text,)
    since = row.sealed_at.astimezone(now.tzinfo)
    late = _t("It waits since {when}.").format(when=i18n.moment(since, now.date()))
    said = (why.what, late if since.date() < now.date() else "")
    if trying.trouble == PlaceAway.__name__ and row.place_id in state.sticks:
        return (*said, _t("Put it in, and it goes by itself."))
    to_do = "" if trying.trouble in GOES_ON else why.next
    return (*said, to_do, _next_words(row, trying, state, now, is_alone=not to_do))


def _next_words(
    row: ParcelRow, trying: Trying, state: SendingState, now: datetime, *, is_alone: bool
) -> str:
    """When it is tried again, where it is: not while sending rests or has no line."""
    if state.is_held or state.lacks_line(row):
        return ""
    if trying.next_at is None or trying.next_at <= now:
        return _t("HubDesk tries again by itself.") if is_alone else ""
    when = i18n.moment(trying.next_at.astimezone(now.tzinfo), now.date())
    return _t("Next try at {when}.").format(when=when)


def _half_there(row: ParcelRow) -> str:
    """How far it is: a large copy is on its way for days."""
    return _files_words(row, _t("{n} of {all} files have arrived."))


def _arrived_before(row: ParcelRow) -> str:
    return _files_words(row, _t("{n} of {all} files arrived before."))


def _files_words(row: ParcelRow, words: str) -> str:
    if row.trying is None or not row.trying.arrived:
        return ""
    return words.format(n=f"{row.trying.arrived:,}", all=f"{len(row.files):,}")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def sent_words(row: ParcelRow, now: datetime) -> str:
    """Tue 24 Nov, 8:55am · Council drive · October 2026 · 212 KB."""
    assert row.sent_at is not None
    when = i18n.moment(row.sent_at.astimezone(now.tzinfo), now.date())
    return " · ".join(part for part in (when, where_words(row)) if part)
