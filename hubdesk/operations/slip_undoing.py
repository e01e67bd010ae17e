"""The rule of paper slips after something was taken back."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from hubdesk.errors.records import BuiltOn
from hubdesk.ids import read_code
from hubdesk.models import PaperSlip, SlipState


def check_undone_slips(db: Session, touched: Iterable[tuple[str, str]]) -> None:
    """A pack stays once one of its slips was typed in. `touched` are tables and ids."""
    for tbl, pk in touched:
        if tbl != "paper_slip":
            continue
        slip = db.get_one(PaperSlip, pk, populate_existing=True)
        if slip.deleted and slip.state == SlipState.ENTERED:
            code = read_code(slip.code)
            raise BuiltOn("paper_slip", code.printed() if code else slip.code)
