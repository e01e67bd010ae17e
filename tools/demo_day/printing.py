"""The papers of the day: each made as the app prints it, kept, and read back with its codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hubdesk.ids import CodeKind, DeskAction, action_code, read_code
from hubdesk.models import Agreement, CodeOf
from hubdesk.operations.stock import reserve_labels
from hubdesk.queries.agreements import agreement_paper
from hubdesk.queries.paper_rows import due_rows, hub_on_paper
from hubdesk.queries.papers import AgreementPaper
from hubdesk.reports.recovery_sheet import recovery_sheet_pdf
from tools.demo_day.on_paper import papers_of_sessions
from tools.demo_day.papers import check, codes_of, keep
from tools.demo_day.player import Player, WentWrong


class EveryPaper:
    """Makes and checks them all. `made` holds what was found in each."""

    def __init__(self, player: Player, recovery: Sequence[str]) -> None:
        self._p, self._recovery = player, recovery
        self.made: list[str] = []

    def make(self, *, agreement: str, devices: Sequence[str], person: str) -> None:
        """WentWrong at the first that does not hold what it should."""
        self._agreement("agreement", agreement)
        self._agreement("agreement-large-print", self._newest(Agreement.large_print == 1))
        self._agreement("gift-form", self._newest(Agreement.purpose == "gift"))
        labels = [self._code(CodeOf.device_id == id, "label") for id in devices]
        for kind in ("device-labels", "device-sheet"):
            self._paper(kind, ",".join(devices), holds=labels)
        fresh = self._p.desk.records.do(
            "reserve labels", lambda db, _: reserve_labels(db, count=24)
        )
        self._paper("fresh-sheet", ",".join(code.text for code in fresh), holds=fresh)
        card = self._code(CodeOf.person_id == person, "card")
        for kind in ("person-cards", "card-sheet"):
            self._paper(kind, person, holds=[card], says=("Sam H.",))
        self._paper("desk-card", holds=[action_code(action) for action in DeskAction])
        self._due_list()
        self._paper("test-page")
        self._recovery_sheet()
        self.made += papers_of_sessions(self._p, person)
        self._codes_are_known()

    def _agreement(self, name: str, id: str) -> None:
        """It names the borrower and each thing, and its code is the one in the records."""
        paper = self._p.look(lambda db: agreement_paper(db, id))
        assert isinstance(paper, AgreementPaper)
        things = tuple(line.printed for line in paper.lines)
        path = keep(self._p, "agreement", id, name=name)
        says = (paper.borrower, *things, paper.printed, *self._promised(paper))
        check(path, holds=says, codes=(paper.code,))
        self._note(path, (paper.borrower, *things, paper.printed))

    @staticmethod
    def _promised(paper: AgreementPaper) -> tuple[str, ...]:
        """The first words of each promise: a long one is broken over lines."""
        return tuple(" ".join(promise.split()[:3]) for promise in paper.promises)

    def _paper(
        self, kind: str, about: str = "", *, holds: Sequence[Any] = (), says: Sequence[str] = ()
    ) -> None:
        """Its codes scan, and what people read beside them stands there."""
        path = keep(self._p, kind, about)
        printed = [code.printed() for code in holds if code.kind is not CodeKind.ACTION]
        check(path, holds=(*says, *printed), codes=[code.text for code in holds])
        self._note(path, (*says, *printed))

    def _due_list(self) -> None:
        rows = self._p.look(lambda db: due_rows(db, self._p.desk.records.now().date()))
        path = keep(self._p, "due-list")
        says = tuple(word for row in rows for word in (row.borrower, row.printed))
        check(path, holds=says)
        self._note(path, says)

    def _recovery_sheet(self) -> None:
        hub = self._p.look(hub_on_paper)
        path = self._p.folder / "recovery-sheet.pdf"
        path.write_bytes(recovery_sheet_pdf(hub, self._recovery, self._p.desk.records.now().date()))
        check(path, holds=(hub.name, "Copy 1 of 2", "Copy 2 of 2"))
        self.made.append(f"{path.name}: two copies, its key in no record and no list")

    def _codes_are_known(self) -> None:
        """Whatever scans from a picture of a paper is a code of ours or in the records."""
        scanned = {code for path in self._p.folder.glob("*.pdf") for code in codes_of(path)}
        strangers = [code for code in scanned if read_code(code) is None]
        kept = set(self._p.look(lambda db: db.scalars(select(CodeOf.value)).all()))
        kept |= set(self._p.look(lambda db: db.scalars(select(Agreement.code)).all()))
        ours = {code for code in scanned if code in kept}
        if strangers or len(ours) < 5:
            raise WentWrong(f"codes nobody knows: {strangers}; in the records: {len(ours)}")
        self.made.append(f"{len(ours)} codes read from the pictures are in the records")

    def _note(self, path: Path, says: Sequence[str]) -> None:
        """A line of what is in it, the first few things of a long one."""
        more = f" and {len(says) - 4} more" if len(says) > 4 else ""
        self.made.append(f"{path.name}: {', '.join(says[:4]) or 'its codes scan'}{more}")

    def _newest(self, condition: Any) -> str:
        query = select(Agreement.id).where(condition, Agreement.deleted == 0)
        found = self._p.look(lambda db: db.scalar(query.order_by(Agreement.id.desc()).limit(1)))
        if found is None:
            raise WentWrong("there is no such agreement")
        return str(found)

    def _code(self, whose: Any, origin: str) -> Any:
        query = select(CodeOf.value).where(whose, CodeOf.origin == origin, CodeOf.deleted == 0)
        return read_code(str(self._p.look(lambda db: db.scalar(query))))
