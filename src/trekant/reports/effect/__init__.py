"""Whether the course works: the analysis, its words, and its page."""
