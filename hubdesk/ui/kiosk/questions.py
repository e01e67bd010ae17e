"""Equality questions at the sign-in screen: one at a time, each can be left out.

Nothing says who answers. Until it is sent all of it is in memory, and it is gone when the screen
clears itself, when a card is scanned, or when somebody stops.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from hubdesk.i18n import translate
from hubdesk.queries.equality_questions import (
    NO_ANSWER,
    NOT_SAID,
    Option,
    Question,
    Questions,
    is_put,
)

MANY: Final = 10  # of more boxes the group is asked first

Offered = list[tuple[str, Callable[[], object]]]
Show = Callable[[str, str, Offered, Offered], object]  # the boxes, and the other ways on


def _t(text: str) -> str:
    return translate("Kiosk", text)


class Asking:
    """One learner's way through the questions. `show` puts a step on the screen."""

    def __init__(self, questions: Questions, show: Show) -> None:
        self._questions, self._show = questions, show
        self._said: dict[str, str] = {}
        self._sent: Callable[[dict[str, str]], object] = lambda _said: None
        self._stopped: Callable[[], object] = lambda: None

    def begin(
        self, sent: Callable[[dict[str, str]], object], stopped: Callable[[], object]
    ) -> None:
        """What it is for, before the first question."""
        self._said, self._sent, self._stopped = {}, sent, stopped
        hint = _t(
            "Nobody here sees your answers. They are counted with those of others. You can leave"
            " any question out."
        )
        title, begin = _t("Some questions about you"), _t("Begin")
        self._show(title, hint, [(begin, self._next)], [(_t("Not now"), self._stop)])

    def forget(self) -> None:
        """Nothing that was answered stays."""
        self._said.clear()

    def _stop(self) -> None:
        self.forget()
        self._stopped()

    def _next(self) -> None:
        """The next question that is put to somebody who answered so, or the end."""
        for question in self._questions.questions:
            if question.code not in self._said and is_put(question, self._said):
                self._ask(question)
                return
        self._end()

    def _ask(self, question: Question) -> None:
        if question.groups and len(question.options) > MANY:
            offered: Offered = [
                (group.text, partial(self._ask_group, question, group)) for group in question.groups
            ]
        else:
            offered = self._boxes(question, question.options)
        offered = [*offered, *self._no_box(question)]
        self._show(question.text, self._place(question), offered, self._end_of_it())

    def _ask_group(self, question: Question, group: Option) -> None:
        boxes = [option for option in question.options if option.group == group.code]
        offered = self._boxes(question, boxes)
        again: Offered = [(_t("Choose another group"), partial(self._ask, question))]
        offered += self._no_box(question)
        self._show(group.text, question.text, offered, [*again, *self._end_of_it()])

    def _boxes(self, question: Question, options: tuple[Option, ...] | list[Option]) -> Offered:
        return [
            (option.text, partial(self._answer, question.code, option.code)) for option in options
        ]

    def _no_box(self, question: Question) -> Offered:
        return [
            (_t("I prefer not to say"), partial(self._answer, question.code, NOT_SAID)),
            (_t("Leave this one out"), partial(self._answer, question.code, NO_ANSWER)),
        ]

    def _end_of_it(self) -> Offered:
        return [(_t("Stop, and send nothing"), self._stop)]

    def _answer(self, code: str, answer: str) -> None:
        self._said[code] = answer
        self._next()

    def _end(self) -> None:
        hint = _t("Your answers are sealed. Once they are sent, nobody can find them again.")
        send: Offered = [(_t("Send my answers"), self._send)]
        title = _t("That was the last question.")
        self._show(title, hint, send, [(_t("Send nothing"), self._stop)])

    def _send(self) -> None:
        said = dict(self._said)
        self.forget()
        self._sent(said)

    def _place(self, question: Question) -> str:
        put = [each for each in self._questions.questions if is_put(each, self._said)]
        words = _t("Question {n} of about {all}")
        return words.format(n=put.index(question) + 1, all=max(len(put), len(self._said) + 1))
