"""Half-finished work: kept as it was typed, across a restart, until it is finished."""

from __future__ import annotations

import pytest

from hubdesk.errors.records import NotFound, TextTooLong
from hubdesk.models import DraftKind
from hubdesk.operations.drafts import finish_draft, forget_finished, reopen_draft, save_draft
from hubdesk.queries.drafts import draft, draft_counts, drafts
from hubdesk.store.opening import close_hub
from tests.conftest import NOW, Clock, HubBuilder, opened

BASKET = {"person_id": "sam", "lines": [{"device_id": "d1", "without": []}], "note": "für später"}


def save(hub: HubBuilder, body=BASKET, kind=DraftKind.BASKET, **more) -> str:
    return hub.do(
        "save draft", lambda db, now: save_draft(db, kind=kind, body=body, now=now, **more)
    ).id


def finish(hub: HubBuilder, draft_id: str):
    hub.do("finish draft", lambda db, now: finish_draft(db, draft_id=draft_id, now=now))


def test_a_parked_basket_is_there_after_a_restart(hub: HubBuilder, paths, clock: Clock):
    id = save(hub, for_whom="sam")
    close_hub(paths, hub.database)
    again = opened(paths, clock)
    with again.reading() as db:
        (row,) = drafts(db, DraftKind.BASKET)
    close_hub(paths, again)
    assert (row.id, row.for_whom, row.body, row.made_at) == (id, "sam", BASKET, NOW)


def test_saving_again_keeps_one_draft_as_it_is_now(hub: HubBuilder):
    id = save(hub)
    save(hub, {"lines": []}, draft_id=id)
    assert [row.body for row in hub.look(lambda db: drafts(db, DraftKind.BASKET))] == [
        {"lines": []}
    ]


def test_drafts_are_not_journalled(hub: HubBuilder):
    save(hub)
    assert hub.last_txn == ""


def test_what_is_finished_is_listed_no_more_and_can_be_opened_again(hub: HubBuilder):
    first, second = save(hub), save(hub, kind=DraftKind.TO_PRINT)
    finish(hub, first)
    finish(hub, first)
    assert hub.look(draft_counts) == {"to print": 1}
    assert hub.look(lambda db: draft(db, first)) is None
    assert hub.look(lambda db: draft(db, second)).kind == DraftKind.TO_PRINT
    hub.do("reopen draft", lambda db, now: reopen_draft(db, draft_id=first))
    assert hub.look(draft_counts) == {"basket": 1, "to print": 1}


def test_finished_work_is_cleared_away_thirty_days_after_it_was_used_up(
    hub: HubBuilder, clock: Clock
):
    old, kept, parked = save(hub), save(hub), save(hub)
    finish(hub, old)
    clock.forward(days=28)
    finish(hub, old)  # once more; it was used up four weeks ago all the same
    finish(hub, parked)  # lay there for four weeks before somebody lent it
    clock.forward(days=3)
    assert hub.do("draft", lambda db, now: forget_finished(db, now=now)) == 1
    with pytest.raises(NotFound):
        finish(hub, old)
    hub.do("reopen draft", lambda db, now: reopen_draft(db, draft_id=parked))
    assert hub.look(draft_counts) == {"basket": 2}
    finish(hub, kept)


def test_a_draft_has_its_limits(hub: HubBuilder):
    with pytest.raises(TextTooLong):
        save(hub, {"text": "x" * 70_000})
    with pytest.raises(ValueError, match="dream"):
        save(hub, kind="dream")
    with pytest.raises(NotFound):
        save(hub, draft_id="gone")
