"""Prints the figures and tables of some days as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from .figures import Recount
from .rows import Asked, read_package


def main() -> None:
    parser = argparse.ArgumentParser(description="Count a package again.")
    parser.add_argument("package", type=Path)
    parser.add_argument("first", type=date.fromisoformat)
    parser.add_argument("last", type=date.fromisoformat)
    parser.add_argument("--today", type=date.fromisoformat, required=True)
    parser.add_argument("--fund", default="")
    for name in ("kinds", "areas", "ages"):
        parser.add_argument(f"--{name}", nargs="*", default=())
    said = parser.parse_args()
    asked = Asked(
        said.first, said.last, said.fund, tuple(said.kinds), tuple(said.areas), tuple(said.ages)
    )
    counted = Recount(read_package(said.package), asked, said.today)
    json.dump({"figures": counted.figures(), "tables": counted.tables_of()}, sys.stdout)


if __name__ == "__main__":
    main()
