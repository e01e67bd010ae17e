"""The codes a device or a person answers to: fresh ones, scanned ones, those of makers.

A code that is somebody's already is refused here, so that a scan never has to guess.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hubdesk.errors.records import CodeHalfRead, CodeInUse, CodeOfOtherSort
from hubdesk.ids import (
    Code,
    CodeKind,
    folded_code,
    is_half_of_ours,
    make_code,
    read_code,
    tail_of,
)
from hubdesk.models import CodeOf, CodeOrigin, Counter, Device, Person
from hubdesk.operations.minting import desk_number, mint

NAMES_OF_CODES = {
    CodeKind.DEVICE: "a device label",
    CodeKind.PERSON: "a person's card",
    CodeKind.PAPER: "the code of a paper",
    CodeKind.CERTIFICATE: "the code of a certificate",
    CodeKind.ACTION: "a code of the desk card",
}

_OWNERS = select(CodeOf).where(CodeOf.value == bindparam("value"), CodeOf.deleted == 0)


def fresh_code(db: Session, kind: CodeKind) -> Code:
    """The next number of this desk that nothing answers to yet.

    A code of ours that was typed in has moved the counter past itself (`_count_past`), so what
    waits to be saved cannot hold the next one and is not saved first.
    """
    while True:
        code = mint(db, kind)
        with db.no_autoflush:
            taken = owners(db, code.text)
        if not taken:
            return code


class FreshCodes:
    """A long run of fresh numbers of one kind, for which what is taken is asked only once."""

    def __init__(self, db: Session, kind: CodeKind) -> None:
        self._kind, self._desk = kind, desk_number(db)
        self._counter = counter = self._counter_in(db)
        ours = make_code(kind, self._desk, 0).text[:5]  # the kind and the desk
        first = f"{ours}{counter.next:06d}"
        self._taken = set(
            db.scalars(
                select(CodeOf.value).where(
                    CodeOf.value >= first, CodeOf.value < f"{ours}~", CodeOf.deleted == 0
                )
            )
        )

    def on(self, db: Session) -> None:
        """Go on in another transaction; what was given out meanwhile is not given out again."""
        kept = self._counter.next
        self._counter = self._counter_in(db)
        if self._counter.next < kept:
            self._counter.next = kept

    def _counter_in(self, db: Session) -> Counter:
        counter = db.get(Counter, self._kind.value)
        if counter is None:
            counter = Counter(id=self._kind.value, next=1)
            db.add(counter)
        return counter

    def take(self) -> Code:
        """The next number that nothing answers to yet."""
        while True:
            code = make_code(self._kind, self._desk, self._counter.next)
            self._counter.next += 1
            if code.text not in self._taken:
                return code

    def keep(self, code: Code) -> None:
        """Never give out the number of a label that is there already."""
        if code.desk == self._desk:
            self._taken.add(code.text)
            self._counter.next = max(self._counter.next, code.number + 1)


def scanned_code(db: Session, text: str, kind: CodeKind) -> Code:
    """The code of ours on a label or card that was scanned, free to be given to something.

    Refuses CodeHalfRead, CodeOfOtherSort and CodeInUse.
    """
    code = read_code(text)
    if code is None and is_half_of_ours(text):
        raise CodeHalfRead(text)
    if code is None or code.kind is not kind:
        is_a = NAMES_OF_CODES[code.kind] if code else "no code of this hub"
        raise CodeOfOtherSort(text.strip(), is_a, NAMES_OF_CODES[kind])
    check_free(db, code.text, shown=code.printed())
    if code.desk == desk_number(db):
        _count_past(db, code)
    return code


def add_code(
    db: Session,
    *,
    shown: str,
    origin: CodeOrigin,
    value: str = "",
    device_id: str | None = None,
    person_id: str | None = None,
) -> CodeOf:
    """Write down a code of exactly one device or person. `value` is what a scanner reads."""
    text = value or shown
    row = CodeOf(
        value=folded_code(text),
        tail=tail_of(text),
        shown=shown,
        origin=origin,
        device_id=device_id,
        person_id=person_id,
    )
    db.add(row)
    return row


def check_free(db: Session, text: str, *, shown: str = "", device_id: str = "") -> None:
    """Refuse CodeInUse when something else answers to the code already."""
    for row in owners(db, text):
        if not row.device_id or row.device_id != device_id:
            raise in_use(db, row, shown or text)


def in_use(db: Session, row: CodeOf, shown: str) -> CodeInUse:
    """The refusal that says whose code it is."""
    return CodeInUse(shown, owner_name(db, row), row.device_id or "", row.person_id or "")


def owner_name(db: Session, row: CodeOf) -> str:
    """Whose code it is, as people read it."""
    if row.person_id:
        person = db.get(Person, row.person_id)
        return person.display_name if person else ""
    device = db.get(Device, row.device_id) if row.device_id else None
    return f"{device.title}, {device.tag}" if device else ""


# Built once: each lend asks them.
_LIVE = select(CodeOf).where(CodeOf.deleted == 0).order_by(CodeOf.id)
_OF_DEVICE = _LIVE.where(CodeOf.device_id == bindparam("device_id"))
_OF_PERSON = _LIVE.where(CodeOf.person_id == bindparam("person_id"))


def codes_of(db: Session, *, device_id: str = "", person_id: str = "") -> list[CodeOf]:
    """The live codes of one device or person, oldest first."""
    if device_id:
        return list(db.scalars(_OF_DEVICE, {"device_id": device_id}))
    return list(db.scalars(_OF_PERSON, {"person_id": person_id}))


def owners(db: Session, text: str) -> list[CodeOf]:
    """The live codes that a scan of `text` finds."""
    value = folded_code(text)
    if not value:
        return []
    return list(db.scalars(_OWNERS, {"value": value}))


def _count_past(db: Session, code: Code) -> None:
    """A printed number is never minted again, even if the counter was set back since."""
    counter = db.get(Counter, code.kind.value)
    if counter is None:
        db.add(Counter(id=code.kind.value, next=code.number + 1))
    elif counter.next <= code.number:
        counter.next = code.number + 1
