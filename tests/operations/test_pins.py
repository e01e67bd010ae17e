"""Which PINs are too easy: what others try first, and no more than a tenth of all."""

from __future__ import annotations

import pytest

from hubdesk.errors.lock import PinNotSixDigits, PinTooEasy
from hubdesk.operations.pins import check_pin


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "12 456"])
def test_a_pin_has_exactly_six_digits(pin: str):
    with pytest.raises(PinNotSixDigits):
        check_pin(pin)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("000000", "same"), ("123456", "row"), ("654321", "row"), ("890123", "row"),
        ("246802", "row"), ("121212", "twice"), ("123123", "twice"), ("112211", "twice"),
        ("112233", "mirror"), ("123321", "mirror"), ("159753", "keys"), ("147258", "keys"),
        ("140379", "day"), ("031479", "day"), ("790314", "day"), ("290204", "day"),
        ("960319", "phone"),
    ],
)  # fmt: skip
def test_what_others_try_first_is_refused(pin: str, why: str):
    with pytest.raises(PinTooEasy) as refusal:
        check_pin(pin, phone="0121 496 0319" if why == "phone" else "")
    assert refusal.value.why in (why, "day")


def test_a_day_that_never_was_is_no_day():
    check_pin("310294")  # 31 February
    check_pin("274951")


def test_at_most_a_tenth_of_all_pins_is_refused():
    refused = 0
    for number in range(0, 1_000_000, 17):
        try:
            check_pin(f"{number:06}")
        except PinTooEasy:
            refused += 1
    assert 0.05 < refused / (1_000_000 / 17) < 0.12
