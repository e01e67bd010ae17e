"""The look can change while the app runs, follows the computer, and shows nothing default-grey."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSpinBox,
    QWidget,
)

from hubdesk.ui import fonts, icons, pictures
from hubdesk.ui.flow import Flow
from hubdesk.ui.mark import Mark, window_icon
from hubdesk.ui.scroll_edge import ScrollEdge
from hubdesk.ui.sheet import qss
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.theme import Look, mark_as, nearest_scale
from hubdesk.ui.tokens import CONTRAST, DARK, LIGHT, SCALES, THEMES, Choice, Theme
from hubdesk.ui.widgets.avatar import initials
from hubdesk.ui.widgets.buttons import Button, IconButton, Pill
from hubdesk.ui.widgets.chips import Chip, Count
from hubdesk.ui.widgets.text import ElidedLabel, Label
from tests.ui.walks import ringless, said, small_targets, unnamed

Show = Callable[..., QMainWindow]


def test_the_house_font_is_what_is_drawn(look: Look) -> None:
    assert QFontInfo(look.font("body")).family() == fonts.FAMILY
    assert QFontInfo(look.font("h1")).bold()


def test_digits_of_a_table_have_one_width(look: Look) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(look.font("body", tabular=True))
    assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("choice", THEMES)
@pytest.mark.parametrize("scale", SCALES)
def test_the_sheet_can_be_read_by_qt(look: Look, choice: Choice, scale: int) -> None:
    look.choose(choice)  # a warning of Qt fails the test
    look.set_scale(scale)
    QLabel("x").ensurePolished()
    assert "None" not in qss(look.theme, look.scale)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_picture_of_the_sheet_is_there(look: Look, theme: Theme) -> None:
    for name in ("tick", "dash", "dot", "down", "up", "left", "right", "close", "tick-menu"):
        assert not QImage(pictures.address(theme, name)).isNull()


def test_a_change_of_theme_repaints_what_is_open(look: Look, show: Show) -> None:
    page = QWidget()
    body = column(page, 8, 8)
    for widget in (Label("Words"), QLineEdit("Words"), Chip("Late", "bad"), Button("Go")):
        body.addWidget(widget)
    window = show(page, 300, 300)
    light = window.grab().toImage()
    look.choose("dark")
    QApplication.processEvents()
    dark = window.grab().toImage()
    assert dark.pixelColor(1, 1).name() == DARK.bg.lower()
    assert light.pixelColor(1, 1).name() == LIGHT.bg.lower()
    look.choose("light")
    QApplication.processEvents()
    assert window.grab().toImage() == light


def test_a_change_of_text_size_moves_margins_sizes_and_icons(look: Look, show: Show) -> None:
    page, square = QWidget(), QWidget()
    body = column(page, (10, 20, 30, 40), 6)
    button = Button("Print", "", "printer")
    sized(square, width=50, height=20)
    body.addWidget(square)
    body.addWidget(button)
    show(page, 300, 300)
    before = button.height()
    look.set_scale(200)
    QApplication.processEvents()
    margins = body.contentsMargins()
    assert (margins.left(), margins.top(), margins.bottom()) == (20, 40, 80)
    assert body.spacing() == 12
    assert (square.width(), square.height()) == (100, 40)
    assert button._icon_room() == 36 + 4
    assert button.sizeHint().height() == 2 * before


def test_ctrl_plus_and_minus_go_through_the_sizes_and_stop_at_the_ends(look: Look) -> None:
    seen = [look.scale]
    for _ in range(7):
        look.bigger()
        seen.append(look.scale)
    assert seen == [*SCALES, 200, 200]
    look.smaller()
    assert look.scale == 175
    look.usual_size()
    look.smaller()
    assert look.scale == 100
    assert nearest_scale(132) == 125


def test_the_look_follows_the_computer_when_it_is_told_to(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = SimpleNamespace(scheme=Qt.ColorScheme.Dark, wish=Qt.ContrastPreference.NoPreference)
    hints = SimpleNamespace(
        colorScheme=lambda: system.scheme,
        accessibility=lambda: SimpleNamespace(contrastPreference=lambda: system.wish),
    )
    monkeypatch.setattr(look, "_app", _WithHints(look._app, hints))
    look.choose("system")
    assert look.theme is DARK
    system.wish = Qt.ContrastPreference.HighContrast
    look._follow()
    assert look.theme is CONTRAST
    system.scheme, system.wish = Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference
    look._follow()
    assert look.theme is LIGHT
    look.choose("dark")
    look._follow()
    assert look.theme is DARK, "a choice of one's own stays"


class _WithHints:
    """The real application, but for what the computer says it prefers."""

    def __init__(self, app: QApplication, hints: object) -> None:
        self._app, self._hints = app, hints

    def styleHints(self) -> object:
        return self._hints

    def __getattr__(self, name: str) -> object:
        return getattr(self._app, name)


def test_icons_are_drawn_in_the_colour_of_now_and_kept(look: Look) -> None:
    first = icons.picture("laptop", "accent", 20)
    assert icons.picture("laptop", "accent", 20) is first
    assert _commonest_ink(first.toImage()) == LIGHT.accent.lower()
    look.choose("dark")
    assert _commonest_ink(icons.picture("laptop", "accent", 20).toImage()) == DARK.accent.lower()
    assert first.width() == 40, "twice as sharp as it is large"


def test_every_icon_that_is_listed_can_be_drawn(look: Look) -> None:
    for name in icons.NAMES.split():
        assert not icons.picture(name, "text", 16).isNull()


def test_an_icon_that_does_not_exist_is_a_slip_that_shows(look: Look) -> None:
    with pytest.raises(icons.NoSuchIcon):
        icons.picture("no-such-icon")


def test_the_mark_is_drawn_in_every_size(look: Look, show: Show) -> None:
    assert {size.width() for size in window_icon().availableSizes()} >= {16, 32, 256}
    window = show(Mark(60), 80, 80)
    assert window.grab().toImage().pixelColor(40, 12).name() == LIGHT.accent.lower()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Samira Haddad", "SH"),
        ("David Achterberg-Oyelaran", "DA"),
        ("Madonna", "M"),
        ("王小明", "王"),
        ("فاطمہ خان", "ف\u200cخ"),
        ("Ọláyínká Adéyẹmí", "ỌA"),
        ("'Oumou (Fatou) Sy", "OF"),
        ("नमिता शर्मा", "नश"),
        ("ʻOkina Kalani", "ʻK"),
        ("𐐀𐐁 𐐂", "𐐀\u200c𐐂"),
        ("", "?"),
        ("!!!", "?"),
    ],
)
def test_initials_of_any_script(name: str, shown: str) -> None:
    assert initials(name).replace("\u200c", "") == shown.replace("\u200c", "")


def test_a_label_that_gives_way_keeps_the_whole_text_in_reach(show: Show) -> None:
    name = "David Achterberg-Oyelaran of the very long name"
    label = ElidedLabel(name, "strong")
    window = show(label, 120, 40)
    window.grab()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == name
    assert said(label) == name
    window.resize(600, 40)
    QApplication.processEvents()
    window.grab()
    assert label.toolTip() == "", "nothing is hidden any more"


def test_names_are_shown_as_they_are_and_never_as_markup(show: Show) -> None:
    label = Label("<b>Bobby</b> & Co")
    show(label, 300, 40)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert Button("Lend to Marks && Spencer").accessibleName() == "Lend to Marks & Spencer"


def test_a_button_that_is_off_says_why(show: Show) -> None:
    button = Button("Erase record")
    button.set_reason("Ask a manager to erase a record")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "Ask a manager to erase a record"
    button.set_reason("")
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_every_kind_of_control_can_be_hit_named_and_seen_to_have_the_focus(
    look: Look, show: Show
) -> None:
    page = QWidget()
    flow = Flow(page, 16, 8)
    combo, spin, tick, edit = QComboBox(), QSpinBox(), QCheckBox("Print agreement"), QLineEdit()
    combo.addItems(["Good", "Worn"])
    combo.setAccessibleName("Condition")
    spin.setAccessibleName("How many")
    edit.setAccessibleName("Name")
    for widget in (
        *(Button(f"A {kind}", kind) for kind in ("", "primary", "big", "danger", "ghost", "link")),  # type: ignore[arg-type]
        IconButton("x", "Take HD-0142 out of the list"),
        Button("Devices", "nav", "laptop", on=True),
        Pill("Charger"),
        Pill("Bag", on=False),
        combo,
        spin,
        tick,
        edit,
    ):
        flow.addWidget(widget)
    window = show(page, 900, 500)
    for choice in ("light", "dark", "contrast"):
        look.choose(choice)
        QApplication.processEvents()
        assert not small_targets(window)
        assert not unnamed(window)
        assert not ringless(window)


def test_a_count_and_a_chip_are_heard(show: Show) -> None:
    assert Count(1200).accessibleName() == "1,200"
    assert Chip("6 days", "bad").accessibleName() == "6 days"


def test_a_widget_is_restyled_when_its_kind_changes(show: Show) -> None:
    label = Label("Late")
    show(label, 100, 40)
    label.set_ink("bad")
    assert label.palette().color(label.foregroundRole()).name() == LIGHT.bad.lower()
    mark_as(label, c="")


def _commonest_ink(image: QImage) -> str:
    found: dict[str, int] = {}
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found[colour.name()] = found.get(colour.name(), 0) + 1
    return max(found, key=lambda name: found[name])


def test_a_scrolled_place_fades_at_its_edge_only_while_there_is_more(show: Show) -> None:
    inside = QWidget()
    body = column(inside, 0, 8)
    for at in range(40):
        body.addWidget(Label(f"Line {at}"))
    area = scroller(inside)
    show(area, 300, 200)
    upper, lower = sorted(area.findChildren(ScrollEdge), key=lambda edge: edge._is_lower)
    assert (upper.isVisible(), lower.isVisible()) == (False, True)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert (upper.isVisible(), lower.isVisible()) == (True, False)
    for label in inside.findChildren(Label)[3:]:
        label.hide()
    QApplication.processEvents()
    assert not upper.isVisible()
    assert not lower.isVisible(), "all is seen"


def test_a_button_that_lost_its_words_is_no_wider_than_it_is_high(show: Show) -> None:
    button = Button("Edit", icon="pencil")
    show(button, 300, 60)
    button.set_words("", "Edit details")
    assert button.sizeHint().width() <= button.sizeHint().height() * 1.4


def test_what_happened_has_one_icon_wherever_it_is_told() -> None:
    """Three pages tell the history: none of them may choose a picture of its own."""
    from hubdesk.ui import activity, devices, people, verb_icons

    for room in (activity, devices, people):
        for file in Path(str(room.__file__)).parent.glob("*.py"):
            assert '"lend": "' not in file.read_text("utf-8"), file.name
    for name in verb_icons._ICONS.values():
        assert name in icons.NAMES.split()
