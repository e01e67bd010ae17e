"""The groups of the settings and the cards of each, made when a group is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hubdesk.i18n import translate
from hubdesk.models import AwardSort, Purpose
from hubdesk.queries.hub import hub_facts
from hubdesk.ui.backups.copies_part import copies_cards
from hubdesk.ui.scanning import ScanFilter
from hubdesk.ui.settings.asking_part import AskingCard
from hubdesk.ui.settings.calibrate import CalibrateCard
from hubdesk.ui.settings.choice_row import ChoicesCard
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.closed_part import ClosedCard
from hubdesk.ui.settings.funds_part import FundsCard
from hubdesk.ui.settings.hub_part import HubCard, ListsCard
from hubdesk.ui.settings.key_part import KeyCard, ManagerCard
from hubdesk.ui.settings.kinds_part import KindsCard
from hubdesk.ui.settings.lock_part import PassphraseCard, SheetCard
from hubdesk.ui.settings.printers_part import PrintersCard, PrintNowCard
from hubdesk.ui.settings.rules_part import RulesCard
from hubdesk.ui.settings.version_card import VersionCard
from hubdesk.ui.settings.week_part import WeekCard
from hubdesk.ui.settings.who_unlocks import StaffLockCard
from hubdesk.ui.settings.wording_part import PURPOSES, WordingCard
from hubdesk.ui.staff.checks_card import ChecksCard
from hubdesk.ui.staff.safeguarding_card import SafeguardingCard
from hubdesk.ui.staff.staff_part import LookedCard, StaffCard
from hubdesk.ui.too_late import Go
from hubdesk.ui.widgets.cards import Card

if TYPE_CHECKING:
    from hubdesk.sync.place_setup import TryPlace

GROUPS: Final = (
    ("hub", "Hub"),
    ("staff", "Staff"),
    ("lending", "Lending"),
    ("agreements", "Agreements"),
    ("certificates", "Certificates"),
    ("skills", "Skills"),
    ("devices", "Devices"),
    ("look", "Look and sound"),
    ("scanner", "Scanner"),
    ("printers", "Printers"),
    ("lock", "Lock"),
    ("copies", "Copies"),
    ("sending", "Sending"),
)


def _t(text: str) -> str:
    return translate("Settings", text)


@dataclass(frozen=True)
class Wires:
    """What a card may ask of the page around it: open a page, print, change the key, scan."""

    choosing: Choosing
    scanner: Callable[[], ScanFilter | None]
    go: Go
    print_paper: Callable[[str, str], object]
    change_key: Callable[[], object]
    measured: Callable[[int], object]
    try_place: TryPlace | None = None


def cards_of(group: str, wires: Wires) -> list[Card]:
    """The cards of a group, from top to bottom."""
    choosing = wires.choosing
    if group == "hub":
        lists = ListsCard(choosing)
        lists.go.connect(wires.go)
        funds = FundsCard(choosing)
        funds.go.connect(wires.go)
        hub = HubCard(choosing)
        hub.go.connect(wires.go)
        return [hub, WeekCard(choosing), ClosedCard(choosing), funds, lists]
    if group == "staff":
        looked = LookedCard()
        looked.go.connect(wires.go)
        guards = SafeguardingCard(choosing.doors)
        guards.go.connect(wires.go)
        checks = ChecksCard(choosing.gestures)
        people = StaffCard(choosing.gestures)
        people.go.connect(wires.go)
        return [people, checks, guards, looked]
    if group == "lending":
        rules = RulesCard(choosing)
        rules.go.connect(wires.go)
        return [ChoicesCard(_t("Every loan"), "Lending", choosing), rules]
    if group == "agreements":
        first = ChoicesCard(_t("Agreements"), "Agreements", choosing)
        words: list[VersionCard] = [WordingCard(purpose, choosing) for purpose, _ in PURPOSES]
        words += [AskingCard(purpose, choosing) for purpose in Purpose]
        for card in words:
            card.go.connect(wires.go)
        return [first, *words]
    if group == "certificates":
        from hubdesk.ui.settings.looks_part import LookCard

        return [LookCard(sort, choosing) for sort in AwardSort]
    if group == "skills":
        from hubdesk.ui.settings.own_list_part import OwnListCard
        from hubdesk.ui.settings.skills_part import SkillsListsCard

        skills = SkillsListsCard(choosing)
        skills.go.connect(wires.go)
        return [skills, OwnListCard(choosing)]
    if group == "scanner":
        calibrate = CalibrateCard(wires.scanner)
        calibrate.measured.connect(wires.measured)
        calibrate.print_asked.connect(lambda: wires.print_paper("test-page", ""))
        return [calibrate, ChoicesCard(_t("Scanner and pen"), "Scanner", choosing)]
    if group == "printers":
        now = PrintNowCard(choosing)
        now.print_asked.connect(wires.print_paper)
        return [now, PrintersCard(choosing)]
    if group == "look":
        return [
            ChoicesCard(_t("Look"), "Look", choosing, keys=lambda k: k.startswith("look.")),
            ChoicesCard(_t("Sounds"), "Look", choosing, keys=lambda k: k.startswith("sound.")),
            ChoicesCard(
                _t("Sign-in screen"), "Look", choosing, keys=lambda k: k.startswith("kiosk.")
            ),
        ]
    if group == "lock":
        facts = choosing.doors.look(hub_facts)
        sheet = SheetCard()
        sheet.go.connect(wires.go)
        first = ChoicesCard(_t("Lock"), "Lock", choosing)
        key = KeyCard(choosing)
        key.asked.connect(wires.change_key)
        passphrase = PassphraseCard(choosing, facts.name if facts else "")
        staff, manager = StaffLockCard(choosing), ManagerCard(choosing)
        return [first, staff, passphrase, sheet, manager, key]
    if group == "sending":
        from hubdesk.ui.leaving.settings_part import LeavingCard

        leaving = LeavingCard()
        leaving.go.connect(wires.go)
        if wires.try_place is None:
            return [leaving]
        from hubdesk.ui.settings.places_part import PlacesCard

        places = PlacesCard(choosing, wires.try_place)
        places.go.connect(wires.go)
        return [places, leaving]
    if group == "copies":
        return copies_cards(choosing.doors, choosing.tell)
    kinds = KindsCard(choosing)
    kinds.go.connect(wires.go)
    return [ChoicesCard(_t("Devices"), "Devices", choosing), kinds]
