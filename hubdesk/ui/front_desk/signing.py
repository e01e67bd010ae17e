"""Agreements that are signed: the paper came back and was scanned, or it was drawn on screen."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import How
from hubdesk.operations.agreements import mark_signed
from hubdesk.queries.agreements import agreement_row
from hubdesk.ui.front_desk.state import Bench
from hubdesk.ui.widgets.strip import Offer


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class Signing:
    """Marks agreements signed. `show_person` brings somebody to the desk."""

    def __init__(self, bench: Bench, *, show_person: Callable[[str], None], undo: Offer) -> None:
        self._bench, self._show_person, self._undo = bench, show_person, undo

    def scanned(self, agreement_id: str) -> None:
        """The code of an agreement was scanned: its signed copy is here."""
        row = self._bench.doors.look(lambda db: agreement_row(db, agreement_id))
        if row is None:
            self._bench.say("bad", _t("That agreement is not here any more."))
            return
        if row.signed_on is not None:
            self._show_person(row.person_id)
            day = i18n.short_day(row.signed_on, self._bench.doors.today())
            self._bench.say("info", _t("That agreement was signed on {day}.").format(day=day))
            return
        self.keep(agreement_id)

    def keep(self, agreement_id: str, *, how: How = How.PAPER, path: str = "") -> bool:
        """An agreement is signed: its paper was scanned, or it was drawn on the screen.

        False if it cannot be kept, which the strip then says.
        """
        row = self._bench.doors.look(lambda db: agreement_row(db, agreement_id))
        if row is None:
            self._bench.say("bad", _t("That agreement is not here any more."))
            return False
        try:
            self._bench.doors.do(
                "sign agreement",
                lambda db, now: mark_signed(
                    db, agreement_id=agreement_id, how=how, signature_path=path, now=now
                ),
                about={"person_id": row.person_id},
            )
        except HubDeskError as error:
            self._bench.say("bad", explain(error).text)
            return False
        if self._bench.state.card is not None:
            self._bench.state.card = self._bench.card(self._bench.state.card.id)
        words = _t("Agreement {code} of {who} is marked signed.")
        self._bench.say("ok", words.format(code=row.printed, who=row.person), self._undo)
        return True
