"""Everything about a person, to be changed: one Save, one Undo, and nothing typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.operations.consents import record_consent
from hubdesk.operations.contacts import set_emergency_contact
from hubdesk.operations.drafts import finish_draft
from hubdesk.operations.people import (
    edit_person,
    join_household,
    leave_household,
    set_needs,
    set_roles,
)
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.queries.people import person_page
from hubdesk.queries.register import ContactRow, own_contact
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.form_draft import Body, FormDraft
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.details_card import latest_consents
from hubdesk.ui.people.edit_form import EditForm
from hubdesk.ui.people.edit_twins import EditTwins
from hubdesk.ui.people.edit_values import CONTACT, Changes, changes, consent_day, problems, typed_of
from hubdesk.ui.people.person_deeds import called
from hubdesk.ui.people.words import consent_words, need_words, role_words
from hubdesk.ui.space import column, line, scroller
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.strip import Offer


def _t(text: str) -> str:
    return translate("People", text)


class EditPersonPage(Page):
    """Facts of `arrive`: id, and field, the name of the one to begin with."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._person: PersonFacts | None = None
        self._before: dict[str, Any] = {}
        self._first = "display_name"
        self.form = EditForm(doors)
        self.twins = EditTwins(doors)
        self.draft = FormDraft(doors, "edit-person", self._worth_keeping, self)
        self.gestures = Gestures(doors, self.told.emit)
        self.back_button = Button(_t("Put everything back"), tip=_t("As it was before"))
        self.save_button = BigButton(_t("Save"), "check")
        self._build()
        self.form.edited.connect(self._edited)
        self.form.told_apart.connect(lambda: self._look_for_twins(ask=self.twins.is_asking))
        self.twins.opened.connect(lambda id_: self.go.emit("person", {"id": id_}))
        self.twins.others.connect(self._somebody_of_their_own)
        self.back_button.clicked.connect(lambda _on=False: self.put_back())
        self.save_button.clicked.connect(lambda _on=False: self.save())
        doors.announcer.acting.connect(self._somebody_else)
        bind(self, "save", self.save)

    def _build(self) -> None:
        whole: QVBoxLayout = column(self, 0, 12)
        inside = QWidget()
        room = column(inside, gap=12)
        room.addWidget(self.twins)
        room.addWidget(self.form)
        room.addStretch(1)
        self.area = scroller(inside)
        whole.addWidget(self.area, 1)
        bar: QHBoxLayout = line(gap=16)
        bar.addWidget(self.back_button)
        bar.addWidget(self.save_button, 1)
        whole.addLayout(bar)
        self._whole = whole

    # What the frame asks

    def title(self) -> str:
        if self._person is None:
            return ""
        return _t("Details of {name}").format(name=self._person.name)

    def arrive(self, **facts: object) -> None:
        id_ = str(facts.get("id", ""))
        person = self._doors.look(lambda db: person_page(db, id_))
        if person is None:
            self.gestures.say(_t("That person is not here any more."))
            self.go.emit("people", {})
            return
        if self._person is None or self._person.id != id_:
            self.area.verticalScrollBar().setValue(0)
        self._show(person)
        wanted = str(facts.get("field", ""))
        self._first = wanted if wanted in self.form.fields else "display_name"

    def leave(self) -> None:
        if self._person is not None:
            self.draft.keep()

    def first_focus(self) -> QWidget:
        editor = self.form.fields[self._first].editor
        return editor.focusProxy() or editor

    def primary(self) -> Button:
        first = self.twins.open_first if self.twins.is_asking else None
        return first or self.save_button

    def step_back(self) -> bool:
        """Esc first lets go of the question."""
        if not self.twins.is_asking:
            return False
        self._look_for_twins(ask=False)
        self.form.focus_field("display_name")
        return True

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def set_frame(self, frame: Frame) -> None:
        narrow = frame is Frame.NARROW
        self.form.set_narrow(narrow)
        words = _t("Put everything back")
        self.back_button.set_words(_t("Put back") if narrow else words, words)

    def has_unsaved(self) -> bool:
        """Whether something is typed that is not saved."""
        return self._worth_keeping() is not None

    def save_unsaved(self) -> bool:
        return self.save()

    # Showing

    def _show(self, person: PersonFacts) -> None:
        """Show the person, with what was typed and not saved on top."""
        self._person = person
        wordings = self._doors.look(current_wordings)
        unseen = bool(self._doors.barred("see emergency contacts"))
        contact = None if unseen else self._contact_of(person.id)
        self.form.hide_contact(unseen)
        self._before = typed_of(person, wordings, contact)
        self.form.show_wordings(wordings, latest_consents(person.consents))
        finder: Any = self.form.inputs["join"]
        finder.leave_out(person.id)
        others = person.household.others if person.household else ()
        self.form.show_household(tuple(name for _, name in others))
        self.twins.begin(person.id, self._before)
        self.draft.begin(person.id)
        waiting = self.draft.open_ones(person.id)
        if waiting:
            typed = self.draft.resume(waiting[0])
            if unseen:  # whoever began it may have been allowed to read it
                typed = {name: value for name, value in typed.items() if name not in CONTACT}
            self.form.fill({**self._before, **typed})
            at = waiting[0].made_at.astimezone(self._doors.now().tzinfo)
            words = _t("What you began on {day} is still here. Save it, or put everything back.")
            self.gestures.say(words.format(day=i18n.short_day(at.date(), self._doors.today())))
        else:
            self.form.fill(self._before)
        self.save_button.set_words(_t("Save {who}'s details").format(who=called(person)))
        self.retitled.emit()

    def _somebody_else(self) -> None:
        """Who comes may not read all that who left could: what is typed is kept and shown again."""
        if self._person is not None:
            self.draft.keep()
            self._show(self._person)

    def _contact_of(self, person_id: str) -> ContactRow | None:
        return self._doors.look(
            lambda db: own_contact(db, person_id), right="see emergency contacts"
        )

    def _edited(self) -> None:
        if self.twins.is_asking:
            self._look_for_twins(ask=False)  # asked again when they save
        self.draft.touch()

    def _look_for_twins(self, *, ask: bool) -> bool:
        """Who may be the same person. Whether that has to be answered before it is saved."""
        asking = self.twins.look_at(self.form.typed(), ask=ask)
        self.save_button.set_reason(_t("First say whether they are the same.") if asking else "")
        return asking

    def _somebody_of_their_own(self) -> None:
        self.twins.settle(self.form.typed())
        self.save_button.set_reason("")
        self.save()

    def _worth_keeping(self) -> Body | None:
        typed = self.form.typed()
        return None if self._person is None or typed == self._before else typed

    def put_back(self) -> None:
        """Everything as it was; the strip offers what was typed back."""
        typed = self._worth_keeping()
        self.draft.drop()
        self.form.fill(self._before)
        self._look_for_twins(ask=False)
        if typed is not None:
            back = Offer(_t("Bring it back"), lambda: self._bring_back(typed), icon="undo-2")
            self.gestures.say(_t("Everything is as it was."), back)
        self.form.focus_field(self._first)

    def _bring_back(self, typed: Body) -> None:
        self.form.fill(typed)
        self.draft.touch()

    # Saving

    def save(self) -> bool:
        """Save what differs, as one action."""
        person, typed = self._person, self.form.typed()
        if person is None:
            return False
        wrong = problems(self._before, typed, self._doors.today())
        self.form.show_problems(wrong)
        if wrong:
            return False
        found = changes(self._before, typed)
        if not found:
            self.draft.drop()
            self.gestures.say(_t("Nothing was changed."))
            self.go.emit("person", {"id": person.id})
            return True
        if self._look_for_twins(ask=True):
            self.area.verticalScrollBar().setValue(0)
            return False
        day = consent_day(typed, self._doors.today())
        draft_id = self.draft.id

        def work(db: Any, now: datetime) -> None:
            _save(db, person.id, found, typed, day, now)
            if draft_id:
                finish_draft(db, draft_id=draft_id, now=now)

        done = self.gestures.act(
            found.verb,
            work,
            _t("Saved the details of {who}.").format(who=called(person)),
            about={"person_id": person.id, "what": _what(found)},
        )
        if done:
            self.draft.begin(person.id)
            self._person = None  # what is typed is saved: nothing is left to keep
            self.go.emit("person", {"id": person.id})
        return done


def _save(db: Any, person_id: str, found: Changes, typed: Body, day: Any, now: datetime) -> None:
    """Within one change: everything that differs."""
    if found.facts:
        edit_person(db, person_id=person_id, facts=found.facts, now=now)
    if found.needs is not None:
        set_needs(db, person_id=person_id, needs=found.needs)
    if found.roles is not None:
        set_roles(db, person_id=person_id, roles=found.roles)
    for said in found.consents:
        record_consent(
            db,
            person_id=person_id,
            purpose=said.purpose,
            wording_id=typed["wordings"][said.purpose],
            how=typed["consent_how"],
            now=now,
            is_given=said.is_given,
            given_on=day,
        )
    if found.contact is not None:
        name, relation, phone = found.contact
        set_emergency_contact(db, person_id=person_id, name=name, relation=relation, phone=phone)
    if found.leave:
        leave_household(db, person_id=person_id)
    if found.join:
        join_household(db, person_id=person_id, other_id=found.join)


def _what(found: Changes) -> str:
    """What recent activity and history say of it."""
    match found.verb:
        case "needs":
            return ", ".join(need_words(need).lower() for need in found.needs or ()) or _t("none")
        case "roles":
            return ", ".join(role_words(role).lower() for role in found.roles or ()) or _t("none")
        case "consent":
            said = [consent_words(one.purpose, one.is_given) for one in found.consents]
            return i18n.listed([words[:1].lower() + words[1:] for words in said])
        case "household":
            return _t("lives with somebody here") if found.join else _t("lives on their own")
        case _:
            return ""
