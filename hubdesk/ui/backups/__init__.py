"""Copies of the records on the screen: what is kept, a second place, bringing one back."""
