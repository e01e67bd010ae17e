"""Who looked is written down for good: by whom, about whom and why, and nothing takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from hubdesk.errors.records import NothingToUndo, TextTooLong
from hubdesk.messages.access import WORDS, access_words
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.queries.access import Shown, access_count, access_window
from hubdesk.queries.activity import ACCESS, history_of_person, last_to_undo, recent_activity
from hubdesk.queries.staff import managers
from hubdesk.store.database import Actor
from tests.conftest import HubBuilder
from tests.rebuilt import check_rebuilt
from tests.words import faults


def note(hub: HubBuilder, what: Watched, verb: str = "saw", **facts: Any) -> str:
    return str(hub.do(verb, lambda db, now: note_access(db, what=what, now=now, **facts)).id)


def test_a_look_says_who_what_whom_when_and_why(hub: HubBuilder):
    amira = hub.look(managers)[0]
    hub.database.actor = Actor(amira.id, amira.role)
    sam = hub.person("Samira Haddad", known_as="Sam")
    note(hub, Watched.HELD, person_id=sam, why="They asked for a copy")
    (row,) = hub.look(access_window)
    assert (row.who, row.role, row.person) == ("Amira Khan", "manager", "Sam H.")
    assert (row.at, row.why) == (hub.clock(), "They asked for a copy")
    said = access_words(row.what, person=row.person)
    assert said == "Looked at all that is held on Sam H."


def test_it_is_no_deed_that_undo_or_recent_activity_could_mean(hub: HubBuilder):
    sam = hub.person("Samira Haddad")
    before = hub.look(last_to_undo)
    note(hub, Watched.SAFEGUARDING, person_id=sam)
    assert hub.look(last_to_undo) == before
    assert [row.verb for row in hub.look(recent_activity)] == ["register person"]
    history = hub.look(lambda db: history_of_person(db, sam))
    assert [row.verb for row in history] == ["register person"]
    with pytest.raises(NothingToUndo):
        hub.undo()
    assert hub.look(access_count) == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE access_event SET why = ''", "DELETE FROM access_event"]
)
def test_a_line_is_never_changed_or_taken_away(hub: HubBuilder, statement: str):
    note(hub, Watched.HELD, why="Asked")
    with pytest.raises(DatabaseError), hub.database.changing("saw") as db:
        db.execute(text(statement))
    assert [row.why for row in hub.look(access_window)] == ["Asked"]
    check_rebuilt(hub.database)


def test_undoing_that_somebody_was_added_is_not_stopped_by_who_looked(hub: HubBuilder):
    sam = hub.person("Samira Haddad")
    added = hub.last_txn
    note(hub, Watched.HELD, person_id=sam)
    hub.undo(added)
    assert hub.look(access_count) == 1


def test_about_whom_there_may_be_a_concern_is_told_to_those_who_may_see_it_alone(hub: HubBuilder):
    sam = hub.person("Samira Haddad", known_as="Sam")
    note(hub, Watched.SAFEGUARDING, person_id=sam, why="A bruise")
    (row,) = hub.look(access_window)
    assert (row.person, row.person_id, row.why) == ("", "", "")
    (row,) = hub.look(lambda db: access_window(db, sees_safeguarding=True))
    assert (row.person, row.why) == ("Sam H.", "A bruise")


def test_the_newest_stands_first_and_each_filter_shows_its_own(hub: HubBuilder):
    for what in Watched:
        hub.clock.forward(minutes=1)
        note(hub, what)
    rows = hub.look(access_window)
    assert [row.what for row in rows] == [what.value for what in reversed(Watched)]
    some = {
        shown: {row.what for row in hub.look(lambda db, s=shown: access_window(db, shown=s))}
        for shown in Shown
        if shown is not Shown.ALL
    }
    assert set().union(*some.values()) == {what.value for what in Watched}
    assert sum(map(len, some.values())) == len(Watched), "something stands under two filters"
    for shown in Shown:
        counted = hub.look(lambda db, s=shown: access_count(db, shown=s))
        assert counted == len(hub.look(lambda db, s=shown: access_window(db, shown=s)))
    assert len(hub.look(lambda db: access_window(db, limit=3, offset=2))) == 3


def test_a_try_at_somebodys_lock_names_them_and_counts(hub: HubBuilder):
    amira = hub.look(managers)[0]
    note(hub, Watched.WRONG_LOCK, "wrong lock", account_id=amira.id, times=4)
    (row,) = hub.look(access_window)
    words = access_words(row.what, of=row.of, times=row.times)
    assert words == "Typed a passphrase or PIN that does not match, 4 times (Amira Khan)"


def test_everything_that_is_watched_has_words():
    assert WORDS.keys() == {what.value for what in Watched}
    for what in Watched:
        assert faults(access_words(what.value, person="Sam H.", times=2)) == []
    assert access_words("of a newer HubDesk") == "Something a newer HubDesk wrote down"


def test_a_reason_has_an_end(hub: HubBuilder):
    with pytest.raises(TextTooLong):
        note(hub, Watched.HELD, why="x" * 301)


def test_every_verb_of_looking_is_one_undo_never_takes_back():
    from hubdesk.operations.undoing import NEVER

    assert set(ACCESS) <= NEVER
