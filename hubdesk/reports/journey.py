"""A learner's journey on paper: what they can do now, how far they came, and what is next.

For the learner to take home: twelve point, or eighteen in large print, the foot included.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.skills import lack_words, source_words
from hubdesk.queries.awards import AwardRow
from hubdesk.queries.journey import JourneyList, JourneyPaper
from hubdesk.queries.progress import GoalRow
from hubdesk.queries.self_check import AreaWay, Travelled
from hubdesk.queries.skills import AreaRow
from hubdesk.reports.chart_drawing import draw_chart
from hubdesk.reports.flowing import flow, heading, made_words
from hubdesk.reports.form_parts import Part, Setting, kept_together
from hubdesk.reports.paper import QUIET_INK, Paper
from hubdesk.reports.skills_chart import skills_chart

_NAME_SHARE = 0.36  # of the width, for the name of an area beside its parts


def _t(text: str) -> str:
    return translate("Paper", text)


def journey_pdf(paper: JourneyPaper) -> bytes:
    """As many A4 pages as it takes. NoFontForLetters for a name no font can draw."""
    doc = Paper(_t("My journey"), paper.hub.name)
    setting = Setting(doc, large=paper.large_print)
    setting.margin = 18 * mm
    setting.left, setting.right = setting.margin, doc.width - setting.margin
    parts: list[Part] = [
        setting.text(_t("My journey"), colour=QUIET_INK),
        setting.text(paper.name, size=setting.title, bold=True),
        setting.gap(4),
        setting.text(_came_words(paper), colour=QUIET_INK),
        *_goals(setting, paper.goals),
        *chain.from_iterable(_list_parts(setting, one) for one in paper.lists),
        *_awards(setting, paper.awards),
    ]
    if not paper.lists:
        parts += [setting.gap(12), setting.text(_t("Nothing is written down about skills yet."))]
    parts += _sources(setting, paper.lists)
    flow(setting, parts, made_words(paper.hub.name, paper.on))
    return doc.done()


def _came_words(paper: JourneyPaper) -> str:
    if not paper.came or paper.first_on is None:
        return _t("At {hub}").format(hub=paper.hub.name)
    times = i18n.count(paper.came, _t("session"), _t("sessions"))
    once = paper.came == 1
    words = (
        _t("{times} at {hub}, on {day}") if once else _t("{times} at {hub} since {day}")
    ).format(times=times, hub=paper.hub.name, day=i18n.plain_day(paper.first_on))
    hours = paper.minutes // 60
    if not hours:
        return words
    spent = i18n.count(hours, _t("hour"), _t("hours"))
    return _t("{words}, {spent} of learning").format(words=words, spent=spent)


def _list_parts(setting: Setting, one: JourneyList) -> list[Part]:
    shown, of = one.skills, one.skills.of
    areas = [area for area in shown.areas if area.skills]
    stacked = setting.size > 12 or any(
        setting.paper.pen.width(area.title, setting.size) > setting.width * _NAME_SHARE
        for area in areas
    )
    parts = [*heading(setting, of.title)]
    for area in areas:
        parts += [_chart_row(setting, area, is_stacked=stacked), *_air(setting, stacked)]
    parts += _way_parts(setting, one.way, one.by_area)
    parts += _can_do(setting, areas)
    parts += _next(setting, areas)
    return parts


def _air(setting: Setting, is_stacked: bool) -> list[Part]:
    """Below a bar, so that the next name stands nearer to its own."""
    return [setting.gap(6)] if is_stacked else []


def _sources(setting: Setting, lists: Sequence[JourneyList]) -> list[Part]:
    """Whose words the skills are in and what they lack, at the end: it matters to others."""
    parts = [setting.gap(12)]
    for of in (one.skills.of for one in lists):
        lack = lack_words(of.missing, is_proof_read=of.is_proof_read or of.is_own)
        words = " ".join(filter(None, (source_words(of.source, of.licence), lack)))
        parts.append(setting.text(words, colour=QUIET_INK))
    return parts


def _chart_row(setting: Setting, area: AreaRow, *, is_stacked: bool) -> Part:
    """One row of the chart that the screen shows, with letters of this paper."""
    chart = skills_chart([area], setting.width, size=setting.size, is_stacked=is_stacked)
    paper, left = setting.paper, setting.left
    return Part(chart.height, lambda top: draw_chart(paper, chart, left, top, least=setting.size))


def _way_parts(setting: Setting, way: Travelled | None, by_area: Sequence[AreaWay]) -> list[Part]:
    """What they said on the first day, against what is so today."""
    if way is None:
        return []
    words = _t("On {day} I said I could do {then} of {asked} on my own. Today it is {now}.")
    said = words.format(
        day=i18n.plain_day(way.first_on), then=way.then, asked=way.asked, now=way.now
    )
    lines = [
        setting.bullet(
            _t("{area}: {then} then, {now} today").format(
                area=one.title, then=one.then, now=one.now
            )
        )
        for one in by_area
        if one.then or one.now
    ]
    return [*heading(setting, _t("How far I have come")), setting.text(said), *lines]


def _can_do(setting: Setting, areas: Sequence[AreaRow]) -> list[Part]:
    """Every skill that can be done, by its area."""
    parts: list[Part] = []
    for area in areas:
        done = [setting.bullet(skill.text) for skill in area.skills if skill.is_achieved]
        if done:
            title = setting.text(area.title, bold=True)
            parts += [*([setting.gap(6)] if parts else []), *kept_together([title, *done])]
    return [*heading(setting, _t("I can do on my own")), *parts] if parts else []


def _next(setting: Setting, areas: Sequence[AreaRow]) -> list[Part]:
    """What was begun and cannot be done alone yet."""
    begun = [
        setting.bullet(skill.text)
        for area in areas
        for skill in area.skills
        if skill.place and not skill.is_achieved
    ]
    return [*heading(setting, _t("I am working on")), *begun] if begun else []


def _goals(setting: Setting, goals: Sequence[GoalRow]) -> list[Part]:
    if not goals:
        return []
    lines = []
    for goal in goals:
        words = goal.text
        if goal.reached_on is not None:
            reached = _t("{goal} (reached on {day})")
            words = reached.format(goal=goal.text, day=i18n.plain_day(goal.reached_on))
        lines.append(setting.bullet(words))
    return [*heading(setting, _t("My goals")), *lines]


def _awards(setting: Setting, awards: Sequence[AwardRow]) -> list[Part]:
    if not awards:
        return []
    words = _t("{what}, {day}, number {number}")
    lines = [
        setting.bullet(
            words.format(
                what=award.what, day=i18n.plain_day(award.awarded_on), number=award.printed
            )
        )
        for award in awards
    ]
    return [*heading(setting, _t("My certificates")), *lines]
