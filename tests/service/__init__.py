"""The service, over real databases, and with real grading."""
