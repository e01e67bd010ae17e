"""The pages that are built: made at their first visit, and let go of when nobody comes back.

A page costs 2 to 5 MB and is built again in 50 ms, so on a laptop with 4 GB only those opened
last are kept. What has something unsaved stays, however long ago it was opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QWidget

from hubdesk.ui.page import Page, PageSpec

MOST = 4


class KeptPages:
    """Built pages by name, with the panel and the head buttons that belong to each."""

    def __init__(self, specs: Iterable[PageSpec]) -> None:
        self._specs = {spec.name: spec for spec in specs}
        self.first = next(iter(self._specs))
        self._pages: dict[str, Page] = {}  # the one opened last stands last
        self._sides: dict[str, QWidget] = {}
        self._heads: dict[str, list[QWidget]] = {}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def names(self) -> list[str]:
        """Every page there is, built or not."""
        return list(self._specs)

    def specs(self) -> list[PageSpec]:
        """What was said of every page."""
        return list(self._specs.values())

    def spec(self, name: str) -> PageSpec:
        """What was said of a page. LookupError for a page nobody handed in."""
        if name not in self._specs:
            raise LookupError(name)
        return self._specs[name]

    def get(self, name: str) -> Page | None:
        """The page if it is built."""
        return self._pages.get(name)

    def side(self, name: str) -> QWidget | None:
        """The panel of a page that is built, if it has one."""
        return self._sides.get(name)

    def sides(self) -> list[QWidget]:
        return list(self._sides.values())

    def heads(self) -> Iterator[tuple[str, QWidget]]:
        """Every button for the title row, with the name of its page."""
        for name, widgets in self._heads.items():
            for widget in widgets:
                yield name, widget

    def build(self, name: str) -> Page:
        """Make a page with its panel and its head buttons."""
        page = self._pages[name] = self.spec(name).factory()
        self._heads[name] = page.head_buttons()
        if (side := page.side()) is not None:
            self._sides[name] = side
        return page

    def opened(self, name: str) -> None:
        """The page was opened: the ones nobody opened for longest are let go of."""
        self._pages[name] = self._pages.pop(name)
        old = [kept for kept in self._pages if kept != self.first][:-MOST]
        self._let_go(old)

    def hide_people(self) -> None:
        """The pages that show one person are let go of."""
        self._let_go([name for name in self._pages if self.spec(name).about_person])

    def _let_go(self, names: list[str]) -> None:
        for kept in [name for name in names if not self._pages[name].has_unsaved()]:
            gone = [self._pages.pop(kept), *self._heads.pop(kept)]
            if (side := self._sides.pop(kept, None)) is not None:
                gone.append(side)
            for widget in gone:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
