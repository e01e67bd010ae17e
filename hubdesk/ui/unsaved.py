"""What a scan means while the page that is open holds work that is not saved.

A device that is out is taken back and the page stays, since nothing about the page is touched.
Whatever would lead away from it waits: the strip says what was scanned, and Alt+G saves the
page and goes there. Where saving is refused, the page says why and everything typed stays.
"""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.i18n import translate
from hubdesk.models import Stage
from hubdesk.queries.desk import desk_thing
from hubdesk.queries.finding import Finding, Sort
from hubdesk.queries.people import person_card
from hubdesk.ui.actions import shown_key
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Page
from hubdesk.ui.widgets.strip import Offer, Result


def _t(text: str) -> str:
    return translate("Window", text)


def waits(doors: Doors, found: Finding) -> str:
    """What to say of a scan that would lead away from the page; empty where it would not."""
    match found.sort:
        case Sort.PERSON:
            card = doors.look(lambda db: person_card(db, found.id, doors.today()))
            return _t("Card scanned: {who}.").format(who=card.called) if card else ""
        case Sort.DEVICE:
            thing = doors.look(lambda db: desk_thing(db, found.id))
            if thing is None or thing.loan is not None or thing.stage != Stage.READY:
                return ""
            return _t("{tag} is on the shelf.").format(tag=thing.tag)
        case Sort.PAPER:
            return _t("An agreement was scanned.")
        case Sort.CERTIFICATE:
            return _t("A certificate was scanned.")
        case Sort.SLIP:
            return _t("A loan slip was scanned.")
        case Sort.ACTION:
            return _t("That code is for the front desk.")
        case Sort.SEVERAL:
            return _t("Several things fit that code.")
    return ""


def work_first(page: Page, what: str, go: Callable[[], object]) -> Result:
    """The result that keeps the page: `what` was scanned, and `go` acts on it once it is saved."""
    if not page.can_save():
        return Result("warn", f"{what} {_t('Finish what is on this page first.')}")

    def save_and_go() -> None:
        if page.save_unsaved():
            go()

    offer = Offer(_t("Save and go"), save_and_go, shown_key("save-and-go"), "arrow-right")
    return Result("warn", f"{what} {_t('Save this first.')}", (offer,))
