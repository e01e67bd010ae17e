"""The pages of the window: their names, where they stand in the rail, and what each is given."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.app.records import Records
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.page import Page, PageSpec


def page_specs(records: Records, choices: ComputerChoices) -> list[PageSpec]:
    """Every page but the front desk. Each is built at its first visit."""
    doors = records.doors
    del choices

    def people() -> Page:
        from hubdesk.ui.people.page import PeoplePage

        return PeoplePage(doors)

    def spec(name: str, title: str, icon: str, key: str, factory: Callable[[], Page]) -> PageSpec:
        return PageSpec(name, title, icon, key, factory)

    return [spec("people", "People", "users", "people", people)]
