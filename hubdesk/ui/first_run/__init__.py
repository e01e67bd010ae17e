"""The first start: a hub, an account, the lock of the records, and how to begin."""
