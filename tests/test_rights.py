"""Who may do what: every verb and role through the real door, and no verb without a place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import hubdesk
from hubdesk.app.records import Records
from hubdesk.errors.rights import NotAllowed, PassphraseNeeded
from hubdesk.messages import explain
from hubdesk.messages.rights import TO
from hubdesk.models import StaffRole
from hubdesk.models.staff import joined, roles_in
from hubdesk.operations.requests import receive_complaint
from hubdesk.operations.rights import BEFORE_ANYBODY, TABLE, may, verbs, who_can
from hubdesk.operations.staff import add_staff
from hubdesk.paths import Paths
from hubdesk.store.database import Actor, Database
from tests.conftest import HubBuilder
from tests.words import faults

ROOT = Path(hubdesk.__file__).parent
DOORS = {"do", "act", "changing", "_changing"}
CHANGES = [verb for verb in verbs() if not verb.startswith("see ")]
LOOKS = [verb for verb in verbs() if verb.startswith("see ")]

# The cells by hand: Volunteer, Front desk, Tutor, Manager, safeguarding Lead, Deputy.
CELLS = {
    "lend": "VFTMLD", "give": "VFTMLD", "return": "VFTMLD", "amend return": "VFTMLD",
    "item back": "VFTMLD", "renew": "VFTMLD", "call": "VFTMLD", "amend call": "VFTMLD",
    "follow up": "VFTMLD", "sign agreement": "VFTMLD", "make agreement": "VFTMLD",
    "register person": "VFTMLD", "edit person": "VFTMLD", "note": "VFTMLD",
    "tick off note": "VFTMLD",
    "withdraw consent": "VFTMLD", "restrict use": "M", "lift restriction": "M",
    "consent": "VFTMLD", "assign card": "VFTMLD", "household": "VFTMLD", "needs": "VFTMLD",
    "roles": "FTM", "merge people": "FM", "take apart": "FM", "two people": "FM",
    "import people": "M",
    "plan session": "FTM", "change session": "FTM", "move session": "FTM",
    "cancel session": "FTM", "replace tutor": "FTM", "note session": "FTM",
    "book place": "VFTMLD", "give back place": "VFTMLD", "give place": "VFTMLD",
    "add action": "FTM", "tick off action": "VFTMLD", "add fund": "M", "record check": "M",
    "change fund": "M", "put away fund": "M", "put away check": "M", "see checks": "M",
    "see check dates": "FTM",
    "make paper pack": "VFTMLD", "enter slip": "VFTMLD", "tick off slips": "VFTMLD",
    "book appointment": "VFTMLD", "set helper hours": "FTM", "add speaker": "FTM",
    "take speaker away": "FTM", "school answer": "FTM", "write decisions": "FTM",
    "sign in": "VFTMLD", "mark": "FTM", "mark rest": "FTM", "note attendance": "FTM",
    "finish register": "FTM", "reopen register": "FTM", "count heads": "FTM",
    "visit": "VFTMLD", "enquiry": "VFTMLD", "emergency contact": "VFTMLD",
    "see emergency contacts": "FTMLD", "see needs": "FTM",
    "come in": "VFTMLD", "leave": "VFTMLD", "begin shift": "VFTMLD", "end shift": "VFTMLD",
    "hand over": "VFTMLD", "tick off handover": "VFTMLD", "see hours": "M",
    "award certificate": "FTM", "print certificate": "FTM", "correct certificate": "FTM",
    "withdraw certificate": "TM", "change certificate": "M",
    "self-check": "VFTMLD", "judge": "FTM", "judge class": "FTM", "cover skills": "FTM",
    "set goal": "FTM", "reach goal": "FTM", "plan follow-ups": "FTM", "record outcome": "VFTMLD",
    "add skills list": "TM", "offer skills list": "TM", "add skill": "TM", "put away skill": "TM",
    "rename skill": "TM", "bring back skill": "TM", "confirm skills list": "M",
    "see figures": "FTM",
    "add opportunity": "FTM", "change opportunity": "FTM", "close opportunity": "FTM",
    "take opportunity away": "FTM", "leave session out": "FTM", "put session in": "FTM",
    "show story": "VFTMLD", "hide story": "VFTMLD", "sign up": "VFTMLD",
    "take back sign-up": "VFTMLD", "know sign-up": "FM", "see newsletter": "FM",
    "take addresses": "M", "make pages": "FTM",
    "see figure rows": "M",
    "set target": "M",
    "put away target": "M",
    "add report template": "M",
    "save report": "M",
    "change saved report": "M",
    "put away saved report": "M",
    "make report": "M",
    "tell story": "VFTMLD",
    "agree to story": "VFTMLD",
    "take back story": "VFTMLD",
    "comment": "FTM",
    "put away comment": "FTM",
    "log consultation": "M",
    "put away consultation": "M",
    "value gift": "M",
    "import benchmarks": "M",
    "put away benchmark": "M",
    "seen": "VFTMLD", "found": "VFTMLD", "make ready": "VFTMLD", "lost": "FM", "repair": "FM",
    "put back": "FM", "add device": "FM", "edit device": "FM", "link code": "FM",
    "unlink code": "FM", "change kit": "FM", "reserve labels": "FM", "withdraw": "M",
    "import devices": "M",
    "change hub": "M", "change setting": "M", "close days": "M", "reopen days": "M",
    "change policy": "M", "add kind": "M", "change kind": "M", "put away kind": "M",
    "change template": "M", "change wording": "M", "add practice": "M", "remove practice": "M",
    "add staff": "M", "rename staff": "M", "change roles": "M", "put away staff": "M",
    "bring back staff": "M", "see who looked": "M",
    "change passphrase": "VFTMLD", "print recovery sheet": "M", "set own PIN": "VFTMLD",
    "set PIN": "M", "take PIN away": "M", "give badge": "M", "take badge away": "M",
    "give passphrase": "M", "change key": "M", "see held": "M",
    "see whole file": "M",
    "see privacy": "M", "change rule": "M", "hold": "M", "lift hold": "M",
    "rights request": "VFTMLD", "rights step": "M", "complaint": "VFTMLD",
    "acknowledge complaint": "M", "answer complaint": "M", "breach": "VFTMLD",
    "decide breach": "M",
    "erase person": "M", "erase proposed": "M", "forget presence": "M",
    "forget breaches": "M", "forget staff": "M", "forget taken back": "M",
    "forget complaints": "M", "forget stories": "M",
    "see safeguarding": "LD",
    "record concern": "VFTMLD", "safeguarding key": "LD", "add to concern": "LD",
    "close concern": "LD", "reopen concern": "LD", "show concern": "LD",
    "seal concerns again": "LD", "let go of concern": "LD",
    "give equality form": "VFTMLD", "equality key": "M", "open equality forms": "M",
    "publish equality": "M", "see equality": "M",
    "set up place": "M", "change place": "M", "let go of place": "M",
    "see leaving": "M", "agree export": "M", "change export": "M", "stop export": "M",
    "unlink region": "M",
    "saw": "VFTMLD", "took out": "VFTMLD", "wrong lock": "VFTMLD", "clock": "VFTMLD",
    "recovered": "VFTMLD", "draft": "VFTMLD",
    "seal parcel": "VFTMLD", "try parcel": "VFTMLD", "parcel sent": "VFTMLD",
    "send now": "VFTMLD", "save to stick": "M",
    "take back parcel": "M", "receive": "M",
    "make copy": "VFTMLD", "choose place for copies": "M", "bring back copy": "M",
    "take everything": "M", "take list": "VFTMLD", "make keys": "VFTMLD",
}  # fmt: skip
LETTERS = dict(zip("VFTMLD", StaffRole, strict=True))


@pytest.fixture(scope="module")
def opened_hub(
    empty_hub: Paths, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Records]:
    """One open hub for the whole table: nothing is written, whether refused or not."""
    import shutil

    from tests.conftest import Clock, opened

    paths = Paths(tmp_path_factory.mktemp("rights") / "hub")
    shutil.copytree(empty_hub.home, paths.home)
    database = opened(paths, Clock())
    records = Records(paths, database)
    yield records
    records.close()
    database.close()


@pytest.mark.parametrize("role", StaffRole)
@pytest.mark.parametrize("verb", CHANGES)
def test_a_role_may_do_what_its_cell_says_and_nothing_else(
    opened_hub: Records, verb: str, role: StaffRole
):
    opened_hub.database.actor = Actor("somebody", role.value)
    opened_hub.at_desk.prove()
    done: list[str] = []
    try:
        opened_hub.do(verb, lambda _db, _now: done.append(verb))
    except NotAllowed as refusal:
        assert not done, "it was done before it was refused"
        said = explain(refusal).text
        assert said.startswith("Ask ")
        assert said.endswith(f" to {TO[verb]}.")
        assert faults(said) == []
    assert bool(done) == (role in {LETTERS[letter] for letter in CELLS[verb]})


@pytest.mark.parametrize("role", StaffRole)
@pytest.mark.parametrize("verb", LOOKS)
def test_a_look_that_needs_a_right_is_refused_to_all_others(
    opened_hub: Records, verb: str, role: StaffRole
):
    opened_hub.database.actor = Actor("somebody", role.value)
    opened_hub.at_desk.prove()
    seen: list[str] = []
    try:
        opened_hub.look(lambda _db: seen.append(verb), right=verb)
    except NotAllowed:
        assert not seen
    assert bool(seen) == (role in {LETTERS[letter] for letter in CELLS[verb]})


def test_the_cells_written_by_hand_are_the_whole_table():
    assert CELLS.keys() == set(verbs())
    assert sum(map(len, TABLE.values())) == len(verbs()), "a verb stands under two nouns"


def test_no_noun_stands_in_the_table_twice():
    """The second would silently take the place of the first."""
    source = (ROOT / "operations" / "rights.py").read_text("utf-8")
    dicts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Dict)]
    for keys in ([ast.unparse(key) for key in found.keys if key] for found in dicts):
        assert len(keys) == len(set(keys)), keys


def test_every_verb_can_be_said_to_whoever_may_not():
    assert TO.keys() == set(verbs())


def test_somebody_with_two_roles_may_do_what_either_may():
    both = joined((StaffRole.LEAD, StaffRole.VOLUNTEER))
    assert both == "volunteer, safeguarding lead"
    assert may(both, "lend")
    assert may(both, "see safeguarding")
    assert not may(both, "add device")
    assert not may("", "draft")
    assert roles_in("volunteer, a role of a newer HubDesk") == {StaffRole.VOLUNTEER}


def test_taking_something_back_needs_the_right_to_do_it(
    hub: HubBuilder, paths: Paths, database: Database, qapp: QApplication
):
    records = Records(paths, database)
    kind = hub.kind("Laptop")
    records.do("add device", _adding(kind))
    (txn,) = hub.look(lambda db: _newest(db))
    database.actor = Actor("somebody", "volunteer")
    with pytest.raises(NotAllowed) as refusal:
        records.undo(txn)
    assert explain(refusal.value).text == "Ask the front desk or a manager to add devices."
    database.actor = Actor("somebody", "front desk")
    assert records.undo(txn).startswith("Undone: ")
    records.close()


def test_a_complaint_is_taken_back_by_who_wrote_it_down_or_by_a_manager_alone(
    hub: HubBuilder, paths: Paths, database: Database, qapp: QApplication
):
    records = Records(paths, database)

    def written() -> str:
        database.actor = Actor("rosa", "front desk")
        records.do("complaint", lambda db, now: receive_complaint(db, about="Shouted at", now=now))
        (txn,) = hub.look(lambda db: _newest(db))
        return txn

    txn = written()
    database.actor = Actor("ben", "front desk")
    with pytest.raises(NotAllowed) as refusal:
        records.undo(txn)
    assert explain(refusal.value).text.startswith("Ask a manager to ")
    for by in (Actor("rosa", "front desk"), Actor("ada", "manager")):
        database.actor = by
        assert records.undo(txn).startswith("Undone: ")
        txn = written()
    records.close()


def test_handing_out_rights_asks_for_the_passphrase_again_and_for_five_minutes(
    paths: Paths, database: Database, clock: Any, qapp: QApplication
):
    records = Records(paths, database)
    records.at_desk.begin()
    add = lambda name: lambda db, _now: add_staff(db, name=name, roles=["tutor"]).id  # noqa: E731
    with pytest.raises(PassphraseNeeded) as refusal:
        records.do("add staff", add("Rosa Diaz"))
    words = "Type the passphrase again to add somebody to the staff."
    assert explain(refusal.value).text == words
    records.at_desk.prove()
    rosa = records.do("add staff", add("Rosa Diaz"))
    clock.forward(minutes=5)
    records.do("add staff", add("Tom Reed"))
    clock.forward(seconds=1)
    with pytest.raises(PassphraseNeeded):
        records.do("add staff", add("Nia Price"))
    records.at_desk.prove()
    clock.forward(minutes=-1)
    assert not records.at_desk.is_proved(), "a clock that went back proves nothing"
    clock.forward(minutes=2)
    records.act_as(rosa)
    assert not records.at_desk.is_proved(), "somebody else is at the desk now"
    records.close()


def test_a_copy_of_all_that_is_held_asks_for_the_passphrase_again_at_whatever_door(
    paths: Paths, database: Database, qapp: QApplication
):
    records = Records(paths, database)
    records.at_desk.begin()
    made: list[str] = []
    take = lambda: records.doors.look(made.append, right="see whole file")  # noqa: E731
    with pytest.raises(PassphraseNeeded) as refusal:
        take()
    words = "Type the passphrase again to make a copy of what is held on a person."
    assert explain(refusal.value).text == words
    assert not made
    records.at_desk.prove()
    take()
    assert made
    records.close()


def test_nothing_reads_somebodys_whole_file_without_that_right():
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        if path.parent.name != "queries" and "their_file(" in (text := path.read_text("utf-8")):
            calls = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Call)]
            whole = [call for call in calls if _name(call.func) == "their_file"]
            looks = [one for one in calls if _name(one.func) == "look" and _reads_file(one)]
            found[path.name] = len(whole), [word.arg for one in looks for word in one.keywords]
    assert found.pop("pages.py") == (0, [])  # the maker of the page
    one = (1, ["right"])
    assert found == {"self_test.py": one, "their_file_page.py": one}


# Every verb in the code has its place in the table


@cache
def used_verbs(root: Path) -> tuple[tuple[str, str], ...]:
    """Where a verb is handed to a door, and what it is; the start of one that is put together."""
    return tuple(_used_verbs(root))


def _used_verbs(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.rglob("*.py")):
        text = path.read_text("utf-8")
        if not any(f"{door}(" in text for door in DOORS):
            continue  # to read it as Python takes a hundred times as long
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _name(node.func) in DOORS and node.args:
                where = f"{path.relative_to(root.parent).as_posix()}:{node.lineno}"
                yield from ((where, verb) for verb in _texts(node.args[0]))


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts an argument can be: one, either of two, or the known start of one."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=yes, orelse=no):
            yield from _texts(yes)
            yield from _texts(no)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            yield f"{start}…"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def without_a_place(root: Path) -> list[str]:
    known = {*verbs(), *BEFORE_ANYBODY}
    return [
        f"{where}: {verb!r} is in no row of operations/rights.py"
        for where, verb in used_verbs(root)
        if not any(one == verb or (verb[-1:] == "…" and one.startswith(verb[:-1])) for one in known)
    ]


def test_every_verb_the_code_uses_has_its_place_in_the_table():
    found = without_a_place(ROOT)
    assert not found, "\n" + "\n".join(found)
    assert len({verb for _, verb in used_verbs(ROOT)}) > 40, "the search finds hardly any verb"


def test_every_verb_of_the_table_is_used_or_can_be_said_to_have_happened():
    from hubdesk.messages.activity import WORDS
    from hubdesk.queries.activity import ACCESS

    used = {verb for _, verb in used_verbs(ROOT)} | WORDS.keys() | set(ACCESS)
    # changes of the key file and of copies, not of rows
    files = {"change passphrase", "print recovery sheet", "give passphrase", "change key"}
    files |= set(TABLE["copies"])
    assert {verb for verb in CHANGES if verb not in used} == files


def test_a_verb_that_was_forgotten_is_named_with_its_line(tmp_path: Path):
    page = tmp_path / "hubdesk" / "ui" / "page.py"
    page.parent.mkdir(parents=True)
    page.write_text(
        'doors.do("lend", work)\nself.act("conjure", work)\n'
        'doors.do("juggle" if two else "give", work)\nchanging(f"export {what}")\n',
        "utf-8",
    )
    assert [line.split(" is in")[0] for line in without_a_place(tmp_path / "hubdesk")] == [
        "hubdesk/ui/page.py:2: 'conjure'",
        "hubdesk/ui/page.py:3: 'juggle'",
        "hubdesk/ui/page.py:4: 'export …'",
    ]


def test_whoever_is_asked_is_named_by_what_they_do_here():
    said = {
        verb: explain(NotAllowed(verb, tuple(role.value for role in who_can(verb)))).text
        for verb in ("roles", "add device", "change hub", "see safeguarding")
    }
    assert said == {
        "roles": "Ask the front desk or a manager to change the roles of a person.",
        "add device": "Ask the front desk or a manager to add devices.",
        "change hub": "Ask a manager to change the hub's details.",
        "see safeguarding": (
            "Ask the safeguarding lead or the deputy to look at safeguarding concerns."
        ),
    }


def _reads_file(call: ast.Call) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "their_file" for one in ast.walk(call))


def _adding(kind: str) -> Any:
    from hubdesk.operations.stock import add_device

    return lambda db, now: add_device(db, kind_id=kind, make="Acme", model="One", now=now).id


def _newest(db: Any) -> tuple[str]:
    from hubdesk.queries.activity import recent_activity

    return (recent_activity(db)[0].txn_id,)
