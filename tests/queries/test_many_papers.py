"""Somebody with a thousand agreements is at the desk as quickly as somebody with one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from hubdesk.operations.agreements import make_agreement, mark_signed
from hubdesk.operations.drafts import save_draft
from hubdesk.queries.agreements import LOAN, agreements_of, unsigned_agreement, valid_agreement
from hubdesk.queries.papers import AgreementLine
from hubdesk.queries.people import person_card
from hubdesk.ui.printing.papers import papers_waiting
from tests.conftest import TODAY, HubBuilder
from tests.queries.test_windows_use_indexes import plans, sorts


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    """Somebody with forty agreements, lent and given, signed on many days and not at all."""
    id = hub.person("Samira Haddad")
    for number in range(40):
        due = TODAY if number % 3 else None
        line = AgreementLine("Lenovo", "HD-0001", "", (), "good", due_on=due)

        def work(db, now, line=line, number=number):
            made = make_agreement(db, person_id=id, handing_id="", lines=[line], now=now)
            if number % 5:
                on = TODAY - timedelta(days=number * 17)
                mark_signed(db, agreement_id=made.id, signed_on=on, now=now)

        hub.do("make agreement", work)
    return id


def test_the_one_that_holds_and_the_one_that_waits_are_the_newest_of_their_sort(
    hub: HubBuilder, samira: str
):
    every = hub.look(lambda db: agreements_of(db, samira))
    signed = [row for row in every if row.signed_on and row.purpose == LOAN]
    newest = max(signed, key=lambda row: (row.signed_on, row.id))
    assert hub.look(lambda db: valid_agreement(db, person_id=samira, today=TODAY)) == newest
    waiting = [row for row in every if row.signed_on is None]
    assert hub.look(lambda db: unsigned_agreement(db, samira)) == waiting[0]
    card = hub.look(lambda db: person_card(db, samira, TODAY))
    assert (card.agreement, card.unsigned) == (newest, waiting[0])


def test_the_card_of_somebody_reads_none_of_their_older_agreements(hub: HubBuilder, samira: str):
    with plans(hub.database) as seen:
        hub.look(lambda db: person_card(db, samira, TODAY))
    found = [step for step in seen if step.startswith("SEARCH agreement")]
    assert len(found) == 2
    for step in found:
        assert "ix_agreement_person_id_signed_on_id (person_id=? AND signed_on" in step
    assert not [step for step in sorts(seen) if "agreement" in step]


def test_ten_papers_that_wait_ask_no_more_questions_than_one(hub: HubBuilder):
    asked: list[str] = []
    event.listen(hub.database._read, "before_cursor_execute", lambda *facts: asked.append(facts[2]))

    def wait(many: int) -> int:
        for _ in range(many):
            person, device = hub.person("Samira Haddad", privacy_given=True), hub.device()
            handing = hub.lend(person, device).id

            def work(db, now, person=person, handing=handing, device=device):
                made = make_agreement(db, person_id=person, handing_id=handing, now=now)
                for paper, about in (
                    *(("agreement", made.id), ("device-labels", device)),
                    *(("person-cards", person), ("card-sheet", f"{person},{person}")),
                ):
                    body = {"paper": paper, "about": about}
                    save_draft(db, kind="to print", body=body, now=now)

            hub.do("draft", work)
        asked.clear()
        found, gone = hub.look(papers_waiting)
        assert (gone, bool(found)) == ([], True)
        assert all(paper.whom for paper in found if paper.kind == "agreement")
        return len(asked)

    assert wait(1) == wait(9)
