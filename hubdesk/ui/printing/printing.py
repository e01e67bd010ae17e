"""Papers somebody asked for: kept until they are printed, whatever the printer does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.printing import PrinterSilent
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import DraftKind, Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.drafts import finish_draft, reopen_draft, save_draft
from hubdesk.queries.activity import last_to_undo
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import ended
from hubdesk.ui.printing.papers import (
    KINDS,
    LISTS_PEOPLE,
    OF_LOAN,
    OF_PERSON,
    WITH_PHONES,
    Waiting,
    papers_waiting,
    person_of,
)
from hubdesk.ui.printing.pdf import page_picture, page_sizes
from hubdesk.ui.printing.press import Press, Printers, Work
from hubdesk.ui.widgets.strip import Offer, Result, Sort

UNDO_KEY: Final = "Ctrl+Z"
_OURS = frozenset(("draft", "agreement", "award", "learning_session", "report_made"))


def _t(text: str) -> str:
    return translate("Printing", text)


@dataclass(frozen=True)
class _Deed:
    """What was done just before its paper was asked for: how it was told, and its transaction."""

    told: Result
    txn_id: str

    def offers(self) -> tuple[Offer, ...]:
        """What is still worth offering while its paper is in trouble, Undo left out."""
        return tuple(offer for offer in self.told.offers if offer.key != UNDO_KEY)


class Printing(QObject):
    """What the app prints goes through `ask`. It survives a restart until it is on paper.

    `told` carries a strip.Result, `changed` says that what waits is different now, and
    `show_asked` that somebody wants to see what waits.
    """

    told = Signal(object)
    changed = Signal()
    show_asked = Signal()

    def __init__(
        self,
        doors: Doors,
        choices: ComputerChoices,
        *,
        window: QWidget | None = None,
        printers: Printers | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._press = Press(choices, window=window, printers=printers, parent=self)
        self._busy: set[str] = set()
        self._why: dict[str, str] = {}  # what went wrong with a paper, in words
        self._deeds: dict[str, _Deed] = {}  # what a paper was asked for
        doors.announcer.changed.connect(self._records_changed)

    @property
    def press(self) -> Press:
        """For papers that never wait in a list: the recovery sheet is never kept."""
        return self._press

    # What waits

    def waiting(self) -> list[Waiting]:
        """The papers that wait, oldest first."""
        doors = self._doors
        return doors.look(papers_waiting)[0]

    def is_printing(self, draft_id: str) -> bool:
        return draft_id in self._busy

    def problem(self, draft_id: str) -> str:
        """Why a paper was not printed when it was tried, or empty."""
        return self._why.get(draft_id, "")

    # Asking

    def ask(self, kind: str, about: str = "", told: Result | None = None) -> str:
        """Keep a paper among those to print, and print it at once if that can be done.

        `kind` is one of `papers.KINDS`, `about` its id, or ids with commas between. Answers
        with the id it waits under. `told` is what was told of the deed the paper belongs to: it
        stays readable above any trouble with the paper. LookupError for a kind nobody declared.
        """
        if kind not in KINDS:
            raise LookupError(kind)
        doors = self._doors
        whom = doors.look(lambda db: person_of(db, kind, about))
        draft_id = doors.do(
            "draft",
            lambda db, now: (
                save_draft(
                    db,
                    kind=DraftKind.TO_PRINT,
                    body={"paper": kind, "about": about},
                    for_whom=whom,
                    now=now,
                ).id
            ),
        )
        paper = self._paper(draft_id)
        if paper is not None:
            if told is not None:
                self._deeds[draft_id] = _Deed(told, self._newest())
            self._print(paper, choose=False, aloud=False)
        return draft_id

    def print_again(self, draft_id: str) -> None:
        """Print one of those that wait; asks which printer where the old one is not there."""
        paper = self._paper(draft_id)
        if paper is not None and draft_id not in self._busy:
            self._print(paper, choose=True, aloud=True)

    def print_all(self) -> None:
        """Print everything that waits, oldest first."""
        for paper in self.waiting():
            if paper.id not in self._busy:
                self._print(paper, choose=True, aloud=True)

    def save_as_pdf(self, draft_id: str) -> QObject | None:
        """Write one of those that wait into a file; it waits no more then."""
        paper = self._paper(draft_id)
        if paper is None:
            return None
        if paper.kind in WITH_PHONES and not self._doors.is_proved():
            self._doors.again("take list", lambda: self._save(paper))
            return None
        return self._save(paper)

    def _save(self, paper: Waiting) -> QObject:
        words = _t("Saved as PDF: {paper}.").format(paper=paper.title)

        def done() -> None:
            self._note_taken(paper)
            self._finish(paper, words)

        return self._press.save_pdf(
            self._make(paper), paper.file_name, done=done, refused=partial(self._refused, paper)
        )

    def _note_taken(self, paper: Waiting) -> None:
        """Write down that a list of people, or somebody's journey, left as a file."""
        whose = paper.about if paper.kind in OF_PERSON else ""
        if whose or (paper.kind in LISTS_PEOPLE and not paper.is_of_one):
            why = _t(KINDS[paper.kind].words)
            self._doors.do(
                "took out",
                lambda db, now: note_access(
                    db, what=Watched.LIST_FILE, person_id=whose, why=why, now=now
                ),
            )

    def remove(self, draft_id: str) -> None:
        """Take a paper off the list without printing it; the strip puts it back."""
        paper = self._paper(draft_id)
        if paper is not None:
            self._finish(paper, _t("Not printed: {paper}.").format(paper=paper.title))

    def put_back(self, draft_id: str) -> None:
        """It waits again."""
        self._doors.do("draft", lambda db, now: reopen_draft(db, draft_id=draft_id))
        self.told.emit(Result("info", _t("Back among those to print.")))

    # Looking

    def count_pages(self, paper: Waiting, owner: QObject, then: Callable[[int], None]) -> None:
        """How many pages a paper has, worked out beside the window."""
        make = self._make(paper)
        self._later(lambda: len(page_sizes(make())), owner, then, paper)

    def picture(
        self, paper: Waiting, page: int, width: int, owner: QObject, then: Callable[[QImage], None]
    ) -> None:
        """One page exactly as it is printed, `width` px wide, drawn beside the window."""
        make = self._make(paper)
        self._later(lambda: page_picture(make(), page, width), owner, then, paper)

    def stop(self) -> None:
        """Finish the paper in hand. Call before the records close."""
        self._press.stop()

    # Inside

    def _later(
        self, work: Callable[[], object], owner: QObject, then: Callable[..., None], paper: Waiting
    ) -> None:
        self._press.jobs.run(
            work, owner=owner, then=then, refused=lambda error: self._refused(paper, error)
        )

    def _make(self, paper: Waiting) -> Callable[[], bytes]:
        return lambda: self._doors.paper(paper.kind, paper.about)

    def _paper(self, draft_id: str) -> Waiting | None:
        return next((paper for paper in self.waiting() if paper.id == draft_id), None)

    def _print(self, paper: Waiting, *, choose: bool, aloud: bool) -> None:
        self._busy.add(paper.id)
        self._why.pop(paper.id, None)
        work = Work(
            self._make(paper),
            KINDS[paper.kind].printer,
            _t("Where to print: {paper}").format(paper=_t(KINDS[paper.kind].words)),
            done=lambda: self._printed(paper, aloud=aloud),
            refused=partial(self._refused, paper, aloud=aloud),
            cancelled=lambda: self._cancelled(paper, aloud=aloud),
        )
        self._press.print_pdf(work, choose=choose)
        self.changed.emit()

    def _printed(self, paper: Waiting, *, aloud: bool) -> None:
        # what printed by itself says nothing: the strip still offers to undo what was done
        words = _t("Printed: {paper}.").format(paper=paper.title) if aloud else ""
        self._busy.discard(paper.id)
        self._finish(paper, words)

    def _finish(self, paper: Waiting, words: str) -> None:
        self._why.pop(paper.id, None)
        self._deeds.pop(paper.id, None)
        self._doors.do("draft", lambda db, now: finish_draft(db, draft_id=paper.id, now=now))
        if words:
            back = Offer(_t("Put back"), lambda: self.put_back(paper.id), icon="undo-2")
            self.told.emit(Result("ok", ended(words), (back,)))

    def _refused(self, paper: Waiting, error: Exception, *, aloud: bool = True) -> None:
        assert isinstance(error, HubDeskError)
        if isinstance(error, PrinterSilent):
            error = PrinterSilent(of_loan=paper.kind in OF_LOAN)
        self._busy.discard(paper.id)
        self._why[paper.id] = explain(error).what
        self.changed.emit()
        offers = [
            Offer(_t("Print again"), lambda: self.print_again(paper.id), icon="printer"),
            Offer(_t("Save as PDF"), lambda: self.save_as_pdf(paper.id), icon="file-down"),
        ]
        self._tell_trouble(paper, "bad", explain(error).text, offers, aloud=aloud)

    def _cancelled(self, paper: Waiting, *, aloud: bool) -> None:
        self._busy.discard(paper.id)
        self.changed.emit()
        show = Offer(_t("See what waits"), self.show_asked.emit, "Ctrl+Shift+P")
        words = _t("{paper} is not printed yet. It waits in To print.").format(paper=paper.title)
        self._tell_trouble(paper, "info", words, [show], aloud=aloud)

    def _tell_trouble(
        self, paper: Waiting, sort: Sort, words: str, offers: list[Offer], *, aloud: bool
    ) -> None:
        """The deed stays above trouble with its paper, until somebody asks for the paper alone."""
        deed = self._deeds.get(paper.id)
        if deed is not None:
            offers = [*deed.offers(), *offers, *self._undo_offers(deed)]
        if deed is None or aloud:
            self.told.emit(Result(sort, words, tuple(offers), "printer"))
        else:
            above = "warn" if sort == "bad" else sort
            self.told.emit(Result(above, deed.told.words, tuple(offers), "printer", words))

    def _newest(self) -> str:
        """The action that Undo would take back now."""
        last = self._doors.look(last_to_undo)
        return last.txn_id if last is not None else ""

    def _undo_offers(self, deed: _Deed) -> tuple[Offer, ...]:
        """Undo of the deed whose strip this one takes the place of, if it is still the newest."""
        if not deed.txn_id or deed.txn_id != self._newest():
            return ()

        def undo() -> None:
            try:
                self.told.emit(Result("ok", self._doors.undo(deed.txn_id)))
            except HubDeskError as error:
                self.told.emit(Result("bad", explain(error).text))

        return (Offer(_t("Undo"), undo, UNDO_KEY, "undo-2"),)

    def _records_changed(self, tables: frozenset[str]) -> None:
        if tables & (_OURS - {"draft"}):
            QTimer.singleShot(0, self, self._forget_gone)
        if tables & _OURS:
            self.changed.emit()

    def _forget_gone(self) -> None:
        """A paper of what was undone is not printed any more."""
        doors = self._doors
        for draft_id in doors.look(papers_waiting)[1]:
            doors.do("draft", lambda db, now, id=draft_id: finish_draft(db, draft_id=id, now=now))  # type: ignore[misc]
