"""Appointments: the day of each helper, what is free, and one appointment at the right."""
