"""Agreements: what they list, when one holds, and that a reprint is the original."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.people import AgreementEmpty, AgreementSigned, ChoiceUnknown, NotAnAgreement
from hubdesk.errors.records import CodeHalfRead, CodeOfOtherSort, NotFound
from hubdesk.ids import CodeKind, make_code, read_code
from hubdesk.models import Condition, How, Need
from hubdesk.operations.agreements import make_agreement, mark_signed
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.hub import add_template, change_hub, change_setting
from hubdesk.operations.lending import Item
from hubdesk.operations.people import edit_person, set_needs
from hubdesk.queries.agreements import (
    agreement_paper,
    agreement_row,
    agreement_with_code,
    agreements_of,
    signed_since,
    unsigned_agreements,
    unsigned_count,
    valid_agreement,
)
from hubdesk.queries.papers import AgreementLine
from hubdesk.queries.people import person_card
from tests.conftest import TODAY, Clock, HubBuilder, in_days

CARD = make_code(CodeKind.PERSON, 0, 318).text
LABEL = make_code(CodeKind.DEVICE, 0, 142).text


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    return hub.person("Samira Haddad", known_as="Sam", card=CARD)


def agree(hub: HubBuilder, person_id: str, handing_id: str, **more):
    return hub.do(
        "make agreement",
        lambda db, now: make_agreement(
            db, person_id=person_id, handing_id=handing_id, now=now, staff="Amira Khan", **more
        ),
    )


def borrow(hub: HubBuilder, person_id: str, *device_ids: str, **more):
    handing = hub.lend(person_id, *(device_ids or [hub.device(label=LABEL, serial="PF1X9Z3")]))
    return agree(hub, person_id, handing.id, **more)


def sign(hub: HubBuilder, **facts):
    return hub.do("sign agreement", lambda db, now: mark_signed(db, now=now, **facts))


def valid(hub: HubBuilder, person_id: str, today: date = TODAY):
    return hub.look(lambda db: valid_agreement(db, person_id=person_id, today=today))


def test_an_agreement_lists_what_was_handed_over(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira)
    code = read_code(agreement.code)
    assert (code.kind, code.printed()) == (CodeKind.PAPER, "P-00001")
    paper = hub.look(lambda db: agreement_paper(db, agreement.id))
    assert (paper.borrower, paper.known_as, paper.card) == ("Samira Haddad", "Sam", "L-00318")
    assert (paper.hub.name, paper.hub.phone) == ("Riverside Hub", "0121 496 0318")
    assert (paper.title, paper.version, len(paper.promises)) == ("Borrowing agreement", 1, 10)
    assert (paper.staff, paper.made_on, paper.reprint_of_on) == ("Amira Khan", TODAY, None)
    assert paper.lines == (
        AgreementLine(
            what="Lenovo ThinkPad L390",
            printed="HD-0142",
            serial="PF1X9Z3",
            contents=("Charger", "Bag"),
            condition=Condition.GOOD,
            due_on=in_days(14),
        ),
    )


def test_a_reprint_is_the_original_whatever_changed_since(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira)
    before = hub.look(lambda db: agreement_paper(db, agreement.id))
    hub.do(
        "edit person",
        lambda db, now: edit_person(
            db, person_id=samira, facts={"display_name": "Samira Okafor"}, now=now
        ),
    )
    hub.do("change hub", lambda db, now: change_hub(db, facts={"phone": "0121 496 0999"}))
    hub.do(
        "add template",
        lambda db, now: add_template(
            db, purpose="loan", title="New", promises=["I will."], now=now
        ),
    )
    assert hub.look(lambda db: agreement_paper(db, agreement.id)) == before
    copy = hub.look(lambda db: agreement_paper(db, agreement.id, is_reprint=True))
    assert copy.reprint_of_on == TODAY
    assert copy.promises == before.promises


def test_a_gift_has_promises_of_its_own(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira, hub.device("SIM card"))
    paper = hub.look(lambda db: agreement_paper(db, agreement.id))
    assert (agreement.purpose, paper.title) == ("gift", "Yours to keep")
    assert (paper.lines[0].due_on, paper.lines[0].ends_on) == (None, in_days(180))


def test_large_print_follows_the_persons_needs_unless_somebody_says(hub: HubBuilder, samira: str):
    assert not borrow(hub, samira).large_print
    needs = [Need.LARGE_PRINT]
    hub.do("set needs", lambda db, now: set_needs(db, person_id=samira, needs=needs))
    assert borrow(hub, samira, hub.device()).large_print
    assert not borrow(hub, samira, hub.device(), large_print=False).large_print


def test_an_agreement_about_nothing_is_refused(hub: HubBuilder, samira: str):
    with pytest.raises(AgreementEmpty):
        agree(hub, samira, "no such handing")
    with pytest.raises(NotFound):
        agree(hub, "nobody", "no such handing")


def test_scanning_the_signed_copy_marks_it_signed(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira)
    assert hub.look(unsigned_count) == 1
    assert [row.printed for row in hub.look(unsigned_agreements)] == ["P-00001"]
    assert not hub.look(lambda db: person_card(db, samira, TODAY)).agreement_is_signed
    assert hub.look(lambda db: person_card(db, samira, TODAY)).unsigned.id == agreement.id
    sign(hub, code=agreement.code.lower())
    row = hub.look(lambda db: agreement_with_code(db, agreement.code))
    assert (row.signed_on, row.signed_how, row.person) == (TODAY, How.PAPER, "Samira Haddad")
    assert hub.look(unsigned_count) == 0
    card = hub.look(lambda db: person_card(db, samira, TODAY))
    assert card.agreement_is_signed
    assert card.unsigned is None
    hub.undo()
    assert hub.look(unsigned_count) == 1


def test_an_agreement_is_signed_once_and_says_when(hub: HubBuilder, samira: str, clock: Clock):
    agreement = borrow(hub, samira)
    sign(hub, agreement_id=agreement.id, how=How.DRAWN, signature_path="M0 0L9 9")
    clock.forward(days=1)
    with pytest.raises(AgreementSigned) as refusal:
        sign(hub, code=agreement.code)
    assert (refusal.value.printed, refusal.value.signed_on) == ("P-00001", TODAY)
    paper = hub.look(lambda db: agreement_paper(db, agreement.id))
    assert paper.signature_path == "M0 0L9 9"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (make_code(CodeKind.PAPER, 0, 77).text, NotAnAgreement),
        (make_code(CodeKind.PAPER, 0, 1).text[:-2], CodeHalfRead),
        (CARD, CodeOfOtherSort),
        (LABEL, CodeOfOtherSort),
        ("5012345678900", NotAnAgreement),
        ("", NotAnAgreement),
    ],
)
def test_only_the_code_of_an_agreement_signs_it(hub: HubBuilder, samira: str, code, error):
    borrow(hub, samira)
    with pytest.raises(error):
        sign(hub, code=code)


def test_nobody_signs_tomorrow_or_by_smoke(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira)
    with pytest.raises(HappenedInFuture):
        sign(hub, agreement_id=agreement.id, signed_on=in_days(1))
    with pytest.raises(ChoiceUnknown):
        sign(hub, agreement_id=agreement.id, how="smoke")


def test_a_signed_agreement_holds_for_as_long_as_the_hub_says(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira)
    assert valid(hub, samira) is None
    sign(hub, agreement_id=agreement.id)
    assert valid(hub, samira).id == agreement.id
    assert valid(hub, samira, date(2027, 11, 23)).id == agreement.id
    assert valid(hub, samira, date(2027, 11, 24)) is None
    for months, day, holds in ((1, in_days(29), True), (1, in_days(30), False), (0, TODAY, False)):
        hub.do(
            "change setting",
            lambda db, now, m=months: change_setting(db, key="agreement.valid_months", value=m),
        )
        assert (valid(hub, samira, day) is not None) == holds


def test_a_gifts_agreement_is_none_for_a_loan(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira, hub.device("SIM card"))
    sign(hub, agreement_id=agreement.id)
    assert valid(hub, samira) is None


def test_a_gift_beside_a_loan_has_its_form_though_a_loans_agreement_holds(
    hub: HubBuilder, samira: str
):
    sign(hub, agreement_id=borrow(hub, samira).id)
    loan, gift = hub.device("Headset"), hub.device("Laptop to keep", model="Gift 1")
    items = [Item(loan), Item(gift)]
    made = hub.do("lend", lambda db, now: lend_basket(db, borrower_id=samira, items=items, now=now))
    paper = hub.look(lambda db: agreement_paper(db, made.agreement_id))
    assert hub.look(lambda db: agreement_row(db, made.agreement_id)).purpose == "gift"
    assert [line.what for line in paper.lines] == ["Lenovo Gift 1"]
    again = [Item(hub.device("Headset"))]
    more = hub.do("lend", lambda db, now: lend_basket(db, borrower_id=samira, items=again, now=now))
    assert more.agreement_id == "", "a loan alone is covered"


def test_what_is_to_keep_never_stands_under_the_promise_to_bring_it_back(
    hub: HubBuilder, samira: str
):
    items = [Item(hub.device("Laptop to keep", model="Gift 1")), Item(hub.device("Headset"))]
    made = hub.do("lend", lambda db, now: lend_basket(db, borrower_id=samira, items=items, now=now))
    papers = [hub.look(lambda db, i=i: agreement_paper(db, i)) for i in made.agreement_ids]
    listed = [(paper.title, [line.what for line in paper.lines]) for paper in papers]
    assert [title for title, _ in listed] == ["Borrowing agreement", "Yours to keep"]
    assert listed[1][1] == ["Lenovo Gift 1"]
    assert len(listed[0][1]) == 1
    for id in made.agreement_ids:
        sign(hub, agreement_id=id)
    more = [Item(hub.device("Headset")), Item(hub.device("Laptop to keep", model="Gift 2"))]
    made = hub.do("lend", lambda db, now: lend_basket(db, borrower_id=samira, items=more, now=now))
    assert made.agreement_ids == (), "both were signed for"


def test_months_end_where_the_calendar_has_no_such_day():
    assert signed_since(date(2027, 3, 31), 1) == date(2027, 2, 28)
    assert signed_since(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert signed_since(date(2027, 1, 15), 12) == date(2026, 1, 15)
    assert signed_since(TODAY, 0) == TODAY
    day = date(2025, 1, 1)
    for _ in range(800):
        assert signed_since(day, 1) < day
        day += timedelta(days=1)


def test_an_agreement_taken_back_is_listed_nowhere(hub: HubBuilder, samira: str):
    agreement = borrow(hub, samira)
    hub.undo()
    assert hub.look(lambda db: agreement_row(db, agreement.id)) is None
    assert hub.look(lambda db: agreement_paper(db, agreement.id)) is None
    assert hub.look(lambda db: agreements_of(db, samira)) == []
    assert hub.look(unsigned_count) == 0
    assert borrow(hub, samira, hub.device()).code != agreement.code
