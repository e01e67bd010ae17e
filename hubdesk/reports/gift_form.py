"""The form for things given to keep: a SIM, a voucher, a laptop that now belongs to the person."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.papers import AgreementPaper
from hubdesk.reports.agreement import promises, questions, things, who_and_when
from hubdesk.reports.form import two_copies
from hubdesk.reports.form_parts import Part, Setting


def _t(text: str) -> str:
    return translate("Paper", text)


def gift_form_pdf(paper: AgreementPaper) -> bytes:
    """Two copies in the frame of the agreement, with the day each thing works until.

    Every letter is at least 12 points, or 18 in large print. NoFontForLetters when no font
    on this computer draws a letter of a name.
    """

    def body(setting: Setting) -> list[Part]:
        return [
            who_and_when(
                setting,
                paper,
                _t("Given to"),
                _t("Given on"),
                i18n.day(paper.reprint_of_on or paper.made_on),
                "",
            ),
            *setting.rule(),
            *things(setting, _t("What is yours now"), paper.lines, each_day=False),
            *setting.rule(),
            *promises(setting, paper.promises),
            *questions(setting, paper.hub),
        ]

    return two_copies(paper, body)
