"""What is done with skills on the screen: each tells what it did, with Undo."""

from __future__ import annotations

from datetime import date
from typing import Any

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.imports.skills import shipped_lists
from hubdesk.messages.skills import outcome_words
from hubdesk.models import AwardSort
from hubdesk.operations import judging, progress, skills_lists
from hubdesk.operations.awarding import MOST_SKILLS
from hubdesk.queries.class_grid import ClassGrid
from hubdesk.queries.finished_area import FinishedArea, finished_by
from hubdesk.queries.skills import skills_lists as lists_now
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.widgets.strip import Offer


def _t(text: str) -> str:
    return translate("Skills", text)


class SkillsGestures(Gestures):
    """One verb a method."""

    def judge(
        self,
        person: tuple[str, str],
        skill: tuple[str, str],
        step: tuple[str, str],
        *,
        session_id: str = "",
        method: str = "seen",
        on: date | None = None,
        note: str = "",
    ) -> bool:
        """One key. Each of the three is an id and its words."""
        by = self.doors.acting().id
        verb = "self-check" if method == "said themselves" else "judge"

        def work(db: Any, now: Any) -> Any:
            if verb == "self-check":
                answers = {skill[0]: step[0]}
                return judging.check_self(
                    db, person_id=person[0], answers=answers, now=now, by=by, on=on, note=note
                )
            return judging.judge(
                db,
                person_id=person[0],
                statement_id=skill[0],
                step_id=step[0],
                session_id=session_id,
                by=by,
                method=method,
                on=on,
                note=note,
                now=now,
            )

        return self.act(
            verb,
            work,
            _t("{who}, {skill}: {step}.").format(who=person[1], skill=skill[1], step=step[1]),
            about={"person_id": person[0], "what": f"{skill[1]}: {step[1]}"},
            offers=lambda: self._certificate([person[0]], skill[0]),
        )

    def _certificate(self, person_ids: list[str], skill_id: str) -> tuple[Offer, ...]:
        """With the last skill of an area signed off, its certificate is one key away."""
        if self._go is None or self.doors.barred("award certificate"):
            return ()
        area, people = self.doors.look(lambda db: finished_by(db, person_ids, skill_id))
        if area is None or not people:
            return ()
        words = _t("Print the certificate for {area}").format(area=area.title)
        if len(people) > 1:
            words = _t("Print {many} certificates for {area}").format(
                many=len(people), area=area.title
            )
        return (Offer(words, lambda: self._award(people, area), "Alt+W", "award"),)

    def _award(self, people: tuple[str, ...], area: FinishedArea) -> None:
        """To the page of awards, filled in; where too many skills stand, it says so."""
        if self._go is None:
            return
        whom: dict[str, Any] = {"person_ids": people}
        if len(people) == 1:
            whom = {"person_id": people[0]}
        facts = {"sort": AwardSort.ACHIEVEMENT, "what": area.title}
        self._go("award", {**whom, "skills": area.skills[:MOST_SKILLS], **facts})
        if len(area.skills) > MOST_SKILLS:
            words = _t("{fit} of {many} skills fit on the sheet. Change which, if you like.")
            self.say(words.format(fit=MOST_SKILLS, many=len(area.skills)))

    def check_self(self, person: tuple[str, str], area: str, answers: dict[str, str]) -> bool:
        """What somebody says of themselves about one area: a step for each skill asked about."""
        by = self.doors.acting().id
        many = i18n.count(len(answers), _t("answer"), _t("answers"))
        return self.act(
            "self-check",
            lambda db, now: judging.check_self(
                db, person_id=person[0], answers=answers, now=now, by=by
            ),
            _t("{who}, {area}: {many} written down.").format(who=person[1], area=area, many=many),
            about={"person_id": person[0], "what": f"{area}: {many}"},
        )

    def judge_rest(self, grid: ClassGrid, skill: tuple[str, str], step: tuple[str, str]) -> bool:
        """The whole column: everybody who was there and is not so far yet."""
        by = self.doors.acting().id
        there = [one.id for one in grid.people if not one.missed]

        def words(moved: list[str]) -> str:
            many = i18n.count(len(moved), _t("person"), _t("people"))
            return _t("{skill}: {many} now {step}.").format(skill=skill[1], many=many, step=step[1])

        return self.act(
            "judge class",
            lambda db, now: judging.judge_class(
                db,
                person_ids=there,
                statement_id=skill[0],
                step_id=step[0],
                session_id=grid.session_id,
                by=by,
                now=now,
            ),
            words,
            about=lambda moved: {
                "what": f"{grid.title}: {skill[1]}",
                "count": i18n.count(len(moved), _t("person"), _t("people")),
            },
            offers=lambda: self._certificate(there, skill[0]),
        )

    def follow_up_class(self, grid: ClassGrid) -> bool:
        """Ask everybody how they got on: at the end, in 3 months and in 6."""
        return self.act(
            "plan follow-ups",
            lambda db, _now: progress.plan_follow_ups(
                db,
                person_ids=[one.id for one in grid.people],
                ended_on=grid.last_on,
                series_id=grid.series_id,
                session_id=grid.session_id,
            ),
            _t("They will stand in Today at the end, after 3 months and after 6."),
            about={"what": grid.title},
        )

    def set_goal(self, person_id: str, text: str) -> bool:
        """What somebody wants to be able to do."""
        return self.act(
            "set goal",
            lambda db, now: progress.set_goal(db, person_id=person_id, text=text, now=now),
            _t("The goal is written down."),
            about={"person_id": person_id, "what": text},
        )

    def reach_goal(self, person_id: str, goal_id: str, text: str) -> bool:
        """They can do it."""
        return self.act(
            "reach goal",
            lambda db, now: progress.reach_goal(db, goal_id=goal_id, now=now),
            _t("Goal reached: {goal}.").format(goal=text),
            about={"person_id": person_id, "what": text},
        )

    def record_outcome(self, person_id: str, outcome: str, how: str) -> bool:
        """What somebody does now."""
        return self.act(
            "record outcome",
            lambda db, now: progress.record_outcome(
                db, person_id=person_id, outcome=outcome, how=how, now=now
            ),
            _t("Written down: {what}.").format(what=outcome_words(outcome)),
            about={"person_id": person_id, "what": outcome_words(outcome)},
        )

    def use_shipped(self) -> bool:
        """Take the lists into use that HubDesk ships; one that was put away is brought back."""
        lists = shipped_lists()
        there = {row.id for row in self.doors.look(lists_now)}

        def work(db: Any, _now: Any) -> None:
            for said in lists:
                id = skills_lists.framework_id(said.key, said.version)
                if id in there:
                    skills_lists.offer_list(db, list_id=id, is_offered=True)
                else:
                    skills_lists.add_list(db, said=said)

        return self.act(
            "add skills list",
            work,
            _t("The lists of skills are here."),
            about={"what": ", ".join(said.title for said in lists)},
        )
