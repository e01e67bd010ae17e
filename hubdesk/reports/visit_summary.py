"""One page for a school: what the visit was, how many came by year group, what it may count for."""

from __future__ import annotations

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.register import HeadRow
from hubdesk.queries.session_papers import VisitPaper
from hubdesk.queries.speakers import SpeakerRow
from hubdesk.reports.flowing import flow, heading, labelled, made_words, setting_of
from hubdesk.reports.form_parts import Part, Setting
from hubdesk.reports.paper import HAIRLINE, INK, QUIET_INK, Paper

BENCHMARKS = {
    "2": "Learning from career and labour market information",
    "4": "Linking curriculum learning to careers",
    "5": "Encounters with employers and employees",
    "6": "Experiences of workplaces",
    "7": "Encounters with further and higher education",
    "8": "Personal guidance",
}
_NUMBERS = ("planned", "came", "girls", "boys", "pupil_premium", "send")
_GROUP = 0.2  # of the width


def _t(text: str) -> str:
    return translate("Paper", text)


def visit_summary_pdf(paper: VisitPaper) -> bytes:
    """The summary. A pupil is never named on it: there are only numbers."""
    doc = Paper(_t("Visit summary"), paper.hub.name)
    setting = setting_of(doc)
    parts: list[Part] = [
        setting.text(_t("Summary of a visit"), colour=QUIET_INK),
        setting.text(paper.title, size=22, bold=True),
        setting.gap(8),
        *_facts(setting, paper),
        *heading(setting, _t("Pupils by year group")),
        *_years(setting, paper),
        *heading(setting, _t("Who spoke")),
        *_speakers(setting, paper),
        *heading(setting, _t("Gatsby benchmarks")),
        *_claims(setting, paper),
    ]
    if paper.pupils_did:
        parts += [*heading(setting, _t("What pupils did")), setting.text(paper.pupils_did)]
    flow(setting, parts, made_words(paper.hub.name, paper.on))
    return doc.done()


def group_words(year_group: str) -> str:
    """Year 7, Reception, Everybody."""
    if not year_group:
        return _t("Everybody")
    if year_group == "R":
        return _t("Reception")
    return _t("Year {year}").format(year=year_group) if year_group.isdigit() else year_group


def _facts(setting: Setting, paper: VisitPaper) -> list[Part]:
    starts, ends = i18n.clock(paper.starts), i18n.clock(paper.ends)
    when = f"{i18n.day(paper.on)}, {starts} to {ends}"
    school = f"{paper.school} (URN {paper.urn})" if paper.urn else paper.school
    rows = (
        (_t("School"), school),
        (_t("When"), when),
        (_t("Run by"), ", ".join(part for part in (paper.hub.name, paper.hub.phone) if part)),
        (_t("Contact"), paper.contact),
        (_t("Teacher in the room"), paper.teacher),
    )
    return [labelled(setting, label, value) for label, value in rows if value]


def _years(setting: Setting, paper: VisitPaper) -> list[Part]:
    told = [n for n in _NUMBERS if any(getattr(year, n) >= 0 for year in paper.years)]
    if not told:
        return [setting.text(_t("Nobody counted yet."), colour=QUIET_INK)]
    words = {
        "planned": _t("Planned"),
        "came": _t("Came"),
        "girls": _t("Girls"),
        "boys": _t("Boys"),
        "pupil_premium": _t("Premium"),
        "send": _t("SEND"),
    }
    rows = [_line(setting, _t("Year group"), [words[n] for n in told], strong=True)]
    for year in paper.years:
        rows.append(_line(setting, group_words(year.year_group), [_said(year, n) for n in told]))
    if len(paper.years) > 1:
        sums = [_sum(paper.years, n) for n in told]
        rows.append(_line(setting, _t("Together"), sums, strong=True))
    return rows


def _said(year: HeadRow, name: str) -> str:
    many = int(getattr(year, name))
    return str(many) if many >= 0 else _t("not told")


def _sum(years: tuple[HeadRow, ...], name: str) -> str:
    told = [int(getattr(year, name)) for year in years if getattr(year, name) >= 0]
    return str(sum(told)) if len(told) == len(years) else _t("not told")


def _line(setting: Setting, first: str, cells: list[str], *, strong: bool = False) -> Part:
    pen, height = setting.paper.pen, 7 * mm
    step = setting.width * (1 - _GROUP) / max(len(cells), 4)

    def draw(top: float) -> None:
        base = top - height * 0.66
        pen.draw(first, setting.left, base, 11, bold=strong, max_width=setting.width * _GROUP)
        for at, text in enumerate(cells):
            x = setting.left + setting.width * _GROUP + at * step
            pen.draw(text, x, base, 11, bold=strong, max_width=step - 2)
        colour = INK if strong else HAIRLINE
        setting.paper.rule(setting.left, top - height, setting.right, colour)

    return Part(height, draw)


def _speakers(setting: Setting, paper: VisitPaper) -> list[Part]:
    if not paper.speakers:
        return [setting.text(_t("Nobody is written down."), colour=QUIET_INK)]
    return [setting.bullet(_speaker(one)) for one in paper.speakers]


def _speaker(one: SpeakerRow) -> str:
    if one.checked_on is None:
        check = _t("no background check is written down")
    else:
        check = _t("background check of {day}").format(day=i18n.plain_day(one.checked_on))
    return f"{one.name}, {one.part}, {check}"


def _claims(setting: Setting, paper: VisitPaper) -> list[Part]:
    if not paper.benchmarks:
        return [setting.text(_t("None is claimed."), colour=QUIET_INK)]
    claimed = [
        setting.bullet(
            _t("Benchmark {number}: {what}").format(number=one, what=_t(BENCHMARKS.get(one, "")))
        )
        for one in paper.benchmarks
    ]
    answer = {
        "yes": _t("The school counts this visit for it."),
        "no": _t("The school does not count this visit for it."),
    }.get(paper.school_says, _t("The school has not decided yet. The decision is the school's."))
    return [*claimed, setting.gap(4), setting.text(answer, bold=True)]
