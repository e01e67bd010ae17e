"""Making a choice from the settings page: kept at once, said in words, and with Undo."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk import settings
from hubdesk.errors import HubDeskError
from hubdesk.i18n import count, translate
from hubdesk.messages import explain
from hubdesk.operations.hub import change_setting
from hubdesk.queries.hub import choices as hub_choices
from hubdesk.settings import Kept, Setting, Value
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.widgets.strip import Offer, Result


def _t(text: str) -> str:
    return translate("Settings", text)


class Choosing:
    """Reads and makes the choices of the hub and of this computer.

    `made` is called with the key after a choice of this computer, so that it is put into force.
    """

    def __init__(
        self,
        doors: Doors,
        computer: ComputerChoices,
        tell: Callable[[Result], object],
        made: Callable[[str], object],
    ) -> None:
        self.doors = doors
        self.computer = computer
        self.tell = tell
        self.gestures = Gestures(doors, tell)
        self._made = made

    def now(self, wanted: Setting) -> Value:
        """What stands now."""
        if wanted.kept is Kept.COMPUTER:
            return self.computer[wanted.key]
        return self.doors.look(hub_choices)[wanted.key]

    def choose(self, wanted: Setting, value: Value) -> None:
        """Keep a choice, unless it stands already."""
        before = self.now(wanted)
        if value == before:
            return
        if wanted.kept is Kept.HUB:
            what = f"{_t(wanted.label)} {value_words(wanted, value)}"
            self.gestures.act(
                "change setting",
                lambda db, _now: change_setting(db, key=wanted.key, value=value),
                _t("Saved: {what}.").format(what=what),
                about={"what": what},
            )
        elif self._keep_here(wanted, value):
            back = Offer(_t("Undo"), lambda: self._take_back(wanted, before), icon="undo-2")
            words = _t("Saved on this computer: {what} {value}.")
            what = _t(wanted.label)
            self.tell(
                Result(
                    "ok", words.format(what=what, value=value_words(wanted, value)), offers=(back,)
                )
            )

    def _keep_here(self, wanted: Setting, value: Value) -> bool:
        try:
            self.computer.choose(wanted.key, value)
        except HubDeskError as error:
            self.tell(Result("bad", explain(error).text))
            return False
        self._made(wanted.key)
        return True

    def _take_back(self, wanted: Setting, before: Value) -> None:
        if self._keep_here(wanted, before):
            words = _t("As before: {what} {value}.").format(
                what=_t(wanted.label), value=value_words(wanted, before)
            )
            self.tell(Result("ok", words, icon="undo-2"))


def value_words(wanted: Setting, value: Value) -> str:
    """A value as it is read: 14 days, 60%, on, High contrast."""
    if wanted.choices:
        return _t(dict(wanted.choices).get(str(value), str(value)))
    if wanted.type is bool:
        return _t("on") if value else _t("off")
    if wanted.type is int:
        return number_words(int(value), wanted.unit)
    return str(value) or _t("nothing")


def number_words(number: int, unit: str) -> str:
    """1 day, 14 days, 60%, 35 ms."""
    if unit == "%":
        return f"{number}%"
    if not unit:
        return f"{number:,}"
    one = unit.removesuffix("s") if unit != "ms" else unit
    return count(number, _t(one), _t(unit))


def of_group(group: str) -> list[Setting]:
    """The choices of one group, as they are declared."""
    return [one for one in settings.SETTINGS if one.group == group]
