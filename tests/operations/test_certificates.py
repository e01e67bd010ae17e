"""Certificates: given to one or a class, printed again, corrected, withdrawn, and their look."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from hubdesk.errors.certificates import (
    AwardedAlready,
    AwardNotStanding,
    AwardOutOfTime,
    LookTheSame,
    NobodyChosen,
    NothingCorrected,
    PictureNotHere,
    SkillsMissing,
    TooManyPictures,
    TooManySkills,
)
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.privacy import ReasonMissing
from hubdesk.errors.records import BuiltOn, NameMissing, TextTooLong
from hubdesk.messages import explain
from hubdesk.models import Award, AwardEvent, Picture
from hubdesk.operations import awarding
from hubdesk.operations.attending import mark, mark_rest
from hubdesk.operations.awarding import MOST_SKILLS, Given, Recipient
from hubdesk.operations.certificate_looks import MOST_MARKS, change_look
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.merging import merge_people
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_series
from hubdesk.operations.undoing import undo
from hubdesk.queries.awarding import name_on_paper, recent_courses, who_came
from hubdesk.queries.awards import Standing, award_with_code, awards_of, certificate_papers
from hubdesk.queries.certificate_looks import SHIPPED, current_look, pictures
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.held import held_on
from hubdesk.queries.history import RecordKind, history, record_name
from tests.certificate_verbs import GIVEN, SKILLS
from tests.conftest import TODAY, HubBuilder

DOT = b"any bytes: a picture is kept as it comes"
DOT_HASH = hashlib.sha256(DOT).hexdigest()


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    return hub.person("Samira Haddad", known_as="Sam")


def give(hub: HubBuilder, *people: tuple[str, str], given: Given = GIVEN, **more: Any) -> list[str]:
    to = [Recipient(id, name) for id, name in people]
    awards = hub.do(
        "award certificate",
        lambda db, now: awarding.award_certificates(
            db, given=given, recipients=to, now=now, **more
        ),
    )
    return [award.id for award in awards]


def row(hub: HubBuilder, person_id: str, at: int = 0) -> Any:
    return hub.look(lambda db: awards_of(db, person_id))[at]


def paper(hub: HubBuilder, id: str, **more: Any) -> Any:
    return hub.look(lambda db: certificate_papers(db, [id], **more))[0]


def test_a_certificate_has_a_number_and_bears_the_name_as_they_want_it(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Al-Haddad"))
    found = row(hub, samira)
    assert (found.printed, found.name, found.who) == ("C-00001", "Samira Al-Haddad", "Sam H.")
    assert hub.look(lambda db: award_with_code(db, found.code)).id == id
    assert hub.look(lambda db: find_code(db, found.code)).sort is Sort.CERTIFICATE
    assert hub.look(lambda db: name_on_paper(db, samira)) == "Samira Al-Haddad", "remembered"


def test_a_code_of_a_certificate_that_nobody_has_is_not_guessed(hub: HubBuilder):
    assert hub.look(lambda db: find_code(db, "HDC00000007M")).sort in (Sort.UNKNOWN, Sort.HALF)


def test_a_class_gets_all_its_certificates_or_none(hub: HubBuilder, samira):
    kofi = hub.person("Kofi Mensah")
    give(hub, (samira, "Samira Haddad"))
    with pytest.raises(AwardedAlready) as refusal:
        give(hub, (kofi, "Kofi Mensah"), (samira, "Samira Haddad"))
    assert explain(refusal.value).what == "Sam has a certificate for that: C-00001."
    assert hub.look(lambda db: awards_of(db, kofi)) == ()


def test_one_thing_may_be_certified_twice_when_the_first_was_withdrawn(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"))
    withdraw(hub, id)
    give(hub, (samira, "Samira Haddad"))
    assert [r.standing for r in hub.look(lambda db: awards_of(db, samira))] == [
        Standing.HOLDS,
        Standing.WITHDRAWN,
    ]


# One hub for each list of what is refused: nothing that is refused changes it.
NO_CERTIFICATES: tuple[tuple[dict[str, Any], type[Exception]], ...] = (
    ({"what": " "}, FieldMissing),
    ({"what": "x" * 121}, TextTooLong),
    ({"awarded_on": TODAY + timedelta(days=1)}, HappenedInFuture),
    ({"sort": "diploma"}, ChoiceUnknown),
    ({"sort": "achievement"}, SkillsMissing),
    ({"sort": "achievement", "skills": ("\n", " ")}, SkillsMissing),
    ({"skills": ("x",) * (MOST_SKILLS + 1)}, TooManySkills),
    ({"skills": ("x" * 121,)}, TextTooLong),
)


def test_what_makes_no_certificate_is_refused(hub: HubBuilder, samira):
    for facts, error in NO_CERTIFICATES:
        with pytest.raises(error):
            give(hub, (samira, "Samira"), given=replace(GIVEN, **facts))
    assert hub.look(lambda db: awards_of(db, samira)) == ()


def test_certificates_for_nobody_are_refused(hub: HubBuilder):
    with pytest.raises(NobodyChosen):
        give(hub)
    with pytest.raises(NobodyChosen):
        hub.do(
            "print certificate", lambda db, now: awarding.note_printed(db, award_ids=[], now=now)
        )


def test_a_name_with_nothing_to_see_is_refused(hub: HubBuilder, samira):
    for name in ("", "  ", "\u200e", "\x00\x07", "\u3164"):
        with pytest.raises(NameMissing):
            give(hub, (samira, name))


def test_any_other_name_is_kept_clean(hub: HubBuilder, samira):
    names = {
        "O": "O",
        "Sam\x00\tHad\r\ndad": "Sam Had dad",
        "Sam 😀": "Sam 😀",
        "W" * 200: "W" * 200,
        "Ame\u0301lie": "Amélie",
    }
    for at, (typed, kept) in enumerate(names.items()):
        give(hub, (samira, typed), given=replace(GIVEN, what=f"Course {at}"))
        assert row(hub, samira).name == kept


def test_a_name_of_201_letters_is_refused(hub: HubBuilder, samira):
    with pytest.raises(TextTooLong):
        give(hub, (samira, "W" * 201))


# Printing again


def test_the_first_print_is_the_original_and_every_later_one_a_reprint(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"))

    def printed() -> bool:
        return bool(
            hub.do(
                "print certificate",
                lambda db, now: awarding.note_printed(db, award_ids=[id], now=now),
            )
        )

    assert printed() is False
    assert printed() is True
    assert row(hub, samira).times_printed == 2


def test_a_reprint_equals_the_original_whatever_changed_since(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"), given=SKILLS)
    before = paper(hub, id)
    look = replace(SHIPPED["achievement"], title="Diploma", orientation="portrait")
    hub.do(
        "change certificate",
        lambda db, now: change_look(db, sort="achievement", look=look, now=now),
    )
    assert paper(hub, id) == before
    again = paper(hub, id, is_reprint=True)
    assert again.is_reprint
    assert replace(again, is_reprint=False) == before


# Correcting and withdrawing


def correct(hub: HubBuilder, id: str, **facts: Any) -> Any:
    said = {"name": "Samira Haddad", "what": GIVEN.what, "awarded_on": TODAY} | facts
    return hub.do(
        "correct certificate",
        lambda db, now: awarding.correct_award(db, award_id=id, now=now, **said),
    )


def withdraw(hub: HubBuilder, id: str, why: str = "The wrong person") -> Any:
    return hub.do(
        "withdraw certificate",
        lambda db, now: awarding.withdraw_award(db, award_id=id, why=why, now=now),
    )


def test_a_corrected_certificate_takes_the_place_of_the_other_and_says_so(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Hadad"))
    new = correct(hub, id)
    newer, older = hub.look(lambda db: awards_of(db, samira))
    assert (newer.printed, newer.standing) == ("C-00002", Standing.HOLDS)
    assert (older.standing, older.other) == (Standing.REPLACED, "C-00002")
    assert paper(hub, new.id).replaces == "C-00001"
    assert paper(hub, id).name == "Samira Hadad", "what was printed stays as it was"


def test_skills_and_days_stay_in_a_corrected_certificate(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Hadad"), given=SKILLS)
    new = correct(hub, id, what=SKILLS.what)
    assert paper(hub, new.id).skills == SKILLS.skills


def test_a_correction_that_changes_nothing_is_refused(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"))
    with pytest.raises(NothingCorrected):
        correct(hub, id)


def test_what_holds_no_more_is_not_printed_corrected_or_withdrawn(hub: HubBuilder, samira):
    [first] = give(hub, (samira, "Samira Hadad"))
    second = correct(hub, first).id
    withdraw(hub, second)
    for id, said in ((first, "C-00001 was replaced"), (second, "C-00002 was withdrawn")):
        for work in (
            lambda id=id: correct(hub, id, name="Sam"),
            lambda id=id: withdraw(hub, id),
            lambda id=id: hub.do(
                "print certificate",
                lambda db, now: awarding.note_printed(db, award_ids=[id], now=now),
            ),
        ):
            with pytest.raises(AwardNotStanding) as refusal:
                work()
            assert explain(refusal.value).what.startswith(said)


def test_a_certificate_tells_what_happened_to_it(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"))
    withdraw(hub, id)
    rows = hub.look(lambda db: history(db, RecordKind.CERTIFICATE, id))
    assert [row.action.verb for row in rows] == ["withdraw certificate", "award certificate"]
    assert hub.look(lambda db: record_name(db, RecordKind.CERTIFICATE, id)) == "C-00001"


def test_a_withdrawal_needs_a_reason_and_keeps_it(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"))
    with pytest.raises(ReasonMissing):
        withdraw(hub, id, " ")
    withdraw(hub, id, "Not finished")
    found = row(hub, samira)
    assert (found.standing, found.why) == (Standing.WITHDRAWN, "Not finished")


# Undo


def undone(hub: HubBuilder, txn: str) -> None:
    with hub.database.changing("undo", undo_of=txn) as db:
        undo(db, txn_id=txn, now=hub.clock())


def test_an_award_is_undone_on_its_day_and_withdrawn_later(hub: HubBuilder, samira):
    give(hub, (samira, "Samira Haddad"), is_printed=True)
    txn = hub.last_txn
    hub.clock.forward(days=1)
    with pytest.raises(AwardOutOfTime) as refusal:
        undone(hub, txn)
    assert "Withdraw the certificate instead" in explain(refusal.value).next
    hub.clock.forward(days=-1, hours=2)
    undone(hub, txn)
    assert hub.look(lambda db: awards_of(db, samira)) == ()


def test_an_award_that_was_printed_again_is_not_undone(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"), is_printed=True)
    txn = hub.last_txn
    hub.do("print certificate", lambda db, now: awarding.note_printed(db, award_ids=[id], now=now))
    with pytest.raises(BuiltOn) as refusal:
        undone(hub, txn)
    assert explain(refusal.value).what.startswith("Too late to undo: C-00001 was printed")


def test_an_award_that_was_corrected_is_not_undone(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Hadad"))
    txn = hub.last_txn
    correct(hub, id)
    with pytest.raises(BuiltOn):
        undone(hub, txn)


def test_a_look_that_certificates_were_made_with_is_not_undone(hub: HubBuilder, samira):
    look = replace(SHIPPED["attendance"], title="Well done")
    hub.do(
        "change certificate", lambda db, now: change_look(db, sort="attendance", look=look, now=now)
    )
    txn = hub.last_txn
    give(hub, (samira, "Samira Haddad"))
    with pytest.raises(BuiltOn):
        undone(hub, txn)


# From the register


@pytest.fixture
def course(hub: HubBuilder) -> tuple[str, list[str], list[str]]:
    """Four weeks that were held: Ada came to all, Bo to one, Cy never."""
    facts = SessionFacts(
        title="Get online",
        kind="course",
        held_on=TODAY - timedelta(days=21),
        starts=time(10),
        ends=time(12),
    )
    made = hub.do(
        "plan session",
        lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=4, now=now),
    )
    people = [hub.person(name) for name in ("Ada Okafor", "Bo Li", "Cy Brown")]
    for at, session_id in enumerate(made.session_ids):
        came = people[:1] if at else people[:2]
        for person_id in people:
            said = "present" if person_id in came else "absent"
            hub.do(
                "mark",
                lambda db, now, s=session_id, p=person_id, m=said: mark(
                    db, session_id=s, person_id=p, mark=m, now=now
                ),
            )
    series = hub.look(lambda db: recent_courses(db, TODAY))[0].series_id
    return series, people, list(made.session_ids)


def test_the_register_says_who_came_how_often_and_for_how_long(hub: HubBuilder, course: Any):
    series, (ada, bo, _), _ = course
    rows = hub.look(lambda db: who_came(db, sort="attendance", series_id=series, now=hub.clock()))
    assert [(r.person_id, r.came, r.held, r.minutes, r.share) for r in rows] == [
        (ada, 4, 4, 480, 100),
        (bo, 1, 4, 120, 25),
    ]
    assert (rows[0].first_on, rows[0].last_on) == (TODAY - timedelta(days=21), TODAY)


def test_a_course_is_offered_once_with_all_its_days(hub: HubBuilder, course: Any):
    hub.session("Drop-in", kind="drop-in", starts=time(13), ends=time(14))
    [found] = hub.look(lambda db: recent_courses(db, TODAY))
    assert (found.title, found.held, found.last_on) == ("Get online", 4, TODAY)


def test_who_has_a_certificate_already_is_seen_on_the_list(hub: HubBuilder, course: Any):
    series, (ada, _, _), _ = course
    given = replace(GIVEN, what="Get online", series_id=series)
    give(hub, (ada, "Ada Okafor"), given=given)
    rows = hub.look(lambda db: who_came(db, sort="attendance", series_id=series, now=hub.clock()))
    assert [r.number for r in rows] == ["C-00001", ""]
    other = hub.look(lambda db: who_came(db, sort="achievement", series_id=series, now=hub.clock()))
    assert [r.number for r in other] == ["", ""]


def test_a_session_by_itself_has_its_own_list(hub: HubBuilder):
    session = hub.session("Taster", kind="workshop", starts=time(9), ends=time(10))
    [dee] = hub.book(session, "Dee Gone")
    hub.do("mark rest", lambda db, now: mark_rest(db, session_id=session, now=now))
    [found] = hub.look(
        lambda db: who_came(db, sort="attendance", session_id=session, now=hub.clock())
    )
    assert (found.person_id, found.minutes) == (dee, 60)
    [row] = hub.look(lambda db: recent_courses(db, TODAY))
    assert (row.session_id, row.series_id) == (session, "")


# How they look


def changed(hub: HubBuilder, **facts: Any) -> Any:
    given = facts.pop("pictures", None)
    look = replace(SHIPPED["attendance"], **facts)
    return hub.do(
        "change certificate",
        lambda db, now: change_look(db, sort="attendance", look=look, pictures=given, now=now),
    )


def test_a_changed_look_is_the_next_version_and_holds_from_then_on(hub: HubBuilder, samira):
    assert hub.look(lambda db: current_look(db, "attendance")).version == 1
    assert changed(hub, title="Well done").version == 2
    assert changed(hub, title="Very well done").version == 3
    [id] = give(hub, (samira, "Samira Haddad"))
    assert paper(hub, id).look.title == "Very well done"
    assert hub.look(lambda db: current_look(db, "achievement")).version == 1


NO_LOOKS: tuple[tuple[dict[str, Any], type[Exception]], ...] = (
    ({}, LookTheSame),
    ({"title": ""}, FieldMissing),
    ({"title": "x" * 81}, TextTooLong),
    ({"small_print": "x" * 301}, TextTooLong),
    ({"orientation": "round"}, ChoiceUnknown),
    ({"border": "gold"}, ChoiceUnknown),
    ({"logo": "0" * 64}, PictureNotHere),
    ({"marks": (DOT_HASH,) * (MOST_MARKS + 1)}, TooManyPictures),
)


def test_a_look_that_makes_no_sheet_is_refused(hub: HubBuilder):
    for facts, error in NO_LOOKS:
        with pytest.raises(error):
            changed(hub, **facts)
    assert hub.look(lambda db: current_look(db, "attendance")).version == 1


def test_a_picture_is_kept_once_under_the_hash_of_its_bytes(hub: HubBuilder):
    new = {DOT_HASH: (DOT, 4, 2)}
    changed(hub, logo=DOT_HASH, pictures=new)
    changed(hub, logo=DOT_HASH, marks=(DOT_HASH,), pictures=new)
    assert hub.look(lambda db: pictures(db, [DOT_HASH])) == {DOT_HASH: DOT}
    assert hub.look(lambda db: db.query(Picture).count()) == 1


def test_bytes_under_the_hash_of_others_are_no_picture(hub: HubBuilder):
    with pytest.raises(ValueError, match="0000"):
        changed(hub, logo="0" * 64, pictures={"0" * 64: (DOT, 4, 2)})


# What else knows them


def test_the_file_for_them_holds_their_certificates(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Al-Haddad"), given=SKILLS)
    withdraw(hub, id, "Not finished")
    held = hub.look(lambda db: held_on(db, samira))
    text = str(held.of(["award", "award_event"]))
    for words in ("Samira Al-Haddad", "Getting started", "Use a mouse", "Not finished"):
        assert words in text
    assert "Awarded to" not in text, "the look is the hub's, not theirs"


def test_an_erased_person_is_named_on_no_certificate(hub: HubBuilder, samira):
    [id] = give(hub, (samira, "Samira Haddad"), given=SKILLS)
    withdraw(hub, id, "Samira asked")
    with hub.database.changing("erase person") as db:
        erase_person(
            db, person_id=samira, typed_name="Samira Haddad", ground="asked", now=hub.clock()
        )
    with hub.database.reading() as db:
        award, [event] = db.get_one(Award, id), db.query(AwardEvent).all()
    assert (award.name, award.what, award.code, award.body, event.why) == ("",) * 5
    assert (award.sort, award.awarded_on) == ("achievement", TODAY), "counts stay true"


def test_certificates_of_two_records_are_one_persons(hub: HubBuilder, samira):
    twin = hub.person("Samira Hadad")
    give(hub, (samira, "Samira Haddad"))
    give(hub, (twin, "Samira Hadad"), given=SKILLS)
    hub.do("merge people", lambda db, now: merge_people(db, from_id=twin, to_id=samira, now=now))
    assert len(hub.look(lambda db: awards_of(db, samira))) == 2


def test_the_day_of_an_award_may_be_in_the_past(hub: HubBuilder, samira):
    give(hub, (samira, "Samira Haddad"), given=replace(GIVEN, awarded_on=date(2026, 7, 1)))
    assert row(hub, samira).awarded_on == date(2026, 7, 1)
