"""What was done, in words: one sentence for each verb, for the strip, recent activity and history.

A verb is the name the journal keeps; `about` holds its facts. A verb without words here is a bug,
and a test walks all that the code uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hubdesk import i18n
from hubdesk.i18n import translate

ELSEWHERE = "elsewhere"  # who allowed it, where that is a manager who does not work here


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence about an action is made of."""

    person: str = ""
    tags: tuple[str, ...] = ()
    about: dict[str, Any] = field(default_factory=dict)
    today: date | None = None

    @property
    def things(self) -> str:
        """HD-0142 and HD-0304; from five on, their number."""
        if len(self.tags) > 4:
            return i18n.count(len(self.tags), _t("device"), _t("devices"))
        return i18n.listed(list(self.tags)) or _t("a device")

    @property
    def who(self) -> str:
        return self.person or _t("somebody")

    @property
    def day(self) -> str:
        text = self.about.get("due_on") or self.about.get("ends_on")
        return i18n.short_day(date.fromisoformat(text), self.today) if text else ""


def _t(text: str) -> str:
    return translate("Activity", text)


def _lend(s: Said) -> str:
    if not s.day:
        return _t("Lent {things} to {who}").format(things=s.things, who=s.who)
    words = _t("Lent {things} to {who} until {day}")
    if s.about.get("dues_differ"):
        words = _t("Lent {things} to {who}, the first until {day}")
    return words.format(things=s.things, who=s.who, day=s.day)


def _brought(words: str) -> Callable[[Said], str]:
    """A whole list with its counts; in the history of one record, the piece that touched it."""
    whole = _plain(words)
    return lambda s: whole(s) if s.about.get("what") else _t("Brought in from a list")


def _plain(words: str) -> Callable[[Said], str]:
    """A sentence that fills in who, things, day and the plain facts of `about`."""

    def say(s: Said) -> str:
        return _t(words).format(
            who=s.who,
            things=s.things,
            day=s.day,
            what=s.about.get("what", ""),
            count=s.about.get("count", ""),
        )

    return say


def _awarded(s: Said) -> str:
    """One by name; a class by how many they were."""
    count = int(s.about.get("count") or 1)
    what = s.about.get("what", "")
    if s.person or count == 1:
        return _t("Certificate for {who}: {what}").format(who=s.who, what=what)
    return _t("{count} certificates: {what}").format(count=count, what=what)


def _came(words: str) -> Callable[[Said], str]:
    """A person by name; a visitor by what they said, a few by how many they were."""
    whole = {"came in": "{who} came in", "left": "{who} left"}[words]
    return lambda s: _t(whole).format(who=s.who if s.person else s.about.get("what", ""))


def _checked(words: str) -> Callable[[Said], str]:
    """Of a person by name, with the kind; of the staff the name stands in what was kept."""
    whole = {
        "written down": ("{who} has a background check: {what}", "Background check of {what}"),
        "off the list": (
            "Background check of {who} off the list: {what}",
            "Background check off the list: {what}",
        ),
    }[words]

    def say(s: Said) -> str:
        return _t(whole[0 if s.person else 1]).format(who=s.who, what=s.about.get("what", ""))

    return say


def _printed_again(s: Said) -> str:
    what = s.about.get("what", "")
    if s.person:
        return _t("Certificate of {who} to print: {what}").format(who=s.who, what=what)
    return _t("Certificates to print: {what}").format(what=what)


WORDS: dict[str, Callable[[Said], str]] = {
    "lend": _lend,
    "give": _plain("Gave {things} to {who}"),
    "return": _plain("{things} came back from {who}"),
    "amend return": _plain("Return of {things}: {what}"),
    "item back": _plain("{who} brought back {what} for {things}"),
    "renew": _plain("{who} keeps {things} until {day}"),
    "make ready": _plain("{things} made ready"),
    "lost": _plain("{things} marked lost"),
    "found": _plain("{things} found and back"),
    "call": _plain("Called {who} about {things}: {what}"),
    "amend call": _plain("Call to {who} about {things}: {what}"),
    "follow up": _plain("Spoke with {who} about what ends soon"),
    "register person": _plain("Added {who}"),
    "edit person": _plain("Changed the details of {who}"),
    "merge people": _plain("Made one record of {who} and {what}"),
    "take apart": _plain("Made two records again of {who} and {what}"),
    "two people": _plain("{who} and {what} are two people"),
    "note": _plain("Note about {who}"),
    "tick off note": _plain("Ticked off a note about {who}"),
    "consent": _plain("{who}: {what}"),
    "withdraw consent": _plain("{who} took back: {what}"),
    "assign card": _plain("New card for {who}"),
    "household": _plain("Home of {who}: {what}"),
    "needs": _plain("What helps {who}: {what}"),
    "roles": _plain("Roles of {who}: {what}"),
    "sign agreement": _plain("{who} signed the agreement"),
    "make agreement": _plain("Agreement made for {who}"),
    "plan session": _plain("Planned {what}"),
    "change session": _plain("Changed {what}"),
    "move session": _plain("Moved {what}"),
    "cancel session": _plain("Cancelled {what}"),
    "replace tutor": _plain("Another tutor for {what}"),
    "note session": _plain("Note on {what}"),
    "book place": _plain("{who} has a place at {what}"),
    "give back place": _plain("{who} gave back the place at {what}"),
    "give place": _plain("{who} got the free place at {what}"),
    "add action": _plain("Action written down: {what}"),
    "tick off action": _plain("Action ticked off: {what}"),
    "set up place": _plain("Set up to send to: {what}"),
    "change place": _plain("Place changed: {what}"),
    "let go of place": _plain("Sent to no more: {what}"),
    "agree export": _plain("May leave from now on: {what}"),
    "change export": _plain("How often it leaves changed: {what}"),
    "stop export": _plain("Leaves no more: {what}"),
    "unlink region": _plain("The region's numbers lead to nobody any more"),
    "save to stick": _plain("Saved to a stick: {what}"),
    "take back parcel": _plain("Will not be sent: {what}"),
    "add fund": _plain("Added the fund {what}"),
    "change fund": _plain("Fund changed: {what}"),
    "put away fund": _plain("Fund put away: {what}"),
    "record check": _checked("written down"),
    "put away check": _checked("off the list"),
    "make paper pack": _plain("Paper pack made for {what}"),
    "enter slip": _plain("Slip {what} entered: {things} to {who}"),
    "tick off slips": _plain("{count} slips not used, of {what}"),
    "book appointment": _plain("{who} has an appointment: {what}"),
    "set helper hours": _plain("When {what} sees people changed"),
    "add speaker": _plain("{who} takes part in {what}"),
    "take speaker away": _plain("{who} does not take part in {what}"),
    "school answer": _plain("What the school says of {what} changed"),
    "write decisions": _plain("Decisions of {what} changed"),
    "sign in": _plain("{who} signed in to {what}"),
    "mark": _plain("{who} at {what}"),
    "mark rest": _plain("Marked {count} at {what}"),
    "note attendance": _plain("Note on {who} at {what}"),
    "finish register": _plain("Register finished: {what}"),
    "reopen register": _plain("Register opened again: {what}"),
    "count heads": _plain("Heads counted at {what}"),
    "visit": _plain("{who} dropped in: {what}"),
    "enquiry": _plain("Question counted: {what}"),
    "come in": _came("came in"),
    "leave": _came("left"),
    "begin shift": _plain("Shift of {what} began"),
    "end shift": _plain("Shift ended: {what}"),
    "hand over": _plain("Note left for whoever works next, by {what}"),
    "tick off handover": _plain("Ticked off the note that {what} left"),
    "award certificate": _awarded,
    "print certificate": _printed_again,
    "correct certificate": _plain("Corrected the certificate of {who}: {what}"),
    "withdraw certificate": _plain("Withdrew the certificate of {who}: {what}"),
    "change certificate": _plain("How certificates look changed: {what}"),
    "emergency contact": _plain("Whom to ring about {who} changed"),
    "self-check": _plain("{who} said what they can do: {what}"),
    "judge": _plain("{who}: {what}"),
    "judge class": _plain("{count} of {what}"),
    "cover skills": _plain("Skills covered at {what}"),
    "set target": _plain("Set a target for {what}"),
    "put away target": _plain("Put the target for {what} away"),
    "add report template": _plain("Brought in the report {what}"),
    "save report": _plain("Saved the report {what}"),
    "change saved report": _plain("Changed the saved report {what}"),
    "put away saved report": _plain("Put the saved report {what} away"),
    "make report": _plain("Made the report {what}"),
    "tell story": _plain("Story of {who}"),
    "agree to story": _plain("{who} agreed to a story"),
    "take back story": _plain("{who} took a story back"),
    "show story": _plain("{who} agreed that everybody reads a story"),
    "hide story": _plain("A story is off the pages"),
    "add opportunity": _plain("Added to the board: {what}"),
    "change opportunity": _plain("Changed on the board: {what}"),
    "close opportunity": _plain("Closed on the board: {what}"),
    "take opportunity away": _plain("Taken off the board: {what}"),
    "leave session out": _plain("Left off the pages: {what}"),
    "put session in": _plain("Back on the pages: {what}"),
    "sign up": _plain("Somebody signed up for the newsletter"),
    "take back sign-up": _plain("Somebody left the newsletter"),
    "know sign-up": _plain("{who} signed up for the newsletter"),
    "comment": _plain("Commented on {what}"),
    "put away comment": _plain("Put a comment away"),
    "log consultation": _plain("Wrote down that {what} were asked"),
    "put away consultation": _plain("Took a consultation off the list"),
    "give equality form": _plain("Took in an equality form"),
    "equality key": _plain("Chose a passphrase for equality forms"),
    "open equality forms": _plain("Opened the equality forms that waited"),
    "publish equality": _plain("Published the equality tables for {what}"),
    "value gift": _plain("Said what a gift was worth"),
    "import benchmarks": _plain("Brought in numbers of others: {what}"),
    "put away benchmark": _plain("Put a number of others away: {what}"),
    "set goal": _plain("Goal of {who}: {what}"),
    "reach goal": _plain("{who} reached a goal: {what}"),
    "plan follow-ups": _plain("Days set to ask how people got on after {what}"),
    "record outcome": _plain("{who} now: {what}"),
    "add skills list": _plain("List of skills brought in: {what}"),
    "offer skills list": _plain("List of skills chosen: {what}"),
    "add skill": _plain("Added to our own list: {what}"),
    "put away skill": _plain("Put away from our own list: {what}"),
    "rename skill": _plain("Worded anew on our own list: {what}"),
    "bring back skill": _plain("Back on our own list: {what}"),
    "confirm skills list": _plain("Compared with its source: {what}"),
    "add device": _plain("Added {things}"),
    "edit device": _plain("Changed {things}"),
    "link code": _plain("Linked a code to {things}"),
    "unlink code": _plain("Took a code away from {things}"),
    "change kit": _plain("Changed what comes with {things}"),
    "repair": _plain("{things} sent to repair"),
    "withdraw": _plain("{things} taken out of lending"),
    "put back": _plain("{things} put back on the shelf"),
    "reserve labels": _plain("Numbers kept for {count} fresh labels"),
    "seen": _plain("{things} seen on the shelf"),
    "change hub": _plain("Changed the hub's details"),
    "change setting": _plain("Setting changed: {what}"),
    "close days": _plain("Closed days added: {what}"),
    "reopen days": _plain("Closed days taken away: {what}"),
    "change policy": _plain("Lending rule changed: {what}"),
    "add kind": _plain("Kind of device added: {what}"),
    "change kind": _plain("Kind of device changed: {what}"),
    "put away kind": _plain("Kind of device put away: {what}"),
    "change template": _plain("Agreement wording changed"),
    "change wording": _plain("What people are asked changed: {what}"),
    "set own PIN": _plain("Set their own PIN"),
    "set PIN": _plain("Set a PIN for {what}"),
    "take PIN away": _plain("Took the PIN of {what} away"),
    "give badge": _plain("Gave {what} a badge"),
    "take badge away": _plain("Took the badge of {what} away"),
    "add staff": _plain("Added to the staff: {what}"),
    "rename staff": _plain("Name of the staff changed: {what}"),
    "change roles": _plain("Roles of the staff changed: {what}"),
    "put away staff": _plain("Put away from the staff: {what}"),
    "bring back staff": _plain("Back on the staff: {what}"),
    "import devices": _brought("Brought in devices: {what}"),
    "import people": _brought("Brought in people: {what}"),
    "salvage": _plain("Brought back from a damaged file: {count} records"),
    "change rule": _plain("Rule for how long things are kept changed: {what}"),
    "hold": _plain("Record of {who} kept for a reason in law"),
    "lift hold": _plain("Record of {who} no longer kept for a reason in law"),
    "restrict use": _plain("Record of {who} kept and not used"),
    "lift restriction": _plain("Record of {who} used again"),
    "rights request": _plain("{who} asked for {what}"),
    "rights step": _plain("Request of {who}: {what}"),
    "complaint": _plain("A complaint about data came"),
    "acknowledge complaint": _plain("A complaint was acknowledged"),
    "answer complaint": _plain("A complaint was answered"),
    "breach": _plain("A loss of data was written down"),
    "decide breach": _plain("Decided about a loss of data"),
    "erase person": _plain("Erased somebody from every record"),
    "erase proposed": _plain("Erased {count} whose time was over"),
    "forget presence": _plain("Forgot who was in the building: {count}"),
    "forget breaches": _plain("Forgot what losses of data were about: {count}"),
    "forget staff": _plain("Forgot the names of staff who left: {count}"),
    "forget complaints": _plain("Forgot what complaints of nobody here were about: {count}"),
    "forget stories": _plain("Forgot stories of nobody here: {count}"),
    "forget taken back": _plain("Forgot records that were taken back: {count}"),
    "erase again": _plain("Erased again who came back with an older copy"),
    "add practice": _plain("Added sample people and devices to practise with"),
    "remove practice": _plain("Took the sample people and devices away"),
}


def allowed_words(reason: str, by: str) -> str:
    """Why a rule did not hold, and who said so; "" where no rule was set aside."""
    if not reason:
        return ""
    if by == ELSEWHERE:
        return _t("Allowed by a manager elsewhere: {reason}").format(reason=reason)
    if not by:
        return _t("Allowed by a manager: {reason}").format(reason=reason)
    return _t("Allowed by {who}: {reason}").format(who=by, reason=reason)


def action_words(verb: str, said: Said) -> str:
    """What was done. An undo says what it undid."""
    if verb == "undo":
        of = said.about.get("of", "")
        return _t("Undone: {what}").format(what=WORDS[of](said) if of in WORDS else of)
    return WORDS[verb](said)
