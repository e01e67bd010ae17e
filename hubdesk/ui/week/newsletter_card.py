"""Who wants the newsletter and is not in People: signed up, taken off, said to be somebody here."""

from __future__ import annotations

from typing import Any

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.opportunities import SignedUpAlready
from hubdesk.errors.records import EmailNotRight
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import How, Purpose
from hubdesk.operations.newsletter import know_sign_up, sign_up, take_back_sign_up
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.newsletter import SignUpRow, reader_counts, sign_ups
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.week.lines import LinesCard, bar_of
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import WrappedLabel

HOWS = ((How.SPOKEN, "They said so"), (How.PAPER, "On paper"), (How.SCREEN, "On screen"))
_ABOUT_EMAIL = (FieldMissing, EmailNotRight, SignedUpAlready)


def _t(text: str) -> str:
    return translate("Opportunities", text)


class NewsletterCard(LinesCard):
    """Whoever is in People says yes on their own page; both are counted here."""

    def __init__(self, gestures: Gestures) -> None:
        hint = _t("For those who are not in People. Whoever is says yes on their own page.")
        super().__init__(gestures, _t("Newsletter"), hint)
        self._row: SignUpRow | None = None
        self.counts = WrappedLabel("", "body")
        self.add_button = Button(_t("Sign somebody up"), "", "mail", verb="sign up")
        self.take_button = Button(
            _t("Save the addresses"), "ghost", "download", verb="take addresses"
        )
        self.add_above(self.counts)
        self.add_above(bar_of(self.add_button, self.take_button))
        self.person = FindPerson(
            gestures.doors, _t("Who is it?"), _t("Their yes goes over to their own page.")
        )
        self.add_above(self.person)
        self.person.hide()
        self.form.body.addWidget(WrappedLabel(_t("Read this out to them:"), "smallstrong"))
        self.wording = WrappedLabel("", "body", "2")
        self.form.body.addWidget(self.wording)
        self.email, self.name = LineEdit(), LineEdit()
        self.how = Combo([(how.value, _t(words)) for how, words in HOWS], How.SPOKEN)
        self.form.add("email", _t("&E-mail"), self.email)
        self.form.add("name", _t("&Name"), self.name, _t("May be empty."))
        self.form.add("how", _t("&How they agreed"), self.how)
        self.save_button = Button(_t("They agree"), "", "check", verb="sign up")
        cancel = Button(_t("Cancel"), "ghost")
        self.add_to_form(bar_of(self.save_button, cancel))
        self.add_button.clicked.connect(lambda _on=False: self.ask())
        self.save_button.clicked.connect(lambda _on=False: self.save())
        cancel.clicked.connect(lambda _on=False: self.close_form())
        self.person.chosen.connect(self._known)
        self.person.left.connect(self._nobody)

    def first_stop(self) -> Button:
        return self.add_button

    def ask(self) -> None:
        """Open the form, with the words that hold now."""
        asked = self.gestures.doors.look(current_wordings).get(Purpose.NEWSLETTER)
        self.wording.setText(asked.text if asked else "")
        self.email.clear()
        self.name.clear()
        self.open_form("email")

    def save(self) -> bool:
        """They agreed. What cannot be kept stays typed."""
        email, name, how = self.email.text(), self.name.text(), self.how.value()
        self.form.show_problems({})
        done = self.gestures.act(
            "sign up",
            lambda db, now: sign_up(db, email=email, name=name, how=how, now=now).id,
            _t("They get the newsletter from now on."),
            refused=self._show_refusal,
        )
        if done:
            self.close_form()
        return done

    def _show_refusal(self, error: HubDeskError) -> bool:
        if isinstance(error, _ABOUT_EMAIL):
            self.form.show_problems({"email": explain(error).text})
            return True
        return False

    def _counted(self, found: tuple[int, int]) -> None:
        people, others = found
        of_people = i18n.count(people, _t("person of the hub"), _t("people of the hub"))
        of_others = i18n.count(others, _t("other address"), _t("other addresses"))
        self.counts.setText(
            _t("{people} and {others} get it.").format(people=of_people, others=of_others)
        )

    def show_now(self) -> None:
        doors = self.gestures.doors
        # everybody's newest answer is asked for: a quarter of a second in a hub of 100,000
        doors.later(lambda: doors.look(reader_counts), owner=self, then=self._counted)
        self.clear()
        if reason := doors.barred("see newsletter"):
            self.put_nothing(reason)
            return
        rows = doors.look(sign_ups, right="see newsletter")
        if not rows:
            self.put_nothing(_t("Nobody has given an address yet."))
        for row in rows:
            self.put_words(row.email, _words(row), *self._buttons(row))

    def _buttons(self, row: SignUpRow) -> tuple[Button, ...]:
        if row.taken_back_on is not None:
            return ()
        known = Button(
            _t("It is somebody in People"), "", "user-check",
            name=_t("It is somebody in People: {email}").format(email=row.email),
            verb="know sign-up",
        )  # fmt: skip
        off = Button(
            _t("Take off"), "ghost", "x", name=_t("Take off: {email}").format(email=row.email),
            verb="take back sign-up",
        )  # fmt: skip
        known.clicked.connect(lambda _on=False: self._ask_who(row))
        off.clicked.connect(lambda _on=False: self._take_off(row))
        return known, off

    def _ask_who(self, row: SignUpRow) -> None:
        self._row = row
        self.person.show()
        self.person.edit.setFocus()

    def _nobody(self) -> None:
        self._row = None
        self.person.hide()
        self.add_button.setFocus()

    def _known(self, person_id: str, name: str) -> None:
        row = self._row
        if row is None:
            return

        def work(db: Any, now: Any) -> str:
            return know_sign_up(db, sign_up_id=row.id, person_id=person_id, now=now).id

        words = _t("The newsletter is on the page of {name} now.").format(name=name)
        if self.gestures.act("know sign-up", work, words, about={"person_id": person_id}):
            self._nobody()

    def _take_off(self, row: SignUpRow) -> None:
        self.gestures.act(
            "take back sign-up",
            lambda db, now: take_back_sign_up(db, sign_up_id=row.id, now=now).id,
            _t("{email} gets the newsletter no more.").format(email=row.email),
        )


def _words(row: SignUpRow) -> str:
    said = [row.name, _t("agreed on {day}").format(day=i18n.plain_day(row.agreed_on))]
    said.append(_t("words {version}").format(version=row.wording_version))
    if row.taken_back_on is not None:
        said.append(_t("taken back on {day}").format(day=i18n.plain_day(row.taken_back_on)))
    return ", ".join(filter(None, said))
