"""What somebody told about themselves: how to reach them, when they were born, what to mind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Need, Purpose
from hubdesk.queries.consents import ConsentRow
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.ui.people.section import Section, fact, named, remark
from hubdesk.ui.people.words import (
    birth_words,
    channel_words,
    consent_words,
    how_words,
    role_words,
)
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.text import Label


def _t(text: str) -> str:
    return translate("People", text)


class DetailsCard(Section):
    """`person_asked` carries the id of somebody they live with."""

    person_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Details"), parent)

    def show_person(self, person: PersonFacts, today: date) -> None:
        """Show somebody. What is not known takes no room, but for the phone."""
        self.clear()
        for label, words, note in _facts(person, today):
            icon = "languages" if label == _t("Language") else "triangle-alert"
            self.put(fact(label, words, note, icon))
        if person.household and person.household.others:
            self._put_household(person.household.others)
        self.put(Line())
        held = latest_consents(person.consents)
        if not held:
            self.put(remark(_t("Privacy notice not given yet"), "shield-check", "text3"))
        for consent in held:
            self.put(_consent(consent))

    def _put_household(self, others: tuple[tuple[str, str], ...]) -> None:
        home = QWidget()
        body = column(home, 0, 0)
        body.addWidget(Label(_t("Lives with"), "small", "2"))
        for id_, name in others:
            button = named(Button(name, "link", elides=True), f"household:{id_}")
            button.clicked.connect(partial(self._ask, id_))
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.put(home)

    def _ask(self, id_: str, _on: bool = False) -> None:
        self.person_asked.emit(id_)


def latest_consents(consents: tuple[ConsentRow, ...]) -> list[ConsentRow]:
    """The newest answer of each purpose, in the order of `Purpose`."""
    newest: dict[str, ConsentRow] = {}
    for row in consents:
        newest.setdefault(row.purpose, row)
    return [newest[p.value] for p in Purpose if p.value in newest]


def _consent(row: ConsentRow) -> QWidget:
    words = consent_words(row.purpose, row.is_given)
    day = i18n.plain_day(row.given_on)
    if row.purpose == Purpose.PRIVACY_NOTICE:
        text = f"{words}\n{day}"
    else:
        text = f"{words}\n{day}, {how_words(row.how).lower()}"
    icon = "shield-check" if row.is_given else "circle-x"
    if row.is_older:
        older = _t("To version {version} of the words. They are others now.")
        text = f"{text}\n{older.format(version=row.wording_version)}"
    found = remark(text, icon, "ok" if row.is_given else "text3")
    version = _t("Version {n}").format(n=row.wording_version)
    found.setToolTip(f"{version}\n{row.wording}".strip())
    return found


def _facts(person: PersonFacts, today: date) -> Iterator[tuple[str, str, str]]:
    """Label, words and what to mind about each fact that is known."""
    unsafe = "" if person.safe_to_leave_message else _t("Do not leave messages")
    yield _t("Phone"), person.phone or _t("No phone number"), unsafe
    if person.email:
        yield _t("E-mail"), person.email, ""
    if person.channel:
        yield _t("Contact by"), channel_words(person.channel), ""
    if born := birth_words(person.birth, today):
        yield _t("Born"), born, ""
    if person.language or Need.INTERPRETER in person.needs:
        wants = _t("Wants an interpreter") if Need.INTERPRETER in person.needs else ""
        yield _t("Language"), person.language or _t("Not said"), wants
    if address := address_words(person):
        post = _t("Do not post anything there") if person.do_not_post else ""
        yield _t("Address"), address, post
    if person.guardian_name:
        reach = " · ".join(p for p in (person.guardian_name, person.guardian_phone) if p)
        yield _t("Parent or carer"), reach, ""
    if person.roles:
        yield _t("Roles"), ", ".join(role_words(role) for role in person.roles), ""
    if person.other_codes:
        yield _t("Other cards"), ", ".join(person.other_codes), ""
    if person.heard_from:
        yield _t("Heard of us from"), person.heard_from[:1].upper() + person.heard_from[1:], ""


def address_words(person: PersonFacts) -> str:
    """The address as far as it may be shown."""
    if person.no_fixed_address:
        return _t("No fixed address")
    if person.address_withheld:
        where = person.postcode
        return _t("Withheld, {postcode}").format(postcode=where) if where else _t("Withheld")
    return "\n".join(part for part in (person.address, person.postcode) if part)
