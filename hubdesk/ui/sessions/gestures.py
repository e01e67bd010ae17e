"""What is done to sessions and places: each tells what it did, with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.learning import HubClosed, SessionClashes
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations import booking, sessions
from hubdesk.operations.booking import Booked, GivenBack
from hubdesk.operations.people import register_person
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import Planned
from hubdesk.queries.checks import without_check
from hubdesk.queries.session_card import session_card
from hubdesk.queries.sessions import SessionRow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.widgets.strip import Offer, Result

Refused = Callable[[HubDeskError], bool]


def _t(text: str) -> str:
    return translate("Sessions", text)


class SessionGestures(Gestures):
    """One verb a method."""

    # Planning

    def plan(
        self,
        facts: SessionFacts,
        *,
        repeats: str,
        times: int,
        refused: Refused,
        ok: bool = False,
        then: Callable[[], object],
    ) -> bool:
        """One session, or so many that repeat. What clashes can be planned all the same."""

        def work(db: Any, now: datetime) -> Planned:
            if repeats:
                return sessions.plan_series(
                    db, facts=facts, repeats=repeats, times=times, clash_ok=ok, now=now
                )
            return sessions.plan_session(db, facts=facts, clash_ok=ok, closed_ok=ok, now=now)

        def again() -> None:
            if self.plan(facts, repeats=repeats, times=times, refused=refused, ok=True, then=then):
                then()

        return self.act(
            "plan session",
            work,
            lambda made: self._planned_words(facts, made),
            about={"what": facts.title.strip()},
            refused=lambda error: self._or_all_the_same(error, again) or refused(error),
        )

    def change(
        self,
        session_id: str,
        facts: SessionFacts,
        *,
        refused: Refused,
        ok: bool = False,
        then: Callable[[], object],
    ) -> bool:
        """Say other things about a session."""

        def again() -> None:
            if self.change(session_id, facts, refused=refused, ok=True, then=then):
                then()

        return self.act(
            "change session",
            lambda db, now: sessions.change_session(
                db, session_id=session_id, facts=facts, clash_ok=ok, now=now
            ),
            lambda _made: self._changed_words(facts),
            about={"what": facts.title.strip()},
            refused=lambda error: self._or_all_the_same(error, again) or refused(error),
        )

    def move(
        self,
        row: SessionRow,
        on: date,
        starts: time,
        ends: time,
        room: str,
        *,
        ok: bool = False,
        then: Callable[[], object],
    ) -> bool:
        """To another day, time or room."""

        def again() -> None:
            if self.move(row, on, starts, ends, room, ok=True, then=then):
                then()

        when = _t("{day}, {time}").format(
            day=i18n.short_day(on, self.doors.today()), time=i18n.clock(starts)
        )
        return self.act(
            "move session",
            lambda db, now: sessions.move_session(
                db,
                session_id=row.id,
                held_on=on,
                starts=starts,
                ends=ends,
                room=room,
                clash_ok=ok,
                closed_ok=ok,
                now=now,
            ),
            _t("“{title}” is moved to {when}.").format(title=row.title, when=when),
            about={"what": row.title},
            refused=lambda error: self._or_all_the_same(error, again),
        )

    def cancel(self, row: SessionRow, why: str, *, also_later: bool = False) -> bool:
        """It does not take place; the later ones of its series are offered."""

        def words(ids: list[str]) -> str:
            if len(ids) > 1:
                many = i18n.count(len(ids), _t("session is"), _t("sessions are"))
                return _t("{many} cancelled. Tell who had a place.").format(many=many)
            booked = i18n.count(row.booked, _t("person"), _t("people"))
            said = _t("“{title}” is cancelled. {people} had a place.")
            return said.format(title=row.title, people=booked)

        later = Offer(_t("Cancel all later ones too"), lambda: self._cancel_later(row, why))
        return self.act(
            "cancel session",
            lambda db, _now: sessions.cancel_session(
                db, session_id=row.id, why=why, also_later=also_later
            ),
            words,
            about={"what": row.title},
            reason=why,
            offers=(later,) if row.series_id and not also_later else (),
        )

    def _cancel_later(self, row: SessionRow, why: str) -> None:
        self.undo(self.last_txn)
        self.cancel(row, why, also_later=True)

    def replace_tutor(self, row: SessionRow, tutor_id: str, *, also_later: bool = False) -> bool:
        """Somebody else teaches it; the later ones of its series are offered."""

        def words(ids: list[str]) -> str:
            many = i18n.count(len(ids), _t("session has"), _t("sessions have"))
            said = _t("{many} another tutor.").format(many=many)
            card = self.doors.look(lambda db: session_card(db, row.id))
            if card is None or not card.needs_check:
                return said
            return said + self._no_check((tutor_id,), (), row.held_on)

        later = Offer(
            _t("All later ones too"),
            lambda: self.replace_tutor(row, tutor_id, also_later=True),
        )
        return self.act(
            "replace tutor",
            lambda db, _now: sessions.replace_tutor(
                db, session_id=row.id, tutor_id=tutor_id, also_later=also_later
            ),
            words,
            about={"what": row.title},
            offers=(later,) if row.series_id and not also_later else (),
        )

    # Places

    def book(self, row: SessionRow, person_id: str, name: str, *, whole: bool) -> bool:
        """A place in this session, or in all of its course."""

        def work(db: Any, now: datetime) -> Booked:
            if whole:
                return booking.book_series(
                    db, person_id=person_id, series_id=row.series_id, now=now
                )
            return booking.book_session(db, person_id=person_id, session_id=row.id, now=now)

        return self.act(
            "book place",
            work,
            lambda made: self._booked_words(made, name),
            about={"person_id": person_id, "what": row.title},
        )

    def book_new(self, row: SessionRow, name: str, *, whole: bool) -> bool:
        """The same for somebody nobody knew."""

        def work(db: Any, now: datetime) -> Booked:
            person = register_person(db, display_name=name, roles=("learner",), now=now)
            if whole:
                return booking.book_series(
                    db, person_id=person.id, series_id=row.series_id, now=now
                )
            return booking.book_session(db, person_id=person.id, session_id=row.id, now=now)

        return self.act(
            "book place",
            work,
            lambda made: self._booked_words(made, name),
            about=lambda made: {"person_id": made.person_id, "what": row.title},
        )

    def give_back(self, enrolment_id: str, person_id: str, name: str, title: str) -> bool:
        """They do not come any more; who waited longest is offered the place."""

        def words(made: GivenBack) -> str:
            said = _t("{who} gave the place at “{title}” back.").format(who=name, title=title)
            if made.is_cancelled:
                return said + " " + _t("The appointment is cancelled.")
            if made.next is None:
                return said
            return said + " " + _t("{who} waits for it.").format(who=made.next.name)

        return self.act(
            "give back place",
            lambda db, now: booking.give_back(db, enrolment_id=enrolment_id, now=now),
            words,
            about={"person_id": person_id, "what": title},
        )

    def give_place(self, enrolment_id: str, person_id: str, name: str, title: str) -> bool:
        """Somebody who waits gets the free place."""
        return self.act(
            "give place",
            lambda db, now: booking.give_place(db, enrolment_id=enrolment_id, now=now),
            _t("{who} has a place at “{title}” now.").format(who=name, title=title),
            about={"person_id": person_id, "what": title},
        )

    # Words

    def _booked_words(self, made: Booked, name: str) -> str:
        if made.waits_at:
            said = _t("“{title}” is full. {who} is number {number} on the waiting list.")
            return said.format(title=made.title, who=name, number=made.waits_at)
        return _t("{who} has a place at “{title}”.").format(who=name, title=made.title)

    def _planned_words(self, facts: SessionFacts, made: Planned) -> str:
        title = facts.title.strip()
        many = i18n.count(len(made.session_ids), _t("session"), _t("sessions"))
        said = _t("Planned {many} of “{title}”.").format(many=many, title=title)
        if made.left_out:
            days = i18n.count(len(made.left_out), _t("closed day is"), _t("closed days are"))
            said += " " + _t("{days} left out.").format(days=days)
        return said + self._missing(facts)

    def _changed_words(self, facts: SessionFacts) -> str:
        said = _t("“{title}” is changed.").format(title=facts.title.strip())
        return said + self._missing(facts)

    def _missing(self, facts: SessionFacts) -> str:
        if not facts.needs_check:
            return ""
        staff = (facts.tutor_id, *facts.helper_ids)
        return self._no_check(staff, facts.helper_person_ids, facts.held_on)

    def _no_check(self, staff: Sequence[str], people: Sequence[str], on: date) -> str:
        """Who has no check that holds, in a sentence that follows another."""
        missing = self.doors.look(lambda db: without_check(db, staff, on, person_ids=people))
        if not missing:
            return ""
        words = _t("No check is written down for {names}.")
        return " " + words.format(names=i18n.listed(missing))

    def _or_all_the_same(self, error: HubDeskError, again: Callable[[], object]) -> bool:
        """A clash or a closed day is said, and can be wanted."""
        if not isinstance(error, SessionClashes | HubClosed):
            return False
        offer = Offer(_t("Plan it all the same"), again)
        self.tell(Result("warn", explain(error).text, (offer,)))
        return True
