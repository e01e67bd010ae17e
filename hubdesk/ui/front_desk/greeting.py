"""What the strip says when somebody comes to the desk: who, signed or not, late, what to ask."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.people import PersonCard
from hubdesk.queries.search import Apart
from hubdesk.ui.people.words import apart_words


def _t(text: str) -> str:
    return translate("FrontDesk", text)


def greeting(card: PersonCard, apart: Apart | None = None) -> str:
    """One line, which a screen reader says too. `apart` is what tells them from their namesakes."""
    parts = [card.name]
    if apart is not None:
        number = _t("card {card}").format(card=card.card) if card.card else ""
        who = " · ".join(part for part in (number, apart_words(apart)) if part)
        parts.append(_t("Somebody else has this name, so check: {who}").format(who=who))
    if card.agreement_is_signed:
        parts.append(_t("Agreement signed"))
    else:
        waits = card.unsigned is not None
        parts.append(_t("Agreement not signed") if waits else _t("No agreement yet"))
    if card.overdue:
        parts.append(_t("{count} overdue").format(count=card.overdue))
    if card.notes:
        note = _t("Note: {text}").format(text=card.notes[0].words)
        # the card below shows notes whole; here a long one would push it down
        many = i18n.count(len(card.notes), _t("note"), _t("notes"))
        parts.append(note if len(card.name) + len(note) < 90 else many)
    return ". ".join(part.rstrip(".") for part in parts) + "."
