"""Naughty strings in every field: they come back with every letter, or are refused with words."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hubdesk.errors import Refusal
from hubdesk.ids import folded_code
from hubdesk.messages import explain
from hubdesk.operations.agreements import mark_signed
from hubdesk.operations.consents import change_wording
from hubdesk.operations.device_facts import device_columns
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.hub import add_template, change_hub, close_days
from hubdesk.operations.people import (
    add_note,
    edit_person,
    link_card,
    register_person,
)
from hubdesk.operations.person_facts import columns_of
from hubdesk.operations.stock import (
    add_device,
    change_kit,
    edit_device,
    kit_of,
    link_code,
    put_back,
    send_to_repair,
)
from hubdesk.queries.devices import DeviceFilter, device_window
from hubdesk.queries.finding import find_typed
from hubdesk.queries.people_list import PeopleFilter, likely_twins, people_window
from hubdesk.queries.search import search
from tests.conftest import NOW, SHARED, TODAY, HubBuilder

OURS = (
    "",
    " ",
    "\x00",
    "Robert'); DROP TABLE person;--",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "6.3E+15",
    "NaN",
    "null",
    "None",
    "true",
    "-1/0",
    "../../../etc/passwd",
    "C:\\CON\\aux.txt",
    "{display_name} %s %(x)s ${HOME} {{7*7}}",
    "<script>alert('x')</script><b>bold</b>",
    '"quotes" and `ticks` and \\backslashes\\',
    "a\r\nb\rc\u2028d\u2029e\x0bf\x85g",
    "\ufeffmarked at the start",
    "\u202eright to left override\u202c",
    "zero\u200bwidth\u200dand\u2060joiners",
    "\ud800 half of a pair",
    "\uffff\ufffe not characters",
    "Z̸͔̖̋ą̵̛̱l̷̥̈g̴̻͐o̸͖̽",
    "👩🏽‍👩🏽‍👧🏽‍👦🏽 👨‍💻 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "ﷺ ﷽",
    "١٢٣٤٥٦٧٨٩٠",
    "ｆｕｌｌｗｉｄｔｈ",
    "İıŞşĞğ ßẞ ŉ ǆ",
    "e\u0301 and \u00e9",
    "क्षत्रिय ਗੁਰਮੁਖੀ বাংলা தமிழ் አማርኛ ไทย 한국어 日本語 王小明",
    "שלום עולם مرحبا بالعالم",
    "x" * 199,
    "x" * 200,
    "x" * 201,
    "é" * 5000,
    "🌻" * 200,
)
PERSON_LINES = (
    *("display_name", "known_as", "language", "heard_from", "guardian_name"),
    *("phone", "guardian_phone", "email", "postcode", "address", "channel"),
)
DEVICE_LINES = ("make", "model", "serial", "imei", "place", "note", "condition", "ownership")


def shared_strings() -> list[str]:
    listed = json.loads((SHARED / "nasty-strings-blns" / "blns.json").read_text("utf-8"))
    return [text for text in listed if isinstance(text, str)]


def letters(text: str) -> str:
    """What can be seen of a text, however it is composed."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c)[0] in "LMNPS")


def done(db: Session, work: Callable[..., Any], **facts: Any) -> Any:
    """What the work made, read again from the records; None if it was refused, with words."""
    try:
        made = work(db, **facts)
    except Refusal as refusal:
        said = explain(refusal)
    else:
        db.refresh(made)
        return made
    assert said.what
    return None


@pytest.fixture(params=["ours", pytest.param("shared", marks=pytest.mark.real_files)])
def strings(request: pytest.FixtureRequest) -> list[str]:
    return list(OURS) if request.param == "ours" else shared_strings()


def accepted(check: Callable[..., Any], facts: tuple[str, ...], text: str) -> dict[str, str]:
    """The facts that take the text; the others refuse it with words."""
    taken = {}
    for fact in facts:
        try:
            check({fact: text})
        except Refusal as refusal:
            said = explain(refusal)
        else:
            said = None
            taken[fact] = text
        assert said is None or said.what
    return taken


def test_in_every_fact_of_a_person(hub: HubBuilder, strings: list[str]):
    kept = 0
    with hub.database.changing("edit person") as db:
        person = register_person(db, display_name="Samira Haddad", now=NOW)
        for text in strings:
            facts = accepted(partial(columns_of, today=TODAY), PERSON_LINES, text)
            made = done(db, edit_person, person_id=person.id, facts=facts, now=NOW)
            for fact in facts:
                # A postcode is put in its usual form; everything else stays as typed.
                same = letters(getattr(made, fact)) == letters(text)
                assert same or fact == "postcode", (fact, text)
            kept += len(facts)
            done(db, register_person, display_name=text, card=text, roles=[text], now=NOW)
    assert kept > len(strings) * 4


def test_in_every_fact_of_a_device(hub: HubBuilder, strings: list[str]):
    kind_id = hub.kind("Phone")
    with hub.database.changing("edit device") as db:
        device = add_device(db, kind_id=kind_id, now=NOW)
        for text in strings:
            facts = accepted(device_columns, DEVICE_LINES, text)
            made = done(db, edit_device, device_id=device.id, facts=facts)
            for fact in facts:
                assert letters(getattr(made, fact)) == letters(text), (fact, text)
            done(db, add_device, kind_id=kind_id, label=text, old_codes=[text], now=NOW)
        for text in strings[::5]:
            if done(db, send_to_repair, device_id=device.id, note=text, now=NOW):
                assert letters(device.stage_note) == letters(text)
                put_back(db, device_id=device.id, now=NOW)


def test_in_notes_codes_parts_and_wordings(hub: HubBuilder, strings: list[str]):
    person_id, device_id = hub.person("Samira Haddad"), hub.device()
    with hub.database.changing("write down") as db:
        for text in strings:
            if note := done(db, add_note, person_id=person_id, text=text, now=NOW):
                assert letters(note.text) == letters(text)
            if card := done(db, link_card, person_id=person_id, code=text):
                assert letters(card.shown) == letters(text)
            if code := done(db, link_code, device_id=device_id, code=text):
                # The same letters and digits with other signs between are the same code.
                assert folded_code(code.shown) == folded_code(text)
            if words := done(db, change_wording, purpose="photos", text=text, now=NOW):
                assert letters(words.text) == letters(text)
        for text in strings[::5]:
            before = kit_of(db, device_id)
            try:
                after = change_kit(db, device_id=device_id, names=["Bag", text])
            except Refusal:
                assert kit_of(db, device_id) == before
            else:
                assert letters(after[-1].name) == letters(text)


def test_in_the_words_of_the_hub(hub: HubBuilder, strings: list[str]):
    with hub.database.changing("write down") as db:
        for text in strings:
            for field in ("name", "phone", "address", "nation", "time_zone"):
                if made := done(db, change_hub, facts={field: text}):
                    assert letters(getattr(made, field)) == letters(text), (field, text)
            facts = {"purpose": "gift", "title": text, "promises": [text], "now": NOW}
            if template := done(db, add_template, **facts):
                (promise,) = json.loads(template.promises)
                assert letters(template.title) == letters(promise) == letters(text)
            if closed := done(db, close_days, first_on=TODAY, last_on=TODAY, why=text):
                assert letters(closed.why) == letters(text)
            done(db, mark_signed, code=text, now=NOW)
            draft = done(db, save_draft, kind="form", body={text: text}, now=NOW)
            assert json.loads(draft.body) == {text: text}


def test_in_the_search_box_and_the_lists(hub: HubBuilder, strings: list[str]):
    hub.person("Samira Haddad")
    hub.device()
    with hub.database.reading() as db:
        for text in strings:
            search(db, text)
            find_typed(db, text)
        for text in strings[::5]:
            people_window(db, today=TODAY, filters=PeopleFilter(text=text))
            device_window(db, today=TODAY, filters=DeviceFilter(text=text))
            likely_twins(db, name=text)
