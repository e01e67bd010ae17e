"""The long tests, one a file, each known to `make soak` by its file's name.

A row says what it proves in its docstring, how far it must come in `FIGURE` and of what in
`UNIT`, and has `rounds(seed)`, which does a short round of work, checks it, and yields how
many it has done since the last yield. Whatever it raises ends the soak and is written down.
"""
