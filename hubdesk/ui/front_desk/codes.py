"""What a code means at the desk: somebody, a device, an action of the desk card, a paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.ids import CodeKind, DeskAction, read_code
from hubdesk.queries.finding import Choice, Finding, Sort
from hubdesk.ui.front_desk.state import Bench
from hubdesk.ui.widgets.strip import Offer

LONGEST = 30  # letters of a code that nobody knows


def _t(text: str) -> str:
    return translate("FrontDesk", text)


def _named(code: str) -> str:
    """In one short line, whatever was pasted: what cannot be printed is a gap."""
    words = " ".join("".join(c if c.isprintable() else " " for c in code).split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


_PAPERS: Final[dict[CodeKind | None, str]] = {
    CodeKind.PAPER: "We do not know the paper {code}. Its loan was undone, or it is another hub's.",
    CodeKind.CERTIFICATE: "We do not know the certificate {code}. It may be another hub's.",
}


class Codes:
    """`person`, `device`, `paper` and `action` do what a known code asks for."""

    def __init__(
        self,
        bench: Bench,
        *,
        person: Callable[[str], None],
        device: Callable[[str], None],
        paper: Callable[[str], None],
        action: Callable[[DeskAction], None],
    ) -> None:
        self._bench, self._person, self._device = bench, person, device
        self._paper, self._action = paper, action

    def choose(self, choice: Choice) -> None:
        """One of several that fitted was chosen."""
        self._bench.state.choices = ()
        if choice.sort is Sort.PERSON:
            self._person(choice.id)
        else:
            self._device(choice.id)

    def meant(self, found: Finding) -> None:
        """Do what a code means here."""
        say = self._bench.say
        self._bench.state.choices = ()
        match found.sort:
            case Sort.PERSON:
                self._person(found.id)
            case Sort.DEVICE:
                self._device(found.id)
            case Sort.ACTION if found.action:
                self._action(found.action)
            case Sort.PAPER:
                self._paper(found.id)
            case Sort.CERTIFICATE:
                self._bench.go("certificate", {"id": found.id})
            case Sort.SLIP:
                self._bench.go("paper-hub", {"code": found.text})
            case Sort.SEVERAL:
                self._bench.state.choices = found.choices
                many = i18n.count(len(found.choices), _t("thing fits"), _t("things fit"))
                words = _t("{many} “{text}”. Choose one.")
                say("info", words.format(many=many, text=found.text))
            case Sort.NEW_LABEL if found.kind is CodeKind.PERSON:
                self._new_card(found.text)
            case Sort.NEW_LABEL:
                words = _t("That label is new. No device has it yet.")
                say("info", words, self._offer(_t("Add a device"), "add-devices", found.text))
            case Sort.HALF:
                say("bad", _t("The scanner missed part of the label. Scan it again."))
            case _ if found.kind in _PAPERS:
                self._unknown_paper(found.text, _t(_PAPERS[found.kind]))
            case _:
                self.unknown(found.text)

    def unknown(self, code: str) -> None:
        """Nobody and nothing has this code: two ways on."""
        words = _t("We do not know the code {code}. Add a device with it, or link it.")
        self._bench.say(
            "bad",
            words.format(code=_named(code)),
            self._offer(_t("Add a device"), "add-devices", code),
            Offer(_t("Link to a device"), lambda: self._bench.go("devices", {"link": code})),
        )

    def _unknown_paper(self, text: str, words: str) -> None:
        """Not a code that a device could have: there is nothing to add or link."""
        code = read_code(text)
        self._bench.say("bad", words.format(code=code.printed() if code else text))

    def _offer(self, words: str, page: str, code: str) -> Offer:
        return Offer(words, lambda: self._bench.go(page, {"code": code}))

    def _new_card(self, code: str) -> None:
        card = self._bench.state.card
        offers = [
            Offer(_t("New person"), lambda: self._bench.go("new-person", {"card": code})),
        ]
        if card is not None:
            words = _t("Give it to {who}").format(who=card.called)
            facts = {"id": card.id, "card": code}
            offers.insert(0, Offer(words, lambda: self._bench.go("person", dict(facts))))
        self._bench.say("info", _t("That card is new. Nobody has it yet."), *offers)
