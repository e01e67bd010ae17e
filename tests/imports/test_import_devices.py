"""Lists of devices: our own headings, and the exports of Snipe-IT and Shelf."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from hubdesk.errors.bringing_in import Fault, HeadingsUnknown, LooksLike, OtherList
from hubdesk.ids import CodeKind, make_code
from hubdesk.imports.codes import is_mangled, tidy_iccid
from hubdesk.imports.devices import device_lines
from hubdesk.imports.lines import BorrowerWords
from hubdesk.imports.tables import read_table
from hubdesk.imports.words import (
    condition_of,
    kind_of,
    listed_things,
    ownership_of,
    stage_of,
)
from hubdesk.messages import explain
from hubdesk.models.device import Condition, Ownership, Stage
from tests.imports.reading import (
    TODAY,
    counted,
    devices,
    devices_in,
    faults,
    shared,
    table,
)


def test_our_own_headings_bring_in_everything_they_say():
    lines = devices("devices-ours.csv")
    assert not lines.refused
    first, second = lines[0], lines[1]
    assert (first.tag, first.kind_word, first.make, first.model) == (
        *("HD-0101", "laptop", "Dell", "Latitude 3420"),
    )
    assert (first.serial, first.condition, first.stage, first.ownership, first.place) == (
        *("8KTR2J3", "good", "ready", "owned", "Shelf A"),
    )
    assert first.contents == ("charger", "bag")
    assert first.other_codes == ("INV/044",)
    assert not first.opens_loan
    assert second.contents == ("charger", "bag", "mouse")
    assert second.borrower == BorrowerWords(name="Samira Haddad", phone="07700 900318")
    assert (second.lent_on, second.due_on) == (date(2025, 11, 3), date(2025, 12, 1))
    assert second.opens_loan
    assert lines[2].borrower == BorrowerWords(name="Kofi Mensah", card="L-00017")


def test_kinds_and_states_of_our_own_list_are_known():
    lines = devices("devices-ours.csv")
    assert Counter(line.kind_word for line in lines) == {
        "laptop": 4,
        "tablet": 2,
        "phone": 1,
        "mifi": 1,
        "sim": 1,
        "headset": 1,
        "desktop": 1,
        "charger": 1,
    }
    assert {line.tag: line.stage for line in lines if line.stage != "ready"} == {
        "HD-0104": "to wipe",
        "HD-0106": "repair",
        "HD-0108": "lost",
    }


def test_exactly_the_ten_planted_faults_are_refused():
    lines = devices("ten-faults.csv")
    assert [(line.line, faults(line.problems)) for line in lines.refused] == [
        (4, [Fault.NO_IDENTITY]),
        (6, [Fault.TAG_TWICE]),
        (7, [Fault.SERIAL_TWICE]),
        (9, [Fault.ONLY_SERIAL_MANGLED]),
        (10, [Fault.TAG_MANGLED]),
        (12, [Fault.CODE_HALF_READ]),
        (13, [Fault.LOAN_DATE_UNREAD]),
        (14, [Fault.DUE_BEFORE_LENT]),
        (16, [Fault.LOAN_WITHOUT_BORROWER, Fault.LOAN_WITHOUT_BORROWER]),
        (17, [Fault.EXTRA_CELLS]),
    ]
    assert all(line.notes.startswith("good") for line in lines.good)
    assert len(lines.good) == 10


def test_a_second_tag_names_the_line_of_the_first():
    problems = devices("ten-faults.csv")[4].problems
    assert (problems[0].text, problems[0].first_line) == ("hd203", 5)


def test_a_doubtful_cell_is_left_empty_and_told_and_the_row_comes_in():
    lines = {line.tag: line for line in devices("ten-faults.csv")}
    assert lines["HD-0214"].serial == ""
    assert faults(lines["HD-0214"].remarks) == [Fault.SERIAL_MANGLED]
    assert lines["HD-0215"].imei == ""
    assert faults(lines["HD-0215"].remarks) == [Fault.IMEI_NOT_RIGHT]
    assert faults(lines["HD-0216"].remarks) == [Fault.MODEL_MANGLED, Fault.CONDITION_UNKNOWN]


def test_a_snipe_it_export_brings_in_who_has_what():
    lines = devices("snipe-it-assets.csv")
    assert not lines.refused
    assert lines[0].model == 'Macbook Air 13"'
    assert lines[0].notes == "Model number MGN63B/A"
    assert lines[1].borrower == BorrowerWords(
        name="Samira Haddad", username="shaddad", email="samira@example.org"
    )
    assert lines[1].opens_loan
    assert [line.kind_word for line in lines] == [
        *("laptop", "laptop", "desktop", "tablet", "phone"),
    ]


def test_a_device_checked_out_to_a_place_is_at_that_place_and_not_on_loan():
    line = devices("snipe-it-assets.csv")[2]
    assert (line.place, line.borrower) == ("Classroom", None)


def test_a_spoiled_snipe_it_export_comes_in_whole_and_says_what_is_wrong():
    lines = devices("snipe-it-bad.csv")
    assert len(lines.good) == 6
    assert [line.stage for line in lines] == [
        *("withdrawn", "ready", "lost", "repair", "withdrawn", "ready"),
    ]
    assert [line.opens_loan for line in lines] == [False, True, False, False, False, False]
    assert counted(lines) == {
        Fault.MODEL_MANGLED: 6,
        Fault.NOT_LENT: 2,
        Fault.SERIAL_MANGLED: 1,
        Fault.REPEATED_DIFFERS: 1,
    }
    assert set(faults(lines.remarks)) == {
        *(Fault.NOT_UTF8, Fault.HEADING_REPEATED, Fault.LETTERS_DAMAGED, Fault.COLUMNS_LEFT_OUT)
    }


def test_a_shelf_template_brings_in_single_things_and_names_what_is_counted():
    lines = devices("shelf-assets.csv")
    assert [(line.line, faults(line.problems)) for line in lines.refused] == [(5, [Fault.COUNTED])]
    assert lines.refused[0].problems[0].text == "40 boxes"
    first, second, third = lines.good
    assert (first.serial, first.make, first.model) == ("PF4AB12C", "lenovo", "ThinkPad E14")
    assert first.notes.splitlines() == [
        *("Grey lid, left hinge stiff", "Tags: loan, adults", "Part of Digital Start"),
    ]
    assert (first.borrower, first.opens_loan) == (BorrowerWords(name="Samira Haddad"), True)
    assert (second.stage, second.opens_loan) == ("withdrawn", False)
    assert faults(second.remarks) == [Fault.NOT_LENT]
    assert (third.kind_word, third.borrower) == ("tablet", None)


def test_a_shelf_export_brings_in_its_own_labels_as_codes():
    lines = devices("shelf-export.csv")
    assert [line.tag for line in lines.good] == ["SAM-0001", "SAM-0002"]
    assert lines[0].other_codes == ("cm9ab12cd",)
    assert lines[0].opens_loan
    assert lines[1].stage == "withdrawn"


@pytest.mark.parametrize("name", ["snipe-it-accessories.csv", "snipe-it-consumables.csv"])
def test_each_row_of_a_list_of_counted_things_is_named(name: str):
    lines = devices(name)
    assert not lines.good
    assert [faults(line.problems) for line in lines] == [[Fault.COUNTED]] * 2


@pytest.mark.parametrize(
    ("name", "thing", "rows"),
    [
        ("snipe-it-locations.csv", LooksLike.PLACES, 3),
        ("snipe-it-models.csv", LooksLike.MODELS, 2),
        ("snipe-it-users.csv", LooksLike.PEOPLE, 3),
        ("shelf-users.csv", LooksLike.PEOPLE, 2),
        ("people-ours.csv", LooksLike.PEOPLE, 7),
        ("people-kolibri-list.csv", LooksLike.PEOPLE, 5),
        ("people-koha.csv", LooksLike.PEOPLE, 5),
    ],
)
def test_another_list_is_refused_and_named_with_its_rows(name: str, thing: LooksLike, rows: int):
    with pytest.raises(OtherList) as refusal:
        devices(name)
    assert (refusal.value.looks_like, refusal.value.rows) == (thing, rows)


def test_a_table_without_a_heading_we_know_is_refused():
    with pytest.raises(HeadingsUnknown) as refusal:
        devices_in("colour,weight\nred,3\n")
    assert refusal.value.headings == ("colour", "weight")
    assert "asset tag, kind, make and model" in explain(refusal.value).text


@pytest.mark.parametrize(
    "headings", ["Asset Tag,Kind", "asset_tag,KIND", " ASSET-TAG ,kind", "\ufeffassettag,Kind"]
)
def test_headings_are_known_however_they_are_written(headings: str):
    assert devices_in(f"{headings}\nHD-0142,laptop\n")[0].tag == "HD-0142"


@pytest.mark.parametrize(
    ("first", "second"),
    [("HD-0142", "hd142"), ("HD-0142", "HDD00000142Y"), ("A-1/2", "a12"), ("王-1", "王1")],
)
def test_one_tag_in_two_ways_of_writing_is_the_same_tag(first: str, second: str):
    lines = devices_in(f"asset tag,kind\n{first},laptop\n{second},laptop\n")
    assert faults(lines[1].problems) == [Fault.TAG_TWICE]


def test_two_desks_may_have_the_same_number():
    assert not devices_in("asset tag,kind\nHD-0142,laptop\nHD-02-0142,laptop\n").refused


def test_a_tag_where_none_is_does_not_stand_for_two_things():
    lines = devices_in("asset tag,serial,kind\nN/A,AAA111,laptop\nN/A,AAA112,laptop\n-,none,sim\n")
    assert [faults(line.problems) for line in lines] == [[], [], [Fault.NO_IDENTITY]]


def test_a_card_in_a_list_of_devices_is_refused():
    card = make_code(CodeKind.PERSON, 0, 318).text
    lines = devices_in(f"asset tag,kind\n{card},laptop\n")
    assert faults(lines[0].problems) == [Fault.CODE_IS_CARD]


def test_a_note_under_the_list_is_no_device():
    lines = devices("devices-ours.xlsx")
    assert [(line.line, faults(line.problems)) for line in lines.refused] == [
        (8, [Fault.TAG_IS_WORDS])
    ]


def test_things_known_by_name_alone_get_a_key_that_is_the_same_next_time():
    text = "title,bookable\nMouse,yes\nMouse,yes\nKeyboard,yes\n"
    keys = [line.key for line in devices_in(text)]
    assert keys == [line.key for line in devices_in(text)]
    assert len(set(keys)) == 3


def test_a_loan_that_is_still_to_come_is_refused():
    lines = devices_in("asset tag,borrower,lent on\nHD-0001,Ada Okafor,2025-12-24\n")
    assert faults(lines[0].problems) == [Fault.LENT_IN_FUTURE]


def test_days_left_over_from_an_old_loan_in_another_program_open_none():
    lines = devices_in("asset tag,company,checkout date\nHD-0001,Riverside,2025-01-24\n")
    assert (lines[0].lent_on, lines[0].opens_loan, lines.refused) == (None, False, [])


def test_a_state_nobody_knows_is_not_for_lending_and_told():
    line = devices_in("asset tag,state\nHD-0001,half asleep\n")[0]
    assert (line.stage, faults(line.remarks)) == ("withdrawn", [Fault.STATE_UNKNOWN])


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("", "ready"),
        ("Ready to Deploy (deployed)", "ready"),
        ("IN_CUSTODY", "ready"),
        ("Undeployable", "withdrawn"),
        ("Waiting (undeployable)", "withdrawn"),
        ("Unavailable", "withdrawn"),
        ("Archived", "withdrawn"),
        ("Pending Diagnostics", "repair"),
        ("Not working", "repair"),
        ("Broken - Not Fixable", "repair"),
        ("Lost/Stolen", "lost"),
        ("To be wiped", "to wipe"),
        ("needs wiping", "to wipe"),
        ("gifted", "given"),
    ],
)
def test_states_of_others_are_ours(words: str, stage: str):
    assert stage_of(words) == stage


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("Laptops", ""), "laptop"),
        (("Ornamental Railings", 'Macbook Pro 13"'), "laptop"),
        (("", "iPad Air"), "tablet"),
        (("", "TP-Link MiFi M7350"), "mifi"),
        (("Mobile Phones", ""), "phone"),
        (("", "Laptop charger"), "charger"),
        (("Mobile data SIM", ""), "sim"),
        (("", "Headphones"), "headset"),
        (("", "Simulator"), "other"),
        (("Office Supplies", ""), "other"),
    ],
)
def test_a_kind_is_told_by_category_or_model_and_never_refused(words: tuple[str, str], kind: str):
    assert kind_of(*words) == kind


def test_our_words_are_those_of_the_device_model():
    assert {stage_of(stage) for stage in Stage} == set(Stage)
    assert {condition_of(condition) for condition in Condition} == set(Condition)
    assert {ownership_of(ownership) for ownership in Ownership} == set(Ownership)


def test_a_list_in_one_cell_is_taken_apart():
    assert listed_things("charger, bag and mouse; charger/case") == (
        *("charger", "bag", "mouse", "case"),
    )
    assert listed_things("sandwich toaster") == ("sandwich toaster",)


@pytest.mark.parametrize("text", ["6.37702E+15", "5.02e+18", "4,5E+11", "8E+15"])
def test_a_number_cut_short_by_a_spreadsheet_is_known(text: str):
    assert is_mangled(text)


@pytest.mark.parametrize("text", ["123E456", "5E12", "PF3KX9QA", "6.37", "E+15", "3E+"])
def test_a_makers_serial_is_not_taken_for_one(text: str):
    assert not is_mangled(text)


def test_a_sim_number_proves_itself():
    assert tidy_iccid("89441 10000 00012 3453") == "8944110000000123453"
    assert tidy_iccid("8944110000000123453F") == "8944110000000123453"
    assert tidy_iccid("8944110000000123450") is None
    assert tidy_iccid("1234110000000123453") is None
    line = devices_in("asset tag,kind,sim number\nHD-0001,SIM,8944110000000123453\n")[0]
    assert line.other_codes == ("8944110000000123453",)
    line = devices_in("asset tag,kind,sim number\nHD-0001,SIM,8.94411E+18\n")[0]
    assert faults(line.remarks) == [Fault.ICCID_NOT_RIGHT]


SNIPE = "import-snipe-it/"


@pytest.mark.real_files
def test_the_real_snipe_it_assets_all_come_in():
    lines = device_lines(read_table(shared(f"{SNIPE}assets-sample.csv"), "x"), today=TODAY)
    assert (len(lines.good), len(lines)) == (22, 22)
    assert sum(line.opens_loan for line in lines) == 9
    assert Counter(line.kind_word for line in lines) == {"laptop": 21, "other": 1}


@pytest.mark.real_files
def test_the_real_bad_snipe_it_assets_all_come_in_and_stay_in_their_states():
    lines = device_lines(read_table(shared(f"{SNIPE}assets-sample-BAD.csv"), "x"), today=TODAY)
    assert (len(lines.good), len(lines)) == (200, 200)
    assert Counter(line.stage for line in lines) == {
        "withdrawn": 71,
        "lost": 37,
        "repair": 36,
        "ready": 56,
    }
    assert all(line.stage == "ready" for line in lines if line.opens_loan)
    assert counted(lines)[Fault.MODEL_MANGLED] == 200
    told = faults(lines.remarks)
    assert told.count(Fault.HEADING_REPEATED) == 2
    assert Fault.NOT_UTF8 in told


@pytest.mark.real_files
@pytest.mark.parametrize("name", ["accessories", "consumables"])
def test_each_real_counted_thing_is_named(name: str):
    lines = device_lines(read_table(shared(f"{SNIPE}{name}-sample.csv"), "x"), today=TODAY)
    assert [faults(line.problems) for line in lines] == [[Fault.COUNTED]] * 3


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("locations", LooksLike.PLACES),
        ("models", LooksLike.MODELS),
        ("users", LooksLike.PEOPLE),
    ],
)
def test_the_real_other_lists_are_named(name: str, thing: LooksLike):
    with pytest.raises(OtherList) as refusal:
        device_lines(read_table(shared(f"{SNIPE}{name}-sample.csv"), "x"), today=TODAY)
    assert refusal.value.looks_like is thing


@pytest.mark.real_files
def test_the_real_shelf_assets_come_in_but_for_what_is_counted():
    name = "import-shelf/shelf.nu-example-asset-import-from-content.csv"
    lines = device_lines(read_table(shared(name), "x"), today=TODAY)
    assert [line.serial for line in lines.good] == ["WQE239123d", "43543we23d"]
    assert [faults(line.problems) for line in lines.refused] == [[Fault.COUNTED]] * 2


@pytest.mark.real_files
def test_a_real_list_without_headings_is_refused():
    with pytest.raises(HeadingsUnknown):
        device_lines(
            read_table(shared("import-lend-engine/type-source-data.csv"), "x"), today=TODAY
        )


def test_a_table_keeps_its_own_remarks_in_its_lines():
    lines = devices("snipe-it-bad.csv")
    assert set(table("snipe-it-bad.csv").remarks) <= set(lines.remarks)
