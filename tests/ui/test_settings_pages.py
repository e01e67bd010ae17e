"""Settings: kept as they change, said in words, taken back with one press."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hubdesk.app.records import Records
from hubdesk.ids import CodeKind, make_code, read_code
from hubdesk.operations.practice import is_practising
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.hub import choice, hub_facts
from hubdesk.queries.policies import policies, policy_for
from hubdesk.sample import fill_sample_hub
from hubdesk.settings import SETTINGS, Kept
from hubdesk.store.computer import read_choices
from hubdesk.ui.scanning import ScanFilter
from hubdesk.ui.settings.calibrate import TEST_CODE
from hubdesk.ui.settings.choice_row import ChoicesCard, NumberEdit
from hubdesk.ui.settings.groups import GROUPS
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.settings.printers_part import PrintersCard
from hubdesk.ui.settings.week_part import WeekCard
from hubdesk.ui.space import held_by
from hubdesk.ui.week.poster_part import KEY as WHERE_PAGES_ARE
from tests.ui import walks
from tests.ui.alone import Alone, until


@pytest.fixture
def records(paths, database):
    made = Records(paths, database)
    yield made
    made.close()


@pytest.fixture
def choices(paths):
    return read_choices(paths.computer)


@pytest.fixture
def scans(qapp):
    """A filter that sees the keys of the app, as the window's does."""
    made = ScanFilter(lambda text: read_code(text) is not None)
    made.watch(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def alone(records, choices, scans, show):
    page = SettingsPage(records.doors, choices, scanner=lambda: scans)
    return Alone("settings", page, show)


def control(alone, key):
    group = next(group for group, cards in alone.page.cards.items() for card in cards
                 if isinstance(card, ChoicesCard) and key in card.rows)  # fmt: skip
    (row,) = [
        card.rows[key]
        for card in alone.page.cards[group]
        if isinstance(card, ChoicesCard) and key in card.rows
    ]
    return row.control


def card(alone, kind):
    return next(c for c in alone.page.cards[alone.page.group] if type(c).__name__ == kind)


# The choices


def test_every_declared_choice_stands_on_one_of_the_pages(alone):
    shown = set()
    for group, _ in GROUPS:
        alone.page.open_group(group)
        for one in alone.page.cards[group]:
            if isinstance(one, ChoicesCard):
                shown |= set(one.rows)
            if isinstance(one, PrintersCard):
                shown |= set(one.buttons)
            if isinstance(one, WeekCard):
                shown.add("hub.week")  # seven rows for one choice
    # one is chosen where it is seen at once, beside the poster: test_this_week_window
    assert shown | {WHERE_PAGES_ARE} == {one.key for one in SETTINGS}
    assert WHERE_PAGES_ARE not in shown


def test_a_number_of_the_hub_is_kept_once_somebody_is_done_and_can_be_taken_back(alone, hub):
    alone.page.open_group("lending")
    edit = control(alone, "lending.days")
    assert edit.text() == "14 days"
    edit.setFocus()
    for _ in range(7):
        alone.press(Qt.Key.Key_Up)
    assert hub.look(lambda db: choice(db, "lending.days")) == 14
    alone.press(Qt.Key.Key_Return)
    assert hub.look(lambda db: choice(db, "lending.days")) == 21
    assert alone.said == "Saved: How long is a loan? 21 days."
    alone.offer("Undo")
    assert hub.look(lambda db: choice(db, "lending.days")) == 14
    assert edit.text() == "14 days"


def test_a_number_is_kept_by_itself_after_a_moment(alone, hub):
    alone.page.open_group("lending")
    edit = control(alone, "lending.most_at_once")
    edit.stepUp()
    until(lambda: hub.look(lambda db: choice(db, "lending.most_at_once")) == 4)


def test_leaving_the_page_keeps_what_was_typed(alone, hub):
    alone.page.open_group("lending")
    control(alone, "lending.soon_days").setValue(5)
    alone.page.leave()
    assert hub.look(lambda db: choice(db, "lending.soon_days")) == 5


def test_the_wheel_scrolls_and_changes_no_choice(alone):
    alone.page.open_group("lending")
    edit = control(alone, "lending.days")
    point = QPointF(10, 10)
    wheel = QWheelEvent(
        point, edit.mapToGlobal(point), point.toPoint(), point.toPoint() * 12,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(edit, wheel)
    assert edit.value() == 14


def test_one_thing_is_said_in_the_singular(alone):
    alone.page.open_group("lending")
    edit = control(alone, "lending.days")
    edit.put(1)
    assert edit.text() == "1 day"


def test_a_tick_of_the_hub_is_kept_at_once(alone, hub):
    alone.page.open_group("agreements")
    control(alone, "agreement.print").click()
    assert hub.look(lambda db: choice(db, "agreement.print")) is False
    assert alone.said == "Saved: Print an agreement when one is due off."
    alone.offer("Undo")
    assert control(alone, "agreement.print").isChecked()


def test_the_look_of_this_computer_changes_at_once_and_is_written_down(alone, choices, paths, look):
    made = []
    alone.page.choice_made.connect(made.append)
    alone.page.open_group("look")
    control(alone, "look.theme").button("dark").click()
    control(alone, "look.text_size").button("125").click()
    assert look.theme.dark
    assert look.scale == 125
    assert read_choices(paths.computer)["look.text_size"] == 125
    assert made == ["look.theme", "look.text_size"]
    alone.offer("Undo")
    assert look.scale == 100
    assert choices["look.theme"] == "dark"


def test_the_text_size_follows_its_keys(alone, choices, look):
    alone.page.open_group("look")
    look.bigger()
    choices.choose("look.text_size", look.scale)
    alone.settle()
    assert control(alone, "look.text_size").value() == "110"


def test_a_fact_opens_a_group(alone):
    alone.shell.go("settings", group="printers")
    assert alone.page.group == "printers"
    alone.shell.go("settings", group="sounds")
    assert alone.page.group == "look"
    alone.shell.go("settings", group="nothing of the kind")
    assert alone.page.group == "look"


# The hub


def test_the_name_of_the_hub_is_kept_when_its_field_is_left(alone, hub):
    hub_card = card(alone, "HubCard")
    hub_card.name.setText("Canal Row Hub")
    hub_card.name.setFocus()
    alone.press(Qt.Key.Key_Return)
    assert hub.look(hub_facts).name == "Canal Row Hub"
    alone.offer("Undo")
    assert hub_card.name.text() == "Riverside Hub"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("name", "", "is empty"), ("phone", "12", "does not look like a phone number")],
)
def test_what_cannot_be_kept_stays_typed_with_the_reason_by_the_field(
    alone, hub, field, typed, words
):
    hub_card = card(alone, "HubCard")
    edit = getattr(hub_card, field)
    before = hub.look(hub_facts)
    edit.setText(typed)
    edit.editingFinished.emit()
    assert words in hub_card.fields[field].words()
    assert edit.text() == typed
    assert hub.look(hub_facts) == before


def test_the_address_is_kept_when_the_focus_leaves_it(alone, hub):
    hub_card = card(alone, "HubCard")
    hub_card.address.setFocus()
    hub_card.address.setPlainText("1 Canal Row\nBirmingham")
    hub_card.name.setFocus()
    assert hub.look(hub_facts).address == "1 Canal Row\nBirmingham"


def test_closed_days_are_added_listed_and_opened_again(alone, hub):
    closed = card(alone, "ClosedCard")
    for box, text in zip(closed.first.boxes, ("24", "dec", "2026"), strict=True):
        box.setText(text)
    for box, text in zip(closed.last.boxes, ("2", "1", "2027"), strict=True):
        box.setText(text)
    closed.why.setText("Winter break")
    closed.add_button.click()
    (row,) = hub.look(lambda db: closed_days(db)).own
    assert (row.first_on, row.last_on, row.why) == (
        date(2026, 12, 24),
        date(2027, 1, 2),
        "Winter break",
    )
    assert "Closed: Thu 24 Dec to Sat 2 Jan 2027." in alone.said
    alone.offer("Undo")
    assert not hub.look(lambda db: closed_days(db)).own


def test_one_closed_day_needs_no_last_day(alone, hub):
    closed = card(alone, "ClosedCard")
    for box, text in zip(closed.first.boxes, ("1", "12", "2026"), strict=True):
        box.setText(text)
    closed.add()
    (row,) = hub.look(lambda db: closed_days(db)).own
    assert row.first_on == row.last_on == date(2026, 12, 1)
    closed.show_now()
    held_by(held_by(closed.list)[0].tail)[0].click()
    assert not hub.look(lambda db: closed_days(db)).own


def test_days_the_wrong_way_round_and_no_days_are_said_by_the_field(alone, hub):
    closed = card(alone, "ClosedCard")
    closed.add()
    assert closed.fields["first"].words()
    for field, day in ((closed.first, "5"), (closed.last, "3")):
        for box, text in zip(field.boxes, (day, "12", "2026"), strict=True):
            box.setText(text)
    closed.add()
    assert "before the first" in closed.fields["last"].words()
    assert not hub.look(lambda db: closed_days(db)).own


def test_the_next_bank_holiday_is_named(alone):
    closed = card(alone, "ClosedCard")
    until(lambda: "Christmas Day" in closed.holidays.text())
    assert "Friday 25 December" in closed.holidays.text()


def test_sample_people_are_taken_away_with_one_button(alone, database, clock, hub):
    lists = card(alone, "ListsCard")
    assert lists.practice.isHidden()
    fill_sample_hub(database, now=clock(), size="practice")
    alone.settle()
    assert not lists.practice.isHidden()
    lists.remove_button.click()
    assert not hub.look(is_practising)
    assert alone.said == "Taken away: 12 sample people and 10 devices."
    alone.settle()
    assert lists.practice.isHidden()


def test_a_spreadsheet_is_one_button_away(alone):
    lists = card(alone, "ListsCard")
    lists.go.emit("bring-in", {"what": "people"})
    assert alone.went == [("bring-in", {"what": "people"})]


# Lending


def test_a_rule_for_a_kind_is_a_new_version_and_loans_keep_theirs(alone, hub):
    alone.page.open_group("lending")
    rules = card(alone, "RulesCard")
    before = len(hub.look(policies))
    rules.add_button.click()
    rules.form.kind.choose(hub.kind("Tablet"))
    rules.form.numbers["days"].setValue(7)
    assert alone.page.primary() is rules.form.save_button
    alone.page.press_primary()
    found = hub.look(lambda db: policy_for(db, kind_id=hub.kind("Tablet"), roles=()))
    assert (found.days, found.version) == (7, 1)
    assert alone.said == "Rule saved: Tablet."
    rules.begin(found)
    rules.form.numbers["days"].setValue(10)
    rules.form.save_button.click()
    again = hub.look(lambda db: policy_for(db, kind_id=hub.kind("Tablet"), roles=()))
    assert (again.days, again.version) == (10, 2)
    assert len(hub.look(policies)) == before + 1


def test_a_rule_can_end_and_esc_leaves_the_form(alone, hub):
    alone.page.open_group("lending")
    rules = card(alone, "RulesCard")
    count = len(hub.look(policies))
    rules.add_button.click()
    assert rules.form.isVisible()
    alone.press(Qt.Key.Key_Escape)
    assert rules.form.isHidden()
    held_by(held_by(rules.list)[0].tail)[-1].click()
    assert len(hub.look(policies)) == count - 1
    alone.offer("Undo")
    assert len(hub.look(policies)) == count


# Scanner and printers


def fire(code, *, ending=Qt.Key.Key_Return):
    target = QApplication.focusWidget()
    for letter in code:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, key)
    if ending:
        QTest.keyClick(target, ending)
    QApplication.processEvents()


def test_three_scans_set_the_scanner_up(alone, choices, scans, paths):
    choices.choose("scanner.hold_ms", 80)
    alone.page.open_group("scanner")
    calibrate = card(alone, "CalibrateCard")
    calibrate.start_button.click()
    assert alone.page.scanned(TEST_CODE)
    for _ in range(3):
        fire(TEST_CODE)
    assert "The scanner is set up." in calibrate.result.words()
    assert "It ends each code with Enter." in calibrate.result.words()
    assert scans.hold == choices["scanner.hold_ms"]
    assert read_choices(paths.computer)["scanner.hold_ms"] < 80
    assert not alone.page.scanned(TEST_CODE)
    assert control(alone, "scanner.hold_ms").value() == scans.hold


def test_a_scanner_of_another_country_is_told_apart(alone):
    alone.page.open_group("scanner")
    calibrate = card(alone, "CalibrateCard")
    calibrate.begin()
    french = str.maketrans("0123456789", "À&É\"'(-È_Ç")
    fire(TEST_CODE.translate(french))
    assert "another country's keyboard" in calibrate.problem.words()
    fire("5012345678900")
    assert "not a code of HubDesk" in calibrate.problem.words()
    assert calibrate.is_running


def test_scans_belong_to_the_desk_again_when_the_page_is_left(alone):
    alone.page.open_group("scanner")
    calibrate = card(alone, "CalibrateCard")
    calibrate.begin()
    alone.shell.go("desk")
    assert not calibrate.is_running
    assert not alone.page.scanned(TEST_CODE)


def test_the_test_code_is_the_one_on_the_test_page():
    from hubdesk.reports.scanner_page import TEST_CODE as PRINTED

    assert TEST_CODE == PRINTED.text == make_code(CodeKind.PAPER, 0, 0).text


def test_a_printer_can_be_asked_for_again(alone, choices):
    choices.choose("printer.agreement", "Office printer")
    alone.page.open_group("printers")
    printers = card(alone, "PrintersCard")
    assert not printers.buttons["printer.card"].isEnabled()
    printers.buttons["printer.agreement"].click()
    assert choices["printer.agreement"] == ""
    alone.offer("Undo")
    assert choices["printer.agreement"] == "Office printer"


def test_the_papers_a_desk_needs_are_asked_for(alone, hub):
    asked = []
    alone.page.print_asked.connect(lambda kind, about: asked.append((kind, about)))
    alone.page.open_group("printers")
    now = card(alone, "PrintNowCard")
    now.desk_button.click()
    now.test_button.click()
    now.labels_button.click()
    assert asked[:2] == [("desk-card", ""), ("test-page", "")]
    kind, about = asked[2]
    assert kind == "fresh-sheet"
    codes = about.split(",")
    assert len(set(codes)) == 24
    assert all(read_code(code).kind is CodeKind.DEVICE for code in codes)
    now.labels_button.click()
    assert not set(codes) & set(asked[3][1].split(","))  # a printed number is never given again


# Looks


@pytest.mark.parametrize("group", [group for group, _ in GROUPS])
def test_every_group_holds_in_every_look(alone, qapp, look, group):
    alone.page.open_group(group)
    for one in alone.page.cards[group]:
        begin = getattr(one, "begin", None)
        if type(one).__name__ == "RulesCard":
            begin(None)
        elif type(one).__name__ == "WordingCard":
            begin()
    for choice_, scale, size in (
        ("light", 100, (1366, 697)),
        ("contrast", 125, (1024, 600)),
        ("dark", 200, (1366, 697)),
    ):
        walks.put_on(qapp, alone.window, look, choice_, scale, size)
        for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
            assert not walk(alone.window), f"{walk.__name__} {choice_} {scale}"
        assert not walks.unreachable(alone.window)


def test_tab_walks_round_and_the_focus_is_seen(alone):
    alone.page.open_group("lending")
    names = walks.focus_walk(alone.shell.search.edit)
    assert "How long is a loan?" in names
    assert not walks.ringless(alone.window)


def test_numbers_of_the_hub_and_the_computer_are_bounded_by_their_declaration(alone):
    for group, _ in GROUPS:
        alone.page.open_group(group)
    for one in SETTINGS:
        if one.type is int and not one.choices:
            edit = control(alone, one.key)
            assert isinstance(edit, NumberEdit)
            assert (edit.minimum(), edit.maximum()) == (one.least, one.most)
    assert {one.kept for one in SETTINGS} == {Kept.HUB, Kept.COMPUTER}
