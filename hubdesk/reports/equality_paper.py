"""Equality monitoring on paper: the blank form, also in large print, and the published tables.

The form has no name, no number and no line for either: it goes into an envelope.
"""

from __future__ import annotations

from collections.abc import Sequence

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.benchmarks import amount_words
from hubdesk.messages.equality import caption_words, hidden_words, percent_words
from hubdesk.queries.benchmarks import BenchmarkRow
from hubdesk.queries.equality import Published
from hubdesk.queries.equality_benchmarks import reach, shares
from hubdesk.queries.equality_questions import Option, Question, Questions
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable
from hubdesk.queries.papers import HubOnPaper
from hubdesk.reports.drawing_names import INK, Align
from hubdesk.reports.flowing import flow, setting_of
from hubdesk.reports.form_parts import Part, Setting, kept_together, side_by_side
from hubdesk.reports.paper import HAIRLINE, QUIET_INK, Paper

BOX = 1.09  # of the type
NUMBERS_AT, SHARES_AT = 0.74, 1.0  # of the width, where each column ends


def _t(text: str) -> str:
    return translate("Paper", text)


def equality_form_pdf(hub: HubOnPaper, questions: Questions, *, large: bool) -> bytes:
    """A blank form of A4 pages, twelve point or eighteen."""
    paper = Paper(_t("Some questions about you"), hub.name)
    setting = setting_of(paper)
    setting.size = 18 if large else 12
    setting.strong = 20 if large else 13
    setting.leading = 1.25
    parts: list[Part] = [
        setting.text(_t("Some questions about you"), size=27 if large else 22, bold=True),
        setting.gap(4),
        setting.text(_intro()),
        setting.gap(6),
    ]
    for number, question in enumerate(questions.questions, 1):
        parts += _question(setting, number, question, columns=1 if large else 2)
    parts += [setting.gap(10), setting.text(questions.licence, size=12 if large else 9.5)]
    flow(setting, parts, hub.name)
    return paper.done()


def _intro() -> str:
    return " ".join(
        (
            _t("These answers help us see whom we reach. Do not write your name."),
            _t("Tick one box for each question, or none."),
            _t("Put the form into an envelope. It is typed in sealed, and then shredded."),
            _t("What we do for you does not depend on it."),
        )
    )


def _question(setting: Setting, number: int, question: Question, *, columns: int) -> list[Part]:
    words = f"{number}. {question.text}"
    parts = [setting.text(words, size=setting.strong, bold=True)]
    if question.only_after is not None:
        parts.append(setting.text(_t("Only if you said yes just before."), colour=QUIET_INK))
    if question.from_age:
        parts.append(
            setting.text(
                _t("Only if you are {age} or older.").format(age=question.from_age),
                colour=QUIET_INK,
            )
        )
    not_said = Option("not-said", _t("I prefer not to say"))
    if question.groups:
        for group in question.groups:
            parts.append(setting.text(group.text, bold=True))
            mine = [option for option in question.options if option.group == group.code]
            parts += _boxes(setting, mine, columns)
        parts += _boxes(setting, [not_said], columns)
    else:
        parts += _boxes(setting, [*question.options, not_said], columns)
    return [setting.gap(9), *kept_together(parts)]


def _boxes(setting: Setting, options: Sequence[Option], columns: int) -> list[Part]:
    """A row of boxes for each two options, so that a form stays on two sheets."""
    found = []
    for begin in range(0, len(options), columns):
        here = options[begin : begin + columns]
        found.append(side_by_side([_box(setting, one, n, columns) for n, one in enumerate(here)]))
    return found


def _box(setting: Setting, option: Option, column: int, columns: int) -> Part:
    step = setting.width / columns
    at, side = setting.left + step * column, setting.size * BOX
    words = setting.text(option.text, x=at + side * 1.6, width=step - side * 1.9)

    def draw(top: float) -> None:
        setting.paper.box(at, top - side - 1, side, side, stroke=INK)
        words.draw(top)

    return Part(max(words.height, side + 2) + 2.2, draw)


def equality_tables_pdf(
    hub: HubOnPaper, published: Published, benchmarks: Sequence[BenchmarkRow]
) -> bytes:
    """The tables of a period as they were published, to the digit."""
    title = _t("Whom we reached: {period}").format(period=published.title)
    paper = Paper(title, hub.name)
    setting = setting_of(paper)
    made = i18n.plain_day(published.made_at.date())
    parts: list[Part] = [
        setting.text(title, size=22, bold=True),
        setting.text(_t("Published on {day}.").format(day=made), colour=QUIET_INK),
        setting.text(
            _t("From forms that people filled in if they wished. Who did not is in no table."),
            colour=QUIET_INK,
        ),
    ]
    for table in published.tables:
        parts += _table(setting, table, benchmarks)
    flow(setting, parts, f"{hub.name}, {title}")
    return paper.done()


def _table(setting: Setting, table: CountTable, benchmarks: Sequence[BenchmarkRow]) -> list[Part]:
    ours = shares(table)
    lines = [_line(setting, (table.title, _t("Forms"), _t("Of answers")), bold=True)]
    for row in table.rows:
        found = ours.get(row.code)
        part = percent_words(found.tenths, whole=True) if found and found.tenths else ""
        doubt = " *" if found and found.doubtful and part else ""
        lines.append(_line(setting, (row.label, cell_words(row.cells[0]), part + doubt)))
    lines += [_total(setting, table.total)] if table.total else []
    if any(found.doubtful and found.tenths is not None for found in ours.values()):
        lines.append(setting.text(_t("* Of fewer than 30, so take it with care."), size=9.5))
    for beside in reach(table, benchmarks):
        lines += _beside(setting, beside.label, beside.benchmark)
    lines += [setting.text(note, size=9.5, colour=QUIET_INK) for note in table.notes]
    return [setting.gap(16), *kept_together(lines)]


def cell_words(cell: CountCell) -> str:
    """A number, or why there is none."""
    return f"{cell.number:,}" if cell.number is not None else hidden_words(cell.hidden)


def _total(setting: Setting, row: CountRow) -> Part:
    return _line(setting, (row.label, cell_words(row.cells[0]), ""), bold=True)


def _beside(setting: Setting, label: str, found: BenchmarkRow) -> list[Part]:
    """Somebody else's figure never stands without its caption."""
    share = amount_words(found.amount, found.places, found.unit)
    said = caption_words(share, found.base, found.geography, found.year)
    words = _t("{line} elsewhere: {figure}. {source}. {doubt}")
    text = words.format(line=label, figure=said, source=found.source, doubt=found.doubt)
    return [setting.text(text, size=9.5)]


def _line(setting: Setting, cells: tuple[str, str, str], *, bold: bool = False) -> Part:
    pen = setting.paper.pen
    label, number, part = cells
    words = setting.text(label, bold=bold, width=setting.width * 0.52)
    height = words.height + 3

    def draw(top: float) -> None:
        words.draw(top)
        for text, share in ((number, NUMBERS_AT), (part, SHARES_AT)):
            at = setting.left + setting.width * share
            room = setting.width * 0.24
            pen.draw(
                text,
                at,
                top - setting.size * 0.95,
                setting.size,
                bold=bold,
                align=Align.RIGHT,
                max_width=room,
            )
        setting.paper.rule(setting.left, top - height + 1, setting.right, HAIRLINE)

    return Part(height, draw)
