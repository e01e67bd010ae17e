"""The one style sheet of the app, generated from a theme and a text size.

A widget says what it is with short properties: `k` its kind, `t` the type role of a label, `c`
its colour, `on` whether it is chosen. The sheet selects on those and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hubdesk.ui.pictures import address
from hubdesk.ui.tokens import (
    BIG,
    BUTTON,
    ICON_BUTTON,
    INK,
    LEAST_TARGET,
    NAV,
    PILL,
    RADIUS,
    ROW,
    SEARCH,
    TYPE,
    Theme,
    scaled,
)

Px = Callable[[float], int]

_EDITS: Final = ("QLineEdit", "QAbstractSpinBox", "QComboBox", "QPlainTextEdit", "QTextEdit")


def qss(theme: Theme, scale: int) -> str:
    """The whole sheet for `theme` at a text size of `scale` per cent."""

    def px(units: float) -> int:
        return scaled(units, scale)

    parts = (_ground, _labels, _frames, _buttons, _chosen, _edits, _spin_and_combo, _ticks)
    more = (_lists, _scroll, _menus, _rest, _calendar)
    return "\n".join(part(theme, px) for part in (*parts, *more))


def font(role: str, px: Px) -> str:
    """The size and weight of a type role, as the sheet writes them."""
    size, bold = TYPE[role]
    return f"font-size:{px(size)}px;font-weight:{700 if bold else 400};"


def _ground(t: Theme, px: Px) -> str:
    # The palette colours what is plain. A rule on QWidget would make every widget a styled one,
    # and a rule without a class is tried on all of them: both doubled the time of a new look.
    return f"""
QToolTip {{ background:{t.text}; color:{t.bg}; border:{px(6)}px solid {t.text};
  {font("small", px)} }}
"""


def _labels(t: Theme, px: Px) -> str:
    roles = "\n".join(f'QLabel[t="{role}"] {{ {font(role, px)} }}' for role in TYPE)
    inks = "\n".join(
        f'QLabel[c="{short}"] {{ color:{getattr(t, token)}; }}'
        for short, token in INK.items()
        if short
    )
    return f"QLabel {{ background:transparent; }}\n{roles}\n{inks}"


def _frames(t: Theme, px: Px) -> str:
    line, edge = t.line, (f"border:2px solid {t.border};" if t.high_contrast else "")
    soft = "\n".join(
        f'QFrame[k="strip"][c="{c}"] {{ background:{getattr(t, c + "_soft")};'
        f" border:{line}px solid {getattr(t, c if t.high_contrast else c + '_soft')}; }}"
        for c in ("ok", "warn", "bad", "info")
    )
    return f"""
QFrame[k="card"] {{ background:{t.surface}; border:{line}px solid {t.border};
  border-radius:{px(RADIUS["l"])}px; }}
QFrame[k="card"][c="bad"] {{ border:2px solid {t.bad}; }}
QFrame[k="card"][c="bad"]:focus {{ border:2px solid {t.focus}; }}
QFrame[k="well"], QFrame[k="tile"] {{ background:{t.sunken};
  border-radius:{px(RADIUS["m"])}px; {edge} }}
QFrame[k="drop"] {{ background:transparent; border:2px dashed {t.border};
  border-radius:{px(RADIUS["m"])}px; }}
QFrame[k="line"] {{ background:{t.border}; min-height:{line}px; max-height:{line}px; border:0; }}
QFrame[k="vline"] {{ background:{t.border}; min-width:{line}px; max-width:{line}px; border:0; }}
QFrame[k="rail"] {{ background:{t.nav}; border:0; border-right:{line}px solid {t.border}; }}
QFrame[k="strip"] {{ border-radius:{px(10)}px; }}
{soft}
QPushButton[k="row"] {{ background:transparent; border:2px solid transparent; padding:0;
  min-height:{px(ROW) - 4}px; border-radius:{px(RADIUS["m"])}px; }}
QPushButton[k="row"][on="1"] {{ background:{t.accent_soft};
  {f"border-color:{t.accent};" if edge else ""} }}
QPushButton[k="row"]:focus {{ border-color:{t.focus}; padding:0; min-height:{px(ROW) - 4}px; }}
QFrame[k="list"] {{ background:{t.surface}; border:{line}px solid {t.border_strong};
  border-radius:{px(RADIUS["l"])}px; }}
QFrame[k="drawer"] {{ background:{t.bg}; border:0; border-left:{line}px solid {t.border_strong}; }}
QFrame[k="search"] {{ background:{t.surface}; border:1px solid {t.border_strong};
  border-radius:{px(10)}px; min-height:{px(SEARCH) - 2}px; max-height:{px(SEARCH) - 2}px; }}
QFrame[k="search"][on="1"] {{ border:2px solid {t.focus};
  min-height:{px(SEARCH) - 4}px; max-height:{px(SEARCH) - 4}px; }}
"""


def _buttons(t: Theme, px: Px) -> str:
    line = t.line
    tall, tall_on = px(BUTTON) - 2 * line, px(BUTTON) - 4
    big, icon = px(BIG) - 2 * line, px(ICON_BUTTON)
    return f"""
QPushButton, QToolButton {{ background:{t.surface}; color:{t.text};
  border:{line}px solid {t.border_strong}; border-radius:{px(8)}px;
  padding:0 {px(15) - line}px; min-height:{tall}px; }}
QPushButton:hover, QToolButton:hover {{ background:{t.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background:{t.sunken}; }}
QPushButton:focus, QToolButton:focus {{ border:2px solid {t.focus};
  padding:0 {px(15) - 2}px; min-height:{tall_on}px; }}
QPushButton:disabled, QToolButton:disabled {{ color:{t.text3}; background:{t.sunken};
  {_off(t)} }}
QPushButton:default {{ font-weight:700; }}
QPushButton[k="primary"], QPushButton[k="big"] {{ background:{t.accent}; color:{t.on_accent};
  border:{line}px solid {t.accent}; font-weight:700; }}
QPushButton[k="big"] {{ border-radius:{px(10)}px; min-height:{big}px; padding:0 {px(20)}px;
  {font("action", px)} }}
QPushButton[k="danger"] {{ background:{t.bad}; color:{t.on_bad}; border:{line}px solid {t.bad};
  font-weight:700; }}
QPushButton[k="primary"]:hover, QPushButton[k="big"]:hover {{ background:{t.accent_hover};
  border-color:{t.accent_hover}; }}
QPushButton[k="primary"]:pressed, QPushButton[k="big"]:pressed {{ background:{t.accent_press};
  border-color:{t.accent_press}; }}
QPushButton[k="danger"]:hover {{ background:{t.bad_hover}; border-color:{t.bad_hover}; }}
QPushButton[k="primary"]:focus, QPushButton[k="danger"]:focus {{ border-width:{line}px;
  padding:0 {px(15) - line}px; min-height:{tall}px; }}
QPushButton[k="primary"]:focus {{ border-color:{t.accent}; }}
QPushButton[k="danger"]:focus {{ border-color:{t.bad}; }}
QPushButton[k="big"]:focus {{ border:{line}px solid {t.accent}; min-height:{big}px;
  padding:0 {px(20)}px; }}
QPushButton[k="primary"]:disabled, QPushButton[k="big"]:disabled,
QPushButton[k="danger"]:disabled {{ background:{t.sunken}; color:{t.text3};
  {_off(t)} }}
QPushButton[k="ghost"] {{ background:transparent; border:2px solid transparent;
  color:{t.accent_text}; padding:0 {px(8)}px; min-height:{px(BUTTON) - 4}px; }}
QPushButton[k="ghost"]:hover {{ background:{t.hover}; }}
QPushButton[k="ghost"]:focus {{ border-color:{t.focus}; padding:0 {px(8)}px; }}
QPushButton[k="ghost"]:disabled {{ color:{t.text3}; background:transparent; }}
QPushButton[k="link"] {{ background:transparent; border:2px solid transparent; text-align:left;
  color:{t.accent_text}; padding:0 {px(4)}px; min-height:{px(30) - 4}px;
  text-decoration:underline; }}
QPushButton[k="link"]:focus {{ border-color:{t.focus}; padding:0 {px(4)}px; }}
QPushButton[k="icon"] {{ background:transparent; border:2px solid transparent; padding:0;
  min-width:{icon - 4}px; max-width:{icon - 4}px;
  min-height:{icon - 4}px; max-height:{icon - 4}px; }}
QPushButton[k="icon"]:hover {{ background:{t.hover}; }}
QPushButton[k="icon"]:focus {{ border-color:{t.focus}; padding:0; }}
"""


def _off(t: Theme) -> str:
    # where every text is white, only the outline can tell that something is off
    style = "dotted" if t.high_contrast else "solid"
    return f"border:{t.line}px {style} {t.border};"


def _chosen(t: Theme, px: Px) -> str:
    line = t.line
    on_seg = (
        f"background:{t.accent}; color:{t.on_accent}; border:2px solid {t.accent};"
        if t.high_contrast
        else f"background:{t.surface}; color:{t.text}; border:1px solid {t.border_strong};"
    )
    on_nav = f"border-color:{t.accent};" if t.high_contrast else ""
    pill, pill_on = px(PILL) - 2 * line, px(PILL) - 4
    return f"""
QPushButton[k="nav"] {{ background:transparent; border:2px solid transparent; color:{t.text2};
  text-align:left; padding:0 {px(11)}px; min-height:{px(NAV) - 4}px; }}
QPushButton[k="nav"]:hover, QPushButton[k="railword"]:hover,
QPushButton[k="status"]:hover {{ background:{t.hover}; }}
QPushButton[k="nav"][on="1"], QPushButton[k="railword"][on="1"] {{ background:{t.accent_soft};
  color:{t.accent_text}; font-weight:700; {on_nav} }}
QPushButton[k="nav"]:focus, QPushButton[k="railword"]:focus,
QPushButton[k="status"]:focus {{ border-color:{t.focus}; }}
QPushButton[k="nav"]:focus {{ padding:0 {px(11)}px; min-height:{px(NAV) - 4}px; }}
QPushButton[k="railword"], QPushButton[k="status"] {{ background:transparent;
  border:2px solid transparent; color:{t.text2}; padding:0; min-height:{px(30)}px;
  {font("caption", px)} }}
QFrame[k="track"] {{ background:{t.sunken}; border-radius:{px(8)}px;
  {f"border:2px solid {t.border};" if t.high_contrast else ""} }}
QPushButton[k="seg"] {{ background:transparent; border:1px solid transparent; color:{t.text2};
  border-radius:{px(7)}px; min-height:{px(34) - 2}px; padding:0 {px(10)}px; }}
QPushButton[k="seg"]:hover {{ color:{t.text}; background:{t.hover}; }}
QPushButton[k="seg"][on="1"] {{ {on_seg} font-weight:700; }}
QPushButton[k="seg"]:focus {{ border:2px solid {t.focus}; min-height:{px(34) - 4}px;
  padding:0 {px(10) - 1}px; }}
QPushButton[k="pill"] {{ background:{t.surface}; border:{line}px solid {t.border_strong};
  border-radius:{px(PILL) // 2}px; min-height:{pill}px; padding:0 {px(11)}px; color:{t.text2};
  {font("small", px)} }}
QPushButton[k="pill"]:hover {{ background:{t.hover}; }}
QPushButton[k="pill"][on="1"] {{ background:{t.accent_soft}; border:{line}px solid {t.accent};
  color:{t.accent_text}; font-weight:700; }}
QPushButton[k="pill"]:focus {{ border:2px solid {t.focus}; min-height:{pill_on}px;
  padding:0 {px(11) - 2 + line}px; }}
QPushButton[k="seg"]:disabled, QPushButton[k="pill"]:disabled {{ color:{t.text3}; }}
"""


def _edits(t: Theme, px: Px) -> str:
    names = ", ".join(_EDITS)
    focus = ", ".join(f"{name}:focus" for name in _EDITS)
    bad = ", ".join(f'{name}[c="bad"]' for name in _EDITS)
    off = ", ".join(f"{name}:disabled" for name in _EDITS)
    return f"""
{names} {{ background:{t.surface}; color:{t.text}; border:{t.line}px solid {t.border_strong};
  border-radius:{px(8)}px; padding:0 {px(12) - t.line}px; min-height:{px(BUTTON) - 2 * t.line}px;
  selection-background-color:{t.accent}; selection-color:{t.on_accent};
  placeholder-text-color:{t.text3}; }}
QPlainTextEdit, QTextEdit {{ padding:{px(6)}px {px(8)}px; }}
{bad} {{ border:2px solid {t.bad}; min-height:{px(BUTTON) - 4}px; padding:0 {px(12) - 2}px; }}
{focus} {{ border:2px solid {t.focus}; min-height:{px(BUTTON) - 4}px; padding:0 {px(12) - 2}px; }}
QPlainTextEdit:focus, QTextEdit:focus, QPlainTextEdit[c="bad"] {{
  padding:{px(6) - 2 + t.line}px {px(8) - 2 + t.line}px; }}
{off} {{ background:{t.sunken}; color:{t.text3}; {_off(t)} }}
QLineEdit[k="bare"], QLineEdit[k="bare"]:focus {{ background:transparent; border:0; padding:0;
  min-height:{px(LEAST_TARGET)}px; {font("search", px)} }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ background:transparent; border:0; padding:0;
  min-height:0; }}
"""


def _spin_and_combo(t: Theme, px: Px) -> str:
    def picture(name: str) -> str:
        return f"image:url({address(t, name)}); width:{px(14)}px; height:{px(14)}px;"

    return f"""
QComboBox::drop-down {{ border:0; width:{px(30)}px; background:transparent; }}
QComboBox::down-arrow {{ {picture("down")} }}
QComboBox QAbstractItemView {{ background:{t.surface}; border:{t.line}px solid {t.border_strong};
  padding:{px(4)}px; outline:0; }}
QComboBox QAbstractItemView::item {{ min-height:{px(32)}px; padding:0 {px(8)}px;
  border-radius:{px(6)}px; }}
QAbstractSpinBox {{ padding-right:{px(30)}px; }}
QAbstractSpinBox:focus {{ padding-right:{px(30) - 2 + t.line}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border:0; background:transparent;
  width:{px(28)}px; subcontrol-origin:border; }}
QAbstractSpinBox::up-button {{ subcontrol-position:top right; margin:{px(3)}px {px(3)}px 0 0; }}
QAbstractSpinBox::down-button {{ subcontrol-position:bottom right;
  margin:0 {px(3)}px {px(3)}px 0; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background:{t.hover};
  border-radius:{px(4)}px; }}
QAbstractSpinBox::up-arrow {{ {picture("up")} }}
QAbstractSpinBox::down-arrow {{ {picture("down")} }}
QDateTimeEdit::drop-down {{ border:0; width:{px(30)}px; background:transparent; }}
QDateTimeEdit::down-arrow {{ {picture("down")} }}
"""


def _ticks(t: Theme, px: Px) -> str:
    box = px(22) - 2
    return f"""
QCheckBox, QRadioButton {{ background:transparent; spacing:{px(8)}px; min-height:{px(30) - 4}px;
  border:2px solid transparent; border-radius:{px(6)}px; padding:0 {px(4)}px 0 0; }}
QCheckBox:focus, QRadioButton:focus {{ border-color:{t.focus}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{ width:{box}px;
  height:{box}px; background:{t.surface}; border:{t.line}px solid {t.border_strong}; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ border-radius:{px(5)}px; }}
QRadioButton::indicator {{ border-radius:{(box + 2) // 2}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ background:{t.hover}; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked,
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:checked {{
  background:{t.accent}; border-color:{t.accent}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
  image:url({address(t, "tick")}); }}
QCheckBox::indicator:indeterminate {{ image:url({address(t, "dash")}); }}
QRadioButton::indicator:checked {{ image:url({address(t, "dot")}); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background:{t.sunken};
  border-color:{t.border}; }}
"""


def _lists(t: Theme, px: Px) -> str:
    sort = f"width:{px(14)}px; height:{px(14)}px;"
    chosen = f"border:2px solid {t.accent};" if t.high_contrast else ""
    return f"""
QAbstractItemView {{ background:{t.surface}; color:{t.text}; border:0; outline:0;
  alternate-background-color:{t.surface}; gridline-color:{t.border};
  selection-background-color:{t.accent_soft}; selection-color:{t.text}; }}
QAbstractItemView::item:selected {{ background:{t.accent_soft}; color:{t.text}; {chosen} }}
QAbstractItemView::item:hover:!selected {{ background:{t.hover}; }}
QHeaderView {{ background:{t.surface}; border:0; }}
QHeaderView::section {{ background:{t.surface}; color:{t.text2}; border:0;
  border-bottom:{t.line}px solid {t.border}; padding:0 {px(12)}px; min-height:{px(36)}px;
  {font("captionstrong", px)} }}
QHeaderView::section:hover {{ background:{t.hover}; }}
QHeaderView::up-arrow {{ image:url({address(t, "up")}); {sort} }}
QHeaderView::down-arrow {{ image:url({address(t, "down")}); {sort} }}
QTableCornerButton::section {{ background:{t.surface}; border:0; }}
"""


def _scroll(t: Theme, px: Px) -> str:
    thick, inset = px(12), px(2)
    round_ = (thick - 2 * inset) // 2
    return f"""
QScrollArea {{ background:transparent; border:0; }}
QAbstractScrollArea::corner {{ background:transparent; border:0; }}
QScrollBar {{ background:transparent; border:0; margin:0; }}
QScrollBar:vertical {{ width:{thick}px; }}
QScrollBar:horizontal {{ height:{thick}px; }}
QScrollBar::handle {{ background:{t.border_strong}; border-radius:{round_}px; margin:{inset}px; }}
QScrollBar::handle:hover {{ background:{t.text3}; }}
QScrollBar::handle:vertical {{ min-height:{px(40)}px; }}
QScrollBar::handle:horizontal {{ min-width:{px(40)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width:0; height:0; border:0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent; }}
"""


def _menus(t: Theme, px: Px) -> str:
    chosen = (
        f"background:{t.accent}; color:{t.on_accent};"
        if t.high_contrast
        else (f"background:{t.accent_soft}; color:{t.text};")
    )
    return f"""
QMenuBar {{ background:{t.bg}; }}
QMenuBar::item {{ padding:{px(6)}px {px(10)}px; background:transparent;
  border-radius:{px(6)}px; }}
QMenuBar::item:selected {{ {chosen} }}
QMenu {{ background:{t.surface}; border:{t.line}px solid {t.border_strong};
  padding:{px(6)}px; }}
QMenu::item {{ padding:{px(7)}px {px(24)}px {px(7)}px {px(12)}px; border-radius:{px(6)}px; }}
QMenu::item:selected {{ {chosen} }}
QMenu::item:disabled {{ color:{t.text3}; }}
QMenu::icon {{ padding-left:{px(8)}px; }}
QMenu::separator {{ height:{t.line}px; background:{t.border}; margin:{px(6)}px {px(4)}px; }}
QMenu::indicator {{ width:{px(16)}px; height:{px(16)}px; }}
QMenu::indicator:checked {{ image:url({address(t, "tick-menu")}); }}
QMenu::right-arrow {{ image:url({address(t, "right")}); width:{px(14)}px; height:{px(14)}px; }}
"""


def _rest(t: Theme, px: Px) -> str:
    return f"""
QTabWidget::pane {{ border:0; border-top:{t.line}px solid {t.border}; }}
QTabBar {{ background:transparent; border:0; }}
QTabBar::tab {{ background:transparent; color:{t.text2}; border:2px solid transparent;
  padding:0 {px(14)}px; min-height:{px(BUTTON)}px; }}
QTabBar::tab:hover {{ color:{t.text}; }}
QTabBar::tab:selected {{ color:{t.accent_text}; border-bottom-color:{t.accent};
  font-weight:700; }}
QTabBar::tab:focus {{ border:2px solid {t.focus}; border-radius:{px(6)}px; }}
QProgressBar {{ background:{t.sunken}; border:{t.line - 1}px solid {t.border}; text-align:center;
  border-radius:{px(4)}px; min-height:{px(8)}px; max-height:{px(8)}px; }}
QProgressBar::chunk {{ background:{t.accent}; border-radius:{px(4)}px; }}
QGroupBox {{ border:{t.line}px solid {t.border}; border-radius:{px(8)}px;
  margin-top:{px(20)}px; padding:{px(12)}px; }}
QGroupBox::title {{ subcontrol-origin:margin; left:{px(4)}px; color:{t.text2};
  {font("smallstrong", px)} }}
QSlider::groove:horizontal {{ height:{px(6)}px; background:{t.sunken};
  border:1px solid {t.border_strong}; border-radius:{px(3)}px; }}
QSlider::sub-page:horizontal {{ background:{t.accent}; border-radius:{px(3)}px; }}
QSlider::handle:horizontal {{ width:{px(20)}px; height:{px(20)}px; margin:-{px(8)}px 0;
  border-radius:{px(10)}px; background:{t.surface}; border:2px solid {t.accent}; }}
QSlider::handle:horizontal:focus {{ border-color:{t.focus}; background:{t.accent_soft}; }}
QStatusBar {{ background:{t.bg}; color:{t.text2}; }}
QSplitter::handle {{ background:{t.border}; }}
"""


def _calendar(t: Theme, px: Px) -> str:
    return f"""
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background:{t.surface};
  border-bottom:{t.line}px solid {t.border}; }}
QCalendarWidget QToolButton {{ background:transparent; border:2px solid transparent;
  color:{t.text}; font-weight:700; min-height:{px(30)}px; }}
QCalendarWidget QToolButton:hover {{ background:{t.hover}; }}
QCalendarWidget QToolButton:focus {{ border-color:{t.focus}; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth {{ qproperty-icon:url({address(t, "left")}); }}
QCalendarWidget QToolButton#qt_calendar_nextmonth {{ qproperty-icon:url({address(t, "right")}); }}
QCalendarWidget QToolButton::menu-indicator {{ image:none; width:0; }}
QCalendarWidget QAbstractItemView {{ selection-background-color:{t.accent};
  selection-color:{t.on_accent}; alternate-background-color:{t.sunken}; }}
"""
