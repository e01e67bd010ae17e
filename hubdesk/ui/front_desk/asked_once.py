"""What the desk asks or shows once: three taps about home, and the list of first steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hubdesk.i18n import translate
from hubdesk.operations.hub import change_setting
from hubdesk.operations.people import set_household
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.desk import FrontDesk
from hubdesk.ui.front_desk.home_card import HomeCard
from hubdesk.ui.widgets.strip import Offer, Result


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class AskedOnce:
    """Keeps the answers, each of them with Undo."""

    def __init__(
        self, doors: Doors, desk: FrontDesk, home: HomeCard, tell: Callable[[Result], None]
    ) -> None:
        self._doors, self._desk, self._home, self._tell = doors, desk, home, tell
        home.answered.connect(self._keep)
        home.skipped.connect(self._skip)

    def draw(self) -> None:
        """Ask about home where a loan was made and nobody has asked yet."""
        card, state = self._desk.state.card, self._desk.state
        asks = (
            card is not None
            and card.asks_household
            and bool(card.loans)
            and not state.basket.lines
            and not state.returned
        )
        if asks and self._home.isHidden():
            self._home.ask()
        self._home.setVisible(asks)

    def put_first_steps_away(self) -> None:
        """The list of first steps goes, until Settings bring it back."""
        self._doors.do(
            "change setting",
            lambda db, _now: change_setting(db, key="desk.first_steps", value=False),
            about={"what": _t("the first steps are hidden")},
        )
        words = _t("The first steps are hidden. Settings can show them again.")
        self._tell(Result("ok", words, (self._undo,)))
        self._desk.refresh()

    def _keep(self, connection: str, devices: int, learning: int) -> None:
        told = {"working_devices": devices, "people_learning": learning}
        known = {name: None if many < 0 else many for name, many in told.items()}
        said = Result("ok", _t("Saved. Thank you for asking."), (self._undo,))
        self._write(connection or _t("asked"), said, connection=connection, **known)

    def _skip(self) -> None:
        self._write(_t("not now"), Result("info", _t("Not asked again."), (self._undo,)))

    def _write(self, what: str, said: Result, **told: Any) -> None:
        if (card := self._desk.state.card) is not None:
            self._doors.do(
                "household",
                lambda db, now: set_household(db, person_id=card.id, now=now, **told),
                about={"person_id": card.id, "what": what},
            )
            self._tell(said)
            self._desk.refresh()

    @property
    def _undo(self) -> Offer:
        return self._desk.returns.undo_offer
