"""An interpreter is asked for in one place, and shown wherever somebody meets the person."""

from __future__ import annotations

from hubdesk.models import Need
from hubdesk.operations.attending import walk_in
from hubdesk.operations.people import set_needs
from hubdesk.queries.loan_card import loan_card
from hubdesk.queries.people import PersonPage, person_card, person_page
from hubdesk.queries.register import register
from hubdesk.ui.people.words import chip_words
from tests.conftest import TODAY, HubBuilder


def page(hub: HubBuilder, person_id: str) -> PersonPage:
    found = hub.look(lambda db: person_page(db, person_id))
    assert found is not None
    return found


def test_an_interpreter_is_one_truth_wherever_it_was_said(hub: HubBuilder):
    """A list that is brought in says it beside the language, the desk among what helps."""
    told = hub.person("Thu Ha", more={"language": "Vietnamese", "wants_interpreter": True})
    asked = hub.person("Omar Haddad", more={"language": "Arabic"})
    needs = [Need.INTERPRETER, Need.QUIET_SEAT]
    hub.do("set needs", lambda db, now: set_needs(db, person_id=asked, needs=needs))
    session, both = hub.session(), (told, asked)
    for id_ in both:
        walk = lambda db, now, id_=id_: walk_in(  # noqa: E731
            db, session_id=session, person_id=id_, now=now
        )
        hub.do("walk in", walk)
        hub.lend(id_, hub.device())
    rows = {row.person_id: row for row in hub.look(lambda db: register(db, session, TODAY)).rows}
    loans = {row.borrower_id: row.id for id_ in both for row in page(hub, id_).loans}

    def wants(id_: str) -> set[bool]:
        card = hub.look(lambda db: person_card(db, id_, TODAY))
        loan = hub.look(lambda db: loan_card(db, loans[id_]))
        there = (card.needs, page(hub, id_).needs, rows[id_].needs)
        return {*(Need.INTERPRETER in needs for needs in there), loan.wants_interpreter}

    assert [wants(told), wants(asked)] == [{True}, {True}]
    assert [rows[id_].language for id_ in both] == ["Vietnamese", "Arabic"]
    bare = hub.look(lambda db: register(db, session, TODAY, with_needs=False))
    assert [(row.needs, row.language) for row in bare.rows] == [((), "")] * 2
    hub.do("set needs", lambda db, now: set_needs(db, person_id=told, needs=[]))
    assert page(hub, told).needs == ()  # who takes it off among the needs has taken it off
    hub.undo()
    assert page(hub, told).needs == (Need.INTERPRETER,)


def test_the_chip_says_which_language_where_it_is_known():
    assert chip_words(Need.INTERPRETER, "Vietnamese") == "Vietnamese interpreter"
    assert chip_words(Need.INTERPRETER, "") == "Interpreter"
    assert chip_words(Need.LARGE_PRINT, "Vietnamese") == "Large print"
