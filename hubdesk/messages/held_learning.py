"""The plain words for what is held of somebody's learning, by table and column."""

from __future__ import annotations

from typing import Final

OF_LEARNING: Final[dict[str, dict[str, str]]] = {
    "judgement": {
        "statement_id": "Skill",
        "step_id": "How far",
        "judged_on": "On",
        "judged_at": "Written",
        "method": "How it was seen",
        "with_help": "With help",
        "session_id": "Session",
        "note": "Note",
    },
    "goal": {"text": "Goal", "set_on": "Set on", "reached_on": "Reached on"},
    "story": {
        "who": "Called in it",
        "text": "Story",
        "told_on": "Told on",
        "agreed_on": "Agreed on",
        "agreed_how": "How they agreed",
        "taken_back_on": "Taken back on",
    },
    "destination": {
        "outcome": "What they do now",
        "starts_on": "From",
        "told_on": "Told on",
        "how": "How we know",
        "evidence": "Note",
    },
    "follow_up": {
        "series_id": "Course",
        "session_id": "Session",
        "ended_on": "Ended on",
        "months": "Months after",
        "due_on": "Ask on",
        "is_done": "Asked",
    },
    "enrolment": {
        "session_id": "Session",
        "series_id": "Course",
        "place": "Place",
        "asked_at": "Asked",
        "from_on": "From",
        "left_on": "Left on",
    },
    "attendance": {
        "session_id": "Session",
        "mark": "Marked",
        "minutes": "Minutes",
        "late_minutes": "Minutes late",
        "came_at": "Came",
        "is_walk_in": "Without a booking",
        "why": "Why they could not come",
        "about": "What for",
        "result": "How it ended",
        "next_step": "Next step",
        "note": "Note",
    },
    "presence": {
        "session_id": "Session",
        "visitor": "Name",
        "came_at": "Came",
        "left_at": "Left",
    },
    "session_helper": {"session_id": "Session", "part": "As"},
}
