"""A hub on paper for one day: what to do, the registers, who is due, and blank loan slips."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.session_papers import PackPaper
from hubdesk.reports.due_list import draw_due_list
from hubdesk.reports.flowing import flow, heading, made_words, setting_of
from hubdesk.reports.form_parts import Part, Setting
from hubdesk.reports.loan_slips import draw_slips
from hubdesk.reports.paper import QUIET_INK, Paper
from hubdesk.reports.register_sheet import draw_register


def _t(text: str) -> str:
    return translate("Paper", text)


def paper_pack_pdf(pack: PackPaper) -> bytes:
    """One file: the cover, a register for each session, the call list, and the slips."""
    paper = Paper(_t("Paper pack"), pack.hub.name)
    setting = setting_of(paper)
    flow(setting, _cover(setting, pack), made_words(pack.hub.name, pack.on))
    for register in pack.registers:
        paper.next_page()
        draw_register(paper, register)
    paper.next_page()
    draw_due_list(paper, pack.due, pack.hub, pack.on)
    if pack.slips:
        paper.next_page()
        draw_slips(paper, pack.slips, pack.hub, i18n.day(pack.on))
    return paper.done()


def _cover(setting: Setting, pack: PackPaper) -> list[Part]:
    registers = i18n.count(len(pack.registers), _t("register"), _t("registers"))
    due = i18n.count(len(pack.due), _t("thing on the call list"), _t("things on the call list"))
    slips = i18n.count(len(pack.slips), _t("blank loan slip"), _t("blank loan slips"))
    parts: list[Part] = [
        setting.text(pack.hub.name, colour=QUIET_INK),
        setting.text(_t("Paper pack"), size=25, bold=True),
        setting.text(i18n.day(pack.on), size=15),
        *heading(setting, _t("In this pack")),
        *(setting.bullet(words) for words in (registers, due, slips)),
    ]
    if pack.registers:
        parts += heading(setting, _t("Sessions"))
        for one in pack.registers:
            said = _t("{starts} to {ends}: {title}")
            times = {"starts": i18n.clock(one.starts), "ends": i18n.clock(one.ends)}
            parts.append(setting.bullet(said.format(**times, title=one.title)))
    parts += heading(setting, _t("While the power is off"))
    for words in (
        _t("Tick who comes on the registers. Write walk-ins on the empty lines."),
        _t("Fill in one slip for each loan, with the day and the time."),
        _t("Write what comes back on the call list, under Called."),
    ):
        parts.append(setting.bullet(words))
    parts += heading(setting, _t("When the power is back"))
    for words in (
        _t("Open The hub on paper with Ctrl+Shift+K, and scan each slip."),
        _t("Type in what it says, until all slips are entered."),
        _t("Tick off the slips that were not used."),
    ):
        parts.append(setting.bullet(words))
    return parts
