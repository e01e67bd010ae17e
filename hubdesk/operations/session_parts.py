"""What hangs on a session: who helps, which funds pay in which shares, who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.learning import ActionDone, SharesNotWhole
from hubdesk.errors.people import NumberNotRight
from hubdesk.ids import pair_id
from hubdesk.models import (
    Account,
    Fund,
    LearningSession,
    MeetingAction,
    Organisation,
    OrganisationSort,
    Part,
    Person,
    SessionFund,
    SessionHelper,
    SessionKind,
    SessionOrganisation,
)
from hubdesk.operations.lending import found
from hubdesk.spelling import folded_words
from hubdesk.typed import clean_line

WHOLE = 100  # per cent
_Pair = TypeVar("_Pair", SessionHelper, SessionFund, SessionOrganisation)


def set_helpers(
    db: Session, *, session_id: str, account_ids: Iterable[str] = (), person_ids: Iterable[str] = ()
) -> None:
    """Make these of the staff and these people help at a session, and no others.

    Who is on the list already stays, even if they left the staff since. Refuses NotFound.
    """
    rows = select(SessionHelper).where(
        SessionHelper.session_id == session_id, SessionHelper.part == Part.HELPER
    )
    there = {row.account_id or row.person_id or "": row for row in db.scalars(rows)}
    helping = {id for id, row in there.items() if not row.deleted}
    wanted: dict[str, str] = {}
    for kind, column, ids in (
        (Account, "account_id", account_ids),
        (Person, "person_id", person_ids),
    ):
        wanted |= {id if id in helping else found(db, kind, id).id: column for id in ids}
    _keep_only(there, wanted)
    for id, column in wanted.items():
        if id not in there:
            row_id = pair_id("session_helper", session_id, id, Part.HELPER)
            whose = {column: id}
            db.add(SessionHelper(id=row_id, session_id=session_id, part=Part.HELPER, **whose))
    db.flush()


def set_shares(db: Session, *, session_id: str, shares: Sequence[tuple[str, int]]) -> None:
    """Which funds pay for a session, in per cent. Refuses SharesNotWhole, NumberNotRight.

    One that was put away since it was tagged stays; it is put on no other session.
    """
    rows = select(SessionFund).where(SessionFund.session_id == session_id)
    there = {row.fund_id: row for row in db.scalars(rows)}
    paying = {id for id, row in there.items() if not row.deleted}
    wanted = {id if id in paying else found(db, Fund, id).id: share for id, share in shares}
    for share in wanted.values():
        if not 1 <= share <= WHOLE:
            raise NumberNotRight("Share", 1, WHOLE)
    if wanted and sum(wanted.values()) != WHOLE:
        raise SharesNotWhole(sum(wanted.values()))
    _keep_only(there, wanted)
    for id, share in wanted.items():
        row = there.get(id)
        if row is None:
            row_id = pair_id("session_fund", session_id, id)
            db.add(SessionFund(id=row_id, session_id=session_id, fund_id=id, share=share))
        elif row.share != share:
            row.share = share
    db.flush()


def set_organisations(
    db: Session, *, session_id: str, organisations: Sequence[tuple[str, str]], kind: str
) -> None:
    """Who takes part, each as a name and a URN. One the hub does not know is put on its list."""
    sort = OrganisationSort.SCHOOL if kind == SessionKind.SCHOOL_VISIT else OrganisationSort.PARTNER
    named = [(name, urn) for name, urn in organisations if name.strip()]
    wanted = {organisation_called(db, name, urn, sort): None for name, urn in named}
    rows = select(SessionOrganisation).where(SessionOrganisation.session_id == session_id)
    there = {row.organisation_id: row for row in db.scalars(rows)}
    _keep_only(there, wanted)
    for id in wanted:
        if id not in there:
            row_id = pair_id("session_organisation", session_id, id)
            db.add(SessionOrganisation(id=row_id, session_id=session_id, organisation_id=id))
    db.flush()


def organisation_called(db: Session, name: str, urn: str, sort: str) -> str:
    """The id of an organisation by its URN or name; it is put on the list if it is new."""
    called, number = clean_line(name, "Organisation"), clean_line(urn, "URN", 20)
    for row in db.scalars(
        select(Organisation).where(Organisation.sort == sort, Organisation.deleted == 0)
    ):
        if (number and row.urn == number) or folded_words(row.name) == folded_words(called):
            if number and not row.urn:
                row.urn = number
            return row.id
    made = Organisation(name=called, sort=sort, urn=number)
    db.add(made)
    db.flush()
    return made.id


def add_action(
    db: Session,
    *,
    session_id: str,
    text: str,
    owner_id: str = "",
    owner: str = "",
    due_on: date | None = None,
) -> MeetingAction:
    """What somebody promised at a meeting. Refuses FieldMissing without words."""
    session = found(db, LearningSession, session_id)
    said = clean_line(text, "Action")
    if not said:
        raise FieldMissing("Action")
    action = MeetingAction(
        session_id=session.id,
        text=said,
        owner_id=found(db, Account, owner_id).id if owner_id else None,
        owner=clean_line(owner, "Who does it"),
        due_on=due_on,
    )
    db.add(action)
    db.flush()
    return action


def tick_off_action(db: Session, *, action_id: str, now: datetime) -> MeetingAction:
    """It is done. Refuses ActionDone."""
    action = found(db, MeetingAction, action_id)
    if action.is_done:
        raise ActionDone
    action.is_done, action.done_on = True, now.date()
    db.flush()
    return action


def _keep_only(there: dict[str, _Pair], wanted: dict[str, Any]) -> None:
    """Take back the rows of pairs that are not wanted, and bring back those that are."""
    for id, row in there.items():
        if bool(row.deleted) == (id in wanted):
            row.deleted = id not in wanted
