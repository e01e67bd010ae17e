"""What records that are about to be replaced know to lie at the places they send to."""

from __future__ import annotations

import json
from typing import Any


def lying_at_places(raw: Any, what: str) -> dict[str, set[str]]:
    """The files of one kind of export that arrived and were not taken away since, by place."""
    rows = raw.execute(
        "SELECT place_name, listing, sent_at FROM parcel WHERE what = ? AND place_id IS NOT NULL"
        " ORDER BY sealed_at, id",
        (what,),
    )
    there: dict[str, set[str]] = {}
    for place, listing, sent_at in rows:
        lying = there.setdefault(place, set())
        for one in json.loads(listing or "[]"):
            if one.get("gone"):
                lying.discard(str(one["name"]))
            elif sent_at is not None or one.get("left"):
                lying.add(str(one["name"]))
    return there
