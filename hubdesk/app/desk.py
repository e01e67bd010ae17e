"""An open hub in the window: its pages, the scanner, the timers, closing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk import i18n
from hubdesk.app.half_lists import HalfLists
from hubdesk.app.notices import Notices
from hubdesk.app.page_specs import page_specs
from hubdesk.app.pages import PageMakers
from hubdesk.app.records import Records
from hubdesk.app.room_watch import RoomWatch
from hubdesk.app.rounds import Rounds
from hubdesk.app.safety_watch import SafetyWatch
from hubdesk.app.saving_status import SavingStatus
from hubdesk.app.who_opened import opener
from hubdesk.errors import Trouble
from hubdesk.errors.safety import CaptureMended, Mended
from hubdesk.errors.staff import NotYetHere
from hubdesk.errors.store import RecordsOnStick
from hubdesk.messages import explain
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.shifts import begin_shift
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_settings
from hubdesk.queries.lock import (
    account_of_badge,
    kept_pin,
    lock_people,
    name_in_slots,
)
from hubdesk.queries.shifts import my_shift
from hubdesk.store.computer import ComputerChoices
from hubdesk.store.days import read_days
from hubdesk.store.keys import PASSPHRASE, PIN, RECOVERY, Way, read_slots
from hubdesk.store.opening import Opened, close_hub
from hubdesk.store.places import ROOM_TO_SAVE, on_stick
from hubdesk.ui.idle import IdleWatch
from hubdesk.ui.main_window import MainWindow
from hubdesk.ui.printing.printing import Printing
from hubdesk.ui.signature import can_sign_here
from hubdesk.ui.sounds import Sounds
from hubdesk.ui.unlock.way import Who
from hubdesk.ui.widgets.strip import Result

TAKEN, STICK = "a list on its way out", "records on a stick"
TIDY_AFTER_MS = 30_000
_SEALED_AS = {Watched.WRONG_LOCK: "wrong lock", Watched.CLOCK: "clock"}
A_MINUTE = 60_000  # ms
AFTER_PAINT_MS = 200


def _mended_words(remark: Trouble) -> str:
    """What opening put right that is written down for good; "" for the rest."""
    return explain(remark).what if isinstance(remark, Mended | CaptureMended) else ""


class OpenDesk(QObject):
    """The records, the window on them, and what runs beside. `window` is made in its frame."""

    lock_asked = Signal()
    close_asked = Signal()
    key_change_asked = Signal()
    report_asked = Signal()
    stirred = Signal()  # somebody is there

    def __init__(
        self, paths: Paths, opened: Opened, choices: ComputerChoices, frame: QWidget
    ) -> None:
        super().__init__(frame)
        self._paths, self._choices = paths, choices
        self._clock_went_back = opened.clock_went_back is not None
        self._mended = [why for remark in opened.remarks if (why := _mended_words(remark))]
        self.database = opened.database
        self.database.room_to_keep = ROOM_TO_SAVE
        self.records = Records(paths, opened.database, self)
        self.records.at_desk.begin()
        self.printing = Printing(self.records.doors, choices, parent=self)
        makers = PageMakers(
            self.records,
            choices,
            self.printing,
            scanner=lambda: self.window.scans,
            choice_made=self._choice_made,
            report_asked=self.report_asked.emit,
            sheet_kept=lambda: self.rounds.remind(),
            key_change_asked=self.key_change_asked.emit,
        )
        self.window = MainWindow(
            self.records.doors,
            page_specs(makers),
            hold_ms=int(str(choices["scanner.hold_ms"])),
            can_sign=lambda: can_sign_here(str(choices["signature.pen"])),
            parent=frame,  # put into it full, all of it would be styled once more
        )
        self.sounds = Sounds(on=bool(choices["sound.on"]), volume=int(str(choices["sound.volume"])))
        self.window.shell.strip.shown.connect(self.sound)
        self.window.lock_asked.connect(self.lock_asked)
        self.window.desk_page.print_asked.connect(self.printing.ask)
        self.window.desk_page.wait_print_asked.connect(lambda: self.window.shell.go("to-print"))
        self.printing.show_asked.connect(lambda: self.window.shell.go("to-print"))
        self.printing.told.connect(self.window.shell.tell)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.window.watch(app)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock_asked)
        self._is_locked = self._stays_open = False
        self._closing = QTimer(self)
        self._closing.setSingleShot(True)
        self._closing.timeout.connect(self.close_asked)
        self._time_locks()
        self.records.announcer.changed.connect(self._records_changed)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(TIDY_AFTER_MS)
        self._still.timeout.connect(self._tidy)
        self._shift = QTimer(self)
        self._shift.setSingleShot(True)
        self._shift.setInterval(AFTER_PAINT_MS)
        self._shift.timeout.connect(self._begin_shift)
        self._watch = IdleWatch(self)
        self._watch.stirred.connect(self._stirred)
        self.records.jobs.refused.connect(self.window.say_error)
        self._watch_over(paths, opened)

    def _watch_over(self, paths: Paths, opened: Opened) -> None:
        """What is looked at beside the work: the room on the disk, the file, the lock."""
        shell = self.window.shell
        self.notices = Notices(shell.banner, self)
        saving = SavingStatus(shell.set_status)
        self.room = RoomWatch(
            paths.home, self.notices, lambda status: saving.put("room", status), self
        )
        self.copies = self.records.copies
        self.copies.changed.connect(lambda: saving.put("copies", self.copies.state().status))
        self.records.announcer.day_turned.connect(self.copies.look_again)
        self._saving = saving
        self.sending = self.records.sending
        self.sending.changed.connect(self._show_sending)
        self.sending.told.connect(shell.tell)
        self.sending.noticed.connect(self._noticed_in_sending)
        self.records.announcer.day_turned.connect(self.sending.look_again)
        shell.status_asked.connect(self._show_status)
        self.records.found_full.connect(self.room.found_full)
        self.records.room_asked.connect(self.room.look)
        self.records.kept.connect(self.room.saved)
        self.safety = SafetyWatch(self.records, self.notices, self)
        self.rounds = Rounds(
            self.records,
            opened,
            read_days(paths.days),
            self.notices,
            lambda: shell.go("recovery-sheet"),
            paths,
            lambda: shell.go("reports", tab="past"),
        )
        self.half_lists = HalfLists(self.records, self.notices, shell.go)
        self.records.taking_back.running.connect(self._taking_back)
        self.records.taking_back.told.connect(shell.tell)
        QTimer.singleShot(0, self, self._first_look)

    def _show_sending(self) -> None:
        state = self.sending.state()
        self._saving.put("sending", state.status(self.records.now()))
        self.copies.sent_meanwhile(state.last_sent_at)

    def _noticed_in_sending(self, result: Result) -> None:
        """Nobody asked: it is said where sending is looked at; else the status line is enough."""
        if self.window.shell.current == "sending":
            self.window.shell.tell(result)

    def _show_status(self) -> None:
        """What the line speaks of, in full."""
        if self._saving.speaks in ("room", "copies"):
            self.window.shell.go("settings", group="copies")
        else:
            self.window.shell.go("sending")

    def _taking_back(self, result: Result | None) -> None:
        """How far a long list is on its way out."""
        if result is None:
            self.notices.take(TAKEN)
            self.half_lists.look()  # what rests on a piece keeps the rest in
        else:
            self.notices.put(TAKEN, result)

    def act_as(self, account_id: str) -> None:
        """This account acts from now on; the window shows who, and what they may do."""
        self.records.act_as(account_id)

    def unlocked(self) -> None:
        """Somebody is here: scans are taken again."""
        self.window.set_locked(False)
        self._is_locked = False
        self._closing.stop()
        self._stirred()

    def locked(self) -> None:
        """Nobody is here: scans are not acted on. After a while the records are closed too."""
        self._idle.stop()
        self.records.at_desk.forget_proof()
        self.records.guard.close()
        self._is_locked = True
        if not self._stays_open:
            self._closing.start()
        self.window.set_locked(True)
        self._tidy()

    def stay_open(self, stays: bool) -> None:
        """While people sign in before the lock, its records are not closed by themselves."""
        self._stays_open = stays
        if stays:
            self._closing.stop()
        elif self._is_locked:
            self._closing.start()

    def locked_words(self) -> str:
        """What the lock screen may say: how much is half-finished, and no name."""
        waiting = self.window.unfinished()
        if not waiting:
            return "HubDesk is locked"
        return f"HubDesk is locked. {i18n.count(waiting, 'lend', 'lends')} not finished"

    # Who comes in

    def people(self) -> list[Who]:
        """Who works here, as the lock may show them."""
        return [Who(row.id, row.name, row.has_pin) for row in self.records.look(lock_people)]

    def kept_pin(self, account: str) -> str:
        """The hash of somebody's PIN."""
        return self.records.look(lambda db: kept_pin(db, account))

    def name_in_slots(self, account: str) -> str:
        """An account as slots name it."""
        return self.records.look(lambda db: name_in_slots(db, account))

    def account_of_badge(self, code: str) -> str:
        """Whose badge was scanned, "" if it is nobody's."""
        found = self.records.look(lambda db: account_of_badge(db, code))
        return found.id if found is not None else ""

    def came_in(self, account: str, way: Way | None) -> None:
        """Somebody opened the lock: they act from now on, or NotYetHere. Without a way by PIN.

        Who opened by the sheet, or by the passphrase of a manager elsewhere, acts as the manager.
        """
        if way is None:
            self.records.act_as(account)
            self._shift.start()
            return
        slots = read_slots(self._paths)
        row = self.records.look(lambda db: opener(db, way.slot, slots))
        if row is None:
            raise NotYetHere
        self.records.act_as(row.id)
        if way.slot.kind in (PASSPHRASE, PIN):
            self._shift.start()
        else:
            self.note(Watched.RECOVERY_SHEET if way.slot.kind == RECOVERY else Watched.MANAGER)

    def _begin_shift(self) -> None:
        """Whoever unlocked the desk is at work from now on."""
        mine, now = self.records.at_desk.acting, self.records.now()
        if not mine.id or self.records.look(lambda db: my_shift(db, mine.id, now)) is not None:
            return
        try:
            self.records.do(
                "begin shift",
                lambda db, now: begin_shift(db, account_id=mine.id, now=now).id,
                about={"what": mine.name},
            )
        except Trouble as trouble:
            self.window.say_error(trouble)

    def come_back(self, account: str) -> None:
        """Whoever worked here before the records were closed for a moment goes on."""
        self.records.act_as(account)

    def note_tries(self, times: int) -> None:
        """Write down tries that opened nothing, once somebody is in or the records close."""
        if times:
            self.note(Watched.WRONG_LOCK, times)

    def note(self, what: Watched, times: int = 1, why: str = "") -> None:
        """Write down who got in, and how. A full disk says so by itself and keeps nobody out."""
        try:
            self.records.do(
                _SEALED_AS.get(what, "recovered"),
                lambda db, now: note_access(db, what=what, why=why, now=now, times=times).id,
            )
        except Trouble as trouble:
            self.window.say_error(trouble)

    def stop(self) -> None:
        """Finish what runs beside the window. Nothing is done on the records afterwards."""
        for timer in (self._idle, self._closing, self._still, self._shift):
            timer.stop()
        self.room.stop()
        self.safety.stop()
        self._watch.stirred.disconnect(self._stirred)
        self.window.set_locked(True)
        self.window.scans.stop()
        self.window.desk_page.stop()
        self.sounds.close()
        self.printing.stop()
        self.records.close()

    def close(self) -> None:
        """Finish what runs, then close the records cleanly."""
        self.stop()
        close_hub(self._paths, self.database)

    def sound(self, result: Result) -> None:
        """Whoever scans with their back to the screen hears whether it did what they hoped."""
        if not self._choices["sound.on"]:
            return
        if result.sort == "ok":
            self.sounds.good()
        elif result.sort in ("bad", "warn"):
            self.sounds.problem()

    def _choice_made(self, key: str) -> None:
        if key == "sound.volume":
            self.sounds.set_volume(int(str(self._choices[key])))
        if key == "scanner.hold_ms":
            self.window.scans.set_hold(int(str(self._choices[key])))

    def _stirred(self) -> None:
        self.stirred.emit()
        if not self._is_locked:  # a key at the lock is no sign of somebody who may be here
            self._idle.start()
        self._still.start()

    def _time_locks(self) -> None:
        """How long the desk stays open alone; closing is counted from the last key too."""
        chosen = self.records.look(hub_settings)
        self._idle.setInterval(chosen.quiet_minutes * A_MINUTE)
        left = max(1, chosen.closed_minutes - chosen.quiet_minutes)
        self._closing.setInterval(left * A_MINUTE)

    def _records_changed(self, tables: frozenset[str]) -> None:
        if "hub_setting" in tables:
            self._time_locks()
        if tables & {"account", "account_lock"}:
            self.records.ways.put_right()
        if "hub" in tables:
            self._name_the_lock()
        if "erasure" in tables:
            self._finish_erasures(sweeps=False)

    def _name_the_lock(self) -> None:
        """The hub may have another name, now or when the app ended before it was written."""
        ways = self.records.ways
        self.records.jobs.run(ways.put_name_right, owner=self, then=lambda _: None)

    def _tidy(self) -> None:
        self.records.jobs.run(self.database.tidy, owner=self, then=lambda _: self.copies.idle())
        self._finish_erasures()

    def _finish_erasures(self, *, sweeps: bool = True) -> None:
        """Have an erasure reach what lies beside the records. Beside the window.

        It `sweeps` what was freed in the records once the desk has been still: the whole file is
        written anew then, and a lend would wait for seconds.
        """
        paths, database = self._paths, self.database

        def work() -> bool:
            from hubdesk.app.erasures import finish_erasures

            return finish_erasures(paths, database, sweeps=sweeps)

        def swept(is_done: bool) -> None:
            if is_done:  # an older copy on the stick must not bring them back from this hour on
                self.copies.carry()

        self.records.jobs.run(work, owner=self, then=swept)

    def _first_look(self) -> None:
        """After the desk is painted, so that nobody waits for it."""
        self.room.look()
        self._name_the_lock()
        if self._clock_went_back:
            self._clock_went_back = False
            self.note(Watched.CLOCK)
        while self._mended:
            self.note(Watched.MENDED, why=self._mended.pop(0))
        if on_stick(self._paths.home):
            words = explain(RecordsOnStick()).text
            self.notices.put(STICK, Result("warn", words), can_close=True)
        self.half_lists.look()
        self.rounds.begin()
        self.sending.begin()
        self.copies.look_again()  # what there is to remind of is said
