"""Every verb of certificates with something to do, for the tests that undo each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hubdesk.operations import awarding
from hubdesk.operations.awarding import Given, Recipient
from hubdesk.operations.certificate_looks import change_look
from hubdesk.queries.certificate_looks import SHIPPED
from tests.conftest import TODAY, HubBuilder

GIVEN = Given("attendance", "Digital basics", TODAY)
SKILLS = Given("achievement", "Getting started", TODAY, skills=("Use a mouse", "Browse the web"))


class Certificates:
    """A hub in which one certificate holds and was printed."""

    def __init__(self, hub: HubBuilder, *, people: tuple[str, str]) -> None:
        self.ada, self.bo = people
        given, to = GIVEN, [Recipient(self.ada, "Ada Okafor")]
        [award] = hub.do(
            "award certificate",
            lambda db, now: awarding.award_certificates(
                db, given=given, recipients=to, now=now, is_printed=True
            ),
        )
        self.award = award.id


Verb = Callable[[Certificates, Any, Any], Any]
OF_CERTIFICATES: dict[str, Verb] = {
    "award certificate": lambda s, db, now: awarding.award_certificates(
        db,
        given=SKILLS,
        recipients=[Recipient(s.ada, "Ada O."), Recipient(s.bo, "Bo Li")],
        now=now,
        is_printed=True,
    ),
    "print certificate": lambda s, db, now: awarding.note_printed(db, award_ids=[s.award], now=now),
    "correct certificate": lambda s, db, now: awarding.correct_award(
        db, award_id=s.award, name="Adaeze Okafor", what="Basics", awarded_on=TODAY, now=now
    ),
    "withdraw certificate": lambda s, db, now: awarding.withdraw_award(
        db, award_id=s.award, why="Given to the wrong Ada", now=now
    ),
    "change certificate": lambda s, db, now: change_look(
        db, sort="attendance", look=replace(SHIPPED["attendance"], title="Well done"), now=now
    ),
}
