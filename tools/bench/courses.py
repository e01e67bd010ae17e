"""The sessions of the large hub: courses of ten weeks and a club of ten years, and who came."""

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
from tools.bench.crowd import (
    A_YEAR,
    LONG_YEARS,
    NOW,
    TODAY,
    YEARS,
    ZONE,
    Crowd,
    Group,
    Row,
    table_of,
)
from tools.bench.skills import Ended

MEETINGS = 10  # of a course
CLUB = LONG_YEARS * 26  # sessions of the club that meets every other week
PLACES = 30
A_WEEK = timedelta(days=7)
TITLES = ("Digital basics", "Getting online", "Job club", "Spreadsheets", "Phones and tablets")
ROOMS = ("Room 1", "Room 2", "IT suite", "Library")
# Out of twenty who are marked.
MARKS = (*[Mark.PRESENT] * 15, Mark.LATE, Mark.LEFT_EARLY, Mark.TOLD_US, Mark.TOLD_US, Mark.ABSENT)


class Courses:
    """Six years of courses, of which the first meets on the day of the bench, and one long club.

    `ended` are the classes as they can be judged, once their sessions are made.
    """

    def __init__(self, crowd: Crowd, tutor_id: str, dice: random.Random) -> None:
        self._people, self._tutor_id, self._dice = crowd.person_ids, tutor_id, dice
        self._learner_id = crowd.learner_id
        self._series = max(1, (crowd.size.sessions - CLUB) // MEETINGS)
        each = crowd.size.attendances // max(1, crowd.size.sessions)
        self._walk_ins = max(0, each - PLACES)
        self.ended: list[Ended] = []

    def sessions(self) -> Iterator[Group]:
        """One session after the other with its register; the first of a course brings places."""
        for number in range(self._series):
            yield from self._course(number)
        with_place = [self._learner_id, *self._dice.sample(self._people[1:], PLACES - 1)]
        begins = TODAY - LONG_YEARS * A_YEAR
        days = [begins + number * 2 * A_WEEK for number in range(CLUB)]
        yield from self._meetings(self._series, days, with_place, Repeat.FORTNIGHTLY)

    def _course(self, number: int) -> Iterator[Group]:
        first = self._first_day(number)
        with_place = self._dice.sample(self._people, PLACES)
        days = [first + week * A_WEEK for week in range(MEETINGS)]
        held = None
        for group in self._meetings(number, days, with_place, Repeat.WEEKLY):
            (session,) = group[2][1]
            held = session if session["is_finished"] else held
            yield group
        if held is not None:
            self.ended.append(Ended(held["id"], held["held_on"], tuple(with_place)))

    def _meetings(
        self, number: int, days: list[date], with_place: list[str], repeats: Repeat
    ) -> Iterator[Group]:
        id, title = new_id(), TITLES[number % len(TITLES)]
        series = {
            "id": id, "title": title, "kind": SessionKind.COURSE, "repeats": repeats,
            "first_on": days[0], "places": PLACES,
        }  # fmt: skip
        places = [_place(id, person, days[0]) for person in with_place]
        # the class that is measured is as large as its bound says
        walk_ins = self._walk_ins if number else 0
        for on in days:
            session = self._session(number, series, on)
            begins = on == days[0]
            yield (
                (table_of(LearningSeries), [series] if begins else []),
                (table_of(Enrolment), places if begins else []),
                (table_of(LearningSession), [session]),
                (table_of(Attendance), self._came(session, places, walk_ins)),
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

    def _came(self, session: Row, places: list[Row], walk_ins: int) -> list[Row]:
        """A finished register marks everybody; one to come is empty."""
        if not session["is_finished"]:
            return []
        with_place = [row["person_id"] for row in places]
        more = [id for id in self._dice.sample(self._people, walk_ins) if id not in with_place]
        rows = [self._mark(session, id, self._dice.choice(MARKS), 0) for id in with_place]
        return [*rows, *(self._mark(session, id, Mark.PRESENT, 1) for id in more)]

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
