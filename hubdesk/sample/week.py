"""What everybody may read of the invented hub: a board, stories, a newsletter, an evening."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any, Final

from hubdesk.models.session_details import Event
from hubdesk.operations.hub import change_setting
from hubdesk.operations.newsletter import sign_up
from hubdesk.operations.opportunities import OpportunityFacts, add_opportunity, close_opportunity
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.operations.stories import tell_story
from hubdesk.operations.week import show_story
from hubdesk.paths import resource_text
from hubdesk.queries.closed_days import next_open_day
from hubdesk.sample.invented_desk import InventedDesk

ADDRESS: Final = "https://riverside.example.org/this-week/"
Scene = Callable[[], None]


class InventedWeek:
    """Puts scenes on days of the last weeks, so that what they say is still to come today."""

    def __init__(self, desk: InventedDesk, today: date) -> None:
        self._desk, self._today = desk, today
        self._words: dict[str, Any] = json.loads(resource_text("sample/week.json"))

    def plan(self, put: Callable[[date, Scene], object]) -> None:
        """Let it happen on its days. `put` finds the open day at or before one."""
        put(self._today - timedelta(days=20), self._stories)
        put(self._today - timedelta(days=12), self._board)
        put(self._today - timedelta(days=11), self._event)
        put(self._today - timedelta(days=9), self._newsletter)
        put(self._today - timedelta(days=3), self._taken)

    def _board(self) -> None:
        self._desk.do(
            "change setting",
            lambda db, now: change_setting(db, key="week.address", value=ADDRESS),
            {"what": "where the pages are read"},
        )
        for row in self._words["board"]:
            days = row.pop("days")  # to come; 0 has no last day
            closing = self._today + timedelta(days=days) if days else None
            facts: Any = {**row, "closing_on": closing}
            self._add(facts)

    def _event(self) -> None:
        """An evening of the week after: its programme is for everybody."""
        with self._desk.database.reading() as db:
            evening = next_open_day(db, self._today + timedelta(days=9))
        facts = SessionFacts(
            title="Careers in tech: open evening",
            kind="event",
            held_on=evening,
            starts=time(17),
            ends=time(20),
            room="Hall",
            details=Event(tuple((at, what) for at, what in self._words["programme"])),
        )
        self._desk.do(
            "plan session",
            lambda db, now: plan_session(db, facts=facts, clash_ok=True, closed_ok=True, now=now),
            {"what": facts.title},
        )

    def _add(self, facts: OpportunityFacts) -> str:
        made = self._desk.do(
            "add opportunity",
            lambda db, now: add_opportunity(db, facts=facts, now=now),
            {"what": facts["title"]},
        )
        self._desk.later(2)
        return str(made.id)

    def _taken(self) -> None:
        """One that was taken before its last day."""
        title = self._words["taken"]
        closing = self._today + timedelta(days=9)
        id = self._add({"sort": "job", "title": title, "closing_on": closing})
        self._desk.do(
            "close opportunity",
            lambda db, now: close_opportunity(db, opportunity_id=id, now=now),
            {"what": title},
        )

    def _stories(self) -> None:
        for row in self._words["stories"]:
            self._story(row)

    def _story(self, row: dict[str, str]) -> None:
        """Told, and agreed to be read by everybody."""
        text, who, work, link = (row[key] for key in ("text", "who", "work", "link"))
        story = self._desk.do(
            "tell story",
            lambda db, now: tell_story(db, text=text, who=who, now=now),
            {"what": who},
        )
        self._desk.do(
            "show story",
            lambda db, now: show_story(
                db, story_id=story.id, how="paper", work=work, link=link, now=now
            ),
            {"what": who},
        )
        self._desk.later(3)

    def _newsletter(self) -> None:
        for name, email in self._words["newsletter"]:
            self._sign_up(name, email)

    def _sign_up(self, name: str, email: str) -> None:
        self._desk.do(
            "sign up",
            lambda db, now: sign_up(db, email=email, name=name, how="on screen", now=now),
            {"what": ""},
        )
        self._desk.later(1)
