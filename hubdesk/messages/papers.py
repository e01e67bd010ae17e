"""Words for what can be wrong with papers."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import papers as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words

# One set of fonts draws all of these, under one name.
_IN_CJK = {"Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"}
_NOT_SCRIPTS = {"accents", "other signs", "unknown signs"}
_MOST_LETTERS = 12


def _t(text: str) -> str:
    return translate("Papers", text)


def _no_font(error: e.NoFontForLetters) -> Message:
    letters = error.letters[:_MOST_LETTERS]
    scripts = i18n.listed(list(error.scripts))
    what = _t("No font on this computer can draw {scripts}: {letters}.").format(
        scripts=scripts, letters=letters
    )
    named = [script for script in error.scripts if script not in _NOT_SCRIPTS]
    if not named:
        return Message(what, _t("Take them out of the name, then print again."))
    fonts = dict.fromkeys("CJK" if script in _IN_CJK else script for script in named)
    return Message(
        what,
        _t("Install Noto Sans {scripts}, which is free, then print again.").format(
            scripts=i18n.listed(list(fonts))
        ),
    )


WORDS: Words = {e.NoFontForLetters: _no_font}
