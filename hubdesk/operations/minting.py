"""Numbers of this desk: each is given out once and never again, whatever is undone later."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hubdesk.ids import Code, CodeKind, make_code
from hubdesk.models import Counter, Stream

_DESK = select(Stream.desk_number).where(Stream.is_mine == 1)
_NEXT = select(Counter, _DESK.limit(1).scalar_subquery()).where(Counter.id == bindparam("kind"))


def desk_number(db: Session) -> int:
    """The two digits this computer puts in every code it mints."""
    return db.scalars(_DESK).first() or 0


def mint(db: Session, kind: CodeKind) -> Code:
    """The next code of `kind` on this desk."""
    if (row := db.execute(_NEXT, {"kind": kind.value}).one_or_none()) is None:
        counter, desk = Counter(id=kind.value, next=1), desk_number(db)
        db.add(counter)
    else:
        counter, desk = row
    code = make_code(kind, desk or 0, counter.next)
    counter.next += 1
    return code
