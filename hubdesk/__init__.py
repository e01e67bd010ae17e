"""HubDesk: the desktop app that community digital-skills hubs run their day on."""

__version__ = "0.1.0"
