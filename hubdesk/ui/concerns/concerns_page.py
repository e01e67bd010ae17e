"""The concerns, for the safeguarding lead and the deputy alone, behind a passphrase of their own.

Opening them is the asking again: the passphrase a manager is asked for opens none of this. When
they are shut, nothing of them stays in a widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import TextTooLong
from hubdesk.errors.safeguarding import ConcernsShut
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.concerns.concern_card import ConcernCard
from hubdesk.ui.concerns.key_cards import ChooseCard, OpenCard
from hubdesk.ui.concerns.list_card import ConcernList, StandingCard
from hubdesk.ui.doors import Doors
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.strip import Result

WIDTH: Final = 860
CHOOSE, SHUT, LIST, ONE = "choose", "shut", "list", "one"


def _t(text: str) -> str:
    return translate("Concern", text)


class ConcernsPage(Page):
    """One of four things: choosing a passphrase, typing it, the list, one concern."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._guard = doors, doors.guard
        self._id = ""
        self.choose, self.open_card = ChooseCard(self._guard), OpenCard(self._guard)
        self.standing, self.list, self.card = StandingCard(), ConcernList(), ConcernCard()
        self.record_button = Button(_t("Record a concern"), "", "shield-alert")
        self.close_button = Button(_t("Close the concerns"), "", "lock")
        self._top = QWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        top = line(self._top, 0, 8)
        top.addWidget(self.record_button)
        top.addWidget(self.close_button)
        top.addStretch(1)
        for widget in (
            *(self._top, self.choose, self.open_card, self.standing, self.list, self.card),
        ):
            sized(widget, most_width=WIDTH)
            body.addWidget(widget)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)

    def _connect(self) -> None:
        self.record_button.clicked.connect(lambda _on=False: self.go.emit("concern", {}))
        self.close_button.clicked.connect(lambda _on=False: self._guard.close())
        self.choose.done.connect(self._show_list)
        self.choose.other_button.clicked.connect(lambda _on=False: self._begin())
        self.open_card.done.connect(self._show_list)
        self.open_card.other_button.clicked.connect(lambda _on=False: self._show(CHOOSE))
        self.standing.asked.connect(self._seal_again)
        self.list.opened.connect(self._open)
        self.list.tab_chosen.connect(self._show_list)
        self.list.more_asked.connect(self._more)
        self.card.left.connect(self._show_list)
        self.card.person_asked.connect(lambda id_: self.go.emit("person", {"id": id_}))
        self.card.added.connect(self._add)
        self.card.closed.connect(self._finish)
        self.card.reopened.connect(self._reopen)
        self.card.shown.connect(self._tick)
        self.card.let_go.connect(self._let_go)
        self._guard.shut.connect(self._shut)

    # What the frame asks

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        if not self.choose.isHidden():
            return self.choose.new.edit
        if not self.open_card.isHidden():
            return self.open_card.passphrase
        return self.list.tabs

    def set_frame(self, frame: Frame) -> None:
        self.list.tabs.fold(frame is Frame.NARROW)

    def has_unsaved(self) -> bool:
        return bool(self.card.writing.toPlainText().strip())

    def can_save(self) -> bool:
        return False

    def arrive(self, **facts: object) -> None:
        if not self._guard.is_open:
            self._begin()
        elif self._id and not self.card.isHidden():
            self._safely(lambda: self._show_one(again=True))
        else:
            self._show_list()

    def step_back(self) -> bool:
        if self.card.isHidden() or self.has_unsaved():
            return False
        self._show_list()
        return True

    # Showing

    def _begin(self) -> None:
        """What stands before the concerns."""
        self._show(SHUT if self._guard.has_key() else CHOOSE)

    def _show(self, what: str) -> None:
        me = self._doors.acting().id
        self.choose.setVisible(what == CHOOSE)
        self.open_card.setVisible(what == SHUT)
        self.list.setVisible(what == LIST)
        self.card.setVisible(what == ONE)
        self._top.setVisible(what == LIST)
        if what != LIST:
            self.standing.hide()
        if what in (CHOOSE, SHUT):
            self.choose.clear()
            self.open_card.clear()
            others = [g.name for g in self._guard.guardians() if g.key and g.account_id != me]
            self.choose.show_alone(others)
        if self.isVisible():
            self.first_focus().setFocus()

    def _show_list(self) -> None:
        def look() -> None:
            self._id = ""
            self.card.forget()
            counts = self._guard.count(closed=False), self._guard.count(closed=True)
            self.list.begin(*counts)
            self._show(LIST)
            now = self._doors.now()
            self.standing.show_standing(self._guard.standing(), now.date(), now.tzinfo)
            self._more()

        self._safely(look)

    def _more(self) -> None:
        closed, now = self.list.shows_closed, self._doors.now()

        def look() -> None:
            rows = self._guard.window(closed=closed, offset=self.list.count_rows())
            total = self._guard.count(closed=closed)
            self.list.put(rows, total, now.date(), now.tzinfo)

        self._safely(look)

    def _open(self, concern_id: str) -> None:
        self._id = concern_id
        self._safely(self._show_one)

    def _show_one(self, *, again: bool = False) -> None:
        now = self._doors.now()
        whole = self._guard.read(self._id, again=again)
        self.card.show_whole(whole, now.date(), now.tzinfo)
        self._show(ONE)
        self.card.writing.setFocus()
        bring_into_view(self.card.head)

    def _shut(self) -> None:
        """Nothing of them stays: they are closed, or somebody else is here."""
        self._id = ""
        self.card.forget()
        self.list.forget()
        self.standing.words.setText("")
        if not self._doors.barred("see safeguarding"):
            self._begin()

    # Doing

    def _add(self, kind: str, text: str) -> None:
        self._change(
            lambda: self._guard.add(self._id, kind, text), _t("Added, and sealed like the rest.")
        )

    def _finish(self, why: str) -> None:
        self._change(lambda: self._guard.finish(self._id, why), _t("The concern is closed."))

    def _reopen(self, why: str) -> None:
        self._change(lambda: self._guard.reopen(self._id, why), _t("The concern is open again."))

    def _tick(self, on: bool) -> None:
        yes, no = _t("Others now see it on that page."), _t("Others see nothing of it now.")
        self._change(lambda: self._guard.show(self._id, on), yes if on else no, keeps=True)

    def _let_go(self) -> None:
        def work() -> None:
            self._guard.let_go(self._id)
            self._show_list()
            self.told.emit(Result("ok", _t("Gone for good, from the journal too.")))

        self._safely(work)

    def _seal_again(self) -> None:
        def work() -> None:
            many = i18n.count(self._guard.seal_again(), _t("text"), _t("texts"))
            self._show_list()
            words = _t("Sealed again: {texts}. All who lead safeguarding now can read them.")
            self.told.emit(Result("ok", words.format(texts=many)))

        self._safely(work)

    def _change(self, work: Callable[[], object], words: str, *, keeps: bool = False) -> None:
        """Do it and show the concern again; `keeps` leaves what is half-written."""

        def all_() -> None:
            work()
            if not keeps:
                self.card.writing.clear()
            self.card.show_problem("")
            self._show_one(again=True)
            self.told.emit(Result("ok", words))

        self._safely(all_)

    def _safely(self, work: Callable[[], object]) -> None:
        """Do it; what is wrong is said by the field, or in the strip."""
        try:
            work()
        except (FieldMissing, TextTooLong) as error:
            self.card.show_problem(explain(error).text)
        except ConcernsShut:
            self._shut()
        except HubDeskError as error:
            self.told.emit(Result("bad", explain(error).text))
