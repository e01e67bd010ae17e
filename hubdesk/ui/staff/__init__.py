"""The people who work at the hub: their names and roles, and who looked at what."""
