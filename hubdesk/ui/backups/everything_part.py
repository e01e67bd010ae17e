"""Everything taken along: all records written into one open file, for the day a hub leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.packages import PackageStopped
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.queries.hub import hub_facts
from hubdesk.sync.package_out import write_package
from hubdesk.ui.bring_in.job import Job
from hubdesk.ui.bring_in.work import Told
from hubdesk.ui.doors import Doors
from hubdesk.ui.space import line
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

VERB = "take everything"


def _t(text: str) -> str:
    return translate("Everything", text)


class EverythingCard(Card):
    """One button. `tell` says in the strip what became of it."""

    def __init__(self, doors: Doors, tell: Callable[[Result], object]) -> None:
        super().__init__((20, 14, 20, 16), 10)
        self._doors, self._tell = doors, tell
        self._job = Job(doors, self)
        self.body.addWidget(SectionHead(_t("Take everything along")))
        words = _t(
            "All records in open files that other programs read. "
            "HubDesk brings them back too, into an empty folder."
        )
        warning = _t("Nothing in it is locked: whoever has the file can read all of it.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.body.addWidget(WrappedLabel(warning, "small", "warn"))
        left_out = _t("Concerns are left out, unless the safeguarding lead takes it as a manager.")
        self.body.addWidget(WrappedLabel(left_out, "small", "2"))
        self.busy = BusyLine()
        self.busy.cancelled.connect(self._job.stop)
        self._job.stepped.connect(self.busy.progress)
        self.body.addWidget(self.busy)
        self.save_button = Button(_t("Save all records"), "", "package", verb=VERB)
        self.save_button.clicked.connect(lambda _on=False: doors.again(VERB, self.open_dialog))
        row = line(gap=8)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.body.addLayout(row)

    def open_dialog(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        facts = self._doors.look(hub_facts)
        name = facts.name if facts is not None else _t("Hub")
        dialog = QFileDialog(self.window(), _t("Save all records"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_t("Zip files (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(_t("{hub}, all records.zip").format(hub=name))
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: str) -> None:
        """Write it beside the window, which goes on. That it was taken is written down first."""
        try:
            self._doors.do(
                "took out", lambda db, now: note_access(db, what=Watched.EVERYTHING, now=now)
            )
        except HubDeskError as error:
            self._tell(Result("bad", explain(error).text))
            return
        now, to = self._doors.now(), Path(path)
        sees = not self._doors.barred("see safeguarding")
        self.save_button.setEnabled(False)
        self.busy.begin(_t("Saving all records…"))

        def work(told: Told) -> int:
            return self._doors.look(
                lambda db: write_package(db, to, now=now, with_concerns=sees, told=told),
                right=VERB,
            )

        self._job.run(work, then=lambda rows: self._saved(rows, to), refused=self._refused)

    def _saved(self, rows: int | None, to: Path) -> None:
        self._ended()
        if rows is None:
            self._refused(PackageStopped())
            return
        many = i18n.count(rows, _t("row"), _t("rows"))
        self._tell(
            Result("ok", _t("{file} holds all records, {many}.").format(file=to.name, many=many))
        )

    def _refused(self, error: Exception) -> None:
        self._ended()
        assert isinstance(error, HubDeskError)  # a job hands on nothing else
        self._tell(Result("bad", explain(error).text))

    def _ended(self) -> None:
        self.busy.end()
        self.save_button.setEnabled(True)
