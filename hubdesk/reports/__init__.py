"""Rows in, bytes of paper out."""
