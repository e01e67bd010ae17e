"""A register for a pen: names, a box for each mark, and lines for who walks in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.errors.papers import NoFontForLetters
from hubdesk.i18n import translate
from hubdesk.queries.session_papers import RegisterPaper
from hubdesk.reports.drawing_names import Align
from hubdesk.reports.flowing import flow, made_words, setting_of
from hubdesk.reports.form_parts import Part, Setting
from hubdesk.reports.paper import HAIRLINE, INK, QUIET_INK, Paper
from hubdesk.spelling import folded

NAME, LEAST_NAME = 13, 9.5
ROW = 9.6 * mm
BOX = 5.2 * mm
WALK_INS = 6
_BOXES_FROM = 0.5  # of the width: names have the left half


def _t(text: str) -> str:
    return translate("Paper", text)


def register_sheet_pdf(paper: RegisterPaper) -> bytes:
    """The register of one session."""
    doc = Paper(_t("Register"), paper.hub.name)
    draw_register(doc, paper)
    return doc.done()


def draw_register(doc: Paper, paper: RegisterPaper) -> None:
    """The register on the page being drawn and as many after it as it needs."""
    setting = setting_of(doc)
    parts: list[Part] = [*_head(setting, paper), setting.gap(12)]
    if paper.is_only_counted:
        parts += _counting(setting)
    else:
        parts.append(_headings(setting))
        parts += [_row(setting, at, name) for at, name in enumerate(paper.names, 1)]
        parts.append(setting.gap(14))
        parts.append(setting.text(_t("Came without a place"), bold=True))
        parts += [_row(setting, 0, "") for _ in range(WALK_INS)]
        if paper.is_also_counted:
            parts += [setting.gap(14), _nameless(setting)]
    flow(setting, parts, made_words(paper.hub.name, paper.on))


def _head(setting: Setting, paper: RegisterPaper) -> list[Part]:
    starts, ends = i18n.clock(paper.starts), i18n.clock(paper.ends)
    when = _t("{day}, {starts} to {ends}").format(day=i18n.day(paper.on), starts=starts, ends=ends)
    where = ", ".join(part for part in (paper.where, paper.tutor) if part)
    how = _t("P present, L late, T told us, A absent. An empty row is not an absence.")
    return [
        setting.text(paper.title, size=22, bold=True),
        setting.text(when, size=14),
        *([setting.text(where)] if where else []),
        setting.gap(6),
        *([] if paper.is_only_counted else [setting.text(how, colour=QUIET_INK)]),
    ]


def _marks() -> Sequence[str]:
    return (_t("P"), _t("L"), _t("T"), _t("A"), _t("Late by"))


def _at(setting: Setting, column: int) -> float:
    step = setting.width * (1 - _BOXES_FROM) / 5
    return float(setting.left + setting.width * _BOXES_FROM + step * column)


def _headings(setting: Setting) -> Part:
    pen, paper = setting.paper.pen, setting.paper

    def draw(top: float) -> None:
        for column, words in enumerate(_marks()):
            width = setting.width * (1 - _BOXES_FROM) / 5 - 2
            at = _at(setting, column)
            pen.draw(words, at, top - 11, 10, bold=True, max_width=width + 8)
        paper.rule(setting.left, top - 6 * mm, setting.right, INK)

    return Part(6 * mm, draw, stays=True)


def _row(setting: Setting, number: int, name: str) -> Part:
    pen, paper = setting.paper.pen, setting.paper
    said = _drawable(setting, name)

    def draw(top: float) -> None:
        base = top - ROW * 0.66
        if number:
            at = setting.left + 6 * mm
            pen.draw(str(number), at, base, 11, align=Align.RIGHT, colour=QUIET_INK)
            room = setting.width * _BOXES_FROM - 12 * mm
            fit: dict[str, Any] = {"max_width": room, "least": LEAST_NAME, "lines": 2}
            size, lines = pen.fitted(said, NAME, **fit)
            first = base + size * 0.62 * (len(lines) - 1)  # two lines stand about the middle
            pen.draw(said, setting.left + 9 * mm, first, NAME, **fit)
        for column, letter in enumerate(_marks()[:4]):
            x, y = _at(setting, column), top - ROW + 2.2 * mm
            paper.box(x, y, BOX, BOX, stroke=INK)
            # in each box, since the heads of the columns stand on the first page alone
            pen.draw(letter, x + BOX + 3, y + 4, 9, colour=QUIET_INK)
        paper.rule(_at(setting, 4), top - ROW + 2.2 * mm, setting.right, HAIRLINE)
        paper.rule(setting.left, top - ROW, setting.right, HAIRLINE)

    return Part(ROW, draw)


def _nameless(setting: Setting) -> Part:
    """One line for a number: who gives no name is counted, apart from those above."""
    pen, paper = setting.paper.pen, setting.paper
    said = _t("How many more came without a name")

    def draw(top: float) -> None:
        pen.draw(said, setting.left, top - ROW * 0.66, 12, bold=True)
        paper.box(_at(setting, 1), top - ROW + 1.4 * mm, BOX * 4, BOX * 1.4, stroke=INK)

    return Part(ROW, draw)


def _drawable(setting: Setting, name: str) -> str:
    """A name no font draws stands in Latin letters: a register must not stay unprinted."""
    try:
        setting.paper.pen.width(name, NAME)
    except NoFontForLetters:
        return folded(name).title().strip()
    return name


def _counting(setting: Setting) -> list[Part]:
    """Where nobody is named there are boxes for numbers alone."""
    said = _t("Count only. No name of anybody is written down here.")
    parts = [setting.text(said, colour=QUIET_INK), setting.gap(10)]
    for words in (_t("Planned"), _t("Came")):
        parts += [setting.text(words, bold=True), *_lines(setting, 4), setting.gap(10)]
    return parts


def _lines(setting: Setting, many: int) -> list[Part]:
    def draw(top: float) -> None:
        setting.paper.rule(setting.left, top - ROW, setting.right, HAIRLINE)

    return [Part(ROW, draw) for _ in range(many)]
