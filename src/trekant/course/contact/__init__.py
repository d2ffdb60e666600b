"""Whom to contact, when, and in which order: the municipality, the routing, and the guide that is made of them."""
