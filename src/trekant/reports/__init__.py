"""What comes out of the results: certificates."""
