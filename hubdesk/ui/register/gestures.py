"""What is done to a register: each tells what it did, with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.learning import NotMarked
from hubdesk.i18n import translate
from hubdesk.models import Mark
from hubdesk.operations import attending, judging
from hubdesk.operations.head_counts import count_heads
from hubdesk.operations.people import register_person
from hubdesk.operations.returning import return_device
from hubdesk.operations.sessions import note_session
from hubdesk.queries.desk import desk_thing
from hubdesk.queries.finding import Finding
from hubdesk.queries.register import RegisterRow
from hubdesk.queries.sessions import SessionRow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.sessions.words import mark_words
from hubdesk.ui.widgets.strip import Offer, Result

MOST_LETTERS = 40
Refused = Callable[[HubDeskError], bool]


def _t(text: str) -> str:
    return translate("Register", text)


def _called(name: str) -> str:
    """A name as the strip says it: one of eighty letters would push the rows off the screen."""
    return name if len(name) <= MOST_LETTERS else f"{name[:MOST_LETTERS].rstrip()}…"


class RegisterGestures(Gestures):
    """One verb a method."""

    def mark(self, session: SessionRow, row: RegisterRow, mark: str) -> bool:
        """One key; the same key again takes the mark away."""
        wanted = Mark.NONE if row.mark == mark else Mark(mark)
        words = mark_words(wanted)
        return self.act(
            "mark",
            lambda db, now: attending.mark(
                db, session_id=session.id, person_id=row.person_id, mark=wanted, now=now
            ),
            _t("{who}: {mark}.").format(who=_called(row.name), mark=words),
            about={"person_id": row.person_id, "what": f"{session.title}: {words}"},
        )

    def rest(self, session: SessionRow, mark: str = Mark.PRESENT) -> bool:
        """Everybody who is not marked yet."""

        def words(marked: list[str]) -> str:
            many = i18n.count(len(marked), _t("person"), _t("people"))
            return _t("{many} marked {mark}.").format(many=many, mark=mark_words(mark))

        return self.act(
            "mark rest",
            lambda db, now: attending.mark_rest(db, session_id=session.id, mark=mark, now=now),
            words,
            about=lambda marked: {
                "what": f"{session.title}: {mark_words(mark)}",
                "count": i18n.count(len(marked), _t("person"), _t("people")),
            },
        )

    def walk_in(self, session: SessionRow, person_id: str, name: str) -> bool:
        """Somebody came who was typed or scanned."""
        return self.act(
            "mark",
            lambda db, now: attending.walk_in(
                db, session_id=session.id, person_id=person_id, now=now
            ),
            _t("{who} is on the register, present.").format(who=name),
            about={"person_id": person_id, "what": f"{session.title}: {mark_words('present')}"},
        )

    def walk_in_new(self, session: SessionRow, name: str) -> bool:
        """Somebody nobody knew came: written down with a name alone, details later."""

        def work(db: Any, now: datetime) -> str:
            person = register_person(db, display_name=name, roles=("learner",), now=now)
            attending.walk_in(db, session_id=session.id, person_id=person.id, now=now)
            return person.id

        return self.act(
            "mark",
            work,
            _t("{who} is new here and present. Fill in the details later.").format(who=name),
            about=lambda id: {
                "person_id": id,
                "what": f"{session.title}: {mark_words('present')}",
            },
        )

    def sign_in(self, session: SessionRow, person_id: str, name: str) -> bool:
        """A card was scanned: present, or late by the clock."""
        return self.act(
            "sign in",
            lambda db, now: attending.sign_in(
                db, session_id=session.id, person_id=person_id, now=now
            ),
            lambda made: _t("{who}: {mark}.").format(who=name, mark=mark_words(made.mark)),
            about={"person_id": person_id, "what": session.title},
        )

    def note(self, session: SessionRow, row: RegisterRow, **said: Any) -> bool:
        """A note, a reason or minutes of one person."""
        return self.act(
            "note attendance",
            lambda db, now: attending.note_attendance(
                db, session_id=session.id, person_id=row.person_id, now=now, **said
            ),
            _t("Saved for {who}.").format(who=row.name),
            about={"person_id": row.person_id, "what": session.title},
        )

    def note_session(self, session: SessionRow, text: str) -> bool:
        """What there is to say about the session as a whole."""
        return self.act(
            "note session",
            lambda db, _now: note_session(db, session_id=session.id, note=text),
            _t("The session note is saved."),
            about={"what": session.title},
        )

    def cover(
        self, session: SessionRow, ids: Sequence[str], skill: str, *, was_covered: bool
    ) -> bool:
        """The session is about these skills; `skill` is the one whose tick has changed."""
        by = self.doors.acting().id
        words = _t("Covered: {skill}.") if was_covered else _t("Not covered: {skill}.")
        return self.act(
            "cover skills",
            lambda db, now: judging.cover_skills(
                db, session_id=session.id, statement_ids=ids, now=now, by=by
            ),
            words.format(skill=skill),
            about={"what": f"{session.title}: {skill}"},
        )

    def device_back(self, found: Finding) -> None:
        """A device was scanned beside the register: one that was out comes back."""
        thing = self.doors.look(lambda db: desk_thing(db, found.id))
        if thing is None:
            return
        if thing.loan is None:
            go = self._go or (lambda _name, _facts: None)
            to_desk = Offer(_t("Go to the front desk"), lambda: go("desk", {}))
            self.say(_t("{tag} is on the shelf.").format(tag=thing.tag), to_desk)
            return
        loan = thing.loan
        self.act(
            "return",
            lambda db, now: return_device(db, device_id=thing.id, now=now),
            _t("{tag} is back from {who}.").format(tag=thing.tag, who=loan.who),
            about={"person_id": loan.borrower_id, "device_ids": [thing.id]},
        )

    def heads(self, session: SessionRow, year_group: str, refused: Refused, **said: str) -> bool:
        """How many came without a name."""
        return self.act(
            "count heads",
            lambda db, now: count_heads(
                db, session_id=session.id, year_group=year_group, now=now, **said
            ),
            _t("The count is saved."),
            about={"what": session.title},
            refused=refused,
        )

    def finish(self, session: SessionRow, later: Callable[[], object]) -> bool:
        """Done. Whoever is not marked stops it once, and is never taken for absent."""
        by = self.doors.acting().id

        def words(_made: object) -> str:
            said = _t("Register finished. {here} here.").format(here=session.here)
            if session.is_also_counted and session.heads > 0:
                said += " " + _t("{many} more without a name.").format(many=session.heads)
            return said

        def refused(error: HubDeskError) -> bool:
            if not isinstance(error, NotMarked):
                return False
            many = i18n.count(error.how_many, _t("person is"), _t("people are"))
            self.tell(
                Result(
                    "warn",
                    _t("{many} not marked.").format(many=many),
                    (
                        Offer(_t("Mark absent and finish"), lambda: self._absent(session, later)),
                        Offer(_t("Finish later"), later),
                    ),
                )
            )
            return True

        return self.act(
            "finish register",
            lambda db, now: attending.finish_register(db, session_id=session.id, now=now, by=by),
            words,
            about={"what": session.title},
            refused=refused,
        )

    def _absent(self, session: SessionRow, later: Callable[[], object]) -> None:
        if self.rest(session, Mark.ABSENT):
            self.finish(session, later)

    def reopen(self, session: SessionRow) -> bool:
        """A finished register is opened again."""
        return self.act(
            "reopen register",
            lambda db, _now: attending.reopen_register(db, session_id=session.id),
            _t("The register of {what} is open again.").format(what=session.title),
            about={"what": session.title},
        )
