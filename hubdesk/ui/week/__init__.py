"""This week at the hub: the board, what everybody may read, the newsletter, poster and pages."""
