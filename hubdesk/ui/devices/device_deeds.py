"""What is done to one device from its page, and what the rules said to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hubdesk.errors import HubDeskError
from hubdesk.errors.lending import HappenedInFuture, LendingRule
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.device_facts import DeviceFacts
from hubdesk.operations.stock import edit_device
from hubdesk.queries.device_page import DevicePage
from hubdesk.ui.allowed import Allowed
from hubdesk.ui.devices.device_columns import DeviceColumns
from hubdesk.ui.devices.gestures import DeviceGestures
from hubdesk.ui.loans.gestures import LoanGestures
from hubdesk.ui.too_late import Go


def _t(text: str) -> str:
    return translate("Devices", text)


class DeviceDeeds:
    """Does what the cards ask for. `device` answers with the one on screen, as it was drawn."""

    def __init__(
        self,
        columns: DeviceColumns,
        hands: DeviceGestures,
        loans: LoanGestures,
        *,
        device: Callable[[], DevicePage | None],
        go: Go,
    ) -> None:
        self._columns, self._hands, self._loans = columns, hands, loans
        self._device, self._go = device, go
        self._rule_about = ""
        columns.details.saved.connect(self.save)
        columns.codes.linked.connect(self.link)
        columns.codes.unlinked.connect(self._unlink)
        columns.state.asked.connect(self.press)
        columns.state.returned_on.connect(self._take_back)
        columns.state.to_repair.connect(self._repair)
        columns.state.withdrawn.connect(self._withdraw)
        columns.earlier.answered.connect(self.lend_earlier)
        columns.kit.changed.connect(self._change_kit)
        columns.rule.allowed.connect(self._allow)

    def press(self, button: str) -> None:
        """Do what a button stands for."""
        device = self._device()
        if device is None:
            return
        hands, loans, loan = self._hands, self._loans, device.loan
        match button:
            case "return" if loan:
                loans.give_back(loan)
            case "renew" if loan:
                self._renew()
            case "lost" if loan:
                loans.lose(loan)
            case "lost":
                hands.lose(device.id, device.tag)
            case "found":
                hands.find(device.id, device.tag, borrower_id=loan.borrower_id if loan else "")
            case "ready":
                hands.make_ready(device.id, device.tag)
            case "put back":
                hands.put_back(device.id, device.tag, holds_data=device.holds_data)
            case "lend":
                self._go("desk", {"device_id": device.id})
            case "lend earlier":
                self._columns.state.hide()
                self._columns.earlier.open_up(is_given=device.is_given_kind)
            case "person":
                self._open_person(device)

    def lend_earlier(self, person_id: str, day: date, allowed: Allowed | None = None) -> None:
        """It went out on an earlier day; `allowed` by a manager against a rule."""
        device = self._device()
        if device is None:
            return
        refusal: list[HubDeskError] = []

        def by_the_day(error: HubDeskError) -> bool:
            refusal.append(error)
            by_rule = isinstance(error, LendingRule)  # the card of the rule says why
            self._columns.earlier.refuse("" if by_rule else explain(error).text)
            return True

        done = self._loans.lend_on(device, person_id, day, allowed, by_the_day)
        self._earlier_answer = (person_id, day)
        rule = next((e for e in refusal if isinstance(e, LendingRule)), None)
        self._ask_manager(rule, "lend earlier", _t("Lend all the same"))
        if done:
            self._columns.earlier.shut()

    def save(self, facts: DeviceFacts) -> None:
        """Keep the facts of the form, or say by its fields what is wrong."""
        device = self._device()
        if device is None:
            return

        def in_form(error: HubDeskError) -> bool:
            self._columns.details.form.refuse(error)
            return True

        if self._hands.act(
            "edit device",
            lambda db, _now: edit_device(db, device_id=device.id, facts=facts),
            _t("{tag} is changed.").format(tag=device.tag),
            about={"device_ids": [device.id]},
            refused=in_form,
        ):
            self._columns.details.close_form()

    def link(self, code: str) -> None:
        """A further code of the device, scanned or typed."""
        device = self._device()
        if device is None:
            return

        def by_the_field(error: HubDeskError) -> bool:
            self._columns.codes.refuse(explain(error).text)
            return True

        if self._hands.link(device.id, device.tag, code, refused=by_the_field):
            self._columns.codes.done()

    def _open_person(self, device: DevicePage) -> None:
        if device.loan is not None:
            self._go("person", {"id": device.loan.borrower_id})
        elif device.given_to is not None:
            self._go("person", {"id": device.given_to.person_id})

    def _take_back(self, day: date) -> None:
        device = self._device()
        if device is None or device.loan is None:
            return

        def by_the_day(error: HubDeskError) -> bool:
            if isinstance(error, HappenedInFuture):
                self._columns.state.refuse_day(explain(error).text)
            return isinstance(error, HappenedInFuture)

        if self._loans.give_back(device.loan, day, by_the_day):
            self._columns.state.shut_asks()

    def _repair(self, note: str) -> None:
        device = self._device()
        if device and self._hands.to_repair(device.id, device.tag, note):
            self._columns.state.shut_asks()

    def _withdraw(self, note: str) -> None:
        device = self._device()
        if device and self._hands.withdraw(device.id, device.tag, note):
            self._columns.state.shut_asks()

    def _renew(self, allowed: Allowed | None = None) -> None:
        device = self._device()
        if device is None or device.loan is None:
            return
        rule = self._loans.renew(device.loan, allowed)
        self._ask_manager(rule, "renew", _t("Renew all the same"))

    def _ask_manager(self, rule: LendingRule | None, about: str, words: str) -> None:
        card = self._columns.rule
        self._rule_about = about if rule else ""
        card.setVisible(rule is not None)
        if rule is not None:
            self._columns.sight.bring(card)
            card.show_rule(rule)
            card.allow_button.set_words(words)
            card.reason.setFocus()

    def _allow(self, allowed: Allowed) -> None:
        if self._rule_about == "renew":
            self._renew(allowed)
        elif self._rule_about == "lend earlier":
            self.lend_earlier(*self._earlier_answer, allowed)

    def _unlink(self, code_id: str, shown: str) -> None:
        if (device := self._device()) is not None:
            self._hands.unlink(device.id, device.tag, code_id, shown)

    def _change_kit(self, names: list[str], words: str) -> None:
        device = self._device()
        if device is not None and not self._hands.set_kit(device.id, names, words):
            self._columns.kit.show_device(device)
