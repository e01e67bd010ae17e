"""The pages of the window: their names, where they stand in the rail, and what each is given."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.app.records import Records
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.page import Page, PageSpec
from hubdesk.ui.printing.printing import Printing
from hubdesk.ui.scanning import ScanFilter

# What a page is for, where that is not for everybody.
HELD, ADD, MERGE = "see held", "add device", "merge people"
SEALED = "see safeguarding"


def page_specs(
    records: Records,
    choices: ComputerChoices,
    printing: Printing,
    *,
    scanner: Callable[[], ScanFilter | None],
    choice_made: Callable[[str], None],
    report_asked: Callable[[], object],
    sheet_kept: Callable[[], object],
    key_change_asked: Callable[[], object],
) -> list[PageSpec]:
    """Every page but the front desk. Each is built, and its files are read, at its first visit."""
    doors = records.doors

    def to_print(kind: str, about: str) -> None:
        printing.ask(kind, about)

    def people() -> Page:
        from hubdesk.ui.people.page import PeoplePage

        return PeoplePage(doors)

    def person() -> Page:
        from hubdesk.ui.people.person_page import PersonPage

        return PersonPage(doors, to_print)

    def new_person() -> Page:
        from hubdesk.ui.people.new_person import NewPersonPage

        return NewPersonPage(doors, to_print)

    def edit_person() -> Page:
        from hubdesk.ui.people.edit_person import EditPersonPage

        return EditPersonPage(doors)

    def held() -> Page:
        from hubdesk.ui.held.page import HeldPage

        return HeldPage(doors)

    def their_file() -> Page:
        from hubdesk.ui.held.their_file_page import TheirFilePage

        return TheirFilePage(doors, printing.press)

    def history() -> Page:
        from hubdesk.ui.history.page import HistoryPage

        return HistoryPage(doors)

    def merge() -> Page:
        from hubdesk.ui.people.merge_page import MergePage

        return MergePage(doors)

    def twice() -> Page:
        from hubdesk.ui.people.twice_page import TwicePage

        return TwicePage(doors)

    def erase_person() -> Page:
        from hubdesk.ui.held.erase_page import ErasePage

        return ErasePage(doors, printing.press, records.elsewhere)

    def privacy() -> Page:
        from hubdesk.ui.privacy.page import PrivacyPage

        return PrivacyPage(doors)

    def concern() -> Page:
        from hubdesk.ui.concerns.record_page import RecordConcernPage

        return RecordConcernPage(doors)

    def concerns() -> Page:
        from hubdesk.ui.concerns.concerns_page import ConcernsPage

        return ConcernsPage(doors)

    def devices() -> Page:
        from hubdesk.ui.devices.page import DevicesPage

        return DevicesPage(doors)

    def device() -> Page:
        from hubdesk.ui.devices.device_page import OneDevicePage

        return OneDevicePage(doors, to_print)

    def add_devices() -> Page:
        from hubdesk.ui.devices.add_page import AddDevicesPage

        return AddDevicesPage(doors, to_print)

    def loans() -> Page:
        from hubdesk.ui.loans.page import LoansPage

        return LoansPage(doors, to_print)

    def bring_in() -> Page:
        from hubdesk.app.bringing_in import BringingIn
        from hubdesk.ui.bring_in.page import BringInPage

        return BringInPage(doors, BringingIn(records.database, records.now), to_print)

    def activity() -> Page:
        from hubdesk.ui.activity.page import ActivityPage

        return ActivityPage(doors)

    def who_looked() -> Page:
        from hubdesk.ui.staff.who_looked import WhoLookedPage

        return WhoLookedPage(doors)

    def waiting() -> Page:
        from hubdesk.ui.printing.page import ToPrintPage

        return ToPrintPage(doors, printing)

    def settings() -> Page:
        from hubdesk.ui.settings.page import SettingsPage

        page = SettingsPage(doors, choices, scanner=scanner)
        page.print_asked.connect(to_print)
        page.choice_made.connect(choice_made)
        page.key_change_asked.connect(key_change_asked)
        return page

    def sheet() -> Page:
        from hubdesk.ui.settings.sheet_page import SheetPage

        page = SheetPage(doors, printing.press)
        page.kept.connect(sheet_kept)
        return page

    def help_page() -> Page:
        from hubdesk.ui.help.page import HelpPage

        page = HelpPage()
        page.print_asked.connect(to_print)
        page.report_asked.connect(report_asked)
        return page

    return [
        PageSpec("people", "People", "users", "people", people),
        PageSpec("devices", "Devices", "laptop", "devices", devices),
        PageSpec("loans", "Loans", "arrow-left-right", "loans", loans),
        PageSpec("person", "Person", "users", "", person, "", "people"),
        PageSpec("new-person", "New person", "user-plus", "", new_person, "", "people"),
        PageSpec("edit-person", "Edit details", "pencil", "", edit_person, "", "people"),
        PageSpec("held", "All that is held", "folder-search", "", held, "", "people", HELD),
        PageSpec("their-file", "A copy for them", "file-down", "", their_file, "", "people", HELD),
        PageSpec("history", "History", "rotate-ccw-clock", "", history, ""),
        PageSpec(
            "merge-people", "Two records, one person?", "merge", "", merge, "", "people", MERGE
        ),
        PageSpec("here-twice", "Could be the same person", "users", "", twice, "", "people"),
        PageSpec("erase-person", "Erase a person", "eraser", "", erase_person, "", "people", HELD),
        PageSpec("device", "Device", "laptop", "", device, "", "devices"),
        PageSpec("add-devices", "Add devices", "plus", "", add_devices, "", "devices", ADD),
        PageSpec("activity", "Activity", "rotate-ccw-clock", "activity", activity, "bottom"),
        PageSpec("to-print", "To print", "printer", "to-print", waiting, "", "settings"),
        PageSpec(
            "bring-in",
            "Bring in a spreadsheet",
            "file-spreadsheet",
            "",
            bring_in,
            "",
            "settings",
            "import people",
        ),
        PageSpec(
            "who-looked", "Who looked", "eye", "", who_looked, "", "settings", "see who looked"
        ),
        PageSpec(
            "recovery-sheet",
            "Recovery sheet",
            "key-round",
            "",
            sheet,
            "",
            "settings",
            "print recovery sheet",
        ),
        PageSpec("privacy", "Privacy", "shield-check", "", privacy, "", "settings", "see privacy"),
        PageSpec("concern", "Record a concern", "shield-alert", "concern", concern, ""),
        PageSpec("concerns", "Concerns", "shield-keyhole", "", concerns, "", "", SEALED),
        PageSpec("settings", "Settings", "settings", "settings", settings, "bottom"),
        PageSpec("help", "Help", "life-buoy", "help", help_page, "bottom"),
    ]
