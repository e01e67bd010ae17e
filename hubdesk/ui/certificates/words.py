"""Plain words for certificates on the screen."""

from __future__ import annotations

from datetime import date

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import AwardSort, Border, Orientation
from hubdesk.queries.awarding import CameRow, CourseRow
from hubdesk.queries.awards import AwardRow, Standing
from hubdesk.ui.widgets.chips import Chip


def _t(text: str) -> str:
    return translate("Certificates", text)


SORTS = ((AwardSort.ATTENDANCE, "Attendance"), (AwardSort.ACHIEVEMENT, "Achievement"))
SHEETS = ((Orientation.LANDSCAPE, "Wide"), (Orientation.PORTRAIT, "Tall"))
BORDERS = (
    (Border.DOUBLE, "Two lines"),
    (Border.SINGLE, "One line"),
    (Border.BAND, "Bands"),
    (Border.NONE, "None"),
)


def sort_words(sort: str) -> str:
    """Attendance."""
    return _t(dict(SORTS)[AwardSort(sort)])


def detail_words(award: AwardRow, today: date) -> str:
    """C-00012 · Attendance · 24 November."""
    day = i18n.short_day(award.awarded_on, today)
    parts = [award.printed, sort_words(award.sort), day]
    if award.standing is Standing.REPLACED:
        parts.append(_t("replaced by {number}").format(number=award.other))
    elif award.standing is Standing.WITHDRAWN:
        parts.append(award.why)
    return " · ".join(parts)


def standing_chip(award: AwardRow) -> Chip | None:
    """What a list says of one that holds no more."""
    if award.standing is Standing.REPLACED:
        return Chip(_t("Replaced"), "", "refresh-cw")
    if award.standing is Standing.WITHDRAWN:
        return Chip(_t("Withdrawn"), "warn", "x")
    return None


def course_words(course: CourseRow, today: date) -> str:
    """Get online, 10 sessions until 24 Nov."""
    day = i18n.short_day(course.last_on, today)
    if course.held == 1:
        return _t("{title}, {day}").format(title=course.title, day=day)
    words = _t("{title}, {many} until {day}")
    many = i18n.count(course.held, _t("session"), _t("sessions"))
    return words.format(title=course.title, many=many, day=day)


def came_words(row: CameRow) -> str:
    """8 of 10 sessions, how many are not marked, or that they have one already."""
    if row.number:
        return _t("has {number}").format(number=row.number)
    if row.held == 1 and not row.blank:
        return _t("was there")
    words = _t("{came} of {held} sessions").format(came=row.came, held=row.held)
    if row.blank:
        words = _t("{words}, {many} not marked").format(words=words, many=row.blank)
    return words
