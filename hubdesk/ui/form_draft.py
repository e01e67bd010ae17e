"""Keeps a half-filled form: while one types, when one walks away, and after a restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from hubdesk.models import DraftKind
from hubdesk.operations.drafts import finish_draft, save_draft
from hubdesk.queries.drafts import DraftRow, drafts
from hubdesk.ui.doors import Doors

Body = dict[str, Any]
PAUSE_MS: Final = 1_000  # a pause in typing after which a power cut loses nothing


class FormDraft(QObject):
    """The draft of the form that is open. `read` gives what is typed, or None if it is empty.

    `page` names the form, so that no other takes its drafts.
    """

    def __init__(
        self, doors: Doors, page: str, read: Callable[[], Body | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._page = page
        self._read = read
        self._kept: Body | None = None
        self.id = ""
        self.for_whom = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed: keep it when the hands rest."""
        self._soon.start()

    def keep(self) -> None:
        """Keep what is typed, now."""
        self._soon.stop()
        body = self._read()
        if body is None:
            self.drop()
        elif body != self._kept:
            self.id = self._doors.do(
                "draft",
                lambda db, now: (
                    save_draft(
                        db,
                        kind=DraftKind.FORM,
                        body=self.body_of(body),
                        now=now,
                        draft_id=self.id,
                        for_whom=self.for_whom,
                    ).id
                ),
            )
            self._kept = body

    def body_of(self, typed: Body) -> Body:
        """What was typed, with the name of the form."""
        return {"page": self._page, "typed": typed}

    def open_ones(self, for_whom: str | None = None) -> list[DraftRow]:
        """The drafts of this form, the newest first: of everybody, or about one person.

        A form for somebody new is about them once they were saved, also when that is undone.
        """
        rows = self._doors.look(lambda db: drafts(db, DraftKind.FORM))
        ours = [row for row in rows if row.body.get("page") == self._page]
        return [row for row in reversed(ours) if for_whom in (None, row.for_whom)]

    def resume(self, row: DraftRow) -> Body:
        """Carry on with a draft. Answers with what was typed."""
        typed = row.body.get("typed")
        self.id, self.for_whom = row.id, row.for_whom
        self._kept = typed if isinstance(typed, dict) else {}
        return self._kept

    def begin(self, for_whom: str = "") -> None:
        """A fresh form; the draft before stays as it was kept."""
        self._soon.stop()
        self.id, self.for_whom, self._kept = "", for_whom, None

    def drop(self) -> None:
        """The form was emptied, or its work is done another way."""
        self._soon.stop()
        if self.id:
            draft_id = self.id
            self._doors.do("draft", lambda db, now: finish_draft(db, draft_id=draft_id, now=now))
        self.begin(self.for_whom)


def spend(db: Any, draft: FormDraft, typed: Body, now: Any, for_whom: str) -> str:
    """Within a change: the form has become what was saved. Answers with the draft's id.

    An undo of that change opens the draft again, so even a form that was never kept is. It is
    about whoever it made, so that an erasure of them finds it.
    """
    saved = save_draft(
        db,
        kind=DraftKind.FORM,
        body=draft.body_of(typed),
        now=now,
        draft_id=draft.id,
        for_whom=for_whom,
    )
    finish_draft(db, draft_id=saved.id, now=now)
    return saved.id
