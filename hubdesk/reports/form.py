"""The form a person signs: one A4 page a copy, two copies, twelve point or eighteen.

Parts are measured first and then set with as much air as the page allows. When even little
air is not enough, the form goes on to a second page; text is never made smaller or cut.
"""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.papers import AgreementPaper
from hubdesk.reports.code128 import bars
from hubdesk.reports.drawing_names import INK, Align
from hubdesk.reports.form_parts import Part, Setting, side_by_side, stacked
from hubdesk.reports.paper import ACCENT, QUIET_INK, Paper
from hubdesk.reports.signature import draw_signature

# Air as a share of the usual space between parts, and whether margins and lines are tight too.
_LOOSE_TO_TIGHT = (
    *((1.4, False), (1.0, False), (0.75, False), (0.55, False), (0.4, False)),
    *((0.4, True), (0.3, True), (0.2, True)),
)
_ON_MORE_PAGES = (0.75, False)
_CODE_HEIGHT = 11 * mm

Body = Callable[[Setting], list[Part]]


def _t(text: str) -> str:
    return translate("Paper", text)


def two_copies(doc: AgreementPaper, body: Body) -> bytes:
    """A PDF of the person's copy and the hub's, with `body` between head and signatures."""
    paper = Paper(f"{doc.title} {doc.printed}", doc.hub.name)
    for at, whose in enumerate((_t("Your copy"), _t("Our copy"))):
        if at:
            paper.next_page()
        _draw_copy(paper, doc, body, whose)
    return paper.done()


def _draw_copy(paper: Paper, doc: AgreementPaper, body: Body, whose: str) -> None:
    for air, tight in (*_LOOSE_TO_TIGHT, _ON_MORE_PAGES):
        setting = Setting(paper, large=doc.large_print, air=air, tight=tight)
        parts = [_head(setting, doc), *setting.rule(), *body(setting)]
        ending = _signatures(setting, doc)
        foot = _foot(setting, doc, whose)
        bottom = setting.margin * 0.7 + foot.height + setting.above_foot
        pages = _on_pages(parts, ending, _head_again(setting, doc), setting, bottom)
        if len(pages) == 1:
            break
    for at, on_page in enumerate(pages):
        if at:
            paper.next_page()
        stacked(on_page).draw(paper.height - setting.margin)
        if at == len(pages) - 1:
            ending.draw(bottom + ending.height)
        foot = _foot(setting, doc, whose, at + 1, len(pages))
        foot.draw(setting.margin * 0.7 + foot.height)


def _on_pages(
    parts: list[Part], ending: Part, again: list[Part], setting: Setting, bottom: float
) -> list[list[Part]]:
    """Parts by page. The signatures stay with the last part; further pages begin with `again`."""
    room = setting.paper.height - setting.margin - bottom
    pages: list[list[Part]] = [[]]
    left = room
    fresh = room - stacked(again).height
    for at, part in enumerate(parts):
        needed = part.height + (ending.height if at == len(parts) - 1 else 0)
        group = _kept(parts, at, ending)
        if group <= fresh and not (at and parts[at - 1].stays):
            needed = group
        if needed > left and len(pages[-1]) > len(again):
            pages.append(list(again))
            left = fresh
        if part.air and pages[-1] == again:
            continue
        pages[-1].append(part)
        left -= part.height
    return pages


def _kept(parts: list[Part], at: int, ending: Part) -> float:
    """How tall this part is with those that stay with it."""
    height = parts[at].height
    while parts[at].stays and at + 1 < len(parts):
        at += 1
        height += parts[at].height
    return height + (ending.height if at == len(parts) - 1 else 0)


def _head(setting: Setting, doc: AgreementPaper) -> Part:
    """The hub and the title on the left, the code that marks the paper signed on the right."""
    drawn = bars(doc.code)
    code_at = setting.right - drawn.width()
    room = code_at - drawn.quiet() - 4 * mm - setting.left
    words = [
        setting.text(doc.hub.name, colour=QUIET_INK, width=room),
        setting.text(doc.title, size=setting.title, bold=True, width=room),
    ]
    if doc.reprint_of_on:
        said = _t("Copy of the original of {day}").format(day=i18n.plain_day(doc.reprint_of_on))
        words.append(setting.text(said, bold=True, colour=ACCENT, width=room))
    size = setting.size

    def draw_code(top: float) -> None:
        setting.paper.code(doc.code, code_at, top - _CODE_HEIGHT, _CODE_HEIGHT)
        middle = code_at + drawn.width() / 2
        below = top - _CODE_HEIGHT - size * 1.15
        setting.paper.pen.draw(
            doc.printed, middle, below, size, align=Align.CENTRE, colour=QUIET_INK
        )

    return side_by_side([stacked(words), Part(_CODE_HEIGHT + size * 1.4, draw_code)])


def _head_again(setting: Setting, doc: AgreementPaper) -> list[Part]:
    """What further pages begin with, so that a loose one can be put back."""
    said = ", ".join(filter(None, (doc.title, doc.printed, doc.borrower)))
    return [setting.text(said, colour=QUIET_INK), *setting.rule()]


def _signatures(setting: Setting, doc: AgreementPaper) -> Part:
    """Two lines to sign on, with whose they are below; a drawn signature stands on its line."""
    between = 8 * mm
    width = (setting.width - between) / 2
    above = setting.to_sign
    columns = [
        (setting.left, _t("Signed by"), doc.borrower),
        (setting.left + width + between, _t("For the hub"), doc.staff),
    ]
    captions = [
        stacked(
            [
                setting.text(label, colour=QUIET_INK, x=x, width=width),
                setting.text(name, x=x, width=width),
            ]
        )
        for x, label, name in columns
    ]
    names = side_by_side(captions)

    def draw(top: float) -> None:
        for x, _, _ in columns:
            setting.paper.rule(x, top - above, x + width, INK)
        if doc.signature_path:
            draw_signature(
                setting.paper,
                doc.signature_path,
                setting.left + 2 * mm,
                top - above + 1 * mm,
                width - 4 * mm,
                above - 2 * mm,
            )
        names.draw(top - above - 1 * mm)

    return Part(above + 1 * mm + names.height, draw)


def _foot(setting: Setting, doc: AgreementPaper, whose: str, page: int = 1, pages: int = 1) -> Part:
    """Whose copy this is, and which version of the words it holds."""
    pen, size = setting.paper.pen, setting.size
    if pages > 1:
        whose = _t("{whose}, page {page} of {pages}").format(whose=whose, page=page, pages=pages)
    made = _t("Version {version}. Made on {day}.").format(
        version=doc.version, day=i18n.plain_day(doc.made_on)
    )
    left, right = setting.text(whose, bold=True), setting.text(made, colour=QUIET_INK)
    if pen.width(whose, size, True) + pen.width(made, size) > setting.width - 8 * mm:
        return stacked([left, right])
    x = setting.right - pen.width(made, size)
    right = setting.text(made, colour=QUIET_INK, x=x, width=setting.width)
    return side_by_side([left, right])
