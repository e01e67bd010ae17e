"""Words for what can be wrong with lending, returning, renewing and giving."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import lending as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words
from hubdesk.messages.stages import stage_said


def _t(text: str) -> str:
    return translate("Lending", text)


def _on_loan(error: e.DeviceOnLoan) -> Message:
    if error.due_on is None:
        return Message(_t("{tag} is with {who}.").format(tag=error.tag, who=error.borrower))
    return Message(
        _t("{tag} is out to {who}.").format(tag=error.tag, who=error.borrower),
        _t("It is due back on {day}. Return it first, or pick another.").format(
            day=i18n.short_day(error.due_on)
        ),
    )


def _was_out(error: e.DeviceWasOut) -> Message:
    words = _t("{tag} was out to {who} from {first} to {back}.")
    if error.back_on is None:
        words = _t("{tag} was out to {who} from {first}.")
    said = words.format(
        tag=error.tag,
        who=error.borrower,
        first=i18n.short_day(error.first_on),
        back=i18n.short_day(error.back_on) if error.back_on else "",
    )
    return Message(said, _t("Pick the day it really happened."))


def _not_lendable(error: e.DeviceNotLendable) -> Message:
    return Message(
        stage_said(error.stage, error.tag),
        _t("Open its page to change that, or pick another."),
    )


def _not_out(error: e.DeviceNotOut) -> Message:
    if error.back_at:
        return Message(_t("{tag} is already back. Nothing changed.").format(tag=error.tag))
    return Message(_t("{tag} was not out. Nothing changed.").format(tag=error.tag))


def _kind(error: e.KindIsGiven) -> Message:
    if error.given:
        return Message(_t("{tag} is given to keep, so it has no due date.").format(tag=error.tag))
    return Message(
        _t("{tag} is lent, not given.").format(tag=error.tag),
        _t("Change its kind first if somebody may keep it."),
    )


def _overdue(error: e.HasOverdue) -> Message:
    return Message(
        _t("{who} has {tag}, {days} late.").format(
            who=error.borrower, tag=error.tag, days=i18n.count(error.days, "day", "days")
        ),
        _t("Hub rule: bring it back first."),
    )


def _too_many(error: e.TooManyAtOnce) -> Message:
    words = _t("{who} would have {has}, and {most} is the most at this hub.")
    if error.kind:
        words = _t("{who} would have {has} of the kind {kind}, and {most} is the most at this hub.")
    said = words.format(
        who=error.borrower,
        has=i18n.count(error.has, "thing", "things"),
        most=error.most,
        kind=error.kind,
    )
    return Message(said, _t("Ask a manager to allow it."))


def _several(error: e.SeveralRules) -> Message:
    from hubdesk.messages import explain

    said = [explain(rule) for rule in error.rules]
    return Message(" ".join(m.what for m in said), said[-1].next if said else "")


WORDS: Words = {
    e.DeviceOnLoan: _on_loan,
    e.DeviceWasOut: _was_out,
    e.DeviceToWipe: lambda error: Message(
        _t("{tag} still holds the last person's files.").format(tag=error.tag),
        _t("Wipe it, then choose Make ready."),
    ),
    e.DeviceNotLendable: _not_lendable,
    e.DeviceNotOut: _not_out,
    e.KindIsGiven: _kind,
    e.DueDateInPast: lambda error: Message(
        _t("{day} has already been.").format(day=i18n.short_day(error.due_on, error.today)),
        _t("Pick a day from today on."),
    ),
    e.HappenedInFuture: lambda error: Message(
        _t("{day} is still to come, or before it could happen.").format(
            day=i18n.short_day(error.on)
        ),
        _t("Pick the day it really happened."),
    ),
    e.BasketEmpty: lambda error: Message(_t("Nothing is in the list."), _t("Scan a device first.")),
    e.TooManyRenewals: lambda error: Message(
        _t("{tag} has been renewed {times} already, the most at this hub.").format(
            tag=error.tag, times=i18n.count(error.allowed, "time", "times")
        ),
        _t("Ask for it back, or ask a manager."),
    ),
    e.LendingRule: lambda error: Message(_t("A rule of the hub says no."), _t("Ask a manager.")),
    e.HasOverdue: _overdue,
    e.TooManyAtOnce: _too_many,
    e.TooYoung: lambda error: Message(
        _t("{who} is under {age}, too young for this.").format(
            who=error.borrower, age=error.min_age
        ),
        _t("Lend it to the adult they live with, or ask a manager."),
    ),
    e.GuardianNeeded: lambda error: Message(
        _t("{who} is under {age} and no parent or carer is on file.").format(
            who=error.borrower, age=error.under
        ),
        _t("Add the parent or carer on their page, or ask a manager."),
    ),
    e.OneAtATime: lambda error: Message(
        _t("{who} has a {kind} that runs until {day}.").format(
            who=error.borrower, kind=error.kind, day=i18n.short_day(error.ends_on)
        ),
        _t("Wait until then, or ask a manager."),
    ),
    e.UseRestricted: lambda error: Message(
        _t("The record of {who} is kept and not used, since {day}.").format(
            who=error.borrower, day=i18n.short_day(error.since_on)
        ),
        _t("If they agree to this, a manager can allow it."),
    ),
    e.OverrideNeedsReason: lambda error: Message(
        _t("The reason is empty."), _t("Enter why you allow this.")
    ),
    e.SeveralRules: _several,
}
