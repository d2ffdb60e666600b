"""Paper: the course as one PDF, the action card, and certificates."""
