"""The hub on paper: the pack for a day without power, and typing its slips in."""
