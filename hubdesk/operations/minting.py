"""Numbers of this desk: each is given out once and never again, whatever is undone later."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.ids import Code, CodeKind, make_code
from hubdesk.models import Counter, Stream

_DESK = select(Stream.desk_number).where(Stream.is_mine == 1)


def desk_number(db: Session) -> int:
    """The two digits this computer puts in every code it mints."""
    return db.scalars(_DESK).first() or 0


def mint(db: Session, kind: CodeKind) -> Code:
    """The next code of `kind` on this desk."""
    counter = db.get(Counter, kind.value)
    if counter is None:
        counter = Counter(id=kind.value, next=1)
        db.add(counter)
    code = make_code(kind, desk_number(db), counter.next)
    counter.next += 1
    return code
