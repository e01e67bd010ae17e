"""What whoever is at the desk may not do: a control names its verb, and says whom to ask.

The frame of the window knows (`whom_to_ask`); a control asks it when it is shown. So no page and
no card knows a role, and what may be done changes with the person, while everything is open.
"""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


def whom_to_ask(widget: QWidget, verb: str) -> str:
    """Ask a manager to …; "" where the verb may be done, or no frame is around."""
    above: QWidget | None = widget
    while verb and above is not None:
        ask = getattr(above, "whom_to_ask", None)
        if ask is not None:
            return str(ask(verb))
        above = above.parentWidget()
    return ""


def bar_entry(menu: QMenu, entry: QAction, verb: str) -> None:
    """The same for an entry of a menu: there, but not to be chosen, and it says whom to ask."""
    above = menu.parentWidget()
    why = whom_to_ask(above, verb) if isinstance(above, QWidget) else ""
    if why:
        entry.setEnabled(False)
        entry.setToolTip(why)
        entry.setWhatsThis(why)
        menu.setToolTipsVisible(True)
