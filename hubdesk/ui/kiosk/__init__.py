"""The sign-in screen for whoever comes in: a window of its own, before a locked desk."""
