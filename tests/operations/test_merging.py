"""Two records of one person become one, everywhere at once, and can be taken apart again."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from hubdesk.errors.people import MergedFurther, PersonErased, SamePerson, TwoPeople
from hubdesk.errors.records import BuiltOn, NotFound
from hubdesk.messages import explain
from hubdesk.models import Base, Birth, CodeOf, JournalOp, Loan, LoanEvent, Person
from hubdesk.operations import people, returning
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.lending import Item
from hubdesk.operations.merging import STAYS, merge_people, say_two_people
from hubdesk.operations.taking_apart import take_apart
from hubdesk.queries.activity import history_of_person
from hubdesk.queries.agreements import card_printed
from hubdesk.queries.finding import Sort, find_code, find_typed
from hubdesk.queries.loans import Shown, loan_window, loans_of_person
from hubdesk.queries.one_person import ids_of_person, person_now
from hubdesk.queries.paper_rows import card_rows
from hubdesk.queries.people import person_card, person_page
from hubdesk.queries.people_list import PeopleFilter, PeopleShown, people_count, people_window
from hubdesk.queries.search import search
from hubdesk.queries.side_by_side import FACTS, Side, side_by_side
from hubdesk.queries.today import today_row
from tests.conftest import TODAY, Clock, HubBuilder
from tests.everything_seen import everything_seen


class Twice:
    """Samira, who was written down twice: each record with its own card, loan and note."""

    def __init__(self, hub: HubBuilder) -> None:
        self.hub = hub
        self.one = hub.person(
            "Samira Haddad",
            phone="07700 900123",
            roles=["borrower"],
            more={"birth": Birth.of_year(1979), "safe_to_leave_message": True},
        )
        self.two = hub.person(
            "Samira Hadad",
            phone="07700 900456",
            email="sam@example.org",
            known_as="Sam",
            roles=["learner"],
            more={"language": "Arabic", "safe_to_leave_message": False},
        )
        self.cards = [self._do("assign card", people.assign_card, id).printed() for id in self.both]
        self.laptop, self.tablet = hub.device(), hub.device("Tablet")
        self.sim = hub.device("SIM card")
        hub.lend(self.one, self.laptop)
        self.loan = self._basket(self.tablet).loan_ids[0]
        self._basket(self.sim)
        for id, text in zip(self.both, ("Sits by the door", "Rings after six"), strict=True):
            self._do("note", people.add_note, id, text=text, timed=True)
        self._do("needs", people.set_needs, self.two, needs=["large print"])
        self._do("household", people.set_household, self.two, timed=True, connection="none")

    @property
    def both(self) -> tuple[str, str]:
        return self.one, self.two

    def _do(self, verb: str, work: Any, id: str, *, timed: bool = False, **facts: Any) -> Any:
        def deed(db: Any, now: Any) -> Any:
            return work(db, person_id=id, **facts, **({"now": now} if timed else {}))

        return self.hub.do(verb, deed)

    def _basket(self, device_id: str) -> Any:
        items = [Item(device_id)]
        return self.hub.do(
            "lend", lambda db, now: lend_basket(db, borrower_id=self.two, items=items, now=now)
        )

    def merge(self, **choices: Side) -> str:
        return merged(self.hub, self.two, self.one, **choices)


def merged(hub: HubBuilder, from_id: str, to_id: str, **choices: Side) -> str:
    return str(
        hub.do(
            "merge people",
            lambda db, now: (
                merge_people(db, from_id=from_id, to_id=to_id, choices=choices, now=now).id
            ),
        )
    )


def apart(hub: HubBuilder, merge_id: str) -> Any:
    return hub.do("take apart", lambda db, _: take_apart(db, merge_id=merge_id))


@pytest.fixture
def twice(hub: HubBuilder) -> Twice:
    return Twice(hub)


def test_after_a_merge_every_figure_counts_one_person(twice: Twice):
    hub = twice.hub
    assert hub.look(lambda db: people_count(db, today=TODAY)) == 2
    twice.merge()
    assert hub.look(lambda db: people_count(db, today=TODAY)) == 1
    out = PeopleFilter(PeopleShown.WITH_THINGS)
    assert hub.look(lambda db: people_count(db, today=TODAY, filters=out)) == 1
    [row] = hub.look(lambda db: people_window(db, today=TODAY))
    assert (row.id, row.out, row.card) == (twice.one, 2, twice.cards[0])
    whose = {loan.borrower_id for loan in hub.look(_out)}
    assert whose == {twice.one}


def _out(db: Any) -> Any:
    return loan_window(db, shown=Shown.OUT, today=TODAY, sort="borrower")


def test_all_that_hung_on_the_merged_record_hangs_on_the_one_that_stays(twice: Twice):
    twice.merge()
    page = twice.hub.look(lambda db: person_page(db, twice.one))
    assert {loan.device_id for loan in page.loans} == {twice.laptop, twice.tablet}
    assert [gift.device_id for gift in page.gifts] == [twice.sim]
    assert {note.text for note in page.notes} == {"Sits by the door", "Rings after six"}
    assert {paper.person for paper in page.agreements} == {"Samira Haddad"}
    assert page.roles == ("learner", "borrower")
    assert page.needs == ("large print",)
    assert page.household is not None
    assert page.household.connection == "none"
    assert [row.name for row in page.merges] == ["Samira Hadad"]


def test_whoever_held_on_to_the_old_record_is_shown_the_one_that_stays(twice: Twice):
    look = twice.hub.look
    twice.merge()
    assert look(lambda db: person_card(db, twice.two, TODAY)).id == twice.one
    assert look(lambda db: person_page(db, twice.two)).id == twice.one
    for card in twice.cards:
        found = look(lambda db, card=card: find_typed(db, card))
        assert (found.sort, found.id) == (Sort.PERSON, twice.one)
    second = select(CodeOf.value).where(CodeOf.shown == twice.cards[1])
    value = look(lambda db: db.scalars(second).one())
    assert look(lambda db: find_code(db, value)).id == twice.one
    assert look(lambda db: card_printed(db, twice.one)) == twice.cards[0]
    assert len(look(lambda db: card_rows(db, [twice.two, twice.one]))) == 1
    late = look(lambda db: today_row(db, TODAY.replace(year=2027)))
    assert {loan.person_id for loan in late.late} == {twice.one}


def test_the_old_name_and_the_old_number_still_find_her_once(twice: Twice):
    twice.merge()
    for typed in ("hadad", "haddad", "900456", "sam@"):
        hits = twice.hub.look(lambda db, typed=typed: search(db, typed))
        assert [hit.id for hit in hits.people] == [twice.one], typed


def test_a_gesture_begun_on_the_old_record_goes_to_the_one_that_stays(twice: Twice):
    device = twice.hub.device()
    twice.merge()
    twice.hub.lend(twice.two, device)
    assert device in {
        loan.device_id for loan in twice.hub.look(lambda db: loans_of_person(db, twice.one))
    }


def test_what_only_one_record_says_is_kept_and_the_careful_answer_is_offered(twice: Twice):
    twice.merge()
    page = twice.hub.look(lambda db: person_page(db, twice.one))
    assert (page.name, page.phone) == ("Samira Haddad", "07700 900123")
    assert (page.email, page.known_as, page.language) == ("sam@example.org", "Sam", "Arabic")
    assert page.birth == Birth.of_year(1979)
    assert not page.safe_to_leave_message


def test_what_both_say_is_chosen_fact_by_fact_and_the_loser_stays_in_the_history(twice: Twice):
    pair = twice.hub.look(lambda db: side_by_side(db, kept_id=twice.one, merged_id=twice.two))
    assert [fact.name for fact in pair.to_choose] == ["name", "phone", "messages"]
    assert (pair.kept.loans, pair.merged.loans, pair.merged.gifts) == (1, 1, 1)
    twice.merge(phone=Side.MERGED, name=Side.KEPT, messages=Side.KEPT)
    page = twice.hub.look(lambda db: person_page(db, twice.one))
    assert (page.phone, page.name) == ("07700 900456", "Samira Haddad")
    assert page.safe_to_leave_message
    with twice.hub.database.reading() as db:
        bodies = db.scalars(
            select(JournalOp.body).where(JournalOp.tbl == "person", JournalOp.pk == twice.one)
        ).all()
        assert any("07700 900123" in (body or "") for body in bodies)
        assert db.get_one(Person, twice.two).phone == "07700 900456"


def test_whoever_came_first_on_either_record_has_been_here_since_then(
    hub: HubBuilder, clock: Clock
):
    older = hub.person("Bo Li")
    clock.forward(days=30)
    newer = hub.person("Bo Lee")
    merged(hub, older, newer)
    page = hub.look(lambda db: person_page(db, newer))
    assert page.joined_on == TODAY


def test_both_histories_are_one(twice: Twice):
    twice.merge()
    rows = twice.hub.look(lambda db: history_of_person(db, twice.one))
    assert sum(row.verb == "register person" for row in rows) == 2
    assert rows[0].verb == "merge people"
    assert set(twice.hub.look(lambda db: ids_of_person(db, twice.one))) == set(twice.both)


def test_undo_restores_both_exactly(twice: Twice):
    before = everything_seen(twice.hub.database, TODAY)
    twice.merge(phone=Side.MERGED)
    assert everything_seen(twice.hub.database, TODAY) != before
    twice.hub.undo()
    after = everything_seen(twice.hub.database, TODAY)
    assert [key for key in before if after.get(key) != before[key]] == []
    assert after == before


def test_taken_apart_days_later_both_are_as_before(twice: Twice, clock: Clock):
    before = everything_seen(twice.hub.database, TODAY)
    merge = twice.merge(phone=Side.MERGED)
    clock.forward(days=12)
    done = apart(twice.hub, merge)
    assert (done.person_id, done.from_id, done.has_changed) == (twice.one, twice.two, False)
    assert everything_seen(twice.hub.database, TODAY) == before
    twice.hub.undo()
    assert twice.hub.look(lambda db: person_now(db, twice.two)) == twice.one


def test_what_was_done_since_stays_and_what_is_about_an_old_loan_goes_with_it(
    twice: Twice, clock: Clock
):
    hub = twice.hub
    merge = twice.merge()
    clock.forward(days=2)
    hub.do("renew", lambda db, now: returning.renew_loan(db, loan_id=twice.loan, now=now))
    new = hub.device()
    hub.lend(twice.one, new)
    facts: Any = {"email": "samira@example.org"}
    hub.do(
        "edit person",
        lambda db, now: people.edit_person(db, person_id=twice.one, facts=facts, now=now),
    )
    assert apart(hub, merge).has_changed
    with hub.database.reading() as db:
        whose = {row[0]: row[1] for row in db.execute(select(Loan.device_id, Loan.borrower_id))}
        assert whose == {twice.laptop: twice.one, new: twice.one, twice.tablet: twice.two}
        events = select(LoanEvent.borrower_id).where(LoanEvent.loan_id == twice.loan)
        assert set(db.scalars(events)) == {twice.two}
        assert db.get_one(Person, twice.one).email == "samira@example.org"
        assert db.get_one(Person, twice.two).email == "sam@example.org"
        assert db.get_one(Person, twice.one).known_as == ""


def test_a_birth_that_was_put_right_since_is_not_torn_in_half(hub: HubBuilder):
    one = hub.person("Bo Li")
    two = hub.person("Bo Li", more={"birth": Birth.of_day(TODAY.replace(year=1980))})
    merge = merged(hub, two, one)
    right: Any = {"birth": Birth.of_day(TODAY.replace(year=1980, month=3))}
    hub.do(
        "edit person", lambda db, now: people.edit_person(db, person_id=one, facts=right, now=now)
    )
    apart(hub, merge)
    assert hub.look(lambda db: person_page(db, one)).birth == right["birth"]


def test_a_person_is_not_merged_with_herself_nor_in_a_circle(hub: HubBuilder):
    one, two, three = (hub.person(name) for name in ("Ada Obi", "Ada Obie", "Ada Oby"))
    with pytest.raises(SamePerson) as refusal:
        merged(hub, one, one)
    assert explain(refusal.value).text.startswith("That is one record already: Ada Obi.")
    merged(hub, one, two)
    merged(hub, two, three)
    for from_id, to_id in ((three, one), (one, two), (two, one)):
        with pytest.raises(SamePerson):
            merged(hub, from_id, to_id)
    assert hub.look(lambda db: person_now(db, one)) == three


def test_somebody_who_is_not_here_any_more_is_not_merged(hub: HubBuilder):
    one = hub.person("Ada Obi")
    gone = hub.person("Ada Obie")
    hub.undo()
    for pair in ((gone, one), (one, gone)):
        with pytest.raises(NotFound):
            merged(hub, *pair)


def test_a_chain_is_taken_apart_from_its_end(hub: HubBuilder):
    one, two, three = (hub.person(name) for name in ("Ada Obi", "Ada Obie", "Ada Oby"))
    first = merged(hub, one, two)
    before = hub.last_txn
    second = merged(hub, two, three)
    with pytest.raises(MergedFurther) as refusal:
        apart(hub, first)
    assert "part of Ada Oby" in explain(refusal.value).text
    with pytest.raises(BuiltOn):
        hub.undo(before)
    apart(hub, second)
    apart(hub, first)
    with pytest.raises(NotFound):
        apart(hub, first)
    assert hub.look(lambda db: people_count(db, today=TODAY)) == 3


def test_what_was_done_to_the_merged_record_before_is_not_undone_unseen(hub: HubBuilder):
    one, two = hub.person("Ada Obi"), hub.person("Ada Obie")
    facts: Any = {"phone": "07700 900123"}
    hub.do(
        "edit person", lambda db, now: people.edit_person(db, person_id=two, facts=facts, now=now)
    )
    edited = hub.last_txn
    merge = merged(hub, two, one)
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(edited)
    assert "Ada Obie is one record with somebody else's since." in explain(refusal.value).text
    apart(hub, merge)
    hub.undo(edited)


def test_two_who_are_alike_are_kept_as_two_people_until_that_is_undone(hub: HubBuilder):
    one, two = hub.person("Ada Obi"), hub.person("Ada Obi")

    def say(db: Any, now: Any) -> Any:
        return say_two_people(db, one_id=two, other_id=one, now=now)

    hub.do("two people", say)
    with pytest.raises(TwoPeople):
        hub.do("two people", say)
    with pytest.raises(SamePerson):
        hub.do("two people", lambda db, now: say_two_people(db, one_id=one, other_id=one, now=now))


def test_a_list_left_half_finished_for_the_old_record_opens_on_the_one_that_stays(twice: Twice):
    twice.hub.do(
        "draft",
        lambda db, now: save_draft(db, kind="basket", body={}, for_whom=twice.two, now=now),
    )
    twice.merge()
    assert twice.hub.look(lambda db: person_card(db, twice.two, TODAY)).id == twice.one


def test_every_table_about_a_person_is_moved_or_says_why_not(twice: Twice):
    """A table that comes later is moved by itself, or this test asks for its reason."""
    twice.merge()
    with twice.hub.database.reading() as db:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table.name == "person" and table.name not in STAYS:
                    left = select(func.count()).where(key.parent == twice.two)
                    assert db.scalar(left) == 0, f"{table.name}.{key.parent.name}"


def test_every_column_of_a_person_is_chosen_or_settled():
    chosen = {column for columns in FACTS.values() for column in columns}
    settled = {"id", "deleted", "joined_on"}  # the earlier day is kept
    assert chosen | settled == {column.name for column in Person.__table__.columns}


def test_a_merge_with_somebody_who_was_erased_is_refused_both_ways(hub: HubBuilder):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=ada, typed_name="Ada Okafor", ground="asked", now=now
        ),
    )
    for one, other in ((ada, bo), (bo, ada)):
        with pytest.raises(PersonErased) as refused:
            hub.do(
                "merge people",
                lambda db, now, one=one, other=other: merge_people(
                    db, from_id=one, to_id=other, now=now
                ),
            )
        assert explain(refused.value).text.startswith("That person was erased.")
    assert hub.look(lambda db: person_card(db, bo, TODAY)) is not None
