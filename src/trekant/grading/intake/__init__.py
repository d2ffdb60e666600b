"""What comes from outside: finding it, reading it guarded, and putting it in its place."""
