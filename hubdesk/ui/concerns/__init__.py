"""Safeguarding concerns: writing one down for the lead, and the page only the lead can open."""
