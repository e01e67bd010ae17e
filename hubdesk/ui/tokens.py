"""Every colour, type size, space and control height of the window, declared once and without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from hubdesk.settings import TEXT_SIZES

Choice = Literal["system", "light", "dark", "contrast"]
CHOICES: Final[tuple[Choice, ...]] = ("system", "light", "dark", "contrast")
SCALES: Final = TEXT_SIZES


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, as #RRGGBB. Paper always uses `LIGHT`."""

    name: str
    dark: bool
    bg: str  # window
    nav: str  # side rail
    surface: str  # cards, inputs
    sunken: str  # wells, tracks, table heads
    hover: str
    border: str  # hairlines: decoration, never the only sign of a control
    border_strong: str  # outlines of controls
    text: str
    text2: str
    text3: str  # hints, placeholders, disabled controls
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_text: str  # links, active rail entry
    accent_soft: str  # selected row
    focus: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    bad_hover: str
    on_bad: str
    info: str
    info_soft: str
    c1: str  # series of a chart
    c2: str
    c3: str
    c4: str
    avatars: tuple[tuple[str, str], ...]  # (text, fill), picked by name

    @property
    def high_contrast(self) -> bool:
        """No soft fills and 2 px borders everywhere."""
        return self.name == "contrast"

    @property
    def line(self) -> int:
        """Width of a control's outline at 100 %, in px."""
        return 2 if self.high_contrast else 1


LIGHT: Final = Theme(
    name="light",
    dark=False,
    bg="#F5F6F4",
    nav="#ECEEEB",
    surface="#FFFFFF",
    sunken="#EEF0ED",
    hover="#F1F5F4",
    border="#DCE0DC",
    border_strong="#78837F",
    text="#182022",
    text2="#45514F",
    text3="#5D6966",
    accent="#0B6470",
    accent_hover="#09545E",
    accent_press="#07444C",
    on_accent="#FFFFFF",
    accent_text="#0A5C67",
    accent_soft="#DDEFF0",
    focus="#0B6470",
    ok="#1C6B3C",
    ok_soft="#DFF2E5",
    warn="#7A4B00",
    warn_soft="#FCEFCF",
    bad="#A8271C",
    bad_soft="#FCE6E2",
    bad_hover="#8C1E15",
    on_bad="#FFFFFF",
    info="#2A4FA3",
    info_soft="#E4EBFA",
    c1="#0B6470",
    c2="#C27613",
    c3="#5B6FB8",
    c4="#9AA8A4",
    avatars=(
        ("#0A5C67", "#DDEFF0"),
        ("#7A4B00", "#FBE9D3"),
        ("#3B4C93", "#E6E9F8"),
        ("#8A2C50", "#F7E1E8"),
        ("#3B5F1F", "#E3EFDC"),
        ("#5B3E92", "#EBE4F5"),
    ),
)

DARK: Final = Theme(
    name="dark",
    dark=True,
    bg="#14191B",
    nav="#101416",
    surface="#1C2326",
    sunken="#151B1D",
    hover="#242D30",
    border="#303A3D",
    border_strong="#7C8B8D",
    text="#ECF1F0",
    text2="#BCC8C7",
    text3="#97A5A4",
    accent="#62C6CF",
    accent_hover="#7FD5DC",
    accent_press="#4FB3BC",
    on_accent="#062A2E",
    accent_text="#74D0D8",
    accent_soft="#16383D",
    focus="#8FE0E6",
    ok="#7FD39B",
    ok_soft="#173522",
    warn="#F2C069",
    warn_soft="#3A2E14",
    bad="#FF9C8F",
    bad_soft="#43211D",
    bad_hover="#FFB4AA",
    on_bad="#3A0D08",
    info="#A3BEFF",
    info_soft="#1F2C4B",
    c1="#62C6CF",
    c2="#E9A94B",
    c3="#9DAEF0",
    c4="#6E7C7B",
    avatars=(
        ("#74D0D8", "#16383D"),
        ("#F2C069", "#3A2E14"),
        ("#A9B8F5", "#262E4E"),
        ("#F2A3BE", "#44222F"),
        ("#A9D58B", "#24351A"),
        ("#C9B2F0", "#332845"),
    ),
)

CONTRAST: Final = Theme(
    name="contrast",
    dark=True,
    bg="#000000",
    nav="#000000",
    surface="#000000",
    sunken="#000000",
    hover="#1A1A1A",
    border="#FFFFFF",
    border_strong="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#FFFFFF",
    accent="#FFE100",
    accent_hover="#FFF07A",
    accent_press="#FFFFFF",
    on_accent="#000000",
    accent_text="#FFE100",
    accent_soft="#000000",
    focus="#00E5FF",
    ok="#7CFF9B",
    ok_soft="#000000",
    warn="#FFD166",
    warn_soft="#000000",
    bad="#FF9E9E",
    bad_soft="#000000",
    bad_hover="#FFC9C9",
    on_bad="#000000",
    info="#9CC9FF",
    info_soft="#000000",
    c1="#FFE100",
    c2="#00E5FF",
    c3="#FF9E9E",
    c4="#FFFFFF",
    avatars=(("#FFFFFF", "#000000"),),
)

# A code that a phone reads off the screen: dark on light whatever the theme.
CODE_GROUND: Final = "#FFFFFF"
CODE_INK: Final = "#000000"

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


class Role(NamedTuple):
    """A type role: px at 100 % text, and whether the bold face is used.

    The house font has two weights on this computer: 500 is drawn regular, 600 bold.
    """

    size: int
    bold: bool


TYPE: Final = {
    "hello": Role(38, True),
    "display": Role(30, True),
    "h1": Role(22, True),
    "h2": Role(17, True),
    "h3": Role(15, True),
    "body": Role(15, False),
    "strong": Role(15, True),
    "small": Role(13, False),
    "smallstrong": Role(13, True),
    "caption": Role(12, False),
    "captionstrong": Role(12, True),
    "action": Role(18, True),
    "search": Role(16, False),
}

# What a label may be coloured with: its short name on a widget -> the token.
INK: Final = {
    "": "text",
    "2": "text2",
    "3": "text3",
    "ok": "ok",
    "warn": "warn",
    "bad": "bad",
    "info": "info",
    "accent": "accent_text",
}

PAGE: Final = 24  # margin of a page
RADIUS: Final = {"s": 6, "m": 8, "l": 12}

BUTTON: Final = 38
BIG: Final = 56
NAV: Final = 42
ROW: Final = 45
PILL: Final = 30
CHIP: Final = 26
ICON_BUTTON: Final = 38
SEARCH: Final = 46
RAIL: Final = 204
RAIL_NARROW: Final = 84
LEAST_TARGET: Final = 30
LEAST_PRIMARY: Final = 44

WIDE: Final = 1270  # units: window px / text scale
MIDDLE: Final = 900
LEAST_WINDOW: Final = (1024, 600)


class Pair(NamedTuple):
    """Two tokens that may be drawn one on the other, and the ratio they must reach."""

    ink: str
    fill: str
    need: float
    use: str


PAIRS: Final[tuple[Pair, ...]] = (
    Pair("text", "bg", 4.5, "body text on window"),
    Pair("text", "surface", 4.5, "body text on card"),
    Pair("text", "sunken", 4.5, "body text in well"),
    Pair("text", "hover", 4.5, "text on a hovered row"),
    Pair("text", "nav", 4.5, "nav text"),
    Pair("text2", "surface", 4.5, "secondary text on card"),
    Pair("text2", "bg", 4.5, "secondary text on window"),
    Pair("text2", "nav", 4.5, "nav item"),
    Pair("text2", "sunken", 4.5, "table header"),
    Pair("text2", "hover", 4.5, "secondary text on a hovered row"),
    Pair("text3", "surface", 4.5, "hint / meta on card"),
    Pair("text3", "bg", 4.5, "hint / meta on window"),
    Pair("text3", "nav", 4.5, "hint on rail"),
    Pair("text3", "sunken", 4.5, "hint in well"),
    Pair("text3", "hover", 4.5, "hint on a hovered row"),
    Pair("on_accent", "accent", 4.5, "primary button label"),
    Pair("on_accent", "accent_hover", 4.5, "primary button hover"),
    Pair("on_accent", "accent_press", 4.5, "primary pressed"),
    Pair("accent_text", "surface", 4.5, "link on card"),
    Pair("accent_text", "bg", 4.5, "link on window"),
    Pair("accent_text", "sunken", 4.5, "link in well"),
    Pair("accent_text", "hover", 4.5, "hovered link"),
    Pair("accent_text", "accent_soft", 4.5, "active nav / selected"),
    Pair("text", "accent_soft", 4.5, "text on selected row"),
    Pair("text2", "accent_soft", 4.5, "meta on selected row"),
    Pair("text3", "accent_soft", 4.5, "hint on selected row"),
    Pair("ok", "surface", 4.5, "success text"),
    Pair("ok", "ok_soft", 4.5, "success chip"),
    Pair("text", "ok_soft", 4.5, "words of a good result"),
    Pair("accent_text", "ok_soft", 4.5, "link in a good result"),
    Pair("warn", "surface", 4.5, "due-soon text"),
    Pair("warn", "warn_soft", 4.5, "due-soon chip"),
    Pair("text", "warn_soft", 4.5, "words of a note"),
    Pair("accent_text", "warn_soft", 4.5, "link in a note"),
    Pair("bad", "surface", 4.5, "overdue / problem text"),
    Pair("bad", "bg", 4.5, "problem text on window"),
    Pair("bad", "bad_soft", 4.5, "overdue chip"),
    Pair("text", "bad_soft", 4.5, "words of a problem"),
    Pair("accent_text", "bad_soft", 4.5, "link in a problem"),
    Pair("on_bad", "bad", 4.5, "danger button label"),
    Pair("on_bad", "bad_hover", 4.5, "danger button hover"),
    Pair("info", "surface", 4.5, "info text"),
    Pair("info", "info_soft", 4.5, "info chip"),
    Pair("text", "info_soft", 4.5, "words of a hint"),
    Pair("accent_text", "info_soft", 4.5, "link in a hint"),
    Pair("bg", "text", 4.5, "tool tip"),
    Pair("border_strong", "surface", 3, "input boundary on card"),
    Pair("border_strong", "bg", 3, "input boundary on window"),
    Pair("focus", "surface", 3, "focus ring on card"),
    Pair("focus", "bg", 3, "focus ring on window"),
    Pair("focus", "nav", 3, "focus ring on rail"),
    Pair("focus", "sunken", 3, "focus ring in well"),
    Pair("focus", "accent_soft", 3, "focus ring on selected"),
    Pair("accent", "surface", 3, "progress fill on card"),
    Pair("accent", "sunken", 3, "progress fill on track"),
    Pair("c1", "surface", 3, "chart series 1"),
    Pair("c2", "surface", 3, "chart series 2, which has direct labels"),
    Pair("c3", "surface", 3, "chart series 3"),
)


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast of two #RRGGBB colours, 1.0 to 21.0."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def scaled(px: float, scale: int) -> int:
    """`px` of a 100 % design at a text size of `scale` per cent; nothing shrinks to 0."""
    return max(1, round(px * scale / 100)) if px else 0
