"""The words of erased people are in no table, page, log, safety copy, nor in a restored copy."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hubdesk.models import Erasure
from hubdesk.operations.erasing import WasErased, erase_again
from hubdesk.store.opening import close_hub, open_hub, slots_of
from hubdesk.store.proof import prove_all
from tests.erased import copy_of, erase_all, hits, live
from tests.rebuilt import check_rebuilt
from tools.throwaway import NOW, data_key, throwaway_hub

FIGURE = 500
UNIT = "people"
A_HUB = 10


def rounds(seed: int) -> Iterator[int]:
    """Yields people erased. AssertionError names the place where one of their words was found."""
    dice = random.Random(seed)
    while True:
        with throwaway_hub() as (paths, database), tempfile.TemporaryDirectory() as folder:
            key = data_key(paths)
            canaries = live(database, dice, NOW, A_HUB)
            words = [word for one in canaries for word in one.words]
            database.tidy()
            backup = copy_of(paths, Path(folder) / "backup")
            erase_all(database, canaries, NOW)
            assert hits(paths, key, database, words) == []
            check_rebuilt(database)
            with database.reading() as db:
                raw = db.connection().connection.driver_connection
                assert all(proof.holds for proof in prove_all(raw))
                were = db.query(Erasure).all()
                listed = [WasErased(e.id, e.was, e.ground, e.erased_at) for e in were]
            restored = open_hub(backup, slots_of(backup), key).database
            with restored.changing("erase again") as db:
                erase_again(db, listed)
            restored.sweep()
            assert hits(backup, key, restored, words) == []
            close_hub(backup, restored)
        yield A_HUB
