"""Somebody's sessions on their page: where they help, what they have booked and came to."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import CAME, Part, Place
from hubdesk.queries.attendances import AttendanceRow, BookedRow, PersonSessions
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.sessions.words import about_words, mark_words
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row

FEW: Final = 4
MORE: Final = 20  # at a time: ten years of a regular are a thousand


def _t(text: str) -> str:
    return translate("People", text)


class SessionsCard(Section):
    """`opened` carries a session. `limit` is how many are shown; `more_asked` wants others."""

    opened = Signal(str)
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Sessions"), parent)
        self.limit = FEW

    def begin(self) -> None:
        """Somebody else's page: a few again."""
        self.limit = FEW

    def show_sessions(self, found: PersonSessions, today: date, zone: tzinfo | None) -> None:
        """Show them; the card goes where there is nothing."""
        sums = found.sums
        self.setVisible(bool(sums.on_register or found.booked or found.helping))
        self.clear()
        self.head.title.setText(_head_words(sums.came, sums.minutes))
        for helping in found.helping[:FEW]:
            self.put(self._helping(helping, today, zone))
        for booked in found.booked[:FEW]:
            self.put(self._booked(booked, today, zone))
        for one in found.newest:
            self.put(self._attended(one, today))
        if sums.on_register > self.limit:
            left = sums.on_register - self.limit
            words = _t("Show {many} more").format(many=min(left, MORE))
            more = named(Button(words, "ghost"), "sessions")
            more.clicked.connect(lambda _on=False: self._more())
            self.put(more)

    def _helping(self, row: BookedRow, today: date, zone: tzinfo | None) -> Row:
        shown = self._to_come(row, today, zone, f"helps:{row.session_id}")
        words = {Part.SPEAKER: _t("Speaks"), Part.ROLE_MODEL: _t("Role model")}
        shown.tail.addWidget(Chip(words.get(Part(row.place), _t("Helps")), "accent"))
        return shown

    def _booked(self, row: BookedRow, today: date, zone: tzinfo | None) -> Row:
        shown = self._to_come(row, today, zone, f"booked:{row.session_id}")
        waits = row.place == Place.WAITING
        words = _t("Waiting") if waits else _t("Booked")
        shown.tail.addWidget(Chip(words, "warn" if waits else "info"))
        return shown

    def _to_come(self, row: BookedRow, today: date, zone: tzinfo | None, name: str) -> Row:
        at = i18n.clock(row.starts_at.astimezone(zone))
        when = _t("{day}, {time}").format(day=i18n.short_day(row.held_on, today), time=at)
        return self._row(row.session_id, row.title, when, name)

    def _attended(self, row: AttendanceRow, today: date) -> Row:
        parts = [i18n.short_day(row.held_on, today)]
        if row.about:
            parts.append(about_words(row.about))
        if row.minutes > 0:
            parts.append(i18n.count(row.minutes, _t("minute"), _t("minutes")))
        if row.next_step:
            parts.append(_t("next: {what}").format(what=row.next_step))
        shown = self._row(row.session_id, row.title, " · ".join(parts), f"came:{row.id}")
        mark = mark_words(row.mark)
        shown.tail.addWidget(Chip(mark[:1].upper() + mark[1:], "ok" if row.mark in CAME else ""))
        return shown

    def _row(self, session_id: str, title: str, detail: str, name: str) -> Row:
        shown = Row(title, detail, icon="calendar-days", size=40, opens=True)
        shown.setObjectName(name)
        shown.clicked.connect(lambda _on=False: self.opened.emit(session_id))
        return shown

    def _more(self) -> None:
        self.limit += MORE
        self.more_asked.emit()


def _head_words(came: int, minutes: int) -> str:
    """Sessions: came 12 times, 24 hours."""
    if not came:
        return _t("Sessions")
    times = i18n.count(came, _t("time"), _t("times"))
    hours = i18n.count(round(minutes / 60), _t("hour"), _t("hours"))
    if minutes < 60:
        hours = i18n.count(minutes, _t("minute"), _t("minutes"))
    return _t("Sessions: came {times}, {hours}").format(times=times, hours=hours)
