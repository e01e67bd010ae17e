"""What leaves: each kind that may, what does, what waits to be read again, and our own keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.operations.standing_exports import stop_export
from hubdesk.queries.left import still_with_erased
from hubdesk.queries.standing_exports import ExportRow, asks_again, leaves_now
from hubdesk.queries.what_leaves import may_leave, title_of
from hubdesk.sync.desk_keys import Ours
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.held.facts import facts_grid
from hubdesk.ui.leaving.words import to_words
from hubdesk.ui.looking import Looking
from hubdesk.ui.page import Page
from hubdesk.ui.people.section import Section
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 860
SEE: Final = "see leaving"
TABLES: Final = frozenset(("standing_export", "sending_place", "parcel", "erasure"))


def _t(text: str) -> str:
    return translate("Leaving", text)


class LeavingPage(Page):
    """Rows that open a kind in its whole words. `ours` is asked for at the first visit."""

    def __init__(
        self, doors: Doors, ours: Callable[[], Ours], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doors, self._ours = doors, ours
        self.gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.looking = Looking(doors, self, right=SEE)  # all that ever left is looked through
        self.again = Section(_t("Read again"))
        self.now, self.may = Section(_t("Leaves now")), Section(_t("All that may leave"))
        self.keys = Section(_t("To give to whoever gets it"))
        self.kind_rows: dict[str, Row] = {}
        self.stop_buttons: dict[str, Button] = {}
        self.again_rows: dict[str, Row] = {}
        self.log_button = Button(_t("What was sent"), "", "list")
        self._whole = column(self, 0, 12)
        self._whole.addWidget(self.looking.line)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        body.addWidget(self._top())
        for card in (self.again, self.now, self.may, self.keys):
            sized(card, most_width=WIDTH)
            across = line()
            across.addWidget(card, 100)
            across.addStretch(1)
            body.addLayout(across)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        self.log_button.clicked.connect(lambda _on=False: self.go.emit("left", {}))
        self.looking.came.connect(self._show_erased)
        self.looking.told.connect(self.told.emit)
        doors.announcer.changed.connect(self._changed)

    def _top(self) -> QWidget:
        top = QWidget()
        body = column(top, 0, 10)
        words = _t(
            "Nothing leaves this hub but what a manager read in full and agreed to here. "
            "Stop it at any time."
        )
        self.note = Note(words, "info", "shield-check")
        sized(self.note, most_width=WIDTH)
        body.addWidget(self.note)
        self.erased = Note("", "warn", "eraser")
        sized(self.erased, most_width=WIDTH)
        body.addWidget(self.erased)
        buttons = QWidget()
        Flow(buttons, 0, 8).addWidget(self.log_button)
        body.addWidget(buttons)
        return top

    # What the frame asks

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        first = next(iter((*self.again_rows.values(), *self.kind_rows.values())), None)
        return first or self.log_button

    def arrive(self, **facts: object) -> None:
        self._show()

    # Showing

    def _show(self) -> None:
        def look(db: Any) -> tuple[list[ExportRow], list[ExportRow]]:
            return leaves_now(db), asks_again(db)

        leaves, again = self._doors.look(look, right=SEE)
        self.looking.look(still_with_erased, _t("Looking through what was sent…"))
        self._show_again(again)
        self._show_now(leaves)
        self._show_kinds({row.what for row in leaves})
        self.keys.clear()
        ours = self._ours()
        words = _t("Read these out, or send them by another way than the files themselves.")
        self.keys.put(WrappedLabel(words, "small", "2"))
        facts = [
            (_t("This hub"), ours.hub),
            (_t("It signs with"), " ".join(_groups(ours.signs))),
            (_t("Seal to it with"), ours.opens),
        ]
        self.keys.put(facts_grid(facts))

    def _show_erased(self, rows: list[ExportRow]) -> None:
        words = _t("Somebody was erased. Sent again without them as soon as it can be: {what}.")
        what = i18n.listed([f"{title_of(row.what)}, {row.place_name}" for row in rows])
        self.erased.set_words(words.format(what=what) if rows else "")

    def _show_again(self, rows: list[ExportRow]) -> None:
        self.again.clear()
        self.again_rows = {}
        self.again.setVisible(bool(rows))
        words = _t("The words of these are newer than what was agreed to. They wait until then.")
        self.again.put(WrappedLabel(words, "small", "2"))
        for row in rows:
            shown = Row(title_of(row.what), to_words(row), icon="circle-alert", opens=True)
            shown.clicked.connect(lambda _on=False, r=row: self._open(r.what))
            self.again_rows[row.id] = shown
            self.again.put(shown)

    def _show_now(self, rows: list[ExportRow]) -> None:
        self.now.clear()
        self.stop_buttons = {}
        if not rows:
            self.now.put_nothing(_t("Nothing leaves this hub."))
        for row in rows:
            kind = may_leave()[row.what]
            shown = Row(kind.title, to_words(row), icon=kind.icon)
            name = _t("Stop {what} to {place}").format(what=kind.title, place=row.place_name)
            stop = Button(_t("Stop"), "", "circle-x", name=name, verb="stop export")
            stop.clicked.connect(lambda _on=False, r=row: self.stop(r))
            shown.tail.addWidget(stop)
            self.stop_buttons[row.id] = stop
            self.now.put(shown)

    def _show_kinds(self, leaves: set[str]) -> None:
        self.may.clear()
        self.kind_rows = {}
        words = _t("Open one to read what is in it, what never is, and who gets it.")
        self.may.put(WrappedLabel(words, "small", "2"))
        for key, kind in may_leave().items():
            detail = _t("Leaves now. {says}").format(says=kind.says) if key in leaves else kind.says
            row = Row(kind.title, detail, icon=kind.icon, opens=True)
            row.setToolTip(detail)
            row.clicked.connect(lambda _on=False, k=key: self._open(k))
            self.kind_rows[key] = row
            self.may.put(row)

    def _open(self, what: str) -> None:
        self.go.emit("may-leave", {"what": what})

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._show()

    # Doing

    def stop(self, row: ExportRow) -> None:
        """Nothing more of it leaves. It is agreed to anew in full, and not brought back by Undo."""
        title = title_of(row.what)
        words = _t("{what} leaves no more to {place}. What was sent stays there.")
        self.gestures.act(
            "stop export",
            lambda db, _now: stop_export(db, export_id=row.id),
            words.format(what=title, place=row.place_name),
            about={"what": f"{title}, {row.place_name}"},
        )


def _groups(key: str) -> list[str]:
    return [key[at : at + 8] for at in range(0, len(key), 8)]
