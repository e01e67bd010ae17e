"""The recovery sheet: the key that opens the records when nobody knows the passphrase.

Two pages, to be kept in two places. The key is on paper only; no code to photograph.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.papers import HubOnPaper
from hubdesk.reports.drawing_names import Align
from hubdesk.reports.form_parts import Part, Setting, stacked
from hubdesk.reports.paper import ACCENT, HAIRLINE, QUIET_INK, Paper

GROUPS = 8
COPIES = 2
_ROW = 17 * mm


def _t(text: str) -> str:
    return translate("Paper", text)


def recovery_sheet_pdf(hub: HubOnPaper, groups: Sequence[str], made_on: date) -> bytes:
    """Two A4 pages with the eight groups. ValueError for another number of groups."""
    if len(groups) != GROUPS:
        raise ValueError(len(groups))
    paper = Paper(_t("Recovery sheet"), hub.name)
    for copy in range(1, COPIES + 1):
        if copy > 1:
            paper.next_page()
        _draw(paper, hub, groups, made_on, copy)
    return paper.done()


def _draw(paper: Paper, hub: HubOnPaper, groups: Sequence[str], made_on: date, copy: int) -> None:
    setting = Setting(paper, air=1.2)
    keep = (
        _t("Keep one sheet at the hub in a locked drawer or safe, away from the computer."),
        _t("Keep the other with a trustee or manager, at another address."),
        _t("Do not photograph it, type it into a message, or copy it anywhere."),
        _t("If a sheet is lost or seen by others, tell a manager the same day."),
    )
    parts: list[Part] = [
        setting.text(hub.name, colour=QUIET_INK),
        setting.text(_t("Recovery sheet"), size=setting.title, bold=True),
        *setting.rule(),
        setting.text(_t("What this is for"), size=setting.strong, bold=True),
        setting.gap(6),
        setting.text(_t("This key opens the hub's records when nobody knows the passphrase.")),
        setting.text(_t("Whoever has it and the computer can read everything in HubDesk.")),
        setting.gap(14),
        _key(setting, groups),
        setting.gap(14),
        setting.text(_t("How to use it"), size=setting.strong, bold=True),
        setting.gap(6),
        setting.text(
            _t("On the screen that asks for the passphrase, choose Use the recovery sheet.")
        ),
        setting.text(_t("Type the groups in order. Capitals and spaces do not matter.")),
        setting.gap(14),
        setting.text(_t("Where to keep it"), size=setting.strong, bold=True),
    ]
    for sentence in keep:
        parts += [setting.gap(6), setting.bullet(sentence)]
    stacked(parts).draw(paper.height - setting.margin)
    _foot(setting, made_on, copy)


def _key(setting: Setting, groups: Sequence[str]) -> Part:
    """The groups in two columns, numbered down the first and then the second."""
    down = GROUPS // 2
    height = down * _ROW + 6 * mm

    def draw(top: float) -> None:
        paper = setting.paper
        paper.box(setting.left, top - height, setting.width, height, stroke=ACCENT, radius=3 * mm)
        for at, group in enumerate(groups):
            column, row = divmod(at, down)
            x = setting.left + 10 * mm + column * setting.width / 2
            y = top - 3 * mm - row * _ROW - 12 * mm
            paper.pen.draw(str(at + 1), x + 7 * mm, y, 15, colour=QUIET_INK, align=Align.RIGHT)
            _spaced(paper, group, x + 13 * mm, y)
            if row < down - 1:
                paper.rule(x, y - 5 * mm, x + setting.width / 2 - 20 * mm, HAIRLINE)

    return Part(height, draw)


def _spaced(paper: Paper, group: str, x: float, y: float) -> None:
    """The characters of a group one by one, each in the middle of a place of its own."""
    for at, character in enumerate(group):
        paper.pen.draw(character, x + (at + 0.5) * 9.5 * mm, y, 30, bold=True, align=Align.CENTRE)


def _foot(setting: Setting, made_on: date, copy: int) -> None:
    pen, y = setting.paper.pen, setting.margin * 0.7
    width = (setting.width - 8 * mm) / 2
    for x, label in ((setting.left, _t("Kept by")), (setting.right - width, _t("Where"))):
        setting.paper.rule(x, y + 18 * mm, x + width, QUIET_INK)
        pen.draw(label, x, y + 12.5 * mm, 12, colour=QUIET_INK)
    said = _t("Copy {copy} of {copies}").format(copy=copy, copies=COPIES)
    pen.draw(said, setting.left, y, 12, bold=True)
    made = _t("Made on {day}.").format(day=i18n.plain_day(made_on))
    pen.draw(made, setting.right, y, 12, align=Align.RIGHT, colour=QUIET_INK)
