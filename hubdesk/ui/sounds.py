"""Two short sounds, made here: a soft high tick for what went well, two low notes for a problem.

QtMultimedia is not in the part of Qt that is shipped. Windows plays from memory; macOS and Linux
have a program that plays a file. Where there is none, nothing is heard: a sound never says
anything alone.
"""

from __future__ import annotations

import math
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

Sound = Literal["good", "problem"]
RATE: Final = 22_050  # samples a second
PLAYERS: Final = ("afplay", "pw-play", "paplay", "aplay")
MOST_AT_ONCE: Final = 3


class Note(NamedTuple):
    """One note: Hz, seconds, loudness from 0 to 1, and how fast it dies away per second."""

    pitch: float
    length: float
    loud: float
    fade: float


_NOTES: Final[dict[Sound, Sequence[Note]]] = {
    "good": (Note(1320, 0.09, 0.5, 38),),
    "problem": (Note(294, 0.16, 0.8, 9), Note(220, 0.22, 0.8, 8)),
}


@lru_cache(maxsize=4)  # 15 ms, and the desk is made anew after each lock
def wave_bytes(sound: Sound, volume: int = 60) -> bytes:
    """`sound` as a WAV file, mono and 16 bit, at `volume` per cent."""
    samples: list[int] = []
    for note in _NOTES[sound]:
        count = int(RATE * note.length)
        for at in range(count):
            seconds = at / RATE
            edge = min(1.0, at / (RATE * 0.004), (count - at) / (RATE * 0.01))  # no clicks
            height = note.loud * edge * math.exp(-note.fade * seconds) * volume / 100
            samples.append(int(32_000 * height * math.sin(2 * math.pi * note.pitch * seconds)))
    data = struct.pack(f"<{len(samples)}h", *samples)
    head = struct.pack("<4sI8s", b"RIFF", 36 + len(data), b"WAVEfmt ")
    form = struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * 2, 2, 16)
    return head + form + struct.pack("<4sI", b"data", len(data)) + data


class Sounds:
    """Plays and returns at once. `volume` is 0 to 100; at 0, or switched off, nothing is played."""

    def __init__(self, *, on: bool = True, volume: int = 60) -> None:
        self.on = on
        self._volume = volume
        self._made: dict[Sound, bytes] = {}
        self._folder: Path | None = None
        self._playing: list[subprocess.Popen[bytes]] = []
        self._player = next(filter(None, map(shutil.which, PLAYERS)), None)

    def set_volume(self, volume: int) -> None:
        """Set the loudness, 0 to 100."""
        self._volume = max(0, min(volume, 100))
        self._made.clear()

    def good(self) -> None:
        """What was asked for happened."""
        self.play("good")

    def problem(self) -> None:
        """It did not, and somebody should look."""
        self.play("problem")

    def play(self, sound: Sound) -> None:
        """Play `sound` if this computer can; never waits."""
        if not self.on or not self._volume:
            return
        if sys.platform != "win32" and not self._player:
            return  # nothing here can play it
        fresh = sound not in self._made
        if fresh:
            self._made[sound] = wave_bytes(sound, self._volume)
        if sys.platform == "win32":
            _play_on_windows(self._made[sound])
        elif self._player:
            file = self._file(sound)
            if fresh:
                file.write_bytes(self._made[sound])
            self._start(self._player, file)

    def close(self) -> None:
        """Stop what is still heard."""
        for player in self._playing:
            player.kill()
            player.wait()
        self._playing.clear()

    def _file(self, sound: Sound) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="hubdesk-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder / f"{sound}.wav"

    def _start(self, player: str, file: Path) -> None:
        self._playing = [one for one in self._playing if one.poll() is None]
        if len(self._playing) < MOST_AT_ONCE:
            nothing = subprocess.DEVNULL
            self._playing.append(
                subprocess.Popen([player, str(file)], stdin=nothing, stdout=nothing, stderr=nothing)
            )


def _play_on_windows(wave: bytes) -> None:
    import winsound  # of the standard library, on Windows only

    play: Callable[[bytes, int], None] = winsound.PlaySound  # type: ignore[attr-defined]
    # Windows may not play from memory and return at once, so a thread does the waiting
    memory: int = winsound.SND_MEMORY  # type: ignore[attr-defined]
    threading.Thread(target=play, args=(wave, memory), daemon=True).start()
