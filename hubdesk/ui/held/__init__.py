"""All that is held on one person: seen, handed over, and erased."""
