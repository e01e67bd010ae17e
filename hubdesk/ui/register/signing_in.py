"""Signing somebody in at the desk: the session that is on, one of several, or the drop-in."""

from __future__ import annotations

from functools import partial

from hubdesk.i18n import translate
from hubdesk.queries.here_now import sessions_on
from hubdesk.queries.sessions import SessionRow
from hubdesk.ui.register.gestures import RegisterGestures
from hubdesk.ui.widgets.strip import Offer


def _t(text: str) -> str:
    return translate("Register", text)


class SigningIn(RegisterGestures):
    """`begin` asks only where more than one session is on."""

    def begin(self, person_id: str, name: str) -> None:
        """Sign somebody in."""
        on = self.sessions_on(person_id)
        if not on:
            if self._go is not None:
                self._go("drop-in", {"person_id": person_id})
        elif len(on) == 1:
            self.sign_in(on[0], person_id, name)
        else:
            offers = (
                Offer(one.title, partial(self.sign_in, one, person_id, name)) for one in on[:3]
            )
            self.say(_t("Which session does {who} come to?").format(who=name), *offers)

    def sessions_on(self, person_id: str) -> list[SessionRow]:
        """What is on now for somebody, or begins within the hour: their appointment first."""
        now = self.doors.now()
        return self.doors.look(lambda db: sessions_on(db, now, person_id=person_id))
