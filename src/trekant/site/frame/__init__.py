"""What stands around the text of every page: the menu, the calls, what is shared, and where to tell of a fault."""
