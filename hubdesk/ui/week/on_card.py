"""The sessions everybody may read of, each left off the poster and the pages, or put back."""

from __future__ import annotations

from datetime import timedelta

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.operations.week import leave_session_out, put_session_in
from hubdesk.queries.sessions import SessionRow
from hubdesk.queries.this_week import DAYS, WEEKS, for_everybody
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.week.lines import LinesCard
from hubdesk.ui.widgets.buttons import Button


def _t(text: str) -> str:
    return translate("Opportunities", text)


class OnCard(LinesCard):
    """Six weeks of them. Appointments, meetings and visits of schools are never here."""

    def __init__(self, gestures: Gestures) -> None:
        hint = _t(
            "Appointments, meetings and visits of schools are never shown. "
            "Nor is who comes or teaches. The programme of an event is shown as it was typed."
        )
        super().__init__(gestures, _t("Sessions everybody may read of"), hint)

    def count_now(self) -> int:
        """How many stand on the pages."""
        return sum(not is_out for _, is_out in self._found())

    def _found(self) -> list[tuple[SessionRow, bool]]:
        today = self.gestures.doors.today()
        last = today + timedelta(days=DAYS * WEEKS - 1)
        return self.gestures.doors.look(lambda db: for_everybody(db, today, last))

    def show_now(self) -> None:
        doors, found = self.gestures.doors, self._found()
        today = doors.today()
        self.clear()
        if not found:
            self.put_nothing(_t("No session is planned for the next six weeks."))
        for row, is_out in found:
            said = [
                i18n.day(row.held_on, today),
                i18n.clock(row.starts_at.astimezone(doors.now().tzinfo)),
            ]
            if is_out:
                said.append(_t("left off the poster and the pages"))
            self.put_words(row.title, ", ".join(said), *self._buttons(row, is_out))

    def _buttons(self, row: SessionRow, is_out: bool) -> list[Button]:
        day = i18n.short_day(row.held_on)
        about = {"title": row.title, "day": day}
        if is_out:
            back = Button(
                _t("Put back"), "", "eye",
                name=_t("Put back: {title}, {day}").format(**about), verb="put session in",
            )  # fmt: skip
            back.clicked.connect(lambda _on=False: self._put_in(row))
            return [back]
        out = Button(
            _t("Leave off"), "ghost", "eye-off",
            name=_t("Leave off: {title}, {day}").format(**about), verb="leave session out",
        )  # fmt: skip
        out.clicked.connect(lambda _on=False: self._leave_out(row))
        if not row.series_id:
            return [out]
        whole = Button(
            _t("Leave the whole series off"), "ghost", "",
            name=_t("Leave the whole series off: {title}, {day}").format(**about),
            verb="leave session out",
        )  # fmt: skip
        whole.clicked.connect(lambda _on=False: self._leave_out(row, whole=True))
        return [out, whole]

    def _leave_out(self, row: SessionRow, *, whole: bool = False) -> None:
        self.gestures.act(
            "leave session out",
            lambda db, _now: leave_session_out(db, session_id=row.id, whole_series=whole).id,
            _t("{title} is left off the poster and the pages.").format(title=row.title),
            about={"what": row.title},
        )

    def _put_in(self, row: SessionRow) -> None:
        self.gestures.act(
            "put session in",
            lambda db, _now: put_session_in(db, session_id=row.id).id,
            _t("{title} is back on the poster and the pages.").format(title=row.title),
            about={"what": row.title},
        )
