"""The lists of skills of the hub: what each holds and lacks, which the hub works with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.imports.skills import SkillsList, shipped_lists
from hubdesk.messages.skills import lack_words, source_words
from hubdesk.operations.skills_lists import add_list, confirm_list, framework_id, offer_list
from hubdesk.queries.history import RecordKind
from hubdesk.queries.skills import ListRow
from hubdesk.queries.skills_lists import ListHere, lists_here
from hubdesk.ui.flow import Flow
from hubdesk.ui.history.button import history_button
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.skills_file import SkillsFile
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class SkillsListsCard(Card):
    """Every list with its version, source and licence; those that ship; and one from a file."""

    go = Signal(str, dict)
    verb = "add skills list"

    def __init__(self, choosing: Choosing) -> None:
        super().__init__((20, 14, 20, 18), 8)
        self._choosing = choosing
        self._shipped: tuple[SkillsList, ...] = shipped_lists()
        self.head = SectionHead(_t("Lists of skills"), 0)
        self.body.addWidget(self.head)
        words = _t("What people can do is judged by these lists. Of one list one version is used.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.list: QVBoxLayout = column(gap=10)
        self.body.addLayout(self.list)
        self.form = SkillsFile(choosing)
        self.form.done.connect(self.leave)
        self.choose_button = Button(_t("Bring in a list from a file"), "", "folder-open")
        self.choose_button.clicked.connect(lambda _on=False: self.form.open_dialog())
        self.body.addWidget(self.form.wrong)
        self.body.addWidget(self.form)
        self.body.addWidget(_at_left(self.choose_button))
        self.show_now()

    def show_now(self) -> None:
        """Show the lists that are here, and those that ship and are not."""
        here = self._choosing.doors.look(lists_here)
        self.head.set_count(len(here))
        emptied(self.list)
        for one in here:
            self.list.addWidget(self._row(one))
        there = {one.of.id for one in here}
        for said in self._shipped:
            if framework_id(said.key, said.version) not in there:
                self.list.addWidget(self._shipped_row(said))

    def is_writing(self) -> bool:
        """Whether a list was looked at that is not brought in yet."""
        return not self.form.isHidden()

    def save(self) -> None:
        """Bring in the list that was looked at."""
        self.form.save()

    def leave(self) -> None:
        """The file is done with."""
        self.form.forget()
        self.choose_button.setFocus()
        self.show_now()

    def _row(self, one: ListHere) -> QWidget:
        row, of = one.of, one.of
        state = Chip(_t("In use"), "ok", "check") if of.is_offered else Chip(_t("Put away"), "")
        buttons: list[Button] = [self._use_button(of)]
        if not of.is_proof_read and not of.missing and not of.is_own:
            buttons.append(self._confirm_button(row))
        what = list_words(of.title, of.version)
        buttons.append(history_button(self.go.emit, RecordKind.SKILLS_LIST, of.id, what))
        return _block(
            of.title, of.version, (state, *_lack_chips(of)), how_much(one.skills, one.areas),
            whole_words(of, one.skills), _said_by(of.source, of.licence, of.source_url), buttons,
        )  # fmt: skip

    def _use_button(self, of: ListRow) -> Button:
        words = _t("Put away") if of.is_offered else _t("Work with it again")
        button = Button(words, "", "archive" if of.is_offered else "undo-2")
        button.needs("offer skills list")
        said = _t("Put away: {what}") if of.is_offered else _t("Work with it again: {what}")
        button.set_words(words, said.format(what=list_words(of.title, of.version)))
        button.clicked.connect(lambda _on=False: self._offer(of))
        return button

    def _confirm_button(self, of: ListRow) -> Button:
        words = _t("I compared it with its source")
        button = Button(words, "", "check-check", verb="confirm skills list")
        what = list_words(of.title, of.version)
        button.set_words(words, _t("I compared it with its source: {what}").format(what=what))
        button.clicked.connect(lambda _on=False: self._confirm(of))
        return button

    def _shipped_row(self, said: SkillsList) -> QWidget:
        button = Button(_t("Use this list"), "", "plus", verb="add skills list")
        what = list_words(said.title, said.version)
        button.set_words(_t("Use this list"), _t("Use this list: {what}").format(what=what))
        button.clicked.connect(lambda _on=False: self._use(said))
        return _block(
            said.title, said.version, (Chip(_t("Comes with HubDesk, not in use"), "info"),),
            how_much(len(said.skills), len(said.areas)),
            lack_words(said.missing, is_proof_read=said.is_proof_read),
            _said_by(said.source, said.licence, said.source_url), [button],
        )  # fmt: skip

    def _offer(self, of: ListRow) -> None:
        what = list_words(of.title, of.version)
        said = _t("Put away: {what}. What was judged by it stays.") if of.is_offered else _t(
            "The hub works with {what}."
        )  # fmt: skip
        self._choosing.gestures.act(
            "offer skills list",
            lambda db, _now: offer_list(db, list_id=of.id, is_offered=not of.is_offered),
            said.format(what=what),
            about={"what": what},
        )

    def _confirm(self, of: ListRow) -> None:
        what = list_words(of.title, of.version)
        self._choosing.gestures.act(
            "confirm skills list",
            lambda db, _now: confirm_list(db, list_id=of.id),
            _t("Compared with its source: {what}. Counts out of all of it are shown now.").format(
                what=what
            ),
            about={"what": what},
        )

    def _use(self, said: SkillsList) -> None:
        what = list_words(said.title, said.version)
        self._choosing.gestures.act(
            "add skills list",
            lambda db, _now: add_list(db, said=said),
            _t("The hub works with {what}.").format(what=what),
            about={"what": what},
        )


def list_words(title: str, version: str) -> str:
    """Essential digital skills, 2018."""
    return _t("{title}, {version}").format(title=title, version=version)


def how_much(skills: int, areas: int) -> str:
    """59 skills in 6 areas."""
    return _t("{skills} in {areas}").format(
        skills=i18n.count(skills, _t("skill"), _t("skills")),
        areas=i18n.count(areas, _t("area"), _t("areas")),
    )


def whole_words(of: ListRow, skills: int) -> str:
    """What it lacks, and that nothing is counted out of it; or that all of it is here."""
    lack = lack_words(of.missing, is_proof_read=of.is_proof_read or of.is_own)
    if lack:
        return _t("{lack} So no “x of {many}” is shown.").format(lack=lack, many=skills)
    return _t("All of it is here.")


def _lack_chips(of: ListRow) -> tuple[Chip, ...]:
    if of.is_own:
        return ()
    if of.missing:
        return (Chip(_t("Not whole"), "warn"),)
    return () if of.is_proof_read else (Chip(_t("Not proof-read"), "warn"),)


def _said_by(source: str, licence: str, url: str) -> str:
    return " ".join(
        [source_words(source, licence), url] if url else [source_words(source, licence)]
    )


def _block(
    title: str, version: str, chips: tuple[Chip, ...], many: str, whole: str, source: str,
    buttons: list[Button],
) -> QWidget:  # fmt: skip
    """One list: its name, how it stands, what it holds and by whom, and what can be done."""
    block = QWidget()
    rows = column(block, 0, 4)
    rows.addWidget(Line())
    head = QWidget()
    across = Flow(head, gap=8)
    for part in (Label(title, "strong"), Chip(_t("Version {v}").format(v=version)), *chips):
        across.addWidget(part)
    rows.addWidget(head)
    rows.addWidget(WrappedLabel(f"{many}. {whole}" if whole else f"{many}.", "small"))
    rows.addWidget(WrappedLabel(source, "small", "2"))
    holder = QWidget()
    flow = Flow(holder, gap=8)
    for button in buttons:
        flow.addWidget(button)
    rows.addWidget(holder)
    return block


def _at_left(button: Button) -> QWidget:
    holder = QWidget()
    Flow(holder, gap=8).addWidget(button)
    return holder
