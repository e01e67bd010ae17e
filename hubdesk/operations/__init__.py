"""The rules of the hub: verbs that change records. The caller commits and hands in the clock."""
