"""One person of the staff being written: a name, and a tick for each role."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import TextTooLong
from hubdesk.errors.staff import StaffLeft, StaffThere
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import StaffRole
from hubdesk.operations.staff import add_staff, change_roles, rename_staff
from hubdesk.queries.staff import AccountRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.settings.list_card import WrittenForm
from hubdesk.ui.space import column, sized
from hubdesk.ui.staff.words import may_words, role_words, roles_words
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Staff", text)


_TICK = 370  # units: two beside each other in a card, one where there is little room


class StaffForm(WrittenForm):
    """`done` says it was saved or left. Saving asks for the passphrase where it hands out roles."""

    def __init__(self, gestures: Gestures) -> None:
        super().__init__(_t("Save this person"))
        self._gestures = gestures
        self._somebody: AccountRow | None = None
        self.name = LineEdit()
        self.name_field = Field(
            _t("Name"), self.name, _t("As it stands on papers and in the list.")
        )
        self.roles: dict[StaffRole, QCheckBox] = {}
        ticks = QWidget()
        flow = Flow(ticks, gap=10, at_top=True)
        for role in StaffRole:
            flow.addWidget(self._tick(role))
        self.roles_field = Field(_t("Roles"), ticks, _t("Tick all that they do here."))
        for widget in (self.title, self.name_field, self.roles_field):
            self.body.addWidget(widget)
        self.add_buttons()

    def _tick(self, role: StaffRole) -> QWidget:
        """A role with what it may do under it."""
        self.roles[role] = box = QCheckBox(role_words(role))
        box.setAccessibleDescription(may_words(role))
        held = sized(QWidget(), width=_TICK)
        lines = column(held, 0, 2)
        lines.addWidget(box)
        lines.addWidget(WrappedLabel(may_words(role), "small", "3"))
        return held

    def begin(self, somebody: AccountRow | None) -> None:
        """Write somebody new, or change one."""
        self._somebody = somebody
        words = _t("Change {name}").format(name=somebody.name) if somebody else _t("Somebody new")
        self.title.setText(words)
        self.name.setText(somebody.name if somebody else "")
        for role, box in self.roles.items():
            box.setChecked(role in somebody.roles if somebody else False)
        self._show_problems("", "")

    def ticked(self) -> tuple[StaffRole, ...]:
        """The roles that are ticked."""
        return tuple(role for role, box in self.roles.items() if box.isChecked())

    def save(self) -> None:
        """Keep it, or say by the field what is wrong. Nothing changed only closes the form."""
        self._show_problems("", "")
        somebody, name, roles = self._somebody, self.name.text().strip(), self.ticked()
        if somebody is None:
            self._gestures.doors.again("add staff", self._add)
        elif roles != somebody.roles:
            self._gestures.doors.again("change roles", self._change)
        elif name != somebody.name:
            self._change()
        else:
            self.done.emit()

    def _add(self) -> None:
        name, roles = self.name.text().strip(), self.ticked()
        what = _t("{name}, {roles}").format(name=name, roles=roles_words(roles).lower())
        if self._gestures.act(
            "add staff",
            lambda db, _now: add_staff(db, name=name, roles=roles),
            _t("{what} is on the staff.").format(what=what),
            about={"what": what},
            refused=self._refused,
        ):
            self.done.emit()

    def _change(self) -> None:
        somebody, name, roles = self._somebody, self.name.text().strip(), self.ticked()
        assert somebody is not None
        by = self._gestures.doors.acting().id
        gives = roles != somebody.roles

        def work(db: Any, _now: object) -> None:
            if name != somebody.name:
                rename_staff(db, account_id=somebody.id, name=name)
            if gives:
                change_roles(db, account_id=somebody.id, roles=roles, by=by)

        if gives:
            verb, what = "change roles", f"{name}: {roles_words(roles).lower()}"
            said = _t("Roles saved. {what}.").format(what=what)
        else:
            what = _t("{before} is now {name}").format(before=somebody.name, name=name)
            verb, said = "rename staff", _t("Name saved: {what}.").format(what=what)
        if self._gestures.act(verb, work, said, about={"what": what}, refused=self._refused):
            self.done.emit()

    def _refused(self, error: HubDeskError) -> bool:
        is_name = isinstance(error, FieldMissing | StaffThere | StaffLeft | TextTooLong)
        words = explain(error).text
        self._show_problems(words if is_name else "", "" if is_name else words)
        (self.name if is_name else self.roles[StaffRole.VOLUNTEER]).setFocus()
        return True

    def _show_problems(self, name: str, roles: str) -> None:
        self.name_field.show_problem(name)
        self.roles_field.show_problem(roles)
