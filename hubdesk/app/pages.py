"""How each page of the window is built, and what it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from hubdesk.app.records import Records
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Page
from hubdesk.ui.printing.printing import Printing
from hubdesk.ui.scanning import ScanFilter


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

    def this_week(self) -> Page:
        from hubdesk.app.week_files import WeekFiles
        from hubdesk.ui.week.page import ThisWeekPage

        files = WeekFiles(self.records)
        return ThisWeekPage(self.doors, self.printing.press, self.to_print, files)

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

    def leaving(self) -> Page:
        from hubdesk.app.bundles import ours
        from hubdesk.ui.leaving.page import LeavingPage

        return LeavingPage(self.doors, partial(ours, self.records.paths, self.records.database))

    def may_leave(self) -> Page:
        from hubdesk.ui.leaving.kind_page import KindPage

        return KindPage(self.doors)

    def left(self) -> Page:
        from hubdesk.ui.leaving.log_page import LeftPage

        return LeftPage(self.doors)

    def waiting(self) -> Page:
        from hubdesk.ui.printing.page import ToPrintPage

        return ToPrintPage(self.doors, self.printing)

    def sending(self) -> Page:
        from hubdesk.ui.sending.page import SendingPage

        return SendingPage(self.doors)

    def settings(self) -> Page:
        from hubdesk.app.place_trying import trying
        from hubdesk.ui.settings.page import SettingsPage

        tried = trying(self.records.paths, self.records.database)
        page = SettingsPage(self.doors, self.choices, scanner=self.scanner, try_place=tried)
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
