"""What each maker hands to the sender: whole, new, and nothing that was not agreed to."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.copies import CopyDamaged
from hubdesk.errors.leaving import ErasedMeanwhile
from hubdesk.errors.privacy import ErasedListDamaged
from hubdesk.models import Account
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.stories import add_comment
from hubdesk.paths import Paths
from hubdesk.queries.left import to_be_sealed_again
from hubdesk.queries.report_body import body_of
from hubdesk.queries.reports_made import past_report, past_window
from hubdesk.queries.standing_exports import standing_exports
from hubdesk.queries.what_leaves import (
    BACKUP,
    CALENDAR,
    JOURNAL,
    MONTH_REPORT,
    STATISTICS,
    leaving,
    wording,
)
from hubdesk.store.backup import make_copy, open_copy
from hubdesk.store.database import Database
from hubdesk.store.erased import read_locked
from hubdesk.store.keys import read_slots
from hubdesk.sync import journal_out
from hubdesk.sync.container import Trust
from hubdesk.sync.exports import MAKERS, Laid, journal
from hubdesk.sync.journal_in import read_content
from tests.conftest import HubBuilder, in_days
from tests.reports.papers_read import opened, text_of
from tests.sync.leaving import HUB, Sending, new_key


@pytest.fixture
def sending(database: Database, hub: HubBuilder) -> Sending:
    return Sending(database, hub)


def erase(hub: HubBuilder, id: str, name: str) -> None:
    def work(db: Any, now: Any) -> object:
        return erase_person(db, person_id=id, typed_name=name, ground="asked", now=now)

    hub.do("erase person", work)


def test_the_monthly_report_leaves_once_and_is_in_past_reports(sending: Sending):
    export = sending.agree(MONTH_REPORT)
    made = sending.send(export)
    assert made is not None
    [(name, content)] = sending.there.items()
    assert name == "reports/2026-10-hub.pdf"
    assert content.startswith(b"%PDF")
    assert made.came_of == "Monthly report, October 2026"
    [past] = sending.hub.look(lambda db: past_window(db, offset=0, limit=10))
    assert past.title == "Monthly report, October 2026"
    assert sending.send(export) is None
    sending.hub.clock.forward(days=8)  # December
    sending.send(export)
    assert sorted(sending.there) == ["reports/2026-10-hub.pdf", "reports/2026-11-hub.pdf"]


def test_the_report_that_leaves_by_itself_names_nobody_as_was_agreed(sending: Sending):
    """What a manager agreed to says: never names of anybody. Tutors stood in it by name."""
    assert "tutors among them" in " ".join(leaving(MONTH_REPORT).never)
    hub = sending.hub
    amira = hub.look(lambda db: db.scalar(select(Account.id).where(Account.name == "Amira Khan")))
    hub.session("Digital basics", held_on=date(2026, 10, 14), tutor_id=amira)
    hub.do(
        "add comment",
        lambda db, now: add_comment(
            db, text="They help each other.", now=now, account_id=amira,
            about_on=date(2026, 10, 20),
        ),
    )  # fmt: skip
    sending.send(sending.agree(MONTH_REPORT))
    [content] = sending.there.values()
    with opened(content) as document:
        text = " ".join(text_of(page) for page in document)
    assert "They help each other." in text
    assert "1 register is not finished" in text
    assert "Amira" not in text
    assert "Digital basics" not in text
    [past] = hub.look(lambda db: past_window(db, offset=0, limit=9))
    kept = hub.look(lambda db: past_report(db, past.id))
    assert "Amira" not in body_of(kept.report), "what is kept is what left"


def test_statistics_leave_sealed_where_a_key_was_given(sending: Sending):
    import pyrage

    public, secret = new_key()
    export = sending.agree(STATISTICS, recipient=public, recipient_name="The council")
    made = sending.send(export)
    assert made is not None
    assert made.sealed
    [(name, content)] = sending.there.items()
    assert re.fullmatch(r"statistics/2026-10-hub-[0-9a-f]{8}\.zip\.age", name)
    opened = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(secret)])
    with zipfile.ZipFile(io.BytesIO(opened)) as package:
        assert json.loads(package.read("datapackage.json"))["profile"] == "tabular-data-package"


def test_the_newest_copy_leaves_as_it_is_and_two_of_them_stay(
    sending: Sending, paths: Paths, database: Database
):
    slots = read_slots(paths)
    hub_id = slots.hub
    export = sending.agree(BACKUP)
    made_of: list[str] = []
    for _ in range(3):
        sending.hub.person("Ada Okafor")
        copy = make_copy(database, paths.copies, slots, now=sending.hub.clock())
        made_of.append(copy.name)
        making = replace(sending.making(export), hub=hub_id)
        made = MAKERS[BACKUP](making)
        assert made is not None
        sending.seal(export, made)
        assert MAKERS[BACKUP](making) is None, "the same copy twice"
        sending.hub.clock.forward(days=1)
    held = sorted(name for name in sending.there if name.endswith(".hubdesk"))
    assert held == [f"backup/{name}" for name in made_of[1:]]
    assert f"backup/{made_of[1]}".replace(".hubdesk", ".json") in sending.there
    home = paths.home / "there"
    home.mkdir()
    for name, content in sending.there.items():
        (home / name.rpartition("/")[2]).write_bytes(content)
    with open_copy(home / made_of[2], database.data_key) as raw:
        assert raw.execute("SELECT count(*) FROM person").fetchone()[0] == 3


def test_what_lies_open_beside_a_copy_is_in_the_words_a_manager_agrees_to(
    sending: Sending, paths: Paths, database: Database
):
    slots = read_slots(paths)
    erase(sending.hub, sending.hub.person("Ada Zzyzxova"), "Ada Zzyzxova")
    make_copy(database, paths.copies, slots, now=sending.hub.clock())
    made = MAKERS[BACKUP](replace(sending.making(sending.agree(BACKUP)), hub=slots.hub))
    assert made is not None
    _, papers, erased = made.files
    assert not any(word in erased.content for word in (b"asked", b"2026", b"erased"))
    assert b"Zzyzxova" not in papers.content + erased.content
    assert [name for name in json.loads(papers.content) if "eras" in name] == []
    (said,) = [words for words in leaving(BACKUP).holds if words.startswith("Open beside it")]
    assert "erasure" not in said
    (path := paths.home / "there.locked").write_bytes(erased.content)
    ((_id, _was, ground, at),) = read_locked(path, slots.hub, database.data_key)
    assert (ground, at.year) == ("asked", 2026)
    for hub, key in (("0" * 36, database.data_key), (slots.hub, bytes(32))):
        with pytest.raises(ErasedListDamaged):
            read_locked(path, hub, key)
    before = wording(BACKUP, 2)
    assert before is not None
    assert "Open beside it: for each erasure" in " ".join(before.holds), "the log still knows"


def test_a_copy_that_was_changed_on_the_disk_does_not_leave(
    sending: Sending, paths: Paths, database: Database
):
    slots = read_slots(paths)
    copy = make_copy(database, paths.copies, slots, now=sending.hub.clock())
    content = bytearray(copy.path.read_bytes())
    content[5000] ^= 1
    copy.path.write_bytes(content)
    export = sending.agree(BACKUP)
    with pytest.raises(CopyDamaged):
        MAKERS[BACKUP](replace(sending.making(export), hub=slots.hub))


def entries(sending: Sending, secret: str) -> dict[str, list[Any]]:
    """What the second computer reads in each bundle, by name."""
    keys = sending.making(sending.hub.look(standing_exports)[0]).keys
    trust = Trust(HUB, frozenset(keys.publics))
    found = {}
    for path, content in sending.there.items():
        name = path.rpartition("/")[2]
        found[path] = read_content(content, name, trust, [secret]).entries
    return found


def test_the_journal_leaves_from_where_it_left_off_and_whole(sending: Sending):
    public, secret = new_key()
    ada = sending.hub.person("Ada Okafor")
    export = sending.agree(JOURNAL, recipient=public, recipient_name="Laptop at the back")
    first = sending.send(export)
    assert first is not None
    assert first.people >= 1
    sending.hub.lend(ada, sending.hub.device())
    second = sending.send(export)
    assert second is not None
    seqs = [e.seq for some in entries(sending, secret).values() for e in some]
    assert sorted(seqs) == list(range(1, len(seqs) + 1)), "a hole, or one twice"
    assert "lend" in {e.facts["verb"] for some in entries(sending, secret).values() for e in some}


def test_whoever_is_erased_is_taken_out_of_the_journal_that_left(sending: Sending):
    public, secret = new_key()
    ada = sending.hub.person("Ada Zzyzxova")
    export = sending.agree(JOURNAL, recipient=public, recipient_name="Laptop at the back")
    sending.send(export)
    sending.hub.person("Bo Rees")
    sending.send(export)
    before = dict(sending.there)
    erase(sending.hub, ada, "Ada Zzyzxova")
    assert [row.id for row in sending.hub.look(to_be_sealed_again)] == [export.id]
    sending.hub.clock.forward(minutes=5)
    made = sending.send(export)
    assert made is not None
    gone = set(before) - set(sending.there)
    assert len(gone) == 1, "only the bundle that held somebody"
    assert set(made.supersedes) == gone
    told = str([e.ops for some in entries(sending, secret).values() for e in some])
    assert "Zzyzxova" not in told
    assert "Bo Rees" in told
    assert sending.hub.look(to_be_sealed_again) == []
    sending.hub.clock.forward(minutes=5)
    again = sending.send(export)
    assert again is None or not again.supersedes, "sealed again without a reason"


def test_an_erasure_in_many_bundles_holds_one_of_them_at_a_time(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(journal_out, "MOST_CHANGES", 2)
    ada = sending.hub.person("Ada Zzyzxova")
    for _ in range(3):
        sending.hub.lend(ada, device := sending.hub.device())
        sending.hub.bring_back(device)
    export = sending.agree(JOURNAL, recipient=new_key()[0], recipient_name="Laptop at the back")
    sending.send(export)
    done, seal, lay = list[str](), journal.reissued, sending.lay

    def sealed(*given: Any) -> Any:
        done.append("sealed")
        return seal(*given)

    def laid(name: str, content: bytes) -> Laid:
        done.append("laid")
        return lay(name, content)

    monkeypatch.setattr(journal, "reissued", sealed)
    monkeypatch.setattr(sending, "lay", laid)
    erase(sending.hub, ada, "Ada Zzyzxova")
    sending.hub.clock.forward(minutes=5)
    made = sending.send(export)
    assert made is not None
    again = len(made.supersedes)
    assert again > 2
    assert done[: 2 * again] == ["sealed", "laid"] * again


def test_an_erasure_while_it_is_packed_keeps_the_parcel_from_leaving(sending: Sending):
    public, _ = new_key()
    ada = sending.hub.person("Ada Okafor")
    export = sending.agree(JOURNAL, recipient=public, recipient_name="Laptop at the back")
    made = sending.make(export)
    assert made is not None
    erase(sending.hub, ada, "Ada Okafor")
    with pytest.raises(ErasedMeanwhile):
        sending.seal(export, made)
    assert sending.there == {}


def test_the_calendar_holds_public_sessions_and_nobody(sending: Sending):
    export = sending.agree(CALENDAR)
    hub = sending.hub
    hub.session("Get online", kind="workshop", held_on=in_days(7))
    hub.session("Talk with Zelda", kind="one-to-one", held_on=in_days(7))
    hub.session("Team meeting", kind="meeting", held_on=in_days(7))
    made = sending.send(export)
    assert made is not None
    text = sending.there["calendar/sessions.ics"].decode()
    assert "Get online" in text
    assert "Zelda" not in text
    assert "Team meeting" not in text
    assert "Amira" not in text, "who teaches"
    assert sending.send(export) is None, "the same once more"
    hub.session("Job club", kind="job club", held_on=in_days(8))
    assert sending.send(export) is not None
