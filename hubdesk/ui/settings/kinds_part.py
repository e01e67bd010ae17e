"""The kinds of things a hub has: adding its own, renaming them, putting them away."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing, KindThere
from hubdesk.errors.records import TextTooLong
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.kinds import ICONS, MOST_DAYS, add_kind, change_kind, put_away_kind
from hubdesk.queries.history import RecordKind
from hubdesk.queries.hub import KindRow, kinds
from hubdesk.ui.flow import Flow
from hubdesk.ui.history.button import history_button
from hubdesk.ui.settings.choice_row import NumberEdit
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import ListCard, WrittenForm
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel

LENT, GIVEN = "lent", "given"


def _t(text: str) -> str:
    return translate("Settings", text)


class KindForm(WrittenForm):
    """One kind being written. `done` says it was saved or left."""

    def __init__(self, choosing: Choosing) -> None:
        super().__init__(_t("Save this kind"))
        self._choosing = choosing
        self._kind: KindRow | None = None
        self.name = LineEdit()
        self.icon = Combo([(name, _t(words)) for name, words in ICONS])
        self.lent = Combo([(LENT, _t("Lent, and comes back")), (GIVEN, _t("Given to keep"))])
        self.contents = LineEdit()
        self.holds_data = QCheckBox(_t("It is wiped after a loan"))
        self.runs = NumberEdit(0, MOST_DAYS, "days", _t("How long it runs"))
        self.name_field = Field(_t("Name"), self.name, _t("For example: Projector"))
        self.contents_field = Field(
            _t("Comes with"), self.contents, _t("Its parts, with commas between them.")
        )
        self.runs.setSpecialValueText(_t("No end"))
        self.runs_field = Field(_t("How long it runs"), self.runs)
        self.body.addWidget(self.title)
        self.body.addWidget(self.name_field)
        choices = QWidget()
        flow = Flow(choices, gap=16)
        for words, combo in ((_t("Icon"), self.icon), (_t("Lent or given"), self.lent)):
            flow.addWidget(Field(words, sized(combo, width=230)))
        flow.addWidget(self.runs_field)
        self.body.addWidget(choices)
        self.body.addWidget(self.contents_field)
        self.body.addWidget(self.holds_data)
        hint = WrappedLabel(_t("As it holds people's files."), "small", "3")
        self.holds_data.setAccessibleDescription(hint.text())
        self.body.addWidget(hint)
        self.add_buttons()
        self.lent.currentIndexChanged.connect(lambda _at: self._fit())

    def begin(self, kind: KindRow | None) -> None:
        """Write a new kind, or change one."""
        self._kind = kind
        shown = kind or KindRow("", "", "package", False, False, (), 0)
        self.title.setText(_t("Change this kind") if kind else _t("A kind of its own"))
        self.name.setText(shown.name)
        self.icon.choose(shown.icon)
        self.lent.choose(GIVEN if shown.is_given else LENT)
        self.lent.setEnabled(kind is None)  # loans and gifts rest on it
        self.contents.setText(", ".join(shown.usual_contents))
        self.holds_data.setChecked(shown.holds_data)
        self.runs.put(shown.runs_days)
        for field in (self.name_field, self.contents_field):
            field.show_problem("")
        self._fit()

    def save(self) -> None:
        """Keep it, or say by the field what is wrong."""
        kind, name, icon = self._kind, self.name.text().strip(), self.icon.value()
        data, runs = self.holds_data.isChecked(), self.runs.value()
        parts, given = self.contents.text().split(","), self.lent.value() == GIVEN

        def work(db: object, _now: object) -> object:
            if kind is None:
                return add_kind(
                    db,  # type: ignore[arg-type]  # a page never names the type of a session
                    name=name,
                    icon=icon,
                    is_given=given,
                    holds_data=data,
                    runs_days=runs,
                    usual_contents=parts,
                )
            return change_kind(
                db,  # type: ignore[arg-type]
                kind_id=kind.id,
                facts={
                    "name": name,
                    "icon": icon,
                    "holds_data": data,
                    "runs_days": runs if given else 0,
                    "usual_contents": parts,
                },
            )

        for field in (self.name_field, self.contents_field):
            field.show_problem("")
        saved = self._choosing.gestures.act(
            "change kind" if kind else "add kind",
            work,
            _t("Kind saved: {name}.").format(name=name),
            about={"what": name},
            refused=self._refused,
        )
        if saved:
            self.done.emit()

    def _refused(self, error: HubDeskError) -> bool:
        is_name = isinstance(error, FieldMissing | KindThere)
        is_name = is_name or (isinstance(error, TextTooLong) and error.field == "Name")
        field = self.name_field if is_name else self.contents_field
        field.show_problem(explain(error).text)
        field.editor.setFocus()
        return True

    def _fit(self) -> None:
        self.runs_field.setVisible(self.lent.value() == GIVEN)


class KindsCard(ListCard[KindRow, KindForm]):
    """Every kind with a way to change it and one to put it away."""

    verb = "add kind"

    def __init__(self, choosing: Choosing) -> None:
        self._choosing = choosing
        add = Button(_t("Add a kind"), "", "plus")
        words = _t("They are offered in Add devices, in filters and in rules of lending.")
        super().__init__(_t("Kinds of devices"), words, KindForm(choosing), add)
        self.show_now()

    def show_now(self) -> None:
        """Show the kinds that are offered."""
        self.show_rows([self._row(kind) for kind in self._choosing.doors.look(kinds)])

    def fill(self, thing: KindRow | None) -> QWidget:
        self.form.begin(thing)
        return self.form.name

    def _row(self, kind: KindRow) -> Row:
        row = Row(kind.name, kind_words(kind), icon=kind.icon or "package", size=32)
        change = IconButton("pencil", _t("Change the kind {name}").format(name=kind.name))
        change.clicked.connect(lambda _on=False: self.begin(kind))
        away = IconButton("archive", _t("Put the kind {name} away").format(name=kind.name))
        away.clicked.connect(lambda _on=False: self._put_away(kind))
        row.tail.addWidget(history_button(self.go.emit, RecordKind.KIND, kind.id, kind.name))
        row.tail.addWidget(change)
        row.tail.addWidget(away)
        return row

    def _put_away(self, kind: KindRow) -> None:
        self._choosing.gestures.act(
            "put away kind",
            lambda db, _now: put_away_kind(db, kind_id=kind.id),
            _t("Kind put away: {name}.").format(name=kind.name),
            about={"what": kind.name},
        )


def kind_words(kind: KindRow) -> str:
    """Lent · wiped after a loan · with charger and bag; Given · runs 30 days."""
    parts = [_t("Given to keep") if kind.is_given else _t("Lent")]
    if kind.is_given and kind.runs_days:
        days = i18n.count(kind.runs_days, _t("day"), _t("days"))
        parts.append(_t("runs {days}").format(days=days))
    if kind.holds_data:
        parts.append(_t("holds files"))
    if kind.usual_contents:
        things = i18n.listed([name.lower() for name in kind.usual_contents])
        parts.append(_t("with {things}").format(things=things))
    return " · ".join(parts)
