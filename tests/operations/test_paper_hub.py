"""A day on paper: slips are minted ahead, typed in with true dates, and the rest ticked off."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from hubdesk.errors.lending import DeviceOnLoan, HappenedInFuture
from hubdesk.errors.paper_hub import NoSlipsLeft, SlipEntered, SlipUnknown, SlipUnused
from hubdesk.errors.records import BuiltOn
from hubdesk.messages import explain
from hubdesk.models import Loan
from hubdesk.operations.lending import Item
from hubdesk.operations.paper_hub import enter_slip, make_paper_pack, tick_off_slips
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.paper_hub import next_pack_day, pack_holds, pack_of, packs, slip_with_code
from tests.conftest import NOW, TODAY, in_days

TOMORROW = in_days(1)


@pytest.fixture
def slips(hub):
    made = hub.do("make paper pack", lambda db, _now: make_paper_pack(db, for_on=TOMORROW))
    return [slip.code for slip in made]


def enter(hub, code, *, at=NOW, device=None, who=None):
    person, thing = who or hub.person("Kofi Mensah"), device or hub.device()
    hub.do(
        "enter slip",
        lambda db, now: enter_slip(
            db, code=code, borrower_id=person, items=[Item(thing)], happened_at=at, now=now
        ),
    )
    return thing


def test_a_pack_has_eighteen_slips_and_no_two_share_a_code(hub, slips):
    assert len(set(slips)) == 18
    assert pack_of_day(hub).blank == 18
    assert hub.look(lambda db: find_code(db, slips[0])).sort is Sort.SLIP


def pack_of_day(hub):
    return hub.look(lambda db: pack_of(db, TOMORROW))


def test_a_second_pack_of_a_day_has_the_slips_of_the_first(hub, slips):
    again = hub.do("make paper pack", lambda db, _now: make_paper_pack(db, for_on=TOMORROW))
    assert [slip.code for slip in again] == slips


def test_a_slip_is_typed_in_with_the_day_it_really_happened(hub, slips, clock):
    clock.forward(days=3)
    then = datetime.combine(TOMORROW, NOW.time(), NOW.tzinfo)
    thing = enter(hub, slips[0], at=then)
    with hub.database.reading() as db:
        [loan] = db.query(Loan).filter(Loan.device_id == thing)
        assert loan.lent_at == then
        assert loan.due_on == TOMORROW + timedelta(days=14)
    assert (pack_of_day(hub).entered, pack_of_day(hub).wanted) == (1, 18)


def test_all_eighteen_slips_can_be_entered(hub, slips):
    who = hub.person("Kofi Mensah")
    for code in slips:
        thing = enter(hub, code, who=who)
        hub.bring_back(thing)
    assert (pack_of_day(hub).entered, pack_of_day(hub).wanted) == (18, 18)


def test_a_slip_scanned_twice_is_said_and_lends_nothing(hub, slips):
    enter(hub, slips[0])
    with pytest.raises(SlipEntered) as refused:
        enter(hub, slips[0])
    assert explain(refused.value).text == (
        "Slip P-00001 was entered on Tue 24 Nov 2026. Nothing changed."
    )
    assert pack_of_day(hub).entered == 1


def test_slips_that_were_not_used_are_ticked_off_and_not_counted_any_more(hub, slips):
    enter(hub, slips[0])
    enter(hub, slips[1], who=hub.person("Ada Okafor"))
    left = hub.do("tick off slips", lambda db, now: tick_off_slips(db, for_on=TOMORROW, now=now))
    assert len(left) == 16
    found = pack_of_day(hub)
    assert (found.entered, found.wanted, found.unused) == (2, 2, 16)
    with pytest.raises(SlipUnused):
        enter(hub, slips[5])
    with pytest.raises(NoSlipsLeft):
        hub.do("tick off slips", lambda db, now: tick_off_slips(db, for_on=TOMORROW, now=now))


def test_a_slip_of_nobody_and_the_code_of_a_device_are_no_slips(hub, slips):
    for text in ("HDP000099991", "HDD00000142Y", "9999", "", "Kofi"):
        with pytest.raises(SlipUnknown):
            enter(hub, text)


def test_a_slip_is_found_by_its_printed_number_too(hub, slips):
    for text in (slips[0], "P-00001", "p1", "1"):
        assert hub.look(lambda db, t=text: slip_with_code(db, t)).code == slips[0]


def test_what_the_rules_refuse_leaves_the_slip_blank(hub, slips):
    thing = enter(hub, slips[0])
    with pytest.raises(DeviceOnLoan):
        enter(hub, slips[1], device=thing, who=hub.person("Ada Okafor"))
    with pytest.raises(HappenedInFuture):
        enter(hub, slips[1], at=NOW + timedelta(days=1))
    assert pack_of_day(hub).entered == 1


def test_undo_of_an_entry_takes_the_loan_back_and_the_slip_can_be_entered_again(hub, slips):
    enter(hub, slips[0])
    hub.undo()
    assert pack_of_day(hub).blank == 18
    enter(hub, slips[0])
    assert pack_of_day(hub).entered == 1


def test_undo_of_ticking_off_makes_every_slip_blank_again(hub, slips):
    hub.do("tick off slips", lambda db, now: tick_off_slips(db, for_on=TOMORROW, now=now))
    hub.undo()
    assert pack_of_day(hub).blank == 18


def test_a_pack_is_taken_back_and_its_numbers_are_never_printed_again(hub, slips):
    hub.undo()
    assert hub.look(packs) == []
    again = hub.do("make paper pack", lambda db, _now: make_paper_pack(db, for_on=TOMORROW))
    assert not {slip.code for slip in again} & set(slips)


def test_tomorrow_is_the_next_day_the_hub_is_open(hub, clock):
    assert hub.look(lambda db: next_pack_day(db, TODAY)) == TOMORROW
    christmas = TODAY.replace(month=12, day=24)
    assert hub.look(lambda db: next_pack_day(db, christmas)) == christmas + timedelta(days=2 + 1)


def test_a_pack_says_what_it_would_hold(hub):
    hub.session("Digital basics", held_on=TOMORROW)
    hub.lend(hub.person("Kofi Mensah"), hub.device(), due_on=TOMORROW)
    holds = hub.look(lambda db: pack_holds(db, TOMORROW))
    assert (holds.registers, holds.due) == (1, 1)


def test_a_pack_whose_slips_were_entered_stays(hub, slips):
    pack = hub.last_txn
    enter(hub, slips[0])
    with pytest.raises(BuiltOn):
        hub.undo(pack)
