"""What the ids in a row point at, in words that can be read: one question for a whole table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.i18n import plain_day
from hubdesk.models import (
    AgreementTemplate,
    Award,
    CertificateTemplate,
    ConsentWording,
    Device,
    LearningSeries,
    LearningSession,
    Loan,
    Person,
    RightsRequest,
    ScaleStep,
    Statement,
)
from hubdesk.queries.awards import printed

A_FEW: Final = 500  # ids in one question


def words_for(db: Session, table: str, ids: Collection[str]) -> dict[str, str]:
    """Of each row of a table what it is called; of a table nobody reads, nothing."""
    if table == "award":
        codes = few_at_a_time(db, select(Award.id, Award.code), ids)
        return {id: printed(code or "") for id, code in codes}
    if table == "learning_session":
        held = select(LearningSession.id, LearningSession.title, LearningSession.held_on)
        return {id: f"{title}, {plain_day(on)}" for id, title, on in few_at_a_time(db, held, ids)}
    query = _CALLED.get(table)
    if query is None:
        return {}
    return {id: " ".join(map(str, said)) for id, *said in few_at_a_time(db, query, ids)}


_CALLED: Final[dict[str, Any]] = {
    "device": select(Device.id, Device.tag),
    "loan": select(Loan.id, Device.tag).join(Device),
    "agreement_template": select(
        AgreementTemplate.id, AgreementTemplate.title, AgreementTemplate.version
    ),
    "certificate_template": select(
        CertificateTemplate.id, CertificateTemplate.title, CertificateTemplate.version
    ),
    "consent_wording": select(ConsentWording.id, ConsentWording.text),
    "rights_request": select(RightsRequest.id, RightsRequest.asked),
    "learning_series": select(LearningSeries.id, LearningSeries.title),
    "statement": select(Statement.id, Statement.text),
    "scale_step": select(ScaleStep.id, ScaleStep.title),
    "person": select(Person.id, Person.display_name),
}


def few_at_a_time(db: Session, query: Any, ids: Collection[str]) -> Iterator[Any]:
    """The rows of a query whose first column is an id, for these ids; SQLite takes only so many."""
    (first, *_), rest = query.selected_columns, iter(ids)
    while few := list(islice(rest, A_FEW)):
        yield from db.execute(query.where(first.in_(few)))
