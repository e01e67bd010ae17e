"""Lists of people: our own headings, Koha's, Kolibri's, and the users of Snipe-IT and Shelf."""

from __future__ import annotations

from datetime import date

import pytest

from hubdesk.errors.bringing_in import Fault, HeadingsUnknown, LooksLike, OtherList
from hubdesk.ids import CodeKind, make_code
from hubdesk.imports.births import AGE_BANDS as BIRTH_BANDS
from hubdesk.imports.births import Birth, birth_from_age, birth_from_date, birth_from_year
from hubdesk.imports.dates import DateStyle
from hubdesk.imports.people import person_lines
from hubdesk.imports.tables import read_table
from hubdesk.imports.words import channel_of, need_of, role_of, yes_or_no
from hubdesk.models.person import AGE_BANDS, BirthPrecision, Channel, Need, Role
from tests.imports.reading import (
    TODAY,
    counted,
    faults,
    people,
    people_in,
    shared,
)


def test_our_own_headings_bring_in_everything_they_say():
    lines = people("people-ours.csv")
    assert not lines.refused
    assert not counted(lines)
    sam, kofi, ha = lines[0], lines[1], lines[2]
    assert (sam.name, sam.known_as, sam.phone) == ("Samira Haddad", "Sam", "07700 900318")
    assert (sam.born_precision, sam.born_on) == ("exact", date(1985, 3, 27))
    assert (sam.channel, sam.do_not_post, sam.wants_interpreter) == ("text", True, False)
    assert (sam.needs, sam.roles) == (("large print",), ("learner", "borrower"))
    assert (kofi.born_precision, kofi.born_year, kofi.card) == ("year", 1979, "L-00017")
    assert (kofi.postcode, kofi.safe_to_leave_message) == ("B12 0XY", True)
    assert (ha.known_as, ha.phone, ha.wants_interpreter) == ("Hà", "07700900422", True)


def test_names_of_any_script_and_number_of_words_come_in():
    names = [line.name for line in people("people-ours.csv")]
    assert {"محمد الفارسي", "王小明", "Björk", "Nguyễn Thị Thu Hà"} <= set(names)


def test_an_age_is_a_band_and_a_withheld_address_is_no_address():
    line = people("people-ours.csv")[3]
    assert (line.born_precision, line.age_band) == ("band", "65 to 74")
    assert line.no_fixed_address


def test_a_child_brings_the_guardian():
    line = people("people-ours.csv")[5]
    assert (line.guardian_name, line.guardian_phone) == ("Siân Gwilym", "07700 900424")


def test_only_what_would_be_wrong_is_refused_and_the_rest_is_told():
    lines = people("people-faults.csv")
    assert [(line.line, faults(line.problems)) for line in lines.refused] == [
        (3, [Fault.NO_NAME]),
        (5, [Fault.CARD_TWICE]),
        (7, [Fault.CARD_TWICE]),
        (8, [Fault.CODE_HALF_READ]),
    ]
    bilal = lines[2]
    assert (bilal.phone, bilal.email, bilal.postcode, bilal.born_precision) == (
        *("", "", "", "unknown"),
    )
    assert faults(bilal.remarks) == [
        *(Fault.NUMBER_MANGLED, Fault.EMAIL_NOT_RIGHT, Fault.DATE_UNREAD),
        Fault.POSTCODE_NOT_RIGHT,
    ]
    assert bilal.address == "12 0XX B"
    assert lines[4].notes == "Phone 12345"


def test_somebody_who_may_be_there_twice_comes_in_and_is_told():
    lines = people_in(
        "name,phone,date of birth\nAda Okafor,07700 900111,\nA. Okafor,+44 7700 900111,\n"
        "Bo Li,,1/1/1980\nbo li,,1980-01-01\nBo Li,,1/1/1981\n"
    )
    assert not lines.refused
    told = [(r.line, r.first_line) for row in lines for r in row.remarks]
    assert told == [(3, 2), (5, 4)]


def test_the_same_row_twice_is_refused():
    lines = people_in("name,phone\nAda Okafor,07700 900111\nAda Okafor,07700 900111\n")
    assert faults(lines[1].problems) == [Fault.ROW_TWICE]
    assert lines[1].problems[0].first_line == 2


def test_two_people_of_the_same_name_are_two_people():
    lines = people_in("name,phone\nAda Okafor,07700 900111\nAda Okafor,07700 900112\n")
    assert not lines.refused
    assert len({line.key for line in lines}) == 2


def test_a_kolibri_list_joins_the_names_in_the_order_they_are_spoken():
    lines = people("people-kolibri-list.csv")
    assert [line.name for line in lines] == [
        *("Robina D Bergqvist", "Lành Đ Tạ", "Tokarimeshi", "Małgorzata K Wójcik"),
        "Pipaluk N Olsen",
    ]
    assert [line.age_band for line in lines] == [
        *("65 to 74", "25 to 49", "50 to 64", "13 to 15", "25 to 49"),
    ]


def test_a_sign_in_name_of_two_people_stays_with_the_first():
    lines = people("people-kolibri-list.csv")
    assert (lines[3].username, lines[4].username) == ("gosiaw", "")
    assert faults(lines[4].remarks) == [Fault.USERNAME_SHARED]


def test_a_kolibri_export_is_known_by_the_key_behind_its_headings():
    lines = people("people-kolibri-export.csv")
    amina, tomasz = lines.good
    assert (amina.name, amina.username, amina.other_codes) == ("Amina Yusuf", "amina", ("RIV-7",))
    assert (amina.born_precision, amina.born_year, amina.roles) == ("year", 1990, ("learner",))
    assert (tomasz.born_precision, tomasz.roles) == ("unknown", ("tutor",))
    assert [faults(line.problems) for line in lines.refused] == [[Fault.NO_NAME]]
    french = "Identifiant (USERNAME),Nom complet (FULL_NAME),Type (USER_TYPE)\nada,Ada Lô,LEARNER\n"
    assert people_in(french)[0].name == "Ada Lô"


def test_passwords_and_equality_answers_are_left_where_they_are():
    lines = people("people-kolibri-export.csv")
    (left,) = [r.text for r in lines.remarks if r.fault is Fault.COLUMNS_LEFT_OUT]
    assert "Password (PASSWORD)" in left
    assert "Gender (GENDER)" in left
    assert "FEMALE" not in repr(lines)


def test_koha_patrons_come_in_with_card_address_and_what_the_library_says():
    lines = people("people-koha.csv")
    sam, kofi, lanh = lines.good
    assert (sam.name, sam.known_as, sam.card) == ("Samira Haddad", "Sam", "23529000410017")
    assert sam.address == "14 Mill Lane\nRiverside"
    assert (sam.phone, sam.channel) == ("07700 900318", "phone")
    assert "Phone 0121 496 0123" in sam.notes
    assert kofi.name == "Kofi Yaw Mensah"
    assert faults(kofi.remarks) == [Fault.RESTRICTED]
    assert "2026-01-31" in kofi.notes
    assert faults(lanh.remarks) == [Fault.NUMBER_MANGLED, Fault.BIRTH_IN_FUTURE]
    assert [faults(line.problems) for line in lines.refused] == [
        *([Fault.CARD_TWICE], [Fault.NO_NAME]),
    ]


def test_a_koha_template_without_rows_brings_in_nobody_and_says_so():
    lines = people("people-koha-headings.csv")
    assert (len(lines), faults(lines.remarks)) == (0, [Fault.NO_ROWS])


def test_a_college_list_comes_in_with_preferred_names_as_they_are():
    lines = people("people-college.csv")
    assert [line.name for line in lines] == [
        *("Adaeze Okafor", "Nova Lindqvist", "Rogelio Reyes"),
    ]
    assert lines[1].known_as == "Lindqvist, Grand"
    assert lines[0].card == "8100001"


def test_a_device_in_the_column_for_cards_is_refused():
    device = make_code(CodeKind.DEVICE, 0, 142).text
    lines = people_in(f"name,card\nAda,{device}\n")
    assert faults(lines[0].problems) == [Fault.CODE_IS_DEVICE]


def test_users_of_snipe_it_come_in():
    lines = people("snipe-it-users.csv")
    assert [line.name for line in lines.good] == ["Samira Haddad", "Kofi Mensah", "Anh"]
    assert lines[0].postcode == "B12 0XX"
    assert faults(lines[1].remarks) == [Fault.PHONE_NOT_RIGHT, Fault.POSTCODE_NOT_RIGHT]


def test_users_of_shelf_have_no_name_and_are_each_refused():
    lines = people("shelf-users.csv")
    assert [faults(line.problems) for line in lines] == [[Fault.NO_NAME]] * 2


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("devices-ours.csv", LooksLike.DEVICES),
        ("ten-faults.csv", LooksLike.DEVICES),
        ("snipe-it-assets.csv", LooksLike.DEVICES),
        ("snipe-it-bad.csv", LooksLike.DEVICES),
        ("shelf-assets.csv", LooksLike.DEVICES),
        ("snipe-it-locations.csv", LooksLike.PLACES),
        ("snipe-it-models.csv", LooksLike.MODELS),
        ("snipe-it-accessories.csv", LooksLike.COUNTED),
    ],
)
def test_another_list_is_refused_and_named(name: str, thing: LooksLike):
    with pytest.raises(OtherList) as refusal:
        people(name)
    assert refusal.value.looks_like is thing


def test_a_table_without_a_heading_we_know_is_refused():
    with pytest.raises(HeadingsUnknown):
        people_in("colour,weight\nred,3\n")


@pytest.mark.parametrize("name", ["", " ", "\u200b\u200b", "\u2800", "\u3164 \u00ad"])
def test_a_name_nobody_can_see_is_no_name(name: str):
    lines = people_in(f"name,phone\n{name},07700 900111\n")
    assert faults(lines[0].problems) == [Fault.NO_NAME]


def test_a_name_longer_than_any_is_refused():
    assert faults(people_in(f"name\n{'Ada ' * 60}\n")[0].problems) == [Fault.TOO_LONG]


@pytest.mark.parametrize("name", ["Null", "N/A", "None", "True", "0", "=1+1", "O'Brien", "李"])
def test_odd_names_are_names(name: str):
    assert people_in(f"name,phone\n{name},\n")[0].name == name


def test_a_note_longer_than_a_note_keeps_its_beginning_and_is_told():
    line = people_in(f"name,notes\nAda,{'word ' * 1000}\n")[0]
    assert len(line.notes) == 4000
    assert faults(line.remarks) == [Fault.NOTE_CUT]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("07700 900318", "07700 900318"),
        ("7700900318", "07700900318"),
        ("+48 601 234 567", "+48 601 234 567"),
        ("n/a", ""),
    ],
)
def test_a_phone_is_kept_as_typed_and_gets_its_nought_back(typed: str, kept: str):
    line = people_in(f"name,phone\nAda,{typed}\n")[0]
    assert (line.phone, line.remarks) == (kept, ())


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("27/03/1985", Birth("exact", on=date(1985, 3, 27))),
        ("27/03/85", Birth("exact", on=date(1985, 3, 27))),
        ("1985", Birth("year", year=1985)),
        ("25 to 49", Birth("band", band="25 to 49")),
        ("25-49", Birth("band", band="25 to 49")),
        ("75+", Birth("band", band="75 or over")),
        ("25/12/2031", Birth("exact", on=date(2031, 12, 25), is_ahead=True)),
        ("1803-02-01", None),
        ("soon", None),
    ],
)
def test_a_birth_is_known_as_far_as_the_cell_says(text: str, birth: Birth | None):
    assert birth_from_date(text, DateStyle.DAY_FIRST, TODAY) == birth


def test_a_year_and_an_age_are_known_too():
    assert birth_from_year("1979", TODAY) == Birth("year", year=1979)
    assert birth_from_year("79", TODAY) is None
    assert birth_from_age("15 years old") == Birth("band", band="13 to 15")
    assert birth_from_age("999") is None


def test_every_age_has_one_band():
    for age in range(121):
        assert birth_from_age(str(age)) is not None


def test_our_words_are_those_of_the_person_model():
    assert tuple(band for band, _, _ in BIRTH_BANDS) == AGE_BANDS
    assert {role_of(role) for role in Role} == set(Role)
    assert {need_of(need) for need in Need} == set(Need)
    assert {channel_of(channel) for channel in Channel} == set(Channel)
    assert {"unknown", "exact", "year", "band"} == set(BirthPrecision)


def test_yes_and_no_are_known_and_nothing_else_is():
    assert [yes_or_no(t) for t in ("Yes", "TRUE", "1", "no", "N", "maybe", "")] == [
        *(True, True, True, False, False, None, None),
    ]
    line = people_in("name,do not post\nAda,perhaps\n")[0]
    assert (line.do_not_post, faults(line.remarks)) == (None, [Fault.WORD_UNKNOWN])


@pytest.mark.real_files
def test_the_real_kolibri_learners_all_come_in():
    lines = person_lines(read_table(shared("import-kolibri/user_data.csv"), "x"), today=TODAY)
    assert (len(lines.good), len(lines)) == (250, 250)
    assert counted(lines) == {Fault.USERNAME_SHARED: 1}
    assert all(line.age_band for line in lines)
    assert sum(" " not in line.name for line in lines) > 5


@pytest.mark.real_files
def test_the_real_koha_files_come_in_or_are_named():
    lines = person_lines(read_table(shared("import-koha/test.csv"), "x"), today=TODAY)
    assert (len(lines.good), len(lines)) == (5, 5)
    lines = person_lines(read_table(shared("import-koha/koha_starter.csv"), "x"), today=TODAY)
    assert (len(lines), faults(lines.remarks)) == (0, [Fault.NO_ROWS])


@pytest.mark.real_files
def test_the_real_users_of_snipe_it_all_come_in():
    lines = person_lines(read_table(shared("import-snipe-it/users-sample.csv"), "x"), today=TODAY)
    assert (len(lines.good), len(lines)) == (100, 100)


@pytest.mark.real_files
def test_the_real_users_of_shelf_are_each_named():
    name = "import-shelf/shelf.nu-example-import-users-from-content.csv"
    lines = person_lines(read_table(shared(name), "x"), today=TODAY)
    assert [faults(line.problems) for line in lines] == [[Fault.NO_NAME]] * 2
