"""Who is in the building, and the shifts of the staff."""
