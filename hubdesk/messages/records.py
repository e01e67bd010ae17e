"""Words for records: not found, already there, not right, too late to undo."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import records as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Records", text)


_BUILT_ON = {
    "loan": "{tag} has been lent again since.",
    "gift": "{tag} has been given since.",
    "loan_event": "{tag} has moved on since.",
    "consent": "Somebody has answered to these words since.",
    "device": "{tag} has changed since.",
    "person_merge": "{tag} is one record with somebody else's since.",
    "person": "This person's page has changed since.",
    "concern": "This person's page has changed since.",  # and nobody is told of a concern
    "learning_session": "“{tag}” has changed since.",
    "attendance": "Somebody is on the register since.",
    "enrolment": "Somebody has a place since.",
    "head_count": "Somebody counted heads since.",
    "session_fund": "Sessions are paid from it since.",
    "parcel": "Something left the hub by it since.",
    "standing_export": "What leaves has changed since.",
    "fund": "The fund has changed since.",
    "complaint": "A manager has worked on it since.",
    "breach": "A manager has decided about it since.",
    "opportunity": "It has changed on the board since.",
    "name of a kind": "another kind is called “{tag}” since.",
    "name of a fund": "another fund is called “{tag}” since.",
    "meeting_action": "Somebody promised something since.",
    "judgement": "Somebody was judged by it since.",
    "session_statement": "A session was about it since.",
    "statement": "Skills were added to it since.",
    "follow_up": "Somebody is to be asked about it since.",
    "destination": "Somebody said what they do now since.",
    "register": "the register of “{tag}” is finished since.",
    "paper_slip": "Slip {tag} was entered since.",
    "report_made": "“{tag}” was made of it since.",
    "saved_report": "The saved report “{tag}” is of it.",
    "award": "{tag} took its place since.",
    "award_event": "{tag} was printed or withdrawn since.",
    "certificate_template": "Certificates have changed since.",
    "room": "the room or the tutor of “{tag}” is taken since.",
    "session_left_out": "Somebody left it off the pages since.",
    "newsletter_sign_up": "Somebody signed up under these words since.",
    "place": "the place at “{tag}” is taken since.",
}


def _built_on(error: e.BuiltOn) -> Message:
    words = _BUILT_ON.get(error.what, "Something later builds on it.")
    what = _t(words).format(tag=error.tag or _t("The device"))
    return Message(
        _t("Too late to undo: {what}").format(what=what), _t("Undo the later action first.")
    )


def _date(error: e.NotADate) -> Message:
    return Message(_t("{field} must be a real date, like 27 3 1985.").format(field=error.field))


WORDS: Words = {
    e.NotFound: lambda error: Message(
        _t("That is not here any more."), _t("Go back and look for it again.")
    ),
    e.NameMissing: lambda error: Message(_t("Enter the person's name.")),
    e.TextTooLong: lambda error: Message(
        _t("{field} is too long.").format(field=error.field),
        _t("Use at most {most} letters.").format(most=error.most),
    ),
    e.NotADate: _date,
    e.YearMissing: lambda error: Message(
        _t("{field} must include a year.").format(field=error.field)
    ),
    e.BirthInFuture: lambda error: Message(_t("Date of birth must be in the past.")),
    e.PhoneNotRight: lambda error: Message(
        _t("“{text}” does not look like a phone number.").format(text=error.text),
        _t("Check the digits, or leave it empty."),
    ),
    e.EmailNotRight: lambda error: Message(
        _t("“{text}” does not look like an e-mail address.").format(text=error.text),
        _t("Check it, or leave it empty."),
    ),
    e.PostcodeNotRight: lambda error: Message(
        _t("“{text}” does not look like a UK postcode.").format(text=error.text),
        _t("Check it, or leave it empty."),
    ),
    e.ImeiNotRight: lambda error: Message(
        _t("“{text}” is not an IMEI.").format(text=error.text),
        _t("An IMEI has 15 digits. Dial *#06# on the phone to see it."),
    ),
    e.NumberMangled: lambda error: Message(
        _t("{field} reads {text}: a spreadsheet shortened the number.").format(
            field=error.field, text=error.text
        ),
        _t("Enter it in full from the thing itself."),
    ),
    e.CodeInUse: lambda error: Message(
        _t("{code} already belongs to {what}.").format(code=error.code, what=error.belongs_to),
        _t("Use another code, or open that one."),
    ),
    e.CodeUnknown: lambda error: Message(
        _t("We do not know the code {code}.").format(code=error.code),
        _t("Add a device with it, or link it to one you have."),
    ),
    e.CodeHalfRead: lambda error: Message(
        _t("The scanner missed part of the label."), _t("Scan it again.")
    ),
    e.CodeOfOtherSort: lambda error: Message(
        _t("That is {what}.").format(what=error.is_a),
        _t("Scan {wanted}.").format(wanted=error.wanted),
    ),
    e.SeveralFit: lambda error: Message(
        _t("{many} fit “{text}”.").format(
            many=i18n.count(error.how_many, "thing", "things"), text=error.text
        ),
        _t("Choose one from the list."),
    ),
    e.NothingToUndo: lambda error: Message(_t("There is nothing to undo on this computer.")),
    e.UndoneAlready: lambda error: Message(_t("That was undone already. Nothing changed.")),
    e.BuiltOn: _built_on,
}
