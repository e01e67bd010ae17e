"""A page that is one form for something new: questions, what goes with them beside, Save below.

What is half-filled is kept as a draft and carried on with, here or after a restart.
"""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.form_draft import Body, FormDraft
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.strip import Offer

FORM, WIDEST = 760, 8000  # units


def _t(text: str) -> str:
    return translate("Form", text)


class FormPage(Page):
    """A page of its kind says what is typed (`typed`), fills it in (`fill`) and saves it (`save`).

    `draft` names the form, so that no other takes its drafts.
    """

    def __init__(
        self, doors: Doors, draft: str, save_button: BigButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self.gestures = self.make_gestures(doors)
        self.draft = FormDraft(doors, draft, self.typed, self)
        self.again = Button(_t("Start again"), tip=_t("Empty the form"))
        self.save_button = save_button
        self.again.clicked.connect(lambda _on=False: self.start_again())
        self.save_button.clicked.connect(lambda _on=False: self.save())
        bind(self, "save", self.save)

    def make_gestures(self, doors: Doors) -> Gestures:
        """What the page does, and tells."""
        return Gestures(doors, self.told.emit)

    def lay_out(self, form: QWidget, *beside: QWidget, side: int) -> None:
        """The questions at the left, `side` units of what goes with them at the right."""
        self._side_width = side
        self._whole: QVBoxLayout = column(self, 0, 12)
        inside = QWidget()
        self._across: QHBoxLayout = line(inside, 0, 16)
        questions = Card((20, 16, 20, 18), 8)
        sized(questions, most_width=FORM)
        questions.body.addWidget(form)
        questions.body.addStretch(1)
        self._side = QWidget()
        cards: QVBoxLayout = column(self._side, 0, 12)
        for card in beside:
            cards.addWidget(card)
        cards.addStretch(1)
        self._across.addWidget(questions, 1)
        self._across.addWidget(self._side)
        self.area = scroller(inside)
        self._whole.addWidget(self.area, 1)
        bar: QHBoxLayout = line(gap=16)
        bar.addWidget(self.again)
        bar.addWidget(self.save_button, 1)
        self._whole.addLayout(bar)

    # What a page of its kind says

    @abstractmethod
    def typed(self) -> Body | None:
        """All that is typed, or None where nothing of it is worth keeping."""

    @abstractmethod
    def fill(self, typed: Body) -> None:
        """Put what was typed before into the form; {} empties it."""

    @abstractmethod
    def save(self) -> bool:
        """Do what the form is for, unless something is wrong."""

    # What the frame asks

    def leave(self) -> None:
        self.draft.keep()

    def primary(self) -> Button:
        return self.save_button

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def set_frame(self, frame: Frame) -> None:
        """What goes with the questions stands under them where there is little room."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        narrow = frame is Frame.NARROW
        self._across.setDirection(down if narrow else across)
        if narrow:
            sized(self._side, least_width=1, most_width=WIDEST)
        else:  # whatever it shows, the questions stay where they are
            sized(self._side, width=self._side_width)
        self.again.set_words(_t("Clear") if narrow else _t("Start again"), _t("Start again"))

    def has_unsaved(self) -> bool:
        """Whether something is typed that is worth keeping."""
        return self.typed() is not None

    def save_unsaved(self) -> bool:
        return self.save()

    # The draft

    def resume(self) -> bool:
        """Carry on with what was left, here or before a restart. Whether there was something."""
        rows = self.draft.open_ones()
        if rows:
            self.fill(self.draft.resume(rows[0]))
        return bool(rows)

    def clear(self) -> None:
        """An empty form with no draft of its own yet."""
        self.draft.begin()
        self.fill({})

    def start_again(self) -> None:
        """Empty the form; the strip offers it back."""
        typed = self.typed()
        self.draft.drop()
        self.clear()
        first = self.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed is not None:
            back = Offer(_t("Bring it back"), lambda: self._bring_back(typed), icon="undo-2")
            self.gestures.say(_t("The form is empty again."), back)

    def _bring_back(self, typed: Body) -> None:
        self.fill(typed)
        self.draft.touch()
