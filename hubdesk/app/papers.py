"""Which paper is made of which rows: a kind and what it is about in, a PDF out.

`about` is an id, several ids or codes with commas between, or empty. ReportLab is loaded with
the first paper, not with the window.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hubdesk.errors.records import NotFound
from hubdesk.queries import paper_rows
from hubdesk.queries.agreements import agreement_paper
from hubdesk.queries.awards import certificate_papers
from hubdesk.queries.certificate_looks import picture_of, pictures

Look = Callable[[Callable[[Any], Any]], Any]

KINDS = (
    *("agreement", "agreement-copy", "device-labels", "device-sheet", "fresh-sheet"),
    *("person-cards", "card-sheet", "desk-card", "due-list", "test-page"),
    "roll-call",
    *("certificate", "certificate-copy", "journey", "journey-large"),
    *("paper-pack", "register-sheet", "appointment-slip", "visit-summary", "programme"),
    *("report", "report-poster", "week-poster"),
    *("equality-form", "equality-form-large", "equality-tables"),
)
# Papers that say what not everybody may see.
NEEDS = {
    "visit-summary": "see check dates",
    "report": "see figures",
    "report-poster": "see figures",
    "equality-tables": "see equality",
}
OF_SESSIONS = ("register-sheet", "appointment-slip", "visit-summary", "programme")


def paper_bytes(look: Look, kind: str, about: str, *, now: datetime) -> bytes:
    """The paper as PDF. NotFound if what it is about is gone; LookupError for no kind of ours."""
    if kind not in KINDS:
        raise LookupError(kind)
    ids = [part for part in about.split(",") if part]
    if kind in ("agreement", "agreement-copy"):
        return _agreement(look, about, is_reprint=kind == "agreement-copy")
    if kind in ("certificate", "certificate-copy"):
        return _certificates(look, ids, is_reprint=kind == "certificate-copy")
    if kind in ("journey", "journey-large"):
        return _journey(look, about, now.date(), large=kind == "journey-large")
    if kind in ("report", "report-poster"):
        return _report(look, about, is_poster=kind == "report-poster")
    if kind.startswith("equality"):
        return _equality(look, kind, about)
    if kind == "week-poster":
        from hubdesk.queries.this_week import this_week
        from hubdesk.reports.week_poster import week_poster_pdf

        return week_poster_pdf(look(lambda db: this_week(db, now)))
    if kind == "paper-pack":
        return _pack(look, about)
    if kind in OF_SESSIONS:
        return _of_session(look, kind, about)
    hub = look(paper_rows.hub_on_paper)
    if kind in ("device-labels", "device-sheet"):
        return _labels(look(lambda db: paper_rows.label_rows(db, ids)), hub, kind)
    if kind == "fresh-sheet":
        return _labels(paper_rows.fresh_labels(ids), hub, kind)
    if kind in ("person-cards", "card-sheet"):
        return _cards(look(lambda db: paper_rows.card_rows(db, ids)), hub, kind)
    if kind == "due-list":
        from hubdesk.reports.due_list import due_list_pdf

        return due_list_pdf(look(lambda db: paper_rows.due_rows(db, now.date())), hub, now.date())
    if kind == "roll-call":
        from hubdesk.queries.here_now import here_now
        from hubdesk.reports.roll_call import roll_call_pdf

        return roll_call_pdf(look(lambda db: here_now(db, now)), hub)
    if kind == "desk-card":
        from hubdesk.reports.desk_card import desk_card_pdf

        return desk_card_pdf(hub)
    from hubdesk.reports.scanner_page import test_page_pdf

    return test_page_pdf(hub)


def _equality(look: Look, kind: str, about: str) -> bytes:
    from hubdesk.queries.benchmarks import newest_beside
    from hubdesk.queries.equality import published
    from hubdesk.queries.equality_questions import shipped_questions
    from hubdesk.reports.equality_paper import equality_form_pdf, equality_tables_pdf

    hub = look(paper_rows.hub_on_paper)
    if kind != "equality-tables":
        return equality_form_pdf(hub, shipped_questions(), large=kind == "equality-form-large")
    for row in look(published):
        if row.id == about:
            return equality_tables_pdf(hub, row, look(newest_beside))
    raise NotFound("published table", about)


def _agreement(look: Look, id: str, *, is_reprint: bool) -> bytes:
    paper = look(lambda db: agreement_paper(db, id, is_reprint=is_reprint))
    if paper is None:
        raise NotFound("agreement", id)
    if any(line.due_on for line in paper.lines):
        from hubdesk.reports.agreement import agreement_pdf

        return agreement_pdf(paper)
    from hubdesk.reports.gift_form import gift_form_pdf

    return gift_form_pdf(paper)


def _certificates(look: Look, ids: list[str], *, is_reprint: bool) -> bytes:
    from hubdesk.reports.certificate import certificates_pdf

    papers = look(lambda db: certificate_papers(db, ids, is_reprint=is_reprint))
    if not papers:
        raise NotFound("award", ",".join(ids))
    shown = {hash for paper in papers for hash in paper.look.pictures}
    return certificates_pdf(papers, look(lambda db: pictures(db, shown)))


def _journey(look: Look, id: str, on: date, *, large: bool) -> bytes:
    from hubdesk.queries.journey import journey_paper
    from hubdesk.reports.journey import journey_pdf

    paper = look(lambda db: journey_paper(db, id, on=on, large_print=large))
    if paper is None:
        raise NotFound("person", id)
    return journey_pdf(paper)


def _report(look: Look, id: str, *, is_poster: bool) -> bytes:
    """A report that was kept, as its readers saw it."""
    from hubdesk.queries.reports_made import past_report
    from hubdesk.reports.period_report import report_pdf
    from hubdesk.reports.poster import poster_pdf

    past = look(lambda db: past_report(db, id))
    if past is None:
        raise NotFound("report_made", id)
    if is_poster:
        return poster_pdf(past.report, look(paper_rows.hub_on_paper))
    return report_pdf(past.report, look(lambda db: picture_of(db, past.report.logo)))


def _pack(look: Look, about: str) -> bytes:
    from hubdesk.queries.paper_hub import pack_paper
    from hubdesk.reports.paper_pack import paper_pack_pdf

    return paper_pack_pdf(look(lambda db: pack_paper(db, date.fromisoformat(about))))


def _of_session(look: Look, kind: str, id: str) -> bytes:
    from hubdesk.queries import session_papers as rows
    from hubdesk.reports.appointment_slip import appointment_slip_pdf
    from hubdesk.reports.programme import programme_pdf
    from hubdesk.reports.register_sheet import register_sheet_pdf
    from hubdesk.reports.visit_summary import visit_summary_pdf

    makes: dict[str, tuple[Callable[..., Any], Callable[..., bytes]]] = {
        "register-sheet": (rows.register_paper, register_sheet_pdf),
        "appointment-slip": (rows.appointment_paper, appointment_slip_pdf),
        "visit-summary": (rows.visit_paper, visit_summary_pdf),
        "programme": (rows.programme_paper, programme_pdf),
    }
    find, make = makes[kind]
    paper = look(lambda db: find(db, id))
    if paper is None:
        raise NotFound("learning_session", id)
    return make(paper)


def _labels(rows: list[Any], hub: Any, kind: str) -> bytes:
    from hubdesk.reports.labels import device_label_sheets_pdf, device_labels_pdf

    if not rows:
        raise NotFound("device")
    if kind == "device-labels":
        return device_labels_pdf(rows, hub)
    return device_label_sheets_pdf(rows, hub)


def _cards(rows: list[Any], hub: Any, kind: str) -> bytes:
    from hubdesk.reports.cards import person_card_sheets_pdf, person_cards_pdf

    if not rows:
        raise NotFound("person")
    make = person_cards_pdf if kind == "person-cards" else person_card_sheets_pdf
    return make(rows, hub)
