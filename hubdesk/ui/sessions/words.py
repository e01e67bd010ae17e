"""The words of sessions on screen: kinds, marks, times and places."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import AbsentWhy, Mark, SessionKind, VisitAbout, VisitResult
from hubdesk.queries.sessions import SessionRow

KINDS: Final = {
    SessionKind.COURSE: "Course",
    SessionKind.WORKSHOP: "Workshop",
    SessionKind.DROP_IN: "Drop-in",
    SessionKind.ONE_TO_ONE: "One-to-one",
    SessionKind.PHONE: "Phone support",
    SessionKind.HOME_VISIT: "Home visit",
    SessionKind.JOB_CLUB: "Job club",
    SessionKind.OUTREACH: "Outreach stall",
    SessionKind.SCHOOL_VISIT: "School visit",
    SessionKind.MEETING: "Meeting",
    SessionKind.EVENT: "Event",
}
MARKS: Final = {
    Mark.NONE: "not marked",
    Mark.PRESENT: "present",
    Mark.LATE: "late",
    Mark.LEFT_EARLY: "left early",
    Mark.REMOTE: "joined from elsewhere",
    Mark.TOLD_US: "told us",
    Mark.ABSENT: "absent",
    Mark.NOT_NEEDED: "not needed",
}
WHYS: Final = {
    AbsentWhy.NOT_ASKED: "Not asked",
    AbsentWhy.CARING: "Caring for somebody",
    AbsentWhy.HEALTH: "Health",
    AbsentWhy.WORK: "Work or job centre",
    AbsentWhy.TRAVEL: "Cost of travel",
    AbsentWhy.CHILDCARE: "Childcare",
    AbsentWhy.RELIGION: "Religious day",
    AbsentWhy.OTHER: "Something else",
}
ABOUTS: Final = {
    VisitAbout.ONLINE: "Get online",
    VisitAbout.DEVICE: "Device",
    VisitAbout.BENEFITS: "Benefits",
    VisitAbout.JOB: "Job",
    VisitAbout.HEALTH: "NHS App",
    VisitAbout.EMAIL: "E-mail",
    VisitAbout.SCAM: "Scam worry",
    VisitAbout.PRINT: "Print",
    VisitAbout.FORM: "Form",
    VisitAbout.OTHER: "Other",
}
RESULTS: Final = {
    VisitResult.DONE: "Done",
    VisitResult.PART: "Part done",
    VisitResult.REFERRED: "Sent elsewhere",
    VisitResult.COME_BACK: "Comes back",
}


def _t(text: str) -> str:
    return translate("Sessions", text)


def kind_words(kind: str) -> str:
    """What a kind is called; a kind of a newer HubDesk by its own word."""
    return _t(KINDS.get(SessionKind(kind), kind)) if kind in KINDS else kind


def mark_words(mark: str) -> str:
    """How somebody is marked: present."""
    return _t(MARKS[Mark(mark)]) if mark in MARKS else mark


def about_words(about: str) -> str:
    """What somebody dropped in for."""
    return _t(ABOUTS[VisitAbout(about)]) if about in ABOUTS else about


def time_words(row: SessionRow, zone: tzinfo | None) -> str:
    """10am to midday."""
    starts, ends = (at.astimezone(zone) for at in (row.starts_at, row.ends_at))
    return _t("{starts} to {ends}").format(starts=i18n.clock(starts), ends=i18n.clock(ends))


def when_words(row: SessionRow, today: date, zone: tzinfo | None) -> str:
    """Tue 24 Nov, 10am to midday."""
    return f"{i18n.short_day(row.held_on, today)}, {time_words(row, zone)}"


def where_words(row: SessionRow) -> str:
    """Room 2, Central Library."""
    return ", ".join(part for part in (row.room, row.venue) if part)


def people_words(row: SessionRow) -> str:
    """7 of 12 here; 3 booked of 8; 53 counted."""
    if row.is_only_counted:
        heads = max(row.heads, 0)
        return i18n.count(heads, _t("counted"), _t("counted")) if row.heads >= 0 else ""
    if row.marked:
        many = row.here + row.unmarked if not row.is_finished else row.marked
        return _t("{here} of {many} here").format(here=row.here, many=max(many, row.marked))
    if row.places:
        return _t("{booked} of {places} booked").format(booked=row.booked, places=row.places)
    return _t("{booked} booked").format(booked=row.booked) if row.booked else ""


def nameless_words(row: SessionRow) -> str:
    """15 without a name: who is counted beside the register, and never added to it."""
    if not row.is_also_counted or row.heads <= 0:
        return ""
    return _t("{many} without a name").format(many=row.heads)
