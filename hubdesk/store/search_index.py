"""Keeping the search words true: whatever changed a person, a device or a code, in one place.

SQLite's own folding misses Ł, Đ, ı and the letters of Urdu, so words are folded here and the
full-text tables see plain Latin letters only. A record merged into another lends it its words:
who was known by an old name or number is found by it still.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hubdesk.sounding import sounds_key
from hubdesk.spelling import folded_words
from hubdesk.store.seal import Change

# The columns whose words are found, of what can be found or lends its words.
_WORDED = {
    "person": frozenset(("display_name", "known_as", "phone_key", "email", "deleted")),
    "device": frozenset(("tag", "title", "serial", "kind_id", "deleted")),
    "device_kind": frozenset(("name",)),
}


def refresh(raw: Any, changes: Iterable[Change]) -> None:
    """Fold again the people and devices that `changes` touched."""
    people: dict[str, None] = {}
    devices: dict[str, None] = {}
    for change in changes:
        if (
            change.tbl in _WORDED
            and change.kind == "U"
            and _WORDED[change.tbl].isdisjoint(change.columns)
        ):
            continue  # when it was seen last, say: each lend writes that, and no word changes
        if change.tbl == "person":
            people[change.pk] = None
            people |= dict.fromkeys(_merged_into(raw, change.pk))
        elif change.tbl == "person_merge":
            [(to_id,)] = raw.execute("SELECT to_id FROM person_merge WHERE id = ?", (change.pk,))
            people |= dict.fromkeys((to_id, *_merged_into(raw, to_id)))
        elif change.tbl == "device":
            devices[change.pk] = None
        elif change.tbl == "device_kind" and change.kind == "U":
            of_kind = raw.execute("SELECT id FROM device WHERE kind_id = ?", (change.pk,))
            devices |= dict.fromkeys(id for (id,) in of_kind.fetchall())
        elif change.tbl == "code_of":
            device_id, person_id = raw.execute(
                "SELECT device_id, person_id FROM code_of WHERE id = ?", (change.pk,)
            ).fetchone()
            if device_id:
                devices[device_id] = None
            if person_id:
                people[person_id] = None
    for person_id in people:
        _put(raw, "person", person_id, _words_of_person(raw, person_id))
        _put_sounds(raw, person_id)
    for device_id in devices:
        _put(raw, "device", device_id, _words_of_device(raw, device_id))


def rebuild(raw: Any) -> None:
    """Fold everybody and everything again, for a file whose search words are in doubt."""
    for noun in ("person", "device"):
        raw.execute(f"INSERT INTO {noun}_fts({noun}_fts) VALUES ('delete-all')")
        raw.execute(f"DELETE FROM {noun}_find")
    raw.execute("INSERT INTO word_fts(word_fts) VALUES ('delete-all')")
    raw.execute("DELETE FROM name_word")
    for (person_id,) in raw.execute("SELECT id FROM person").fetchall():
        _put(raw, "person", person_id, _words_of_person(raw, person_id))
        _put_sounds(raw, person_id)
    for (device_id,) in raw.execute("SELECT id FROM device").fetchall():
        _put(raw, "device", device_id, _words_of_device(raw, device_id))


def _put(raw: Any, noun: str, pk: str, found: tuple[str, list[str]]) -> None:
    words, names = found
    row = raw.execute(f"SELECT id, words FROM {noun}_find WHERE pk = ?", (pk,)).fetchone()
    if row and row[1] == words:
        return
    if row:
        raw.execute(
            f"INSERT INTO {noun}_fts({noun}_fts, rowid, words) VALUES ('delete', ?, ?)", row
        )
        raw.execute(f"DELETE FROM {noun}_find WHERE id = ?", (row[0],))
    if words:
        rowid = raw.execute(
            f"INSERT INTO {noun}_find (pk, words) VALUES (?, ?)", (pk, words)
        ).lastrowid
        raw.execute(f"INSERT INTO {noun}_fts(rowid, words) VALUES (?, ?)", (rowid, words))
    if noun == "person":
        _keep_words(raw, names)
        if row:
            _forget_words(raw, set(row[1].split()) - set(words.split()))


def _keep_words(raw: Any, names: list[str]) -> None:
    for word in names:
        if not raw.execute("SELECT 1 FROM name_word WHERE word = ?", (word,)).fetchone():
            rowid = raw.execute("INSERT INTO name_word (word) VALUES (?)", (word,)).lastrowid
            raw.execute("INSERT INTO word_fts(rowid, word) VALUES (?, ?)", (rowid, word))


def _forget_words(raw: Any, gone: set[str]) -> None:
    """Words nobody's name holds any more go too: an erased name leaves none behind."""
    for word in gone:
        row = raw.execute("SELECT id FROM name_word WHERE word = ?", (word,)).fetchone()
        if (
            row
            and not raw.execute(
                "SELECT 1 FROM person_fts WHERE person_fts MATCH ? LIMIT 1", (f'"{word}"',)
            ).fetchone()
        ):
            raw.execute(
                "INSERT INTO word_fts(word_fts, rowid, word) VALUES ('delete', ?, ?)",
                (row[0], word),
            )
            raw.execute("DELETE FROM name_word WHERE id = ?", row)


def _put_sounds(raw: Any, person_id: str) -> None:
    raw.execute(
        "UPDATE person_find SET sounds = ?1 WHERE pk = ?2 AND sounds <> ?1",
        (_sounds_of(raw, person_id), person_id),
    )


def _sounds_of(raw: Any, person_id: str) -> str:
    row = raw.execute("SELECT display_name FROM person WHERE id = ?", (person_id,)).fetchone()
    return sounds_key(row[0]) if row else ""


def _words_of_person(raw: Any, person_id: str) -> tuple[str, list[str]]:
    row = raw.execute("SELECT deleted FROM person WHERE id = ?", (person_id,)).fetchone()
    if row is None or row[0]:
        return "", []
    known = raw.execute(_WHO_THEY_ARE, (person_id,)).fetchall()
    names = [word for row in known for word in folded_words(f"{row[0]} {row[1]}")]
    other: list[str] = []
    for _, _, phone_key, email in known:
        other += [*_phone_words(phone_key), *folded_words(email.split("@")[0])]
    names = list(dict.fromkeys(names))
    codes = _codes(raw, "person_id", person_id)
    return " ".join(dict.fromkeys([*names, *other, *codes])), names


# The record itself first, then those that were merged into it, those of those, and so on.
_WHO_THEY_ARE = (
    "WITH RECURSIVE all_of(id, far) AS (SELECT ?, 0 UNION SELECT m.from_id, far + 1"
    " FROM person_merge m JOIN all_of ON m.to_id = all_of.id WHERE m.deleted = 0)"
    " SELECT display_name, known_as, phone_key, email FROM all_of JOIN person USING (id)"
    " ORDER BY far, id"
)


def _merged_into(raw: Any, person_id: str) -> list[str]:
    """The records that this one was merged into, and those into which they were."""
    rows = raw.execute(
        "WITH RECURSIVE up(id) AS (SELECT to_id FROM person_merge WHERE from_id = ?"
        " AND deleted = 0 UNION SELECT m.to_id FROM person_merge m JOIN up ON m.from_id = up.id"
        " WHERE m.deleted = 0) SELECT id FROM up",
        (person_id,),
    )
    return [id for (id,) in rows]


def _words_of_device(raw: Any, device_id: str) -> tuple[str, list[str]]:
    row = raw.execute(
        "SELECT d.tag, d.title, d.serial, k.name, d.deleted FROM device d"
        " LEFT JOIN device_kind k ON k.id = d.kind_id WHERE d.id = ?",
        (device_id,),
    ).fetchone()
    if row is None or row[4]:
        return "", []
    words = folded_words(" ".join(text or "" for text in row[:4]))
    words.append("".join(folded_words(row[0])))
    return " ".join(dict.fromkeys([*words, *_codes(raw, "device_id", device_id)])), []


def _codes(raw: Any, owner: str, pk: str) -> list[str]:
    rows = raw.execute(
        f"SELECT value, tail, shown FROM code_of WHERE {owner} = ? AND deleted = 0"
        " AND origin <> 'source'",
        (pk,),
    ).fetchall()
    found: list[str] = []
    for value, tail, shown in rows:
        parts = folded_words(shown)  # as printed, L-00142 is typed with its dash or without
        found += [value.lower(), tail[::-1], "".join(parts), *parts]
    return [word for word in found if word]


def _phone_words(key: str) -> list[str]:
    """A phone number is looked for as dialled at home, as dialled abroad, or by its end."""
    if not key:
        return []
    national = f"0{key[2:]}" if key.startswith("44") else key
    return [key, national, key[-6:], key[-4:]]
