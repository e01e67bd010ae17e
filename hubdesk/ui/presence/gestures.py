"""Coming in, leaving, shifts and handing over, as the pages do it: each tells what it did."""

from __future__ import annotations

from typing import Any

from hubdesk.i18n import translate
from hubdesk.models import NOT_TOLD
from hubdesk.operations import presence, shifts
from hubdesk.queries.here_now import HereRow, HereSort
from hubdesk.queries.shifts import HandoverRow, ShiftRow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.presence.hours import hours_words


def _t(text: str) -> str:
    return translate("Presence", text)


class PresenceGestures(Gestures):
    """One verb a method. True if it was done."""

    def come_in(self, person_id: str, name: str, session_id: str = "") -> bool:
        """Somebody of the hub came in."""
        return self.act(
            "come in",
            lambda db, now: presence.come_in(
                db, person_id=person_id, session_id=session_id, now=now
            ),
            _t("{who} is here.").format(who=name),
            about={"person_id": person_id},
        )

    def visitor(self, name: str) -> bool:
        """Somebody came who is no person of the hub."""
        return self.act(
            "come in",
            lambda db, now: presence.come_in_visitor(db, name=name, now=now),
            _t("{who} is here as a visitor.").format(who=name),
            about={"what": _t("A visitor")},
        )

    def left(self, row: HereRow) -> bool:
        """Somebody went. The shift of staff ends with what it lasted; they can say otherwise."""
        words = _t("{who} left.").format(who=row.name)
        if row.sort is HereSort.STAFF:
            return self._end(row.id, row.name, NOT_TOLD, "", words)
        about: dict[str, Any] = {"what": _t("A visitor")}
        who = {"presence_id": row.id}
        if row.sort is HereSort.PERSON:
            about = {"person_id": row.id}
            who = {"person_id": row.id, "session_id": row.session_id}
        return self.act(
            "leave", lambda db, now: presence.leave(db, now=now, **who), words, about=about
        )

    def begin_shift(self) -> bool:
        """Whoever is at the desk begins theirs by hand."""
        mine = self.doors.acting()
        return self.act(
            "begin shift",
            lambda db, now: shifts.begin_shift(db, account_id=mine.id, now=now),
            _t("Your shift began."),
            about={"what": mine.name},
        )

    def end_shift(self, shift: ShiftRow, minutes: int, note: str = "") -> bool:
        """A shift ends, with the hours that were said."""
        words = _t("Your shift is ended: {hours}.").format(hours=hours_words(minutes))
        return self._end(shift.id, shift.name, minutes, note, words)

    def _end(self, shift_id: str, name: str, minutes: int, note: str, words: str) -> bool:
        return self.act(
            "end shift",
            lambda db, now: shifts.end_shift(
                db, shift_id=shift_id, minutes=minutes, note=note, now=now
            ),
            words,
            about=lambda shift: {"what": f"{name}, {hours_words(shift.minutes)}"},
        )

    def hand_over(self, text: str) -> bool:
        """Something the next one should know, in the middle of a shift."""
        mine = self.doors.acting()
        return self.act(
            "hand over",
            lambda db, now: shifts.hand_over(db, account_id=mine.id, text=text, now=now),
            _t("It waits for whoever works next."),
            about={"what": mine.name},
        )

    def tick_off(self, note: HandoverRow) -> bool:
        """Somebody saw to what was handed over."""
        return self.act(
            "tick off handover",
            lambda db, _now: shifts.tick_off_handover(db, note_id=note.id),
            _t("Ticked off: the note of {who}.").format(who=note.who),
            about={"what": note.who},
        )
