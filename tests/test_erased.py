"""The words of thirty people who were erased are in no byte of the hub, nor of a restored copy."""

from __future__ import annotations

import random
from pathlib import Path

from hubdesk.app.erasures import finish_erasures, without_the_erased
from hubdesk.models import Erasure
from hubdesk.operations.erasing import WasErased, erase_again
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.erased import Listed, keep_erased, read_erased
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import Opened, close_hub, open_hub, slots_of
from hubdesk.store.proof import prove_all
from tests.conftest import NOW, PASSPHRASE, Clock
from tests.counting import Counted
from tests.erased import copy_of, erase_all, hits, live
from tests.rebuilt import check_rebuilt

MANY = 30


def test_thirty_erased_people_are_in_no_byte_of_the_hub_and_of_no_restored_copy(
    paths: Paths, database: Database, clock: Clock, tmp_path: Path, counted: Counted
):
    key = open_with_passphrase(slots_of(paths), PASSPHRASE)
    canaries = live(database, random.Random(11), NOW, MANY)
    words = [word for one in canaries for word in one.words]
    before = {hit.split(": ")[1] for hit in hits(paths, key, database, words)}
    assert before == set(words)  # the search finds each of them while they are here
    database.tidy()
    backup = copy_of(paths, tmp_path / "backup")
    erase_all(database, canaries, NOW)
    assert hits(paths, key, database, words) == []
    with database.reading() as db:
        assert all(p.holds for p in prove_all(db.connection().connection.driver_connection))
        listed = [WasErased(e.id, e.was, e.ground, e.erased_at) for e in db.query(Erasure).all()]
    check_rebuilt(database)
    assert len(listed) == 2 * MANY  # each had a second record that was merged

    slots = slots_of(backup)
    restored = open_hub(backup, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    assert len(hits(backup, key, restored.database, words)) > MANY
    with restored.database.changing("erase again") as db:
        assert erase_again(db, listed) == 2 * MANY
    restored.database.sweep()
    assert hits(backup, key, restored.database, words) == []
    check_rebuilt(restored.database)
    close_hub(backup, restored.database)
    counted(f"{MANY} erased people, {len(words)} words: 0 found in any file, table, page or copy")


def test_what_was_not_swept_yet_is_swept_when_the_computer_is_idle_again(
    paths: Paths, database: Database, clock: Clock
):
    """The plug is pulled between the erasure and the sweep."""
    key = open_with_passphrase(slots_of(paths), PASSPHRASE)
    canaries = live(database, random.Random(12), NOW, 2)
    words = [word for one in canaries for word in one.words]
    sweep, database.sweep = database.sweep, lambda: False  # type: ignore[method-assign]
    erase_all(database, canaries, NOW)
    close_hub(paths, database)
    again = open_hub(paths, slots_of(paths), key, clock=clock).database
    assert again.sweep()
    assert hits(paths, key, again, words) == []
    assert not again.sweep()  # nothing is left to do
    close_hub(paths, again)
    close_hub(paths, open_hub(paths, slots_of(paths), key, clock=clock).database)
    database.sweep = sweep  # type: ignore[method-assign]


def test_the_safety_copy_forgets_them_in_the_same_moment(paths: Paths, database: Database):
    from tests.erased import _tail

    key = open_with_passphrase(slots_of(paths), PASSPHRASE)
    [one] = live(database, random.Random(13), NOW, 1)
    assert any(one.words[0].encode() in text.lower() for _, text in _tail(paths, key))
    database.sweep = lambda: False  # type: ignore[method-assign]
    erase_all(database, [one], NOW)
    for word in one.words:
        assert not any(word.encode() in text.lower() for _, text in _tail(paths, key))


def test_an_older_copy_of_the_records_is_opened_without_them(
    paths: Paths, database: Database, clock: Clock, tmp_path: Path
):
    """The list of erasures lies beside the records: a file put back by hand is erased again."""
    key = open_with_passphrase(slots_of(paths), PASSPHRASE)
    [one] = live(database, random.Random(14), NOW, 1)
    database.tidy()
    older = paths.database.read_bytes()
    erase_all(database, [one], NOW)
    with database.reading() as db:
        rows = [Listed(e.id, e.was, e.ground, e.erased_at) for e in db.query(Erasure).all()]
    keep_erased(paths.erased, rows)
    keep_erased(paths.erased, [])  # what was listed stays listed
    close_hub(paths, database)
    paths.database.write_bytes(older)
    paths.tail.unlink()
    again = without_the_erased(paths, open_hub(paths, slots_of(paths), key, clock=clock)).database
    assert finish_erasures(paths, again)
    assert hits(paths, key, again, one.words) == []
    check_rebuilt(again)
    close_hub(paths, again)


def test_a_list_that_cannot_be_read_is_said_and_the_records_open(
    paths: Paths, database: Database, clock: Clock
):
    [one] = live(database, random.Random(15), NOW, 1)
    paths.erased.write_text("{")
    found = without_the_erased(paths, Opened(database, False, False, None))
    assert [type(remark).__name__ for remark in found.remarks] == ["ErasedListDamaged"]
    erase_all(database, [one], NOW)
    with database.changing("erase again") as db:
        db.query(Erasure).update({"is_swept": 0})
    assert finish_erasures(paths, database)
    assert len(read_erased(paths.erased)) == 2
    assert paths.erased.with_name("erased.json.damaged").exists()


def test_a_copy_from_before_an_update_goes_with_the_erasure(paths: Paths, database: Database):
    [one] = live(database, random.Random(16), NOW, 1)
    paths.copies.mkdir()
    old = paths.copies / "before-0006-from-0005.hubdesk"
    old.write_bytes(b"older")
    database.sweep, sweep = (lambda: False), database.sweep  # type: ignore[method-assign]
    erase_all(database, [one], NOW)
    database.sweep = sweep  # type: ignore[method-assign]
    assert finish_erasures(paths, database)
    assert not old.exists()
