"""What the hub promised about data: whose time is over, requests, complaints, losses, rules."""
