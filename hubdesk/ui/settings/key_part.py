"""A manager elsewhere who can open the records, and a new key after somebody left on bad terms."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.hub import hub_facts
from hubdesk.ui.doors import Doors
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.lock_forms import PassphraseForm
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class ManagerCard(Card):
    """Somebody responsible who does not work at this desk types a passphrase of their own."""

    verb = "give passphrase"

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self._doors: Doors = choosing.doors
        self._tell = choosing.tell
        self.form: PassphraseForm | None = None
        self.body.addWidget(SectionHead(_t("A manager elsewhere")))
        self.words = WrappedLabel("", "small", "2")
        self.body.addWidget(self.words)
        row = line(gap=8)
        self.give_button = Button("", "", "key-round")
        self.take_button = Button(_t("Take it away"), "ghost")
        self.give_button.clicked.connect(lambda _on=False: self._again(self._open))
        self.take_button.clicked.connect(lambda _on=False: self._again(self._take))
        row.addWidget(self.give_button)
        row.addWidget(self.take_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._doors.announcer.acting.connect(self.show_now)
        self.show_now()

    def show_now(self) -> None:
        has, barred = self._doors.ways.has_manager(), self._doors.barred("give passphrase")
        self.words.setText(
            _t("A manager elsewhere can open the records with a passphrase of their own.")
            if has
            else _t("Somebody responsible, like a trustee, can have a passphrase too.")
        )
        self.give_button.set_words(_t("Change it") if has else _t("Give one"))
        self.give_button.set_reason(barred)
        self.take_button.set_reason(barred)
        self.take_button.setVisible(has)

    def is_writing(self) -> bool:
        """Whether a passphrase is being typed."""
        return self.form is not None

    def save(self) -> None:
        form = self.form
        if form is None or not form.is_right():
            return
        new = form.new.text()
        form.set_busy(_t("Making the lock…"))
        self._doors.later(
            lambda: self._doors.ways.give_manager(new),
            owner=form,
            then=lambda _: self._done(_t("The manager's passphrase opens the records now.")),
            refused=self._refused,
        )

    @property
    def save_button(self) -> Button | None:
        return self.form.save_button if self.form is not None else None

    def leave(self) -> None:
        """Nothing is changed, and nothing typed is kept."""
        self.forget()

    def forget(self) -> None:
        """Another page is shown: no passphrase stays behind in a field."""
        if self.form is not None and not self.form.is_busy:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _again(self, then: object) -> None:
        assert callable(then)
        self._doors.again("give passphrase", then)

    def _open(self) -> None:
        self.forget()
        facts = self._doors.look(hub_facts)
        self.form = PassphraseForm(facts.name if facts else "")
        self.form.saved.connect(self.save)
        self.form.left.connect(self.leave)
        self.body.addWidget(self.form)
        self.form.new.edit.setFocus()

    def _take(self) -> None:
        try:
            self._doors.ways.take_manager_away()
        except HubDeskError as error:
            self._tell(Result("bad", explain(error).text))
            return
        self._done(_t("The manager's passphrase opens nothing now."))

    def _done(self, words: str) -> None:
        if self.form is not None:
            self.form.set_busy("")
        self.forget()
        self.show_now()
        self._tell(Result("ok", words))

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, HubDeskError)
        if self.form is not None:
            self.form.set_busy("")
            self.form.problems({"new": explain(error).text})


class KeyCard(Card):
    """`asked` tells that the records are to get a new key."""

    verb = "change key"

    asked = Signal()

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self._doors: Doors = choosing.doors
        self.body.addWidget(SectionHead(_t("A new key for the records")))
        for words in (
            _t("After somebody left on bad terms who may have a copy of the lock."),
            _t(
                "First put their account away. Everybody who stays keeps their passphrase and "
                "PIN. The recovery sheet is printed anew."
            ),
            _t("It takes a minute or more. Nobody can work meanwhile."),
            _t("What was set aside after a mending is removed: only the old key opens it."),
        ):
            self.body.addWidget(WrappedLabel(words, "small", "2"))
        row = line(gap=0)
        self.button = Button(_t("Change the key"), "", "key-round")
        self.button.clicked.connect(
            lambda _on=False: self._doors.again("change key", self.asked.emit)
        )
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._doors.announcer.acting.connect(self.show_now)
        self.show_now()

    def show_now(self) -> None:
        self.button.set_reason(self._doors.barred("change key"))
