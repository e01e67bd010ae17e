"""The front desk: one box, one person, one list to lend; what is out comes back."""
