"""The report of a month, a quarter, a year or any days: figures first, then how they were counted.

What is not finished is said before any figure. Each chart comes again as a table, so that nothing
hangs on a picture; equal rows give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.disclosure import notes_of
from hubdesk.messages.periods import period_words
from hubdesk.messages.report_words import nothing_words
from hubdesk.queries.figure_rows import CountTable, Period
from hubdesk.queries.report_parts import KEY
from hubdesk.queries.report_rows import (
    PublishedFigure,
    PublishedReport,
    PublishedSection,
    Quoted,
    UnfinishedRegister,
)
from hubdesk.reports.charts import can_chart, chart_of
from hubdesk.reports.flowing import Filled, flow, with_air
from hubdesk.reports.form_parts import Part, Setting, kept_together, side_by_side
from hubdesk.reports.paper import QUIET_INK, Paper
from hubdesk.reports.report_lists import ListLine, ShortList, beside, list_of
from hubdesk.reports.report_parts import CAPTION, Sheet
from hubdesk.reports.words import figure_words, target_words

MOST_UNFINISHED: Final = 12  # named one by one; the rest are counted
KEPT_WHOLE: Final = 340.0  # a table no taller is not parted
CONTENTS_FROM: Final = 4  # parts with a heading
MOST_LINES: Final = 20  # a longer table stands across the page
BODY: Final = 10.5


def _t(text: str) -> str:
    return translate("Paper", text)


def report_pdf(report: PublishedReport, logo: bytes = b"") -> bytes:
    """The report as PDF. NoFontForLetters for words that no font of this computer draws.

    A `logo` that is no picture is left out: the figures do not wait for it.
    """

    def made(air: float) -> tuple[bytes, Filled]:
        paper = Paper(report.called, report.hub)
        setting = Setting(paper, air=air)
        setting.size = BODY
        setting.margin = 15 * mm
        setting.left, setting.right = setting.margin, paper.width - setting.margin
        return _Report(report, Sheet(setting, report.threshold), report.called, logo).made()

    return with_air(made)


class _Report:
    def __init__(self, report: PublishedReport, sheet: Sheet, title: str, logo: bytes) -> None:
        self.report, self.sheet, self.title, self.logo = report, sheet, title, logo
        self.setting = sheet.setting
        self._pictured: CountTable | None = None  # the chart of the first page
        self._said = {*_of_all(report), *_as_disclosed(report)}  # once, at the top
        self._heads: list[tuple[Part, str]] = []
        self._pages: dict[int, int] = {}  # the page of each part, by its identity
        self._outlined: list[Part] = []

    def made(self) -> tuple[bytes, Filled]:
        paper = self.setting.paper
        parts = self._head()
        parts += self._key_figures()
        parts += self._picture()
        if self.report.is_empty and nothing_words() not in self.report.notes:
            parts += [self.setting.gap(10), self.sheet.text(nothing_words())]
        before, read_before = len(parts), len(self.sheet.root.children)
        for section in self.report.sections:
            parts += self._section(section)
        parts += self._quoted(_t("In their own words"), self.report.stories)
        parts += self._quoted(_t("What tutors say"), self.report.comments)
        parts += self._consulted()
        parts += self._counted()
        parts[before:before] = self._contents(read_before)
        made = _t("Made with HubDesk on {day}").format(day=i18n.plain_day(self.report.made_on))
        outlined = self._with_outline(parts)
        filled = flow(self.setting, outlined, made, self._begins)
        return paper.done(), filled

    def _begins(self, part: Part, page: int) -> None:
        self._pages[id(part)] = page

    def _contents(self, read_before: int) -> list[Part]:
        """What is in it and where, once that is worth a look. It is made last and read first."""
        if len(self._heads) < CONTENTS_FROM:
            return []
        words = [words for _, words in self._heads]
        read = self.sheet.root.children
        many = len(read)
        title = _t("In this report:")
        found = self.sheet.contents(title, words, lambda at: self._pages[id(self._outlined[at])])
        parts = [self.setting.gap(9), found, self.setting.gap(6)]
        made = read[many:]
        del read[many:]
        read[read_before:read_before] = made
        return parts

    # The top

    def _head(self) -> list[Part]:
        report, sheet = self.report, self.sheet
        hub = sheet.text(report.hub, colour=QUIET_INK, size=11)
        logo = sheet.logo(self.logo, report.hub)
        parts = [
            hub if logo is None else Part(hub.height, side_by_side([hub, logo]).draw),
            sheet.text(self.title, size=22, bold=True, kind="H1"),
            self.setting.gap(5),
        ]
        lines = [_t("Figures come from this hub's registers, loans and records.")]
        lines += report.disclosure
        noted = {note for section in report.sections for t in section.tables for note in t.notes}
        lines += [words for words in _of_all(report) if words in noted]
        if report.counted and report.rules_apart:  # here: alone it would take the last page
            lines.append(_t("How each figure is counted stands in the spreadsheet of this report."))
        if told := " · ".join(filter(None, (report.reader, report.about))):
            parts.append(sheet.text(told[0].upper() + told[1:], bold=True))
        parts.append(sheet.text(" ".join(lines), colour=QUIET_INK))
        day = i18n.plain_day(report.made_on)
        if not report.is_over and not any(day in words for words in report.notes):
            words = _t("These days are not over: the figures are as they stood on {day}.")
            parts.append(sheet.text(words.format(day=day), bold=True))
        parts += [sheet.text(words) for words in report.notes]
        parts += self._unfinished(report.unfinished)
        return parts

    def _unfinished(self, rows: Sequence[UnfinishedRegister]) -> list[Part]:
        many = max(len(rows), self.report.unfinished_count)
        if not many and not self.report.some_unfinished:
            return []
        title = (
            _t("Some registers are not finished")
            if not many
            else _t("1 register is not finished")
            if many == 1
            else _t("{many} registers are not finished").format(many=many)
        )
        named = [
            ", ".join(filter(None, (i18n.plain_day(row.held_on), row.title, row.tutor)))
            for row in rows[:MOST_UNFINISHED]
        ]
        more = _t("And {more} more.").format(more=many - MOST_UNFINISHED)
        below = [more] if rows and many > MOST_UNFINISHED else []
        said = _t("Who is not marked yet is not counted.")
        return self.sheet.boxed(title, said, named, below)

    def _key_figures(self) -> list[Part]:
        """Large, under the heading of the part that their tables are in; hidden ones last."""
        if not self.report.headlines:
            return []
        [title, *_] = [one.title for one in self.report.sections if one.code == KEY] or [
            _t("Key figures")
        ]
        told = sorted(self.report.headlines, key=lambda figure: figure.now.number is None)
        return [*self._headed(title), *self.sheet.tiles(told, self.below)]

    def _picture(self) -> list[Part]:
        """How the days went, on the first page; it is not drawn again in its part."""
        for section in self.report.sections:
            for table in section.tables:
                if table.rows and _is_drawn(table):
                    self._pictured = table
                    return _whole(self._chart(table))
        return []

    def below(self, figure: PublishedFigure) -> list[str]:
        """What stands under a key figure: how it compares, and its target."""
        said = []
        if self.report.compared is not None:
            said.append(self._change_words(figure, self.report.compared))
        said.append(target_words(figure))
        return [words for words in said if words]

    def _change_words(self, figure: PublishedFigure, compared: Period) -> str:
        """+9 on September, as many as in September: nothing where a number is hidden."""
        before = figure.before
        if before is None or before.number is None or figure.now.number is None:
            return ""
        period = period_words(compared.first_on, compared.last_on)
        if compared.first_on.year == self.report.period.first_on.year:
            period = period.removesuffix(f" {compared.first_on.year}")
        change = figure.now.number - before.number
        if not change:
            return _t("as in {period}").format(period=period)
        sign = f"+{change:,}" if change > 0 else f"−{-change:,}"
        return _t("{change} on {period}").format(change=sign, period=period)

    # The parts

    def _headed(self, words: str) -> list[Part]:
        parts = self.sheet.heading(words)
        self._heads.append((parts[-1], words))
        return parts

    def _section(self, section: PublishedSection) -> list[Part]:
        """Its charts of time across the page, and below them its lists, two beside each other."""
        if not (section.figures or section.tables or section.notes):
            return []
        is_headed = section.code == KEY and self.report.headlines
        parts = [self.setting.gap(8)] if is_headed else self._headed(section.title)
        shown = [table for table in section.tables if _has_anything(table)]
        if not shown and section.figures and all(map(_is_nought, section.figures)):
            return [*parts, self._noughts(section.figures)]
        for table in shown:
            if table is not self._pictured and _is_drawn(table):
                parts += _whole(self._chart(table))
        alone = len(shown) == 1 and not section.figures
        wide = [table for table in shown if alone or len(table.rows) > MOST_LINES]
        lists = [self._list(table) for table in shown if table not in wide]
        if section.figures:
            lists.insert(0, self._figures(section.figures, _t("In all") if lists else ""))
        parts += beside(self.sheet, lists)
        for table in wide:
            parts += self._wide(table)
        parts += [self.sheet.text(words, size=CAPTION, colour=QUIET_INK) for words in section.notes]
        return parts

    def _days(self, columns: Sequence[str]) -> tuple[str, ...]:
        """October beside September: the year stands in the title of the report."""
        year = f" {self.report.period.last_on.year}"
        if all(words.endswith(year) for words in columns):
            return tuple(words.removesuffix(year) for words in columns)
        return tuple(columns)

    def _figures(self, figures: Sequence[PublishedFigure], title: str) -> ShortList:
        now, before = self.report.period, self.report.compared
        columns = [period_words(now.first_on, now.last_on)]
        if any(figure.before is not None for figure in figures):
            columns.append(
                period_words(before.first_on, before.last_on) if before else _t("Before")
            )
        lines = []
        for figure in figures:
            cells = (figure.now, figure.before)[: len(columns)]
            words = [
                figure_words(cell, figure.unit, self.report.threshold) if cell is not None else ""
                for cell in cells
            ]
            shown = tuple(cell is not None and cell.number is not None for cell in cells)
            lines.append(ListLine(figure.label, tuple(words), shown, target_words(figure)))
        heading = "" if title else _t("Figure")
        return ShortList(heading, self._days(columns), tuple(lines), title)

    def _noughts(self, figures: Sequence[PublishedFigure]) -> Part:
        """A part of which there was nothing, now or before: in one line, and still in numbers."""
        said = " · ".join(
            f"{one.label} {figure_words(one.now, one.unit, self.report.threshold)}"
            for one in figures
        )
        if (before := self.report.compared) is not None:
            [*_, days] = self._days([period_words(before.first_on, before.last_on)])
            said += f" ({_t('{days}: 0 of each').format(days=days)})"
        return self.sheet.text(said)

    def _list(self, table: CountTable) -> ShortList:
        has_bars = can_chart(table) and not _is_drawn(table)
        notes = [] if _is_drawn(table) else self._notes(table)
        made = list_of(table, self.report.threshold, notes, has_bars=has_bars)
        return replace(made, columns=self._days(made.columns))

    def _notes(self, table: CountTable) -> list[str]:
        """What stands below a table: what is true of every table was said at the top."""
        return [note for note in table.notes if note not in self._said]

    def _chart(self, table: CountTable) -> list[Part]:
        """Columns where its rows are days; the same figures stand in its list."""
        parts = self.sheet.heading(table.title, small=True)
        chart = chart_of(table, self.setting.width, is_time=True, threshold=self.report.threshold)
        notes = [self.sheet.text(n, size=CAPTION, colour=QUIET_INK) for n in self._notes(table)]
        return [*parts, self.setting.gap(4), self.sheet.chart(chart), *notes]

    def _wide(self, table: CountTable) -> list[Part]:
        """A table across the page, with bars beside its numbers."""
        parts = self.sheet.heading(table.title, small=True)
        parts += self.sheet.table(table, has_bars=can_chart(table) and not _is_drawn(table))
        notes = self._notes(table)
        return _whole(
            [*parts, *(self.sheet.text(n, size=CAPTION, colour=QUIET_INK) for n in notes)]
        )

    def _quoted(self, title: str, quotes: Sequence[Quoted]) -> list[Part]:
        if not quotes:
            return []
        parts = self._headed(title)
        for quote in quotes:
            said = [self.sheet.text(f"“{quote.words}”", kind="BlockQuote")]
            day = i18n.plain_day(quote.said_on) if quote.said_on else ""
            if whose := ", ".join(filter(None, (quote.whose, day))):
                said.append(self.sheet.text(whose, size=CAPTION, colour=QUIET_INK))
            parts += [*kept_together(said), self.setting.gap(8)]
        return parts

    def _consulted(self) -> list[Part]:
        """Who was asked, and what the hub did about it: the law asks a CIC for both."""
        if not self.report.consulted:
            return []
        parts = self._headed(_t("Who was asked, and what came of it"))
        for one in self.report.consulted:
            many = i18n.count(one.how_many, _t("person"), _t("people")) if one.how_many else ""
            head = (i18n.plain_day(one.held_on), one.who, one.method, many)
            said = [self.sheet.text(", ".join(filter(None, head)), bold=True)]
            for words, text in (
                (_t("They said: {text}"), one.said),
                (_t("So: {text}"), one.changed),
            ):
                if text:
                    said.append(self.sheet.text(words.format(text=text)))
            parts += [*kept_together(said), self.setting.gap(8)]
        return parts

    # Further back

    def _counted(self) -> list[Part]:
        if self.report.rules_apart or not self.report.counted:
            return []
        parts = self._headed(_t("How these figures are counted"))
        for one in self.report.counted:
            words = _t("{name} ({code}, version {version}): {rule}").format(
                name=one.name, code=one.code, version=one.version, rule=one.rule
            )
            if one.evidence:
                words += " " + _t("Evidence: {evidence}").format(evidence=one.evidence)
            parts += [self.sheet.text(words, size=CAPTION), self.setting.gap(3)]
        return parts

    def _with_outline(self, parts: list[Part]) -> list[Part]:
        """Each heading opens from the outline of the file."""
        canvas = self.setting.paper.canvas
        words_of = {id(part): words for part, words in self._heads}
        numbers = {id(part): at for at, (part, _) in enumerate(self._heads)}

        def outlined(part: Part) -> Part:
            def draw(top: float) -> None:
                key = f"part{numbers[id(part)]}"
                canvas.bookmarkHorizontal(key, 0, top + 6)
                canvas.addOutlineEntry(words_of[id(part)], key, 0)
                part.draw(top)

            return Part(part.height, draw, part.air, part.stays)

        made = [outlined(part) if id(part) in words_of else part for part in parts]
        self._outlined = [new for new, old in zip(made, parts, strict=True) if id(old) in words_of]
        return made


def _whole(parts: list[Part]) -> list[Part]:
    """Parts that stay on one page, where that is not much to ask of it."""
    if sum(part.height for part in parts) < KEPT_WHOLE:
        return kept_together(parts)
    return parts


def _has_anything(table: CountTable) -> bool:
    """Whether a line holds something, or may: weeks are listed where nobody came, too."""
    return any(cell.number != 0 for row in table.rows for cell in row.cells)


def _is_drawn(table: CountTable) -> bool:
    return is_time(table) and can_chart(table)


def _as_disclosed(report: PublishedReport) -> tuple[str, ...]:
    """Notes of tables that say what the report's own sentences say."""
    if not report.disclosure:
        return ()
    return notes_of(("small", "with another"), threshold=report.threshold, rounding=1)


def _of_all(report: PublishedReport) -> tuple[str, ...]:
    """Notes that hold for every table they stand under."""
    return notes_of(("small base", "all alike"), threshold=report.threshold, rounding=1)


def _is_nought(figure: PublishedFigure) -> bool:
    cells = (figure.now, figure.before or figure.now)
    return figure.target is None and all(cell.number == 0 for cell in cells)


def is_time(table: CountTable) -> bool:
    """Whether the rows of a table follow one another in time. Years of school do not."""
    return table.code.replace("_", "-").rsplit("-", 1)[-1] in ("week", "weeks", "month", "quarter")
