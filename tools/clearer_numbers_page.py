"""Writes docs/clearer-numbers.md from the package in resources/clearer-numbers/."""

from __future__ import annotations

import sys
from pathlib import Path

from hubdesk.messages.benchmarks import amount_words, of_whom, read_words
from hubdesk.queries.benchmarks import BenchmarkRow, Guess, guesses, shipped_benchmarks

PAGE = Path(__file__).parent.parent / "docs" / "clearer-numbers.md"
HEAD = """# Where can we find clearer numbers?

The founding strategy asked this in 2021, of people who are left out of tech. It named the numbers
it had heard, and called them guesses. This page puts each guess beside what can be said today, with
its source, the people it is about, and what to mind before it is used.

The same numbers are a Frictionless Tabular Data Package in
[`resources/clearer-numbers/`](../resources/clearer-numbers/datapackage.json), and stand in HubDesk
under Reports, Clearer numbers, with the hub's own beside them. **Where nothing was verified there
is no number**, and the line says so. Every other number was read in November 2026, in a stored copy
of the page at the address beside it. **Where that is not its publisher's own, the number is
second-hand**: its doubt says so, and not to quote it before you have seen the original.

*This page is written from the package by `python -m tools.clearer_numbers_page`; a test holds them
together. Change the package, not this page.*
"""
FOOT = """
## How to use one

- Say whose number it is, of what year, of which place and of whom. Without that it is no number.
- People who come to a hub are not people at work, nor the whole city. Shares of the two can stand
  side by side, and no more: they are **not adjusted for age**.
- A percentage of a small group moves with every person. HubDesk shows none of fewer than 10 people.
- HubDesk never crosses two questions of its equality monitoring, so it has no number of Black women
  at a hub, and will have none.

## How to bring in newer ones

Reports, Clearer numbers, Bring in; or `hubdesk import benchmarks FILE`, where `--dry-run` only
looks. [Bringing in lists](bringing-in.md) says what a file needs. A newer number takes the place of
the older one, which stays as it was.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_part(guess) for guess in guesses()), FOOT.strip(), ""])


def _part(guess: Guess) -> str:
    lines = [f"## {guess.question}: {guess.guess}", ""]
    lines.append(f"Said to be from {guess.said_by}." if guess.said_by != "nobody" else "No source.")
    lines += ["", f"**{guess.found}**", ""]
    lines += ["| what | number | of whom, where, when | source | doubt |", "| - | - | - | - | - |"]
    lines += [_line(one) for one in shipped_benchmarks() if one.guess == guess.code]
    return "\n".join([*lines, ""])


def _line(one: BenchmarkRow) -> str:
    source = f"[{one.source}]({one.source_url})" if one.source else read_words(one.read)
    cells = (
        one.title,
        amount_words(one.amount, one.places, one.unit),
        of_whom(one.base, one.geography, one.year),
        " ".join(filter(None, (f"{source}." if one.source else source, one.method))),
        one.doubt,
    )
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
