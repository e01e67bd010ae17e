"""A table of any length as a count and windows of 200 rows, read when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

WINDOW: Final = 200
KEPT: Final = 12  # windows; the rest is read again, which takes 1 to 17 ms

Index = QModelIndex | QPersistentModelIndex


class HasId(Protocol):
    """A frozen row of `queries`."""

    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=HasId)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """What one column shows and how.

    `sort` is the key handed to `read_window`, "" where one cannot sort. `width` is in units,
    0 stretches. `chip` gives the words and kind of a chip in place of text; `detail` a second
    line under it. `person` puts an avatar before the name.
    """

    heading: str
    text: Callable[[Row], str]
    sort: str = ""
    width: int = 0
    align: Literal["left", "right"] = "left"
    strong: bool = False
    person: bool = False
    ink: str = ""
    chip: Callable[[Row], tuple[str, str] | None] | None = None
    detail: Callable[[Row], str] | None = None


Row_co = TypeVar("Row_co", bound=HasId, covariant=True)


class Source(Protocol[Row_co]):
    """Where rows come from. `filters` is whatever the page hands in, unchanged."""

    def count(self, filters: Any) -> int: ...

    def read_window(
        self, offset: int, limit: int, sort: str, descending: bool, filters: Any
    ) -> Sequence[Row_co]: ...


@dataclass(frozen=True)
class Calls(Generic[Row]):
    """A Source out of two functions, and a third that tells at which row an id stands now."""

    count: Callable[[Any], int]
    read_window: Callable[[int, int, str, bool, Any], Sequence[Row]]
    position: Callable[[str, str, bool, Any], int | None] | None = None


class ListModel(QAbstractTableModel, Generic[Row]):
    """The model of a `ListView`. `data()` never raises: trouble is told once by `failed`."""

    failed = Signal(object)  # the exception
    counted = Signal(int)  # after every load

    def __init__(
        self,
        source: Source[Row],
        columns: Sequence[Column[Row]],
        *,
        sort: str = "",
        descending: bool = False,
        sentence: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self.columns = tuple(columns)
        self.sort_key = sort or next((c.sort for c in self.columns if c.sort), "")
        self.descending = descending
        self._sentence = sentence
        self._filters: Any = None
        self._count = 0
        self._windows: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._told = False

    @property
    def filters(self) -> Any:
        return self._filters

    def load(self, filters: Any = None) -> None:
        """Count again with these filters and forget what was read."""
        self._filters = filters
        self.reload()

    def reload(self) -> None:
        """Count again; rows are read again when they are looked at."""
        self.beginResetModel()
        self._windows.clear()
        self._told = False
        self._count = self._try(lambda: self._source.count(self._filters)) or 0
        self.endResetModel()
        self.counted.emit(self._count)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column that has a sort key; others change nothing."""
        key = self.columns[column].sort if 0 <= column < len(self.columns) else ""
        descending = order == Qt.SortOrder.DescendingOrder
        if key and (key, descending) != (self.sort_key, self.descending):
            self.sort_key, self.descending = key, descending
            self.reload()

    def row(self, at: int) -> Row | None:
        """The row at `at`, read if need be; None out of range or in trouble."""
        if not 0 <= at < self._count:
            return None
        window = self._window(at // WINDOW)
        inside = at % WINDOW
        return window[inside] if inside < len(window) else None

    def id_at(self, at: int) -> str:
        """The id of the row at `at`, "" where there is none."""
        row = self.row(at)
        return row.id if row is not None else ""

    def find(self, id_: str, near: int = 0) -> int | None:
        """Where an id stands now: asked of the source, else looked for around row `near`."""
        if not id_ or not self._count:
            return None
        position = getattr(self._source, "position", None)
        if position is not None:
            found = self._try(lambda: position(id_, self.sort_key, self.descending, self._filters))
            return found if isinstance(found, int) and self.id_at(found) == id_ else None
        middle = min(near, self._count - 1) // WINDOW
        for block in (middle, middle - 1, middle + 1):
            if 0 <= block <= (self._count - 1) // WINDOW:
                for inside, row in enumerate(self._window(block)):
                    if row.id == id_:
                        return block * WINDOW + inside
        return None

    def sentence(self, at: int) -> str:
        """The whole row as it is read aloud."""
        row = self.row(at)
        if row is None:
            return ""
        if self._sentence is not None:
            return self._sentence(row)
        return ", ".join(words for words in (self._words(row, c) for c in self.columns) if words)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ANSWERED:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        row = self.row(index.row())
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._try(lambda: self.sentence(index.row())) or ""
        return self._try(lambda: self._words(row, column)) or ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].heading
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[self.columns[section].align]
        return None

    @staticmethod
    def _words(row: Row, column: Column[Row]) -> str:
        chip = column.chip(row) if column.chip else None
        parts = (chip[0] if chip else column.text(row), column.detail(row) if column.detail else "")
        return ", ".join(part for part in parts if part)

    def _window(self, block: int) -> Sequence[Row]:
        if block in self._windows:
            self._windows.move_to_end(block)
            return self._windows[block]
        offset = block * WINDOW
        limit = min(WINDOW, self._count - offset)
        found = self._try(
            lambda: self._source.read_window(
                offset, limit, self.sort_key, self.descending, self._filters
            )
        )
        window: Sequence[Row] = found if found is not None else ()
        self._windows[block] = window
        while len(self._windows) > KEPT:
            self._windows.popitem(last=False)
        return window

    def _try(self, read: Callable[[], Any]) -> Any:
        """What `read` gives, or None: an exception must not travel through Qt's C++."""
        try:
            return read()
        except Exception as error:
            if not self._told:
                self._told = True
                self.failed.emit(error)
            return None


_ANSWERED: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_ALIGN: Final = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}
