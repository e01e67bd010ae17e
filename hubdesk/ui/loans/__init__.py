"""Loans on screen: what is out, due soon and overdue, and whom to call."""
