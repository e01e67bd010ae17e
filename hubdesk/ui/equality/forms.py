"""What pages can do with equality forms: the verbs that the app does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject


class Forms(Protocol):
    """The forms of the open hub."""

    def is_asked(self) -> bool:
        """Whether a manager chose a passphrase, so that a form can be sealed."""
        ...

    def has_key(self) -> bool:
        """Whether whoever is at the desk chose one."""
        ...

    def give(self, said: Mapping[str, str]) -> None:
        """Seal a form and keep it. Raises NoEqualityKey and FormNotRight."""
        ...

    def make_key(
        self,
        passphrase: str,
        *,
        owner: QObject,
        then: Callable[[], object],
        refused: Callable[[Exception], None],
    ) -> None:
        """A key of their own, beside the window. PassphraseTooShort, EqualityPassphraseShared."""
        ...

    def open_batch(
        self,
        passphrase: str,
        *,
        owner: QObject,
        then: Callable[[int], object],
        refused: Callable[[Exception], None],
    ) -> None:
        """Open what waits, shuffled, beside the window; `then` is told how many.

        WrongPassphrase, TooFewForms, and TooManyTries with the seconds to wait.
        """
        ...

    def left_to_wait(self) -> int:
        """The seconds until a passphrase is taken again; 0 for at once."""
        ...
