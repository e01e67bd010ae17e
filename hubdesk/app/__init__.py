"""Putting the pieces together: here, and only here, gesture, transaction and clock meet."""

LOOK_AROUND = "just looking around"  # the passphrase of a hub nobody keeps
