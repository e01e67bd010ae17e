"""The head-counts of a register: by year group, or one number beside the names."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.messages import explain
from hubdesk.models import SessionKind
from hubdesk.queries.register import head_counts
from hubdesk.queries.sessions import SessionRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.register.gestures import RegisterGestures
from hubdesk.ui.register.heads_part import HeadsPart
from hubdesk.ui.register.more_heads import MoreHeads
from hubdesk.ui.space import column, scroller


class Counting:
    """Which of the two parts is shown depends on the kind of session; most have neither.

    Each is made with the first session that needs it, and stands in `area` or `beside`.
    """

    def __init__(self, doors: Doors, gestures: RegisterGestures) -> None:
        self._doors, self._gestures = doors, gestures
        self._session: SessionRow | None = None
        self.area, self.beside = QWidget(), QWidget()
        self._heads: HeadsPart | None = None
        self._more: MoreHeads | None = None

    @property
    def heads(self) -> HeadsPart:
        """Two fields for each year group, or for everybody, where nobody is named."""
        if self._heads is None:
            self._heads = part = HeadsPart()
            part.counted.connect(lambda group, who, text: self._count(part, group, who, text))
            column(self.area).addWidget(scroller(part), 1)
        return self._heads

    @property
    def more(self) -> MoreHeads:
        """One field beside the names."""
        if self._more is None:
            self._more = part = MoreHeads()
            part.counted.connect(lambda text: self._count(part, "", "came", text))
            column(self.beside).addWidget(part)
        return self._more

    def show(self, session: SessionRow | None) -> None:
        """What is written down for a session."""
        is_other = session is None or self._session is None or session.id != self._session.id
        for part in (self._heads, self._more) if is_other else ():
            if part is not None:
                part.show_problem("")
        self._session = session
        only = session is not None and session.is_only_counted
        also = session is not None and session.is_also_counted
        self.area.setVisible(only)
        self.beside.setVisible(also)
        if session is not None and only:
            rows = self._doors.look(lambda db: head_counts(db, session.id))
            by_year = session.kind == SessionKind.SCHOOL_VISIT
            self.heads.show_counts(rows, by_year=by_year, is_other=is_other)
        elif session is not None and also:
            self.more.show_count(session.heads)
            self.more.setEnabled(not session.is_finished)

    def _count(self, part: HeadsPart | MoreHeads, group: str, who: str, text: str) -> None:
        if self._session is None:
            return

        def refused(error: HubDeskError) -> bool:
            part.show_problem(explain(error).text)
            return True

        said = {who: text}
        if self._gestures.heads(self._session, group, refused, **said):
            part.show_problem("")
