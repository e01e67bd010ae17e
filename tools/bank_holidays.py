"""`python -m tools.bank_holidays`: the table of hubdesk/queries/bank_holidays.py, made again."""

from __future__ import annotations

from holidays.countries.united_kingdom import UnitedKingdom

from hubdesk.queries.bank_holidays import FIRST, LAST, NAMES, NATIONS

LETTERS = {name: letter for letter, name in NAMES.items()}


def table() -> dict[str, dict[int, str]]:
    """Every bank holiday of the years kept, as the table writes it: month, day and a letter."""
    return {
        nation: {year: _year(nation, year) for year in range(FIRST, LAST + 1)} for nation in NATIONS
    }


def _year(nation: str, year: int) -> str:
    days = dict(UnitedKingdom(subdiv=nation, years=year))  # type: ignore[no-untyped-call]
    return " ".join(f"{on:%m%d}{LETTERS[name]}" for on, name in sorted(days.items()))


def main() -> None:
    """Print the lines to put between the braces of TABLE."""
    for nation, years in table().items():
        print(f'    "{nation}": {{')
        for year, days in years.items():
            print(f'        {year}: "{days}",')
        print("    },")


if __name__ == "__main__":
    main()
