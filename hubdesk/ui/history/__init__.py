"""The history of one record, whatever it is."""
