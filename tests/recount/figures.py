"""The figures of some days. Each method is one figure, or the rows a few share."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cached_property

from .rows import CAME, LEARN, Row, Rows


class Recount(Rows):
    """Every figure and table, counted out of the rows."""

    # learning

    @cached_property
    def skills(self) -> set[tuple[str, str]]:
        achieved = {row["id"] for row in self.tables["scale_step"] if row["is_achieved"] == "1"}
        return {
            (row["person_id"], row["statement_id"])
            for row in self.live("judgement")
            if self.within(row["judged_on"])
            and row["method"] in ("seen", "shown in work")
            and row["step_id"] in achieved
            and self.fits(row["person_id"])
            and self.came_of_it(row)
        }

    @cached_property
    def certificates(self) -> list[Row]:
        replaced = {row["replaces_id"] for row in self.live("award") if row["replaces_id"]}
        gone = {row["award_id"] for row in self.live("award_event") if row["kind"] == "withdrawn"}
        return [
            row
            for row in self.live("award")
            if self.within(row["awarded_on"])
            and row["id"] not in replaced | gone
            and self.fits(row["person_id"])
            and self.came_of_it(row)
        ]

    @cached_property
    def outcomes(self) -> list[Row]:
        asked = {r["destination_id"] for r in self.live("follow_up") if self.came_of_it(r)}
        return [
            row
            for row in self.live("destination")
            if self.within(row["told_on"])
            and self.fits(row["person_id"])
            and (not self.asked.fund or row["id"] in asked)
        ]

    @cached_property
    def follow_ups(self) -> list[Row]:
        return [
            row
            for row in self.live("follow_up")
            if self.within(row["due_on"]) and self.fits(row["person_id"]) and self.came_of_it(row)
        ]

    # volunteers

    @cached_property
    def shifts(self) -> list[Row]:
        volunteers = {
            row["account_id"] for row in self.live("account_role") if row["role"] == "volunteer"
        }
        return [
            row
            for row in self.live("shift")
            if self.at_within(row["began_at"]) and row["account_id"] in volunteers
        ]

    def new_volunteers(self) -> set[str]:
        earlier = {
            row["account_id"]
            for row in self.live("shift")
            if (on := self.day(row["began_at"])) is not None and on < self.first
        }
        return {row["account_id"] for row in self.shifts} - earlier

    @cached_property
    def at_sessions(self) -> list[tuple[str, Row, int]]:
        roles = defaultdict(set)
        for row in self.live("account_role"):
            roles[row["role"]].add(row["account_id"])
        leaders = roles["volunteer"] - roles["tutor"] - roles["manager"]
        helpers = defaultdict(set)
        for row in self.live("session_helper"):
            helpers[row["session_id"]].add(row["account_id"])
        return [
            (whose, session, share)
            for session, share in self.sessions
            for whose in helpers[session["id"]] & roles["volunteer"]
            | {session["tutor_id"]} & leaders
        ]

    # all of it

    def of_people(self, outcomes: str) -> int:
        return len({r["person_id"] for r in self.outcomes if r["outcome"] in outcomes.split()})

    def heads(self, column: str, kinds: tuple[str, ...] = ()) -> int:
        return sum(
            max(int(row[column]), 0)
            for row, session in self.head_rows
            if not kinds or session["kind"] in kinds
        )

    @cached_property
    def head_rows(self) -> list[tuple[Row, Row]]:
        by_session = defaultdict(list)
        for row in self.live("head_count"):
            if row["came"] != "-1":
                by_session[row["session_id"]].append(row)
        return [(row, s) for s, _ in self.sessions for row in by_session[s["id"]]]

    @cached_property
    def took_part(self) -> list[tuple[str, str]]:
        sorts = {row["id"]: row["sort"] for row in self.tables["organisation"]}
        held = Counter(session["id"] for session, _ in self.sessions)
        return [
            (row["organisation_id"], sorts[row["organisation_id"]])
            for row in self.live("session_organisation")
            if held[row["session_id"]]
        ]

    def told(self, table: str, column: str) -> list[Row]:
        return [row for row in self.live(table) if self.within(row[column])]

    @cached_property
    def sessions_of_any_day(self) -> dict[str, Row]:
        """Those of the fund and the kinds."""
        every = {row["id"]: row for row in self.live("learning_session")}
        paid = {
            row["session_id"]
            for row in self.live("session_fund")
            if row["fund_id"] == self.asked.fund and int(row["share"]) > 0
        }
        return {
            id: row
            for id, row in every.items()
            if row["is_cancelled"] == "0"
            and (not self.asked.kinds or row["kind"] in self.asked.kinds)
            and (not self.asked.fund or id in paid)
        }

    @cached_property
    def stories(self) -> list[Row]:
        sessions = self.sessions_of_any_day
        came = {
            row["person_id"]
            for row in self.live("attendance")
            if row["session_id"] in sessions
            and row["mark"] in CAME
            and date.fromisoformat(sessions[row["session_id"]]["held_on"]) <= self.last
        }
        narrowed = self.asked.fund or self.asked.kinds
        return [
            row
            for row in self.told("story", "told_on")
            if row["agreed_on"]
            and not row["taken_back_on"]
            and row["text"]
            and (not narrowed or row["person_id"] in came)
        ]

    @cached_property
    def comments(self) -> list[Row]:
        narrowed = self.asked.fund or self.asked.kinds
        return [
            row
            for row in self.told("tutor_comment", "about_on")
            if not narrowed or row["session_id"] in self.sessions_of_any_day
        ]

    @cached_property
    def pounds(self) -> list[tuple[Row, int]]:
        gifts = {row["id"]: row for row in self.gifts}
        return [
            (gifts[row["gift_id"]], int(row["pounds"]))
            for row in self.live("gift_value")
            if row["gift_id"] in gifts
        ]

    def figures(self) -> dict[str, int | None]:
        """Every figure by its code; None for one that cannot be narrowed so."""
        school, kind = ("school visit",), "kind"
        of_kind = Counter(session[kind] for session, _ in self.sessions)
        happened = Counter(row["kind"] for row in self.events)
        hours = sum(self.minutes(session) * share for session, share in self.sessions)
        with_people = sum(self.visit_minutes(row, s) * share for row, s, share in self.visits)
        consulted = self.told("consultation", "held_on")
        homes = {self.home(self.people_by_id[id]) for id in self.people} - {None}
        visits = {
            "people": len(self.people),
            "new_people": len(self.people - self.known_before),
            "households": len(homes),
            "interactions": sum(self.contacts().values()),
            "visits": len(self.visits),
            "visits_each_week": len(self.visits),
            "learning_hours": _half_up(with_people, 6000),
            "learners": len({row["person_id"] for row, s, _ in self.visits if s[kind] in LEARN}),
            "drop_in_visits": sum(s[kind] == "drop-in" for _, s, _ in self.visits),
            "drop_ins": sum(s[kind] == "drop-in" for _, s, _ in self.visits),
        }
        sessions = {
            "sessions": len(self.sessions),
            "session_hours": _half_up(hours, 6000),
            "school_visits": of_kind["school visit"],
            "heads": self.heads("came"),
            "pupils": self.heads("came", school),
            "pupils_girls": self.heads("girls", school),
            "pupils_premium": self.heads("pupil_premium", school),
            "pupils_send": self.heads("send", school),
            "outreach_heads": self.heads("came", ("outreach stall", "event")),
            "schools": len({id for id, sort in self.took_part if sort == "school"}),
            "session_volunteers": len({whose for whose, _, _ in self.at_sessions}),
            "session_volunteer_hours": _half_up(
                sum(self.minutes(session) * share for _, session, share in self.at_sessions), 6000
            ),
            "stories": len(self.stories),
            "comments": len(self.comments),
            "partners": len({id for id, s in self.took_part if s in ("partner", "employer")}),
        }
        of_devices = {
            "loans": len(self.loans),
            "borrowers": len({row["borrower_id"] for row in self.loans}),
            "returns": happened["returned"],
            "renewals": happened["renewed"],
            "lost": happened["lost"],
            "gifts": len(self.gifts),
            "people_given": len({row["person_id"] for row in self.gifts}),
            "gifts_valued": len(self.pounds),
            "gift_pounds": sum(pounds for _, pounds in self.pounds),
        }
        of_people = {
            "skills": len(self.skills),
            "people_skilled": len({person for person, _ in self.skills}),
            "certificates": len(self.certificates),
            "people_certified": len({row["person_id"] for row in self.certificates}),
            "outcomes": len(self.outcomes),
            "into_work": self.of_people("EMP1 EMP2 EMP4 EMP5"),
            "into_learning": self.of_people("EDU2 EDU3 EDU4 EDU5 EDU6"),
            "into_volunteering": self.of_people("VOL1"),
            "not_reached": self.of_people("OTH3"),
            "follow_ups": len(self.follow_ups),
            "follow_ups_done": sum(row["is_done"] == "1" for row in self.follow_ups),
        }
        goals = {
            "goals": sum(
                self.within(r["reached_on"]) and self.fits(r["person_id"])
                for r in self.live("goal")
            ),
        }
        whole = {
            "homes_sharing_less": len(self.homes_sharing_less()),
            "people_connected": self.people_connected(),
            "enquiries": len(self.told("enquiry", "asked_on")),
            "volunteers": len({row["account_id"] for row in self.shifts}),
            "new_volunteers": len(self.new_volunteers()),
            "volunteer_hours": _half_up(sum(max(int(r["minutes"]), 0) for r in self.shifts), 60),
            "consultations": len(consulted),
            "consulted": sum(int(row["how_many"]) for row in consulted),
            "changed": sum(bool(row["changed"]) for row in consulted),
        }
        by_session = bool(self.asked.fund or self.asked.kinds)
        by_person = bool(self.asked.areas or self.asked.ages)
        found: dict[str, int | None] = dict(visits)
        found |= sessions if not by_person else dict.fromkeys(sessions)
        found |= of_devices if not self.asked.kinds else dict.fromkeys(of_devices)
        found |= of_people if not self.asked.kinds else dict.fromkeys(of_people)
        found |= goals if not by_session else dict.fromkeys(goals)
        found |= whole if not (by_session or by_person) else dict.fromkeys(whole)
        return found

    def tables_of(self) -> dict[str, dict[str, int]]:
        """Every table by its code, each row by its own; noughts are left out."""
        connection = {row["id"]: row["connection"] for row in self.live("household")}
        homes = {self.home(self.people_by_id[id]) for id in self.people} - {None}
        people = [self.people_by_id[id] for id in self.people]
        areas = {row["id"]: row["title"] for row in self.tables["skill_area"]}
        skill_area = {row["id"]: areas[row["area_id"]] for row in self.tables["statement"]}
        weeks = Counter(_monday(s["held_on"]) for _, s, _ in self.visits)
        drop_ins = [row for row, s, _ in self.visits if s["kind"] == "drop-in"]
        pupils: Counter[str] = Counter()
        for row, session in self.head_rows:
            if session["kind"] == "school visit":
                pupils[row["year_group"]] += int(row["came"])
        pounds: Counter[str] = Counter()
        for row, worth in self.pounds:
            pounds[self.thing(row)] += worth
        every = {
            "contacts_by_sort": self.contacts(),
            "sessions_by_kind": Counter(s["kind"] for s, _ in self.sessions),
            "visits_by_kind": Counter(s["kind"] for _, s, _ in self.visits),
            "visits_by_week": weeks,
            "drop_ins_by_about": Counter(row["about"] for row in drop_ins),
            "enquiries_by_about": Counter(r["about"] for r in self.told("enquiry", "asked_on")),
            "pupils_by_year": pupils,
            "loans_by_thing": Counter(map(self.thing, self.loans)),
            "gifts_by_thing": Counter(map(self.thing, self.gifts)),
            "pounds_by_thing": pounds,
            "homes_by_connection": Counter(connection.get(str(home), "") for home in homes),
            "skills_by_area": Counter(skill_area[skill] for _, skill in self.skills),
            "certificates_by_sort": Counter(row["sort"] for row in self.certificates),
            "people_by_area": Counter(map(self.area, people)),
            "people_by_age": Counter(map(self.age, people)),
            "outcomes_by_code": Counter(row["outcome"] for row in self.outcomes),
        }
        return {
            code: {row or "not told": many for row, many in counts.items() if many}
            for code, counts in every.items()
        }


def _half_up(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by)


def _monday(text: str) -> str:
    on = date.fromisoformat(text)
    return (on - timedelta(days=on.weekday())).isoformat()
