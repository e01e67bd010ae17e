"""A day at the desk, played through the real window by key events alone, and checked."""
