"""Certificates: awarding them, one of them with what can be done about it, and how they look."""
