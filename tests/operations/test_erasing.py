"""Somebody who is erased is in none of the places a hub keeps anything, and counts stay true."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from hubdesk.errors.privacy import ErasedSince, NameDiffers, OnHold, SeeTheLead, StillHas
from hubdesk.errors.records import NotFound, NothingToUndo
from hubdesk.i18n import plain_day
from hubdesk.ids import pair_id
from hubdesk.messages import explain
from hubdesk.models import (
    Account,
    Concern,
    Device,
    DraftKind,
    Erasure,
    JournalOp,
    JournalTxn,
    LearningSession,
    LegalHold,
    Loan,
    LoanEvent,
    Person,
    PersonNote,
)
from hubdesk.operations.booking import book_session, give_place
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.erasing import WasErased, erase_again, erase_person
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import add_note, edit_person, join_household
from hubdesk.operations.returning import declare_lost
from hubdesk.operations.shifts import hand_over
from hubdesk.operations.stock import edit_device
from hubdesk.queries.activity import recent_activity
from hubdesk.queries.device_page import device_page
from hubdesk.queries.drafts import drafts
from hubdesk.queries.erasure_plan import erasure_plan
from hubdesk.queries.held import held_on
from hubdesk.queries.loans import loans_of_device
from hubdesk.queries.people import person_page
from hubdesk.queries.search import search
from hubdesk.queries.sessions import session_row
from hubdesk.queries.today import today_row
from hubdesk.store import erasing
from hubdesk.store.proof import prove_all
from tests.conftest import NOW, HubBuilder, in_days
from tests.rebuilt import check_rebuilt

NAME = "Zyxaquorn Veldimarsh"


@pytest.fixture
def person(hub: HubBuilder) -> str:
    id = hub.person(NAME, known_as="Quornzy", phone="0121 496 0733", roles=("borrower",))
    hub.do("note", lambda db, now: add_note(db, person_id=id, text="Brumblethwack", now=now))
    return id


@pytest.mark.parametrize(
    ("name", "note", "left"),
    [
        ("Łucja Żółkiewska", "Cracked by ŁUCJA ŻÓŁKIEWSKA", "Cracked by somebody"),
        ("Ольга Іваненко", "ольга іваненко has its bag", "somebody has its bag"),
        ("Ann Lee", "Joann Lee has its bag", "Joann Lee has its bag"),
        ("Ann Lee", "[old] bag.\nAnn Lee has it", "[old] bag.\nsomebody has it"),
    ],
)
def test_a_name_goes_from_a_device_in_whatever_capitals_and_nobody_elses_does(
    hub: HubBuilder, name: str, note: str, left: str
):
    id, device = hub.person(name), hub.device(note=note)
    erase(hub, id, name)
    assert hub.look(lambda db: db.get_one(Device, device).note) == left
    in_journal = [body for body in hub.look(_bodies_of_devices) if body]
    assert (json.dumps(note, ensure_ascii=False) in "".join(in_journal)) == (note == left)
    check_rebuilt(hub.database)


def test_a_place_of_somebody_erased_is_free_for_whoever_waits(hub: HubBuilder):
    session = hub.session("Digital basics", held_on=in_days(7), places=1)
    first, waits = hub.book(session, NAME, "Bo Chen")
    erase(hub, first)
    row = hub.look(lambda db: session_row(db, session))
    assert (row.booked, row.waiting, row.is_full) == (0, 1, False)
    place = pair_id("enrolment", session, waits)
    hub.do("give place", lambda db, now: give_place(db, enrolment_id=place, now=now))
    assert hub.look(lambda db: session_row(db, session)).is_full
    check_rebuilt(hub.database)


def test_a_name_from_before_a_marriage_goes_too(hub: HubBuilder):
    id = hub.person("Zyxa Maidenname")
    device = hub.device(note="Zyxa Maidenname has its bag")
    facts = {"display_name": NAME}
    hub.do("edit person", lambda db, now: edit_person(db, person_id=id, facts=facts, now=now))
    erase(hub, id)
    assert hub.look(lambda db: db.get_one(Device, device).note) == "somebody has its bag"
    assert "Maidenname" not in str(hub.look(_bodies_of_devices))


def test_a_half_finished_form_with_the_name_in_capitals_goes(hub: HubBuilder):
    id = hub.person("Łucja Żółkiewska")
    typed = {"typed": "asked for by\nŁUCJA ŻÓŁKIEWSKA"}
    hub.do("draft", lambda db, now: save_draft(db, kind=DraftKind.FORM, body=typed, now=now))
    erase(hub, id, "Łucja Żółkiewska")
    assert not hub.look(lambda db: list(drafts(db, DraftKind.FORM)))


def test_a_name_of_one_word_goes_from_what_is_linked_to_them_and_from_nothing_else(
    hub: HubBuilder,
):
    mine, anothers = hub.device(note="ZYXAQUORN has its bag"), hub.device(note="Ask Zyxaquorn")
    id = hub.person("Zyxaquorn")
    hub.lend(id, mine)
    hub.bring_back(mine)
    session = hub.session("One-to-one with Zyxaquorn", held_on=in_days(7), places=1)
    hub.do("book", lambda db, now: book_session(db, person_id=id, session_id=session, now=now))
    plan = hub.look(lambda db: erasure_plan(db, id))
    assert plan is not None
    tag = hub.look(lambda db: db.get_one(Device, anothers).tag)
    assert [where for where, words in plan.chores if words.startswith("A word of")] == [
        f"In what is written about {tag}"
    ]
    assert "cannot tell whose it is" in dict(plan.stays)["A first name that stands alone"]
    erase(hub, id, "Zyxaquorn")
    assert hub.look(lambda db: db.get_one(Device, mine).note) == "somebody has its bag"
    title = hub.look(lambda db: db.get_one(LearningSession, session).title)
    assert title == "One-to-one with somebody"
    assert hub.look(lambda db: db.get_one(Device, anothers).note) == "Ask Zyxaquorn"
    bodies = [body for body in hub.look(_bodies_of_devices) if body]
    assert not [body for body in bodies if "ZYXAQUORN" in body]
    check_rebuilt(hub.database)


def test_a_first_name_alone_is_shown_before_erasing_where_it_may_mean_them(hub: HubBuilder):
    id = hub.person("Will Veldimarsh", known_as="Quornzy")
    other = hub.person("Will Osei")
    hub.do("note", lambda db, now: add_note(db, person_id=other, text="Will came", now=now))
    hub.device(note="It will do, said Willow")
    device = hub.device(note="Quornzy's own bag")
    me = hub.look(lambda db: db.scalars(select(Account.id)).one())
    hub.do(
        "hand over",
        lambda db, now: hand_over(db, account_id=me, text="Veldimarsh will ring", now=now),
    )
    plan = hub.look(lambda db: erasure_plan(db, id))
    assert plan is not None
    tag = hub.look(lambda db: db.get_one(Device, device).tag)
    assert [where for where, words in plan.chores if words.startswith("A word of")] == [
        f"In what is written about {tag}",
        f"In a note for whoever works next, of {plain_day(NOW.date())}",
    ]


def _bodies_of_devices(db: Any) -> list[str | None]:
    return list(db.scalars(select(JournalOp.body).where(JournalOp.tbl == "device")))


def erase(hub: HubBuilder, id: str, name: str = NAME) -> Any:
    return hub.do(
        "erase person",
        lambda db, now: erase_person(db, person_id=id, typed_name=name, ground="asked", now=now),
    )


def id_of(hub: HubBuilder, name: str) -> str:
    with hub.database.reading() as db:
        return db.scalars(select(Person.id).where(Person.display_name == name)).one()


def everything(hub: HubBuilder) -> str:
    """Every value of every table, once the computer was idle."""
    hub.database.sweep()
    with hub.database.reading() as db:
        raw: Any = db.connection().connection.driver_connection
        tables = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return "\n".join(
            str(raw.execute(f'SELECT * FROM "{t}"').fetchall()) for (t,) in tables
        ).casefold()  # fmt: skip


def test_nothing_of_them_is_left_in_any_table(hub: HubBuilder, person: str):
    device = hub.device()
    hub.lend(person, device, override_reason="Zyxaquorn Veldimarsh asked nicely")
    hub.bring_back(device, note="left by Quornzy")
    erase(hub, person)
    left = everything(hub)
    for word in ("zyxaquorn", "veldimarsh", "quornzy", "brumblethwack", "1214960733", "496 0733"):
        assert word not in left, word


def test_loans_are_counted_as_before_and_the_device_keeps_its_history(hub: HubBuilder, person: str):
    device = hub.device()
    hub.lend(person, device)
    hub.bring_back(device)

    def counts(db: Any) -> list[Any]:
        borrowers = select(func.count(func.distinct(Loan.borrower_id)))
        loans = select(Loan.device_id, Loan.lent_at, Loan.due_on, Loan.returned_at, Loan.state)
        events = select(LoanEvent.kind, LoanEvent.happened_at, LoanEvent.condition)
        return [db.scalar(borrowers), db.execute(loans).all(), db.execute(events).all()]

    before = hub.look(counts)
    erase(hub, person)
    assert hub.look(counts) == before


def test_the_chain_still_proves_and_every_table_is_made_again_from_the_journal(
    hub: HubBuilder, person: str
):
    device = hub.device()
    hub.lend(person, device)
    hub.bring_back(device)
    erase(hub, person)
    with hub.database.reading() as db:
        [proof] = prove_all(db.connection().connection.driver_connection)
    assert proof.fault == ""
    assert proof.erased >= 5
    check_rebuilt(hub.database)
    hub.lend(hub.person("Kofi Mensah"), hub.device())
    check_rebuilt(hub.database)


def test_with_a_device_out_it_is_refused_and_says_which(hub: HubBuilder, person: str):
    hub.lend(person, hub.device())
    with pytest.raises(StillHas) as refusal:
        erase(hub, person)
    assert explain(refusal.value).text == (
        "Quornzy still has HD-0001. Return it first, or mark it lost."
    )
    assert hub.look(lambda db: person_page(db, person)) is not None


def test_a_device_marked_lost_does_not_stand_in_the_way(hub: HubBuilder, person: str):
    device = hub.device()
    hub.lend(person, device)
    hub.do("lost", lambda db, now: declare_lost(db, device_id=device, now=now))
    erase(hub, person)
    assert hub.look(lambda db: person_page(db, person)) is None


@pytest.mark.parametrize("typed", ["", "Zyxaquorn", "Zyxaquorn Veldimarsch", "Quornzy"])
def test_only_the_whole_name_confirms_it(hub: HubBuilder, person: str, typed: str):
    with pytest.raises(NameDiffers):
        erase(hub, person, typed)
    assert hub.look(lambda db: held_on(db, person)) is not None


def test_the_name_may_be_typed_in_small_letters_with_spaces_around(hub: HubBuilder, person: str):
    erase(hub, person, "  zyxaquorn veldimarsh ")


def test_what_a_law_keeps_is_not_erased(hub: HubBuilder, person: str):
    with hub.database.changing("hold") as db:
        db.add(LegalHold(person_id=person, why="A claim", since_on=NOW.date()))
    with pytest.raises(OnHold):
        erase(hub, person)


def test_an_open_concern_is_for_the_safeguarding_lead_first(hub: HubBuilder, person: str):
    with hub.database.changing("record concern") as db:
        db.add(Concern(person_id=person, written_at=NOW, sealed="sealed"))
    with pytest.raises(SeeTheLead):
        erase(hub, person)


def test_it_cannot_be_undone_and_recent_activity_names_nobody(hub: HubBuilder, person: str):
    erase(hub, person)
    [newest, *earlier] = hub.look(recent_activity)
    assert (newest.verb, newest.person, newest.can_undo) == ("erase person", "", False)
    with pytest.raises(NothingToUndo):
        hub.undo(newest.txn_id)
    assert all(not row.can_undo for row in earlier if row.verb in ("note", "register person"))


def test_what_somebody_else_was_part_of_cannot_be_undone_once_one_is_erased(
    hub: HubBuilder, bring: Any, person: str
):
    bring(f"name\nKofi Mensah\n{NAME} the Second\n")
    brought = hub.last_txn
    twin = hub.look(
        lambda db: db.scalar(select(Person.id).where(Person.display_name.contains("Second")))
    )
    erase(hub, twin, f"{NAME} the Second")
    with pytest.raises(ErasedSince):
        hub.undo(brought)
    assert [h.name for h in hub.look(lambda db: search(db, "kofi")).people] == ["Kofi Mensah"]


def test_the_others_of_a_list_keep_every_word(hub: HubBuilder, bring: Any):
    bring("name\nKofi Mensah\nEwa Nowak\n")
    ewa = hub.look(
        lambda db: db.scalar(select(Person.id).where(Person.display_name == "Ewa Nowak"))
    )
    erase(hub, ewa, "Ewa Nowak")
    left = everything(hub)
    assert "kofi mensah" in left
    assert "ewa nowak" not in left


def test_both_records_of_one_person_go_together(hub: HubBuilder, person: str):
    twin = hub.person("Zyxaquorn Veldi", email="quornzy@example.org")
    hub.do("merge people", lambda db, now: merge_people(db, from_id=twin, to_id=person, now=now))
    erase(hub, person)
    left = everything(hub)
    assert "quornzy@example.org" not in left
    assert "veldi" not in left
    check_rebuilt(hub.database)


def test_a_note_on_a_device_says_somebody_and_keeps_the_rest(hub: HubBuilder, person: str):
    device = hub.device()
    note = "Cracked by ZYXAQUORN VELDIMARSH in May"
    hub.do("edit device", lambda db, now: edit_device(db, device_id=device, facts={"note": note}))
    erase(hub, person)
    with hub.database.reading() as db:
        assert db.get_one(Device, device).note == "Cracked by somebody in May"
    assert "veldimarsh" not in everything(hub)
    check_rebuilt(hub.database)


def test_half_finished_work_and_papers_that_wait_go_and_those_of_others_stay(
    hub: HubBuilder, person: str
):
    kofi = hub.person("Kofi Mensah")
    with hub.database.changing("draft") as db:
        for body, whom in (
            ({"paper": "person-cards", "about": person}, person),
            ({"paper": "card-sheet", "about": f"{kofi},{person}"}, ""),
            ({"paper": "desk-card", "about": ""}, ""),
        ):
            save_draft(db, kind=DraftKind.TO_PRINT, body=body, for_whom=whom, now=NOW)
        save_draft(db, kind=DraftKind.FORM, body={"display_name": NAME}, now=NOW)
        save_draft(db, kind=DraftKind.FORM, body={"display_name": "Kofi"}, now=NOW)
    erase(hub, person)
    waiting = hub.look(lambda db: drafts(db, DraftKind.TO_PRINT))
    assert [row.body for row in waiting] == [
        {"paper": "card-sheet", "about": kofi},
        {"paper": "desk-card", "about": ""},
    ]
    assert [r.body for r in hub.look(lambda db: drafts(db, DraftKind.FORM))] == [
        {"display_name": "Kofi"}
    ]


def test_a_home_nobody_lives_in_any_more_is_closed_and_a_shared_one_stays(
    hub: HubBuilder, person: str
):
    kofi = hub.person("Kofi Mensah")
    hub.do("household", lambda db, now: join_household(db, person_id=kofi, other_id=person))
    erase(hub, person)
    page = hub.look(lambda db: person_page(db, kofi))
    assert page.household is not None
    assert page.household.others == ()


def test_search_finds_them_no_more_by_name_sound_or_slip(hub: HubBuilder, person: str):
    erase(hub, person)
    for typed in ("zyxaquorn", "zyxa", "0733", "zyxaquron"):
        found = hub.look(lambda db, t=typed: search(db, t))
        assert found.people == ()


def test_erasing_twice_is_refused_and_changes_nothing(hub: HubBuilder, person: str):
    erase(hub, person)
    before = everything(hub)
    with pytest.raises(NotFound):
        erase(hub, person)
    assert everything(hub) == before


def test_whoever_an_older_copy_brings_back_is_erased_again(hub: HubBuilder, person: str):
    list_of = [WasErased("e-1", person, "asked", NOW), WasErased("e-2", "not here", "asked", NOW)]
    with hub.database.changing("erase again") as db:
        assert erase_again(db, list_of) == 1
    assert "zyxaquorn" not in everything(hub)
    with hub.database.reading() as db:
        assert set(db.scalars(select(Erasure.was))) == {person, "not here"}
    with hub.database.changing("erase again") as db:
        erase_again(db, list_of)
    check_rebuilt(hub.database)


def test_the_list_of_erasures_holds_random_ids_and_no_words(hub: HubBuilder, person: str):
    erase(hub, person)
    with hub.database.reading() as db:
        [row] = db.scalars(select(Erasure)).all()
        assert (row.was, row.ground) == (person, "asked")
        note = db.scalars(select(JournalTxn).order_by(JournalTxn.seq.desc())).first()
        assert note is not None
        assert person not in note.about


def test_a_word_that_is_also_anybodys_is_left_in_other_records(hub: HubBuilder):
    """Who is called by one word cannot be told from the word; the page of what is held says so."""
    device = hub.device()
    rose = hub.person("Rose")
    hub.do(
        "edit device",
        lambda db, now: edit_device(db, device_id=device, facts={"note": "Rose gold lid"}),
    )
    erase(hub, rose, "Rose")
    with hub.database.reading() as db:
        assert db.get_one(Device, device).note == "Rose gold lid"


def test_what_was_sealed_in_the_erasure_itself_is_of_the_kind_that_is_never_emptied(
    hub: HubBuilder, person: str
):
    erase(hub, person)
    with hub.database.reading() as db:
        kinds = set(
            db.scalars(
                select(JournalOp.kind).where(
                    JournalOp.body.is_not(None), JournalOp.subject_id == person
                )
            )
        )
        notes = db.scalars(select(PersonNote.text)).all()
    assert kinds == {"X"}
    assert notes == [""]


def test_where_they_had_something_it_says_somebody(hub: HubBuilder, person: str):
    sim, headset = hub.device("SIM card"), hub.device("Headset")
    hub.lend(person, headset)
    hub.bring_back(headset)
    hub.lend(person, sim)
    erase(hub, person)
    [loan] = hub.look(lambda db: loans_of_device(db, headset))
    assert loan.who == "Somebody"
    given = hub.look(lambda db: device_page(db, sim)).given_to
    assert given.who == "Somebody"
    assert hub.look(lambda db: today_row(db, NOW.date() + timedelta(days=175))).ending == ()


class Planned:
    """A connection that also asks how each question to the journal is answered."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.plans: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, sql: str, values: Any = ()) -> Any:
        if sql.startswith("SELECT tbl, pk FROM journal_op"):
            steps = self._raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
            self.plans.append(f"{steps[0][3]} for {sql}")
        return self._raw.execute(sql, values)


def test_what_is_about_somebody_is_found_by_an_index_and_not_by_reading_all_that_ever_was(
    hub: HubBuilder, person: str
):
    with hub.database.alone() as raw:
        raw.execute("BEGIN")
        asked = Planned(raw)
        erasing.erase(asked, [person])
        raw.execute("ROLLBACK")
    about = [plan for plan in asked.plans if "names_them" not in plan]
    assert len(about) > 20
    whole = [plan for plan in about if "pk=?" not in plan and "subject_id=?" not in plan]
    assert whole == []
