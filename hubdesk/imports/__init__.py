"""Reading the files of others into plain rows, with what is wrong in each. No database.

`read_table` turns bytes into a Table; `device_lines` and `person_lines` turn a Table into
rows that say what they are about. Nothing here decides what the hub already has.
"""
