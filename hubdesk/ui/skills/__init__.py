"""What people can do: the class page at the end of a course, and the page of one person."""
