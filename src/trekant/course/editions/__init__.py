"""Editions: the course in other words or another language. Structure, keys and routes stay the source's."""
