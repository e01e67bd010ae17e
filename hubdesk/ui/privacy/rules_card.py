"""The rules for how long things are kept: each with its reason, changed into a new version."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.retention import period_words, record_words, why_words
from hubdesk.operations.retention import LEAST, MOST, change_rule
from hubdesk.queries.history import RecordKind
from hubdesk.queries.retention import Rule, rules
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.history.button import history_button
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Privacy", text)


class RulesCard(Section):
    """No law names a period: the hub chooses one, writes it down and keeps to it."""

    def __init__(self, gestures: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(_t("How long things are kept"), parent)
        self._gestures = gestures
        words = _t("The law names no time. A hub chooses one, writes it down and keeps to it.")
        self.body.insertWidget(1, WrappedLabel(words, "small", "2"))
        self.months: dict[str, QSpinBox] = {}

    def show_now(self) -> int:
        """Look again; a rule never waits for anybody."""
        self.clear()
        self.months = {}
        for rule in self._gestures.doors.look(rules).values():
            self.put(Line())
            self.put(self._row(rule))
        return 0

    def _row(self, rule: Rule) -> QWidget:
        found = QWidget()
        body = column(found, 0, 4)
        body.addWidget(Label(record_words(rule.record), "strong"))
        period = period_words(rule.record, rule.months)
        words = _t("Kept {long}. {why}").format(long=period, why=why_words(rule.record, rule.why))
        body.addWidget(WrappedLabel(words, "small", "2"))
        since = _t("Version {number}").format(number=rule.version)
        if rule.from_on:
            since = _t("Version {number}, since {day}").format(
                number=rule.version, day=i18n.plain_day(rule.from_on)
            )
        body.addWidget(Label(since, "small", "2"))
        row = line(gap=8)
        box = QSpinBox()
        box.setRange(LEAST, MOST)
        box.setValue(rule.months)
        box.setSuffix(_t(" months"))
        box.setAccessibleName(_t("Months: {what}").format(what=record_words(rule.record)))
        sized(box, width=150)
        self.months[rule.record] = box
        change = named(Button(_t("Change")), f"rule:{rule.record}")
        change.set_words(_t("Change"), f"{_t('Change')}: {record_words(rule.record)}")
        change.clicked.connect(lambda _on=False, r=rule: self._change(r))
        change.set_reason(self._gestures.doors.barred("change rule"))
        name = record_words(rule.record)
        go = self._gestures.go_to
        row.addWidget(box)
        row.addWidget(change)
        row.addWidget(history_button(go, RecordKind.KEEPING_RULE, rule.record, name))
        row.addStretch(1)
        body.addLayout(row)
        return found

    def _change(self, rule: Rule) -> None:
        months = self.months[rule.record].value()
        if months == rule.months:
            self._gestures.say(_t("That is the rule already. Nothing changed."))
            return
        what = f"{record_words(rule.record)}, {period_words(rule.record, months)}"
        self._gestures.act(
            "change rule",
            lambda db, now: change_rule(
                db, record=rule.record, months=months, why=rule.why, now=now
            ),
            _t("The new rule holds from today: {what}.").format(what=i18n.within(what)),
            about={"what": i18n.within(what)},
        )
