"""The first thing on the screen: opening the records with a passphrase or the recovery sheet."""
