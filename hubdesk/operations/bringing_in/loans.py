"""Loans and gifts that come with a list of devices: history, so lending rules do not apply.

One rule does: a device is out to one person at a time. A due day nobody agreed to is never in
the past.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.ids import new_id
from hubdesk.models import (
    Device,
    DeviceKind,
    Gift,
    Loan,
    LoanState,
    PersonRole,
    Role,
    Stage,
)
from hubdesk.operations.bringing_in.borrowers import Borrowers, Meant
from hubdesk.operations.bringing_in.codes import CodeBook, rows_in
from hubdesk.operations.bringing_in.faces import Face
from hubdesk.operations.bringing_in.lines import DeviceSaid, Handed
from hubdesk.operations.bringing_in.rows import NewRows
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.loans import OUT
from hubdesk.queries.policies import PolicyRow, policy_for

BROUGHT_IN = "Brought in from"
Part = tuple[str, str]  # the id of a kit item and its name


@dataclass(frozen=True, slots=True)
class Thing:
    """What a loan keeps of a device. A given kind is given: its stage is for the caller."""

    id: str
    kind: DeviceKind
    condition: str


class Handing:
    """The loans and gifts of one list."""

    def __init__(
        self, db: Session, rows: NewRows, codes: CodeBook, now: datetime, source: str
    ) -> None:
        self._db, self._rows, self._now = db, rows, now
        self._why = f"{BROUGHT_IN} {source or 'a list'}"
        self.borrowers = Borrowers(db, rows, codes, now)
        self._closed = closed_days(db)
        self._policies: dict[tuple[str, tuple[str, ...]], PolicyRow] = {}
        self._roles: dict[str, list[str]] = defaultdict(list)
        self._loans: dict[str, list[Loan]] = defaultdict(list)

    def on(self, db: Session) -> None:
        """Go on in another transaction, by the policies and closed days of now."""
        self._db, self._closed = db, closed_days(db)
        self._policies.clear()
        self.borrowers.faces.on(db)

    def load(self, device_ids: Iterable[str]) -> None:
        """Read who has these devices, who had them, and the people whom the lines may mean."""
        self._loans.clear()
        self._roles.clear()
        ids = list(device_ids)
        for loan in rows_in(self._db, Loan, Loan.device_id, ids, Loan.deleted == 0):
            self._loans[loan.device_id].append(loan)
        self.borrowers.load(loan.borrower_id for id in ids for loan in self._loans[id])
        people = self.borrowers.faces.ids()
        for role in rows_in(
            self._db, PersonRole, PersonRole.person_id, people, PersonRole.deleted == 0
        ):
            self._roles[role.person_id].append(role.role)

    def plan(self, said: DeviceSaid, device: Device | None, remarks: list[Problem]) -> Meant | None:
        """To whom it is to be handed, or None. Nothing is written yet.

        Refuses BorrowerUnsure and CodeInUse.
        """
        borrower = self.borrowers.of(said)
        if borrower is None:
            return None
        if device is None:
            return self.borrowers.who(borrower, remarks, said.line)
        out = next((loan for loan in self._loans[device.id] if loan.state in OUT), None)
        if out is not None:
            face = self.borrowers.faces.get(out.borrower_id)
            if face is not None and not self.borrowers.is_same(borrower, face):
                remarks.append(Problem(Fault.OUT_TO_OTHER, said.line, text=face.name))
            return None
        if device.stage == Stage.GIVEN:
            return None  # a gift does not come back
        if device.stage != Stage.READY:
            remarks.append(Problem(Fault.STATE_KEPT, said.line, text=device.stage))
            return None
        found: list[Problem] = []
        meant = None
        if not self._went_out_since(device.id, said.lent_on):
            meant = self.borrowers.who(borrower, found, said.line)
            if said.lent_on is None and self._had_before(device.id, meant.face):
                meant = None
        remarks += found if meant else [Problem(Fault.NO_LOAN_AGAIN, said.line)]
        return meant

    def hand(self, said: DeviceSaid, thing: Thing, kit: Sequence[Part], meant: Meant) -> Handed:
        """Write the loan down, or the gift of a thing that is given."""
        face = meant.face or self.borrowers.write_down(meant)
        is_new = meant.face is None
        if is_new:
            self._roles[face.id] = [Role.BORROWER]
        at = self._moment(said.lent_on)
        contents = json.dumps(kit, ensure_ascii=False)
        if thing.kind.is_given:
            ends_on = self._give(thing, face, at, contents)
            return Handed(face.id, face.name, ends_on, is_gift=True, is_new_person=is_new)
        policy = self._policy(thing.kind.id, face.id)
        due = said.due_on or self._due(policy, at.date())
        self._rows.add(
            Loan,
            device_id=thing.id,
            borrower_id=face.id,
            handing_id=new_id(),
            lent_at=at,
            due_first_on=due,
            contents=contents,
            condition_out=thing.condition,
            policy=json.dumps(asdict(policy), sort_keys=True),
            override_reason=self._why,
            state=LoanState.OUT,
            due_on=due,
        )
        return Handed(face.id, face.name, due, is_new_person=is_new)

    def _give(self, thing: Thing, face: Face, at: datetime, contents: str) -> date | None:
        days = thing.kind.runs_days
        ends_on = at.date() + timedelta(days=days) if days else None
        self._rows.add(
            Gift,
            device_id=thing.id,
            person_id=face.id,
            handing_id=new_id(),
            given_at=at,
            ends_on=ends_on,
            contents=contents,
            override_reason=self._why,
        )
        return ends_on

    def _went_out_since(self, device_id: str, lent_on: date | None) -> bool:
        """Whether the hub knows this loan, or a later one: what came back is not out again."""
        zone = self._now.tzinfo
        days = [loan.lent_at.astimezone(zone).date() for loan in self._loans[device_id]]
        return lent_on is not None and any(day >= lent_on for day in days)

    def _had_before(self, device_id: str, face: Face | None) -> bool:
        """Whether a list without a day brought this loan before."""
        return face is not None and any(
            loan.borrower_id == face.id and loan.override_reason.startswith(BROUGHT_IN)
            for loan in self._loans[device_id]
        )

    def _moment(self, lent_on: date | None) -> datetime:
        """Noon of the day it was lent, and never later than now."""
        if lent_on is None:
            return self._now
        noon = datetime.combine(lent_on, time(12), tzinfo=self._now.tzinfo)
        return min(noon, self._now)

    def _policy(self, kind_id: str, person_id: str) -> PolicyRow:
        key = kind_id, tuple(sorted(self._roles[person_id]))
        if key not in self._policies:
            self._policies[key] = policy_for(self._db, kind_id=kind_id, roles=key[1])
        return self._policies[key]

    def _due(self, policy: PolicyRow, lent_on: date) -> date:
        """The policy's day, counted from today where it would have been before today."""
        days, today = timedelta(days=policy.days), self._now.date()
        due = lent_on + days
        return self._closed.next_open_day(due if due >= today else today + days)
