"""Words for sessions, places and registers."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import learning as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Learning", text)


def _clash(error: e.SessionClashes) -> Message:
    what = _t("{taken} has “{title}” from {starts} to {ends} on {day}.")
    return Message(
        what.format(
            taken=error.taken,
            title=error.title,
            starts=i18n.clock(error.starts),
            ends=i18n.clock(error.ends),
            day=i18n.short_day(error.on),
        ),
        _t("Choose another time, room or person."),
    )


def _closed(error: e.HubClosed) -> Message:
    what = _t("The hub is closed on {day}: {why}.")
    return Message(
        what.format(day=i18n.short_day(error.on), why=error.why), _t("Choose another day.")
    )


def _not_marked(error: e.NotMarked) -> Message:
    many = i18n.count(error.how_many, _t("person is"), _t("people are"))
    return Message(
        _t("{many} not marked.").format(many=many), _t("Mark them, or finish the register later.")
    )


def _held(error: e.SessionHeld) -> Message:
    many = i18n.count(error.came, _t("person"), _t("people"))
    return Message(
        _t("{many} came to “{title}”, so it stays.").format(many=many, title=error.title)
    )


def _names(error: e.NamesHeld) -> Message:
    many = i18n.count(error.names, _t("person is"), _t("people are"))
    return Message(
        _t("{many} on the register of “{title}” by name.").format(many=many, title=error.title),
        _t("Choose a kind that has names."),
    )


WORDS: Words = {
    e.EndsBeforeStart: lambda error: Message(
        _t("The session must end after it starts, at {starts}.").format(
            starts=i18n.clock(error.starts)
        )
    ),
    e.HubClosed: _closed,
    e.SessionClashes: _clash,
    e.NoDays: lambda error: Message(
        _t("That makes no session."), _t("Check the first day and when it ends.")
    ),
    e.TooManySessions: lambda error: Message(
        _t("That makes more than {most} sessions.").format(most=error.most),
        _t("Plan fewer at once."),
    ),
    e.SessionCancelled: lambda error: Message(
        _t("“{title}” is cancelled. Nothing changed.").format(title=error.title)
    ),
    e.SessionHeld: _held,
    e.NamesHeld: _names,
    e.SessionNotYet: lambda error: Message(
        _t("“{title}” is on {day}.").format(title=error.title, day=i18n.short_day(error.on)),
        _t("Until then only “told us” can be marked."),
    ),
    e.RegisterFinished: lambda error: Message(
        _t("The register of “{title}” is finished.").format(title=error.title),
        _t("Open it again to change it."),
    ),
    e.RegisterOpen: lambda error: Message(
        _t("The register of “{title}” is open already.").format(title=error.title)
    ),
    e.NotMarked: _not_marked,
    e.OnRegister: lambda error: Message(
        _t("{person} is already on this register (row {row}).").format(
            person=error.person, row=error.row
        )
    ),
    e.PlaceTaken: lambda error: Message(
        _t("{person} has a place at “{title}” or waits for one. Nothing changed.").format(
            person=error.person, title=error.title
        )
    ),
    e.NoPlaceFree: lambda error: Message(
        _t("“{title}” is full: {places} places.").format(title=error.title, places=error.places),
        _t("Somebody has to give a place back first."),
    ),
    e.NotWaiting: lambda error: Message(
        _t("{person} is not on the waiting list. Nothing changed.").format(person=error.person)
    ),
    e.OnlyCounted: lambda error: Message(
        _t("At “{title}” people are counted and never named.").format(title=error.title),
        _t("Enter how many came."),
    ),
    e.NotCounted: lambda error: Message(
        _t("At “{title}” everybody is on the register by name.").format(title=error.title)
    ),
    e.CountNotANumber: lambda error: Message(
        _t("Enter a number here. The name of a pupil is never written down.")
        if error.is_of_pupils
        else _t("Enter a number here. Who is counted is not named.")
    ),
    e.SharesNotWhole: lambda error: Message(
        _t("The shares of the funds make {total}%.").format(total=error.total),
        _t("Together they must make 100%."),
    ),
    e.FundThere: lambda error: Message(
        _t("A fund called “{name}” is there already.").format(name=error.name),
        _t("Choose another name."),
    ),
    e.LookAgainBefore: lambda error: Message(
        _t("That is not after the check of {day}.").format(day=i18n.plain_day(error.issued_on)),
        _t("Enter a later day to look again, or none."),
    ),
    e.ActionDone: lambda error: Message(_t("That is ticked off already. Nothing changed.")),
}
