"""Whatever a line does, what counts as sent to a real WebDAV or S3 server lies there whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tests.places_met import Met, s3_runs, webdav_runs

FIGURE = 4_000
UNIT = "runs, half to WebDAV and half to S3"
A_WORD = 50  # runs of each between two lines of figures


def rounds(seed: int) -> Iterator[int]:
    """Yields runs. AssertionError names what counted as sent and was not, or never arrived."""
    servers = {"WebDAV": webdav_runs(seed), "S3": s3_runs(seed)}
    met = {name: Met() for name in servers}
    try:
        for number in range(1, FIGURE):
            for name, runs in servers.items():
                for one in islice(runs, 1):
                    met[name].add(one)
                assert not met[name].bad, f"{name}: {met[name].bad[0]}"
            if not number % A_WORD:
                for name, of in met.items():
                    print(f"{name}, {number} runs from seed {seed}: {of.told()}", flush=True)
                    assert not of.missing(), f"{name}: never met {of.missing()}"
            yield len(servers)
    finally:
        for runs in servers.values():
            runs.close()  # type: ignore[attr-defined]
