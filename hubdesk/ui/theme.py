"""The look of the app: which theme and text size stand now, put on the application in one place."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk.ui import fonts
from hubdesk.ui.sheet import qss
from hubdesk.ui.space import lay_out_again
from hubdesk.ui.tokens import CONTRAST, DARK, LIGHT, SCALES, THEMES, TYPE, Choice, Theme, scaled

_HOME = "hubdesk.look"


def palette(theme: Theme) -> QPalette:
    """Every role of Qt's palette, so that whatever the sheet forgot still looks right."""
    made = QPalette()
    part = QPalette.ColorRole
    roles = {
        part.Window: theme.bg,
        part.WindowText: theme.text,
        part.Base: theme.surface,
        part.AlternateBase: theme.sunken,
        part.Text: theme.text,
        part.Button: theme.surface,
        part.ButtonText: theme.text,
        part.BrightText: theme.bad,
        part.Highlight: theme.accent,
        part.HighlightedText: theme.on_accent,
        part.Accent: theme.accent,
        part.Link: theme.accent_text,
        part.LinkVisited: theme.accent_text,
        part.ToolTipBase: theme.text,
        part.ToolTipText: theme.bg,
        part.PlaceholderText: theme.text3,
        part.Light: theme.surface,
        part.Midlight: theme.hover,
        part.Mid: theme.border,
        part.Dark: theme.border_strong,
        part.Shadow: theme.border_strong,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (part.Text, part.ButtonText, part.WindowText, part.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text3))
    made.setColor(QPalette.ColorGroup.Disabled, part.Highlight, QColor(theme.sunken))
    return made


def role_font(role: str, scale: int, *, tabular: bool = False) -> QFont:
    """The font of a type role at a text size; `tabular` gives every digit the same width."""
    size, bold = TYPE[role]
    made = QFont()
    made.setFamilies(list(fonts.FAMILIES))
    made.setPixelSize(scaled(size, scale))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


class Look(QObject):
    """The theme and text size of the whole app. One exists; it belongs to the QApplication.

    Widgets ask `look()` when they paint, and are restyled by Qt itself when it changes.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = "system", scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self._scale = nearest_scale(scale)
        self._theme = self._wanted()
        self._laid_out_for = self._scale
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self.icons: dict[tuple[str, str, float], QPixmap] = {}  # drawn by ui.icons
        fonts.load()
        app.setStyle("Fusion")
        app.setProperty(_HOME, self)
        self._put_on()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        accessibility = hints.accessibility()
        accessibility.contrastPreferenceChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def scale(self) -> int:
        """Text size in per cent, one of `tokens.SCALES`."""
        return self._scale

    @property
    def choice(self) -> Choice:
        return self._choice

    def px(self, units: float) -> int:
        """`units` of the 100 % design in px of now."""
        return scaled(units, self._scale)

    def colour(self, token: str) -> QColor:
        """The colour of a token in the theme of now. Do not change what you are given."""
        if token not in self._colours:
            self._colours[token] = QColor(getattr(self._theme, token))
        return self._colours[token]

    def font(self, role: str, *, tabular: bool = False) -> QFont:
        """The font of a type role at the text size of now, for what paints itself."""
        key = (role, tabular)
        if key not in self._fonts:
            self._fonts[key] = role_font(role, self._scale, tabular=tabular)
        return self._fonts[key]

    def choose(self, choice: Choice) -> None:
        """Follow the system, or stay with one theme."""
        self._choice = choice
        self._follow()

    def set_scale(self, scale: int) -> None:
        """Set the text size to the nearest of `tokens.SCALES`."""
        wanted = nearest_scale(scale)
        if wanted != self._scale:
            self._scale = wanted
            self._put_on()

    def wear(self, choice: Choice, scale: int) -> None:
        """Both at once: putting a style on again is dear where many widgets are shown."""
        self._choice, wanted = choice, nearest_scale(scale)
        if wanted != self._scale or self._wanted() is not self._theme:
            self._scale, self._theme = wanted, self._wanted()
            self._put_on()

    def bigger(self) -> None:
        self.set_scale(min((s for s in SCALES if s > self._scale), default=SCALES[-1]))

    def smaller(self) -> None:
        self.set_scale(max((s for s in SCALES if s < self._scale), default=SCALES[0]))

    def usual_size(self) -> None:
        self.set_scale(SCALES[0])

    def _wanted(self) -> Theme:
        if self._choice != "system":
            return THEMES[self._choice]
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return CONTRAST
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self._theme:
            self._theme = wanted
            self._put_on()

    def _put_on(self) -> None:
        self._colours.clear()
        self._fonts.clear()
        self.icons.clear()
        self._app.setPalette(palette(self._theme))
        self._app.setFont(role_font("body", self._scale))
        # Over a sheet that stands, Qt would style each widget once more for every widget above it:
        # 280 ms for 650 widgets. Taken off and put on again, it goes over them twice: 55 ms.
        self._app.setStyleSheet("")
        self._app.setStyleSheet(qss(self._theme, self._scale))
        if self._laid_out_for != self._scale:
            self._laid_out_for = self._scale
            lay_out_again(self._app.allWidgets(), self._scale)
        self.changed.emit()


def look() -> Look:
    """The look of the running app. LookupError before one was made."""
    app = QApplication.instance()
    found = app.property(_HOME) if app is not None else None
    if found is None:
        raise LookupError("no Look was made for this QApplication")
    return cast(Look, found)


def nearest_scale(scale: int) -> int:
    """The text size HubDesk offers that is nearest to `scale` per cent."""
    return min(SCALES, key=lambda offered: abs(offered - scale))


def restyle(widget: QWidget) -> None:
    """Apply the sheet again to one widget whose `k`, `t`, `c` or `on` has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.update()


def mark_as(widget: QWidget, **properties: str) -> None:
    """Set `k`, `t`, `c`, `on` on a widget, and restyle it if one of them is new to it."""
    changed = [n for n, value in properties.items() if widget.property(n) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        restyle(widget)
