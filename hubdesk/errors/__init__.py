"""The errors raised on purpose. Three kinds of wrong, and only three.

A Refusal: the rules of the hub said no, and nothing changed. A Trouble: the machine could
not do it, and trying again may work. Anything else that is raised is a bug.

Errors carry facts, never sentences: `hubdesk.messages` owns the words, and `str(error)` is
the bare class name, so that no log ever holds a person's name.
"""


class HubDeskError(Exception):
    """Anything HubDesk raises on purpose."""

    def __str__(self) -> str:
        return type(self).__name__


class Refusal(HubDeskError):
    """The rules of the hub said no. Nothing changed."""


class Trouble(HubDeskError):
    """The machine could not do it. Nothing is lost, and trying again may work."""
