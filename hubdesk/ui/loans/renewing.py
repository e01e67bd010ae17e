"""A new due day for the chosen loan; where a rule says no, a manager may allow it."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.queries.loans import OUT, LoanRow
from hubdesk.ui.allowed import Allowed
from hubdesk.ui.front_desk.rule_card import RuleCard
from hubdesk.ui.loans.gestures import LoanGestures
from hubdesk.ui.sight import Sight


class Renewing:
    """`chosen` answers with the loan of now; `done` gives the focus back to the list."""

    def __init__(
        self,
        gestures: LoanGestures,
        rule: RuleCard,
        sight: Sight,
        *,
        chosen: Callable[[], LoanRow | None],
        done: Callable[[], object],
    ) -> None:
        self._gestures, self._rule, self._sight = gestures, rule, sight
        self._chosen, self._done = chosen, done
        self._ruled = ""  # the loan the rule speaks of
        rule.allowed.connect(self._allow)
        rule.left.connect(self.leave)

    def renew(self, allowed: Allowed | None = None) -> None:
        """Renew it, or show the rule that says no."""
        loan = self._chosen()
        if loan is None or loan.state not in OUT:
            return
        rule = self._gestures.renew(loan, allowed)
        self._rule.setVisible(rule is not None)
        if rule is not None:
            self._ruled = loan.id
            self._sight.bring(self._rule)
            self._rule.show_rule(rule)
            self._rule.reason.setFocus()
        else:
            self._done()

    def leave(self) -> None:
        """The rule stands."""
        self._sight.forget()
        self._rule.hide()
        self._done()

    def _allow(self, allowed: Allowed) -> None:
        """A manager allowed it, for the loan the rule spoke of and no other."""
        if (loan := self._chosen()) is not None and loan.id == self._ruled:
            self.renew(allowed)
