"""The steps of the sign-in screen: a card or a first name, which of several, which session.

It forgets everything by itself. Leaving it is for staff; see `app.kiosk`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import EmailNotRight
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.equality_questions import shipped_questions
from hubdesk.queries.finding import Sort as CodeSort
from hubdesk.queries.kiosk import AtDoor, Birthday, Label, OpenTo
from hubdesk.ui.actions import bind
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.kiosk.doors import KioskDoors
from hubdesk.ui.kiosk.questions import Asking, Offered
from hubdesk.ui.kiosk.screen import KioskScreen
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import Result, Sort, announce

ABANDONED: Final = 3  # times as long as an answer: somebody who is typing is not pushed


def _t(text: str) -> str:
    return translate("Kiosk", text)


class KioskWindow(KioskScreen):
    """`told` carries every answer, for the sounds."""

    told = Signal(object)
    desk_wanted = Signal()  # somebody nobody can tell apart here was sent to the desk

    def __init__(self, doors: KioskDoors, clear_seconds: int) -> None:
        super().__init__(doors.hub_name(), clear_seconds)
        self._doors = doors
        self._who: AtDoor | None = None  # whom the last answer was about
        self._asking = Asking(shipped_questions(), self._offer)
        self._clear = QTimer(self)
        self._clear.setSingleShot(True)
        self._clear.timeout.connect(self.begin_again)
        self._connect()
        self.begin_again()

    def _connect(self) -> None:
        self.ask.given.connect(self._typed)
        self.ask.stirred.connect(self._wait_longer)
        self.bigger.clicked.connect(lambda _on=False: self._wait_longer())
        self.help.clicked.connect(lambda _on=False: self._help())
        self.about_you.clicked.connect(lambda _on=False: self._safely(self._question))
        self.newsletter.clicked.connect(lambda _on=False: self._safely(self._newsletter))
        self.email.given.connect(lambda typed: self._safely(partial(self._wants, typed)))
        self.email.stirred.connect(self._wait_longer)
        self.email.stopped.connect(self.begin_again)
        self.staff.clicked.connect(lambda _on=False: self.leave_asked.emit())
        bind(self, "leave-kiosk", self.leave_asked.emit)
        bind(self, "help", self._help)

    def scanned(self, code: str) -> None:
        """A card was scanned, at any step: whoever stands there now is meant."""
        self._asking.forget()
        self._safely(lambda: self._take_card(code))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.begin_again()
        elif is_enter and isinstance(focused, Button) and not event.isAutoRepeat():
            focused.click()
        else:
            super().keyPressEvent(event)

    # The steps

    def begin_again(self) -> None:
        """Nobody is there: nothing of the last one stays."""
        self._clear.stop()
        self._who = None
        self._asking.forget()
        self.answer.clear()
        self._ask()
        self.usual_size()

    def _ask(self) -> None:
        self.ask.clear()
        self.show_step(
            _t("Hello. Scan your card to sign in."),
            _t("Hold the barcode on your card under the red light."),
        )
        self.ask.show()
        self.about_you.setVisible(self._doors.asks_questions())
        self.newsletter.show()
        self.ask.edit.setFocus()

    def _choose(self, title: str, hint: str, offered: Offered) -> None:
        """One of a few, and a way back."""
        self._offer(title, hint, offered, [(_t("None of these"), self._none)])

    def _offer(self, title: str, hint: str, offered: Offered, others: Offered) -> None:
        """One of a few, or one of the other ways on."""
        self.answer.clear()
        self.show_step(title, hint)
        layout = self.choices.layout()
        assert layout is not None
        buttons = []
        for place, (words, act) in enumerate([*offered, *others]):
            is_other = place >= len(offered)
            button = Button(words, "choice", "arrow-left" if is_other else "", elides=True)
            button.clicked.connect(lambda _on=False, a=act: self._safely(a))
            layout.addWidget(button)
            buttons.append(button)
        self.choices.show()
        buttons[0].setFocus()
        announce(self, title)
        self._wait_longer()

    def _typed(self, text: str) -> None:
        self._safely(lambda: self._look_up(text))

    def _look_up(self, text: str) -> None:
        if not text.strip():
            self._tell("info", _t("Type your first name, or scan your card."))
            return
        found = self._doors.called(text)
        if not found:
            words = _t("We did not find “{name}”. Check the letters, or ask at the desk.")
            self._tell("warn", words.format(name=text.strip()))
            self.ask.edit.selectAll()
            self.desk_wanted.emit()
        elif len(found) == 1 and found[0].is_one:
            self._at_door(found[0].person_ids[0])
        else:
            self._choose(
                _t("Which one are you?"),
                "",
                [(label.words, partial(self._labelled, label)) for label in found],
            )

    def _labelled(self, label: Label) -> None:
        if label.is_one:
            self._at_door(label.person_ids[0])
        elif days := self._doors.birthdays(label):
            self._choose(
                _t("When is your birthday?"),
                "",
                [
                    (f"{one.day} {i18n.MONTHS[one.month - 1]}", partial(self._born, one))
                    for one in days
                ],
            )
        else:
            self._ask()
            words = _t("Several people are called {name}. Scan your card, or ask at the desk.")
            self._tell("info", words.format(name=label.words.rstrip(".")))
            self.desk_wanted.emit()

    def _born(self, day: Birthday) -> None:
        if day.person_id:
            self._at_door(day.person_id)
        else:
            self._none()

    def _take_card(self, code: str) -> None:
        found = self._doors.find(code)
        if found.sort is not CodeSort.PERSON:
            self._ask()
            words = _t("We do not know this card. Ask at the desk.")
            if found.sort is CodeSort.HALF:
                words = _t("The scanner missed part of the card. Scan it again.")
            self._tell("warn", words)
            return
        person_id = found.id
        if self._who is not None and self._who.person_id == person_id and self.answer.isVisible():
            return  # the trigger bounced
        self._at_door(person_id)

    def _at_door(self, person_id: str) -> None:
        who = self._doors.at_door(person_id)
        if who is None:
            self._none()
        elif who.is_in and not self._has_more(who):
            self._ask_leaving(who)
        else:
            self._come(who)

    def _come(self, who: AtDoor) -> None:
        if len(who.booked) == 1:
            self._sign_in(who, who.booked[0])
        elif not (who.booked or who.others):
            self._sign_in(who, None)
        else:
            self._ask_session(who)

    @staticmethod
    def _has_more(who: AtDoor) -> bool:
        """Whether somebody who is in has a place at something else that is on."""
        return any(one.session_id != who.session_in for one in who.booked)

    def _ask_session(self, who: AtDoor) -> None:
        offered: list[tuple[str, Callable[[], object]]] = [
            (_named(one, _t("Your appointment")), partial(self._sign_in, who, one))
            for one in (who.booked or who.others)
        ]
        offered.append((_t("Just dropping in"), partial(self._sign_in, who, None)))
        title = _t("Hello, {name}").format(name=who.words)
        self._choose(title, _t("What have you come to?"), offered)

    def _ask_leaving(self, who: AtDoor) -> None:
        """Whose session is over and who stays comes to something else: that is written down."""
        title = _t("Hello again, {name}").format(name=who.words)
        stay = partial(self._come, who) if who.is_over else self.begin_again
        self._choose(
            title,
            _t("You are signed in. Are you leaving?"),
            [
                (_t("Yes, I am leaving"), partial(self._leave, who)),
                (_t("No, I am staying"), stay),
            ],
        )

    def _none(self) -> None:
        self._ask()
        self.desk_wanted.emit()
        self._tell("info", _t("Ask at the desk. Somebody there can sign you in."))

    # Doing

    def _sign_in(self, who: AtDoor, to: OpenTo | None) -> None:
        txn_id = self._doors.sign_in(who, to)
        self._ask()
        self._who = who
        words = _t("Welcome, {name} You are signed in.")
        if to is not None:
            words = _t("Welcome, {name} You are signed in to {what}.")
        what = _named(to, _t("your appointment")) if to is not None else ""
        said = words.format(name=_stopped(who.words), what=what)
        self._tell("ok", said, txn_id or None)

    def _newsletter(self) -> None:
        """Whoever stands here reads the words, and may give an address."""
        self._who = None
        self.answer.clear()
        title = _t("Our newsletter")
        self.show_step(title, self._doors.newsletter_words())
        self.email.show()
        self.email.edit.setFocus()
        announce(self, f"{title}. {self.hint.text()}")
        self._wait_longer()

    def _wants(self, typed: str) -> None:
        try:
            txn_id = self._doors.sign_up(typed)
        except (FieldMissing, EmailNotRight):
            self._tell("warn", _t("That is no e-mail address yet. Check it, or choose Not now."))
            self._wait_longer()
            return
        self._ask()
        self._tell("ok", _t("Thank you. The newsletter comes to you from now on."), txn_id)

    def _question(self) -> None:
        """Whoever stands here answers some questions; who it is does not matter."""
        self._who = None
        self._asking.begin(self._sent, self.begin_again)

    def _sent(self, said: dict[str, str]) -> None:
        self._doors.give_form(said)
        self._ask()
        self._tell("ok", _t("Thank you. Your answers are sealed."))

    def _leave(self, who: AtDoor) -> None:
        txn_id = self._doors.leave(who)
        self._ask()
        self._who = who
        words = _t("Goodbye, {name}").format(name=_stopped(who.words))
        self._tell("ok", words, txn_id or None)

    def _take_back(self, txn_id: str) -> None:
        self._who = None
        if self._doors.take_back(txn_id):
            self._ask()
            self._tell("info", _t("That is taken back. Scan your card, or type your first name."))
        else:
            self._none()

    def _help(self) -> None:
        self._ask()
        words = _t(
            "Scan your card, or type your first name and press Next. No luck? Ask at the desk."
        )
        self._tell("info", words)

    # Telling

    def _tell(self, sort: Sort, words: str, txn_id: str | None = None) -> None:
        """Answer; what `txn_id` did can be taken back, also where "" says that it did nothing."""
        result = Result(sort, words)
        self.answer.show_result(
            result, partial(self._take_back, txn_id) if txn_id is not None else None
        )
        self.told.emit(result)
        self.say_foot()
        self._clear.start(self.stays() * 1000)
        QTimer.singleShot(0, self, lambda: bring_into_view(self.answer))

    def _wait_longer(self) -> None:
        """Somebody is in the middle of it."""
        self._clear.start(self.stays() * 1000 * ABANDONED)

    def _safely(self, work: Callable[[], object]) -> None:
        """A Refusal or Trouble is said, and sends to the desk."""
        try:
            work()
        except HubDeskError as error:
            self._ask()
            self._tell("bad", f"{explain(error).text} {_t('Ask at the desk.')}")


def _named(to: OpenTo, appointment: str) -> str:
    title = appointment if to.is_appointment else to.title
    return f"{title}, {to.room}" if to.room else title


def _stopped(name: str) -> str:
    """A short name that ends a sentence has one full stop."""
    return name if name.endswith(".") else f"{name}."


def _day_words(one: Birthday) -> str:
    """14 March: never the year."""
    return f"{one.day} {i18n.MONTHS[one.month - 1]}"
