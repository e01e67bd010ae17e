"""The sessions of the large hub: courses of ten weeks, who had a place, who came."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from hubdesk.ids import new_id, pair_id
from hubdesk.models import (
    Attendance,
    Enrolment,
    LearningSeries,
    LearningSession,
    Mark,
    Place,
    Repeat,
    SessionKind,
)
from tools.bench.crowd import NOW, TODAY, YEARS, ZONE, Crowd, Group, Row, table_of

MEETINGS = 10  # of a course
PLACES = 30
A_WEEK = timedelta(days=7)
TITLES = ("Digital basics", "Getting online", "Job club", "Spreadsheets", "Phones and tablets")
ROOMS = ("Room 1", "Room 2", "IT suite", "Library")
# Out of twenty who are marked.
MARKS = (*[Mark.PRESENT] * 15, Mark.LATE, Mark.LEFT_EARLY, Mark.TOLD_US, Mark.TOLD_US, Mark.ABSENT)


class Courses:
    """Six years of courses. The first of them meets on the day of the bench."""

    def __init__(self, crowd: Crowd, tutor_id: str, dice: random.Random) -> None:
        self._people, self._tutor_id, self._dice = crowd.person_ids, tutor_id, dice
        self._series = max(1, crowd.size.sessions // MEETINGS)
        each = crowd.size.attendances // max(1, crowd.size.sessions)
        self._walk_ins = max(0, each - PLACES)

    def sessions(self) -> Iterator[Group]:
        """One session after the other with its register; the first of a course brings places."""
        for number in range(self._series):
            yield from self._course(number)

    def _course(self, number: int) -> Iterator[Group]:
        id, title = new_id(), TITLES[number % len(TITLES)]
        first = self._first_day(number)
        with_place = self._dice.sample(self._people, PLACES)
        series = {
            "id": id, "title": title, "kind": SessionKind.COURSE, "repeats": Repeat.WEEKLY,
            "first_on": first, "places": PLACES,
        }  # fmt: skip
        places = [_place(id, person, first) for person in with_place]
        for week in range(MEETINGS):
            session = self._session(number, series, first + week * A_WEEK)
            yield (
                (table_of(LearningSeries), [] if week else [series]),
                (table_of(Enrolment), [] if week else places),
                (table_of(LearningSession), [session]),
                (table_of(Attendance), self._came(session, places)),
            )

    def _first_day(self, number: int) -> date:
        """Spread evenly over the years, on all weekdays; some still have weeks to go."""
        if number == 0:
            return TODAY - 5 * A_WEEK
        monday = TODAY - timedelta(days=TODAY.weekday())
        weeks_ago = YEARS * 52 - number * YEARS * 52 // self._series
        return monday - weeks_ago * A_WEEK + timedelta(days=number % 5)

    def _session(self, number: int, series: Row, on: date) -> Row:
        begins = datetime.combine(on, time(9 + number % 7), ZONE)
        done = begins + timedelta(hours=2) < NOW
        return {
            "id": new_id(),
            "series_id": series["id"],
            "kind": series["kind"],
            "title": series["title"],
            "held_on": on,
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=2),
            "room": ROOMS[number % len(ROOMS)],
            "tutor_id": self._tutor_id,
            "places": PLACES,
            "is_finished": int(done),
            "finished_at": begins + timedelta(hours=2) if done else None,
        }

    def _came(self, session: Row, places: list[Row]) -> list[Row]:
        """A finished register marks everybody; one to come is empty."""
        if not session["is_finished"]:
            return []
        with_place = [row["person_id"] for row in places]
        more = self._dice.sample(self._people, self._walk_ins)
        walk_ins = [id for id in more if id not in with_place]
        rows = [self._mark(session, id, self._dice.choice(MARKS), 0) for id in with_place]
        return [*rows, *(self._mark(session, id, Mark.PRESENT, 1) for id in walk_ins)]

    def _mark(self, session: Row, person_id: str, mark: str, walked_in: int) -> Row:
        return {
            "id": pair_id("attendance", session["id"], person_id),
            "session_id": session["id"],
            "person_id": person_id,
            "mark": mark,
            "late_minutes": 15 if mark == Mark.LATE else 0,
            "came_at": session["starts_at"],
            "is_walk_in": walked_in,
        }


def _place(series_id: str, person_id: str, first: date) -> Row:
    return {
        "id": pair_id("enrolment", series_id, person_id),
        "person_id": person_id,
        "series_id": series_id,
        "place": Place.BOOKED,
        "asked_at": datetime.combine(first - A_WEEK, time(12), ZONE),
        "from_on": first,
    }
