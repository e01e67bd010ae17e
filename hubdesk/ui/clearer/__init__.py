"""Clearer numbers: what public bodies say, beside what was guessed and beside the hub's own."""
