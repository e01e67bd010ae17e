"""Taking what somebody told of themselves out of kept reports, which quote it as it was.

A kept report is about nobody, so the rows about a person do not lead to it; their words do.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from hubdesk.models.reporting import without_stories


def told_by(raw: Any, ids: Sequence[str]) -> set[str]:
    """The stories of these people, as they are and as they were: a report may have the older."""
    whom = json.dumps(ids)
    mine = "person_id IN (SELECT value FROM json_each(?))"
    texts = {text for (text,) in raw.execute(f"SELECT text FROM story WHERE {mine}", (whom,))}
    bodies = raw.execute(
        "SELECT body FROM journal_op WHERE tbl = 'story' AND body IS NOT NULL"
        f" AND pk IN (SELECT id FROM story WHERE {mine})",
        (whom,),
    ).fetchall()
    for (body,) in bodies:
        change = json.loads(body)
        texts |= {facts.get("text") or "" for facts in (change.get("p", {}), change.get("v", {}))}
    return texts - {""}


def take_out_quotes(raw: Any, texts: Collection[str]) -> set[tuple[str, str]]:
    """Out of kept reports, and out of the journal of each that had one. Answers with those rows."""
    touched: set[tuple[str, str]] = set()
    if not texts:
        return touched
    for pk, body in raw.execute("SELECT id, body FROM report_made WHERE body <> ''").fetchall():
        left = without_stories(body, texts)
        if left == body:
            continue
        raw.execute("UPDATE report_made SET body = ? WHERE id = ?", (left, pk))
        raw.execute(
            "UPDATE journal_op SET body = NULL, salt = NULL WHERE tbl = 'report_made' AND pk = ?"
            " AND body IS NOT NULL AND kind <> 'X'",
            (pk,),
        )
        touched.add(("report_made", pk))
    return touched
