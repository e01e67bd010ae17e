"""The borrowing agreement: who has what, until when, and what both sides promise."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.papers import AgreementLine, AgreementPaper, HubOnPaper
from hubdesk.reports.form import two_copies
from hubdesk.reports.form_parts import Part, Setting, kept_together, side_by_side, stacked
from hubdesk.reports.paper import QUIET_INK


def _t(text: str) -> str:
    return translate("Paper", text)


def agreement_pdf(paper: AgreementPaper) -> bytes:
    """Two copies, one A4 page each; a long list of devices goes on to a second page.

    Every letter is at least 12 points, or 18 in large print. NoFontForLetters when no font
    on this computer draws a letter of a name.
    """
    days = {line.due_on for line in paper.lines if line.due_on}
    shared = next(iter(days)) if len(days) == 1 else None

    def body(setting: Setting) -> list[Part]:
        when = ""
        if days:
            when = i18n.day(shared) if shared else _t("The day beside each thing")
        return [
            who_and_when(
                setting,
                paper,
                _t("Borrowed by"),
                _t("Bring back by"),
                when,
                _t("to the front desk") if when else "",
            ),
            *setting.rule(),
            *things(setting, _t("What you are borrowing"), paper.lines, each_day=shared is None),
            *setting.rule(),
            *promises(setting, paper.promises),
            *questions(setting, paper.hub),
        ]

    return two_copies(paper, body)


def who_and_when(
    setting: Setting, paper: AgreementPaper, who: str, when: str, day: str, below: str
) -> Part:
    """The person on the left, the day that matters on the right."""
    between = 8 * mm
    width = (setting.width - between) / 2
    known = paper.known_as if paper.known_as not in ("", paper.borrower) else ""
    about = [
        _t("Card {number}").format(number=paper.card) if paper.card else "",
        _t("known as {name}").format(name=known) if known else "",
    ]
    left = _column(
        setting, setting.left, width, who, paper.borrower, ", ".join(filter(None, about))
    )
    if not day:
        return left
    right = _column(setting, setting.left + width + between, width, when, day, below)
    return side_by_side([left, right])


def _column(setting: Setting, x: float, width: float, label: str, strong: str, below: str) -> Part:
    parts = [
        setting.text(label, colour=QUIET_INK, x=x, width=width),
        setting.text(strong, size=setting.strong, bold=True, x=x, width=width),
    ]
    if below:
        parts.append(setting.text(below, colour=QUIET_INK, x=x, width=width))
    return stacked(parts)


def things(
    setting: Setting, heading: str, lines: tuple[AgreementLine, ...], *, each_day: bool
) -> list[Part]:
    """Each thing with its contents, condition and serial number. `each_day`: and its day."""
    title = [setting.text(heading, size=setting.strong, bold=True), setting.gap(7)]
    parts = [replace(part, stays=True) for part in title]
    for at, line in enumerate(lines):
        if at:
            parts.append(setting.gap(8))
        name = ", ".join(filter(None, (line.what, line.printed)))
        thing = [setting.text(name, bold=True)]
        if details := _details(line, each_day):
            thing.append(setting.text(details, colour=QUIET_INK))
        parts.append(stacked(thing))
    return parts


def _details(line: AgreementLine, each_day: bool) -> str:
    said: list[str] = []
    if each_day and line.due_on:
        said.append(_t("Bring back by {day}.").format(day=i18n.day(line.due_on)))
    if line.ends_on:
        said.append(_t("Works until {day}.").format(day=i18n.day(line.ends_on)))
    if line.contents:
        along = i18n.listed([i18n.within(name) for name in line.contents])
        said.append(_t("With {things}.").format(things=along))
    if line.condition:
        said.append(_t("Condition: {condition}.").format(condition=line.condition))
    if line.serial:
        said.append(_t("Serial {serial}.").format(serial=line.serial))
    return " ".join(said)


def promises(setting: Setting, sentences: tuple[str, ...]) -> list[Part]:
    """What both sides agree, one sentence a bullet; on one page, so that it is read as one."""
    if not sentences:
        return []
    parts = [setting.text(_t("What we both agree"), size=setting.strong, bold=True)]
    for sentence in sentences:
        parts += [setting.gap(7), setting.bullet(sentence)]
    return [*kept_together(parts), *setting.rule()]


def questions(setting: Setting, hub: HubOnPaper) -> list[Part]:
    """Whom to ask, and where."""
    if hub.phone:
        said = _t("Questions? Call {phone}, or ask at the desk.").format(phone=hub.phone)
    else:
        said = _t("Questions? Ask at the desk.")
    parts = [setting.text(said, bold=True)]
    if address := hub.where:
        parts.append(setting.text(address, colour=QUIET_INK))
    return [stacked(parts)]
