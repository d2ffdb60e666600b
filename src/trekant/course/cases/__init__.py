"""Cases: decision graphs, the kinds of decision in them, and the roads through them."""
