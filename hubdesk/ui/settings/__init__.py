"""Settings: the choices of the hub and of this computer."""
