"""The rows of a package that count: of some days, narrowed to something, and who had what."""

from __future__ import annotations

import csv
import io
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


class Rows:
    """What happened in some days, as the files say it."""

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

    @cached_property
    def paid_sessions(self) -> tuple[set[str], set[str]]:
        """Sessions of any day the fund paid for, and the courses they are of."""
        theirs = {
            row["session_id"]
            for row in self.live("session_fund")
            if row["fund_id"] == self.asked.fund and int(row["share"]) > 0
        }
        held = [
            row
            for row in self.live("learning_session")
            if row["id"] in theirs and row["is_cancelled"] == "0"
        ]
        courses = {row["series_id"] for row in held if row["series_id"]}
        return {row["id"] for row in held}, courses

    def came_of_it(self, row: Row) -> bool:
        """Whether a row came of a session or course that the fund paid for."""
        sessions, courses = self.paid_sessions
        if not self.asked.fund or row["session_id"] in sessions:
            return True
        return row.get("series_id") in courses

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
            if self.at_within(row["lent_at"]) and self.fits(row["borrower_id"]) and self.paid(row)
        ]

    @cached_property
    def gifts(self) -> list[Row]:
        return [
            row
            for row in self.live("gift")
            if self.at_within(row["given_at"]) and self.fits(row["person_id"]) and self.paid(row)
        ]

    @cached_property
    def events(self) -> list[Row]:
        loans = {row["id"]: row for row in self.tables["loan"]}
        return [
            row
            for row in self.live("loan_event")
            if self.at_within(row["happened_at"])
            and self.fits(row["borrower_id"])
            and self.paid(loans[row["loan_id"]])
        ]

    def paid(self, row: Row) -> bool:
        """Whether the fund that is asked for paid for the device of a loan or gift."""
        device = self.device_by_id[row["device_id"]]
        return not self.asked.fund or device["fund_id"] == self.asked.fund

    def thing(self, row: Row) -> str:
        return str(self.kind_by_id[self.device_by_id[row["device_id"]]["kind_id"]]["name"])

    # contacts

    @property
    def all_of_it(self) -> bool:
        return not self.asked.kinds

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
        gone: dict[str, date] = {}
        for event in self.live("loan_event"):
            if event["kind"] in ("returned", "lost"):
                on = self.day(event["happened_at"])
                assert on is not None
                gone[event["loan_id"]] = min(on, gone.get(event["loan_id"], on))
        found: dict[str, list[tuple[date, date | None, bool, bool]]] = defaultdict(list)
        for table, whose, when in HANDED:
            for row in self.live(table):
                kind = self.kind_by_id[self.device_by_id[row["device_id"]]["kind_id"]]
                until = gone.get(row["id"])
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


def _told_both(answer: Row) -> bool:
    return int(answer["people_learning"]) > 0 and int(answer["working_devices"]) >= 0
