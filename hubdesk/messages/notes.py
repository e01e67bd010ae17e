"""The words of what the desk reminds itself of, from the facts that are kept."""

from __future__ import annotations

from collections.abc import Sequence

from hubdesk import i18n
from hubdesk.i18n import translate


def _t(text: str) -> str:
    return translate("Notes", text)


def still_has(missing: Sequence[str], tag: str) -> str:
    """Still has the charger and bag for HD-0142. Ask for it back."""
    words = _t("Still has the {things} for {tag}. Ask for it back.")
    if len(missing) > 1:
        words = _t("Still has the {things} for {tag}. Ask for them back.")
    return words.format(things=i18n.listed([name.lower() for name in missing]), tag=tag)
