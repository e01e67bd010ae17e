"""Who looked, in words: one sentence for each thing that is written down."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate


def _t(text: str) -> str:
    return translate("Access", text)


WORDS = {
    "safeguarding": "Looked at safeguarding concerns about {whom}",
    "list of concerns": "Opened the safeguarding concerns",
    "key for concerns": "Chose a passphrase for safeguarding concerns",
    "concerns sealed again": "Changed who can read safeguarding concerns",
    "key for equality forms": "Chose a passphrase for equality forms",
    "equality forms opened": "Opened the equality forms that waited",
    "all that is held": "Looked at all that is held on {whom}",
    "who looked": "Looked at who looked",
    "background checks": "Looked at the background checks",
    "file of everything": "Saved a file of all records",
    "file of a person": "Saved a file of all that is held on {whom}",
    "file of a list": "Saved names in a file",
    "wrong passphrase": "Typed a passphrase or PIN that does not match, {times}",
    "clock went back": "The clock of this computer had gone back",
    "recovery sheet": "Opened the records with the recovery sheet",
    "manager elsewhere": "Opened the records with the passphrase of a manager elsewhere",
    "new recovery sheet": "Made a new recovery sheet",
    "new passphrase": "Changed the passphrase",
    "backup restored": "Brought a copy of the records back",
    "records mended": "Mended the records",
}


def access_words(what: str, *, person: str = "", of: str = "", times: int = 1) -> str:
    """What somebody did. `of` is whose lock was tried."""
    if what not in WORDS:
        return _t("Something a newer HubDesk wrote down")
    words = _t(WORDS[what]).format(
        whom=person or _t("somebody"), times=i18n.count(times, _t("time"), _t("times"))
    )
    return f"{words} ({of})" if of else words
