"""The pages of the window: their names, where they stand in the rail, and what each is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from hubdesk.app.records import Records
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Page, PageSpec
from hubdesk.ui.printing.printing import Printing
from hubdesk.ui.scanning import ScanFilter

# What a page is for, where that is not for everybody.
HELD, ADD, MERGE, PLAN = "see held", "add device", "merge people", "plan session"
SEALED = "see safeguarding"
AWARD, JUDGE = "award certificate", "judge"
FIGURES, ROWS = "see figures", "see figure rows"


@dataclass(frozen=True)
class PageMakers:
    """Builds each page, and reads its files, at its first visit."""

    records: Records
    choices: ComputerChoices
    printing: Printing
    scanner: Callable[[], ScanFilter | None]
    choice_made: Callable[[str], None]
    report_asked: Callable[[], object]
    sheet_kept: Callable[[], object]
    key_change_asked: Callable[[], object]

    @property
    def doors(self) -> Doors:
        return self.records.doors

    def to_print(self, kind: str, about: str) -> None:
        self.printing.ask(kind, about)

    def people(self) -> Page:
        from hubdesk.ui.people.page import PeoplePage

        return PeoplePage(self.doors)

    def person(self) -> Page:
        from hubdesk.ui.people.person_page import PersonPage

        return PersonPage(self.doors, self.to_print)

    def new_person(self) -> Page:
        from hubdesk.ui.people.new_person import NewPersonPage

        return NewPersonPage(self.doors, self.to_print)

    def edit_person(self) -> Page:
        from hubdesk.ui.people.edit_person import EditPersonPage

        return EditPersonPage(self.doors)

    def held(self) -> Page:
        from hubdesk.ui.held.page import HeldPage

        return HeldPage(self.doors)

    def their_file(self) -> Page:
        from hubdesk.ui.held.their_file_page import TheirFilePage

        return TheirFilePage(self.doors, self.printing.press)

    def restrict(self) -> Page:
        from hubdesk.ui.held.restrict_page import RestrictPage

        return RestrictPage(self.doors)

    def withdraw(self) -> Page:
        from hubdesk.ui.people.withdraw_page import WithdrawPage

        return WithdrawPage(self.doors)

    def history(self) -> Page:
        from hubdesk.ui.history.page import HistoryPage

        return HistoryPage(self.doors)

    def award(self) -> Page:
        from hubdesk.ui.certificates.award_page import AwardPage

        return AwardPage(self.doors, self.to_print)

    def certificate(self) -> Page:
        from hubdesk.ui.certificates.certificate_page import CertificatePage

        return CertificatePage(self.doors, self.to_print)

    def merge(self) -> Page:
        from hubdesk.ui.people.merge_page import MergePage

        return MergePage(self.doors)

    def twice(self) -> Page:
        from hubdesk.ui.people.twice_page import TwicePage

        return TwicePage(self.doors)

    def erase_person(self) -> Page:
        from hubdesk.ui.held.erase_page import ErasePage

        return ErasePage(self.doors, self.printing.press, self.records.elsewhere)

    def privacy(self) -> Page:
        from hubdesk.ui.privacy.page import PrivacyPage

        return PrivacyPage(self.doors)

    def write_down(self) -> Page:
        from hubdesk.ui.privacy.write_down_page import WriteDownPage

        return WriteDownPage(self.doors)

    def concern(self) -> Page:
        from hubdesk.ui.concerns.record_page import RecordConcernPage

        return RecordConcernPage(self.doors)

    def concerns(self) -> Page:
        from hubdesk.ui.concerns.concerns_page import ConcernsPage

        return ConcernsPage(self.doors)

    def devices(self) -> Page:
        from hubdesk.ui.devices.page import DevicesPage

        return DevicesPage(self.doors)

    def device(self) -> Page:
        from hubdesk.ui.devices.device_page import OneDevicePage

        return OneDevicePage(self.doors, self.to_print)

    def add_devices(self) -> Page:
        from hubdesk.ui.devices.add_page import AddDevicesPage

        return AddDevicesPage(self.doors, self.to_print)

    def loans(self) -> Page:
        from hubdesk.ui.loans.page import LoansPage

        return LoansPage(self.doors, self.to_print)

    def equality(self) -> Page:
        from hubdesk.ui.equality.page import EqualityPage

        return EqualityPage(self.doors, self.to_print)

    def equality_form(self) -> Page:
        from hubdesk.ui.equality.type_page import TypeFormPage

        return TypeFormPage(self.doors)

    def reports(self) -> Page:
        from hubdesk.ui.reports.page import ReportsPage

        return ReportsPage(self.doors, self.printing.press, self.to_print)

    def past_report(self) -> Page:
        from hubdesk.ui.reports.past_page import PastPage

        return PastPage(self.doors, self.printing.press, self.to_print)

    def clearer(self) -> Page:
        from hubdesk.ui.clearer.page import ClearerPage

        return ClearerPage(self.doors)

    def told(self) -> Page:
        from hubdesk.ui.reports.told_page import ToldPage

        return ToldPage(self.doors)

    def report_rows(self) -> Page:
        from hubdesk.ui.reports.behind_page import BehindPage

        return BehindPage(self.doors)

    def sessions(self) -> Page:
        from hubdesk.app.calendars import save_calendar
        from hubdesk.ui.sessions.page import SessionsPage

        return SessionsPage(self.doors, partial(save_calendar, self.records, self.printing.press))

    def plan_session(self) -> Page:
        from hubdesk.ui.sessions.plan_page import PlanPage

        return PlanPage(self.doors)

    def register(self) -> Page:
        from hubdesk.ui.register.page import RegisterPage

        return RegisterPage(self.doors, self.to_print)

    def class_skills(self) -> Page:
        from hubdesk.ui.skills.class_page import ClassPage

        return ClassPage(self.doors)

    def skills(self) -> Page:
        from hubdesk.ui.skills.skills_page import SkillsPage

        return SkillsPage(self.doors, self.to_print)

    def self_check(self) -> Page:
        from hubdesk.ui.skills.self_check_page import SelfCheckPage

        return SelfCheckPage(self.doors)

    def drop_in(self) -> Page:
        from hubdesk.ui.drop_in.page import DropInPage

        return DropInPage(self.doors)

    def paper_hub(self) -> Page:
        from hubdesk.ui.paper_hub.page import PaperHubPage

        return PaperHubPage(self.doors, self.to_print)

    def appointments(self) -> Page:
        from hubdesk.ui.appointments.page import AppointmentsPage

        return AppointmentsPage(self.doors, self.to_print)

    def visit(self) -> Page:
        from hubdesk.ui.visits.page import VisitPage

        return VisitPage(self.doors, self.to_print)

    def here_now(self) -> Page:
        from hubdesk.ui.presence.page import HereNowPage

        return HereNowPage(self.doors, self.to_print)

    def my_shift(self) -> Page:
        from hubdesk.ui.presence.shift_page import ShiftPage

        return ShiftPage(self.doors)

    def bring_in(self) -> Page:
        from hubdesk.app.bringing_in import BringingIn
        from hubdesk.ui.bring_in.page import BringInPage

        return BringInPage(
            self.doors, BringingIn(self.records.database, self.records.now), self.to_print
        )

    def activity(self) -> Page:
        from hubdesk.ui.activity.page import ActivityPage

        return ActivityPage(self.doors)

    def who_looked(self) -> Page:
        from hubdesk.ui.staff.who_looked import WhoLookedPage

        return WhoLookedPage(self.doors)

    def waiting(self) -> Page:
        from hubdesk.ui.printing.page import ToPrintPage

        return ToPrintPage(self.doors, self.printing)

    def settings(self) -> Page:
        from hubdesk.ui.settings.page import SettingsPage

        page = SettingsPage(self.doors, self.choices, scanner=self.scanner)
        page.print_asked.connect(self.to_print)
        page.choice_made.connect(self.choice_made)
        page.key_change_asked.connect(self.key_change_asked)
        return page

    def sheet(self) -> Page:
        from hubdesk.ui.settings.sheet_page import SheetPage

        page = SheetPage(self.doors, self.printing.press)
        page.kept.connect(self.sheet_kept)
        return page

    def help_page(self) -> Page:
        from hubdesk.ui.help.page import HelpPage

        page = HelpPage()
        page.print_asked.connect(self.to_print)
        page.report_asked.connect(self.report_asked)
        return page


def page_specs(of: PageMakers) -> list[PageSpec]:
    """Every page but the front desk."""
    return [
        PageSpec("sessions", "Sessions", "calendar-days", "sessions", of.sessions),
        PageSpec("people", "People", "users", "people", of.people),
        PageSpec("devices", "Devices", "laptop", "devices", of.devices),
        PageSpec("loans", "Loans", "arrow-left-right", "loans", of.loans),
        PageSpec("reports", "Reports", "chart-column", "reports", of.reports, "top", "", FIGURES),
        PageSpec(
            "past-report", "Past report", "chart-column", "", of.past_report, "", "reports", FIGURES
        ),
        PageSpec(
            "told", "Stories and comments", "text-quote", "", of.told, "", "reports", "comment"
        ),
        PageSpec(
            "equality", "Equality", "users-round", "", of.equality, "", "reports", "see equality"
        ),
        PageSpec("equality-form", "Type in a form", "clipboard-list", "", of.equality_form, ""),
        PageSpec(
            "clearer", "Clearer numbers", "chart-column", "", of.clearer, "", "reports", FIGURES
        ),
        PageSpec("report-rows", "Rows", "list", "", of.report_rows, "", "reports", ROWS),
        PageSpec("register", "Register", "clipboard-check", "", of.register, "", "sessions"),
        PageSpec(
            "class-skills",
            "What the class can do",
            "list-checks",
            "",
            of.class_skills,
            "",
            "sessions",
            JUDGE,
        ),
        PageSpec("skills", "Skills", "list-checks", "", of.skills, "", "people"),
        PageSpec("self-check", "Self-check", "clipboard-list", "", of.self_check, "", "people"),
        PageSpec("drop-in", "Drop-in", "log-in", "drop-in", of.drop_in, "", "sessions"),
        PageSpec(
            "plan-session", "Plan a session", "plus", "", of.plan_session, "", "sessions", PLAN
        ),
        PageSpec(
            "paper-hub", "The hub on paper", "file-text", "paper-hub", of.paper_hub, "", "sessions"
        ),
        PageSpec(
            "appointments",
            "Appointments",
            "calendar-days",
            "appointments",
            of.appointments,
            "",
            "sessions",
        ),
        PageSpec("visit", "Visit", "book-open", "", of.visit, "", "sessions"),
        PageSpec("here-now", "Here now", "users", "here-now", of.here_now, "", "sessions"),
        PageSpec("my-shift", "My shift", "clock", "my-shift", of.my_shift, "", "sessions"),
        PageSpec("person", "Person", "users", "", of.person, "", "people"),
        PageSpec("new-person", "New person", "user-plus", "", of.new_person, "", "people"),
        PageSpec("edit-person", "Edit details", "pencil", "", of.edit_person, "", "people"),
        PageSpec("held", "All that is held", "folder-search", "", of.held, "", "people", HELD),
        PageSpec(
            "their-file", "A copy for them", "file-down", "", of.their_file, "", "people", HELD
        ),
        PageSpec("restrict", "Not to be used", "eye-off", "", of.restrict, "", "people", HELD),
        PageSpec("withdraw", "Take back a consent", "circle-x", "", of.withdraw, "", "people"),
        PageSpec("history", "History", "rotate-ccw-clock", "", of.history, ""),
        PageSpec("award", "Award certificates", "award", "award", of.award, "", "people", AWARD),
        PageSpec("certificate", "Certificate", "award", "", of.certificate, "", "people"),
        PageSpec(
            "merge-people", "Two records, one person?", "merge", "", of.merge, "", "people", MERGE
        ),
        PageSpec("here-twice", "Could be the same person", "users", "", of.twice, "", "people"),
        PageSpec(
            "erase-person", "Erase a person", "eraser", "", of.erase_person, "", "people", HELD
        ),
        PageSpec("device", "Device", "laptop", "", of.device, "", "devices"),
        PageSpec("add-devices", "Add devices", "plus", "", of.add_devices, "", "devices", ADD),
        PageSpec("activity", "Activity", "rotate-ccw-clock", "activity", of.activity, "bottom"),
        PageSpec("to-print", "To print", "printer", "to-print", of.waiting, "", "settings"),
        PageSpec(
            "bring-in",
            "Bring in a spreadsheet",
            "file-spreadsheet",
            "",
            of.bring_in,
            "",
            "settings",
            "import people",
        ),
        PageSpec(
            "who-looked", "Who looked", "eye", "", of.who_looked, "", "settings", "see who looked"
        ),
        PageSpec(
            "recovery-sheet",
            "Recovery sheet",
            "key-round",
            "",
            of.sheet,
            "",
            "settings",
            "print recovery sheet",
        ),
        PageSpec(
            "privacy", "Privacy", "shield-check", "", of.privacy, "", "settings", "see privacy"
        ),
        PageSpec("write-down", "About somebody's data", "inbox", "", of.write_down, ""),
        PageSpec("concern", "Record a concern", "shield-alert", "concern", of.concern, ""),
        PageSpec("concerns", "Concerns", "shield-keyhole", "", of.concerns, "", "", SEALED),
        PageSpec("settings", "Settings", "settings", "settings", of.settings, "bottom"),
        PageSpec("help", "Help", "life-buoy", "help", of.help_page, "bottom"),
    ]
