"""What is done to appointments: each tells what it did, with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.appointments import PersonBusy
from hubdesk.errors.learning import HubClosed, SessionClashes
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import Mark
from hubdesk.operations.appointments import Appointment, book_appointment, set_helper_hours
from hubdesk.operations.attending import mark, note_attendance
from hubdesk.operations.people import register_person
from hubdesk.operations.sessions import cancel_session
from hubdesk.queries.appointments import SlotRow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.widgets.strip import Offer, Result


def _t(text: str) -> str:
    return translate("Appointments", text)


class AppointmentGestures(Gestures):
    """One verb a method."""

    def book(
        self,
        slot: SlotRow,
        person_id: str,
        name: str,
        *,
        title: str,
        kind: str,
        then: Callable[[str], object],
        to_print: Callable[[str], object],
        ok: bool = False,
    ) -> bool:
        """A slot for somebody, new or known. An overlap is said, and can be wanted."""
        made_id: list[str] = []

        def work(db: Any, now: Any) -> Appointment:
            whose = (
                person_id or register_person(db, display_name=name, roles=("learner",), now=now).id
            )
            made = book_appointment(
                db, person_id=whose, helper_id=slot.helper_id, starts_at=slot.starts_at,
                minutes=slot.minutes, title=title.strip(), kind=kind, overlap_ok=ok, now=now,
            )  # fmt: skip
            made_id.append(made.session_id)
            return made

        def again() -> None:
            self.book(
                slot, person_id, name, title=title, kind=kind, then=then, to_print=to_print,
                ok=True,
            )  # fmt: skip

        when = self.when(slot)

        def said(made: Appointment) -> str:
            words = _t("{who} sees {helper} on {when}.")
            booked = words.format(who=name, helper=slot.helper, when=when)
            if not made.is_unchecked:
                return booked
            lacks = _t("{who} is under 18, and no check is written down for {helper}.")
            return f"{booked} {lacks.format(who=name, helper=slot.helper)}"

        slip = Offer(_t("Print the slip"), lambda: to_print(made_id[-1]), "Alt+P", "printer")
        done = self.act(
            "book appointment",
            work,
            said,
            about=lambda made: {"person_id": made.person_id, "what": when},
            offers=(slip,),
            refused=lambda error: self._or_all_the_same(error, again),
        )
        if done:
            then(made_id[-1])
        return done

    def mark(self, row: SlotRow, as_: Mark) -> bool:
        """They came, told us, or did not come."""
        words = {
            Mark.PRESENT: _t("{who} came."),
            Mark.ABSENT: _t("{who} did not come."),
            Mark.TOLD_US: _t("{who} told us that they cannot come."),
        }[as_]
        return self.act(
            "mark",
            lambda db, now: mark(
                db, session_id=row.session_id, person_id=row.person_id, mark=as_, now=now
            ),
            words.format(who=row.person),
            about={"person_id": row.person_id, "what": row.title},
        )

    def note(self, row: SlotRow, text: str) -> bool:
        """What was done, and what is next."""
        return self.act(
            "note attendance",
            lambda db, now: note_attendance(
                db, session_id=row.session_id, person_id=row.person_id, note=text, now=now
            ),
            _t("Note on {who} saved.").format(who=row.person),
            about={"person_id": row.person_id, "what": row.title},
        )

    def cancel(self, row: SlotRow, why: str) -> bool:
        """It does not take place; the slot is free again."""
        return self.act(
            "cancel session",
            lambda db, _now: cancel_session(db, session_id=row.session_id, why=why),
            _t("The appointment of {who} on {when} is cancelled.").format(
                who=row.person, when=self.when(row)
            ),
            about={"what": row.title},
            reason=why,
        )

    def hours(
        self, account_id: str, name: str, days: Sequence[int], starts: time, ends: time, slot: int
    ) -> bool:
        """When somebody sees people."""
        return self.act(
            "set helper hours",
            lambda db, _now: set_helper_hours(
                db,
                account_id=account_id,
                weekdays=days,
                starts=starts,
                ends=ends,
                slot_minutes=slot,
            ),
            _t("When {name} sees people is saved.").format(name=name),
            about={"what": name},
        )

    def when(self, slot: SlotRow) -> str:
        """Tue 1 Dec, 1:40pm."""
        at = slot.starts_at.astimezone(self.doors.now().tzinfo)
        return _t("{day}, {time}").format(
            day=i18n.short_day(at.date(), self.doors.today()), time=i18n.clock(at)
        )

    def _or_all_the_same(self, error: HubDeskError, again: Callable[[], object]) -> bool:
        if not isinstance(error, SessionClashes | HubClosed | PersonBusy):
            return False
        offer = Offer(_t("Book it all the same"), again)
        self.tell(Result("warn", explain(error).text, (offer,)))
        return True
