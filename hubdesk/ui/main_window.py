"""The window once the records are open: pages, scans, search, undo, lock; no page itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.ids import is_half_of_ours
from hubdesk.messages import explain
from hubdesk.messages.stages import standing
from hubdesk.queries.finding import Choice, Finding, Sort, find_code, find_typed, is_known_code
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.lock import account_of_badge
from hubdesk.queries.search import Hits, PersonHit, search
from hubdesk.ui.actions import bind
from hubdesk.ui.ask_again import AskAgain
from hubdesk.ui.card_taken import CardTaken
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.choose_card import choice_detail
from hubdesk.ui.front_desk.page import FrontDeskPage
from hubdesk.ui.page import PageSpec
from hubdesk.ui.page_waits import PageWaits
from hubdesk.ui.people.words import card_and_apart
from hubdesk.ui.scanning import ScanFilter
from hubdesk.ui.shell import Shell
from hubdesk.ui.space import column
from hubdesk.ui.unsaved import waits, work_first
from hubdesk.ui.widgets.result_list import Found, Group
from hubdesk.ui.widgets.strip import Result


def _t(text: str) -> str:
    return translate("Window", text)


class MainWindow(QWidget):
    """`pages` are the other pages, by name; the front desk is always first.

    `lock_asked` hides everything; `scanned_locked` tells of a scan nobody acted on.
    """

    lock_asked = Signal()
    scanned_locked = Signal(str)

    def __init__(
        self,
        doors: Doors,
        pages: list[PageSpec],
        *,
        hold_ms: int = 35,
        can_sign: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._locked = False
        facts = doors.look(hub_facts)
        desk = PageSpec("desk", _t("Front desk"), "scan-barcode", "desk", lambda: self.desk_page)
        # Each in its place from the start: put there full, all of it would be styled anew.
        self.shell = Shell(
            [desk, *pages], facts.name if facts else "", whom_to_ask=doors.barred, parent=self
        )
        self.desk_page = FrontDeskPage(doors, can_sign=can_sign, parent=self.shell.pages_home)
        self.ask_again = AskAgain(doors)
        self.shell.above.addWidget(self.ask_again, 0, Qt.AlignmentFlag.AlignTop)
        waits = _t("Your page is still here. It comes back when you go on, or leave it.")
        self.page_waits = PageWaits(waits, "file-text")
        self.shell.above.addWidget(self.page_waits, 1)
        self.ask_again.asking.connect(self.shell.give_room)
        whole = column(self)
        whole.addWidget(self.shell)
        self.scans = ScanFilter(self._is_code, hold_ms, parent=self)
        self._connect()
        self._show_acting()
        doors.announcer.acting.connect(self._show_acting)
        doors.announcer.passphrase_asked.connect(self.ask_again.ask)
        self.shell.page_changed.connect(lambda _name: self.ask_again.forget())
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.show_time)
        self._tick.start(15_000)
        self.show_time()
        self.shell.go("desk")
        self.desk_page.desk.lists.load()

    def _show_acting(self) -> None:
        """Who is at the desk."""
        acting = self._doors.acting()
        self.shell.set_person(acting.name, acting.roles_words)
        self.ask_again.forget()
        self.shell.settle_rights()

    def _connect(self) -> None:
        shell, desk = self.shell, self.desk_page.desk
        self.scans.scanned.connect(self.scanned)
        self.scans.half_read.connect(self._half_read)
        self.scans.unknown.connect(self.scanned)
        shell.search.typed.connect(self._search)
        shell.search.chosen.connect(self._chosen)
        shell.search.entered.connect(self._entered)
        shell.lock_asked.connect(self.lock_asked)
        shell.hide_asked.connect(self._hide)
        self._doors.announcer.changed.connect(self._changed)
        bind(self, "undo", self._undo)
        bind(self, "hide-person", self._hide)
        bind(self, "kiosk", self._doors.announcer.kiosk_asked.emit)
        bind(self, "new-person", lambda: shell.go("new-person"))
        bind(self, "add-devices", lambda: shell.go("add-devices"))
        self._desk = desk
        self._taken = CardTaken(self._doors)

    def _changed(self, tables: frozenset[str]) -> None:
        if "hub" in tables and (facts := self._doors.look(hub_facts)) is not None:
            self.shell.set_hub(facts.name)

    def show_time(self) -> None:
        """Day and time in the title row."""
        now = self._doors.now()
        clock = i18n.clock(now)
        self.shell.set_now(
            f"{i18n.day(now.date(), now.date())}, {clock}",
            f"{i18n.short_day(now.date(), now.date())}, {clock}",
        )

    def watch(self, app: QApplication) -> None:
        """See the scanner's keys from now on."""
        self.scans.watch(app)

    def set_locked(self, locked: bool) -> None:
        """Whether the window is hidden behind the lock: scans are then not acted on."""
        self._locked = locked
        self.ask_again.forget()
        if locked:
            self._taken.forget()
            self.shell.search.drop_list()
        else:
            self.shell.focus_search()

    def unfinished(self) -> int:
        """How many lists are not lent yet."""
        state = self._desk.state
        return len(state.parked) + bool(state.basket.lines)

    # Scans

    def scanned(self, code: str) -> None:
        """A code was read: the page that is open may take it, else it goes where it belongs."""
        if self._locked:
            self.scanned_locked.emit(code)
            return
        self.shell.search.clear()
        page = self.shell.page
        takes: Callable[[str], bool] | None = getattr(page, "scanned", None)
        if takes is not None and takes(code):
            self._safely(lambda: self._taken.note(self.shell.current, code))
            return
        try:
            found = self._doors.look(lambda db: find_code(db, code))
        except HubDeskError as error:
            self.say_error(error)
            return
        if page is not None and page.has_unsaved():
            if what := waits(self._doors, found):
                self.shell.tell(work_first(page, what, lambda: self.scanned(code)))
                return
        elif not self._on_desk() and found.sort not in (Sort.HALF, Sort.UNKNOWN):
            self._to_desk(found)
        self._safely(lambda: self._desk.scan(code))

    def _to_desk(self, found: Finding) -> None:
        """A device goes to whoever's card the page took for itself just before."""
        whose = self._taken.whose(self.shell.current) if found.sort is Sort.DEVICE else ""
        self._taken.forget()
        self.shell.go("desk")
        if whose:
            self._safely(lambda: self._desk.show_person(whose))

    def _on_desk(self) -> bool:
        return self.shell.current == "desk"

    def _half_read(self, text: str) -> None:
        if self._locked:
            self.scanned_locked.emit(text)
            return
        words = _t("The scanner missed part of the label. Scan it again.")
        self.shell.tell(Result("bad", words))

    def _is_code(self, text: str) -> bool:
        if self._locked and self._doors.look(lambda db: account_of_badge(db, text)) is not None:
            return True
        return self._doors.look(lambda db: is_known_code(db, text))

    # The box

    def _search(self, text: str) -> None:
        if not text.strip():
            self.shell.search.close_list()
            return
        words = text.strip()
        hits = self._doors.look(lambda db: search(db, words))
        exact = self._doors.look(lambda db: find_typed(db, words)) if _may_be_code(words) else None
        groups = _groups(hits, words)
        if exact is not None:
            # what begins like half a label is not what was scanned
            groups = _exact(exact) if exact.sort is Sort.HALF else [*_exact(exact), *groups]
        sure = exact is None or exact.sort is not Sort.SEVERAL
        self.shell.search.show_groups(groups, text, choose_first=sure)

    def _chosen(self, fact: object) -> None:
        text = self.shell.search.text().strip()
        self.shell.search.clear()
        sort, id = fact if isinstance(fact, tuple) else ("", "")
        if sort == "new":
            self.shell.go("new-person", name=text or id)
        elif sort == "person":
            self.shell.go("desk")
            self._safely(lambda: self._desk.picked_person(id))
        elif sort == "device":
            self._safely(lambda: self._desk.picked(id))
        elif sort == "typed":
            self._safely(lambda: self._typed(id))
        elif isinstance(id, Choice):
            self.shell.go("desk")
            self._safely(lambda: self._desk.codes.choose(id))

    def _entered(self, text: str) -> None:
        text = text.strip()
        if not text:
            return
        self.shell.search.clear()
        if self._safely(lambda: self._typed(text)):
            return
        if _may_be_code(text) and not _like_a_phone(text):
            self._desk.codes.unknown(text)
            return
        words = _t("Nobody and nothing called “{text}”. Press Ctrl+N to add a person.")
        self.shell.tell(Result("info", words.format(text=text)))

    def _typed(self, text: str) -> bool:
        """Do what was typed if it is a code or number of ours. False if nobody knows it."""
        found = self._doors.look(lambda db: find_typed(db, text))
        if found.sort is Sort.UNKNOWN:
            return False
        if found.sort is Sort.HALF:
            self._half_read(text)
            return True
        if not self._on_desk():
            self.shell.go("desk")
        self._desk.codes.meant(found)
        return True

    # Undo and hiding

    def _undo(self) -> None:
        self._safely(self._desk.undo)

    def _hide(self) -> None:
        """The one way a person is taken off the screen, whoever asked for it."""
        self.shell.search.clear()
        self.shell.hide_people()
        self._desk.hide_person()

    def _safely(self, work: Callable[[], object]) -> object:
        """Do it; a Trouble or Refusal nobody else showed is said in the strip."""
        try:
            return work()
        except HubDeskError as error:
            self.say_error(error)
            return True

    def say_error(self, error: Exception) -> None:
        """Show a Trouble or Refusal in the strip."""
        if isinstance(error, HubDeskError):
            self.shell.tell(Result("bad", explain(error).text))


def _may_be_code(text: str) -> bool:
    """Whether it may be a number or a code: nobody's name holds a digit."""
    return any(letter.isdigit() for letter in text) or is_half_of_ours(text)


def _like_a_phone(text: str) -> bool:
    """Whether it may as well be somebody's phone, which no label is."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return text[:1] in ("0", "+") and 9 < len(digits) < 14 and not any(map(str.isalpha, text))


def _exact(found: Finding) -> list[Group]:
    """What a typed number or code means, above what only looks like it."""
    if found.sort is Sort.SEVERAL:
        rows = [
            Found(("choice", choice), choice.title, choice_detail(choice), icon=choice.icon)
            for choice in found.choices
        ]
        return [Group(_t("Several fit. Choose one"), rows)]
    if found.sort is Sort.UNKNOWN:
        return []
    detail = {
        Sort.DEVICE: _t("Out comes back, in goes out"),
        Sort.PERSON: _t("Open at the desk"),
        Sort.PAPER: _t("Mark the agreement signed"),
        Sort.SLIP: _t("Write down what is on it"),
        Sort.CERTIFICATE: _t("Open the certificate"),
        Sort.ACTION: _t("As on the desk card"),
        Sort.NEW_LABEL: _t("It is new: nobody and nothing has it yet"),
        Sort.HALF: _t("Part of a label. Scan it again, or type all of it"),
    }[found.sort]
    words = found.title or (found.action.value if found.action else found.text)
    row = Found(("typed", found.text), words, detail, icon="scan-barcode", key="Enter")
    return [Group(_t("This number"), [row])]


def _groups(hits: Hits, text: str) -> list[Group]:
    people = [
        Found(
            ("person", hit.id),
            hit.name,
            _of_person(hit),
        )
        for hit in hits.people
    ]
    devices = [
        Found(
            ("device", hit.id),
            hit.title,
            f"{hit.tag} · {standing(hit.stage, hit.is_out)}",
            icon=hit.icon,
        )
        for hit in hits.devices
    ]
    groups = [Group(_t("People"), people), Group(_t("Devices"), devices)]
    if not _may_be_code(text):
        words = _t("Add a new person called “{text}”").format(text=text)
        new = Found(("new", text), words, _t("Opens a short form"), icon="user-plus", key="Ctrl+N")
        groups.append(Group(_t("Do something"), [new]))
    return groups


def _of_person(hit: PersonHit) -> str:
    """Card L-00318 · 1 thing on loan; between them what tells people of one name apart."""
    has = _t("nothing on loan")
    if hit.on_loan:
        has = i18n.count(hit.on_loan, _t("thing on loan"), _t("things on loan"))
    words = " · ".join(part for part in (card_and_apart(hit), has) if part)
    return words[:1].upper() + words[1:]
