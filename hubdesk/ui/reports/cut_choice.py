"""What a report is narrowed to: whose money, which kind of session, which area, what age."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.figures import Cut
from hubdesk.queries.figures.cuts import BANDS, KINDS
from hubdesk.queries.figures.labels import label_of
from hubdesk.ui.space import column
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, LineEdit

_BETWEEN = "|"  # several of a report that was saved


def _t(text: str) -> str:
    return translate("Reports", text)


class CutChoice(QWidget):
    """`chosen` tells that other figures are wanted. Empty is everything."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fund = Combo([("", _t("All of it"))])
        self.kind = Combo()
        self.age = Combo()
        self.area = LineEdit(placeholder=_t("Everywhere"))
        self._area = ""
        body = column(self, 0, 10)
        for label, editor in (
            (_t("Paid by"), self.fund),
            (_t("Kind of session"), self.kind),
            (_t("Area, like B12"), self.area),
            (_t("Age"), self.age),
        ):
            body.addWidget(Field(label, editor))
        for combo in (self.fund, self.kind, self.age):
            # the longest name of a funder is cut before the panel grows over the paper
            combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            combo.activated.connect(lambda _at: self.chosen.emit())
        self.area.editingFinished.connect(self._area_typed)
        self.set_cut(Cut())

    def set_funds(self, funds: Sequence[tuple[str, str]]) -> None:
        """The money there is, as (id, name)."""
        self.fund.set_options([("", _t("All of it")), *funds], self.fund.value())

    def cut(self) -> Cut:
        """What is chosen, the area as it was typed."""
        return Cut(
            self.fund.value(),
            kinds=_several(self.kind.value()),
            areas=tuple(part.strip() for part in self.area.text().split(",") if part.strip()),
            ages=_several(self.age.value()),
        )

    def set_cut(self, cut: Cut) -> None:
        """Choose without telling anybody."""
        self.fund.choose(cut.fund_id)
        _offer(self.kind, "kind", KINDS, cut.kinds, _t("Every kind"))
        _offer(self.age, "age", BANDS, cut.ages, _t("Every age"))
        self._area = ", ".join(cut.areas)
        self.area.setText(self._area)

    def _area_typed(self) -> None:
        """Enter, or leaving the line: it tells so each time, whether anything was typed or not."""
        if self.area.text() != self._area:
            self._area = self.area.text()
            self.chosen.emit()


def _several(value: str) -> tuple[str, ...]:
    return tuple(value.split(_BETWEEN)) if value else ()


def _offer(
    combo: Combo, by: str, codes: Sequence[str], chosen: tuple[str, ...], every: str
) -> None:
    options = [("", every), *((code, label_of(by, code)) for code in codes)]
    if len(chosen) > 1:
        options.append((_BETWEEN.join(chosen), ", ".join(label_of(by, one) for one in chosen)))
    combo.set_options(options, _BETWEEN.join(chosen))
