"""The stock as lists: on shelf, out, to wipe, not seen; sorted, counted, by windows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hubdesk.ids import CodeKind, make_code
from hubdesk.operations.returning import declare_lost
from hubdesk.operations.stock import send_to_repair, withdraw_device
from hubdesk.queries.device_page import device_page
from hubdesk.queries.devices import (
    DeviceFilter,
    DevicesShown,
    device_count,
    device_counts,
    device_window,
)
from tests.conftest import TODAY, Clock, HubBuilder, in_days


def tags(hub: HubBuilder, today: date = TODAY, **how) -> list[str]:
    return [row.tag for row in hub.look(lambda db: device_window(db, today=today, **how))]


def shown(hub: HubBuilder, which: DevicesShown, today: date = TODAY) -> list[str]:
    filters = DeviceFilter(which)
    rows = tags(hub, today, filters=filters)
    assert hub.look(lambda db: device_count(db, today=today, filters=filters)) == len(rows)
    assert hub.look(lambda db: device_counts(db, today=today))[which] == len(rows)
    return rows


def test_every_device_is_where_it_stands(hub: HubBuilder, clock: Clock):
    samira = hub.person("Samira Haddad")
    ids = [hub.device() for _ in range(7)]
    hub.device("SIM card")
    hub.lend(samira, ids[1], ids[2])
    hub.bring_back(ids[2])
    hub.do("repair", lambda db, now: send_to_repair(db, device_id=ids[3], now=now))
    hub.do("lost", lambda db, now: declare_lost(db, device_id=ids[4], now=now))
    hub.do("withdraw", lambda db, now: withdraw_device(db, device_id=ids[5], now=now))
    hub.lend(samira, hub.device("Data voucher"))
    assert shown(hub, DevicesShown.ALL) == [f"HD-000{n}" for n in range(1, 10)]
    assert shown(hub, DevicesShown.ON_SHELF) == ["HD-0001", "HD-0007", "HD-0008"]
    assert shown(hub, DevicesShown.OUT) == ["HD-0002"]
    assert shown(hub, DevicesShown.TO_WIPE) == ["HD-0003"]
    assert shown(hub, DevicesShown.REPAIR) == ["HD-0004"]
    assert shown(hub, DevicesShown.LOST) == ["HD-0005"]
    assert shown(hub, DevicesShown.WITHDRAWN) == ["HD-0006"]
    assert shown(hub, DevicesShown.GIVEN) == ["HD-0009"]
    assert shown(hub, DevicesShown.NOT_SEEN) == []
    # What should be here and was not seen for 90 days: not what is out, lost or given.
    assert shown(hub, DevicesShown.NOT_SEEN, in_days(91)) == [
        *("HD-0001", "HD-0003", "HD-0004", "HD-0007", "HD-0008"),
    ]
    assert shown(hub, DevicesShown.NOT_SEEN, in_days(90)) == []


def test_a_device_lost_while_out_is_lost_and_not_out(hub: HubBuilder):
    device_id = hub.device()
    hub.lend(hub.person("Samira Haddad"), device_id)
    hub.do("lost", lambda db, now: declare_lost(db, device_id=device_id, now=now))
    assert (shown(hub, DevicesShown.OUT), shown(hub, DevicesShown.LOST)) == ([], ["HD-0001"])


def test_a_row_that_is_out_says_who_has_it_until_when(hub: HubBuilder):
    samira, device_id = hub.person("Samira Haddad"), hub.device(place="Cupboard 2")
    hub.lend(samira, device_id)
    (row,) = hub.look(lambda db: device_window(db, today=TODAY))
    assert (row.borrower_id, row.borrower, row.due_on) == (samira, "Samira Haddad", in_days(14))
    assert (row.kind, row.icon, row.place) == ("Laptop", "laptop", "Cupboard 2")
    hub.bring_back(device_id)
    (row,) = hub.look(lambda db: device_window(db, today=TODAY))
    assert (row.borrower, row.loan_id, row.due_on, row.stage) == ("", "", None, "to wipe")


def test_the_ten_thousandth_label_comes_after_the_one_before(hub: HubBuilder):
    for number in (10_000, 9_999, 142):
        hub.device(label=make_code(CodeKind.DEVICE, 0, number).text)
    hub.device(label=make_code(CodeKind.DEVICE, 2, 1).text)
    assert tags(hub) == ["HD-0142", "HD-9999", "HD-10000", "HD-02-0001"]
    assert tags(hub, descending=True) == tags(hub)[::-1]


def test_the_stock_is_sorted_by_each_column(hub: HubBuilder, clock: Clock):
    things = (("Tablet", "Samsung", "A8"), ("Laptop", "Acer", "One"), ("MiFi", "Huawei", "E5"))
    for kind, make, model in things:
        hub.device(kind, make=make, model=model)
        clock.forward(days=1)
    assert tags(hub, sort="title") == ["HD-0002", "HD-0003", "HD-0001"]
    assert tags(hub, sort="kind") == ["HD-0002", "HD-0003", "HD-0001"]
    assert tags(hub, sort="kind", descending=True) == ["HD-0001", "HD-0003", "HD-0002"]
    assert tags(hub, sort="seen", descending=True) == ["HD-0003", "HD-0002", "HD-0001"]
    hub.do("repair", lambda db, now: send_to_repair(db, device_id=hub_id(hub, 0), now=now))
    assert tags(hub, sort="stage") == ["HD-0002", "HD-0003", "HD-0001"]


def hub_id(hub: HubBuilder, at: int) -> str:
    return hub.look(lambda db: device_window(db, today=TODAY))[at].id


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["tag", "title", "kind", "stage", "seen"])
def test_windows_laid_side_by_side_are_the_whole_list(hub: HubBuilder, sort, descending):
    from hubdesk.operations.stock import add_device
    from tests.conftest import NOW

    kinds = [hub.kind(name) for name in ("Laptop", "Tablet", "Phone")]
    with hub.database.changing("add device") as db:
        for n in range(19):
            then = NOW + timedelta(days=n % 3)
            add_device(db, kind_id=kinds[n % 3], model=f"Model {n % 4}", now=then)
    whole = hub.look(lambda db: device_window(db, today=TODAY, sort=sort, descending=descending))
    assert len({row.id for row in whole}) == 19
    for size in (1, 5, 19, 50):
        laid = []
        for offset in range(0, 19, size):
            laid += hub.look(
                lambda db, o=offset, n=size: device_window(
                    db,
                    today=TODAY,
                    sort=sort,
                    descending=descending,
                    offset=o,
                    limit=n,
                    count=19,
                )
            )
        assert laid == whole
    assert tags(hub, sort=sort, offset=19) == []


def test_the_stock_is_narrowed_by_kind_and_by_typing(hub: HubBuilder):
    hub.device(model="ThinkPad L390")
    hub.device("Tablet", make="Samsung", model="A8", serial="R52N1")
    tablets = DeviceFilter(kind_id=hub.kind("Tablet"))
    assert tags(hub, filters=tablets) == tags(hub, filters=tablets, sort="kind") == ["HD-0002"]
    assert tags(hub, filters=DeviceFilter(text="thinkp")) == ["HD-0001"]
    assert tags(hub, filters=DeviceFilter(text="r52")) == ["HD-0002"]
    assert tags(hub, filters=DeviceFilter(DevicesShown.OUT, text="r52")) == []


def test_a_page_tells_who_had_it_newest_first(hub: HubBuilder, clock: Clock):
    device_id = hub.device()
    for name in ("Ada", "Bea"):
        hub.lend(hub.person(name), device_id)
        clock.forward(days=1)
        if name == "Ada":
            hub.bring_back(device_id, condition="worn")
            from hubdesk.operations.stock import make_ready

            hub.do("ready", lambda db, now: make_ready(db, device_id=device_id, now=now))
    page = hub.look(lambda db: device_page(db, device_id))
    assert [loan.borrower for loan in page.loans] == ["Bea", "Ada"]
    assert page.loan.borrower == "Bea"
    assert page.given_to is None
    assert hub.look(lambda db: device_page(db, "nothing")) is None
