"""A new key for the records, beside the window: closed, changed, open again for whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.unlock.page import UnlockPage

if TYPE_CHECKING:
    from hubdesk.app.starting import Window


def _t(text: str) -> str:
    return translate("Window", text)


class KeyChange(QObject):
    """One change. The lock stands before the desk meanwhile, and says how far it is."""

    _told = Signal(int)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._account = ""
        self._signs_anew = False
        self._told.connect(self._say)

    def begin(self) -> None:
        """Close the records, change their key, open them again. On trouble all is as before."""
        from hubdesk.store.key_change import change_key
        from hubdesk.store.keys import TYPED, read_slots
        from hubdesk.store.opening import open_hub
        from hubdesk.sync.desk_keys import renew_desk_keys
        from hubdesk.ui.widgets.strip import Result

        window, desk, paths = self._window, self._window.desk, self._window.paths
        assert desk is not None
        desk.records.ways.put_right()
        try:
            # before the records are closed: whatever ends the change, what was copied signs no more
            with desk.database.changing("make keys") as db:
                self._signs_anew = renew_desk_keys(db, now=desk.database.clock())
        except HubDeskError as error:
            words = f"{_t('The key was not changed.')} {explain(error).text}"
            desk.window.shell.tell(Result("bad", words))
            self.deleteLater()
            return
        self._account, key = desk.database.actor.id, desk.database.data_key
        slots = read_slots(paths)
        window.hide_desk()
        window.drop_desk()
        self._page = UnlockPage(slots.name)
        self._say(0)
        window.locking.show_waiting(self._page)

        def work() -> Any:
            new = change_key(paths, slots, key, self._told.emit)
            way = new.slots.of(*TYPED)[0]
            return open_hub(paths, new.slots, new.data_key, opened_by=way.id)

        window.worker.run(work, self._changed, self._refused)

    def _say(self, percent: int) -> None:
        words = _t("The records get a new key: {n}% done. Leave the computer on.")
        self._page.only_wait(words.format(n=percent))

    def _changed(self, opened: Any) -> None:
        from hubdesk.ui.widgets.strip import Result

        desk = self._window.build_desk(opened)
        desk.come_back(self._account)
        self._window.show_desk()
        self._window.locking.drop()
        desk.window.shell.go("recovery-sheet")
        words = _t("The records have a new key. Print the new recovery sheet now.")
        if self._signs_anew:
            more = _t("Then give the new signing key in What leaves to whoever gets sealed files.")
            words = f"{words} {more}"
        desk.window.shell.tell(Result("ok", words))
        self.deleteLater()

    def _refused(self, error: HubDeskError) -> None:
        from hubdesk.store.keys import read_slots

        window = self._window
        window.locking.drop()
        page = window.locking.ask(read_slots(window.paths))
        page.say(f"{_t('The key was not changed.')} {explain(error).text}")
        self.deleteLater()
