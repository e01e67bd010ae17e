"""Today at the desk: the counts, the few rows, and names as a public screen may show them."""

from __future__ import annotations

from datetime import timedelta

from hubdesk.operations.agreements import mark_signed
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.hub import change_setting
from hubdesk.operations.lending import Item
from hubdesk.operations.returning import declare_lost, follow_up_gift
from hubdesk.operations.session_parts import add_action, tick_off_action
from hubdesk.operations.stock import make_ready
from hubdesk.queries.person_details import gifts_of
from hubdesk.queries.today import TodayRow, today_row
from tests.conftest import NOW, TODAY, Clock, HubBuilder, in_days


def today(hub: HubBuilder, clock: Clock | None = None) -> TodayRow:
    day = clock().date() if clock else TODAY
    return hub.look(lambda db: today_row(db, day))


def test_an_empty_hub_has_an_empty_day(hub: HubBuilder):
    assert today(hub) == TodayRow(TODAY, (), 0, (), 0, (), 0, 0, (), 0)


def test_what_is_late_and_due_is_counted_whole_and_shown_in_part(hub: HubBuilder):
    for days in (*range(-7, 0), 0, 0, 1):
        hub.lend(
            hub.person(f"Ada {days}"),
            hub.device(),
            due_on=in_days(days),
            happened_at=NOW - timedelta(days=20),
        )
    row = today(hub)
    assert (row.late_count, len(row.late), row.due_count, len(row.due)) == (7, 5, 2, 2)
    assert [loan.due_on for loan in row.late] == [in_days(days) for days in range(-7, -2)]


def test_a_public_screen_shows_a_first_name_and_an_initial(hub: HubBuilder):
    hub.lend(hub.person("Samira Haddad", known_as="Sam"), hub.device(), due_on=TODAY)
    [loan] = today(hub).due
    assert (loan.who, loan.what, loan.tag) == ("Sam H.", "Lenovo ThinkPad L390", "HD-0001")


def test_a_lost_device_is_not_late_every_day(hub: HubBuilder, clock: Clock):
    device = hub.device()
    hub.lend(hub.person("Ada"), device)
    clock.forward(days=20)
    assert today(hub, clock).late_count == 1
    hub.do("lost", lambda db, now: declare_lost(db, device_id=device, now=now))
    assert today(hub, clock).late_count == 0


def test_what_waits_to_be_wiped_is_counted_until_made_ready(hub: HubBuilder):
    devices = [hub.device() for _ in range(3)]
    for device in devices:
        hub.lend(hub.person("Ada"), device)
        hub.bring_back(device)
    assert today(hub).to_wipe == 3
    hub.do("make ready", lambda db, now: make_ready(db, device_id=devices[0], now=now))
    assert today(hub).to_wipe == 2


def test_an_unsigned_agreement_is_counted_until_it_is_signed_or_undone(hub: HubBuilder):
    def lend() -> str:
        device, person = hub.device(), hub.person("Ada")
        made = hub.do(
            "lend",
            lambda db, now: lend_basket(db, borrower_id=person, items=[Item(device)], now=now),
        )
        return str(made.agreement_id)

    first = lend()
    lend()
    assert today(hub).unsigned_count == 2
    hub.undo()
    assert today(hub).unsigned_count == 1
    hub.do("sign agreement", lambda db, now: mark_signed(db, agreement_id=first, now=now))
    assert today(hub).unsigned_count == 0


def test_the_newest_that_wait_for_a_signature_are_named_as_a_public_screen_may(hub: HubBuilder):
    for name in ("Ada Okafor", "Samira Haddad", "Kofi Mensah", "Eva Novak"):
        person, device = hub.person(name), hub.device()
        hub.do(
            "lend",
            lambda db, now, p=person, d=device: lend_basket(
                db, borrower_id=p, items=[Item(d)], now=now
            ),
        )
    row = today(hub)
    assert [one.who for one in row.unsigned] == ["Eva N.", "Kofi M.", "Samira H."]
    assert row.unsigned_count == 4


def test_what_was_given_appears_thirty_days_before_it_ends(hub: HubBuilder, clock: Clock):
    gift_id = hub.lend(hub.person("Samira Haddad"), hub.device("SIM card")).gift_ids[0]
    clock.forward(days=149)
    assert today(hub, clock).ending_count == 0
    clock.forward(days=1)
    row = today(hub, clock)
    assert [(gift.who, gift.what) for gift in row.ending] == [("Samira H.", "SIM card")]
    assert row.ending[0].ends_on == in_days(180)
    hub.do("follow up", lambda db, now: follow_up_gift(db, gift_id=gift_id))
    assert today(hub, clock).ending_count == 0
    hub.undo()
    assert today(hub, clock).ending_count == 1
    clock.forward(days=31)
    assert today(hub, clock).ending_count == 0


def test_what_ends_is_mentioned_as_early_as_the_hub_chose(hub: HubBuilder, clock: Clock):
    ada = hub.person("Samira Haddad")
    hub.lend(ada, hub.device("SIM card"))  # it runs for 180 days
    clock.forward(days=120)

    def mentioned() -> int:
        gift = hub.look(lambda db: gifts_of(db, ada))[0]
        count = today(hub, clock).ending_count
        assert gift.ends_soon(clock().date()) == bool(count)
        return count

    assert mentioned() == 0
    hub.do("change setting", lambda db, now: change_setting(db, key="gifts.remind_days", value=60))
    assert mentioned() == 1
    hub.do("change setting", lambda db, now: change_setting(db, key="gifts.remind_days", value=59))
    assert mentioned() == 0


def test_what_there_is_to_do_is_counted_whole_until_it_is_done(hub: HubBuilder):
    meeting = hub.session("Partners", kind="meeting")
    for days in range(7):
        said = {"session_id": meeting, "text": f"Action {days}", "due_on": in_days(days)}
        hub.do("add action", lambda db, _now, s=said: add_action(db, **s))
    row = today(hub)
    assert (row.actions_count, len(row.actions)) == (7, 7)
    hub.do(
        "tick off action",
        lambda db, now: tick_off_action(db, action_id=row.actions[0].id, now=now),
    )
    assert [action.text for action in today(hub).actions] == [f"Action {n}" for n in range(1, 7)]
    assert today(hub).actions_count == 6
