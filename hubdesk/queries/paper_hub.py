"""Looking at a day on paper: which slips are typed in, and what the pack of a day holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.ids import CodeKind, make_code, read_code, read_typed
from hubdesk.models import PaperSlip, SlipState, Stream
from hubdesk.queries.closed_days import next_open_day
from hubdesk.queries.paper_rows import due_rows, hub_on_paper
from hubdesk.queries.session_papers import PackPaper, SlipPaper, register_paper
from hubdesk.queries.sessions import SessionRow, sessions_between


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One slip of a pack."""

    id: str
    code: str
    for_on: date
    state: str

    @property
    def printed(self) -> str:
        read = read_code(self.code)
        return read.printed() if read else self.code


@dataclass(frozen=True, slots=True)
class PackRow:
    """The slips of a day, counted. Those ticked off as not used are asked for no more."""

    for_on: date
    entered: int
    blank: int
    unused: int

    @property
    def wanted(self) -> int:
        """How many there are to type in, entered ones among them."""
        return self.entered + self.blank


@dataclass(frozen=True, slots=True)
class PackHolds:
    """What a pack would hold if it was printed now."""

    for_on: date
    registers: int
    due: int


def slip_with_code(db: Session, text: str) -> SlipRow | None:
    """The slip with this code or printed number, or None."""
    read, typed = read_code(text), read_typed(text)
    if read is None and typed and typed.number and typed.kind in (None, CodeKind.PAPER):
        mine = db.scalar(select(Stream.desk_number).where(Stream.is_mine == 1)) or 0
        desk = mine if typed.desk is None else typed.desk
        read = make_code(CodeKind.PAPER, desk, typed.number)
    if read is None or read.kind is not CodeKind.PAPER:
        return None
    row = db.execute(
        select(PaperSlip.id, PaperSlip.code, PaperSlip.for_on, PaperSlip.state).where(
            PaperSlip.code == read.text, PaperSlip.deleted == 0
        )
    ).first()
    return SlipRow(*row) if row else None


def packs(db: Session, *, limit: int = 10) -> list[PackRow]:
    """The packs that were made, the newest first."""
    rows = db.execute(
        select(PaperSlip.for_on, PaperSlip.state, func.count(PaperSlip.id))
        .where(PaperSlip.deleted == 0)
        .group_by(PaperSlip.for_on, PaperSlip.state)
        .order_by(PaperSlip.for_on.desc())
    ).all()
    found: dict[date, dict[str, int]] = {}
    for on, state, many in rows:
        found.setdefault(on, {})[state] = many
    return [
        PackRow(
            on,
            counts.get(SlipState.ENTERED, 0),
            counts.get(SlipState.BLANK, 0),
            counts.get(SlipState.UNUSED, 0),
        )
        for on, counts in list(found.items())[:limit]
    ]


def pack_of(db: Session, for_on: date) -> PackRow | None:
    """The pack of a day, or None where nobody made one."""
    return next((row for row in packs(db, limit=400) if row.for_on == for_on), None)


def next_pack_day(db: Session, today: date) -> date:
    """The day "tomorrow" means for whoever prints tonight: the next one the hub is open."""
    return next_open_day(db, today + timedelta(days=1))


def pack_holds(db: Session, for_on: date) -> PackHolds:
    """How many registers and due things a pack would hold."""
    registers = len(_sessions(db, for_on))
    return PackHolds(for_on, registers, len(due_rows(db, for_on)))


def pack_paper(db: Session, for_on: date) -> PackPaper:
    """All that a hub needs for a day without power."""
    sheets = (register_paper(db, row.id) for row in _sessions(db, for_on))
    slips = db.execute(
        select(PaperSlip.code)
        .where(
            PaperSlip.for_on == for_on,
            PaperSlip.deleted == 0,
            PaperSlip.state == SlipState.BLANK,
        )
        .order_by(PaperSlip.id)
    ).scalars()
    read = [code for text in slips if (code := read_code(text)) is not None]
    return PackPaper(
        hub=hub_on_paper(db),
        on=for_on,
        registers=tuple(sheet for sheet in sheets if sheet is not None),
        due=tuple(due_rows(db, for_on)),
        slips=tuple(SlipPaper(code.text, code.printed()) for code in read),
    )


def _sessions(db: Session, for_on: date) -> list[SessionRow]:
    rows = sessions_between(db, for_on, for_on, with_appointments=True)
    return [row for row in rows if not row.is_cancelled]
