"""One kind that may leave: its whole words, where it goes already, and agreeing to one more."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.bundles import NotARecipient
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.leaving import KeyMissing, LeavesAlready, SecretHalf, SeveralKeys
from hubdesk.i18n import count, translate
from hubdesk.messages import explain
from hubdesk.messages.leaving import rhythm_words
from hubdesk.operations.standing_exports import (
    agree_again,
    agree_export,
    change_export,
    stop_export,
    unlink_region,
)
from hubdesk.queries.figures import templates
from hubdesk.queries.region_rows import projection
from hubdesk.queries.staff import accounts
from hubdesk.queries.standing_exports import ExportRow, place_names, standing_exports
from hubdesk.queries.vaguer import LEAST, picked_out
from hubdesk.queries.what_leaves import (
    MONTH_REPORT,
    REGION_FEED,
    STATISTICS,
    Closed,
    Leaving,
    may_leave,
)
from hubdesk.ui.cards_page import CardsPage
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.held.facts import facts_grid
from hubdesk.ui.leaving.key_field import KeyField
from hubdesk.ui.leaving.words import agreed_words, opens_words, to_words
from hubdesk.ui.people.section import Section, remark
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Form, LineEdit
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel

SEE: Final = "see leaving"
_TABLES: Final = frozenset(("standing_export", "sending_place"))
_OF_REPORTS: Final = (MONTH_REPORT, STATISTICS)
_OF_KEY: Final = (KeyMissing, NotARecipient, SecretHalf, SeveralKeys)


def _t(text: str) -> str:
    return translate("Leaving", text)


class KindPage(CardsPage):
    """The fact `what` of `arrive` says which. What it says is read above the one button."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(doors, BigButton("", "file-check"), parent)
        self.kind: Leaving | None = None
        self.is_read = False  # all of it was before somebody's eyes
        self.says = Section(_t("What it is"))
        self.holds, self.never = Section(_t("What is in it")), Section(_t("What never is"))
        self.stands = Section(_t("Where it goes now"))
        self.agree = Section(_t("Let it leave"))
        self.alone = Note("", "warn", "users")
        self.no_place = Note("", "info", "info")
        self.places_button = Button(_t("Set up a place"), "", "plus")
        self.unlink_button: Button | None = None
        self.form = Form()
        self.place, self.rhythm, self.template = Combo(), Combo(), Combo()
        self.who, self.key = LineEdit(), KeyField()
        self.stop_buttons: dict[str, Button] = {}
        self.again_buttons: dict[str, Button] = {}
        self.rhythms: dict[str, Combo] = {}
        self._build()

    def _build(self) -> None:
        form = self.form
        form.add("place", _t("Where does it go?"), self.place)
        form.add("template", _t("Which report?"), self.template)
        form.add("who", _t("Who gets it?"), self.who, _t("As you would say it on the phone."))
        hint = _t(
            "They make it and give you the line that begins with age1. Only they can open it."
        )
        form.add("key", _t("Their key"), self.key, hint)
        form.body.addWidget(self.key.told)
        form.add("rhythm", _t("How often?"), self.rhythm)
        self.agree.put_below(self.no_place)
        self.agree.put_below(self.places_button)
        self.agree.put_below(form)
        self.key.wrong.connect(self.form.fields["key"].show_problem)
        self.lay_out(self.says, self.alone, self.holds, self.never, self.stands, self.agree)
        found = self.findChild(QScrollArea)
        assert found is not None
        self._bar = found.verticalScrollBar()
        self._bar.valueChanged.connect(lambda at: self._scrolled() if at else None)
        self.save_button.clicked.connect(lambda _on=False: self.read_on())
        self.places_button.clicked.connect(
            lambda _on=False: self.go.emit("settings", {"group": "sending"})
        )
        self._doors.announcer.changed.connect(self._changed)

    # What the frame asks

    def title(self) -> str:
        return self.kind.title if self.kind else ""

    def first_focus(self) -> QWidget | None:
        return self.save_button if self.form.isVisible() else self.places_button

    def has_unsaved(self) -> bool:
        return bool(self.who.text().strip() or self.key.edit.text().strip())

    def can_save(self) -> bool:
        return False  # whoever agrees reads it first

    def repeats_result(self) -> bool:
        return False

    def arrive(self, **facts: object) -> None:
        wanted = may_leave().get(str(facts.get("what", "")))
        if wanted is not None and wanted is not self.kind:
            self.kind = wanted
            self._empty()
            self._show_words()
        self.is_read = False
        self._bar.setValue(0)
        self._show()

    def leave(self) -> None:
        """No key stays in a field."""
        self._empty()

    # Showing

    def _show_words(self) -> None:
        kind = self.kind
        assert kind is not None
        for card in (self.says, self.holds, self.never):
            card.clear()
        self.says.put(WrappedLabel(kind.says))
        facts = [
            (_t("Who gets it"), kind.who),
            (_t("Who can open it"), opens_words(kind)),
            (_t("What becomes of it"), kind.kept),
            (_t("These words"), _t("Version {n}").format(n=kind.version)),
        ]
        self.says.put(facts_grid(facts))
        for text in kind.holds:
            self.holds.put(remark(text, "check", "ok", ""))
        for text in kind.never:
            self.never.put(remark(text, "x", "text2", ""))
        self.rhythm.set_options([(one, rhythm_words(one)) for one in kind.rhythms])
        fields = self.form.fields
        sealed = kind.closed in (Closed.ALWAYS, Closed.CHOICE)
        fields["key"].setVisible(sealed)
        fields["who"].setVisible(sealed)
        fields["template"].setVisible(kind.key in _OF_REPORTS)
        if kind.key in _OF_REPORTS:
            rows = self._doors.look(templates)
            self.template.set_options([(one.key, one.title) for one in rows], "hub")
        self.retitled.emit()

    def _show(self) -> None:
        kind = self.kind
        if kind is None:
            return

        def look(db: Any) -> tuple[list[ExportRow], list[tuple[str, str]], dict[str, str]]:
            rows = [row for row in standing_exports(db) if row.what == kind.key]
            return rows, place_names(db), {one.id: one.name for one in accounts(db)}

        rows, places, staff = self._doors.look(look, right=SEE)
        self._show_standing(kind, rows, staff)
        chosen = self.place.value()
        self.place.set_options(places, chosen)
        self.form.setVisible(bool(places))
        words = _t("There is no place to send to yet. Set one up first.")
        self.no_place.set_words("" if places else words)
        self.places_button.setVisible(not places)
        self.foot.setVisible(bool(places))
        self._settle_button()
        self.save_button.set_reason(self._doors.barred("agree export"))
        self.alone.set_words("")
        if kind.key == REGION_FEED:
            today = self._doors.today()
            self._doors.later(
                lambda: self._doors.look(lambda db: _alone(db, today)),
                owner=self,
                then=self._show_alone,
            )

    def _show_alone(self, counted: tuple[int, int]) -> None:
        """Of how many people too few others are of the same age, area and week."""
        alone, many = counted
        words = _t(
            "{alone} could be picked out of {many} by age, area and first week. "
            "They are told of less exactly, so that {least} are alike."
        )
        people = count(many, _t("person"), _t("people"))
        said = words.format(alone=f"{alone:,}", many=people, least=LEAST)
        self.alone.set_words(said if alone else "")

    def _show_standing(self, kind: Leaving, rows: list[ExportRow], staff: dict[str, str]) -> None:
        self.stands.clear()
        self.stop_buttons, self.again_buttons, self.rhythms = {}, {}, {}
        self.unlink_button = None
        self.stands.setVisible(bool(rows))
        for row in rows:
            self.stands.put_line()
            by = staff.get(row.account_id or "", "")
            icon = kind.icon if row.wording_version == kind.version else "circle-alert"
            self.stands.put(Row(to_words(row), agreed_words(row, by, self._doors.now()), icon=icon))
            self.stands.put(self._ways(kind, row))
        if rows and kind.key == REGION_FEED:
            self.stands.put_line()
            words = _t("For good: then nobody can say whose a number was, and the feed stops.")
            self.stands.put(WrappedLabel(words, "small", "2"))
            unlink = Button(
                _t("Make its numbers lead to nobody"), "danger", "key-round", verb="unlink region"
            )
            unlink.clicked.connect(lambda _on=False: self.unlink())
            self.unlink_button = unlink
            alone = line(gap=0)
            alone.addWidget(unlink)
            alone.addStretch(1)
            self.stands.put(alone)

    def _ways(self, kind: Leaving, row: ExportRow) -> QWidget:
        ways = QWidget()
        flow = Flow(ways, (0, 2, 0, 4), 8)
        options = [(one, rhythm_words(one)) for one in kind.rhythms]
        name = _t("How often it goes to {place}").format(place=row.place_name)
        often = Combo(options, row.rhythm, name)
        often.activated.connect(lambda _at, r=row, c=often: self.change(r, c.value()))
        self.rhythms[row.id] = often
        flow.addWidget(often)
        if row.wording_version != kind.version:
            again = Button(
                _t("I have read the new words"), "primary", "file-check", verb="agree export"
            )
            again.clicked.connect(lambda _on=False, r=row: self.agree_again(r))
            self.again_buttons[row.id] = again
            flow.addWidget(again)
        name = _t("Stop sending it to {place}").format(place=row.place_name)
        stop = Button(_t("Stop"), "", "circle-x", name=name, verb="stop export")
        stop.clicked.connect(lambda _on=False, r=row: self.stop(r))
        self.stop_buttons[row.id] = stop
        flow.addWidget(stop)
        return ways

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self.isVisible():
            self._show()

    def _scrolled(self) -> None:
        """Whoever has come to the end has had all of it before their eyes."""
        if self.isVisible() and self._bar.value() >= self._bar.maximum() and not self.is_read:
            self.is_read = True
            self._settle_button()

    def _settle_button(self) -> None:
        words = _t("I have read it. Let it leave") if self.is_read else _t("Read on")
        self.save_button.set_words(words)
        self.save_button.set_icon("file-check" if self.is_read else "arrow-down")

    # Doing

    def read_on(self) -> None:
        """A page further down, until all of it was before somebody's eyes; then agree."""
        if self.is_read:
            self.save()
            return
        self._bar.setValue(self._bar.value() + self._bar.pageStep() * 9 // 10)
        self._scrolled()
        if self.is_read:
            self.place.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Agree to it, in the words that stand on this page."""
        kind = self.kind
        if kind is None or not self.place.value():
            return
        self.form.show_problems({})
        try:
            key = self.key.key()
        except HubDeskError as error:
            self.form.show_problems({"key": explain(error).text})
            return
        options = {"template": self.template.value()} if kind.key in _OF_REPORTS else {}
        facts: dict[str, Any] = {
            "what": kind.key,
            "wording_version": kind.version,
            "place_id": self.place.value(),
            "rhythm": self.rhythm.value(),
            "recipient": key,
            "recipient_name": self.who.text(),
            "options": options,
            "account_id": self._doors.acting().id,
        }
        place = self.place.currentText()
        if self._gestures.act(
            "agree export",
            lambda db, now: agree_export(db, now=now, **facts),
            _t("{what} may leave to {place} from now on.").format(what=kind.title, place=place),
            about={"what": f"{kind.title}, {place}"},
            refused=self._refused,
        ):
            self._empty()

    def _refused(self, error: HubDeskError) -> bool:
        field = "key" if isinstance(error, _OF_KEY) else ""
        if isinstance(error, FieldMissing):
            field = "who"
        elif isinstance(error, LeavesAlready):
            field = "place"
        if not field:
            return False
        self.form.show_problems({field: explain(error).text})
        return True

    def agree_again(self, row: ExportRow) -> None:
        """The same leaves on, in the newer words."""
        kind, by = self.kind, self._doors.acting().id
        if kind is None:
            return
        self._gestures.act(
            "agree export",
            lambda db, now: agree_again(
                db, export_id=row.id, wording_version=kind.version, now=now, account_id=by
            ),
            _t("{what} leaves on to {place}.").format(what=kind.title, place=row.place_name),
            about={"what": f"{kind.title}, {row.place_name}"},
        )

    def change(self, row: ExportRow, rhythm: str) -> None:
        """How often it leaves."""
        if rhythm == row.rhythm or self.kind is None:
            return
        words = _t("{what} to {place}: {rhythm}.")
        self._gestures.act(
            "change export",
            lambda db, _now: change_export(db, export_id=row.id, rhythm=rhythm),
            words.format(
                what=self.kind.title, place=row.place_name, rhythm=rhythm_words(rhythm).lower()
            ),
            about={"what": f"{self.kind.title}, {row.place_name}"},
        )
        self._show()  # what was refused or is asked for first shows as it was

    def stop(self, row: ExportRow) -> None:
        """Nothing more of it leaves to that place."""
        if self.kind is None:
            return
        words = _t("{what} leaves no more to {place}. What was sent stays there.")
        self._gestures.act(
            "stop export",
            lambda db, _now: stop_export(db, export_id=row.id),
            words.format(what=self.kind.title, place=row.place_name),
            about={"what": f"{self.kind.title}, {row.place_name}"},
        )

    def unlink(self) -> None:
        """Destroy what makes the numbers of people. Nothing brings it back."""
        self._gestures.act(
            "unlink region",
            lambda db, _now: unlink_region(db),
            _t("The numbers at the region lead to nobody any more. The feed has stopped."),
        )

    def _empty(self) -> None:
        self.who.clear()
        self.key.clear()
        self.form.show_problems({})


def _alone(db: Any, today: Any) -> tuple[int, int]:
    people = projection(db, today).people
    return picked_out(people), len(people)
