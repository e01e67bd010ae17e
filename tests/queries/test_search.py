"""The search box finds people and things as they are typed at a desk, and nobody who is gone."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import String, text

from hubdesk.ids import CodeKind, make_code
from hubdesk.models import Base, Person
from hubdesk.operations.people import assign_card, edit_person
from hubdesk.operations.stock import edit_device, link_code
from hubdesk.queries.search import device_ids_matching, people_ids_matching, search
from hubdesk.spelling import folded, folded_words, slips
from hubdesk.store.search_index import rebuild
from tests.conftest import HubBuilder

NAMES = (
    *("Samira Haddad", "Łukasz Wiśniewski", "Đặng Thị Hương", "Işık Yılmaz", "Anna Straße"),
    *("Siobhán O'Brien", "فاطمہ خان", "王小明", "Jean-Luc N’Diaye", "Ngozi Okafor"),
    *("Aleksandra Kowalczyk", "Olúwaṣeun Adébáyọ̀", "Ada", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Mohammed Ali"),
)


@pytest.fixture(scope="module")
def people(empty_hub, tmp_path_factory):
    """A hub with people of many scripts, only looked at."""
    import shutil

    from hubdesk.paths import Paths
    from hubdesk.store.opening import close_hub
    from tests.conftest import Clock, opened

    paths, clock = Paths(tmp_path_factory.mktemp("people") / "hub"), Clock()
    shutil.copytree(empty_hub.home, paths.home)
    hub = HubBuilder(opened(paths, clock), clock)
    for name in NAMES:
        hub.person(name)
    yield hub
    close_hub(paths, hub.database)


def found(hub: HubBuilder, typed: str) -> list[str]:
    return [hit.name for hit in hub.look(lambda db: search(db, typed)).people]


def things(hub: HubBuilder, typed: str) -> list[str]:
    return [hit.id for hit in hub.look(lambda db: search(db, typed)).devices]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("samira haddad", "Samira Haddad"),
        ("haddad samira", "Samira Haddad"),
        ("had sam", "Samira Haddad"),
        ("SAMIRA", "Samira Haddad"),
        ("  samira   h ", "Samira Haddad"),
        ("lukasz", "Łukasz Wiśniewski"),
        ("łuk wiś", "Łukasz Wiśniewski"),
        ("wisniewski", "Łukasz Wiśniewski"),
        ("dang huong", "Đặng Thị Hương"),
        ("đặng", "Đặng Thị Hương"),
        ("isik yilmaz", "Işık Yılmaz"),
        ("IŞIK", "Işık Yılmaz"),
        ("strasse", "Anna Straße"),
        ("straß", "Anna Straße"),
        ("obrien", "Siobhán O'Brien"),
        ("o'brien", "Siobhán O'Brien"),
        ("o’br", "Siobhán O'Brien"),
        ("siobhan", "Siobhán O'Brien"),
        ("فاطمہ", "فاطمہ خان"),
        ("خان فا", "فاطمہ خان"),
        ("王小明", "王小明"),
        ("王小", "王小明"),
        ("xiaoming", "王小明"),
        ("luc ndiaye", "Jean-Luc N’Diaye"),
        ("jean-luc", "Jean-Luc N’Diaye"),
        ("oluwaseun adebayo", "Olúwaṣeun Adébáyọ̀"),
        ("ਸਿੰਘ", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
        ("o", "Ngozi Okafor"),
        ("kaf", "Ngozi Okafor"),
        ("sandra", "Aleksandra Kowalczyk"),
        ("ngozi kafor", "Ngozi Okafor"),
    ],
)
def test_parts_of_a_name_find_it_in_any_order_without_accents(
    people: HubBuilder, typed: str, name: str
):
    assert name in found(people, typed)


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("smaira", "swapped"),
        ("samra", "missing"),
        ("sammira", "extra"),
        ("samiro", "wrong"),
        ("hadad", "missing"),
        ("haddda", "swapped"),
        ("samira hadded", "wrong"),
    ],
)
def test_one_slip_still_finds_the_name(people: HubBuilder, typed: str, slip: str):
    hits = people.look(lambda db: search(db, typed))
    assert [hit.name for hit in hits.people] == ["Samira Haddad"], slip
    assert hits.was_slip


def test_a_name_that_fits_is_never_called_a_slip(people: HubBuilder):
    assert not people.look(lambda db: search(db, "samira")).was_slip
    assert found(people, "zzzzzz") == []
    assert found(people, "samira okafor") == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("samirahaddad", "Samira Haddad"),
        ("haddadsam", "Samira Haddad"),
        ("jeanluc", "Jean-Luc N’Diaye"),
        ("okaf or", "Ngozi Okafor"),
        ("mohammedali", "Mohammed Ali"),
    ],
)
def test_a_space_left_out_or_one_too_many_is_a_slip(people, typed, name):
    found = people.look(lambda db: search(db, typed))
    assert ([hit.name for hit in found.people], found.was_slip) == ([name], True)


def test_every_slip_in_a_long_name_finds_it(people: HubBuilder):
    dice = random.Random(4)
    word = "wisniewski"
    for place in range(1, len(word) - 1):
        other = dice.choice("aeioxz".replace(word[place], ""))
        for typed in (
            word[:place] + word[place + 1 :],
            word[:place] + other + word[place:],
            word[:place] + other + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ):
            assert "Łukasz Wiśniewski" in found(people, typed), typed


def test_whole_words_come_before_beginnings_and_beginnings_before_middles(hub: HubBuilder):
    for name in ("Leanne Roe", "Ann Lee", "Anna Bell", "Joanna Fox"):
        hub.person(name)
    assert found(hub, "ann")[:2] == ["Ann Lee", "Anna Bell"]
    assert set(found(hub, "ann")) == {"Leanne Roe", "Ann Lee", "Anna Bell", "Joanna Fox"}


def test_no_more_are_shown_than_asked_for(hub: HubBuilder):
    for i in range(9):
        hub.person(f"Ann {i}")
    assert len(found(hub, "ann")) == 6
    assert len(hub.look(lambda db: people_ids_matching(db, "ann"))) == 9


def test_a_phone_is_found_whole_from_abroad_and_by_its_end(hub: HubBuilder):
    hub.person("Ada Okafor", phone="0121 496 0318")
    hub.person("Bo Li", phone="07700 900419")
    for typed in ("01214960318", "441214960318", "0121", "960318", "0318"):
        assert found(hub, typed) == ["Ada Okafor"], typed


def test_a_card_a_name_one_goes_by_and_an_e_mail_find_somebody(hub: HubBuilder):
    ada = hub.person("Ada Okafor", known_as="Tinu", email="river.song@example.org")
    code = hub.do("assign card", lambda db, now: assign_card(db, person_id=ada))
    for typed in (code.text, code.text.lower(), code.printed(), "tinu", "tinu okafor", "song"):
        assert found(hub, typed) == ["Ada Okafor"], typed
    [hit] = hub.look(lambda db: search(db, "tinu")).people
    assert (hit.known_as, hit.card, hit.on_loan) == ("Tinu", code.printed(), 0)


def test_a_device_is_found_by_tag_serial_old_tag_make_and_kind(hub: HubBuilder):
    device = hub.device(serial="R90X-77AB", label=make_code(CodeKind.DEVICE, 0, 142).text)
    hub.device("Tablet", make="Apple", model="iPad")
    hub.do("link code", lambda db, now: link_code(db, device_id=device, code="CENTRE-9"))
    for typed in ("HD-0142", "hd0142", "0142", "R90X-77AB", "r90x77ab", "centre-9", "thinkp"):
        assert things(hub, typed) == [device], typed
    assert len(things(hub, "lenovo laptop")) == 1
    hub.lend(hub.person("Ada"), device)
    [hit] = hub.look(lambda db: search(db, "thinkpad")).devices
    assert (hit.tag, hit.is_out, hit.title) == ("HD-0142", True, "Lenovo ThinkPad L390")
    assert [hit.on_loan for hit in hub.look(lambda db: search(db, "ada")).people] == [1]
    assert hub.look(lambda db: device_ids_matching(db, "leno")) == [device]


def test_somebody_renamed_is_found_by_the_new_name_only(hub: HubBuilder):
    ada = hub.person("Perpetua Okafor")
    hub.do(
        "edit person",
        lambda db, now: edit_person(
            db, person_id=ada, facts={"display_name": "Grace Mensah"}, now=now
        ),
    )
    for typed in ("perpetua", "perpeuta", "petua", "okafor"):
        assert found(hub, typed) == [], typed
    assert found(hub, "grace") == ["Grace Mensah"]
    with hub.database.reading() as db:
        words = db.execute(text("SELECT word FROM name_word")).scalars().all()
        assert set(words) == {"grace", "mensah"}
    hub.undo()
    assert found(hub, "perpetua") == ["Perpetua Okafor"]
    assert found(hub, "grace") == []


def test_a_word_two_people_share_stays_when_one_of_them_goes(hub: HubBuilder):
    hub.person("Ada Okafor")
    hub.person("Bo Okafor")
    hub.undo()
    assert found(hub, "okafro") == ["Ada Okafor"]


def test_a_registration_that_was_undone_is_not_found(hub: HubBuilder):
    hub.person("Perpetua Okafor", phone="0121 496 0318")
    hub.undo()
    for typed in ("perpetua", "perpeuta", "0318", "o"):
        assert found(hub, typed) == [], typed
        assert hub.look(lambda db, typed=typed: people_ids_matching(db, typed)) == []


def test_a_device_changed_or_taken_back_is_found_as_it_is_now(hub: HubBuilder):
    device = hub.device(serial="OLDSERIAL1")
    facts = {"serial": "NEWSERIAL2", "model": "Yoga"}
    hub.do("edit device", lambda db, now: edit_device(db, device_id=device, facts=facts))
    assert things(hub, "newserial2") == [device]
    assert things(hub, "yoga") == [device]
    assert things(hub, "oldserial1") == things(hub, "thinkpad") == []


ODD = (
    *('"', '""', "*", "^", ":", "-", "--", "NEAR", "NEAR(a b)", "AND", "OR", "NOT", "a AND", "("),
    *(")", "(a OR", "words:sam", "sam*", "^sam", "sam -haddad", "+", "{a}", "[", "\\", "'", "%"),
    *("_", "\x00", "sam\x00ira", ";", "--x", "' OR 1=1", "😀", "👩🏽‍🦱", "\u202e", "ß", "ª", "½"),
    *(" ", "\t\n", "a" * 5000, "a " * 500, "\ud800", "ﬁ", "Ⅷ", "١٢٣", "--- ---", "o'", "'''"),
)


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_nothing_that_is_typed_is_a_question_to_the_index(people: HubBuilder, typed: str):
    for look in (search, people_ids_matching, device_ids_matching):
        people.look(lambda db, look=look: look(db, typed))


def test_nothing_typed_finds_nothing(people: HubBuilder):
    for typed in ("", "   ", "'", "-"):
        hits = people.look(lambda db, typed=typed: search(db, typed))
        assert (hits.people, hits.devices) == ((), ())


def test_the_index_made_anew_is_the_one_that_was_kept(hub: HubBuilder):
    for name in NAMES[:6]:
        hub.person(name)
    hub.device(serial="R90X-77AB")
    hub.person("Gone Away")
    hub.undo()
    tables = {"person_find": "pk, words", "device_find": "pk, words", "name_word": "word"}

    def kept(db: object) -> list[object]:
        return [
            db.execute(text(f"SELECT {columns} FROM {name} ORDER BY 1")).all()  # type: ignore[attr-defined]
            for name, columns in tables.items()
        ]

    before = hub.look(kept)
    with hub.database.changing("unattributed") as db:
        rebuild(db.connection().connection.driver_connection)
    assert hub.look(kept) == before
    assert found(hub, "haddad") == ["Samira Haddad"]
    with hub.database.changing("edit person") as db:
        for name in ("person_fts", "device_fts", "word_fts"):
            check = f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"
            db.connection().exec_driver_sql(check)


WORDLESS = {
    "id",
    "kind_id",
    "household_id",
    "fund_id",
    "deleted",
}  # no word of their own, or kept by keys


def test_a_change_of_any_one_column_leaves_the_words_a_new_index_would_have(hub: HubBuilder):
    samira, laptop = hub.person("Samira Haddad", phone="07700 900123"), hub.device()
    for noun, pk in (("person", samira), ("device", laptop)):
        for column in Base.metadata.tables[noun].columns:
            if column.name in WORDLESS or not isinstance(column.type, String):
                continue
            with hub.database.changing("unattributed") as db:
                db.connection().exec_driver_sql(
                    f"UPDATE {noun} SET {column.name} = ? WHERE id = ?", (f"new {column.name}", pk)
                )
            kept = hub.look(_words)
            with hub.database.changing("unattributed") as db:
                rebuild(db.connection().connection.driver_connection)
            assert hub.look(_words) == kept, column.name


def _words(db):
    rows = (db.execute(text(f"SELECT pk, words FROM {n}_find")) for n in ("person", "device"))
    return {tuple(row) for found in rows for row in found}


def test_whatever_writes_a_person_keeps_the_search_true(hub: HubBuilder):
    with hub.database.changing("edit person") as db:
        db.connection().exec_driver_sql(
            "INSERT INTO person (id, display_name) VALUES ('raw', 'Rosalind Raw')"
        )
    assert found(hub, "rosalind") == ["Rosalind Raw"]
    with hub.database.changing("edit person") as db:
        db.query(Person).update({"display_name": "Rosa Cooked"})
    assert found(hub, "rosalind raw") == []


@pytest.mark.parametrize(
    ("a", "b", "many"),
    [
        *(("samira", "samira", 0), ("samira", "smaira", 1), ("samira", "samra", 1)),
        *(("samira", "sammira", 1), ("samira", "samiro", 1), ("", "abc", 3), ("abc", "", 3)),
        *(("ab", "ba", 1), ("abcd", "badc", 2), ("kitten", "sitting", 3)),
    ],
)
def test_slips_are_counted(a: str, b: str, many: int):
    assert slips(a, b) == slips(b, a) == many


def test_words_are_folded_to_plain_letters():
    assert folded_words("Łukasz O'Brien-Ştefan") == ["lukasz", "obrien", "stefan"]
    assert folded("Straße") == "strasse"
    for name in NAMES:
        assert all(word.isascii() and word.isalnum() for word in folded_words(name)), name
