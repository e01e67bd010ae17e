"""Putting the pieces together: here, and only here, gesture, transaction and clock meet."""
