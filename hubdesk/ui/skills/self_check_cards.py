"""What a learner sees at the self-check: a calm beginning, one question at a time, a pause."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.skills import AreaRow, SkillRow, StepRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import Label, WrappedLabel

SKIP_KEY = "0"


def _t(text: str) -> str:
    return translate("Skills", text)


class Welcome(QWidget):
    """What this is for, and where to begin. `begun` carries the place of an area."""

    begun = Signal(int)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = column(self, 0, 14)
        self._first = 0
        self.hello = WrappedLabel("", "hello")
        self.words = WrappedLabel("", "action")
        self.begin_button = BigButton("", "")
        self.begin_button.clicked.connect(lambda _on=False: self.begun.emit(self._first))
        self.others = QWidget()
        self._flow: QVBoxLayout = column(self.others, 0, 8)
        self.later_button = Button(_t("Not today"), "ghost")
        self.later_button.clicked.connect(lambda _on=False: self.stopped.emit())
        for widget in (self.hello, self.words, self.begin_button, self.others, self.later_button):
            body.addWidget(widget)

    def show_areas(self, called: str, areas: Sequence[AreaRow], answered: Sequence[int]) -> None:
        """Whom to greet, what can be asked about, and how many of each were answered."""
        self.hello.setText(_t("Hello {name}").format(name=called))
        begun = any(answered)
        self.words.setText(
            _t("We go on where we stopped. You can skip any question.")
            if begun
            else _t(
                "Tell us what you can do already. Nothing is right or wrong here. "
                "You can skip any question, and stop when you like."
            )
        )
        open_ones = [
            at for at, area in enumerate(areas) if area.skills and answered[at] < len(area.skills)
        ]
        self._first = open_ones[0] if open_ones else 0
        words = _t("Go on with {area}") if begun else _t("Begin with {area}")
        self.begin_button.set_words(words.format(area=areas[self._first].title))
        emptied(self._flow)
        holder = QWidget()
        flow = Flow(holder, gap=8)
        for at, area in enumerate(areas):
            if at != self._first and area.skills:
                button = Button(area.title, "", "check" if at not in open_ones else "")
                button.set_words(area.title, _t("Begin with {area}").format(area=area.title))
                button.clicked.connect(lambda _on=False, n=at: self.begun.emit(n))
                flow.addWidget(button)
        self._flow.addWidget(Label(_t("Or begin with:"), "body", "2"))
        self._flow.addWidget(holder)
        self.others.setVisible(len(areas) > 1)


class Question(QWidget):
    """One thing somebody may be able to do, and the words of the scale as they would say them.

    A number answers, Backspace goes back, 0 skips. Each key stands on its button.
    """

    answered = Signal(str)  # id of a step
    skipped = Signal()
    back_asked = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._steps: tuple[StepRow, ...] = ()
        self._is_low = False
        self.answers: list[Button] = []
        body = column(self, 0, 14)
        self.where = WrappedLabel("", "h3", "2")
        self.text = WrappedLabel("", "hello")
        self.ask = WrappedLabel(_t("Can you do this?"), "action", "2")
        self._down, self._across = QWidget(), QWidget()
        self._column: QVBoxLayout = column(self._down, 0, 10)
        self._flow = Flow(self._across, 0, 10)
        foot = QWidget()
        flow = Flow(foot, (0, 8, 0, 0), 10)
        self.back_button = Button(_t("Back"), "choice", "arrow-left", key="Backspace")
        self.skip_button = Button(_t("Skip this one"), "choice", key=SKIP_KEY)
        self.stop_button = Button(_t("Stop here"), "choice")
        self.back_button.clicked.connect(lambda _on=False: self.back_asked.emit())
        self.skip_button.clicked.connect(lambda _on=False: self.skipped.emit())
        self.stop_button.clicked.connect(lambda _on=False: self.stopped.emit())
        for button in (self.back_button, self.skip_button, self.stop_button):
            flow.addWidget(button)
        for widget in (self.where, self.text, self.ask, self._down, self._across, foot):
            body.addWidget(widget)

    def show_question(
        self, area: str, at: int, many: int, skill: SkillRow, steps: tuple[StepRow, ...], said: str
    ) -> None:
        """The question at its place in its area, with what was said of it before."""
        words = _t("{area} · question {at} of {many}")
        self.where.setText(words.format(area=area, at=at + 1, many=many))
        self.text.setText(skill.text)
        if steps != self._steps:
            self._steps = steps
            self._make_answers()
        for button, step in zip(self.answers, steps, strict=True):
            button.setChecked(step.id == said)
            button.set_icon("check" if step.id == said else "")
        said_words = next((step.said for step in steps if step.id == said), "")
        heard = _t("{text}. You said: {said}.") if said_words else "{text}"
        self.setAccessibleName(heard.format(text=skill.text, said=said_words))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName())

    def set_low(self, low: bool) -> None:
        """Where there is little height the answers share lines."""
        if low is not self._is_low:
            self._is_low = low
            self.text.set_role("display" if low else "hello")
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = event.key() - Qt.Key.Key_1
        if plain and not event.isAutoRepeat() and 0 <= number < len(self._steps):
            self.answered.emit(self._steps[number].id)
        elif plain and event.key() == Qt.Key.Key_0:
            self.skipped.emit()
        elif plain and event.key() == Qt.Key.Key_Backspace:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def _make_answers(self) -> None:
        for button in self.answers:
            button.hide()
            button.deleteLater()
        self.answers = []
        for number, step in enumerate(self._steps, 1):
            button = Button(step.said, "choice", key=str(number), on=False)
            button.clicked.connect(lambda _on=False, id=step.id: self.answered.emit(id))
            self.answers.append(button)
        self._place()

    def _place(self) -> None:
        home: QLayout = self._flow if self._is_low else self._column
        for layout in (self._flow, self._column):
            for button in self.answers:
                layout.removeWidget(button)
        for button in self.answers:
            home.addWidget(button)
            button.show()
        self._down.setVisible(not self._is_low)
        self._across.setVisible(self._is_low)


class Pause(QWidget):
    """Between two areas, and at the end: what was done, and whether to go on."""

    went_on = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = column(self, 0, 14)
        self.title = WrappedLabel("", "hello")
        self.words = WrappedLabel("", "action")
        self.on_button = BigButton("", "")
        self.stop_button = Button(_t("Stop here"), "choice")
        self.on_button.clicked.connect(lambda _on=False: self.went_on.emit())
        self.stop_button.clicked.connect(lambda _on=False: self.stopped.emit())
        for widget in (self.title, self.words, self.on_button, self.stop_button):
            body.addWidget(widget)

    def show_pause(self, area: str, coming: str) -> None:
        """`area` is done; `coming` is the next, or empty at the end."""
        self.title.setText(_t("Well done") if coming else _t("That is all. Thank you"))
        self.words.setText(
            _t("{area} is done. You can go on, or stop here for today.").format(area=area)
            if coming
            else _t("What you said is written down. Soon you can see how far you have come.")
        )
        self.on_button.set_words(
            _t("Go on with {area}").format(area=coming) if coming else _t("Finish")
        )
        self.stop_button.setVisible(bool(coming))
