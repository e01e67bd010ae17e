"""Help: how to do things, every key, and reporting a problem."""
