"""Lighthouse on the built site."""
