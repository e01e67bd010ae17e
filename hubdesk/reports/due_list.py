"""The call list: what is late or due, with whom to call and whether a message may be left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.errors.papers import NoFontForLetters
from hubdesk.i18n import translate
from hubdesk.queries.papers import DueRow, HubOnPaper
from hubdesk.reports.drawing_names import Align
from hubdesk.reports.form_parts import Part, Setting, side_by_side, stacked
from hubdesk.reports.paper import HAIRLINE, INK, QUIET_INK, Paper
from hubdesk.spelling import folded

_SIZE = 11


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    at: float  # from the left margin, points
    width: float


def _t(text: str) -> str:
    return translate("Paper", text)


def due_list_pdf(rows: Sequence[DueRow], hub: HubOnPaper, today: date) -> bytes:
    """A4 pages in the order of `rows`, the heads of the columns on each; one page without rows.

    One name that no font draws does not keep a hub from calling everybody else: it stands in
    Latin letters, and the page says so. Only the hub's own name can still raise NoFontForLetters.
    """
    paper = Paper(_t("Call list"), hub.name)
    draw_due_list(paper, rows, hub, today)
    return paper.done()


def draw_due_list(paper: Paper, rows: Sequence[DueRow], hub: HubOnPaper, today: date) -> None:
    """The list on the page being drawn and as many after it as it needs."""
    rows, lacking = _in_letters_we_have(paper, rows)
    setting = Setting(paper)
    setting.margin = 15 * mm
    setting.left, setting.right, setting.size = 15 * mm, paper.width - 15 * mm, _SIZE
    columns = _columns(setting.width)
    pages: list[list[Part]] = [[]]
    head = [*_title(setting, hub, rows, today, lacking), _headings(setting, columns)]
    room = paper.height - 2 * setting.margin - 10 * mm
    left = room - stacked(head).height
    for row in rows:
        part = _row(setting, columns, row, today)
        if part.height > left and pages[-1]:
            pages.append([])
            left = room - head[-1].height
        pages[-1].append(part)
        left -= part.height
    for at, parts in enumerate(pages):
        if at:
            paper.next_page()
        begun = head if at == 0 else head[-1:]
        stacked([*begun, *parts]).draw(paper.height - setting.margin)
        said = _t("Page {page} of {pages}").format(page=at + 1, pages=len(pages))
        foot = setting.margin * 0.7
        paper.pen.draw(said, setting.right, foot, _SIZE, align=Align.RIGHT, colour=QUIET_INK)
        made = i18n.plain_day(today)
        paper.pen.draw(made, setting.left, foot, _SIZE, colour=QUIET_INK)


def _in_letters_we_have(
    paper: Paper, rows: Sequence[DueRow]
) -> tuple[list[DueRow], tuple[str, ...]]:
    """The rows, names and things in Latin letters where no font draws theirs; and which scripts."""
    lacking: dict[str, None] = {}

    def drawable(text: str) -> str:
        try:
            paper.pen.width(text, _SIZE, bold=True)
        except NoFontForLetters as error:
            lacking.update(dict.fromkeys(error.scripts))
            return folded(text).title().strip() or i18n.listed(list(error.scripts))
        return text

    return [
        replace(row, borrower=drawable(row.borrower), what=drawable(row.what)) for row in rows
    ], tuple(lacking)


def _columns(width: float) -> list[_Column]:
    shares = (
        (_t("Person"), 0.25),
        (_t("Phone"), 0.2),
        (_t("Device"), 0.27),
        (_t("Due back"), 0.14),
        (_t("Called"), 0.14),
    )
    out: list[_Column] = []
    at = 0.0
    for heading, share in shares:
        out.append(_Column(heading, at, share * width - 4 * mm))
        at += share * width
    return out


def _title(
    setting: Setting,
    hub: HubOnPaper,
    rows: Sequence[DueRow],
    today: date,
    lacking: tuple[str, ...],
) -> list[Part]:
    late = sum(row.due_on < today for row in rows)
    said = _t("Nothing is due. Everything is on the shelf.")
    if rows:
        counts = (
            (late, _t("thing overdue"), _t("things overdue")),
            (len(rows) - late, _t("thing due"), _t("things due")),
        )
        said = ", ".join(i18n.count(many, one, more) for many, one, more in counts if many) + "."
    return [
        setting.text(hub.name, colour=QUIET_INK),
        setting.text(_t("Call list"), size=setting.title, bold=True),
        setting.gap(4),
        setting.text(said),
        *([setting.text(_lacking_words(lacking), colour=QUIET_INK)] if lacking else []),
        setting.gap(14),
    ]


def _lacking_words(scripts: tuple[str, ...]) -> str:
    said = _t("This computer has no font for {scripts}. Those names are in Latin letters.")
    return said.format(scripts=i18n.listed(list(scripts)))


def _headings(setting: Setting, columns: list[_Column]) -> Part:
    def draw(top: float) -> None:
        for column in columns:
            setting.paper.pen.draw(
                column.heading,
                setting.left + column.at,
                top - _SIZE,
                _SIZE,
                bold=True,
                max_width=column.width,
            )
        setting.paper.rule(setting.left, top - 6 * mm, setting.right, INK)

    return Part(6 * mm, draw)


def _row(setting: Setting, columns: list[_Column], row: DueRow, today: date) -> Part:
    """One person and one device, as tall as its longest cell, over a hairline."""
    late = (today - row.due_on).days
    when = i18n.short_day(row.due_on, today)
    lateness = _t("{days} late").format(days=i18n.count(late, "day", "days")) if late > 0 else ""
    message = {
        True: _t("Messages: safe"),
        False: _t("Messages: never"),
        None: _t("Messages: ask first"),
    }[row.safe_to_leave_message]
    cells = [
        ((row.borrower, True), (row.remark, False)),
        ((row.phone or _t("No phone"), False), (message if row.phone else "", False)),
        ((row.printed, True), (row.what, False)),
        ((when, False), (lateness, True)),
    ]
    drawn = [
        stacked(
            [
                setting.text(
                    text,
                    bold=bold,
                    colour=INK if first or bold else QUIET_INK,
                    x=setting.left + column.at,
                    width=column.width,
                )
                for first, (text, bold) in zip((True, False), cell, strict=True)
                if text
            ]
        )
        for column, cell in zip(columns, cells, strict=False)
    ]
    words = side_by_side(drawn)
    height = words.height + 4 * mm

    def draw(top: float) -> None:
        words.draw(top - 2 * mm)
        setting.paper.rule(setting.left, top - height, setting.right, HAIRLINE)

    return Part(height, draw)
