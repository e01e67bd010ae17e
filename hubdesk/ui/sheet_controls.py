"""The part of the style sheet that dresses what is pressed, typed into and ticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hubdesk.ui.pictures import address
from hubdesk.ui.tokens import (
    BIG,
    BUTTON,
    ICON_BUTTON,
    LEAST_PRIMARY,
    LEAST_TARGET,
    NAV,
    PILL,
    TYPE,
    Theme,
)

Px = Callable[[float], int]  # units of the 100 % design to px of now

_EDITS: Final = ("QLineEdit", "QAbstractSpinBox", "QComboBox", "QPlainTextEdit", "QTextEdit")


def font(role: str, px: Px) -> str:
    """The size and weight of a type role, as the sheet writes them."""
    size, bold = TYPE[role]
    return f"font-size:{px(size)}px;font-weight:{700 if bold else 400};"


def buttons(t: Theme, px: Px) -> str:
    line = t.line
    tall, tall_on = px(BUTTON) - 2 * line, px(BUTTON) - 4
    # a filled one is 44 px at any text size; from 125 % on a usual one is taller by itself
    filled = max(px(BUTTON), LEAST_PRIMARY) - 2 * line
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
  {off(t)} }}
QPushButton:default {{ font-weight:700; }}
QPushButton[k="primary"], QPushButton[k="big"] {{ background:{t.accent}; color:{t.on_accent};
  border:{line}px solid {t.accent}; font-weight:700; }}
QPushButton[k="primary"], QPushButton[k="danger"] {{ min-height:{filled}px; }}
QPushButton[k="big"] {{ border-radius:{px(10)}px; min-height:{big}px; padding:0 {px(20)}px;
  {font("action", px)} }}
QPushButton[k="choice"] {{ border-radius:{px(10)}px; min-height:{big}px; padding:0 {px(20)}px;
  {font("action", px)} }}
QPushButton[k="choice"]:focus {{ min-height:{px(BIG) - 4}px; padding:0 {px(20) - 1}px; }}
QPushButton[k="danger"] {{ background:{t.bad}; color:{t.on_bad}; border:{line}px solid {t.bad};
  font-weight:700; }}
QPushButton[k="primary"]:hover, QPushButton[k="big"]:hover {{ background:{t.accent_hover};
  border-color:{t.accent_hover}; }}
QPushButton[k="primary"]:pressed, QPushButton[k="big"]:pressed {{ background:{t.accent_press};
  border-color:{t.accent_press}; }}
QPushButton[k="danger"]:hover {{ background:{t.bad_hover}; border-color:{t.bad_hover}; }}
QPushButton[k="primary"]:focus, QPushButton[k="danger"]:focus {{ border-width:{line}px;
  padding:0 {px(15) - line}px; min-height:{filled}px; }}
QPushButton[k="primary"]:focus {{ border-color:{t.accent}; }}
QPushButton[k="danger"]:focus {{ border-color:{t.bad}; }}
QPushButton[k="big"]:focus {{ border:{line}px solid {t.accent}; min-height:{big}px;
  padding:0 {px(20)}px; }}
QPushButton[k="primary"]:disabled, QPushButton[k="big"]:disabled,
QPushButton[k="danger"]:disabled {{ background:{t.sunken}; color:{t.text3};
  {off(t)} }}
QPushButton[k="ghost"] {{ background:transparent; border:2px solid transparent;
  color:{t.accent_text}; padding:0 {px(8)}px; min-height:{px(BUTTON) - 4}px; }}
QPushButton[k="ghost"]:hover {{ background:{t.hover}; }}
QPushButton[k="ghost"]:focus {{ border-color:{t.focus}; padding:0 {px(8)}px; }}
QPushButton[k="ghost"]:disabled {{ color:{t.text3}; background:transparent; }}
QPushButton[k="link"] {{ background:transparent; border:2px solid transparent; text-align:left;
  color:{t.accent_text}; padding:0; min-height:{px(30) - 4}px;
  text-decoration:underline; }}
QPushButton[k="link"]:focus {{ border-color:{t.focus}; padding:0; }}
QPushButton[k="icon"] {{ background:transparent; border:2px solid transparent; padding:0;
  min-width:{icon - 4}px; max-width:{icon - 4}px;
  min-height:{icon - 4}px; max-height:{icon - 4}px; }}
QPushButton[k="icon"]:hover {{ background:{t.hover}; }}
QPushButton[k="icon"]:focus {{ border-color:{t.focus}; padding:0; }}
"""


def off(t: Theme) -> str:
    # where every text is white, only the outline can tell that something is off
    style = "dotted" if t.high_contrast else "solid"
    return f"border:{t.line}px {style} {t.border};"


def chosen(t: Theme, px: Px) -> str:
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


def edits(t: Theme, px: Px) -> str:
    names = ", ".join(_EDITS)
    focus = ", ".join(f"{name}:focus" for name in _EDITS)
    bad = ", ".join(f'{name}[c="bad"]' for name in _EDITS)
    disabled = ", ".join(f"{name}:disabled" for name in _EDITS)
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
{disabled} {{ background:{t.sunken}; color:{t.text3}; {off(t)} }}
QLineEdit[k="tall"], QLineEdit[k="tall"]:focus {{ min-height:{px(BIG) - 4}px;
  {font("action", px)} }}
QLineEdit[k="bare"], QLineEdit[k="bare"]:focus {{ background:transparent; border:0; padding:0;
  min-height:{px(LEAST_TARGET)}px; {font("search", px)} }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ background:transparent; border:0; padding:0;
  min-height:0; }}
"""


def spin_and_combo(t: Theme, px: Px) -> str:
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


def ticks(t: Theme, px: Px) -> str:
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
