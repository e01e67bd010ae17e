"""Counts every figure again out of an exported package, with the standard library alone.

It imports nothing of HubDesk, so that a mistake there is not made here too. What each figure means
is written down a second time, in the plainest way: loops over the rows of the files.

    cd tests && python -m recount PACKAGE.zip 2026-10-01 2026-10-31 --today 2026-11-24
"""
