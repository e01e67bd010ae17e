"""Records that are damaged: which step makes them whole, what it says, and what it leaves alone."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.safety import CannotMend, Mended
from hubdesk.errors.store import FileDamaged
from hubdesk.messages import explain
from hubdesk.messages.activity import Said, action_words
from hubdesk.models import JournalTxn, Person
from hubdesk.operations.people import register_person
from hubdesk.paths import Paths
from hubdesk.queries.activity import history_of_record
from hubdesk.store.connections import open_raw
from hubdesk.store.opening import close_hub, open_hub, open_or_mend, slots_of
from hubdesk.store.recovery import Recovered, Recovery, Step
from tests.conftest import NOW, Clock, HubBuilder
from tests.rebuilt import check_rebuilt
from tests.store.pulled import cut_log, flip, journal, key_of, pulled, started

PAGE = 4096
NAMES = ("Ada Okafor", "Bilal Aziz", "Nguyễn Thị Lành", "Carys Rees")


def backed_up(hub: HubBuilder, to: Path) -> Path:
    """A verified backup of now; the safety copy begins anew after it."""
    with hub.database.alone() as raw:
        raw.execute("VACUUM INTO ?", (os.fspath(to),))
    with hub.database.reading() as db:
        newest = db.scalars(select(JournalTxn.seq).order_by(JournalTxn.seq.desc())).first()
    hub.database.begin_anew(newest)
    return to


def a_crowd(hub: HubBuilder, many: int = 60) -> None:
    def register(db: Session, now: datetime) -> None:
        for number in range(many):
            name = f"{NAMES[number % 4]} {number}"
            register_person(db, display_name=name, phone="0121 496 0318", now=now)

    hub.do("register person", register)
    hub.person("Yusuf Khan")


def beyond_the_schema(empty_hub: Paths) -> int:
    """The first page after those of an empty hub: those say which tables there are."""
    return empty_hub.database.stat().st_size // PAGE


def damage(paths: Paths, *, every: int = 9, first: int = 4) -> None:
    """Turn a bit in many pages, but not in the first ones."""
    for page in range(first, paths.database.stat().st_size // PAGE, every):
        flip(paths.database, page * PAGE + 100)


def recovered(paths: Paths, backup: Path | None = None, *, loses: bool = True) -> Recovered:
    return Recovery(paths, slots_of(paths), key_of(paths), NOW, backup, loses=loses).recover()


def people(paths: Paths, clock: Clock) -> set[str]:
    """The names in a hub that opens without a remark about its safety."""
    found = started(paths, clock)
    assert found.remarks == ()
    found.database.check_whole()
    found.database.prove()
    with found.database.reading() as db:
        names = set(db.scalars(select(Person.display_name)))
    check_rebuilt(found.database)
    close_hub(paths, found.database)
    return names


def test_a_log_that_was_cut_is_made_good_by_the_safety_copy(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    hub.person("Ada Okafor")
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    found = recovered(there)
    assert (found.mended.step, found.mended.is_all) == (Step.TAIL, True)
    assert people(there, clock) == {"Ada Okafor"}


def test_a_backup_and_the_safety_copy_together_lose_nothing(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub)
    backup = backed_up(hub, tmp_path / "backup.hubdesk")
    late, laptop = hub.person("Zofia Wójcik"), hub.device()
    hub.lend(late, laptop)
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    damage(there)
    damaged = there.database.read_bytes()
    found = recovered(there, backup)
    assert (found.mended.step, found.mended.is_all) == (Step.BACKUP, True)
    assert found.mended.brought_back == 3
    assert (found.aside / there.database.name).read_bytes() == damaged
    text = found.report.read_text("utf-8")
    assert "3 actions came back from the safety copy." in text
    assert "- Nothing.\n" in text
    assert not any(word in text for name in NAMES for word in name.split())
    assert "Nothing is lost" in explain(found.mended).text
    again = started(there, clock)
    assert journal(again.database) == journal(hub.database)
    close_hub(there, again.database)


def test_a_backup_alone_says_how_much_is_missing(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub)
    backup = backed_up(hub, tmp_path / "backup.hubdesk")
    hub.person("Zofia Wójcik")
    hub.person("Kwame Mensah")
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    damage(there)
    there.tail.unlink()
    found = recovered(there, backup)
    assert (found.mended.is_all, found.facts.missing) == (False, 2)
    assert "2 actions saved last" in found.report.read_text("utf-8")
    names = people(there, clock)
    assert len(names) == 61
    assert "Zofia Wójcik" not in names


def test_without_a_backup_all_that_can_be_read_is_salvaged_and_marked_as_such(
    hub: HubBuilder, paths: Paths, empty_hub: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub, 300)
    ada, laptop = hub.person("Zofia Wójcik"), hub.device()
    hub.lend(ada, laptop)
    hub.database.tidy()
    with hub.database.reading() as db:
        newest = db.scalars(select(JournalTxn.seq).order_by(JournalTxn.seq.desc())).first()
    hub.database.begin_anew(newest)
    there = pulled(paths, tmp_path / "pulled")
    damage(there, every=7, first=beyond_the_schema(empty_hub))
    found = recovered(there)
    assert (found.mended.step, found.mended.is_all) == (Step.SALVAGE, False)
    assert found.facts.damaged
    assert "Some things may be missing" in explain(found.mended).text
    names = people(there, clock)
    assert 100 < len(names) < 302
    again = HubBuilder(started(there, clock).database, clock)
    with again.database.reading() as db:
        one = db.scalars(select(Person.id)).first()
        (row,) = history_of_record(db, "person", one)
    said = action_words(row.verb, Said(about=row.about))
    assert said.startswith("Brought back from a damaged file: ")
    again.person("Bilal Aziz")
    close_hub(there, again.database)


def test_a_hub_that_never_had_a_backup_is_made_again_from_its_safety_copy(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub)
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    damage(there, every=1, first=0)  # not one page of it can be read
    found = recovered(there, loses=False)
    assert (found.mended.step, found.mended.is_all) == (Step.ANEW, True)
    again = started(there, clock)
    assert journal(again.database) == journal(hub.database)
    close_hub(there, again.database)


def test_what_cannot_be_mended_is_left_as_it_is(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    hub.person("Ada Okafor")
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    damage(there, every=1, first=0)
    there.tail.unlink()
    before = {path.name: path.read_bytes() for path in there.home.iterdir()}
    with pytest.raises(CannotMend) as error:
        recovered(there)
    assert error.value.aside in explain(error.value).text
    after = {path.name: path.read_bytes() for path in there.home.iterdir() if path.is_file()}
    assert after == before
    for path in (there.set_aside / error.value.aside).iterdir():
        assert path.read_bytes() == before[path.name]


def test_a_damaged_file_is_mended_while_it_is_opened_if_nothing_is_lost_by_it(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub)
    backup = backed_up(hub, tmp_path / "backup.hubdesk")
    hub.person("Zofia Wójcik")
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")  # not closed, so the start reads every page
    damage(there)
    key = key_of(there)
    found = open_or_mend(
        there, slots_of(there), key, opened_by="passphrase", clock=clock, backup=backup
    )
    assert [type(said) for said in found.remarks] == [Mended]
    assert journal(found.database) == journal(hub.database)
    close_hub(there, found.database)


def test_damage_to_the_very_first_bytes_is_no_other_hubs_file_and_is_mended(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub)
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    cut_log(there)
    flip(there.database, 3, bit=5)
    found = open_or_mend(there, slots_of(there), key_of(there), opened_by="passphrase", clock=clock)
    assert [said.step for said in found.remarks if isinstance(said, Mended)] == [Step.TAIL]
    assert journal(found.database) == journal(hub.database)
    close_hub(there, found.database)


def test_a_damaged_file_is_refused_where_mending_would_lose_something(
    hub: HubBuilder, paths: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub)
    hub.database.tidy()
    there = pulled(paths, tmp_path / "pulled")
    damage(there)
    there.tail.unlink()
    before = there.database.read_bytes()
    with pytest.raises(FileDamaged):
        open_or_mend(there, slots_of(there), key_of(there), clock=clock)
    assert there.database.read_bytes() == before


def test_damage_found_while_the_desk_is_open_is_mended_at_the_next_start(
    hub: HubBuilder, paths: Paths, empty_hub: Paths, clock: Clock, tmp_path: Path
):
    a_crowd(hub)
    backup = backed_up(hub, tmp_path / "backup.hubdesk")
    there = pulled(paths, tmp_path / "pulled")
    close_hub(there, started(there, clock).database)
    damage(there, first=beyond_the_schema(empty_hub))
    key = key_of(there)
    found = open_hub(there, slots_of(there), key, opened_by="passphrase", clock=clock)
    with pytest.raises(FileDamaged):
        found.database.check()
    close_hub(there, found.database)
    again = open_or_mend(
        there, slots_of(there), key, opened_by="passphrase", clock=clock, backup=backup
    )
    assert isinstance(again.remarks[0], Mended)
    close_hub(there, again.database)
    raw = open_raw(there.database, key)
    assert raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
    raw.close()
