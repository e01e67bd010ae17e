"""Background checks in the settings: what was seen, of the staff and of who helps by name."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.operations.checks import put_away_check
from hubdesk.queries.checks import CheckRow, checks
from hubdesk.queries.staff import accounts
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.settings.list_card import ListCard
from hubdesk.ui.staff.check_form import CheckForm
from hubdesk.ui.staff.check_words import check_words, level_words
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row, person_row


def _t(text: str) -> str:
    return translate("Staff", text)


class ChecksCard(ListCard[CheckRow, CheckForm]):
    """Each check that was seen. Nobody but who may write one down sees any."""

    verb = "record check"

    def __init__(self, gestures: Gestures) -> None:
        self._gestures = gestures
        add = Button(_t("Write down a check"), "", "shield-check", verb="record check")
        words = _t("Planning a session names whoever has none, where somebody under 18 is alone.")
        super().__init__(_t("Background checks"), words, CheckForm(gestures), add)
        self.show_now()

    def show_now(self) -> None:
        """Show them to whoever may see them."""
        doors = self._gestures.doors
        may = not doors.barred("see checks")
        rows = doors.look(checks, right="see checks") if may else []
        self.show_rows([self._row(row) for row in rows])

    def fill(self, thing: CheckRow | None) -> QWidget:
        return self.form.begin(None, self._gestures.doors.look(accounts))

    def _row(self, check: CheckRow) -> Row:
        row = person_row(check.name, check_words(check))
        if check.is_newest and check.is_due(self._gestures.doors.today()):
            row.beside.addWidget(Chip(_t("Look again"), "warn"))
        name = _t("Take the check of {name} off the list").format(name=check.name)
        away = IconButton("archive", name, verb="put away check")
        away.clicked.connect(lambda _on=False: self._put_away(check))
        row.tail.addWidget(away)
        return row

    def _put_away(self, check: CheckRow) -> None:
        kind = level_words(check.level).lower()
        about = {"what": kind, "person_id": check.person_id}
        if check.account_id:
            about = {"what": f"{check.name}, {kind}"}
        self._gestures.act(
            "put away check",
            lambda db, _now: put_away_check(db, check_id=check.id),
            _t("The check of {name} is off the list.").format(name=check.name),
            about=about,
        )
