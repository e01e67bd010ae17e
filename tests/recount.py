"""Counts every figure again out of an exported package, with the standard library alone.

It imports nothing of HubDesk, so that a mistake there is not made here too. What each figure means
is written down a second time, in the plainest way: loops over the rows of the files.

    python tests/recount.py PACKAGE.zip 2026-10-01 2026-10-31 --today 2026-11-24
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
CAME = ("present", "late", "left early", "remote")
LEARN = ("course", "workshop", "one-to-one", "job club", "home visit", "phone support")
ONLINE = ("phone data", "broadband")
HANDED = (("loan", "borrower_id", "lent_at"), ("gift", "person_id", "given_at"))
BANDS = (
    ("75 or over", 75),
    ("65 to 74", 65),
    ("50 to 64", 50),
    ("25 to 49", 25),
    ("18 to 24", 18),
    ("16 to 17", 16),
    ("13 to 15", 13),
    ("under 13", 0),
)


def read_package(path: Path) -> dict[str, list[Row]]:
    """Every table as rows by column. `\\N` is no value; one apostrophe in front is a guard."""
    found: dict[str, list[Row]] = {}
    csv.field_size_limit(2**30)
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.endswith(".csv"):
                continue
            text = io.TextIOWrapper(package.open(name), encoding="utf-8", newline="")
            table = name.rpartition("/")[2].removesuffix(".csv")
            found[table] = [
                {key: _cell(value) for key, value in row.items()} for row in csv.DictReader(text)
            ]
    return found


def _cell(text: str) -> str | None:
    if text == "\\N":
        return None
    return text[1:] if text.startswith("'") else text


@dataclass(frozen=True)
class Asked:
    """The days and what the figures are narrowed to."""

    first: date
    last: date
    fund: str = ""
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()


class Recount:
    """The figures of some days. Each method is one figure, or the rows a few share."""

    def __init__(self, tables: dict[str, list[Row]], asked: Asked, today: date) -> None:
        self.tables, self.asked = tables, asked
        self.first, self.last = asked.first, min(asked.last, today)
        hub = tables["hub"][0]
        self.zone = ZoneInfo(hub["time_zone"])
        self.people_by_id = {row["id"]: row for row in tables["person"]}
        self.session_by_id = {row["id"]: row for row in tables["learning_session"]}
        self.kind_by_id = {row["id"]: row for row in tables["device_kind"]}
        self.device_by_id = {row["id"]: row for row in tables["device"]}

    # what is alive, and when

    def live(self, table: str) -> Iterator[Row]:
        return (row for row in self.tables[table] if row["deleted"] == "0")

    def day(self, moment: str | None) -> date | None:
        if not moment:
            return None
        return datetime.fromisoformat(moment).astimezone(self.zone).date()

    def within(self, text: str | None) -> bool:
        return bool(text) and self.first <= date.fromisoformat(str(text)) <= self.last

    def at_within(self, moment: str | None) -> bool:
        on = self.day(moment)
        return on is not None and self.first <= on <= self.last

    # people

    def area(self, person: Row) -> str:
        if person["no_fixed_address"] == "1":
            return "no fixed address"
        if person["address_withheld"] == "1" or not person["postcode"]:
            return "not known"
        return str(person["postcode"]).split(" ")[0]

    def age(self, person: Row) -> str:
        told = person["born_precision"]
        if told == "band":
            return str(person["age_band"])
        if told == "exact" and person["born_on"]:
            born = date.fromisoformat(person["born_on"])
            had = (self.last.month, self.last.day) >= (born.month, born.day)
            years = self.last.year - born.year - (not had)
        elif told == "year":
            years = self.last.year - int(person["born_year"])
        else:
            return "not told"
        return next((band for band, least in BANDS if years >= least), "not told")

    def home(self, person: Row) -> str | None:
        if person["household_id"]:
            return str(person["household_id"])
        if person["address"] and person["address_withheld"] == "0":
            return f"{person['address']}|{person['postcode']}"
        return None

    def fits(self, person_id: str) -> bool:
        if not self.asked.areas and not self.asked.ages:
            return True
        person = self.people_by_id.get(person_id)
        if person is None:
            return False
        return (not self.asked.areas or self.area(person) in self.asked.areas) and (
            not self.asked.ages or self.age(person) in self.asked.ages
        )

    # sessions and who came

    @cached_property
    def sessions(self) -> list[tuple[Row, int]]:
        shares: dict[str, list[int]] = defaultdict(list)
        for row in self.live("session_fund"):
            if row["fund_id"] == self.asked.fund and int(row["share"]) > 0:
                shares[row["session_id"]].append(int(row["share"]))
        found = []
        for row in self.live("learning_session"):
            if row["is_cancelled"] == "1" or not self.within(row["held_on"]):
                continue
            if self.asked.kinds and row["kind"] not in self.asked.kinds:
                continue
            for share in shares[row["id"]] if self.asked.fund else [100]:
                found.append((row, share))
        return found

    def minutes(self, session: Row) -> int:
        starts, ends = (datetime.fromisoformat(session[name]) for name in ("starts_at", "ends_at"))
        return int((ends - starts).total_seconds() // 60) - int(session["break_minutes"])

    @cached_property
    def visits(self) -> list[tuple[Row, Row, int]]:
        by_session = defaultdict(list)
        for row in self.live("attendance"):
            if row["mark"] in CAME:
                by_session[row["session_id"]].append(row)
        return [
            (row, session, share)
            for session, share in self.sessions
            for row in by_session[session["id"]]
            if self.fits(row["person_id"])
        ]

    def visit_minutes(self, row: Row, session: Row) -> int:
        if row["minutes"] != "-1":
            return int(row["minutes"])
        return 0 if session["kind"] == "drop-in" else self.minutes(session)

    # loans and gifts

    @cached_property
    def loans(self) -> list[Row]:
        return [
            row
            for row in self.live("loan")
            if self.at_within(row["lent_at"]) and self.fits(row["borrower_id"])
        ]

    @cached_property
    def gifts(self) -> list[Row]:
        return [
            row
            for row in self.live("gift")
            if self.at_within(row["given_at"]) and self.fits(row["person_id"])
        ]

    @cached_property
    def events(self) -> list[Row]:
        return [
            row
            for row in self.live("loan_event")
            if self.at_within(row["happened_at"]) and self.fits(row["borrower_id"])
        ]

    def not_back(self) -> list[Row]:
        back: dict[str, date] = {}
        for event in self.live("loan_event"):
            if event["kind"] == "returned":
                on = self.day(event["happened_at"])
                assert on is not None
                back[event["loan_id"]] = min(on, back.get(event["loan_id"], on))
        found = []
        for row in self.live("loan"):
            lent = self.day(row["lent_at"])
            if lent is None or lent > self.last or not self.fits(row["borrower_id"]):
                continue
            if row["id"] not in back or back[row["id"]] > self.last:
                found.append(row)
        return found

    def thing(self, row: Row) -> str:
        return str(self.kind_by_id[self.device_by_id[row["device_id"]]["kind_id"]]["name"])

    # contacts

    @property
    def all_of_it(self) -> bool:
        return not self.asked.fund and not self.asked.kinds

    def contacts(self) -> Counter[str]:
        found = Counter({"visit": len(self.visits)})
        if self.all_of_it:
            handed = {row["handing_id"] or row["id"] for row in (*self.loans, *self.gifts)}
            found["handed over"] = len(handed)
            for row in self.events:
                if row["kind"] in ("renewed", "returned"):
                    found[row["kind"]] += 1
        return found

    @cached_property
    def people(self) -> set[str]:
        found = {row["person_id"] for row, _, _ in self.visits}
        if self.all_of_it:
            found |= {row["borrower_id"] for row in self.loans}
            found |= {row["person_id"] for row in self.gifts}
            found |= {
                row["borrower_id"] for row in self.events if row["kind"] in ("renewed", "returned")
            }
        return found

    @cached_property
    def known_before(self) -> set[str]:
        found = set()
        for row in self.live("attendance"):
            session = self.session_by_id[row["session_id"]]
            if row["mark"] in CAME and date.fromisoformat(session["held_on"]) < self.first:
                found.add(row["person_id"])
        for table, whose, when in HANDED:
            for row in self.live(table):
                on = self.day(row[when])
                if on is not None and on < self.first:
                    found.add(row[whose])
        return found

    # homes

    @cached_property
    def homes(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for row in self.live("person"):
            if row["household_id"]:
                found[row["household_id"]].append(row["id"])
        return found

    @cached_property
    def answers(self) -> dict[str, dict[date, Row]]:
        found: dict[str, dict[date, Row]] = defaultdict(dict)
        for row in self.live("household_answer"):
            found[row["household_id"]][date.fromisoformat(row["asked_on"])] = row
        for row in self.live("household"):
            if row["asked_on"]:
                found[row["id"]].setdefault(date.fromisoformat(row["asked_on"]), row)
        return found

    @cached_property
    def ours(self) -> dict[str, list[tuple[date, date | None, bool, bool]]]:
        """By person: from when, the first day it is not there, a device, data."""
        back: dict[str, date] = {}
        for event in self.live("loan_event"):
            if event["kind"] == "returned":
                on = self.day(event["happened_at"])
                assert on is not None
                back[event["loan_id"]] = min(on, back.get(event["loan_id"], on))
        found: dict[str, list[tuple[date, date | None, bool, bool]]] = defaultdict(list)
        for table, whose, when in HANDED:
            for row in self.live(table):
                kind = self.kind_by_id[self.device_by_id[row["device_id"]]["kind_id"]]
                until = back.get(row["id"])
                if table == "gift" and row["ends_on"]:
                    until = date.fromisoformat(row["ends_on"]) + timedelta(days=1)
                on = self.day(row[when])
                assert on is not None
                data = kind["icon"] in ("router", "card-sim", "ticket")
                found[row[whose]].append((on, until, kind["holds_data"] == "1", data))
        return found

    def has(self, home: str, since: date, on: date, at: int) -> int:
        return sum(
            thing[at] and since <= thing[0] <= on and (thing[1] is None or thing[1] > on)
            for person in self.homes[home]
            for thing in self.ours[person]
        )

    def ends(self, home: str, is_told: Callable[[Row], bool]) -> tuple[date, Row, date, Row] | None:
        answers = self.answers[home].items()
        told = [(on, row) for on, row in answers if on <= self.last and is_told(row)]
        told.sort(key=lambda one: one[0])
        if not told:
            return None
        earlier = [one for one in told if one[0] < self.first]
        start = earlier[-1] if earlier else told[0]
        return (*start, *told[-1])

    def homes_sharing_less(self) -> set[str]:
        found = set()
        for home in self.homes:
            ends = self.ends(home, _told_both)
            if ends is None:
                continue
            on, start, last_on, end = ends
            had, have = int(start["working_devices"]), int(end["working_devices"])
            if on < self.first:
                had += self.has(home, on, self.first - timedelta(days=1), 2)
            have += self.has(home, last_on, self.last, 2)
            before = int(start["people_learning"]) / had if had else float("inf")
            now = int(end["people_learning"]) / have if have else float("inf")
            if now < before:
                found.add(home)
        return found

    def people_connected(self) -> int:
        found = 0
        for home, members in self.homes.items():
            ends = self.ends(home, lambda row: bool(row["connection"]))
            if ends is None:
                continue
            on, start, last_on, end = ends
            was = start["connection"] != "none" or (
                on < self.first and self.has(home, on, self.first - timedelta(days=1), 3) > 0
            )
            is_now = end["connection"] in ONLINE or self.has(home, last_on, self.last, 3) > 0
            if is_now and not was:
                found += len(members)
        return found

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
        ]

    @cached_property
    def outcomes(self) -> list[Row]:
        return [
            row
            for row in self.live("destination")
            if self.within(row["told_on"]) and self.fits(row["person_id"])
        ]

    @cached_property
    def follow_ups(self) -> list[Row]:
        return [
            row
            for row in self.live("follow_up")
            if self.within(row["due_on"]) and self.fits(row["person_id"])
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
    def stories(self) -> list[Row]:
        return [
            row
            for row in self.told("story", "told_on")
            if row["agreed_on"] and not row["taken_back_on"] and row["text"]
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
            "partners": len({id for id, s in self.took_part if s in ("partner", "employer")}),
        }
        of_people = {
            "loans": len(self.loans),
            "borrowers": len({row["borrower_id"] for row in self.loans}),
            "returns": happened["returned"],
            "renewals": happened["renewed"],
            "lost": happened["lost"],
            "not_back": len(self.not_back()),
            "gifts": len(self.gifts),
            "people_given": len({row["person_id"] for row in self.gifts}),
            "gifts_valued": len(self.pounds),
            "gift_pounds": sum(pounds for _, pounds in self.pounds),
            "skills": len(self.skills),
            "people_skilled": len({person for person, _ in self.skills}),
            "certificates": len(self.certificates),
            "people_certified": len({row["person_id"] for row in self.certificates}),
            "goals": sum(
                self.within(r["reached_on"]) and self.fits(r["person_id"])
                for r in self.live("goal")
            ),
            "outcomes": len(self.outcomes),
            "into_work": self.of_people("EMP1 EMP2 EMP4 EMP5"),
            "into_learning": self.of_people("EDU2 EDU3 EDU4 EDU5 EDU6"),
            "into_volunteering": self.of_people("VOL1"),
            "not_reached": self.of_people("OTH3"),
            "follow_ups": len(self.follow_ups),
            "follow_ups_done": sum(row["is_done"] == "1" for row in self.follow_ups),
        }
        whole = {
            "homes_sharing_less": len(self.homes_sharing_less()),
            "people_connected": self.people_connected(),
            "enquiries": len(self.told("enquiry", "asked_on")),
            "volunteers": len({row["account_id"] for row in self.shifts}),
            "new_volunteers": len(self.new_volunteers()),
            "volunteer_hours": _half_up(sum(max(int(r["minutes"]), 0) for r in self.shifts), 60),
            "stories": len(self.stories),
            "comments": len(self.told("tutor_comment", "about_on")),
            "consultations": len(consulted),
            "consulted": sum(int(row["how_many"]) for row in consulted),
            "changed": sum(bool(row["changed"]) for row in consulted),
        }
        by_session = bool(self.asked.fund or self.asked.kinds)
        by_person = bool(self.asked.areas or self.asked.ages)
        found: dict[str, int | None] = dict(visits)
        found |= sessions if not by_person else dict.fromkeys(sessions)
        found |= of_people if not by_session else dict.fromkeys(of_people)
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
            "not_back_by_thing": Counter(map(self.thing, self.not_back())),
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


def _told_both(answer: Row) -> bool:
    return int(answer["people_learning"]) > 0 and int(answer["working_devices"]) >= 0


def _half_up(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by)


def _monday(text: str) -> str:
    on = date.fromisoformat(text)
    return (on - timedelta(days=on.weekday())).isoformat()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("first", type=date.fromisoformat)
    parser.add_argument("last", type=date.fromisoformat)
    parser.add_argument("--today", type=date.fromisoformat, required=True)
    parser.add_argument("--fund", default="")
    for name in ("kinds", "areas", "ages"):
        parser.add_argument(f"--{name}", nargs="*", default=())
    said = parser.parse_args()
    asked = Asked(
        said.first, said.last, said.fund, tuple(said.kinds), tuple(said.areas), tuple(said.ages)
    )
    counted = Recount(read_package(said.package), asked, said.today)
    json.dump({"figures": counted.figures(), "tables": counted.tables_of()}, sys.stdout)


if __name__ == "__main__":
    main()
