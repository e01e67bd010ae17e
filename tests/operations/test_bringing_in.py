"""Bringing lists in: what is added, filled in, left alone or refused, and taken back whole."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select, text

from hubdesk.errors.bringing_in import BorrowerUnsure, Fault
from hubdesk.errors.records import CodeInUse, CodeOfOtherSort
from hubdesk.ids import CodeKind, make_code
from hubdesk.models import (
    Base,
    CodeOf,
    CodeOrigin,
    Device,
    Gift,
    JournalTxn,
    KitItem,
    Loan,
    LoanState,
    Person,
    Stage,
)
from hubdesk.operations.bringing_in import Fate
from hubdesk.operations.funds import add_fund
from hubdesk.operations.stock import edit_device, make_ready
from hubdesk.queries.device_page import device_page
from hubdesk.queries.finding import Sort, find_code, find_typed
from hubdesk.queries.person_details import roles_of
from hubdesk.queries.search import search
from tests.conftest import TODAY, in_days
from tests.imports.reading import devices, devices_in, people

DEVICES = ("devices-ours.csv", "snipe-it-assets.csv", "snipe-it-bad.csv", "shelf-assets.csv")
PEOPLE = ("people-ours.csv", "people-koha.csv", "people-college.csv", "people-kolibri-list.csv")


def one(hub, kind, *conditions):
    return hub.look(lambda db: db.scalars(select(kind).where(*conditions)).one())


def every(hub, kind, *conditions):
    return hub.look(lambda db: list(db.scalars(select(kind).where(*conditions).order_by(kind.id))))


def counts(brought):
    return brought.added, brought.updated, brought.unchanged, brought.refused


def told(brought, at=0):
    return [remark.fault for remark in brought.outcomes[at].remarks]


def reason(brought, at=0):
    (found,) = brought.outcomes[at].reasons
    return found


def standing(hub):
    """Every row that stands, of every table but the journal's: what an undo must give back."""
    kept = ("counter", "journal_txn", "journal_op", "row_clock", "stream", "captured", "capturing")
    tables = [table for table in Base.metadata.sorted_tables if table.name not in kept]

    def read(db):
        found = {}
        for table in tables:
            deleted = " WHERE deleted = 0" if "deleted" in table.columns else ""
            rows = db.execute(text(f"SELECT * FROM {table.name}{deleted}")).all()
            # Search words are made anew, so their own numbers move on.
            start = 1 if table.name in ("person_find", "device_find", "name_word") else 0
            found[table.name] = Counter(tuple(row)[start:] for row in rows)
        return found

    return hub.look(read)


def transactions(hub):
    return hub.look(lambda db: db.scalar(select(func.count()).select_from(JournalTxn)))


@pytest.mark.parametrize("sample", [*DEVICES, "ten-faults.csv", "shelf-export.csv"])
def test_the_same_list_of_devices_twice_changes_nothing(hub, bring, sample):
    lines = devices(sample)
    first = bring(lines)
    assert first.added == len(lines.good)
    assert first.refused == len(lines.refused)
    before, written = standing(hub), transactions(hub)
    again = bring(lines)
    assert counts(again) == (0, 0, first.added, first.refused)
    assert standing(hub) == before
    assert transactions(hub) == written


@pytest.mark.parametrize("sample", [*PEOPLE, "people-faults.csv", "people-kolibri-export.csv"])
def test_the_same_list_of_people_twice_changes_nothing(hub, bring, sample):
    lines = people(sample)
    first = bring(lines)
    assert first.added == len(lines.good)
    before, written = standing(hub), transactions(hub)
    again = bring(lines)
    assert counts(again) == (0, 0, first.added, first.refused)
    assert standing(hub) == before
    assert transactions(hub) == written


def test_exactly_the_ten_planted_faults_stay_out_and_the_rest_come_in(bring):
    brought = bring(devices("ten-faults.csv"))
    refused = [o.line for o in brought.outcomes if o.fate is Fate.REFUSED]
    assert refused == [4, 6, 7, 9, 10, 12, 13, 14, 16, 17]
    assert brought.added == 10
    assert all(outcome.reasons for outcome in brought.outcomes if outcome.line in refused)


@pytest.mark.parametrize("sample", [*DEVICES, "ten-faults.csv", *PEOPLE])
def test_one_undo_takes_the_whole_list_back(hub, bring, sample):
    hub.person("Samira Haddad", phone="07700 900318")  # and leaves who was here before
    before = standing(hub)
    read = people if sample.startswith("people") else devices
    first = bring(read(sample))
    assert standing(hub) != before
    hub.undo()
    assert standing(hub) == before
    assert counts(bring(read(sample))) == counts(first)


def test_two_lists_are_taken_back_one_by_one(hub, bring):
    bring(people("people-ours.csv"))
    first = hub.last_txn
    before = standing(hub)
    bring(devices("devices-ours.csv"))
    hub.undo()
    assert standing(hub) == before
    hub.undo(first)
    assert not every(hub, Person, Person.deleted == 0)


def test_a_tag_that_is_our_code_is_the_label_and_any_other_is_found_too(hub, bring):
    brought = bring("asset tag,kind,make,model\nhd142,laptop,Dell,One\nICC-77,laptop,Dell,Two\n")
    assert [outcome.code for outcome in brought.outcomes] == ["HD-0142", "HD-0143"]
    ours, other = (outcome.id for outcome in brought.outcomes)
    for typed in ("142", "hd142", "HD-0142", make_code(CodeKind.DEVICE, 0, 142).text):
        assert hub.look(lambda db, t=typed: find_typed(db, t)).id == ours
    for typed in ("ICC-77", "icc77", "143"):
        assert hub.look(lambda db, t=typed: find_typed(db, t)).id == other
    assert hub.look(lambda db: find_code(db, "ICC-77")).id == other
    assert [hit.id for hit in hub.look(lambda db: search(db, "icc-77")).devices] == [other]


def test_a_label_of_the_list_is_never_minted_for_a_line_above_it(bring):
    brought = bring("asset tag,kind,model\nAAA-1,laptop,One\nHD-0001,laptop,Two\n")
    assert [outcome.code for outcome in brought.outcomes] == ["HD-0002", "HD-0001"]


def test_a_bare_number_that_is_a_label_and_an_old_tag_is_a_choice(hub, bring):
    brought = bring("asset tag,kind,model\n2,laptop,One\nAAA-1,laptop,Two\n")
    assert [outcome.code for outcome in brought.outcomes] == ["HD-0001", "HD-0002"]
    found = hub.look(lambda db: find_typed(db, "2"))
    assert found.sort is Sort.SEVERAL
    assert {choice.id for choice in found.choices} == {o.id for o in brought.outcomes}
    assert hub.look(lambda db: find_code(db, "2")).id == brought.outcomes[0].id  # scanned


def test_everything_a_line_says_is_written_down(hub, bring):
    bring(devices("devices-ours.csv"))
    device = one(hub, Device, Device.tag == "HD-0101")
    assert (device.title, device.serial, device.condition) == (
        *("Dell Latitude 3420", "8KTR2J3", "good"),
    )
    assert (device.place, device.stage, device.ownership) == ("Shelf A", "ready", "owned")
    kit = every(hub, KitItem, KitItem.device_id == device.id)
    assert [item.name for item in kit] == ["charger", "bag"]
    codes = {row.shown: row.origin for row in every(hub, CodeOf, CodeOf.device_id == device.id)}
    assert codes == {"HD-0101": "label", "8KTR2J3": "serial", "INV/044": "old"}
    assert one(hub, Device, Device.tag == "HD-0104").stage == Stage.TO_WIPE


def test_a_list_says_which_fund_paid_for_a_device_by_its_name_or_its_code(hub, bring):
    """Else whoever brings in 200 devices of a grant says it of each by hand."""
    ward = hub.do("add fund", lambda db, now: add_fund(db, name="Ward grant", code="WG-7")).id
    rows = "asset tag,kind,model,Paid by\nAAA-1,laptop,One,ward  grant\nAAA-2,laptop,Two,{}\n"
    brought = bring(rows.format("Nobody's fund"))
    assert (told(brought, 0), told(brought, 1)) == ([], [Fault.FUND_UNKNOWN])
    assert [d.fund_id for d in every(hub, Device)] == [ward, None]
    assert counts(bring(rows.format("wg-7"))) == (0, 1, 1, 0)
    assert [d.fund_id for d in every(hub, Device)] == [ward, ward]


def test_a_name_that_is_not_the_model_is_kept_in_the_note(hub, bring):
    bring("asset tag,name,model,notes\nA-1,Reception,Latitude 3420,Sticker\n")
    assert one(hub, Device).note == "Name: Reception\nSticker"


def test_the_number_on_a_sim_is_its_serial_number(hub, bring):
    bring("asset tag,kind,sim number\n,SIM,8944110000000123453\n")
    sim = one(hub, Device)
    assert sim.serial == "8944110000000123453"
    assert one(hub, CodeOf, CodeOf.value == sim.serial).origin == CodeOrigin.ICCID


def test_whoever_has_it_is_found_or_added_and_the_loan_keeps_its_days(hub, bring):
    samira = hub.person("Samira Haddad", phone="07700 900318")
    brought = bring(devices("devices-ours.csv"))
    assert (brought.lent, brought.people_added) == (2, 1)
    device = one(hub, Device, Device.tag == "HD-0102")
    loan = one(hub, Loan, Loan.device_id == device.id)
    assert (loan.borrower_id, loan.state, loan.due_on) == (samira, "out", date(2025, 12, 1))
    assert loan.lent_at.date() == date(2025, 11, 3)
    assert loan.override_reason == "Brought in from devices-ours.csv"
    assert [name for _, name in json.loads(loan.contents)] == [
        *("charger", "bag", "mouse"),
    ]
    kofi = one(hub, Person, Person.display_name == "Kofi Mensah")
    assert hub.look(lambda db: roles_of(db, kofi.id)) == ("borrower",)
    assert hub.look(lambda db: find_typed(db, "L-00017")).id == kofi.id
    hub.bring_back(device.id)
    assert one(hub, Loan, Loan.id == loan.id).state == LoanState.RETURNED


def test_without_days_a_loan_begins_today_and_is_due_by_the_policy(hub, bring):
    bring("asset tag,kind,borrower\nA-1,laptop,Ada Okafor\n")
    loan = one(hub, Loan)
    assert (loan.lent_at.astimezone(hub.clock().tzinfo).date(), loan.due_on) == (TODAY, in_days(14))


def test_a_due_day_nobody_agreed_to_is_never_in_the_past(hub, bring):
    bring("asset tag,kind,borrower,lent on\nA-1,laptop,Ada Okafor,2026-01-05\n")
    loan = one(hub, Loan)
    assert loan.lent_at.date() == date(2026, 1, 5)
    assert loan.due_on == in_days(14)


def test_a_due_day_of_the_list_is_kept_even_if_it_is_over(hub, bring):
    bring("asset tag,kind,borrower,lent on,due back\nA-1,laptop,Ada,2026-01-05,2026-01-19\n")
    assert one(hub, Loan).due_on == date(2026, 1, 19)


def test_a_due_day_by_the_policy_is_an_open_day(hub, bring, clock):
    clock.forward(days=17)  # two weeks later is Christmas Day
    bring("asset tag,kind,borrower\nA-1,laptop,Ada Okafor\n")
    assert one(hub, Loan).due_on == date(2026, 12, 27)


def test_states_that_cannot_be_lent_stay_so(hub, bring):
    lines = devices("snipe-it-bad.csv")
    bring(lines)
    stages = Counter(device.stage for device in every(hub, Device))
    assert stages == Counter(line.stage for line in lines)
    assert len(every(hub, Loan)) == 1


def test_a_sim_that_somebody_has_was_given_to_them(hub, bring):
    text = "asset tag,kind,borrower,lent on\nA-1,SIM,Ada Okafor,2026-11-03\n"
    brought = bring(text)
    assert one(hub, Device).stage == Stage.GIVEN
    assert one(hub, Gift).ends_on == date(2026, 11, 3) + timedelta(days=180)
    assert brought.outcomes[0].handed.is_gift
    assert counts(bring(text)) == (0, 0, 1, 0)


def test_a_device_that_is_out_stays_with_whoever_has_it(hub, bring):
    text = "asset tag,kind,borrower,borrower phone\nHD-0142,laptop,Ada Okafor,07700 900412\n"
    laptop = hub.device(label=make_code(CodeKind.DEVICE, 0, 142).text)
    hub.lend(hub.person("Kofi Mensah"), laptop)
    brought = bring(text)
    assert counts(brought) == (0, 0, 1, 0)
    assert told(brought) == [Fault.OUT_TO_OTHER]
    assert len(every(hub, Person)) == 1


@pytest.mark.parametrize("lent_on", ["2026-11-03", ""])
def test_what_came_back_since_is_not_lent_again_by_the_same_list(hub, bring, lent_on):
    text = f"asset tag,kind,borrower,lent on\nHD-0142,headset,Ada Okafor,{lent_on}\n"
    bring(text)
    hub.bring_back(one(hub, Device).id)
    brought = bring(text)
    assert counts(brought) == (0, 0, 1, 0)
    assert told(brought) == [Fault.NO_LOAN_AGAIN]
    assert len(every(hub, Loan)) == 1


def test_a_later_loan_of_a_newer_list_is_made(hub, bring):
    text = "asset tag,kind,borrower,lent on\nHD-0142,headset,{}\n"
    bring(text.format("Ada Okafor,2026-10-01"))
    hub.bring_back(one(hub, Device).id)
    hub.clock.forward(days=1)
    brought = bring(text.format("Kofi Mensah,2026-11-25"))
    assert brought.updated == 1
    assert brought.outcomes[0].handed.person == "Kofi Mensah"


def test_a_laptop_to_wipe_is_not_lent_by_a_list(hub, bring):
    text = "asset tag,kind,borrower,lent on\nHD-0142,laptop,{}\n"
    bring(text.format("Ada Okafor,2026-10-01"))
    laptop = one(hub, Device).id
    hub.bring_back(laptop)
    hub.clock.forward(days=1)
    brought = bring(text.format("Kofi Mensah,2026-11-25"))
    assert told(brought) == [Fault.STATE_KEPT]
    hub.do("make ready", lambda db, now: make_ready(db, device_id=laptop, now=now))
    assert bring(text.format("Kofi Mensah,2026-11-25")).updated == 1


def test_a_borrower_who_could_be_two_people_is_refused_and_a_phone_decides(hub, bring):
    hub.person("Ada Okafor", phone="07700 900411")
    second = hub.person("Ada Okafor", phone="07700 900412")
    text = "asset tag,kind,borrower,borrower phone\nA-1,laptop,Ada Okafor,{}\n"
    brought = bring(text.format(""))
    assert counts(brought) == (0, 0, 0, 1)
    assert isinstance(reason(brought), BorrowerUnsure)
    assert not every(hub, Device)
    bring(text.format("07700900412"))
    assert one(hub, Loan).borrower_id == second


def test_a_borrower_of_the_same_name_with_another_phone_is_somebody_else(hub, bring):
    hub.person("Ada Okafor", phone="07700 900411")
    brought = bring("asset tag,borrower,borrower phone\nA-1,Ada Okafor,7700900499\n")
    assert told(brought) == [Fault.SAME_NAME, Fault.BORROWER_ADDED]
    assert len(every(hub, Person)) == 2


def test_a_phone_of_the_family_does_not_make_the_son_the_mother(hub, bring):
    hub.person("Samira Haddad", phone="07700 900318")
    bring("asset tag,borrower,borrower phone\nA-1,Omar Haddad,07700 900318\n")
    assert {person.display_name for person in every(hub, Person)} == {
        *("Samira Haddad", "Omar Haddad"),
    }


def test_one_borrower_on_three_lines_is_one_person(hub, bring):
    lines = "".join(f"A-{n},charger,Ada Okafor\n" for n in range(3))
    brought = bring(f"asset tag,kind,borrower\n{lines}")
    assert (brought.lent, brought.people_added, len(every(hub, Person))) == (3, 1, 1)


def test_a_card_of_somebody_else_refuses_the_line_and_others_come_in(hub, bring):
    bring("name,card\nKofi Mensah,L-00017\n")
    brought = bring("asset tag,borrower,borrower card\nA-1,Ada Okafor,L-00017\nA-2,Bo Li,\n")
    assert counts(brought) == (1, 0, 0, 1)
    assert reason(brought).belongs_to == "Kofi Mensah"


def test_a_code_of_another_device_refuses_the_line_and_says_whose_it_is(hub, bring):
    hub.device(serial="PF1ABC9", old_codes=["OLD-77"])
    brought = bring(
        "asset tag,make,serial,old tag\n"
        "HD-0300,Lenovo,PF1ABC9,\n"
        "A-2,Lenovo,PF2,OLD-77\n"
        "A-3,Lenovo,PF3,\n"
    )
    assert [outcome.fate for outcome in brought.outcomes] == ["refused", "refused", "added"]
    assert {reason(brought, at).belongs_to for at in (0, 1)} == {"Lenovo ThinkPad L390, HD-0001"}
    assert [reason(brought, at).code for at in (0, 1)] == ["PF1ABC9", "OLD-77"]


def test_two_makers_may_use_the_same_serial_number(hub, bring):
    hub.device(make="Lenovo", serial="12345")
    assert counts(bring("asset tag,make,serial\nA-1,Dell,12345\n")) == (1, 0, 0, 0)


def test_a_card_of_ours_is_no_code_of_a_device(bring):
    card = make_code(CodeKind.PERSON, 0, 3).text
    brought = bring(f"asset tag,model,old tag\nA-1,One,{card}\n")
    assert isinstance(reason(brought), CodeOfOtherSort)


def test_a_library_card_of_somebody_is_no_tag_of_a_device(hub, bring):
    bring("name,card\nKofi Mensah,LIB-77\n")
    brought = bring("asset tag,model\nLIB-77,One\n")
    assert isinstance(reason(brought), CodeInUse)
    assert reason(brought).belongs_to == "Kofi Mensah"


def test_a_device_of_the_hub_is_found_by_its_number_and_gets_the_old_tag(hub, bring):
    laptop = hub.device(serial="PF1ABC9")
    brought = bring("asset tag,make,serial,place\nSN-77,Lenovo,pf1abc9,Shelf A\n")
    assert (brought.outcomes[0].id, brought.updated) == (laptop, 1)
    assert told(brought) == [Fault.FOUND_BY_NUMBER]
    assert one(hub, Device).place == "Shelf A"
    assert hub.look(lambda db: find_code(db, "SN-77")).id == laptop


def test_what_the_hub_wrote_is_kept_and_told(hub, bring):
    text = "asset tag,make,model,place,notes\nHD-0142,Dell,{},Shelf A,\n"
    bring(text.format("Latitude"))
    laptop = one(hub, Device).id
    hub.do(
        "edit device",
        lambda db, now: edit_device(db, device_id=laptop, facts={"place": "Back room"}),
    )
    brought = bring(text.format("Latitude 3420"))
    assert brought.updated == 1  # the model was the list's own
    assert told(brought) == [Fault.KEPT]
    device = one(hub, Device)
    assert (device.title, device.place) == ("Dell Latitude 3420", "Back room")
    hub.undo()
    assert one(hub, Device).title == "Dell Latitude"


def test_an_undone_list_has_written_nothing_for_a_newer_one_to_correct(hub, bring):
    laptop = hub.device(label=make_code(CodeKind.DEVICE, 0, 142).text, place="")
    bring("asset tag,place\nHD-0142,Shelf A\n")
    hub.undo()
    hub.do(
        "edit device",
        lambda db, now: edit_device(db, device_id=laptop, facts={"place": "Back room"}),
    )
    assert told(bring("asset tag,place\nHD-0142,Shelf B\n")) == [Fault.KEPT]


def test_a_part_the_hub_struck_off_does_not_come_back(hub, bring):
    from hubdesk.operations.stock import change_kit

    text = 'asset tag,kind,contents\nHD-0142,laptop,"charger, bag"\n'
    bring(text)
    laptop = one(hub, Device).id
    hub.do(
        "change kit", lambda db, now: change_kit(db, device_id=laptop, names=["charger", "dock"])
    )
    assert counts(bring(text)) == (0, 0, 1, 0)


def test_things_known_by_name_alone_are_as_many_as_the_list_says(hub, bring):
    hub.device("Other", make="", model="Mouse")  # one of the hub's own
    text = "title,bookable\nMouse,yes\nMouse,yes\nKeyboard,yes\n"
    assert counts(bring(text)) == (3, 0, 0, 0)
    assert counts(bring(text)) == (0, 0, 3, 0)
    assert counts(bring(f"{text}Mouse,yes\n")) == (1, 0, 3, 0)
    imported = next(d for d in every(hub, Device) if d.title == "Keyboard")
    page = hub.look(lambda db: device_page(db, imported.id))
    assert [code.shown for code in page.codes] == [imported.tag]  # the line itself is not shown


def test_a_line_of_a_list_is_found_by_no_letter_anybody_types(hub, bring):
    bring("title,bookable\nMouse,yes\n")
    source = one(hub, CodeOf, CodeOf.origin == CodeOrigin.SOURCE)
    words = hub.look(lambda db: db.scalar(text("SELECT words FROM device_find")))
    assert source.value.lower() not in words
    assert (source.shown, source.tail) == ("", "")


def test_a_kind_the_hub_did_away_with_comes_in_as_other(hub, bring):
    tablet = hub.kind("Tablet")
    with hub.database.changing("change setting") as db:
        db.execute(text("UPDATE device_kind SET deleted = 1 WHERE id = :id"), {"id": tablet})
    bring("asset tag,kind,model\nA-1,tablet,Galaxy Tab\n")
    assert one(hub, Device).kind_id == hub.kind("Other")


def test_stopping_in_the_middle_leaves_nothing(hub, bring):
    lines = devices_in("asset tag,kind\n" + "".join(f"A-{n},laptop\n" for n in range(600)))

    class Stopped(Exception):
        pass

    def stop(done):
        if done > 300:
            raise Stopped

    before = standing(hub)
    with pytest.raises(Stopped):
        bring(lines, told=stop)
    assert standing(hub) == before
    assert not every(hub, Device)


def test_a_thousand_lines_ask_the_database_a_few_times_only(hub, bring):
    rows = "".join(f"A-{n},laptop,S{n:04d},Ada Okafor {n},charger\n" for n in range(1000))
    lines = devices_in(f"asset tag,kind,serial,borrower,contents\n{rows}")
    asked = []
    engine = hub.database._write

    def count(*args):
        asked.append(args[2])

    event.listen(engine, "before_cursor_execute", count)
    try:
        brought = bring(lines)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert (brought.added, brought.lent) == (1000, 1000)
    assert len(asked) < 4 * 40


# People
