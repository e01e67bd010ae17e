"""Two short sounds that say nothing alone and never make anybody wait."""

from __future__ import annotations

import io
import stat
import time
import wave
from pathlib import Path

import pytest

from hubdesk.ui.sounds import RATE, Sound, Sounds, wave_bytes


@pytest.mark.parametrize(("sound", "longest"), [("good", 0.15), ("problem", 0.5)])
def test_a_sound_is_a_short_wave(sound: Sound, longest: float) -> None:
    with wave.open(io.BytesIO(wave_bytes(sound))) as made:
        assert (made.getnchannels(), made.getsampwidth(), made.getframerate()) == (1, 2, RATE)
        assert 0.05 < made.getnframes() / RATE < longest


def test_the_two_sounds_differ_and_the_volume_counts() -> None:
    assert wave_bytes("good") != wave_bytes("problem")
    assert max(wave_bytes("good", 0)[44:]) == 0


def test_playing_returns_at_once_and_off_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "aplay"
    player.write_text(f'#!/bin/sh\nsleep 0.2\nhead -c 4 "$1" >> {heard}\n')
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    sounds = Sounds()
    start = time.perf_counter()
    sounds.good()
    assert time.perf_counter() - start < 0.15
    sounds.on = False
    sounds.problem()
    sounds.set_volume(0)
    end = time.monotonic() + 5
    while not heard.exists() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.05)
    assert heard.read_text() == "RIFF", "once, and whole"
    sounds.close()


def test_a_computer_that_cannot_play_stays_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    sounds = Sounds()
    sounds.good()
    sounds.problem()
    sounds.close()
