"""Texts: inline Markdown, prose, marks for what the municipality says, and tables for spreadsheets."""
