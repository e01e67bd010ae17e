"""Lines about devices into the stock: which of them are here, what they add, what they mend.

A line is the device that answers to its tag, else to its numbers. Two devices are never made
one, and what the hub wrote itself is never overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.errors.records import CodeInUse, NotFound
from hubdesk.ids import CodeKind, read_code
from hubdesk.models import CodeOf, CodeOrigin, Device, DeviceKind, KitItem, Person, Stage
from hubdesk.operations.beginnings import kind_id
from hubdesk.operations.bringing_in.codes import (
    Answer,
    CodeBook,
    Named,
    answers,
    our_code,
    rows_in,
)
from hubdesk.operations.bringing_in.device_words import (
    LABELS,
    DeviceFace,
    codes_named,
    facts_said,
    makes_differ,
    parts_of,
    shown_of,
)
from hubdesk.operations.bringing_in.earlier import Earlier
from hubdesk.operations.bringing_in.funds import Funds
from hubdesk.operations.bringing_in.lines import DeviceSaid, Fate, Outcome, Told, telling
from hubdesk.operations.bringing_in.loans import Handing, Part, Thing
from hubdesk.operations.bringing_in.rows import NewRows
from hubdesk.operations.codes import FreshCodes
from hubdesk.operations.device_facts import DeviceFacts, device_columns, keep_numbers, title_of

_TAGS = (CodeOrigin.LABEL, CodeOrigin.TAG, CodeOrigin.SOURCE)
_SERIALS = (CodeOrigin.SERIAL, CodeOrigin.ICCID)
_NUMBERS = (*_SERIALS, CodeOrigin.IMEI)


class Devices:
    """The lines of one list, a batch at a time."""

    def __init__(
        self, db: Session, lines: Sequence[DeviceSaid], now: datetime, source: str
    ) -> None:
        self._db, self._today = db, now.date()
        self._rows = NewRows(db)
        self._codes = CodeBook(db, self._rows)
        self._labels = FreshCodes(db, CodeKind.DEVICE)
        self._kinds: dict[str, DeviceKind] = {}
        self._called: dict[str, DeviceKind] = {}  # by the word of a list
        self._read_kinds()
        self._funds = Funds(db)
        self._earlier = Earlier(db)
        self._handing = Handing(db, self._rows, self._codes, now, source)
        self._lines_of: dict[str, int] = {}  # by device: the line of this list it stands on
        self._devices: dict[str, Device] = {}
        self._faces: dict[str, DeviceFace] = {}
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        self._kits: dict[str, list[KitItem]] = defaultdict(list)
        self._keep_labels(lines)

    def _read_kinds(self) -> None:
        live = self._db.scalars(select(DeviceKind).where(DeviceKind.deleted == 0))
        self._kinds = {kind.id: kind for kind in live}
        self._called.clear()

    def _keep_labels(self, lines: Sequence[DeviceSaid]) -> None:
        """A label of the list is never minted for a line above it."""
        for line in lines:
            for text in () if line.problems else (line.tag, *line.other_codes):
                code = our_code(text, CodeKind.DEVICE)
                if code and (text == line.tag or read_code(text)):
                    self._labels.keep(code)

    def look_ahead(self) -> None:
        """Read what would take long in a short transaction: what earlier lists wrote."""
        self._earlier.look_ahead()

    def on(self, db: Session) -> None:
        """Go on in another transaction, with the kinds there are now."""
        self._db = db
        self._read_kinds()
        for part in (
            self._funds,
            self._rows,
            self._codes,
            self._labels,
            self._earlier,
            self._handing,
        ):
            part.on(db)

    def batch(self, lines: Sequence[DeviceSaid]) -> list[Outcome]:
        """Bring in some lines, written to the session."""
        outcomes = self.plan(lines)
        self._rows.write()
        self._earlier.forget()
        return outcomes

    def plan(self, lines: Sequence[DeviceSaid], told: Told | None = None) -> list[Outcome]:
        """What would become of some lines. Nothing reaches the database."""
        with self._db.no_autoflush:
            read = {line.line: codes_named(line) for line in lines if not line.problems}
            self._load(lines, read)
            return [self._outcome(line, read) for line in telling(lines, told)]

    def _load(self, lines: Sequence[DeviceSaid], read: dict[int, list[Named] | Refusal]) -> None:
        """Read everything the lines may touch, in a few queries."""
        handing, good = self._handing, [line for line in lines if line.line in read]
        values = [c.value for codes in read.values() if isinstance(codes, list) for c in codes]
        people = handing.borrowers.codes_of(good)
        self._codes.load([*values, *people])
        ids = {one.device_id for value in values for one in self._codes.owners(value)} - {""}
        found = list(rows_in(self._db, Device, Device.id, ids))
        self._devices = {device.id: device for device in found}
        self._faces = {d.id: DeviceFace(d.id, d.title, d.tag, d.make) for d in found}
        self._answers.clear()
        self._kits.clear()
        for answer in answers(self._db, CodeOf.device_id, ids):
            self._answers[answer.device_id].append(answer)
        for item in rows_in(self._db, KitItem, KitItem.device_id, ids):
            self._kits[item.device_id].append(item)
        handing.load(ids)

    def _outcome(self, line: DeviceSaid, read: dict[int, list[Named] | Refusal]) -> Outcome:
        if line.problems:
            return _stays_out(line, tuple(line.problems))
        codes, remarks = read[line.line], list(line.remarks)
        try:
            if isinstance(codes, Refusal):
                raise codes
            face, is_by_tag = self._find(line, codes)
            if face is None:
                return self._add(line, codes, remarks)
            if first := self._lines_of.get(face.id):
                reason = Problem(Fault.SAME_AS_LINE, line.line, first_line=first)
                return _stays_out(line, (reason,))
            device = self._devices[face.id]
            return self._mend(line, device, codes, remarks, is_by_tag=is_by_tag)
        except Refusal as refusal:
            return _stays_out(line, (refusal,), line.remarks)

    def _find(self, line: DeviceSaid, codes: Sequence[Named]) -> tuple[DeviceFace | None, bool]:
        """The device a line means, and whether its tag said so. Refuses CodeInUse."""
        has_own = any(code.origin is not CodeOrigin.OLD for code in codes)
        found: DeviceFace | None = None
        is_by_tag = False
        for code in codes:
            for answer in self._codes.owners(code.value):
                owner = self._faces.get(answer.device_id)
                if owner is None:
                    raise self._of_person(answer, code)
                if owner is found:
                    continue
                if code.origin in _SERIALS and makes_differ(line.make, owner.make):
                    continue  # makers do not know of each other's numbers
                is_weak = code.origin is CodeOrigin.OLD and has_own
                is_other = code.origin in _NUMBERS and self._has_other_tag(owner, codes)
                if found is not None or is_weak or is_other:
                    raise CodeInUse(code.shown, f"{owner.title}, {owner.tag}", owner.id)
                found, is_by_tag = owner, code.origin in _TAGS
        return found, is_by_tag

    def _has_other_tag(self, device: DeviceFace, codes: Sequence[Named]) -> bool:
        """Whether the line's tag says that this is another device: one device has one tag."""
        origins = {code.origin for code in codes}
        if CodeOrigin.LABEL in origins:
            return True
        theirs = {answer.origin for answer in self._answers[device.id]}
        return CodeOrigin.TAG in origins and CodeOrigin.TAG in theirs

    def _of_person(self, answer: Answer, code: Named) -> CodeInUse:
        face = self._handing.borrowers.faces.get(answer.person_id)
        person = self._db.get(Person, answer.person_id) if face is None else None
        name = face.name if face else (person.display_name if person else "")
        return CodeInUse(code.shown, name, person_id=answer.person_id)

    def _add(self, line: DeviceSaid, codes: Sequence[Named], remarks: list[Problem]) -> Outcome:
        kind = self._kind(line.kind_word)
        columns = device_columns(facts_said(line, is_new=True))
        fund_id = self._funds.meant(line, remarks)
        names = parts_of(line, remarks)
        meant = self._handing.plan(line, None, remarks)
        label = next((code for code in codes if code.origin is CodeOrigin.LABEL), None)
        code = (read_code(label.value) if label else None) or self._labels.take()
        stage = Stage.GIVEN if meant and kind.is_given else Stage(line.stage)
        device = self._rows.add(
            Device,
            kind_id=kind.id,
            fund_id=fund_id or None,
            tag=code.printed(),
            tag_key=f"{code.desk:02d}{code.number:06d}",
            title=title_of(columns["make"], columns["model"], kind),
            stage=stage,
            added_on=self._today,
            seen_on=self._today,
            **columns,
        )
        id, title, tag = device["id"], device["title"], device["tag"]
        self._faces[id] = DeviceFace(id, title, tag, columns["make"])
        self._lines_of[id] = line.line
        for named_code in codes if label else (Named.of_ours(code), *codes):
            self._codes.add(named_code, device_id=id)
        kit = self._add_kit(id, names)
        thing = Thing(id, kind, columns["condition"])
        handed = self._handing.hand(line, thing, kit, meant) if meant else None
        return Outcome(line.line, Fate.ADDED, id, title, tag, handed, remarks=tuple(remarks))

    def _mend(
        self,
        line: DeviceSaid,
        device: Device,
        codes: Sequence[Named],
        remarks: list[Problem],
        *,
        is_by_tag: bool,
    ) -> Outcome:
        """A device the hub has: what is missing is filled in, what a list wrote is corrected."""
        facts = self._to_write(line, device, remarks)
        columns = device_columns(facts)
        names = self._missing_parts(device, parts_of(line, remarks))
        meant = self._handing.plan(line, device, remarks)
        further = self._missing_codes(device, codes)
        self._lines_of[device.id] = line.line
        if not is_by_tag:
            remarks += [
                Problem(Fault.FOUND_BY_NUMBER, line.line, text=code.shown)
                for code in further
                if code.origin is CodeOrigin.TAG
            ]
        self._change(device, facts, columns)
        for code in further:
            self._codes.add(code, device_id=device.id)
        there = [(item.id, item.name) for item in self._kits[device.id] if not item.deleted]
        kit = [*there, *self._add_kit(device.id, names)]
        handed = None
        if meant:
            thing = Thing(device.id, self._kinds[device.kind_id], device.condition)
            handed = self._handing.hand(line, thing, kit, meant)
            device.stage = Stage.GIVEN if handed.is_gift else device.stage
        fate = Fate.UPDATED if facts or further or names or handed else Fate.UNCHANGED
        return Outcome(
            line.line, fate, device.id, device.title, device.tag, handed, remarks=tuple(remarks)
        )

    def _add_kit(self, device_id: str, names: Sequence[str]) -> list[Part]:
        rows = [self._rows.add(KitItem, device_id=device_id, name=name) for name in names]
        return [(row["id"], row["name"]) for row in rows]

    def _to_write(self, line: DeviceSaid, device: Device, remarks: list[Problem]) -> DeviceFacts:
        """What the line says and the device does not, where the hub did not write otherwise."""
        said: dict[str, str] = dict(facts_said(line, is_new=False))  # type: ignore[arg-type]
        if line.kind_word != "other":
            said["kind_id"] = self._kind(line.kind_word).id
        said["fund_id"] = self._funds.meant(line, remarks)
        wanted: dict[str, str] = {}
        for fact, value in said.items():
            old = getattr(device, fact) or ""
            if not value or old.casefold() == value.casefold():
                continue
            is_empty = not old or (fact == "kind_id" and old == kind_id("other"))
            if is_empty or self._earlier.wrote("device", device.id, fact):
                wanted[fact] = value
            else:
                text = self._kinds[value].name if fact == "kind_id" else value
                text = line.fund if fact == "fund_id" else text
                remarks.append(Problem(Fault.KEPT, line.line, LABELS[fact], text))
        return wanted  # type: ignore[return-value]

    def _change(self, device: Device, facts: DeviceFacts, columns: dict[str, str]) -> None:
        if "kind_id" in facts:
            device.kind_id = facts["kind_id"]
        if "fund_id" in facts:
            device.fund_id = facts["fund_id"]
        for column, value in columns.items():
            setattr(device, column, value)
        if facts.keys() & {"make", "model", "kind_id"}:
            device.title = title_of(device.make, device.model, self._kinds[device.kind_id])
        if facts.keys() & {"serial", "imei"}:
            keep_numbers(self._db, device)
            self._codes.note_numbers(device)

    def _missing_codes(self, device: Device, codes: Sequence[Named]) -> list[Named]:
        """Further codes of the line the device does not answer to. Its numbers are its facts'."""
        there = {row.value for row in self._answers[device.id]}
        return [c for c in codes if c.value not in there and c.origin not in _NUMBERS]

    def _missing_parts(self, device: Device, parts: Sequence[str]) -> list[str]:
        """Parts the device has not; one the hub struck off does not come back."""
        there = {
            item.name.casefold()
            for item in self._kits[device.id]
            if not item.deleted or not self._earlier.took_back("kit_item", item.id)
        }
        return [part for part in parts if part.casefold() not in there]

    def _kind(self, word: str) -> DeviceKind:
        """The kind a list means; other where the hub has done away with it."""
        if word not in self._called:
            wanted = (kind_id(word), kind_id("other"), *self._kinds)
            found = next((self._kinds[id] for id in wanted if id in self._kinds), None)
            if found is None:
                raise NotFound("device_kind", word)
            self._called[word] = found
        return self._called[word]


def _stays_out(
    line: DeviceSaid, reasons: tuple[Problem | Refusal, ...], remarks: Sequence[Problem] = ()
) -> Outcome:
    return Outcome(
        line.line,
        Fate.REFUSED,
        shown=shown_of(line),
        code=line.tag,
        reasons=reasons,
        remarks=tuple(remarks),
    )
