"""The programme of an event, for the door and for everybody who comes."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.session_papers import ProgrammePaper
from hubdesk.reports.flowing import flow, made_words, setting_of
from hubdesk.reports.form_parts import Part, Setting, side_by_side
from hubdesk.reports.paper import QUIET_INK, Paper

SIZE = 16


def _t(text: str) -> str:
    return translate("Paper", text)


def programme_pdf(paper: ProgrammePaper) -> bytes:
    """A time and what happens, in order."""
    doc = Paper(_t("Programme"), paper.hub.name)
    setting = setting_of(doc)
    starts, ends = i18n.clock(paper.starts), i18n.clock(paper.ends)
    parts: list[Part] = [
        setting.text(paper.hub.name, colour=QUIET_INK, size=14),
        setting.text(paper.title, size=28, bold=True),
        setting.text(f"{i18n.day(paper.on)}, {starts} to {ends}", size=SIZE),
        *([setting.text(paper.where, size=SIZE)] if paper.where else []),
        setting.gap(20),
    ]
    if not paper.parts:
        parts.append(setting.text(_t("There is no programme yet."), colour=QUIET_INK))
    for at, what in paper.parts:
        parts += [_row(setting, at, what), setting.gap(8)]
    flow(setting, parts, made_words(paper.hub.name, paper.on))
    return doc.done()


def _row(setting: Setting, at: str, what: str) -> Part:
    share = setting.width * 0.18
    time = setting.text(at, size=SIZE, bold=True, width=share)
    return side_by_side([time, setting.text(what, size=SIZE, x=setting.left + share)])
