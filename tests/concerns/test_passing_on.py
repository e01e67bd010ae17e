"""Passing a safeguarding concern on, and the keys that read it: the lead's, the deputy's."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select, update

from hubdesk.app.concern_keys import ConcernKeys
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import NothingToUndo, TextTooLong
from hubdesk.errors.rights import NotAllowed, SomebodyElseNow
from hubdesk.errors.safeguarding import (
    ConcernClosed,
    ConcernOpen,
    ConcernsShut,
    NobodyReceives,
    NoKeyYet,
    PassphraseShared,
    SealBroken,
)
from hubdesk.errors.store import PassphraseTooShort, TooManyTries, WrongPassphrase
from hubdesk.messages import explain
from hubdesk.models import Concern, ConcernKey, JournalTxn, StaffRole, Watched
from hubdesk.operations.staff import put_away_staff
from hubdesk.paths import Paths
from hubdesk.queries.access import access_window
from hubdesk.queries.concerns import says_see_the_lead
from hubdesk.queries.own_keys import keys_of
from hubdesk.store.database import Database
from tests.concerns.guards import CANARY, DEPUTYS, OWN, Guards
from tests.conftest import NOW, PASSPHRASE, Clock, HubBuilder
from tests.ui.alone import until

# Passing one on


def test_a_volunteer_passes_a_worry_on_and_the_lead_reads_it(both: Guards, hub: HubBuilder):
    samira = hub.person("Samira Haddad")
    both.concern(kind="hurt", person_id=samira)
    both.open("Rosa Diaz")
    (row,) = both.guard.window(closed=False)
    assert (row.about, row.kind, row.who, row.more) == ("Samira Haddad", "hurt", "Tom Reed", 0)
    whole = both.guard.read(row.id)
    (entry,) = whole.entries
    assert (entry.text, entry.who, entry.at) == (CANARY, "Tom Reed", NOW)
    assert whole.readers == ("Rosa Diaz", "Dan Ellis")


def test_the_deputy_reads_it_with_a_key_of_their_own(both: Guards):
    id = both.concern()
    both.open("Dan Ellis", DEPUTYS)
    assert both.guard.read(id).entries[0].text == CANARY
    both.at_desk("Rosa Diaz")
    with pytest.raises(WrongPassphrase):
        both.open("Rosa Diaz", DEPUTYS)


@pytest.mark.parametrize("who", ["Tom Reed", "Amira Khan"])
def test_neither_who_wrote_it_nor_a_manager_reads_it_back(both: Guards, who: str):
    id = both.concern(by=who)
    guard = both.guard
    for look in (
        lambda: guard.count(closed=False),
        lambda: guard.window(closed=False),
        lambda: guard.read(id),
        lambda: guard.add(id, "note", "More"),
        lambda: guard.finish(id, "Over"),
        lambda: guard.reopen(id, "Again"),
        lambda: guard.show(id, True),
        lambda: guard.let_go(id),
        lambda: guard.standing(),
        lambda: guard.seal_again(),
        lambda: both.open(who),
        lambda: both.key(who),
    ):
        with pytest.raises(NotAllowed):
            look()


def test_a_worry_can_be_about_somebody_who_is_not_in_the_records(both: Guards):
    id = both.concern(about="A child at the door")
    both.open("Rosa Diaz")
    assert both.guard.read(id).row.about == "A child at the door"


def test_while_nobody_can_receive_one_it_is_refused_and_says_whom_to_tell(staff: Guards):
    with pytest.raises(NobodyReceives):
        staff.concern()


def test_an_empty_worry_is_refused_and_a_very_long_one_too(both: Guards):
    with pytest.raises(FieldMissing):
        both.concern("  \n ")
    with pytest.raises(TextTooLong):
        both.concern("a" * 8001)


def test_a_worry_about_the_lead_reaches_the_deputy_alone(both: Guards):
    id = both.concern(kind="staff", not_for=(both.ids["Rosa Diaz"],))
    both.open("Rosa Diaz")
    assert both.guard.window(closed=False) == []
    with pytest.raises(SealBroken):
        both.guard.read(id)
    both.open("Dan Ellis", DEPUTYS)
    whole = both.guard.read(id)
    assert (whole.readers, whole.left_out) == (("Dan Ellis",), ("Rosa Diaz",))
    both.guard.add(id, "action", "Told the council")
    assert both.guard.seal_again() == 0, "it stays away from the lead"
    with pytest.raises(NobodyReceives):
        both.concern(not_for=(both.ids["Rosa Diaz"], both.ids["Dan Ellis"]))


# Keys


def test_a_wrong_passphrase_opens_nothing_and_is_written_down(both: Guards):
    both.concern()
    with pytest.raises(WrongPassphrase):
        both.open("Rosa Diaz", "heron walks by the wear")
    assert not both.guard.is_open
    with pytest.raises(ConcernsShut):
        both.guard.window(closed=False)
    newest = both.records.look(access_window)[0]
    assert (newest.what, newest.who, newest.of) == (Watched.WRONG_LOCK, "Rosa Diaz", "Rosa Diaz")


def test_after_five_wrong_passphrases_the_lead_waits_also_after_a_new_start(
    both: Guards, paths: Paths, clock: Clock
):
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            both.open("Rosa Diaz", "heron walks by the wear")
    both.open("Dan Ellis", DEPUTYS)  # somebody else's right one gives back none of hers
    with pytest.raises(TooManyTries) as told:
        both.open("Rosa Diaz", "heron walks by the wear")
    assert explain(told.value).text == "Too many tries. Wait 30 seconds."
    clock.forward(seconds=10)
    with pytest.raises(TooManyTries) as told:
        both.open("Rosa Diaz", OWN)  # the right one is not even tried
    assert told.value.seconds == 20
    again = ConcernKeys(paths, both.records)
    assert again.left_to_wait() == 20
    wrong = [row for row in both.records.look(access_window) if row.what == Watched.WRONG_LOCK]
    assert [row.times for row in wrong] == [1] * 5
    clock.forward(seconds=20)
    both.open("Rosa Diaz", OWN)
    assert both.guard.is_open
    assert both.guard.left_to_wait() == 0


def test_a_passphrase_that_opens_the_records_is_not_taken_since_a_manager_may_know_it(
    staff: Guards,
):
    with pytest.raises(PassphraseShared):
        staff.key("Rosa Diaz", PASSPHRASE)
    with pytest.raises(PassphraseTooShort):
        staff.key("Rosa Diaz", "short")
    staff.at_desk("Rosa Diaz")
    with pytest.raises(NoKeyYet):
        staff.open("Rosa Diaz")


def test_they_are_shut_when_somebody_else_is_at_the_desk_and_after_five_minutes(both: Guards):
    both.concern()
    both.open("Rosa Diaz")
    told: list[bool] = []
    both.guard.shut.connect(lambda: told.append(both.guard.is_open))
    assert both.guard.keys._idle.interval() == 5 * 60_000
    both.guard.keys._idle.timeout.emit()
    assert told == [False]
    with pytest.raises(ConcernsShut):
        both.guard.window(closed=False)
    both.open("Rosa Diaz")
    both.at_desk("Dan Ellis")
    assert not both.guard.is_open
    with pytest.raises(ConcernsShut):
        both.guard.window(closed=False)


def test_who_stops_being_lead_reads_nothing_any_more(both: Guards):
    both.concern()
    both.open("Rosa Diaz")
    both.roles("Rosa Diaz", StaffRole.VOLUNTEER)
    QApplication.processEvents()
    assert not both.guard.is_open
    with pytest.raises(NotAllowed):
        both.guard.window(closed=False)


def test_a_new_deputy_reads_what_was_before_only_once_the_lead_says_so(staff: Guards):
    staff.key("Rosa Diaz")
    id = staff.concern()
    staff.key("Dan Ellis", DEPUTYS)
    staff.open("Dan Ellis", DEPUTYS)
    assert staff.guard.window(closed=False) == []
    staff.open("Rosa Diaz")
    standing = staff.guard.standing()
    assert (standing.texts, standing.cannot_yet, standing.can_still) == (1, ("Dan Ellis",), ())
    assert staff.guard.seal_again() == 1
    assert staff.guard.standing().texts == 0
    staff.open("Dan Ellis", DEPUTYS)
    assert staff.guard.read(id).entries[0].text == CANARY


def test_new_worries_do_not_reach_a_lead_who_left_and_old_ones_are_sealed_away_from_them(
    both: Guards,
):
    old = both.concern("An old worry")
    both.roles("Rosa Diaz", StaffRole.VOLUNTEER)
    new = both.concern("A new worry")
    both.open("Dan Ellis", DEPUTYS)
    assert both.guard.read(new).readers == ("Dan Ellis",)
    standing = both.guard.standing()
    assert (standing.texts, standing.cannot_yet, standing.can_still) == (1, (), ("Rosa Diaz",))
    assert both.guard.seal_again() == 1
    both.roles("Rosa Diaz", StaffRole.LEAD)
    both.open("Rosa Diaz")
    for id in (old, new):
        with pytest.raises(SealBroken):
            both.guard.read(id)


def test_a_lead_who_was_put_away_receives_nothing(both: Guards):
    with both.records.database.changing("put away staff") as db:
        put_away_staff(db, account_id=both.ids["Rosa Diaz"], by="manager")
    id = both.concern()
    both.open("Dan Ellis", DEPUTYS)
    assert both.guard.read(id).readers == ("Dan Ellis",)


def test_a_forgotten_passphrase_is_replaced_and_the_deputy_seals_the_old_ones_again(both: Guards):
    id = both.concern()
    both.key("Rosa Diaz", "a new one for this lead")
    both.at_desk("Tom Reed")
    with pytest.raises(WrongPassphrase):
        both.open("Rosa Diaz", "not this one at all")
    both.open("Rosa Diaz", "a new one for this lead")
    assert both.guard.window(closed=False) == []
    both.open("Dan Ellis", DEPUTYS)
    assert both.guard.standing().cannot_yet == ("Rosa Diaz",)
    assert both.guard.seal_again() == 1
    both.open("Rosa Diaz", "a new one for this lead")
    assert both.guard.read(id).entries[0].text == CANARY


def test_a_passphrase_that_comes_back_to_mind_opens_what_was_sealed_to_it(staff: Guards):
    staff.key("Rosa Diaz")
    id = staff.concern()
    staff.key("Rosa Diaz", "a new one for this lead")
    staff.at_desk("Tom Reed")
    staff.open("Rosa Diaz", OWN)
    assert staff.guard.read(id).entries[0].text == CANARY
    assert staff.guard.standing().newer_at == NOW, "so that a lead learns of a key not theirs"
    assert staff.guard.seal_again() == 1
    staff.at_desk("Tom Reed")
    staff.open("Rosa Diaz", "a new one for this lead")
    assert staff.guard.standing().newer_at is None
    assert staff.guard.read(id).entries[0].text == CANARY


def test_a_key_moved_to_another_account_and_a_text_moved_to_another_row_open_nothing(
    both: Guards, database: Database
):
    one, other = both.concern("One"), both.concern("Other")
    with database.changing("add to concern") as db:
        moved = db.scalar(select(Concern.sealed).where(Concern.id == one))
        db.execute(update(Concern).where(Concern.id == other).values(sealed=moved))
    both.open("Rosa Diaz")
    broken, whole = both.guard.window(closed=False)
    assert (broken.is_broken, broken.kind) == (True, "")
    assert not whole.is_broken
    with pytest.raises(SealBroken):
        both.guard.read(other)
    both.roles("Tom Reed", StaffRole.LEAD)
    with database.changing("safeguarding key") as db:
        mine = ConcernKey.account_id == both.ids["Rosa Diaz"]
        db.execute(update(ConcernKey).where(mine).values(account_id=both.ids["Tom Reed"]))
    with pytest.raises(WrongPassphrase):
        both.open("Tom Reed")


@pytest.mark.parametrize("at", [0, 40, 200, -1])
def test_a_changed_letter_of_a_sealed_text_is_noticed(both: Guards, database: Database, at: int):
    id = both.concern()
    with database.changing("add to concern") as db:
        body = bytearray(base64.b64decode(db.get_one(Concern, id).sealed))
        body[at] ^= 1
        db.get_one(Concern, id).sealed = base64.b64encode(bytes(body)).decode()
    both.open("Rosa Diaz")
    (row,) = both.guard.window(closed=False)
    assert row.is_broken


# What is done with one


def test_the_lead_adds_what_was_done_closes_it_with_a_reason_and_opens_it_again(both: Guards):
    id = both.concern()
    both.open("Rosa Diaz")
    guard = both.guard
    guard.add(id, "action", "Rang the council")
    guard.add(id, "referral", "Ref 1234")
    guard.finish(id, "The council has it")
    assert (guard.count(closed=False), guard.count(closed=True)) == (0, 1)
    whole = guard.read(id)
    kinds = [entry.kind for entry in whole.entries]
    assert kinds == ["hurt", "action", "referral", "closed"]
    assert whole.entries[-1].text == "The council has it"
    assert whole.row.closed_on == NOW.date()
    with pytest.raises(ConcernClosed):
        guard.add(id, "note", "More")
    with pytest.raises(ConcernClosed):
        guard.show(id, True)
    guard.reopen(id, "It began again")
    with pytest.raises(ConcernOpen):
        guard.reopen(id, "Twice")
    assert guard.read(id).row.closed_on is None
    with pytest.raises(FieldMissing):
        guard.finish(id, " ")


def test_each_look_at_one_is_written_down_and_whom_it_was_about_only_for_those_who_may_see(
    both: Guards, hub: HubBuilder
):
    samira = hub.person("Samira Haddad")
    id = both.concern(person_id=samira)
    both.open("Rosa Diaz")
    both.guard.read(id)
    both.guard.read(id, again=True)
    seen, opened, *_ = both.records.look(lambda db: access_window(db, sees_safeguarding=True))
    assert (seen.what, seen.who, seen.person) == (Watched.SAFEGUARDING, "Rosa Diaz", "Samira H.")
    assert (opened.what, opened.person_id) == (Watched.CONCERN_LIST, "")
    assert both.records.look(access_window)[0].person == ""


def test_others_see_nothing_on_a_persons_page_unless_the_lead_chose_so(
    both: Guards, hub: HubBuilder
):
    samira = hub.person("Samira Haddad")
    says = lambda: both.records.look(lambda db: says_see_the_lead(db, samira))  # noqa: E731
    id = both.concern(person_id=samira)
    assert not says()
    both.open("Rosa Diaz")
    both.guard.show(id, True)
    assert says()
    both.guard.finish(id, "Over")
    assert not says()


def test_nothing_of_it_can_be_undone(both: Guards, hub: HubBuilder):
    samira = hub.person("Samira Haddad")
    id = both.concern(person_id=samira)
    both.open("Rosa Diaz")
    both.guard.add(id, "note", "More")
    both.guard.finish(id, "Over")
    verbs = ("record concern", "add to concern", "close concern", "safeguarding key")
    wanted = select(JournalTxn.id).where(JournalTxn.verb.in_(verbs))
    txns = both.records.look(lambda db: list(db.scalars(wanted)))
    assert len(txns) == 5
    for txn in txns:
        with pytest.raises(NothingToUndo):
            hub.undo(txn)


def test_a_key_half_made_or_half_opened_is_nobodys_once_somebody_else_is_at_the_desk(both: Guards):
    """Half a second beside the window: long enough for a colleague to unlock with their badge."""
    both.at_desk("Rosa Diaz")
    before = both.records.look(lambda db: keys_of(db, ConcernKey, both.ids["Rosa Diaz"]))
    ended: list[object] = []
    for begin in (both.guard.make_key, both.guard.open):
        ended.clear()
        begin(OWN, owner=both.records, then=lambda: ended.append(None), refused=ended.append)
        both.at_desk("Dan Ellis")
        until(lambda: bool(ended))
        assert isinstance(ended[0], SomebodyElseNow)
        assert not both.guard.is_open
        both.at_desk("Rosa Diaz")
    assert both.records.look(lambda db: keys_of(db, ConcernKey, both.ids["Rosa Diaz"])) == before
