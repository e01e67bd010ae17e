"""Devices on screen: the stock as a list, one device whole, and adding by scanning."""
