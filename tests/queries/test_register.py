"""A register that is marked key by key reads the marks again, and is the one read anew."""

from __future__ import annotations

from hubdesk.models import Mark
from hubdesk.operations.attending import mark, note_attendance, walk_in
from hubdesk.operations.people import set_needs
from hubdesk.queries.register import marked_again, register
from tests.conftest import TODAY, HubBuilder


def test_the_marks_read_again_are_the_register_as_it_is_read_anew(hub: HubBuilder):
    session = hub.session()
    ada, ben, cleo = hub.book(session, "Ada Okafor", "Ben Hughes", "Cleo Brown")
    before = hub.look(lambda db: register(db, session, TODAY))
    assert before is not None
    for person, said in ((ada, Mark.PRESENT), (ben, Mark.LATE), (cleo, Mark.ABSENT)):
        hub.do(
            "mark",
            lambda db, now, p=person, m=said: mark(
                db, session_id=session, person_id=p, mark=m, now=now
            ),
        )
    note = {"session_id": session, "person_id": ben, "late_minutes": 10}
    hub.do("note attendance", lambda db, now: note_attendance(db, now=now, **note))
    anew = hub.look(lambda db: register(db, session, TODAY))
    assert hub.look(lambda db: marked_again(db, before)) == anew != before
    hub.undo()
    again = hub.look(lambda db: marked_again(db, anew))
    assert again == hub.look(lambda db: register(db, session, TODAY))


def test_who_walks_in_or_is_taken_off_again_needs_the_whole_register(hub: HubBuilder):
    session = hub.session()
    hub.book(session, "Ada Okafor")
    zoe = hub.person("Zoe Last")
    before = hub.look(lambda db: register(db, session, TODAY))
    hub.do("walk in", lambda db, now: walk_in(db, session_id=session, person_id=zoe, now=now))
    assert hub.look(lambda db: marked_again(db, before)) is None
    with_zoe = hub.look(lambda db: register(db, session, TODAY))
    hub.undo()
    assert hub.look(lambda db: marked_again(db, with_zoe)) is None


def test_who_may_not_see_needs_reads_neither_them_nor_what_is_noted_about_anybody(hub: HubBuilder):
    session = hub.session()
    (ada,) = hub.book(session, "Ada Okafor")
    hub.do("needs", lambda db, _now: set_needs(db, person_id=ada, needs=["large print"]))
    said = {"session_id": session, "person_id": ada, "mark": "told us", "why": "health"}
    hub.do("mark", lambda db, now: mark(db, now=now, **said))
    note = {"session_id": session, "person_id": ada, "note": "At the hospital"}
    hub.do("note attendance", lambda db, now: note_attendance(db, now=now, **note))
    whole = hub.look(lambda db: register(db, session, TODAY))
    bare = hub.look(lambda db: register(db, session, TODAY, with_needs=False))
    assert [(row.needs, row.note, row.why) for row in whole.rows] == [
        (("large print",), "At the hospital", "health")
    ]
    assert [(row.mark, row.needs, row.note, row.why) for row in bare.rows] == [
        ("told us", (), "", "")
    ]
    assert hub.look(lambda db: marked_again(db, bare)) == bare
