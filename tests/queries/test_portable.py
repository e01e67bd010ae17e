"""What somebody gave, to take along: in fixed names, and nothing the hub wrote about them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from hubdesk.messages.held import COLUMNS
from hubdesk.models import Base
from hubdesk.operations.consents import record_consent
from hubdesk.operations.people import add_note, set_household
from hubdesk.queries.held import tables_about_people
from hubdesk.queries.portable import GAVE, THE_HUBS, what_they_gave
from hubdesk.reports.their_file import portable_csv, portable_json
from tests.conftest import HubBuilder


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    id = hub.person("Samira Haddad", known_as="Sam", phone="0121 496 0318", more={
        "guardian_name": "Yusuf Haddad", "guardian_phone": "0121 496 0777", "do_not_post": True,
    })  # fmt: skip
    hub.do("note", lambda db, now: add_note(db, person_id=id, text="Likes tea", now=now))
    hub.do("household", lambda db, now: set_household(
        db, person_id=id, now=now, working_devices=0))  # fmt: skip
    hub.do("consent", lambda db, now: record_consent(
        db, person_id=id, purpose="photos", how="paper", now=now, is_given=False))  # fmt: skip
    hub.lend(id, hub.device())
    return id


def gave(hub: HubBuilder, id: str, **facts: Any) -> Any:
    return hub.look(lambda db: what_they_gave(db, id, now=hub.clock(), **facts))


def test_it_holds_what_they_told_and_had_as_plain_values(hub: HubBuilder, samira: str):
    told = json.loads(portable_json(gave(hub, samira)))
    assert told["format"] == "hubdesk/what-they-gave/1"
    [person] = told["records"]["person"]
    assert (person["phone"], person["do_not_post"], person["joined_on"]) == (
        "0121 496 0318", True, "2026-11-24",
    )  # fmt: skip
    [consent] = told["records"]["consent"]
    assert (consent["purpose"], consent["is_given"]) == ("photos", False)
    assert told["records"]["household"][0]["working_devices"] == 0
    [loan] = told["records"]["loan"]
    assert loan["device"].startswith("HD-")
    assert "Likes tea" not in json.dumps(told)


def test_the_table_says_the_same_value_for_value(hub: HubBuilder, samira: str):
    file = gave(hub, samira)
    lines = list(csv.DictReader(io.StringIO(portable_csv(file).decode("utf-8"))))
    there = [(line["record"], line["number"], line["field"], line["value"]) for line in lines]
    plain = {True: "true", False: "false"}
    assert there == [
        (table, str(at), name, plain.get(value, str(value)) if value is not None else "")
        if isinstance(value, bool)
        else (table, str(at), name, str(value))
        for table, rows in file.records
        for at, row in enumerate(rows, 1)
        for name, value in row.items()
    ]


def test_names_and_numbers_of_others_are_hidden_as_in_the_copy(hub: HubBuilder, samira: str):
    text = portable_json(gave(hub, samira, hidden=["Yusuf Haddad"])).decode("utf-8")
    assert "Y. H." in text
    assert "0121 496 0777" not in text


def test_every_table_about_people_is_theirs_or_says_why_it_is_the_hubs():
    about = {table.name for table in tables_about_people()} | {"household"}
    assert set(GAVE) | set(THE_HUBS) == about
    assert not set(GAVE) & set(THE_HUBS)
    for table, columns in GAVE.items():
        assert set(columns) <= set(Base.metadata.tables[table].columns.keys()), table
        assert set(columns) <= set(COLUMNS[table]), table


def test_nobody_has_no_file(hub: HubBuilder):
    assert gave(hub, "nobody") is None
