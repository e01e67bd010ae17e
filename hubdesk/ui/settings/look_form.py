"""What can be chosen of how a certificate looks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk.i18n import translate
from hubdesk.operations.certificate_looks import MOST_MARKS
from hubdesk.queries.papers import CertificateLook
from hubdesk.ui.certificates.words import BORDERS, SHEETS
from hubdesk.ui.settings.pictures_field import PicturesField, Shown
from hubdesk.ui.signature import SignaturePad
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.segments import Segments


def _t(text: str) -> str:
    return translate("Settings", text)


class LookForm(Form):
    """What can be chosen of a look."""

    def __init__(self) -> None:
        super().__init__()
        self.title = LineEdit()
        self.given_to, self.for_words, self.signer = LineEdit(), LineEdit(), LineEdit()
        self.small_print = NoteEdit(lines=3)
        sheets = [(str(key), _t(words)) for key, words in SHEETS]
        borders = [(str(key), _t(words)) for key, words in BORDERS]
        self.sheet = Segments(sheets, sheets[0][0], _t("Sheet"))
        self.border = Segments(borders, borders[0][0], _t("Border"))
        self.logo = PicturesField(_t("Logo"), _t("Choose a logo"), 1)
        self.marks = PicturesField(_t("Mark"), _t("Add a mark"), MOST_MARKS)
        self.keeps = QCheckBox(_t("Print the signature that is kept"))
        self.pad = SignaturePad()
        self.again = Button(_t("Draw it again"), "ghost", "rotate-ccw")
        self.again.clicked.connect(lambda _on=False: self.pad.clear())
        signing = QWidget()
        below = column(signing, 0, 6)
        for widget in (self.keeps, self.pad, self.again):
            below.addWidget(widget)
        below.setAlignment(self.again, Qt.AlignmentFlag.AlignLeft)
        self.add("title", _t("Title"), self.title)
        self.add("sheet", _t("Sheet"), self.sheet)
        self.add("border", _t("Border"), self.border)
        hint = _t("PNG or JPEG. It stands at the top, made small.")
        self.add("logo", _t("Logo"), self.logo, hint)
        self.add("given_to", _t("Above the name"), self.given_to)
        self.add("for_words", _t("Below the name"), self.for_words)
        hint = _t("Empty: whoever taught it.")
        self.add("signer", _t("Who signs"), self.signer, hint)
        hint = _t("Empty: a line to sign on with a pen.")
        self.add("signature", _t("Signature, drawn"), signing, hint)
        hint = _t("What those who pay want shown, side by side. Six at most.")
        self.add("marks", _t("Marks of those who pay"), self.marks, hint)
        hint = _t("Legal name, company number, what it is not.")
        self.add("small_print", _t("Small print"), self.small_print, hint)
        self._signature = ""

    def fill(self, now: CertificateLook, there: dict[str, bytes]) -> None:
        """Begin with what stands."""
        self.title.setText(now.title)
        self.sheet.choose(now.orientation)
        self.border.choose(now.border)
        self.given_to.setText(now.given_to)
        self.for_words.setText(now.for_words)
        self.signer.setText(now.signer)
        self.small_print.setPlainText(now.small_print)
        self.logo.show_pictures([Shown(now.logo, there[now.logo], 0, 0)] if now.logo else [])
        self.marks.show_pictures([Shown(one, there[one], 0, 0) for one in now.marks])
        self._signature = now.signature_path
        self.keeps.setVisible(bool(self._signature))
        self.keeps.setChecked(bool(self._signature))
        self.pad.clear()

    def look(self) -> CertificateLook:
        """What is chosen now."""
        kept = self._signature if self.keeps.isChecked() else ""
        return CertificateLook(
            orientation=self.sheet.value(),
            border=self.border.value(),
            title=self.title.text(),
            given_to=self.given_to.text(),
            for_words=self.for_words.text(),
            small_print=self.small_print.toPlainText(),
            signer=self.signer.text(),
            signature_path=self.pad.path() or kept,
            logo=next(iter(self.logo.hashes), ""),
            marks=self.marks.hashes,
        )

    def shown(self) -> dict[str, Shown]:
        """Every picture that is chosen, by hash."""
        return {one.hash: one for one in (*self.logo.pictures, *self.marks.pictures)}
