"""The funds of a hub and the background checks it saw, and who helps at a session by name."""

from __future__ import annotations

import pytest

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.learning import FundThere, LookAgainBefore
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.records import BuiltOn, NotFound
from hubdesk.operations.checks import put_away_check, record_check
from hubdesk.operations.funds import add_fund, change_fund, put_away_fund
from hubdesk.operations.session_parts import set_helpers, set_shares
from hubdesk.operations.staff import add_staff, put_away_staff
from hubdesk.queries.checks import checks, without_check
from hubdesk.queries.funds import funds
from hubdesk.queries.session_card import session_card
from hubdesk.queries.speakers import speakers_of
from tests.conftest import TODAY, in_days

BARRED = "enhanced with barred lists"


def fund(hub, name="Lottery", code=""):
    return hub.do("add fund", lambda db, _: add_fund(db, name=name, code=code)).id


def put_away(hub, id):
    hub.do("put away fund", lambda db, _: put_away_fund(db, fund_id=id))


def share(hub, session, *shares):
    hub.do("change session", lambda db, _: set_shares(db, session_id=session, shares=shares))


def paid_by(hub, session):
    card = hub.look(lambda db: session_card(db, session))
    return [(one.name, one.share) for one in card.funds]


def seen(hub, **facts):
    usual = {"level": BARRED, "issued_on": in_days(-30)}
    return hub.do("record check", lambda db, now: record_check(db, now=now, **(usual | facts)))


def staff(hub, name="Priya Nair"):
    return hub.do("add staff", lambda db, _: add_staff(db, name=name, roles=["tutor"])).id


# Funds


def test_a_fund_that_was_renamed_is_renamed_on_what_it_paid_for(hub):
    lottery, session = fund(hub), hub.session()
    share(hub, session, (lottery, 100))
    hub.do(
        "change fund",
        lambda db, _: change_fund(db, fund_id=lottery, name="Lottery 2026", code="L-26"),
    )
    assert paid_by(hub, session) == [("Lottery 2026", 100)]
    [row] = hub.look(funds)
    assert (row.code, row.sessions) == ("L-26", 1)


def test_a_fund_that_was_put_away_is_offered_no_more_and_stays_on_what_it_paid_for(hub):
    lottery, session, other = fund(hub), hub.session(), hub.session("Other", room="Hall")
    share(hub, session, (lottery, 100))
    put_away(hub, lottery)
    assert hub.look(funds) == []
    assert [row.name for row in hub.look(lambda db: funds(db, also=(lottery,)))] == ["Lottery"]
    share(hub, session, (lottery, 100))  # the session is saved again with it
    assert paid_by(hub, session) == [("Lottery", 100)]
    with pytest.raises(NotFound):
        share(hub, other, (lottery, 100))


def test_two_funds_of_one_name_are_refused_however_it_is_written(hub):
    lottery = fund(hub, "Café fund")
    with pytest.raises(FundThere):
        fund(hub, "cafe  FUND")
    with pytest.raises(FieldMissing):
        fund(hub, "   ")
    hub.do("change fund", lambda db, _: change_fund(db, fund_id=lottery, name="CAFÉ FUND", code=""))
    put_away(hub, lottery)
    fund(hub, "Café fund")


def test_a_fund_comes_back_unless_another_has_its_name_by_now(hub):
    lottery = fund(hub)
    put_away(hub, lottery)
    txn = hub.last_txn
    fund(hub)
    with pytest.raises(BuiltOn) as refused:
        hub.undo(txn)
    assert refused.value.tag == "Lottery"


# Background checks


def test_the_newest_check_of_each_stands_first_and_says_when_to_look_again(hub):
    priya, ngozi = staff(hub), hub.person("Ngozi Eze")
    seen(hub, account_id=priya, issued_on=in_days(-900), review_on=in_days(-1), number="0012")
    seen(hub, account_id=priya, review_on=in_days(800))
    seen(hub, person_id=ngozi, level="enhanced")
    rows = hub.look(checks)
    assert [(row.name, row.is_newest, row.is_due(TODAY)) for row in rows] == [
        *(("Ngozi Eze", True, False), ("Priya Nair", True, False)),
        ("Priya Nair", False, True),
    ]
    assert rows[2].number == "0012"


def test_a_check_is_of_one_person_of_a_day_that_is_over_and_looked_at_later(hub):
    priya, ngozi = staff(hub), hub.person("Ngozi Eze")
    with pytest.raises(FieldMissing):
        seen(hub)
    with pytest.raises(FieldMissing):
        seen(hub, account_id=priya, person_id=ngozi)
    with pytest.raises(HappenedInFuture):
        seen(hub, person_id=ngozi, issued_on=in_days(1))
    with pytest.raises(LookAgainBefore):
        seen(hub, person_id=ngozi, review_on=in_days(-30))
    assert hub.look(checks) == []


def test_a_check_that_is_off_the_list_holds_no_more(hub):
    priya = staff(hub)
    check = seen(hub, account_id=priya)
    assert hub.look(lambda db: without_check(db, [priya], TODAY)) == []
    hub.do("put away check", lambda db, _: put_away_check(db, check_id=check.id))
    assert hub.look(lambda db: without_check(db, [priya], TODAY)) == ["Priya Nair"]


# Who helps by name


def test_a_volunteer_without_an_account_helps_and_is_named_where_a_check_is_missing(hub):
    priya, ngozi, session = staff(hub), hub.person("Ngozi Eze"), hub.session()
    helping = {"session_id": session, "account_ids": [priya], "person_ids": [ngozi]}
    hub.do("change session", lambda db, _: set_helpers(db, **helping))
    card = hub.look(lambda db: session_card(db, session))
    assert {(one.name, one.person_id, one.part) for one in card.helpers} == {
        ("Priya Nair", "", "helper"),
        ("Ngozi Eze", ngozi, "helper"),
    }
    missing = lambda: hub.look(  # noqa: E731
        lambda db: without_check(db, [priya], TODAY, person_ids=[ngozi])
    )
    assert missing() == ["Priya Nair", "Ngozi Eze"]
    seen(hub, person_id=ngozi)
    assert missing() == ["Priya Nair"]


def test_who_helps_by_name_is_no_speaker_and_goes_alone(hub):
    from hubdesk.operations.speakers import add_speaker

    ngozi, session = hub.person("Ngozi Eze"), hub.session("Visit", kind="school visit")
    speaking = {"session_id": session, "person_id": ngozi, "part": "speaker"}
    hub.do("add speaker", lambda db, _: add_speaker(db, **speaking))
    hub.do("change session", lambda db, _: set_helpers(db, session_id=session, person_ids=[ngozi]))
    hub.do("change session", lambda db, _: set_helpers(db, session_id=session))
    assert [one.part for one in hub.look(lambda db: speakers_of(db, session))] == ["speaker"]
    assert [one.part for one in hub.look(lambda db: session_card(db, session)).helpers] == [
        "speaker"
    ]


def test_a_session_is_saved_again_with_a_helper_who_left_the_staff_since(hub):
    priya, session = staff(hub), hub.session()
    helping = {"session_id": session, "account_ids": [priya]}
    hub.do("change session", lambda db, _: set_helpers(db, **helping))
    hub.do("put away staff", lambda db, _: put_away_staff(db, account_id=priya, by=""))
    hub.do("change session", lambda db, _: set_helpers(db, **helping))
    assert len(hub.look(lambda db: session_card(db, session)).helpers) == 1
