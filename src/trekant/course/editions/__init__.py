"""Editions: the words of the course in another voice or language. Structure, keys and routes stay the source's."""
