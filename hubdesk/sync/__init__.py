"""Bundles and exports out and in. Empty until the hub sends anything."""
