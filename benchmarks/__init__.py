"""Measurements: each prints its figures, none passes or fails."""
