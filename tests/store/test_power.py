"""The power goes at any moment of the work: all that was acknowledged is there."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from tests.counting import Counted
from tests.power import Cuts, Recorded, record, replay

IMAGES = 1_000
OF_A_WEAKER_SETTING = 150
SEED = 20_261_124


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(tmp_path_factory.mktemp("power"), random.Random(SEED))


def cut(recorded: Recorded, folder: Path, synchronous: str, images: int) -> dict[str, int]:
    cuts = Cuts(recorded, replay(recorded, folder, synchronous), folder / "image")
    for _ in islice(cuts.rounds(random.Random(SEED), images), images):
        pass
    return dict(cuts.counts)


def test_no_power_cut_loses_or_spoils_what_was_acknowledged(
    recorded: Recorded, tmp_path: Path, counted: Counted
):
    counts = cut(recorded, tmp_path, "FULL", IMAGES)
    counted(f"power cuts, synchronous=FULL: {counts}")
    assert counts["images"] == counts["whole"] == IMAGES
    assert counts["lost by the safety copy"] == 0
    assert counts["started"] == IMAGES // 100


@pytest.mark.parametrize(("setting", "wrong"), [("NORMAL", "lost"), ("OFF", "corrupt")])
def test_the_same_cuts_catch_a_setting_that_waits_for_no_disk(
    recorded: Recorded,
    tmp_path: Path,
    counted: Counted,
    setting: str,
    wrong: str,
):
    counts = cut(recorded, tmp_path, setting, OF_A_WEAKER_SETTING)
    counted(f"power cuts, synchronous={setting}: {counts}")
    assert counts[wrong] > OF_A_WEAKER_SETTING // 20
