"""The pages of the window: their names, where they stand in the rail, and whom they are for."""

from __future__ import annotations

from hubdesk.app.pages import PageMakers
from hubdesk.ui.page import PageSpec

# What a page is for, where that is not for everybody.
HELD, ADD, MERGE, PLAN = "see held", "add device", "merge people", "plan session"
SEALED = "see safeguarding"
AWARD, JUDGE = "award certificate", "judge"
FIGURES, ROWS = "see figures", "see figure rows"


def page_specs(of: PageMakers) -> list[PageSpec]:
    """Every page but the front desk."""
    return [
        PageSpec("sessions", "Sessions", "calendar-days", "sessions", of.sessions),
        PageSpec("people", "People", "users", "people", of.people),
        PageSpec("devices", "Devices", "laptop", "devices", of.devices),
        PageSpec("loans", "Loans", "arrow-left-right", "loans", of.loans),
        PageSpec("reports", "Reports", "chart-column", "reports", of.reports, "top", "", FIGURES),
        PageSpec(
            "past-report", "Past report", "chart-column", "", of.past_report, "", "reports", FIGURES
        ),
        PageSpec(
            "told", "Stories and comments", "text-quote", "", of.told, "", "reports", "comment"
        ),
        PageSpec(
            "equality", "Equality", "users-round", "", of.equality, "", "reports", "see equality"
        ),
        PageSpec("equality-form", "Type in a form", "clipboard-list", "", of.equality_form, ""),
        PageSpec(
            "clearer", "Clearer numbers", "chart-column", "", of.clearer, "", "reports", FIGURES
        ),
        PageSpec("report-rows", "Rows", "list", "", of.report_rows, "", "reports", ROWS),
        PageSpec("register", "Register", "clipboard-check", "", of.register, "", "sessions"),
        PageSpec(
            "class-skills",
            "What the class can do",
            "list-checks",
            "",
            of.class_skills,
            "",
            "sessions",
            JUDGE,
        ),
        PageSpec("skills", "Skills", "list-checks", "", of.skills, "", "people"),
        PageSpec("self-check", "Self-check", "clipboard-list", "", of.self_check, "", "people"),
        PageSpec("drop-in", "Drop-in", "log-in", "drop-in", of.drop_in, "", "sessions"),
        PageSpec(
            "plan-session", "Plan a session", "plus", "", of.plan_session, "", "sessions", PLAN
        ),
        PageSpec(
            "paper-hub", "The hub on paper", "file-text", "paper-hub", of.paper_hub, "", "sessions"
        ),
        PageSpec(
            "appointments",
            "Appointments",
            "calendar-days",
            "appointments",
            of.appointments,
            "",
            "sessions",
        ),
        PageSpec("this-week", "This week", "megaphone", "this-week", of.this_week, "", "sessions"),
        PageSpec("visit", "Visit", "book-open", "", of.visit, "", "sessions"),
        PageSpec("here-now", "Here now", "users", "here-now", of.here_now, "", "sessions"),
        PageSpec("my-shift", "My shift", "clock", "my-shift", of.my_shift, "", "sessions"),
        PageSpec("person", "Person", "users", "", of.person, "", "people"),
        PageSpec("new-person", "New person", "user-plus", "", of.new_person, "", "people"),
        PageSpec("edit-person", "Edit details", "pencil", "", of.edit_person, "", "people"),
        PageSpec("held", "All that is held", "folder-search", "", of.held, "", "people", HELD),
        PageSpec(
            "their-file", "A copy for them", "file-down", "", of.their_file, "", "people", HELD
        ),
        PageSpec("restrict", "Not to be used", "eye-off", "", of.restrict, "", "people", HELD),
        PageSpec("withdraw", "Take back a consent", "circle-x", "", of.withdraw, "", "people"),
        PageSpec("history", "History", "rotate-ccw-clock", "", of.history, ""),
        PageSpec("award", "Award certificates", "award", "award", of.award, "", "people", AWARD),
        PageSpec("certificate", "Certificate", "award", "", of.certificate, "", "people"),
        PageSpec(
            "merge-people", "Two records, one person?", "merge", "", of.merge, "", "people", MERGE
        ),
        PageSpec("here-twice", "Could be the same person", "users", "", of.twice, "", "people"),
        PageSpec(
            "erase-person", "Erase a person", "eraser", "", of.erase_person, "", "people", HELD
        ),
        PageSpec("device", "Device", "laptop", "", of.device, "", "devices"),
        PageSpec("add-devices", "Add devices", "plus", "", of.add_devices, "", "devices", ADD),
        PageSpec("activity", "Activity", "rotate-ccw-clock", "activity", of.activity, "bottom"),
        PageSpec("to-print", "To print", "printer", "to-print", of.waiting, "", "settings"),
        PageSpec(
            "bring-in",
            "Bring in a spreadsheet",
            "file-spreadsheet",
            "",
            of.bring_in,
            "",
            "settings",
            "import people",
        ),
        PageSpec(
            "who-looked", "Who looked", "eye", "", of.who_looked, "", "settings", "see who looked"
        ),
        PageSpec(
            "recovery-sheet",
            "Recovery sheet",
            "key-round",
            "",
            of.sheet,
            "",
            "settings",
            "print recovery sheet",
        ),
        PageSpec(
            "privacy", "Privacy", "shield-check", "", of.privacy, "", "settings", "see privacy"
        ),
        PageSpec("leaving", "What leaves", "send", "", of.leaving, "", "settings", "see leaving"),
        PageSpec(
            "may-leave", "What leaves", "send", "", of.may_leave, "", "settings", "see leaving"
        ),
        PageSpec("left", "What was sent", "send", "", of.left, "", "settings", "see leaving"),
        PageSpec("write-down", "About somebody's data", "inbox", "", of.write_down, ""),
        PageSpec("concern", "Record a concern", "shield-alert", "concern", of.concern, ""),
        PageSpec("concerns", "Concerns", "shield-keyhole", "", of.concerns, "", "", SEALED),
        PageSpec("sending", "Sending", "cloud-upload", "sending", of.sending, "", "settings"),
        PageSpec("settings", "Settings", "settings", "settings", of.settings, "bottom"),
        PageSpec("help", "Help", "life-buoy", "help", of.help_page, "bottom"),
    ]
