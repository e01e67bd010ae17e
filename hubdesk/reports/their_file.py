"""The copy of all that is held on somebody: a paper to read, and files for a computer."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict

from hubdesk.i18n import translate
from hubdesk.queries.portable import Portable
from hubdesk.queries.their_file import FileRow, TheirFile
from hubdesk.reports.flowing import flow, heading, labelled, made_words, setting_of
from hubdesk.reports.form_parts import Part, Setting
from hubdesk.reports.paper import QUIET_INK, Paper

FORMAT = "hubdesk/their-file/1"
GAVE_FORMAT = "hubdesk/what-they-gave/1"


def _t(text: str) -> str:
    return translate("Paper", text)


def their_file_pdf(file: TheirFile) -> bytes:
    """A4 pages: what it is, their rights, each group of records, what changed, what happened."""
    paper = Paper(_t("All that is held"), file.hub.name)
    setting = setting_of(paper)
    parts = _title(setting, file)
    for part in file.parts:
        parts += heading(setting, part.title)
        parts.append(setting.text(part.why, colour=QUIET_INK))
        for row in part.rows:
            parts += _row(setting, row)
    if file.earlier:
        parts += heading(setting, _t("What was written before, and changed"))
        parts += [labelled(setting, label, value) for label, value in file.earlier]
    parts += heading(setting, _t("What happened, the newest first"))
    parts += [labelled(setting, when, what) for when, what in file.history]
    parts += heading(setting, _t("Where else it lies"))
    parts += [labelled(setting, label, value) for label, value in file.places]
    flow(setting, parts, made_words(file.hub.name, file.made_on))
    return paper.done()


def their_file_json(file: TheirFile) -> bytes:
    """The same for a computer: UTF-8, with the words of the paper as keys."""
    body = {
        "format": FORMAT,
        "name": file.name,
        "hub": asdict(file.hub),
        "made_on": file.made_on.isoformat(),
        "records": [
            {
                "group": part.title,
                "why": part.why,
                "rows": [{"record": row.title, **dict(row.facts)} for row in part.rows],
            }
            for part in file.parts
        ],
        "earlier": [{"what": label, "value": value} for label, value in file.earlier],
        "history": [{"when": when, "what": what} for when, what in file.history],
        "elsewhere": dict(file.places),
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")


def portable_json(file: Portable) -> bytes:
    """What they gave, for another service: fixed names, days and moments in ISO 8601."""
    body = {
        "format": GAVE_FORMAT,
        "name": file.name,
        "hub": asdict(file.hub),
        "made_on": file.made_on.isoformat(),
        "records": dict(file.records),
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")


def portable_csv(file: Portable) -> bytes:
    """The same as one table, a value on each line: record, number, field, value."""
    sheet = io.StringIO()
    lines = csv.writer(sheet)
    lines.writerow(("record", "number", "field", "value"))
    for table, rows in file.records:
        for number, row in enumerate(rows, 1):
            for name, value in row.items():
                said = str(value).lower() if isinstance(value, bool) else value
                lines.writerow((table, number, name, said))
    return sheet.getvalue().encode("utf-8")


def _title(setting: Setting, file: TheirFile) -> list[Part]:
    rights = _t(
        "You can ask us to correct this, to stop using it or to erase it. You can have what you "
        "gave us as a file to take along, and take back what you agreed to. You can complain to "
        "us, and to the regulator, the ICO or Information Commission (ico.org.uk)."
    )
    others = _t("Names of other people stand here as initials where they are not yours to share.")
    hub = file.hub
    where = ", ".join(part for part in (hub.name, hub.where, hub.phone) if part)
    return [
        setting.text(where, colour=QUIET_INK),
        setting.text(
            _t("All that is held on {name}").format(name=file.name), size=setting.title, bold=True
        ),
        setting.gap(6),
        setting.text(rights),
        setting.gap(4),
        setting.text(others, colour=QUIET_INK),
    ]


def _row(setting: Setting, row: FileRow) -> list[Part]:
    """A record stays on one page with its first fact."""
    title = setting.text(row.title, bold=True)
    facts = [labelled(setting, label, value) for label, value in row.facts]
    return [setting.gap(7), Part(title.height, title.draw, stays=bool(facts)), *facts]
