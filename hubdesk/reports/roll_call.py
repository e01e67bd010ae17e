"""The roll call: everybody in the building, with a box to tick outside, for a fire drill."""

from __future__ import annotations

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.errors.papers import NoFontForLetters
from hubdesk.i18n import translate
from hubdesk.queries.here_now import HereNow, HereRow, HereSort
from hubdesk.queries.papers import HubOnPaper
from hubdesk.reports.flowing import flow, heading, setting_of
from hubdesk.reports.form_parts import Part, Setting, side_by_side
from hubdesk.reports.paper import HAIRLINE, INK, QUIET_INK, Paper
from hubdesk.spelling import folded

_SIZE = 13  # read in the rain, at arm's length
_BOX = 6 * mm


def _t(text: str) -> str:
    return translate("Paper", text)


def roll_call_pdf(found: HereNow, hub: HubOnPaper) -> bytes:
    """A4 pages: who is here by name, then who is here perhaps, and lines for anybody else.

    A name that no font draws stands in Latin letters: nobody is left off this list.
    """
    paper = Paper(_t("Roll call"), hub.name)
    setting = setting_of(paper)
    setting.size = _SIZE
    made = _t("{day}, {time}").format(day=i18n.day(found.at.date()), time=i18n.clock(found.at))
    parts = [
        setting.text(hub.name, colour=QUIET_INK),
        setting.text(_t("Roll call"), size=setting.title, bold=True),
        setting.gap(4),
        setting.text(made, bold=True),
        setting.text(_counted(found)),
        setting.gap(8),
    ]
    if not found.rows:
        parts.append(setting.text(_t("Nobody is signed in.")))
    parts += [_row(setting, row, found) for row in found.here]
    if found.perhaps:
        parts += heading(setting, _t("Perhaps gone: their session is over"))
        parts += [_row(setting, row, found) for row in found.perhaps]
    if found.nameless:
        parts += heading(setting, _t("Counted without a name"))
        for one in found.nameless:
            where = ", ".join(part for part in (one.session, one.room) if part)
            many = i18n.count(one.heads, _t("person"), _t("people"))
            parts.append(_boxed(setting, many, where))
    parts += heading(setting, _t("Anybody else"))
    parts += [_blank(setting) for _ in range(3)]
    parts += [
        setting.gap(10),
        _to_fill_in(setting, _t("Called by")),
        _to_fill_in(setting, _t("All out at")),
    ]
    flow(setting, parts, made)
    return paper.done()


def _counted(found: HereNow) -> str:
    """14 people: 2 staff, 11 who came, 1 visitor."""
    kinds = (
        i18n.count(found.count(HereSort.STAFF), _t("of the staff"), _t("of the staff")),
        i18n.count(found.count(HereSort.PERSON), _t("person who came"), _t("people who came")),
        i18n.count(found.count(HereSort.VISITOR), _t("visitor"), _t("visitors")),
    )
    shown = [words for words, sort in zip(kinds, HereSort, strict=True) if found.count(sort)]
    total = i18n.count(len(found.here), _t("person"), _t("people"))
    said = _t("{total} in the building").format(total=total)
    return f"{said}: {i18n.listed(shown)}." if shown else f"{said}."


def _row(setting: Setting, row: HereRow, found: HereNow) -> Part:
    """A box, the name, and where to look for them."""
    return _boxed(setting, row.name, _where(row, found))


def _drawable(setting: Setting, text: str, *, bold: bool = False) -> str:
    """What no font draws stands in Latin letters: the list must not stay unprinted."""
    try:
        setting.paper.pen.width(text, _SIZE, bold=bold)
    except NoFontForLetters as error:
        return folded(text).title().strip() or i18n.listed(list(error.scripts))
    return text


def _boxed(setting: Setting, name: str, where: str) -> Part:
    name, where = _drawable(setting, name, bold=True), _drawable(setting, where)
    left, half = setting.left + _BOX + 4 * mm, setting.width * 0.5
    words = side_by_side(
        [
            setting.text(name, bold=True, x=left, width=half - _BOX),
            setting.text(
                where,
                colour=QUIET_INK,
                x=setting.left + half + 6 * mm,
                width=half - 6 * mm,
            ),
        ]
    )
    height = max(words.height, _BOX) + 3 * mm

    def draw(top: float) -> None:
        _draw_box(setting, top - 1.5 * mm)
        words.draw(top - 1.5 * mm)
        setting.paper.rule(setting.left, top - height, setting.right, HAIRLINE)

    return Part(height, draw)


def _where(row: HereRow, found: HereNow) -> str:
    since = _t("since {time}").format(time=i18n.clock(row.came_at.astimezone(found.at.tzinfo)))
    place = row.room or row.session or _t("Dropped in")
    if row.sort is not HereSort.PERSON:
        place = _t("Staff") if row.sort is HereSort.STAFF else _t("Visitor")
    return f"{place}, {since}"


def _blank(setting: Setting) -> Part:
    height = _BOX + 5 * mm

    def draw(top: float) -> None:
        _draw_box(setting, top - 3 * mm)
        setting.paper.rule(setting.left + _BOX + 4 * mm, top - height, setting.right, INK)

    return Part(height, draw)


def _to_fill_in(setting: Setting, label: str) -> Part:
    """A label with a line to write on."""
    words, height = setting.text(label, colour=QUIET_INK), 11 * mm

    def draw(top: float) -> None:
        words.draw(top - height + words.height)
        setting.paper.rule(setting.left + 35 * mm, top - height - 1, setting.left + 110 * mm, INK)

    return Part(height, draw)


def _draw_box(setting: Setting, top: float) -> None:
    setting.paper.box(setting.left, top - _BOX, _BOX, _BOX, stroke=INK)
