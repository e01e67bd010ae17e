"""What leaves the hub: what may, in whole words, who agreed, and the log of all that left."""
