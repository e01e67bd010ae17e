"""Which part of HubDesk a test file is about, so that one part can be run, and timed, alone.

`make test PART=trust` runs one of them. What is asked of every file, word, table and page whatever
part it belongs to is of the house. A file that no pattern names belongs to the front desk.
"""

from __future__ import annotations

from fnmatch import fnmatch

FRONT_DESK, TRUST, LEARNING, FIGURES = "front-desk", "trust", "learning", "figures"
OUTBOX, HOUSE = "outbox", "house"
PARTS = (FRONT_DESK, TRUST, LEARNING, FIGURES, OUTBOX, HOUSE)

OF_WEEK = ("this_week*", "opportunit*", "newsletter*")
_PATTERNS = {
    HOUSE: (
        *("docs", "installer", "manual", "messages", "models_rules", "repository", "walls"),
        "words",
        *("pages_go", "pages_open"),
    ),
    TRUST: (
        *("access", "asides", "bad_input", "backup", "bringing_back*", "concern*", "copies"),
        *(
            "copy_commands",
            "counting",
            "drills",
            "eras*",
            "flipped",
            "held*",
            "here_twice",
            "history*",
        ),
        *("kept_sealed", "key_change", "killed", "lock_settings", "merg*", "one_door_to_the_keys"),
        *("passing_on", "pins", "power", "privacy_page", "proof", "quiet_lock", "recovery"),
        *("refused", "requests", "restoring", "restricting", "rights", "soak", "staff*", "tail"),
        *("their_file", "watching_over", "ways_in", "who_opened", "who_unlocks", "wrong_keys"),
        *("salvage*", "scratch"),
    ),
    LEARNING: (
        *("appointment*", "award*", "certificate*", "enquir*", "framework*", "goals*", "journey*"),
        *("judg*", "kiosk*", "learn*", "many_papers", "meeting*", "paper_hub*", "paper_pack*"),
        *("pictures", "presence*", "register*", "roll_call*", "schedul*", "school*", "session*"),
        *("shift*", "skills*", "visit*", "whom_to_ring"),
    ),
    FIGURES: (
        *(
            "charts*",
            "clearer*",
            "disclosure*",
            "equality*",
            "figure*",
            "funds*",
            "report*",
            "sheets*",
        ),
        *("hiding_*", "past_report*", "targets", "who_helps*"),
    ),
    OUTBOX: (
        "bundle*",
        "outbox*",
        "place_*",
        "sending*",
        "leav*",
        "region*",
        *("by_hand_words", "fetching*", "hostile_papers", "list_there", "older_chosen"),
        *("restore_words", "room_to_fetch", "two_hubs_*"),
        *OF_WEEK,
    ),  # test_places is of lists
}

# Few tests and many seconds: begun last, one of them would run on one core alone.
LONGEST = (
    *("test_random_work.py", "test_scan_from_every_page.py", "test_people_looks.py"),
    *("test_list_parts.py", "test_import_command.py", "test_sample.py", "test_canaries.py"),
    *("test_race.py", "test_pages_go.py", "test_codes_scan.py", "test_naughty_strings.py"),
)


def part_of(name: str) -> str:
    """The part a test file belongs to, by its name: test_tail is trust."""
    stem = name.removeprefix("test_").removesuffix(".py")
    fitting = [part for part, these in _PATTERNS.items() if any(fnmatch(stem, t) for t in these)]
    if len(fitting) > 1:
        raise ValueError(f"{name} belongs to {' and '.join(fitting)}")
    return fitting[0] if fitting else FRONT_DESK
