"""What of the hub's own stands where everybody can read it: sessions left out, stories shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.errors.figures import StoryTakenBack
from hubdesk.errors.opportunities import NeverPublic
from hubdesk.ids import pair_id
from hubdesk.messages.opportunities import STORY_WORDING
from hubdesk.models import How, LearningSession, Person, SessionLeftOut, Story
from hubdesk.operations.lending import found
from hubdesk.operations.opportunities import read_link
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.this_week import FOR_EVERYBODY
from hubdesk.typed import clean_line


def leave_session_out(
    db: Session, *, session_id: str, whole_series: bool = False
) -> SessionLeftOut:
    """It stands on no poster and no page, or none of its series does.

    Refuses NotFound, and NeverPublic for a kind that is on none in any case.
    """
    session = found(db, LearningSession, session_id)
    if session.kind not in FOR_EVERYBODY:
        raise NeverPublic(session.title)
    series_id = session.series_id if whole_series else None
    what = series_id or session.id
    id = pair_id("session_left_out", what, "")
    row = db.get(SessionLeftOut, id)
    if row is None:
        row = SessionLeftOut(
            id=id, session_id=None if series_id else session.id, series_id=series_id
        )
        db.add(row)
    row.deleted = False
    db.flush()
    return row


def put_session_in(db: Session, *, session_id: str) -> LearningSession:
    """It may be read by everybody again, and so may all of its series. Refuses NotFound."""
    session = found(db, LearningSession, session_id)
    for what in (session.id, session.series_id or ""):
        row = db.get(SessionLeftOut, pair_id("session_left_out", what, "")) if what else None
        if row is not None and not row.deleted:
            row.deleted = True
    db.flush()
    return session


def show_story(
    db: Session, *, story_id: str, how: str, now: datetime, work: str = "", link: str = ""
) -> Story:
    """They heard the words and agree that everybody can read it, under what they do.

    Refuses NotFound, StoryTakenBack, RecordRestricted, ChoiceUnknown, TextTooLong, LinkNotRight.
    """
    story = found(db, Story, story_id)
    if story.taken_back_on is not None:
        raise StoryTakenBack
    if story.person_id is not None:
        check_usable(db, found(db, Person, story.person_id))
    story.work = clean_line(work, "What they do", 120)
    story.link = read_link(link)
    story.shown_how = one_of(How, how, "How they agreed")
    story.shown_wording = STORY_WORDING
    story.shown_on, story.hidden_on = now.date(), None
    db.flush()
    return story


def hide_story(db: Session, *, story_id: str, now: datetime) -> Story:
    """They want it read by everybody no more. In reports it stands as before. Refuses NotFound."""
    story = found(db, Story, story_id)
    if story.shown_on is not None and story.hidden_on is None:
        story.hidden_on = now.date()
    db.flush()
    return story
