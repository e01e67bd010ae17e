"""Sessions: the week, planning, and what is done to one: moved, cancelled, booked."""
