"""Grabs a sheet of every part of the window in each look, so that a person can look at them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from hubdesk.ui.flow import Flow
from hubdesk.ui.space import add_all, column, line
from hubdesk.ui.theme import Look
from hubdesk.ui.tokens import Choice
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import BigButton, Button, IconButton, Pill
from hubdesk.ui.widgets.cards import Card, DropPlace, Line, Note, SectionHead, Well
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.choices import Combo, Number
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.key_cap import KeyCap
from hubdesk.ui.widgets.rows import device_row, person_row
from hubdesk.ui.widgets.search_box import SearchBox
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.strip import Offer, Result, Strip
from hubdesk.ui.widgets.text import ElidedLabel, Label, WrappedLabel
from tools import gallery_work

LOOKS: tuple[tuple[Choice, int], ...] = (
    ("light", 100),
    ("dark", 100),
    ("contrast", 100),
    ("light", 200),
)


def _strips(into: QVBoxLayout) -> None:
    undo = Offer("Undo", lambda: None, "Ctrl+Z", "undo-2")
    for result in (
        Result("ok", "Added: Huawei MiFi, HD-0304", (undo,)),
        Result(
            "warn",
            "Samira's 2 devices are not lent yet.",
            (Offer("Lend now", lambda: None, "Alt+L"), Offer("Put back", lambda: None, "Alt+B")),
        ),
        Result("bad", "We do not know the code 5012345. Add a device with it, or link it."),
        Result("info", "HD-0142 is on the shelf. Scan a card to lend it."),
    ):
        strip = Strip()
        into.addWidget(strip)
        strip.show_result(result)


def _buttons() -> QWidget:
    card = Card()
    card.body.addWidget(SectionHead("Buttons", 11))
    flow = Flow(gap=8)
    off = Button("Erase record")
    off.set_reason("Ask a manager to erase a record")
    for widget in (
        Button("Continue", "primary"),
        Button("Lend a device", "primary", "scan-barcode"),
        Button("Sign in", "", "log-in"),
        Button("Open page", "", "arrow-up-right"),
        Button("Start again"),
        Button("Undo", "ghost", "undo-2"),
        Button("See them", "link"),
        Button("Erase Samira's record", "danger", "trash"),
        IconButton("phone", "Call Kofi Mensah, 6 days overdue"),
        IconButton("x", "Take HD-0142 out of the list"),
        off,
        Pill("Charger"),
        Pill("Bag", on=False),
        KeyCap("Ctrl+Z"),
    ):
        flow.addWidget(widget)
    card.body.addLayout(flow)
    weeks = (("today", "Today"), ("1w", "1 week"), ("2w", "2 weeks"), ("4w", "4 weeks"))
    row = Flow(gap=12)
    row.addWidget(Label("Due back", "smallstrong", "2"))
    row.addWidget(Segments((*weeks, ("pick", "Pick a date")), "2w", "Due back", alt_numbers=True))
    card.body.addLayout(row)
    card.body.addWidget(BigButton("Lend 2 devices to Samira"))
    return card


def _person() -> QWidget:
    card = Card()
    head = line(gap=18)
    names = column(gap=2)
    add_all(
        names,
        ElidedLabel("Samira Haddad", "h1"),
        Label("Card L-00318 · likes to be called Sam", ink="2"),
    )
    add_all(head, Avatar("Samira Haddad", 56))
    head.addLayout(names, 1)
    head.addWidget(Button("Open page", "", "arrow-up-right"))
    card.body.addLayout(head)
    chips = Flow(gap=8)
    chips.addWidget(Chip("Agreement signed", "ok", "circle-check"))
    chips.addWidget(Chip("Nothing overdue", "", "clock"))
    chips.addWidget(Chip("Large print", "info", "eye"))
    chips.addWidget(Chip("6 days", "bad"))
    chips.addWidget(Chip("3 days left", "warn", "clock"))
    card.body.addLayout(chips)
    card.body.addWidget(Note("Note, 3 Nov: still has the charger for HD-0120. Ask for it back."))
    card.body.addWidget(Line())
    device = device_row("Lenovo ThinkPad L390", "HD-0142")
    for widget in (
        Pill("Charger"),
        Pill("Bag"),
        Combo((("g", "Good"), ("w", "Worn")), "g", "Condition"),
        IconButton("x", "Take out"),
    ):
        device.tail.addWidget(widget)
    card.body.addWidget(device)
    card.body.addWidget(DropPlace("Scan another device to add it"))
    overdue = SectionHead("Overdue", 2, "bad")
    card.body.addWidget(overdue)
    for name, days in (
        ("Kofi Mensah", "6 days"),
        ("Ewa Nowak", "1 day"),
        ("王小明", "1 day"),
        ("فاطمہ خان", "2 days"),
    ):
        row = person_row(name, "iPad 9 · HD-0097", opens=True)
        row.tail.addWidget(Chip(days, "bad"))
        row.tail.addWidget(IconButton("phone", f"Call {name}"))
        card.body.addWidget(row)
    return card


def _inputs() -> QWidget:
    card = Card()
    card.body.addWidget(SectionHead("Fields"))
    text, bad, off = QLineEdit("Samira"), QLineEdit("lanten"), QLineEdit("Not now")
    empty = QLineEdit()
    empty.setPlaceholderText("Name, or scan their card")
    bad.setProperty("c", "bad")
    off.setEnabled(False)
    spin, day, area = (
        Number(3, 0, 50, "things"),
        QDateEdit(),
        QPlainTextEdit("Wi-Fi was slow until 10:20am."),
    )
    day.setCalendarPopup(True)
    ticked, open_, some = QCheckBox("Print agreement"), QCheckBox("Card"), QCheckBox("Some")
    ticked.setChecked(True)
    some.setTristate(True)
    some.setCheckState(some.checkState().PartiallyChecked)
    yes, no = QRadioButton("Ask each time"), QRadioButton("Never")
    yes.setChecked(True)
    area.setFixedHeight(80)
    bar = QProgressBar()
    bar.setValue(60)
    bar.setTextVisible(False)
    tabs = QTabBar()
    for words in ("Samira", "Kofi", "Ewa"):
        tabs.addTab(words)
    add_all(card.body, text, empty, bad, off, spin, day, area)
    row = Flow(gap=16)
    for widget in (ticked, open_, some, yes, no):
        row.addWidget(widget)
    card.body.addLayout(row)
    add_all(card.body, bar, tabs)
    well = Well()
    add_all(
        well.body,
        Label("Digital basics", "smallstrong"),
        WrappedLabel("7 of 12 here", "small", "2"),
    )
    card.body.addWidget(well)
    card.body.addWidget(
        Empty(
            "No devices yet. Print a sheet of labels, stick, then scan them in.",
            "laptop",
            "Add devices",
            "Print labels",
        )
    )
    return card


def sheet() -> QWidget:
    """Everything on one page."""
    page = QWidget()
    page.setProperty("k", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    whole: QHBoxLayout = line(page, 24, 16)
    left, right = column(gap=12), column(gap=12)
    _strips(left)
    add_all(left, _person(), None)
    add_all(right, _buttons(), _inputs(), None)
    whole.addLayout(left, 1)
    whole.addLayout(right, 1)
    return page


def main(folder: str = "/tmp/gallery") -> None:
    """Write three PNGs per look into `folder`."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    look = Look(app, "light")
    for name, page in (("parts", sheet()), ("work", gallery_work.sheet())):
        for choice, scale in LOOKS:
            look.wear(choice, scale)
            _fit(app, page, int(1300 * scale / 100))
            page.grab().save(str(out / f"{name}-{choice}-{scale}.png"))
            if name == "work":
                gallery_work.open_search(page)
                app.processEvents()
                page.grab().save(str(out / f"search-{choice}-{scale}.png"))
                search = page.findChild(SearchBox)
                assert isinstance(search, SearchBox)
                search.clear()
        page.hide()


def _fit(app: QApplication, page: QWidget, width: int) -> None:
    page.resize(width, 100)
    page.show()
    page.activateWindow()
    app.processEvents()
    layout = page.layout()
    page.resize(width, layout.totalHeightForWidth(width) if layout else 100)
    app.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
