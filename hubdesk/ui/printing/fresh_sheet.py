"""A sheet of labels that no device has yet, put on the print list."""

from __future__ import annotations

from typing import Final

from hubdesk.i18n import translate
from hubdesk.operations.stock import reserve_labels
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.widgets.strip import Offer

LABELS: Final = 24  # on an A4 sheet


def _t(text: str) -> str:
    return translate("Printing", text)


def fresh_sheet(gestures: Gestures, to_print: ToPrint, *offers: Offer) -> None:
    """Keep numbers for a sheet that no other sheet gets, and print them.

    There is nothing to undo: a number that may be on paper is never given out again.
    """
    codes: list[str] = []
    done = gestures.act(
        "reserve labels",
        lambda db, _now: codes.extend(code.text for code in reserve_labels(db, count=LABELS)),
        _t("A sheet of {count} fresh labels waits in To print.").format(count=LABELS),
        about={"count": LABELS},
        offers=offers,
    )
    if done:
        to_print("fresh-sheet", ",".join(codes))
