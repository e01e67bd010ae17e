"""How sending stands in the records, and the words of what came of something asked for by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import Rhythm
from hubdesk.queries.parcels import is_set_up, last_sent_at, waiting_parcels
from hubdesk.queries.standing_exports import asks_again, leaves_now
from hubdesk.sync.ledger import spots_of
from hubdesk.ui.sending.state import SendingState
from hubdesk.ui.widgets.strip import Result

if TYPE_CHECKING:
    from hubdesk.app.receiving import BroughtIn


def _t(text: str) -> str:
    return translate("Sending", text)


def state_in(db: Session) -> SendingState:
    """How it stands but for what goes on in this moment."""
    waiting, spots = waiting_parcels(db), spots_of(db)
    far = frozenset(spot.id for spot in spots.values() if not spot.is_near)
    return SendingState(
        is_set_up(db),
        tuple(waiting),
        last_sent_at=last_sent_at(db),
        needs_line=any(not row.is_stopped and row.place_id in far for row in waiting),
        asks_again=frozenset(row.id for row in asks_again(db)),
        by_hand=tuple(row for row in leaves_now(db) if row.rhythm == Rhythm.BY_HAND),
        far=far,
        spared=frozenset(id for id in far if not spots[id].on_metered),
        sticks=frozenset(spot.id for spot in spots.values() if spot.is_stick),
    )


def sent_words(state: SendingState) -> Result:
    """After Send now."""
    if stopped := len(state.stopped) + len(state.not_made):
        words = i18n.count(stopped, _t("thing could not be sent."), _t("things could not be sent."))
        return Result("warn", words)
    if many := len(state.waiting):
        words = i18n.count(many, _t("thing still waits."), _t("things still wait."))
        return Result("info", words)
    return Result("ok", _t("Everything that waited has been sent."))


def saved_words(found: tuple[int, int]) -> Result:
    """After a stick was written: how many are on it, and how many of them lie open."""
    many, still_open = found
    words = i18n.count(many, _t("thing is on the stick."), _t("things are on the stick."))
    if still_open:
        words += " " + _t("Not all of it is locked: keep the stick safe.")
    return Result("ok", words)


def brought_in_words(found: BroughtIn) -> Result:
    """After files were brought in: of one what it is, of many how many and the first fault."""
    if len(found.taken) == 1 and not found.wrong:
        return Result("ok", found.taken[0].words)
    new = [one for one in found.taken if not one.was_here]
    words = [
        i18n.count(len(new), _t("file is new."), _t("files are new.")),
        i18n.count(len(found.taken) - len(new), _t("was here."), _t("were here.")),
    ]
    if found.wrong:
        words.append(i18n.count(len(found.wrong), _t("was not taken."), _t("were not taken.")))
        words.append(explain(found.wrong[0]).text)
    return Result("warn" if found.wrong else "ok", " ".join(words))
