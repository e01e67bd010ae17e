"""What is done about a certificate that was awarded, each told with Undo."""

from __future__ import annotations

from datetime import date

from hubdesk.i18n import translate
from hubdesk.operations.awarding import correct_award, note_printed, withdraw_award
from hubdesk.queries.awards import AwardRow
from hubdesk.ui.gestures import Gestures, ToPrint


def _t(text: str) -> str:
    return translate("Certificates", text)


def print_award(gestures: Gestures, to_print: ToPrint, award: AwardRow) -> bool:
    """The first print is the original, each later one is marked as a reprint."""
    kinds: list[str] = []

    def words(is_reprint: bool) -> str:
        kinds.append("certificate-copy" if is_reprint else "certificate")
        said = _t("{number} is on its way to the printer.")
        if is_reprint:
            said = _t("A reprint of {number} is on its way to the printer.")
        return said.format(number=award.printed)

    done = gestures.act(
        "print certificate",
        lambda db, now: note_printed(db, award_ids=[award.id], now=now),
        words,
        about={"person_id": award.person_id, "what": award.what},
    )
    if done:
        to_print(kinds[0], award.id)
    return done


def correct(
    gestures: Gestures, to_print: ToPrint, award: AwardRow, *, name: str, what: str, on: date
) -> str:
    """A corrected one in its place, printed. Answers with its id, or nothing where refused."""
    made: list[str] = []
    done = gestures.act(
        "correct certificate",
        lambda db, now: made.append(
            correct_award(
                db,
                award_id=award.id,
                name=name,
                what=what,
                awarded_on=on,
                now=now,
                is_printed=True,
            ).id
        ),
        _t("A corrected certificate takes the place of {number}.").format(number=award.printed),
        about={"person_id": award.person_id, "what": what},
    )
    if not done:
        return ""
    to_print("certificate", made[0])
    return made[0]


def withdraw(gestures: Gestures, award: AwardRow, why: str) -> bool:
    """It holds no more."""
    return gestures.act(
        "withdraw certificate",
        lambda db, now: withdraw_award(db, award_id=award.id, why=why, now=now),
        _t("{number} is withdrawn. Ask for the paper back.").format(number=award.printed),
        about={"person_id": award.person_id, "what": award.what},
    )
