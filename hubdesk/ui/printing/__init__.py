"""Printing: papers that wait, the printer each goes to, and what they look like."""
