"""What can be wrong with a paper."""

from dataclasses import dataclass

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NoFontForLetters(Refusal):
    """No font on this computer draws these letters, and a box is never printed instead.

    `scripts` are names such as Gurmukhi, `letters` the letters themselves, each once.
    """

    scripts: tuple[str, ...]
    letters: str
