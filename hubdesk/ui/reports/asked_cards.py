"""For the yearly report of a CIC: who was asked, and what gifts were worth."""

from __future__ import annotations

from typing import Any

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.operations.consulting import log_consultation, put_away_consultation, value_gift
from hubdesk.queries.told_lists import AskedRow, GiftRow, consultations, gifts_to_value
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section
from hubdesk.ui.reports.told_cards import ToldCard, short
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.calendar import DayPick
from hubdesk.ui.widgets.choices import Number
from hubdesk.ui.widgets.form import LineEdit, NoteEdit
from hubdesk.ui.widgets.rows import device_row
from hubdesk.ui.widgets.text import WrappedLabel

MOST_POUNDS = 100_000


def _t(text: str) -> str:
    return translate("Reports", text)


class AskedCard(ToldCard):
    """Who was asked about what the hub does, and what the hub did about it."""

    def __init__(self, gestures: Gestures) -> None:
        save = Button(_t("Keep it"), "", "check", verb="log consultation")
        hint = _t("The law asks a CIC each year whom it asked, and what came of it.")
        super().__init__(gestures, _t("Who was asked"), hint, save)
        self.who, self.method = LineEdit(), LineEdit()
        self.on = DayPick(gestures.doors.today(), _t("Day"))
        self.many = Number(0, 0, 100_000, name=_t("How many"))
        self.said, self.changed = NoteEdit(lines=2), NoteEdit(lines=2)
        self.form.add("who", _t("&Who was asked"), self.who, _t("Like: people of Monday's course"))
        self.form.add("on", _t("Day"), self.on)
        self.form.add("method", _t("How"), self.method, _t("Like: a talk, a card, a call"))
        self.form.add("many", _t("How many"), self.many)
        self.form.add("said", _t("What they said"), self.said)
        self.form.add("changed", _t("What changed because of it"), self.changed)
        save.clicked.connect(lambda _on=False: self.save())

    def is_writing(self) -> bool:
        return any(
            text.strip()
            for text in (
                self.who.text(),
                self.said.toPlainText(),
                self.changed.toPlainText(),
            )
        )

    def forget(self) -> None:
        for edit in (self.who, self.method, self.said, self.changed):
            edit.clear()
        self.many.setValue(0)

    def save(self) -> bool:
        facts: dict[str, Any] = {
            "who": self.who.text().strip(),
            "held_on": self.on.day(),
            "method": self.method.text(),
            "how_many": self.many.value(),
            "said": self.said.toPlainText(),
            "changed": self.changed.toPlainText(),
        }
        self.form.show_problems({} if facts["who"] else {"who": _t("Enter who was asked")})
        if not facts["who"]:
            return False
        done = self.gestures.act(
            "log consultation",
            lambda db, now: log_consultation(db, now=now, **facts).id,
            _t("It is kept for the report of the year."),
        )
        if done:
            self.forget()
            self.kept.emit()
        return done

    def show_now(self) -> int:
        rows = self.gestures.doors.look(consultations)
        self.clear()
        for row in rows:
            away = Button(
                _t("Remove"), "ghost", "x", name=_t("Remove: {who}").format(who=short(row.who)),
                verb="put away consultation",
            )  # fmt: skip
            away.clicked.connect(lambda _on=False, r=row: self._put_away(r))
            many = i18n.count(row.how_many, _t("person"), _t("people")) if row.how_many else ""
            head = (i18n.plain_day(row.held_on), row.method, many)
            told = (", ".join(filter(None, head)), row.said, row.changed)
            self.put_line_of(row.who, ". ".join(filter(None, told)), away)
        return len(rows)

    def _put_away(self, row: AskedRow) -> None:
        self.gestures.act(
            "put away consultation",
            lambda db, _now: put_away_consultation(db, consultation_id=row.id).id,
            _t("It stands in no report from now on."),
        )


class WorthCard(Section):
    """What was given for good, and a fair estimate of what it was worth on that day."""

    def __init__(self, gestures: Gestures) -> None:
        super().__init__(_t("Worth of gifts"))
        self.gestures = gestures
        self.amounts: dict[str, Number] = {}
        words = _t("A fair estimate on the day it was given, in whole pounds. 0 is allowed.")
        self.body.insertWidget(1, WrappedLabel(words, "small", "2"))

    def is_writing(self) -> bool:
        return False

    def forget(self) -> None:
        """Nothing is half-written here."""

    def show_now(self) -> int:
        """Draw the list again; how many have no worth yet."""
        rows = self.gestures.doors.look(gifts_to_value)
        self.clear()
        self.amounts = {}
        for row in rows:
            self._put(row)
        if not rows:
            self.put_nothing(_t("Nothing has been given for good yet."))
        return sum(row.pounds is None for row in rows)

    def _put(self, row: GiftRow) -> None:
        now = self.gestures.doors.now()
        day = i18n.plain_day(row.given_at.astimezone(now.tzinfo).date())
        what = f"{row.what or _t('Thing')} {row.tag}".strip()
        shown = device_row(what, day, "gift", size=36)
        amount = Number(
            row.pounds or 0, 0, MOST_POUNDS, name=_t("Pounds, {what}").format(what=what)
        )
        keep = Button(
            _t("Keep") if row.pounds is None else _t("Change"),
            name=_t("Keep the worth of {what}").format(what=what), verb="value gift",
        )  # fmt: skip
        keep.clicked.connect(lambda _on=False: self._value(row.id, what))
        self.amounts[row.id] = amount
        both = line(gap=8)
        both.addWidget(amount)
        both.addWidget(keep)
        shown.tail.addLayout(both)
        self.put(shown)

    def _value(self, gift_id: str, what: str) -> None:
        pounds = self.amounts[gift_id].value()
        words = _t("{what} is down as worth £{pounds}.").format(what=what, pounds=f"{pounds:,}")
        self.gestures.act(
            "value gift",
            lambda db, now: value_gift(db, gift_id=gift_id, pounds=pounds, now=now).id,
            words,
            about={"what": what},
        )
