"""What developers run beside the app: the demo, the bench, the soak, pictures, setting up."""
