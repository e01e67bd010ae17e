"""Lending rules for kinds of things: each change is a new version, loans keep theirs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.models import Role
from hubdesk.operations.hub import add_policy, end_policy
from hubdesk.queries.hub import KindRow, kinds
from hubdesk.queries.policies import PolicyRow, general_policy, policies
from hubdesk.ui.flow import Flow
from hubdesk.ui.settings.choice_row import NumberEdit
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead, Well
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import Label, WrappedLabel

# name, words, unit, least, most
_NUMBERS = (
    ("days", "Days of a loan", "days", 0, 365),
    ("renewals", "Renewals", "times", 0, 50),
    ("renewal_days", "Days of a renewal", "days", 1, 365),
    ("most_at_once", "At once", "things", 0, 50),
    ("min_age", "From what age", "years", 0, 100),
    ("guardian_under", "Parent or carer below", "years", 0, 25),
)


def _t(text: str) -> str:
    return translate("Settings", text)


class RuleForm(Well):
    """One rule being written. `done` says it was saved or left."""

    done = Signal()

    def __init__(self, choosing: Choosing) -> None:
        super().__init__((16, 12, 16, 14), 10)
        self._choosing = choosing
        self.title = Label("", "h3")
        self.body.addWidget(self.title)
        whom = QWidget()
        flow = Flow(whom, gap=16)
        self.kind, self.role = Combo(), Combo()
        for combo in (self.kind, self.role):
            sized(combo, width=220)
        flow.addWidget(Field(_t("For what"), self.kind))
        flow.addWidget(Field(_t("For whom"), self.role))
        self.body.addWidget(whom)
        numbers = QWidget()
        more = Flow(numbers, gap=16)
        self.numbers: dict[str, NumberEdit] = {}
        for name, words, unit, least, most in _NUMBERS:
            edit = NumberEdit(least, most, unit, _t(words))
            self.numbers[name] = edit
            more.addWidget(Field(_t(words), edit))
        self.body.addWidget(numbers)
        row = line(gap=8)
        self.save_button = Button(_t("Save this rule"), "primary")
        self.leave_button = Button(_t("Leave it as it was"))
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.leave_button.clicked.connect(lambda _on=False: self.done.emit())
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.body.addLayout(row)

    def begin(self, rule: PolicyRow, there: list[KindRow]) -> None:
        """Write a rule that begins as this one."""
        any_kind = ("", _t("Every kind"))
        self.kind.set_options([any_kind, *((k.id, k.name) for k in there)], rule.kind_id or "")
        roles = [(role.value, _t(role.value.capitalize())) for role in Role]
        self.role.set_options([("", _t("Everybody")), *roles], rule.role)
        for name, edit in self.numbers.items():
            edit.put(getattr(rule, name))
        self.title.setText(_t("Change this rule") if rule.id else _t("A rule of its own"))
        for combo in (self.kind, self.role):
            combo.setEnabled(not rule.id)

    def save(self) -> None:
        """Keep it as a new version."""
        kind_id, role = self.kind.value() or None, self.role.value()
        numbers = {name: edit.value() for name, edit in self.numbers.items()}
        what = " · ".join(
            part for part in (self.kind.currentText(), role and self.role.currentText()) if part
        )
        try:
            self._choosing.doors.do(
                "change policy",
                lambda db, _now: add_policy(db, kind_id=kind_id, role=role, **numbers),
                about={"what": what},
            )
        except HubDeskError as error:
            self._choosing.gestures.refuse(error)
            return
        self._choosing.gestures.told_done(_t("Rule saved: {what}.").format(what=what))
        self.done.emit()

    def keyPressEvent(self, event: object) -> None:
        key = getattr(event, "key", int)()
        if key == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


class RulesCard(Card):
    """The rules that differ from the choices above."""

    verb = "change policy"

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 18), 8, parent)
        self._choosing = choosing
        self.head = SectionHead(_t("Rules for some kinds"), 0)
        self.body.addWidget(self.head)
        words = _t("They go before the choices above. A loan keeps the rule it was made under.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.list = column(gap=0)
        self.body.addLayout(self.list)
        self.form = RuleForm(choosing)
        self.form.hide()
        self.form.done.connect(self.leave)
        self.body.addWidget(self.form)
        row = line(gap=8)
        self.add_button = Button(_t("Add a rule"), "", "plus")
        self.add_button.clicked.connect(lambda _on=False: self.begin(None))
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.show_now()

    def show_now(self) -> None:
        """Show the rules in force."""
        doors = self._choosing.doors
        self._kinds = doors.look(kinds)
        rules = doors.look(policies)
        self.head.set_count(len(rules))
        emptied(self.list)
        for rule in rules:
            self.list.addWidget(self._row(rule))

    def is_writing(self) -> bool:
        """Whether a rule is being written."""
        return not self.form.isHidden()

    def save(self) -> None:
        """Keep the rule that is being written."""
        self.form.save()

    def begin(self, rule: PolicyRow | None) -> None:
        """Write a new rule, or change one."""
        start = rule or self._choosing.doors.look(general_policy)
        self.form.begin(start, self._kinds)
        self.form.show()
        self.add_button.hide()
        first = self.form.numbers["days"] if rule else self.form.kind
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """The form is done with."""
        self.form.hide()
        self.add_button.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_now()

    def _row(self, rule: PolicyRow) -> Row:
        kind = next((k for k in self._kinds if k.id == rule.kind_id), None)
        whom = _t(rule.role.capitalize()) if rule.role else ""
        title = " · ".join(p for p in (kind.name if kind else _t("Every kind"), whom) if p)
        row = Row(title, rule_words(rule, given=bool(kind and kind.is_given)),
                  icon=kind.icon if kind else "package")  # fmt: skip
        change = IconButton("pencil", _t("Change the rule: {what}").format(what=title))
        change.clicked.connect(lambda _on=False: self.begin(rule))
        end = IconButton("x", _t("End the rule: {what}").format(what=title))
        end.clicked.connect(lambda _on=False: self._end(rule, title))
        row.tail.addWidget(change)
        row.tail.addWidget(end)
        return row

    def _end(self, rule: PolicyRow, title: str) -> None:
        self._choosing.gestures.act(
            "change policy",
            lambda db, _now: end_policy(db, policy_id=rule.id),
            _t("The rule for {what} has ended.").format(what=title),
            about={"what": title},
        )


def rule_words(rule: PolicyRow, *, given: bool = False) -> str:
    """14 days · renewed 2 times · 3 at once · from 18 years."""
    parts = [] if given else [i18n.count(rule.days, _t("day"), _t("days"))]
    if rule.renewals and not given:
        parts.append(_t("renewed {times}").format(
            times=i18n.count(rule.renewals, _t("time"), _t("times"))))  # fmt: skip
    parts.append(_t("{count} at once").format(count=rule.most_at_once))
    if rule.min_age:
        parts.append(_t("from {age} years").format(age=rule.min_age))
    return " · ".join(parts)
