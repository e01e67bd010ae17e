"""The bank holidays of the four UK nations, kept as a table for the years a hub plans in.

The table is what the `holidays` package says, and a test holds it to that: the package itself
brings the calendars of 250 countries, 20 MB that stay for as long as the app runs. Other years
are asked of it all the same.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

NATIONS = ("ENG", "WLS", "SCT", "NIR")
FIRST, LAST = 2025, 2040
NAMES = {
    "a": "New Year's Day",
    "b": "New Year's Day (observed)",
    "c": "New Year Holiday",
    "d": "New Year Holiday (observed)",
    "e": "New Year Holiday; New Year's Day (observed)",
    "f": "Saint Patrick's Day",
    "g": "Saint Patrick's Day (observed)",
    "h": "Good Friday",
    "i": "Easter Monday",
    "j": "May Day",
    "k": "Spring Bank Holiday",
    "l": "Battle of the Boyne",
    "m": "Battle of the Boyne (observed)",
    "n": "Summer Bank Holiday",
    "o": "Late Summer Bank Holiday",
    "p": "Saint Andrew's Day",
    "q": "Saint Andrew's Day (observed)",
    "r": "Christmas Day",
    "s": "Christmas Day (observed)",
    "t": "Boxing Day",
    "u": "Boxing Day (observed)",
    "v": "Scotland's participation in the FIFA World Cup final",
}


@lru_cache(maxsize=64)
def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """The bank holidays of a UK nation (ENG, WLS, SCT or NIR) in a year, with their names."""
    kept = TABLE.get(nation, {}).get(year)
    if kept is None:
        return _asked(nation, year)
    return {date(year, int(day[:2]), int(day[2:4])): NAMES[day[4]] for day in kept.split()}


def _asked(nation: str, year: int) -> dict[date, str]:
    """What the package says of a year beyond the table."""
    from holidays.countries.united_kingdom import UnitedKingdom

    return dict(UnitedKingdom(subdiv=nation, years=year))  # type: ignore[no-untyped-call]


# Each day is its month, its day and the letter of its name. Made by tools/bank_holidays.py.
TABLE: dict[str, dict[int, str]] = {
    "ENG": {
        2025: "0101a 0418h 0421i 0505j 0526k 0825o 1225r 1226t",
        2026: "0101a 0403h 0406i 0504j 0525k 0831o 1225r 1226t 1228u",
        2027: "0101a 0326h 0329i 0503j 0531k 0830o 1225r 1226t 1227s 1228u",
        2028: "0101a 0103b 0414h 0417i 0501j 0529k 0828o 1225r 1226t",
        2029: "0101a 0330h 0402i 0507j 0528k 0827o 1225r 1226t",
        2030: "0101a 0419h 0422i 0506j 0527k 0826o 1225r 1226t",
        2031: "0101a 0411h 0414i 0505j 0526k 0825o 1225r 1226t",
        2032: "0101a 0326h 0329i 0503j 0531k 0830o 1225r 1226t 1227s 1228u",
        2033: "0101a 0103b 0415h 0418i 0502j 0530k 0829o 1225r 1226t 1227s",
        2034: "0101a 0102b 0407h 0410i 0501j 0529k 0828o 1225r 1226t",
        2035: "0101a 0323h 0326i 0507j 0528k 0827o 1225r 1226t",
        2036: "0101a 0411h 0414i 0505j 0526k 0825o 1225r 1226t",
        2037: "0101a 0403h 0406i 0504j 0525k 0831o 1225r 1226t 1228u",
        2038: "0101a 0423h 0426i 0503j 0531k 0830o 1225r 1226t 1227s 1228u",
        2039: "0101a 0103b 0408h 0411i 0502j 0530k 0829o 1225r 1226t 1227s",
        2040: "0101a 0102b 0330h 0402i 0507j 0528k 0827o 1225r 1226t",
    },
    "WLS": {
        2025: "0101a 0418h 0421i 0505j 0526k 0825o 1225r 1226t",
        2026: "0101a 0403h 0406i 0504j 0525k 0831o 1225r 1226t 1228u",
        2027: "0101a 0326h 0329i 0503j 0531k 0830o 1225r 1226t 1227s 1228u",
        2028: "0101a 0103b 0414h 0417i 0501j 0529k 0828o 1225r 1226t",
        2029: "0101a 0330h 0402i 0507j 0528k 0827o 1225r 1226t",
        2030: "0101a 0419h 0422i 0506j 0527k 0826o 1225r 1226t",
        2031: "0101a 0411h 0414i 0505j 0526k 0825o 1225r 1226t",
        2032: "0101a 0326h 0329i 0503j 0531k 0830o 1225r 1226t 1227s 1228u",
        2033: "0101a 0103b 0415h 0418i 0502j 0530k 0829o 1225r 1226t 1227s",
        2034: "0101a 0102b 0407h 0410i 0501j 0529k 0828o 1225r 1226t",
        2035: "0101a 0323h 0326i 0507j 0528k 0827o 1225r 1226t",
        2036: "0101a 0411h 0414i 0505j 0526k 0825o 1225r 1226t",
        2037: "0101a 0403h 0406i 0504j 0525k 0831o 1225r 1226t 1228u",
        2038: "0101a 0423h 0426i 0503j 0531k 0830o 1225r 1226t 1227s 1228u",
        2039: "0101a 0103b 0408h 0411i 0502j 0530k 0829o 1225r 1226t 1227s",
        2040: "0101a 0102b 0330h 0402i 0507j 0528k 0827o 1225r 1226t",
    },
    "SCT": {
        2025: "0101a 0102c 0418h 0505j 0526k 0804n 1130p 1201q 1225r 1226t",
        2026: "0101a 0102c 0403h 0504j 0525k 0615v 0803n 1130p 1225r 1226t 1228u",
        2027: "0101a 0102c 0104d 0326h 0503j 0531k 0802n 1130p 1225r 1226t 1227s 1228u",
        2028: "0101a 0102c 0103b 0104d 0414h 0501j 0529k 0807n 1130p 1225r 1226t",
        2029: "0101a 0102c 0330h 0507j 0528k 0806n 1130p 1225r 1226t",
        2030: "0101a 0102c 0419h 0506j 0527k 0805n 1130p 1202q 1225r 1226t",
        2031: "0101a 0102c 0411h 0505j 0526k 0804n 1130p 1201q 1225r 1226t",
        2032: "0101a 0102c 0326h 0503j 0531k 0802n 1130p 1225r 1226t 1227s 1228u",
        2033: "0101a 0102c 0103b 0104d 0415h 0502j 0530k 0801n 1130p 1225r 1226t 1227s",
        2034: "0101a 0102e 0103d 0407h 0501j 0529k 0807n 1130p 1225r 1226t",
        2035: "0101a 0102c 0323h 0507j 0528k 0806n 1130p 1225r 1226t",
        2036: "0101a 0102c 0411h 0505j 0526k 0804n 1130p 1201q 1225r 1226t",
        2037: "0101a 0102c 0403h 0504j 0525k 0803n 1130p 1225r 1226t 1228u",
        2038: "0101a 0102c 0104d 0423h 0503j 0531k 0802n 1130p 1225r 1226t 1227s 1228u",
        2039: "0101a 0102c 0103b 0104d 0408h 0502j 0530k 0801n 1130p 1225r 1226t 1227s",
        2040: "0101a 0102e 0103d 0330h 0507j 0528k 0806n 1130p 1225r 1226t",
    },
    "NIR": {
        2025: "0101a 0317f 0418h 0421i 0505j 0526k 0712l 0714m 0825o 1225r 1226t",
        2026: "0101a 0317f 0403h 0406i 0504j 0525k 0712l 0713m 0831o 1225r 1226t 1228u",
        2027: "0101a 0317f 0326h 0329i 0503j 0531k 0712l 0830o 1225r 1226t 1227s 1228u",
        2028: "0101a 0103b 0317f 0414h 0417i 0501j 0529k 0712l 0828o 1225r 1226t",
        2029: "0101a 0317f 0319g 0330h 0402i 0507j 0528k 0712l 0827o 1225r 1226t",
        2030: "0101a 0317f 0318g 0419h 0422i 0506j 0527k 0712l 0826o 1225r 1226t",
        2031: "0101a 0317f 0411h 0414i 0505j 0526k 0712l 0714m 0825o 1225r 1226t",
        2032: "0101a 0317f 0326h 0329i 0503j 0531k 0712l 0830o 1225r 1226t 1227s 1228u",
        2033: "0101a 0103b 0317f 0415h 0418i 0502j 0530k 0712l 0829o 1225r 1226t 1227s",
        2034: "0101a 0102b 0317f 0407h 0410i 0501j 0529k 0712l 0828o 1225r 1226t",
        2035: "0101a 0317f 0319g 0323h 0326i 0507j 0528k 0712l 0827o 1225r 1226t",
        2036: "0101a 0317f 0411h 0414i 0505j 0526k 0712l 0714m 0825o 1225r 1226t",
        2037: "0101a 0317f 0403h 0406i 0504j 0525k 0712l 0713m 0831o 1225r 1226t 1228u",
        2038: "0101a 0317f 0423h 0426i 0503j 0531k 0712l 0830o 1225r 1226t 1227s 1228u",
        2039: "0101a 0103b 0317f 0408h 0411i 0502j 0530k 0712l 0829o 1225r 1226t 1227s",
        2040: "0101a 0102b 0317f 0319g 0330h 0402i 0507j 0528k 0712l 0827o 1225r 1226t",
    },
}
