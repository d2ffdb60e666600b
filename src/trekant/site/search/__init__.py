"""Finding: the search page, the page that is not there, and the index of them."""
