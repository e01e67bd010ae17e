"""Planning a session or a series, or changing one: the form, and the days it will be on."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.queries.checks import without_check
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.funds import funds
from hubdesk.queries.schedule import planned_days
from hubdesk.queries.session_card import known_rooms, session_card
from hubdesk.queries.staff import accounts
from hubdesk.ui.doors import Doors
from hubdesk.ui.form_draft import Body
from hubdesk.ui.form_page import FormPage
from hubdesk.ui.sessions.gestures import SessionGestures
from hubdesk.ui.sessions.plan_form import PlanForm
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.buttons import BigButton
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.text import WrappedLabel

SIDE = 320  # units
MOST_SHOWN = 12


def _t(text: str) -> str:
    return translate("Sessions", text)


class PlanPage(FormPage):
    """Facts of `arrive`: id of a session to change; without one a new one is planned."""

    gestures: SessionGestures

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        button = BigButton(_t("Plan session"), "calendar-days")
        super().__init__(doors, "plan-session", button, parent)
        self._id = self._tutor = ""
        self._before: Body = {}
        self.form = PlanForm(doors)
        self.save_button.needs("plan session")
        self.days = Card((16, 14, 16, 14), 6)
        self.days_head = SectionHead(_t("On these days"), role="h3")
        self.days.body.addWidget(self.days_head)
        self._day_lines = QWidget()
        column(self._day_lines, 0, 4)
        self.days.body.addWidget(self._day_lines)
        self.check = Note("", "warn", "shield-check")
        self.check.hide()
        self.lay_out(self.form, self.days, self.check, side=SIDE)
        self.form.edited.connect(self._edited)
        self.form.day.edited.connect(self._edited)

    def make_gestures(self, doors: Doors) -> SessionGestures:
        return SessionGestures(doors, self.told.emit, self.go.emit)

    # What the frame asks

    def title(self) -> str:
        return _t("Change a session") if self._id else _t("Plan a session")

    def arrive(self, **facts: object) -> None:
        doors, me = self._doors, self._doors.acting()
        staff, paying, rooms = doors.look(lambda db: (accounts(db), funds(db), known_rooms(db)))
        teaches = "tutor" in me.roles
        self._tutor = me.id if teaches else ""
        self.form.offer(staff, paying, rooms, self._tutor)
        id = str(facts.get("id", ""))
        if id:
            self._change(id)
        elif self._id or self.form.is_empty():
            self._id = ""
            self._begin()
        self.form.for_change(bool(self._id))
        self._show_days()
        self.retitled.emit()

    def first_focus(self) -> QWidget:
        return self.form.title

    def typed(self) -> Body | None:
        typed = self.form.typed()
        return None if typed == self._before or self.form.is_empty() else typed

    def leave(self) -> None:
        if not self._id:  # what is changed of a session that is there is asked about instead
            super().leave()

    def scanned(self, code: str) -> bool:
        return self.form.helpers.finder.take_card(code)

    # Filling

    def _change(self, session_id: str) -> None:
        card = self._doors.look(lambda db: session_card(db, session_id))
        self._id = session_id if card is not None else ""
        self.draft.begin()
        if card is not None:
            self.form.fill_from(card, self._doors.now().tzinfo)
        self._before = self.form.typed()
        self.save_button.needs("change session")

    def _begin(self) -> None:
        self.save_button.needs("plan session")
        self.clear()
        if self.resume():
            what = self.form.title.text().strip() or _t("a session")
            words = _t("You had begun to plan {what}. Carry on, or start again.")
            self.gestures.say(words.format(what=what))

    def fill(self, typed: Body) -> None:
        self.form.fill(typed or {"tutor": self._tutor})
        if not typed:
            self._before = self.form.typed()
        self._show_days()

    def start_again(self) -> None:
        """Empty the form."""
        if self._id:
            self._change(self._id)
            self._show_days()
        else:
            super().start_again()

    def _edited(self) -> None:
        self._show_days()
        if not self._id:
            self.draft.touch()

    # The days

    def _show_days(self) -> None:
        """On which days it will be, closed ones with their reason; who has no check."""
        layout = emptied(self._day_lines)
        facts, _wrong = self.form.read()
        on = facts.held_on if facts else None
        self.days.setVisible(on is not None)
        self.check.set_words("")
        if facts is None or on is None:
            self._name_button(1)
            return
        repeats, times = self.form.repeats.value(), self.form.times.value()
        closed = self._doors.look(lambda db: closed_days(db, after=on))
        days = planned_days(on, repeats or "weekly", closed, times=times if repeats else 1)
        if not repeats:
            days = days[:1]
        today = self._doors.today()
        for day in days[:MOST_SHOWN]:
            words = i18n.short_day(day.on, today)
            if day.why_closed:
                words = _t("{day}: {why}").format(day=words, why=day.why_closed)
            label = WrappedLabel(words, "small", "warn" if day.why_closed else "")
            layout.addWidget(label)
        more = len(days) - MOST_SHOWN
        if more > 0:
            words = _t("and {many} more").format(many=more)
            layout.addWidget(WrappedLabel(words, "small", "2"))
        self._name_button(sum(not day.why_closed for day in days))
        if facts.needs_check:
            staff, people = (facts.tutor_id, *facts.helper_ids), facts.helper_person_ids
            missing = self._doors.look(lambda db: without_check(db, staff, on, person_ids=people))
            words = _t("No check with barred lists is written down for {names}.")
            self.check.set_words(words.format(names=i18n.listed(missing)) if missing else "")

    def _name_button(self, many: int) -> None:
        if self._id:
            self.save_button.set_words(_t("Save session"))
        elif self.form.repeats.value():
            self.save_button.set_words(_t("Plan {many} sessions").format(many=many))
        else:
            self.save_button.set_words(_t("Plan session"))

    # Saving

    def save(self) -> bool:
        """Plan it, unless something is wrong."""
        facts, wrong = self.form.read()
        self.form.show_problems(wrong)
        if facts is None:
            return False

        def refused(error: HubDeskError) -> bool:
            self.gestures.refuse(error)
            return True

        def then() -> None:
            self._saved(facts.held_on)

        if self._id:
            done = self.gestures.change(self._id, facts, refused=refused, then=then)
        else:
            repeats, times = self.form.repeats.value(), self.form.times.value()
            done = self.gestures.plan(
                facts, repeats=repeats, times=times, refused=refused, then=then
            )
        if done:
            then()
        return done

    def _saved(self, on: Any) -> None:
        self.draft.drop()
        self._id = ""
        self.clear()
        self.go.emit("sessions", {"day": on})
