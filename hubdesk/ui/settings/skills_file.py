"""A list of skills from a file: looked at first, with what it would change, then brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.imports.skills import SkillsList, skills_in
from hubdesk.messages import explain
from hubdesk.messages.skills import lack_words, source_words
from hubdesk.operations.skills_lists import add_list
from hubdesk.queries.skills import ListRow
from hubdesk.queries.skills_lists import beside
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import WrittenForm
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import WrappedLabel

FEW: Final = 3  # skills of an area are shown, so that somebody sees what sort of list it is
MOST_AREAS: Final = 12


def _t(text: str) -> str:
    return translate("Settings", text)


class SkillsFile(WrittenForm):
    """What a file holds, before anything comes in. `wrong` says why it cannot."""

    def __init__(self, choosing: Choosing) -> None:
        super().__init__(_t("Bring in this list"))
        self._choosing = choosing
        self._said: SkillsList | None = None
        self._folder = ""
        self.leave_button.set_words(_t("Leave it"))
        self.wrong = WrappedLabel("", "smallstrong", "bad")
        self.wrong.hide()
        self.body.addWidget(self.title)
        self.lines: QVBoxLayout = column(gap=4)
        self.body.addLayout(self.lines)
        self.add_buttons()
        self.hide()

    def open_dialog(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a list of skills"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_t("Lists of skills (*.json *.xlsx)"), _t("All files (*)")])
        dialog.fileSelected.connect(self.look_at)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_at(self, path: str) -> None:
        """Read a file beside the window; nothing of it is kept."""
        self.forget()
        self._folder = str(Path(path).parent)
        self._choosing.doors.later(
            lambda: skills_in(Path(path)), owner=self, then=self._show, refused=self._refuse
        )

    def forget(self) -> None:
        """No file is looked at."""
        self._said = None
        self.hide()
        self._say_wrong("")

    def save(self) -> None:
        """Bring the list in, or say why not."""
        said = self._said
        if said is None:
            return
        what = _t("{title}, {version}").format(title=said.title, version=said.version)
        done = self._choosing.gestures.act(
            "add skills list",
            lambda db, _now: add_list(db, said=said),
            _t("Brought in: {what}. The hub works with it.").format(what=what),
            about={"what": what},
            refused=self._refused,
        )
        if done:
            self.done.emit()

    def _show(self, said: SkillsList) -> None:
        self._said = said
        here = self._choosing.doors.look(lambda db: beside(db, said.key))
        words = _t("{title}, version {version}")
        self.title.setText(words.format(title=said.title, version=said.version))
        emptied(self.lines)
        for words, role, ink in _facts(said, here):
            self.lines.addWidget(WrappedLabel(words, role, ink))
        self.show()
        QTimer.singleShot(0, self, lambda: bring_into_view(self))
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: Exception) -> None:
        assert isinstance(error, HubDeskError)
        self._say_wrong(explain(error).text)

    def _refused(self, error: HubDeskError) -> bool:
        self._say_wrong(explain(error).text)
        return True

    def _say_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        if words:
            bring_into_view(self.wrong)
            announce(self.wrong, words, problem=True)


def _facts(said: SkillsList, here: list[ListRow]) -> list[tuple[str, str, str]]:
    """What the file holds, in lines: words, their role and their ink."""
    found = [
        (_beside_words(said, here), "strong", ""),
        (lack_words(said.missing, is_proof_read=said.is_proof_read or said.is_own), "small", ""),
        *((words, "small", "") for words in _area_lines(said)),
        (_scale_words(said), "small", ""),
        (source_words(said.source, said.licence), "small", "2"),
    ]
    return [line for line in found if line[0]]


def _beside_words(said: SkillsList, here: list[ListRow]) -> str:
    """What becomes of the versions of it that are here."""
    if any(row.version == said.version for row in here):
        return _t("This version is here already.")
    used = [row.version for row in here if row.is_offered]
    if not used:
        return ""
    words = _t("It takes the place of version {old}. What was judged by that one stays.")
    return words.format(old=used[0])


def _area_lines(said: SkillsList) -> list[str]:
    lines = []
    for area in said.areas[:MOST_AREAS]:
        skills = [skill.text for skill in said.skills if skill.area == area.code]
        shown = " · ".join(skills[:FEW])
        if len(skills) > FEW:
            shown = _t("{shown} and {more} more").format(shown=shown, more=len(skills) - FEW)
        many = i18n.count(len(skills), _t("skill"), _t("skills"))
        words = _t("{area} ({many}): {shown}")
        lines.append(words.format(area=area.title, many=many, shown=shown))
    if len(said.areas) > MOST_AREAS:
        more = i18n.count(len(said.areas) - MOST_AREAS, _t("more area"), _t("more areas"))
        lines.append(_t("And {more}.").format(more=more))
    return lines


def _scale_words(said: SkillsList) -> str:
    steps = " · ".join(
        _t("{step} (can do it)").format(step=step.title) if step.is_achieved else step.title
        for step in said.steps
    )
    return _t("Scale: {steps}").format(steps=steps)
