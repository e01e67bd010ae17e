"""Visits, meetings and events beside their register: who spoke, what was decided, the day."""
