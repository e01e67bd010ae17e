"""Taking back what somebody agreed to: ticked, as easily as it was given, and what then stops."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import How, Purpose
from hubdesk.operations.consents import withdraw_consents
from hubdesk.queries.consents import ConsentRow, given_now
from hubdesk.queries.people import person_page
from hubdesk.ui.cards_page import CardsPage
from hubdesk.ui.doors import Doors
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import HOWS, first_word, how_words, purpose_words, stops_words
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.buttons import BigButton
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


class WithdrawPage(CardsPage):
    """The fact `id` of `arrive` says who. One way, from their page and from a request alike."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(doors, BigButton("", "circle-x"), parent)
        self.ticks: dict[str, QCheckBox] = {}
        self.given = Section(_t("What they agreed to"), gap=6)
        self.form, self.rule = Form(), Line()
        self.how = Combo([(how.value, _t(words)) for how, words in HOWS.items()], How.SPOKEN)
        self.day = DayField(_t("The day they told us"))
        self._build()
        self.save_button.clicked.connect(lambda _on=False: self.save())
        doors.announcer.changed.connect(self._changed)

    def _build(self) -> None:
        words = _t("Tick what they take back. We help them just the same.")
        self.given.body.insertWidget(1, WrappedLabel(words, "small", "2"))
        self.form.add("how", _t("How did they tell us?"), sized(self.how, most_width=220))
        self.form.add("day", _t("When did they tell us?"), self.day)
        self.given.put_below(self.rule)
        self.given.put_below(self.form)
        self.lay_out(self.given)

    # What the frame asks

    def title(self) -> str:
        return _t("What {name} takes back").format(name=self._name) if self._name else ""

    def first_focus(self) -> QWidget | None:
        return next(iter(self.ticks.values()), None)

    def arrive(self, **facts: object) -> None:
        self._id = str(facts.get("id", ""))
        self.ticks = {}
        self.how.choose(How.SPOKEN)
        self.day.set_day(self._doors.today())
        self.form.show_problems({})
        self._show()

    def ticked(self) -> list[str]:
        """The purposes that are ticked."""
        return [purpose for purpose, tick in self.ticks.items() if tick.isChecked()]

    # Doing

    def save(self) -> None:
        """They end today, or on the day they told us."""
        wanted, how = self.ticked(), self.how.value()
        on = self.day_that_was(self.form, self.day)
        if on is None:
            return
        id_, told = self._id, i18n.listed([i18n.within(purpose_words(one)) for one in wanted])
        stops = " ".join(stops_words(purpose) for purpose in wanted)
        self._gestures.act(
            "withdraw consent",
            lambda db, now: withdraw_consents(
                db, person_id=id_, purposes=wanted, how=how, on=on, now=now
            ),
            _t("{who} took back: {what}. {stops}").format(who=self._who, what=told, stops=stops),
            about={"person_id": id_, "what": told},
        )

    # Showing

    def _show(self) -> None:
        def look(db: Any) -> tuple[str, str, dict[str, ConsentRow]]:
            person = person_page(db, self._id)
            if person is None:
                return "", "", {}
            self._id = person.id
            called = person.known_as or first_word(person.name)
            return person.name, called, given_now(db, person.id)

        self._name, self._who, given = self._doors.look(look)
        before = self.ticked()
        self.given.clear()
        self.ticks = {}
        for purpose in Purpose:
            if (row := given.get(purpose.value)) is not None:
                self._put(purpose.value, row, is_ticked=purpose.value in before)
        if not given:
            self.given.put_nothing(_t("Nothing that can be taken back."))
        self.form.setVisible(bool(given))
        self.rule.setVisible(bool(given))
        self.foot.setVisible(bool(given))
        self._count()
        self.retitled.emit()

    def _put(self, purpose: str, row: ConsentRow, *, is_ticked: bool) -> None:
        day, how = i18n.plain_day(row.given_on), how_words(row.how).lower()
        words = _t("{what}: yes on {day}, {how}").format(
            what=purpose_words(purpose), day=day, how=how
        )
        tick = QCheckBox(_t("{what}: yes").format(what=purpose_words(purpose)))
        tick.setAccessibleName(words)
        tick.setChecked(is_ticked)
        tick.toggled.connect(lambda _on: self._count())
        self.ticks[purpose] = tick
        self.given.put(tick)
        given = _t("On {day}, {how}.").format(day=day, how=how)
        self.given.put(WrappedLabel(f"{given} {stops_words(purpose)}", "small", "2"))

    def _count(self) -> None:
        many = len(self.ticked())
        self.save_button.set_words(_t("Take it back") if many < 2 else _t("Take them back"))
        why = "" if many else _t("Nothing is ticked.")
        self.save_button.set_reason(self._doors.barred("withdraw consent") or why)

    def _changed(self, tables: frozenset[str]) -> None:
        if self._id and tables & {"consent", "person"} and self.isVisible():
            self._show()
