"""Wrong tries to unlock, counted: after five in a row one waits, and each time longer.

It slows down whoever stands at the desk, and no more: who copies the files is held off by what
one guess costs. A new start begins to count again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

IN_A_ROW: Final = 5
WAIT_S, MOST_WAIT_S = 30, 480


@dataclass(slots=True)
class Tries:
    """Tries in a row that opened nothing."""

    wrong: int = 0

    def failed(self) -> int:
        """One more. The seconds to wait before the next."""
        self.wrong += 1
        if self.wrong % IN_A_ROW:
            return 0
        return int(min(WAIT_S * 2 ** (self.wrong // IN_A_ROW - 1), MOST_WAIT_S))

    def succeeded(self) -> None:
        self.wrong = 0
