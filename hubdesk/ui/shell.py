"""The frame of the window: rail, top bar, title, result strip, pages and the panel at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.actions import ACTIONS, bind
from hubdesk.ui.drawer import WIDTH, Drawer
from hubdesk.ui.focus import bring_into_view, reading_order, step
from hubdesk.ui.kept_pages import KeptPages
from hubdesk.ui.page import Frame, Page, PageSpec, frame_of
from hubdesk.ui.page_stack import PageStack
from hubdesk.ui.rail import Rail, Status
from hubdesk.ui.space import column, line, sized, spaced
from hubdesk.ui.theme import look
from hubdesk.ui.top_bar import TopBar
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import Result, Strip
from hubdesk.ui.widgets.text import ElidedLabel

_MOST_STEPS = 50
_MARGINS = (24, 14, 24, 20)
_NARROW_MARGINS = (16, 10, 16, 12)


def _t(text: str) -> str:
    return translate("Shell", text)


def _more() -> str:
    return _t("More")


class Shell(QWidget):
    """`pages` are built at their first visit. The first of them is where Esc leads in the end."""

    page_changed = Signal(str)
    lock_asked = Signal()
    status_asked = Signal()
    hide_asked = Signal()  # from a page: take the person off the screen

    def __init__(
        self,
        pages: Sequence[PageSpec],
        hub: str = "",
        *,
        whom_to_ask: Callable[[str], str] = lambda _verb: "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.whom_to_ask = whom_to_ask  # controls inside find it: see ui.rights
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pages = KeptPages(pages)
        self._steps: list[tuple[str, dict[str, object]]] = []
        self._frame = Frame.WIDE
        self._now = self._now_short = ""
        self._asks = False
        self._told = False  # whether the strip says something of the page that is open
        self.rail = Rail(pages, hub)
        self.top = TopBar()
        self.search = self.top.search
        self.banner = Strip()
        self.strip = Strip()
        self.side_button = Button("", "ghost", "panel-right", elides=False)
        self._build()
        self.drawer = Drawer(self)
        self.drawer.closed.connect(self._settle_side)
        self._connect(pages)

    def _build(self) -> None:
        whole = line(self)
        whole.addWidget(self.rail)
        self._main = main = column(None, _MARGINS, 0)
        whole.addLayout(main, 1)
        main.addWidget(self.top)
        self._title_row = QWidget()
        row: QHBoxLayout = line(self._title_row, (0, 5, 0, 5), 12)
        sized(self._title_row, least_height=54)
        self._title = ElidedLabel("", "h1")
        self._meta = ElidedLabel("", "body", "2")
        self._meta.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._meta.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._head: QHBoxLayout = line(gap=8)
        self._title_line = row
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._meta)
        row.addLayout(self._head)
        row.addWidget(self.side_button)
        main.addWidget(self.banner)
        main.addWidget(self._title_row)
        self._above = QWidget()
        self.above = column(self._above)
        main.addWidget(self._above)
        self._strip_home = column(gap=0)
        self._strip_home.addWidget(self.strip)
        main.addLayout(self._strip_home)
        self._body = QWidget()
        body = line(self._body, 0, 16)
        self._stack = PageStack()
        self._side_home = column()
        self._side_box = QWidget()
        self._side_box.setLayout(self._side_home)
        sized(self._side_box, width=WIDTH)
        self._side_box.hide()
        body.addWidget(self._stack, 1)
        body.addWidget(self._side_box)
        main.addWidget(self._body, 1)

    def _connect(self, pages: Sequence[PageSpec]) -> None:
        self.rail.chosen.connect(self.go)
        self.rail.status_asked.connect(self.status_asked)
        self.top.lock_asked.connect(self.lock_asked)
        self.side_button.clicked.connect(lambda _on=False: self.open_side())
        self.search.entered.connect(self._entered)
        look().changed.connect(self._refit)
        for spec in pages:
            if spec.key in ACTIONS:
                bind(self, spec.key, partial(self.go, spec.name))
        bind(self, "find", self.focus_search)
        bind(self, "back", self.back)
        bind(self, "lock", self.lock_asked.emit)

    @property
    def pages_home(self) -> QWidget:
        """What a page that is made before its first visit is made in."""
        return self._stack

    @property
    def current(self) -> str:
        """The name of the page that is open, "" before the first."""
        return self._steps[-1][0] if self._steps else ""

    @property
    def page(self) -> Page | None:
        return self._pages.get(self.current)

    @property
    def names(self) -> list[str]:
        """Every page there is."""
        return self._pages.names()

    @property
    def frame(self) -> Frame:
        return self._frame

    def go(self, name: str, /, **facts: object) -> None:
        """Open a page, telling it what about. LookupError for a page nobody handed in.

        One that whoever is at the desk may not open says whom to ask, and this one stays.
        """
        right = self._pages.spec(name).right
        if right and (why := self.whom_to_ask(right)):
            self.tell(Result("bad", why))
            return
        if (name, facts) != (self._steps[-1] if self._steps else None):
            self._steps = [*self._steps[-_MOST_STEPS:], (name, facts)]
        self._open()

    def back(self) -> None:
        """To the page before, and from the first step to the first page."""
        if len(self._steps) > 1:
            self._steps.pop()
        elif self._steps:
            self._steps = [(self._pages.first, {})]
        self._open()

    def hide_people(self) -> None:
        """To the first page, with no person one step back: nothing brings them up but a search."""
        self.go(self._pages.first)
        kept: list[tuple[str, dict[str, object]]] = []
        for name, facts in self._steps:
            about_person = self._pages.spec(name).about_person or "person_id" in facts
            if not about_person and (name, facts) not in kept[-1:]:
                kept.append((name, facts))
        self._steps = kept
        self._pages.hide_people()

    def focus_search(self) -> None:
        """The focus to the search box, with what is in it chosen."""
        self.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.edit.selectAll()

    def tell(self, result: object) -> None:
        """Show a strip.Result on the page that is open."""
        if isinstance(result, Result):
            self._told = True
            self.strip.show_result(result)

    def set_hub(self, name: str) -> None:
        """What the hub is called."""
        self.rail.set_hub(name)

    def give_room(self, asks: bool) -> None:
        """Something is asked above the page: where there is little room it stands in its place."""
        self._asks = asks
        small = asks and self._frame is Frame.NARROW
        if not asks:  # what goes goes first, or the window would grow for both
            self._above.hide()
        spaced(self.above, (0, 12 if small else 0, 0, 12))
        self._main.setStretchFactor(self._above, int(small))
        self._body.setVisible(not small)
        self._title_row.setVisible(not small and self._title_row_is_needed())
        self._above.setVisible(asks)

    def settle_rights(self) -> None:
        """Somebody else is at the desk, or may do other things: close what is not for them."""
        shut = [s for s in self._pages.specs() if s.right and self.whom_to_ask(s.right)]
        names = {spec.name for spec in shut}
        self.rail.close_pages(names)
        for button in self.findChildren(Button):
            button.settle_right()
        were, self._steps = self._steps, [step for step in self._steps if step[0] not in names]
        if self._steps and self._stack.currentWidget() is not self.page:
            self._open()
        elif were and not self._steps:
            self.go(self._pages.first)

    def set_person(self, name: str, role: str) -> None:
        """Who is at the desk, as the top bar shows it."""
        self.top.set_person(name, role)

    def set_now(self, words: str, short: str = "") -> None:
        """Day and time as people read them: Tuesday 11 November, 10:42am."""
        self._now = words
        self._now_short = short or words
        self._retitle()

    def set_status(self, status: Status) -> None:
        """How saving stands."""
        self.rail.show_status(status)

    def open_side(self) -> None:
        """Open the page's panel as a drawer."""
        side, page = self._pages.side(self.current), self.page
        if side is not None and page is not None and self._frame is not Frame.WIDE:
            self.drawer.open_with(side, page.side_words() or _more())

    def focus_order(self) -> list[QWidget]:
        """Every stop of Tab: top bar, title row, page, panel, rail. An open drawer keeps Tab."""
        if self.drawer.isVisible():
            return reading_order(self.drawer)
        above = (self.top, self.banner, self._title_row, self._above, self.strip)
        return reading_order(*above, self._stack, self._side_box, self.rail)

    def focusNextPrevChild(self, next: bool) -> bool:
        found = step(self.focus_order(), self.window().focusWidget(), forward=next)
        if found is None:
            return super().focusNextPrevChild(next)
        tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
        found.setFocus(tab if next else back)
        bring_into_view(found)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _escape(self) -> None:
        if self.drawer.isVisible():
            self.drawer.shut()
        elif self.page is None or not self.page.step_back():
            self.back()

    def _entered(self, text: str) -> None:
        if not text.strip() and self.page is not None:
            self.page.press_primary()

    def _open(self) -> None:
        name, facts = self._steps[-1]
        before = self._stack.currentWidget()
        page = self._pages.get(name) or self._make(name)
        if isinstance(before, Page) and before is not page:
            before.leave()
        self.drawer.shut()
        self.search.close_list()
        page.set_frame(self._frame)
        self._told = False
        page.arrive(**facts)
        self._stack.setCurrentWidget(page)
        self.rail.set_current(self._pages.spec(name).under or name)
        for around in (self.rail, self.top):
            around.setVisible(not page.stands_alone())
        self._place_strip(page, is_here=before is page)
        self._show_head(page)
        self._settle_side()
        self._retitle()
        (page.first_focus() or self.search.edit).setFocus(Qt.FocusReason.OtherFocusReason)
        self._pages.opened(name)
        self.page_changed.emit(name)

    def _make(self, name: str) -> Page:
        page = self._pages.build(name)
        self._stack.addWidget(page)
        page.go.connect(lambda to, facts: self.go(to, **facts))
        page.told.connect(self.tell)
        page.retitled.connect(self._retitle)
        page.side_changed.connect(self._settle_side)
        page.hide_asked.connect(self.hide_asked)
        for of_page, widget in self._pages.heads():
            if of_page == name:
                self._head.addWidget(widget)
        if (side := self._pages.side(name)) is not None:
            self._side_home.addWidget(side)
        return page

    def _place_strip(self, page: Page, *, is_here: bool) -> None:
        was_shown = not self.strip.isHidden()
        place = page.strip_place()
        home: QBoxLayout = self._strip_home if place is None else place
        if home.indexOf(self.strip) < 0:
            home.insertWidget(0, self.strip)
        stays = self._told or self._repeats(page) or (was_shown and is_here)
        self.strip.setVisible(self.strip.result is not None and stays)

    def _repeats(self, page: Page) -> bool:
        """What only said how to go on on the page before is of no use on this one."""
        was = self.strip.result
        return page.repeats_result() and not (was and was.only_says)

    def _show_head(self, page: Page) -> None:
        own = page.has_own_head()
        self._title.setVisible(not own)
        for of_page, widget in self._pages.heads():
            mine = of_page == self.current
            widget.setVisible(mine and not widget.property("unneeded"))

    def _retitle(self) -> None:
        page = self.page
        if page is None:
            return
        title = page.title() or self._pages.spec(self.current).title
        self._title.setText(title)
        narrow = self._frame is Frame.NARROW
        now = self._now_short if self._frame is not Frame.WIDE else self._now
        self._meta.setText(page.meta() or ("" if narrow else now))
        self._meta.setVisible(bool(self._meta.text()))
        if self.isVisible():  # behind the lock the title says nothing, and never a name
            self.window().setWindowTitle(f"{self._pages.spec(self.current).title} – HubDesk")

    def _settle_side(self) -> None:
        """The panel of this page at the right where it fits, else behind its button."""
        page, side = self.page, self._pages.side(self.current)
        wide = self._frame is Frame.WIDE
        for panel in self._pages.sides():
            if panel is side and wide and self._side_home.indexOf(panel) < 0:
                self._side_home.addWidget(panel)
            if panel is not side or wide or not self.drawer.isVisible():
                panel.setVisible(panel is side and wide)
        self._side_box.setVisible(wide and side is not None)
        words = page.side_words() if page is not None and side is not None else ""
        self.side_button.set_words(words or _more())
        placed = page.place_side_button(self.side_button) if page and side and not wide else False
        if not placed and self._title_line.indexOf(self.side_button) < 0:
            self._title_line.addWidget(self.side_button)
        self.side_button.setVisible(side is not None and not wide)
        self._title_row.setVisible(self._title_row_is_needed())

    def _title_row_is_needed(self) -> bool:
        """A page with a head of its own needs the row only for buttons that stand in it."""
        if self.page is None or not self.page.has_own_head():
            return True
        shown = [widget for _, widget in self._pages.heads()]
        if self._title_line.indexOf(self.side_button) >= 0:
            shown.append(self.side_button)
        return any(not widget.isHidden() for widget in shown)

    def _refit(self) -> None:
        frame = frame_of(self.width(), look().scale)
        self.drawer.place()
        if frame is not self._frame:
            self._frame = frame
            self.drawer.shut()
            self.rail.set_wide(frame is Frame.WIDE)
            self.top.set_frame(frame)
            narrow = frame is Frame.NARROW
            spaced(self._main, _NARROW_MARGINS if narrow else _MARGINS)
            sized(self._title_row, least_height=46 if narrow else 54)
            spaced(self._title_line, (0, 4, 0, 4) if narrow else (0, 5, 0, 5), 12)
            for page in self._pages:
                page.set_frame(frame)
            if self.page is not None:
                self._show_head(self.page)
            self._settle_side()
            self.give_room(self._asks)
        self._retitle()
