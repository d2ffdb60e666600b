"""nbgrader's assignments: the notebooks, their cells, and what of an answer stands in them."""
