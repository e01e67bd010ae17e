"""The words of one parcel: what it is, where it goes, and how it stands."""

from __future__ import annotations

from datetime import datetime

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.sending import trouble_words
from hubdesk.queries.parcels import ParcelRow
from hubdesk.queries.standing_exports import ExportRow
from hubdesk.queries.what_leaves import may_leave, title_of
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
    return _t("{what} to {whom}").format(what=title_of(row.what), whom=to)


def where_words(row: ParcelRow) -> str:
    """Council drive · October 2026 · 212 KB."""
    place = row.place_name if row.recipient_name else ""
    return " · ".join(part for part in (place, row.came_of, size_words(row.size)) if part)


def size_words(size: int) -> str:
    """Of a file or many, as people know it."""
    if size < 1024:
        return i18n.count(size, _t("byte"), _t("bytes"))
    if size < 1024**2:
        return f"{size / 1024:,.0f} KB"
    return f"{size / 1024**2:,.1f} MB"


def waiting_words(row: ParcelRow, state: SendingState, now: datetime) -> str:
    """Why it has not arrived yet, and what happens next."""
    trying = row.trying
    if row.export_id in state.asks_again:
        return _t("It waits until a manager agrees to its newer words.")
    if trying is None or not trying.trouble:
        since = i18n.moment(row.sealed_at.astimezone(now.tzinfo), now.date())
        return f"{_t('Waits since {when}.').format(when=since)} {_half_there(row)}".rstrip()
    why = trouble_words(trying.trouble, row.place_name, row.next_name)
    if trying.stopped or trying.next_at is None or trying.next_at <= now:
        return f"{why.text} {_half_there(row)}".rstrip()
    when = i18n.moment(trying.next_at.astimezone(now.tzinfo), now.date())
    return f"{why.what} {_t('Next try at {when}.').format(when=when)} {_half_there(row)}".rstrip()


def _half_there(row: ParcelRow) -> str:
    """How far it is: a large copy is on its way for days."""
    if row.trying is None or not row.trying.arrived:
        return ""
    arrived, all_ = f"{row.trying.arrived:,}", f"{len(row.files):,}"
    return _t("{n} of {all} files have arrived.").format(n=arrived, all=all_)


def sent_words(row: ParcelRow, now: datetime) -> str:
    """Tue 24 Nov, 8:55am · Council drive · October 2026 · 212 KB."""
    assert row.sent_at is not None
    when = i18n.moment(row.sent_at.astimezone(now.tzinfo), now.date())
    return " · ".join(part for part in (when, where_words(row)) if part)
