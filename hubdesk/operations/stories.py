"""What people tell of themselves, and what tutors say: told on only while somebody agrees to it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from hubdesk.errors.figures import StoryTakenBack
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.skills import SeenInFuture
from hubdesk.models import Account, How, LearningSession, Person, Story, TutorComment
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.restricting import check_usable
from hubdesk.typed import clean_line, clean_note

STORY, COMMENT = "Story", "Comment"


def tell_story(
    db: Session,
    *,
    text: str,
    now: datetime,
    who: str = "",
    person_id: str = "",
    told_on: date | None = None,
    agreed_how: str = "",
) -> Story:
    """Write down what somebody tells. With `agreed_how` they agree that it is told on.

    Refuses FieldMissing, TextTooLong, ChoiceUnknown, SeenInFuture, and RecordRestricted.
    """
    words = clean_note(text, STORY, 2000)
    if not words:
        raise FieldMissing(STORY)
    person = found(db, Person, person_id) if person_id else None
    if person is not None:
        check_usable(db, person)
    on = told_on or now.date()
    if on > now.date():
        raise SeenInFuture(on)
    story = Story(
        person_id=person.id if person else None,
        who=clean_line(who, "Called", 100),
        text=words,
        told_on=on,
    )
    db.add(story)
    if agreed_how:
        _agree(story, agreed_how, now)
    db.flush()
    return story


def agree_to_story(db: Session, *, story_id: str, how: str, now: datetime) -> Story:
    """They agree that it is told on in reports. Refuses ChoiceUnknown and StoryTakenBack."""
    story = found(db, Story, story_id)
    if story.taken_back_on is not None:
        raise StoryTakenBack
    _agree(story, how, now)
    db.flush()
    return story


def take_back_story(db: Session, *, story_id: str, now: datetime) -> Story:
    """They agree no more: it stands in no report from now on. Refuses StoryTakenBack."""
    story = found(db, Story, story_id)
    if story.taken_back_on is not None:
        raise StoryTakenBack
    story.taken_back_on = now.date()
    db.flush()
    return story


def add_comment(
    db: Session,
    *,
    text: str,
    now: datetime,
    account_id: str = "",
    session_id: str = "",
    about_on: date | None = None,
) -> TutorComment:
    """What a tutor says of a session, or of the weeks around a day.

    Refuses FieldMissing, TextTooLong and NotFound.
    """
    words = clean_note(text, COMMENT, 2000)
    if not words:
        raise FieldMissing(COMMENT)
    session = found(db, LearningSession, session_id) if session_id else None
    account = found(db, Account, account_id) if account_id else None
    on = about_on or (session.held_on if session else now.date())
    comment = TutorComment(
        session_id=session.id if session else None,
        account_id=account.id if account else None,
        about_on=on,
        text=words,
    )
    db.add(comment)
    db.flush()
    return comment


def put_away_comment(db: Session, *, comment_id: str) -> TutorComment:
    """It stands in no report from now on. Refuses NotFound."""
    comment = found(db, TutorComment, comment_id)
    comment.deleted = True
    db.flush()
    return comment


def _agree(story: Story, how: str, now: datetime) -> None:
    story.agreed_how = one_of(How, how, "How they agreed")
    story.agreed_on = now.date()
