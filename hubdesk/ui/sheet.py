"""The one style sheet of the app, generated from a theme and a text size.

A widget says what it is with short properties: `k` its kind, `t` the type role of a label, `c`
its colour, `on` whether it is chosen. The sheet selects on those and on nothing else.
"""

from __future__ import annotations

from hubdesk.ui.pictures import address
from hubdesk.ui.sheet_controls import Px, buttons, chosen, edits, font, spin_and_combo, ticks
from hubdesk.ui.tokens import (
    BUTTON,
    INK,
    RADIUS,
    ROW,
    SEARCH,
    TYPE,
    Theme,
    scaled,
)


def qss(theme: Theme, scale: int) -> str:
    """The whole sheet for `theme` at a text size of `scale` per cent."""

    def px(units: float) -> int:
        return scaled(units, scale)

    parts = (_ground, _labels, _frames, buttons, chosen, edits, spin_and_combo, ticks)
    more = (_lists, _scroll, _menus, _rest, _calendar)
    return "\n".join(part(theme, px) for part in (*parts, *more))


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


def _lists(t: Theme, px: Px) -> str:
    sort = f"width:{px(14)}px; height:{px(14)}px;"
    chosen = f"border:2px solid {t.accent};" if t.high_contrast else ""
    return f"""
QAbstractItemView {{ background:{t.surface}; color:{t.text}; border:0; outline:0;
  alternate-background-color:{t.surface}; gridline-color:{t.border};
  selection-background-color:{t.accent_soft}; selection-color:{t.text}; }}
QAbstractItemView::item:selected {{ background:{t.accent_soft}; color:{t.text}; {chosen} }}
QAbstractItemView::item:hover:!selected {{ background:{t.hover}; }}
QFrame[k="card"] > QTableView {{ background:transparent; }}
QHeaderView {{ background:transparent; border:0; }}
QHeaderView::section {{ background:transparent; color:{t.text2}; border:0;
  border-bottom:{t.line}px solid {t.border}; padding:0 {px(12)}px; min-height:{px(36)}px;
  {font("captionstrong", px)} }}
QHeaderView::section:hover {{ background:{t.hover}; }}
QHeaderView::up-arrow {{ image:url({address(t, "up")}); {sort} }}
QHeaderView::down-arrow {{ image:url({address(t, "down")}); {sort} }}
QTableCornerButton::section {{ background:{t.surface}; border:0; }}
"""


def _scroll(t: Theme, px: Px) -> str:
    thick, inset = px(12), px(2)
    gap = px(4)  # so that it never touches the cards beside it
    round_ = (thick - 2 * inset) // 2
    return f"""
QScrollArea {{ background:transparent; border:0; }}
QAbstractScrollArea::corner {{ background:transparent; border:0; }}
QScrollBar {{ background:transparent; border:0; margin:0; }}
QScrollBar:vertical {{ width:{thick + gap}px; }}
QScrollBar:horizontal {{ height:{thick}px; }}
QScrollBar::handle {{ background:{t.border_strong}; border-radius:{round_}px; margin:{inset}px; }}
QScrollBar::handle:hover {{ background:{t.text3}; }}
QScrollBar::handle:vertical {{ min-height:{px(40)}px; margin-left:{inset + gap}px; }}
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
QSlider {{ min-height:{px(28)}px; }}
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
QCalendarWidget QAbstractItemView::item:selected {{ background:{t.accent};
  color:{t.on_accent}; }}
"""
