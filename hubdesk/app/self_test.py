"""The app tries itself: opens a throwaway hub, lends, returns, undoes, prints every paper.

It is what a finished build is judged by, so it touches everything that could have been left out
of it: the encrypted store, migrations, fonts, icons, papers, time zones and bank holidays.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hubdesk.app.making import Made, make_hub, throwaway_folder
from hubdesk.app.papers import KINDS
from hubdesk.app.self_test_sessions import papers_of_sessions
from hubdesk.ids import CodeKind
from hubdesk.models import LoanState
from hubdesk.operations.agreements import make_agreement
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.people import assign_card, register_person
from hubdesk.operations.returning import return_device
from hubdesk.operations.stock import add_device, reserve_labels
from hubdesk.paths import Paths
from hubdesk.queries.bank_holidays import bank_holidays
from hubdesk.queries.hub import kind_called
from hubdesk.queries.loans import loan_rows
from hubdesk.queries.people import person_card
from hubdesk.queries.search import search
from hubdesk.store.concern_seal import new_key, sealed, unsealed, unwrapped
from hubdesk.store.keys import KeyCost, open_with_passphrase, open_with_recovery, read_slots
from hubdesk.store.opening import Opened, close_hub, open_hub
from hubdesk.store.places import check_place

PASSPHRASE = "self test of the app"
CHEAP = KeyCost(memory_kib=1024, passes=1, lanes=1)


def self_test(*, say: Callable[[str], None], inside: Path | None = None) -> int:
    """Try everything once. 0 if all of it held; what did not is raised.

    `inside` is a folder whose disk is tried: the hub nobody keeps is made in one of its own there,
    and a hub that is in it already is left alone.
    """
    if inside is not None:
        check_place(inside)
    paths = throwaway_folder(inside)
    try:
        made = make_hub(
            paths, name="Self-test Hub", manager="Tester", passphrase=PASSPHRASE, cost=CHEAP
        )
        say("a hub made, its file encrypted")
        close_hub(paths, made.database)
        _check_locked(paths, made, say)
        _try_window(paths, made.recovery, say)
    finally:
        shutil.rmtree(paths.home, ignore_errors=True)
    say("ok")
    return 0


def _check_locked(paths: Paths, made: Made, say: Callable[[str], None]) -> None:
    slots = read_slots(paths)
    if open_with_passphrase(slots, PASSPHRASE) != open_with_recovery(slots, made.recovery):
        raise AssertionError("the two slots hold different keys")
    if b"Self-test" in paths.database.read_bytes():
        raise AssertionError("a name can be read in the file")
    if date(2026, 12, 25) not in bank_holidays("ENG", 2026):
        raise AssertionError("Christmas is missing")
    say("opens with the passphrase and with the recovery key")
    key, private = new_key("key", "account", PASSPHRASE, CHEAP)
    if unwrapped("key", "account", key, PASSPHRASE) != private:
        raise AssertionError("a key for concerns does not open")
    if unsealed(sealed("a worry", [key.public]), private) != "a worry":
        raise AssertionError("a sealed concern does not open")
    say("a concern sealed and opened")


def _try_window(paths: Paths, recovery: tuple[str, ...], say: Callable[[str], None]) -> None:
    from hubdesk.app.desk import OpenDesk
    from hubdesk.app.starting import Window, make_app
    from hubdesk.store.computer import read_choices

    choices = read_choices(paths.computer)
    app = make_app(["hubdesk"], choices)
    window = Window(paths, choices)
    slots = read_slots(paths)
    opened: Opened = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE))
    desk: OpenDesk = window.show_records(opened)
    window.show()
    app.processEvents()
    facts = lend_and_undo(desk.records)
    say("lent, returned, undone")
    for name, pdf in every_paper(desk.records, facts, recovery):
        if not pdf.startswith(b"%PDF"):
            raise AssertionError(name)
        say(f"{name}: {len(pdf):,} bytes")
    say(f"window painted, {window.grab().width()} px wide")
    window.close()


def lend_and_undo(records: Any) -> dict[str, str]:
    """One person, one laptop: out, back, undone. Answers with what each paper is about."""
    person = records.do(
        "register person",
        lambda db, now: register_person(db, display_name="Łucja Öztürk (لوسیا)", now=now).id,
    )
    records.do("assign card", lambda db, now: assign_card(db, person_id=person).text)
    kind = records.look(lambda db: kind_called(db, "Laptop"))
    device = records.do(
        "add device",
        lambda db, now: add_device(db, kind_id=kind.id, make="Acme", model="One", now=now).id,
    )
    lent = records.do(
        "lend",
        lambda db, now: lend_basket(db, borrower_id=person, items=[Item(device)], now=now),
    )
    records.do("return", lambda db, now: return_device(db, device_id=device, now=now))
    from hubdesk.queries.activity import last_to_undo

    last = records.look(last_to_undo)
    records.undo(last.txn_id)
    rows = records.look(lambda db: loan_rows(db, list(lent.loan_ids)))
    if [row.state for row in rows] != [LoanState.OUT]:
        raise AssertionError("the undone return is not undone")
    if not records.look(lambda db: search(db, "lucja")).people:
        raise AssertionError("nobody is found without accents")
    if records.look(lambda db: person_card(db, person, records.now().date())) is None:
        raise AssertionError("the person is not at the desk")
    fresh = records.do(
        "reserve labels", lambda db, now: reserve_labels(db, count=3, kind=CodeKind.DEVICE)
    )
    return {
        "person": person,
        "handing": lent.handing_id,
        "agreement": lent.agreement_id,
        "agreement-copy": lent.agreement_id,
        "device-labels": device,
        "device-sheet": device,
        "fresh-sheet": ",".join(code.text for code in fresh),
        "person-cards": person,
        "card-sheet": person,
        "journey": person,
        "journey-large": person,
        **_award(records, person),
        **_report(records),
        "equality-tables": _equality(records),
        **papers_of_sessions(records, person),
    }


def _award(records: Any, person: str) -> dict[str, str]:
    """A certificate, and its reprint."""
    given = Given("achievement", "Getting started", records.now().date(), skills=("Browse",))
    to = [Recipient(person, "Łucja Öztürk (لوسیا)")]
    [award] = records.do(
        "award certificate",
        lambda db, now: award_certificates(db, given=given, recipients=to, now=now),
    )
    return {"certificate": award.id, "certificate-copy": award.id}


def _equality(records: Any) -> str:
    """Twelve equality forms of the last full quarter, and the tables that are published of them."""
    from random import SystemRandom

    from hubdesk.operations.equality import Opened, publish_equality, take_in
    from hubdesk.queries.equality import due_periods
    from hubdesk.queries.equality_questions import shipped_questions
    from hubdesk.queries.periods import PeriodSort, last_full

    questions, mix = shipped_questions(), SystemRandom().shuffle

    def make(db: Any, now: datetime) -> str:
        month = f"{last_full(PeriodSort.QUARTER, now.date()).last_on:%Y-%m}"
        said = [{"sex": "female" if n % 2 else "male"} for n in range(12)]
        forms = [Opened(f"form {n}", month, each) for n, each in enumerate(said)]
        take_in(db, opened=forms, questions=questions, shuffle=mix)
        period = due_periods(db, now.date())[0]
        return publish_equality(db, period=period, questions=questions, now=now).id

    return str(records.do("open equality forms", make))


def _report(records: Any) -> dict[str, str]:
    """The report of the last full month, and its poster."""
    from hubdesk.operations.report_keeping import keep_report
    from hubdesk.queries.figures import templates
    from hubdesk.queries.periods import PeriodSort, last_full
    from hubdesk.queries.publishing import told

    def make(db: Any, now: datetime) -> str:
        period = last_full(PeriodSort.MONTH, now.date())
        found = told(db, template=templates(db)[0], period=period, now=now)
        return keep_report(db, found, how="print", now=now).id

    kept = records.do("make report", make)
    return {"report": kept, "report-poster": kept}


def every_paper(
    records: Any, facts: dict[str, str], recovery: tuple[str, ...]
) -> Iterator[tuple[str, bytes]]:
    """Each paper of the app with its name: those a page asks for by kind, and the others."""
    from hubdesk.queries.erasure_plan import erasure_plan
    from hubdesk.queries.paper_rows import hub_on_paper
    from hubdesk.queries.their_file import their_file
    from hubdesk.reports.erasure_receipt import Receipt, receipt_pdf
    from hubdesk.reports.recovery_sheet import recovery_sheet_pdf
    from hubdesk.reports.their_file import their_file_pdf

    for kind in KINDS:
        yield kind, records.paper(kind, facts.get(kind, ""))
    given = _give(records, facts["person"])
    yield "gift form", records.paper("agreement", given)
    large = records.do(
        "lend",  # the verb that makes agreements
        lambda db, now: (
            make_agreement(
                db,
                person_id=facts["person"],
                handing_id=facts["handing"],
                large_print=True,
                now=now,
            ).id
        ),
    )
    yield "agreement in large print", records.paper("agreement", large)
    now = records.now()
    hub = records.look(hub_on_paper)
    yield "recovery sheet", recovery_sheet_pdf(hub, recovery, now.date())
    records.at_desk.prove()  # there is nobody to type the passphrase of an invented hub
    theirs = records.look(
        lambda db: their_file(db, facts["person"], now=now), right="see whole file"
    )
    yield "all that is held on a person", their_file_pdf(theirs)
    plan = records.look(lambda db: erasure_plan(db, facts["person"]))
    receipt = Receipt(plan, hub, "E-1", "They asked for it", "Tester", now.date())
    yield "receipt of an erasure", receipt_pdf(receipt)


def _give(records: Any, person: str) -> str:
    """Give a SIM. Answers with the form that goes with it."""
    kind = records.look(lambda db: kind_called(db, "SIM card"))
    sim = records.do("add device", lambda db, now: add_device(db, kind_id=kind.id, now=now).id)
    given = records.do(
        "give",
        lambda db, now: lend_basket(db, borrower_id=person, items=[Item(sim)], now=now),
    )
    return str(given.agreement_id)
