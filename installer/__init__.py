"""Building the app as a folder that needs no Python, and proving that it works."""
