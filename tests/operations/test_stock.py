"""The stock: adding things by their labels, what they answer to, their parts, where they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hubdesk.errors.devices import (
    CodeMissing,
    DeviceGone,
    LabelCount,
    NotToWipe,
    PartNameMissing,
    PartOut,
    StageAlready,
)
from hubdesk.errors.lending import DeviceNotLendable, DeviceOnLoan
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.records import (
    CodeHalfRead,
    CodeInUse,
    CodeOfOtherSort,
    ImeiNotRight,
    NotFound,
    NumberMangled,
)
from hubdesk.ids import CodeKind, make_code, read_code
from hubdesk.models import CodeOrigin, Condition, Ownership, Stage
from hubdesk.operations.returning import declare_lost
from hubdesk.operations.stock import (
    add_device,
    change_kit,
    edit_device,
    link_code,
    make_ready,
    mark_seen,
    put_back,
    reserve_labels,
    send_to_repair,
    unlink_code,
    withdraw_device,
)
from hubdesk.queries.device_page import DevicePage, device_page
from hubdesk.queries.devices import device_window
from hubdesk.queries.finding import Sort, find_code, find_typed
from tests.conftest import TODAY, Clock, HubBuilder

LABEL = make_code(CodeKind.DEVICE, 0, 142).text
IMEI = "490154203237518"
ICCID = "8944110068256270054"


def page(hub: HubBuilder, device_id: str) -> DevicePage:
    found = hub.look(lambda db: device_page(db, device_id))
    assert found is not None
    return found


def part_names(hub: HubBuilder, device_id: str) -> list[str]:
    return [name for _, name in page(hub, device_id).kit]


def edit(hub: HubBuilder, device_id: str, **facts):
    hub.do("edit device", lambda db, now: edit_device(db, device_id=device_id, facts=facts))


def link(hub: HubBuilder, device_id: str, code: str, **more):
    return hub.do(
        "link code", lambda db, now: link_code(db, device_id=device_id, code=code, **more)
    )


def test_a_fresh_label_that_is_scanned_becomes_a_device(hub: HubBuilder):
    device_id = hub.device(label=LABEL, make="Lenovo", model="ThinkPad L390", place="Cupboard 2")
    thing = page(hub, device_id)
    assert (thing.tag, thing.title, thing.kind) == ("HD-0142", "Lenovo ThinkPad L390", "Laptop")
    assert (thing.stage, thing.condition) == (Stage.READY, Condition.GOOD)
    assert (thing.ownership, thing.place) == (Ownership.OWNED, "Cupboard 2")
    assert (thing.added_on, thing.seen_on) == (TODAY, TODAY)
    assert [(code.shown, code.value, code.origin) for code in thing.codes] == [
        ("HD-0142", LABEL, CodeOrigin.LABEL)
    ]
    assert part_names(hub, device_id) == ["Charger", "Bag"]


@pytest.mark.parametrize(
    "typed", [LABEL, LABEL.lower(), "142", "hd142", "HD-0142", "pf-1x.9z3", "OLD/77"]
)
def test_label_short_number_serial_and_old_tag_all_find_it(hub: HubBuilder, typed: str):
    hub.device()
    device_id = hub.device(label=LABEL, serial="PF1X9Z3", old_codes=["OLD/77"])
    finding = hub.look(lambda db: find_typed(db, typed))
    assert (finding.sort, finding.id) == (Sort.DEVICE, device_id)


def test_without_a_label_the_next_number_is_taken(hub: HubBuilder):
    hub.device(label=LABEL)
    assert page(hub, hub.device()).tag == "HD-0143"
    assert page(hub, hub.device()).tag == "HD-0144"


def test_a_number_of_another_desk_says_which_desk(hub: HubBuilder):
    other = make_code(CodeKind.DEVICE, 2, 9).text
    assert page(hub, hub.device(label=other)).tag == "HD-02-0009"
    assert page(hub, hub.device()).tag == "HD-0001"


def test_an_undone_device_never_gives_its_printed_number_away(hub: HubBuilder):
    gone = hub.device()
    hub.undo()
    assert hub.look(lambda db: device_page(db, gone)) is None
    assert page(hub, hub.device()).tag == "HD-0002"


@pytest.mark.parametrize(
    ("label", "error"),
    [
        (make_code(CodeKind.PERSON, 0, 3).text, CodeOfOtherSort),
        ("5012345678900", CodeOfOtherSort),
        (LABEL[:-1] + "?", CodeHalfRead),
        (LABEL[:-3], CodeHalfRead),
    ],
)
def test_only_a_whole_device_label_becomes_a_device(hub: HubBuilder, label, error):
    with pytest.raises(error):
        hub.device(label=label)


def test_a_label_that_is_a_device_already_is_refused_and_names_it(hub: HubBuilder):
    first = hub.device(label=LABEL, model="ThinkPad L390")
    with pytest.raises(CodeInUse) as refusal:
        hub.device(label=LABEL)
    assert refusal.value.belongs_to == "Lenovo ThinkPad L390, HD-0142"
    assert refusal.value.device_id == first


def test_a_model_that_begins_with_its_make_is_not_given_it_twice(hub: HubBuilder):
    assert page(hub, hub.device(make="Apple", model="apple iPad 9")).title == "apple iPad 9"
    assert page(hub, hub.device(make="", model="")).title == "Laptop"
    assert page(hub, hub.device(make="HP", model="")).title == "HP"


@pytest.mark.parametrize("typed", [IMEI, "49-015420-323751-8", "490154 203237 518"])
def test_an_imei_is_checked_and_then_scanned(hub: HubBuilder, typed: str):
    device_id = hub.device("Phone", imei=typed)
    assert page(hub, device_id).imei == IMEI
    assert hub.look(lambda db: find_code(db, IMEI)).id == device_id


@pytest.mark.parametrize(
    "wrong", ["490154203237519", "49015420323751", "4901542032375180", "x" * 15]
)
def test_an_imei_that_cannot_be_one_is_refused(hub: HubBuilder, wrong: str):
    with pytest.raises(ImeiNotRight):
        hub.device("Phone", imei=wrong)


@pytest.mark.parametrize("field", ["imei", "serial"])
@pytest.mark.parametrize("mangled", ["6.3E+15", "4,90154E+14", "1E+10"])
def test_a_number_a_spreadsheet_shortened_is_refused_as_such(hub: HubBuilder, field, mangled):
    with pytest.raises(NumberMangled):
        hub.device(**{field: mangled})


def test_a_serial_of_the_same_maker_is_refused_and_of_another_is_not(hub: HubBuilder):
    hub.device(make="Lenovo", serial="5CD1234")
    with pytest.raises(CodeInUse):
        hub.device(make="LENOVO", serial="5cd-1234")
    with pytest.raises(CodeInUse):
        hub.device(make="", model="", serial="5CD1234")
    hub.device(make="HP", serial="5CD1234")
    finding = hub.look(lambda db: find_code(db, "5CD1234"))
    assert (finding.sort, len(finding.choices)) == (Sort.SEVERAL, 2)


def test_the_number_of_a_sim_is_known_as_one(hub: HubBuilder):
    device_id = hub.device("SIM card", make="O2", model="25 GB", serial=ICCID)
    assert CodeOrigin.ICCID in [code.origin for code in page(hub, device_id).codes]
    assert hub.look(lambda db: find_code(db, ICCID)).id == device_id


def test_a_corrected_serial_is_scanned_from_now_on_and_the_old_one_no_more(hub: HubBuilder):
    device_id = hub.device(serial="PF1X9Z8", imei="")
    edit(hub, device_id, serial="PF1X9Z3", imei=IMEI, note="New board")
    assert hub.look(lambda db: find_code(db, "PF1X9Z8")).sort is Sort.UNKNOWN
    assert hub.look(lambda db: find_code(db, "PF1X9Z3")).id == device_id
    hub.undo()
    assert hub.look(lambda db: find_code(db, "PF1X9Z8")).id == device_id
    assert hub.look(lambda db: find_code(db, IMEI)).sort is Sort.UNKNOWN


def test_editing_keeps_what_is_not_handed_in(hub: HubBuilder):
    device_id = hub.device(serial="PF1X9Z3", place="Cupboard 2")
    edit(hub, device_id, condition=Condition.WORN, kind_id=hub.kind("Tablet"), model="Tab M10")
    thing = page(hub, device_id)
    assert (thing.kind, thing.title, thing.condition) == ("Tablet", "Lenovo Tab M10", "worn")
    assert (thing.serial, thing.place) == ("PF1X9Z3", "Cupboard 2")
    for facts, error in (
        ({"condition": "shiny"}, ChoiceUnknown),
        ({"ownership": "mine"}, ChoiceUnknown),
        ({"kind_id": "no such kind"}, NotFound),
        ({"colour": "red"}, TypeError),
    ):
        with pytest.raises(error):
            edit(hub, device_id, **facts)


def test_a_code_linked_later_finds_the_device(hub: HubBuilder):
    device_id = hub.device(label=LABEL)
    row = link(hub, device_id, "Asset 00077")
    assert hub.look(lambda db: find_code(db, "asset00077")).id == device_id
    assert hub.look(lambda db: find_typed(db, "77")).id == device_id
    assert link(hub, device_id, "ASSET-00077").id == row.id  # again changes nothing
    hub.do("unlink code", lambda db, now: unlink_code(db, code_id=row.id))
    assert hub.look(lambda db: find_code(db, "asset00077")).sort is Sort.UNKNOWN


def test_the_makers_serial_linked_to_a_device_without_one_is_its_serial(hub: HubBuilder):
    device_id = hub.device()
    link(hub, device_id, "PF1X9Z3", origin=CodeOrigin.SERIAL)
    link(hub, device_id, "BATT-55", origin=CodeOrigin.SERIAL)
    assert page(hub, device_id).serial == "PF1X9Z3"
    edit(hub, device_id, note="Looked at")
    assert {code.shown for code in page(hub, device_id).codes} >= {"PF1X9Z3", "BATT-55"}


def test_a_second_label_of_ours_can_be_stuck_on(hub: HubBuilder):
    device_id = hub.device(label=LABEL)
    link(hub, device_id, make_code(CodeKind.DEVICE, 0, 150).text)
    assert page(hub, device_id).tag == "HD-0142"
    assert hub.look(lambda db: find_typed(db, "150")).id == device_id
    assert page(hub, hub.device()).tag == "HD-0151"


def test_a_code_of_something_else_is_not_linked(hub: HubBuilder):
    device_id = hub.device()
    hub.device(label=LABEL, old_codes=["OLD-77"])
    hub.person("Samira Haddad", card=make_code(CodeKind.PERSON, 0, 3).text)
    for code, error in (
        (LABEL, CodeInUse),
        ("old 77", CodeInUse),
        (make_code(CodeKind.PERSON, 0, 3).text, CodeOfOtherSort),
        (" - ", CodeMissing),
        ("6.3E+15", NumberMangled),
    ):
        with pytest.raises(error):
            link(hub, device_id, code)


def test_a_devices_own_label_cannot_be_taken_from_it(hub: HubBuilder):
    device_id = hub.device(label=LABEL)
    (label,) = page(hub, device_id).codes
    with pytest.raises(CodeInUse):
        hub.do("unlink code", lambda db, now: unlink_code(db, code_id=label.id))


def kit(hub: HubBuilder, device_id: str, *names: str) -> None:
    hub.do("change kit", lambda db, now: change_kit(db, device_id=device_id, names=names))


def test_a_kit_changes_part_by_part_and_keeps_what_stays(hub: HubBuilder):
    device_id = hub.device()
    before = dict(page(hub, device_id).kit)
    kit(hub, device_id, "Bag", "Mouse", "Mouse")
    assert sorted(part_names(hub, device_id)) == ["Bag", "Mouse", "Mouse"]
    kept = [id for id, name in page(hub, device_id).kit if name == "Bag"]
    assert before[kept[0]] == "Bag"
    hub.undo()
    assert part_names(hub, device_id) == ["Charger", "Bag"]
    with pytest.raises(PartNameMissing):
        kit(hub, device_id, "Charger", "  ")


def test_a_part_that_is_out_with_somebody_stays_on_the_list(hub: HubBuilder):
    device_id = hub.device(label=LABEL)
    hub.lend(hub.person("Samira Haddad"), device_id)
    with pytest.raises(PartOut) as refusal:
        kit(hub, device_id, "Bag")
    assert (refusal.value.tag, refusal.value.part) == ("HD-0142", "Charger")
    kit(hub, device_id, "Charger", "Bag", "Mouse")


def test_what_came_back_to_wipe_is_made_ready_once(hub: HubBuilder, clock: Clock):
    device_id = hub.device()
    hub.lend(hub.person("Samira Haddad"), device_id)
    hub.bring_back(device_id)
    assert page(hub, device_id).stage == Stage.TO_WIPE
    clock.forward(days=1)

    def ready():
        hub.do("make ready", lambda db, now: make_ready(db, device_id=device_id, now=now))

    ready()
    assert (page(hub, device_id).stage, page(hub, device_id).seen_on) == (
        Stage.READY,
        TODAY + timedelta(days=1),
    )
    hub.undo()
    assert page(hub, device_id).stage == Stage.TO_WIPE
    ready()
    with pytest.raises(NotToWipe) as refusal:
        ready()
    assert refusal.value.stage == Stage.READY


def aside(hub: HubBuilder, verb, device_id: str, **more):
    hub.do(verb.__name__, lambda db, now: verb(db, device_id=device_id, now=now, **more))


def test_repair_and_back_means_wiping_where_it_holds_data(hub: HubBuilder):
    laptop, charger = hub.device(), hub.device("Charger")
    for device_id, stage in ((laptop, Stage.TO_WIPE), (charger, Stage.READY)):
        aside(hub, send_to_repair, device_id, note="Cracked")
        assert (page(hub, device_id).stage, page(hub, device_id).stage_note) == (
            Stage.REPAIR,
            "Cracked",
        )
        with pytest.raises(StageAlready):
            aside(hub, send_to_repair, device_id)
        aside(hub, withdraw_device, device_id, note="Beyond repair")
        aside(hub, put_back, device_id)
        assert (page(hub, device_id).stage, page(hub, device_id).stage_note) == (stage, "")
        with pytest.raises(StageAlready):
            aside(hub, put_back, device_id)


@pytest.mark.parametrize("verb", [send_to_repair, withdraw_device])
def test_a_device_that_is_out_is_not_set_aside_and_says_who_has_it(hub: HubBuilder, verb):
    device_id = hub.device()
    hub.lend(hub.person("Samira Haddad"), device_id)
    with pytest.raises(DeviceOnLoan) as refusal:
        aside(hub, verb, device_id)
    assert refusal.value.borrower == "Samira Haddad"
    assert page(hub, device_id).stage == Stage.READY


def test_what_was_given_away_is_the_hubs_no_more(hub: HubBuilder):
    device_id = hub.device("SIM card", serial=ICCID)
    hub.lend(hub.person("Samira Haddad"), device_id)
    for verb in (send_to_repair, withdraw_device, put_back):
        with pytest.raises(DeviceGone):
            aside(hub, verb, device_id)
    assert page(hub, device_id).given_to.person == "Samira Haddad"


def test_a_lost_device_is_found_before_it_is_put_back(hub: HubBuilder):
    device_id = hub.device()
    aside(hub, declare_lost, device_id)
    with pytest.raises(DeviceNotLendable):
        aside(hub, put_back, device_id)


def test_a_stock_check_marks_what_was_in_hand_and_never_goes_back(hub: HubBuilder, clock: Clock):
    ids = [hub.device(), hub.device(), hub.device()]
    clock.forward(days=10)
    hub.do("check stock", lambda db, now: mark_seen(db, device_ids=ids[:2], now=now))
    assert [page(hub, id).seen_on for id in ids] == [
        TODAY + timedelta(days=10),
        TODAY + timedelta(days=10),
        TODAY,
    ]
    clock.forward(days=-5)
    hub.do("check stock", lambda db, now: mark_seen(db, device_ids=ids[:1], now=now))
    assert page(hub, ids[0]).seen_on == TODAY + timedelta(days=10)


def test_a_sheet_of_labels_takes_fresh_numbers_that_scan(hub: HubBuilder):
    hub.device(label=make_code(CodeKind.DEVICE, 0, 7).text)
    codes = hub.do("print labels", lambda db, now: reserve_labels(db, count=24))
    assert [code.number for code in codes] == list(range(8, 32))
    assert all(read_code(code.text) == code for code in codes)
    assert hub.look(lambda db: find_code(db, codes[0].text)).sort is Sort.NEW_LABEL
    cards = hub.do("print cards", lambda db, now: reserve_labels(db, count=8, kind=CodeKind.PERSON))
    assert cards[-1].printed() == "L-00008"
    assert page(hub, hub.device()).tag == "HD-0032"
    for count in (0, 241):
        with pytest.raises(LabelCount):
            hub.do("print labels", lambda db, now, n=count: reserve_labels(db, count=n))


def test_a_number_somebody_took_already_is_passed_over(hub: HubBuilder):
    """After a restore the counter may stand before numbers that are in use."""
    from hubdesk.models import Counter

    hub.device()
    hub.device()
    with hub.database.changing("restore") as db:
        db.get(Counter, CodeKind.DEVICE.value).next = 1
    assert page(hub, hub.device()).tag == "HD-0003"


def test_bringing_in_a_list_sets_where_each_thing_stands(hub: HubBuilder):
    lost = hub.device(stage=Stage.LOST, stage_note="Not seen since 2024", contents=[])
    assert (page(hub, lost).stage, page(hub, lost).kit) == (Stage.LOST, ())
    with pytest.raises(ChoiceUnknown):
        hub.device(stage="somewhere")
    with pytest.raises(NotFound):
        hub.do("add device", lambda db, now: add_device(db, kind_id="no such kind", now=now))


def test_a_refused_device_leaves_nothing_and_keeps_its_label_fresh(hub: HubBuilder):
    hub.device(serial="PF1X9Z3")
    with pytest.raises(CodeInUse):
        hub.device(label=LABEL, serial="PF1X9Z3")
    assert hub.look(lambda db: find_code(db, LABEL)).sort is Sort.NEW_LABEL


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"old_codes": ["OLD-77"]}, CodeInUse),
        ({"old_codes": ["--"]}, CodeMissing),
        ({"contents": ["Charger", " "]}, PartNameMissing),
        ({"serial": "PF1X9Z3"}, CodeInUse),
        ({"stage": "somewhere"}, ChoiceUnknown),
        ({"label": LABEL[:-3]}, CodeHalfRead),
    ],
)
def test_a_row_refused_in_the_middle_of_a_list_leaves_nothing(hub: HubBuilder, facts, error):
    """A list is brought in as one transaction, and its good rows come in all the same."""
    hub.device(old_codes=["OLD-77"], serial="PF1X9Z3", make="Lenovo")
    kind_id = hub.kind("Laptop")
    with hub.database.changing("bring in") as db, pytest.raises(error):  # and is committed
        add_device(db, kind_id=kind_id, make="Lenovo", now=hub.clock(), **facts)
    assert len(hub.look(lambda db: device_window(db, today=TODAY))) == 1


def test_half_a_label_of_ours_is_never_linked_as_a_foreign_code(hub: HubBuilder):
    with pytest.raises(CodeHalfRead):
        link(hub, hub.device(), LABEL[:-3])
