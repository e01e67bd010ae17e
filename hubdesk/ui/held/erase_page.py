"""Erasing a person: what goes, what stays and why, the name typed to confirm, the receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.privacy import NameDiffers
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.erasing import Erased, check_erasable, erase_person
from hubdesk.queries.erasure_plan import Elsewhere, Plan, erasure_plan
from hubdesk.queries.held import names_of
from hubdesk.queries.paper_rows import hub_on_paper
from hubdesk.ui.doing import Doing
from hubdesk.ui.doors import Doors
from hubdesk.ui.held.facts import facts_grid
from hubdesk.ui.held.receipt_card import ReceiptCard
from hubdesk.ui.looking import Looking
from hubdesk.ui.page import Page
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.printing.press import Press
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.form import Form, LineEdit
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 760
GROUNDS: Final = (
    ("asked", "They asked"),
    ("time is over", "Their time is over"),
    ("made by mistake", "Written down by mistake"),
)


def _t(text: str) -> str:
    return translate("Erase", text)


class ErasePage(Page):
    """The fact `id` of `arrive` says whom. The safe button has the focus; nothing is undone.

    `elsewhere` counts what lies outside the records. What goes is looked for beside the window, and
    erased beside it: the whole safety copy is written again, which may take seconds.
    """

    def __init__(
        self,
        doors: Doors,
        press: Press,
        elsewhere: Callable[[], Elsewhere] = Elsewhere,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors, self._elsewhere = doors, elsewhere
        self._id = self._name = ""
        self._plan: Plan | None = None
        self.looking = Looking(doors, self, right="see held")
        self.doing = Doing(doors, self)
        self.blocked = Note("", "bad", "circle-alert")
        self.goes, self.stays = Section(_t("What goes")), Section(_t("What stays, and why"))
        self.confirm = Section(_t("Is this right?"))
        self.ground = Segments([(k, _t(w)) for k, w in GROUNDS], "asked", _t("Why"))
        self.warning = WrappedLabel("", "body")
        self.form = Form()
        self.typed = LineEdit("", "", _t("Their whole name"))
        self.receipt = ReceiptCard(press)
        self.keep_button = Button(_t("Keep it"), "")
        self.erase_button = Button("", "danger", "eraser")
        self._build()
        self.keep_button.clicked.connect(lambda _on=False: self._keep())
        self.erase_button.clicked.connect(lambda _on=False: self._asked())
        self.looking.came.connect(self._show)
        self.looking.told.connect(self.told)
        self.doing.turned.connect(self._doing_turned)
        self.receipt.told.connect(self.told)
        self.receipt.left.connect(lambda: self.go.emit("people", {}))

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 0), 12)
        self.confirm.put(self.ground)
        self.form.add("name", _t("Type their whole name"), self.typed, "")
        self.confirm.put(self.warning)
        self.confirm.put(self.form)
        lines = self.looking.line, self.doing.line
        for card in (self.blocked, *lines, self.goes, self.stays, self.confirm, self.receipt):
            sized(card, most_width=WIDTH)
            body.addWidget(card)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        self.foot = QWidget()
        row = line(self.foot, 0, 12)
        row.addWidget(self.keep_button)
        row.addStretch(1)
        row.addWidget(self.erase_button)
        for button in (self.keep_button, self.erase_button):
            sized(button, least_height=44)
        sized(self.foot, most_width=WIDTH)
        self._whole.addWidget(self.foot)

    # What the frame asks

    def title(self) -> str:
        if not self.receipt.isHidden():
            return _t("Erased")
        return _t("Erase {name}").format(name=self._name) if self._name else ""

    def meta(self) -> str:
        return " "

    def first_focus(self) -> QWidget:
        return self.keep_button  # the safe one

    def primary(self) -> Button | None:
        return None  # Enter presses what has the focus, and never erases by itself

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def has_unsaved(self) -> bool:
        """A receipt that nobody printed yet, or is to come: a scan leaves the page where it is."""
        return self.receipt.is_waiting or self.doing.is_doing()

    def can_save(self) -> bool:
        return False

    def arrive(self, **facts: object) -> None:
        self._id = str(facts.get("id", ""))
        self.typed.clear()
        self.form.show_problems({})
        self.receipt.forget()
        self._look()

    def leave(self) -> None:
        """What was typed and the receipt with the name go with the page."""
        self.typed.clear()
        self.receipt.forget()
        self._plan = None
        self._id = self._name = ""

    def _look(self) -> None:
        """Show whose page it is, and look for what would go."""
        elsewhere, id_, self._plan = self._elsewhere(), self._id, None
        names = self._doors.look(lambda db: names_of(db, id_), right="see held")
        self._name = names[0] if names else ""
        self.blocked.set_words("")
        for card in (self.goes, self.stays, self.confirm):
            card.hide()
        self.foot.setVisible(names is not None)
        self.retitled.emit()
        if names is None:
            return
        self._name_button(names[1], _t("One moment: what would go is looked for."))

        def look(db: Any) -> tuple[str, Plan | None, str]:
            plan = erasure_plan(db, id_, elsewhere)
            try:
                check_erasable(db, person_id=id_)
            except HubDeskError as error:
                return id_, plan, explain(error).text
            return id_, plan, ""

        self.looking.look(look, _t("Looking for all that would go…"))

    def _name_button(self, called: str, why: str) -> None:
        words = _t("Erase {who}'s record").format(who=called)
        self.erase_button.set_words(breakable(words), words)
        self.erase_button.set_reason(why)

    def _show(self, found: tuple[str, Plan | None, str]) -> None:
        id_, plan, why = found
        if id_ != self._id:
            return  # the page was left meanwhile, and nothing of them stays on it
        self._plan, self._name = plan, plan.name if plan else ""
        why = self._doors.barred("erase person") or why
        self.blocked.set_words(why)
        for card in (self.goes, self.stays, self.confirm, self.foot):
            card.setVisible(plan is not None)
        self.retitled.emit()
        if plan is None:
            return
        for card, lines in ((self.goes, plan.goes), (self.stays, plan.stays + plan.chores)):
            card.clear()
            card.put(facts_grid(lines))
        self._name_button(plan.called, why)
        self.confirm.setVisible(not why)
        words = _t("Erasing {name} cannot be undone, not even from a copy.")
        self.warning.setText(breakable(words.format(name=plan.name)))

    # Doing

    def _asked(self) -> None:
        """The name first, then the passphrase: who mistyped it is not asked for both."""
        self._doors.again("erase person", self.erase)

    def erase(self) -> None:
        """Erase, and show the receipt; what is refused is said where the hands are."""
        plan, ground, typed = self._plan, self.ground.value(), self.typed.text()
        if plan is None:
            return
        self.doing.do(
            "erase person",
            lambda db, now: erase_person(
                db, person_id=plan.person_id, typed_name=typed, ground=ground, now=now
            ),
            _t("Erasing, in every place…"),
            then=lambda made: self._erased(plan, ground, made),
            refused=self._refused,
        )

    def _doing_turned(self) -> None:
        """Neither button answers while it goes on: what was begun is not kept any more."""
        why = _t("One moment: it is being erased.") if self.doing.is_doing() else ""
        for button in (self.keep_button, self.erase_button):
            button.set_reason(why)
        for field in (self.typed, self.ground):
            field.setEnabled(not why)

    def _refused(self, error: HubDeskError) -> None:
        if isinstance(error, NameDiffers) and self._plan is not None:
            self.form.show_problems({"name": explain(error).text})
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)  # the button lost it meanwhile
        else:
            self.told.emit(Result("bad", explain(error).text))

    def _erased(self, plan: Plan, ground: str, made: Erased) -> None:
        erased = Result("ok", _t("Erased. Nothing of them is left but what is listed."))
        if self._plan is not plan:
            self.told.emit(erased)
            return  # the page was left meanwhile: nothing with their name comes back onto it
        hub = self._doors.look(hub_on_paper)
        words = dict(GROUNDS)[ground]
        self._plan = None
        self.typed.clear()
        for card in (self.blocked, self.goes, self.stays, self.confirm, self.foot):
            card.hide()
        self.receipt.show_receipt(
            plan, hub, made.id, _t(words), self._doors.staff(), self._doors.today()
        )
        self.retitled.emit()
        self.receipt.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.emit(erased)

    def _keep(self) -> None:
        self.go.emit("held", {"id": self._id})
        self.told.emit(Result("info", _t("Nothing changed. The record is kept.")))
