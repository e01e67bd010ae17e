"""The rights of somebody invented: a copy of what is held on them, then their erasure."""

from __future__ import annotations

import json

from hubdesk.operations.people import add_note, register_person
from hubdesk.queries.people import person_page
from hubdesk.queries.their_file import TheirFile, their_file, third_parties
from hubdesk.reports.their_file import their_file_json, their_file_pdf
from hubdesk.ui.held.erase_page import ErasePage
from tools.demo_day.papers import words_of
from tools.demo_day.player import Player, WentWrong

NAME = "Robin Fenwick"


def copy_for_them(p: Player) -> str:
    """Somebody asks what is held on them: the paper to read, and the same for a computer."""

    def register(db: object, now: object) -> str:
        person = register_person(db, display_name=NAME, phone="07700 900461", now=now)  # type: ignore[arg-type]
        add_note(db, person_id=person.id, text="Likes large print", now=now)  # type: ignore[arg-type]
        return person.id

    records = p.desk.records
    person_id = records.do("register person", register)
    p.desk.window.shell.go("their-file", id=person_id)
    hidden = p.look(lambda db: third_parties(db, person_id))  # as the page ticks them
    file = p.look(lambda db: their_file(db, person_id, now=records.now(), hidden=hidden))
    if not isinstance(file, TheirFile):
        raise WentWrong(f"nothing is held on {NAME}")
    paper, data = p.folder / "their-file.pdf", p.folder / "their-file.json"
    paper.write_bytes(their_file_pdf(file))
    data.write_bytes(their_file_json(file))
    if NAME not in words_of(paper) or NAME not in json.dumps(json.loads(data.read_bytes())):
        raise WentWrong("the copy does not name whom it is for")
    return f"{paper.name} and {data.name}, all that is held on {NAME}"


def erase_them(p: Player, person_id: str) -> str:
    """They want to be forgotten: the name is typed, the receipt is kept, nothing else is."""
    p.desk.records.at_desk.prove()  # as if the passphrase was typed just now
    shell = p.desk.window.shell
    shell.go("erase-person", id=person_id)
    page = shell.page
    if not isinstance(page, ErasePage):
        raise WentWrong("the page of an erasure did not open")
    p.wait_for(lambda: not page.looking.is_looking())
    page.typed.setText(NAME)
    page.erase_button.click()
    p.wait_for(lambda: not page.doing.is_doing())
    p.settle()
    receipt = p.folder / "erasure-receipt.pdf"
    receipt.write_bytes(page.receipt.pdf())
    if NAME not in words_of(receipt):
        raise WentWrong("the receipt does not say who was erased")
    if p.look(lambda db: person_page(db, person_id)) is not None:
        raise WentWrong(f"{NAME} is still in the records")
    return f"{receipt.name}; {NAME} is in no list any more"


def leave(p: Player) -> None:
    """The receipt goes with its page."""
    page = p.desk.window.shell.page
    if isinstance(page, ErasePage):
        page.receipt.leave_button.click()
    p.settle()
