"""Wrong tries to unlock, counted and kept: after five in a row one waits, and each time longer.

It slows down whoever stands at the desk, and no more: who copies the files is held off by what
one guess costs. A new start goes on counting and waiting.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from hubdesk.errors import Trouble
from hubdesk.store.files import write_whole

IN_A_ROW: Final = 5
WAIT_S, MOST_WAIT_S = 30, 480
PINS_UNTIL_PASSPHRASE: Final = 10  # so many wrong PINs, and only a passphrase or the sheet opens


@dataclass(frozen=True)
class _Kept:
    """`wrong` and `pins` in a row; `until` when the next is taken; `untold` is in no record yet."""

    wrong: int = 0
    pins: int = 0
    untold: int = 0
    until: str = ""


class Tries:
    """Tries in a row that opened nothing, kept in a small file beside the records."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._path, self._clock = path, clock
        self._kept = _read(path)

    @property
    def wrong(self) -> int:
        """In a row, since something last opened."""
        return self._kept.wrong

    @property
    def untold(self) -> int:
        """Those that the records do not know of yet: they were closed."""
        return self._kept.untold

    @property
    def pin_is_allowed(self) -> bool:
        """Whether a PIN may still open closed records."""
        return self._kept.pins < PINS_UNTIL_PASSPHRASE

    def failed(self, *, pin: bool = False) -> int:
        """One more. The seconds to wait before the next."""
        wrong, kept = self._kept.wrong + 1, self._kept
        wait = 0
        if wrong % IN_A_ROW == 0:
            wait = int(min(WAIT_S * 2 ** (wrong // IN_A_ROW - 1), MOST_WAIT_S))
        until = (self._clock() + timedelta(seconds=wait)).isoformat() if wait else ""
        self._keep(_Kept(wrong, kept.pins + pin, kept.untold + 1, until))
        return wait

    def left_to_wait(self) -> int:
        """The seconds still to wait, also after a new start.

        A clock that was put back does not make it longer than the longest wait.
        """
        if not self._kept.until:
            return 0
        left = (datetime.fromisoformat(self._kept.until) - self._clock()).total_seconds()
        return max(0, min(MOST_WAIT_S, round(left)))

    def succeeded(self, *, pin: bool = False) -> None:
        """Something opened. A right PIN does not give back the tries at a closed lock."""
        pins = self._kept.pins if pin else 0
        if (self._kept.wrong, self._kept.until, self._kept.pins) != (0, "", pins):
            self._keep(_Kept(0, pins, self._kept.untold))

    def told(self) -> None:
        """The records know of them now."""
        if self._kept.untold:
            self._keep(_Kept(self._kept.wrong, self._kept.pins, 0, self._kept.until))

    def _keep(self, kept: _Kept) -> None:
        self._kept = kept
        try:
            write_whole(self._path, json.dumps(asdict(kept)).encode())
        except Trouble:
            # The count in memory still holds. Not opening for a full disk would help nobody, and
            # what unlocking meets next says what is wrong with the disk.
            return


def _read(path: Path) -> _Kept:
    try:
        kept = _Kept(**json.loads(path.read_bytes()))
        numbers = all(
            type(n) is int and 0 <= n < 10**6 for n in (kept.wrong, kept.pins, kept.untold)
        )
        if numbers and (not kept.until or datetime.fromisoformat(kept.until).tzinfo):
            return kept
    except FileNotFoundError:
        return _Kept()
    except (OSError, ValueError, TypeError, RecursionError):
        pass
    # Unreadable is no way to begin again: whoever damages the file waits.
    return _Kept(wrong=IN_A_ROW, pins=PINS_UNTIL_PASSPHRASE)
