"""Lending rules for kinds of things: each change is a new version, loans keep theirs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.models import Role
from hubdesk.operations.hub import add_policy, end_policy
from hubdesk.queries.history import RecordKind
from hubdesk.queries.hub import KindRow, kinds
from hubdesk.queries.policies import PolicyRow, general_policy, policies
from hubdesk.ui.flow import Flow
from hubdesk.ui.history.button import history_button
from hubdesk.ui.settings.choice_row import NumberEdit
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import ListCard, WrittenForm
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.rows import Row

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


class RuleForm(WrittenForm):
    """One rule being written. `done` says it was saved or left."""

    def __init__(self, choosing: Choosing) -> None:
        super().__init__(_t("Save this rule"))
        self._choosing = choosing
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
        self.add_buttons()

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


class RulesCard(ListCard[PolicyRow, RuleForm]):
    """The rules that differ from the choices above."""

    verb = "change policy"

    def __init__(self, choosing: Choosing) -> None:
        self._choosing = choosing
        self._kinds: list[KindRow] = []
        add = Button(_t("Add a rule"), "", "plus")
        words = _t("They go before the choices above. A loan keeps the rule it was made under.")
        super().__init__(_t("Rules for some kinds"), words, RuleForm(choosing), add)
        self.show_now()

    def show_now(self) -> None:
        """Show the rules in force."""
        doors = self._choosing.doors
        self._kinds = doors.look(kinds)
        self.show_rows([self._row(rule) for rule in doors.look(policies)])

    def fill(self, thing: PolicyRow | None) -> QWidget:
        start = thing or self._choosing.doors.look(general_policy)
        self.form.begin(start, self._kinds)
        return self.form.numbers["days"] if thing else self.form.kind

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
        past = history_button(self.go.emit, RecordKind.LENDING_RULE, rule.id, title)
        for button in (past, change, end):
            row.tail.addWidget(button)
        return row

    def _end(self, rule: PolicyRow, title: str) -> None:
        self._choosing.gestures.act(
            "change policy",
            lambda db, _now: end_policy(db, policy_id=rule.id),
            _t("The rule for {what} has ended.").format(what=title),
            about={"what": title},
        )


def rule_words(rule: PolicyRow, *, given: bool = False) -> str:
    """14 days · renewed 2 times · 3 at once · from 18 years. Nought at once sets no bound."""
    parts = [] if given else [i18n.count(rule.days, _t("day"), _t("days"))]
    if rule.renewals and not given:
        parts.append(_t("renewed {times}").format(
            times=i18n.count(rule.renewals, _t("time"), _t("times"))))  # fmt: skip
    most = rule.most_at_once
    parts.append(_t("{count} at once").format(count=most) if most else _t("any number at once"))
    if rule.min_age:
        parts.append(_t("from {age} years").format(age=rule.min_age))
    return " · ".join(parts)
