"""Taking times: medians and the 95th of a hundred, in milliseconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def took_ms(work: Callable[..., object], *facts: object) -> float:
    """How long the work took."""
    began = time.perf_counter()
    work(*facts)
    return (time.perf_counter() - began) * 1000


def median(times: Iterable[float]) -> float:
    """The one in the middle."""
    return statistics.median(times)


def p99(times: Iterable[float]) -> float:
    """Ninety-nine of a hundred took no longer."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def p95(times: Iterable[float]) -> float:
    """Ninety-five of a hundred took no longer."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
