"""The rules for words people read: plain, short, without blame and without jargon."""

from __future__ import annotations

import re

MOST_WORDS = 20

BANNED = re.compile(
    r"\b("
    r"sync\w*|invalid|please|sorry|oops|errors?|fail(?:s|ed|ing|ure)?|users?|submit\w*|illegal"
    r"|must not|pending|queued?|queues|cached?|caches|upload\w*|retry|retries|retrying"
    r"|conflicts?|learner|learners|ok|okay"
    r")\b",
    re.IGNORECASE,
)
# "Learner" is said only where somebody learns: as one of the roles a person can have.
ALLOWED = {"Learner", "learner"}
ENDS = re.compile(r"[.?!…](?:\s|$)|\n")


def faults(text: str) -> list[str]:
    """What is wrong with a visible text, in words; empty when nothing is."""
    if text in ALLOWED:
        return []
    found = [f"says “{match[0]}”" for match in BANNED.finditer(text)]
    if "!" in text:
        found.append("has an exclamation mark")
    for sentence in ENDS.split(text):
        words = [word for word in sentence.split() if any(c.isalnum() for c in word)]
        if len(words) > MOST_WORDS:
            found.append(f"has a sentence of {len(words)} words")
    return found
