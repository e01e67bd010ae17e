"""Reports on screen: by keys alone, exact to the paper, and kept once they leave."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import event

from hubdesk.errors.store import DiskFull
from hubdesk.models import Base, Person, StaffRole
from hubdesk.operations.reporting import save_report, set_target
from hubdesk.operations.staff import add_staff
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, rows_behind, templates
from hubdesk.queries.periods import PeriodSort
from hubdesk.queries.publishing import told
from hubdesk.queries.reports_made import past_count, past_window
from hubdesk.ui.printing import press
from hubdesk.ui.printing.papers import papers_waiting
from hubdesk.ui.printing.pdf import page_picture
from hubdesk.ui.reports.asked import Asked
from hubdesk.ui.reports.behind_page import BehindPage
from hubdesk.ui.reports.figures_list import lines_of
from hubdesk.ui.reports.page import TABLES, ReportsPage
from hubdesk.ui.reports.past_page import PastPage
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import ElidedLabel
from tests.conftest import TODAY
from tests.queries.test_reports_made import a_visit
from tests.recounted import everything
from tests.reporting_verbs import a_template
from tests.ui import walks
from tests.ui.alone import until

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
NAMES = ("Ada Okafor", "Bo Li", "Cleo Brown", "Dee Fox", "Ewa Nowak", "Femi Ade")


def worked_out(page):
    until(lambda: page.made is not None or not page.trouble.isHidden())


@pytest.fixture
def october(hub):
    """Six people came once each, and the register is not finished."""
    for name in NAMES:
        a_visit(hub, name)


@pytest.fixture
def page(at_desk, october):
    at_desk.press(KEY.Key_5, CTRL)
    page = at_desk.shell.page
    assert isinstance(page, ReportsPage)
    worked_out(page)
    return page


def kept(hub):
    return hub.look(lambda db: past_window(db, offset=0, limit=9))


def waiting(hub):
    return [paper.kind for paper in hub.look(papers_waiting)[0]]


def test_one_key_opens_the_last_full_month_with_what_is_unfinished_first(at_desk, page):
    assert page.title() == "Monthly report, October 2026"
    assert page.made.report.headlines[0].now.number == 6
    assert "registers are not finished" in page.unfinished.words()
    page.unfinished.see.click()
    assert at_desk.shell.current == "sessions"
    at_desk.press(KEY.Key_Left, ALT)
    assert at_desk.shell.page is page


def test_the_preview_is_the_paper_to_the_pixel(page):
    until(lambda: not page.view.paper.picture.isNull())
    shown = page.view.paper.picture
    assert shown == page_picture(page.made.pdf, 0, shown.width())
    assert page.view.paper.accessibleDescription().startswith("People: 6; New people: 6")
    assert page.view.turn(1)
    until(lambda: page.view.paper.picture != shown)


def test_printing_keeps_a_copy_and_a_printer_that_does_not_answer_loses_nothing(at_desk, hub, page):
    at_desk.press(KEY.Key_P, CTRL)
    [row] = kept(hub)
    assert (row.how, row.by) == ("print", "Amira Khan")
    assert waiting(hub) == ["report"], "this computer has no printer: it waits in To print"
    assert at_desk.open.records.paper("report", row.id) == page.made.pdf
    assert page.tabs.words_of("past") == "Past reports (1)"


def test_a_poster_is_printed_and_kept_too(hub, page):
    page.out.poster_button.click()
    assert kept(hub)[0].how == "poster"
    assert waiting(hub) == ["report-poster"]


def test_saving_names_the_file_after_hub_and_month_and_keeps_a_copy_once_it_is_whole(
    at_desk, hub, page, tmp_path
):
    at_desk.press(KEY.Key_E, CTRL)
    [dialog] = at_desk.window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Riverside Hub report 2026-10.pdf")
    assert kept(hub) == []
    dialog.fileSelected.emit(str(tmp_path / "october.pdf"))
    until(lambda: hub.look(past_count) == 1)
    assert (tmp_path / "october.pdf").read_bytes() == page.made.pdf
    assert "october" not in at_desk.said
    assert at_desk.said.startswith("Saved: Riverside Hub report 2026-10.pdf.")


@pytest.mark.parametrize(
    ("ending", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("zip", b"PK")]
)
def test_the_same_figures_are_saved_as_a_spreadsheet(at_desk, hub, page, tmp_path, ending, begins):
    page.out.save_sheet(ending)
    [dialog] = at_desk.window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith(f"Riverside Hub report 2026-10.{ending}")
    file = tmp_path / f"october.{ending}"
    dialog.fileSelected.emit(str(file))
    until(lambda: hub.look(past_count) == 1)
    assert file.read_bytes().startswith(begins)
    assert kept(hub)[0].how == "sheet"


def test_a_disk_that_is_full_half_way_leaves_no_file_and_no_copy(
    at_desk, hub, page, tmp_path, monkeypatch
):
    def full(_path, _content):
        raise DiskFull

    monkeypatch.setattr(press, "write_whole", full)
    page.out.save_pdf()
    [dialog] = at_desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "october.pdf"))
    until(lambda: "full" in at_desk.said)
    assert list(tmp_path.glob("october*")) == []
    assert kept(hub) == []


def test_enter_on_a_figure_opens_the_list_it_was_counted_out_of(at_desk, page):
    page.open_tab("figures")
    page.figures.list.list.setFocus()
    page.figures.list.list.choose_first()
    at_desk.press(KEY.Key_Return)
    rows = at_desk.shell.page
    assert isinstance(rows, BehindPage)
    assert rows.title() == "People, October 2026"
    assert [rows.model.row(at).who for at in range(6)] == sorted(NAMES)
    at_desk.press(KEY.Key_Return)
    assert at_desk.shell.current == "person"
    at_desk.press(KEY.Key_Left, ALT)
    at_desk.press(KEY.Key_Left, ALT)
    assert at_desk.shell.page is page


def test_a_line_of_a_table_opens_its_own_rows(at_desk, page):
    lines = page.figures.list
    line = next(one for one in lines._lines if one.part == "Visits by kind of session")
    page.figures.opened.emit(line)
    rows = at_desk.shell.page
    assert isinstance(rows, BehindPage)
    assert str(rows.model.rowCount()) == line.now == "6"


def test_every_line_opens_as_many_rows_as_it_counts(at_desk, page):
    """Of what is hidden too: who may see rows sees them all."""
    for line in page.figures.list._lines:
        if line.now.isdigit() and line.indicator.counts not in ("hours", "heads", "minutes"):
            page.figures.opened.emit(line)
            assert at_desk.shell.page.model.rowCount() == int(line.now), line.words


def test_a_past_report_says_what_has_changed_since(at_desk, hub, page):
    page.out.print_report()
    a_visit(hub, "Gus Hale")
    at_desk.shell.go("past-report", id=kept(hub)[0].id)
    past = at_desk.shell.page
    assert isinstance(past, PastPage)
    until(lambda: bool(past.changed.words()))
    assert past.changed.words().startswith("Figures have changed since this was made: People +1")
    until(lambda: not past.view.paper.picture.isNull())
    past.again_button.click()
    until(lambda: page.made is not None and page.made.report.headlines[0].now.number == 7)


def test_keys_step_through_the_months_and_none_is_ahead_of_today(at_desk, page):
    at_desk.press(KEY.Key_PageUp, CTRL)
    until(lambda: page.made.report.period.first_on == date(2026, 9, 1))
    for _ in range(4):
        at_desk.press(KEY.Key_PageDown, CTRL)
    until(lambda: page.made.report.period.first_on == date(2026, 11, 1))
    assert not page.made.report.is_over


def test_a_report_that_overlaps_with_one_that_left_warns_who_prints_it(page):
    page.out.print_report()
    assert page.overlap.words() == ""
    page.options.period.set_period(Period(date(2026, 10, 1), date(2026, 11, 20)))
    page.options.chosen.emit()
    until(lambda: page.made is not None and page.made.report.period.last_on.month == 11)
    assert "left the hub on" in page.overlap.words()


def test_days_the_wrong_way_round_are_said_and_nothing_can_be_printed(at_desk, hub, page):
    template = hub.look(templates)[0]
    wrong = Period(TODAY, TODAY - timedelta(days=3))
    at_desk.shell.go("reports", asked=Asked(template, wrong))
    until(lambda: not page.trouble.isHidden())
    assert "before the first" in page.trouble.words()
    assert page.made is None
    at_desk.press(KEY.Key_P, CTRL)
    assert kept(hub) == []


def test_what_is_being_worked_out_can_be_stopped(at_desk, page):
    page.options.period.step(-1)
    page._work_out()
    page._cancel()
    until(lambda: not at_desk.open.records.jobs.busy)
    assert page.made is None
    assert "Stopped" in page.trouble.words()


def test_parts_that_are_not_ticked_are_not_on_the_paper(page):
    assert not page.options.ticks["rules"].isChecked(), "the hub's own: they stand in the sheet"
    page.options.ticks["rules"].setChecked(True)
    page.options.ticks["who"].setChecked(False)
    until(lambda: "who" not in [one.code for one in page.made.report.sections])
    assert page.made.report.sections
    assert not page.made.report.rules_apart


def test_a_target_is_set_beside_its_figure_and_shows_on_the_paper(at_desk, page):
    page.open_tab("figures")
    page.figures.list.list.choose_first()
    page.figures.amount.setValue(12)
    page.figures.set_button.click()
    until(lambda: page.made.report.headlines[0].target is not None)
    assert page.made.report.headlines[0].target.amount == 12
    assert at_desk.said == "The target of People is 12 now."
    days = page.options.period
    days.sort.choose(PeriodSort.DAYS)
    days.grant.setCurrentIndex(1)
    assert days.period == page.made.report.period, "the target is of the days that were shown"


def test_how_far_a_years_target_is_stands_beside_the_figure_and_on_no_paper(hub, october, at_desk):
    year = Period(date(2026, 4, 1), date(2027, 3, 31))
    hub.do(
        "set target",
        lambda db, _now: set_target(db, indicator="visits", amount=365, period=year, fund_id=""),
    )
    at_desk.press(KEY.Key_5, CTRL)
    page = at_desk.shell.page
    worked_out(page)
    page.open_tab("figures")
    lines = lines_of(page.made.report, page.made.asked.template)
    [visits] = [line for line in lines if line.indicator.code == "visits" and line.is_figure]
    assert page.figures.list.list.choose(visits.id)
    assert page.figures.words.text() == (
        "Target of Visits for April 2026 to March 2027. 6 reached by 31 October 2026, 214 due."
    )
    assert visits.target == "19 % of 31 for these days, 25 behind (365 by 31 March 2027)"
    hub.do(
        "set target",
        lambda db, _now: set_target(db, indicator="people", amount=90, period=year, fund_id=""),
    )
    [people, *_] = [line for line in lines if line.indicator.code == "people" and line.is_figure]
    assert page.figures.list.list.choose(people.id)
    assert "so the target of People has no % for these days." in page.figures.words.text()
    tutor = hub.do("add staff", lambda db, _n: add_staff(db, name="Jo", roles=(StaffRole.TUTOR,)))
    at_desk.open.records.act_as(tutor.id)
    page.figures.show_made(page.made)
    assert page.figures.list.list.choose(visits.id)
    said = page.figures.words.text()
    assert said == "Target of Visits for April 2026 to March 2027.", "no list is theirs to see"
    assert not page.figures.amount.isEnabled(), "nor is a target theirs to set"


@pytest.mark.parametrize("scale", [100, 200])
def test_a_target_is_said_whole_in_the_list_and_set_where_it_is_seen(
    hub, qapp, look, at_desk, page, scale
):
    """Its last day was cut off; and in large text what "Set a target" opened was out of sight."""
    year = Period(date(2026, 4, 1), date(2027, 3, 31))
    for figure in ("visits", "learning_hours"):
        hub.do(
            "set target",
            lambda db, _now, of=figure: set_target(db, indicator=of, amount=1200, period=year),
        )
    walks.put_on(qapp, at_desk.window, look, "light", scale, (1366, 768))
    page.open_tab("figures")
    page._again()
    until(lambda: page.made is not None and page.made.told.targets)
    shown, model = page.figures.list.list, page.figures.list.model
    room = shown.columnWidth(0) - 2 * look.px(12)
    letters = QFontMetrics(look.font("small", tabular=True))
    said = [model.columns[0].detail(model.row(at)) for at in range(model.rowCount())]
    assert any("6 % of" in words or "behind" in words for words in said)
    assert [words for words in said if letters.horizontalAdvance(words) > room] == []
    assert page.figures.more.isVisible() == (scale == 200)
    if scale == 200:
        page.figures.more.click()
        seen = page.figures.set_button
        until(lambda: seen.visibleRegion().boundingRect().size() == seen.size())


def test_a_report_is_worked_out_again_whenever_anything_it_is_made_of_has_changed(hub):
    """A certificate that was withdrawn left the old number on the screen, and on the paper."""
    said = []

    def look(db):
        event.listen(db.connection().engine, "before_cursor_execute", lambda *a: said.append(a[2]))
        lists = ("unfinished", "stories", "comments", "consultations")
        template = replace(everything(), lists=lists)
        told(db, template=template, period=Period(TODAY, TODAY), now=hub.clock())

    hub.look(look)
    read = {word for words in said for word in re.findall(r'(?:FROM|JOIN|,)\s+"?([a-z_]+)', words)}
    assert read & set(Base.metadata.tables) <= TABLES


def test_figures_are_narrowed_by_kind_area_and_age_and_kept_so_with_a_saved_report(hub, page):
    choice = page.options.narrowed
    choice.kind.choose("drop-in")
    choice.age.choose("not told")
    choice.area.setText("not told")
    choice.area.editingFinished.emit()
    until(lambda: page.made is not None and page.made.report.narrowed)
    assert page.made.report.narrowed == "Drop-in; Not told; age not told"
    assert page.made.asked.cut == Cut(kinds=("drop-in",), areas=("not known",), ages=("not told",))
    page.saved.name.setText("Who drops in")
    assert page.saved.save()
    choice.set_cut(Cut())
    page.saved.rows[next(iter(page.saved.rows))].findChildren(Button)[0].click()
    assert page.options.asked().cut == page.made.asked.cut
    choice.area.setText("Q9")
    choice.area.editingFinished.emit()
    until(lambda: not page.trouble.isHidden())
    assert "Nobody known here lives in “Q9”." in page.trouble.words()


def test_a_saved_report_opens_with_its_choices(hub, page):
    page.open_tab("saved")
    assert not page.saved.save()
    assert page.saved.field.words() == "Enter a name"
    page.options.ticks["volunteers"].click()
    page.saved.name.setText("Trustees")
    assert page.saved.save()
    page.options.period.step(-3)
    page.options.ticks["volunteers"].click()
    [row] = page.saved.rows.values()
    row.findChildren(type(page.out.print_button))[0].click()
    assert page.options.period.period.first_on == date(2026, 10, 1)
    assert not page.options.ticks["volunteers"].isChecked(), "a part that was left out"
    assert page.options.ticks["outcomes"].isChecked()


def test_a_report_of_a_funder_comes_in_from_a_file_and_a_wrong_one_is_refused(
    at_desk, page, tmp_path
):
    (tmp_path / "wrong.json").write_text('{"key": "ward"}', "utf-8")
    page.saved.bring_in(str(tmp_path / "wrong.json"))
    until(lambda: "wrong.json" in at_desk.said)
    said = a_template(1, "ward").replace('"title": "Monthly report"', '"title": "The ward"')
    (tmp_path / "ward.json").write_text(said, "utf-8")
    page.saved.bring_in(str(tmp_path / "ward.json"))
    until(lambda: page.options.reader.findText("The ward") > 0)
    page.options.reader.choose("ward")
    until(lambda: page.made is not None and page.made.asked.template.key == "ward")


def test_a_report_makes_itself_once_and_says_so(at_desk, hub, october):
    hub.do(
        "save report",
        lambda db, _now: save_report(db, name="Trustees", template_key="hub", by_itself=True),
    )
    rounds = at_desk.open.rounds
    rounds.begin()
    until(lambda: hub.look(past_count) == 1)
    until(lambda: "Trustees" in at_desk.open.notices.words("reports"))
    assert rounds.reports.make() == ([], [])
    [row] = kept(hub)
    assert (row.how, row.period.first_on) == ("by itself", date(2026, 10, 1))


def test_reports_that_cannot_be_made_by_themselves_are_named_and_keep_no_other_back(at_desk, hub):
    """Nobody lives in its area any more, and each month no report at all was made."""
    ada = hub.person("Ada Okafor", more={"postcode": "Q1 1AA"})
    gone = Cut(areas=("Q1",))
    for name, cut in (("Canal ward", gone), ("Lock ward", gone), ("Trustees", Cut())):
        hub.do(
            "save report",
            lambda db, _now, n=name, c=cut: save_report(
                db, name=n, template_key="hub", by_itself=True, cut=c
            ),
        )
    hub.do("change person", lambda db, now: setattr(db.get(Person, ada), "postcode", "Q2 1AA"))
    notices = at_desk.open.notices
    at_desk.open.rounds.reports.begin()
    until(lambda: "Trustees" in notices.words("reports"))
    assert hub.look(past_count) == 1
    said = notices.words("reports by themselves")
    assert "“Canal ward” could not be made by itself. Nobody known here lives in “Q1”." in said
    assert "Nor could “Lock ward”. Open them under Saved reports." in said


def test_a_tutor_sees_figures_and_is_told_who_prints_and_a_volunteer_sees_none(at_desk, hub, page):
    for role, may in ((StaffRole.TUTOR, True), (StaffRole.VOLUNTEER, False)):
        someone = hub.do(
            "add staff", lambda db, _n, r=role: add_staff(db, name=r.value, roles=(r,))
        )
        at_desk.open.records.act_as(someone.id)
        at_desk.shell.go("reports")
        at_desk.settle()
        assert (at_desk.shell.current == "reports") is may
        if may:
            assert not page.out.print_button.isEnabled()
            assert "Ask a manager" in page.out.print_button.toolTip()
            worked_out(page)
            found = page.made.told
            few = replace(found.report, unfinished=(), unfinished_count=0, some_unfinished=True)
            page._show(page._turn, replace(page.made, told=replace(found, report=few)))
            assert "Some registers are not finished" in page.unfinished.words(), "as on the paper"


def test_the_page_fits_where_there_is_least_room_and_is_read_in_every_look(
    qapp, look, at_desk, page
):
    for choice, scale, size in (("dark", 100, (1024, 600)), ("contrast", 200, (1366, 768))):
        walks.put_on(qapp, at_desk.window, look, choice, scale, size)
        for tab in ("paper", "figures", "past", "saved"):
            page.open_tab(tab)
            at_desk.settle()
            assert walks.outgrown(at_desk.window) == [], tab
            assert walks.clipped(at_desk.window) == [], tab
            assert walks.low_contrast(at_desk.window) == [], tab
            assert walks.unnamed(at_desk.window) == [], tab
            assert walks.small_targets(at_desk.window) == [], tab
            assert walks.unreachable(at_desk.window) == [], tab


def test_in_large_text_the_days_of_a_report_are_read_in_its_title_or_beside_it(
    qapp, look, at_desk, page
):
    """The title of September was cut off, so that the button beside it could say it again."""
    walks.put_on(qapp, at_desk.window, look, "light", 200, (1366, 768))
    page.options.period.step(-1)
    said = "Monthly report, September 2026"
    titles = at_desk.window.findChildren(ElidedLabel)
    until(lambda: said in [one.text() for one in titles])
    at_desk.settle()
    assert said in [one.shown_text() for one in titles]
    page.options.reader.choose("lottery")
    at_desk.settle()
    assert page.side_words() == "What to show: September 2026"


def test_where_no_line_is_told_one_line_opens_all_of_them(hub):
    """Of few people no age is listed; whoever may see rows still comes to them."""
    for name in NAMES[:3]:
        a_visit(hub, name)
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    template, now = hub.look(templates)[0], hub.clock()
    made = hub.look(lambda db: told(db, template=template, period=october, now=now))
    lines = {line.id: line for line in lines_of(made.report, template)}
    ages = lines["people_by_age (the rest)"]
    assert (ages.words, ages.now) == ("All", "fewer than 5"), "as on paper, and once"
    behind = hub.look(lambda db: rows_behind(db, ages.indicator, october, now=now))
    assert behind.count == 3
