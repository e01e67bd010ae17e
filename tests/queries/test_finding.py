"""What a scan or a few typed letters mean: one thing, a choice, or a plain no; never a guess."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hubdesk.ids import CodeKind, DeskAction, action_code, make_code
from hubdesk.models import Agreement, CodeOf
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.people import assign_card, link_card
from hubdesk.operations.stock import link_code, unlink_code
from hubdesk.queries.finding import Finding, Sort, find_code, find_typed, is_known_code
from tests.conftest import HubBuilder

D142 = make_code(CodeKind.DEVICE, 0, 142).text


def scan(hub: HubBuilder, text: str) -> Finding:
    return hub.look(lambda db: find_code(db, text))


def typed(hub: HubBuilder, text: str) -> Finding:
    return hub.look(lambda db: find_typed(db, text))


@pytest.fixture
def laptop(hub: HubBuilder) -> str:
    return hub.device(label=D142, serial="PF-1X2Y3Z", old_codes=["CENTRE-0077"])


@pytest.mark.parametrize(
    "text",
    [
        *("142", "hd142", "HD142", "HD-0142", "hd 0142", "hd-00-0142", D142, D142.lower()),
        *("PF-1X2Y3Z", "pf1x2y3z", "CENTRE-0077", "centre0077", " 142 "),
    ],
)
def test_every_way_to_name_a_device_finds_it(hub: HubBuilder, laptop: str, text: str):
    found = typed(hub, text)
    assert (found.sort, found.id) == (Sort.DEVICE, laptop)
    assert found.title == "Lenovo ThinkPad L390, HD-0142"


@pytest.mark.parametrize("text", ["77", "077", "0077"])
def test_the_last_digits_of_an_old_tag_find_it(hub: HubBuilder, laptop: str, text: str):
    assert typed(hub, text).id == laptop


def test_digits_of_a_printed_number_go_before_the_end_of_another(hub: HubBuilder, laptop: str):
    other = hub.device(label=make_code(CodeKind.DEVICE, 0, 2142).text)
    assert typed(hub, "142").id == laptop
    assert typed(hub, "2142").id == other


def test_if_several_fit_it_is_a_choice_and_never_a_guess(hub: HubBuilder):
    two = {hub.device(old_codes=[f"{area}-5501"]) for area in ("NORTH", "SOUTH")}
    found = typed(hub, "5501")
    assert (found.sort, found.id) == (Sort.SEVERAL, "")
    assert {choice.id for choice in found.choices} == two
    assert all(choice.title and choice.detail for choice in found.choices)


def test_a_nought_before_the_last_digits_counts_and_labels_stand_first(hub: HubBuilder):
    serial = hub.device(serial="SN-4403")
    tag = hub.device(label=make_code(CodeKind.DEVICE, 0, 303).text)
    hub.device(serial="0151DL3")
    assert [choice.id for choice in typed(hub, "03").choices] == [tag, serial]
    hundred = hub.device(label=make_code(CodeKind.DEVICE, 0, 100).text)
    assert typed(hub, "00").id == hundred


@pytest.mark.parametrize("code", ["LAP-142", "LAP-0142", "SN 00142"])
def test_an_old_tag_or_serial_of_the_same_number_is_asked_about(
    hub: HubBuilder, laptop: str, code: str
):
    old = hub.device(label=make_code(CodeKind.DEVICE, 0, 900).text, old_codes=[code])
    found = typed(hub, "142")
    assert found.sort is Sort.SEVERAL
    assert {choice.id for choice in found.choices} == {laptop, old}
    assert typed(hub, "HD-0142").id == laptop  # our own number, said in full
    hub.device(old_codes=["LAP-2142"])
    assert len(typed(hub, "142").choices) == 2  # more digits: another number


def test_one_device_whose_label_and_tag_end_alike_is_no_choice(hub: HubBuilder):
    device = hub.device(label=D142, old_codes=["LAP-142"])
    assert typed(hub, "142").id == device


def test_the_same_number_of_two_desks_is_a_choice_until_the_desk_is_said(hub: HubBuilder):
    one, two = (hub.device(label=make_code(CodeKind.DEVICE, d, 142).text) for d in (1, 2))
    assert typed(hub, "142").sort is Sort.SEVERAL
    assert typed(hub, "HD-02-0142").id == two
    assert typed(hub, "hd-01-142").id == one


def test_a_card_opens_its_person_whole_typed_or_printed(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    code = hub.do("assign card", lambda db, now: assign_card(db, person_id=ada))
    for text in (code.text, code.printed(), code.printed().lower()):
        found = typed(hub, text)
        assert (found.sort, found.id, found.title) == (Sort.PERSON, ada, "Ada Okafor"), text


def test_a_foreign_card_that_was_linked_opens_its_person(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    hub.do("link code", lambda db, now: link_card(db, person_id=ada, code="LIB 20099 1234"))
    assert scan(hub, "lib200991234").id == ada


def test_a_fresh_label_or_card_is_known_as_one(hub: HubBuilder):
    for kind in (CodeKind.DEVICE, CodeKind.PERSON):
        found = scan(hub, make_code(kind, 0, 900).text)
        assert (found.sort, found.kind) == (Sort.NEW_LABEL, kind)


@pytest.mark.parametrize("text", [D142[:-1], D142[:6], D142[:-1] + "?", D142 + "0", "HDD0000142"])
def test_half_a_code_of_ours_is_known_as_half(hub: HubBuilder, laptop: str, text: str):
    assert scan(hub, text).sort is Sort.HALF


def test_a_wrong_check_character_never_finds_a_device(hub: HubBuilder, laptop: str):
    for last in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".replace(D142[-1], ""):
        assert scan(hub, D142[:-1] + last).sort is Sort.HALF


@pytest.mark.parametrize("text", ["5012345678900", "hello", "", " ", "''", "%", "HD", "0", "é"])
def test_a_code_nobody_knows_is_said_to_be_unknown(hub: HubBuilder, laptop: str, text: str):
    assert typed(hub, text).sort is Sort.UNKNOWN
    assert not hub.look(lambda db: is_known_code(db, text))


def test_the_desk_cards_codes_are_actions(hub: HubBuilder):
    for action in DeskAction:
        found = scan(hub, action_code(action).text)
        assert (found.sort, found.action) == (Sort.ACTION, action)


def test_a_signed_copy_is_found_by_its_code_until_the_loan_is_undone(hub: HubBuilder, laptop: str):
    ada = hub.person("Ada Okafor")
    made = hub.do(
        "lend",
        lambda db, now: lend_basket(db, borrower_id=ada, items=[Item(laptop)], now=now),
    )
    code = hub.look(lambda db: db.scalars(select(Agreement.code)).one())
    found = scan(hub, code)
    assert (found.sort, found.id) == (Sort.PAPER, made.agreement_id)
    for text in ("P-00001", "p1", code.lower()):  # the number under its bars, typed
        found = hub.look(lambda db, text=text: find_typed(db, text))
        assert (found.sort, found.id) == (Sort.PAPER, made.agreement_id), text
    assert hub.look(lambda db: find_typed(db, "P-00002")).sort is Sort.UNKNOWN
    hub.undo()
    assert scan(hub, code).sort is Sort.UNKNOWN


def test_a_code_taken_away_is_unknown_and_back_after_undo(hub: HubBuilder, laptop: str):
    hub.do("link code", lambda db, now: link_code(db, device_id=laptop, code="EXTRA-1234"))
    code_id = hub.look(
        lambda db: db.scalars(select(CodeOf.id).where(CodeOf.shown == "EXTRA-1234")).one()
    )
    hub.do("unlink code", lambda db, now: unlink_code(db, code_id=code_id))
    assert scan(hub, "extra1234").sort is Sort.UNKNOWN
    hub.undo()
    assert scan(hub, "extra1234").id == laptop


def test_a_burst_of_keys_is_a_scan_only_if_the_code_is_ours_or_known(hub: HubBuilder, laptop: str):
    known = {D142: True, "pf1x2y3z": True, "CENTRE-0077": True, "hello": False, "142": False}
    for text, is_known in known.items():
        assert hub.look(lambda db, text=text: is_known_code(db, text)) is is_known, text
