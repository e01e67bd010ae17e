"""Everything a hub shows: every live row, and what every query answers for everybody and all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import (
    Agreement,
    Award,
    CodeOf,
    Device,
    DeviceKind,
    LearningSession,
    Loan,
    Person,
)
from hubdesk.queries import (
    agreements,
    attendances,
    awards,
    finding,
    hub,
    loans,
    paper_rows,
    policies,
    progress,
    register,
    search,
    self_check,
    sessions,
    shifts,
    skills,
    staff,
)
from hubdesk.queries.awarding import recent_courses, who_came
from hubdesk.queries.benchmarks import beside_guesses, brought_window
from hubdesk.queries.certificate_looks import current_look
from hubdesk.queries.checks import checks
from hubdesk.queries.class_grid import class_grid
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.desk import desk_thing, due_day
from hubdesk.queries.device_page import device_page
from hubdesk.queries.devices import device_counts, device_window
from hubdesk.queries.enquiries import enquiry_counts
from hubdesk.queries.funds import funds
from hubdesk.queries.here_now import here_now
from hubdesk.queries.here_twice import here_twice
from hubdesk.queries.loan_card import loan_card
from hubdesk.queries.newsletter import readers, sign_ups
from hubdesk.queries.opportunities import open_opportunities, past_opportunities
from hubdesk.queries.people import person_card, person_page
from hubdesk.queries.people_list import likely_twins, people_count, people_window
from hubdesk.queries.session_card import known_rooms, session_card
from hubdesk.queries.stock_words import stock_words
from hubdesk.queries.this_week import this_week
from hubdesk.queries.today import today_row
from hubdesk.store.capture import journalled_tables
from hubdesk.store.database import Database

TYPED = ("red", "omega", "lodz", "oneill", "42", "sn", "hd-0001", "07700", "sam ann")
JOURNALLED = [table.name for table in journalled_tables()]
SEARCHED = {"person_find": "pk, words", "device_find": "pk, words", "name_word": "word"}


def live_rows(db: Session) -> dict[str, list[Any]]:
    """Every row of every journalled table that was not taken back, folded columns included.

    Asked of SQLite itself: by way of SQLAlchemy it took 4.3 ms four times a verb; so it takes 0.3.
    """
    raw: Any = db.connection().connection.driver_connection
    return {
        name: raw.execute(f"SELECT * FROM {name} WHERE deleted = 0 ORDER BY id").fetchall()
        for name in JOURNALLED
    }


def every_row(database: Database, _today: date) -> dict[str, Any]:
    """Every live row, and the words that search looks through."""
    with database.reading() as db:
        raw: Any = db.connection().connection.driver_connection
        words = {
            name: raw.execute(f"SELECT {columns} FROM {name} ORDER BY 1").fetchall()
            for name, columns in SEARCHED.items()
        }
        return {f"rows of {name}": rows for name, rows in (live_rows(db) | words).items()}


def everything_seen(database: Database, today: date) -> dict[str, Any]:
    """What the hub shows on a day, but for what was done lately."""
    seen = every_row(database, today)
    with database.reading() as db:
        seen |= _of_the_hub(db, today)
        for id in db.scalars(select(Person.id).where(Person.deleted == 0)).all():
            seen |= _of_person(db, id, today)
        for id in db.scalars(select(Device.id).where(Device.deleted == 0)).all():
            seen |= _of_device(db, id)
        for id in db.scalars(select(Loan.id).where(Loan.deleted == 0)).all():
            seen[f"card of loan {id}"] = loan_card(db, id)
            seen[f"calls of loan {id}"] = loans.calls_of_loan(db, id)
            seen[f"contents of loan {id}"] = loans.contents_of_loan(db, id)
        for id in db.scalars(select(Agreement.id).where(Agreement.deleted == 0)).all():
            seen[f"paper {id}"] = agreements.agreement_paper(db, id)
        for id in db.scalars(select(Award.id).where(Award.deleted == 0)).all():
            seen[f"certificate {id}"] = awards.certificate_papers(db, [id])
        seen |= _of_learning(db, today)
        for shown in db.scalars(select(CodeOf.shown).where(CodeOf.deleted == 0)).all():
            seen[f"typed {shown}"] = finding.find_typed(db, shown)
    return seen


def _of_the_hub(db: Session, today: date) -> dict[str, Any]:
    live = select(DeviceKind.id).where(DeviceKind.deleted == 0)
    kinds = db.scalars(live.order_by(DeviceKind.id)).all()
    shut = closed_days(db)
    return {
        "today": today_row(db, today),
        "facts": hub.hub_facts(db),
        "choices": hub.choices(db),
        "kinds": hub.kinds(db),
        "accounts": staff.accounts(db),
        "leavers": staff.leavers(db),
        "words": current_wordings(db),
        "promises": [hub.current_template(db, purpose) for purpose in ("loan", "gift")],
        "policies": policies.policies(db),
        "policy": [policies.policy_for(db, kind_id=id, roles=("borrower",)) for id in kinds],
        "closed": shut,
        "numbers of others": [beside_guesses(db), brought_window(db, offset=0, limit=99)],
        "open": [shut.next_open_day(today.replace(day=day)) for day in range(1, 29)],
        "loan counts": loans.loan_counts(db, today),
        "loans": [
            loans.loan_window(db, shown=shown, today=today, sort=sort)
            for shown in loans.Shown
            for sort in ("due_on", "lent_at", "borrower", "tag", "state")
        ],
        "unsigned": agreements.unsigned_agreements(db),
        "unsigned count": agreements.unsigned_count(db),
        "people count": people_count(db, today=today),
        "people": [people_window(db, today=today, sort=sort) for sort in ("name", "joined")],
        "device counts": device_counts(db, today=today),
        "devices": [
            device_window(db, today=today, sort=sort)
            for sort in ("tag", "title", "kind", "stage", "seen")
        ],
        "stock words": stock_words(db),
        "here twice": sorted(here_twice(lambda work: work(db)).pairs, key=str),
        "here now": here_now(db, _at(today)),
        "hours": shifts.hours_of_month(db, today, _at(today)),
        "handed over": shifts.handed_over(db),
        "board": [open_opportunities(db, today), past_opportunities(db, today)],
        "this week": this_week(db, _at(today)),
        "newsletter": [readers(db), sign_ups(db)],
        "due list": paper_rows.due_rows(db, today),
        "found": [_found(db, typed) for typed in TYPED],
    }


def _at(today: date) -> datetime:
    return datetime.combine(today, time(12), UTC)


def _found(db: Session, typed: str) -> tuple[Any, ...]:
    """Who is found, in any order: the index keeps its own."""
    hits = search.search(db, typed, people=100, devices=100)
    return sorted(hits.people, key=str), sorted(hits.devices, key=str), hits.was_slip


def _of_person(db: Session, id: str, today: date) -> dict[str, Any]:
    person = db.get_one(Person, id)
    return {
        f"card of {id}": person_card(db, id, today),
        f"page of {id}": person_page(db, id),
        f"loans of {id}": loans.loans_of_person(db, id),
        f"attendances of {id}": attendances.attendances_of(db, id),
        f"attended by {id}": attendances.attended(db, id),
        f"booked by {id}": attendances.booked_sessions(db, id, today),
        f"skills of {id}": skills.skills_of(db, id),
        f"judged of {id}": [
            skills.judged(db, id, one)
            for one in sorted(one for _, one in skills.latest_places(db, [id]))
        ],
        f"way of {id}": [self_check.travelled(db, id, one.id) for one in skills.skills_lists(db)],
        f"goals of {id}": progress.goals_of(db, id),
        f"outcomes of {id}": progress.outcomes_of(db, id),
        f"follow-ups of {id}": progress.follow_ups_of(db, id),
        f"whom to ring about {id}": register.emergency_contacts(db, id),
        f"awards of {id}": awards.awards_of(db, id),
        f"agreements of {id}": agreements.agreements_of(db, id),
        f"twins of {id}": sorted(
            likely_twins(db, name=person.display_name, phone_key=person.phone_key), key=str
        ),
    }


def _of_learning(db: Session, today: date) -> dict[str, Any]:
    seen: dict[str, Any] = {
        "sessions": sessions.sessions_between(
            db, today - timedelta(days=30), today + timedelta(days=400), with_appointments=True
        ),
        "unfinished": sessions.unfinished_sessions(db, today),
        "rooms": known_rooms(db),
        "funds": funds(db),
        "checks": checks(db),
        "looks": [current_look(db, sort) for sort in ("attendance", "achievement")],
        "courses": recent_courses(db, today),
        "skills lists": skills.skills_lists(db),
        "to ask": progress.follow_ups_due(db, today, limit=100),
        "enquiries": enquiry_counts(db, today - timedelta(days=30), today),
    }
    for id in db.scalars(select(LearningSession.id).where(LearningSession.deleted == 0)).all():
        seen[f"session {id}"] = session_card(db, id)
        seen[f"register {id}"] = register.register(db, id, today)
        seen[f"came to {id}"] = who_came(db, sort="attendance", session_id=id, now=_at(today))
        seen[f"class of {id}"] = class_grid(db, id)
        seen[f"heads {id}"] = register.head_counts(db, id)
    return seen


def _of_device(db: Session, id: str) -> dict[str, Any]:
    kind_id = db.get_one(Device, id).kind_id
    return {
        f"thing {id}": desk_thing(db, id),
        f"page of {id}": device_page(db, id),
        f"loans of {id}": loans.loans_of_device(db, id),
        f"label of {id}": paper_rows.label_rows(db, [id]),
        f"due day of {id}": due_day(
            db, kind_id=kind_id, person_id="", today=date(2026, 11, 24), days=None
        ),
    }
