"""Bringing a spreadsheet in: choose a file, see what would happen, then one button."""
