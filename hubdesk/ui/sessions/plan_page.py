"""Planning a session or a series, or changing one: the form, and the days it will be on."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.queries.checks import without_check
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.schedule import planned_days
from hubdesk.queries.session_card import funds, known_rooms, session_card
from hubdesk.queries.staff import accounts
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.form_draft import Body, FormDraft
from hubdesk.ui.sessions.gestures import SessionGestures
from hubdesk.ui.sessions.plan_form import PlanForm
from hubdesk.ui.space import column, emptied, line, scroller, sized
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.text import WrappedLabel

FORM, SIDE, WIDEST = 760, 320, 8000  # units
MOST_SHOWN = 12


def _t(text: str) -> str:
    return translate("Sessions", text)


class PlanPage(Page):
    """Facts of `arrive`: id of a session to change; without one a new one is planned."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = SessionGestures(doors, self.told.emit, self.go.emit)
        self._id = ""
        self._before: Body = {}
        self.form = PlanForm(doors.today())
        self.draft = FormDraft(doors, "plan-session", self._worth_keeping, self)
        self.again = Button(_t("Start again"), tip=_t("Empty the form"))
        self.save_button = BigButton(_t("Plan session"), "calendar-days")
        self.save_button.needs("plan session")
        self._build()
        self._connect()

    def _build(self) -> None:
        whole: QVBoxLayout = column(self, 0, 12)
        inside = QWidget()
        self._across: QHBoxLayout = line(inside, 0, 16)
        questions = Card((20, 16, 20, 18), 8)
        sized(questions, most_width=FORM)
        questions.body.addWidget(self.form)
        questions.body.addStretch(1)
        self._side = QWidget()
        beside: QVBoxLayout = column(self._side, 0, 12)
        self.days = Card((16, 14, 16, 14), 6)
        self.days_head = SectionHead(_t("On these days"), role="h3")
        self.days.body.addWidget(self.days_head)
        self._day_lines = QWidget()
        column(self._day_lines, 0, 4)
        self.days.body.addWidget(self._day_lines)
        self.check = Note("", "warn", "shield-check")
        self.check.hide()
        beside.addWidget(self.days)
        beside.addWidget(self.check)
        beside.addStretch(1)
        self._across.addWidget(questions, 1)
        self._across.addWidget(self._side)
        self.area = scroller(inside)
        whole.addWidget(self.area, 1)
        bar = line(gap=16)
        bar.addWidget(self.again)
        bar.addWidget(self.save_button, 1)
        whole.addLayout(bar)
        self._whole = whole

    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.day.edited.connect(self._edited)
        self.again.clicked.connect(lambda _on=False: self.start_again())
        self.save_button.clicked.connect(lambda _on=False: self.save())
        bind(self, "save", self.save)

    # What the frame asks

    def title(self) -> str:
        return _t("Change a session") if self._id else _t("Plan a session")

    def arrive(self, **facts: object) -> None:
        doors, me = self._doors, self._doors.acting()
        staff, paying, rooms = doors.look(lambda db: (accounts(db), funds(db), known_rooms(db)))
        teaches = "tutor" in me.roles
        self.form.offer(staff, paying, rooms, me.id if teaches else "")
        id = str(facts.get("id", ""))
        if id:
            self._change(id)
        elif self._id or self.form.is_empty():
            self._id = ""
            self._begin(me.id if teaches else "")
        self.form.for_change(bool(self._id))
        self._show_days()
        self.retitled.emit()

    def leave(self) -> None:
        if not self._id:
            self.draft.keep()

    def first_focus(self) -> QWidget:
        return self.form.title

    def primary(self) -> Button:
        return self.save_button

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def set_frame(self, frame: Frame) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        narrow = frame is Frame.NARROW
        self._across.setDirection(down if narrow else across)
        if narrow:
            sized(self._side, least_width=1, most_width=WIDEST)
        else:
            sized(self._side, width=SIDE)
        self.again.set_words(_t("Clear") if narrow else _t("Start again"), _t("Start again"))

    def has_unsaved(self) -> bool:
        return self.form.typed() != self._before and not self.form.is_empty()

    def save_unsaved(self) -> bool:
        return self.save()

    # Filling

    def _change(self, session_id: str) -> None:
        card = self._doors.look(lambda db: session_card(db, session_id))
        self._id = session_id if card is not None else ""
        self.draft.begin()
        if card is not None:
            self.form.fill_from(card, self._doors.now().tzinfo)
        self._before = self.form.typed()
        self.save_button.needs("change session")

    def _begin(self, tutor_id: str) -> None:
        self.save_button.needs("plan session")
        rows = self.draft.open_ones()
        usual: Body = {"tutor": tutor_id}
        self.draft.begin()
        self.form.fill(usual)
        self._before = self.form.typed()
        if rows:
            self.form.fill(self.draft.resume(rows[0]))
            what = self.form.title.text().strip() or _t("a session")
            words = _t("You had begun to plan {what}. Carry on, or start again.")
            self._gestures.say(words.format(what=what))

    def start_again(self) -> None:
        """Empty the form."""
        self.draft.drop()
        self._id = ""
        self.form.fill({})
        self._before = self.form.typed()
        self.form.for_change(False)
        self.form.title.setFocus()
        self._show_days()

    def _worth_keeping(self) -> Body | None:
        return None if self._id or not self.has_unsaved() else self.form.typed()

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
            staff = (facts.tutor_id, *facts.helper_ids)
            missing = self._doors.look(lambda db: without_check(db, staff, on))
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
            self._gestures.refuse(error)
            return True

        def then() -> None:
            self._saved(facts.held_on)

        if self._id:
            done = self._gestures.change(self._id, facts, refused=refused, then=then)
        else:
            repeats, times = self.form.repeats.value(), self.form.times.value()
            done = self._gestures.plan(
                facts, repeats=repeats, times=times, refused=refused, then=then
            )
        if done:
            then()
        return done

    def _saved(self, on: Any) -> None:
        self.draft.drop()
        self._id = ""
        self.form.fill({})
        self._before = self.form.typed()
        self.go.emit("sessions", {"day": on})
