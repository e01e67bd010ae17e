"""How certificates look: what stands, and a place to make the next version with the sheet beside.

The sheet is the one that is printed, with an invented name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.certificates import TooManyPictures
from hubdesk.i18n import translate
from hubdesk.ids import CodeKind, make_code
from hubdesk.imports.pictures import SmallPicture, picture_in
from hubdesk.messages import explain
from hubdesk.models import AwardSort
from hubdesk.operations.certificate_looks import MOST_MARKS, change_look
from hubdesk.queries.certificate_looks import LookRow, current_look, pictures
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.papers import CertificateLook, CertificatePaper
from hubdesk.ui.certificates.sheet_view import SheetView
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.look_form import LookForm
from hubdesk.ui.settings.pictures_field import PicturesField, Shown
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.text import Label, WrappedLabel

TITLES: Final = {
    AwardSort.ATTENDANCE: "Certificate of attendance",
    AwardSort.ACHIEVEMENT: "Certificate of achievement",
}
NARROW: Final = 620  # units: below, the sheet beside the form could not be read
_SAMPLE_SKILLS: Final = ("Turn on and log in", "Use a mouse", "Browse the web")


def _t(text: str) -> str:
    return translate("Settings", text)


class LookCard(Card):
    """One sort of certificate."""

    verb = "change certificate"

    def __init__(self, sort: AwardSort, choosing: Choosing) -> None:
        super().__init__((20, 14, 20, 18), 8)
        self.sort, self._choosing, self._doors = sort, choosing, choosing.doors
        self._stands: LookRow | None = None
        self._follows = False
        head = QWidget()
        across = Flow(head, gap=10)
        title = _t(TITLES[sort])
        self.version = Chip("")
        self.change_button = Button(_t("Change"), "ghost", "pencil")
        self.change_button.setAccessibleName(_t("Change: {what}").format(what=title))
        self.change_button.clicked.connect(lambda _on=False: self.begin())
        for part in (Label(title, "h2"), self.version, self.change_button):
            across.addWidget(part)
        self.body.addWidget(head)
        self.sheet = SheetView(self._doors)
        sized(self.sheet, most_width=560)  # as large as it need be to be read
        self._across = line(gap=20)
        self._beside = QWidget()
        self._holder = column(self._beside)
        self._holder.addWidget(self.sheet)
        self._holder.addStretch(1)
        self.form = QWidget()
        self._across.addWidget(self.form, 1)
        self._across.addWidget(self._beside, 1)
        self.body.addLayout(self._across)
        self.fields = LookForm()
        self._build_form()
        self.fields.edited.connect(lambda: self._draw(soon=True))
        for pictures_field in (self.fields.logo, self.fields.marks):
            pictures_field.edited.connect(self._draw)
            pictures_field.picked.connect(self._reading(pictures_field))
        self.fields.pad.drawn.connect(self._draw)
        self.show_now()

    def _build_form(self) -> None:
        body = column(self.form, 0, 12)
        words = _t("What was awarded stays as it was. New certificates look like this.")
        body.addWidget(WrappedLabel(words, "small", "2"))
        body.addWidget(self.fields)
        row = line(gap=8)
        self.save_button = Button("", "primary")
        self.leave_button = Button(_t("Leave it as it was"))
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.leave_button.clicked.connect(lambda _on=False: self.leave())
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        body.addLayout(row)
        self.form.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the sheet stands above what is chosen."""
        super().resizeEvent(event)
        narrow = self.width() < look().px(NARROW)
        down, across = QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else across)
        self._stay_in_view()

    def _stay_in_view(self) -> None:
        """Beside a long form the sheet moves along with what is looked at."""
        area, top = self._area(), 0
        if area is not None and self.is_writing() and self.width() >= look().px(NARROW):
            seen = self._beside.mapFrom(area.viewport(), QPoint(0, 0)).y() + look().px(12)
            room = self._beside.height() - self.sheet.sizeHint().height()
            top = max(0, min(seen, room))
        self._holder.setContentsMargins(0, top, 0, 0)

    def _area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area = self._area()
        if area is not None and not self._follows:
            self._follows = True
            area.verticalScrollBar().valueChanged.connect(lambda _at: self._stay_in_view())

    def is_writing(self) -> bool:
        """Whether the next version is being made."""
        return not self.form.isHidden()

    def show_now(self) -> None:
        """Show what stands, unless the next version is being made."""
        found = self._doors.look(lambda db: current_look(db, self.sort))
        if found == self._stands or self.is_writing():
            return
        self._stands = found
        self.version.set_words(_t("Version {n}").format(n=found.version))
        self._draw()

    def begin(self) -> None:
        """Make the next version, beginning as the one that stands, the sheet beside it."""
        if self._stands is None:
            return
        now = self._stands.look
        there = self._doors.look(lambda db: pictures(db, now.pictures))
        self.fields.fill(now, there)
        self.fields.show_problems({})
        self.save_button.set_words(_t("Save as version {n}").format(n=self._stands.version + 1))
        self.change_button.hide()
        self.form.show()
        QTimer.singleShot(0, self, lambda: bring_into_view(self.fields.title))
        self.fields.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back to what stands."""
        self.form.hide()
        self.change_button.show()
        self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stands = None
        self.show_now()

    def save(self) -> None:
        """Keep it as the next version, or say what is wrong with it."""
        chosen = self.fields.look()
        new = {one.hash: (one.data, one.width, one.height) for one in self.fields.shown().values()}
        try:
            made = self._doors.do(
                self.verb,
                lambda db, now: (
                    change_look(db, sort=self.sort, look=chosen, pictures=new, now=now).version
                ),
                about={"what": _t(TITLES[self.sort]).lower()},
            )
        except HubDeskError as error:
            self.fields.show_problems({"title": explain(error).text})
            return
        words = _t("Saved: version {n}. New certificates get it.").format(n=made)
        self._choosing.gestures.told_done(words)
        self.leave()

    def _reading(self, field: PicturesField) -> Callable[[str], None]:
        name = "logo" if field is self.fields.logo else "marks"

        def read(path: str) -> None:
            self.fields.fields[name].show_problem("")
            self._doors.later(
                lambda: picture_in(path),
                owner=self,
                then=lambda found: self._add(field, name, found),
                refused=lambda error: self._refuse(name, error),
            )

        return read

    def _add(self, field: PicturesField, name: str, found: SmallPicture) -> None:
        if name == "marks" and len(field.pictures) >= MOST_MARKS:
            self._refuse(name, TooManyPictures(MOST_MARKS))
            return
        field.add(Shown(found.hash, found.data, found.width, found.height))
        self._draw()

    def _refuse(self, name: str, error: Exception) -> None:
        assert isinstance(error, HubDeskError)
        self.fields.fields[name].show_problem(explain(error).text)

    def _draw(self, *, soon: bool = False) -> None:
        """The sheet as it would be printed."""
        if self.is_writing():
            chosen = self.fields.look()
            self.sheet.show_sheet(self._maker(chosen, self.fields.shown()), soon=soon)
        elif self._stands is not None:
            self.sheet.show_sheet(self._maker(self._stands.look, {}))

    def _maker(self, chosen: CertificateLook, shown: dict[str, Shown]) -> Callable[[], bytes]:
        hub = self._doors.look(hub_facts)
        paper = _sample(self.sort, chosen, hub.name if hub else "", self._doors.today())
        new = {hash: one.data for hash, one in shown.items()}

        def make() -> bytes:
            from hubdesk.reports.certificate import certificates_pdf

            missing = [hash for hash in chosen.pictures if hash not in new]
            kept = self._doors.look(lambda db: pictures(db, missing))
            return certificates_pdf([paper], {**kept, **new})

        return make


def _sample(sort: AwardSort, chosen: CertificateLook, hub: str, on: date) -> CertificatePaper:
    code = make_code(CodeKind.CERTIFICATE, 0, 0)
    is_achievement = sort is AwardSort.ACHIEVEMENT
    return CertificatePaper(
        look=chosen,
        hub=hub,
        name=_t("Somebody's name"),
        what=_t("Getting started"),
        awarded_on=on,
        code=code.text,
        printed=code.printed(),
        skills=tuple(_t(words) for words in _SAMPLE_SKILLS) if is_achievement else (),
        tutor=_t("Tutor's name"),
        first_on=on - timedelta(days=63),
        last_on=on,
        came=8,
        held=10,
        minutes=960,
    )
