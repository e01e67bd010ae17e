"""People on screen: the list, one person's page, somebody new, and all their details."""
