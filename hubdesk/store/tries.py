"""Wrong tries to unlock, counted and kept: after five in a row one waits, and each time longer.

Wrong PINs are counted for each account as well: whoever types their own in between does not begin
again at somebody else's. Wrong passphrases are counted by themselves: a right PIN proves nothing
about them, and takes none of them away. It slows down whoever stands at the desk, and no more:
who copies the files is held off by what one guess costs. A new start goes on counting and waiting.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
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
    """`wrong` and `pins` in a row; `until` when the next is taken; `untold` is in no record yet.

    `typed` are wrong passphrases and sheets since one of them last opened, PINs or not. `of` has
    the wrong PINs of each account since it last came in, by its name in the slots.
    """

    wrong: int = 0
    pins: int = 0
    untold: int = 0
    until: str = ""
    typed: int = 0
    of: dict[str, int] = field(default_factory=dict)


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

    def failed(self, meant: Sequence[str] = (), *, pin: bool = False) -> int:
        """One more, at the accounts that were meant. The seconds to wait before the next."""
        kept = self._kept
        of = kept.of | {account: kept.of.get(account, 0) + 1 for account in meant}
        typed = kept.typed + (not pin)
        fresh = _Kept(kept.wrong + 1, kept.pins + pin, kept.untold + 1, "", typed, of)
        counts = [*_in_a_row(fresh, meant), *([] if pin else [typed])]
        wait = max(map(_wait_after, counts))
        if wait:
            fresh = replace(fresh, until=(self._clock() + timedelta(seconds=wait)).isoformat())
        self._keep(fresh)
        return wait

    def left(self, meant: Sequence[str]) -> int:
        """How many more are taken at these accounts before one has to wait."""
        return min(IN_A_ROW - many % IN_A_ROW for many in _in_a_row(self._kept, meant))

    def left_to_wait(self) -> int:
        """The seconds still to wait, also after a new start.

        A clock that was put back does not make it longer than the longest wait.
        """
        if not self._kept.until:
            return 0
        left = (datetime.fromisoformat(self._kept.until) - self._clock()).total_seconds()
        return max(0, min(MOST_WAIT_S, round(left)))

    def succeeded(self, account: str, *, pin: bool = False, gives_pins: bool = False) -> None:
        """Somebody came in: their own count begins again, and nobody else's.

        A right PIN does not give back the tries at a closed lock, nor those of passphrases.
        Whoever typed a passphrase and may give anybody a new PIN has none to guess, so that all
        counts begin again.
        """
        kept = self._kept
        others = {} if gives_pins and not pin else kept.of
        of = {name: many for name, many in others.items() if name != account}
        pins, typed = (kept.pins, kept.typed) if pin else (0, 0)
        fresh = _Kept(0, pins, kept.untold, "", typed, of)
        if fresh != kept:
            self._keep(fresh)

    def told(self) -> None:
        """The records know of them now."""
        if self._kept.untold:
            self._keep(replace(self._kept, untold=0))

    def _keep(self, kept: _Kept) -> None:
        self._kept = kept
        try:
            write_whole(self._path, json.dumps(asdict(kept)).encode())
        except Trouble:
            # The count in memory still holds. Not opening for a full disk would help nobody, and
            # what unlocking meets next says what is wrong with the disk.
            return


def _in_a_row(kept: _Kept, meant: Sequence[str]) -> list[int]:
    return [kept.wrong, *(kept.of.get(account, 0) for account in meant)]


def _wait_after(many: int) -> int:
    if not many or many % IN_A_ROW:
        return 0
    return int(min(WAIT_S * 2 ** (many // IN_A_ROW - 1), MOST_WAIT_S))


def _read(path: Path) -> _Kept:
    try:
        kept = _Kept(**json.loads(path.read_bytes()))
        numbers = all(
            type(n) is int and 0 <= n < 10**6
            for n in (kept.wrong, kept.pins, kept.untold, kept.typed, *kept.of.values())
        )
        if numbers and (not kept.until or datetime.fromisoformat(kept.until).tzinfo):
            return kept
    except FileNotFoundError:
        return _Kept()
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        pass
    # Unreadable is no way to begin again: whoever damages the file waits.
    return _Kept(wrong=IN_A_ROW, pins=PINS_UNTIL_PASSPHRASE, typed=IN_A_ROW)
