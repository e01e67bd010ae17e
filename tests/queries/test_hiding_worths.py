"""What gifts were worth, by kind: it tells of no kind that the number given hides."""

from __future__ import annotations

from datetime import date

from hubdesk.operations.consulting import value_gift
from hubdesk.queries.figure_rows import CountTable, Period
from hubdesk.queries.figures import figures_of, shipped_templates
from hubdesk.queries.publishing import published
from tests.conftest import TODAY, HubBuilder

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
SIM, VOUCHER, LAPTOP = "SIM card", "Data voucher", "Laptop to keep"


def given(hub: HubBuilder, *kinds: str, valued: int = 1_000) -> dict[str, CountTable]:
    """The tables of what was given in November and its worth; £10 each of the first ones."""
    for at, kind in enumerate(kinds):
        [gift] = hub.lend(hub.person(f"Ada {at}"), hub.device(kind)).gift_ids
        if at < valued:
            hub.do(
                "value gift",
                lambda db, now, id=gift: value_gift(db, gift_id=id, pounds=10, now=now),
            )
    template = next(one for one in shipped_templates() if one.key == "cic34")
    made = hub.look(lambda db: figures_of(db, NOVEMBER, template=template, now=hub.clock()))
    report = published(made, made_on=TODAY)
    return {table.code: table for part in report.sections for table in part.tables}


def lines(table: CountTable) -> list[tuple[str, int | None]]:
    return [(row.label, row.cells[0].number) for row in table.rows]


def test_a_kind_that_the_number_given_hides_has_no_worth_either(hub: HubBuilder):
    """Of "fewer than 5" given, worths stood beside each kind: one each."""
    kinds = (SIM, VOUCHER, LAPTOP)
    tables = given(hub, *kinds)
    worths = tables["pounds_by_thing"]
    assert not {SIM, VOUCHER, LAPTOP} & {label for label, _ in lines(worths)}
    assert all(number is None for _, number in lines(worths))
    assert worths.total is not None
    assert worths.total.cells[0].number == 10 * len(kinds), "the law asks for all of it"


def test_where_all_given_are_of_one_kind_its_worth_tells_no_more_than_its_number(hub: HubBuilder):
    tables = given(hub, *[SIM] * 7)
    assert lines(tables["gifts_by_thing"]) == [(SIM, 7)]
    assert lines(tables["pounds_by_thing"]) == [(SIM, 70)]


def test_of_few_that_were_valued_no_kind_is_told(hub: HubBuilder):
    tables = given(hub, SIM, VOUCHER, *[SIM] * 6, *[VOUCHER] * 6, valued=2)
    assert lines(tables["gifts_by_thing"]) == [(VOUCHER, 7), (SIM, 7)]
    assert all(number is None for _, number in lines(tables["pounds_by_thing"]))


def test_where_it_is_told_what_was_given_its_worth_is_too(hub: HubBuilder):
    tables = given(hub, *[SIM] * 6, *[VOUCHER] * 5)
    assert lines(tables["gifts_by_thing"]) == [(SIM, 6), (VOUCHER, 5)]
    assert lines(tables["pounds_by_thing"]) == [(SIM, 60), (VOUCHER, 50)]
