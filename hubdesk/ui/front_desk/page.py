"""The front desk on screen: draws what the desk has before it and passes gestures on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import How
from hubdesk.queries.agreements import agreement_row
from hubdesk.queries.empty_desk import empty_desk
from hubdesk.queries.loans import loan_rows
from hubdesk.ui.actions import bind
from hubdesk.ui.allowed import Allowed
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.asked_once import AskedOnce
from hubdesk.ui.front_desk.choose_card import ChooseCard
from hubdesk.ui.front_desk.coming import sign_in, tick_off, tick_off_note
from hubdesk.ui.front_desk.desk import FrontDesk
from hubdesk.ui.front_desk.home_card import HomeCard
from hubdesk.ui.front_desk.lend_panel import LendPanel
from hubdesk.ui.front_desk.parked_tabs import ParkedTabs
from hubdesk.ui.front_desk.person_panel import PersonPanel
from hubdesk.ui.front_desk.returned_panel import WIPE, ReturnedPanel
from hubdesk.ui.front_desk.rule_card import RuleCard, late_tag
from hubdesk.ui.front_desk.start_card import StartCard
from hubdesk.ui.front_desk.today_panel import TodayPanel
from hubdesk.ui.front_desk.today_watch import OF_THE_DESK, TodayWatch
from hubdesk.ui.loans.gestures import LoanGestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.sight import Sight
from hubdesk.ui.signature import SignatureCard, can_sign_here
from hubdesk.ui.space import column, line, scroller, spaced
from hubdesk.ui.widgets.buttons import BigButton, Button


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class FrontDeskPage(Page):
    """The desk. Facts of `arrive`: person_id opens somebody, device_id puts a device in the list,
    making_ready starts making ready.

    `print_asked` carries a paper, the id it is about and what was told of the deed;
    `wait_print_asked` opens what waits.
    `can_sign` answers whether somebody can draw on this computer.
    """

    print_asked = Signal(str, str, object)  # a Result
    wait_print_asked = Signal()

    def __init__(
        self,
        doors: Doors,
        *,
        can_sign: Callable[[], bool] = can_sign_here,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self.desk = FrontDesk(
            doors,
            tell=self.told.emit,
            drawn=self._draw_soon,
            go=self.go.emit,
            to_print=self.print_asked.emit,
            can_sign=can_sign,
            ask_signature=self._ask_signature,
        )
        self._calls = LoanGestures(doors, self.told.emit, self.go.emit)
        self.home = HomeCard()
        self._asked = AskedOnce(doors, self.desk, self.home, self.told.emit)
        self._signing: SignatureCard | None = None
        self._signs = ""  # whose name is to be drawn
        self._shown_id = ""  # who was on the screen when it was drawn last
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.draw)
        self._build()
        self._connect()
        self._today_watch = TodayWatch(doors, self.today, lambda: not self.isHidden(), self)
        self._today_watch.drawn.connect(self.side_changed)
        doors.announcer.changed.connect(self._changed)
        doors.announcer.day_turned.connect(lambda: self._changed(OF_THE_DESK))

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        self.parked = ParkedTabs()
        self._above = QWidget()  # of all that scrolls
        self._above_line = line(self._above, 0, 8)
        self._above_line.addWidget(self.parked)
        self._above_line.addStretch(1)
        self.person = PersonPanel()
        self.rule = RuleCard(self._doors)
        self.lend_panel = LendPanel()
        self.returned = ReturnedPanel()
        self.choose_card = ChooseCard()
        self.choose_card.chosen.connect(lambda choice: self.desk.codes.choose(choice))
        self.start = StartCard(self._doors)
        # not a stack: its layout asks for the room of the tallest, shown or not
        self._turns = (self.start, self.lend_panel, self.returned, self.choose_card)
        # Empty in its place first: what is full would be styled anew at each place it is put into.
        inside = QWidget()
        self._content = content = column(inside, 0, 12)
        self._scroll = scroller(inside)
        self._sight = Sight(self._scroll)
        self._whole.addWidget(self._scroll, 1)
        for panel in (self.person, self.rule, self.home):
            content.addWidget(panel)
        for turn in self._turns:
            content.addWidget(turn, 1)
        self._bar = QWidget()
        self._bar_line = bar = line(self._bar, 0, 16)
        self.print_box = QCheckBox(_t("Print agreement"))
        self.again_button = Button(_t("Start again"), tip=_t("Put everything back"))
        self.big = BigButton(_t("Lend"))
        bar.addWidget(self.again_button)
        bar.addWidget(self.big, 1)
        self._whole.addWidget(self._bar)
        self.today = TodayPanel(lambda: self._doors.now().tzinfo)
        self._place(Frame.WIDE)

    def _place(self, frame: Frame) -> None:
        """Where there is little room, what can scroll away with the rest does."""
        self._is_narrow = narrow = frame is Frame.NARROW
        spaced(self._whole, (0, 10, 0, 0) if narrow else 0, 10 if narrow else 12)
        if narrow and self._content.indexOf(self._above) < 0:
            self._content.insertWidget(0, self._above)
            self.lend_panel.body.addWidget(self.print_box)
        elif not narrow and self._whole.indexOf(self._above) < 0:
            self._whole.insertWidget(self._whole.indexOf(self._scroll), self._above)
            self._bar_line.insertWidget(0, self.print_box)

    def _connect(self) -> None:
        desk = self.desk
        self.person.opened.connect(lambda id: self.go.emit("person", {"id": id}))
        self.person.hide_asked.connect(self.hide_asked)
        self.parked.opened.connect(lambda basket: desk.lists.open_parked(basket))
        self.start.go.connect(self.go)
        self.start.person_asked.connect(desk.show_person)
        self.start.put_away.connect(self._asked.put_first_steps_away)
        self.told.connect(self.rule.heard)
        self.rule.allowed.connect(self._allow)
        self.rule.left.connect(self._leave_rule)
        self.lend_panel.line_changed.connect(desk.change_line)
        self.lend_panel.taken_out.connect(desk.take_out)
        self.lend_panel.due_chosen.connect(desk.set_due)
        self.lend_panel.happened_chosen.connect(desk.set_happened_on)
        self.lend_panel.due_kept.connect(desk.keep_due)
        self.lend_panel.grew.connect(self._sight.bring)
        self.rule.call_asked.connect(self._call_about)
        self.returned.undo_asked.connect(lambda id: desk.undo_one(id))
        self.returned.missing_changed.connect(lambda gone: desk.returns.amend(missing=gone))
        self.returned.condition_chosen.connect(self._condition)
        self.returned.noted.connect(lambda of, text: desk.returns.amend(of, note=text))
        self.print_box.clicked.connect(self._choose_printing)
        self.again_button.clicked.connect(lambda _on=False: desk.start_again())
        self.big.clicked.connect(lambda _on=False: desk.enter())
        self.today.person_asked.connect(desk.show_person)
        self.today.call_asked.connect(self._call)
        self.today.go.connect(self.go)
        self.today.ready_asked.connect(desk.start_making_ready)
        self.today.done_asked.connect(partial(tick_off, self._calls))
        self.today.note_done_asked.connect(partial(tick_off_note, self._calls))
        self.person.sign_in_asked.connect(self._sign_in)
        self.today.print_asked.connect(self.wait_print_asked)
        bind(self, "sign-in", self._sign_in)
        bind(self, "start-again", desk.start_again)
        bind(self, "note", self.returned.note.setFocus)

    # What the frame asks

    def side(self) -> QWidget:
        return self.today

    def side_words(self) -> str:
        return self.today.words()

    def has_own_head(self) -> bool:
        return self._is_narrow  # no title: the rail says where this is, and the list needs the room

    def place_side_button(self, button: Button) -> bool:
        if self._is_narrow and self._above_line.indexOf(button) < 0:
            self._above_line.addWidget(button)
        return self._is_narrow

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def primary(self) -> Button | None:
        return self.big if self._bar.isVisible() else None

    def set_frame(self, frame: Frame) -> None:
        self.person.set_frame(frame)
        self.lend_panel.set_frame(frame)
        self.parked.set_frame(frame)
        narrow = frame is Frame.NARROW
        self.rule.fold(narrow)
        self.again_button.set_words(_t("Clear") if narrow else _t("Start again"))
        self._place(frame)
        self.draw()

    def arrive(self, **facts: object) -> None:
        self._today_watch.catch_up()
        if person_id := facts.get("person_id"):
            self.desk.show_person(str(person_id))
        if device_id := facts.get("device_id"):
            self.desk.put_in(str(device_id))
        if facts.get("making_ready"):
            self.desk.start_making_ready()

    def stop(self) -> None:
        """The records are about to be closed."""
        self._today_watch.stop()

    def step_back(self) -> bool:
        """Esc: stop making ready, give way to a rule, close choices, then the returns, then all."""
        state = self.desk.state
        if state.making_ready:
            self.desk.stop_making_ready()
        elif state.choices:
            state.choices = ()
        elif state.refusal is not None:
            state.refusal = None
        elif state.returned:
            state.returned = ()
        elif state.card is not None or state.basket.lines:
            self.hide_asked.emit()
        else:
            return False
        self.draw()
        return True

    # Drawing

    def _draw_soon(self) -> None:
        """Draw once per gesture, however often the state changed in it."""
        if not self._soon.isActive():
            self._soon.start(0)

    def draw(self) -> None:
        """Make the screen say what the desk has before it."""
        state, today = self.desk.state, self._doors.today()
        self._sight.forget()
        # what came back from somebody else is not to be read as this person's
        others = state.returned and state.card and state.returned[0].borrower_id != state.card.id
        self.person.setVisible(state.card is not None and not others)
        now_shown = state.card.id if state.card is not None else ""
        if now_shown != self._shown_id:
            self._shown_id = now_shown
            self._sight.begin_anew(self.person.name)
        if state.card is not None:
            self.person.show_card(state.card, today)
        was_hidden = self.rule.isHidden()
        self.rule.setVisible(state.refusal is not None)
        if state.refusal is not None and was_hidden:
            self.rule.show_rule(state.refusal)
            self.rule.offer_call(late_tag(state.refusal))
            self._sight.bring(self.rule)
        if state.card is None or state.card.id != self._signs:
            self._stop_signing()  # the paper of somebody who stepped away
        self._asked.draw()
        self.parked.show_parked(state.parked, self.desk.lists.name_of)
        self._above.setVisible(self._is_narrow or bool(state.parked))
        if state.choices:
            self.choose_card.show_choices(state.choices)
            self._show(self.choose_card)
        elif state.returned:
            self.returned.show_returns(state.returned, today)
            self._show(self.returned)
        elif state.card is not None or state.basket.lines:
            self.lend_panel.show_state(state, today)
            self._show(self.lend_panel)
        else:
            found = self._doors.look(empty_desk)
            self.start.show_empty(found, making_ready=state.making_ready)
            self._show(self.start)
        self._draw_bar()

    def _show(self, shown: QWidget) -> None:
        for panel in self._turns:
            panel.setVisible(panel is shown)

    def _draw_bar(self) -> None:
        state = self.desk.state
        lines, card = state.basket.lines, state.card
        self._bar.setVisible(bool(card or lines) and not state.choices and not state.returned)
        given = bool(lines) and not state.basket.lends
        many = i18n.count(len(lines), _t("device"), _t("devices"))
        if card is None:
            words = _t("Scan a card to lend {many}").format(many=many)
            self.big.set_either(words, _t("Scan a card"))
        elif not lines:
            self.big.set_either(_t("Scan a device to lend"), _t("Scan a device"))
        else:
            verb = _t("Give {what} to {who}") if given else _t("Lend {what} to {who}")
            what = lines[0].thing.title if given and len(lines) == 1 else many
            if not given and self.desk.handing.prints and not card.agreement_is_signed:
                verb = _t("Lend {what} to {who} and print agreement")
            short = _t("Give {what}") if given else _t("Lend {what}")
            if (lends := state.basket.lends) and (gives := len(lines) - lends):
                lent = i18n.count(lends, _t("device"), _t("devices"))
                what = _t("{lent} and give {given}").format(lent=lent, given=gives)
            words = verb.format(what=what, who=card.called)
            self.big.set_either(words, short.format(what=what))
        self.big.setEnabled(bool(card and lines))
        self.print_box.setChecked(self.desk.handing.prints)
        signed = card is not None and card.agreement_is_signed
        self.print_box.setVisible(bool(lines) and not signed)

    # Answers

    def _condition(self, value: str) -> None:
        wipe = value == WIPE
        self.desk.returns.amend(
            condition=None if wipe else value, needs_wiping=True if wipe else None
        )

    def _allow(self, allowed: Allowed) -> None:
        self.desk.lend(allowed)

    def _choose_printing(self, on: bool) -> None:
        self.desk.handing.prints = on
        self._draw_bar()

    def _leave_rule(self) -> None:
        self.desk.state.refusal = None
        self.draw()

    def _ask_signature(self, agreement_id: str, *more: str) -> None:
        row = self._doors.look(lambda db: agreement_row(db, agreement_id))
        if row is None:
            return
        self._stop_signing()
        self._signs = row.person_id
        self._signing = SignatureCard(row.person, row.printed)
        self._signing.signed.connect(lambda path: self._keep_signature(path, agreement_id, *more))
        self._signing.left.connect(self._stop_signing)
        self._content.insertWidget(1, self._signing)
        self._signing.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_signature(self, path: str, agreement_id: str, *more: str) -> None:
        if self.desk.signing.keep(agreement_id, how=How.DRAWN, path=path):
            self._stop_signing()
            if more:
                self._ask_signature(*more)

    def _stop_signing(self) -> None:
        if self._signing is not None:
            self._signing.hide()
            self._signing.deleteLater()
            self._signing = None

    def _call_about(self) -> None:
        """Call about what is late, from the rule that says so."""
        card, rule = self.desk.state.card, self.desk.state.refusal
        tag = late_tag(rule) if rule is not None else ""
        late = [loan for loan in card.loans if loan.tag == tag] if card is not None else []
        if late:
            self._call(late[0].id)

    def _call(self, loan_id: str) -> None:
        for loan in self._doors.look(lambda db: loan_rows(db, [loan_id])):
            self._calls.call(loan, with_number=True)

    def _sign_in(self) -> None:
        sign_in(self._doors, self.desk.state.card, self.told.emit, self.go.emit)

    def _changed(self, tables: frozenset[str]) -> None:
        if "hub_setting" in tables:
            self.desk.handing.print_as_usual()
        if tables & OF_THE_DESK:
            if self.isHidden():
                self.desk.refresh()  # changed on another page: this one shows it when it is back
            elif self.start.isVisible():
                self._draw_soon()
