"""The test page: a code to set the scanner up with, and a check that printing is true to size."""

from __future__ import annotations

from reportlab.lib.units import mm

from hubdesk.i18n import translate
from hubdesk.ids import CodeKind, make_code
from hubdesk.queries.papers import HubOnPaper
from hubdesk.reports.form_parts import Part, Setting, stacked
from hubdesk.reports.paper import INK, QUIET_INK, Paper

# No desk numbers a paper 0, so scanning this by accident finds nothing.
TEST_CODE = make_code(CodeKind.PAPER, 0, 0)

_RULER = 100 * mm


def _t(text: str) -> str:
    return translate("Paper", text)


def test_page_pdf(hub: HubOnPaper) -> bytes:
    """One A4 page with the test code in two widths and a line of ten centimetres."""
    paper = Paper(_t("Test page"), hub.name)
    setting = Setting(paper, air=1.3)
    parts: list[Part] = [
        setting.text(hub.name, colour=QUIET_INK),
        setting.text(_t("Test page"), size=setting.title, bold=True),
        *setting.rule(),
        setting.text(_t("Scanner"), size=setting.strong, bold=True),
        setting.gap(6),
        setting.text(_t("Open Settings, then Scanner. Scan this code three times.")),
        setting.gap(14),
        _code(setting, 3, 20 * mm),
        setting.gap(14),
        setting.text(_t("This one is as small as on a label. Your scanner should read it too.")),
        setting.gap(14),
        _code(setting, 2, 10 * mm),
        *setting.rule(),
        setting.text(_t("Printer"), size=setting.strong, bold=True),
        setting.gap(6),
        setting.text(_t("This line is 10 cm long when the printer keeps the size.")),
        setting.text(_t("If it is shorter, choose Actual size where you print.")),
        setting.gap(12),
        _ruler(setting),
        *setting.rule(),
        setting.text(_t("Letters"), size=setting.strong, bold=True),
        setting.gap(6),
        setting.text("Łukasz · Siân · Nguyễn · Ọlá · Işık · Ольга · Ελένη · فاطمہ · अनीता"),
    ]
    stacked(parts).draw(paper.height - setting.margin)
    return paper.done()


def _code(setting: Setting, dots: int, height: float) -> Part:
    """The test code with what it says below."""

    def draw(top: float) -> None:
        x = setting.left  # the margin is wider than any quiet zone
        setting.paper.code(TEST_CODE.text, x, top - height, height, dots)
        setting.paper.pen.draw(TEST_CODE.text, x, top - height - 15, 12, colour=QUIET_INK)

    return Part(height + 18, draw)


def _ruler(setting: Setting) -> Part:
    def draw(top: float) -> None:
        y = top - 3 * mm
        setting.paper.rule(setting.left, y, setting.left + _RULER, INK, thick=1)
        for tick in range(11):
            x = setting.left + tick * _RULER / 10
            tall = 3 * mm if tick % 5 == 0 else 1.8 * mm
            setting.paper.canvas.line(x, y, x, y + tall)

    return Part(4 * mm, draw)
