"""Background checks in the settings: what was seen, of the staff and of who helps by name."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.checks import put_away_check
from hubdesk.queries.checks import CheckRow, checks
from hubdesk.queries.staff import accounts
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.settings.list_card import ListCard
from hubdesk.ui.space import line
from hubdesk.ui.staff.check_form import CheckForm
from hubdesk.ui.staff.check_words import check_words, level_words
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row, person_row
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Staff", text)


class ChecksCard(ListCard[CheckRow, CheckForm]):
    """Each check that was seen. Nobody but who may write one down sees any.

    The list is closed until it is asked for, and that somebody looked is written down. It closes
    when the settings are left, and for whoever is at the desk next.
    """

    verb = "record check"

    def __init__(self, gestures: Gestures) -> None:
        self._gestures = gestures
        self._opened_by = ""
        add = Button(_t("Write down a check"), "", "shield-check", verb="record check")
        words = _t("Planning a session names whoever has none, where somebody under 18 is alone.")
        super().__init__(_t("Background checks"), words, CheckForm(gestures), add)
        self.due = WrappedLabel("", "body")
        self.show_button = Button(_t("Show the checks"), "", "eye", verb="see checks")
        self.show_button.clicked.connect(lambda _on=False: self.open())
        asked = QWidget()
        row = line(asked)
        row.addWidget(self.show_button)
        row.addStretch(1)
        self.body.insertWidget(2, self.due)
        self.body.insertWidget(3, asked)
        self.show_now()

    def open(self) -> None:
        """Show them, once it is written down that somebody looked."""
        doors = self._gestures.doors
        doors.do("saw", lambda db, now: note_access(db, what=Watched.CHECKS, now=now))
        self._opened_by = doors.acting().id
        self.show_now()

    def forget(self) -> None:
        """Close the list again."""
        self._opened_by = ""
        self.show_now()

    def show_now(self) -> None:
        """Show how many there are, and each where the list was opened, to whoever may see them."""
        doors = self._gestures.doors
        may, here = not doors.barred("see checks"), doors.acting().id
        if self._opened_by != here:
            self._opened_by = ""
        rows = doors.look(checks, right="see checks") if may else []
        self.show_rows([self._row(row) for row in rows] if self._opened_by else [])
        self.head.set_count(len(rows))
        due = sum(row.is_newest and row.is_due(doors.today()) for row in rows)
        words = _t("To look at again: {many}.")
        self.due.setText(words.format(many=i18n.count(due, _t("check"), _t("checks"))))
        self.due.setVisible(bool(due))
        self.show_button.setVisible(bool(rows) and not self._opened_by)

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
