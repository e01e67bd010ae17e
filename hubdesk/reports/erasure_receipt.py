"""The receipt of an erasure, for whoever was erased. HubDesk itself keeps no copy of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hubdesk.i18n import translate
from hubdesk.queries.erasure_plan import Plan
from hubdesk.queries.papers import HubOnPaper
from hubdesk.reports.flowing import flow, heading, labelled, made_words, setting_of
from hubdesk.reports.paper import QUIET_INK, Paper


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the paper says: who, by whom, on which ground, and the number of the erasure."""

    plan: Plan
    hub: HubOnPaper
    number: str
    ground: str
    staff: str
    on: date


def _t(text: str) -> str:
    return translate("Paper", text)


def receipt_pdf(receipt: Receipt) -> bytes:
    """One A4 page, or two where much had to stay."""
    hub, plan = receipt.hub, receipt.plan
    paper = Paper(_t("Receipt of an erasure"), hub.name)
    setting = setting_of(paper)
    where = ", ".join(part for part in (hub.name, hub.where, hub.phone) if part)
    words = _t("We have erased what we held on you, but for what is listed under What stays.")
    parts = [
        setting.text(where, colour=QUIET_INK),
        setting.text(_t("Receipt of an erasure"), size=setting.title, bold=True),
        setting.gap(6),
        setting.text(words),
        setting.gap(8),
        labelled(setting, _t("For"), plan.name),
        labelled(setting, _t("Why"), receipt.ground),
        labelled(setting, _t("Done by"), receipt.staff),
        labelled(setting, _t("Number"), receipt.number),
    ]
    parts += heading(setting, _t("What was erased"))
    parts += [labelled(setting, place, much) for place, much in plan.goes]
    parts += heading(setting, _t("What stays, and why"))
    parts += [labelled(setting, place, why) for place, why in plan.stays]
    rights = _t(
        "You can complain to us, and to the regulator, the ICO or Information Commission "
        "(ico.org.uk). "
        "We keep no copy of this paper."
    )
    parts += [setting.gap(14), setting.text(rights, colour=QUIET_INK)]
    flow(setting, parts, made_words(hub.name, receipt.on))
    return paper.done()
