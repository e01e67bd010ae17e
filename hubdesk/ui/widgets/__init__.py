"""The parts every page is built from: they know how things look, and nothing about a hub."""
