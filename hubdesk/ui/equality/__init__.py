"""Equality monitoring: forms typed in from paper, batches opened, tables published."""
