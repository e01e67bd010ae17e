"""Writing down people: what is asked, what is kept, what is refused, and that undo restores."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hubdesk.errors.devices import CodeMissing
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.people import (
    BandUnknown,
    ChoiceUnknown,
    NoteDone,
    NoteEmpty,
    NumberNotRight,
    SameHousehold,
    YearNotRight,
)
from hubdesk.errors.records import (
    BirthInFuture,
    CodeHalfRead,
    CodeInUse,
    CodeOfOtherSort,
    EmailNotRight,
    NameMissing,
    NotFound,
    PhoneNotRight,
    PostcodeNotRight,
    TextTooLong,
)
from hubdesk.ids import CodeKind, DeskAction, action_code, make_code
from hubdesk.models import (
    AGE_BANDS,
    Birth,
    Connection,
    Household,
    How,
    Need,
    Person,
    Purpose,
    Role,
)
from hubdesk.operations.consents import record_consent
from hubdesk.operations.people import (
    add_note,
    assign_card,
    edit_person,
    join_household,
    leave_household,
    link_card,
    register_person,
    set_household,
    set_needs,
    set_roles,
    tick_off_note,
)
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.people import PersonPage, person_card, person_page
from tests.conftest import NOW, TODAY, Clock, HubBuilder

CARD = make_code(CodeKind.PERSON, 0, 318).text
LABEL = make_code(CodeKind.DEVICE, 0, 142).text


def page(hub: HubBuilder, person_id: str) -> PersonPage:
    found = hub.look(lambda db: person_page(db, person_id))
    assert found is not None
    return found


def edit(hub: HubBuilder, person_id: str, **facts):
    hub.do(
        "edit person", lambda db, now: edit_person(db, person_id=person_id, facts=facts, now=now)
    )


def test_a_name_is_all_that_is_asked(hub: HubBuilder):
    samira = page(hub, hub.person("Samira Haddad"))
    assert samira.name == "Samira Haddad"
    assert samira.joined_on == TODAY
    assert samira.safe_to_leave_message
    assert samira.birth == Birth()
    assert samira.consents == samira.roles == samira.needs == samira.loans == ()


def test_the_five_things_of_quick_registration_are_kept(hub: HubBuilder):
    samira = page(
        hub,
        hub.person(
            "Samira Haddad",
            known_as="Sam",
            phone="07700 900318",
            heard_from="The library",
            privacy_given=True,
            card=CARD,
            roles=[Role.BORROWER, Role.LEARNER],
        ),
    )
    assert (samira.known_as, samira.phone, samira.phone_key) == (
        "Sam",
        "07700 900318",
        "447700900318",
    )
    assert samira.heard_from == "The library"
    assert samira.card == "L-00318"
    assert samira.roles == (Role.LEARNER, Role.BORROWER)
    (notice,) = samira.consents
    assert (notice.purpose, notice.given_on, notice.how) == (
        Purpose.PRIVACY_NOTICE,
        TODAY,
        How.PAPER,
    )
    assert notice.wording_version


def test_nobody_is_written_down_without_a_name(hub: HubBuilder):
    for nothing in ("", "   ", "\u200b\u200d", "\u3164", "\n\t"):
        with pytest.raises(NameMissing):
            hub.person(nothing)


@pytest.mark.parametrize(
    "name",
    [
        "Sukarno",
        "王小明",
        "فاطمہ",
        "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
        "O'Brien-Wójcik",
        "nic Dhonnchadha, Sadhbh (Sadie)",
        "María José de los Ángeles Fernández-Cuesta y Ruiz de Apodaca",
        "X Æ A-12",
        "Zoë 🌻",
        "da Silva e Souza " * 11 + "da Silva",
    ],
)
def test_names_of_any_script_and_length_come_back_as_they_were(hub: HubBuilder, name: str):
    assert page(hub, hub.person(name)).name == name


def test_a_name_is_tidied_but_its_letters_and_capitals_stay(hub: HubBuilder):
    typed = "  mary   ANN \x00\u202e\tmac\u0041\u030alesund  "
    assert page(hub, hub.person(typed)).name == "mary ANN mac\u00c5lesund"


def test_a_name_of_201_letters_is_refused_and_says_how_many_fit(hub: HubBuilder):
    with pytest.raises(TextTooLong) as refusal:
        hub.person("a" * 201)
    assert refusal.value.most == 200


def test_the_sorting_key_follows_the_name_when_it_changes(hub: HubBuilder):
    person_id = hub.person("Łukasz Żak")

    def key() -> str:
        query = select(Person.sort_name).where(Person.id == person_id)
        return hub.look(lambda db: db.scalar(query))

    assert key() == "lukasz zak"
    edit(hub, person_id, display_name="Élodie O'Hara")
    assert key() == "elodie ohara"


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"phone": "07700 90031"}, PhoneNotRight),
        ({"phone": "call my sister"}, PhoneNotRight),
        ({"phone": "999"}, PhoneNotRight),
        ({"phone": "0121 49O 0100"}, PhoneNotRight),  # a letter O
        ({"phone": "0121 496 010"}, PhoneNotRight),
        ({"email": "sam@home"}, EmailNotRight),
        ({"email": "sam home@example.org"}, EmailNotRight),
        ({"postcode": "Birmingham"}, PostcodeNotRight),
        ({"postcode": "B12 0IX"}, PostcodeNotRight),
        ({"channel": "pigeon"}, ChoiceUnknown),
        ({"birth": Birth.of_day(TODAY + timedelta(days=1))}, BirthInFuture),
        ({"birth": Birth.of_year(1850)}, YearNotRight),
        ({"birth": Birth.of_year(0)}, YearNotRight),
        ({"birth": Birth.of_band("young")}, BandUnknown),
        ({"guardian_phone": "12"}, PhoneNotRight),
        ({"language": "x" * 101}, TextTooLong),
    ],
)
def test_what_cannot_be_right_is_refused_and_changes_nothing(hub: HubBuilder, facts, error):
    person_id = hub.person("Samira Haddad", known_as="Sam")
    before = page(hub, person_id)
    with pytest.raises(error):
        edit(hub, person_id, known_as="Samira", **facts)
    assert page(hub, person_id) == before


def test_a_fact_nobody_declared_is_a_bug_and_not_a_slip(hub: HubBuilder):
    with pytest.raises(TypeError):
        edit(hub, hub.person("Samira Haddad"), shoe_size=39)


@pytest.mark.parametrize(
    ("typed", "shown", "key"),
    [
        ("07700 900318", "07700 900318", "447700900318"),
        ("+44 7700 900318", "+44 7700 900318", "447700900318"),
        ("0044 (0)7700 900 318", "0044 (0)7700 900 318", "447700900318"),
        ("0121 496 0123", "0121 496 0123", "441214960123"),
        ("+48 22 555 01 23", "+48 22 555 01 23", "48225550123"),
        ("", "", ""),
    ],
)
def test_a_phone_stays_as_typed_and_is_found_however_it_is_dialled(
    hub: HubBuilder, typed: str, shown: str, key: str
):
    samira = page(hub, hub.person("Samira Haddad", phone=typed))
    assert (samira.phone, samira.phone_key) == (shown, key)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("b120xx", "B12 0XX"),
        ("B12 OXX", "B12 0XX"),
        (" ec1a 1bb ", "EC1A 1BB"),
        ("gir0aa", "GIR 0AA"),
    ],
)
def test_a_postcode_is_kept_as_royal_mail_writes_it(hub: HubBuilder, typed: str, kept: str):
    person_id = hub.person("Samira Haddad", more={"postcode": typed})
    assert page(hub, person_id).postcode == kept


@pytest.mark.parametrize(
    "birth",
    [
        Birth.of_day(date(1979, 3, 14)),
        Birth.of_day(date(2024, 2, 29)),
        Birth.of_year(1979),
        *(Birth.of_band(band) for band in AGE_BANDS),
        Birth(),
    ],
)
def test_a_birth_is_a_day_a_year_a_band_or_unknown(hub: HubBuilder, birth: Birth):
    person_id = hub.person("Samira Haddad", more={"birth": Birth.of_year(2000)})
    edit(hub, person_id, birth=birth)
    assert page(hub, person_id).birth == birth


def test_an_address_may_be_withheld_and_the_postcode_told_alone(hub: HubBuilder):
    more = {"address_withheld": True, "postcode": "B12 0XX", "do_not_post": True}
    samira = page(hub, hub.person("Samira Haddad", more=more))
    assert samira.address_withheld
    assert samira.do_not_post
    assert not samira.no_fixed_address
    assert (samira.address, samira.postcode) == ("", "B12 0XX")


def test_editing_touches_only_what_is_handed_in(hub: HubBuilder):
    person_id = hub.person("Samira Haddad", known_as="Sam", phone="07700 900318")
    edit(hub, person_id, safe_to_leave_message=False)
    samira = page(hub, person_id)
    assert not samira.safe_to_leave_message
    assert (samira.known_as, samira.phone) == ("Sam", "07700 900318")


def test_saving_a_form_with_no_change_leaves_no_trace(hub: HubBuilder):
    person_id = hub.person("Samira Haddad", known_as="Sam", phone="07700 900318")
    edit(hub, person_id, display_name="Samira Haddad", known_as="Sam", phone="07700 900318")
    assert hub.last_txn == ""


def test_a_blank_card_becomes_theirs_and_then_finds_them(hub: HubBuilder):
    person_id = hub.person("Samira Haddad", card=CARD)
    finding = hub.look(lambda db: find_code(db, CARD))
    assert (finding.sort, finding.id) == (Sort.PERSON, person_id)


def test_a_card_of_somebody_else_is_refused_and_says_whose_it_is(hub: HubBuilder):
    samira = hub.person("Samira Haddad", card=CARD)
    with pytest.raises(CodeInUse) as refusal:
        hub.person("Kofi Mensah", card=CARD)
    assert refusal.value.belongs_to == "Samira Haddad"
    assert refusal.value.person_id == samira
    assert refusal.value.code == "L-00318"


@pytest.mark.parametrize(
    ("scanned", "error"),
    [
        (LABEL, CodeOfOtherSort),
        (action_code(DeskAction.LEND).text, CodeOfOtherSort),
        ("5012345678900", CodeOfOtherSort),
        (CARD[:-2], CodeHalfRead),
    ],
)
def test_only_a_whole_card_of_ours_is_a_card(hub: HubBuilder, scanned: str, error: type[Exception]):
    with pytest.raises(error):
        hub.person("Samira Haddad", card=scanned)


def test_a_new_card_stops_the_old_one(hub: HubBuilder):
    person_id = hub.person("Samira Haddad", card=CARD)
    code = hub.do("assign card", lambda db, now: assign_card(db, person_id=person_id))
    assert page(hub, person_id).card == code.printed() != "L-00318"
    assert hub.look(lambda db: find_code(db, CARD)).sort is Sort.NEW_LABEL
    hub.undo()
    assert page(hub, person_id).card == "L-00318"


def test_a_number_scanned_from_a_card_is_never_printed_again(hub: HubBuilder):
    hub.person("Samira Haddad", card=CARD)
    kofi = hub.person("Kofi Mensah")
    code = hub.do("assign card", lambda db, now: assign_card(db, person_id=kofi))
    assert code.number == 319


def test_a_library_card_finds_them_too(hub: HubBuilder):
    person_id = hub.person("Samira Haddad", card=CARD)
    hub.do("link card", lambda db, now: link_card(db, person_id=person_id, code="B.2001-77"))
    assert hub.look(lambda db: find_code(db, "b200177")).id == person_id
    assert page(hub, person_id).card == "L-00318"
    assert page(hub, person_id).other_codes == ("B.2001-77",)
    with pytest.raises(CodeMissing):
        hub.do("link card", lambda db, now: link_card(db, person_id=person_id, code=" - "))


def test_roles_that_come_back_are_the_same_rows_on_every_desk(hub: HubBuilder):
    person_id = hub.person("Samira Haddad", roles=[Role.BORROWER])

    def roles(*wanted: str):
        hub.do("set roles", lambda db, now: set_roles(db, person_id=person_id, roles=wanted))
        return page(hub, person_id).roles

    assert roles(Role.TUTOR, Role.VOLUNTEER) == (Role.VOLUNTEER, Role.TUTOR)
    assert roles(Role.BORROWER) == (Role.BORROWER,)
    assert roles() == ()
    with pytest.raises(ChoiceUnknown):
        roles("astronaut")


def test_needs_show_at_the_desk_in_their_usual_order(hub: HubBuilder):
    person_id = hub.person("Samira Haddad")
    needs = [Need.STEP_FREE, Need.LARGE_PRINT]
    hub.do("set needs", lambda db, now: set_needs(db, person_id=person_id, needs=needs))
    card = hub.look(lambda db: person_card(db, person_id, TODAY))
    assert card.needs == (Need.LARGE_PRINT, Need.STEP_FREE)
    hub.do("set needs", lambda db, now: set_needs(db, person_id=person_id, needs=[]))
    hub.undo()
    assert page(hub, person_id).needs == (Need.LARGE_PRINT, Need.STEP_FREE)


def test_a_consent_taken_back_leaves_what_was_said_before(hub: HubBuilder):
    person_id = hub.person("Samira Haddad")

    def say(is_given: bool, on: date) -> None:
        hub.do(
            "record consent",
            lambda db, now: record_consent(
                db,
                person_id=person_id,
                purpose=Purpose.PHOTOS,
                how=How.SPOKEN,
                is_given=is_given,
                given_on=on,
                now=now,
            ),
        )

    say(True, TODAY - timedelta(days=30))
    say(False, TODAY)
    newest, before = page(hub, person_id).consents
    assert (newest.is_given, newest.given_on) == (False, TODAY)
    assert (before.is_given, before.wording_version) == (True, "1")
    with pytest.raises(HappenedInFuture):
        say(True, TODAY + timedelta(days=1))


def test_a_note_is_shown_at_the_desk_until_it_is_ticked_off(hub: HubBuilder, clock: Clock):
    person_id = hub.person("Samira Haddad")
    text = "Prefers mornings.\nRing the\x07 side door."
    note = hub.do("add note", lambda db, now: add_note(db, person_id=person_id, text=text, now=now))
    (shown,) = hub.look(lambda db: person_card(db, person_id, TODAY)).notes
    assert shown.text == "Prefers mornings.\nRing the side door."
    assert shown.noted_at == NOW
    hub.do("tick off note", lambda db, now: tick_off_note(db, note_id=note.id))
    assert hub.look(lambda db: person_card(db, person_id, TODAY)).notes == ()
    assert page(hub, person_id).notes[0].is_done
    with pytest.raises(NoteDone):
        hub.do("tick off note", lambda db, now: tick_off_note(db, note_id=note.id))
    with pytest.raises(NoteEmpty):
        hub.do("add note", lambda db, now: add_note(db, person_id=person_id, text=" \n ", now=now))


def taps(hub: HubBuilder, person_id: str, **answers) -> None:
    hub.do(
        "set household",
        lambda db, now: set_household(db, person_id=person_id, now=now, **answers),
    )


def test_three_taps_about_home_can_each_be_skipped(hub: HubBuilder):
    person_id = hub.person("Samira Haddad")
    assert hub.look(lambda db: person_card(db, person_id, TODAY)).asks_household
    taps(hub, person_id, connection=Connection.PHONE_DATA)
    home = page(hub, person_id).household
    assert (home.connection, home.working_devices, home.people_learning) == ("phone data", -1, -1)
    taps(hub, person_id, working_devices=1, people_learning=4)
    home = page(hub, person_id).household
    assert (home.connection, home.working_devices, home.people_learning) == ("phone data", 1, 4)
    assert home.asked_on == TODAY
    assert not hub.look(lambda db: person_card(db, person_id, TODAY)).asks_household
    with pytest.raises(NumberNotRight):
        taps(hub, person_id, working_devices=51)
    with pytest.raises(ChoiceUnknown):
        taps(hub, person_id, connection="carrier pigeon")


def test_what_one_of_a_household_says_holds_for_all_of_it(hub: HubBuilder):
    samira, amir = hub.person("Samira Haddad"), hub.person("Amir Haddad")
    taps(hub, samira, connection=Connection.NONE)
    taps(hub, amir, connection=Connection.BROADBAND)

    def join() -> None:
        hub.do(
            "join household",
            lambda db, now: join_household(db, person_id=amir, other_id=samira),
        )

    join()
    home = page(hub, amir).household
    assert home.connection == Connection.NONE
    assert home.others == ((samira, "Samira Haddad"),)
    counted = select(Household.id).where(Household.deleted == 0)
    assert hub.look(lambda db: len(db.scalars(counted).all())) == 1  # the emptied one is closed
    with pytest.raises(SameHousehold):
        join()
    hub.do("leave household", lambda db, now: leave_household(db, person_id=amir))
    assert page(hub, amir).household is None
    assert page(hub, samira).household.others == ()


def test_every_change_about_a_person_can_be_undone(hub: HubBuilder):
    person_id = hub.person("Samira Haddad", card=CARD, roles=[Role.LEARNER], phone="07700 900318")
    other = hub.person("Amir Haddad")
    taps(hub, other, connection=Connection.NONE)
    changes = {
        "edit": lambda db, now: edit_person(
            db,
            person_id=person_id,
            facts={"display_name": "Sam Haddad", "phone": "", "birth": Birth.of_year(1979)},
            now=now,
        ),
        "roles": lambda db, now: set_roles(db, person_id=person_id, roles=[Role.TUTOR]),
        "needs": lambda db, now: set_needs(db, person_id=person_id, needs=[Need.QUIET_SEAT]),
        "note": lambda db, now: add_note(db, person_id=person_id, text="Hello", now=now),
        "card": lambda db, now: assign_card(db, person_id=person_id),
        "home": lambda db, now: set_household(
            db, person_id=person_id, connection=Connection.NONE, now=now
        ),
        "join": lambda db, now: join_household(db, person_id=person_id, other_id=other),
        "link": lambda db, now: link_card(db, person_id=person_id, code="LIB-77"),
    }
    before = page(hub, person_id)
    for verb, change in changes.items():
        hub.do(verb, change)
        assert page(hub, person_id) != before, verb
        hub.undo()
        assert page(hub, person_id) == before, verb


def test_a_registration_undone_frees_the_card(hub: HubBuilder):
    gone = hub.person("Samira Haddad", card=CARD, privacy_given=True, roles=[Role.LEARNER])
    hub.undo()
    assert hub.look(lambda db: person_page(db, gone)) is None
    again = hub.person("Samira Haddad", card=CARD)
    assert hub.look(lambda db: find_code(db, CARD)).id == again


def test_nobody_is_nobody(hub: HubBuilder):
    with pytest.raises(NotFound):
        edit(hub, "nobody", known_as="Sam")
    with pytest.raises(NotFound):
        hub.do("set roles", lambda db, now: set_roles(db, person_id="nobody", roles=[]))
    assert hub.look(lambda db: person_page(db, "nobody")) is None
    assert hub.look(lambda db: person_card(db, "nobody", TODAY)) is None


def test_registering_needs_no_more_than_one_transaction(hub: HubBuilder):
    """A refusal in the middle leaves nothing behind, not even the card's number."""
    with pytest.raises(CodeOfOtherSort), hub.database.changing("register person") as db:
        register_person(db, display_name="Samira Haddad", card=LABEL, now=NOW)
    assert hub.look(lambda db: db.scalars(select(Person.id)).all()) == []
