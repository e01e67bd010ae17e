"""What a certificate counts, which name it proposes, and that nobody has two for one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from hubdesk.errors.certificates import AwardedAlready
from hubdesk.operations import awarding
from hubdesk.operations.attending import mark
from hubdesk.operations.awarding import Given, Recipient
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import edit_person
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import move_session, plan_series
from hubdesk.queries.awarding import CameRow, name_on_paper, who_came
from hubdesk.queries.awards import awards_of
from hubdesk.ui.certificates.words import came_words
from tests.certificate_verbs import GIVEN, SKILLS
from tests.conftest import TODAY, Clock, HubBuilder


class Weeks:
    """A course whose last session is today at 10, and its registers."""

    def __init__(self, hub: HubBuilder, times: int) -> None:
        self.hub = hub
        first = TODAY - timedelta(days=7 * (times - 1))
        facts = SessionFacts("Get online", "course", first, time(10), time(12))
        made = hub.do(
            "plan session",
            lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=times, now=now),
        )
        self.id, self.sessions = made.series_id, made.session_ids

    def mark(self, person_id: str, *marks: str) -> None:
        """One for each week; an empty one leaves it blank."""
        for session_id, said in zip(self.sessions, marks, strict=False):
            if said:
                self.hub.do(
                    "mark",
                    lambda db, now, s=session_id, m=said: mark(
                        db, session_id=s, person_id=person_id, mark=m, now=now
                    ),
                )

    def came(self, sort: str = "attendance", **more: Any) -> list[CameRow]:
        found: list[CameRow] = self.hub.look(
            lambda db: who_came(db, sort=sort, series_id=self.id, now=self.hub.clock(), **more)
        )
        return found


def give(hub: HubBuilder, person_id: str, name: str, given: Given = GIVEN) -> str:
    to = [Recipient(person_id, name)]
    [award] = hub.do(
        "award certificate",
        lambda db, now: awarding.award_certificates(db, given=given, recipients=to, now=now),
    )
    return str(award.id)


def withdraw(hub: HubBuilder, id: str) -> str:
    hub.do(
        "withdraw certificate",
        lambda db, now: awarding.withdraw_award(db, award_id=id, why="Wrong", now=now),
    )
    return hub.last_txn


def correct(hub: HubBuilder, id: str, name: str, what: str = GIVEN.what) -> str:
    hub.do(
        "correct certificate",
        lambda db, now: awarding.correct_award(
            db, award_id=id, name=name, what=what, awarded_on=TODAY, now=now
        ),
    )
    return hub.last_txn


def proposed(hub: HubBuilder, person_id: str) -> str:
    return str(hub.look(lambda db: name_on_paper(db, person_id)))


def standing(hub: HubBuilder, person_id: str) -> list[str]:
    rows = hub.look(lambda db: awards_of(db, person_id))
    return [row.printed for row in rows if row.holds]


# What is counted


def test_a_blank_register_is_nobodys_absence(hub: HubBuilder):
    weeks, ada = Weeks(hub, 4), hub.person("Ada Okafor")
    weeks.mark(ada, "present", "", "late", "absent")
    [row] = weeks.came()
    assert (row.came, row.held, row.blank) == (2, 3, 1)
    assert came_words(row) == "2 of 3 sessions, 1 not marked"


def test_who_was_not_needed_missed_nothing(hub: HubBuilder):
    weeks, ada = Weeks(hub, 3), hub.person("Ada Okafor")
    weeks.mark(ada, "present", "not needed", "present")
    [row] = weeks.came()
    assert (row.came, row.held, row.blank, row.share) == (2, 2, 0, 100)


def test_sessions_before_somebody_joined_are_not_held_against_them(hub: HubBuilder):
    weeks, ada, bo = Weeks(hub, 4), hub.person("Ada Okafor"), hub.person("Bo Li")
    weeks.mark(ada, "present", "present", "present", "present")
    weeks.mark(bo, "", "", "present", "present")
    assert [(row.came, row.held, row.blank) for row in weeks.came()] == [(4, 4, 0), (2, 2, 0)]


def test_who_told_us_that_they_cannot_come_later_today_has_not_missed_it_yet(
    hub: HubBuilder, clock: Clock
):
    weeks, ada = Weeks(hub, 2), hub.person("Ada Okafor")
    weeks.mark(ada, "present", "told us")
    clock.now = clock.now.replace(hour=9)
    [row] = weeks.came()
    assert (row.came, row.held, row.blank) == (1, 1, 0)
    clock.now = clock.now.replace(hour=11)
    [row] = weeks.came()
    assert (row.came, row.held) == (1, 2)


def test_two_sessions_on_one_day_are_two_sessions(hub: HubBuilder, clock: Clock):
    weeks, ada = Weeks(hub, 2), hub.person("Ada Okafor")
    hub.do(
        "move session",
        lambda db, now: move_session(
            db, session_id=weeks.sessions[0], held_on=TODAY, starts=time(8), ends=time(9), now=now
        ),
    )
    weeks.mark(ada, "present", "present")
    [row] = weeks.came()
    assert (row.came, row.held, row.minutes, row.first_on) == (2, 2, 180, TODAY)


def test_whoever_may_have_missed_too_much_is_not_sure_of_a_certificate(hub: HubBuilder):
    weeks, ada = Weeks(hub, 4), hub.person("Ada Okafor")
    weeks.mark(ada, "present")
    [row] = weeks.came()
    assert (row.share, row.sure_share) == (100, 25)


# Which name is proposed


def test_a_name_that_was_withdrawn_is_not_proposed_again(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    withdraw(hub, give(hub, ada, "Ada Okafro"))
    assert proposed(hub, ada) == "Ada Okafor"


def test_a_name_that_was_corrected_is_proposed_as_corrected(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    correct(hub, give(hub, ada, "Ada Okafro"), "Adaeze Okafor")
    assert proposed(hub, ada) == "Adaeze Okafor"


def test_a_former_name_never_comes_back_by_itself(hub: HubBuilder):
    dana = hub.person("Daniel Old")
    give(hub, dana, "Daniel M. Old")
    assert proposed(hub, dana) == "Daniel M. Old"
    hub.do(
        "edit person",
        lambda db, now: edit_person(
            db, person_id=dana, facts={"display_name": "Dana New"}, now=now
        ),
    )
    assert proposed(hub, dana) == "Dana New"
    give(hub, dana, "Dana M. New", SKILLS)
    assert proposed(hub, dana) == "Dana M. New"


# One certificate for one thing


def test_a_withdrawal_is_not_undone_once_another_was_given_for_the_same(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    txn = withdraw(hub, give(hub, ada, "Ada Okafor"))
    give(hub, ada, "Adaeze Okafor")
    with pytest.raises(AwardedAlready):
        hub.undo(txn)
    assert standing(hub, ada) == ["C-00002"]


def test_a_withdrawal_is_undone_beside_a_certificate_for_something_else(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    txn = withdraw(hub, give(hub, ada, "Ada Okafor"))
    give(hub, ada, "Ada Okafor", SKILLS)
    hub.undo(txn)
    assert standing(hub, ada) == ["C-00002", "C-00001"]


def test_a_correction_is_not_undone_once_another_was_given_for_what_it_said(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    txn = correct(hub, give(hub, ada, "Ada Okafor"), "Ada Okafor", what="Basics")
    give(hub, ada, "Ada Okafor")
    with pytest.raises(AwardedAlready):
        hub.undo(txn)


def test_of_two_that_a_merge_brought_together_the_withdrawn_one_can_come_back(hub: HubBuilder):
    one, other = hub.person("Ada Okafor"), hub.person("Ada Okafro")
    first = give(hub, one, "Ada Okafor")
    give(hub, other, "Ada Okafro")
    hub.do("merge people", lambda db, now: merge_people(db, from_id=other, to_id=one, now=now))
    withdraw(hub, first)
    hub.undo()
    assert standing(hub, one) == ["C-00002", "C-00001"]


def test_a_correction_makes_no_second_certificate_for_one_thing(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    give(hub, ada, "Ada Okafor")
    other = give(hub, ada, "Ada Okafor", replace(GIVEN, what="Basics"))
    with pytest.raises(AwardedAlready):
        correct(hub, other, "Ada Okafor", what=GIVEN.what)


def test_one_thing_achieved_in_a_course_leaves_room_for_another(hub: HubBuilder):
    weeks, ada = Weeks(hub, 2), hub.person("Ada Okafor")
    weeks.mark(ada, "present", "present")
    give(hub, ada, "Ada Okafor", replace(SKILLS, series_id=weeks.id))
    number = {
        what: weeks.came("achievement", what=what)[0].number
        for what in ("getting started ", "Being safe online")
    }
    assert number == {"getting started ": "C-00001", "Being safe online": ""}
