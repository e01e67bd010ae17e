"""Dropping in, logged in seconds, and questions counted without a name."""
