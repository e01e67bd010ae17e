"""An invented hub, to look around in, to practise with and to test against.

Nobody in it is a real person: phones are those Ofcom keeps for drama, postcodes have the right
form and no address. Everything is done through the real operations, so its journal is real.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from hubdesk.sample.invented_hub import fill_with_history
from hubdesk.sample.practice import add_practice
from hubdesk.store.database import Database

Size = Literal["demo", "practice"]


def fill_sample_hub(
    database: Database, *, now: datetime, seed: int = 1, size: Size = "demo"
) -> None:
    """Fill an open hub, setting it up if it is not.

    "demo" is a hub with three months behind it: about 150 people, 78 things, everything a
    screen can show. "practice" adds 12 people and 10 things whose names end in "(sample)", in
    one action, which `hubdesk.operations.practice.remove_practice` takes away again.
    `now` is aware; the same seed gives the same hub, but for its ids.
    """
    if size == "demo":
        fill_with_history(database, now=now, seed=seed)
    else:
        add_practice(database, now=now)
