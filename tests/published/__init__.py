"""Figures that others have published, with where they stand. Numbers only."""
