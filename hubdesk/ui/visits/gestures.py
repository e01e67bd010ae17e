"""What is done to a visit or meeting: each tells what it did, with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.operations.people import register_person
from hubdesk.operations.session_parts import add_action, tick_off_action
from hubdesk.operations.speakers import (
    add_speaker,
    school_answer,
    take_speaker_away,
    write_decisions,
)
from hubdesk.queries.actions_due import ActionRow
from hubdesk.queries.sessions import SessionRow
from hubdesk.queries.speakers import SpeakerRow
from hubdesk.ui.gestures import Gestures

Refused = Callable[[HubDeskError], bool]


def _t(text: str) -> str:
    return translate("Visits", text)


class VisitGestures(Gestures):
    """One verb a method."""

    def add_speaker(self, row: SessionRow, person_id: str, name: str, part: str) -> bool:
        """Somebody speaks, new or known."""

        def work(db: object, now: object) -> str:
            whose = person_id or register_person(db, display_name=name, roles=(), now=now).id  # type: ignore[arg-type]
            add_speaker(db, session_id=row.id, person_id=whose, part=part)  # type: ignore[arg-type]
            return str(whose)

        return self.act(
            "add speaker",
            work,
            _t("{who} is a {part} at “{title}”.").format(who=name, part=part, title=row.title),
            about=lambda whose: {"person_id": whose, "what": row.title},
        )

    def take_away(self, row: SessionRow, speaker: SpeakerRow) -> bool:
        """They do not take part."""
        return self.act(
            "take speaker away",
            lambda db, _now: take_speaker_away(db, helper_id=speaker.helper_id),
            _t("{who} does not take part any more.").format(who=speaker.name),
            about={"person_id": speaker.person_id, "what": row.title},
        )

    def answer(
        self, row: SessionRow, says: str, benchmarks: Sequence[str], pupils_did: str
    ) -> bool:
        """What the school says and reads, and which benchmarks are claimed."""
        return self.act(
            "school answer",
            lambda db, _now: school_answer(
                db, session_id=row.id, says=says, benchmarks=benchmarks, pupils_did=pupils_did
            ),
            _t("Saved for the school: “{title}”.").format(title=row.title),
            about={"what": row.title},
        )

    def decide(self, row: SessionRow, decisions: Sequence[str]) -> bool:
        """What was decided."""
        return self.act(
            "write decisions",
            lambda db, _now: write_decisions(db, session_id=row.id, decisions=decisions),
            _t("What was decided is saved."),
            about={"what": row.title},
        )

    def promise(
        self,
        row: SessionRow,
        text: str,
        owner_id: str,
        owner: str,
        due_on: date | None,
        refused: Refused,
    ) -> bool:
        """Somebody will do something, until a day. It stays in Today until it is done."""
        day = i18n.short_day(due_on, self.doors.today()) if due_on else ""
        said = _t("Written down: {what}. It stays in Today until it is done.")
        until = _t("{what}, until {day}").format(what=text.strip(), day=day)
        return self.act(
            "add action",
            lambda db, _now: add_action(
                db, session_id=row.id, text=text, owner_id=owner_id, owner=owner, due_on=due_on
            ),
            said.format(what=until if day else text.strip()),
            about={"what": text.strip()},
            refused=refused,
        )

    def tick_off(self, action: ActionRow) -> bool:
        """It is done."""
        return self.act(
            "tick off action",
            lambda db, now: tick_off_action(db, action_id=action.id, now=now),
            _t("Done: {what}.").format(what=action.text),
            about={"what": action.text},
        )
